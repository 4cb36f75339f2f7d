"""What is called outside in a call: whether, how often, with what, and before or after the value has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.woven.phrases import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.scenes import Scene
    from uowgen.claims.stories.woven.results import Out
    from uowgen.claims.stories.woven.stage import Stage


_ALL = frozenset({"all", "each", "every", "both"})


def happens(stage: Stage, names: tuple[str, ...], count: int | None = None, *, given: bool = False, never: bool = False) -> Out:
    """A call to the outside is made in the call (`count`: so often; `given`: with the two ends that the call is given)."""
    named = stage.named
    # “of all pages” says that more is done than that it is done.
    quantified = count is None and not never and any(t.stem in _ALL and not t.code for t in stage.tokens)

    def out(method: str) -> Result | None:
        if quantified:
            return None
        does = any(d.name in names for b in stage.journal.theirs or () if b.name == method for d in b.did)
        if method in stage.journal.askers or not (does or method in named):
            return None

        def right(scene: Scene) -> bool | None:
            rows = [d for d in scene.beat.did if d.name in names]
            if given and rows and len(scene.beat.given) >= 2 and rows[0].given[-2:] != scene.beat.given[:2]:
                return False
            return (not rows) if never else (len(rows) == count if count is not None else bool(rows))

        return Result(right, refusal=never)

    return out


def happens_when(stage: Stage, names: tuple[str, ...], *, before: bool) -> Out:
    """A call to the outside is made before, or after, the value is changed."""
    doing = stage.journal.theirs or ()

    def out(method: str) -> Result | None:
        if not any(d.name in names for b in doing for d in b.did if b.name == method):
            return None

        def asked(scene: Scene) -> bool | None:
            return any(d.name in names for d in scene.beat.did) and _fields(scene.beat.before) != _fields(scene.beat.after)

        def right(scene: Scene) -> bool | None:
            rows = [d for d in scene.beat.did if d.name in names]
            wanted = _fields(scene.beat.before if before else scene.beat.after)
            return all({k: v for k, v in d.fields.items() if k in wanted} == wanted for d in rows)

        return Result(right, asked)

    return out


def happens_for_each(stage: Stage, names: tuple[str, ...], counted: Callable[[Scene], int | None]) -> Out:
    """A call to the outside is made as often as something is counted; told where there are several."""
    del stage

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            wanted = counted(scene)
            return None if wanted is None else sum(d.name in names for d in scene.beat.did) == wanted

        return Result(right, asked=lambda scene: (counted(scene) or 0) > 1)

    return out


def _fields(look: Mapping[str, object] | None) -> dict[str, object]:
    return {k: v for k, v in (look or {}).items() if k.startswith(".")}


__all__ = ["happens", "happens_for_each", "happens_when"]
