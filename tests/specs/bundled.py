"""The bundled specs and the bundled kernel: planned in memory, or applied to a scratch copy by the program as a user runs it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

from tests.cli.run import KERNEL, SPECS
from uowgen.plan import PlanOptions, plan_specs
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from uowgen.model import Plan
    from uowgen.tree import Tree

FIRST = SPECS / "uow-2.1-mmap-guard.md"
CHAINS = {"guard-chain": (FIRST, SPECS / "guard-chain"), "task-chain": (SPECS / "task-chain",)}


class Row(NamedTuple):
    """The outcome of one operation: its kind, its file, the status or the code of a refusal, and where it goes."""

    kind: str
    file: str
    outcome: str
    place: str = ""


def kernel_tree() -> MemoryTree:
    """The bundled kernel in memory."""
    files = (p for p in KERNEL.rglob("*") if p.is_file() and "target" not in p.relative_to(KERNEL).parts)
    return MemoryTree({p.relative_to(KERNEL).as_posix(): p.read_bytes() for p in files})


def planned(tree: Tree, *documents: Path) -> Plan:
    """The plan of all specs of `documents` on `tree`."""
    read = []
    for path in documents:
        source = Source(path.relative_to(SPECS).as_posix(), path.read_bytes())
        read += [(spec, source) for spec in read_document(source)[0]]
    return plan_specs(read, tree, PlanOptions())


def table(plan: Plan) -> list[Row]:
    """The outcome of every operation of `plan`, in order: the status, or the code of the refusal."""
    operations = [o for spec in plan.specs for o in spec.operations]
    return [Row(o.kind, o.file, o.code or o.status, "" if o.code else o.message) for o in operations]


def scratch_kernel(folder: Path) -> Path:
    """A copy of the bundled kernel below `folder`, without what a build has left in it."""
    root = folder / "kernel"
    shutil.copytree(KERNEL, root, ignore=shutil.ignore_patterns("target"))
    return root
