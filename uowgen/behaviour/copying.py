"""Copies of a run that stands between two calls, so that it can be gone on with in several ways.

Everything that the run can change is copied, once each, so that what refers to one thing still does; what belongs to the program or to the
lowering is shared. Of what is not known here no copy is made (`NotCopied`), functions by their name among it, which know the run that they
were named in: whoever asks must then run the calls again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from uowgen.behaviour.bindings import Bindings, BindingTable
from uowgen.behaviour.integers import INT_KINDS, Inverted
from uowgen.behaviour.library.maps import Table
from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outside import Event, Line, Outside, Script
from uowgen.behaviour.program import Program
from uowgen.behaviour.references import Counts
from uowgen.behaviour.values import (
    F32,
    MOVED,
    Array,
    Boxed,
    Cell,
    Char,
    Closure,
    Deque,
    Heap,
    Native,
    Pointer,
    Ref,
    Shared,
    Slice,
    Struct,
    Text,
    Tup,
    Vec,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
_AS_IT_IS: frozenset[type] = INT_KINDS | {
    bool, int, Inverted, float, F32, str, Char, bytes, type(None), type(MOVED), BindingTable, Program, Script, Event, Line,
}  # fmt: skip
_LISTS = frozenset({list, Tup, Array, Boxed, Heap})
_KEYS = frozenset({str, int, bool, tuple, Char}) | INT_KINDS


class NotCopied(Exception):  # noqa: N818  (an outcome, not an error)
    """Something stands in the run of which it is not known how a copy is made."""


class Copies:
    """The copies that belong to one copy of a run; `shared` are objects of which none is made."""

    __slots__ = ("_kept", "_made")

    def __init__(self, shared: Iterable[Any]) -> None:
        self._made: dict[int, Any] = {id(one): one for one in shared}
        self._kept: list[Any] = []  # so that no number that tells them apart is given to another

    def of(self, value: Any) -> Any:
        """The copy of `value`, the same each time; raises `NotCopied`."""
        kind = type(value)
        if kind in _AS_IT_IS:
            return value
        known = self._made.get(id(value))
        if known is not None:
            return known
        copier = _HOW.get(kind) or next((how for base, how in _FAMILIES if issubclass(kind, base)), None)
        if copier is None:
            raise NotCopied(f"a {kind.__name__}")
        return copier(self, value)

    def _noted(self, value: Any, made: T) -> T:
        self._made[id(value)] = made
        self._kept.append(value)
        return made

    # ------------------------------------------------------------------------------------------------------------ kinds

    def _list(self, value: Any) -> Any:
        made = self._noted(value, type(value)())
        of = self.of
        made.extend([part if type(part) in _AS_IT_IS else of(part) for part in value])
        return made

    def _struct(self, value: Struct) -> Struct:
        made: Struct = self._list(value)
        made.of = value.of
        return made

    def _cell(self, value: Cell) -> Cell:
        made: Cell = self._list(value)
        made.kind, made.lent = value.kind, value.lent
        return made

    def _vec(self, value: Vec) -> Vec:
        made: Vec = self._list(value)
        if hasattr(value, "room"):
            made.room = value.room
        return made

    def _tuple(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        parts = [self.of(part) for part in value]
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else self._noted(value, tuple(parts))

    def _dict(self, value: dict[Any, Any]) -> Any:
        if not _KEYS.issuperset(map(type, value)):
            raise NotCopied("a key")
        made = self._noted(value, type(value)())
        for key, part in value.items():
            made[key] = self.of(part)
        return made

    def _text(self, value: Text) -> Text:
        return self._noted(value, Text(value.text))

    def _ref(self, value: Ref) -> Ref:
        made = self._noted(value, Ref(None, None))
        made.box, made.key = self.of(value.box), self.of(value.key)
        return made

    def _slice(self, value: Slice) -> Slice:
        made = self._noted(value, Slice([], value.low, value.high))
        made.items = self.of(value.items)
        return made

    def _pointer(self, value: Pointer) -> Pointer:
        made = self._noted(value, Pointer(None, value.address, value.kind))
        made.ref = self.of(value.ref)
        return made

    def _shared(self, value: Shared) -> Shared:
        made = self._noted(value, Shared([], value.weak))
        made.cell = self.of(value.cell)
        return made

    def _closure(self, value: Closure) -> Closure:
        made = self._noted(value, Closure(value.run, [], value.owned))
        made.env = self.of(value.env)
        return made

    def _bindings(self, value: Bindings) -> Bindings:
        return self._noted(value, Bindings(value.table, self.of(value.state)))

    def _machine(self, value: Machine) -> Machine:
        if value.traced is not None or value.watch is not None or value.unwinding:
            raise NotCopied("a run within a call")
        made = self._noted(value, type(value).__new__(type(value)))
        for kind in type(value).__mro__:
            for name in getattr(kind, "__slots__", ()):
                setattr(made, name, self.of(getattr(value, name)))
        return made

    def _object(self, value: Any) -> Any:
        made = self._noted(value, object.__new__(type(value)))
        for name, part in value.__dict__.items():
            made.__dict__[name] = self.of(part)
        return made


_HOW: dict[type, Callable[[Copies, Any], Any]] = {
    **dict.fromkeys(_LISTS, Copies._list), Struct: Copies._struct, Cell: Copies._cell, Vec: Copies._vec, Deque: Copies._vec,
    tuple: Copies._tuple, dict: Copies._dict, Text: Copies._text, Ref: Copies._ref, Slice: Copies._slice, Pointer: Copies._pointer,
    Shared: Copies._shared, Closure: Copies._closure, Bindings: Copies._bindings, Counts: Copies._object,
}  # fmt: skip
_FAMILIES: tuple[tuple[type, Callable[[Copies, Any], Any]], ...] = (
    (Table, Copies._dict),
    (Machine, Copies._machine),
    (Native, Copies._object),
    (Outside, Copies._object),
)

__all__ = ["Copies", "NotCopied"]
