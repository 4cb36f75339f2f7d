"""What short sentences ask of a list of ranges, each asked by itself: what is refused and taken, found and not found, left by a removal, told by it.

The list is driven next to a few pairs of pages in Python. The spec's own code must be so as well: else the words were not read as they were
meant, and nothing is decided.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.closed_ends import takes_numbers
from uowgen.claims.containers.marked_ranges import arguments
from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.range_driver import driver_of, value_pattern
from uowgen.claims.containers.range_removals import again, giving, refused_own, removing
from uowgen.claims.containers.range_rows import FIND, INSERT, MARKED, NOTHING, REMOVE, WIDTH, WRAP, rows_of
from uowgen.claims.containers.runs import Step
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.driven import NOT_SO, seen_in_spec, told

if TYPE_CHECKING:
    from uowgen.claims.containers.marked_ranges import Mark
    from uowgen.claims.containers.range_roles import RangeList
    from uowgen.claims.containers.range_rows import Row
    from uowgen.claims.kind import Case

    Pages = tuple[int, int]


class Ask(NamedTuple):
    """One question: what is to be so, in which situations, with which value. `merged` is of insertions as `taken` is.

    `refused` and `taken` are of insertions (`empty`, `reversed`, `overlap`, `touch`, `apart`), `kept` that what is refused leaves all as it
    was. `found` and `missed` are of the method `by`. `removed` is of the regions that a removal meets (`partly`, `covered`, `hole`, `beside`),
    `cleared` says that nothing of what is taken out is left, `counted` is of the number of bytes or pages (`of`), `absent` of a removal that meets nothing. `sorted` is of all calls.
    `foreign` is of a removal by one who does not hold all (`any`) or anything (`none`) of it, or of what others hold (`others`).
    """

    what: str
    of: frozenset[str] = frozenset()
    value: str = ""
    by: str = ""


def finding_of(case: Case, held: RangeList, ask: Ask) -> Finding:
    """Decides one question. What is counted in pages may be addresses that are numbers of pages."""
    if ask.of == {"pages"} and (found := finding_of(case, held, ask._replace(of=frozenset({"bytes"})))).outcome != "undecided":
        return found
    if ask.what == "foreign" and ask.of == {"any"}:  # what is held in part may be meant, or not
        found = finding_of(case, held, ask._replace(of=frozenset({"any", "none"})))
        return found if found.code != "not-observable" else finding_of(case, held, ask._replace(of=frozenset({"none"})))
    of_insertions = ask.what in ("refused", "taken", "kept", "merged", "disjoint", "wraps")
    role = held.insert if of_insertions or ask.what == "sorted" else ask.by or held.remove or held.take
    methods = held.container.methods
    if not role or (ask.what in ("refused", "kept") and methods[role][0].returns in ("", "()")):
        return undecided("role-unclear", "which method is asked about is not known", held.container.declaration)
    if held.element.closed and "reversed" in ask.of:  # where the last number lies before the first there is none
        ask = ask._replace(of=ask.of | {"empty"})
    elif held.element.closed and "empty" in ask.of:
        return undecided("unsupported-code", f"what `{role}` takes has a last number, and is never empty", methods[role][1])
    found = _asked(case, held, ask, role, held.mark)
    if ask.what == "removed" and held.element.marks and found.message == NOT_SO:  # what it carries may move with its start
        return _asked(case, held, ask, role, None)
    return found


def _asked(case: Case, held: RangeList, ask: Ask, role: str, mark: Mark | None) -> Finding:
    """The finding where each range is told with this mark."""
    methods = held.container.methods
    pattern = value_pattern(case, methods[role][1], ask.value) if ask.value and ask.value != "0" else ""
    if ask.value and ask.value != "0" and not pattern:
        return undecided("not-understood", f"`{ask.value}` is nothing that `{role}` gives back", methods[role][1])
    patterns = (pattern if role == held.insert else "", pattern if role == held.remove else "")
    units = units_of(case, held, mark)
    found = _of_unit(case, held, ask, driver_of(case, held, mark, patterns, ask.by, units[0]), role, units[0])
    if (
        found.outcome == "holds" and len(units) > 1 and ask.what != "wraps"
    ):  # what goes wrong by a few numbers is not seen in whole pages
        closely = _of_unit(case, held, ask, driver_of(case, held, mark, patterns, ask.by, units[1]), role, units[1])
        return closely if closely.outcome == "fails" else found
    return found


def units_of(case: Case, held: RangeList, mark: Mark | None) -> tuple[int, ...]:
    """How many numbers a page is: one where each counts; one as well where the spec's own list takes ranges of single numbers."""
    if held.element.closed:
        return (1,)
    given = arguments(case, held.element, held.container.methods[held.insert][0].parameters, mark)
    return (UNIT, 1) if given is not None and takes_numbers(case, held.container, held.insert, given) else (UNIT,)


def _of_unit(case: Case, held: RangeList, ask: Ask, code: str | Finding, role: str, unit: int) -> Finding:
    if isinstance(code, Finding):
        return code
    methods = held.container.methods
    if ask.what == "wraps" and f"{WRAP} =>" not in code:
        return undecided("unsupported-code", f"`{role}` takes no length", methods[role][1])
    if "reversed" in ask.of and "(b - a)" in code:
        return undecided("unsupported-code", f"`{role}` takes a length, which is never below zero", methods[role][1])
    runs = _runs(held, ask, "(b - a)" not in code)
    if ask.what in ("removed", "cleared", "no empty", "counted") and held.remove and _within_only(case, held, code):
        runs = _own_cuts()
    reader = {
        "refused": _inserting,
        "taken": _inserting,
        "kept": _inserting,
        "merged": _merging,
        "again": again,
        "wraps": _wrapping,
        "given": giving,
        "found": _finding,
        "missed": _finding,
        "sorted": _sorting,
        "disjoint": _apart,
    }.get(ask.what, removing)
    further = {"refused": _refused_more, "foreign": refused_own}.get(ask.what)
    what = {
        "found": "found",
        "foreign": "refused",
        "missed": "not found",
        "removed": "as said",
        "counted": "told",
        "sorted": "in order",
    }.get(ask.what, ask.what)
    return told(
        case, held.container, code, role, runs, WIDTH, lambda ops, seen: reader(rows_of(ops, seen, unit), ask), what, as_spec=True,
        beyond=(lambda ops, seen: further(rows_of(ops, seen, unit), ask)) if further is not None else None,
    )  # fmt: skip


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
        low = int(held.element.closed)  # there is no range whose last number lies before 0
        pairs = [_APART, _APART[::-1], ((2, 4), (4, 7))]
        tried = [*((n, n) for n in (low, 3, 5, 9, 11)), *combinations(range(10), 2)]
        tried += [(b, a) for a, b in ((low, 2), (4, 6), (10, 11), (2, 9))] if backwards and ask.of & {"reversed", "empty"} else []
        return [[n for one in (*pair, last) for n in (INSERT, *one, 0)] for pair in pairs for last in tried]
    orders = [order for triple in _TRIPLES for order in (triple, triple[::-1], (triple[1], triple[2], triple[0]))]
    put = [[n for k, one in enumerate(order) for n in (INSERT, *one, k % 2)] for order in orders]
    if ask.what == "sorted":
        more = [n for one in ((11, 12), (0, 1)) for n in (INSERT, *one, 0)]
        gone = [[], *([REMOVE, *cut, 0] for cut in ((0, 5), (5, 6), (4, 7), (1, 9)))] if held.remove else [[]]
        return [[*one, *cut, *more] for one in put for cut in gone]
    if ask.what in ("found", "missed"):
        return [[*one, *(n for at in range(1, 12) for t in (0, 1) for n in (FIND, at, 0, t))] for one in ([], *put)]
    if ask.what == "foreign":
        cuts = [*combinations(range(10), 2)]
        return [[*one, REMOVE, *cut, t] for k, one in enumerate(put) for t in (0, 1) for cut in cuts[k % 3 :: 3]]
    cuts = [*combinations(range(10), 2)] + ([(n, n) for n in range(int(held.element.closed), 10)] if ask.what == "absent" else [])
    return [[*one, REMOVE, *cut, 0] for k, one in enumerate(put) for cut in (cuts if k % 3 == 0 else cuts[k % 3 :: 3])]


def _within_only(case: Case, held: RangeList, code: str) -> bool:
    """Whether the spec's own list takes out only what lies in one range, or only what is the caller's."""
    put = [INSERT, 2, 5, 0]
    runs = [[*put, REMOVE, 1, 6, 0], [*put, REMOVE, 3, 4, 1]]
    seen = seen_in_spec(case, held.container, code, runs)
    listed = [None if own is None else rows_of(run, own, UNIT) for run, own in zip(runs, seen, strict=True)]
    return any(rows is not None and rows[-1].whole and rows[-1].listed == rows[0].listed for rows in listed)


def _own_cuts() -> list[list[int]]:
    """The same ranges, and each part of each of them taken out by whom it belongs to."""
    found = []
    for order in (order for triple in _TRIPLES for order in (triple, triple[::-1])):
        put = [n for k, one in enumerate(order) for n in (INSERT, *one, k % 2)]
        for k, (low, high) in enumerate(order):
            found += [[*put, REMOVE, *cut, k % 2] for cut in combinations(range(low, high + 1), 2)]
    return found


def _situation(row: Row, ranges: list[Pages]) -> str:
    if row.a >= row.b:
        return "reversed" if row.a > row.b else "empty"
    if any(low < row.b and row.a < high for low, high in ranges):
        return "overlap"
    return "touch" if any(low == row.b or row.a == high for low, high in ranges) else "apart"


def _closely(row: Row, ranges: list[Pages]) -> str:
    """How one lies to another that it overlaps: the same, or in it."""
    if (row.a, row.b) in ranges:
        return "same"
    if row.a < row.b and any(low <= row.a and row.b <= high for low, high in ranges):
        return "within"
    return "around" if any(row.a <= low and high <= row.b for low, high in ranges) else ""


def _inserting(rows: list[Row], ask: Ask) -> list[Step]:
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
        steps.append(Step(f"an insertion of {row.asked()} {how}", right))
        before = row.listed
        if taken is (situation in ("touch", "apart")):
            ranges += [(row.a, row.b)] if taken else []
        else:
            return steps
    return steps


def _merging(rows: list[Row], ask: Ask) -> list[Step]:
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
        shown = ", ".join(row.shown(low, high) for low, high, _ in row.listed)
        steps.append(Step(f"an insertion of {row.asked()} leaves {shown}", right if situation in ask.of else None))
        if not right:
            return steps
        ranges = wanted
    return steps


def _wrapping(rows: list[Row], _: Ask) -> list[Step]:
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


def _refused_more(rows: list[Row], ask: Ask) -> str:
    """Which range is refused with what is said of others; empty if none is."""
    ranges: list[Pages] = []
    for row in rows:
        situation = _situation(row, ranges)
        if situation not in ask.of and situation in ("touch", "apart") and row.whole and row.gave[0] != 1 and row.gave[1] == 1:
            return f"{row.asked()} is refused as well"
        ranges += [(row.a, row.b)] if row.gave[0] == 1 else []
    return ""


def _finding(rows: list[Row], ask: Ask) -> list[Step]:
    ranges: list[Pages] = []
    steps: list[Step] = []
    for row in rows:
        if row.kind == INSERT:
            if row.gave[0] != 1:
                return steps
            ranges.append((row.a, row.b))
            steps.append(Step(f"{row.asked()} is put in", None))
            continue
        at = row.a * UNIT - row.t
        holding = [(low, high) for low, high, _ in row.listed if low <= at < high]
        inside = any(low * UNIT <= at < high * UNIT for low, high in ranges)
        if inside is not bool(holding):
            return steps  # what is listed is not what was put in
        right: bool | None = None
        if inside and row.gave[1] == MARKED and ask.what == "found":
            right = row.gave[0] == 1 and row.gave[2] in [mark for low, high, mark in row.listed if low <= at < high]
        elif inside and ask.what == "found":
            right = row.gave[0] == 1 and (row.gave[1] == NOTHING or row.gave[1:] in holding)
            if right and row.gave[1] == NOTHING and not ask.of:
                right = None  # which of them it is cannot be seen
        elif not inside:
            right = row.whole and row.gave[0] == 0
        of_mark = f"what is of {row.gave[2]}" if row.gave[1] == MARKED else ""
        shown = (
            of_mark or row.shown(*row.gave[1:])
            if row.gave[0] and (of_mark or row.gave[2])
            else "something"
            if row.gave[0]
            else "nothing"
        )
        steps.append(
            Step(f"a look at {at if row.unit == UNIT else row.a - row.t:#x} finds {shown if row.whole else 'no end'}", right)
        )
    return steps


def _sorting(rows: list[Row], _: Ask) -> list[Step]:
    starts = [[low for low, _, _ in row.listed] for row in rows]
    return [
        Step(f"the ranges start at {', '.join(hex(n // (UNIT // row.unit)) for n in one)}", one == sorted(one) if len(one) > 1 else None)
        for one, row in zip(starts, rows, strict=True) if row.whole
    ]  # fmt: skip


def _apart(rows: list[Row], _: Ask) -> list[Step]:
    found = []
    for row in rows:
        listed = sorted(row.listed)
        right = all(one[1] <= other[0] for one, other in pairwise(listed)) if len(listed) > 1 and row.a < row.b else None
        found.append(Step(f"listed are {', '.join(row.shown(low, high) for low, high, _ in listed)}", right if row.whole else None))
    return found


__all__ = ["Ask", "finding_of"]
