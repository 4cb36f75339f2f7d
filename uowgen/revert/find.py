"""Finds a passage that was written in a text that has changed since, or says why it is not certainly there.

The written lines must stand unchanged. Their surroundings decide between several places, and whether a short text is the one
that was written at all: the more of them is still there, the better a place, and two places that are equally good are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.revert.record import nearest
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.revert.record import Passage

# So much code does not come about twice by chance: it is known again without anything around it.
_LINES_KNOWN_ALONE, _BYTES_KNOWN_ALONE = 3, 40


class NotFound(NamedTuple):
    """Why a passage has no certain place; `spans` are the places that could be meant, or where it stood."""

    why: Literal["changed", "ambiguous"]
    spans: tuple[Span, ...]


def find(text: bytes, passage: Passage) -> Span | NotFound:
    """The span of `passage.new` in `text`, whole lines."""
    places = [Span(at, at + len(passage.new)) for at in _places(text, passage)]
    for well in (_all_around, _both_sides, *((_one_side, _anywhere) if passage.new.strip() else ())):
        good = [span for span in places if well(text, span, passage)]
        if len(good) == 1:
            return good[0]
        if good:
            return NotFound("ambiguous", tuple(good))
    return NotFound("changed", _trace(text, passage))


def known_alone(code: bytes) -> bool:
    """Whether there is so much of `code` that the same text is the same code."""
    lines = [line.strip() for line in code.split(b"\n") if line.strip()]
    return len(lines) >= _LINES_KNOWN_ALONE and sum(map(len, lines)) >= _BYTES_KNOWN_ALONE


def _places(text: bytes, passage: Passage) -> list[int]:
    """Where `passage.new` stands as whole lines; for a removal, where what was around it meets."""
    if not passage.new:
        lead, trail = nearest(passage.lead, last=True), nearest(passage.trail, last=False)
        return [at + len(lead) for at in _occurrences(text, lead + trail)]
    found = []
    for at in _occurrences(text, passage.new):
        end = at + len(passage.new)
        starts_line = at == 0 or text[at - 1 : at] == b"\n"
        ends_line = end == len(text) or text[end - 1 : end] == b"\n" or text[end : end + 2].lstrip(b"\r").startswith(b"\n")
        if starts_line and ends_line:
            found.append(at)
    return found


def _occurrences(text: bytes, wanted: bytes) -> list[int]:
    if not wanted:
        return [0] if not text else []
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _all_around(text: bytes, span: Span, passage: Passage) -> bool:
    return _follows(text, span.start, passage.lead) and _precedes(text, span.end, passage.trail)


def _both_sides(text: bytes, span: Span, passage: Passage) -> bool:
    return _near_lead(text, span, passage) and _near_trail(text, span, passage)


def _one_side(text: bytes, span: Span, passage: Passage) -> bool:
    return _near_lead(text, span, passage) or _near_trail(text, span, passage)


def _anywhere(_text: bytes, _span: Span, passage: Passage) -> bool:
    return known_alone(passage.new)


def _near_lead(text: bytes, span: Span, passage: Passage) -> bool:
    return _follows(text, span.start, nearest(passage.lead, last=True))


def _near_trail(text: bytes, span: Span, passage: Passage) -> bool:
    return _precedes(text, span.end, nearest(passage.trail, last=False))


def _follows(text: bytes, at: int, lead: bytes) -> bool:
    """Whether `lead` ends at `at` and begins a line there; nothing at all stands for the start of the file."""
    start = at - len(lead)
    if not lead:
        return at == 0
    return start >= 0 and text.startswith(lead, start) and (start == 0 or text[start - 1 : start] == b"\n")


def _precedes(text: bytes, at: int, trail: bytes) -> bool:
    if not trail:
        return at == len(text)
    end = at + len(trail)
    return text.startswith(trail, at) and (trail.endswith(b"\n") or end == len(text))


def _trace(text: bytes, passage: Passage) -> tuple[Span, ...]:
    """Where the passage seems to have stood: its first telling line, else what was before or after it."""
    rows = (*passage.new.split(b"\n"), *reversed(passage.lead.split(b"\n")), *passage.trail.split(b"\n"))
    for row in rows:
        shown = row.strip()
        if len(shown) > 3 and text.count(shown) == 1:
            at = text.find(shown)
            return (Span(at, at + len(shown)),)
    return ()
