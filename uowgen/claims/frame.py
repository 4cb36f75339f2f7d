"""Sentence frames: small patterns over words, by which a claim kind recognises its criteria.

A frame is a line such as `<name> <noun>? is|was? defined|created`: words with `|` between alternatives, slots in angle brackets,
`?` behind what may be missing. Every word of a sentence must be taken up by the frame: words that are not understood are never
skipped.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.sentence import ARTICLES, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Slots = dict[str, str]
NUMBERS = {
    "no": 0,
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
NOUNS = {
    "struct": "struct", "structure": "struct", "enum": "enum", "enumeration": "enum", "union": "union", "trait": "trait",
    "function": "fn", "fn": "fn", "method": "fn", "constructor": "fn",
    "constant": "const", "const": "const", "static": "static", "type": "type", "alias": "type", "module": "mod", "mod": "mod",
    "macro": "macro", "field": "field", "variant": "variant", "flag": "const", "newtype": "struct", "test": "fn", "guard": "struct",
}  # fmt: skip
SEPARATORS = frozenset({",", "/", "and", "&", "+", "or"})


class Part(NamedTuple):
    """One element of a frame: the words that fit (`words`), or the `slot` with its kind; `optional` when it may be missing."""

    words: frozenset[str]
    slot: str
    kind: str
    optional: bool


class Reading(NamedTuple):
    """A sentence read by a frame: what stood in each slot, lists joined with `\\0`."""

    frame: str
    slots: Slots

    def get(self, slot: str) -> str:
        """What stood in `slot`; empty when nothing did."""
        return self.slots.get(slot, "")

    def list(self, slot: str) -> tuple[str, ...]:
        """The entries of a list slot."""
        text = self.slots.get(slot, "")
        return tuple(text.split("\0")) if text else ()


def read_by(frame: str, words: tuple[Word, ...], known: Callable[[str], bool]) -> Reading | None:
    """`words` as `frame` reads them; None if they do not fit. `known` says whether a plain word is a name of the code."""
    parts, needed = _parsed(frame)
    if needed and not any(not needs.isdisjoint({w.text for w in words}) for needs in needed):
        return None
    for slots in _fit(parts, 0, words, 0, {}, known):
        return Reading(frame, slots)
    return None


def nearness(frame: str, words: tuple[Word, ...]) -> tuple[int, tuple[str, ...]]:
    """How many plain words `frame` shares with the sentence, and the sentence's plain words that it does not know."""
    parts, _ = _parsed(frame)
    known = frozenset().union(*(p.words for p in parts))
    plain = [w for w in words if not w.code]
    slots = {p.kind for p in parts if p.slot}
    strange = tuple(
        w.raw
        for w in plain
        if w.text not in known and w.text not in SEPARATORS and not ("noun" in slots and w.text in NOUNS) and w.raw.isalnum()
    )
    return sum(w.text in known for w in plain), strange


@cache
def _parsed(frame: str) -> tuple[tuple[Part, ...], tuple[frozenset[str], ...]]:
    parts: list[Part] = []
    for text in frame.split():
        optional = text.endswith("?") and len(text) > 1
        text = text[:-1] if optional else text
        if text.startswith("<"):
            slot, _, kind = text[1:-1].partition(":")
            parts.append(Part(frozenset(), slot, kind or slot, optional))
        elif text not in ARTICLES:
            parts.append(Part(frozenset(text.split("|")), "", "", optional))
    return tuple(parts), tuple(p.words for p in parts if p.words and not p.optional)


def _fit(
    parts: tuple[Part, ...], at: int, words: tuple[Word, ...], n: int, slots: Slots, known: Callable[[str], bool]
) -> Iterator[Slots]:
    if at == len(parts):
        if n == len(words):
            yield slots
        return
    part = parts[at]
    if part.slot:
        for value, after in _SLOTS[part.kind](words, n, known):
            yield from _fit(parts, at + 1, words, after, {**slots, part.slot: value}, known)
    elif n < len(words) and not words[n].code and words[n].text in part.words:
        yield from _fit(parts, at + 1, words, n + 1, slots, known)
    if part.optional:
        yield from _fit(parts, at + 1, words, n, slots, known)


Found = "Iterator[tuple[str, int]]"


def _name(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_name(words[n], known):
        yield words[n].raw, n + 1


def _names(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from _listed(words, n, lambda w: is_name(w, known))


def _words(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """A list of identifiers, whatever they look like."""
    yield from _listed(
        words,
        n,
        lambda w: bool(w.raw) and (w.code or w.raw.replace("_", "").replace("#", "").isalnum()) and w.text not in SEPARATORS,
    )


def _listed(words: tuple[Word, ...], n: int, fits: Callable[[Word], bool]) -> Iterator[tuple[str, int]]:
    ends: list[tuple[str, int]] = []
    entries: list[str] = []
    at = n
    while at < len(words) and fits(words[at]):
        word = words[at]
        entries += (
            [part.strip() for part in word.raw.split(",")]
            if word.code and "(" not in word.raw and "<" not in word.raw
            else [word.raw]
        )
        at += 1
        ends.append(("\0".join(e for e in entries if e), at))
        while at < len(words) and not words[at].code and words[at].text in SEPARATORS:
            at += 1
        if at == ends[-1][1]:
            break
    yield from reversed(ends)


def _noun(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`struct`, `helper function`, `enum variants`: the last noun of a run decides."""
    at, kind = n, ""
    found: list[tuple[str, int]] = []
    while at < len(words) and not words[at].code and at < n + 3:
        text = words[at].text
        noun = NOUNS.get(text) or NOUNS.get(text.removesuffix("s")) or NOUNS.get(text.removesuffix("es"))
        if noun is None:
            break
        kind = noun
        at += 1
        found.append((kind, at))
    yield from reversed(found)


def _number(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words):
        text = words[n].text
        if text.isdigit():
            yield text, n + 1
        elif text in NUMBERS:
            yield str(NUMBERS[text]), n + 1


def _code(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Text in backticks, or one plain word that can only be code."""
    if n < len(words) and (words[n].code or any(ch in words[n].raw for ch in "_<>#[]=:&") or words[n].raw.endswith(")")):
        yield words[n].raw, n + 1


def _path(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    if n < len(words) and is_path(words[n].raw):
        yield words[n].raw, n + 1


def _paths(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    yield from _listed(words, n, lambda w: is_path(w.raw))


def _text(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Any run of words, shortest first."""
    for end in range(n + 1, len(words) + 1):
        yield " ".join(w.raw for w in words[n:end]), end


_SLOTS = {
    "name": _name, "names": _names, "words": _words, "noun": _noun, "number": _number,
    "code": _code, "path": _path, "paths": _paths, "text": _text,
}  # fmt: skip
_NOT_NAMES = frozenset({"E", "I", "O", "OK"})


def is_name(word: Word, known: Callable[[str], bool]) -> bool:
    """Whether `word` names code: it stands in backticks, is written as only code is, or the code at hand declares it."""
    raw = word.raw
    if is_path(raw):
        return False
    if word.code:
        return bool(raw) and (raw[0].isalpha() or raw[0] in "_#<&[(*:")
    bare = bare_name(raw)
    if not bare.replace("_", "").isalnum() or bare[:1].isdigit() or raw in _NOT_NAMES:
        return False
    humped = any(a.islower() and b.isupper() for a, b in pairwise(bare))
    return "_" in bare or humped or raw.endswith("()") or "::" in raw or known(bare)


def is_path(text: str) -> bool:
    """Whether `text` is written as the path of a file or folder."""
    return text.endswith((".rs", ".toml", ".md", ".ld", ".yml", ".yaml", ".txt", "/")) and " " not in text and text[:1] not in "<&"


def bare_name(text: str) -> str:
    """The last path segment of a name as documents write it: `Type::method()` gives `method`, `Vec<T>` gives `Vec`."""
    name = text.strip().removesuffix("!").strip()
    for word in ("fn ", "struct ", "enum ", "trait ", "impl ", "mod ", "const ", "static ", "type ", "pub "):
        name = name.removeprefix(word).strip()
    name = name.split("(")[0].split("<")[0] if name[:1] not in "(<" else name
    return name.rstrip(":").split("::")[-1].split(".")[-1].strip().lstrip("&*").removeprefix("r#")


def owner_name(text: str) -> str:
    """The segment before the last one: `Type::method()` gives `Type`; empty when there is none."""
    name = text.split("(")[0].split("<")[0].strip().replace(".", "::")
    parts = [p for p in name.split("::") if p]
    return parts[-2].strip() if len(parts) > 1 else ""
