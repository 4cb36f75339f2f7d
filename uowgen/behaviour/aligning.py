"""Helpers for alignment that every kernel has under the same names: what they give follows from what they are called."""

from __future__ import annotations

from typing import Any

from uowgen.behaviour.integers import INTS

_UP = frozenset({"align_up", "round_up", "align_up_to", "roundup"})
_DOWN = frozenset({"align_down", "round_down", "align_down_to", "rounddown"})
_ASKED = frozenset({"is_aligned", "is_aligned_to"})


def aligned(name: str, arguments: list[Any]) -> Any:
    """What `align_up(address, alignment)` and its like give; None for other calls, and where it is not the same in every kernel."""
    if name not in _UP | _DOWN | _ASKED or len(arguments) != 2:
        return None
    value, unit = arguments
    if type(value) not in INTS.values() or type(unit) is not type(value) or unit <= 0 or unit & (unit - 1):
        return None
    if name in _ASKED:
        return value % unit == 0
    found = int(value) // unit * unit + (unit if name in _UP and value % unit else 0)
    return type(value)(found) if found <= type(value).high else None


__all__ = ["aligned"]
