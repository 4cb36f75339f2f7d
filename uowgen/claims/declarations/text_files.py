"""Decides what a README, another text file or the header of a module says: whether it has certain words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, is_plain
from uowgen.claims.sentences.noun_words import NUMBERS
from uowgen.facts.documentation import says_word
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_ENDINGS = (".md", ".mkdn", ".markdown", ".rst", ".txt", ".adoc", "")


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where each text that can be meant has the words, fails where none has them; a name in part leaves it undecided."""
    texts = _header(reading, case) if reading.get("where") == "header" else _files(reading, case)
    if isinstance(texts, Finding):
        return texts
    findings = [_said(path, text, reading) for path, text in texts]
    if len({f.outcome for f in findings}) > 1:
        return undecided("subject-ambiguous", f"which is meant is not clear: {', '.join(f'`{p}`' for p, _ in texts)}")
    return findings[0]


_FILLING = frozenset({"the", "a", "an", "that", "there", "is", "are", "has", "have", "of", "in"})


def _phrased(path: str, text: str, reading: Reading) -> Finding:
    """Plain words: the very phrase, articles aside. Other words may say the same, so that it fails only where nothing is said."""

    def content(said: str) -> list[str]:
        bare = "".join(ch if ch.isalnum() or ch in "-_" else " " for ch in said.lower())
        return [w for w in bare.split() if w not in _FILLING and w.strip("-_")]

    said, wanted = content(text), content(reading.get("phrase"))
    if not said:
        return fails("not-mentioned", f"`{path}` begins with no comment", evidence=(Evidence(path, 1, 1, "the file"),))
    if wanted and any(said[n : n + len(wanted)] == wanted for n in range(len(said))):
        return holds(f"the comment that `{path}` begins with says so", evidence=(Evidence(path, 1, 1, "the header"),))
    return undecided("not-understood", f"whether the comment that `{path}` begins with says so is for a person to tell")


def _in_section(path: str, text: str, section: str) -> Finding:
    """That there is no such section is certain; whether a line of it is the one that is meant is for a person to tell."""
    rows = text.split("\n")
    heads = [n for n, row in enumerate(rows, 1) if says_word(row.lower(), section.lower()) and not row[:1].isspace()]
    if not heads:
        return fails("not-mentioned", f"no line of `{path}` says “{section}”", evidence=(Evidence(path, 1, 1, "the file"),))
    return undecided("not-understood", f"whether what `{path}` says under “{section}” is meant is for a person to tell")


def _said(path: str, text: str, reading: Reading) -> Finding:
    if reading.get("section"):
        return _in_section(path, text, reading.get("section"))
    if reading.get("phrase"):
        return _phrased(path, text, reading)
    if reading.get("number"):
        return _numbered(path, text, reading)
    missing = []
    for what in reading.list("what"):
        line = next((n for n, row in enumerate(text.split("\n"), 1) if says_word(row, what)), 0)
        if not line:
            last = bare_name(what) if is_plain(what) else ""
            if last and says_word(text, last):
                return undecided("name-shared", f"`{path}` says `{last}`, and not `{what}`")
            missing.append(what)
    if missing:
        return fails("not-mentioned", f"`{path}` does not mention `{missing[0]}`", evidence=(Evidence(path, 1, 1, "the file"),))
    lines = [next(n for n, row in enumerate(text.split("\n"), 1) if says_word(row, what)) for what in reading.list("what")]
    return holds(f"`{path}` mentions it", evidence=tuple(Evidence(path, n, n, "said here") for n in lines))


def _numbered(path: str, text: str, reading: Reading) -> Finding:
    """“documents command 5”: a row of a list begins with the number, or the words stand in the text."""
    number, thing = reading.get("number"), reading.get("thing").lower()
    words = [number, *(w for w, n in NUMBERS.items() if str(n) == number)]
    for line, row in enumerate(text.split("\n"), 1):
        bare = row.strip().removeprefix("//!").strip().lower()
        head = bare.lstrip("-*|#+ ").lstrip("`").removeprefix(thing).strip()
        entry = head.startswith(number) and not head[len(number) :][:1].isalnum() and bare[:1] in "-*|#+`"
        if entry or says_word(bare, f"{thing} {number}") or says_word(bare, f"{thing} `{number}`"):
            return holds(f"`{path}` speaks of {thing} {number}", evidence=(Evidence(path, line, line, row.strip()[:60]),))
    if any(says_word(text.lower(), w) for w in words):
        return undecided("not-understood", f"whether `{path}` speaks of {thing} {number} is not certain")
    return fails("not-mentioned", f"`{path}` nowhere says {number}", evidence=(Evidence(path, 1, 1, "the file"),))


def _header(reading: Reading, case: Case) -> list[tuple[str, str]] | Finding:
    """The comment that a Rust file begins with."""
    paths = resolved_path(case, reading.get("file")) if reading.get("file") else files_of(case)
    if reading.get("file") and not paths:
        return fails("file-not-found", f"the tree has no file `{reading.get('file')}`")
    if len(paths) != 1:
        return undecided("subject-ambiguous", "of which file the header is meant is not said")
    source = case.code.tree.read(paths[0])
    text = source.data.decode("utf-8", "replace") if source is not None else ""
    if reading.get("phrase"):
        return [(paths[0], _opening(text))]
    rows = text.split("\n")
    if any(row.startswith(("#![doc", "/*!", "#![cfg_attr")) for row in rows):
        return undecided("not-understood", f"the header of `{paths[0]}` is not written in `//!` lines")
    return [(paths[0], "\n".join(row if row.startswith("//!") else "" for row in rows))]


def _opening(text: str) -> str:
    """The comments of every kind that a Rust file begins with, inner attributes between them aside, with `#![doc]` among them."""
    from uowgen.grammar import parse_rust

    told: list[str] = []
    data = text.encode("utf-8")
    for node in parse_rust(data).root_node.named_children:
        written = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
        if node.type not in ("line_comment", "block_comment", "inner_attribute_item"):
            break
        if node.type != "inner_attribute_item" or "doc" in written:
            told.append(written)
    return "\n".join(told)


def _files(reading: Reading, case: Case) -> list[tuple[str, str]] | Finding:
    wanted = reading.get("file") or "readme"
    if "." in wanted or "/" in wanted:
        found = [p for p in dict.fromkeys([wanted.removeprefix("./"), *_spoken_of(case, wanted)]) if _text(case, p) is not None]
        if not found:
            missing = "/" in wanted and case.code.tree.why_not(wanted) == "missing"
            return (
                fails("file-not-found", f"the tree has no file `{wanted}`")
                if missing
                else undecided("not-listed", f"`{wanted}` was not found")
            )
        return [(p, _text(case, p) or "") for p in found]
    spoken = _spoken_of(case, wanted)
    if spoken:
        texts = [(p, text) for p in spoken if (text := _text(case, p)) is not None]
        return texts or fails("file-not-found", f"the tree has no file `{spoken[0]}`")
    found = [p for folder in _folders(case) for p in _named(folder, wanted) if _text(case, p) is not None]
    return [(p, _text(case, p) or "") for p in dict.fromkeys(found)] or undecided(
        "not-listed", f"no {wanted} was found beside the spec's files"
    )


def _spoken_of(case: Case, wanted: str) -> tuple[str, ...]:
    """The paths with a folder in the document, in backticks, whose last part is `wanted` or, without an ending, begins so."""
    pieces = case.document.data.decode("utf-8", "replace").split("`")[1::2]
    last = wanted.rpartition("/")[2].lower()
    said = (p.strip().removeprefix("./") for p in pieces if "/" in p and "\n" not in p and " " not in p.strip())
    return tuple(p for p in dict.fromkeys(said) if (name := p.rpartition("/")[2].lower()) == last or name.partition(".")[0] == last)


def _folders(case: Case) -> list[str]:
    """The folders of the spec's files and those above them."""
    found: list[str] = [""]
    for path in files_of(case):
        folder = path.rpartition("/")[0]
        while folder:
            found.append(f"{folder}/")
            folder = folder.rpartition("/")[0]
    return list(dict.fromkeys(found))


def _named(folder: str, wanted: str) -> list[str]:
    names = (wanted.upper(), wanted.capitalize(), wanted.lower())
    return [f"{folder}{name}{ending}" for name in names for ending in _ENDINGS]


def _text(case: Case, path: str) -> str | None:
    source = case.code.tree.read(path)
    return source.data.decode("utf-8", "replace") if source is not None else None
