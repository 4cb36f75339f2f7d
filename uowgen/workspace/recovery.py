"""What becomes of a transaction that was interrupted: it is finished if everything for that is there, else taken back.

A file that is neither as before nor as after was changed by somebody since: then nothing is touched, and it is said.
"""

from __future__ import annotations

import os
from typing import Literal

from uowgen.patch import digest_of
from uowgen.workspace import steps
from uowgen.workspace.journal import Entry, Journal, read_journal, remove_journal

Recovered = Literal["nothing", "finished", "taken-back"]


class Stuck(Exception):  # noqa: N818  a state of affairs, no fault
    """An interrupted transaction that can be neither finished nor taken back, because of the file `path`."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def recover_locked(base: str, folder: str) -> Recovered:
    """Ends the transaction whose journal lies in the own folder `folder`, if there is one; the caller holds the lock.

    Raises Stuck with nothing touched, JournalError, or OSError; the journal then stays, and the next run tries again.
    """
    journal = read_journal(folder, base)
    if journal is None:
        return "nothing"
    forward = _is_forward(journal)
    if forward:
        put_in_place(journal)
    elif journal.phase != "staging":
        put_back(journal)
    clear(journal, made=not forward)
    remove_journal(folder)
    return "finished" if forward else "taken-back"


def put_in_place(journal: Journal) -> None:
    """Every target becomes what it is to be, unless it is already."""
    for entry in journal.entries:
        if entry.staged and os.path.lexists(entry.staged):
            os.replace(entry.staged, entry.target)
        elif not entry.staged:
            steps.remove_file(entry.target)
    _flush(journal)


def put_back(journal: Journal) -> None:
    """Every target becomes what it was, unless it is already."""
    for entry in journal.entries:
        if entry.backup and os.path.lexists(entry.backup):
            os.replace(entry.backup, entry.target)
        elif not entry.old and digest_at(entry.target) == entry.new:
            steps.remove_file(entry.target)
    _flush(journal)


def clear(journal: Journal, *, made: bool) -> None:
    """Removes what was staged and kept; with `made` the folders too that were made, if they are empty."""
    for entry in journal.entries:
        for path in (entry.staged, entry.backup):
            if path:
                steps.remove_file(path)
    if made:
        for path in reversed(journal.folders):
            steps.remove_folder(path)


def digest_at(path: str) -> str:
    """The digest of the file at `path`; empty if there is none. OSError if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return digest_of(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _is_forward(journal: Journal) -> bool:
    """Whether to go on rather than back. Raises Stuck if neither can be."""
    if journal.phase == "staging":
        return False
    now = [digest_at(entry.target) for entry in journal.entries]
    for entry, digest in zip(journal.entries, now, strict=True):
        if digest not in (entry.old, entry.new):
            raise Stuck(entry.target)
    if journal.phase == "renaming" and all(map(_can_be_finished, journal.entries, now)):
        return True
    for entry, digest in zip(journal.entries, now, strict=True):
        if not _can_be_taken_back(entry, digest):
            raise Stuck(entry.target)
    return False


def _can_be_finished(entry: Entry, now: str) -> bool:
    return now == entry.new or not entry.new or digest_at(entry.staged) == entry.new


def _can_be_taken_back(entry: Entry, now: str) -> bool:
    return now == entry.old or not entry.old or digest_at(entry.backup) == entry.old


def _flush(journal: Journal) -> None:
    for path in dict.fromkeys(os.path.dirname(entry.target) for entry in journal.entries):
        if os.path.isdir(path):
            steps.flush_folder(path)
