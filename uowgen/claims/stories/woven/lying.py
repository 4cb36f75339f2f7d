"""How what a call is given lies to the ranges that are held: as facts of a scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ranges import LENGTHS, Range, given_to, held_in
from uowgen.claims.stories.scenes import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene, Test

    Relation = Callable[[Range, list[Range]], bool]

PAGE = 4096


def before(scene: Scene) -> list[Range] | None:
    """The ranges that are held before the call."""
    return held_in(scene.journal, scene.beat.before)


def after(scene: Scene) -> list[Range] | None:
    """The ranges that are held after the call."""
    return held_in(scene.journal, scene.beat.after)


def given(scene: Scene) -> Range | None:
    """The range that the call is given."""
    return given_to(scene.journal, scene.beat)


def lies(relation: Relation) -> Test:
    """Whether the range that is given lies so to those that are held."""

    def test(scene: Scene) -> bool | None:
        one, rows = given(scene), before(scene)
        return None if one is None or rows is None else relation(one, rows)

    return test


def proper(one: Range) -> bool:
    """Whether there is something in a range."""
    return one.start < one.end


def overlaps(one: Range, rows: list[Range]) -> bool:
    return proper(one) and any(one.meets(r) for r in rows)


def overlaps_in_part(one: Range, rows: list[Range]) -> bool:
    """It meets one that is held, and something of it is in none of them."""
    inside_them = sum(min(one.end, r.end) - max(one.start, r.start) for r in rows if one.meets(r))
    return overlaps(one, rows) and inside_them < one.end - one.start


def touches(one: Range, rows: list[Range]) -> bool:
    return proper(one) and not overlaps(one, rows) and any(r.end == one.start or r.start == one.end for r in rows)


def touches_both(one: Range, rows: list[Range]) -> bool:
    return touches(one, rows) and any(r.end == one.start for r in rows) and any(r.start == one.end for r in rows)


def is_alone(one: Range, rows: list[Range]) -> bool:
    return proper(one) and not overlaps(one, rows) and not touches(one, rows)


def is_empty(one: Range, rows: list[Range]) -> bool:
    del rows
    return one.start == one.end


def is_reversed(one: Range, rows: list[Range]) -> bool:
    del rows
    return one.start > one.end


def is_unaligned(one: Range, rows: list[Range]) -> bool:
    del rows
    return one.start % PAGE != 0 or one.end % PAGE != 0


def is_bad(one: Range, rows: list[Range]) -> bool:
    return not proper(one) or is_unaligned(one, rows)


def meets_none(one: Range, rows: list[Range]) -> bool:
    return proper(one) and not overlaps(one, rows)


def strictly_inside(one: Range, rows: list[Range]) -> bool:
    return proper(one) and any(r.start < one.start and one.end < r.end for r in rows)


def meets_several(one: Range, rows: list[Range]) -> bool:
    return proper(one) and sum(one.meets(r) for r in rows) > 1


def are_mixed_up(rows: list[Range]) -> bool:
    """Whether some of the ranges that are held overlap, which they never do where all is well."""
    return any(one.meets(other) for n, one in enumerate(rows) for other in rows[n + 1 :])


def number_met(scene: Scene) -> int | None:
    """How many of the ranges that are held the given one meets."""
    one, rows = given(scene), before(scene)
    return None if one is None or rows is None else sum(one.meets(r) for r in rows)


# ------------------------------------------------------------------------------------------------------------ allocators


def arena(scene: Scene) -> Range | None:
    """All that there was to be given out when the type was made."""
    rows = held_in(scene.journal, scene.beats[scene.begin].after)
    return Range(min(r.start for r in rows), max(r.end for r in rows)) if rows else None


def is_outside(scene: Scene) -> bool | None:
    one, whole = given(scene), arena(scene)
    if one is None or whole is None:
        return None
    return proper(one) and (one.start < whole.start or one.end > whole.end)


def is_within(scene: Scene) -> bool | None:
    one, whole = given(scene), arena(scene)
    return None if one is None or whole is None else whole.start <= one.start and one.end <= whole.end


def asked(scene: Scene) -> tuple[int, int] | None:
    """The length and the alignment that a call asks for."""
    if not scene.beat.name or given(scene) is not None:
        return None
    names = [n for n, _ in scene.journal.parts[scene.beat.name].parameters]
    length = [g for g, n in zip(scene.beat.given, names, strict=True) if n in LENGTHS and type(g) is int]
    unit = [g for g, n in zip(scene.beat.given, names, strict=True) if n.startswith("align") and type(g) is int]
    if len(length) != 1 or (not unit and len(names) > 1):
        return None
    one = length[0]
    other = unit[0] if unit else 1
    assert isinstance(one, int)
    assert isinstance(other, int)
    return one, other


def length(scene: Scene) -> int | None:
    """How long the range is that is asked for, or given."""
    wanted = asked(scene)
    if wanted is not None:
        return wanted[0]
    one = given(scene)
    return None if one is None else one.end - one.start


def is_power(unit: int) -> bool:
    return unit > 0 and unit & (unit - 1) == 0


def fits(scene: Scene) -> list[tuple[Range, int]] | None:
    """The ranges in which what is asked for has room, with where it would lie; None where it is asked for nonsense."""
    wanted, rows = asked(scene), before(scene)
    if wanted is None or rows is None or wanted[0] <= 0 or not is_power(wanted[1]):
        return None
    size, unit = wanted
    places = [(r, (r.start + unit - 1) // unit * unit) for r in rows]
    return [(r, at) for r, at in places if at + size <= r.end]


def granted(scene: Scene) -> Range | None:
    """The range that a call gives out."""
    wanted, gave = asked(scene), inside(scene.beat.gave)
    return None if wanted is None or type(gave) is not int else Range(gave, gave + wanted[0])


def without(rows: list[Range], one: Range) -> list[tuple[int, int]]:
    """What is left of some ranges when one is cut out of them."""
    return sorted(
        (lo, hi)
        for r in rows
        for lo, hi in ((r.start, min(r.end, one.start)), (max(r.start, one.end), r.end))
        if lo < hi and one.meets(r)
    ) + [(r.start, r.end) for r in rows if not one.meets(r)]


def ends(rows: list[Range]) -> list[tuple[int, int]]:
    return [(r.start, r.end) for r in rows]


__all__ = [
    "PAGE", "after", "are_mixed_up", "arena", "asked", "before", "ends", "fits", "given", "granted", "is_alone", "is_bad", "is_empty", "is_outside", "is_power",
    "is_reversed", "is_unaligned", "is_within", "length", "lies", "meets_none", "meets_several", "number_met", "overlaps", "overlaps_in_part",
    "strictly_inside", "touches", "touches_both", "without",
]  # fmt: skip
