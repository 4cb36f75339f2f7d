"""What yields values: ranges, owned elements, references to elements, iterators that the program itself declares.

How one is made from a value is in `iterators.py`, what is built on top of one in `adaptors.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import invoke
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INT_KINDS
from uowgen.behaviour.outcomes import Leaving, RustPanic, Unknown
from uowgen.behaviour.values import MOVED, PLAIN, Char, Native, Ref, Struct, copied, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.machine import Machine

END: Any = type("End", (), {"__slots__": (), "__repr__": lambda self: "END"})()


class Iter(Native):
    """An iterator. `next()` and `back()` give the item at either end, or END; `length()` how many are left."""

    copies = False
    type_name = "iterator"

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def __iter__(self) -> Iter:
        return self

    def __next__(self) -> Any:
        item = self.next()
        if item is END:
            raise StopIteration
        return item

    def next(self) -> Any:
        """The first item that is left."""
        raise Unknown("next of this iterator")

    def back(self) -> Any:
        """The last item that is left."""
        raise Unknown(f"the end of an iterator ({type(self).__name__})")

    def length(self) -> int:
        """How many items are left."""
        raise Unknown(f"the length of an iterator ({type(self).__name__})")

    def cloned(self, machine: Machine) -> Any:
        """What `.clone()` makes."""
        raise Unknown(f"clone of an iterator ({type(self).__name__})")

    def dropped(self, machine: Machine) -> None:
        """Drops what is left."""


class Owned(Iter):
    """Elements that the iterator owns, or references, which nothing owns."""

    def __init__(self, machine: Machine, items: list[Any]) -> None:
        super().__init__(machine)
        self.items = items
        self.low = 0
        self.high = len(items)

    def next(self) -> Any:
        if self.low >= self.high:
            return END
        self.low += 1
        return self.items[self.low - 1]

    def back(self) -> Any:
        if self.low >= self.high:
            return END
        self.high -= 1
        return self.items[self.high]

    def length(self) -> int:
        return self.high - self.low

    def cloned(self, machine: Machine) -> Any:
        from uowgen.behaviour.library import common

        return Owned(machine, [common.clone(machine, v) for v in self.items[self.low : self.high]])

    def dropped(self, machine: Machine) -> None:
        rest, self.items, self.low, self.high = self.items[self.low : self.high], [], 0, 0
        drop_all(machine, rest)


def drop_all(machine: Machine, values: list[Any]) -> None:
    """Drops each in order; a panic in one does not keep the rest from it."""
    for n, value in enumerate(values):
        if type(value) not in PLAIN:
            try:
                drop_value(machine, value)
            except RustPanic:
                drop_all(machine, values[n + 1 :])
                raise


class Span(Iter):
    """The integers or characters from `low` on, below `high` (None: without end); `kind` makes an item of a number."""

    def __init__(self, machine: Machine, low: int, high: int | None, kind: Callable[[int], Any]) -> None:
        super().__init__(machine)
        self.low = low
        self.high = high
        self.kind = kind

    def next(self) -> Any:
        if self.high is not None and self.low >= self.high:
            return END
        low = self.low
        if self.high is None and self.kind in INT_KINDS and low >= self.kind.high:
            raise RustPanic("attempt to add with overflow")
        self.low += 1
        return self.kind(low)

    def back(self) -> Any:
        if self.high is None:
            raise Unknown("the end of a range without end")
        if self.low >= self.high:
            return END
        self.high -= 1
        return self.kind(self.high)

    def length(self) -> int:
        if self.high is None:
            raise Unknown("the length of a range without end")
        return max(0, self.high - self.low)

    def skip(self, count: int) -> None:
        """Leaves out the next `count` items."""
        self.low = self.low + count if self.high is None else min(self.high, self.low + count)

    def cloned(self, machine: Machine) -> Any:
        return Span(machine, self.low, self.high, self.kind)

    def as_range(self, before: Struct) -> Any:
        """The range that is left, of the kind of `before`."""
        owner = before.of.type
        if owner is prelude.RANGE_FROM:
            return make(before.of, (self.kind(self.low),))
        assert self.high is not None
        if owner is prelude.RANGE:
            return make(before.of, (self.kind(min(self.low, self.high)), self.kind(self.high)))
        # One that is used up begins behind its end, if its type has that number: what its `start` is then, Rust leaves open.
        most = self.kind.high if self.kind in INT_KINDS else 127 if self.kind is int else -1
        if self.low >= self.high and self.low > most:
            raise Unknown("an inclusive range that has been used up")
        return make(before.of, (self.kind(self.low), self.kind(self.high - 1)))


def span(machine: Machine, value: Struct) -> Span:
    """The range `value` as an iterator."""
    low = value[0]
    high = value[1] if len(value) > 1 else None
    closed = value.of.type is prelude.RANGE_INCLUSIVE
    if isinstance(low, Char):
        return Span(machine, ord(low), None if high is None else ord(high) + closed, _char)
    if not isinstance(low, int) or isinstance(low, bool):
        raise Unknown("a range of this type as an iterator")
    kind: Any = type(low)
    if high is not None and kind not in INT_KINDS and type(high) in INT_KINDS:
        kind = type(high)
    return Span(machine, int(low), None if high is None else int(high) + closed, kind)


def _char(number: int) -> Char:
    if 0xD800 <= number < 0xE000:
        raise Unknown("a range of characters across the surrogates")
    return Char(chr(number))


class Lent(Iter):
    """Another iterator by reference: what is left stays with its owner."""

    def __init__(self, machine: Machine, inner: Iter) -> None:
        super().__init__(machine)
        self.inner = inner

    def next(self) -> Any:
        return self.inner.next()

    def back(self) -> Any:
        return self.inner.back()

    def length(self) -> int:
        return self.inner.length()


class Ranged(Iter):
    """A range in a place by reference: what is left is written back."""

    def __init__(self, machine: Machine, ref: Ref) -> None:
        super().__init__(machine)
        self.ref = ref

    def next(self) -> Any:
        held = self.ref.box[self.ref.key]
        inner = span(self.machine, held)
        item = inner.next()
        if item is not END:
            self.ref.box[self.ref.key] = inner.as_range(held)
        return item


class Declared(Iter):
    """A value whose `next` the program declares; `owned` when it is dropped with the iterator."""

    def __init__(self, machine: Machine, box: Any, key: Any, function: Function, owned: bool) -> None:
        super().__init__(machine)
        self.box = box
        self.key = key
        self.function = function
        self.owned = owned

    def next(self) -> Any:
        return opened(self.function.run(self.machine, [Ref(self.box, self.key)], None))

    def back(self) -> Any:
        found = self.machine.program.methods_of(self.box[self.key].of.type, "next_back")
        if len(found) != 1:
            raise Unknown("next_back")
        return opened(found[0].run(self.machine, [Ref(self.box, self.key)], None))

    def dropped(self, machine: Machine) -> None:
        if self.owned:
            value, self.box[self.key] = self.box[self.key], MOVED
            drop_value(machine, value)


def opened(option: Any) -> Any:
    """What an Option holds, or END."""
    if type(option) is not Struct or option.of.type is not prelude.OPTION:
        raise Unknown("next that gives no Option")
    return option[0] if option else END


def as_option(item: Any) -> Any:
    """`Some(item)`, or `None` for END."""
    return prelude.NONE if item is END else prelude.some(item)


class FromFn(Iter):
    """`iter::from_fn`."""

    def __init__(self, machine: Machine, function: Any) -> None:
        super().__init__(machine)
        self.function = function

    def next(self) -> Any:
        return opened(invoke(self.machine, self.function, []))

    def dropped(self, machine: Machine) -> None:
        drop_value(machine, self.function)


class Repeat(Iter):
    """`iter::repeat`."""

    def __init__(self, machine: Machine, value: Any) -> None:
        super().__init__(machine)
        self.value = value

    def next(self) -> Any:
        from uowgen.behaviour.library import common

        same = copied(self.value)
        return common.clone(self.machine, self.value) if same is None else same

    def dropped(self, machine: Machine) -> None:
        drop_value(machine, self.value)


class Successors(Iter):
    """`iter::successors`."""

    def __init__(self, machine: Machine, first: Any, function: Any) -> None:
        super().__init__(machine)
        self.following = opened(first)
        self.function = function

    def next(self) -> Any:
        item = self.following
        if item is not END:
            self.following = opened(invoke(self.machine, self.function, [Ref([item], 0)]))
        return item

    def dropped(self, machine: Machine) -> None:
        if self.following is not END:
            drop_value(machine, self.following)
        drop_value(machine, self.function)


__all__ = ["END", "Declared", "FromFn", "Iter", "Leaving", "Lent", "Owned", "Ranged", "Repeat", "Span", "Successors", "as_option"]
