"""What made a call to the outside, done again in a world where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.explored.looks import is_refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.behaviour.outside import Script
    from uowgen.claims.stories.explored.exploring import Acted, Scene
    from uowgen.claims.stories.explored.stage import Troupe

    Row = tuple[Scene, Acted, Acted]

_MOST_AGAIN, _FEWEST = 8, 2  # scenes that are done again, and deeds of each


def done_by_yes(rows: Iterable[Acted]) -> tuple[tuple[str, bool], ...]:
    """The calls to the outside that say by yes or no whether they did something: each deed in which one said no was refused.

    In a world where such a call is mostly done, what comes after it is seen as well.
    """
    refused: dict[str, bool] = {}
    for acted in rows:
        for seen in acted.seen:
            for d in seen.did if seen is not None else ():
                if d.left is False:
                    refused[d.path] = refused.get(d.path, True) and (seen is not None and (seen.panicked or is_refusal(seen.gave)))
    return tuple((path, True) for path, always in refused.items() if always)


def failing_again(own: Troupe, tree: Troupe, rows: list[Row], script: Script, learnt: dict[str, str]) -> list[Row]:
    """What has made the call that is to fail, done again where it fails: states that only many calls lead to are not come to otherwise."""
    from uowgen.claims.stories.explored.exploring import Scene, Ways, acted

    path, found, (mine, other) = script.fails[0], [], (Ways(own, script, learnt), Ways(tree, script, learnt))
    for scene, one, _ in rows:
        calling = (s is not None and any(d.path == path for d in s.did) for s in one.seen)
        tried = tuple(d for d, calls in zip(scene.tried, calling, strict=False) if calls)[:_FEWEST]
        if not tried or any(d.path == path for s in one.way for d in s.did):
            continue
        again = Scene(scene.path, tried)
        seen, _ = acted(mine, again)
        if seen.seen:
            found.append((again, seen, seen if own.program is tree.program else acted(other, again)[0]))
        if len(found) == _MOST_AGAIN:
            break
    return found


__all__ = ["done_by_yes", "failing_again"]
