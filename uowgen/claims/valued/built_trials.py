"""Trials on values that constructors make of numbers: what a function gives of each, alone or beside another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.valued.claims import Trial, told
from uowgen.claims.valued.of_numbers import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.valued.built import Ask, Row
    from uowgen.claims.valued.built_words import Said


def called(r: Said, row: Row) -> str:
    """The call of the constructor as people write it."""
    return f"{r.maker.name}({', '.join(written(n) for n in row)})"


def got(r: Said, ask: Ask, test: Callable[[Row, int], bool], rows: Iterable[Row] | None = None) -> tuple[Trial, ...]:
    """That a function without parameters gives a number that is as the row says."""

    def trial(row: Row) -> Trial:
        def right(own: bool) -> bool | None:
            n = r.built.number((r.maker.name, ask.name), row, own=own)
            if n is None:
                answer = r.built.gave((r.maker.name, ask.name), row, own=own)
                return False if answer.panic and r.built.is_made(r.maker, row, own=own) else None
            return test(row, n)

        return Trial(f"`{ask.name}` of `{called(r, row)}` {told(r.built.gave((r.maker.name, ask.name), row, own=False))}", right)

    return tuple(trial(row) for row in (both_made(r) if rows is None else rows))


def both_made(r: Said) -> list[Row]:
    """The values that the constructor makes in the tree as it does in the spec's own code."""
    return [row for row in r.built.made_rows(r.maker) if r.built.is_made(r.maker, row, own=False) is not False]


def truth(r: Said, ask: Ask, given: Row, says: str, want: bool | None) -> Trial:
    """That a function which says yes or no says this; `want` is None where nothing is said of it."""

    def right(own: bool) -> bool | None:
        answer = r.built.gave((r.maker.name, ask.name), given, own=own)
        if want is None or not answer.known:
            return None if not answer.known else True
        return not answer.panic and answer.value is want

    return Trial(f"`{says}` {told(r.built.gave((r.maker.name, ask.name), given, own=False))}", right)


def tells_part(r: Said, reader: str, part: int) -> bool:
    """Whether what is to tell a part tells it of what is just made, in the tree: that it does not is another fault than a step's."""

    def told_so() -> bool:
        return all(r.built.gave((r.maker.name, reader), row, own=False).value == row[part] for row in both_made(r))

    return r.built.case.once(f"tells {r.built.key}::{r.maker.name}.{reader} {part}", told_so)


__all__ = ["both_made", "called", "got", "tells_part", "truth"]
