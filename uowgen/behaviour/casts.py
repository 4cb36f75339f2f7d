"""`x as T`: what becomes of a value in another type; the numbers of variants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import Code, Lowering
from uowgen.behaviour.comparing import asks_number
from uowgen.behaviour.integers import INT_KINDS, INTS, wrapped
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.paths import Site
from uowgen.behaviour.types import Ty, parse_type
from uowgen.behaviour.values import (
    MOVED,
    Char,
    FnItem,
    Native,
    Pointer,
    Ref,
    Slice,
    Struct,
)  # fmt: skip

if TYPE_CHECKING:
    from uowgen.behaviour.code import Frame
    from uowgen.grammar import Node


def cast(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`x as T`."""
    value_node, type_node = node.child_by_field_name("value"), node.child_by_field_name("type")
    assert value_node is not None and type_node is not None
    target = parse_type(body.scope, type_node)
    code = body.lower(value_node, target if value_node.type == "integer_literal" and target.ints else None)
    if target.head == "_":
        target = hint or target
    if value_node.type == "integer_literal" and code.ty is not None and code.ty.head == target.head:
        return code
    kind: Any = INTS.get(target.head) if isinstance(target.head, str) else None
    value = code.value
    site = Site(body, node, target)
    words = body.text(type_node)

    def to_int(frame: Frame) -> Any:
        held = value(frame)
        if type(held) in INT_KINDS:
            return wrapped(kind, held)
        try:
            return _as_integer(held, kind)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    def other(frame: Frame) -> Any:
        held = value(frame)
        try:
            return _cast_to(held, target, words)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    return Code(to_int if kind is not None else other, target)


def _as_integer(held: Any, kind: Any) -> Any:
    if type(held) is int:
        if -(1 << 31) <= held < (1 << 31):
            return wrapped(kind, held)
        raise Unknown("cast of an integer whose type is not known")
    if isinstance(held, bool):
        return kind(int(held))
    if type(held) is Char:
        return wrapped(kind, ord(held))
    if isinstance(held, float):
        if held != held:
            return kind(0)
        if held in (float("inf"), float("-inf")):
            return kind(kind.high if held > 0 else kind.low)
        return kind(max(kind.low, min(kind.high, int(held))))
    if type(held) is Pointer and held.ref is None:
        return wrapped(kind, held.address)
    if type(held) is Struct and not held and held.of.type.kind == "enum":
        return wrapped(kind, discriminant(held.of))
    asks_number(held)
    raise Unknown(f"cast of {type(held).__name__} to an integer")


def discriminant(shape: Any) -> int:
    """The number of a variant: as written, or one more than the one before."""
    if shape.number is None:
        following = 0
        for other in shape.type.shapes.values():
            written = other.node.child_by_field_name("value") if other.node is not None else None
            if written is not None:
                body = Lowering(shape.type.scope)
                found = body.lower(written, Ty("i128"))
                try:
                    following = int(found.value([None, [], None, None] + [MOVED] * body.size))
                except (Unknown, AttributeError, TypeError):
                    raise Unknown("discriminant") from None
            other.number = following
            following += 1
    return int(shape.number)


def _cast_to(held: Any, target: Ty, words: str) -> Any:
    head = target.head
    if head in ("f32", "f64") and isinstance(held, (int, float)) and not isinstance(held, bool):
        from uowgen.behaviour.literals import single_precision

        return single_precision(float(held)) if head == "f32" else float(held)
    if head == "char" and isinstance(held, int):
        return Char(chr(held))
    if head == "bool" and isinstance(held, bool):
        return held
    if head == "*":
        if isinstance(held, int):
            return Pointer(None, int(held), words)
        if type(held) is Pointer:
            return Pointer(held.ref, held.address, words)
        if type(held) in (Ref, Slice):
            return Pointer(held, 0, words)
        if isinstance(held, Native) and target.args and target.args[0].head == "[;" and hasattr(held, "place"):
            return Pointer(held.place()[0][0], 0, words)  # an array that lies there
        if isinstance(held, Native) and hasattr(held, "token"):  # an address that the outside gave stays what it stands for
            return held
    if head in ("&", "_", "fn", "dyn", "Box") or type(held) is FnItem or (isinstance(head, str) and head.startswith("param")):
        return held
    if isinstance(held, Char) and head == "char":
        return held
    raise Unknown(f"cast of {type(held).__name__} to {words}")
