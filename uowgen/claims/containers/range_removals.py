"""What a removal is to do to a list of ranges: to those that it cuts, and where it is asked for what is not the caller's."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.range_rows import INSERT, NOTHING
from uowgen.claims.containers.runs import Step

if TYPE_CHECKING:
    from uowgen.claims.containers.range_asked import Ask
    from uowgen.claims.containers.range_rows import Row


def _class_of(low: int, high: int, row: Row) -> str:
    a, b = row.a * UNIT, row.b * UNIT
    if a >= high or b <= low:
        return "beside"
    return "covered" if a <= low and high <= b else "hole" if low < a and b < high else "partly"


def removing(rows: list[Row], ask: Ask) -> list[Step]:
    """What is left, and what is told, by each removal."""
    steps: list[Step] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if row.kind == INSERT or before is None:
            steps.append(Step(f"{row.asked()} is put in", None))
            if row.gave[0] != 1 or any(low >= high for low, high, _ in row.listed):
                return steps
            continue
        a, b = row.a * UNIT, row.b * UNIT
        gone = sum(max(0, min(high, b) - max(low, a)) for low, high, _ in before.listed)
        right: bool | None = None
        if ask.what == "counted":
            right = row.whole and row.gave[0] == (gone if "bytes" in ask.of else gone // UNIT)
            right = None if row.whole and not gone and row.gave[0] == NOTHING else right  # no number where there is nothing
        elif ask.what == "no empty":
            right = row.whole and all(low < high for low, high, _ in row.listed) if gone else None
        elif ask.what == "cleared":
            right = row.whole and not any(low < b and a < high for low, high, _ in row.listed) if gone else None
        elif ask.what == "absent":
            fits = row.gave[0] == 0 if ask.value == "0" else row.gave[1] == 1 if ask.value else row.listed == before.listed
            right = row.whole and fits if not gone else None
        elif ask.what == "foreign":
            right = _is_refused(row) and row.gave[1] == 1 if _is_foreign(before, row, ask.of) else None
        else:
            parts = [_left_right(one, row, ask.of) for one in before.listed]
            right = False if False in parts else True if True in parts else None
        left = ", ".join(row.shown(low, high) for low, high, _ in row.listed) or "nothing"
        told_ = f" and gives {row.gave[0] // (UNIT // row.unit):#x}" if row.gave[0] < NOTHING - 1 else ""
        steps.append(Step(f"a removal of {row.asked()} {f'leaves {left}{told_}' if row.whole else 'panics'}", right))
    return steps


def _is_refused(row: Row) -> bool:
    return row.whole and row.gave[0] == NOTHING


def _holders(before: Row, row: Row) -> list[int | None]:
    """Who holds each page that is to be taken out."""
    pages = [n * UNIT for n in range(row.a, row.b)]
    return [next((mark for low, high, mark in before.listed if low <= page < high), None) for page in pages]


def _is_foreign(before: Row, row: Row, of: frozenset[str]) -> bool:
    """Whether what is to be taken out does not belong to the caller: not all of it, none of it, or all of it to others."""
    holders = _holders(before, row)
    if "any" in of:
        return any(holder != row.t for holder in holders)
    return all(holder != row.t and (holder is not None or "none" in of) for holder in holders)


def again(rows: list[Row], _: Ask) -> list[Step]:
    """What was taken out is taken in once more."""
    last, gone = rows[-1], rows[-2]
    ready = gone.whole and last.whole and all(row.gave[0] == 1 for row in rows[:-2])
    return [Step("what was taken out is put in again", last.gave[0] == 1 if ready else None)]


def giving(rows: list[Row], _: Ask) -> list[Step]:
    """What was taken out is given back, whole."""
    put, gone = rows[:-2], rows[-2]
    there = any((gone.a * UNIT, gone.b * UNIT) == one[:2] for one in gone.listed)
    ready = all(row.gave[0] == 1 for row in put) and gone.whole and not there
    return [
        Step("what was taken out is given back", (gone.gave[0], gone.gave[2]) == (gone.a * UNIT, gone.b * UNIT) if ready else None)
    ]


def refused_own(rows: list[Row], _: Ask) -> str:
    """Which removal is refused though what is taken out belongs to the caller and is one range, or part of one; empty if none is."""
    for before, row in pairwise(rows):
        low, high = row.a * UNIT, row.b * UNIT
        own = any(start <= low and high <= end and mark == row.t for start, end, mark in before.listed)
        if row.kind != INSERT and own and _is_refused(row) and row.gave[1] == 1:
            return f"a removal of {row.asked()} by who holds it is refused as well"
    return ""


def _left_right(one: tuple[int, int, int], row: Row, asked: frozenset[str]) -> bool | None:
    """Whether of one range is left what should be, with its mark; None where nothing is said of such a one."""
    low, high, mark = one
    if _class_of(low, high, row) not in asked:
        return None
    if not row.whole:
        return False
    a, b = row.a * UNIT, row.b * UNIT
    wanted = [(x, y, mark) for x, y in ((low, min(high, a)), (max(low, b), high)) if x < y]
    wanted = [one] if _class_of(low, high, row) == "beside" else wanted
    found = [(x, y, m) for x, y, m in row.listed if (x < y and low < y and x < high) or (x >= y and low <= x < high)]
    return sorted(found) == wanted


__all__ = ["again", "giving", "refused_own", "removing"]
