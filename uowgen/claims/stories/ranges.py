"""Ranges in stories: which ones a value holds, which one a call is given, and where its ends are.

A value holds ranges if one of its fields is a list of things with a start and an end (or a length). Ends are exclusive: `[start, end)`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.stories.records import Beat, Journal

_FIELD = "the field of ranges"  # in the notes of a journal
STARTS = ("start", "base", "begin", "first", "from", "lo", "low", "addr", "address", "va", "vaddr")
ENDS = ("end", "hi", "high", "limit", "until", "to", "stop")
LENGTHS = ("len", "length", "size", "bytes")
NOUNS = frozenset(
    "range ranges region regions area areas interval intervals mapping mappings extent extents vma vmas segment segments span spans".split()
)


class Range(NamedTuple):
    """A range from `start` to before `end`, with the rest of what it bears."""

    start: int
    end: int
    rest: tuple[object, ...] = ()

    def meets(self, other: Range) -> bool:
        """Whether they share a number."""
        return self.start < other.end and other.start < self.end


class Places(NamedTuple):
    """Where in a thing that is shown as (name, part, …) start and end are; `by_length`: the end is told as a length."""

    start: int
    end: int
    by_length: bool


@cache
def places_of(names: tuple[str, ...]) -> Places | None:
    """Which of some fields or parameters are the ends of a range."""
    start = next((n for n, name in enumerate(names) if name in STARTS), None)
    end = next((n for n, name in enumerate(names) if name in ENDS), None)
    length = next((n for n, name in enumerate(names) if name in LENGTHS), None)
    if start is None or (end is None) is (length is None):
        return None
    return Places(start, end if end is not None else length or 0, end is None)


def field_of(journal: Journal) -> tuple[str, Places] | None:
    """The key of the one field that holds ranges, and where their ends are; looked for once."""
    known = journal.notes.get(_FIELD, journal)
    if known is journal:
        known = journal.notes[_FIELD] = _field_of(journal)
    return known  # type: ignore[return-value]


def _field_of(journal: Journal) -> tuple[str, Places] | None:
    found = []
    for name, kind in journal.fields.items():
        if "<" not in kind and "[" not in kind:  # one range is no list of them
            continue
        inner = "".join(kind.split()).partition("<")[2].rstrip(">").rpartition("::")[2] or kind.strip("[ ").partition(";")[0]
        inner = inner.rpartition(",")[2]  # of a map: its values
        places = places_of(journal.shapes.get(inner.strip(), ()))
        if places is not None:
            found.append((f".{name}", places))
    return found[0] if len(found) == 1 and not _may_include_ends(journal, *found[0]) else None


def _may_include_ends(journal: Journal, key: str, places: Places) -> bool:
    """Whether the spec's own code takes in a range that ends where it starts: its end may belong to it, as nothing in the names says."""
    if places.by_length:
        return False
    for beat in journal.theirs or ():
        one = given_to(journal, beat) if not beat.refused else None
        if one is None or one.start != one.end:
            continue
        rows = (beat.after or {}).get(key)
        if isinstance(rows, tuple) and any((r := range_of(row, places)) is not None and r[:2] == one[:2] for row in rows):
            return True
    return False


def held_in(journal: Journal, look: Mapping[str, object] | None) -> list[Range] | None:
    """The ranges that a value holds, in its own order; None where that cannot be told."""
    key = field_of(journal)
    rows = look.get(key[0]) if look is not None and key is not None else None
    if key is None or not isinstance(rows, tuple):
        return None
    found = [range_of(row, key[1]) for row in rows if row != ("None",)]
    return None if None in found else [r for r in found if r is not None]


def range_of(row: object, places: Places) -> Range | None:
    if isinstance(row, tuple) and row[:1] == ("Some",) and len(row) > 1:
        row = row[1]
    if isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], tuple) and row[1] and isinstance(row[1][0], str):
        row = row[1]  # an entry of a map
    parts = row[1:] if isinstance(row, tuple) and row and isinstance(row[0], str) else row
    if not isinstance(parts, tuple) or len(parts) <= max(places.start, places.end):
        return None
    start, end = parts[places.start], parts[places.end]
    if type(start) is not int or type(end) is not int:
        return None
    rest = tuple(p for n, p in enumerate(parts) if n not in (places.start, places.end))
    return Range(start, start + end if places.by_length else end, rest)


def given_to(journal: Journal, beat: Beat) -> Range | None:
    """The range that a call is given: as numbers, or as one thing with such fields."""
    if not beat.name:
        return None
    parameters = journal.parts[beat.name].parameters
    places = places_of(tuple(name for name, _ in parameters))
    if places is not None:
        return range_of(("", *beat.given), places)
    for value, (_, kind) in zip(beat.given, parameters, strict=True):
        inner = places_of(journal.shapes.get(kind.lstrip("& ").rpartition("::")[2], ()))
        if inner is not None:
            return range_of(value, inner)
    return None


def takes_range(journal: Journal, method: str) -> bool:
    """Whether a method is given a range."""
    parameters = journal.parts[method].parameters
    if places_of(tuple(name for name, _ in parameters)) is not None:
        return True
    return any(places_of(journal.shapes.get(k.lstrip("& ").rpartition("::")[2], ())) is not None for _, k in parameters)


def contains(one: Range, number: int) -> bool:
    return one.start <= number < one.end
