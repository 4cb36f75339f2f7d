"""Reference model: a guard over pages that were mapped, which takes them back unless it is committed.

Written from what such a guard is asked to do: it starts empty, records pairs, a commit keeps them, a drop without commit
unmaps each page that is mapped (clear, then flush) and gives every frame back once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.reference.kernel import Kernel


class PageGuard:
    """Tracks (address, frame) pairs of the address space `root`."""

    def __init__(self, kernel: Kernel, root: int) -> None:
        self.kernel = kernel
        self.root = root
        self.tracked: list[tuple[int, int]] = []
        self.committed = False

    def track(self, va: int, frame: int) -> None:
        """Records one page."""
        self.tracked.append((va, frame))

    def commit(self) -> None:
        """Keeps the pages: a later drop does nothing."""
        self.committed = True

    def drop(self) -> None:
        """The end of the guard's life."""
        if self.committed:
            return
        for va, frame in self.tracked:
            if self.kernel.has_entry(self.root, va):
                self.kernel.clear(self.root, va)
                self.kernel.flush(va)
            self.kernel.free(frame)
