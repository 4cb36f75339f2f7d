"""What short sentences ask of a list of ranges, each asked by itself: what is refused and taken, found and not found, left by a removal, told by it.

The list is driven next to a few pairs of pages in Python. The spec's own code must be so as well: else the words were not read as they were
meant, and nothing is decided.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.marked_ranges import arguments
from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.values.value_patterns import pattern_of

if TYPE_CHECKING:
    from uowgen.claims.containers.marked_ranges import Mark
    from uowgen.claims.containers.range_roles import RangeList
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

    Pages = tuple[int, int]

_INSERT, _REMOVE, _FIND = range(3)
_WIDTH = 4
_NOTHING = 1 << 60  # stands for a removal that gives no number


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
    of_insertions = ask.what in ("refused", "taken", "kept", "merged", "disjoint")
    role = held.insert if of_insertions or ask.what == "sorted" else ask.by if ask.by else held.remove
    methods = held.container.methods
    if not role or (ask.what in ("refused", "kept") and methods[role][0].returns in ("", "()")):
        return undecided("role-unclear", "which method is asked about is not known", held.container.declaration)
    pattern = _pattern(case, methods[role][1], ask.value) if ask.value and ask.value != "0" else ""
    if ask.value and ask.value != "0" and not pattern:
        return undecided("not-understood", f"`{ask.value}` is nothing that `{role}` gives back", methods[role][1])
    mark = held.element.marks[0] if held.element.marks else None
    code = _driver(case, held, mark, (pattern if role == held.insert else "", pattern if role == held.remove else ""), ask.by)
    if isinstance(code, Finding):
        return code
    if "reversed" in ask.of and "(b - a)" in code:
        return undecided("unsupported-code", f"`{role}` takes a length, which is never below zero", methods[role][1])
    runs = _runs(held, ask, "(b - a)" not in code)
    reader = {
        "refused": _inserting,
        "taken": _inserting,
        "kept": _inserting,
        "merged": _merging,
        "found": _finding,
        "missed": _finding,
        "sorted": _sorting,
        "disjoint": _apart,
    }.get(ask.what, _removing)
    what = {"found": "found", "missed": "not found", "removed": "as said", "counted": "told", "sorted": "in order"}.get(
        ask.what, ask.what
    )
    return told(
        case, held.container, code, role, runs, _WIDTH, lambda ops, seen: reader(_rows(ops, seen), ask), what, as_spec=True,
        beyond=(lambda ops, seen: _refused_more(_rows(ops, seen), ask)) if ask.what == "refused" else None,
    )  # fmt: skip


def _pattern(case: Case, function: Declaration, value: str) -> str:
    """A value as a pattern; an error alone stands for the failure with it."""
    return pattern_of(case, function, value) or pattern_of(case, function, f"Err({value})")


def _driver(case: Case, held: RangeList, mark: Mark | None, patterns: tuple[str, str], by: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of four numbers: which, `a`, `b` in pages, `t` a mark, or bytes below `a`.

    Each tells three numbers, then how many ranges there are, and each with its mark. Insertions tell whether they were taken and whether
    the first pattern fits, removals what they give and whether the second does, a search whether there is one, and where.
    """
    methods, element = held.container.methods, held.element
    given = arguments(case, element, methods[held.insert][0].parameters, mark)
    accepted = taken_by(methods[held.insert][0].returns)
    if given is None or accepted is None:
        return undecided("unsupported-code", f"no arguments can be made up for `{held.insert}`", methods[held.insert][1])
    fits = [f"if matches!(&r, {p}) {{ 1 }} else {{ 0 }}" if p else "1" for p in patterns]
    arms = [f"{_INSERT} => {{ let r = it.{held.insert}({given}); let f: usize = {fits[0]}; {accepted} out.push(f); out.push(0); }}"]
    if held.remove:
        signature = methods[held.remove][0]
        gone = arguments(case, element, signature.parameters, mark)
        number = _number_in(signature.returns)
        arms.append(
            f"{_REMOVE} => {{ let r = it.{held.remove}({gone}); let f: usize = {fits[1]}; {number} out.push(f); out.push(0); }}"
        )
    if by:
        signature = methods[by][0]
        head, _, inner = signature.returns.partition("<")
        of = re.sub(r"^&(?:'\w+ )?(?:mut )?", "", inner.partition(",")[0].removesuffix(">").strip())
        where = f"out.push({element.start} as usize); out.push({element.end} as usize);"
        tells = where if bare_name(of) == element.declaration.item.name else f"let _ = v; out.push({_NOTHING}); out.push(0);"
        call = f"it.{by}((a - t) as {signature.parameters[0][1]})"
        none = "{ out.push(0); out.push(0); out.push(0); }"
        looked = {
            "bool": f"{{ let r = {call}; out.push(if r {{ 1 }} else {{ 0 }}); out.push({_NOTHING}); out.push(0); }}",
            "Option": f"match {call} {{ Some(v) => {{ out.push(1); {tells} }} None => {none} }}",
            "Result": f"match {call} {{ Ok(v) => {{ out.push(1); {tells} }} Err(_) => {none} }}",
        }.get(head.rpartition("::")[2])
        if looked is None:
            return undecided("unsupported-code", f"what `{by}` gives back is not understood", methods[by][1])
        arms.append(f"{_FIND} => {looked}")
    each = (
        f"out.push({element.start} as usize); out.push({element.end} as usize); out.push({mark.told if mark is not None else '0'});"
    )
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {held.container.text} = {held.container.maker}; "
        f"let mut out: Vec<usize> = Vec::new(); let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i + 1] * {UNIT}; "
        f"let b: usize = ops[i + 2] * {UNIT}; let t = ops[i + 3]; match ops[i] {{ {', '.join(arms)}, _ => {{}} }} "
        f"let mut k = 0; for v in {element.over} {{ k += 1; let _ = v; }} out.push(k); for v in {element.over} {{ {each} }} i += 4; }} out }}"
    )


def _number_in(returns: str) -> str:
    """The statement that tells the number in what a removal gives."""
    head, _, inner = "".join(returns.split()).partition("<")
    if is_integer(head):
        return "out.push(r as usize);"
    good, bad = {"Option": ("Some", "None"), "Result": ("Ok", "Err(_)")}.get(head.rpartition("::")[2], ("", ""))
    told_ = "n as usize" if is_integer(inner.partition(",")[0].removesuffix(">")) else f"{{ let _ = n; {_NOTHING - 1} }}"
    return f"match r {{ {good}(n) => out.push({told_}), {bad} => out.push({_NOTHING}) }}" if good else f"out.push({_NOTHING - 1});"


class _Row(NamedTuple):
    """One operation, the three numbers that it told, and what is listed then; `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    t: int
    gave: tuple[int, ...]
    listed: tuple[tuple[int, int, int], ...]
    whole: bool = True


def _rows(ops: list[int], seen: list[int]) -> list[_Row]:
    rows: list[_Row] = []
    at = 0
    for n in range(0, len(ops), _WIDTH):
        kind, a, b, t = ops[n : n + _WIDTH]
        if at + 4 > len(seen):
            return [*rows, _Row(kind, a, b, t, (0, 0, 0), (), whole=False)]
        gave, count = tuple(seen[at : at + 3]), seen[at + 3]
        flat = seen[at + 4 : at + 4 + 3 * count]
        at += 4 + 3 * count
        rows.append(_Row(kind, a, b, t, gave, tuple(zip(flat[::3], flat[1::3], flat[2::3], strict=True))))
    return rows


_APART: tuple[Pages, ...] = ((2, 4), (6, 9))
_TRIPLES: tuple[tuple[Pages, ...], ...] = (((1, 2), (4, 7), (8, 9)), ((2, 5), (5, 8), (8, 9)))


def _runs(held: RangeList, ask: Ask, backwards: bool) -> list[list[int]]:
    if ask.what in ("refused", "taken", "kept", "merged", "disjoint"):
        pairs = [_APART, _APART[::-1], ((2, 4), (4, 7))]
        tried = [*((n, n) for n in (0, 3, 5, 9, 11)), *combinations(range(10), 2)]
        tried += [(b, a) for a, b in ((0, 1), (4, 6), (10, 11), (2, 9))] if backwards and ask.of & {"reversed", "empty"} else []
        return [[n for one in (*pair, last) for n in (_INSERT, *one, 0)] for pair in pairs for last in tried]
    orders = [order for triple in _TRIPLES for order in (triple, triple[::-1], (triple[1], triple[2], triple[0]))]
    put = [[n for k, one in enumerate(order) for n in (_INSERT, *one, k % 2)] for order in orders]
    if ask.what == "sorted":
        more = [n for one in ((11, 12), (0, 1)) for n in (_INSERT, *one, 0)]
        gone = [[], *([_REMOVE, *cut, 0] for cut in ((0, 5), (5, 6), (4, 7), (1, 9)))] if held.remove else [[]]
        return [[*one, *cut, *more] for one in put for cut in gone]
    if ask.what in ("found", "missed"):
        return [[*one, *(n for at in range(1, 12) for t in (0, 1) for n in (_FIND, at, 0, t))] for one in ([], *put)]
    cuts = [*combinations(range(10), 2)] + ([(n, n) for n in range(10)] if ask.what == "absent" else [])
    return [[*one, _REMOVE, *cut, 0] for k, one in enumerate(put) for cut in (cuts if k % 3 == 0 else cuts[k % 3 :: 3])]


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
    return "within" if row.a < row.b and any(low <= row.a and row.b <= high for low, high in ranges) else ""


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
        if row.kind == _INSERT:
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
            right = row.gave[0] == 1 and (row.gave[1] == _NOTHING or row.gave[1:] in holding)
            if right and row.gave[1] == _NOTHING and not ask.of:
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
        if row.kind == _INSERT or before is None:
            steps.append(Step(f"[{row.a * UNIT:#x}, {row.b * UNIT:#x}) is put in", None))
            if row.gave[0] != 1 or any(low >= high for low, high, _ in row.listed):
                return steps
            continue
        a, b = row.a * UNIT, row.b * UNIT
        gone = sum(max(0, min(high, b) - max(low, a)) for low, high, _ in before.listed)
        right: bool | None = None
        if ask.what == "counted":
            right = row.whole and row.gave[0] == (gone if "bytes" in ask.of else gone // UNIT)
            right = None if row.whole and not gone and row.gave[0] == _NOTHING else right  # no number where there is nothing
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
        told_ = f" and gives {row.gave[0]:#x}" if row.gave[0] < _NOTHING - 1 else ""
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
