"""How the range or the number that a call is given lies to the ranges that are held, in words and as facts."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ranges import NOUNS, Range, contains, given_to, held_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

    Relation = Callable[[Range, list[Range]], bool]

_OVERLAPPING = frozenset("overlapping intersecting overlap overlaps intersects clashing conflicting".split())
_TOUCHING = frozenset("adjacent touching neighbouring neighboring abutting".split())


def lies(tokens: Tokens) -> Test | None:
    """“overlapping range”, “an empty one”, “in the middle of a region”, “across several regions”, “over an existing region”, “exactly one region”.

    The words for how the given range lies to those that are held; passed if they are understood.
    """
    at = tokens.at
    tokens.over(frozenset({"an", "one", "new", "another", "any", "every", "all"}))
    relations: list[Relation] = []
    while (one := _adjective(tokens.text())) is not None:
        tokens.at += 1
        relations.append(one)
        if not tokens.said("and", "or", "and also") and tokens.text() != ",":
            break
        tokens.said(",")
    if relations:
        if tokens.over(NOUNS) or tokens.said("one", "ones"):
            return _test(lambda given, rows: any(one(given, rows) for one in relations))
        tokens.at = at
        return None
    for said, relation in _SAID.items():
        if tokens.said(said):
            tokens.over(frozenset({"existing", "mapped", "single", "held", "other"}))
            if tokens.over(NOUNS) or tokens.said("one") or said in _WHOLE:
                return _test(relation)
            tokens.at = at
            return None
    tokens.at = at
    return None


def _adjective(word: str) -> Relation | None:
    """What an adjective says of how a range lies."""
    if word in _OVERLAPPING:
        return _overlaps
    if word in _TOUCHING:
        return _touches
    if word in ("empty", "zero-length", "zero-sized"):
        return _is_empty
    if word in ("inverted", "reversed", "backwards"):
        return _is_inverted
    return _none if word in ("unmapped", "disjoint", "free") else None


def _test(relation: Relation) -> Test:
    def test(scene: Scene) -> bool | None:
        given, rows = given_to(scene.journal, scene.beat), held_in(scene.journal, scene.beat.before)
        return None if given is None or rows is None else relation(given, rows)

    return test


def _overlaps(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and any(given.meets(r) for r in rows)


def _touches(given: Range, rows: list[Range]) -> bool:
    return (
        given.start < given.end and not _overlaps(given, rows) and any(r.end == given.start or r.start == given.end for r in rows)
    )


def _is_empty(given: Range, rows: list[Range]) -> bool:
    del rows
    return given.start == given.end


def _is_inverted(given: Range, rows: list[Range]) -> bool:
    del rows
    return given.start > given.end


def _in_middle(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and any(r.start < given.start and given.end < r.end for r in rows)


def _at_front(given: Range, rows: list[Range]) -> bool:
    return any(given.start <= r.start < given.end < r.end for r in rows) and sum(given.meets(r) for r in rows) == 1


def _at_tail(given: Range, rows: list[Range]) -> bool:
    return any(r.start < given.start < r.end <= given.end for r in rows) and sum(given.meets(r) for r in rows) == 1


def _several(given: Range, rows: list[Range]) -> bool:
    return sum(given.meets(r) for r in rows) > 1


def _none(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and not any(given.meets(r) for r in rows)


def _exactly(given: Range, rows: list[Range]) -> bool:
    return any((r.start, r.end) == (given.start, given.end) for r in rows)


_SAID: dict[str, Relation] = {
    "in middle of": _in_middle, "from middle of": _in_middle, "middle of": _in_middle, "inside": _in_middle, "strictly inside": _in_middle,
    "from middle": _in_middle, "in middle": _in_middle,
    "at front of": _at_front, "front of": _at_front, "head of": _at_front, "start of": _at_front, "at start of": _at_front, "beginning of": _at_front,
    "at tail of": _at_tail, "tail of": _at_tail, "end of": _at_tail, "at end of": _at_tail,
    "across several": _several, "across multiple": _several, "several": _several, "over several": _several, "spanning several": _several,
    "that spans several": _several, "multiple": _several, "that covers several": _several,
    "over": _overlaps, "on top of": _overlaps, "that overlaps": _overlaps, "that intersects": _overlaps, "overlaps": _overlaps,
    "next to": _touches, "exactly": _exactly, "whole": _exactly, "entire": _exactly,
    "unmapped": _none, "where nothing is mapped": _none, "where nothing is": _none, "that holds nothing": _none, "range that is not mapped": _none,
}  # fmt: skip
_WHOLE = frozenset(
    {"from middle", "in middle", "where nothing is mapped", "where nothing is", "that holds nothing", "range that is not mapped"}
)


# --------------------------------------------------------------------------------------------------------------- points


def point(tokens: Tokens) -> Test | None:
    """“an address in a gap”, “an unmapped address”, “the start of a region”, “its last byte”: of the one number that a call is given."""
    at = tokens.at
    tokens.over(frozenset({"an", "any", "every"}))
    for phrases, relation in _POINTS:
        if tokens.said(*phrases):
            tokens.said(
                "of region",
                "of range",
                "of area",
                "of mapping",
                "of interval",
                "of segment",
                "of any region",
                "of any range",
                "any region",
                "any range",
            )
            return _at(relation)
    tokens.at = at
    return None


def _at(relation: Callable[[int, list[Range]], bool]) -> Test:
    def test(scene: Scene) -> bool | None:
        rows = held_in(scene.journal, scene.beat.before)
        if rows is None or len(scene.beat.given) != 1 or type(scene.beat.given[0]) is not int:
            return None
        return relation(scene.beat.given[0], rows)

    return test


_POINTS: tuple[tuple[tuple[str, ...], Callable[[int, list[Range]], bool]], ...] = (
    (
        (
            "address in gap",
            "unmapped address",
            "address outside",
            "address that is not mapped",
            "address in hole",
            "address between regions",
            "uncovered address",
            "unknown address",
        ),
        lambda n, rows: not any(contains(r, n) for r in rows),
    ),
    (("mapped address", "covered address", "address inside", "address in"), lambda n, rows: any(contains(r, n) for r in rows)),
    (("start address", "first address", "start"), lambda n, rows: any(r.start == n for r in rows)),
    (
        ("end address", "end", "exclusive end"),
        lambda n, rows: any(r.end == n for r in rows) and not any(contains(r, n) for r in rows),
    ),
    (("last address", "last byte"), lambda n, rows: any(r.end - 1 == n for r in rows)),
)
