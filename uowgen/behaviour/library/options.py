"""Methods of Option, Result and Ordering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import invoke_once as invoke
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import EQUAL, GREATER, LESS, NONE, SOME, err, ok, some
from uowgen.behaviour.prelude import OK as OK_SHAPE
from uowgen.behaviour.values import UNIT, Ref, Struct, Text, copied, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

M, S = "Machine", "Site"


def _good(v: Struct) -> bool:
    return v.of is SOME or v.of is OK_SHAPE


def _shown(m: Machine, value: Any) -> str:
    from uowgen.behaviour.formatting import debug

    return debug(m, value)


def unwrap(m: Machine, s: Site, v: Struct) -> Any:
    if v.of is SOME or v.of is OK_SHAPE:
        return v[0]
    if v.of.type.name == "Option":
        raise RustPanic("called `Option::unwrap()` on a `None` value")
    raise RustPanic(f"called `Result::unwrap()` on an `Err` value: {_shown(m, v[0])}")


def expect(m: Machine, s: Site, v: Struct, message: Any) -> Any:
    if _good(v):
        return v[0]
    text = str(strip(message))
    raise RustPanic(text if v.of.type.name == "Option" else f"{text}: {_shown(m, v[0])}")


def unwrap_err(m: Machine, s: Site, v: Struct, message: Any = None) -> Any:
    if not _good(v):
        return v[0]
    text = "called `Result::unwrap_err()` on an `Ok` value" if message is None else str(strip(message))
    shown = _shown(m, v[0])
    drop_value(m, v)
    raise RustPanic(f"{text}: {shown}")


def unwrap_or(m: Machine, s: Site, v: Struct, other: Any) -> Any:
    if _good(v):
        drop_value(m, other)
        return v[0]
    drop_value(m, v)
    return other


def unwrap_or_else(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    if _good(v):
        drop_value(m, f)
        return v[0]
    return invoke(m, f, list(v))


def unwrap_or_default(m: Machine, s: Site, v: Struct) -> Any:
    if _good(v):
        return v[0]
    if s.expect is None:
        raise Unknown("default of an unknown type")
    from uowgen.behaviour.library import default

    return default(m, s.expect)


def map_good(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    if not _good(v):
        drop_value(m, f)
        return v
    mapped = invoke(m, f, [v[0]])
    return some(mapped) if v.of is SOME else ok(mapped)


def _kept(m: Machine, v: Struct, f: Any) -> Any:
    """`v` as it is: the closure is not called, and goes."""
    drop_value(m, f)
    return v


def map_err(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    return _kept(m, v, f) if _good(v) else err(invoke(m, f, [v[0]]))


def map_or(m: Machine, s: Site, v: Struct, other: Any, f: Any) -> Any:
    if _good(v):
        drop_value(m, other)
        return invoke(m, f, [v[0]])
    drop_value(m, v)
    return other


def map_or_else(m: Machine, s: Site, v: Struct, other: Any, f: Any) -> Any:
    chosen, unused = (f, other) if _good(v) else (other, f)
    drop_value(m, unused)
    return invoke(m, chosen, list(v))


def and_then(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    return invoke(m, f, [v[0]]) if _good(v) else _kept(m, v, f)


def and_(m: Machine, s: Site, v: Struct, other: Any) -> Any:
    if _good(v):
        drop_value(m, v)
        return other
    drop_value(m, other)
    return v


def or_(m: Machine, s: Site, v: Struct, other: Any) -> Any:
    if _good(v):
        drop_value(m, other)
        return v
    drop_value(m, v)
    return other


def or_else(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    return _kept(m, v, f) if _good(v) else invoke(m, f, list(v))


def xor(m: Machine, s: Site, v: Struct, other: Any) -> Any:
    if _good(v) == _good(other):
        drop_value(m, v)
        drop_value(m, other)
        return NONE
    return v if _good(v) else other


def filter_(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    if not _good(v):
        return _kept(m, v, f)
    if invoke(m, f, [Ref(v, 0)]):
        return v
    drop_value(m, v)
    return NONE


def ok_or(m: Machine, s: Site, v: Struct, error: Any) -> Any:
    if _good(v):
        drop_value(m, error)
        return ok(v[0])
    return err(error)


def ok_or_else(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    return ok(_kept(m, v, f)[0]) if _good(v) else err(invoke(m, f, []))


def to_ok(m: Machine, s: Site, v: Struct) -> Any:
    if _good(v):
        return some(v[0])
    drop_value(m, v)
    return NONE


def to_err(m: Machine, s: Site, v: Struct) -> Any:
    if not _good(v):
        return some(v[0])
    drop_value(m, v)
    return NONE


def is_some_and(m: Machine, s: Site, v: Struct, f: Any) -> bool:
    if not _good(v):
        drop_value(m, _kept(m, v, f))
        return False
    return invoke(m, f, [v[0]]) is True


def is_none_or(m: Machine, s: Site, v: Struct, f: Any) -> bool:
    return invoke(m, f, [v[0]]) is True if _good(v) else _kept(m, v, f) is v


def is_err_and(m: Machine, s: Site, v: Struct, f: Any) -> bool:
    if _good(v):
        drop_value(m, _kept(m, v, f))
        return False
    return invoke(m, f, [v[0]]) is True


def as_ref(m: Machine, s: Site, v: Struct) -> Any:
    if not v:
        return NONE
    reference = Ref(v, 0)
    return some(reference) if v.of is SOME else ok(reference) if v.of is OK_SHAPE else err(reference)


def as_deref(m: Machine, s: Site, v: Struct) -> Any:
    if not _good(v):
        return as_ref(m, s, v)
    from uowgen.behaviour.calls import dereferenced

    held = v[0]
    if type(held) is Text:
        inner: Any = held.text
    else:
        there = dereferenced(m, s, v, 0)
        inner = Ref(*there) if there is not None else Ref(v, 0)
    return some(inner) if v.of is SOME else ok(inner)


def _cloned(m: Machine, s: Site, v: Struct) -> Any:
    from uowgen.behaviour.library import clone

    if not _good(v):
        return v
    held = strip_one(v[0])
    same = copied(held)
    value = clone(m, s, held) if same is None else same
    return some(value) if v.of is SOME else ok(value)


def strip_one(value: Any) -> Any:
    """What a reference leads to."""
    return value.box[value.key] if type(value) is Ref else value


def take(m: Machine, s: Site, box: Any, key: Any) -> Any:
    old, box[key] = box[key], NONE
    return old


def take_if(m: Machine, s: Site, box: Any, key: Any, f: Any) -> Any:
    if _good(box[key]) and invoke(m, f, [Ref(box[key], 0)]):
        return take(m, s, box, key)
    return NONE


def replace(m: Machine, s: Site, box: Any, key: Any, value: Any) -> Any:
    old, box[key] = box[key], some(value)
    return old


def insert(m: Machine, s: Site, box: Any, key: Any, value: Any) -> Any:
    old, box[key] = box[key], some(value)
    drop_value(m, old)
    return Ref(box[key], 0)


def get_or_insert(m: Machine, s: Site, box: Any, key: Any, value: Any) -> Any:
    if not _good(box[key]):
        box[key] = some(value)
    else:
        drop_value(m, value)
    return Ref(box[key], 0)


def get_or_insert_with(m: Machine, s: Site, box: Any, key: Any, f: Any) -> Any:
    if not _good(box[key]):
        box[key] = some(invoke(m, f, []))
    return Ref(box[key], 0)


def iter_(m: Machine, s: Site, v: Struct) -> Any:
    from uowgen.behaviour.library import iterators

    return iterators.owned(m, [Ref(v, 0)] if _good(v) else [])


def into_iter(m: Machine, s: Site, v: Struct) -> Any:
    from uowgen.behaviour.library import iterators

    if not _good(v):
        drop_value(m, v)
    return iterators.owned(m, [v[0]] if _good(v) else [])


def transpose(m: Machine, s: Site, v: Struct) -> Any:
    if v.of.type.name == "Option":
        if not _good(v):
            return ok(NONE)
        return ok(some(v[0][0])) if _good(v[0]) else v[0]
    if not _good(v):
        return some(v)
    return some(ok(v[0][0])) if _good(v[0]) else NONE


def flatten(m: Machine, s: Site, v: Struct) -> Any:
    return v[0] if _good(v) else v


def zip_(m: Machine, s: Site, v: Struct, other: Struct) -> Any:
    from uowgen.behaviour.values import Tup

    if _good(v) and _good(other):
        return some(Tup((v[0], other[0])))
    drop_value(m, v)
    drop_value(m, other)
    return NONE


def inspect(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    if _good(v):
        invoke(m, f, [Ref(v, 0)])
    return v


def inspect_err(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    if not _good(v):
        invoke(m, f, [Ref(v, 0)])
    return v


def is_good(m: Machine, s: Site, v: Struct) -> bool:
    return _good(v)


def is_bad(m: Machine, s: Site, v: Struct) -> bool:
    return not _good(v)


_BOTH: dict[str, tuple[str, Callable[..., Any]]] = {
    "unwrap": ("own", unwrap), "expect": ("own", expect), "unwrap_or": ("own", unwrap_or), "unwrap_or_else": ("own", unwrap_or_else),
    "unwrap_or_default": ("own", unwrap_or_default), "map": ("own", map_good), "map_or": ("own", map_or), "map_or_else": ("own", map_or_else),
    "and_then": ("own", and_then), "and": ("own", and_), "or": ("own", or_), "or_else": ("own", or_else), "as_ref": ("look", as_ref),
    "as_mut": ("look", as_ref), "as_deref": ("look", as_deref), "as_deref_mut": ("look", as_deref), "cloned": ("own", _cloned),
    "copied": ("own", _cloned), "iter": ("look", iter_), "iter_mut": ("look", iter_), "into_iter": ("own", into_iter),
    "transpose": ("own", transpose), "flatten": ("own", flatten), "inspect": ("own", inspect), "unwrap_unchecked": ("own", unwrap),
}  # fmt: skip
OPTION: dict[str, tuple[str, Callable[..., Any]]] = _BOTH | {
    "is_some": ("look", is_good), "is_none": ("look", is_bad), "is_some_and": ("own", is_some_and), "is_none_or": ("own", is_none_or),
    "filter": ("own", filter_), "ok_or": ("own", ok_or), "ok_or_else": ("own", ok_or_else), "take": ("place", take), "xor": ("own", xor),
    "take_if": ("place", take_if), "replace": ("place", replace), "insert": ("place", insert), "get_or_insert": ("place", get_or_insert),
    "get_or_insert_with": ("place", get_or_insert_with), "zip": ("own", zip_),
}  # fmt: skip
RESULT: dict[str, tuple[str, Callable[..., Any]]] = _BOTH | {
    "is_ok": ("look", is_good), "is_err": ("look", is_bad), "is_ok_and": ("own", is_some_and), "is_err_and": ("own", is_err_and),
    "map_err": ("own", map_err), "ok": ("own", to_ok), "err": ("own", to_err), "unwrap_err": ("own", unwrap_err),
    "expect_err": ("own", unwrap_err), "inspect_err": ("own", inspect_err),
}  # fmt: skip


def _then(m: Machine, s: Site, v: Struct, other: Any) -> Any:
    return other if v.of is EQUAL.of else v


def _then_with(m: Machine, s: Site, v: Struct, f: Any) -> Any:
    return invoke(m, f, []) if v.of is EQUAL.of else v


ORDERING: dict[str, tuple[str, Callable[..., Any]]] = {
    "reverse": ("look", lambda m, s, v: {LESS.of: GREATER, GREATER.of: LESS}.get(v.of, EQUAL)), "then": ("look", _then),
    "then_with": ("look", _then_with), "is_lt": ("look", lambda m, s, v: v.of is LESS.of), "is_gt": ("look", lambda m, s, v: v.of is GREATER.of),
    "is_eq": ("look", lambda m, s, v: v.of is EQUAL.of), "is_ne": ("look", lambda m, s, v: v.of is not EQUAL.of),
    "is_le": ("look", lambda m, s, v: v.of is not GREATER.of), "is_ge": ("look", lambda m, s, v: v.of is not LESS.of),
}  # fmt: skip

__all__ = ["OPTION", "ORDERING", "RESULT", "UNIT"]
