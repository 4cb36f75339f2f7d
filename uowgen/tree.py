"""The tree of files that a run works on, as the core sees it: paths and bytes, wherever they come from.

Paths are relative to the root with `/` between parts. The real disk is `workspace.DiskTree`; tests and plans use the ones here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from uowgen.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Tree(Protocol):
    """What planning and verifying may ask of a tree. All answers are stable during a run."""

    def read(self, path: str) -> Source | None:
        """The file at `path`; None if there is none, it lies outside the root, or is not UTF-8 (see `why_not`)."""

    def why_not(self, path: str) -> str:
        """Why `read` gave None: `missing`, `outside`, `not-utf-8`, `too-large`, `not-a-file`; empty when it gives a source."""

    def paths(self) -> tuple[str, ...]:
        """Every `.rs` and `Cargo.toml` file that the tree has and git does not ignore, sorted."""

    def containing(self, needles: Iterable[bytes]) -> tuple[str, ...]:
        """The Rust files of `paths` whose bytes contain any of `needles`, sorted. A search of bytes: it parses nothing."""


class MemoryTree:
    """A tree held in a mapping from path to bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def read(self, path: str) -> Source | None:
        """See `Tree.read`."""
        return None if self.why_not(path) else Source(path, self._files[path])

    def why_not(self, path: str) -> str:
        """See `Tree.why_not`."""
        if path.startswith(("/", "../")) or "/../" in path:
            return "outside"
        if path not in self._files:
            return "missing"
        return "" if is_utf8(self._files[path]) else "not-utf-8"

    def paths(self) -> tuple[str, ...]:
        """See `Tree.paths`."""
        return tuple(sorted(p for p in self._files if is_source(p)))

    def containing(self, needles: Iterable[bytes]) -> tuple[str, ...]:
        """See `Tree.containing`."""
        wanted = tuple(needles)
        return tuple(p for p in self.paths() if p.endswith(".rs") and any(n in self._files[p] for n in wanted))


class OverlayTree:
    """`base` with some files as a plan leaves them; None stands for a file that is removed."""

    def __init__(self, base: Tree, changed: Mapping[str, bytes | None]) -> None:
        self._base = base
        self._changed = dict(changed)

    def read(self, path: str) -> Source | None:
        """See `Tree.read`."""
        if path not in self._changed:
            return self._base.read(path)
        data = self._changed[path]
        return None if data is None else Source(path, data)

    def why_not(self, path: str) -> str:
        """See `Tree.why_not`."""
        if path not in self._changed:
            return self._base.why_not(path)
        return "missing" if self._changed[path] is None else ""

    def paths(self) -> tuple[str, ...]:
        """See `Tree.paths`."""
        added = {p for p, data in self._changed.items() if data is not None and is_source(p)}
        removed = {p for p, data in self._changed.items() if data is None}
        return tuple(sorted((set(self._base.paths()) | added) - removed))

    def containing(self, needles: Iterable[bytes]) -> tuple[str, ...]:
        """See `Tree.containing`."""
        wanted = tuple(needles)
        found = {p for p in self._base.containing(wanted) if p not in self._changed}
        found |= {
            p for p, data in self._changed.items() if data is not None and p.endswith(".rs") and any(n in data for n in wanted)
        }
        return tuple(sorted(found))


def is_source(path: str) -> bool:
    """Whether `path` is of the kind that a tree lists."""
    return path == "Cargo.toml" or path.endswith((".rs", "/Cargo.toml"))


def is_utf8(data: bytes) -> bool:
    """Whether `data` decodes as UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
