r"""Edits of bytes as replacements of whole lines, which is how patches and people see them.

A line ends at `\n` alone, as git counts; `\r`, form feeds and U+2028 are bytes like any others. No texts are compared to find out
what changed: the edits say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.model import FileChange
    from uowgen.text import Edit


class LineChange(NamedTuple):
    """The lines of the original from byte `start` to byte `end` become `new`: whole lines all, but for the end of the file."""

    start: int
    end: int
    new: bytes


def line_changes(change: FileChange) -> tuple[LineChange, ...]:
    """The change as disjoint replacements of whole lines, in order, without lines at their ends that stay the same."""
    original = change.original or b""
    if change.removed:
        return (LineChange(0, len(original), b""),) if original else ()
    widened = _widened(original, tuple(sorted(set(change.edits))))
    trimmed = (_trimmed(original, whole) for whole in widened)
    return tuple(row for row in trimmed if row.end > row.start or row.new)


def split_lines(text: bytes) -> list[bytes]:
    r"""The lines of `text`, each with its `\n`; the last one may have none."""
    rows = text.split(b"\n")
    last = rows.pop()
    return [row + b"\n" for row in rows] + ([last] if last else [])


def _widened(original: bytes, edits: tuple[Edit, ...]) -> list[LineChange]:
    """Edits widened to whole lines; those that meet in a line or between two lines become one."""
    found: list[LineChange] = []
    at = 0
    while at < len(edits):
        start = _start_of_line(original, edits[at].span.start)
        end = reached = start
        new = b""
        first = True
        while first or (at < len(edits) and _start_of_line(original, edits[at].span.start) <= end):
            first = False
            edit = edits[at]
            new += original[reached : edit.span.start] + edit.text
            reached = edit.span.end
            end = max(end, _end_of_line(original, reached))
            at += 1
            # What does not end its last line takes the next one in, and with it the edits of that line.
            while end < len(original) and _unfinished(new + original[reached:end]):
                end = _end_of_line(original, end + 1)
        found.append(LineChange(start, end, new + original[reached:end]))
    return found


def _unfinished(text: bytes) -> bool:
    return bool(text) and not text.endswith(b"\n")


def _start_of_line(text: bytes, at: int) -> int:
    return text.rfind(b"\n", 0, at) + 1


def _end_of_line(text: bytes, at: int) -> int:
    """`at` if a line starts there, else the start of the next line or the end of the text."""
    if at == 0 or text[at - 1 : at] == b"\n":
        return at
    found = text.find(b"\n", at)
    return len(text) if found < 0 else found + 1


def _trimmed(original: bytes, change: LineChange) -> LineChange:
    old, new = split_lines(original[change.start : change.end]), split_lines(change.new)
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = change.start + sum(map(len, old[:head]))
    end = change.end - sum(map(len, old[len(old) - tail :]))
    return LineChange(start, end, b"".join(new[head : len(new) - tail]))
