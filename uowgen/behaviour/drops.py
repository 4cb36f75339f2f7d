"""What the end of a value's life does: `Drop` first, then the parts, in Rust's order, also while a panic unwinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.outcomes import Leaving, RustPanic, Unknown
from uowgen.behaviour.values import (
    MOVED,
    PLAIN,
    Array,
    Boxed,
    Cell,
    Closure,
    Heap,
    Moved,
    Native,
    Ref,
    Shared,
    Struct,
    Text,
    Tup,
    Vec,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.behaviour.machine import Machine


def drop_value(machine: Machine, value: Any) -> None:
    """The end of `value`'s life."""
    kind = type(value)
    if kind in PLAIN or kind is Moved or kind is Text:
        return
    if kind is Struct:
        shape = value.of
        if shape.type.doubtful:
            raise Unknown(f"what a macro may implement for {shape.type.name}")
        drop = shape.type.drop
        if drop is not None:
            held = [value]
            if machine.watch is not None:
                machine.watch(value)
            try:
                drop.run(machine, [Ref(held, 0)])
            except RustPanic:
                drop_parts(machine, [value[n] for n in shape.glue])
                raise
            value = held[0]
        glue = shape.glue
        if glue:
            drop_parts(machine, [value[n] for n in glue])
    elif kind in _LISTS:
        if kind is Heap:
            in_no_order(value)
        if value and (type(value[0]) not in PLAIN or kind is Tup):
            drop_parts(machine, value)
    elif kind is Shared:
        _release(machine, value)
    elif kind is Closure:
        if value.owned:
            drop_parts(machine, value.env)
    elif isinstance(value, Native):
        value.dropped(machine)
    elif isinstance(value, dict) and value:
        drop_parts(machine, [part for entry in value.values() for part in entry])


def in_no_order(values: list[Any]) -> None:
    """Says that the order in which values end is not known, where anything is to be seen of it."""
    if len(values) > 1 and any(_is_noticed(value) for value in values):
        raise Unknown("the order in which the elements of a BinaryHeap are dropped")


def _is_noticed(value: Any) -> bool:
    kind = type(value)
    if kind in PLAIN or kind is Moved or kind is Text:
        return False
    if kind is Struct:
        return value.of.type.doubtful or value.of.type.drop is not None or any(_is_noticed(value[n]) for n in value.of.glue)
    return kind not in _LISTS or any(_is_noticed(part) for part in value)


_LISTS = frozenset({Vec, Array, Tup, Boxed, Cell, Heap}) | frozenset(Vec.__subclasses__())


def drop_parts(machine: Machine, values: Iterable[Any]) -> None:
    """Drops each; a panic in one does not keep the rest from it."""
    waiting = iter(list(values))
    for value in waiting:
        if type(value) not in PLAIN:
            try:
                drop_value(machine, value)
            except RustPanic:
                drop_parts(machine, waiting)
                raise


def _release(machine: Machine, shared: Shared) -> None:
    cell = shared.cell
    if shared.weak:
        cell[2] -= 1
        return
    cell[1] -= 1
    if cell[1] == 0:
        value, cell[0] = cell[0], MOVED
        drop_value(machine, value)


def end_slots(frame: list[Any], slots: tuple[int, ...]) -> None:
    """Drops the variables in `slots` (given in the order in which they go), and leaves their slots empty."""
    for n, slot in enumerate(slots):
        value = frame[slot]
        if value is not MOVED:
            frame[slot] = MOVED
            if type(value) not in PLAIN:
                try:
                    drop_value(frame[0], value)
                except RustPanic:
                    end_slots(frame, slots[n + 1 :])
                    raise


def end_temporaries(frame: list[Any], mark: int) -> None:
    """Drops the temporaries of the frame that were made since there were `mark`, the latest first."""
    temporaries = frame[1]
    while len(temporaries) > mark:
        value = temporaries.pop()[0]
        if value is not MOVED:
            try:
                drop_value(frame[0], value)
            except RustPanic:
                end_temporaries(frame, mark)
                raise


def leave_temporaries(frame: list[Any], mark: int, leaving: Leaving) -> None:
    """The same when the statement is left early."""
    if not isinstance(leaving, RustPanic):
        end_temporaries(frame, mark)
        return
    frame[0].unwinding += 1
    try:
        end_temporaries(frame, mark)
    except RustPanic as second:
        raise RustPanic(f"{second.message} (while unwinding: aborts)") from second
    finally:
        frame[0].unwinding -= 1


def leave(frame: list[Any], slots: tuple[int, ...], leaving: Leaving) -> None:
    """Drops the variables of a scope that is left early; a second panic ends the program."""
    if not isinstance(leaving, RustPanic):
        end_slots(frame, slots)
        return
    frame[0].unwinding += 1
    try:
        end_slots(frame, slots)
    except RustPanic as second:
        raise RustPanic(f"{second.message} (while unwinding: aborts)") from second
    finally:
        frame[0].unwinding -= 1
