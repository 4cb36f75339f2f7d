"""The tree as it lies on the disk: files by path with all that may be wrong with them, and a search of bytes.

Reads only. Answers are kept, so that they are the same during a run; nothing is listed unless it is asked for.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from uowgen.text import Source
from uowgen.tree import is_utf8
from uowgen.workspace.places import leaves, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from uowgen.workspace.search import Joined

# Larger files are searched, but not given out: generated tables, which no document speaks of and which take seconds to parse.
MOST_BYTES = 16_000_000
# Files that were searched are kept up to this sum, for the next search and for whoever reads them then.
_MOST_KEPT = 64_000_000
_OFTEN = 3  # searches after which it pays to have all texts at hand
_HOW = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK  # without the last one, opening a pipe waits for a writer


class DiskTree:
    """The files below `root`, as `tree.Tree` says. `root` is kept as given, made absolute."""

    __slots__ = (
        "_excluded",
        "_folders",
        "_joined",
        "_kept",
        "_kept_bytes",
        "_listed",
        "_read",
        "_real",
        "_searches",
        "_stamp",
        "_unrepeatable",
        "root",
    )

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)
        self._real = os.path.realpath(self.root)
        self._read: dict[str, Source | str] = {}
        self._kept: dict[str, bytes] = {}
        self._kept_bytes = 0
        self._searches = 0
        self._joined: Joined | None = None
        self._folders: dict[str, str | None] = {}
        self._listed: tuple[str, ...] | None = None
        self._stamp = ""
        self._unrepeatable = False
        self._excluded: Callable[[str], bool] | None = None

    def leave_out(self, patterns: Sequence[str]) -> None:
        """From now on what one of `patterns` covers (see `globs`) is neither listed nor given out; `why_not` says `excluded`."""
        if patterns:
            from uowgen.workspace.globs import covering

            self._excluded = covering(patterns)

    def read(self, path: str) -> Source | None:
        """See `Tree.read`."""
        found = self._file(path)
        return None if isinstance(found, str) else found

    def why_not(self, path: str) -> str:
        """See `Tree.why_not`; `unreadable` too, for a file that the system does not let be read."""
        found = self._file(path)
        return found if isinstance(found, str) else ""

    def paths(self) -> tuple[str, ...]:
        """See `Tree.paths`. Outside a git work tree: all but hidden folders and cargo's `target`."""
        if self._listed is None:
            from uowgen.remembered import TREE, digest_of
            from uowgen.workspace.listing import source_paths

            # Before anything is listed or searched: what changes meanwhile then differs from it.
            self._stamp = digest_of(TREE + self._real)
            found = source_paths(self._real)
            self._listed = tuple(p for p in found if not self._excluded(p)) if self._excluded is not None else found
        return self._listed

    def containing(self, needles: Iterable[bytes]) -> tuple[str, ...]:
        """See `Tree.containing`. A file that cannot be read contains nothing."""
        from uowgen.workspace.search import those_that

        wanted = tuple(needles)
        self._searches += 1
        if self._searches == _OFTEN:
            self._joined = self._all_joined()
        if self._joined is not None and not any(b"\0" in needle for needle in wanted):
            return self._joined.holding(wanted)
        return those_that(tuple(p for p in self.paths() if p.endswith(".rs")), lambda path: self._holds(path, wanted))

    def _all_joined(self) -> Joined | None:
        """The texts of all Rust files laid end to end; None if they are too many to be kept."""
        from uowgen.workspace.search import Joined

        texts: list[tuple[str, bytes]] = []
        size = 0
        for path in self.paths():
            content = self._content_of(path) if path.endswith(".rs") else None
            if content is not None:
                texts.append((path, content))
                size += len(content)
                if size > _MOST_KEPT:
                    return None
        return Joined(texts)

    def leads_to(self, path: str) -> str:
        """The path of the file that is written when `path` is: another one where `path` is a link or leads through one."""
        place = locate(self._real, path)
        return path if place is None else os.path.relpath(place, self._real)

    def looked_at(self) -> dict[str, str] | None:
        """The digest (as `remembered.digest_of` gives it) of every file that was read, by absolute path.

        A listing or a search rests on the whole tree, whose digest is among them then. None if the answers so far rest on more than that:
        on where a link leads, on a file's size.
        """
        if self._unrepeatable:
            return None
        from uowgen.remembered import NOTHING, TREE, digest, digest_of

        seen: dict[str, str] = {TREE + self._real: self._stamp} if self._listed is not None else {}
        for path, found in self._read.items():
            place = os.path.join(self.root, path)
            if isinstance(found, Source):
                seen[place] = digest(place, found.data)
            elif found == "not-utf-8":
                seen[place] = digest_of(place)
            elif found in ("missing", "not-a-file"):
                seen[place] = NOTHING
            elif found == "too-large":
                return None
        return seen

    def _file(self, path: str) -> Source | str:
        if self._excluded is not None and self._excluded(os.path.normpath(path)):
            return "excluded"
        found = self._read.get(path)
        if found is None:
            content = self._kept.pop(path, None)
            loaded = self._load(path, MOST_BYTES) if content is None else content
            found = loaded if isinstance(loaded, str) else Source(path, loaded) if is_utf8(loaded) else "not-utf-8"
            self._read[path] = found
        return found

    def _holds(self, path: str, needles: tuple[bytes, ...]) -> bool:
        content = self._content_of(path)
        return content is not None and any(needle in content for needle in needles)

    def _content_of(self, path: str) -> bytes | None:
        """The bytes of a file that is searched, kept for the next search; None if it cannot be read."""
        read = self._read.get(path)
        content = read.data if isinstance(read, Source) else self._kept.get(path)
        if content is None:
            loaded = self._load(path, None)
            if isinstance(loaded, str):
                return None
            content = loaded
            if len(content) <= MOST_BYTES and self._kept_bytes + len(content) <= _MOST_KEPT:
                self._kept[path] = content
                self._kept_bytes += len(content)
        return content

    def _load(self, path: str, most: int | None) -> bytes | str:
        """The bytes at `path`, or why not."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = locate(self._real, folder or ".")
        within = self._folders[folder]
        if within is None or name in ("", ".", "..") or "\0" in name or name.lower() == ".git":
            return self._load_odd(path, most)
        try:
            return _content(os.path.join(within, name), most)
        except OSError as error:
            if error.errno == errno.ELOOP:
                return self._load_odd(path, most)
            return self._reason(error)

    def _load_odd(self, path: str, most: int | None) -> bytes | str:
        """As `_load`, for links and for paths that are written in an unusual way."""
        place = locate(self._real, path)
        if place is None:
            # That a link leads out of the tree is seen only by following it again.
            self._unrepeatable = self._unrepeatable or not leaves(path)
            return "outside"
        try:
            return _content(place, most)
        except OSError as error:
            return self._reason(error)

    def _reason(self, error: OSError) -> str:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP):
            return "missing"
        if error.errno in (errno.EISDIR, errno.ENXIO):
            return "not-a-file"
        self._unrepeatable = True
        return "unreadable"


def _content(place: str, most: int | None) -> bytes | str:
    """The bytes of the regular file at the real path `place`, or `not-a-file` or `too-large`. OSError as `open` gives it."""
    handle = os.open(place, _HOW)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return "not-a-file"
        if most is not None and found.st_size > most:
            return "too-large"
        content = os.read(handle, found.st_size + 1)
        if len(content) == found.st_size:
            return content
        # It is growing, or larger than what one call gives.
        with open(handle, "rb", buffering=0, closefd=False) as rest:
            return content + rest.read()
    finally:
        os.close(handle)
