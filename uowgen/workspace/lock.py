"""One writer at a time: a lock that ends with the process that holds it.

The system's own lock on an open file, not the mere presence of a file: there is no stale one to tell from a live one after a crash.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Locked(Exception):  # noqa: N818  a state of affairs, no fault
    """Another process holds the lock; `holder` is what it wrote there, its process id."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Holds the lock of the existing `folder`. Raises Locked at once if another process has it, OSError if there can be none."""
    import fcntl

    handle = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(os.read(handle, 32).decode("ascii", "replace").strip()) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        os.close(handle)
