"""Between values of Rust and ordinary Python, both ways, for those who ask from Python. The run itself needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.integers import INT_KINDS, INTS, LOOSE, typed
from uowgen.behaviour.outcomes import Unknown, Unsupported
from uowgen.behaviour.values import F32, MOVED, UNIT, Array, Cell, Char, Pointer, Ref, Slice, Struct, Text, Tup, Vec, strip
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.behaviour.types import Ty


def plain(value: Any, depth: int = 0) -> Any:
    """`value` as Python: int, bool, str, float, list, tuple, None for `()`, `(name, {field: value})` for a struct or variant.

    References, boxes, shared pointers and cells are followed. Objects of a kernel stay what they are. Raises Unsupported for what was
    moved away and for what has no such form (a closure).
    """
    value = strip(value)
    kind = type(value)
    if depth > 100:
        raise Unsupported("value nested too deep", "", Span(0, 0))
    if kind in INT_KINDS or kind in LOOSE:
        return int(value)
    if kind is bool or value is None:
        return value
    if kind is tuple:
        return None
    if kind is Text:
        return value.text
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return float(value)
    if kind is Struct:
        return value.of.name, {name: plain(part, depth + 1) for name, part in zip(value.of.names, value, strict=True)}
    if kind is Slice:
        return [plain(part, depth + 1) for part in value.items[value.low : value.high]]
    if kind is Tup:
        return tuple(plain(part, depth + 1) for part in value)
    if kind is Cell:
        return plain(value[0], depth + 1)
    if isinstance(value, (Vec, Array)):
        return [plain(part, depth + 1) for part in value]
    if kind is Pointer:
        return value.address if value.ref is None else plain(value.ref, depth + 1)
    inside = getattr(value, "plain", None)
    if inside is not None:
        return inside(lambda part: plain(part, depth + 1))
    if value is MOVED:
        raise Unsupported("a value that was moved", "", Span(0, 0))
    if hasattr(value, "methods"):
        return value
    raise Unsupported(f"{kind.__name__} as Python", "", Span(0, 0))


def rust_value(value: Any, ty: Ty | None) -> Any:
    """Python's `value` as a value of type `ty`; what is a Rust value already stays, behind a reference where `ty` is one."""
    head = ty.head if ty is not None else "_"
    kind = type(value)
    if head == "&" and ty is not None and ty.args:
        inner = ty.args[0]
        if isinstance(value, (Ref, Slice)) or (inner.head == "str" and isinstance(value, str)):
            return value if kind is not str else str(value)
        if inner.head == "[" and isinstance(value, (list, tuple)) and not isinstance(value, Struct):
            items = value if isinstance(value, (Vec, Array)) else Vec(rust_value(v, inner.args[0]) for v in value)
            return Slice(items, 0, len(items))
        return Ref([rust_value(value, inner)], 0)
    if kind is bool or kind in INT_KINDS:
        return value
    if kind is int:
        return _number(value, head)
    if kind is str:
        return Text(value) if head == "String" else Char(value) if head == "char" and len(value) == 1 else value
    if kind is float:
        return F32(value) if head == "f32" else value
    if value is None:
        return prelude.NONE if head == "Option" else UNIT
    args = ty.args if ty is not None else ()
    if kind is list:
        made = Array if head == "[;" else Vec
        return made(rust_value(v, args[0] if args else None) for v in value)
    if kind is tuple and value:
        return Tup(rust_value(v, args[n] if n < len(args) else None) for n, v in enumerate(value))
    return value


def _number(value: int, head: Any) -> Any:
    if head in ("f32", "f64"):
        return float(value) if head == "f64" else F32(value)
    if not isinstance(head, str) or head not in INTS:
        return value
    try:
        return typed(INTS[head], value)
    except Unknown:
        raise Unsupported(f"{value} as {head}", "", Span(0, 0)) from None


__all__ = ["plain", "rust_value"]
