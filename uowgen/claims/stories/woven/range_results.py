"""What becomes of the ranges that are held: by a model of them, for sentences in any words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.scenes import not_
from uowgen.claims.stories.woven import lying as li
from uowgen.claims.stories.woven import results as r
from uowgen.claims.stories.woven.phrases import Result
from uowgen.claims.stories.woven.ranged import AT_END

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.ranges import Range
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.woven.results import Out
    from uowgen.claims.stories.woven.stage import Stage


def of_rows(
    test: Callable[[list[Range], list[Range], Scene], bool | None], asked: Test | None = None, *, refusal: bool = False
) -> Out:
    """Of the ranges that are held before and after the call."""

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            old, new = li.before(scene), li.after(scene)
            if old is None or new is None or li.are_mixed_up(old):  # what came before was wrong already
                return None
            return test(old, new, scene)

        return Result(right, asked, refusal=refusal)

    return out


def at_any_time(stage: Stage, test: Callable[[list[Range], list[Range], Scene], bool | None]) -> Out:
    """What is always so of the ranges that are held: after calls of the method that is named, else after each call."""

    def out(method: str) -> Result | None:
        def right(scene: Scene) -> bool | None:
            rows = li.after(scene)
            return None if rows is None else test(rows, rows, scene)

        return Result(right, looked=method not in stage.named)

    return out


def of_ranges(stage: Stage, out: Out) -> Out:
    """Only of methods that are given a range."""
    return lambda method: out(method) if stage.takes_range(method) and stage.journal.parts[method].takes == "mut" else None


def is_sorted(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    del old, scene
    return None if len(new) < 2 else [one.start for one in new] == sorted(one.start for one in new)


def is_split(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    one = li.given(scene)
    return None if one is None else sorted(li.ends(new)) == sorted(li.without(old, one)) and len(new) == len(old) + 1


def same_rest(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    """What is left of a range bears what it bore."""
    del scene
    pairs = [(a, b) for b in new for a in old if a.start <= b.start and b.end <= a.end]
    return all(a.rest == b.rest for a, b in pairs)


def is_merged(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    """It and those that it touches are one range afterwards."""
    one = li.given(scene)
    if one is None:
        return None
    met = [a for a in old if a.end == one.start or a.start == one.end]
    whole = (min([one.start, *(a.start for a in met)]), max([one.end, *(a.end for a in met)]))
    return whole in li.ends(new) and len(new) == len(old) - len(met) + 1


def is_own(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    one = li.given(scene)
    return None if one is None else (one.start, one.end) in li.ends(new) and len(new) == len(old) + 1


def is_replaced(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    one = li.given(scene)
    return None if one is None else (one.start, one.end) in li.ends(new) and not any(a in new for a in old if a.meets(one))


def chosen(place: Callable[[list[tuple[Range, int]]], int]) -> Out:
    """Where the range lies that is given out, of the places where there is room."""

    def asked(scene: Scene) -> bool | None:
        found = li.fits(scene)
        return bool(found) and li.granted(scene) is not None

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            found, gave = li.fits(scene), li.granted(scene)
            return None if not found or gave is None else gave.start == place(found)

        def telling(scene: Scene) -> bool | None:
            found = li.fits(scene) or []
            return len(found) > 1

        return Result(right, asked, telling)

    return out


def _different(scene: Scene) -> bool | None:
    """The smallest range in which there is room is not the first."""
    found = li.fits(scene)
    return None if not found else min(found, key=lambda one: one[0].end - one[0].start)[1] != found[0][1]


def smallest() -> Out:
    plain = chosen(lambda found: min(found, key=lambda one: one[0].end - one[0].start)[1])

    def out(method: str) -> Result | None:
        one = plain(method)
        return None if one is None else one._replace(asked=_different, telling=None)

    return out


def _padding(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    """What was skipped for the alignment is still held, as a range of its own."""
    gave = li.granted(scene)
    hole = next((a for a in old if gave is not None and a.start <= gave.start and gave.end <= a.end), None)
    if gave is None or hole is None:
        return None
    return (hole.start, gave.start) in li.ends(new)


def padding(*, kept: bool) -> Out:
    out = of_rows(_padding, _padded_gave)
    if kept:
        return out

    def lost(method: str) -> Result | None:
        one = out(method)
        return None if one is None else one._replace(right=not_(one.right))

    return lost


def _padded_gave(scene: Scene) -> bool | None:
    gave, old = li.granted(scene), li.before(scene)
    return None if gave is None or old is None else any(a.start < gave.start and gave.end <= a.end for a in old)


def is_gone(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    gave = li.granted(scene)
    return None if gave is None else len(new) == len(old) - 1 and (gave.start, gave.end) not in li.ends(new)


def none_empty(old: list[Range], new: list[Range], scene: Scene) -> bool | None:
    del old, scene
    return all(one.start < one.end for one in new)


def at_the_end(stage: Stage, *, found: bool) -> Out:
    """What is looked up at the end of a range is found in it, or not."""
    out = r.not_none(stage)

    def at_end(method: str) -> Result | None:
        one = out(method)
        if one is None or one.looked or stage.journal.parts[method].takes != "ref" or AT_END.scene is None:
            return None
        return one._replace(asked=AT_END.scene, right=one.right if found else not_(one.right))

    return at_end


def is_found(stage: Stage) -> Out:
    """A range comes back."""
    out = r.not_none(stage)
    return lambda method: out(method) if stage.journal.parts[method].takes == "ref" else None


def is_sum(stage: Stage) -> Out:
    """What is told is how much all ranges that are held come to."""

    def out(method: str) -> Result | None:
        if method not in stage.journal.askers:
            return None

        def right(scene: Scene) -> bool | None:
            rows, gave = li.after(scene), (scene.beat.after or {}).get(method)
            return None if rows is None or type(gave) is not int else gave == sum(one.end - one.start for one in rows)

        return Result(right, telling=lambda scene: len(li.after(scene) or ()) > 1, looked=True)

    return out


def spans_all(stage: Stage) -> Out:
    """In a new one there is one range, as it was made with."""

    def out(method: str) -> Result | None:
        del method

        def right(scene: Scene) -> bool | None:
            rows = li.after(scene)
            spans = [
                v
                for k, v in (scene.beat.after or {}).items()
                if k.startswith(".") and isinstance(v, tuple) and v and isinstance(v[0], str)
            ]
            if rows is None or len(spans) != 1:
                return None
            whole = spans[0]
            return len(rows) == 1 and len(whole) == 3 and (rows[0].start, rows[0].end - rows[0].start) == whole[1:]

        return Result(right, asked=lambda scene: scene.beat.at == 0, looked=True)

    del stage
    return out


def cut_out(stage: Stage, test: Callable[[list[Range], list[Range], Scene], bool | None]) -> Out:
    return of_ranges(stage, of_rows(test))


__all__ = [
    "at_any_time",
    "at_the_end",
    "chosen",
    "cut_out",
    "is_found",
    "is_gone",
    "is_merged",
    "is_own",
    "is_replaced",
    "is_sorted",
    "is_split",
    "is_sum",
    "none_empty",
    "of_ranges",
    "of_rows",
    "padding",
    "same_rest",
    "smallest",
    "spans_all",
]
