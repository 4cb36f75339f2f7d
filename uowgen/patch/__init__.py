"""What a run changes, as values: the change of one file, and all changes as a diff that `git apply` takes.

Nothing here touches the disk. What only a printed patch needs is loaded when one is printed.
"""

from __future__ import annotations

from _blake2 import blake2b
from typing import TYPE_CHECKING

from uowgen.model import FileChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.text import Draft


def make_change(path: str, draft: Draft) -> FileChange:
    """The change that `draft` makes to the file at `path`; its `edits` are empty if it leaves the file as it is."""
    return FileChange(path, draft.original, draft.edits(), draft.data, digest_of(draft.original))


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
