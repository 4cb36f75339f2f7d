"""Functions of the standard library that are called by their path: `mem::swap`, `Vec::new`, `u32::MAX`, `Mutex::new`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import call_method, call_method_on
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library import convert, default
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.paths import Meaning, Site
from uowgen.behaviour.types import UNKNOWN, USIZE, Ty
from uowgen.behaviour.values import (
    F32,
    MOVED,
    UNIT,
    Boxed,
    Char,
    Deque,
    FnItem,
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

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.behaviour.machine import Machine

_CONSTRUCTORS = frozenset({"new", "with_capacity"})
MEMORY_ORDERS = frozenset({"Relaxed", "Acquire", "Release", "AcqRel", "SeqCst"})
_SIZES = {"bool": 1, "char": 4, "f32": 4, "f64": 8, "()": 0, "&": 8, "*": 8, "Box": 8, **{n: k.bits // 8 for n, k in INTS.items()}}
# Methods that any type may have and that may be called as `Type::method`.
_EVERY = frozenset(
    [
        "clone",
        "eq",
        "ne",
        "cmp",
        "partial_cmp",
        "lt",
        "le",
        "gt",
        "ge",
        "to_string",
        "to_owned",
        "into",
        "fmt",
        "as_ref",
        "as_mut",
        "borrow",
        "hash",
        "max",
        "min",
        "deref",
        "deref_mut",
        "next",
    ]
)


def standard(body: Lowering, site: Site, names: list[str], args: tuple[Ty, ...]) -> Meaning | None:
    """What a path of the standard library means; None if it is not known."""
    last = names[-1]
    before = names[-2] if len(names) > 1 else ""
    if last in MEMORY_ORDERS and "atomic" in names:
        return Meaning(last, None, lambda frame: UNIT)
    if before and (before[0].isupper() or before in INTS or before in ("str", "char", "bool", "f32", "f64")):
        if before in INTS and last in INTS:
            return None
        try:
            return associated(body, site, Ty("Rc" if before == "Arc" else before, args), last)
        except Unknown:
            return None
    found = FREE.get(f"{before}::{last}") or FREE.get(last if len(names) == 1 else f"mem::{last}" if before == "core" else "")
    if found is None and before in ("intrinsics", "hint") and last in ("likely", "unlikely", "black_box"):
        found = _same
    return _meaning(site, last, found) if found is not None else None


def associated(body: Lowering, site: Site, ty: Ty, name: str) -> Meaning:
    """`Type::name`; raises Unknown if nothing is known of it."""
    head = ty.head
    if name == "default":
        asked = ty if head != "Default" else site.expect
        if asked is None:
            raise Unknown("default of an unknown type")
        return _meaning(site, name, lambda machine, site: default(machine, asked), ty=asked)
    if not isinstance(head, str):
        if name == "from":
            return _meaning(site, name, lambda machine, site, value: convert(machine, value, ty, site), ty=ty)
        if name in _EVERY:
            return _as_method(site, name)
        path = f"{head.path}::{name}"
        return Meaning(
            path,
            lambda frame, arguments: frame[0].call_bound(path, arguments, site),
            lambda frame: frame[0].bound_value(path, site),
        )
    if head in INTS:
        return _of_number(site, ty, name)
    if head in ("f64", "f32") and name.isupper():
        return _float_constant(site, ty, name)
    if head == "_" or head == "()" or (name.isupper() and len(name) > 1):
        raise Unknown(f"{name} of an unknown type")
    found = ASSOCIATED.get(f"{head}::{name}")
    if found is not None:
        kept = Ty(head, ty.args or (site.expect.args if site.expect is not None and site.expect.head == head else ()))
        types = ty.args if name == "new" else ()
        return _meaning(site, name, found, types, kept if name in _CONSTRUCTORS else None)
    if name == "from" and "::" not in head:
        wanted = ty if head not in ("From", "Into") else site.expect or UNKNOWN
        return _meaning(site, name, lambda machine, site, value: convert(machine, value, wanted, site), ty=ty)
    from uowgen.behaviour.library import cells

    if "::" in head or head not in cells.WRAPPERS:
        if "::" in head:
            return _bound(site, head, ty, name)
        if name == "new" and head.startswith("Atomic"):
            return _wrapper(site, head, ty)
        return _as_method(site, name)
    if name in ("new", "const_new"):
        return _wrapper(site, head, ty)
    return _as_method(site, name)


def _meaning(site: Site, name: str, run: Callable[..., Any], types: tuple[Ty, ...] = (), ty: Ty | None = None) -> Meaning:
    def call(frame: Frame, arguments: list[Any]) -> Any:
        try:
            return run(frame[0], site, *arguments)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None
        except TypeError as error:
            if "argument" in str(error):
                raise site.unsupported(f"arguments of {name}") from None
            raise

    return Meaning(name, call, None, types, ty)


def _as_method(site: Site, name: str) -> Meaning:
    return Meaning(name, lambda frame, arguments: call_method_on(frame, site, name, arguments))


def _wrapper(site: Site, head: str, ty: Ty) -> Meaning:
    from uowgen.behaviour.library import atomic_type, cells

    inner = ty.args or ((atomic_type(head),) if head.startswith("Atomic") else ())
    return _meaning(site, head, lambda machine, site, value: cells.wrap(head, value), inner, ty)


def _bound(site: Site, head: str, ty: Ty, name: str) -> Meaning:
    """A member of a type that the program does not have: bound, or a lock of some other crate, which all work alike."""
    path = f"{head}::{name}"
    last = head.rpartition("::")[2]
    from uowgen.behaviour.library import cells

    def call(frame: Frame, arguments: list[Any]) -> Any:
        machine: Machine = frame[0]
        if last in cells.LOCKS and name in ("new", "const_new") and machine.bindings.find(path) is None:
            return cells.wrap(last, arguments[0], foreign=True)
        return machine.call_bound(path, arguments, site)

    return Meaning(path, call, lambda frame: frame[0].bound_value(path, site), ty.args if last in cells.LOCKS else ())


def _of_number(site: Site, ty: Ty, name: str) -> Meaning:
    kind = INTS[str(ty.head)]
    constants = {"MAX": kind.high, "MIN": kind.low}
    if name in constants:
        value = kind(constants[name])
        return Meaning(name, None, lambda frame: value, (), ty)
    if name == "BITS":
        bits = INTS["u32"](kind.bits)
        return Meaning(name, None, lambda frame: bits, (), Ty("u32"))
    if name == "from":
        return _meaning(site, name, lambda machine, site, value: convert(machine, value, ty, site), ty=ty)
    from uowgen.behaviour.library import number_making

    found = number_making.ASSOCIATED.get(name)
    if found is not None:
        returned = {"try_from": Ty("Result", (ty, UNKNOWN)), "from_str_radix": Ty("Result", (ty, UNKNOWN))}.get(name, ty)
        return _meaning(site, name, lambda machine, site, *arguments: found(kind, *arguments), ty=returned)
    from uowgen.behaviour.library import signature

    types, returned_ty = signature(ty, name)

    def call(frame: Frame, arguments: list[Any]) -> Any:
        if arguments and type(arguments[0]) is int:
            from uowgen.behaviour.integers import typed

            arguments[0] = typed(kind, arguments[0])
        return call_method(frame[0], site, arguments, 0, name, arguments[1:])

    return Meaning(name, call, None, (ty, *types), returned_ty)


def _float_constant(site: Site, ty: Ty, name: str) -> Meaning:
    single = ty.head == "f32"
    known = {"NAN": float("nan"), "INFINITY": float("inf"), "NEG_INFINITY": float("-inf")}
    if not single:
        known |= {"MAX": 1.7976931348623157e308, "MIN": -1.7976931348623157e308, "EPSILON": 2.0**-52}
    if name not in known:
        raise Unknown(f"{ty!r}::{name}")
    value = F32(known[name]) if single else known[name]
    return Meaning(name, None, lambda frame: value, (), ty)


# ---------------------------------------------------------------------------------------------------------- free functions


def _place(reference: Any) -> tuple[Any, Any]:
    if type(reference) is not Ref:
        raise Unknown("a mutable reference of this kind")
    return reference.box, reference.key


def _swap(machine: Machine, site: Site, a: Any, b: Any) -> Any:
    (box, key), (other, other_key) = _place(a), _place(b)
    box[key], other[other_key] = other[other_key], box[key]
    return UNIT


def _replace(machine: Machine, site: Site, a: Any, value: Any) -> Any:
    box, key = _place(a)
    old, box[key] = box[key], value
    return old


def _take(machine: Machine, site: Site, a: Any) -> Any:
    box, key = _place(a)
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
    box, key = _pointed(machine, site, pointer)
    value = box[key]
    from uowgen.behaviour.values import copied

    same = copied(value)
    return value if same is None else same


def _write(machine: Machine, site: Site, pointer: Any, value: Any) -> Any:
    box, key = _pointed(machine, site, pointer)
    box[key] = value
    return UNIT


def _pointed(machine: Machine, site: Site, pointer: Any) -> tuple[Any, Any]:
    if type(pointer) is Ref:
        return pointer.box, pointer.key
    if type(pointer) is Pointer:
        place: tuple[Any, Any] = machine.behind_pointer(pointer, site)
        return place
    raise Unknown("access through this pointer")


def _drop_in_place(machine: Machine, site: Site, pointer: Any) -> Any:
    box, key = _pointed(machine, site, pointer)
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


FREE: dict[str, Callable[..., Any]] = {
    "mem::swap": _swap, "mem::replace": _replace, "mem::take": _take, "mem::forget": _forget, "mem::drop": _drop, "drop": _drop,
    "mem::size_of": _size_of, "size_of": _size_of, "mem::needs_drop": _needs_drop, "convert::identity": _same, "cmp::max": _largest,
    "cmp::min": _smallest, "ptr::read": _read, "ptr::write": _write, "ptr::read_volatile": _read, "ptr::write_volatile": _write,
    "ptr::drop_in_place": _drop_in_place, "ptr::eq": _pointer_eq, "iter::from_fn": _from_fn, "iter::once": _once, "iter::empty": _empty,
    "iter::repeat": _repeat, "iter::successors": _successors, "panicking::panic": _panic,
    "ptr::null": lambda m, s: Pointer(None, 0, ""), "ptr::null_mut": lambda m, s: Pointer(None, 0, ""),
    "hint::spin_loop": lambda m, s: UNIT, "atomic::fence": lambda m, s, *a: UNIT, "atomic::compiler_fence": lambda m, s, *a: UNIT,
    "array::from_fn": _array_from_fn, "thread::panicking": lambda m, s: bool(m.unwinding), "slice::from_ref": lambda m, s, r: Slice([r.box[r.key]], 0, 1),
}  # fmt: skip


# ----------------------------------------------------------------------------------------------------- associated functions


def _vec(machine: Machine, site: Site, *capacity: Any) -> Any:
    return Vec()


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
    box, key = _place(reference)
    drop_value(machine, box[key][0])
    return UNIT


def _manual_inner(machine: Machine, site: Site, value: Any) -> Any:
    return value[0]


def _manual_take(machine: Machine, site: Site, reference: Any) -> Any:
    box, key = _place(reference)
    return take(box[key], 0)


def _leak(machine: Machine, site: Site, value: Any) -> Any:
    return Ref(value, 0)


def _into_raw(machine: Machine, site: Site, value: Any) -> Any:
    return Pointer(Ref(value, 0), 0, "")


def _from_raw(machine: Machine, site: Site, pointer: Any) -> Any:
    box, key = _pointed(machine, site, pointer)
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

__all__ = ["USIZE", "FnItem", "associated", "standard"]
