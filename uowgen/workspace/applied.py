"""What was applied to a tree, kept with it: for each spec the records of the runs that wrote something for it.

Records are written in the same transaction as the files that they speak of. What is in them is `revert/`'s business.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.patch import change_between, changes_something, digest_of
from uowgen.revert import Record, read_records, record_of, records_text, revert_changes, written_by
from uowgen.tree import OverlayTree
from uowgen.workspace.places import own_folder
from uowgen.workspace.write import Written, write_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from uowgen.diagnostic import Diagnostic
    from uowgen.model import FileChange, Plan
    from uowgen.tree import Tree
    from uowgen.workspace.disk_tree import DiskTree

    Unrecorded = Callable[[str, Tree], tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]]


def write_plan(tree: DiskTree, plan: Plan) -> tuple[Diagnostic, ...]:
    """Writes all changes of `plan`, and keeps for each spec what it put in. An error among the diagnostics: nothing was written."""
    records: dict[str, tuple[Record, ...]] = {}
    for spec, changes in written_by(plan):
        if any(map(changes_something, changes)):
            name = spec_name(tree.root, spec.spec.path, spec.spec.id)
            file = _file_of(name)
            earlier = records[file] if file in records else _still_there(tree, recorded(tree.root, name))
            records[file] = (*earlier, record_of(changes, name))
    return write_changes(tree.root, plan.changes, {file: records_text(kept) for file, kept in records.items()}).problems


def spec_name(root: str, path: str, id_: str) -> str:
    """The name by which records know the spec `id_` of the document at `path` (as seen from the current folder)."""
    base, _ = own_folder(root)
    place = os.path.realpath(path)
    return (os.path.relpath(place, base) if place.startswith(base + "/") else place) + "#" + id_


def recorded(root: str, name: str) -> tuple[Record, ...]:
    """What runs wrote for the spec called `name` (see `spec_name`), oldest first; () if nothing is known."""
    _, folder = own_folder(root)
    try:
        with open(os.path.join(folder, _file_of(name)), "rb") as file:
            return read_records(file.read())
    except (OSError, ValueError):
        return ()


def revert_specs(tree: DiskTree, names: Sequence[str], unrecorded: Unrecorded) -> Written:
    """Takes out of `tree` the specs called `names`, in the order in which they were applied, and forgets them; all or nothing.

    `unrecorded` gives for a name without a record, on the tree without the specs after it, the changes that take it out, or why
    they cannot be (see `revert.revert_unrecorded`).
    """
    now: dict[str, bytes | None] = {}
    problems: list[Diagnostic] = []
    forgotten: dict[str, None] = {}
    for name in reversed(names):
        left = OverlayTree(tree, now)
        records = recorded(tree.root, name)
        changes, wrong = revert_changes(records, left) if records else unrecorded(name, left)
        problems += wrong
        now.update({change.path: None if change.removed else change.result for change in changes})
        if records:
            forgotten[_file_of(name)] = None
    if problems:
        return Written((), tuple(problems))
    files = ((path, tree.read(path), text) for path, text in sorted(now.items()))
    return write_changes(
        tree.root,
        [
            change_between(path, None if source is None else source.data, text)
            for path, source, text in files
            if source or text is not None
        ],
        forgotten,
    )


def _file_of(name: str) -> str:
    return f"applied/{digest_of(name.encode('utf-8', 'surrogateescape'))}.json"


def _still_there(tree: DiskTree, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Of `records` those that can be taken out; what somebody has taken out otherwise need not be remembered."""
    found = []
    for record in records:
        changes, problems = revert_changes((record,), tree)
        if changes and not problems:
            found.append(record)
    return tuple(found)
