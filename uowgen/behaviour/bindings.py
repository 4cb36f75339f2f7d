"""Which Python stands for which path of the Rust. It knows nothing of what the Python does.

A path is bound by its end: `mmu::phys_to_virt` binds `los_hal::mmu::phys_to_virt`. A longer end wins over a shorter one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Static:
    """Wraps a `function(state)` that gives the value of a static or constant each time it is asked for."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function


class Bound:
    """What one path is bound to."""

    __slots__ = ("is_function", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.is_function = callable(value) and not isinstance(value, Static) and not hasattr(value, "methods")


class BindingTable:
    """Ends of paths with what they are bound to; made once and shared by many machines.

    The entry `*` is `function(state, machine, address, type_text)`: the object at an address that Rust made a raw pointer from, or
    None if there is nothing. `*PageTable` does the same for pointers to that type alone.
    """

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self.entries = {path: Bound(value) for path, value in entries.items()}
        self._found: dict[str, Bound | None] = {}

    def find(self, path: str) -> Bound | None:
        """What the full path `path` is bound to; None if no end of it is bound."""
        try:
            return self._found[path]
        except KeyError:
            found = self._found[path] = self._find(path)
            return found

    def _find(self, path: str) -> Bound | None:
        names = path.split("::")
        for n in range(len(names)):
            found = self.entries.get("::".join(names[n:]))
            if found is not None:
                return found
        return None


class Bindings:
    """A table together with the `state` that its functions are called with."""

    __slots__ = ("state", "table")

    def __init__(self, table: BindingTable, state: Any = None) -> None:
        self.table = table
        self.state = state

    def find(self, path: str) -> Bound | None:
        """What the full path `path` is bound to; None if no end of it is bound."""
        return self.table.find(path)
