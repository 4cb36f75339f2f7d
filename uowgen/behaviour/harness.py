"""Writes the scenarios of a guard as a Rust program: the guard's own items, a stub of the kernel, each scenario, and the trace it leaves.

The program prints a line for each scenario, and has a test that compares the lines with those that interpretation gave. Nothing is compiled here.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.guard_runs import ROOT, Roles, Run, Scenario
from uowgen.behaviour.kernel import MEANINGS
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from uowgen.behaviour.program import Program
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_STD = ("std", "core", "alloc")
_OWN = ("crate", "self", "super")


class Version(NamedTuple):
    """One version of a guard's code: its items as Rust text, and the paths that they import or call, with numbers of arguments (-1 for a
    static or an import of which nothing more is known)."""

    items: str
    asked: frozenset[tuple[str, int]]


def trace_of(run: Run) -> str:
    """What a run did, as the Rust program prints it."""
    return ", ".join(map(str, run.after.effects)) + (" panicked" if run.panic else "")


def harness(
    program: Program, roles: Roles, runs: Sequence[Run], versions: Sequence[Version], *, expected: bool = True
) -> str | None:
    """The Rust program for all `versions` of one guard; None if its constructor takes what cannot be written down.

    It prints `VERSION SCENARIO TRACE` for each. `runs` give the scenarios, and with `expected` what the test compares with.
    """
    function = program.method(roles.type, roles.constructor)
    if function is None or any(_kind(text) == "" for _, text in function.parameters) or not roles.record:
        return None
    recorder = program.method(roles.type, roles.record)
    keeper = program.method(roles.type, roles.commit) if roles.commit else None
    if recorder is None or "" in roles.element:
        return None
    parts = ["#![allow(dead_code, unused, static_mut_refs)]", "extern crate alloc;", "", _stub_kernel(), ""]
    parts += _modules(sorted({row for v in versions for row in v.asked}))
    for number, version in enumerate(versions):
        body = _drive(roles, [_kind(text) for _, text in function.parameters], keeper is not None and keeper.takes == "value")
        parts += [f"mod version_{number} {{", "    use super::*;", version.items, body, "}", ""]
    parts += [_table("SCENARIOS", [r.scenario for r in runs]), _main(len(versions))]
    if expected:
        parts.append(_test([trace_of(r) for r in runs]))
    return "\n".join(parts) + "\n"


def _stub_kernel() -> str:
    with open(os.path.join(os.path.dirname(__file__), "stub_kernel.rs"), encoding="utf-8") as file:
        return file.read()


def _kind(text: str) -> str:
    plain = text.strip()
    return plain if plain in ("usize", "u64", "u32") else ""


# ---------------------------------------------------------------------------------------------------------- stub modules


def _modules(asked: Iterable[tuple[str, int]]) -> list[str]:
    """Modules with a stub for each path."""
    tree: dict[str, object] = {}
    methods: dict[str, set[tuple[str, int]]] = {}
    for path, count in asked:
        if "." in path:
            owner, _, name = path.rpartition(".")
            methods.setdefault(owner, set()).add((name, count))
            path, count = owner, -1
        names = [n for n in path.split("::") if n]
        if names and names[0] in _STD:
            continue
        while names and names[0] in _OWN:
            names = names[1:]
        if not names:
            continue
        here = tree
        for name in names[:-1]:
            inner = here.get(name)
            if not isinstance(inner, dict):  # nothing yet, or what an import alone made look like an item
                inner = here[name] = {}
            here = inner
        known = here.get(names[-1])
        if known is None or (isinstance(known, tuple) and known[1] < count):
            here[names[-1]] = (path, count)
    return _written(tree, methods, "")


def _written(tree: dict[str, object], methods: dict[str, set[tuple[str, int]]], indent: str) -> list[str]:
    rows: list[str] = []
    for name, found in sorted(tree.items()):
        if isinstance(found, dict):
            rows += [f"{indent}pub mod {name} {{", *_written(found, methods, indent + "    "), f"{indent}}}"]
        elif isinstance(found, tuple):
            rows.append(indent + _stub(name, found[0], found[1], methods.get(found[0], set())))
    return rows


def _stub(name: str, path: str, count: int, methods: set[tuple[str, int]]) -> str:
    meaning = next((m for m, names in MEANINGS.items() if name in names and (m != "flush all" or count == 0)), "")
    at = "crate::stub_kernel"
    if meaning == "to virtual":
        return f"pub fn {name}(pa: usize) -> usize {{ {at}::to_virtual(pa) }}"
    if meaning == "walk":
        more = ", ".join(f"_{n}: impl Sized" for n in range(max(0, count - 2)))
        return f"pub fn {name}(table: &mut {at}::Table, va: usize, {more}) -> Result<{at}::Walk, {at}::Failed> {{ {at}::walk(table, va) }}"
    if meaning == "flush" and count != 0:
        return f"pub fn {name}(va: usize) {{ {at}::flush(va) }}"
    if meaning == "flush all":
        return f"pub fn {name}() {{ {at}::flush_all() }}"
    if meaning == "free":
        return f"pub fn {name}(frame: usize) {{ {at}::free(frame) }}"
    if name.isupper():
        frees = (
            [f"pub fn {n}(&self, frame: usize) {{ {at}::free(frame) }}" for n in sorted(MEANINGS["free"])]
            if _allocates(name)
            else []
        )
        own = [_noted(f"{path}.{n}", n, c, "&self, ") for n, c in sorted(methods) if n not in MEANINGS["free"]]
        kind = f"Static{name.title().replace('_', '')}"
        locked = "pub fn lock(&self) -> &Self { self }"
        return f"pub struct {kind}; impl {kind} {{ {locked} {' '.join([*frees, *own])} }} pub static {name}: {kind} = {kind};"
    if name[:1].isupper():
        return f"pub use {at}::Table as {name};" if "Table" in name else f"pub trait {name} {{}}"
    return _noted(path, name, max(count, 0), "")


def _noted(path: str, name: str, count: int, first: str) -> str:
    parameters = ", ".join(f"a{n}: impl std::fmt::Debug" for n in range(count))
    shown = ", ".join(f"crate::stub_kernel::shown(a{n})" for n in range(count))
    return f'pub fn {name}({first}{parameters}) {{ crate::stub_kernel::note("{path}", &[{shown}]) }}'


def _allocates(name: str) -> bool:
    return "ALLOC" in name or "FRAME" in name or "PMM" in name


# -------------------------------------------------------------------------------------------------------------- scenarios


def _drive(roles: Roles, made: list[str], consumed: bool) -> str:
    given = ", ".join(f"{ROOT} as {kind}" for kind in made)
    values = {"va": "va as _", "frame": "frame as _", "pair": "(va, frame)"}
    record = f"guard.{roles.record}({', '.join(values[e] for e in roles.element)});"
    commit = f"guard.{roles.commit}();{' return;' if consumed else ''}" if roles.commit else ""
    return f"""
    pub fn drive(pages: &[(usize, usize)], committed: bool, panics: bool) {{
        let mut guard = {roles.type}::{roles.constructor}({given});
        for &(va, frame) in pages {{
            {record}
        }}
        if committed {{
            {commit}
        }}
        if panics {{
            let held = guard;
            std::panic::panic_any(0u8);
        }}
    }}"""


def _table(name: str, scenarios: list[Scenario]) -> str:
    rows = []
    for s in scenarios:
        leads: dict[int, int] = {}
        for va, frame in s.pages:
            if va in s.mapped:
                leads.setdefault(va, frame)
        pages = ", ".join(f"({va:#x}, {frame:#x})" for va, frame in s.pages)
        mapped = ", ".join(f"({va:#x}, {frame:#x})" for va, frame in leads.items())
        rows.append(f"    (&[{pages}], &[{mapped}], {_bool(s.committed)}, {_bool(s.panics)}),")
    listed = "\n".join(rows)
    kind = "(&[(usize, usize)], &[(usize, usize)], bool, bool)"
    return f"/// Pages given, pages mapped, committed, dropped by a panic.\nstatic {name}: &[{kind}] = &[\n{listed}\n];\n"


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _main(count: int) -> str:
    listed = ", ".join(f"version_{n}::drive" for n in range(count))
    return f"""
type Drive = fn(&[(usize, usize)], bool, bool);

fn traces(drive: Drive) -> Vec<String> {{
    SCENARIOS
        .iter()
        .map(|&(pages, mapped, committed, panics)| {{
            stub_kernel::begin({ROOT}, mapped);
            let ended = std::panic::catch_unwind(|| drive(pages, committed, panics));
            let asked = matches!(&ended, Err(what) if what.is::<u8>());
            stub_kernel::traced() + if ended.is_err() && !asked {{ " panicked" }} else {{ "" }}
        }})
        .collect()
}}

fn main() {{
    std::panic::set_hook(Box::new(|_| {{}}));
    let drives: &[Drive] = &[{listed}];
    for (version, drive) in drives.iter().enumerate() {{
        for (number, trace) in traces(*drive).iter().enumerate() {{
            println!("{{version}} {{number}} {{trace}}");
        }}
    }}
}}
"""


def _test(expected: list[str]) -> str:
    rows = "\n".join(f'    "{text}",' for text in expected)
    return f"""/// What each scenario is to leave behind.
static EXPECTED: &[&str] = &[
{rows}
];

#[test]
fn every_scenario_leaves_what_it_should() {{
    for (number, trace) in traces(version_0::drive).iter().enumerate() {{
        assert_eq!(trace, EXPECTED[number], "scenario {{number}}: {{:?}}", SCENARIOS[number]);
    }}
}}
"""


# ------------------------------------------------------------------------------------------------------------------ items


def version_of(file: RustFile, roles: Roles, runs: Iterable[Run]) -> Version:
    """The items of `file` that the guard consists of or uses, and what they need from outside."""
    top = [item for item in items_of(file) if not item.path and "test" not in " ".join(item.attributes)]
    chosen = {n for n, item in enumerate(top) if _is_of(item, roles.type)}
    text = " ".join(file.source.slice(top[n].span) for n in chosen)
    while True:
        words = _words(text)
        more = {n for n, item in enumerate(top) if n not in chosen and item.kind in _TAKEN and item.name in words}
        more |= {
            n for n, item in enumerate(top) if n not in chosen and item.kind == "impl" and item.name.rpartition(" for ")[2] in
            {top[c].name for c in chosen | more if top[c].kind in ("struct", "enum")}
        }  # fmt: skip
        if not more:
            break
        chosen |= more
        text = " ".join(file.source.slice(top[n].span) for n in sorted(chosen))
    asked = {row for run in runs for row in run.after.asked}
    imports = []
    for node in file.root.named_children:
        if node.type == "use_declaration":
            used = [p for p in expanded(file.text(node)) if p.rpartition("::")[2] in _words(text)]
            asked |= {(p, -1) for p in used}
            imports += [f"    use {p};" for p in used]
    inner = [p for n in sorted(chosen) for p in _inner_uses(file.source.slice(top[n].span))]
    asked |= {(p, -1) for p in inner}
    whole = [file.source.slice(top[n].whole) for n in sorted(chosen)]
    return Version("\n".join([*imports, *whole]), frozenset(asked))


_TAKEN = frozenset({"struct", "enum", "fn", "const", "static", "type", "trait", "macro"})


def _is_of(item: Item, name: str) -> bool:
    return (item.kind in ("struct", "enum") and item.name == name) or (
        item.kind == "impl" and item.name.rpartition(" for ")[2].split("<")[0] == name
    )


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


def _inner_uses(text: str) -> list[str]:
    found: list[str] = []
    for part in text.split("use ")[1:]:
        declaration = part.split(";")[0]
        if "::" in declaration and all(c.isalnum() or c in "_:{}, \n\t*" for c in declaration):
            found += expanded(f"use {declaration};")
    return found


def expanded(declaration: str) -> list[str]:
    """The full paths that a `use` declaration brings in; renamed ones and globs are left out."""
    body = declaration.strip().rstrip(";").partition("use ")[2].strip()
    return [p for p in _branches(body) if not p.endswith("*") and " as " not in p]


def _branches(text: str) -> list[str]:
    text = text.strip().lstrip(":")
    head, opened, rest = text.partition("{")
    if not opened:
        return [" ".join(text.split())]
    inner, depth, parts, start = rest[: rest.rindex("}")], 0, [], 0
    for at, ch in enumerate(inner):
        depth += {"{": 1, "}": -1}.get(ch, 0)
        if ch == "," and depth == 0:
            parts.append(inner[start:at])
            start = at + 1
    parts.append(inner[start:])
    prefix = head.strip()
    found = []
    for part in parts:
        for branch in _branches(part) if part.strip() else []:
            found.append(prefix.removesuffix("::") if branch == "self" else prefix + branch)
    return found
