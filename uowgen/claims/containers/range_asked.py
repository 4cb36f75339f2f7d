"""What short sentences ask of a list of ranges, each asked by itself: what is refused and taken, found and not found, left by a removal, told by it.

The list is driven next to a few pairs of pages in Python. The spec's own code must be so as well: else the words were not read as they were
meant, and nothing is decided.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.range_driver import FIND, INSERT, NOTHING, REMOVE, WIDTH, WRAP, driver_of, value_pattern
from uowgen.claims.containers.runs import Step
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.driven import NOT_SO, told

if TYPE_CHECKING:
    from uowgen.claims.containers.marked_ranges import Mark
    from uowgen.claims.containers.range_roles import RangeList
    from uowgen.claims.kind import Case

    Pages = tuple[int, int]


class Ask(NamedTuple):
    """One question: what is to be so, in which situations, with which value. `merged` is of insertions as `taken` is.

    `refused` and `taken` are of insertions (`empty`, `reversed`, `overlap`, `touch`, `apart`), `kept` that what is refused leaves all as it
    was. `found` and `missed` are of the method `by`. `removed` is of the regions that a removal meets (`partly`, `covered`, `hole`, `beside`),
    `cleared` says that nothing of what is taken out is left, `counted` is of the number of bytes or pages (`of`), `absent` of a removal that meets nothing. `sorted` is of all calls.
    """

    what: str
    of: frozenset[str] = frozenset()
    value: str = ""
    by: str = ""


def finding_of(case: Case, held: RangeList, ask: Ask) -> Finding:
    """Decides one question. What is counted in pages may be addresses that are numbers of pages."""
    if ask.of == {"pages"} and (found := finding_of(case, held, ask._replace(of=frozenset({"bytes"})))).outcome != "undecided":
        return found
    of_insertions = ask.what in ("refused", "taken", "kept", "merged", "disjoint", "wraps")
    role = held.insert if of_insertions or ask.what == "sorted" else ask.by or held.remove or held.take
    methods = held.container.methods
    if not role or (ask.what in ("refused", "kept") and methods[role][0].returns in ("", "()")):
        return undecided("role-unclear", "which method is asked about is not known", held.container.declaration)
    found = _asked(case, held, ask, role, held.element.marks[0] if held.element.marks else None)
    if ask.what == "removed" and held.element.marks and found.message == NOT_SO:  # what it carries may move with its start
        return _asked(case, held, ask, role, None)
    return found


def _asked(case: Case, held: RangeList, ask: Ask, role: str, mark: Mark | None) -> Finding:
    """The finding where each range is told with this mark."""
    methods = held.container.methods
    pattern = value_pattern(case, methods[role][1], ask.value) if ask.value and ask.value != "0" else ""
    if ask.value and ask.value != "0" and not pattern:
        return undecided("not-understood", f"`{ask.value}` is nothing that `{role}` gives back", methods[role][1])
    code = driver_of(case, held, mark, (pattern if role == held.insert else "", pattern if role == held.remove else ""), ask.by)
    if isinstance(code, Finding):
        return code
    if ask.of == {"empty"} and held.element.closed:
        return undecided("unsupported-code", f"what `{role}` takes has a last number, and is never empty", methods[role][1])
    if ask.what == "wraps" and f"{WRAP} =>" not in code:
        return undecided("unsupported-code", f"`{role}` takes no length", methods[role][1])
    if "reversed" in ask.of and "(b - a)" in code:
        return undecided("unsupported-code", f"`{role}` takes a length, which is never below zero", methods[role][1])
    runs = _runs(held, ask, "(b - a)" not in code)
    reader = {
        "refused": _inserting,
        "taken": _inserting,
        "kept": _inserting,
        "merged": _merging,
        "again": _again,
        "wraps": _wrapping,
        "given": _giving,
        "found": _finding,
        "missed": _finding,
        "sorted": _sorting,
        "disjoint": _apart,
    }.get(ask.what, _removing)
    what = {"found": "found", "missed": "not found", "removed": "as said", "counted": "told", "sorted": "in order"}.get(
        ask.what, ask.what
    )
    return told(
        case, held.container, code, role, runs, WIDTH, lambda ops, seen: reader(_rows(ops, seen, single=held.element.closed), ask), what, as_spec=True,
        beyond=(lambda ops, seen: _refused_more(_rows(ops, seen, single=held.element.closed), ask)) if ask.what == "refused" else None,
    )  # fmt: skip


class _Row(NamedTuple):
    """One operation, the three numbers that it told, and what is listed then; `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    t: int
    gave: tuple[int, ...]
    listed: tuple[tuple[int, int, int], ...]
    whole: bool = True


def _rows(ops: list[int], seen: list[int], *, single: bool) -> list[_Row]:
    """What is told, in addresses; `single` numbers are told as if each were a page."""
    rows: list[_Row] = []
    at = 0
    for n in range(0, len(ops), WIDTH):
        kind, a, b, t = ops[n : n + WIDTH]
        if at + 4 > len(seen):
            return [*rows, _Row(kind, a, b, t, (0, 0, 0), (), whole=False)]
        gave, count = tuple(seen[at : at + 3]), seen[at + 3]
        flat = seen[at + 4 : at + 4 + 3 * count]
        if single:
            numbers = {REMOVE: (0, 2), FIND: (1, 2)}.get(kind, ())
            gave = tuple(g * UNIT if k in numbers and g < NOTHING - 1 else g for k, g in enumerate(gave))
            flat = [v * UNIT if k % 3 < 2 else v for k, v in enumerate(flat)]
        at += 4 + 3 * count
        rows.append(_Row(kind, a, b, t, gave, tuple(zip(flat[::3], flat[1::3], flat[2::3], strict=True))))
    return rows


_APART: tuple[Pages, ...] = ((2, 4), (6, 9))
_TRIPLES: tuple[tuple[Pages, ...], ...] = (((1, 2), (4, 7), (8, 9)), ((2, 5), (5, 8), (8, 9)))


def _runs(held: RangeList, ask: Ask, backwards: bool) -> list[list[int]]:
    if ask.what == "wraps":
        return [[*(n for one in put for n in (INSERT, *one, 0)), WRAP, 0, 0, 0] for put in ((), *_TRIPLES)]
    if ask.what in ("again", "given"):
        return [
            [*(n for one in triple for n in (INSERT, *one, 0)), REMOVE, *gone, 0, INSERT, *gone, 0]
            for triple in _TRIPLES
            for gone in triple
        ]
    if ask.what in ("refused", "taken", "kept", "merged", "disjoint"):
        pairs = [_APART, _APART[::-1], ((2, 4), (4, 7))]
        empty = () if held.element.closed else (0, 3, 5, 9, 11)  # a range with a last number has one
        tried = [*((n, n) for n in empty), *combinations(range(10), 2)]
        tried += (
            [(b, a) for a, b in ((0, 1), (4, 6), (10, 11), (2, 9)) if a or empty]
            if backwards and ask.of & {"reversed", "empty"}
            else []
        )
        return [[n for one in (*pair, last) for n in (INSERT, *one, 0)] for pair in pairs for last in tried]
    orders = [order for triple in _TRIPLES for order in (triple, triple[::-1], (triple[1], triple[2], triple[0]))]
    put = [[n for k, one in enumerate(order) for n in (INSERT, *one, k % 2)] for order in orders]
    if ask.what == "sorted":
        more = [n for one in ((11, 12), (0, 1)) for n in (INSERT, *one, 0)]
        gone = [[], *([REMOVE, *cut, 0] for cut in ((0, 5), (5, 6), (4, 7), (1, 9)))] if held.remove else [[]]
        return [[*one, *cut, *more] for one in put for cut in gone]
    if ask.what in ("found", "missed"):
        return [
            [*one, *(n for at in range(1, 12) for t in ((0,) if held.element.closed else (0, 1)) for n in (FIND, at, 0, t))]
            for one in ([], *put)
        ]
    cuts = [*combinations(range(10), 2)] + ([(n, n) for n in range(10)] if ask.what == "absent" else [])
    return [[*one, REMOVE, *cut, 0] for k, one in enumerate(put) for cut in (cuts if k % 3 == 0 else cuts[k % 3 :: 3])]


def _situation(row: _Row, ranges: list[Pages]) -> str:
    if row.a >= row.b:
        return "reversed" if row.a > row.b else "empty"
    if any(low < row.b and row.a < high for low, high in ranges):
        return "overlap"
    return "touch" if any(low == row.b or row.a == high for low, high in ranges) else "apart"


def _closely(row: _Row, ranges: list[Pages]) -> str:
    """How one lies to another that it overlaps: the same, or in it."""
    if (row.a, row.b) in ranges:
        return "same"
    if row.a < row.b and any(low <= row.a and row.b <= high for low, high in ranges):
        return "within"
    return "around" if any(row.a <= low and high <= row.b for low, high in ranges) else ""


def _inserting(rows: list[_Row], ask: Ask) -> list[Step]:
    ranges: list[Pages] = []
    steps: list[Step] = []
    before: tuple[tuple[int, int, int], ...] = ()
    for row in rows:
        situation = _situation(row, ranges)
        taken = row.whole and row.gave[0] == 1
        amid = row.a >= row.b and any(low < row.a < high or low < row.b < high for low, high in ranges)
        right: bool | None = None
        if ask.what == "kept":
            right = row.listed == before if not taken and row.whole and (not ask.of or situation in ask.of) else None
        elif situation in ask.of or _closely(row, ranges) in ask.of:
            right = row.whole and not taken and row.gave[1] == 1 if ask.what == "refused" else taken
            if right is False and ask.what == "refused" and not taken and amid and row.whole:
                right = None  # two reasons at once: which comes first is not said
        how = "is taken" if taken else "is refused" if row.whole else "panics"
        steps.append(Step(f"an insertion of [{row.a * UNIT:#x}, {row.b * UNIT:#x}) {how}", right))
        before = row.listed
        if taken is (situation in ("touch", "apart")):
            ranges += [(row.a, row.b)] if taken else []
        else:
            return steps
    return steps


def _merging(rows: list[_Row], ask: Ask) -> list[Step]:
    """What overlaps or touches becomes one with what it meets, and nothing else does."""
    ranges: list[Pages] = []
    steps: list[Step] = []
    for row in rows:
        situation = _situation(row, ranges)
        if situation in ("empty", "reversed"):
            return steps
        meets = [one for one in ranges if one[0] <= row.b and row.a <= one[1]]
        wanted = sorted(
            [one for one in ranges if one not in meets]
            + [(min([row.a, *(a for a, _ in meets)]), max([row.b, *(b for _, b in meets)]))]
        )
        right = row.whole and sorted((low // UNIT, high // UNIT) for low, high, _ in row.listed) == wanted
        shown = ", ".join(f"[{low:#x}, {high:#x})" for low, high, _ in row.listed)
        steps.append(
            Step(f"an insertion of [{row.a * UNIT:#x}, {row.b * UNIT:#x}) leaves {shown}", right if situation in ask.of else None)
        )
        if not right:
            return steps
        ranges = wanted
    return steps


def _again(rows: list[_Row], _: Ask) -> list[Step]:
    """What was taken out is taken in once more."""
    last, gone = rows[-1], rows[-2]
    ready = gone.whole and last.whole and all(row.gave[0] == 1 for row in rows[:-2])
    return [Step("what was taken out is put in again", last.gave[0] == 1 if ready else None)]


def _wrapping(rows: list[_Row], _: Ask) -> list[Step]:
    """What would end behind the last address is refused."""
    last = rows[-1]
    right = last.whole and last.gave[:2] == (0, 1) if all(row.gave[0] == 1 for row in rows[:-1]) else None
    return [
        Step(
            "an insertion that ends behind the last address "
            + ("panics" if not last.whole else "is refused" if not last.gave[0] else "is taken"),
            right,
        )
    ]


def _giving(rows: list[_Row], _: Ask) -> list[Step]:
    """What was taken out is given back, whole."""
    put, gone = rows[:-2], rows[-2]
    there = any((gone.a * UNIT, gone.b * UNIT) == one[:2] for one in gone.listed)
    ready = all(row.gave[0] == 1 for row in put) and gone.whole and not there
    return [
        Step("what was taken out is given back", (gone.gave[0], gone.gave[2]) == (gone.a * UNIT, gone.b * UNIT) if ready else None)
    ]


def _refused_more(rows: list[_Row], ask: Ask) -> str:
    """Which range is refused with what is said of others; empty if none is."""
    ranges: list[Pages] = []
    for row in rows:
        situation = _situation(row, ranges)
        if situation not in ask.of and situation in ("touch", "apart") and row.whole and row.gave[0] != 1 and row.gave[1] == 1:
            return f"[{row.a * UNIT:#x}, {row.b * UNIT:#x}) is refused as well"
        ranges += [(row.a, row.b)] if row.gave[0] == 1 else []
    return ""


def _finding(rows: list[_Row], ask: Ask) -> list[Step]:
    ranges: list[Pages] = []
    steps: list[Step] = []
    for row in rows:
        if row.kind == INSERT:
            if row.gave[0] != 1:
                return steps
            ranges.append((row.a, row.b))
            steps.append(Step(f"[{row.a * UNIT:#x}, {row.b * UNIT:#x}) is put in", None))
            continue
        at = row.a * UNIT - row.t
        holding = [(low, high) for low, high, _ in row.listed if low <= at < high]
        inside = any(low * UNIT <= at < high * UNIT for low, high in ranges)
        if inside is not bool(holding):
            return steps  # what is listed is not what was put in
        right: bool | None = None
        if inside and ask.what == "found":
            right = row.gave[0] == 1 and (row.gave[1] == NOTHING or row.gave[1:] in holding)
            if right and row.gave[1] == NOTHING and not ask.of:
                right = None  # which of them it is cannot be seen
        elif not inside:
            right = row.whole and row.gave[0] == 0
        shown = (
            f"[{row.gave[1]:#x}, {row.gave[2]:#x})" if row.gave[0] and row.gave[2] else "something" if row.gave[0] else "nothing"
        )
        steps.append(Step(f"a look at {at:#x} finds {shown if row.whole else 'no end'}", right))
    return steps


def _sorting(rows: list[_Row], _: Ask) -> list[Step]:
    starts = [[low for low, _, _ in row.listed] for row in rows]
    return [
        Step(f"the ranges start at {', '.join(map(hex, one))}", one == sorted(one) if len(one) > 1 else None)
        for one, row in zip(starts, rows, strict=True) if row.whole
    ]  # fmt: skip


def _apart(rows: list[_Row], _: Ask) -> list[Step]:
    found = []
    for row in rows:
        listed = sorted(row.listed)
        right = all(one[1] <= other[0] for one, other in pairwise(listed)) if len(listed) > 1 and row.a < row.b else None
        found.append(
            Step(f"listed are {', '.join(f'[{low:#x}, {high:#x})' for low, high, _ in listed)}", right if row.whole else None)
        )
    return found


def _class_of(low: int, high: int, row: _Row) -> str:
    a, b = row.a * UNIT, row.b * UNIT
    if a >= high or b <= low:
        return "beside"
    return "covered" if a <= low and high <= b else "hole" if low < a and b < high else "partly"


def _removing(rows: list[_Row], ask: Ask) -> list[Step]:
    steps: list[Step] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if row.kind == INSERT or before is None:
            steps.append(Step(f"[{row.a * UNIT:#x}, {row.b * UNIT:#x}) is put in", None))
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
        else:
            parts = [_left_right(one, row, ask.of) for one in before.listed]
            right = False if False in parts else True if True in parts else None
        left = ", ".join(f"[{low:#x}, {high:#x})" for low, high, _ in row.listed) or "nothing"
        told_ = f" and gives {row.gave[0]:#x}" if row.gave[0] < NOTHING - 1 else ""
        steps.append(Step(f"a removal of [{a:#x}, {b:#x}) {f'leaves {left}{told_}' if row.whole else 'panics'}", right))
    return steps


def _left_right(one: tuple[int, int, int], row: _Row, asked: frozenset[str]) -> bool | None:
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


__all__ = ["Ask", "finding_of"]
