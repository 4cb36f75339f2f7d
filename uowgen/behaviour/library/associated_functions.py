"""Functions of types of the standard library: `Vec::new`, `Rc::clone`, `String::from_utf8`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.free_functions import pointed
from uowgen.behaviour.library.tables import referred
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import (
    MOVED,
    UNIT,
    Boxed,
    Char,
    Deque,
    Heap,
    Pointer,
    Ref,
    Shared,
    Slice,
    Text,
    Vec,
    make,
    strip,
    take,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site


def _vec(machine: Machine, site: Site, *capacity: Any) -> Any:
    made = Vec()
    made.room = int(capacity[0]) if capacity else 0
    return made


def _text(machine: Machine, site: Site, *capacity: Any) -> Any:
    return Text("")


def _boxed(machine: Machine, site: Site, value: Any) -> Any:
    return Boxed((value,))


def _shared(machine: Machine, site: Site, value: Any) -> Any:
    return Shared([value, 1, 0])


def _strong_count(machine: Machine, site: Site, shared: Any) -> Any:
    return INTS["usize"](_rc(shared).cell[1])


def _weak_count(machine: Machine, site: Site, shared: Any) -> Any:
    return INTS["usize"](_rc(shared).cell[2])


def _rc(value: Any) -> Shared:
    while type(value) is Ref:
        value = value.box[value.key]
    if type(value) is not Shared:
        raise Unknown("a shared pointer of this kind")
    return value


def _share(machine: Machine, site: Site, shared: Any) -> Any:
    held = _rc(shared)
    held.cell[2 if held.weak else 1] += 1
    return Shared(held.cell, held.weak)


def _downgrade(machine: Machine, site: Site, shared: Any) -> Any:
    held = _rc(shared)
    held.cell[2] += 1
    return Shared(held.cell, True)


def _unwrap_shared(machine: Machine, site: Site, shared: Any) -> Any:
    if shared.cell[1] != 1:
        return prelude.err(shared)
    shared.cell[1] = 0
    value, shared.cell[0] = shared.cell[0], MOVED
    return prelude.ok(value)


def _get_mut(machine: Machine, site: Site, reference: Any) -> Any:
    held = _rc(reference)
    return prelude.some(Ref(held.cell, 0)) if held.cell[1] == 1 and held.cell[2] == 0 else prelude.NONE


def _from_utf8(machine: Machine, site: Site, octets: Any) -> Any:
    from uowgen.behaviour.comparing import elements

    raw = bytes(elements(strip(octets)) or [])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unknown("text that is not UTF-8") from None
    return prelude.ok(Text(text) if not isinstance(octets, (Ref, Slice)) else text)


def _manually(machine: Machine, site: Site, value: Any) -> Any:
    return make(prelude.FREE_SHAPES["ManuallyDrop"], (value,))


def _manual_drop(machine: Machine, site: Site, reference: Any) -> Any:
    box, key = referred(reference)
    drop_value(machine, box[key][0])
    return UNIT


def _manual_inner(machine: Machine, site: Site, value: Any) -> Any:
    return value[0]


def _manual_take(machine: Machine, site: Site, reference: Any) -> Any:
    box, key = referred(reference)
    return take(box[key], 0)


def _leak(machine: Machine, site: Site, value: Any) -> Any:
    return Ref(value, 0)


def _into_raw(machine: Machine, site: Site, value: Any) -> Any:
    return Pointer(Ref(value, 0), 0, "")


def _from_raw(machine: Machine, site: Site, pointer: Any) -> Any:
    box, key = pointed(machine, site, pointer)
    return Boxed((take(box, key),))


def _range_new(machine: Machine, site: Site, low: Any, high: Any) -> Any:
    return make(prelude.RANGE_INCLUSIVE.shapes["RangeInclusive"], (low, high))


def _map_new(name: str) -> Callable[..., Any]:
    def new(machine: Machine, site: Site, *capacity: Any) -> Any:
        from uowgen.behaviour.library import maps

        return maps.new(name)

    return new


def _nonzero(kind: str) -> Callable[..., Any]:
    """`NonZeroU8::new` and its like: a number that is not zero is kept as the number."""

    def new(machine: Machine, site: Site, value: Any) -> Any:
        return prelude.some(INTS[kind](value)) if value != 0 else prelude.NONE

    return new


def _char_of(machine: Machine, site: Site, value: Any) -> Any:
    try:
        return prelude.some(Char(chr(int(value)))) if not 0xD800 <= value < 0xE000 else prelude.NONE
    except (ValueError, OverflowError):
        return prelude.NONE


def _digit_char(machine: Machine, site: Site, value: Any, radix: Any) -> Any:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return prelude.some(Char(digits[value])) if value < radix else prelude.NONE


ASSOCIATED: dict[str, Callable[..., Any]] = {
    "Vec::new": _vec, "Vec::with_capacity": _vec, "String::new": _text, "String::with_capacity": _text,
    "VecDeque::new": lambda m, s: Deque(), "VecDeque::with_capacity": lambda m, s, n: Deque(),
    "BinaryHeap::new": lambda m, s: Heap(), "BinaryHeap::with_capacity": lambda m, s, n: Heap(),
    "Box::new": _boxed, "Box::pin": _boxed, "Box::leak": _leak, "Box::into_raw": _into_raw, "Box::from_raw": _from_raw,
    "Rc::new": _shared, "Rc::clone": _share, "Rc::strong_count": _strong_count, "Rc::weak_count": _weak_count, "Rc::downgrade": _downgrade,
    "Weak::clone": _share, "Weak::new": lambda m, s: Shared([MOVED, 0, 1], True), "Rc::try_unwrap": _unwrap_shared, "Rc::get_mut": _get_mut,
    "Rc::ptr_eq": lambda m, s, a, b: _rc(a).cell is _rc(b).cell, "String::from_utf8": _from_utf8, "str::from_utf8": _from_utf8,
    "ManuallyDrop::new": _manually, "ManuallyDrop::drop": _manual_drop, "ManuallyDrop::into_inner": _manual_inner,
    "ManuallyDrop::take": _manual_take, "RangeInclusive::new": _range_new, "char::from_u32": _char_of, "char::from_digit": _digit_char,
    "char::from": lambda m, s, v: Char(chr(int(v))) if not isinstance(v, str) else v, "f64::from": lambda m, s, v: float(v),
    **{f"{name}::new": _map_new(name) for name in ("BTreeMap", "HashMap", "BTreeSet", "HashSet")},
    **{f"{name}::with_capacity": _map_new(name) for name in ("HashMap", "HashSet")},
    **{f"NonZero{kind.upper() if kind[1:].isdigit() else kind.capitalize()}::new": _nonzero(kind) for kind in INTS},
}  # fmt: skip
