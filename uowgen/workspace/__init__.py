"""The outer layer that touches the disk: the tree as it lies there, all-or-nothing writing, what was applied.

Nothing here knows specs' words or Rust. A run that only reads loads the tree and nothing of what writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.workspace.disk_tree import DiskTree
from uowgen.workspace.places import find_root

if TYPE_CHECKING:
    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Plan

__all__ = ["DiskTree", "find_root", "write_plan"]


def write_plan(tree: DiskTree, plan: Plan) -> tuple[Diagnostic, ...]:
    """Writes all changes of `plan`, and keeps for each spec what it put in. An error among the diagnostics: nothing was written."""
    from uowgen.workspace.applied import write_plan as write

    return write(tree, plan)
