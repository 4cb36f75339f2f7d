"""Iterators that pass over some items of another one: `filter`, `skip`, `take_while`, `step_by` and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.library.adaptors import Adaptor, counted
from uowgen.behaviour.library.sequences import END, Iter, opened
from uowgen.behaviour.outcomes import RustPanic, Unknown

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine


class Filter(Adaptor):
    """`filter`."""

    def next(self) -> Any:
        return self._sifted(self.inner.next)

    def back(self) -> Any:
        return self._sifted(self.inner.back)

    def length(self) -> int:
        raise Unknown("the length of a filter")

    def _sifted(self, following: Any) -> Any:
        while True:
            item = counted(self.machine, following())
            if item is END or self.asked(item):
                return item
            drop_value(self.machine, item)


class FilterMap(Adaptor):
    """`filter_map`."""

    def next(self) -> Any:
        return self._sifted(self.inner.next)

    def back(self) -> Any:
        return self._sifted(self.inner.back)

    def length(self) -> int:
        raise Unknown("the length of a filter")

    def _sifted(self, following: Any) -> Any:
        while True:
            item = counted(self.machine, following())
            if item is END:
                return END
            found = opened(invoke(self.machine, self.f, [item]))
            if found is not END:
                return found


class TakeWhile(Adaptor):
    """`take_while`."""

    done = False

    def next(self) -> Any:
        item = END if self.done else self.inner.next()
        if item is END or self.asked(item):
            return item
        self.done = True
        drop_value(self.machine, item)
        return END

    def length(self) -> int:
        raise Unknown("the length of take_while")


class SkipWhile(Adaptor):
    """`skip_while`."""

    begun = False

    def next(self) -> Any:
        while True:
            item = counted(self.machine, self.inner.next())
            if item is END or self.begun or not self.asked(item):
                self.begun = True
                return item
            drop_value(self.machine, item)

    def length(self) -> int:
        raise Unknown("the length of skip_while")


class MapWhile(Adaptor):
    """`map_while`."""

    def next(self) -> Any:
        item = self.inner.next()
        return END if item is END else opened(invoke(self.machine, self.f, [item]))

    def length(self) -> int:
        raise Unknown("the length of map_while")


class Take(Adaptor):
    """`take`; `f` is how many are left to take."""

    def next(self) -> Any:
        if self.f <= 0:
            return END
        self.f -= 1
        return self.inner.next()

    def back(self) -> Any:
        excess = self.inner.length() - self.f
        for _ in range(excess):
            drop_value(self.machine, self.inner.back())
        item = self.inner.back() if self.f > 0 else END
        self.f = max(0, self.f - 1)
        return item

    def length(self) -> int:
        return min(int(self.f), self.inner.length())


class Skip(Adaptor):
    """`skip`; `f` is how many are left to skip."""

    def next(self) -> Any:
        while self.f > 0:
            self.f -= 1
            item = counted(self.machine, self.inner.next())
            if item is END:
                return END
            drop_value(self.machine, item)
        return self.inner.next()

    def back(self) -> Any:
        return self.inner.back() if self.length() > 0 else END

    def length(self) -> int:
        return max(0, self.inner.length() - int(self.f))


class StepBy(Adaptor):
    """`step_by`; `f` is the step."""

    begun = False

    def next(self) -> Any:
        if not self.begun:
            self.begun = True
            return self.inner.next()
        for _ in range(self.f - 1):
            item = counted(self.machine, self.inner.next())
            if item is END:
                return END
            drop_value(self.machine, item)
        return self.inner.next()

    def back(self) -> Any:
        rest = self.inner.length() % self.f
        for _ in range(rest if self.begun else (rest or self.f) - 1):
            item = counted(self.machine, self.inner.back())
            if item is END:
                return END
            drop_value(self.machine, item)
        return self.inner.back()

    def length(self) -> int:
        left = self.inner.length()
        return left // int(self.f) if self.begun else (left + int(self.f) - 1) // int(self.f)


class StepSpan(Iter):
    """`step_by` of a range of integers, which steps over what it leaves out."""

    def __init__(self, machine: Machine, items: range, kind: Any) -> None:
        super().__init__(machine)
        self.items = items
        self.kind = kind

    def next(self) -> Any:
        if not self.items:
            return END
        first, self.items = self.items[0], self.items[1:]
        return self.kind(first)

    def back(self) -> Any:
        if not self.items:
            return END
        last, self.items = self.items[-1], self.items[:-1]
        return self.kind(last)

    def length(self) -> int:
        return len(self.items)

    def cloned(self, machine: Machine) -> Any:
        return StepSpan(machine, self.items, self.kind)


def stepped(machine: Machine, inner: Iter, step: int) -> Iter:
    """`inner.step_by(step)`."""
    from uowgen.behaviour.library.sequences import Span

    if step == 0:
        raise RustPanic("assertion failed: step != 0")
    if type(inner) is Span and inner.high is not None:
        return StepSpan(machine, range(inner.low, max(inner.low, inner.high), int(step)), inner.kind)
    return StepBy(machine, inner, int(step))
