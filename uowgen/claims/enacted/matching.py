"""Which of the things that are held a call is given, and whether each of them is given just once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.acts.windows import key_of

if TYPE_CHECKING:
    from uowgen.behaviour.outside import Event
    from uowgen.claims.enacted.saying import Seen
    from uowgen.claims.enacted.sight import Sight


def of_each(seen: Seen, made: list[Event], held: tuple[object, ...], *, shown: bool = False) -> bool | None:
    """Whether it is done to each thing that is held, as is said; `shown`: by the spec's own code, which says what is meant."""
    if any(len(_candidates(e, held)) > 1 for e in made):
        return _of_alike(seen, made, held)
    things = [_which(e, held) for e in made]
    if seen.count is not None and not seen.each:
        if len(set(held)) == 1:
            return len(things) == seen.count
        return len(things) <= seen.count if seen.most else len(things) == seen.count
    if (not held and not things) or (seen.count is not None and len(set(held)) < len(held)):
        return None
    if things and held and all(t is None for t in things):
        return None  # it is given something else than what is held
    if shown and None in things:
        return None  # it is done to more than what is held: to each page of a stretch
    if Counter(things) != Counter(held):
        return False
    if seen.order:
        if len(set(held)) < max(2, len(held)):
            return None
        return tuple(things) == (held if seen.order == "forward" else held[::-1])
    return True


def gives_less(seen: Seen, sights: list[Sight]) -> bool:
    """Whether calls are given all of each thing that is held in the spec's own code, and only a part of it in the tree's."""
    rows = []
    for sight in sights:
        held = sight.held()
        if seen.kind != "calls" or seen.negated or not held or not all(isinstance(h, tuple) for h in held):
            return False
        made = [Counter(_flat(e.arguments)) for e in sight.events if key_of(e) in seen.names]
        rows.append(bool(made) and all(any(not Counter(_flat(h)) - m for m in made) for h in held))
    return rows == [True, False]


def _flat(value: object) -> list[object]:
    return [x for part in value for x in _flat(part)] if isinstance(value, tuple) else [value]


def _which(event: Event, held: tuple[object, ...]) -> object:
    """What of the things held a call is given, or is given a part of; None if nothing."""
    found = _candidates(event, held)
    return found[0] if found else None


def _candidates(event: Event, held: tuple[object, ...]) -> list[object]:
    """The different things of those held of which a call is given the most."""
    given = Counter(x for x in _flat(event.arguments) if not isinstance(x, bool))
    rows = [(sum((Counter(_flat((thing,))) & given).values()), thing) for thing in dict.fromkeys(held)]
    most = max((n for n, _ in rows), default=0)
    return [thing for n, thing in rows if n == most] if most else []


def _of_alike(seen: Seen, made: list[Event], held: tuple[object, ...]) -> bool | None:
    """Of things that are alike in the part that is given: whether that part is given as often as it is held."""
    if not all(isinstance(h, tuple) for h in held) or (seen.count is not None and not seen.each) or seen.order:
        return None
    for place in range(min(len(h) for h in held if isinstance(h, tuple))):
        parts = Counter(h[place] for h in held if isinstance(h, tuple))
        given = Counter(x for e in made for x in e.arguments if x in parts)
        if given and set(given) == set(parts):
            return given == parts
    return None


__all__ = ["gives_less", "of_each"]
