"""A scratch copy of the tree for tools to work on, as it is or with files changed, and a build folder that lasts between runs.

The copy exists only during a run; that of a large tree is kept after a run that ended well, and brought up to date by the next.
Times of unchanged files are the same in every run, those of changed ones are new, so that cargo, which compares times, rebuilds
what changed and nothing else. Nothing is ever written to the user's tree.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from hashlib import blake2b
from time import time
from typing import TYPE_CHECKING

from uowgen.toolchain.listing import CannotCopyError, digest_of, listing
from uowgen.toolchain.processes import undisturbed
from uowgen.toolchain.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_DAY = 86400
_TARGETS_KEPT_DAYS = 30
# Copies of larger trees are kept: making their files anew takes longer than a build of what changed.
KEPT_FROM_FILES = 2000


class Scratch:
    """The copy at `path`, the build folder at `target`, and the folder `known` for kept results. See `scratch_copy`."""

    def __init__(self, base: str, folder: str) -> None:
        self.base = base
        self.path = os.path.join(folder, "tree")
        self.target = os.path.join(folder, "target")
        self.known = os.path.join(folder, "known")
        self.watcher: Watcher | None = None
        self._times_file = os.path.join(folder, "times")
        self._times = _read_times(self._times_file)
        if os.path.exists(self._times_file) and os.stat(self._times_file).st_mtime > time():
            # The clock went back: times no longer tell what is newer than what was built.
            _remove(self.target)
        self.entries = listing(base)
        self._there = self._as_left() if os.path.isdir(self.path) else {}

    def fill(self, changed: Mapping[str, bytes | None]) -> None:
        """Makes the copy equal to the tree with the files of `changed` (by path from the base; None: removed) for its own."""
        wanted = {path: entry.digest for path, entry in self.entries.items()}
        wanted |= {path: digest_of(data) for path, data in changed.items() if data is not None}
        for path in [p for p, data in changed.items() if data is None]:
            wanted.pop(path, None)
        for path in self._there.keys() - wanted.keys():
            os.unlink(os.path.join(self.path, path))
            self._times.pop(path, None)
        late = [path for path, digest in wanted.items() if self._there.get(path) != digest]
        folders: set[str] = set()
        for path in late:
            self._write(path, changed.get(path), folders)
        for path in self._times.keys() - wanted.keys():
            del self._times[path]
        for path in late:
            self._stamp(path, wanted[path])
        self._there = wanted
        _write_times(self._times_file, self._times)

    def digest(self, changed: Mapping[str, bytes | None]) -> str:
        """A digest of all that the copy holds when filled with `changed`."""
        total = blake2b(digest_size=20)
        digests = {path: f"{entry.digest} {entry.mode & 0o111:o} {entry.link}" for path, entry in self.entries.items()}
        digests |= {path: digest_of(data) if data is not None else "-" for path, data in changed.items()}
        for path in sorted(digests):
            total.update(f"{path}\0{digests[path]}\n".encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def _as_left(self) -> dict[str, str]:
        """What is in a kept copy as it was written, by path; anything else that is there is removed."""
        found: dict[str, str] = {}
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            for entry in os.scandir(os.path.join(self.path, inside)):
                path = f"{inside}/{entry.name}" if inside else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    continue
                digest, at = self._times.get(path, ("", 0))
                if entry.is_symlink() or entry.stat().st_mtime_ns != at:
                    os.unlink(entry.path)
                else:
                    found[path] = digest
        return found

    def _write(self, path: str, data: bytes | None, folders: set[str]) -> None:
        there, here = os.path.join(self.base, path), os.path.join(self.path, path)
        folder = os.path.dirname(here)
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)
            folders.add(folder)
        entry = self.entries.get(path)
        _remove(here)
        if data is None and entry is not None and entry.link:
            os.symlink(entry.link, here)
            return
        if data is not None:
            with open(here, "wb") as file:
                file.write(data)
        elif entry is None or _copied(there, here) != entry.digest:
            # A time must belong to one content, or cargo would take another one for it later.
            raise CannotCopyError(f"`{path}` changed while it was copied; run the command again")
        if entry is not None and not entry.link:
            os.chmod(here, stat.S_IMODE(entry.mode) | stat.S_IWUSR | stat.S_IRUSR)

    def _stamp(self, path: str, digest: str) -> None:
        here = os.path.join(self.path, path)
        if os.path.islink(here):
            return
        known, before = self._times.get(path, ("", 0))
        if known == digest:
            os.utime(here, ns=(before, before))
        else:
            self._times[path] = (digest, os.stat(here).st_mtime_ns)


@contextmanager
def scratch_copy(base: str, cache: str, say: Callable[[str], None]) -> Iterator[Scratch]:
    """A scratch copy of the folder `base`, for the duration of the block. `cache` is where copies and build folders are kept.

    One run at a time works on a tree; others wait. What a killed run left is removed first; an exception leaves no copy.
    Raises CannotCopyError.
    """
    base = os.path.realpath(base)
    folder = os.path.join(cache, blake2b(base.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest())
    os.makedirs(folder, exist_ok=True)
    lock = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another run on this tree")
            fcntl.flock(lock, fcntl.LOCK_EX)
        os.utime(lock)
        well = os.path.join(folder, "well")  # there while the copy is as the last run left it
        if os.path.exists(well):
            os.unlink(well)
        else:
            _remove(os.path.join(folder, "tree"))
        _forget_others(cache, folder)
        watcher = Watcher(os.path.join(folder, "tree"), lock)
        keep = False
        try:
            scratch = Scratch(base, folder)
            scratch.watcher = watcher
            os.makedirs(scratch.known, exist_ok=True)
            os.makedirs(scratch.path, exist_ok=True)
            yield scratch
            keep = len(scratch.entries) >= KEPT_FROM_FILES
        finally:
            with undisturbed():
                if keep:
                    os.close(os.open(well, os.O_WRONLY | os.O_CREAT, 0o600))
                else:
                    _remove(os.path.join(folder, "tree"))
                watcher.close()
    finally:
        os.close(lock)


def _copied(there: str, here: str) -> str:
    """Copies the bytes of the file `there` to `here`; the digest of what was copied."""
    digest = blake2b(digest_size=16)
    try:
        with open(there, "rb") as source, open(here, "wb") as copy:
            while part := source.read(1 << 20):
                digest.update(part)
                copy.write(part)
    except OSError as error:
        raise CannotCopyError(f"cannot copy `{there}`: {error.strerror}") from error
    return digest.hexdigest()


def _read_times(path: str) -> dict[str, tuple[str, int]]:
    """The content that each file had when it was last written to a scratch copy, and its time then."""
    found: dict[str, tuple[str, int]] = {}
    with suppress(OSError, ValueError), open(path, encoding="utf-8", errors="surrogateescape") as file:
        for row in file.read().split("\0")[:-1]:
            digest, at, name = row.split(" ", 2)
            found[name] = (digest, int(at))
    return found


def _write_times(path: str, times: dict[str, tuple[str, int]]) -> None:
    draft = f"{path}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("".join(f"{digest} {at} {name}\0" for name, (digest, at) in sorted(times.items())))
    os.replace(draft, path)


def _remove(folder: str) -> None:
    def make_writable(remove: Callable[..., object], path: str, why: object) -> None:
        with suppress(OSError):
            os.chmod(os.path.dirname(path), 0o700)
            remove(path)

    if os.path.isdir(folder) and not os.path.islink(folder):
        shutil.rmtree(folder, onerror=make_writable)
    elif os.path.lexists(folder):
        os.unlink(folder)


def _forget_others(cache: str, ours: str) -> None:
    """Cleans up after killed runs on other trees, and removes the build folders of trees that were not checked for a month."""
    newest = os.stat(os.path.join(ours, "lock")).st_mtime
    for name in os.listdir(cache):
        folder = os.path.join(cache, name)
        lock = os.path.join(folder, "lock")
        if folder == ours or not os.path.isfile(lock):
            continue
        with suppress(OSError):
            descriptor = os.open(lock, os.O_RDWR)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not os.path.exists(os.path.join(folder, "well")):
                    _remove(os.path.join(folder, "tree"))
                if newest - os.stat(lock).st_mtime > _TARGETS_KEPT_DAYS * _DAY:
                    _remove(folder)
            finally:
                os.close(descriptor)
