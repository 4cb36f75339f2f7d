"""More calls of one method, where what was seen goes with a sentence: in each state with the numbers that stand in it, and with those beside them.

Exploring gives few numbers in each state. A condition on what is held then may seem to be the reason for what comes of numbers that were only
never given there.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from uowgen.behaviour.integers import INTS

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Mapping, Sequence

    from uowgen.behaviour.outside import Script
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.stories.explored.deeds import Callable, Deed
    from uowgen.claims.stories.explored.exploring import Acted, Scene
    from uowgen.claims.stories.explored.stage import Troupe
    from uowgen.claims.stories.records import Journal

    Row = tuple[Scene, Acted, Acted]

CHALLENGED, SWEPT = 900_000, 950_000  # the first numbers of stories of these kinds
_MOST_SWEPT, _ALIKE, _ROWS = 44, 2, 3  # states, those of one sort, and argument lists of a call in each
_MOST_STATES, _MOST_NUMBERS, _MOST_VALUES = 20, 9, 4
_STEPS = 40_000


def challenges(journal: Journal, method: str) -> tuple[Moment, ...]:
    """The moments of such calls, made once; none of what was not explored, or is given no number."""
    kept = journal.notes.get(("challenged", method))
    if not isinstance(kept, tuple):
        ask = journal.notes.get("challenge")
        kept = journal.notes["challenged", method] = ask(method) if callable(ask) else ()
    return kept


def swept(journal: Journal, method: str) -> tuple[Moment, ...]:
    """The calls of a method of the spec's own code, or of what it tells, in a state of each sort that any order of calls leads to."""
    from uowgen.claims.laws.asked import told_in

    kept = journal.notes.get("swept")
    if not isinstance(kept, tuple):
        ask = journal.notes.get("sweep")
        kept = journal.notes["swept"] = ask() if callable(ask) else ()
    return told_in(kept, method) if method in journal.askers else tuple(m for m in kept if m.own.name == method)


def sweep_of(own: Troupe, calls: Sequence[Callable], learnt: dict[str, str], script: Script) -> Function[[], list[Row]]:
    """What goes through the states of the spec's own code breadth first, with few arguments, so that states that take many calls are met too."""
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Machine
    from uowgen.claims.stories.explored.exploring import Scene, Ways, acted, sort_of
    from uowgen.claims.stories.explored.recalled import swept_once

    def made() -> list[Row]:
        ways = Ways(own, script, learnt)
        tried = tuple(c.deed(n) for c in calls if c.do == "call" for n in range(min(_ROWS, len(c.rows))))
        left, at = _STEPS, 0
        often: dict[object, int] = {}
        found: list[Row] = []
        waiting = [Scene((), tuple(c.deed(n) for c in calls if c.do == "make" for n in range(min(_ROWS, len(c.rows)))))]
        while at < min(len(waiting), _MOST_SWEPT) and left > 0:
            scene = waiting[at]
            at += 1
            came, used = acted(ways, scene, left)
            left -= used + 10 * len(scene.tried)
            found.append((scene, came, came))
            for deed, seen in zip(scene.tried, came.seen, strict=False):
                if seen is None or seen.panicked or not seen.moved or seen.after is None:
                    continue
                sort = sort_of(seen)
                often[sort] = often.get(sort, 0) + 1
                if often[sort] <= _ALIKE:
                    waiting.append(Scene((*scene.path, deed), tried))
        return found

    def asked() -> list[Row]:
        try:
            return swept_once(own, calls, script, learnt, lambda: Machine.with_room(made))
        except Learnt:
            return []

    return asked


def challenge_of(
    own: Troupe, tree: Troupe, calls: Sequence[Callable], learnt: dict[str, str], rows: Sequence[Row], script: Script
) -> Function[[str], list[Row]]:
    """What makes the calls of a method in the states that `rows` came to, in both programs."""
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Machine
    from uowgen.claims.stories.explored.exploring import Scene, Ways, acted

    def made(call: Callable) -> list[Row]:
        ways = [Ways(troupe, script, learnt) for troupe in ((own,) if own.program is tree.program else (own, tree))]
        found: list[Row] = []
        left = _STEPS
        for path, look in _states(rows):
            scene = Scene(path, _deeds(call, _numbers(look)))
            seen = []
            for one in ways:
                came, used = acted(one, scene, left)
                left -= used
                seen.append(came)
            found.append((scene, seen[0], seen[-1]))
            if left < 0:
                break
        return found

    def asked(method: str) -> list[Row]:
        call = next((c for c in calls if (c.do, c.name) == ("call", method) and c.rows), None)
        if call is None or not _places(call):
            return []
        try:
            return Machine.with_room(lambda: made(call))
        except Learnt:
            return []

    return asked


def _states(rows: Sequence[Row]) -> list[tuple[tuple[Deed, ...], Mapping[str, object]]]:
    """The ways to states that hold different things, with what they hold; the shortest first."""
    found: dict[str, tuple[tuple[Deed, ...], Mapping[str, object]]] = {}

    def note(path: tuple[Deed, ...], look: Mapping[str, object] | None) -> None:
        if look and path:
            found.setdefault(repr(sorted(look.items())), (path, look))

    for scene, seen, _ in sorted(rows, key=lambda row: len(row[0].path)):
        note(scene.path, next((s.before for s in seen.seen if s is not None), None))
        for deed, came in zip(scene.tried, seen.seen, strict=False) if not scene.path else ():  # of each size that is made
            note((deed,), came.after if came is not None and not came.panicked else None)
    return list(found.values())[:_MOST_STATES]


def _numbers(look: Mapping[str, object]) -> list[int]:
    """The numbers that stand in a state, their differences, and those beside them."""
    values = list(dict.fromkeys(v for v in look.values() if type(v) is int))[:_MOST_VALUES]
    values += [abs(a - b) for a, b in combinations(values, 2)]
    return list(dict.fromkeys([0, *(v + off for v in values for off in (0, 1, -1) if v + off >= 0)]))[:_MOST_NUMBERS]


def _places(call: Callable) -> list[int]:
    return [n for n, ty in enumerate(call.function.types) if isinstance(ty.head, str) and ty.head in INTS]


def _deeds(call: Callable, numbers: Sequence[int]) -> tuple[Deed, ...]:
    """The calls with each number at each place that takes one, beside arguments that were given before."""
    from uowgen.claims.stories.explored.deeds import Choice, Deed

    usual = call.rows[0]
    found: dict[Deed, None] = {}
    for place in _places(call):
        high = INTS[str(call.function.types[place].head)].high
        for number in numbers:
            if number <= high:
                given = (*usual[:place], Choice("is", number), *usual[place + 1 :])
                found[Deed(call.do, call.name, call.owner, given)] = None
    return tuple(found)


__all__ = ["CHALLENGED", "SWEPT", "challenge_of", "challenges", "sweep_of", "swept"]
