"""Lists of ranges that carry a mark each (a kind, flags), driven: put in, cut out, gaps looked for, with all that is in the list told.

What the observations mean is said in `marked_range_acts.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.closed_ends import LASTS, ends_included
from uowgen.claims.containers.container import is_integer
from uowgen.claims.containers.elements import made_up
from uowgen.claims.containers.range_code import ENDS, LENGTHS, STARTS, UNIT
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.standins import element_stand_in, stand_in
from uowgen.claims.subject import find_type
from uowgen.facts.members import carried, fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

INSERT, REMOVE, GAP = range(3)
TOP = 1000  # this number of pages stands for the last page that there is, the next ones for those before it
_LISTS = ("Vec<", "alloc::vec::Vec<", "VecDeque<", "heapless::Vec<", "[")
_MAPS = ("BTreeMap<", "alloc::collections::BTreeMap<")  # by start, as a rule
_MIN = frozenset({"min", "from", "start", "base", "hint", "lo", "low", "after", "above", "addr", "floor"})
_MAX = frozenset({"limit", "max", "end", "hi", "high", "until", "to", "below", "top"})


class Mark(NamedTuple):
    """What a range carries besides its bounds: the field, its type, an expression for the mark of number `t`, one for the number of `v`'s."""

    name: str
    type: str
    made: str
    told: str


class Element(NamedTuple):
    """What a list has of each range: its declaration, an expression that goes over the list, its start and end of `v`, its other fields.

    The end is behind the last number, also where the list keeps that one (`closed`); `last` is the name of the field.
    """

    declaration: Declaration
    over: str
    start: str
    end: str
    others: tuple[str, ...]
    marks: tuple[Mark, ...]
    bounded: bool  # whether it may be full
    closed: bool = False  # whether the last number is kept and taken, which is part of the range
    last: str = ""


class Observed(NamedTuple):
    """One operation, what it gave (two numbers), and the list afterwards: start, end and mark of each range. `whole` is false if it panics."""

    kind: int
    a: int
    b: int
    t: int
    gave: tuple[int, int]
    listed: tuple[tuple[int, int, int], ...]
    whole: bool = True


def element_of(case: Case, container: Container) -> Element | None:
    """What the one list among the fields of a type has of each range; None if there is no such list."""
    lists = [f for f in fields_of(container.declaration).all if "".join(f.type.split()).startswith((*_LISTS, *_MAPS))]
    if len(lists) != 1:
        return None
    plain = "".join(lists[0].type.split())
    inner = plain[1:].partition(";")[0] if plain[0] == "[" else plain.partition("<")[2].removesuffix(">")
    inner = inner.partition(",")[2 if plain.startswith(_MAPS) else 0]
    flat = ".flatten()" if inner.startswith("Option<") else ""
    inner = inner.removeprefix("Option<").removesuffix(">") if flat else inner
    subject = find_type(case, bare_name(inner)) if inner.replace("::", "").isidentifier() else None
    if subject is None or len(subject.found) != 1 or (plain[0] == "[" and not flat):
        return None
    fields = fields_of(subject.found[0])
    numbers = [f.name for f in fields.all if is_integer(f.type)]
    start, end, length = ([n for n in numbers if n in names] for names in (STARTS, ENDS, LENGTHS))
    end = end or [n for n in numbers if n in LASTS]
    if not fields.complete or len(start) != 1 or len(end) + len(length) != 1:
        return None
    others = [f for f in fields.all if f.name not in (*start, *end, *length)]
    marks = [m for f in others for m in [_mark(case, f.name, f.type)] if m is not None]
    last = f"v.{end[0]}" if end else f"(v.{start[0]} + v.{length[0]})"
    element = Element(
        subject.found[0],
        f"it.{lists[0].name}.{'values' if plain.startswith(_MAPS) else 'iter'}(){flat}",
        f"v.{start[0]}",
        last,
        tuple(f.name for f in others),
        tuple(marks),
        plain.startswith(("[", "heapless")),
        last=end[0] if end else "",
    )
    return element._replace(end=f"({last} as usize + 1)", closed=True) if end and _is_closed(case, container, element) else element


def _is_closed(case: Case, container: Container, element: Element) -> bool:
    """Whether the field for the end has the last number of the range: by its name, else as the spec's own code has it."""
    if element.last in LASTS:
        return True
    mark = element.marks[0] if element.marks else None
    return ends_included(case, container, lambda parameters: arguments(case, element, parameters, mark))


def _mark(case: Case, name: str, kind: str) -> Mark | None:
    """A field of whole numbers, of yes and no, or of an enum without contents, as a mark."""
    if is_integer(kind):
        return Mark(name, kind, f"(t + 1) as {kind}", f"(v.{name} as usize - 1)")
    if kind == "bool":
        return Mark(name, kind, "t == 1", f"v.{name} as usize")
    found = find_type(case, bare_name(kind)).found if kind.replace("::", "").isidentifier() else ()
    if not found and (element := element_stand_in(case, kind)) is not None:  # of elsewhere, with a number in it
        made = element.values[""][0]
        return Mark(
            name,
            kind,
            made.replace(": n }", ": t as u32 }"),
            f"v.{name}.{made.partition('{')[2].partition(':')[0].strip()} as usize",
        )
    other = stand_in(case, kind) if not found else None
    if other is None and (len(found) != 1 or found[0].item.kind != "enum"):
        return None
    names = list(other.values) if other is not None else [v.name for v in variants_of(found[0]).all]
    if len(names) < 2 or (other is None and any(carried(v) for v in variants_of(found[0]).all)):
        return None
    of = bare_name(kind)
    told = " ".join(f"{of}::{v} => {n}," for n, v in enumerate(names))
    return Mark(name, kind, f"match t {{ 0 => {of}::{names[0]}, _ => {of}::{names[1]} }}", f"match v.{name} {{ {told} }}")


def arguments(case: Case, element: Element, parameters: tuple[tuple[str, str], ...], mark: Mark | None) -> str | None:
    """What `insert` or `remove` is given for the range from `a` to `b` with the mark `t`; None if that is not known."""
    if len(parameters) == 1 and not is_integer(parameters[0][1]):
        of = parameters[0][1].lstrip("&").strip()
        if bare_name(of) != element.declaration.item.name:
            return None
        rows = [(f.name, _argument(case, element, f.name, f.type, mark)) for f in fields_of(element.declaration).all]
        if any(value is None for _, value in rows):
            return None
        sign = "&" if parameters[0][1].startswith("&") else ""
        return f"{sign}{of} {{ {', '.join(f'{n}: {v}' for n, v in rows)} }}"
    found = [_argument(case, element, name.lstrip("_"), kind, mark) for name, kind in parameters]
    bounds = {"a", "b", "(b - 1)", "(b - a)"} & {v.partition(" as ")[0] for v in found if v is not None}
    return ", ".join(v for v in found if v is not None) if None not in found and "a" in bounds and len(bounds) == 2 else None


def _argument(case: Case, element: Element, name: str, kind: str, mark: Mark | None) -> str | None:
    last = name.rpartition("_")[2]
    if is_integer(kind):
        end = "(b - 1)" if element.closed else "b"
        for names, value in ((LASTS, "(b - 1)"), (STARTS, "a"), (ENDS, end), (LENGTHS, "(b - a)")):
            if name in names or last in names:
                return value if kind == "usize" else f"{value} as {kind}"
    if mark is not None and (name == mark.name or (kind == mark.type and not is_integer(kind))):
        return mark.made
    return made_up(case, kind)


def gap_arguments(parameters: tuple[tuple[str, str], ...]) -> dict[str, str] | None:
    """By parameter of a search for a gap, what it is given: `a` is where to begin, `b` where to end, `t` how much is to fit."""
    found: dict[str, str] = {}
    for name, kind in parameters:
        last = name.lstrip("_").rpartition("_")[2]
        role = "b" if last in _MAX else "a" if last in _MIN else "t" if last in LENGTHS else ""
        if not role or kind not in ("usize", "u64") or role in found.values():
            return None
        found[name] = f"{role} as {kind}" if kind != "usize" else role
    return found if {v.split()[0] for v in found.values()} >= {"a", "t"} else None


def driver(
    case: Case, container: Container, element: Element, roles: tuple[str, str, str], mark: Mark | None, patterns: tuple[str, str]
) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of four numbers each: which, `a`, `b`, `t`, in pages but for a mark.

    An insertion tells 1 (taken) or 0, then which of `patterns` fits what came back (1, 2, both 3); a removal the number that it gives;
    a search 1 and where, or 0 0. Insertions and removals tell then how many ranges there are, and each. Roles that are empty are not
    driven.
    """
    insert, remove, gap = roles
    methods = container.methods
    given = arguments(case, element, methods[insert][0].parameters, mark)
    accepted = taken_by(methods[insert][0].returns)
    if given is None or accepted is None:
        return undecided("unsupported-code", f"no arguments can be made up for `{insert}`", methods[insert][1])
    fits = " ".join(f"if matches!(&r, {p}) {{ fits += {n}; }}" for n, p in zip((1, 2), patterns, strict=True) if p)
    arms = [f"{INSERT} => {{ let r = it.{insert}({given}); let mut fits = 0; {fits} {accepted} out.push(fits); }}"]
    if remove:
        gone, signature = arguments(case, element, methods[remove][0].parameters, None), methods[remove][0]
        if gone is None or len(signature.parameters) != 2:
            return undecided("unsupported-code", f"no arguments can be made up for `{remove}`", methods[remove][1])
        told = "r as usize" if is_integer(signature.returns) else "0"
        arms.append(f"{REMOVE} => {{ let r = it.{remove}({gone}); out.push({told}); out.push(0); }}")
    if gap:
        asked, signature = gap_arguments(methods[gap][0].parameters), methods[gap][0]
        if asked is None or "".join(signature.returns.split()) not in ("Option<usize>", "Option<u64>"):
            return undecided("unsupported-code", f"what `{gap}` takes or gives back is not understood", methods[gap][1])
        listed = ", ".join(asked.values())
        arms.append(
            f"{GAP} => {{ let t = t * {UNIT}; match it.{gap}({listed}) {{ Some(x) => {{ out.push(1); out.push(x as usize); }} "
            "None => { out.push(0); out.push(0); } } }"
        )
    each = f"out.push({element.start}); out.push({element.end}); out.push({mark.told if mark is not None else '0'});"
    page = f"if n >= {TOP} {{ {_LAST} - (n - {TOP}) * {UNIT} }} else {{ n * {UNIT} }}"
    return (
        f"fn uowgen_page(n: usize) -> usize {{ {page} }} "
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: usize = uowgen_page(ops[i + 1]); let b: usize = uowgen_page(ops[i + 2]); "
        f"let t = ops[i + 3]; match ops[i] {{ {', '.join(arms)}, _ => {{}} }} "
        f"if ops[i] != {GAP} {{ let mut k = 0; for v in {element.over} {{ k += 1; let _ = v; }} out.push(k); for v in {element.over} {{ {each} }} }} "
        "i += 4; } out }"
    )


_LAST = (1 << 64) - UNIT


def address(pages: int) -> int:
    """The address that a number of pages stands for."""
    return _LAST - (pages - TOP) * UNIT if pages >= TOP else pages * UNIT


def observed(ops: list[int], seen: list[int]) -> list[Observed]:
    """The operations with what was seen of them; the last one is not whole where what was seen ends."""
    rows: list[Observed] = []
    at = 0
    for n in range(0, len(ops), 4):
        kind, a, b, t = ops[n : n + 4]
        gave = seen[at : at + 2]
        at += 2
        count = seen[at] if kind != GAP and at < len(seen) else 0
        if len(gave) < 2:
            rows.append(Observed(kind, a, b, t, (-1, -1), (), whole=False))
            break
        at += kind != GAP
        flat = seen[at : at + 3 * count]
        at += 3 * count
        rows.append(Observed(kind, a, b, t, (gave[0], gave[1]), tuple(zip(flat[::3], flat[1::3], flat[2::3], strict=True))))
    return rows
