"""Short ways to plan a document on files given as text."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from uowgen.plan import PlanOptions, plan_specs
from uowgen.rust.syntax import RustFile, errors
from uowgen.spec.read import read_document
from uowgen.text import Source
from uowgen.tree import MemoryTree, OverlayTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.model import Operation, Plan
    from uowgen.tree import Tree

PATH = "src/mm.rs"


def tree_of(files: Mapping[str, str | bytes]) -> MemoryTree:
    """The tree with `files`."""
    return MemoryTree({path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()})


def plan_text(document: str, tree: Tree, options: PlanOptions | None = None) -> Plan:
    """The plan of every spec of `document`, from which the common indentation is taken."""
    source = Source("uow.md", dedent(document).lstrip("\n").encode())
    specs, _ = read_document(source)
    return plan_specs([(spec, source) for spec in specs], tree, options or PlanOptions())


def operations_of(plan: Plan) -> list[Operation]:
    """All operations of all specs."""
    return [operation for spec in plan.specs for operation in spec.operations]


def planned(directive: str, text: str | bytes, code: str = "", lang: str = "rust") -> tuple[bytes, list[Operation]]:
    """The file after `directive` (with the block `code`, if any), and the operations."""
    block = f"\n```{lang}\n{dedent(code).strip(chr(10))}\n```\n" if code else ""
    plan = plan_text(f"# UoW 1: x\n\n**File:** `{PATH}`\n\n{directive}\n{block}", tree_of({PATH: text}))
    changed = {change.path: change.result for change in plan.changes}
    return changed.get(PATH, text if isinstance(text, bytes) else text.encode()), operations_of(plan)


def tree_after(tree: Tree, plan: Plan) -> OverlayTree:
    """`tree` as `plan` leaves it."""
    return OverlayTree(tree, {c.path: None if c.removed else c.result for c in plan.changes})


def new_errors(before: bytes, after: bytes) -> int:
    """How many syntax errors more the Rust text `after` has."""
    return len(errors(RustFile(Source("", after)).root)) - len(errors(RustFile(Source("", before)).root))
