"""Which files a tree consists of, for a copy of it: everything but version control, build folders and the like.

It reads, and copies nothing.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import NamedTuple

MOST_BYTES = 4_000_000_000
_NEVER = frozenset({".git", ".hg", ".svn", ".jj", "node_modules", "__pycache__", ".venv"})


class CannotCopyError(Exception):
    """The tree cannot be copied; the message says why."""


class Entry(NamedTuple):
    """A file of the tree: a digest of its bytes, its permissions, and where it leads if it is a link (then `digest` is of that)."""

    digest: str
    mode: int
    link: str = ""


def listing(base: str, *, digests: bool = True) -> dict[str, Entry]:
    """Every file below `base` by its path from there, without version control and build folders. Raises CannotCopyError.

    Without `digests` the files are not read, and the entries' digests are empty.
    """
    found: dict[str, Entry] = {}
    waiting = [""]
    total = 0
    while waiting:
        inside = waiting.pop()
        try:
            entries = sorted(os.scandir(os.path.join(base, inside)), key=lambda e: e.name)
        except OSError as error:
            raise CannotCopyError(f"cannot read the folder `{inside or base}`: {error.strerror}") from error
        if inside and any(e.name == "CACHEDIR.TAG" for e in entries):
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.name in _NEVER:
                continue
            if entry.is_symlink():
                found[path] = _linked(base, path)
            elif entry.is_dir():
                if not (entry.name == "target" and _has_manifest(entries)):
                    waiting.append(path)
            elif entry.is_file():
                there = entry.stat()
                total += there.st_size
                if total > MOST_BYTES:
                    raise CannotCopyError(f"the tree is larger than {MOST_BYTES:,} bytes")
                found[path] = Entry(_file_digest(entry.path) if digests else "", there.st_mode)
    return found


def _has_manifest(entries: list[os.DirEntry[str]]) -> bool:
    return any(e.name == "Cargo.toml" for e in entries)


def _linked(base: str, path: str) -> Entry:
    """A link is copied as it is if it stays inside the tree by a relative path; one to elsewhere is made absolute."""
    leads = os.readlink(os.path.join(base, path))
    full = os.path.normpath(os.path.join(base, os.path.dirname(path), leads))
    if full == base or full.startswith(base + os.sep):
        leads = os.path.relpath(full, os.path.join(base, os.path.dirname(path)))
    else:
        leads = full
    return Entry(digest_of(os.fsencode("link " + leads)), 0o777, leads)


def _file_digest(path: str) -> str:
    digest = blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError as error:
        raise CannotCopyError(f"cannot read `{path}`: {error.strerror}") from error
    return digest.hexdigest()


def digest_of(data: bytes) -> str:
    """The digest of a file with the content `data`."""
    return blake2b(data, digest_size=16).hexdigest()
