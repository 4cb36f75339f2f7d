"""Which files a document names: for the spec as a whole, and for each block, nearest first.

It collects and orders; which of the files exists and is meant, the tree and the planner say.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from uowgen.model import Block, FileMention, FileUse
from uowgen.regex import when_used
from uowgen.spec.block_comments import comment_files
from uowgen.spec.kept_in import is_told_from_here, keeps_such, tells_of
from uowgen.spec.paths import is_compared_with, is_folder, line_range, mentions_of, path_of, said_use, spelt_out, split_path
from uowgen.spec.phrases import Phrase, tokens_of
from uowgen.spec.verbs import requests_of
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from uowgen.spec.outline import Element
    from uowgen.spec.surroundings import Section, Surroundings

_FILE_LABELS = (
    "file", "files", "target", "location", "path", "paths", "create", "modify", "test", "tests", "delete", "update", "edit",
    "new file", "affected", "add", "where", "primary file", "source file", "remove", "crate", "key files", "module",
)  # fmt: skip
_FILE_HEADINGS = (
    "target file",
    "affected file",
    "file",
    "files",
    "critical files",
    "key files",
    "modified files",
    "new files",
    "location",
    "scope",
)


def block_files(
    block: Block, around: Surroundings, known: dict[int, tuple[FileMention, ...]], whole: Sequence[FileMention]
) -> tuple[FileMention, ...]:
    """The files that the words of `block` name, nearest first, each once. `known` keeps what was found for a section; `whole`
    is the spec's.
    """
    found: list[FileMention] = [*_info(block), *comment_files(block)]
    aside: list[FileMention] = []  # what only a farther phrase mentions comes after the title of the step
    headed = any(mentions_of(section.title, "heading") for section in around.sections[:1])
    for nth, phrase in enumerate(around.run):
        if around.sections and (nth or is_file_label(phrase.label)) and _stands_in(phrase, around.sections[0].listed):
            continue  # an item of a list at the head of the section, which comes in its order below
        said = _ordered(_labelled_mentions(phrase, "sentence"))
        if is_told_from_here(phrase):
            aside += [m._replace(use="mention") for m in said]
            continue
        own = [m for m in said if m.use != "mention" or not is_compared_with(phrase, m)]
        pointed_at = nth == 1 and len({m.path for m in own}) == 1 and _says_the_file(around.run[0])
        said_there = len(own) == 1 and keeps_such(phrase, own[0], block.code, headed=headed)
        found += own if (nth == 0 and not phrase.label) or pointed_at or said_there else [m for m in own if m.use != "mention"]
        aside += said
    if not found and around.run and around.run[0].text[:1].islower() and around.earlier:  # `called from x, after y:` goes on
        before = {m.path: m for m in mentions_of(around.earlier[0], "sentence") if m.path.endswith(".rs")}
        found += [m._replace(use="modify") for m in before.values()] if len(before) == 1 else []
    if around.goes_on is not None and not found:
        found += [m for m in mentions_of(around.goes_on, "sentence") if m.use == "modify"]
    for phrase in around.step:
        found += _called_by_stem(phrase) + _ordered(mentions_of(phrase, "heading"))
    for phrase in around.earlier:
        aside += _ordered(_labelled_mentions(phrase, "sentence"))
    for section in around.sections:
        aside += _of_section(section, known)
        for files in section.files:
            aside += _of_section(files, known)
    aside += whole
    # A file that a sentence only speaks of comes after all that something is said to be done with, or that stand in a heading.
    found += sorted(aside, key=lambda mention: mention.use == "mention" and mention.where == "sentence")
    return _completed(_once(found))


# A step that begins with the bold name of a module: `2. **parser** – import it:`.
_STEM = when_used(r"\s*(?:\*\*|__)`?([a-z][a-z0-9_]*)`?(?:\*\*|__)\s*(?:[–—:]|-+\s)")


def _called_by_stem(phrase: Phrase) -> list[FileMention]:
    """The file that a step may be about by its first word, which has no ending; `is_mere_stem` tells such a mention from a path."""
    said = _STEM.match(phrase.text)
    if said is None:
        return []
    at = phrase.span.start + said.start(1)
    return [FileMention(f"{said[1]}.rs", phrase.line, Span(at, at + len(said[1])), "heading")]


def is_mere_stem(mention: FileMention) -> bool:
    """Whether a mention is no path as written, but a word that a file may be called by."""
    return (
        mention.where == "heading"
        and mention.path.endswith(".rs")
        and len(mention.path) == mention.span.end - mention.span.start + 3
    )


def _says_the_file(phrase: Phrase) -> bool:
    """Whether a phrase speaks of a file without its name, so that the sentence before has it: `At the end of the file:`."""
    low = [token.low for token in phrase.tokens]
    return any(a in ("the", "this", "that", "same") and b == "file" for a, b in itertools.pairwise(low))


def _stands_in(phrase: Phrase, listed: Sequence[Phrase]) -> bool:
    at = bisect_left(listed, phrase.span.start, key=lambda other: other.span.start)
    return at < len(listed) and listed[at].span == phrase.span


def _completed(found: tuple[FileMention, ...]) -> tuple[FileMention, ...]:
    """Short paths (`server.rs`) written out where exactly one longer path of the same words ends with them.

    With several, the one of the same use (`Create`) is meant, if it is one. A list that has the short path itself
    means that one.
    """
    if len(found) < 2:
        return found
    longer: dict[str, list[FileMention]] = {}
    for mention in found:
        at = mention.path.find("/")
        while at >= 0:
            longer.setdefault(mention.path[at + 1 :], []).append(mention)
            at = mention.path.find("/", at + 1)
    out = []
    for mention in found:
        ends = [m for m in longer.get(mention.path, ()) if m.where != "sentence" or m.use != "mention"]
        if len(ends) > 1 or mention.where in ("list", "metadata"):
            ends = (
                [m for m in ends if mention.use != "mention" and m.use == mention.use]
                if mention.where not in ("list", "metadata")
                else []
            )
        out.append(mention._replace(path=ends[0].path, cited=mention.cited or ends[0].cited) if len(ends) == 1 else mention)
    return _once(out)


def phrase_files(
    phrase: Phrase, section: Section | None, known: dict[int, tuple[FileMention, ...]], whole: Sequence[FileMention]
) -> tuple[FileMention, ...]:
    """The files of a phrase that speaks of no block: its own, those of the section that it stands in, the spec's."""
    named = _of_section(section, known) if section else ()
    beside = [m for files in section.files for m in _of_section(files, known)] if section else []
    return _once([*_ordered(_labelled_mentions(phrase, "sentence")), *named, *beside, *whole])


def all_mentions(phrases: Iterable[Phrase], more: Iterable[FileMention] = ()) -> tuple[tuple[FileMention, ...], tuple[str, ...]]:
    """Every file that one of `phrases` speaks of, for whatever reason, each once, then those of `more`, and every folder."""
    found: dict[str, FileMention] = {}
    folders: dict[str, None] = {}
    for phrase in phrases:
        for mention in _labelled_mentions(phrase, "sentence") if phrase.tokens else ():
            first = found.setdefault(mention.path, mention)
            if first.use == "mention" and mention.use != "mention":
                found[mention.path] = mention
        folders.update((t.text.strip("/"), None) for t in phrase.tokens if t.kind == "code" and is_folder(t.text))
    for mention in more:
        found.setdefault(mention.path, mention)
    return tuple(found.values()), tuple(folders)


def comment_mentions(blocks: Iterable[Block]) -> list[FileMention]:
    """The files that the first comments of `blocks` say they are of; those of quotations are only spoken of."""
    found = []
    for block in blocks:
        asked = block.role in ("code", "after")
        found += [m if asked else m._replace(use="mention") for m in comment_files(block)]
    return found


def spec_files(
    sections: Iterable[Section], header: Iterable[Phrase], values: Iterable[tuple[str, str, Span, int]]
) -> tuple[FileMention, ...]:
    """The files of the spec as a whole: labelled lines under its title, front matter (`values`: key, value, span, line), sections
    and tables about files."""
    found: list[FileMention] = []
    for key, value, span, line in values:
        if key.startswith(("file", "target", "path", "modify", "create")):
            for piece in value.replace(",", " ").split():
                path, cited = path_of(piece.strip("`'\""))
                if path:
                    found.append(FileMention(path, line, span, "metadata", said_use(key), cited))
    under = False  # the items of a list under a label `Files:`
    for phrase in header:
        if phrase.label:
            under = is_file_label(phrase.label)
        if under:
            found += mentions_of(phrase, "metadata", said_use(phrase.label))
    for section in sections:
        named = _begins(_bare(section.title.text), _FILE_HEADINGS)
        for phrase in (*section.phrases, *section.listed):
            if named or is_file_label(phrase.label):
                found += _labelled_mentions(phrase, "metadata" if named else "list")
        for table in section.tables:
            found += _table(table)
    return _once(found)


def is_about_files(title: str) -> bool:
    """Whether a section of this title says which files the sections after it work on, and nothing else: `Files`, `Target File(s):`."""
    return _bare(title).partition(" (")[0].rstrip(" :") in _ABOUT_FILES


_ABOUT_FILES = frozenset(
    ("file", "files", "file(s)", "target", "location", "target file", "target files", "target file(s)", "affected files",
     "modified files", "files modified", "files to modify", "files to change", "files to edit", "files to create", "files to touch",
     "files affected", "files changed", "files touched", "file to modify", "file to change", "files to create/modify",
     "files to modify/create", "files involved", "where", "place", "places", "locations", "location(s)", "where it goes",
     "where to change", "target(s)")
)  # fmt: skip


def _info(block: Block) -> list[FileMention]:
    """The path in an info string: `rust title="src/lib.rs"`, `rust,filename=src/x.rs`, `rust src/x.rs`, `rust:src/x.rs`."""
    info = block.info
    if len(info) <= len(block.lang):
        return []
    for mark in ("=", ",", "{", "}", '"', "'", "(", ")"):
        info = info.replace(mark, " ")
    for word in info.split():
        for piece in (word, word.partition(":")[2]):
            path, cited = path_of(piece)
            if path:
                return [FileMention(path, block.line, block.span, "info", "mention", cited)]
    return []


def _of_section(section: Section, known: dict[int, tuple[FileMention, ...]]) -> tuple[FileMention, ...]:
    key = section.title.span.start
    if key not in known:
        found = _ordered(mentions_of(section.title, "heading"))
        said = [_labelled_mentions(phrase, "sentence") for phrase in section.phrases]
        listed = [_labelled_mentions(phrase, "list") for phrase in section.listed]
        found += [m for one in said for m in one if m.where == "list"]
        found += [m for one in listed for m in one]
        for table in section.tables:
            found += _table(table)
        found += [m for one in reversed(said) for m in _ordered(one) if m.where != "list"]
        known[key] = _once(found)
    return known[key]


def _labelled_mentions(phrase: Phrase, where: Literal["sentence", "list", "metadata"]) -> list[FileMention]:
    """The mentions of `phrase`; a label such as `Create:` or `File:` says what is to be done with them."""
    if is_file_label(phrase.label):
        use: FileUse = said_use(phrase.label)
        found = mentions_of(phrase, "list", use)
        return [m._replace(use="modify") if m.use == "mention" else m for m in found]
    found = mentions_of(phrase, where)
    if where == "sentence" and _FROM_HERE.search(phrase.text):
        return [m._replace(use="modify") if m.use == "mention" else m for m in found]
    if where == "sentence" and any(m.use == "modify" for m in found) and not _directs(phrase):
        return [m._replace(use="mention") if m.use == "modify" else m for m in found]
    return found


# `The rest of this section is about x.rs`, `Everything below happens in x.rs`.
_FROM_HERE = when_used(
    r"\b(?:(?:the )?(?:rest|remainder) of (?:this|the) (?:section|phase|part|task|step|document|plan|unit)|everything (?:else|below|from here on|that follows)"
    r"|all (?:of )?the (?:rest|following(?: steps)?))\b[^.]*?\b(?:about|in|concerns|into|touches|edits|changes)\b",
    re.IGNORECASE,
)


def _directs(phrase: Phrase) -> bool:
    """Whether a phrase says what is to be done, or is no sentence at all (`In x.rs:`); else it tells what is so."""
    tokens = phrase.tokens
    if len(tokens) > 1 and tokens[1].low in _RECEIVES and path_of(tokens[0].text, bare=True)[0]:
        return True  # `**src/mm.rs** gets the computation`
    if tells_of(tokens):
        return False
    for token, following in itertools.pairwise(tokens):  # `Small cleanup in `a.rs`: …`, `So that it shows, `a.rs` gets a counter`
        if (following.text == ":" or following.low in _GETS) and path_of(token.text, bare=True)[0]:
            return True
    if tokens[0].kind != "word" or tokens[0].low in _BEGINS_DIRECTING or tokens[-1].text == ":" or phrase.label:
        return True
    return bool(requests_of(phrase))


_GETS = frozenset(["gets", "gains", "receives"])
_RECEIVES = frozenset(["gets", "gains", "needs", "receives", "again", "first", "now", "then", "too", "next"])
_BEGINS_DIRECTING = frozenset(
    "in to inside within into at this these all everything both work changes only file files open edit modify go switch find locate "
    "then next now same likewise similarly also extend".split()
)


def is_file_label(label: str) -> bool:
    """Whether a label says that a file comes: `File`, `Modify`."""
    return bool(label) and _begins(label, _FILE_LABELS)


def _table(rows: Sequence[Element]) -> list[FileMention]:
    """The paths of a table that has a column for files, with what another column says is done to them."""
    if not rows or rows[0].level != 1:
        return []
    head = [cell.lower().strip("* ") for cell, _ in _cells(rows[0].text)]
    files = next((i for i, cell in enumerate(head) if "file" in cell or "path" in cell or "location" in cell), None)
    if files is None:
        return _labelled_rows(rows)
    words = ("action", "change", "status", "type", "operation", "modification", "purpose", "what")
    action = next((i for word in words for i, cell in enumerate(head) if word in cell and i != files), None)
    found = []
    for row in rows[1:]:
        cells = _cells(row.text)
        if files >= len(cells):
            continue
        text, offset = cells[files]
        said = said_use(cells[action][0][:40]) if action is not None and action < len(cells) else "mention"
        if said == "mention":
            said = said_use(text.partition("(")[2])
        span = Span(row.span.start + offset, row.span.start + offset + len(text))
        found += [FileMention(path, row.line, span, "list", said) for path in spelt_out(text.strip("` "))]
        for token in tokens_of(text) if "{" not in text else ():
            path, cited = split_path(token) if token.kind != "mark" else ("", None)
            if path:
                lines = next((line_range(c) for (c, _), h in zip(cells, head, strict=False) if h in ("line", "lines")), None)
                found.append(FileMention(path, row.line, span, "list", said, cited or lines))
    return found


def _labelled_rows(rows: Sequence[Element]) -> list[FileMention]:
    """The paths of a table of labels and values: `| File | src/a.rs |`, whether or not its head is empty."""
    found = []
    for row in rows:
        cells = _cells(row.text)
        label = cells[0][0].lower().strip("*_` :") if cells else ""
        if len(cells) == 2 and is_file_label(label):
            text, offset = cells[1]
            start = row.span.start + offset
            value = Phrase(text, Span(start, start + len(text.encode())), row.line, label, tokens_of(text))
            found += mentions_of(value, "metadata", said_use(label))
    return found


def _cells(text: str) -> list[tuple[str, int]]:
    """The cells of a table row with their offsets; a bar within inline code or after a backslash does not divide."""
    cells: list[tuple[str, int]] = []
    start, code = 0, False
    body = text.rstrip()
    for at, ch in enumerate(body):
        if ch == "`":
            code = not code
        elif ch == "|" and not code and body[at - 1 : at] != "\\":
            if at > start or cells:
                cells.append((body[start:at].strip(), start))
            start = at + 1
    if start < len(body):
        cells.append((body[start:].strip(), start))
    return cells


def _ordered(found: list[FileMention]) -> list[FileMention]:
    """What is worked on before what is only mentioned; else in the order of the words."""
    return sorted(found, key=lambda mention: mention.use == "mention") if len(found) > 1 else found


def _once(found: Iterable[FileMention]) -> tuple[FileMention, ...]:
    """Each path once, where it is nearest; what a farther mention says of its use or lines is kept when the nearest says
    nothing.
    """
    kept: dict[str, FileMention] = {}
    for mention in found:
        first = kept.get(mention.path)
        if first is None:
            kept[mention.path] = mention
            continue
        if first.use == "mention" and mention.use != "mention":
            first = first._replace(use=mention.use)
        if first.cited is None and mention.cited is not None:
            first = first._replace(cited=mention.cited)
        kept[mention.path] = first
    return tuple(kept.values())


def _begins(text: str, names: tuple[str, ...]) -> bool:
    return any(text.startswith(name) and not text[len(name) : len(name) + 1].isalnum() for name in names) or text in (
        "file(s)",
        "target file(s)",
    )


def _bare(text: str) -> str:
    return text.lower().replace("*", "").replace("`", "").strip().lstrip("0123456789.)#:-—– ")
