"""Gives the integers inside tuples, vectors, options and references the type that a signature or annotation says."""

from __future__ import annotations

from typing import Any

from uowgen.behaviour.integers import LOOSE
from uowgen.behaviour.types import Ty, coerce
from uowgen.behaviour.values import Array, Boxed, Cell, Cells, Ref, Slice, Struct, Tup, Vec


def coerce_inside(value: Any, ty: Ty) -> Any:
    """`value`, with what it holds coerced in place to the arguments of `ty`; untouched where the two have nothing in common."""
    kind, head = type(value), ty.head
    if kind is Tup and head == "(":
        for n, part in enumerate(ty.args[: len(value)]):
            value[n] = coerce(value[n], part)
    elif kind in (Array, Vec) and head in ("[", "[;", "Vec", "VecDeque"):
        _elements(value, 0, len(value), ty.args[0])
    elif kind is Slice and head == "&" and ty.args[0].head == "[":
        _elements(value.items, value.low, value.high, ty.args[0].args[0])
    elif kind is Ref and head == "&":
        try:
            held = value.box[value.key]
        except (IndexError, KeyError):
            return value
        wanted = ty.args[0]
        if type(held) in (Array, Vec) and wanted.head == "[":
            _elements(held, 0, len(held), wanted.args[0])
        else:
            changed = coerce(held, wanted)
            if changed is not held:
                value.box[value.key] = changed
    elif kind is Struct and head in ("Option", "Result") and value and value.of.type.name == head:
        place = 1 if value.of.name == "Err" else 0
        if place < len(ty.args):
            value[0] = coerce(value[0], ty.args[place])
    elif kind in (Boxed, Cell):
        value[0] = coerce(value[0], ty.args[0])
    elif kind is Struct and head in ("Range", "RangeInclusive") and value.of.type.name == head:
        for n, end in enumerate(value):
            value[n] = coerce(end, ty.args[0])
    return value


def _elements(items: list[Any], low: int, high: int, ty: Ty) -> None:
    """Elements are of one type, so if the first needs nothing the rest does not; those that are kept elsewhere have theirs."""
    if isinstance(items, Cells):
        return
    for n in range(low, high):
        changed = coerce(items[n], ty)
        if changed is items[n] and n == low and type(changed) not in LOOSE and not ty.args:
            return
        items[n] = changed
