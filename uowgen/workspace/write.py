"""Writes changes to the disk: all of them or none, and only over what they were made for.

It checks, locks, and turns what can go wrong into diagnostics; how a set of files is replaced at once is in `transaction.py`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.patch import changes_something, digest_of
from uowgen.workspace.journal import JournalError, journal_path
from uowgen.workspace.lock import Locked, locked
from uowgen.workspace.places import locate, own_folder
from uowgen.workspace.recovery import Stuck, recover_locked
from uowgen.workspace.transaction import Changed, Target, transact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from uowgen.model import FileChange


class Written(NamedTuple):
    """The paths that were written or removed, and what there is to say. An error in `problems`: nothing was written."""

    paths: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def write_changes(root: str, changes: Sequence[FileChange], records: Mapping[str, bytes | None] | None = None) -> Written:
    """Makes `changes` on the tree below `root`, all or nothing, also if the machine stops halfway (see `recover`).

    Refused (`changed-since-plan`) if a file is not the one that its change was made for. A link to a file in the tree stays, and
    the file is written; modes are kept. `records` are files of the own folder (see `places.own_folder`), by path in it, that are
    written with the changes or not at all; None removes one.
    """
    wanted = tuple(change for change in changes if changes_something(change))
    real = os.path.realpath(root)
    targets, problems = _targets(real, wanted)
    if problems or not (targets or records):
        return Written((), problems)
    said: list[Diagnostic] = []
    base, folder = own_folder(real)
    with _told(root, said):
        _make_own_folder(folder)
        with locked(folder):
            said += _recovered(root, base, folder)
            targets, problems = _targets(real, wanted)  # again: until now another run may have been writing
            if problems:
                return Written((), (*said, *problems))
            said += _second_names(wanted, targets)
            kept = tuple(_record(folder, path, content) for path, content in (records or {}).items())
            transact(base, folder, (*targets, *(row for row in kept if row.old != row.new)))
    if any(problem.severity == "error" for problem in said):
        return Written((), tuple(said))
    return Written(tuple(change.path for change in wanted), tuple(said))


def recover(root: str) -> tuple[Diagnostic, ...]:
    """Finishes or takes back what an interrupted run left on the tree below `root`; a note says which. Nothing to do is ().

    `write_changes` does it first of all. Costs a look for one file if there is nothing to do.
    """
    base, folder = own_folder(root)
    if not os.path.lexists(journal_path(folder)):
        return ()
    said: list[Diagnostic] = []
    with _told(root, said), locked(folder):
        said += _recovered(root, base, folder)
    return tuple(said)


@contextmanager
def _told(root: str, said: list[Diagnostic]) -> Iterator[None]:
    """What goes wrong within becomes one more diagnostic of `said`."""
    journal = journal_path(own_folder(root)[1])
    try:
        yield
    except Locked as other:
        help_ = "wait until it has ended, and run the command again"
        said.append(Diagnostic("another-run", f"another run is writing to this tree (process {other.holder})", root, None, help_))
    except Changed as changed:
        said.append(_changed(os.path.relpath(changed.path, os.path.realpath(root))))
    except Stuck as stuck:
        path = os.path.relpath(stuck.path, os.path.realpath(root))
        message = f"an interrupted run can be neither finished nor taken back: `{path}` has been changed since"
        help_ = f"look through the files named in `{journal}`, put them in order by hand, and delete it"
        said.append(Diagnostic("recovery-stuck", message, path, None, help_))
    except JournalError as error:
        message = f"the journal of an interrupted run cannot be followed: {error}"
        said.append(Diagnostic("recovery-stuck", message, journal, None, "look at the tree, and delete the journal"))
    except OSError as error:
        place = os.path.relpath(os.fsdecode(error.filename), root) if error.filename else root
        message = f"the system does not let it be written: {error.strerror or error}"
        said.append(Diagnostic("cannot-write", message, place, None, "all files are as they were; see to the disk or permissions"))


def _targets(root: str, changes: tuple[FileChange, ...]) -> tuple[tuple[Target, ...], tuple[Diagnostic, ...]]:
    """Where each change goes, and every reason not to write."""
    targets: list[Target] = []
    problems: list[Diagnostic] = []
    for change in changes:
        place = locate(root, change.path)
        if place is None:
            message = f"`{change.path}` lies outside of the tree"
            problems.append(Diagnostic("outside-root", message, change.path, None, "name a file below the root"))
            continue
        problem = _unfit(change, place)
        if problem is not None:
            problems.append(problem)
        elif any(place == other.path for other in targets):
            problems.append(same_file_twice(change.path))
        targets.append(Target(place, change.original, None if change.removed else change.result))
    return tuple(targets), tuple(problems)


def same_file_twice(path: str) -> Diagnostic:
    """That `path` is a link to a file which is changed under another path as well."""
    message = f"`{path}` is a file that is changed under another name already"
    return Diagnostic("same-file-twice", message, path, None, "name the file itself instead of a link")


def _unfit(change: FileChange, place: str) -> Diagnostic | None:
    """Why the file at the real path `place` cannot be the one to write; None if it can."""
    if not os.path.lexists(place):
        return None if change.original is None else _changed(change.path, "it is gone")
    if change.original is None:
        return _changed(change.path, "there is one now")
    if not os.path.isfile(place):
        return Diagnostic("not-a-file", f"`{change.path}` is not a file", change.path)
    try:
        with open(place, "rb") as file:
            content = file.read()
    except OSError as error:
        return Diagnostic("unreadable", f"cannot read it: {error.strerror}", change.path, None, "check its permissions")
    if digest_of(content) != change.digest or content != change.original:
        return _changed(change.path)
    if not os.access(place, os.W_OK):
        help_ = "make it writable if it is to be changed"
        return Diagnostic("cannot-write", f"`{change.path}` is read-only", change.path, None, help_)
    return None


def _changed(path: str, how: str = "its text is another one") -> Diagnostic:
    message = f"`{path}` was changed since the plan was made: {how}"
    help_ = "run the command again: the plan is then made for the file as it is"
    return Diagnostic("changed-since-plan", message, path, None, help_)


def _second_names(changes: tuple[FileChange, ...], targets: tuple[Target, ...]) -> list[Diagnostic]:
    several = (c.path for c, t in zip(changes, targets, strict=True) if t.old is not None and os.stat(t.path).st_nlink > 1)
    message = "`{}` has another name on the disk, which keeps the old text"
    return [Diagnostic("hard-link", message.format(path), path, severity="note") for path in several]


def _make_own_folder(folder: str) -> None:
    if os.path.islink(folder):
        raise OSError(None, "the folder for its journal is a link", folder)
    os.makedirs(folder, exist_ok=True)


def _recovered(root: str, base: str, folder: str) -> list[Diagnostic]:
    done = recover_locked(base, folder)
    if done == "nothing":
        return []
    how = "it is finished now" if done == "finished" else "it was taken back"
    message = f"an earlier run was interrupted while it wrote; {how}"
    return [Diagnostic("interrupted-run", message, root, severity="note")]


def _record(folder: str, path: str, content: bytes | None) -> Target:
    place = os.path.join(folder, path)
    try:
        with open(place, "rb") as file:
            return Target(place, file.read(), content)
    except FileNotFoundError:
        return Target(place, None, content)
