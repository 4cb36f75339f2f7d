"""Tables of slots that give out handles, driven: put in, taken out, looked up, also by handles that were never given out.

What the observations mean is said in `slot_acts.py`.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import CAPACITY, Signature, container_with, is_integer, signature
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import find_type
from uowgen.facts.members import derives_of, fields_of, methods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

INSERT, REMOVE, GET, FORGED, DRAIN, LAST = range(6)
INSERTS = ("insert", "add", "alloc", "allocate", "open", "register", "store", "put", "install")
REMOVES = ("remove", "take", "release", "free", "close", "delete", "unregister", "revoke")
GETS = ("get", "lookup", "find", "resolve", "peek")
LENGTHS = ("len", "count", "used", "size", "live")
INDEX = ("index", "slot", "idx", "slot_index", "position")
GENERATION = ("generation", "gen", "version", "epoch", "serial", "era")
ABSENT = 9  # what is told of an operation on a handle that was not given out
WIDTH = 3  # numbers of one operation
_MOST_RUNS = 700


class Handle(NamedTuple):
    """What a table gives out: its type, expressions for the slot and generation of `h`, what makes one (empty: unknown)."""

    type: str
    slot: str
    generation: str
    made: str


class Table(NamedTuple):
    """A table with the methods that play each part (empty: none), and an expression for the field that has the slots' generations."""

    container: Container
    handle: Handle
    insert: str
    remove: str
    get: str
    length: str
    generations: str  # a list, a field and its type, `slots.generation.u16`


class Observed(NamedTuple):
    """One operation and what it told; `seen` is how many of the handles given out lead to what they were given out for."""

    kind: int
    x: int
    y: int
    gave: tuple[int, int, int]
    length: int
    seen: int
    generations: tuple[int, ...]
    whole: bool = True


def table_of(case: Case, name: str) -> Table | Finding:
    """The table that has the method `name`."""
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    methods, place = container.methods, container.declaration
    insert = next((n for n in INSERTS if n in methods and len(methods[n][0].parameters) == 1), "")
    returns = "".join(methods[insert][0].returns.split()) if insert else ""
    head, _, inner = returns.partition("<")
    if container.capacity != CAPACITY or head not in ("Option", "Result"):
        return undecided("unsupported-code", f"`{place.item.name}` is no table of slots that can be driven", place)
    handle = _handle(case, inner.removesuffix(">").partition(",")[0])
    remove = next((n for n in REMOVES if n in methods and len(methods[n][0].parameters) == 1), "")
    get = next((n for n in GETS if n in methods and len(methods[n][0].parameters) == 1), "")
    if handle is None or not remove or not get:
        return undecided("role-unclear", "which methods take out and look up, and what a handle is made of, is not known", place)
    length = next((n for n in LENGTHS if n in methods and not methods[n][0].parameters), "")
    return Table(container, handle, insert, remove, get, length, _generations(case, container))


def _handle(case: Case, kind: str) -> Handle | None:
    subject = find_type(case, bare_name(kind)) if kind.isidentifier() and not is_integer(kind) else None
    if subject is None or len(subject.found) != 1 or subject.found[0].item.kind != "struct":
        return None
    declaration = subject.found[0]
    derived = derives_of(declaration)
    methods = {d.item.name: signature(d) for d in methods_of(case.code, kind, (declaration,)) if d.item.kind == "fn"}
    fields = {f.name: f.type for f in fields_of(declaration).all}

    def told(names: tuple[str, ...]) -> str:
        for n in names:
            if n in methods and not methods[n].parameters and is_integer(methods[n].returns):
                return f"h.{n}()"
            if n in fields and is_integer(fields[n]):
                return f"h.{n}"
        return ""

    index, generation = told(INDEX), told(GENERATION)
    if not index or not generation or "Copy" not in derived:
        return None
    return Handle(kind, index, generation, _made(kind, methods, fields))


def _made(kind: str, methods: dict[str, Signature], fields: dict[str, str]) -> str:
    """What makes the handle of index `x` and generation `y`."""
    for one in methods.values():
        if len(one.parameters) != 2 or one.returns not in ("Self", kind):
            continue
        rows = [_said(name, of) for name, of in one.parameters]
        if None not in rows and len(set(rows)) == 2:
            return f"{kind}::{one.name}({', '.join(str(r) for r in rows)})"
    rows = [_said(name, of) for name, of in fields.items()]
    if len(fields) == 2 and None not in rows and len(set(rows)) == 2:
        return f"{kind} {{ {', '.join(f'{n}: {r}' for n, r in zip(fields, rows, strict=True))} }}"
    return ""


def _said(name: str, kind: str) -> str | None:
    bare = name.lstrip("_")
    role = "x" if bare in INDEX else "y" if bare in GENERATION else ""
    return f"{role} as {kind}" if role and is_integer(kind) else None


def _generations(case: Case, container: Container) -> str:
    """The list of slots and their field for a generation, as `slots.generation.u16`; empty if that is not clear."""
    found: list[str] = []
    for field in fields_of(container.declaration).all:
        words = "".join(c if c.isalnum() or c == "_" else " " for c in field.type).split()
        for word in words:
            subject = find_type(case, word) if word[:1].isupper() and word not in ("Vec", "Option") and len(word) > 1 else None
            if subject is None or len(subject.found) != 1 or subject.found[0].item.kind != "struct":
                continue
            rows = [f for f in fields_of(subject.found[0]).all if f.name in GENERATION and is_integer(f.type)]
            if len(rows) == 1 and "Option<" not in field.type:
                found.append(f"{field.name}.{rows[0].name}.{rows[0].type}")
    return found[0] if len(found) == 1 else ""


def driver(table: Table, drain: str = "") -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of three numbers each: which, `x`, `y`.

    `INSERT` puts the next number from 1 on in and tells 1, index, generation, or 0 and the number that came back. `REMOVE` and `GET` take
    the `x`th handle that was given out, `FORGED` looks up one made of `x` and `y`: 1 and the number, or 0. `DRAIN` tells how many came out,
    and a bit for each. `LAST` gives each slot the last generation that there is. Then each operation tells the length, how many handles
    lead to what they were given out for, and the generation of each slot.
    """
    container, handle = table.container, table.handle
    methods = container.methods
    kind = methods[table.insert][0].parameters[0][1]
    element = "u32" if kind in container.generics else kind
    taken = {
        n: "&" if methods[n][0].parameters[0][1] == f"&{handle.type}" else ""
        for n in (table.remove, table.get)
        if methods[n][0].parameters[0][1] in (handle.type, f"&{handle.type}")
    }
    ends = {n: methods[n][0].returns.partition("<")[0] for n in (table.remove, table.get)}
    if not is_integer(element) or len(taken) != len({table.remove, table.get}) or not set(ends.values()) <= {"Option", "Result"}:
        return undecided("unsupported-code", f"`{container.declaration.item.name}` cannot be driven", container.declaration)
    some = {n: "Some(v)" if end == "Option" else "Ok(v)" for n, end in ends.items()}
    result = methods[table.insert][0].returns.startswith("Result")
    back = "".join(methods[table.insert][0].returns.split()).rpartition(",")[2].removesuffix(">") if result else ""
    refused = "Err(v) => { out.push(0); out.push(v as usize); }" if back == kind else "_ => { out.push(0); out.push(0); }"
    opened = "Ok(h)" if result else "Some(h)"
    at = "*v" if "&" in methods[table.get][0].returns else "v"
    looked = f"match it.{table.get}({taken[table.get]}h) {{ {some[table.get]} => {{ out.push(1); out.push({at} as usize); }} _ => {{ out.push(0); out.push(0); }} }}"
    arms = [
        f"{INSERT} => {{ n += 1; match it.{table.insert}(n) {{ {opened} => {{ out.push(1); out.push({handle.slot} as usize); out.push({handle.generation} as usize); "
        f"hs.push(h); of.push(n); }} {refused.replace('; }', '; out.push(0); }')} }} }}",
        f"{REMOVE} if x >= hs.len() => {{ out.push({ABSENT}); out.push(0); out.push(0); }}",
        f"{GET} if x >= hs.len() => {{ out.push({ABSENT}); out.push(0); out.push(0); }}",
        f"{REMOVE} => {{ let h = hs[x]; match it.{table.remove}({taken[table.remove]}h) {{ {some[table.remove]} => {{ out.push(1); out.push(v as usize); }} _ => {{ out.push(0); out.push(0); }} }} out.push(0); }}",
        f"{GET} => {{ let h = hs[x]; {looked} out.push(0); }}",
    ]
    if handle.made:
        arms.append(f"{FORGED} => {{ let h = {handle.made}; {looked} out.push(0); }}")
    if drain:
        given = methods[drain][0].parameters
        if len(given) != 1 or "Fn" not in methods[drain][1].file.rust.text(methods[drain][1].item.node).partition("{")[0]:
            return undecided("unsupported-code", f"`{drain}` takes no function", methods[drain][1])
        arms.append(
            f"{DRAIN} => {{ let mut k: usize = 0; let mut bits: usize = 0; it.{drain}(|v| {{ k += 1; bits |= 1usize << (v as usize); }}); "
            "out.push(k); out.push(bits); out.push(0); }"
        )
    slots, field, number = (*table.generations.split("."), "", "", "")[:3]
    told = "out.push(0);"
    if slots:
        arms.append(
            f"{LAST} => {{ for s in it.{slots}.iter_mut() {{ s.{field} = {number}::MAX; }} out.push(0); out.push(0); out.push(0); }}"
        )
        told = f"out.push(it.{slots}.len()); for s in it.{slots}.iter() {{ out.push(s.{field} as usize); }}"
    length = f"it.{table.length}() as usize" if table.length else "0"
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut n: {element} = 0; let mut hs: Vec<{handle.type}> = Vec::new(); let mut of: Vec<{element}> = Vec::new(); let mut i: usize = 0; "
        f"while i < ops.len() {{ let x: usize = ops[i + 1]; let y: usize = ops[i + 2]; match ops[i] {{ {', '.join(arms)}, _ => {{}} }} "
        f"out.push({length}); let mut seen: usize = 0; let mut k: usize = 0; while k < hs.len() {{ let h = hs[k]; "
        f"match it.{table.get}({taken[table.get]}h) {{ {some[table.get]} => {{ if {at} == of[k] {{ seen += 1; }} }} _ => {{}} }} k += 1; }} "
        f"out.push(seen); {told} i += {WIDTH}; }} out }}"
    )


def observed(ops: list[int], seen: list[int]) -> list[Observed]:
    """The operations with what was seen of them; the last one is not whole where what was seen ends."""
    rows: list[Observed] = []
    at = 0
    for n in range(0, len(ops), WIDTH):
        kind, x, y = ops[n : n + WIDTH]
        row = seen[at : at + 6]
        if len(row) < 6:
            rows.append(Observed(kind, x, y, (-1, -1, -1), -1, -1, (), whole=False))
            break
        slots = tuple(seen[at + 6 : at + 6 + row[5]])
        at += 6 + row[5]
        rows.append(Observed(kind, x, y, (row[0], row[1], row[2]), row[3], row[4], slots))
    return rows


def histories(length: int = 6) -> list[list[int]]:
    """Orders of putting in (as long as there is room, and once more) and taking out, each handle once and one of them again."""
    return list(islice(_histories(length), _MOST_RUNS))


def _histories(length: int) -> Iterator[list[int]]:
    rows: list[tuple[list[int], tuple[int, ...], int, bool]] = [([], (), 0, False)]
    while rows:
        run, live, made, again = rows.pop(0)
        if run:
            yield run
        if len(run) >= length * WIDTH:
            continue
        if len(live) < CAPACITY:
            rows.append(([*run, INSERT, 0, 0], (*live, made), made + 1, again))
        elif not again:
            rows.append(([*run, INSERT, 0, 0], live, made, True))
        rows += [([*run, REMOVE, h, 0], tuple(n for n in live if n != h), made, again) for h in live]
        gone = [n for n in range(made) if n not in live]
        if gone and not again:
            rows.append(([*run, REMOVE, gone[-1], 0], live, made, True))
