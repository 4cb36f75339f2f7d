"""Equality and order of values, as the type's own impl, its derive, or the standard library has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import INT_KINDS
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import Array, Cell, FnItem, Pointer, Ref, Slice, Struct, Text, Tup, Vec, strip

if TYPE_CHECKING:
    from uowgen.behaviour.machine import Machine

_DIRECT = INT_KINDS | {int, bool, float, tuple}


def equal(machine: Machine, a: Any, b: Any) -> bool:
    """`a == b`."""
    a, b = strip(a), strip(b)
    if type(a) in _DIRECT and type(b) in _DIRECT:
        return bool(a == b)
    if isinstance(a, (str, Text)) and isinstance(b, (str, Text)):
        return words(a) == words(b)
    if isinstance(a, float) and isinstance(b, (float, int)):
        return a == b
    if type(a) is Struct:
        return _structs_equal(machine, a, b)
    first, second = elements(a), elements(b)
    if first is not None and second is not None:
        return len(first) == len(second) and all(equal(machine, x, y) for x, y in zip(first, second, strict=True))
    if isinstance(a, dict) and type(a) is type(b):
        return a.keys() == b.keys() and all(equal(machine, a[k][1], b[k][1]) for k in a)
    if type(a) is Pointer and type(b) is Pointer:
        return _target(a) == _target(b)
    if isinstance(a, Cell) and isinstance(b, Cell):
        return equal(machine, a[0], b[0])
    if type(a) is FnItem and type(b) is FnItem:
        return a.name == b.name
    for one, other in ((a, b), (b, a)):
        same = getattr(one, "same", None)
        if same is not None:
            return bool(same(other))
    raise Unknown(f"comparison of {type(a).__name__} and {type(b).__name__}")


def _structs_equal(machine: Machine, a: Struct, b: Any) -> bool:
    owner = a.of.type
    if owner.scope is not None:
        found = machine.program.methods_of(owner, "eq")
        if found:
            from uowgen.behaviour.calls import choose, fit

            if len(found) > 1:
                found = tuple(f for f in found if len(f.types) == 1 and fit(Ref([b], 0), f.types[0]))
            if len(found) == 1:
                return bool(choose(found, [], None).run(machine, [Ref([a], 0), Ref([b], 0)]))  # type: ignore[arg-type]
            raise Unknown("which eq is meant")
        if "PartialEq" not in owner.derives:
            raise Unknown(f"comparison of {owner.name}")
    if type(b) is not Struct or b.of.type is not owner:
        raise Unknown(f"comparison of {owner.name} and {type(b).__name__}")
    return a.of is b.of and all(equal(machine, x, y) for x, y in zip(a, b, strict=True))


def compare(machine: Machine, a: Any, b: Any) -> int | None:
    """Below, at or above 0 as `a` is less than, equal to or greater than `b`; None where they have no order."""
    a, b = strip(a), strip(b)
    if (type(a) in _DIRECT and type(b) in _DIRECT) or (isinstance(a, str) and isinstance(b, str)):
        return -1 if a < b else int(a > b) if a == a and b == b else None
    if isinstance(a, (str, Text)) and isinstance(b, (str, Text)):
        first_text, second_text = words(a).encode("utf-8", "surrogatepass"), words(b).encode("utf-8", "surrogatepass")
        return -1 if first_text < second_text else int(first_text > second_text)
    if isinstance(a, float) and isinstance(b, (float, int)):
        return None if a != a or b != b else -1 if a < b else int(a > b)
    if type(a) is Struct:
        return _structs_compare(machine, a, b)
    first, second = elements(a), elements(b)
    if first is not None and second is not None:
        return _lists_compare(machine, first, second)
    asks_number(a)
    asks_number(b)
    keys = [getattr(one, "as_key", None) for one in (a, b)]  # of the outside, which stand in some order
    if keys[0] is not None and keys[1] is not None and type(a) is type(b):
        mine, other = keys[0](), keys[1]()
        return -1 if mine < other else int(mine > other)
    raise Unknown(f"order of {type(a).__name__} and {type(b).__name__}")


def _lists_compare(machine: Machine, a: list[Any], b: list[Any]) -> int | None:
    for x, y in zip(a, b, strict=False):
        found = compare(machine, x, y)
        if found != 0:
            return found
    return -1 if len(a) < len(b) else int(len(a) > len(b))


def _structs_compare(machine: Machine, a: Struct, b: Any) -> int | None:
    owner = a.of.type
    if type(b) is not Struct or b.of.type is not owner:
        raise Unknown(f"order of {owner.name} and {type(b).__name__}")
    if owner.scope is not None:
        for name in ("partial_cmp", "cmp"):
            found = machine.program.methods_of(owner, name)
            if len(found) == 1:
                return sign_of(found[0].run(machine, [Ref([a], 0), Ref([b], 0)]))
        if "PartialOrd" not in owner.derives:
            raise Unknown(f"order of {owner.name}")
    if owner.scope is None and owner.name == "Reverse":
        return _lists_compare(machine, list(b), list(a))
    if a.of is not b.of:
        names = list(owner.shapes)
        return -1 if names.index(a.of.name) < names.index(b.of.name) else 1
    return _lists_compare(machine, list(a), list(b))


def asks_number(value: Any) -> None:
    """Tells a value of the outside that it is used as a number, from which it learns what it is."""
    asked = getattr(value, "as_number", None)
    if asked is not None:
        asked()


def sign_of(order: Any) -> int | None:
    """The number that an `Ordering` or `Option<Ordering>` stands for."""
    order = strip(order)
    name = order.of.name
    if name == "Some":
        return sign_of(order[0])
    return {"Less": -1, "Equal": 0, "Greater": 1, "None": None}[name]


def words(value: Any) -> str:
    """The characters of a string of any kind."""
    value = strip(value)
    if type(value) is Text:
        return value.text
    if isinstance(value, str):
        return str(value)
    raise Unknown(f"{type(value).__name__} as a string")


def elements(value: Any) -> list[Any] | None:
    """The elements of a list, slice or tuple; None for what is none."""
    if type(value) is Slice:
        return value.items[value.low : value.high]
    return value if isinstance(value, (Vec, Array, Tup)) else None


def _target(pointer: Pointer) -> tuple[Any, ...]:
    if pointer.ref is None:
        return (pointer.address,)
    if isinstance(pointer.ref, Slice):
        return (id(pointer.ref.items), pointer.ref.low)
    return (id(pointer.ref.box), pointer.ref.key)
