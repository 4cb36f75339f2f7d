"""What a run changes, as values: the change of one file, and all changes as a diff that `git apply` takes.

Nothing here touches the disk. What only a printed patch needs is loaded when one is printed.
"""

from __future__ import annotations

from _blake2 import blake2b
from typing import TYPE_CHECKING

from uowgen.model import FileChange
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.text import Draft


def make_change(path: str, draft: Draft) -> FileChange:
    """The change that `draft` makes to the file at `path`; its `edits` are empty if it leaves the file as it is."""
    return FileChange(path, draft.original, draft.edits(), draft.data, digest_of(draft.original))


def change_between(path: str, original: bytes | None, result: bytes | None) -> FileChange:
    """The change from one text of a file to another, as one edit of what lies between their equal ends; None for no file."""
    old, new = original or b"", result or b""
    start = _equal_bytes(old, new)
    end = _equal_bytes(old[start:][::-1], new[start:][::-1])
    edit = Edit(path, Span(start, len(old) - end), new[start : len(new) - end])
    return FileChange(path, original, (edit,) if old != new else (), new, digest_of(original), removed=result is None)


def digest_of(content: bytes | None) -> str:
    """The blake2b of a file's bytes (16 bytes, in hexadecimal); empty for a file that is not there."""
    return "" if content is None else blake2b(content, digest_size=16).hexdigest()


def changes_something(change: FileChange) -> bool:
    """Whether the tree with `change` is another one than without."""
    return change.removed or change.original is None or change.original != change.result


def unified_diff(changes: Sequence[FileChange]) -> bytes:
    r"""`changes` as one patch, in the order given; a change that leaves its file as it is gives nothing.

    `git apply` takes it, and the trees after it and after the changes are the same in every byte: lines end at `\n` alone, and a
    last line without one is marked. It has been read back before it is given out; AssertionError if it does not say what the
    changes say, ValueError for two changes of one path.
    """
    from uowgen.patch.diff import checked_diff

    return checked_diff(tuple(change for change in changes if changes_something(change)))


def _equal_bytes(one: bytes, other: bytes) -> int:
    """How many bytes at the start are the same, by halving: comparing slices is fast, comparing bytes one by one is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
