"""Functions of the standard library that stand free: `mem::swap`, `ptr::read`, `iter::once`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import call_method
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.tables import referred
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.types import UNKNOWN, Ty
from uowgen.behaviour.values import (
    UNIT,
    Array,
    Cells,
    Pointer,
    Ref,
    Slice,
    Vec,
    strip,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_SIZES = {"bool": 1, "char": 4, "f32": 4, "f64": 8, "()": 0, "&": 8, "*": 8, "Box": 8, **{n: k.bits // 8 for n, k in INTS.items()}}


def _swap(machine: Machine, site: Site, a: Any, b: Any) -> Any:
    (box, key), (other, other_key) = referred(a), referred(b)
    box[key], other[other_key] = other[other_key], box[key]
    return UNIT


def _replace(machine: Machine, site: Site, a: Any, value: Any) -> Any:
    box, key = referred(a)
    old, box[key] = box[key], value
    return old


def _take(machine: Machine, site: Site, a: Any) -> Any:
    box, key = referred(a)
    old = box[key]
    from uowgen.behaviour.library import common

    box[key] = common.default_like(machine, old)
    return old


def _forget(machine: Machine, site: Site, value: Any) -> Any:
    return UNIT


def _drop(machine: Machine, site: Site, value: Any) -> Any:
    drop_value(machine, value)
    return UNIT


def _same(machine: Machine, site: Site, value: Any) -> Any:
    return value


def _largest(machine: Machine, site: Site, a: Any, b: Any) -> Any:
    return call_method(machine, site, [a], 0, "max", [b])


def _smallest(machine: Machine, site: Site, a: Any, b: Any) -> Any:
    return call_method(machine, site, [a], 0, "min", [b])


def _size_of(machine: Machine, site: Site) -> Any:
    ty = site.turbofish[0] if site.turbofish else UNKNOWN
    return INTS["usize"](size(ty))


def size(ty: Ty) -> int:
    """The size in bytes of a type whose layout is plain."""
    if (
        isinstance(ty.head, str)
        and ty.head in _SIZES
        and not (ty.head in ("&", "*", "Box") and ty.args and ty.args[0].head in ("str", "[", "dyn"))
    ):
        return _SIZES[ty.head]
    raise Unknown(f"size of {ty!r}")


def _read(machine: Machine, site: Site, pointer: Any) -> Any:
    box, key = pointed(machine, site, pointer)
    value = box[key]
    from uowgen.behaviour.values import copied

    same = copied(value)
    return value if same is None else same


def _write(machine: Machine, site: Site, pointer: Any, value: Any) -> Any:
    box, key = pointed(machine, site, pointer)
    box[key] = value
    return UNIT


def pointed(machine: Machine, site: Site, pointer: Any) -> tuple[Any, Any]:
    """The place that a raw pointer leads to."""
    if type(pointer) is Ref:
        return pointer.box, pointer.key
    if type(pointer) is Pointer:
        place: tuple[Any, Any] = machine.behind_pointer(pointer, site)
        return place
    raise Unknown("access through this pointer")


def _drop_in_place(machine: Machine, site: Site, pointer: Any) -> Any:
    box, key = pointed(machine, site, pointer)
    drop_value(machine, box[key])
    return UNIT


def _panic(machine: Machine, site: Site, message: Any = "explicit panic") -> Any:
    raise RustPanic(str(strip(message)))


def _from_fn(machine: Machine, site: Site, function: Any) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.FromFn(machine, function)


def _once(machine: Machine, site: Site, value: Any) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.owned(machine, [value])


def _empty(machine: Machine, site: Site) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.owned(machine, [])


def _repeat(machine: Machine, site: Site, value: Any) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.Repeat(machine, value)


def _successors(machine: Machine, site: Site, first: Any, function: Any) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.Successors(machine, first, function)


def _pointer_eq(machine: Machine, site: Site, a: Any, b: Any) -> bool:
    def target(p: Any) -> tuple[Any, ...]:
        p = p.ref if type(p) is Pointer else p
        return (id(p.box), p.key) if type(p) is Ref else (id(p),)

    return target(a) == target(b)


def _array_from_fn(machine: Machine, site: Site, function: Any) -> Any:
    raise Unknown("length of an array")


def _needs_drop(machine: Machine, site: Site) -> bool:
    from uowgen.behaviour.types import is_idle

    return not is_idle(site.turbofish[0] if site.turbofish else None)


def _from_raw_parts(machine: Machine, site: Site, pointer: Any, count: Any) -> Any:
    """The elements from where a pointer leads to; those of one list alone, as far as it reaches."""
    held = pointer.ref if type(pointer) is Pointer else pointer.place() if hasattr(pointer, "place") else None
    if isinstance(held, tuple):  # a place of the outside: an element, or elements in a row
        found = held[0][held[1]] if not isinstance(held[0], Cells) else None
        held = found if type(found) is Slice else Ref(*held)
    items, low = (held.items, held.low) if type(held) is Slice else (held.box, held.key) if type(held) is Ref else (None, 0)
    if not isinstance(items, (Vec, Array, Cells)) or not 0 <= int(count) <= len(items) - low:
        raise Unknown("a slice of what a pointer leads to")
    return Slice(items, low, low + int(count))


FREE: dict[str, Callable[..., Any]] = {
    "slice::from_raw_parts": _from_raw_parts, "slice::from_raw_parts_mut": _from_raw_parts,
    "mem::swap": _swap, "mem::replace": _replace, "mem::take": _take, "mem::forget": _forget, "mem::drop": _drop, "drop": _drop,
    "mem::size_of": _size_of, "size_of": _size_of, "mem::needs_drop": _needs_drop, "convert::identity": _same, "cmp::max": _largest,
    "cmp::min": _smallest, "ptr::read": _read, "ptr::write": _write, "ptr::read_volatile": _read, "ptr::write_volatile": _write,
    "ptr::drop_in_place": _drop_in_place, "ptr::eq": _pointer_eq, "iter::from_fn": _from_fn, "iter::once": _once, "iter::empty": _empty,
    "iter::repeat": _repeat, "iter::successors": _successors, "panicking::panic": _panic,
    "ptr::null": lambda m, s: Pointer(None, 0, ""), "ptr::null_mut": lambda m, s: Pointer(None, 0, ""),
    "hint::spin_loop": lambda m, s: UNIT, "atomic::fence": lambda m, s, *a: UNIT, "atomic::compiler_fence": lambda m, s, *a: UNIT,
    "array::from_fn": _array_from_fn, "thread::panicking": lambda m, s: bool(m.unwinding), "slice::from_ref": lambda m, s, r: Slice([r.box[r.key]], 0, 1),
}  # fmt: skip
