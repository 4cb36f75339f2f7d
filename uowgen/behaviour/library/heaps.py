"""`BinaryHeap`: its elements are kept from the greatest down. How a real one lays them out is not known, so what goes by that is left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import compare, equal
from uowgen.behaviour.drops import in_no_order
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned, drop_all
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import UNIT, Heap, Ref, Vec, strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]


def put(machine: Machine, heap: Heap, item: Any) -> None:
    """Puts one element in; of two that are equal in order, but not the same, nobody knows which comes out first."""
    at = len(heap)
    for n, held in enumerate(heap):
        found = compare(machine, item, held)
        if found is None:
            raise Unknown("the order of a BinaryHeap")
        if found == 0 and not equal(machine, item, held):
            raise Unknown("which of two equal elements of a BinaryHeap comes first")
        if found >= 0:
            at = n
            break
    heap.insert(at, item)


def made_of(machine: Machine, items: Iterable[Any]) -> Heap:
    """A heap of these elements."""
    heap = Heap()
    for item in items:
        put(machine, heap, item)
    return heap


def _push(m: Machine, s: Site, v: Heap, item: Any) -> Any:
    put(m, v, item)
    return UNIT


def _pop(m: Machine, s: Site, v: Heap) -> Any:
    return some(v.pop(0)) if v else NONE


def _peek(m: Machine, s: Site, v: Heap) -> Any:
    return some(Ref(v, 0)) if v else NONE


def _clear(m: Machine, s: Site, v: Heap) -> Any:
    rest = v[:]
    del v[:]
    in_no_order(rest)
    drop_all(m, rest)
    return UNIT


def _retain(m: Machine, s: Site, v: Heap, f: Any) -> Any:
    events = getattr(getattr(m, "world", None), "events", ())  # calls to the outside, where they are recorded
    before = len(events)
    kept: list[Any] = []
    lost: list[Any] = []
    for n in range(len(v)):
        (kept if invoke(m, f, [Ref(v, n)]) is True else lost).append(v[n])
    if len(v) > 1 and len(events) != before:
        raise Unknown("the order in which a BinaryHeap is gone through")
    v[:] = kept
    in_no_order(lost)
    drop_all(m, lost)
    return UNIT


def _append(m: Machine, s: Site, v: Heap, other: Any) -> Any:
    second = strip(other)
    rest = second[:]
    del second[:]
    for item in rest:
        put(m, v, item)
    return UNIT


def _extend(m: Machine, s: Site, v: Heap, items: Any) -> Any:
    from uowgen.behaviour.library import iterators

    for item in iterators.iterator_of(m, s, items):
        put(m, v, item)
    return UNIT


def _sorted(m: Machine, s: Site, v: Heap) -> Any:
    return Vec(reversed(v))


def _one(v: Heap) -> None:
    if len(v) > 1:
        raise Unknown("the order in which a BinaryHeap is gone through")


def _drain(m: Machine, s: Site, v: Heap) -> Any:
    _one(v)
    rest = v[:]
    del v[:]
    return Owned(m, rest)


def _into_vec(m: Machine, s: Site, v: Heap) -> Any:
    _one(v)
    return Vec(v)


def iterator(m: Machine, heap: Heap, owned: bool) -> Any:
    """What `into_iter` of the heap, or of a reference to it, gives."""
    _one(heap)
    return Owned(m, list(heap) if owned else [Ref(heap, n) for n in range(len(heap))])


METHODS: dict[str, Method] = {
    "push": ("look", _push), "pop": ("look", _pop), "peek": ("look", _peek), "clear": ("look", _clear), "retain": ("look", _retain),
    "append": ("look", _append), "extend": ("look", _extend), "len": ("look", lambda m, s, v: _USIZE(len(v))),
    "is_empty": ("look", lambda m, s, v: not v), "into_sorted_vec": ("own", _sorted), "into_vec": ("own", _into_vec),
    "iter": ("look", lambda m, s, v: iterator(m, v, False)), "into_iter": ("own", lambda m, s, v: iterator(m, v, True)), "drain": ("look", _drain),
    "reserve": ("look", lambda m, s, v, n: UNIT), "shrink_to_fit": ("look", lambda m, s, v: UNIT),
}  # fmt: skip

__all__ = ["METHODS", "iterator", "made_of", "put"]
