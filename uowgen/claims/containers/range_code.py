"""The Rust that drives a list of ranges: it puts in, looks for and takes out ranges in an order that it is given, and tells what it sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.closed_ends import ends_included
from uowgen.claims.containers.container import INTEGERS, Container, declared_parameters
from uowgen.claims.containers.elements import made_up
from uowgen.claims.containers.taking import fits, taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

STARTS = frozenset({"start", "base", "begin", "lo", "low", "first", "from", "addr", "address", "vaddr"})
ENDS = frozenset({"end", "hi", "high", "limit", "until", "to", "stop"})
LENGTHS = frozenset({"len", "length", "size"})
UNIT = 4096


def range_driver(case: Case, container: Container, insert: str, find_by: str, remove: str, pattern: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of three numbers each, in pages.

    0 inserts `[a, b)` and tells 1 if what came back fits `pattern`, then 1 (taken) or 0. 1 looks for `a` and tells start and end, 0 0
    for none. 2 removes `[a, b)`. Methods that are not needed are empty. Where the last number belongs to a range, a page is one number.
    """
    arms = []
    name = container.declaration.item.name
    closed = is_closed(case, container, insert)
    if insert:
        given = container.methods[insert][0]
        arguments = range_arguments(case, container, given.parameters, closed=closed)
        accepted = taken_by(given.returns)
        if arguments is None or accepted is None:
            return undecided("unsupported-code", f"no arguments can be made up for `{insert}`", container.methods[insert][1])
        arms.append(f"0 => {{ let r = it.{insert}({arguments}); out.push({{ {fits('r', pattern, '')} }}); {accepted} }}")
    if find_by:
        looked = container.methods[find_by][0]
        told = told_range(case, looked.returns, closed=closed)
        if told is None or len(looked.parameters) != 1 or looked.parameters[0][1] not in INTEGERS:
            return undecided(
                "unsupported-code", f"what `{find_by}` takes or gives back is not understood", container.methods[find_by][1]
            )
        arms.append(
            f"1 => match it.{find_by}(a as {looked.parameters[0][1]}) {{ Some(v) => {{ {told} }} None => {{ out.push(0); out.push(0); }} }}"
        )
    if remove:
        gone = container.methods[remove][0]
        arguments = range_arguments(case, container, gone.parameters, closed=closed)
        if arguments is None or len(gone.parameters) != 2:
            return undecided("unsupported-code", f"no arguments can be made up for `{remove}`", container.methods[remove][1])
        arms.append(f"2 => {{ let _ = it.{remove}({arguments}); }}")
    if not insert and not remove:
        return undecided("unsupported-code", f"`{name}` has no method that takes ranges", container.declaration)
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i + 1] * {unit_of(closed)}; let b: usize = ops[i + 2] * {unit_of(closed)}; "
        f"match ops[i] {{ {', '.join(arms)}, _ => {{}} }} i += 3; }} out }}"
    )


def is_closed(case: Case, container: Container, insert: str) -> bool:
    """Whether the list that `insert` puts ranges into has the last number of each in it, as the spec's own code shows."""
    return bool(insert) and ends_included(case, container, lambda parameters: range_arguments(case, container, parameters))


def unit_of(closed: bool) -> int:
    """How many numbers a page is: of ranges that have their last number in them each number counts."""
    return 1 if closed else UNIT


def range_arguments(
    case: Case, container: Container, parameters: tuple[tuple[str, str], ...], tag: str = "", *, closed: bool = False
) -> str | None:
    """The arguments for a range from `a` to `b`: as numbers by their names, or as one value of the range's own type.

    What is called `tag` gets the number `t`. The end that is given is the last number if the list is `closed`, else the one behind it.
    """
    if len(parameters) == 1 and parameters[0][1].lstrip("&") not in INTEGERS:
        return _range_value(case, parameters[0][1], tag, closed=closed)
    found = []
    seen = set()
    for name, kind in parameters:
        word = name.lstrip("_").rpartition("_")[2] if name.lstrip("_") not in STARTS | ENDS | LENGTHS else name.lstrip("_")
        if kind in INTEGERS and word in STARTS:
            found.append(f"a as {kind}")
            seen.add("start")
        elif kind in INTEGERS and word in ENDS:
            found.append(f"{'(b - 1)' if closed else 'b'} as {kind}")
            seen.add("end")
        elif kind in INTEGERS and word in LENGTHS:
            found.append(f"(b - a) as {kind}")
            seen.add("end")
        else:
            made = "t" if tag and name == tag and kind in INTEGERS else made_up(case, kind)
            if made is None:
                return None
            found.append(made)
    return ", ".join(found) if seen == {"start", "end"} else None


def _range_value(case: Case, kind: str, tag: str = "", *, closed: bool = False) -> str | None:
    subject = find_type(case, bare_name(kind))
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct" or declared_parameters(subject.found[0]):
        return None
    members = fields_of(subject.found[0])
    if not members.complete or not members.all or members.all[0].name == "0":
        return None
    arguments = []
    for member in members.all:
        one = _range_arguments_of(member.name, member.type, closed=closed) or made_up(case, member.type)
        if tag and member.name == tag and member.type in INTEGERS:
            one = "t"
        if one is None:
            return None
        arguments.append(f"{member.name}: {one}")
    told = " ".join(arguments)
    return f"{bare_name(kind)} {{ {', '.join(arguments)} }}" if ": a" in told and (": b" in told or ": (b" in told) else None


def _range_arguments_of(name: str, kind: str, *, closed: bool) -> str | None:
    if kind not in INTEGERS:
        return None
    end = "(b - 1)" if closed else "b"
    made = "a" if name in STARTS else end if name in ENDS else "(b - a)" if name in LENGTHS else ""
    return f"{made} as {kind}" if made else None


def told_range(case: Case, returns: str, tag: str = "", *, closed: bool = False) -> str | None:
    """The statements that tell the start and end of `v`, which is in the Option that a search gives back; then its `tag`, if asked for.

    What a `closed` list has is told in pages as well, with the end behind the last number.
    """
    head, _, inner = returns.partition("<")
    if head.rpartition("::")[2] != "Option":
        return None
    name = inner.removesuffix(">").strip().lstrip("&").removeprefix("mut ").strip()
    subject = find_type(case, bare_name(name))
    if len(subject.found) != 1 or name in INTEGERS:
        return None
    names = {m.name for m in fields_of(subject.found[0]).all}
    start, end, length = (sorted(names & wanted) for wanted in (STARTS, ENDS, LENGTHS))
    if len(start) != 1 or (len(end) != 1 and len(length) != 1):
        return None
    last = f"v.{end[0]}" if len(end) == 1 else f"v.{start[0]} + v.{length[0]}"
    told = f"out.push(v.{start[0]} as usize); out.push(({last}) as usize);"
    if closed:
        told = f"out.push(v.{start[0]} as usize * {UNIT}); out.push((({last}) as usize + 1) * {UNIT});"
    if tag and not any(m.name == tag and m.type in INTEGERS for m in fields_of(subject.found[0]).all):
        return None
    return told + (f" out.push(v.{tag} as usize);" if tag else "")
