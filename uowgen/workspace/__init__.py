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

__all__ = ["DiskTree", "find_root", "patch_of", "write_plan"]


def patch_of(tree: DiskTree, plan: Plan) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The changes of `plan` as a diff for `git apply`, which follows no links: the files that they lead to are named instead."""
    from uowgen.patch import unified_diff

    changes = [change._replace(path=tree.leads_to(change.path)) for change in plan.changes]
    paths = [change.path for change in changes]
    if len(set(paths)) < len(paths):
        from uowgen.workspace.write import same_file_twice

        twice = (named for named, meant in zip(plan.changes, paths, strict=True) if paths.count(meant) > 1 and named.path != meant)
        return b"", tuple(same_file_twice(change.path) for change in twice)
    return unified_diff(changes), ()


def write_plan(tree: DiskTree, plan: Plan) -> tuple[Diagnostic, ...]:
    """Writes all changes of `plan`, and keeps for each spec what it put in. An error among the diagnostics: nothing was written."""
    from uowgen.workspace.applied import write_plan as write

    return write(tree, plan)
