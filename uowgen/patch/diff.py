"""Changes as a unified diff in git's form, read back before it is given out.

It does not look for what changed, the edits say so; only within a replacement equal lines are matched, to show what is new in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.patch.lines import LineChange, line_changes, split_lines
from uowgen.patch.paths import header_path, quoted
from uowgen.patch.read import patched, read_diff
from uowgen.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.model import FileChange

_AROUND = 3
# Matching lines within a replacement costs up to the product of both sizes; beyond this the replacement is shown whole.
_MOST_MATCHED = 400_000


class _Rows(NamedTuple):
    """The lines of the original from index `start` to `end` become `new`."""

    start: int
    end: int
    new: list[bytes]


def checked_diff(changes: tuple[FileChange, ...]) -> bytes:
    """The diff of `changes`, each of which changes something. AssertionError if reading it back gives another result."""
    if len({change.path for change in changes}) != len(changes):
        raise ValueError("two changes of one path")
    diff = b"".join(_of_file(change) for change in changes)
    patches = read_diff(diff)
    told = [(p.path, p.creates, p.removes) for p in patches]
    meant = [(c.path, c.original is None, c.removed) for c in changes]
    if told != meant:
        raise AssertionError(f"a patch names {told} instead of {meant}")
    for change, patch in zip(changes, patches, strict=True):
        if patched(change.original or b"", patch) != change.result:
            raise AssertionError(f"the patch of {change.path} has another result than its change")
    return diff


def _of_file(change: FileChange) -> bytes:
    old, new = quoted("a/" + change.path), quoted("b/" + change.path)
    head = [b"diff --git " + old + b" " + new + b"\n"]
    if change.original is None:
        head.append(b"new file mode 100644\n")
    elif change.removed:
        head.append(b"deleted file mode 100644\n")
    body = b"".join(_hunks(Source(change.path, change.original or b""), line_changes(change)))
    if body:
        left = b"/dev/null" if change.original is None else header_path("a/" + change.path)
        right = b"/dev/null" if change.removed else header_path("b/" + change.path)
        head.append(b"--- " + left + b"\n+++ " + right + b"\n")
    return b"".join(head) + body


def _hunks(source: Source, changes: tuple[LineChange, ...]) -> Iterator[bytes]:
    lines = split_lines(source.data)
    rows = [row for change in changes for row in _matched(lines, _rows(source, change))]
    moved = 0
    while rows:
        count = 1
        while count < len(rows) and rows[count].start - rows[count - 1].end <= 2 * _AROUND:
            count += 1
        yield _hunk(lines, rows[:count], moved)
        moved += sum(len(row.new) - (row.end - row.start) for row in rows[:count])
        rows = rows[count:]


def _rows(source: Source, change: LineChange) -> _Rows:
    start = source.line_of(change.start) - 1
    return _Rows(start, start + len(split_lines(source.data[change.start : change.end])), split_lines(change.new))


def _matched(lines: list[bytes], whole: _Rows) -> list[_Rows]:
    """`whole` as the smaller replacements that it comes down to, if finding them is cheap."""
    old = lines[whole.start : whole.end]
    if not old or not whole.new or len(old) * len(whole.new) > _MOST_MATCHED:
        return [whole]
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, old, whole.new, autojunk=False).get_opcodes()
    return [_Rows(whole.start + i, whole.start + j, whole.new[k:m]) for kind, i, j, k, m in codes if kind != "equal"]


def _hunk(lines: list[bytes], rows: list[_Rows], moved: int) -> bytes:
    first, last = max(0, rows[0].start - _AROUND), min(len(lines), rows[-1].end + _AROUND)
    body: list[bytes] = []
    at, grown = first, 0
    for row in rows:
        body += [_row(b" ", line) for line in lines[at : row.start]]
        body += [_row(b"-", line) for line in lines[row.start : row.end]]
        body += [_row(b"+", line) for line in row.new]
        grown += len(row.new) - (row.end - row.start)
        at = row.end
    body += [_row(b" ", line) for line in lines[at:last]]
    old = _range(first, last - first)
    new = _range(first + moved, last - first + grown)
    return b"@@ -" + old + b" +" + new + b" @@\n" + b"".join(body)


def _row(mark: bytes, line: bytes) -> bytes:
    return mark + line if line.endswith(b"\n") else mark + line + b"\n\\ No newline at end of file\n"


def _range(start: int, count: int) -> bytes:
    """Start and size as a hunk's head gives them: 1-based, but an empty range names the line before it."""
    if count == 1:
        return b"%d" % (start + 1)
    return b"%d,%d" % (start + 1 if count else start, count)
