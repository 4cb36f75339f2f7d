"""The kernel that the reference models work on: page tables, a frame allocator and a TLB, reduced to what can be observed.

It records every effect in order and notices misuse. It knows nothing of Rust and nothing of the types that use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Effect(NamedTuple):
    """Something that the kernel was made to do: `clear`, `flush` or `free` of an address or frame, or another call by its name."""

    name: str
    of: tuple[int | str, ...]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{v:#x}' if isinstance(v, int) else v for v in self.of)})"


class Kernel:
    """One address space, rooted at `root`.

    `mapped` says which frame each mapped page leads to. A walk reaches the entries of the pages `reachable` (by default those that are
    mapped) and fails for every other page.
    """

    def __init__(self, root: int, mapped: Mapping[int, int], reachable: Iterable[int] | None = None) -> None:
        self.root = root
        self.mapped = dict(mapped)
        self.reachable = frozenset(mapped if reachable is None else reachable)
        self.cached = dict(mapped)  # what the TLB still remembers
        self.freed: list[int] = []
        self.effects: list[Effect] = []
        self.misuse: list[str] = []

    def has_entry(self, root: int, va: int) -> bool:
        """Whether a walk from `root` finds an entry for the page `va`."""
        return root == self.root and va in self.reachable

    def clear(self, root: int, va: int) -> None:
        """Empties the entry of the page `va`."""
        if not self.has_entry(root, va):
            self.misuse.append(f"cleared {va:#x}, to which no walk leads")
            return
        self.mapped.pop(va, None)
        self.effects.append(Effect("clear", (va,)))

    def flush(self, va: int) -> None:
        """Makes the TLB forget the page `va`; while it is mapped the processor may remember it again at once."""
        if va not in self.mapped:
            self.cached.pop(va, None)
        self.effects.append(Effect("flush", (va,)))

    def flush_all(self) -> None:
        """Makes the TLB forget every page."""
        self.cached = {va: frame for va, frame in self.cached.items() if va in self.mapped}
        self.effects.append(Effect("flush", ()))

    def free(self, frame: int) -> None:
        """Gives `frame` back to the allocator."""
        if frame in self.freed:
            self.misuse.append(f"freed {frame:#x} twice")
        if frame in self.mapped.values():
            self.misuse.append(f"freed {frame:#x} while a page still leads to it")
        elif frame in self.cached.values():
            self.misuse.append(f"freed {frame:#x} while the TLB still remembers it")
        self.freed.append(frame)
        self.effects.append(Effect("free", (frame,)))

    def other(self, name: str, of: tuple[int | str, ...]) -> None:
        """Records a call that the kernel gives no meaning."""
        self.effects.append(Effect(name, of))

    def state(self) -> tuple[object, ...]:
        """What is left behind: pages mapped, pages that the TLB remembers, frames given back, misuse, calls without a meaning here."""
        others = sorted(str(e) for e in self.effects if e.name not in ("clear", "flush", "free"))
        return (self.mapped, self.cached, sorted(self.freed), sorted(self.misuse), others)
