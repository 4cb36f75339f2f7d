"""Goes from state to state, and tries each call in each; the same deeds are then done in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.copying import NotCopied
from uowgen.behaviour.foreign import Learnt
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.claims.stories.explored.deeds import Deed
from uowgen.claims.stories.explored.looks import is_refusal
from uowgen.claims.stories.explored.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.outside import Script
    from uowgen.claims.stories.explored.deeds import Callable, Choice
    from uowgen.claims.stories.explored.stage import Seen, Troupe

_MOST_DEEDS, _FEW_DEEDS = 260, 70
_STEPS = 130_000
_DEEPEST = 7
_FULL = 68  # how often a call is repeated until it is refused
_MOST_LIVING = 3


class Scene(NamedTuple):
    """What is tried in one state: the deeds that lead there, then each of `tried` by itself."""

    path: tuple[Deed, ...]
    tried: tuple[Deed, ...]


class Acted(NamedTuple):
    """What was seen of a scene: of the way there, and of each deed (None where it could not be done)."""

    way: tuple[Seen, ...]
    seen: tuple[Seen | None, ...]


class Ways:
    """The ways that were gone in one program, each with what was seen on it and how things stood at its end."""

    def __init__(self, troupe: Troupe, script: Script, learnt: dict[str, str]) -> None:
        self._troupe, self._script, self._learnt = troupe, script, learnt
        self._ends: dict[tuple[Deed, ...], tuple[tuple[Seen, ...], Stage | None]] = {}  # without a stage where none can be copied

    def stage(self, path: tuple[Deed, ...]) -> tuple[tuple[Seen, ...], Stage] | None:
        """What was seen on a way, and a stage at its end; None if it cannot be gone."""
        known = self._ends.get(path)
        if known is not None and known[1] is not None:
            return known[0], known[1].copied()
        before = self._ends.get(path[:-1]) if path and known is None else None
        if before is not None and before[1] is not None:
            seen, stage, rest = list(before[0]), before[1].copied(), path[-1:]
        else:
            seen, stage, rest = [], Stage(self._troupe, self._script, self._learnt), path
        for deed in rest:
            came = stage.done(deed, looking=not seen)
            if came is None or came.panicked:
                return None
            seen.append(came)
        way = tuple(seen)
        if known is None:
            try:
                self._ends[path] = way, stage.copied()
            except NotCopied:
                self._ends[path] = way, None
        return way, stage


def acted(ways: Ways, scene: Scene, budget: int = _STEPS) -> tuple[Acted, int]:
    """What a program does in a scene, as far as the steps in `budget` go, and how many it took; raises `Learnt` where it is to be begun
    again.
    """
    rows: list[Seen | None] = []
    way: tuple[Seen, ...] = ()
    stage: Stage | None = None
    used = 0
    for deed in scene.tried:
        if used + (stage.used if stage is not None else 0) > budget:
            break
        try:
            if stage is None:
                come = ways.stage(scene.path)
                if come is None:
                    return Acted((), ()), used
                way, stage = come
            seen = stage.done(deed)
        except Learnt:
            raise
        except (Undecidable, Unknown, RustPanic):
            seen = None
            used += stage.used if stage is not None else 0
            stage = None
            rows.append(None)
            continue
        rows.append(seen)
        if seen is None or seen.panicked or seen.moved:
            used += stage.used
            stage = None
    return Acted(way, tuple(rows)), used + (stage.used if stage is not None else 0)


def explored(
    troupe: Troupe, calls: Sequence[Callable], script: Script, learnt: dict[str, str], *, whole: bool
) -> list[tuple[Scene, Acted]]:
    """The scenes of a program, state by state from nothing, as far as the budget goes."""
    makers = [c for c in calls if c.do == "make"]
    ways = Ways(troupe, script, learnt)
    first = Scene((), tuple(c.deed(n) for c in makers for n in range(min(len(c.rows), 8))))
    left, steps = (_MOST_DEEDS if whole else _FEW_DEEDS), _STEPS
    found: list[tuple[Scene, Acted]] = []
    known: set[object] = set()
    waiting: list[tuple[object, tuple[Deed, ...]]] = []  # each with the sort of state that it leads to
    often: dict[object, int] = {}
    good: dict[tuple[str, str], list[tuple[Choice, ...]]] = {}  # arguments with which a call did something

    def tried(scene: Scene) -> Acted:
        nonlocal left, steps
        row, used = acted(ways, scene, steps)
        left -= len(scene.tried)
        steps -= used + 40 * len(scene.tried)
        if row.seen:
            found.append((scene, row))
        return row

    def follow(scene: Scene, row: Acted) -> None:
        for deed, seen in zip(scene.tried, row.seen, strict=False):
            if seen is None or seen.panicked or not seen.moved:
                continue
            worked = good.setdefault((deed.do, deed.name), [])
            if deed.given not in worked:
                worked.append(deed.given)
            if seen.key not in known and len(scene.path) < _DEEPEST:
                known.add(seen.key)
                waiting.append((sort_of(seen), (*scene.path, deed)))

    follow(first, tried(first))
    if whole:
        waiting[1:1] = [
            (("filled", n), path)
            for n, path in enumerate(_filled(troupe, calls, script, learnt, [path for _, path in waiting[:1]]))
        ]
    turn = 0
    while waiting and left > 0 and steps > 0:
        at = min(range(len(waiting)), key=lambda n: (often.get(waiting[n][0], 0), n))  # what is of a new sort first
        sort, path = waiting.pop(at)
        often[sort] = often.get(sort, 0) + 1
        scene = Scene(path, _to_try(calls, path, turn, good))
        turn += 1
        follow(scene, tried(scene))
    return found


def sort_of(seen: Seen) -> object:
    """What a state has in common with others: flags, variants, whether numbers are none, one or more, how many things there are.

    Of its own alone: what is borrowed can be in far more.
    """
    return tuple((key, _roughly(value)) for key, value in sorted((seen.after or {}).items()) if key.count(".") == 1)


def _roughly(value: object) -> object:
    if isinstance(value, str):
        return ""  # what is made up of elsewhere is as good as another
    if isinstance(value, bool) or not isinstance(value, (int, tuple)):
        return value
    if isinstance(value, int):
        return min(value, 2)
    if value and isinstance(value[0], str) and value[0][:1].isupper():
        return (value[0], *map(_roughly, value[1:]))
    return min(len(value), 3), tuple(sorted({_marks(one) for one in value}))


def _marks(value: object) -> tuple[str, ...]:
    """The flags and states in what a list holds, however deep."""
    if isinstance(value, bool):
        return (str(value),)
    if not isinstance(value, tuple) or not value:
        return ()
    state = (str(value[0]),) if isinstance(value[0], str) and len(value) == 1 and value[0] != "None" else ()
    return state + tuple(m for part in value for m in _marks(part))


def _to_try(
    calls: Sequence[Callable], path: tuple[Deed, ...], turn: int, good: dict[tuple[str, str], list[tuple[Choice, ...]]]
) -> tuple[Deed, ...]:
    """The deeds for a state: all at first, some of each later; what ends a value last."""
    ending = {("drop", "drop"), *((c.do, c.name) for c in calls if c.do == "call" and c.function.takes == "value")}
    living = sum(d.do == "make" for d in path) - sum((d.do, d.name) in ending for d in path)
    often = 8 if len(path) < 2 else 4 if len(path) < 4 else 2
    rows: dict[Deed, None] = {}
    for c in calls:
        if c.do == "make" and living > 0 and (living >= _MOST_LIVING or not c.acts):
            if c.acts and len(path) >= _DEEPEST and path[-1].name == c.name:  # where there may be room for no more
                rows[path[-1]] = None
            continue
        if c.do == "lent" and len(path) > 1 and turn % 2:  # what is borrowed is not what is explored
            continue
        count = min(len(c.rows), often if c.do == "call" else max(1, often // 3))
        worked = good.get((c.do, c.name), [])
        if len(path) > 1 and c.do == "call" and len(worked) < len(c.rows):
            rows |= {Deed(c.do, c.name, c.owner, worked[(turn + n) % len(worked)]): None for n in range(min(2, len(worked)))}
        if c.do == "call" and any(g.how == "out" for row in c.rows for g in row) and path:
            rows |= dict.fromkeys(c.deed(n) for n, row in enumerate(c.rows) if any(g.how == "out" for g in row) and n < 9)
        if c.do == "call" and living > 1:  # another value can be given
            rows |= dict.fromkeys(c.deed(n) for n, row in enumerate(c.rows) if any(g.how == "other" for g in row))
        rows |= dict.fromkeys(c.deed(turn + n if len(path) > 1 else n) for n in range(count))
        if living > 1 and c.do in ("call", "drop"):
            rows[c.deed(turn, 1)] = None
    return tuple(rows)


def _filled(
    troupe: Troupe, calls: Sequence[Callable], script: Script, learnt: dict[str, str], ways: list[tuple[Deed, ...]]
) -> list[tuple[Deed, ...]]:
    """Ways to where a call that is repeated is refused: one with room for one more, and one without."""
    found: list[tuple[Deed, ...]] = []
    for way in ways:
        for c in calls:
            if (
                not c.acts
                or c.do not in ("call", "make")
                or (c.do == "make" and not any(one.acts for one in calls if one.do == "make"))
            ):
                continue
            # In turn with all arguments, then with the same again and again: there may be room for each, or for all.
            turning = _until_refused(troupe, script, learnt, way, c, None)
            rows = [
                *turning,
                *(_until_refused(troupe, script, learnt, way, c, _again(way, c)) if len(c.rows) > 1 and not turning else []),
            ]
            found += rows
    return found


def _until_refused(
    troupe: Troupe, script: Script, learnt: dict[str, str], way: tuple[Deed, ...], c: Callable, same: Deed | None
) -> list[tuple[Deed, ...]]:
    """The way on to where the call is refused, and the one before it; `same`: always this deed."""
    path, idle = list(way), 0
    most = len(c.rows) if same is None else 0
    try:
        stage = Stage(troupe, script, learnt)
        for deed in way:
            stage.done(deed, looking=False)
        for n in range(_FULL):
            deed = same or c.deed(n)
            seen = stage.done(deed)
            if seen is None:
                continue
            if seen.panicked or not seen.moved or (same is not None and is_refusal(seen.gave)):
                idle += 1
                if seen.panicked or idle > most:
                    break
                continue
            idle = 0
            path.append(deed)
    except Learnt:
        raise
    except (Undecidable, Unknown, RustPanic):
        return []
    return [tuple(path[:-1]), tuple(path)] if idle and len(path) > len(way) + 1 else []


def _again(way: tuple[Deed, ...], c: Callable) -> Deed:
    """A call of `c` with arguments that have been seen to go well, if there are such."""
    return next((d for d in reversed(way) if (d.do, d.name) == (c.do, c.name)), c.deed(0))


__all__ = ["Acted", "Scene", "Ways", "acted", "explored", "sort_of"]
