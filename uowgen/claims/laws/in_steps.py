"""What is rounded to whole steps and then counted in them: a guard that is made for `len` bytes maps `pages` pages.

Which number is that count is learnt from the spec's own code: the place (what a call to the outside is given, a field) that always has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.stories.records import Beat

    Place = tuple[str, int]  # a call and the place of an argument; a field, with -1

_FEWEST = 3  # different counts, so that no number is such a count by chance


def in_steps(at: int, step: int, lexicon: Lexicon, method: str, *, up: bool) -> Iterator[Outcome]:
    """That the number given at a place is counted in steps, rounded up or down, wherever the spec's own code does so."""
    moments = moments_of(lexicon.journal).by_method
    part = lexicon.journal.parts.get(method)
    making = part is not None and part.takes == "" and method not in moments
    rows = [m.own for m in moments.get("" if making else method, ()) if _count(m.own, at, step, up=up) is not None]
    places = {p for beat in rows for p in _places(beat)}
    for place in sorted(places):
        seen = [(beat.given[at], _count(beat, at, step, up=up), _found(beat, place)) for beat in rows]
        known = [(given, goal) for given, goal, value in seen if value is not None]
        uneven = {goal for given, goal in known if given % step}  # type: ignore[operator]
        if all(value in (None, goal) for _, goal, value in seen) and len({goal for _, goal in known}) >= _FEWEST and uneven:
            yield _is_counted(at, step, place, up=up)


def _count(beat: Beat, at: int, step: int, *, up: bool) -> int | None:
    """How many steps a call is given; None for one that is refused."""
    given = beat.given[at] if at < len(beat.given) else None
    if beat.refused or type(given) is not int or given <= 0:
        return None
    return -(-given // step) if up else given // step


def _places(beat: Beat) -> set[Place]:
    calls = {(d.path, n) for d in beat.did for n, value in enumerate(d.given) if type(value) is int}
    return calls | {(key, -1) for key, value in (beat.after or {}).items() if type(value) is int and key.startswith(".")}


def _found(beat: Beat, place: Place) -> object:
    """What stands at a place; None where there is nothing, or not always the same."""
    path, column = place
    if column < 0:
        return (beat.after or {}).get(path)
    rows = {d.given[column] for d in beat.did if d.path == path and column < len(d.given) and type(d.given[column]) is int}
    return rows.pop() if len(rows) == 1 else None


def _is_counted(at: int, step: int, place: Place, *, up: bool) -> Outcome:
    def right(beat: Beat | None, goal: int | None) -> bool | None:
        value = _found(beat, place) if beat is not None and goal is not None else None
        return None if value is None else value == goal

    def telling(m: Moment) -> bool:
        given = m.own.given[at] if at < len(m.own.given) else None
        return type(given) is int and given > step and given % step != 0

    return Outcome(
        lambda m: right(m.own, _count(m.own, at, step, up=up)),
        lambda m: right(m.ours, _count(m.own, at, step, up=up)),
        telling=telling,
    )


__all__ = ["in_steps"]
