"""Methods that a type has by a derive or a blanket impl: `clone`, `eq`, `cmp`, `into`, `to_string` and their like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import dereferenced, invoke
from uowgen.behaviour.comparing import compare, equal
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INT_KINDS, INTS, fits
from uowgen.behaviour.library import convert, default
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.types import Ty
from uowgen.behaviour.values import (
    PLAIN,
    Array,
    Boxed,
    Cell,
    Closure,
    Deque,
    Heap,
    Ref,
    Shared,
    Slice,
    Struct,
    Text,
    Tup,
    Vec,
    cell,
    copied,
    make,
    strip,
    take,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site


def method(machine: Machine, value: Any, name: str) -> Callable[..., Any] | None:
    """The method, called as `run(machine, site, box, key, *arguments)`; None if `value` has no such method."""
    run = METHODS.get(name)
    if run is None:
        return _of_iterator(name) if _is_iterator(machine, value) else None
    if type(value) is Struct and value.of.type.scope is not None and name in _DERIVED:
        needed = _DERIVED[name]
        owner = value.of.type
        copied_whole = name in ("clone", "clone_from") and owner.is_copy
        if needed not in owner.derives and machine.program.trait_impl(owner, needed) is None and not copied_whole:
            if name in ("clone", "to_owned") and not _can_deref(machine, value):
                raise Unknown(f"{name} of {value.of.type.name}")
            return None
    return run


_DERIVED = {
    "clone": "Clone",
    "clone_from": "Clone",
    "to_owned": "Clone",
    "eq": "PartialEq",
    "ne": "PartialEq",
    "cmp": "Ord",
    "partial_cmp": "PartialOrd",
}
_DERIVED |= dict.fromkeys(("max", "min", "clamp"), "Ord") | dict.fromkeys(("lt", "le", "gt", "ge"), "PartialOrd")


def _can_deref(machine: Machine, value: Struct) -> bool:
    return bool(machine.program.methods_of(value.of.type, "deref"))


def _is_iterator(machine: Machine, value: Any) -> bool:
    return type(value) is Struct and machine.program.trait_impl(value.of.type, "Iterator") is not None


def _of_iterator(name: str) -> Callable[..., Any] | None:
    """A method that `Iterator` gives to what declares `next`."""
    from uowgen.behaviour.library import iterators

    found = iterators.METHODS.get(name)
    if found is None:
        return None
    how, run = found

    def wrapped(m: Machine, s: Site, box: Any, key: Any, *arguments: Any) -> Any:
        if how == "own":
            return run(m, s, iterators.iterator_of(m, s, take(box, key)), *arguments)
        return run(m, s, iterators.iterator_of(m, s, Ref(box, key)), *arguments)

    return wrapped


def clone(machine: Machine, value: Any) -> Any:
    """What `value.clone()` makes."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is Text:
        return Text(value.text)
    if kind is Struct:
        owner = value.of.type
        if owner.scope is not None:
            found = machine.program.methods_of(owner, "clone")
            if len(found) == 1:
                return found[0].run(machine, [Ref([value], 0)])
            if "Clone" not in owner.derives:
                raise Unknown(f"clone of {owner.name}")
        return make(value.of, [clone(machine, v) for v in value])
    if kind in (Vec, Array, Tup, Deque, Boxed, Heap):
        return kind(clone(machine, v) for v in value)
    if kind is Shared:
        value.cell[2 if value.weak else 1] += 1
        return Shared(value.cell, value.weak)
    if kind is Cell and value.kind in ("Cell", "RefCell", "OnceCell"):
        return cell(value.kind, clone(machine, value[0]))
    if kind is Closure:
        return Closure(value.run, [clone(machine, v) for v in value.env] if value.owned else value.env, value.owned)
    duplicate = getattr(value, "cloned", None)
    if duplicate is not None:
        return duplicate(machine)
    same = copied(value)
    if same is None:
        raise Unknown(f"clone of {kind.__name__}")
    return same


def default_like(machine: Machine, value: Any) -> Any:
    """`Default::default()` of the type of `value`, for `mem::take`."""
    kind = type(value)
    if kind is Struct:
        if value.of.type is prelude.OPTION:
            return prelude.NONE
        return default(machine, Ty(value.of.type if value.of.type.scope else value.of.type.name))
    if kind in (Vec, Deque, Heap):
        return kind()
    if kind is Tup:
        return Tup(default_like(machine, v) for v in value)
    if kind is int:
        return 0
    if isinstance(value, dict):
        return type(value)()
    if kind is Slice:
        return Slice(value.items, value.low, value.low)
    if kind is Boxed:
        return Boxed((default_like(machine, value[0]),))
    if kind is Cell:
        return cell(value.kind, default_like(machine, value[0]))
    from uowgen.behaviour.library import head_of

    return default(machine, Ty(head_of(value)))


def _clone(m: Machine, s: Site, box: Any, key: Any) -> Any:
    return clone(m, box[key])


def _clone_from(m: Machine, s: Site, box: Any, key: Any, other: Any) -> Any:
    old = box[key]
    box[key] = clone(m, strip(other))
    drop_value(m, old)
    return ()


def _to_owned(m: Machine, s: Site, box: Any, key: Any) -> Any:
    value = box[key]
    if isinstance(value, str):
        return Text(str(value))
    if type(value) is Slice:
        return Vec(clone(m, v) for v in value.items[value.low : value.high])
    return clone(m, value)


def _eq(m: Machine, s: Site, box: Any, key: Any, other: Any) -> bool:
    return equal(m, box[key], other)


def _ne(m: Machine, s: Site, box: Any, key: Any, other: Any) -> bool:
    return not equal(m, box[key], other)


def _order(m: Machine, a: Any, b: Any) -> int:
    found = compare(m, a, b)
    if found is None:
        raise Unknown("order of values that have none")
    return found


def _cmp(m: Machine, s: Site, box: Any, key: Any, other: Any) -> Any:
    found = _order(m, box[key], other)
    return prelude.LESS if found < 0 else prelude.GREATER if found > 0 else prelude.EQUAL


def _partial_cmp(m: Machine, s: Site, box: Any, key: Any, other: Any) -> Any:
    found = compare(m, box[key], other)
    if found is None:
        return prelude.NONE
    return prelude.some(prelude.LESS if found < 0 else prelude.GREATER if found > 0 else prelude.EQUAL)


def _max(m: Machine, s: Site, box: Any, key: Any, other: Any) -> Any:
    mine = take(box, key)
    keep, lose = (mine, other) if _order(m, mine, other) > 0 else (other, mine)
    drop_value(m, lose)
    return keep


def _min(m: Machine, s: Site, box: Any, key: Any, other: Any) -> Any:
    mine = take(box, key)
    keep, lose = (mine, other) if _order(m, mine, other) <= 0 else (other, mine)
    drop_value(m, lose)
    return keep


def _clamp(m: Machine, s: Site, box: Any, key: Any, low: Any, high: Any) -> Any:
    mine = take(box, key)
    return low if _order(m, mine, low) < 0 else high if _order(m, mine, high) > 0 else mine


def _compared(test: Callable[[int], bool]) -> Callable[..., Any]:
    def run(m: Machine, s: Site, box: Any, key: Any, other: Any) -> bool:
        found = compare(m, box[key], other)
        return found is not None and test(found)

    return run


def _into(m: Machine, s: Site, box: Any, key: Any) -> Any:
    if s.expect is None or s.expect.head == "_":
        raise Unknown("into an unknown type")
    return convert(m, take(box, key), s.expect, s)


def _try_into(m: Machine, s: Site, box: Any, key: Any) -> Any:
    wanted = s.expect.args[0] if s.expect is not None and s.expect.head == "Result" and s.expect.args else None
    value = take(box, key)
    if wanted is None or wanted.head not in INTS or type(value) not in INT_KINDS:
        raise Unknown("try_into an unknown type")
    kind = INTS[str(wanted.head)]
    from uowgen.behaviour.library.number_making import OUT_OF_RANGE

    return prelude.ok(kind(value)) if fits(kind, value) else prelude.err(OUT_OF_RANGE)


def _to_string(m: Machine, s: Site, box: Any, key: Any) -> Any:
    from uowgen.behaviour.formatting import display

    return Text(display(m, box[key]))


def _reference(m: Machine, s: Site, box: Any, key: Any) -> Any:
    there = dereferenced(m, s, box, key)
    return Ref(*there) if there is not None else Ref(box, key)


def _hash(m: Machine, s: Site, box: Any, key: Any, hasher: Any) -> Any:
    raise Unknown("hash")


def _fmt(m: Machine, s: Site, box: Any, key: Any, formatter: Any) -> Any:
    from uowgen.behaviour.formatting import delegate

    return delegate(m, box[key], strip(formatter))


def _call(m: Machine, s: Site, box: Any, key: Any, arguments: Any) -> Any:
    return invoke(m, box[key], list(arguments))


METHODS: dict[str, Callable[..., Any]] = {
    "clone": _clone, "clone_from": _clone_from, "to_owned": _to_owned, "eq": _eq, "ne": _ne, "cmp": _cmp, "partial_cmp": _partial_cmp,
    "max": _max, "min": _min, "clamp": _clamp, "lt": _compared(lambda n: n < 0), "le": _compared(lambda n: n <= 0),
    "gt": _compared(lambda n: n > 0), "ge": _compared(lambda n: n >= 0), "into": _into, "try_into": _try_into, "to_string": _to_string,
    "as_ref": _reference, "as_mut": _reference, "borrow": _reference, "borrow_mut": _reference, "deref": _reference, "deref_mut": _reference,
    "hash": _hash, "fmt": _fmt, "call": _call,
}  # fmt: skip
