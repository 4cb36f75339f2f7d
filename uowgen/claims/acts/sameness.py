"""Whether a type lives as the spec's own code of it does, and where the two come apart first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.windows import Pair, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.lives import Record


class Parting(NamedTuple):
    """The first step in which two lives differ: what is given back, what is called, and which fields are left otherwise."""

    step: int
    gave: bool
    called: bool
    fields: frozenset[str]


def parting(pair: Pair) -> Parting | None:
    """Where the lives of a pair come apart; None if they do not."""
    a, b = pair.shown, pair.actual
    for n in range(max(len(a.steps), len(b.steps))):
        if n >= len(a.steps) or n >= len(b.steps) or a.steps[n].name != b.steps[n].name:
            return Parting(n, True, True, frozenset())
        gave = (a.steps[n].gave, a.steps[n].panicked) != (b.steps[n].gave, b.steps[n].panicked)
        called = _calls(a, n) != _calls(b, n)
        fields = differing(pair, n)
        if gave or called or fields:
            return Parting(n, gave, called, fields)
    return None


def differing(pair: Pair, step: int) -> frozenset[str]:
    """The fields that are left otherwise by a step, where both keep the same fields."""
    mine, other = state(pair.shown, step), state(pair.actual, step)
    if mine.keys() != other.keys():
        return frozenset()
    return frozenset(n for n in mine if mine[n] != other[n])


def state(record: Record, step: int) -> dict[str, object]:
    """The fields of the value after a step; empty where they cannot be told."""
    held = record.states[step] if 0 <= step < len(record.states) else None
    return dict(held) if isinstance(held, tuple) else {}


def same(pairs: Sequence[Pair]) -> bool:
    """Whether all lives are the same."""
    return all(parting(pair) is None for pair in pairs)


def _calls(record: Record, step: int) -> list[tuple[str, tuple[object, ...]]]:
    return [(key_of(e), e.arguments) for e in record.events if e.step == step and not e.asks]
