"""Allocators, driven: types that give out numbers or frames and may take them back. Each step tells what came out of it.

What is asked of the steps is said by the kinds. Numbers are seen as integers, also inside of a newtype.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.containers.container import as_container, signature
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import fields_of, methods_of, number_in, visibility_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

TAKES = (
    "alloc", "allocate", "next", "next_id", "acquire", "take", "reserve", "alloc_frame", "allocate_frame", "alloc_page", "allocate_page",
    "get", "generate", "fresh", "create", "alloc_id", "allocate_id", "new_id", "claim", "obtain", "alloc_pid", "alloc_slot", "alloc_fd",
)  # fmt: skip
GIVES = (
    "free", "dealloc", "deallocate", "release", "put", "give_back", "recycle", "free_frame", "free_page", "dealloc_frame", "deallocate_frame",
    "free_id", "release_id", "return_frame", "dealloc_page", "remove", "free_pid", "free_slot", "free_fd", "close",
)  # fmt: skip
_INTEGERS = frozenset({"u8", "u16", "u32", "u64", "usize", "i32", "i64"})
_MANY = 140
_LARGE = 128
_REFUSALS = 8  # so many one after the other are seen; more tell nothing new, and cost a search through all that is out
TAKE, GIVE, GIVE_NUMBER = 0, 1, 2


class Event(NamedTuple):
    """One step: `take` (with the number, None: refused), `give` (with the number, whether it was taken back: None if it does not say).

    `live` are the numbers that were out before it, `fits` whether a refusal had the form asked for, `observed` what the observer says.
    """

    kind: str
    number: int | None
    taken: bool | None
    live: frozenset[int]
    before: tuple[int, ...]
    fits: bool
    observed: int
    story: tuple[str, ...]


class Pool(NamedTuple):
    """A type that gives out numbers: its methods, and how one writes its numbers."""

    container: Container
    take: str
    give: str
    number: str  # the number of `x`
    made: str  # what has the number `n`


def pool_of(case: Case, method: str = "", *, asks: bool = False) -> Pool | Finding:
    """The allocator that `method` belongs to, else the one that the spec is about. `asks`: the method only tells something."""
    owner = owner_name(method)
    if not owner and method:
        owners = {d.owner.rpartition(" for ")[2] for d in find_method(case, method).found if d.owner}
        if len(owners) != 1:
            return undecided(
                "no-subject" if not owners else "subject-ambiguous", f"which type has `{bare_name(method)}` is not clear"
            )
        owner = owners.pop()
    names = [owner] if owner else _structs(case)
    found = [p for p in (_pool(case, name, "" if asks else bare_name(method)) for name in dict.fromkeys(names)) if p is not None]
    pools = [p for p in found if isinstance(p, Pool)]
    if len(pools) == 1:
        return pools[0]
    if len(found) == 1 and isinstance(found[0], Finding):
        return found[0]
    return undecided("no-subject", "which type gives out numbers is not clear")


def _structs(case: Case) -> list[str]:
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None] or list(block_files(case))
    return [d.item.name for f in files for d in f.declarations() if d.item.kind == "struct"]


def _pool(case: Case, name: str, method: str) -> Pool | Finding | None:
    subject = find_type(case, name)
    if len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return None
    declaration = subject.found[0]
    methods = [d for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"]
    functions = {d.item.name: signature(d) for d in methods}
    changing = {d.item.name for d in methods if "self" in _head(d)}
    public = {d.item.name for d in methods if visibility_of(d)}
    takers = [
        n for n in functions if n in changing and not functions[n].parameters and _given(case, functions[n].returns) is not None
    ]
    chosen = [n for n in takers if n == method] or [n for n in takers if n in TAKES or n.split("_")[0] in TAKES]
    if len(chosen) != 1:
        return None
    take = chosen[0]
    if take not in public | {method} and any(n in changing & public and n.split("_")[0] in TAKES for n in functions):
        return None  # a helper: what is given out is what the method gives that others can call
    kind = _inside(functions[take].returns)
    givers = [n for n in functions if n in changing and [k for _, k in functions[n].parameters] == [kind]]
    named = [n for n in givers if n == method] or [n for n in givers if n in GIVES or n.split("_")[0] in GIVES]
    written = _given(case, functions[take].returns)
    container = as_container(case, declaration)
    if isinstance(container, Finding):
        return container
    assert written is not None
    return Pool(container, take, named[0] if len(named) == 1 else "", *written)


def _head(function: Declaration) -> str:
    listed = function.item.node.child_by_field_name("parameters")
    return function.file.rust.text(listed).partition(",")[0] if listed is not None else ""


def _inside(returns: str) -> str:
    head, opened, rest = returns.partition("<")
    if opened and head.rpartition("::")[2] in ("Option", "Result"):
        return rest.removesuffix(">").partition(",")[0].strip()
    return returns.strip()


def _given(case: Case, returns: str) -> tuple[str, str] | None:
    """How one writes the number of an `x` that is given out, and the one that has the number `n`."""
    kind = _inside(returns)
    if kind in _INTEGERS:
        return "x as u64", f"n as {kind}"
    found = find_type(case, bare_name(kind)).found if kind and "<" not in kind and bare_name(kind).isidentifier() else ()
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    members = fields_of(found[0])
    plain = number_in(members.all[0].type) if members.complete and len(members.all) == 1 else ""
    if plain not in _INTEGERS:
        return None
    field = members.all[0]
    if plain != field.type:
        whole = f"core::num::NonZero{plain.capitalize()}::new(n as {plain}).unwrap()"
        return f"x.{field.name}.get() as u64", f"{bare_name(kind)} {{ {field.name}: {whole} }}"
    return f"x.{field.name} as u64", f"{bare_name(kind)} {{ {field.name}: n as {field.type} }}"


# -------------------------------------------------------------------------------------------------------------- driving


def driver(pool: Pool, pattern: str = "", give_pattern: str = "", observer: str = "") -> str | Finding:
    """`fn uowgen_probe(ops: &[u64]) -> Vec<u64>` with operations of two numbers each; four numbers are told of each step."""
    c = pool.container
    declaration = c.declaration
    returned = c.methods[pool.take][0].returns.partition("<")[0].rpartition("::")[2]
    refusal = f"if matches!(&r, {pattern}) {{ 1 }} else {{ 0 }}" if pattern else "1"
    look = f"it.{observer}() as u64" if observer else "0"
    open_ = {"Option": "Some(x)", "Result": "Ok(x)"}.get(returned)
    if open_:
        taken = (
            f"let fits: u64 = {refusal}; match r {{ {open_} => {{ let n = {pool.number}; held.push(n); out.push(1); out.push(n); lost = 0; }} "
            f"_ => {{ out.push(0); out.push(0); lost += 1; }} }} out.push(fits);"
        )
    else:
        taken = f"let x = r; let n = {pool.number}; held.push(n); out.push(1); out.push(n); out.push(1);"
    gives = ""
    if pool.give:
        back = c.methods[pool.give][0].returns.partition("<")[0].rpartition("::")[2]
        told = {
            "": "let _ = r; out.push(2);", "()": "let _ = r; out.push(2);", "bool": "out.push(if r { 1 } else { 0 });",
            "Result": "out.push(if r.is_ok() { 1 } else { 0 });", "Option": "out.push(if r.is_some() { 1 } else { 0 });",
        }.get(back)  # fmt: skip
        if told is None:
            return undecided("unsupported-code", f"what `{pool.give}` gives back is not understood", declaration)
        fits = f"if matches!(&r, {give_pattern}) {{ 1 }} else {{ 0 }}" if give_pattern else "1"
        gives = f"let r = it.{pool.give}({pool.made}); let fits: u64 = {fits}; {told} out.push(n); out.push(fits);"
    code = (
        f"fn {PROBE}(ops: &[u64]) -> Vec<u64> {{ let mut it: {c.text} = {c.maker}; let mut out: Vec<u64> = Vec::new(); "
        f"let mut held: Vec<u64> = Vec::new(); let mut lost: usize = 0; let mut i: usize = 0; "
        f"while i < ops.len() && lost <= {_REFUSALS} {{ if ops[i] == 0 {{ let r = it.{pool.take}(); {taken} }} "
    )
    if gives:
        code += f"else {{ let n: u64 = if ops[i] == 1 {{ held[ops[i + 1] as usize] }} else {{ ops[i + 1] }}; {gives} }} "
    code += f"out.push({look}); i += 2; }} out }}"
    if not parses(code):
        return undecided("not-understood", f"`{pattern or give_pattern}` is no pattern", declaration)
    return code


def events_of(case: Case, pool: Pool, code: str, runs: list[list[int]]) -> list[list[Event]] | Finding:
    """What happened in each run; the finding says why it cannot be seen. The same runs are made once for all criteria of a spec."""
    return case.once(f"pool runs {len(runs)} {sum(map(len, runs))} {code}", lambda: _events_of(case, pool, code, runs))


def _events_of(case: Case, pool: Pool, code: str, runs: list[list[int]]) -> list[list[Event]] | Finding:
    d = pool.container.declaration
    place = (Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`"),)
    found = []
    for ops, result in zip(runs, probed(case, d.file.path, code, [[ops] for ops in runs]), strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, place)
        if result.panic:
            return Finding("undecided", f"it panics: {result.panic}", None, "panics-elsewhere", place)
        told: Any = result.value
        found.append(_events(pool, ops, list(told)))
    return found


def _events(pool: Pool, ops: list[int], told: list[int]) -> list[Event]:
    live: frozenset[int] = frozenset()
    before: tuple[int, ...] = ()
    story: list[str] = []
    rows = []
    for n in range(len(told) // 4):
        good, number, fits, observed = told[4 * n : 4 * n + 4]
        if ops[2 * n] == TAKE:
            story.append(f"{pool.take}() gives {number}" if good else f"{pool.take}() is refused")
            rows.append(Event("take", number if good else None, bool(good), live, before, bool(fits), observed, tuple(story[-6:])))
            if good:
                live, before = live | {number}, (*before, number)
        else:
            story.append(f"{pool.give}({number})" + {0: " is refused", 1: " is accepted"}.get(good, ""))
            rows.append(
                Event("give", number, None if good == 2 else bool(good), live, before, bool(fits), observed, tuple(story[-6:]))
            )
            if number in live and good:
                live = live - {number}
    return rows


def many(times: int = _MANY) -> list[int]:
    """A run that only takes."""
    return [TAKE, 0] * times


def mixed(capacity: int, first: list[int], *, beyond: bool = False) -> list[list[int]]:
    """Three taken, then every order of three steps; one filled and emptied; numbers given back that were never given out.

    `beyond` has also a number given back that is larger than any that there is.
    """
    steps = ((TAKE, 0), (GIVE, 0), (GIVE, 1), (GIVE, 2))
    runs = [[TAKE, 0] * 3 + [n for step in row for n in step] for row in product(steps, repeat=3)]
    runs += [[GIVE_NUMBER, number, TAKE, 0, GIVE_NUMBER, number] for number in first[:3]]
    if capacity and beyond and first:
        runs.append([GIVE_NUMBER, max(first) + 1])
    if capacity:
        full = [TAKE, 0] * (capacity + 1)
        large = capacity > _LARGE  # to fill it costs much where the code searches for what is free
        runs += [
            [*full, GIVE, k, TAKE, 0, TAKE, 0] for k in ((capacity // 2,) if large else sorted({0, capacity // 2, capacity - 1}))
        ]
        if not large:
            runs.append(full + [n for k in range(capacity) for n in (GIVE, k)] + full)
    return runs
