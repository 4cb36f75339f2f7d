"""Criteria on containers: the same driver is run by rustc's program and by the interpreter, and the verdicts follow from what it tells."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

import uowgen.claims.containers.runs as runs_module
from tests.behaviour.both_ways import RUSTC
from tests.claims.container_types import TYPES
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree
from uowgen.verify import VerifyOptions, verify_specs

VARIANTS = [(name, source, change) for name, source, changes, _ in TYPES for change in (None, *changes)]
CRITERIA = {name: criteria for name, _, _, criteria in TYPES}


def changed(source: str, change: tuple[str, str] | None) -> str:
    if change is None:
        return source
    assert change[0] in source
    return source.replace(change[0], change[1], 1)


def verdicts(name: str, source: str, seen: list[object] | None = None) -> list[tuple[str, str | None]]:
    rows = "".join(f"- [ ] {text}\n" for text in CRITERIA[name])
    document = Source("spec.md", f"# UoW 1: it\n\n**File:** `src/it.rs`\n\n## Acceptance criteria\n\n{rows}".encode())
    specs, _ = read_document(document)
    tree = MemoryTree({"src/it.rs": source.encode()})
    ((_, found),) = verify_specs([(spec, document) for spec in specs], tree, VerifyOptions())
    if seen is not None:
        seen.extend(found)
    return [(v.outcome, v.claim) for v in found]


@pytest.mark.parametrize("name", CRITERIA)
def test_what_is_as_asked_holds(name):
    source = next(s for n, s, _ in VARIANTS if n == name)
    assert [outcome for outcome, _ in verdicts(name, source)] == ["holds"] * len(CRITERIA[name])


@cache
def _interpreted() -> tuple[list[list[tuple[str, str]]], list[tuple[int, str, str, list[list[int]]]]]:
    """For each variant the verdicts, and what was run for them: the variant's number, its code, the driver, the runs."""
    asked: list[tuple[int, str, str, list[list[int]]]] = []

    def remembered(number: int, name: str, source: str) -> list[tuple[str, str]]:
        def probed(case, path, code, arguments):
            asked.append((number, source, code, [row[0] for row in arguments]))
            return real(case, path, code, arguments)

        real, runs_module.probed = runs_module.probed, probed
        try:
            return verdicts(name, source)
        finally:
            runs_module.probed = real

    return [remembered(number, name, changed(source, change)) for number, (name, source, change) in enumerate(VARIANTS)], asked


@cache
def _compiled() -> dict[int, list[tuple[list[list[int]], list[list[int] | None]]]]:
    """For each variant and criterion: the runs, and what rustc's program tells for each (None: it panics)."""
    asked = _interpreted()[1]
    modules, calls = [], []
    for n, (_, source, code, runs) in enumerate(asked):
        modules.append(f"mod m{n} {{ {source}\n pub {code} }}\n")
        kind = "u8" if "ops: &[u8]" in code else "usize"
        listed = ",".join(f"&[{','.join(map(str, r))}]" for r in runs)
        calls.append(
            f"{{ let runs: &[&[{kind}]] = &[{listed}]; for run in runs {{ match std::panic::catch_unwind(|| m{n}::uowgen_probe(run)) "
            f'{{ Ok(v) => println!("{n} {{v:?}}"), Err(_) => println!("{n} panic") }} }} }}\n'
        )
    functions = "".join(f"fn c{n}() {call}" for n, call in enumerate(calls))
    main = "".join(f"c{n}();" for n in range(len(calls)))
    program = f"#![allow(warnings)]\n{''.join(modules)}{functions}fn main() {{ std::panic::set_hook(Box::new(|_| {{}})); {main} }}"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.rs").write_text(program)
        command = [
            RUSTC,
            "--edition",
            "2021",
            "-Cdebug-assertions=on",
            "-Coverflow-checks=on",
            "-Cdebuginfo=0",
            "-o",
            f"{folder}/main",
        ]
        built = subprocess.run([*command, f"{folder}/main.rs"], capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr[:3000]
        told = subprocess.run([f"{folder}/main"], capture_output=True, text=True, check=True).stdout.splitlines()
    rows: dict[int, list[list[int] | None]] = {}
    for line in told:
        n, _, values = line.partition(" ")
        rows.setdefault(int(n), []).append(
            None if values == "panic" else [int(v) for v in values.strip("[]").split(",") if v.strip()]
        )
    found: dict[int, list[tuple[list[list[int]], list[list[int] | None]]]] = {}
    for n, (number, _, _, runs) in enumerate(asked):
        found.setdefault(number, []).append((runs, rows[n]))
    return found


@pytest.mark.skipif(RUSTC is None, reason="NOT COMPARED WITH RUST: there is no rustc here")
@pytest.mark.parametrize("number", range(len(VARIANTS)), ids=[f"{n}: {c[1] if c else 'as it is'}" for n, _, c in VARIANTS])
def test_the_verdicts_are_those_of_the_compiled_program(number, monkeypatch):
    name, source, change = VARIANTS[number]
    from uowgen.claims.runs.programs import Probed

    mine = _interpreted()[0][number]
    told = iter(_compiled()[number])

    def compiled(case, path, code, arguments):
        runs, rows = next(told)
        assert runs == [row[0] for row in arguments]
        return [Probed(None, "a panic") if row is None else Probed(row) for row in rows]

    monkeypatch.setattr(runs_module, "probed", compiled)
    assert verdicts(name, changed(source, change)) == mine


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("ring", ("self.len == N", "self.len > N"), ["holds", "fails", "holds"]),
        ("ring", ("return Err(value);", "return Ok(());"), ["holds", "fails", "holds"]),
        ("ring", ("(self.head + 1) % N", "self.head"), ["fails", "holds", "holds"]),
        ("list", ("area.start <= addr", "area.start < addr"), ["holds", "holds", "fails", "undecided"]),
        ("list", ("return Err(ListError::Overlap);", "continue;"), ["fails", "fails", "holds", "holds"]),
        ("list", ("Area { start: end, ..area }", "Area { end, ..area }"), ["holds", "holds", "holds", "fails"]),
        ("stack", ("self.items.pop()", "self.items.last().copied()"), ["fails", "holds", "fails"]),
    ],
)
def test_a_change_is_told_from_the_criteria_that_it_breaks(name, change, expected):
    source = next(s for n, s, _ in VARIANTS if n == name)
    assert [outcome for outcome, _ in verdicts(name, changed(source, change))] == expected


BELT = next(source for name, source, _, _ in TYPES if name == "belt")
RIGHT = ["holds"] * 7


@pytest.mark.parametrize(
    "change,wrong",
    [
        (("self.held == N", "self.held + 1 == N"), {1}),
        (("self.lost += 1;", ""), {2}),
        (("self.held > 0", "self.first > 0"), {3, 4}),
        (("(self.first + self.held) % N", "self.held"), {0, 6}),
        (("Some(self.boxes[self.first]) }", "Some(self.boxes[(self.first + self.held - 1) % N]) }"), {4}),
        (("        moved\n", "        lorry.len()\n"), {5}),
        (("self.held = 0; }", "}"), {6}),
        (("self.held = 0; }", "self.held = 0; self.lost = 0; }"), {6}),
        (("self.first = 0; self", "self"), set()),
        (("let weight = self.boxes[self.first];", "let weight = self.boxes[self.first % N];"), set()),
    ],
)
def test_a_change_fails_what_it_goes_against(change: tuple[str, str], wrong: set[int]) -> None:
    found = [outcome for outcome, _ in verdicts("belt", changed(BELT, change))]
    assert {n for n, outcome in enumerate(found) if outcome == "fails"} >= wrong
    if not wrong:
        assert found == RIGHT


def test_what_may_change_what_it_shows_is_no_look() -> None:
    inside = BELT.replace("lost: u32 }", "lost: u32, seen: core::cell::Cell<usize> }").replace(
        "lost: 0 }", "lost: 0, seen: core::cell::Cell::new(0) }"
    )
    found = verdicts("belt", inside)
    assert found[4][0] == "undecided"
