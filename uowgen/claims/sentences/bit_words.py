"""Reads sentences about a number that has its place among the bits of another: “`field()` puts the id in bits 31:20, `from_word()` reads it back”."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_PUTS = frozenset(
    "puts places stores encodes packs holds has carries shifts moves positions writes sets keeps returns gives yields".split()
)
_READS = frozenset("reads extracts takes gets recovers decodes restores unpacks returns gives yields parses finds".split())
_JOINS = frozenset({",", ";", "and", "while", "whereas"})
_BACK = frozenset({"back", "again", "out", "there"})
_HIGH = frozenset("top upper high highest uppermost leading".split())
_LOW = frozenset("low lower lowest bottom trailing".split())
_STOPS = _JOINS | frozenset("in into at to from of bits bit back by left zero are is".split())


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The rows of a whole sentence: `puts=method:place`, `reads=method:place`, `back=method`, `rest=zero`."""
    if n:
        return
    r = WordReader(words, n, known)
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return
        row = _rest(r) or _clause(r, rows) or _goes_on(r, rows)
        if not row:
            return
        rows.append(row)
    if any(row.startswith(("puts", "reads", "ignores")) for row in rows):
        yield "\0".join(rows), len(words)


def _clause(r: WordReader, before: list[str]) -> str:
    if r.done or not r.words[r.at].code:
        return ""
    name = bare_name(r.raw()).removesuffix("()")
    if not name.isidentifier() or not name.islower():
        return ""
    r.at += 1
    start = r.at
    if r.over(_PUTS):
        shifted = r.words[r.at - 1].text in ("shifts", "moves")
        _thing(r)
        if shifted and (r.said("left by", "up by") and (count := r.number() or _digits(r))):
            r.said("bits")
            return f"puts={name}:from:{count}"
        if r.over(frozenset({"in", "into", "at", "to", "within"})) and (place := _place(r)):
            _of(r)
            return f"puts={name}:{place}"
    r.at = start
    if r.said("ignores", "masks", "discards", "drops"):
        if r.said("all other bits", "other bits", "others", "rest", "everything else", "remaining bits"):
            return f"ignores={name}:*"
        place = _place(r)
        _of(r) if place else None
        return f"ignores={name}:{place}" if place else ""
    if r.over(_READS):
        r.over(_BACK)
        _thing(r)
        r.over(_BACK)
        if r.over(frozenset({"from", "in", "of", "at"})) or r.said("out of"):
            if r.text() == "there":
                r.at += 1
            elif place := _place(r):
                _of(r)
                return f"reads={name}:{place}"
            else:
                return ""
        if r.done or r.text() in _JOINS:
            return f"back={name}" if any(row.startswith("puts") for row in before) else ""
    return ""


def _goes_on(r: WordReader, before: list[str]) -> str:
    """“… and ignores the rest”: of the method that was spoken of last."""
    name = before[-1].partition("=")[2].partition(":")[0] if before else ""
    if (
        name
        and r.said("ignores", "discards", "drops")
        and r.said("all other bits", "other bits", "others", "rest", "everything else", "remaining bits")
    ):
        return f"ignores={name}:*"
    return ""


def _digits(r: WordReader) -> str:
    raw = r.raw()
    if r.at < len(r.words) and raw.replace("_", "").isalnum() and raw.isupper():
        r.at += 1
        return raw
    return ""


def _thing(r: WordReader) -> None:
    """“the ASID”, “it”, “the raw number”: at most three plain words."""
    for _ in range(3):
        if r.done or r.words[r.at].code or r.text() in _STOPS:
            return
        r.at += 1


def _of(r: WordReader) -> None:
    """“of the register”, “of TTBR0”."""
    if r.over(frozenset({"of"})):
        _thing(r)
        if not r.done and r.words[r.at].code and r.at + 1 == len(r.words):
            r.at += 1


def _rest(r: WordReader) -> str:
    """“the other bits zero”, “all others are clear”, “leaves the rest zero”."""
    start = r.at
    r.said("leaves", "with", "keeps")
    r.said("all")
    if r.said("other bits", "others", "rest", "remaining bits", "rest of bits", "every other bit"):
        r.said("are", "is", "stay", "stays")
        if r.said("zero", "clear", "0", "zeroed", "cleared", "unset"):
            return "rest=zero"
    r.at = start
    return ""


def _place(r: WordReader) -> str:
    """“bits 63:48”, “bits 8 to 15”, “the top 16 bits”, “bit 3”: `low:high` with both ends, `top:n`, `from:n`; `a..b` may be meant either way."""
    r.over(frozenset({"its"}))
    end = "top" if r.text() in _HIGH else "low" if r.text() in _LOW else ""
    if end:
        r.at += 1
        count = r.number()
        if not count or not r.over(frozenset({"bits", "bit"})):
            return ""
        return f"top:{count}" if end == "top" else f"0:{int(count) - 1}"
    if not r.over(frozenset({"bits", "bit", "bit-field", "bitfield"})):
        return ""
    raw = r.raw().strip("[]")
    found = re.fullmatch(r"(\d+)(:|\.\.=|\.\.|-|–|—)(\d+)", raw)
    if found is not None:
        r.at += 1
        low, high = sorted((int(found[1]), int(found[3])))
        return f"{low}~{high}" if found[2] == ".." else f"{low}:{high}"
    first = r.number()
    if not first:
        return ""
    if r.over(frozenset({"to", "through", "-", "–"})) or r.said("and up to"):
        last = r.number()
        low, high = sorted((int(first), int(last or first)))
        return f"{low}:{high}" if last else ""
    if r.said("and up", "and above", "upwards", "and higher", "onwards"):
        return f"from:{first}"
    return f"{first}:{first}"


READERS = {"bitclaims": claims}
