"""What short sentences ask of a list of free ranges, each asked by itself: from which hole is taken, what is left of it, what joins, what is refused.

The list is driven, and what it lists before a call is compared with what it lists behind it; no model is kept beside it. The spec's own code
must be so as well: else the words were not read as they were meant, and nothing is decided.
"""

from __future__ import annotations

from itertools import combinations, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.free_plain import numbers_of
from uowgen.claims.containers.free_roles import UNIT, WINDOW, told_in
from uowgen.claims.containers.range_code import UNIT as PAGE
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.runs.driven import NOT_SO, seen_in_spec, told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.values.value_patterns import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.free_roles import FreeList
    from uowgen.claims.kind import Case

    Holes = tuple[tuple[int, int], ...]

_TAKE, _GIVE, _SEE, _BACK = range(4)
_WIDTH = 3


class Ask(NamedTuple):
    """One question: what is to be so, of calls in which situations, with which value; `by` is a method that tells a number of the list.

    Of a taking: `first`, `best`, `worst` hole; `front`, `back` of it; `rest`, `exact` and `used` are what becomes of the hole, `others` of others;
    `within` that what is given was free; `none` and `zero` what comes of too large and empty requests. Of a giving back: `joined` (`below`,
    `above`, `both`), `apart`, `refused` (`overlap`, `same`), `empty`. `unchanged` is of what is refused (`take`, `give`), `restored` of one
    that is given back. Of all calls: `sorted`, `no empty`, `no touch`, `no overlap`, `total`, `count`, `largest`. `fresh`: none at first.
    """

    what: str
    of: frozenset[str] = frozenset()
    value: str = ""
    by: str = ""


_OF_TAKING = frozenset(
    {"first", "best", "worst", "front", "back", "rest", "exact", "used", "others", "within", "none", "zero", "disjoint"}
)


def finding_of(case: Case, held: FreeList, ask: Ask) -> Finding:
    """Decides one question."""
    methods = held.container.methods
    role = (ask.by if ask.by in methods else "") or (held.take if ask.what in _OF_TAKING or ask.of == {"take"} else held.give)
    pattern = ""
    if ask.value:
        pattern = pattern_of(case, methods[role][1], ask.value) or pattern_of(case, methods[role][1], f"Err({ask.value})") or ""
        if not pattern:
            return undecided("not-understood", f"`{ask.value}` is nothing that `{role}` gives back", methods[role][1])
    if ask.what in ("refused", "unchanged") and role == held.give and methods[role][0].returns in ("", "()"):
        return undecided("role-unclear", f"`{role}` does not tell whether it refuses", methods[role][1])
    # In units of one, so that what is one too much shows; where the spec's own code does not go by that, in larger ones.
    found = _told(case, held, ask, (role, pattern), 1)
    return found if found.message != NOT_SO and found.code != "vacuous" else _told(case, held, ask, (role, pattern), PAGE)


def _told(case: Case, held: FreeList, ask: Ask, judged: tuple[str, str], unit: int) -> Finding:
    code = _driver(held, judged, ask.by, unit)
    if isinstance(code, Finding):
        return code
    ended = case.once(f"second of a pair {code}", lambda: _second_is(case, held, code, unit)) if held.is_pair else "end"
    if not ended:
        return undecided("not-observable", "what the second of a pair is does not show", held.container.declaration)
    lengths, ready = ended == "length", _READERS[ask.what]

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        rows = _rows(ops, seen, unit, lengths=lengths)
        return [Step(_written(row), ready(before, row, ask) if before is not None else None) for before, row in _moves(rows, ask)]

    if ask.what == "disjoint":
        read = lambda ops, seen: _apart(_rows(ops, seen, unit, lengths=lengths))  # noqa: E731
    return told(
        case, held.container, code, judged[0], _runs(held, ask), _WIDTH, read, "so", as_spec=True,
        beyond=(lambda ops, seen: _refused_more(_rows(ops, seen, unit, lengths=lengths))) if ask.what == "refused" else None,
    )  # fmt: skip


def _driver(held: FreeList, judged: tuple[str, str], by: str, unit: int) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of three numbers: which, and a length, or a start and an end, in units.

    Each tells whether it went well, where what it gives begins, whether the pattern fits and what `by` tells; then how many holes there are,
    and each with its second number.
    """
    (role, pattern), methods, place = judged, held.container.methods, held.container.declaration
    answer, accepted = told_in(held), taken_by(methods[held.give][0].returns)
    if answer is None or accepted is None:
        return undecided("unsupported-code", f"what `{held.take}` or `{held.give}` gives back is not understood", place)
    good, where = answer
    fits = f"if matches!(&r, {pattern}) {{ 1 }} else {{ 0 }}" if pattern else "1"
    take_fits, give_fits = (fits, "1") if role == held.take else ("1", fits)
    tells = f"out.push(it.{by}{'()' if by in methods else ''} as usize);" if by else "out.push(0);"
    put = f"let r = it.{held.give}({held.giving}); let f: usize = {give_fits}; {accepted} out.push(0); out.push(f);"
    return (
        f"const {UNIT}: usize = {unit}; fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {held.container.text} = {held.container.maker}; "
        f"{''.join(f'let _one: Option<{one}> = None; ' for one in held.of)}let mut out: Vec<usize> = Vec::new(); let mut last: usize = 0; let mut much: usize = 0; let mut i: usize = 0; "
        f"while i < ops.len() {{ let a: usize = ops[i + 1] * {UNIT}; let b: usize = ops[i + 2] * {UNIT}; match ops[i] {{ "
        f"{_TAKE} => {{ let r = it.{held.take}({held.taking}); let f: usize = {take_fits}; match r {{ {good} => {{ last = {where}; much = a; "
        "out.push(1); out.push(last); } _ => { out.push(0); out.push(0); } } out.push(f); }, "
        f"{_GIVE} => {{ {put} }}, {_BACK} => {{ let a: usize = last; let b: usize = last + much; {put} }}, "
        f"_ => {{ out.push(1); out.push(0); out.push(1); }} }} {tells} let mut k = 0; for v in {held.over} {{ k += 1; let _ = v; }} out.push(k); "
        f"for v in {held.over} {{ out.push({held.start}); out.push({held.second}); }} i += 3; }} out }}"
    )


def _second_is(case: Case, held: FreeList, code: str, unit: int) -> str:
    """Whether the second of a pair is an end or a length, as the spec's own code has it; empty if that does not show."""
    run = [_TAKE, WINDOW[1] - WINDOW[0], 0] * held.window + [_GIVE, 5, 8]
    (seen,) = seen_in_spec(case, held.container, code, [run])
    if seen is None or seen[-2:-1] != [5 * unit]:
        return ""
    return {8 * unit: "end", 3 * unit: "length"}.get(seen[-1], "")


class _Row(NamedTuple):
    """One operation, from `a` to `b` in addresses (the length of a taking is `b`), what it gave, and the holes then; `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    well: bool
    at: int
    fits: bool
    tells: int
    holes: Holes
    whole: bool = True


def _rows(ops: list[int], seen: list[int], unit: int, *, lengths: bool) -> list[_Row]:
    rows: list[_Row] = []
    at = 0
    last = (0, 0)
    for n in range(0, len(ops), _WIDTH):
        kind, a, b = ops[n], ops[n + 1] * unit, ops[n + 2] * unit
        a, b = (0, a) if kind == _TAKE else last if kind == _BACK else (a, b)
        if at + 5 > len(seen):
            return [*rows, _Row(kind, a, b, well=False, at=0, fits=False, tells=0, holes=(), whole=False)]
        well, where, fits, tells, count = seen[at : at + 5]
        flat = seen[at + 5 : at + 5 + 2 * count]
        at += 5 + 2 * count
        holes = tuple((x, x + y if lengths else y) for x, y in zip(flat[::2], flat[1::2], strict=True))
        rows.append(_Row(kind, a, b, well == 1, where, fits == 1, tells, holes))
        last = (where, where + b) if kind == _TAKE and well else last
    return rows


def _moves(rows: list[_Row], ask: Ask) -> list[tuple[_Row | None, _Row]]:
    """Each operation with the one before it; none of what follows holes that are empty or overlap, unless that is asked about."""
    found: list[tuple[_Row | None, _Row]] = []
    for before, row in zip([None, *rows], rows, strict=False):
        good = before is not None and (ask.what in _ALWAYS or not _irregular(before.holes))
        found.append((before if good else None, row))
    return found


def _irregular(holes: Holes) -> bool:
    listed = sorted(holes)
    return any(low >= high for low, high in listed) or any(one[1] > other[0] for one, other in pairwise(listed))


def _written(row: _Row) -> str:
    left = ", ".join(f"[{low:#x}, {high:#x})" for low, high in row.holes) or "no hole"
    done = {
        _TAKE: f"{row.b:#x} are asked for, and {f'{row.at:#x} is given' if row.well else 'nothing is given'}",
        _SEE: "at first",
    }.get(row.kind, f"[{row.a:#x}, {row.b:#x}) is given back, and {'taken' if row.well else 'refused'}")
    return f"{done}: left is {left}" if row.whole else f"{done.partition(',')[0]}: it panics"


_SETS: tuple[Holes, ...] = (
    ((2, 3), (5, 9), (11, 13), (15, 19)),
    ((3, 7), (9, 10), (12, 14)),
    ((2, 4), (6, 11), (13, 16)),
    ((4, 8),),
    (),
)


def _runs(held: FreeList, ask: Ask) -> list[list[int]]:
    begin = [_SEE, 0, 0, *([_TAKE, WINDOW[1] - WINDOW[0], 0] * held.window)]
    orders = [order for one in _SETS for order in dict.fromkeys((one, one[::-1], (*one[1:], *one[:1])))]
    put = [[*begin, *(n for low, high in order for n in (_GIVE, low, high))] for order in orders]
    takes = [
        [*one, _TAKE, k, 0, _TAKE, j, 0, _TAKE, 2, 0]
        for one in put
        for k, j in ((0, 1), (1, 4), (2, 2), (3, 1), (4, 2), (5, 1), (6, 4))
    ]
    if ask.what in _OF_TAKING or ask.of == {"take"}:
        return takes
    turns = ((0, 1), (0, 4), (2, 1), (2, 2), (1, 3))
    backs = [[*one, _TAKE, k, 0, _TAKE, j, 0, _BACK, 0, 0, _BACK, 0, 0] for one in put[:-1] for k, j in turns]
    if ask.what == "restored":
        return backs
    pieces = [*combinations(range(1, 16), 2)]
    some = []
    for k, one in enumerate(put):
        # Several, one after the other: what a call does is seen from what is listed before it, however that came about.
        rows = pieces[k % 7 :: 2 if k == 4 else 11]
        turned = [rows[n::4] for n in range(4)]
        some += [[*one, *(n for low, high in row for n in (_GIVE, low, high))] for row in zip_longest(*turned, fillvalue=(17, 18))]
    if ask.what in ("empty", "no empty"):
        some += [[*one, *(n for at in range(first, 19, 3) for n in (_GIVE, at, at))] for one in put for first in (1, 2, 3)]
    more = (((9, 11), (3, 5)), ((10, 12), (7, 9)), ((1, 2), (4, 6)), ((16, 17), (11, 13)))
    some += [[*one, *(n for two in rows for n in (_GIVE, *two))] for one in put for rows in more]
    return [*takes[::3], *backs, *some] if ask.what in _ALWAYS or ask.by else [*backs[::2], *some]


def _fitting(before: _Row, row: _Row) -> list[tuple[int, int]]:
    return [h for h in before.holes if h[1] - h[0] >= row.b] if row.kind == _TAKE and row.b else []


def _source(before: _Row, row: _Row) -> tuple[int, int] | None:
    """The hole that something was taken from."""
    if row.kind != _TAKE or not row.well or not row.b:
        return None
    return next((h for h in before.holes if h[0] <= row.at and row.at + row.b <= h[1]), None)


def _chosen(before: _Row, row: _Row, ask: Ask) -> bool | None:
    fit = _fitting(before, row)
    if not fit:
        return None
    if ask.what == "first":
        if fit[0] != min(fit):
            return None  # the list is in no order: which of them is the first is not said
        best = [fit[0]]
    else:
        size = (min if ask.what == "best" else max)(h[1] - h[0] for h in fit)
        best = [h for h in fit if h[1] - h[0] == size]
    right = row.whole and _source(before, row) in best
    return None if right and len(before.holes) < 2 else right


def _side(before: _Row, row: _Row, ask: Ask) -> bool | None:
    if row.whole and not row.well:
        return None
    of = _source(before, row)
    if of is None:
        return None
    right = row.at == of[0] if ask.what == "front" else row.at + row.b == of[1]
    return None if right and of[1] - of[0] == row.b else right


def _left(before: _Row, row: _Row, ask: Ask) -> bool | None:
    """What becomes of the hole that is taken from, by whether it is used up."""
    if row.kind == _TAKE and row.b and not row.whole:
        return False if _fitting(before, row) and ask.what != "used" else None
    fit = _fitting(before, row)
    if ask.what == "exact" and not row.well and fit and all(h[1] - h[0] == row.b for h in fit):
        return False
    of = _source(before, row)
    if of is None:
        return None
    others = [h for h in before.holes if h != of]
    rest = [(low, high) for low, high in ((of[0], row.at), (row.at + row.b, of[1])) if low < high]
    if ask.what == "others":
        return all(h in row.holes for h in others) if others else None
    if ask.what in ("exact", "used"):
        return sorted(row.holes) == sorted(others) if not rest else None
    return sorted(h for h in row.holes if h[0] < h[1]) == sorted([*others, *rest]) if rest else None


def _within(before: _Row, row: _Row, _: Ask) -> bool | None:
    if row.kind != _TAKE or not row.well or not row.b:
        return None
    return any(low <= row.at and row.at + row.b <= high for low, high in before.holes)


def _none(before: _Row, row: _Row, ask: Ask) -> bool | None:
    asked = row.kind == _TAKE and (not row.b if ask.what == "zero" else row.b and not _fitting(before, row))
    if not asked or ("empty" in ask.of and before.holes):
        return None
    return row.whole and not row.well and row.fits


def _situation(before: _Row, row: _Row) -> set[str]:
    if row.kind not in (_GIVE, _BACK):
        return set()
    if row.a >= row.b:
        return {"empty"}
    if any(low < row.b and row.a < high for low, high in before.holes):
        return {"overlap", *({"same"} if (row.a, row.b) in before.holes or row.kind == _BACK else ())}
    below, above = any(h[1] == row.a for h in before.holes), any(h[0] == row.b for h in before.holes)
    return {"both" if below and above else "below" if below else "above" if above else "apart"}


def _given(before: _Row, row: _Row, ask: Ask) -> bool | None:
    """What a giving back leaves: one hole with those that touch it, and the others as they are."""
    if not _situation(before, row) & ask.of:
        return None
    touching = [h for h in before.holes if h[1] == row.a or h[0] == row.b]
    wanted = (min([row.a, *(h[0] for h in touching)]), max([row.b, *(h[1] for h in touching)]))
    return row.whole and row.well and sorted(row.holes) == sorted([*(h for h in before.holes if h not in touching), wanted])


def _refused(before: _Row, row: _Row, ask: Ask) -> bool | None:
    return row.whole and not row.well and row.fits if _situation(before, row) & ask.of else None


def _refused_more(rows: list[_Row]) -> str:
    """Which range is refused that lies in no hole; empty if none is."""
    for before, row in pairwise(rows):
        free = _situation(before, row) & {"below", "above", "both", "apart"}
        if free and row.whole and not row.well and not _irregular(before.holes):
            return f"[{row.a:#x}, {row.b:#x}) is refused as well"
    return ""


def _unchanged(before: _Row, row: _Row, ask: Ask) -> bool | None:
    if row.well or not row.whole or (row.kind == _TAKE) is not (ask.of == {"take"}) or row.kind == _SEE:
        return None
    return row.holes == before.holes


def _nothing(before: _Row, row: _Row, ask: Ask) -> bool | None:
    if "empty" not in _situation(before, row):
        return None
    if ask.value:
        return row.whole and row.fits and not row.well if "refused" in ask.of else row.whole and row.fits
    return row.whole and (row.well or "taken" not in ask.of) and row.holes == before.holes


def _always(what: str) -> Callable[[_Row, _Row, Ask], bool | None]:
    def so(before: _Row, row: _Row, ask: Ask) -> bool | None:
        if not row.whole or (ask.of and (not ask.of & _situation(before, row) or list(before.holes) != sorted(before.holes))):
            return None
        holes, listed = row.holes, sorted(row.holes)
        sizes = [high - low for low, high in holes]
        if ask.by:
            found = {"total": sum(sizes), "count": len(sizes), "largest": max(sizes, default=0)}[what]
            return row.tells == found
        if not holes:
            return None
        if what == "no empty":
            return all(size > 0 for size in sizes)
        if len(holes) < 2:
            return None
        if what == "sorted":
            return list(holes) == listed if not _irregular(holes) else None
        gaps = [other[0] - one[1] for one, other in pairwise(listed)]
        return all(gap > 0 for gap in gaps) if what == "no touch" else all(gap >= 0 for gap in gaps)

    return so


def _fresh(before: _Row, row: _Row, _: Ask) -> bool | None:
    return not before.holes if before.kind == _SEE and row.kind != _SEE else None


def _restored(before: _Row, row: _Row, _: Ask) -> bool | None:
    """A range that is given back was not free before: behind it, all of it is, and nothing else has changed."""
    if row.kind != _BACK or _situation(before, row) & {"overlap", "empty"}:
        return None
    covers = sorted([*before.holes, (row.a, row.b)])
    joined: list[tuple[int, int]] = []
    for low, high in covers:
        joined[-1:] = [(joined[-1][0], high)] if joined and joined[-1][1] == low else [*joined[-1:], (low, high)]
    return row.whole and row.well and sorted(row.holes) == joined


def _apart(rows: list[_Row]) -> list[Step]:
    live: list[tuple[int, int]] = []
    steps: list[Step] = []
    for row in rows:
        right: bool | None = None
        if row.kind == _TAKE and row.well and row.b:
            right = not any(low < row.at + row.b and row.at < high for low, high in live) if live else None
            live.append((row.at, row.at + row.b))
        steps.append(Step(_written(row), right))
    return steps


_ALWAYS = frozenset({"sorted", "no empty", "no touch", "no overlap", "total", "count", "largest"})
_READERS: dict[str, Callable[[_Row, _Row, Ask], bool | None]] = {
    "first": _chosen, "best": _chosen, "worst": _chosen, "front": _side, "back": _side, "rest": _left, "exact": _left, "used": _left, "others": _left,
    "within": _within, "disjoint": _within, "none": _none, "zero": _none, "joined": _given, "apart": _given, "refused": _refused,
    "unchanged": _unchanged, "empty": _nothing, "fresh": _fresh, "restored": _restored, **{what: _always(what) for what in _ALWAYS},
}  # fmt: skip


def tells_number(held: FreeList, name: str) -> bool:
    """Whether a method tells a number of the list without being given anything, or a field holds one."""
    one = held.container.methods.get(name)
    return name in numbers_of(held) if one is None else not one[0].parameters and is_integer(one[0].returns)


__all__ = ["Ask", "finding_of", "tells_number"]
