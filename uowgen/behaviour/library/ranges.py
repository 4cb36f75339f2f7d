"""Methods of ranges and of the small wrappers that are structs: `ManuallyDrop`, `Wrapping`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.comparing import compare
from uowgen.behaviour.integers import agree
from uowgen.behaviour.values import Struct, Tup, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

RANGES = frozenset(
    {prelude.RANGE, prelude.RANGE_INCLUSIVE, prelude.RANGE_FROM, prelude.RANGE_TO, prelude.RANGE_TO_INCLUSIVE, prelude.RANGE_FULL}
)


def method(value: Struct, name: str) -> tuple[str, Callable[..., Any]] | None:
    """The method `name` of a range; adaptors of iterators too, for the ranges that are iterators."""
    if value.of.type not in RANGES:
        return None
    found = METHODS.get(name)
    if found is not None:
        return found
    from uowgen.behaviour.library import iterators

    if value.of.type in (prelude.RANGE, prelude.RANGE_INCLUSIVE, prelude.RANGE_FROM):
        way = iterators.METHODS.get(name)
        if way is not None:
            return "place", _through_iterator(name)
    return None


def _through_iterator(name: str) -> Callable[..., Any]:
    """A range in a place becomes the iterator that it is; what is left of it stays in the place."""

    def run(machine: Machine, site: Site, box: Any, key: Any, *arguments: Any) -> Any:
        from uowgen.behaviour.library import iterators

        how, function = iterators.METHODS[name]
        inner: Any = iterators.iterator_of(machine, site, box[key])
        result = function(machine, site, inner, *arguments)
        if how == "look":
            box[key] = inner.as_range(box[key])
        return result

    return run


def contains(m: Machine, s: Site, v: Struct, item: Any) -> bool:
    item = strip(item)
    low = v[v.of.index["start"]] if "start" in v.of.index else None
    high = v[v.of.index["end"]] if "end" in v.of.index else None
    closed = v.of.name in ("RangeInclusive", "RangeToInclusive")
    if low is not None and (compare(m, low, item) or 0) > 0:
        return False
    if high is None:
        return True
    found = compare(m, item, high) or 0
    return found <= 0 if closed else found < 0


def is_empty(m: Machine, s: Site, v: Struct) -> bool:
    found = compare(m, v[0], v[1]) or 0
    return found > 0 if v.of.name == "RangeInclusive" else found >= 0


def length(m: Machine, s: Site, v: Struct) -> Any:
    from uowgen.behaviour.integers import INTS

    _, low, high = agree(v[0], v[1])
    return INTS["usize"](max(0, int(high) - int(low) + (v.of.name == "RangeInclusive")))


METHODS: dict[str, tuple[str, Callable[..., Any]]] = {
    "contains": ("look", contains), "is_empty": ("look", is_empty), "len": ("look", length),
    "start": ("look", lambda m, s, v: v[0]), "end": ("look", lambda m, s, v: v[1]),
    "into_inner": ("own", lambda m, s, v: Tup(v)),
}  # fmt: skip
