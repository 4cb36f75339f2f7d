"""What a reading of a sentence claims of the cases of one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.worlds import Action, Row


class Claim(NamedTuple):
    """One reading: of the cases of `action` that are `asked` about, each must be `right`.

    `every`: the words say that it is so in all. `told` is whether the outcome alone is
    so: where that is never known, another function is meant. `named`: the function is. `firm` is `right` where the spec's own code is so in all cases.
    """

    action: Action
    asked: Callable[[Row], bool]
    right: Callable[[Row], bool | None]
    every: bool
    told: Callable[[Row], bool | None]
    named: bool = False
    firm: Callable[[Row], bool | None] | None = None


def joined(tests: list[tuple[Callable[[Row], bool], object]]) -> Callable[[Row], bool]:
    """What is of one sort is an alternative; what is of several must all be so."""
    groups: dict[object, list[Callable[[Row], bool]]] = {}
    for test, group in tests:
        groups.setdefault(group, []).append(test)
    return lambda row: all(any(t(row) for t in rows) for rows in groups.values())


def denied_of(right: Callable[[Row], bool | None]) -> Callable[[Row], bool | None]:
    """The contrary; what is not known stays so."""

    def turned(row: Row) -> bool | None:
        found = right(row)
        return None if found is None else not found

    return turned


__all__ = ["Claim", "denied_of", "joined"]
