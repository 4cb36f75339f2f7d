"""The kernel that the reference models work on: page tables, a frame allocator and a TLB, reduced to what can be observed.

It records every effect in order and notices misuse. It knows nothing of Rust and nothing of the types that use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Effect(NamedTuple):
    """Something that the kernel was made to do: `clear`, `flush` or `free`, of the address or frame `of`."""

    name: str
    of: int

    def __str__(self) -> str:
        return f"{self.name}({self.of:#x})"


class Kernel:
    """One address space, rooted at `root`, whose pages `mapped` lead to frames; every other walk fails."""

    def __init__(self, root: int, mapped: Mapping[int, int]) -> None:
        self.root = root
        self.mapped = dict(mapped)
        self.cached = dict(mapped)  # what the TLB still remembers
        self.freed: list[int] = []
        self.effects: list[Effect] = []
        self.misuse: list[str] = []

    def has_entry(self, root: int, va: int) -> bool:
        """Whether a walk from `root` finds an entry for the page `va`."""
        return root == self.root and va in self.mapped

    def clear(self, root: int, va: int) -> None:
        """Empties the entry of the page `va`."""
        if not self.has_entry(root, va):
            self.misuse.append(f"cleared {va:#x}, which is not mapped")
            return
        del self.mapped[va]
        self.effects.append(Effect("clear", va))

    def flush(self, va: int) -> None:
        """Makes the TLB forget the page `va`."""
        self.cached.pop(va, None)
        self.effects.append(Effect("flush", va))

    def free(self, frame: int) -> None:
        """Gives `frame` back to the allocator."""
        if frame in self.freed:
            self.misuse.append(f"freed {frame:#x} twice")
        if frame in self.mapped.values():
            self.misuse.append(f"freed {frame:#x} while a page still leads to it")
        elif frame in self.cached.values():
            self.misuse.append(f"freed {frame:#x} while the TLB still remembers it")
        self.freed.append(frame)
        self.effects.append(Effect("free", frame))
