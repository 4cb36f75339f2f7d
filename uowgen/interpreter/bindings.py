"""Calls that leave the program, bound by the ends of their full paths to Python. It calls nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Bindings:
    """`functions` maps `mmu::walk_to_entry` or `FRAME_ALLOCATOR` to a callable, or to the value of a static or constant."""

    __slots__ = ("ends", "functions")

    def __init__(self, functions: Mapping[str, Any] | None = None) -> None:
        self.functions = dict(functions or {})
        self.ends = _ends(tuple(self.functions))

    def name(self, path: tuple[str, ...]) -> str | None:
        """The bound end of `path` that is longest, or None."""
        found = None
        for end in self.ends.get(path[-1], ()):
            if path[-len(end) :] == end:
                found = "::".join(end)
                break
        return found


@lru_cache(maxsize=64)
def _ends(names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Bound paths by their last name, longest first."""
    ends: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        path = tuple(name.split("::"))
        ends.setdefault(path[-1], []).append(path)
    for found in ends.values():
        found.sort(key=len, reverse=True)
    return ends
