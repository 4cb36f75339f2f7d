"""Methods of lists that put elements in order, or look for one where they are: sorting, searching by halves."""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke
from uowgen.behaviour.comparing import compare
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.tables import Method, looking
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.prelude import err, ok
from uowgen.behaviour.values import UNIT, Ref, Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE = INTS["usize"]
_SIGNS = {"Less": -1, "Equal": 0, "Greater": 1}


def _order(m: Machine, a: Any, b: Any) -> int:
    found = compare(m, a, b)
    if found is None:
        raise Unknown("an order of what has none")
    return found


def _sign(ordering: Any) -> int:
    if type(ordering) is not Struct or ordering.of.name not in _SIGNS:
        raise Unknown("an order of this kind")
    return _SIGNS[ordering.of.name]


def _sorted(v: Any, order: Callable[[Any, Any], int]) -> Any:
    from uowgen.behaviour.library.slices import view

    items, low, high = view(v)
    items[low:high] = sorted(items[low:high], key=cmp_to_key(order))
    return UNIT


def _sort(m: Machine, s: Site, v: Any) -> Any:
    return _sorted(v, lambda a, b: _order(m, a, b))


def _sort_by(m: Machine, s: Site, v: Any, f: Any) -> Any:
    return _sorted(v, lambda a, b: _sign(invoke(m, f, [Ref([a], 0), Ref([b], 0)])))


def _sort_by_key(m: Machine, s: Site, v: Any, f: Any) -> Any:
    return _sorted(v, lambda a, b: _order(m, invoke(m, f, [Ref([a], 0)]), invoke(m, f, [Ref([b], 0)])))


def _search(v: Any, order: Callable[[Any], int]) -> Any:
    """The place of an element; where several are equal std does not say which one it is."""
    from uowgen.behaviour.library.slices import view

    items, low, high = view(v)
    signs = [order(items[n]) for n in range(low, high)]
    if signs != sorted(signs):
        raise Unknown("a search in what is not sorted")
    if signs.count(0) > 1:
        raise Unknown("a search for one of several equal elements")
    return ok(_USIZE(signs.index(0))) if 0 in signs else err(_USIZE(signs.count(-1)))


def _binary_search(m: Machine, s: Site, v: Any, wanted: Any) -> Any:
    return _search(v, lambda x: _order(m, x, wanted))


def _binary_search_by(m: Machine, s: Site, v: Any, f: Any) -> Any:
    return _search(v, lambda x: _sign(invoke(m, f, [Ref([x], 0)])))


def _binary_search_by_key(m: Machine, s: Site, v: Any, wanted: Any, f: Any) -> Any:
    return _search(v, lambda x: _order(m, invoke(m, f, [Ref([x], 0)]), wanted))


def _partition_point(m: Machine, s: Site, v: Any, f: Any) -> Any:
    from uowgen.behaviour.library.slices import view

    items, low, high = view(v)
    found = [invoke(m, f, [Ref(items, n)]) for n in range(low, high)]
    if found != sorted(found, reverse=True):
        raise Unknown("a partition point of what is not partitioned")
    return _USIZE(sum(found))


def _is_sorted(m: Machine, s: Site, v: Any) -> bool:
    from uowgen.behaviour.library.slices import view

    items, low, high = view(v)
    return all(_order(m, items[n], items[n + 1]) <= 0 for n in range(low, high - 1))


METHODS: dict[str, Method] = looking(
    {
        "sort": _sort, "sort_unstable": _sort, "sort_by": _sort_by, "sort_unstable_by": _sort_by, "sort_by_key": _sort_by_key,
        "sort_unstable_by_key": _sort_by_key, "sort_by_cached_key": _sort_by_key, "binary_search": _binary_search,
        "binary_search_by": _binary_search_by, "binary_search_by_key": _binary_search_by_key, "partition_point": _partition_point,
        "is_sorted": _is_sorted,
    }
)  # fmt: skip
