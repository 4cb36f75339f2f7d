"""Sets of ranges that make one of ranges which overlap or touch, and gaps between them that have to fit and to be aligned.

What is in a set is seen through a method that goes over it, else through its one list: a vector, or an array beside a count. Numbers are
small; ranges are half-open here. The spec's own code must be as the model, else nothing is decided.
"""

from __future__ import annotations

import re
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import container_of, container_with, is_integer
from uowgen.claims.containers.range_code import ENDS, LENGTHS, STARTS
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import told
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.range_standins import range_stand_in
from uowgen.claims.sentences.range_words import INSERTS
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

    Ranges = list[tuple[int, int]]

_OVER = ("iter", "ranges", "regions", "entries", "areas", "as_slice", "iter_ranges", "all", "list", "reserved", "intervals")
_LISTS = ("Vec<", "alloc::vec::Vec<", "VecDeque<", "heapless::Vec<", "ArrayVec<", "arrayvec::ArrayVec<")
_USED = frozenset({"count", "len", "used", "n", "num", "length", "filled", "size"})
_GAP_LENGTHS = LENGTHS | {"count", "n", "bytes", "want", "needed", "num", "pages"}
_ALIGNS = frozenset({"align", "alignment"})
_INSERT, _GAP = range(2)
_WIDTH = 5


class Ends(NamedTuple):
    """Start and end of a range `v` of the type `type`, the type of the numbers, all its fields; the end is behind the last number."""

    type: str
    start: str
    end: str
    kind: str
    fields: tuple[tuple[str, str], ...]


class Seen(NamedTuple):
    """How a set is gone over: an expression that gives each range as `v`, and the ends of `v`."""

    over: str
    ends: Ends


def ends_of(case: Case, kind: str, *, elsewhere: bool = False) -> Ends | None:
    """The ends of a range of the type `kind`: a struct with a start and an end or a length, or `Range<u64>`.

    With `elsewhere`, also of one that the tree does not have; code that is run has to name it.
    """
    plain = "".join(kind.split()).lstrip("&").removeprefix("mut")
    if found := re.fullmatch(r"(?:core::ops::|ops::)?Range<(u8|u16|u32|u64|usize)>", plain):
        return Ends(plain, "v.start as u64", "v.end as u64", found[1], ())
    types = find_type(case, bare_name(plain)).found if plain.replace("::", "").isidentifier() else ()
    made = range_stand_in(case, bare_name(plain), STARTS, ENDS, LENGTHS) if elsewhere and not types else None
    if made is not None:
        return _ends(bare_name(plain), [(name, kinds[0]) for name, kinds in made.values.items()])
    fields = fields_of(types[0]) if len(types) == 1 and types[0].item.kind == "struct" else None
    return _ends(bare_name(plain), [(f.name, f.type) for f in fields.all]) if fields is not None and fields.complete else None


def _ends(name: str, fields: list[tuple[str, str]]) -> Ends | None:
    numbers = [f for f, kind in fields if is_integer(kind)]
    start, end, length = ([n for n in numbers if n in names] for names in (STARTS, ENDS, LENGTHS))
    if len(start) != 1 or len(end) + len(length) != 1:
        return None
    of = dict(fields)[start[0]]
    first = f"v.{start[0]} as u64"
    behind = f"v.{end[0]} as u64" if end else f"{first} + v.{length[0]} as u64"
    return Ends(name, first, behind, of, tuple(fields))


def seen_in(case: Case, container: Container, *, elsewhere: bool = False) -> Seen | None:
    """How the ranges of a set can be seen; None if they cannot. `elsewhere` is as for `ends_of`."""
    for name in _OVER:
        if name not in container.methods or container.methods[name][0].parameters:
            continue
        returns = "".join(container.methods[name][0].returns.split())
        inner = re.search(r"Item=&?(?:'\w+)?([\w:]+(?:<\w+>)?)", returns) or re.fullmatch(r"&(?:'\w+)?\[([\w:]+)\]", returns)
        inner = inner or re.search(r"(?:Iter<'_,|Vec<)([\w:]+)>", returns)
        ends = ends_of(case, inner[1], elsewhere=elsewhere) if inner is not None else None
        if ends is not None:
            return Seen(f"it.{name}()" + (".iter()" if returns.startswith(("&[", "&'", "Vec<")) else ""), ends)
    fields = fields_of(container.declaration).all
    for field in fields:
        plain = "".join(field.type.split())
        if plain.startswith(_LISTS):
            ends = ends_of(case, plain.partition("<")[2].rpartition(">")[0].partition(",")[0], elsewhere=elsewhere)
            if ends is not None:
                return Seen(f"it.{field.name}.iter()", ends)
        if plain.startswith("["):
            inner_type = plain[1:].rpartition(";")[0]
            option = inner_type.startswith("Option<")
            ends = ends_of(
                case, inner_type.removeprefix("Option<").removesuffix(">") if option else inner_type, elsewhere=elsewhere
            )
            counts = [f.name for f in fields if is_integer(f.type) and f.name in _USED]
            if ends is not None and option:
                return Seen(f"it.{field.name}.iter().flatten()", ends)
            if ends is not None and len(counts) == 1:
                return Seen(f"it.{field.name}[..it.{counts[0]} as usize].iter()", ends)
    return None


def _made(ends: Ends, names: tuple[str, str]) -> str | None:
    """A range from the first to the second of two expressions."""
    low, high = names
    if not ends.fields:
        return f"({low} as {ends.kind})..({high} as {ends.kind})"
    rows = []
    for name, kind in ends.fields:
        value = low if name in STARTS else high if name in ENDS else f"({high} - {low})" if name in LENGTHS else ""
        if not value or not is_integer(kind):
            return None
        rows.append(f"{name}: {value} as {kind}")
    return f"{ends.type} {{ {', '.join(rows)} }}"


def _put(case: Case, parameters: tuple[tuple[str, str], ...]) -> str | None:
    """What an insertion is given for the range from `a` to `b`."""
    if len(parameters) == 1 and not is_integer(parameters[0][1]):
        ends = ends_of(case, parameters[0][1])
        made = _made(ends, ("a", "b")) if ends is not None else None
        return f"&{made}" if made is not None and parameters[0][1].startswith("&") else made
    if len(parameters) != 2 or not all(is_integer(kind) for _, kind in parameters):
        return None
    (first, kind), (second, other) = parameters
    if not _is(first, STARTS) or not (_is(second, ENDS) or _is(second, LENGTHS)):
        return None
    return f"a as {kind}, {'b' if _is(second, ENDS) else '(b - a)'} as {other}"


def _is(name: str, names: frozenset[str]) -> bool:
    word = name.lstrip("_")
    return word in names or word.rpartition("_")[2] in names


def _searched(case: Case, parameters: tuple[tuple[str, str], ...]) -> tuple[str, frozenset[str]] | None:
    """What a search for a gap is given for one from `a` to `b`, of the length `c`, at a multiple of `d`; and which of these it takes."""
    given: list[str] = []
    takes: set[str] = set()
    for name, kind in parameters:
        if not is_integer(kind):
            ends = ends_of(case, kind)
            made = _made(ends, ("a", "b")) if ends is not None else None
            if made is None or takes & {"a", "b"}:
                return None
            given.append(f"&{made}" if kind.startswith("&") else made)
            takes |= {"a", "b"}
            continue
        part = (
            "c"
            if _is(name, _GAP_LENGTHS)
            else "d"
            if _is(name, _ALIGNS)
            else "a"
            if _is(name, STARTS | {"min", "hint", "above"})
            else ""
        )
        part = part or ("b" if _is(name, ENDS | {"max", "top", "below"}) else "")
        if not part or part in takes:
            return None
        given.append(f"{part} as {kind}")
        takes.add(part)
    return (", ".join(given), frozenset(takes)) if "c" in takes else None


def _driver(case: Case, container: Container, insert: str, gap: str) -> tuple[str, frozenset[str]] | Finding:
    """`fn uowgen_probe(ops: &[u64]) -> Vec<u64>` with operations of five numbers; and what the search for a gap takes.

    An insertion tells 1 (taken) or 0, a search 1 and where, or 0 and 0. Behind an insertion stands how many ranges there are, and each.
    """
    put, accepted = _put(case, container.methods[insert][0].parameters), taken_by(container.methods[insert][0].returns)
    seen = seen_in(case, container) if not gap else None
    place = container.methods[gap or insert][1]
    if put is None or accepted is None:
        return undecided("unsupported-code", f"no arguments can be made up for `{insert}`", container.methods[insert][1])
    if not gap and seen is None:
        return undecided("not-observable", f"what is in a `{container.declaration.item.name}` cannot be seen", place)
    takes: frozenset[str] = frozenset()
    search = "{ out.push(0); out.push(0); }"
    if gap:
        signature = container.methods[gap][0]
        found = _searched(case, signature.parameters)
        head = signature.returns.partition("<")[0].rpartition("::")[2]
        inner = signature.returns.partition("<")[2].partition(",")[0].rstrip(">").strip()
        good, bad = {"Option": ("Some", "None"), "Result": ("Ok", "Err(_)")}.get(head, ("", ""))
        if found is None or not good or not is_integer(inner):
            return undecided("unsupported-code", f"what `{gap}` takes or gives back is not understood", place)
        given, takes = found
        search = f"match it.{gap}({given}) {{ {good}(x) => {{ out.push(1); out.push(x as u64); }} {bad} => {{ out.push(0); out.push(0); }} }}"
    listed = ""
    if seen is not None:
        listed = (
            f"let mut k: u64 = 0; for v in {seen.over} {{ k += 1; let _ = v; }} out.push(k); "
            f"for v in {seen.over} {{ out.push({seen.ends.start}); out.push({seen.ends.end}); }}"
        )
    code = (
        f"fn {PROBE}(ops: &[u64]) -> Vec<u64> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<u64> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: u64 = ops[i + 1]; let b: u64 = ops[i + 2]; let c: u64 = ops[i + 3]; "
        f"let d: u64 = ops[i + 4]; let _ = c + d; match ops[i] {{ {_INSERT} => {{ let r = it.{insert}({put}); {accepted} {listed} }}, "
        f"_ => {search} }} i += {_WIDTH}; }} out }}"
    )
    return code, takes


# ------------------------------------------------------------------------------------------------------------- merging


def joins_finding(case: Case, name: str, *, overlapping: bool, touching: bool) -> Finding:
    """That putting in a range which overlaps others, or touches them, leaves one range of all of these."""
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    code = _driver(case, container, method, "")
    if isinstance(code, Finding):
        return code
    return told(
        case, container, code[0], method, _joining_runs(), _WIDTH,
        lambda ops, seen: _joining(ops, seen, method, overlapping=overlapping, touching=touching), "one range", as_spec=True,
    )  # fmt: skip


def sorted_finding(case: Case, container: Container, method: str) -> Finding:
    """That the ranges lie in the order of where they start, whatever is put in and in which order."""
    code = _driver(case, container, method, "")
    if isinstance(code, Finding):
        return code
    return told(
        case,
        container,
        code[0],
        method,
        _joining_runs(),
        _WIDTH,
        lambda ops, seen: _in_order(ops, seen, method),
        "in order",
        as_spec=True,
    )


def _in_order(ops: list[int], seen: list[int], name: str) -> list[Step]:
    steps: list[Step] = []
    at = 0
    for n in range(0, len(ops), _WIDTH):
        if at + 2 > len(seen):
            return steps
        count = seen[at + 1]
        starts = seen[at + 2 : at + 2 + 2 * count : 2]
        at += 2 + 2 * count
        said = f"{name}({ops[n + 1]}, {ops[n + 2]}) leaves ranges that start at {', '.join(map(str, starts)) or 'nothing'}"
        steps.append(Step(said, starts == sorted(starts) if count > 1 else None))
    return steps


def _joining_runs() -> list[list[int]]:
    """Two or three ranges in each order: apart, touching on either side, overlapping, one in the other, one over several."""
    pieces = ((2, 4), (4, 6), (6, 8), (3, 5), (1, 9), (10, 12), (2, 8), (3, 4), (8, 10))
    pairs = [list(pair) for pair in permutations(pieces, 2)]
    triples = [
        list(row) for row in permutations(((2, 4), (6, 8), (4, 6), (3, 7), (1, 9), (10, 12), (8, 10)), 3) if row[0][0] != row[1][0]
    ]
    again = [[one, one] for one in pieces[:3]]
    return [[n for low, high in row for n in (_INSERT, low, high, 0, 0)] for row in (*pairs, *triples[::2], *again)]


def _joining(ops: list[int], seen: list[int], name: str, *, overlapping: bool, touching: bool) -> list[Step]:
    before: Ranges = []
    steps: list[Step] = []
    at = 0
    for n in range(0, len(ops), _WIDTH):
        low, high = ops[n + 1 : n + 3]
        if at + 2 > len(seen):
            steps.append(Step(f"{name}({low}, {high}) panics", None))
            return steps
        taken, count = seen[at : at + 2]
        flat = seen[at + 2 : at + 2 + 2 * count]
        at += 2 + 2 * count
        listed = list(zip(flat[::2], flat[1::2], strict=True))
        overlaps = any(a < high and low < b for a, b in before)
        touches = any(high == a or b == low for a, b in before)
        asked = (overlapping and overlaps and (touching or not touches)) or (touching and touches and (overlapping or not overlaps))
        wanted = _union([*before, (low, high)])
        said = f"{name}({low}, {high}) leaves {_written(listed)}"
        if asked:
            right = taken == 1 and sorted(listed) == wanted
            steps.append(Step(said + ("" if right else f", not {_written(wanted)}"), right))
        else:
            steps.append(Step(said, None))
        if taken != 1 or sorted(listed) != wanted:
            return steps  # what comes of other ranges this criterion does not say
        before = wanted
    return steps


def _union(rows: Ranges) -> Ranges:
    """The ranges with those made one that overlap or touch."""
    found: Ranges = []
    for low, high in sorted(rows):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _written(rows: Ranges) -> str:
    return ", ".join(f"[{low}, {high})" for low, high in rows) or "nothing"


# ---------------------------------------------------------------------------------------------------------------- gaps


def gap_finding(case: Case, name: str, *, aligned: bool, window: bool) -> Finding:
    """That a search gives the lowest place, at a multiple of the alignment if it takes one, with so much room; nothing if there is none."""
    container = container_of(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    insert = next((n for n in INSERTS if n in container.methods), "")
    if method not in container.methods or not insert or insert == method:
        return undecided("role-unclear", "which methods put ranges in and look for gaps is not known", container.declaration)
    code = _driver(case, container, insert, method)
    if isinstance(code, Finding):
        return code
    text, takes = code
    if (aligned and "d" not in takes) or (window and not takes & {"a", "b"}):
        return undecided(
            "not-understood", f"`{method}` takes nothing that it is to be aligned to, or within", container.methods[method][1]
        )
    runs = _gap_runs(takes)
    return told(
        case, container, text, method, runs, _WIDTH, lambda ops, seen: _gaps(ops, seen, method, takes), "the lowest", as_spec=True
    )


_SETS = ((), ((0, 3),), ((2, 5),), ((1, 3), (4, 7)), ((0, 3), (9, 12), (5, 7)), ((0, 1), (3, 5), (8, 9)))
_FAR = 1 << 20


def _gap_runs(takes: frozenset[str]) -> list[list[int]]:
    windows = ((0, 16), (1, 12), (3, 9), (5, 6), (0, _FAR)) if {"a", "b"} <= takes else ((0, _FAR), (3, _FAR)) if "a" in takes else ((0, 16), (0, 9)) if "b" in takes else ((0, _FAR),)  # fmt: skip
    asked = [
        (_GAP, low, high, length, align)
        for (low, high), length, align in product(windows, (1, 2, 3, 5), (1, 2, 4, 8) if "d" in takes else (1,))
    ]
    put = [[n for low, high in pieces for n in (_INSERT, low, high, 0, 0)] for pieces in _SETS]
    return [[*pieces, *(n for one in asked[k::3] for n in one)] for pieces in put for k in range(3)]


def _gaps(ops: list[int], seen: list[int], name: str, takes: frozenset[str]) -> list[Step]:
    ranges: Ranges = []
    steps: list[Step] = []
    at = 0
    for n in range(0, len(ops), _WIDTH):
        kind, low, high, length, align = ops[n : n + _WIDTH]
        if kind == _INSERT:
            if seen[at : at + 1] != [1]:
                return steps
            at += 1
            ranges.append((low, high))
            steps.append(Step(f"[{low}, {high}) is put in", None))
            continue
        gave = seen[at : at + 2]
        at += 2
        starts = [s for s in range(low, low + 64) if s % align == 0]
        ending = high if "b" in takes else _FAR * 2
        fits = [s for s in starts if s + length <= ending and not any(a < s + length and s < b for a, b in ranges)]
        wanted = [1, fits[0]] if fits else [0, 0]
        shown = f"{name}({', '.join(f'{k} {v}' for p, k, v in (('a', 'from', low), ('b', 'to', high), ('c', 'length', length), ('d', 'align', align)) if p in takes)})"  # fmt: skip
        told_ = "panics" if len(gave) < 2 else f"gives {gave[1] if gave[0] else 'nothing'}"
        steps.append(
            Step(f"{shown} {told_}" + ("" if gave == wanted else f", not {wanted[1] if wanted[0] else 'nothing'}"), gave == wanted)
        )
        if len(gave) < 2:
            return steps
    return steps


__all__ = ["Ends", "Seen", "ends_of", "gap_finding", "joins_finding", "seen_in", "sorted_finding"]
