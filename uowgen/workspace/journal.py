"""The journal of a transaction: what it is about to do, so that a later run can finish it or take it back.

Only its form: who writes it when is in `transaction.py`, what becomes of one that is found is in `recovery.py`.
"""

from __future__ import annotations

import json
import os
from typing import Literal, NamedTuple

from uowgen.workspace import steps

_SCHEMA = "uowgen/journal/1"
# staging: no target has been touched. renaming: any of them may have been; go on, or back. undoing: go back.
Phase = Literal["staging", "renaming", "undoing"]


class Entry(NamedTuple):
    """One file of a transaction, paths absolute and real.

    `old` and `new` are digests of its text before and after, empty where there is no file. `staged` holds the new text until it
    takes the target's place, `backup` the old one until all is done; both lie beside the target, and are empty where there is none.
    """

    target: str
    old: str
    new: str
    staged: str
    backup: str


class Journal(NamedTuple):
    """A transaction: its files, and the folders that it makes, outermost first."""

    phase: Phase
    entries: tuple[Entry, ...]
    folders: tuple[str, ...]


class JournalError(Exception):
    """A journal that is there and says nothing that can be followed."""


def journal_path(folder: str) -> str:
    """Where the journal of the own folder `folder` lies."""
    return os.path.join(folder, "journal")


def write_journal(folder: str, base: str, journal: Journal) -> None:
    """Makes `journal` the one of `folder`; its paths are kept relative to `base`, so that a tree may be moved."""
    rows = [[_relative(path, base, folder) for path in (e.target, e.staged, e.backup)] + [e.old, e.new] for e in journal.entries]
    folders = [_relative(path, base, folder) for path in journal.folders]
    text = json.dumps({"schema": _SCHEMA, "phase": journal.phase, "files": rows, "folders": folders})
    steps.replace_file(journal_path(folder), text.encode("ascii"))


def read_journal(folder: str, base: str) -> Journal | None:
    """The journal of `folder`, None if there is none. JournalError for one that cannot be followed; OSError as `open` gives it."""
    try:
        with open(journal_path(folder), "rb") as file:
            text = file.read()
    except FileNotFoundError:
        return None
    try:
        said = json.loads(text)
        if said["schema"] != _SCHEMA or said["phase"] not in ("staging", "renaming", "undoing"):
            raise JournalError("it has another form")
        entries = []
        for target, staged, backup, old, new in said["files"]:
            found = [_absolute(path, base, folder) for path in (target, staged, backup)]
            entries.append(Entry(found[0], str(old), str(new), found[1], found[2]))
        return Journal(said["phase"], tuple(entries), tuple(_absolute(path, base, folder) for path in said["folders"]))
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError("it is not a journal of this program") from error


def remove_journal(folder: str) -> None:
    """Ends the transaction."""
    steps.remove_file(journal_path(folder))
    steps.flush_folder(folder)


def _relative(path: str, base: str, folder: str) -> str:
    if not path:
        return ""
    if path.startswith(folder + "/"):
        return "own:" + path[len(folder) + 1 :]
    return "tree:" + os.path.relpath(path, base)


def _absolute(path: str, base: str, folder: str) -> str:
    """The path that `_relative` told. JournalError for one that leads out of its folder, by links too."""
    if not path:
        return ""
    where, _, rest = path.partition(":")
    root = {"own": folder, "tree": base}.get(where)
    if root is None:
        raise JournalError("it names a path in another form")
    parent, name = os.path.split(os.path.normpath(os.path.join(root, rest)))
    real = os.path.realpath(parent)
    if name in ("", ".", "..") or not (real + "/").startswith(root.rstrip("/") + "/") or real != parent:
        raise JournalError("it names a path outside of the tree")
    return os.path.join(real, name)
