"""What made a call to the outside, done again in a world where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.behaviour.outside import Script
    from uowgen.claims.stories.explored.exploring import Acted, Scene
    from uowgen.claims.stories.explored.stage import Troupe

    Row = tuple[Scene, Acted, Acted]

_MOST_AGAIN, _FEWEST = 8, 2  # scenes that are done again, and deeds of each


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


__all__ = ["failing_again"]
