"""Reference models of containers: a queue or stack of bounded size, a list of ranges without overlap. Plain Python, nothing of Rust."""

from __future__ import annotations


class Queue:
    """Elements that go in and come out again; `capacity` None: without bound. `newest_first`: a stack."""

    def __init__(self, capacity: int | None, newest_first: bool = False) -> None:
        self.capacity = capacity
        self.newest_first = newest_first
        self.elements: list[int] = []

    def is_full(self) -> bool:
        """Whether no more fits in."""
        return self.capacity is not None and len(self.elements) >= self.capacity

    def push(self, element: int) -> bool:
        """Takes `element` in; False if it is full."""
        if self.is_full():
            return False
        self.elements.append(element)
        return True

    def pop(self) -> int | None:
        """Gives an element back; None if there is none."""
        if not self.elements:
            return None
        return self.elements.pop(-1 if self.newest_first else 0)


class Ranges:
    """Ranges `[start, end)` without overlap."""

    def __init__(self) -> None:
        self.ranges: list[tuple[int, int]] = []

    def insert(self, start: int, end: int) -> bool:
        """Takes a range in; False if it is empty or shares a number with one that is there."""
        if start >= end or any(low < end and start < high for low, high in self.ranges):
            return False
        self.ranges.append((start, end))
        return True

    def find(self, number: int) -> tuple[int, int] | None:
        """The range that has `number`."""
        return next(((low, high) for low, high in self.ranges if low <= number < high), None)

    def remove(self, start: int, end: int) -> None:
        """Takes `[start, end)` out; what reaches over it keeps its outer parts."""
        kept: list[tuple[int, int]] = []
        for low, high in self.ranges:
            kept += [(a, b) for a, b in ((low, min(high, start)), (max(low, end), high)) if a < b]
        self.ranges = kept
