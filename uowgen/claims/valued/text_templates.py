"""Texts with places in them that stand for what functions of the type give: `NAME (errno N)`, `<label>: {code}`, `E0xNN`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued.tokens import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_PLACE = re.compile(r"\{(?P<braced>\w*)\}|<(?P<angled>[A-Za-z_]\w*)>|(?<![A-Za-z0-9_])(?P<upper>[A-Z][A-Z_]*)(?![A-Za-z0-9_])")
_NUMBER = frozenset({"n", "nn", "nnn", "nnnn", "num", "number", "x", "xx", "xxxx", "d"})


class Place(NamedTuple):
    """A part of a template: a text as it is, or what a function gives."""

    text: str
    function: Function | None = None


def templates(r: Phrases, shown: Function, text: str) -> Iterator[tuple[Place, ...]]:
    """The ways to take a text in which names stand for functions; none if no name does, or one stands for nothing."""
    yield from (rows for rows in _read(r, shown, text, 0, "") if any(p.function for p in rows))


def _read(r: Phrases, shown: Function, text: str, at: int, before: str) -> Iterator[tuple[Place, ...]]:
    found = _PLACE.search(text, at)
    if found is None:
        yield (Place(text[at:]),) if text[at:] else ()
        return
    lead = text[at : found.start()]
    name = (found["braced"] or found["angled"] or found["upper"] or "").lower()
    meant = list(_meant(r, shown, name, f"{before}{lead}"))
    if not meant and found["upper"]:  # a word that is written in capitals
        for rest in _read(r, shown, text, found.end(), f"{before}{lead}{found[0]}"):
            yield (Place(f"{lead}{found[0]}"), *rest)
    for f in meant:
        for rest in _read(r, shown, text, found.end(), ""):
            yield (*([Place(lead)] if lead else []), Place("", f), *rest)


def _meant(r: Phrases, shown: Function, name: str, before: str) -> Iterator[Function]:
    """The functions that a place stands for: by its name, or a number by the word before it, else any number."""
    asked = [f for f in r.table.functions if f.sort == "query" and f is not shown and f.name not in ("Display", "discriminant")]
    named = [f for f in asked if (f.text or f.number) and root(name) in {root(p) for p in f.name.split("_")}]
    if named or name not in _NUMBER:
        yield from named
        return
    last = re.findall(r"[a-z]+", before.lower())[-1:]
    numbers = [f for f in asked if f.number]
    yield from [f for f in numbers if last and root(last[0]) in {root(p) for p in f.name.split("_")}] or numbers


__all__ = ["Place", "templates"]
