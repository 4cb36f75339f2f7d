"""What paths of the standard library mean that are no methods: `mem::swap`, `Vec::new`, `u32::MAX`, `Mutex::new`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import call_method, call_method_on
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library import convert, default
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.paths import Meaning, Site
from uowgen.behaviour.types import UNKNOWN, Ty
from uowgen.behaviour.values import (
    F32,
    UNIT,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.behaviour.machine import Machine

_CONSTRUCTORS = frozenset({"new", "with_capacity"})
MEMORY_ORDERS = frozenset({"Relaxed", "Acquire", "Release", "AcqRel", "SeqCst"})
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
    from uowgen.behaviour.library.free_functions import FREE

    found = FREE.get(f"{before}::{last}") or FREE.get(last if len(names) == 1 else f"mem::{last}" if before == "core" else "")
    if found is None and before in ("intrinsics", "hint") and last in ("likely", "unlikely", "black_box"):
        found = FREE["convert::identity"]
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
    if head.startswith("NonZero") and name in ("MIN", "MAX") and head[7:].lower() in INTS:
        number = INTS[head[7:].lower()]
        least = number.low or 1
        value = number(least if name == "MIN" else number.high)
        return Meaning(name, None, lambda frame: value, (), ty)
    if head == "_" or head == "()" or (name.isupper() and len(name) > 1):
        raise Unknown(f"{name} of an unknown type")
    from uowgen.behaviour.library.associated_functions import ASSOCIATED

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
        if cells.is_lock(last) and name in ("new", "const_new") and machine.bindings.find(path) is None:
            return cells.wrap(last, arguments[0], foreign=True)
        return machine.call_bound(path, arguments, site)

    return Meaning(path, call, lambda frame: frame[0].bound_value(path, site), ty.args if cells.is_lock(last) else ())


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
