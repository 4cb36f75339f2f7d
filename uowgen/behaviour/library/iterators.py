"""Which iterator a value gives, and the methods of iterators by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.library import adaptors, consumers, selecting
from uowgen.behaviour.library.ranges import RANGES
from uowgen.behaviour.library.sequences import Declared, FromFn, Iter, Lent, Owned, Ranged, Repeat, Successors, span
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import Array, Boxed, Deque, Heap, Ref, Slice, Struct, Vec

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site


def owned(machine: Machine, items: list[Any]) -> Iter:
    """An iterator that owns `items`."""
    return Owned(machine, list(items))


def iterator_of(machine: Machine, site: Site | None, value: Any) -> Iter:
    """`value.into_iter()`."""
    kind = type(value)
    if isinstance(value, Iter):
        return value
    if kind is Ref:
        return _referred(machine, site, value)
    if kind in (Vec, Array, Deque):
        return Owned(machine, list(value))
    if kind is Slice:
        return Owned(machine, [Ref(value.items, n) for n in range(value.low, value.high)])
    if kind is Boxed:
        inner = value[0]
        return iterator_of(machine, site, inner) if isinstance(inner, (Iter, Array, Vec)) else Lent(
            machine, iterator_of(machine, site, inner)
        )  # fmt: skip
    if kind is Struct:
        owner = value.of.type
        if owner in RANGES:
            return span(machine, value) if value.of.names[:1] == ("start",) else _unknown(value)
        if owner in (prelude.OPTION, prelude.RESULT):
            good = value.of is prelude.SOME or value.of is prelude.OK
            return Owned(machine, [value[0]] if good else [])
        return _declared(machine, site, [value], 0, True)
    if kind is Heap:
        from uowgen.behaviour.library import heaps

        of_heap: Iter = heaps.iterator(machine, value, True)
        return of_heap
    if isinstance(value, dict):
        from uowgen.behaviour.library import maps

        made: Iter = maps.iterator(machine, value, True)
        return made
    return _unknown(value)


def _unknown(value: Any) -> Iter:
    from uowgen.behaviour.calls import describe

    raise Unknown(f"iteration over {describe(value)}")


def _referred(machine: Machine, site: Site | None, ref: Ref) -> Iter:
    """What a reference gives: references to elements; of an iterator, that iterator."""
    held = ref.box[ref.key]
    kind = type(held)
    if kind is Ref:
        return _referred(machine, site, held)
    if isinstance(held, Iter):
        return Lent(machine, held)
    if kind is Boxed:
        return _referred(machine, site, Ref(held, 0))
    if kind in (Vec, Array, Deque):
        return Owned(machine, [Ref(held, n) for n in range(len(held))])
    if kind is Slice:
        return iterator_of(machine, site, held)
    if kind is Heap:
        from uowgen.behaviour.library import heaps

        of_heap: Iter = heaps.iterator(machine, held, False)
        return of_heap
    if kind is Struct:
        owner = held.of.type
        if owner in RANGES:
            return Ranged(machine, ref)
        if owner in (prelude.OPTION, prelude.RESULT):
            good = held.of is prelude.SOME or held.of is prelude.OK
            return Owned(machine, [Ref(held, 0)] if good else [])
        return _declared(machine, site, ref.box, ref.key, False)
    if isinstance(held, dict):
        from uowgen.behaviour.library import maps

        made: Iter = maps.iterator(machine, held, False)
        return made
    return _unknown(held)


def _declared(machine: Machine, site: Site | None, box: Any, key: Any, by_value: bool) -> Iter:
    """By the program's own `Iterator` or `IntoIterator`."""
    owner = box[key].of.type
    program = machine.program
    following = program.methods_of(owner, "next")
    if program.trait_impl(owner, "Iterator") is not None and len(following) == 1:
        return Declared(machine, box, key, following[0], by_value)
    if by_value:
        turned = program.methods_of(owner, "into_iter")
        if len(turned) == 1:
            return iterator_of(machine, site, turned[0].run(machine, [box[key]], None))
    else:
        for impl in program.impls_of("&"):
            if impl.trait == "IntoIterator" and impl.of is not None and impl.of.args and impl.of.args[0].head is owner:
                found = program.functions_in(impl, "into_iter")
                if len(found) == 1:
                    return iterator_of(machine, site, found[0].run(machine, [Ref(box, key)], None))
    raise Unknown(f"iteration over {owner.name}")


# --------------------------------------------------------------------------------------------------------------- the table


def _on_top(kind: Callable[..., Iter]) -> Callable[..., Any]:
    return lambda m, s, it, *arguments: kind(m, it, *arguments)


def _with_second(kind: Callable[..., Iter]) -> Callable[..., Any]:
    return lambda m, s, it, other: kind(m, it, iterator_of(m, s, other))


_LAZY: dict[str, Callable[..., Any]] = {
    "map": _on_top(adaptors.Map), "filter": _on_top(selecting.Filter), "filter_map": _on_top(selecting.FilterMap),
    "inspect": _on_top(adaptors.Inspect), "take_while": _on_top(selecting.TakeWhile), "skip_while": _on_top(selecting.SkipWhile),
    "map_while": _on_top(selecting.MapWhile), "enumerate": _on_top(adaptors.Enumerate), "zip": _with_second(adaptors.Zip),
    "chain": _with_second(adaptors.Chain), "take": _on_top(selecting.Take), "skip": _on_top(selecting.Skip),
    "step_by": lambda m, s, it, step: selecting.stepped(m, it, step), "rev": _on_top(adaptors.Rev),
    "cloned": _on_top(adaptors.Cloned), "copied": _on_top(adaptors.Cloned), "flatten": _on_top(adaptors.Flat),
    "flat_map": _on_top(adaptors.Flat), "scan": _on_top(adaptors.Scan), "peekable": _on_top(adaptors.Peekable),
    "fuse": _on_top(adaptors.Fuse), "cycle": lambda m, s, it: adaptors.Cycle(m, it, it.cloned(m)),
    "into_iter": lambda m, s, it: it,
}  # fmt: skip
METHODS: dict[str, tuple[str, Callable[..., Any]]] = {
    **consumers.METHODS, **{name: ("own", run) for name, run in _LAZY.items()},
    "by_ref": ("look", lambda m, s, it: Lent(m, it)), "clone": ("look", lambda m, s, it: it.cloned(m)),
}  # fmt: skip

__all__ = ["METHODS", "FromFn", "Iter", "Owned", "Repeat", "Successors", "iterator_of", "owned"]
