"""Iterators on top of iterators: `map`, `zip`, `chain` and their like. They do nothing until an item is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INT_KINDS, INTS
from uowgen.behaviour.library.sequences import END, Iter, as_option, opened
from uowgen.behaviour.outcomes import Leaving, LimitReached, Unknown
from uowgen.behaviour.values import MOVED, Ref, Tup, copied

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine

_USIZE = INTS["usize"]


class Adaptor(Iter):
    """On top of `inner`, with a closure or another value (`f`) of its own."""

    def __init__(self, machine: Machine, inner: Iter, f: Any = None) -> None:
        super().__init__(machine)
        self.inner = inner
        self.f = f

    def dropped(self, machine: Machine) -> None:
        try:
            self.inner.dropped(machine)
        finally:
            if isinstance(self.f, Iter):
                self.f.dropped(machine)
            elif self.f is not None:
                drop_value(machine, self.f)

    def cloned(self, machine: Machine) -> Any:
        from uowgen.behaviour.library import common

        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.inner = self.inner.cloned(machine)
        made.f = common.clone(machine, self.f) if self.f is not None else None
        return made

    def length(self) -> int:
        return self.inner.length()

    def asked(self, item: Any) -> bool:
        """The closure's answer about a reference to the item; if the closure panics the item goes with it."""
        box = [item]
        try:
            return invoke(self.machine, self.f, [Ref(box, 0)]) is True
        except Leaving:
            drop_value(self.machine, box[0])
            raise


class Map(Adaptor):
    """`map`."""

    def next(self) -> Any:
        item = self.inner.next()
        return END if item is END else invoke(self.machine, self.f, [item])

    def back(self) -> Any:
        item = self.inner.back()
        return END if item is END else invoke(self.machine, self.f, [item])


def counted(machine: Machine, item: Any) -> Any:
    """`item`, one step further towards the limit."""
    machine.steps -= 1
    if machine.steps < 0:
        raise LimitReached("steps")
    return item


class Inspect(Adaptor):
    """`inspect`."""

    def next(self) -> Any:
        item = self.inner.next()
        if item is not END:
            box = [item]
            invoke(self.machine, self.f, [Ref(box, 0)])
            item = box[0]
        return item


class Enumerate(Adaptor):
    """`enumerate`."""

    count = 0

    def next(self) -> Any:
        item = self.inner.next()
        if item is END:
            return END
        self.count += 1
        return Tup((_USIZE(self.count - 1), item))

    def back(self) -> Any:
        left = self.inner.length()
        item = self.inner.back()
        return END if item is END else Tup((_USIZE(self.count + left - 1), item))


class Zip(Adaptor):
    """`zip`; `f` is the second iterator."""

    def next(self) -> Any:
        first = self.inner.next()
        if first is END:
            return END
        second = self.f.next()
        if second is END:
            drop_value(self.machine, first)
            return END
        return Tup((first, second))

    def back(self) -> Any:
        first, second = self.inner.length(), self.f.length()
        for _ in range(first - second):
            drop_value(self.machine, self.inner.back())
        for _ in range(second - first):
            drop_value(self.machine, self.f.back())
        item = self.inner.back()
        return END if item is END else Tup((item, self.f.back()))

    def length(self) -> int:
        return min(self.inner.length(), int(self.f.length()))


class Chain(Adaptor):
    """`chain`; `f` is the second iterator."""

    first_done = False
    second_done = False

    def next(self) -> Any:
        if not self.first_done:
            item = self.inner.next()
            if item is not END:
                return item
            self.first_done = True
        return self.f.next()

    def back(self) -> Any:
        if not self.second_done:
            item = self.f.back()
            if item is not END:
                return item
            self.second_done = True
        return self.inner.back()

    def length(self) -> int:
        return self.inner.length() + int(self.f.length())


class Rev(Adaptor):
    """`rev`."""

    def next(self) -> Any:
        return self.inner.back()

    def back(self) -> Any:
        return self.inner.next()


class Cloned(Adaptor):
    """`cloned` and `copied`."""

    def next(self) -> Any:
        return self._copied(self.inner.next())

    def back(self) -> Any:
        return self._copied(self.inner.back())

    def _copied(self, item: Any) -> Any:
        if type(item) is not Ref:
            return item
        held = item.box[item.key]
        if type(held) in INT_KINDS:
            return held
        same = copied(held)
        if same is not None:
            return same
        from uowgen.behaviour.library import common

        return common.clone(self.machine, held)


class Flat(Adaptor):
    """`flatten` and `flat_map`."""

    now: Iter | None = None

    def next(self) -> Any:
        from uowgen.behaviour.library.iterators import iterator_of

        while True:
            if self.now is not None:
                item = self.now.next()
                if item is not END:
                    return item
                self.now.dropped(self.machine)
                self.now = None
            outer = counted(self.machine, self.inner.next())
            if outer is END:
                return END
            self.now = iterator_of(self.machine, None, outer if self.f is None else invoke(self.machine, self.f, [outer]))

    def length(self) -> int:
        raise Unknown("the length of a flattened iterator")

    def cloned(self, machine: Machine) -> Any:
        raise Unknown("clone of a flattened iterator")

    def dropped(self, machine: Machine) -> None:
        now, self.now = self.now, None
        try:
            if now is not None:
                now.dropped(machine)
        finally:
            super().dropped(machine)


class Scan(Adaptor):
    """`scan`; `state` is a place."""

    def __init__(self, machine: Machine, inner: Iter, state: Any, f: Any) -> None:
        super().__init__(machine, inner, f)
        self.state = [state]

    def next(self) -> Any:
        item = self.inner.next()
        return END if item is END else opened(invoke(self.machine, self.f, [Ref(self.state, 0), item]))

    def length(self) -> int:
        raise Unknown("the length of scan")

    def cloned(self, machine: Machine) -> Any:
        raise Unknown("clone of scan")

    def dropped(self, machine: Machine) -> None:
        try:
            super().dropped(machine)
        finally:
            drop_value(machine, self.state[0])


class Peekable(Adaptor):
    """`peekable`; `seen` is a place with the item looked at, END for the end, MOVED for none."""

    def __init__(self, machine: Machine, inner: Iter) -> None:
        super().__init__(machine, inner)
        self.seen: list[Any] = [MOVED]

    def next(self) -> Any:
        if self.seen[0] is MOVED:
            return self.inner.next()
        item, self.seen = self.seen[0], [MOVED]
        return item

    def back(self) -> Any:
        if self.seen[0] is END:
            return END
        item = self.inner.back()
        return self.next() if item is END and self.seen[0] is not MOVED else item

    def length(self) -> int:
        return self.inner.length() + (self.seen[0] is not MOVED and self.seen[0] is not END)

    def cloned(self, machine: Machine) -> Any:
        from uowgen.behaviour.library import common

        made = Peekable(machine, self.inner.cloned(machine))
        if self.seen[0] is not MOVED and self.seen[0] is not END:
            made.seen = [common.clone(machine, self.seen[0])]
        elif self.seen[0] is END:
            made.seen = [END]
        return made

    def peek(self) -> Any:
        """`Some` reference to the next item."""
        if self.seen[0] is MOVED:
            self.seen = [self.inner.next()]
        return as_option(END if self.seen[0] is END else Ref(self.seen, 0))

    def dropped(self, machine: Machine) -> None:
        item, self.seen = self.seen[0], [MOVED]
        try:
            super().dropped(machine)
        finally:
            if item is not END and item is not MOVED:
                drop_value(machine, item)


class Fuse(Adaptor):
    """`fuse`."""

    done = False

    def next(self) -> Any:
        item = END if self.done else self.inner.next()
        self.done = item is END
        return item


class Cycle(Adaptor):
    """`cycle`; `f` is the iterator as it was."""

    def next(self) -> Any:
        item = self.inner.next()
        if item is END:
            self.inner = self.f.cloned(self.machine)
            item = self.inner.next()
        return item

    def length(self) -> int:
        raise Unknown("the length of cycle")
