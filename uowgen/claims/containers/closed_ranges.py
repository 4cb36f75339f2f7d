"""Lists of ranges of plain numbers (ports, lines, identifiers), often with the last number included: put in, given back, asked about, gaps looked for.

Each operation tells three numbers, then what is in the list. The list is compared with a few pairs in Python; where the spec's own code is
not as the model, nothing is decided. Ranges are half-open here, whatever the type keeps.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.closed_ends import LASTS, ends_included
from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.elements import made_up
from uowgen.claims.containers.range_code import ENDS, LENGTHS, STARTS
from uowgen.claims.containers.range_sets import seen_in
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import find_type
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

_INSERT, _REMOVE, _HAS, _GAP = range(4)
_LISTS = ("Vec<", "alloc::vec::Vec<", "VecDeque<", "BTreeSet<")
_COUNTS = LENGTHS | {"count", "n", "num", "number", "want", "needed"}
_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_SPACE = 12
_SETS = (((3, 4),), ((1, 3), (5, 8)), ((5, 8), (1, 3)), ((3, 4), (9, 10), (4, 6)), ((9, 11), (1, 2), (4, 6)))


class Parts(NamedTuple):
    """What a list has of each range: the type, the list, start and end of `v` (the end is behind the last number), the type of the numbers."""

    type: str
    over: str
    start: str
    end: str
    kind: str
    closed: bool
    fields: tuple[tuple[str, str], ...]


def parts_of(case: Case, container: Container) -> Parts | None:
    """The ranges of the one list among the fields of a type, as it has them in the spec's own code; None if there is none such."""
    parts = _parts_of(case, container)
    if parts is None or parts.closed:
        return parts
    if not ends_included(case, container, lambda parameters: _given(case, parts, parameters)):
        return parts
    return parts._replace(end=f"{parts.end} + 1", closed=True)


def _parts_of(case: Case, container: Container) -> Parts | None:
    lists = [f for f in fields_of(container.declaration).all if "".join(f.type.split()).startswith(_LISTS)]
    if len(lists) != 1:
        seen = seen_in(case, container)
        if seen is None or not seen.ends.fields or seen.ends.kind not in _BITS:
            return None
        return Parts(
            seen.ends.type, seen.over, seen.ends.start, seen.ends.end, seen.ends.kind, closed=False, fields=seen.ends.fields
        )
    inner = "".join(lists[0].type.split()).partition("<")[2].removesuffix(">").partition(",")[0]
    found = find_type(case, bare_name(inner)).found if inner.replace("::", "").isidentifier() else ()
    fields = fields_of(found[0]) if len(found) == 1 and found[0].item.kind == "struct" else None
    if fields is None or not fields.complete:
        return None
    numbers = [f.name for f in fields.all if is_integer(f.type)]
    start, end, last, length = ([n for n in numbers if n in names] for names in (STARTS, ENDS, LASTS, LENGTHS))
    if len(start) != 1 or len(end) + len(last) + len(length) != 1:
        return None
    kind = next(f.type for f in fields.all if f.name == start[0])
    if kind not in _BITS:
        return None
    first = f"v.{start[0]} as u64"
    behind = f"v.{last[0]} as u64 + 1" if last else f"v.{end[0]} as u64" if end else f"{first} + v.{length[0]} as u64"
    rows = tuple((f.name, f.type) for f in fields.all)
    return Parts(found[0].item.name, f"it.{lists[0].name}.iter()", first, behind, kind, bool(last), rows)


def _argument(case: Case, name: str, kind: str, *, closed: bool) -> str | None:
    """What a parameter or field gets for the range from `a` up to, but not with, `b`."""
    word = name.lstrip("_")
    for names, value in ((LASTS, "b - 1"), (STARTS, "a"), (ENDS, "b - 1" if closed else "b"), (_COUNTS, "b - a")):
        if kind in _BITS and (word in names or word.rpartition("_")[2] in names):
            return f"({value}) as {kind}"
    return made_up(case, kind)


def _given(case: Case, parts: Parts, parameters: tuple[tuple[str, str], ...]) -> str | None:
    if len(parameters) == 1:
        kind = parameters[0][1].strip()
        if "".join(kind.split()).endswith(f"RangeInclusive<{parts.kind}>"):
            return f"(a as {parts.kind})..=((b - 1) as {parts.kind})"
        if bare_name(kind.lstrip("&")) != parts.type:
            return None
        rows = [(n, _argument(case, n, t, closed=parts.closed)) for n, t in parts.fields]
        return None if any(v is None for _, v in rows) else f"{kind} {{ {', '.join(f'{n}: {v}' for n, v in rows)} }}"
    found = [_argument(case, n, t, closed=parts.closed) for n, t in parameters]
    numbers = [v for v in found if v is not None and (v.startswith(("(a)", "(b")))]
    return ", ".join(v for v in found if v is not None) if None not in found and len(numbers) == 2 else None


def _driver(case: Case, container: Container, parts: Parts, roles: dict[int, str], pattern: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[u64]) -> Vec<u64>`; `roles` are the methods by operation, `pattern` fits what a refusal gives back."""
    methods = container.methods
    arms = []
    fits = f"if matches!(&r, {pattern}) {{ 1 }} else {{ 0 }}" if pattern else "1"
    for kind, name in roles.items():
        signature, place = methods[name]
        problem = undecided("unsupported-code", f"what `{name}` takes or gives back is not understood", place)
        head = signature.returns.partition("<")[0].rpartition("::")[2]
        if kind == _INSERT:
            given, accepted = _given(case, parts, signature.parameters), taken_by(signature.returns)
            if given is None or accepted is None:
                return undecided("unsupported-code", f"no arguments can be made up for `{name}`", place)
            arms.append(f"{kind} => {{ let r = it.{name}({given}); let f: u64 = {fits}; {accepted} out.push(f); out.push(0); }}")
            continue
        if len(signature.parameters) != 1 or signature.parameters[0][1] not in _BITS:
            return problem
        call = f"it.{name}(a as {signature.parameters[0][1]})"
        if kind == _REMOVE:
            inner = signature.returns.partition("<")[2].partition(",")[0].removesuffix(">").strip()
            good, bad = {"Option": ("Some", "None"), "Result": ("Ok", "Err(_)")}.get(head, ("", ""))
            if not good or bare_name(inner) not in (parts.type, "()"):
                return problem
            seen = f"out.push({parts.start}); out.push({parts.end});" if inner != "()" else "out.push(0); out.push(0);"
            arms.append(
                f"{kind} => {{ let r = {call}; let f: u64 = {fits}; match r {{ {good}(v) => {{ out.push(1); {seen} let _ = v; }} "
                f"{bad} => {{ out.push(0); out.push(f); out.push(0); }} }} }}"
            )
        elif kind == _HAS:
            told_ = {"bool": "r", "Option": "r.is_some()"}.get(head)
            if told_ is None:
                return problem
            arms.append(f"{kind} => {{ let r = {call}; out.push(if {told_} {{ 1 }} else {{ 0 }}); out.push(0); out.push(0); }}")
        else:
            good, bad = {"Option": ("Some", "None"), "Result": ("Ok", "Err(_)")}.get(head, ("", ""))
            if head in _BITS:
                arms.append(f"{kind} => {{ let x = {call}; out.push(1); out.push(x as u64); out.push(0); }}")
                continue
            if not good:
                return problem
            arms.append(f"{kind} => match {call} {{ {good}(x) => {{ out.push(1); out.push(x as u64); out.push(0); }} {bad} => {{ out.push(0); out.push(0); out.push(0); }} }}")  # fmt: skip
    return (
        f"fn {PROBE}(ops: &[u64]) -> Vec<u64> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<u64> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: u64 = ops[i + 1]; let b: u64 = ops[i + 2]; let _ = b; "
        f"match ops[i] {{ {', '.join(arms)}, _ => {{}} }} let mut k: u64 = 0; for v in {parts.over} {{ k += 1; let _ = v; }} out.push(k); "
        f"for v in {parts.over} {{ out.push({parts.start}); out.push({parts.end}); }} i += 3; }} out }}"
    )


class _Row(NamedTuple):
    """One operation, the three numbers that it told, and the list behind it; `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    gave: tuple[int, ...]
    listed: list[tuple[int, int]]
    whole: bool = True


def _rows(ops: list[int], seen: list[int]) -> list[_Row]:
    found: list[_Row] = []
    at = 0
    for n in range(0, len(ops), 3):
        kind, a, b = ops[n : n + 3]
        if at + 4 > len(seen):
            return [*found, _Row(kind, a, b, (-1, -1, -1), [], whole=False)]
        gave, count = tuple(seen[at : at + 3]), seen[at + 3]
        flat = seen[at + 4 : at + 4 + 2 * count]
        at += 4 + 2 * count
        found.append(_Row(kind, a, b, gave, list(zip(flat[::2], flat[1::2], strict=True))))
    return found


def finding(
    case: Case, container: Container, roles: dict[int, str], asked: str, *, value: str = "", kept: bool = False, limit: int = 0
) -> Finding:
    """Decides `asked` (`overlap`, `sorted`, `releases`, `ends`, `gap`) of the methods in `roles`, the last of which is asked about."""
    parts = parts_of(case, container)
    method = list(roles.values())[-1]
    place = container.methods[method][1]
    if parts is None:
        return undecided("not-observable", f"what is in a `{container.declaration.item.name}` cannot be seen", place)
    if asked == "ends" and not parts.closed:  # the end may be the first number behind it
        return undecided("not-understood", f"which number is the end of a `{parts.type}` is not clear", place)
    pattern = ""
    if value:
        pattern = pattern_of(case, place, value) or pattern_of(case, place, f"Err({value})")
        if not pattern:
            return undecided("not-understood", f"`{value}` is nothing that `{method}` gives back", place)
    if limit and limit != (1 << _BITS[parts.kind]) - 1:
        return undecided("not-understood", f"{limit:#x} is not the last number that there is", place)
    code = _driver(case, container, parts, roles, pattern)
    reads: dict[str, Callable[[list[_Row]], list[Step]]] = {
        "overlap": lambda rows: _overlapping(rows, method, kept=kept),
        "sorted": _sorted,
        "releases": lambda rows: _releasing(rows, method, returns="()" not in container.methods[method][0].returns),
        "ends": lambda rows: _ends(rows, method),
        "bounds": lambda rows: _ends(rows, method, behind=True),
        "gap": lambda rows: _gaps(rows, method, limit),
    }
    what = {
        "overlap": "refused",
        "sorted": "in order",
        "releases": "given back",
        "ends": "included",
        "bounds": "so",
        "gap": "the lowest",
    }[asked]
    runs = _runs(asked, roles, limit)
    return told(
        case,
        container,
        code,
        method,
        runs,
        3,
        lambda run, seen: reads[asked](_rows(run, seen)),
        what,
        as_spec=True,
        beyond=(lambda run, seen: _refused_more(_rows(run, seen), method)) if asked == "overlap" else None,
    )


def _refused_more(rows: list[_Row], name: str) -> str:
    """Which range that shares no number with another is refused as one that does; empty if none is."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if not any(low < row.b and row.a < high for low, high in ranges):
            if row.gave[0] != 1:
                return f"{name}({_shown(row.a, row.b)}) is refused"
            ranges.append((row.a, row.b))
    return ""


def _runs(asked: str, roles: dict[int, str], limit: int) -> list[list[int]]:
    runs: list[list[int]] = []
    for pieces in _SETS:
        put = [n for piece in pieces for n in (_INSERT, *piece)]
        if asked == "overlap":
            runs += [[*put, _INSERT, *last] for last in combinations(range(_SPACE), 2)]
        elif asked == "sorted":
            gone = [[_REMOVE, start, 0] for start, _ in pieces] if _REMOVE in roles else [[]]
            runs += [[*put, *one, *more] for one in [[], *gone] for more in ([], [_INSERT, 0, 1, _INSERT, 11, 12, _INSERT, 8, 9])]
        elif asked == "releases":
            runs += [[*put, _REMOVE, at, 0, *(n for again in range(_SPACE) for n in (_REMOVE, again, 0))] for at in range(_SPACE)]
        elif asked in ("ends", "bounds"):
            runs.append([*put, *(n for at in range(_SPACE) for n in (_HAS, at, 0))])
        else:
            runs.append([*put, *(n for count in range(1, 6) for n in (_GAP, count, 0))])
    if asked == "gap":
        runs.append([n for count in (1, 2, 7) for n in (_GAP, count, 0)])
        for room in range(4) if limit else ():
            asks = [n for count in (1, 2, 3, 4) for n in (_GAP, count, 0)]
            runs.append([_INSERT, 0, limit + 1 - room, *asks])
            runs.append([_INSERT, 0, 5, _INSERT, 6, limit + 1 - room, *asks])
            runs.append([_INSERT, limit - room, limit + 1, *asks, _GAP, limit - room, 0, _GAP, min(limit, limit + 1 - room), 0])
        runs += [[_GAP, limit, 0]] if limit else []
    return sorted(runs, key=len)  # what is put into a list that has come into disorder may not be followed


def _follow(rows: list[_Row], judged: Callable[[_Row, list[tuple[int, int]]], tuple[str, bool | None]]) -> list[Step]:
    """The steps of a run: what `judged` does not speak of must be as the model has it, else the run is not followed further."""
    ranges: list[tuple[int, int]] = []
    steps: list[Step] = []
    for row in rows:
        said, right = judged(row, ranges)
        after = list(ranges)
        if row.kind == _INSERT and not any(low < row.b and row.a < high for low, high in ranges):
            after.append((row.a, row.b))
        if row.kind == _REMOVE:
            after = [r for r in ranges if r[0] != row.a]
        if right is None and (not row.whole or sorted(row.listed) != sorted(after)):
            return steps
        steps.append(Step(said, right))
        ranges = after
    return steps


def _shown(low: int, high: int) -> str:
    return f"{low}..={high - 1}"


def _overlapping(rows: list[_Row], name: str, *, kept: bool) -> list[Step]:
    before: list[tuple[int, int]] = []

    def judged(row: _Row, ranges: list[tuple[int, int]]) -> tuple[str, bool | None]:
        nonlocal before
        overlaps = any(low < row.b and row.a < high for low, high in ranges)
        taken = row.gave[0] == 1
        right = row.whole and not taken and row.gave[1] == 1 and (not kept or row.listed == before) if overlaps else None
        before = row.listed
        return f"{name}({_shown(row.a, row.b)}) {'is taken' if taken else 'is refused' if row.whole else 'panics'}", right

    return _follow(rows, judged)


def _sorted(rows: list[_Row]) -> list[Step]:
    def judged(row: _Row, ranges: list[tuple[int, int]]) -> tuple[str, bool | None]:
        starts = [low for low, _ in row.listed]
        return f"the ranges start at {', '.join(map(str, starts))}", starts == sorted(starts) if len(starts) > 1 else None

    return _follow(rows, judged)


def _releasing(rows: list[_Row], name: str, *, returns: bool) -> list[Step]:
    def judged(row: _Row, ranges: list[tuple[int, int]]) -> tuple[str, bool | None]:
        if row.kind != _REMOVE:
            return f"{_shown(row.a, row.b)} is put in", None
        mine = [r for r in ranges if r[0] == row.a]
        left = sorted(r for r in ranges if r[0] != row.a)
        if mine:
            right = row.whole and row.gave[0] == 1 and (not returns or row.gave[1:] == mine[0]) and sorted(row.listed) == left
        else:
            right = row.whole and row.gave[:2] == (0, 1) and sorted(row.listed) == left
        gave = _shown(*row.gave[1:3]) if row.gave[0] == 1 else "nothing" if row.whole else "a panic"
        return f"{name}({row.a}) gives {gave}", right

    return _follow(rows, judged)


def _ends(rows: list[_Row], name: str, *, behind: bool = False) -> list[Step]:
    """Both ends belong to a range; or, with `behind`, the first number does, and the one behind the last does not."""

    def judged(row: _Row, ranges: list[tuple[int, int]]) -> tuple[str, bool | None]:
        if row.kind != _HAS:
            return f"{_shown(row.a, row.b)} is put in", None
        is_end = any(row.a == low or (row.a == high - 1 and not behind) for low, high in ranges)
        if behind and not is_end and any(row.a == high for _, high in ranges):
            inside = any(low <= row.a < high for low, high in ranges)
            return f"{name}({row.a}) is {'true' if row.gave[0] == 1 else 'false'}", None if inside else row.gave[0] == 0
        return f"{name}({row.a}) is {'true' if row.gave[0] == 1 else 'false'}", row.gave[0] == 1 if is_end else None

    return _follow(rows, judged)


def _gaps(rows: list[_Row], name: str, limit: int) -> list[Step]:
    def judged(row: _Row, ranges: list[tuple[int, int]]) -> tuple[str, bool | None]:
        if row.kind != _GAP:
            return f"{_shown(row.a, row.b)} is put in", None
        starts = sorted({0, *(high for _, high in ranges)})
        fitting = [s for s in starts if not any(low < s + row.a and s < high for low, high in ranges)]
        wanted = (1, fitting[0]) if not limit or fitting[0] + row.a <= limit + 1 else (0, 0)
        right = row.whole and row.gave[:2] == wanted
        gave = str(row.gave[1]) if row.gave[0] == 1 else "nothing" if row.whole else "a panic"
        return f"{name}({row.a}) gives {gave}" + ("" if right else f", not {wanted[1] if wanted[0] else 'nothing'}"), right

    return _follow(rows, judged)


INSERT, REMOVE, HAS, GAP = _INSERT, _REMOVE, _HAS, _GAP

__all__ = ["GAP", "HAS", "INSERT", "REMOVE", "finding", "parts_of"]
