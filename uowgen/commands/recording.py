"""The last recorded run of a tree: where it lies, what it says, and adding to it.

It is a `uowgen/verify/1` document in the folder of the tree that is the program's own, so that nothing of it is committed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic
from uowgen.since import records_of
from uowgen.workspace.places import own_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.commands.common import Inputs
    from uowgen.model import Spec
    from uowgen.since import Record

_NAME = "verified.json"


def recorded(inputs: Inputs, file: str | None) -> tuple[Mapping[str, Record] | None, tuple[Diagnostic, ...]]:
    """The specs of the last recorded run, or of the one that `file` holds; None if there is none."""
    path = file or os.path.join(own_folder(inputs.tree.root)[1], _NAME)
    written = _load(path)
    found = None if written is None else records_of(written)
    if found is None and (file or written is not None):
        advice = "make one with `uowgen verify --format json`, or `uowgen verify --record`"
        return None, (Diagnostic("no-record", "this is no record of a run with fingerprints", path, None, advice),)
    return found, ()


def record_named(records: Mapping[str, Record], spec: Spec, inputs: Inputs) -> Record | None:
    """What the record knows of a spec, by its path from the root or as it was given."""
    return records.get(f"{_path(spec.path, inputs)}#{spec.id}") or records.get(f"{spec.path}#{spec.id}")


def record(written: dict[str, object], inputs: Inputs) -> tuple[Diagnostic, ...]:
    """Puts the specs of `written` (a `uowgen/verify/1` document) into the record, in the place of what it had of them."""
    from json import dumps

    from uowgen.workspace.write import write_changes

    before = _load(os.path.join(own_folder(inputs.tree.root)[1], _NAME))
    old = before.get("specs") if isinstance(before, dict) and records_of(before) is not None else []
    fresh = written["specs"]
    assert isinstance(old, list)
    assert isinstance(fresh, list)
    rows = [{**row, "path": _path(row["path"], inputs)} for row in fresh]
    names = {(row["path"], row["id"]) for row in rows}
    rows += [row for row in old if (row.get("path"), row.get("id")) not in names]
    text = dumps({"schema": written["schema"], "specs": rows}, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    return write_changes(inputs.tree.root, (), {_NAME: text}).problems


def _path(path: str, inputs: Inputs) -> str:
    root = os.path.realpath(inputs.tree.root)
    place = os.path.realpath(path)
    return os.path.relpath(place, root) if place.startswith(root + os.sep) else place


def _load(path: str) -> object:
    from json import loads

    try:
        with open(path, "rb") as file:
            return loads(file.read())
    except (OSError, ValueError):
        return None
