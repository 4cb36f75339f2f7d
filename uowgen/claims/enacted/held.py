"""What values hold, as their fields show it: lists in any dress, looked at as tuples of plain elements.

The tree may keep what the spec's own code keeps in one list in two, behind an `Option`, or as structs of its own; the elements are the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def plain(value: object) -> object:
    """A thing without the name of the struct that it is kept in: the parts alone, one part as itself."""
    if isinstance(value, tuple) and value and _names_struct(value[0]):
        parts = tuple(plain(part) for part in value[1:])
        return parts[0] if len(parts) == 1 else parts
    return tuple(plain(part) for part in value) if isinstance(value, tuple) else value


def _names_struct(head: object) -> bool:
    return isinstance(head, str) and head[:1].isupper() and head.isidentifier() and head not in ("Some", "None", "Ok", "Err")


def lists_of(state: Mapping[str, object]) -> dict[str, tuple[object, ...]]:
    """The fields that are lists, with their elements; of slots that are empty or not, those that are not."""
    found: dict[str, tuple[object, ...]] = {}
    for name, value in state.items():
        inside: object = value
        if inside == ("None",):
            found[name] = ()  # what may hold a list holds none
            continue
        if isinstance(inside, tuple) and len(inside) == 2 and inside[0] == "Some" and isinstance(inside[1], tuple):
            inside = inside[1]
        if not isinstance(inside, tuple) or (inside and isinstance(inside[0], str) and _names_struct(inside[0])):
            continue
        if inside[:1] == ("Some",):
            continue
        slots = [v for v in inside if isinstance(v, tuple) and v[:1] in (("Some",), ("None",))]
        if inside and len(slots) == len(inside):
            inside = tuple(v[1] for v in slots if v[0] == "Some")
        found[name] = tuple(plain(v) for v in inside)
    return found


def elements(state: Mapping[str, object], fields: Sequence[str]) -> tuple[object, ...] | None:
    """What is held in `fields` together, in order: of several lists of one length, their elements side by side."""
    lists = lists_of(state)
    rows = [lists.get(f) for f in fields]
    known = [row for row in rows if row is not None]
    if not known or len(known) != len(rows) or len({len(row) for row in known}) != 1:
        return None
    return known[0] if len(known) == 1 else tuple(zip(*known, strict=True))


def growing(states: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """The lists to which each step adds one element behind those that are there."""
    rows = [lists_of(state) for state in states]
    return tuple(
        name
        for name in (rows[0] if rows else ())
        if all(name in a and name in b and b[name][:-1] == a[name] and len(b[name]) == len(a[name]) + 1 for a, b in pairwise(rows))
    )


__all__ = ["elements", "growing", "lists_of", "plain"]
