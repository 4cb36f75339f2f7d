"""Small crates and specs on them for the tests, and what it takes to have them decided."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from uowgen.model import Block, Criterion, FileChange, Operation, Plan, Spec, SpecPlan, Verdict
from uowgen.text import Edit, Span
from uowgen.toolchain.decide import Task, decide
from uowgen.toolchain.settings import Settings
from uowgen.tree import MemoryTree, OverlayTree

needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="NO CARGO ON THIS MACHINE: toolchain runs are NOT tested")
needs_rustfmt = pytest.mark.skipif(shutil.which("rustfmt") is None, reason="NO RUSTFMT ON THIS MACHINE: formatting is NOT tested")
MANIFEST = '[package]\nname = "small"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\n'
SMALL = {"Cargo.toml": MANIFEST, "src/lib.rs": "pub fn one() -> u32 {\n    1\n}\n"}


class Asked(NamedTuple):
    """A spec with its plan on a tree, as the earlier stages would have made them."""

    spec: Spec
    planned: SpecPlan
    changes: tuple[FileChange, ...]


def write(root: Path, files: dict[str, str]) -> Path:
    """Writes `files` below `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def appends(
    root: Path, code: str, *criteria: str, file: str = "src/lib.rs", status: str = "applies", blocks: tuple[Block, ...] = ()
) -> Asked:
    """A spec that appends `code` to `file`; `status` says whether that is still to be done."""
    spec = Spec(
        "spec.md", "1", "A spec", 1, Span(0, 0), (Block(Span(0, 0), 3, 9, "rust", "", code, "code"), *blocks),
        criteria=tuple(Criterion(text, 20 + n, Span(0, 0)) for n, text in enumerate(criteria)),
    )  # fmt: skip
    original = (root / file).read_bytes()
    edits = (Edit(file, Span(len(original), len(original)), code.encode()),)
    operation = Operation("append_to_file", 3, Span(0, 0), file, "", status, edits=edits if status == "applies" else (), block=0)
    changes = (FileChange(file, original, edits, original + code.encode(), ""),) if status == "applies" else ()
    return Asked(spec, SpecPlan(spec, (operation,)), changes)


def decided(root: Path, cache: Path, *asked: Asked, patched: bool = True, **more: object) -> list[Verdict]:
    """The verdicts on all criteria of `asked`, whose claims are `tests_pass` where they speak of tests, else `compiles`."""
    judged = [(a.spec, tuple(waiting(c) for c in a.spec.criteria)) for a in asked]
    done = decide(judged, task(root, cache, *asked, patched=patched, **more))
    return [verdict for _, verdicts in done for verdict in verdicts]


def waiting(criterion: Criterion) -> Verdict:
    """The verdict that the core gives on a criterion for the toolchain."""
    claim = "tests_pass" if "test" in criterion.text else "compiles"
    return Verdict(criterion, claim, "undecided", None, "only a compiler can tell", "needs-toolchain")


def task(root: Path, cache: Path, *asked: Asked, patched: bool = True, **more: object) -> Task:
    """What `decide` works on."""
    settings = Settings(jobs=1, timeout=60.0)._replace(**{k: v for k, v in more.items() if k in Settings._fields})
    files = {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file() and "target" not in p.parts}
    base = MemoryTree(files)
    changes = {c.path: c for a in asked for c in a.changes}
    tree = OverlayTree(base, {path: c.result for path, c in changes.items()}) if patched else base
    plan = Plan(tuple(a.planned for a in asked), tuple(changes.values()))
    rest = {k: v for k, v in more.items() if k in Task._fields}
    return Task(str(root), tree, plan, patched, settings, str(cache), **{"say": lambda _: None, **rest})


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    """Every file below `root` with its bytes, mode and time."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            there = path.stat()
            found[str(path.relative_to(root))] = (path.read_bytes(), there.st_mode, there.st_mtime_ns)
    return found


def left_behind(cache: Path) -> list[str]:
    """Scratch copies that still exist below `cache`, and processes that work in it."""
    found = [str(p) for p in cache.glob("*/tree")]
    for name in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if name.isdigit():
            try:
                where = os.readlink(f"/proc/{name}/cwd")
            except OSError:
                continue
            if where.startswith(str(cache)):
                found.append(f"process {name} in {where}")
    return found
