"""What “the file”, “the helper”, “the old name”, “no caller” stand for, put in their place where the spec or the sentence makes it clear.

It leaves a sentence as it is where two things could be meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.names import bare_name, is_path, is_plain
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case

    Words = tuple[Word, ...]

_BEFORE = frozenset({
    "in", "inside", "within", "of", "from", "by", "through", "throughout", "via", "to", "outside", "and", ",", "only",
    "calls", "call", "uses", "use", "invokes", "into", "on"})  # fmt: skip
_RENAMED = (
    ("has", "become"), ("became",), ("becomes",), ("is", "renamed", "to"), ("is", "renamed"), ("was", "renamed", "to"),
    ("has", "been", "renamed", "to"), ("renamed", "to"), ("is", "called"), ("is", "named"),
)  # fmt: skip
_CALLERS = {"caller": "called", "callers": "called", "call": "called", "calls": "called", "use": "used", "uses": "used", "user": "used",
            "users": "used", "reference": "used", "references": "used"}  # fmt: skip
_LEFT = frozenset({"is", "are", "left", "behind", "remains", "remain", "anywhere", "exists", "exist", "in", "tree"})


def in_full(words: Words, case: Case, is_name: Callable[[Word], bool]) -> Words:
    """`words` with names for what is only spoken of."""
    from uowgen.claims.spoken_functions import with_functions

    words = with_functions(_renamed(_both(words, case), is_name), case)
    words = _no_callers(words, is_name)
    if any(w.text == "file" and not w.code for w in words):
        files = files_of(case)
        words = _put(words, "file", files[0], _INSIDE) if len(files) == 1 and _of_source(words, case, files[0]) else words
    if any(w.text == "helper" and not w.code for w in words):
        helper = _helper(case)
        words = _put(words, "helper", helper) if helper else words
    if any(w.text == "constructor" and not w.code for w in words):
        words = _with_constructor(words, case, is_name)
    return words


_WHEN = frozenset({"if", "when", "while", "once", "unless", "whenever"})


def with_condition(text: str, before: str) -> str:
    """A sentence with “otherwise” at an end of it, with the contrary of the condition that the one before sets for the same subject."""
    from uowgen.claims.sentences.sentence import words_of

    bare = re.sub(r"^(?:otherwise|else),?\s+|,?\s+(?:otherwise|else)\.?$", "", text.strip(), flags=re.IGNORECASE)
    now, then = words_of(bare), words_of(before)
    if bare == text.strip() or not now or not then or not now[0].code or now[0].raw != then[0].raw:
        return text
    if any(not w.code and w.text in (*_WHEN, "otherwise") for w in now) or sum(not w.code and w.text in _WHEN for w in then) != 1:
        return text
    found = re.search(rf"(?<!`)\b({'|'.join(sorted(_WHEN))})\s+(.+?)[.;]?$", before.strip())
    if found is None or re.search(r"[,;:]|\b(?:and|or|but|then|otherwise)\b", found[2]):
        return text
    return f"{bare} {'if' if found[1] == 'unless' else 'unless'} {found[2]}"


def _both(words: Words, case: Case) -> Words:
    """“both carry …” with the two names that the criterion before began with in the place of “both”."""
    two = case.kept.get("two")
    alone = len(words) > 1 and not words[0].code and words[0].text == "both" and not words[1].code and words[1].raw.islower()
    return (*two, *words[1:]) if alone and isinstance(two, tuple) and two and words[1].text not in _OF_BOTH else words


# Behind these, or before a noun, “both” says of which things it is said.
_OF_BOTH = frozenset({"of", "in", "on", "the", "these", "those"})


def two_names(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`A` and `B`” at the beginning of a sentence with the word between them; empty for any other beginning."""
    first = words[:3]
    joined = len(first) == 3 and first[0].code and first[2].code and not first[1].code and first[1].text in ("and", "&")
    more = len(words) > 3 and not words[3].code and words[3].text in ("and", ",", "&", "/")
    return first if joined and not more and is_name(first[0]) and is_name(first[2]) else ()


def _with_constructor(words: Words, case: Case, is_name: Callable[[Word], bool]) -> Words:
    """`words` with a name for “the constructor (of `T`)”; without a type behind it, of the one that the first name is a method of."""
    from uowgen.claims.declarations.constructors import constructor_of, owner_of

    at = next(n for n, w in enumerate(words) if w.text == "constructor" and not w.code)
    if at and not (words[at - 1].text in (",", ";", "and", "but") and not words[at - 1].code):
        return words  # “`new` is a public constructor”
    behind = words[at + 1 : at + 3]
    named = len(behind) == 2 and behind[0].text in ("of", "for") and behind[1].code and is_name(behind[1])
    first = next((w for w in words[:at] if w.code and is_name(w)), None)
    owner = bare_name(behind[1].raw) if named else owner_of(case, first.raw) if first is not None else ""
    name = constructor_of(case, owner) if owner else ""
    return (*words[:at], Word(name, name, True), *words[at + 1 + 2 * named :]) if name else words


def antecedent(case: Case) -> Words:
    """The name that “it” stands for: what the criterion before begins with, if the tree has it or the spec's blocks declare it."""
    it = case.kept.get("it")
    if not isinstance(it, tuple) or not it:
        return ()
    bare = bare_name(it[0].raw)
    there = bool(case.code.declared_anywhere(bare)) or any(file.named(bare) for file in block_files(case))
    return it if there else ()


_INSIDE = frozenset({"in", "inside", "within", "from", "of", "throughout", "outside"})
# What is said of source code, and hardly of the files that a kernel keeps.
_OF_CODE = frozenset(
    {"occur", "occurs", "appear", "appears", "remain", "remains", "left", "mentioned", "spelled", "called", "used", "calls", "uses", "unused", "imports",
     "import", "imported", "tests", "test", "only"}
)  # fmt: skip


def _of_source(words: Words, case: Case, path: str) -> bool:
    """Whether “the file” can only be the source file: something is said of code, and the source has nothing to do with files."""
    file = case.code.file(path)
    names = [d.item.name.lower() for d in file.declarations()] if file is not None else []
    said = any(w.text in _OF_CODE for w in words if not w.code) and any(w.code for w in words)
    return said and not any("file" in name for name in names if not name.startswith(("crate", "core", "alloc", "std")))


def _put(words: Words, noun: str, name: str, behind: frozenset[str] = frozenset()) -> Words:
    """`words` with `name` where `noun` stands alone: not beside a name of its own, nor with an adjective before it.

    With `behind` only where one of those words stands before it.
    """
    out: list[Word] = []
    for n, word in enumerate(words):
        before = words[n - 1] if n else None
        after = words[n + 1] if n + 1 < len(words) else None
        first = before is None and not behind
        alone = (first or (before is not None and not before.code and before.text in (behind or _BEFORE))) and not (
            after is not None and (after.code or is_path(after.raw))
        )
        out.append(Word(name, name, True) if not word.code and word.text == noun and alone else word)
    return tuple(out)


def _helper(case: Case) -> str:
    """The one function that the spec's blocks declare, tests aside; empty if there are several, or none."""
    found = {
        (d.owner, d.item.name)
        for file in block_files(case)
        for d in file.declarations()
        if d.item.kind == "fn" and d.condition != "tests" and (not d.item.path or d.owner)
    }
    if len(found) != 1:
        return ""
    owner, name = found.pop()
    plain = owner.rpartition(" for ")[2].split("<")[0]
    return f"{plain}::{name}" if plain else f"{name}()"


def _renamed(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`a` has become `b`; the old name …” as “`b` exists; `a` is gone; `a` …”."""
    for at in range(1, len(words) - 1):
        run = next((r for r in _RENAMED if tuple(w.text for w in words[at : at + len(r)]) == r), ())
        if not run or any(w.code for w in words[at : at + len(run)]) or at + len(run) >= len(words):
            continue
        old, new = words[at - 1], words[at + len(run)]
        if not (at == 1 and _is_function_like(old, is_name) and _is_function_like(new, is_name)):
            continue
        rest = words[at + len(run) + 1 :]
        if rest and (rest[0].code or rest[0].text not in (";", ",", ".", "and")):
            continue
        if len(rest) > 1 and rest[1].text == "and" and not rest[1].code:
            rest = rest[1:]
        said = (new, *_words("exists ;"), old, *_words("is gone"), *((Word(";", ";"), *rest[1:]) if rest else ()))
        return _with_names(said, old, new)
    return words


def _is_function_like(word: Word, is_name: Callable[[Word], bool]) -> bool:
    """A name in small letters with a line in it: a type or a visibility that something becomes is none."""
    return word.code and is_name(word) and is_plain(word.raw) and bare_name(word.raw).islower() and "_" in bare_name(word.raw)


def _with_names(words: Words, old: Word, new: Word) -> Words:
    out: list[Word] = []
    at = 0
    while at < len(words):
        pair = [w.text for w in words[at : at + 2] if not w.code]
        if pair in (["old", "name"], ["new", "name"], ["former", "name"]):
            out.append(new if pair[0] == "new" else old)
            at += 2
        else:
            out.append(words[at])
            at += 1
    return tuple(out)


def _no_callers(words: Words, is_name: Callable[[Word], bool]) -> Words:
    """“`x` is gone, and no caller is left behind” as “`x` is gone; `x` is not called anywhere”."""
    at = next((n for n in range(2, len(words) - 1) if words[n].text == "no" and not words[n].code), 0)
    if not at or not words[0].code or not is_name(words[0]):
        return words
    said = [w.text for w in words[at + 1 :]]
    before = at
    while before > 1 and not words[before - 1].code and words[before - 1].text in (",", "and", ";", "with"):
        before -= 1
    if (
        before == at
        or any(w.code for w in words[at + 1 :])
        or said[0] not in _CALLERS
        or not set(said[1:]) <= _LEFT
        or len(said) < 2
    ):
        return words
    return (*words[:before], Word(";", ";"), words[0], *_words(f"is not {_CALLERS[said[0]]} anywhere"))


def _words(text: str) -> Words:
    return tuple(Word(t, t) for t in text.split())
