"""What a call is said to come to, as tests of moments: how the spec's own code goes with it, how the tree's does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.claims.laws.moments import Moment, Test

EMPTY = (0, False, ("None",), (), "")
_FREE = (*EMPTY, ("Free",), ("Empty",), ("Unused",), ("Vacant",))


class Outcome(NamedTuple):
    """How the spec's own code goes with what is said (`own`), how the tree's does (`tree`).

    `alike` says whether the programs do the same in this at any call; `telling` in which moments another outcome would have shown.
    """

    own: Test
    tree: Test
    alike: Test | None = None
    telling: Test | None = None


def as_own(m: Moment) -> bool | None:
    """Whether the tree gives what the spec's own code gives."""
    return None if m.ours is None else (m.ours.gave, m.ours.panicked) == (m.own.gave, m.own.panicked)


def refused_alike(m: Moment) -> bool | None:
    """Whether the tree refuses as the spec's own code does; not known where it does so by another error."""
    if m.ours is None:
        return None
    if m.own.refused and m.ours.refused:
        return True if m.own.gave == m.ours.gave or m.own.panicked else None
    return m.ours.refused == m.own.refused


def inside(gave: object) -> object:
    """What a result or an option holds; the value itself if it is neither."""
    while isinstance(gave, tuple) and gave[:1] in (("Some",), ("Ok",)) and len(gave) > 1:
        gave = gave[1]
    return gave


def places_of_nothing(rows: object) -> list[int] | None:
    """The places of a list at which there is nothing; None for what is no list."""
    if not isinstance(rows, tuple) or is_variant(rows):
        return None
    return [n for n, v in enumerate(rows) if v in _FREE]


def is_variant(value: object) -> bool:
    """Whether a value is shown as a variant or a struct is: its name first."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], str) and value[0][:1].isupper()


def held_before(m: Moment, key: str) -> object:
    """What the spec's own value held or told under a key before the call."""
    return (m.own.before or {}).get(key)


def held_after(m: Moment, key: str) -> object:
    """The same after the call."""
    return (m.own.after or {}).get(key)
