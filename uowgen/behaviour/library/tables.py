"""How the tables of methods are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Method = tuple[str, "Callable[..., Any]"]


def looking(table: Mapping[str, Callable[..., Any]]) -> dict[str, Method]:
    """Methods that look at their receiver and leave it where it is."""
    return {name: ("look", run) for name, run in table.items()}
