"""What is seen of a list of ranges that is driven: one operation after the other, with what it gave and what is listed then."""

from __future__ import annotations

from typing import NamedTuple

from uowgen.claims.containers.range_code import UNIT

INSERT, REMOVE, FIND, WRAP = range(4)
WIDTH = 4
NOTHING = 1 << 60  # stands for a removal that gives no number, and for what cannot be seen of what was found
MARKED = NOTHING - 2  # what was found is told by its mark
_PLACES = {REMOVE: (0, 2), FIND: (1, 2)}  # which of what is told are places


class Row(NamedTuple):
    """One operation, the three numbers that it told, and what is listed then; `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    t: int
    gave: tuple[int, ...]
    listed: tuple[tuple[int, int, int], ...]
    unit: int
    whole: bool = True

    def asked(self) -> str:
        """The range that the operation is given."""
        return self.shown(self.a * UNIT, self.b * UNIT)

    def shown(self, low: int, high: int) -> str:
        """A range in the numbers that the list has."""
        return f"[{low:#x}, {high:#x})" if self.unit == UNIT else f"[{low // UNIT}, {high // UNIT})"


def rows_of(ops: list[int], seen: list[int], unit: int) -> list[Row]:
    """The operations of a run with what was seen of them, in addresses: what a page has is told as if there were `UNIT` of it.

    The last one is not whole where what was seen ends.
    """
    rows: list[Row] = []
    at, scale = 0, UNIT // unit
    for n in range(0, len(ops), WIDTH):
        kind, a, b, t = ops[n : n + WIDTH]
        if at + 4 > len(seen):
            return [*rows, Row(kind, a, b, t, (0, 0, 0), (), unit, whole=False)]
        told, count = seen[at : at + 3], seen[at + 3]
        flat = seen[at + 4 : at + 4 + 3 * count]
        places = () if MARKED in told else _PLACES.get(kind, ())
        gave = tuple(g * scale if k in places and g < MARKED else g for k, g in enumerate(told))
        ends = [[v * scale for v in flat[k::3]] for k in (0, 1)]
        at += 4 + 3 * count
        rows.append(Row(kind, a, b, t, gave, tuple(zip(*ends, flat[2::3], strict=True)), unit))
    return rows


__all__ = ["FIND", "INSERT", "MARKED", "NOTHING", "REMOVE", "WIDTH", "WRAP", "Row", "rows_of"]
