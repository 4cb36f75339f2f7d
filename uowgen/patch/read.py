r"""Reads a unified diff as this program prints it, and makes it: the proof that a printed patch says what was meant.

Strict on purpose: no fuzz, no offsets, no guessing. Whatever is not exactly in place is a ValueError.
"""

from __future__ import annotations

from typing import NamedTuple

from uowgen.patch.lines import split_lines
from uowgen.patch.paths import read_git_paths, read_header_path


class Hunk(NamedTuple):
    """Old lines from 0-based index `start` become the new ones; `at` is the 0-based index of the first of them in the result."""

    start: int
    old: tuple[bytes, ...]
    at: int
    new: tuple[bytes, ...]


class FilePatch(NamedTuple):
    """What a diff says of one file."""

    path: str
    creates: bool
    removes: bool
    hunks: tuple[Hunk, ...]


def read_diff(diff: bytes) -> tuple[FilePatch, ...]:
    """The files of `diff` in order. ValueError if a row is out of place or a count is wrong."""
    rows = split_lines(diff)
    found: list[FilePatch] = []
    at = 0
    while at < len(rows):
        patch, at = _read_file(rows, at)
        found.append(patch)
    return tuple(found)


def patched(original: bytes, patch: FilePatch) -> bytes:
    """`original` after `patch`. ValueError if a line that the patch names is another one."""
    lines = split_lines(original)
    result: list[bytes] = []
    at = 0
    for hunk in patch.hunks:
        if hunk.start < at or tuple(lines[hunk.start : hunk.start + len(hunk.old)]) != hunk.old:
            raise ValueError(f"line {hunk.start + 1} of {patch.path} is not as the patch says")
        result += lines[at : hunk.start]
        if len(result) != hunk.at:
            raise ValueError(f"a hunk of {patch.path} counts its lines wrong")
        result += hunk.new
        at = hunk.start + len(hunk.old)
    result += lines[at:]
    if any(not line.endswith(b"\n") for line in result[:-1]):
        raise ValueError(f"a line of {patch.path} without an end is followed by another")
    return b"".join(result)


def _read_file(rows: list[bytes], at: int) -> tuple[FilePatch, int]:
    if not rows[at].startswith(b"diff --git "):
        raise ValueError("a patch does not start with `diff --git`")
    path, _ = read_git_paths(rows[at][len(b"diff --git ") :].removesuffix(b"\n"))
    at += 1
    creates = rows[at : at + 1] == [b"new file mode 100644\n"]
    removes = rows[at : at + 1] == [b"deleted file mode 100644\n"]
    at += creates or removes
    hunks: list[Hunk] = []
    if at < len(rows) and rows[at].startswith(b"--- "):
        old = "/dev/null" if creates else f"a/{path}"
        new = "/dev/null" if removes else f"b/{path}"
        names = [read_header_path(row[4:].removesuffix(b"\n")) for row in rows[at : at + 2]]
        if names != [old, new]:
            raise ValueError(f"the patch of {path} has a head for {names}")
        at += 2
        while at < len(rows) and rows[at].startswith(b"@@ "):
            hunk, at = _read_hunk(rows, at)
            hunks.append(hunk)
    return FilePatch(path, creates, removes, tuple(hunks)), at


def _read_hunk(rows: list[bytes], at: int) -> tuple[Hunk, int]:
    mark, old_range, new_range, *_ = rows[at].split(b" ")
    old_start, old_count = _read_range(old_range, b"-")
    new_start, new_count = _read_range(new_range, b"+")
    if mark != b"@@":
        raise ValueError("a hunk without a head")
    old: list[bytes] = []
    new: list[bytes] = []
    at += 1
    while at < len(rows) and (len(old) < old_count or len(new) < new_count or rows[at].startswith(b"\\")):
        mark, line = rows[at][:1], rows[at][1:]
        at += 1
        if mark == b"\\":
            raise ValueError("a mark for a missing line end without its line")
        if rows[at : at + 1] == [b"\\ No newline at end of file\n"]:
            line = line.removesuffix(b"\n")
            at += 1
        if mark not in (b" ", b"-", b"+"):
            raise ValueError("a row of a hunk without its mark")
        if mark != b"+":
            old.append(line)
        if mark != b"-":
            new.append(line)
    if (len(old), len(new)) != (old_count, new_count):
        raise ValueError("a hunk with another number of lines than its head says")
    return Hunk(old_start, tuple(old), new_start, tuple(new)), at


def _read_range(shown: bytes, mark: bytes) -> tuple[int, int]:
    """0-based start and count."""
    if not shown.startswith(mark):
        raise ValueError("a hunk's head without its ranges")
    start, comma, count = shown[1:].partition(b",")
    size = int(count) if comma else 1
    return int(start) - (1 if size else 0), size
