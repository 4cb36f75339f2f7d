"""How the tables of methods and functions are written down, and what many of them begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Method = tuple[str, "Callable[..., Any]"]


def looking(table: Mapping[str, Callable[..., Any]]) -> dict[str, Method]:
    """Methods that look at their receiver and leave it where it is."""
    return {name: ("look", run) for name, run in table.items()}


def referred(reference: Any) -> tuple[Any, Any]:
    """The place that a reference leads to."""
    if type(reference) is not Ref:
        raise Unknown("a mutable reference of this kind")
    return reference.box, reference.key
