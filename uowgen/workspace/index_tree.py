"""The tree as git's index has it: what the next commit will hold, whatever the work tree says meanwhile.

Reads only. Files that are not in the index do not exist for it; links are followed within the index.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from uowgen.tree import is_source
from uowgen.workspace.disk_tree import DiskTree
from uowgen.workspace.git import Objects, ask
from uowgen.workspace.places import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINK, _MODULE = "120000", "160000"
_MOST_LINKS = 16


class Entry(NamedTuple):
    """A file of the index: its mode in octal, the name of its content, and whether the work tree is known to have the same."""

    mode: str
    content: str
    checked_out: bool


class Staged(NamedTuple):
    """A path whose content in the index is another than in the last commit; None where it is in one of the two only."""

    path: str
    before: str | None
    after: str | None


class IndexTree(DiskTree):
    """The index of the work tree around `root`, as `tree.Tree` says; paths count from `root`.

    `unmerged` are paths that a merge has left open; `usable` is false where there is no git or no repository.
    """

    __slots__ = ("_differing", "entries", "objects", "unmerged", "usable")

    def __init__(self, root: str) -> None:
        super().__init__(root)
        listed = ask(self.root, "ls-files", "-s", "-v", "-z")
        self.usable = listed is not None
        self.objects = Objects(self.root)
        self.entries: dict[str, Entry] = {}
        self.unmerged: list[str] = []
        self._differing: frozenset[str] | None = None
        for row in (listed or b"").split(b"\0")[:-1]:
            facts, _, name = row.partition(b"\t")
            tag, mode, content, stage = facts.decode().split()
            if stage == "0":
                self.entries[os.fsdecode(name)] = Entry(mode, content, tag == "H")
            elif os.fsdecode(name) not in self.unmerged:
                self.unmerged.append(os.fsdecode(name))

    def paths(self) -> tuple[str, ...]:
        """See `Tree.paths`."""
        if self._listed is None:
            found = sorted(path for path, entry in self.entries.items() if is_source(path) and entry.mode != _MODULE)
            self._listed = tuple(path for path in found if self._excluded is None or not self._excluded(path))
        return self._listed

    def containing(self, needles: Iterable[bytes]) -> tuple[str, ...]:
        """See `Tree.containing`. What the work tree has unchanged is searched there, which is much faster than unpacking it."""
        if self._differing is None:
            listed = ask(self.root, "diff-files", "--name-only", "-z", "--relative")
            everything = self.entries.keys()
            told = everything if listed is None else {os.fsdecode(name) for name in listed.split(b"\0")}
            self._differing = frozenset(told) | {path for path, entry in self.entries.items() if not entry.checked_out}
        # Read before the search, which may go on in copies of this process.
        for path in self.paths():
            if path.endswith(".rs") and not self._as_checked_out(path) and isinstance(self._file(path), str):
                content = self._load(path, None)  # one that is only searched, being too large
                if not isinstance(content, str):
                    self._kept[path] = content
        return super().containing(needles)

    def leads_to(self, path: str) -> str:
        """The path itself: nothing is ever written through an index."""
        return path

    def looked_at(self) -> None:
        """An answer about an index is not remembered."""

    def staged(self) -> tuple[Staged, ...]:
        """What the next commit would change, in order of paths."""
        listed = ask(self.root, "diff-index", "--cached", "--no-renames", "-z", "--relative", "HEAD")
        if listed is None:  # nothing is committed yet
            return tuple(Staged(path, None, entry.content) for path, entry in sorted(self.entries.items()))
        fields = listed.split(b"\0")
        return tuple(
            _staged(facts.decode().split(), os.fsdecode(name)) for facts, name in zip(fields[::2], fields[1::2], strict=False)
        )

    def _load(self, path: str, most: int | None) -> bytes | str:
        for _ in range(_MOST_LINKS):
            if leaves(path):
                return "outside"
            path = os.path.normpath(path)
            entry = self.entries.get(path)
            if entry is None:
                through = self._through_a_link(path)
                if through is None:
                    return "not-a-file" if any(name.startswith(path + "/") for name in self.entries) else "missing"
                path = through
                continue
            if entry.mode == _MODULE:
                return "not-a-file"
            if most is None and self._as_checked_out(path):
                return super()._load(path, most)
            content = self.objects.content(entry.content)
            if content is None:
                return "unreadable"
            if entry.mode != _LINK:
                return "too-large" if most is not None and len(content) > most else content
            target = os.fsdecode(content)
            path = target if target.startswith("/") else os.path.join(os.path.dirname(path), target)
        return "missing"

    def _as_checked_out(self, path: str) -> bool:
        """Whether the work tree is known to have the same text at `path`, in a file of its own."""
        return self._differing is not None and path not in self._differing and self.entries[path].mode.startswith("100")

    def _through_a_link(self, path: str) -> str | None:
        """What `path` means if a folder of it is a link of the index."""
        parts = path.split("/")
        for n in range(1, len(parts)):
            entry = self.entries.get("/".join(parts[:n]))
            if entry is not None and entry.mode == _LINK:
                target = os.fsdecode(self.objects.content(entry.content) or b"/")
                return os.path.join("/".join(parts[: n - 1]), target, *parts[n:])
        return None


def _staged(facts: list[str], path: str) -> Staged:
    """One row of `diff-index`: `:oldmode newmode old new status`, and its path. All zeros stand for no content."""
    before, after = facts[2], facts[3]
    return Staged(path, before if before.strip("0") else None, after if after.strip("0") else None)
