"""What moves and what is copied, and what happens when a value's life ends. Order as in Rust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.outcomes import RustPanic
from uowgen.interpreter.values import MOVED, PLAIN, REFS, UNIT, Adt, Array, Box, Cell, Closure, Ref, Shared, Table, Text, Vec

if TYPE_CHECKING:
    from uowgen.interpreter.machine import Machine

_OWNERS = frozenset({Vec, Box, Cell, Closure, Shared, Table, Text})


def moves(value: Any) -> bool:
    """Whether reading the value out of its place takes it away. A value in which nothing needs dropping may count as copied."""
    kind = type(value)
    if kind in PLAIN or value is UNIT:
        return False
    if kind in _OWNERS:
        return True
    if kind is Adt:
        declared = value.kind.declared
        if declared is not None:
            return not value.kind.copy
        return any(moves(v) for v in value.fields)
    if kind is tuple or kind is Array:
        return any(moves(v) for v in value)
    return hasattr(value, "rust_drop") or hasattr(value, "remaining")


def take(place: Ref) -> Any:
    """The value in `place`, moved out if it is not `Copy`."""
    value = place.get()
    if type(value) not in PLAIN and moves(value):
        place.set(MOVED)
    return value


def drop_value(machine: Machine, value: Any) -> None:
    """Drop glue: the type's own `drop`, then its parts in order of declaration."""
    kind = type(value)
    if kind in PLAIN or value is UNIT:
        return
    if kind is Adt:
        declared = value.kind.declared
        if declared is not None:
            function = machine.program.drop_function(declared)
            if function is not None:
                place = Ref(value)
                try:
                    machine.invoke(function, [place])
                except RustPanic:
                    drop_all(machine, place.get().fields)
                    raise
                value = place.get()
            if declared.sort == "union":
                return
        if value.fields:
            drop_all(machine, value.fields)
    elif kind is tuple or kind is Array:
        drop_all(machine, value)
    elif kind is Vec:
        items, value.items = value.items, []
        drop_all(machine, items)
    elif kind is Box:
        if value.name == "Box":
            held, value.value = value.value, MOVED
            drop_value(machine, held)
    elif kind is Shared:
        _release(machine, value)
    elif kind is Cell:
        held, value.value = value.value, MOVED
        drop_value(machine, held)
    elif kind is Table:
        rows, value.rows = value.rows, {}
        for key, held in in_order(machine, rows, value.name):
            drop_all(machine, (key, held))
    elif kind is Closure:
        held_slots, value.held = value.held, []
        drop_all(machine, held_slots)
    elif hasattr(value, "rust_drop"):
        if machine.native_drops:
            value.rust_drop()
    elif hasattr(value, "remaining"):
        drop_all(machine, value.remaining())


def in_order(machine: Machine, rows: dict[Any, list[Any]], name: str) -> list[list[Any]]:
    """The rows of a map: sorted for B-trees, as inserted otherwise."""
    if name.startswith("BTree"):
        from functools import cmp_to_key

        from uowgen.interpreter.compare import compare

        return sorted(rows.values(), key=cmp_to_key(lambda a, b: compare(machine, a[0], b[0])))
    return list(rows.values())


def drop_all(machine: Machine, values: Any) -> None:
    """Drops each in order; after a panic the rest is dropped too."""
    if len(values) > 8 and type(values[0]) in PLAIN and type(values[-1]) in PLAIN and type(values) is list:
        return
    at = 0
    try:
        for value in values:
            at += 1
            if type(value) not in PLAIN:
                drop_value(machine, value)
    except RustPanic:
        for value in values[at:]:
            drop_value(machine, value)
        raise


def drop_slots(machine: Machine, frame: list[Any], slots: tuple[int, ...]) -> None:
    """The end of a scope: its variables, the last declared first."""
    at = 0
    try:
        for slot in slots:
            at += 1
            value = frame[slot]
            if type(value) not in PLAIN:
                frame[slot] = MOVED
                drop_value(machine, value)
    except RustPanic:
        drop_slots(machine, frame, slots[at:])
        raise


def _release(machine: Machine, value: Shared) -> None:
    shared = value.shared
    if value.name == "Weak":
        shared.weak -= 1
        return
    shared.strong -= 1
    if shared.strong == 0:
        held, shared.value = shared.value, MOVED
        drop_value(machine, held)


def keep_temporary(frame: list[Any], value: Any) -> Ref:
    """A place for a value that no variable holds; it is dropped at the end of the statement."""
    place = Ref(value)
    if type(value) not in PLAIN and type(value) not in REFS and moves(value):
        if frame[1] is None:
            frame[1] = [place]
        else:
            frame[1].append(place)
    return place


def drop_temporaries(machine: Machine, places: list[Ref]) -> None:
    """The end of a statement: its temporaries, the last made first."""
    while places:
        place = places.pop()
        value, place.value = place.value, MOVED
        drop_value(machine, value)
