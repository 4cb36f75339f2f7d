"""Reference model: a guard over frames alone, which gives them back unless it is committed. Nothing is mapped or unmapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.reference.kernel import Kernel


class FrameGuard:
    """Tracks frames."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.tracked: list[int] = []
        self.committed = False

    def track(self, frame: int) -> None:
        """Records one frame."""
        self.tracked.append(frame)

    def commit(self) -> None:
        """Keeps the frames: a later drop does nothing."""
        self.committed = True

    def drop(self) -> None:
        """The end of the guard's life."""
        if self.committed:
            return
        for frame in self.tracked:
            self.kernel.free(frame)
