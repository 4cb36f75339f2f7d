"""Tests of moments: what was given to a call, what was held before it, and how they compare.

Each is true or false of a moment, or None where it cannot be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.outcomes import EMPTY, held_after, held_before, holds_thing, is_variant, places_of_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.laws.terms import Term

SIGNS: dict[str, Callable[[int, int], bool]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


class Bounded:
    """A test of an amount: beside it the moments just on this side of where it turns, and those just on the other.

    `exact` says that what comes in that situation must come in no other: few of all the values that parts of a thing may have are tried,
    and in these one situation may well lie within another.
    """

    __slots__ = ("exact", "inside", "outside", "test")

    def __init__(self, test: Test, inside: tuple[Test, ...], outside: tuple[Test, ...], *, exact: bool = False) -> None:
        self.test, self.inside, self.outside, self.exact = test, inside, outside, exact

    def __call__(self, m: Moment) -> bool | None:
        """Whether it is so."""
        return self.test(m)


def edges_of(test: Test, *, outside: bool = False) -> tuple[Test, ...]:
    """The moments that must be among those that a test is true of (`outside`: false of), so that its limit is the one that is named."""
    return () if not isinstance(test, Bounded) else test.outside if outside else test.inside


def is_exact(test: Test) -> bool:
    """Whether what comes in that situation must come in no other."""
    return isinstance(test, Bounded) and test.exact


def _with_edges(test: Test, of: tuple[Test, ...]) -> Test:
    inside, outside = (tuple(e for one in of for e in edges_of(one, outside=out)) for out in (False, True))
    exact = any(map(is_exact, of))
    return Bounded(test, inside, outside, exact=exact) if inside or outside or exact else test


def heads(value: object) -> set[str]:
    """The names of variants in a value, however deep."""
    if isinstance(value, tuple) and value:
        return ({value[0]} if isinstance(value[0], str) else set()) | {h for part in value[1:] for h in heads(part)}
    return set()


def gives_error(name: str) -> Test:
    """Whether the spec's own code gives an error with that variant in it."""
    return lambda m: isinstance(m.own.gave, tuple) and m.own.gave[:1] == ("Err",) and name in heads(m.own.gave)


def has_value(key: str, wanted: object) -> Test:
    """Whether a key has that value; not known where it has one of another sort."""

    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return value == wanted if type(value) is type(wanted) and not is_variant(value) else None

    return test


def is_in(key: str, variant: str, *, denied: bool) -> Test:
    """Whether a key holds that variant (`denied`: another); not known where it holds none."""

    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return (value[0] == variant) != denied if isinstance(value, tuple) and is_variant(value) else None

    return test


def held_none(key: str) -> Test:
    """Whether what is held is nothing: zero, false, no elements, `None`."""

    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return None if value is None else value in EMPTY

    return test


def falls_to_none(key: str) -> Test:
    """Whether a number that is more than none before the call is none after it; not known of calls that were refused."""

    def test(m: Moment) -> bool | None:
        before, later = held_before(m, key), held_after(m, key)
        return None if m.own.refused or type(before) is not int or type(later) is not int else before > 0 == later

    return test


def element(key: str, at: int, *, absent: bool) -> Test:
    """Whether the element that the argument is the index of is there."""

    def test(m: Moment) -> bool | None:
        rows, index = held_before(m, key), m.own.given[at] if at < len(m.own.given) else None
        nothing = places_of_nothing(rows)
        if nothing is None or type(index) is not int or not isinstance(rows, tuple):
            return None
        if not 0 <= index < len(rows):
            return None  # beyond the end there is no place that could be empty
        return (index not in nothing) != absent

    return test


def is_among(key: str, at: int, *, so: bool) -> Test:
    """Whether what is given is among what is held (`so`), or is not."""

    def test(m: Moment) -> bool | None:
        there = holds_thing(held_before(m, key), m.own.given[at]) if at < len(m.own.given) else None
        return None if there is None else there is so

    return test


def is_zero(at: int) -> Test:
    """Whether a number that is given is zero."""

    def test(m: Moment) -> bool | None:
        value = m.own.given[at] if at < len(m.own.given) else None
        return value == 0 if type(value) is int else None

    return test


def are_equal(one: int, other: int) -> Test:
    """Whether two things given are the same."""
    return lambda m: m.own.given[one] == m.own.given[other] if other < len(m.own.given) else None


def overflows(one: int, other: int, limit: int) -> Test:
    """Whether the sum of two numbers given is beyond the limit."""

    def test(m: Moment) -> bool | None:
        left, right = (m.own.given[n] if n < len(m.own.given) else None for n in (one, other))
        return left + right > limit if type(left) is int and type(right) is int else None

    return test


def uneven(at: int, step: int) -> Test:
    """Whether a number given is no multiple of the step."""

    def test(m: Moment) -> bool | None:
        value = m.own.given[at] if at < len(m.own.given) else None
        return value % step != 0 if type(value) is int else None

    return test


_FIRST: dict[str, tuple[int, int]] = {"<": (-1, 0), "<=": (0, 1), ">": (1, 0), ">=": (0, -1)}  # by how much, inside and outside


def compare(one: Term, other: Term, sign: str) -> Test:
    """Whether the values of two terms compare so; values of two sorts do not. Of what is held afterwards it is asked where it was changed."""
    later = any(term.name.endswith(" after") for term in (one, other))

    def test(m: Moment) -> bool | None:
        if later and m.own.before == m.own.after:  # a call that leaves all as it was speaks of how things stood
            return None
        left, right = one.of(m.own), other.of(m.own)
        if left is None or right is None or type(left) is not type(right):
            return None
        if sign in ("==", "!="):
            return SIGNS[sign](left, right)  # type: ignore[arg-type]
        return SIGNS[sign](left, right) if type(left) is int else None  # type: ignore[arg-type]

    def away(by: int) -> Test:
        return lambda m: type(left := one.of(m.own)) is int and type(right := other.of(m.own)) is int and left - right == by

    inner = one.inner or other.inner
    if sign not in _FIRST:
        return Bounded(test, (), (), exact=True) if inner else test
    return Bounded(test, (away(_FIRST[sign][0]),), (away(_FIRST[sign][1]),), exact=inner)


def and_(*tests: Test | None) -> Test:
    """True where all are; those that are not there say nothing."""
    there = tuple(one for one in tests if one is not None)

    def test(m: Moment) -> bool | None:
        seen = [one(m) for one in there]
        return False if False in seen else None if None in seen else True

    return _with_edges(test, there)


def or_(one: Test, other: Test) -> Test:
    """True where one is."""
    return not_(and_(not_(one), not_(other)))


def not_(one: Test) -> Test:
    """The contrary; what is not known stays so."""

    def test(m: Moment) -> bool | None:
        seen = one(m)
        return None if seen is None else not seen

    return Bounded(test, one.outside, one.inside, exact=one.exact) if isinstance(one, Bounded) else test


def after(test: Test) -> Test:
    """A test of what is before a call, asked of what is after it."""

    def then(m: Moment) -> bool | None:
        if m.own.after is None:
            return None
        return test(m._replace(own=m.own._replace(before=m.own.after, of_given=m.own.of_left)))

    return then
