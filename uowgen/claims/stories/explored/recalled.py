"""What was explored of a program, kept for the next time that the same is asked: a spec's own code is the same whatever the tree holds."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.foreign import Learnt
from uowgen.claims.stories.explored.exploring import explored

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Sequence

    from uowgen.behaviour.outside import Script
    from uowgen.claims.stories.explored.deeds import Callable
    from uowgen.claims.stories.explored.exploring import Acted, Scene
    from uowgen.claims.stories.explored.stage import Troupe

_MOST = 16  # explorations; those of one type are a handful


class _Kept(NamedTuple):
    """The scenes, or what was learnt instead, and the ways that runs had gone by then."""

    rows: list[tuple[Scene, Acted]]
    lesson: tuple[str, str] | None
    gone: dict[tuple[str, int, str], bool]


_kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()


def explored_once(
    troupe: Troupe, calls: Sequence[Callable], script: Script, learnt: dict[str, str], *, whole: bool
) -> list[tuple[Scene, Acted]]:
    """As `explored`, but the same program is explored in the same way only once; raises `Learnt` as that does."""
    key = _key_of(troupe, calls, script, learnt, whole)
    branches = troupe.program.branches
    kept = _kept.get(key)
    if kept is None:
        rows: list[tuple[Scene, Acted]] = []
        lesson = None
        try:
            rows = explored(troupe, calls, script, learnt, whole=whole)
        except Learnt as found:
            lesson = (found.key, found.kind)
        kept = _kept[key] = _Kept(rows, lesson, dict(branches.gone) if branches is not None else {})
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    if branches is not None:
        for way, gone in kept.gone.items():
            branches.gone[way] = gone or branches.gone.get(way, False)
    if kept.lesson is not None:
        raise Learnt(*kept.lesson)
    return kept.rows


_swept: OrderedDict[tuple[object, ...], list[tuple[Scene, Acted, Acted]]] = OrderedDict()


def swept_once(
    troupe: Troupe,
    calls: Sequence[Callable],
    script: Script,
    learnt: dict[str, str],
    make: Function[[], list[tuple[Scene, Acted, Acted]]],
) -> list[tuple[Scene, Acted, Acted]]:
    """What `make` gives of a program, made once for the same program, calls and world."""
    key = _key_of(troupe, calls, script, learnt, whole=True)
    if key not in _swept:
        _swept[key] = make()
        while len(_swept) > _MOST:
            _swept.popitem(last=False)
    _swept.move_to_end(key)
    return _swept[key]


def _key_of(troupe: Troupe, calls: Sequence[Callable], script: Script, learnt: dict[str, str], whole: bool) -> tuple[object, ...]:
    files = {m.file.source.path: m.file.source.data for m in troupe.program.modules.values()}
    rows = tuple((c.do, c.name, c.owner, c.rows, c.acts) for c in calls)
    means = (troupe.means.numbers, troupe.means.lent, troupe.lenders, troupe.askers, troupe.variants)
    return (tuple(files.items()), troupe.name, troupe.several, repr(rows), repr(means), script, tuple(learnt.items()), whole)


__all__ = ["explored_once", "swept_once"]
