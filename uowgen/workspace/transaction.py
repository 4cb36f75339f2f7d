"""Replaces, makes and removes several files: all of it, or nothing.

New texts are staged beside their targets and flushed; old ones get a second name; then, with the journal saying so, each target
is renamed over. What fails is undone here; what a crash leaves half done, `recovery.py` finishes or takes back. Whether a path is
allowed is not asked here.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NamedTuple

from uowgen.patch import digest_of
from uowgen.workspace import steps
from uowgen.workspace.journal import Entry, Journal, remove_journal, write_journal
from uowgen.workspace.recovery import clear, put_back, put_in_place


class Target(NamedTuple):
    """A file at the real path `path` that goes from text `old` to `new`; None: no file."""

    path: str
    old: bytes | None
    new: bytes | None


class Changed(Exception):  # noqa: N818  a state of affairs, no fault
    """The target `path` is no longer what it was when the transaction began; all was undone."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def transact(base: str, folder: str, targets: tuple[Target, ...]) -> None:
    """Makes all of `targets` so. Raises OSError or Changed with everything as it was.

    `folder` is the own folder, whose lock the caller holds; paths in the journal are relative to it or to `base`. Where even
    undoing fails, the journal stays and the next run goes on with it.
    """
    journal = _planned(targets)
    try:
        write_journal(folder, base, journal)
        _stage(journal, targets)
        for target in targets:
            if _now(target.path) != target.old:
                raise Changed(target.path)
        journal = journal._replace(phase="renaming")
        write_journal(folder, base, journal)
        put_in_place(journal)
    except BaseException:
        _undo(base, folder, journal)
        raise
    # From here all is done; what cannot be tidied up now, the next run tidies up.
    with suppress(OSError):
        clear(journal, made=False)
        _remove_empty_folders(base, targets)
        remove_journal(folder)


def _planned(targets: tuple[Target, ...]) -> Journal:
    mark = os.urandom(4).hex()
    entries = []
    folders: dict[str, None] = {}
    for number, target in enumerate(targets):
        beside = os.path.join(os.path.dirname(target.path), f".uowgen-{mark}-{number}")
        staged = "" if target.new is None else beside + ".new"
        backup = "" if target.old is None else beside + ".old"
        entries.append(Entry(target.path, digest_of(target.old), digest_of(target.new), staged, backup))
        if target.new is not None:
            folders.update(dict.fromkeys(_missing_folders(target.path)))
    return Journal("staging", tuple(entries), tuple(folders))


def _missing_folders(path: str) -> list[str]:
    """The folders above `path` that are not there, outermost first."""
    found: list[str] = []
    above = os.path.dirname(path)
    while not os.path.lexists(above):
        found.insert(0, above)
        above = os.path.dirname(above)
    return found


def _stage(journal: Journal, targets: tuple[Target, ...]) -> None:
    for path in journal.folders:
        os.mkdir(path)
    for entry, target in zip(journal.entries, targets, strict=True):
        like = None if target.old is None else os.stat(target.path, follow_symlinks=False)
        if target.new is not None:
            steps.make_file(entry.staged, target.new, like)
        if target.old is not None and like is not None:
            steps.keep_copy(target.path, entry.backup, target.old, like)
    for path in dict.fromkeys(os.path.dirname(p) for p in (*journal.folders, *(t.path for t in targets))):
        steps.flush_folder(path)


def _now(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _undo(base: str, folder: str, journal: Journal) -> None:
    with suppress(OSError):
        if journal.phase == "renaming":
            with suppress(OSError):  # a full disk: then the journal says `renaming`, and the next run sees how far it came
                write_journal(folder, base, journal._replace(phase="undoing"))
            put_back(journal)
        clear(journal, made=True)
        remove_journal(folder)


def _remove_empty_folders(base: str, targets: tuple[Target, ...]) -> None:
    """Removes folders that a removed file leaves empty, as git does."""
    for target in targets:
        above = os.path.dirname(target.path)
        while target.new is None and above.startswith(base + "/") and not os.listdir(above):
            steps.remove_folder(above)
            above = os.path.dirname(above)
