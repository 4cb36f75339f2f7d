"""Paths in words: which tokens name a file, with line ranges and what is to be done with the file.

It does not know whether a file exists, nor which of several is meant.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from uowgen.model import FileMention, FileUse

if TYPE_CHECKING:
    from uowgen.spec.phrases import Phrase, Token

Where = Literal["info", "comment", "sentence", "heading", "list", "metadata"]

_ENDINGS = frozenset(
    "rs toml md s asm ld lds json yml yaml sh txt py js ts tsx css html lock c h cc cpp hpp x in proto sql rst cfg ini ron kdl "
    "snap ftl wgsl nix just mk bat ps1".split()
)
_BARE_NAMES = frozenset({"Makefile", "Dockerfile", "justfile", "Justfile", ".gitignore"})
_PATH_MARKS = frozenset("./_-+@")


def mentions_of(phrase: Phrase, where: Where, use: FileUse = "mention") -> list[FileMention]:
    """The files that `phrase` names, in its order. `use` is what the words around say already (a list of files to create)."""
    found = []
    for at, token in enumerate(phrase.tokens):
        if token.kind == "mark":
            continue
        path, cited = split_path(token)
        if not path and where == "metadata" and token.kind == "code" and leaves_the_tree(token.text):
            path = token.text
        paths = (path,) if path else tuple(spelt_out(token.text)) if token.kind == "code" else ()
        if paths:
            cited = cited or _cited_after(phrase.tokens, at + 1)
            labelled = bool(phrase.label) and not path_of(phrase.label)[0]
            said = use_of(phrase.tokens, at, labelled) if use == "mention" else use
            found += [FileMention(one, phrase.line, phrase.span_of(token), where, said, cited) for one in paths]
    return new_files(phrase, where, found)


def spelt_out(text: str) -> list[str]:
    """The paths that `src/{a,b}.rs` stands for; none if `text` has no such braces or is no path with them spelt out."""
    before, opened, rest = text.partition("{")
    inner, closed, after = rest.partition("}")
    if not opened or not closed or "," not in inner or "{" in after or " " in text.strip().replace(", ", ","):
        return []
    paths = [path_of(before.strip() + one.strip() + after.strip())[0] for one in inner.split(",")]
    return paths if all(paths) else []


def new_files(phrase: Phrase, where: Where, found: list[FileMention]) -> list[FileMention]:
    """`found` with the folder of a new file where the phrase gives it apart: `Create x.rs in a/b`, `a new module under a/b/, called x`."""
    folders = [t for t in phrase.tokens if t.kind in ("code", "link") and is_folder(t.text)]
    if len(folders) != 1 or not any(t.low in _MAKES for t in phrase.tokens):
        return found
    folder, at = folders[0], phrase.tokens.index(folders[0])
    if at == 0 or phrase.tokens[at - 1].low not in ("in", "under", "into", "inside", "to", "within", "below"):
        return found
    inside = folder.text.strip().strip("/")
    new = [m for m in found if m.use == "create"]
    if len(new) == 1 and "/" not in new[0].path:
        return [m._replace(path=f"{inside}/{m.path}") if m is new[0] else m for m in found]
    name = _called(phrase.tokens)
    if not found and name and any(t.low in ("module", "file") for t in phrase.tokens):
        return [FileMention(f"{inside}/{name}.rs", phrase.line, phrase.span, where, "create")]
    return found


def is_folder(text: str) -> bool:
    """Whether `text` is written as a folder of the tree is: `kernel/src/`, `crates/net`; no file, no `read/write`."""
    text = text.strip()
    if path_of(text)[0] or "/" not in text or text.startswith(("/", "-")) or "//" in text:
        return False
    return all(c.isalnum() or c in "/_-." for c in text) and any(c.isalpha() for c in text)


def _called(tokens: tuple[Token, ...]) -> str:
    """The name in `… called x`, `… named x`, if it is one of a module."""
    for at, token in enumerate(tokens[:-1]):
        if token.low in ("called", "named"):
            name = tokens[at + 1].text
            return name if name.replace("_", "a").isalnum() and name == name.lower() and not name[0].isdigit() else ""
    return ""


_MAKES = frozenset({"create", "creates", "new", "write", "make"})


def leaves_the_tree(text: str) -> bool:
    """Whether `text` is a path, whatever its ending, that no tree can hold: an absolute one, or one that climbs out."""
    return text.startswith(("/", "../")) and "::" not in text and all(c.isalnum() or c in _PATH_MARKS for c in text)


def split_path(token: Token) -> tuple[str, tuple[int, int] | None]:
    """The path that `token` is, with its line range; ("", None) when it names no file.

    Read are `a/b.rs`, `b.rs:12`, `b.rs:12-40`, `b.rs#L12-L40`, `b.rs:mod tests`, `b.rs::name`.
    """
    path, cited = path_of(token.text, bare=token.kind == "word")
    if path and cited is None and token.kind == "link":
        cited = path_of(token.low)[1]
    return path, cited


def path_of(text: str, bare: bool = False) -> tuple[str, tuple[int, int] | None]:
    """As `split_path`, for a text. A `bare` one (outside of inline code) must not look like a sentence's `and/or`."""
    if "." not in text and text not in _BARE_NAMES:
        return "", None
    if "://" in text:
        return "", None
    cited = None
    for mark in ("#L", ":", " (", " L", "#"):
        head, found, tail = text.partition(mark)
        if found and path_of(head, bare)[0]:
            return path_of(head, bare)[0], line_range(tail)
    text = text.strip()
    if not text or not all(c.isalnum() or c in _PATH_MARKS for c in text) or text.startswith("-") or "..." in text:
        return "", None
    text = text.removeprefix("./")
    name = text.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if name in _BARE_NAMES:
        return (text, cited) if not bare else ("", None)
    if not dot or not stem or ending not in _ENDINGS:
        return "", None
    if bare and "/" not in text and ending not in ("rs", "toml"):
        return "", None
    return text, cited


def line_range(text: str) -> tuple[int, int] | None:
    """The first line number or range of `text` (`12`, `12-40`, `L12-L40`, `lines 12 to 40`, `~90`); None without one."""
    numbers: list[int] = []
    at = 0
    while at < len(text) and len(numbers) < 2:
        if text[at].isdecimal() and text[at].isascii():
            end = at
            while end < len(text) and text[end].isascii() and text[end].isdecimal():
                end += 1
            if end - at > 7:
                return None
            numbers.append(int(text[at:end]))
            gap = text[end:]
            rest = gap.lstrip(" ~L-–—")
            if len(numbers) == 1 and not (gap[: len(gap) - len(rest)].strip(" ~L") or rest.startswith("to ")):
                break
            at = end
        elif numbers and text[at] not in " ~L-–—to":
            break
        else:
            at += 1
    if not numbers or numbers[0] == 0:
        return None
    return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[1] >= numbers[0] else (numbers[0], numbers[0])


def cited_lines(phrase: Phrase) -> tuple[int, int] | None:
    """The lines that `phrase` cites: after a word like `line`, `lines`, `L`, or after a path."""
    for at, token in enumerate(phrase.tokens):
        if token.low in ("line", "lines") and token.kind == "word":
            found = _numbers(phrase.tokens, at + 1)
            if found:
                return found
        elif token.kind != "mark":
            path, cited = split_path(token)
            if path and cited:
                return cited
    return line_range(" ".join(t.text for t in phrase.tokens)) if phrase.label in ("lines", "line") else None


def _cited_after(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """The range in `path lines 8-15`, `path (line 90)`, `path, around line 12`."""
    for ahead in range(at, min(at + 5, len(tokens))):
        if tokens[ahead].low in ("line", "lines"):
            return _numbers(tokens, ahead + 1)
        if tokens[ahead].kind != "mark" and tokens[ahead].low not in ("at", "around", "near", "approximately", "about", "on"):
            return None
    return None


def _numbers(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    taken = []
    for token in tokens[at : at + 5]:
        if token.kind == "code":
            break
        taken.append(token.text)
    return (
        line_range(" ".join(taken)) if taken and (taken[0][:1].isdecimal() or taken[0] in ("~", "≈", "around", "about")) else None
    )


_CREATES = frozenset({"create", "creates", "creating", "new", "write"})
_TESTS = frozenset({"test", "tests"})
_DELETES = frozenset({"delete", "deletes", "remove", "removed", "deleted"})
_MODIFIES = frozenset(
    "in to into at modify update edit change append add extend within inside file files insert target top bottom end rewrite "
    "replace refactor open fix move wire export for on location both and of contents".split()
)
_PASSED_OVER = frozenset("the a an existing module source file files new this also your our".split())


def use_of(tokens: tuple[Token, ...], at: int, labelled: bool = False) -> FileUse:
    """What the words around the path at `at` say of the file."""
    ahead = [t.low for t in tokens[at + 1 : at + 4]]
    if ahead[:2] == ["(", "new"] or ahead[:2] == ["(", "create"]:
        return "create"
    if tokens[at + 1 : at + 2] and tokens[at + 1].text == "(" and _is_not_there(tokens[at + 2 : at + 8]):
        return "create"
    if ahead[:2] == ["(", "delete"] or ahead[:2] == ["(", "remove"]:
        return "delete"
    if _points_elsewhere(tokens, at):
        return "mention"
    if _is_called_new(tokens, at):
        return "create"
    for back in range(at - 1, max(-1, at - 6), -1):
        token = tokens[back]
        if token.kind == "code":
            return "mention"
        if token.low in _CREATES and token.low != "new":
            return "create"
        if token.low in _DELETES:
            return "delete"
        if token.low in _TESTS and back == 0:
            return "test"
        if token.low in _MODIFIES:
            return "modify"
        if token.low not in _PASSED_OVER and token.text not in (":", "-", "*"):
            return "mention"
    # The path is the first thing said: it is what the phrase is about, unless a label says what it is.
    return "modify" if at == 0 and not labelled else "mention"


def _is_called_new(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the words begin with `New file x.rs`, `3. A new module x.rs`: what is to be made. `In the new file x.rs` it is there by then."""
    before = [token.low for token in tokens[:at] if token.kind == "word" and not token.text[:1].isdigit() and token.low != "a"]
    return before in (["new", "file"], ["new", "module"], ["new", "source", "file"]) and all(t.kind != "code" for t in tokens[:at])


def _is_not_there(tokens: tuple[Token, ...]) -> bool:
    """Whether a note in brackets says that the file is still to come: `does not exist yet`, `to be created`, `doesn't exist`."""
    words = " ".join(t.low.replace("’", "'") for t in tokens).partition(" )")[0]
    return any(said in words for said in ("not exist", "n't exist", "to be created", "not there yet", "will be created"))


def _points_elsewhere(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the words speak of the file as of one to look at: `follow the pattern of`, `the callers in`, `x.rs has one like it`."""
    if at == 0:
        return len(tokens) > 1 and tokens[-1].text != ":" and tokens[1].low in _IS_SO
    ahead = [token.low for token in tokens[max(0, at - 6) : at] if token.kind == "word"]
    if any(word in _LOOKS_AT for word in ahead):
        return True
    if any((a, b) in _LIKE for a, b in pairwise(ahead)):
        return True
    # `Update the callers in x.rs` is about x.rs all the same.
    return tokens[0].low not in _MODIFIES and any(word in _SPOKEN_OF for word in ahead)


def is_compared_with(phrase: Phrase, mention: FileMention) -> bool:
    """Whether `phrase` names the file only as what the code is like: `same as in x.rs`, `like the one in x.rs`, `similar to x.rs`."""
    at = next((n for n, token in enumerate(phrase.tokens) if phrase.span_of(token) == mention.span), 0)
    before = [token.low if token.kind == "word" else "" for token in phrase.tokens[max(0, at - 6) : at]]
    if before[-2:] in (["similar", "to"], ["identical", "to"], ["same", "as"]):
        return True
    if not before or before.pop() not in ("in", "from", "of"):
        return False
    while before and before[-1] in _STANDS_FOR_IT:
        before.pop()
    return before[-1:] == ["like"] or (before[-1:] == ["as"] and before[-2:] != ["well", "as"]) or before[-2:] == ["similar", "to"]


_STANDS_FOR_IT = frozenset(
    ["the", "one", "ones", "that", "those", "version", "test", "tests", "code", "function", "method", "case"]
)
_IS_SO = frozenset(
    "has have already does do shows defines contains provides uses calls implements was is stays keeps remains".split()
)
_LOOKS_AT = frozenset(
    "pattern patterns mirror mirrors mirroring mirrored see cf compare precedent modelled modeled resembles imitates follow follows "
    "analogous".split()
)
_LIKE = frozenset(
    {("similar", "to"), ("same", "as"), ("like", "the"), ("like", "in"), ("as", "in"), ("just", "like"), ("based", "on")}
)
_SPOKEN_OF = frozenset("caller callers consumer consumers user users example examples reference references convention".split())


def said_use(text: str) -> FileUse:
    """What a table's or a list's word for an action says: `Create`, `NEW`, `Modify (lines 1-3)`, `Delete`, `Test`."""
    low = text.lower()
    for word, use in _ACTIONS:
        if word in low:
            return use
    return "mention"


_ACTIONS: tuple[tuple[str, FileUse], ...] = (
    ("creat", "create"),
    ("new", "create"),
    ("modif", "modify"),
    ("updat", "modify"),
    ("edit", "modify"),
    ("change", "modify"),
    ("extend", "modify"),
    ("add", "modify"),
    ("delet", "delete"),
    ("remov", "delete"),
    ("test", "test"),
    ("verif", "mention"),
    ("rewrite", "modify"),
    ("refactor", "modify"),
    ("replace", "modify"),
)
