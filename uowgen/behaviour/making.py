"""Expressions that make values: tuples, arrays, structs, ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import evaluated
from uowgen.behaviour.code import Code, Lowering, inside, parts_of, place_of
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.integers import INT_KINDS, LOOSE, typed
from uowgen.behaviour.modules import in_this_build
from uowgen.behaviour.outcomes import LimitReached, Unknown
from uowgen.behaviour.paths import Site, shape_at, take_apart
from uowgen.behaviour.types import LITERAL, USIZE, Ty, coerce, peeled
from uowgen.behaviour.values import (
    MOVED,
    PLAIN,
    Array,
    Tup,
    Vec,
    copied,
    make,
    take,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame
    from uowgen.behaviour.definitions import Shape
    from uowgen.grammar import Node

MOST_ELEMENTS = 1 << 16


def inner_block(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`unsafe { … }`, `const { … }`."""
    return body.lower(next(c for c in node.named_children if c.type == "block"), hint)


def parenthesized(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`(x)`."""
    return body.lower(inside(node)[0], hint)


def tuple_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`(a, b)`."""
    types = hint.args if hint is not None and hint.head == "(" else ()
    parts = [body.lower(c, types[n] if n < len(types) else None) for n, c in enumerate(inside(node))]
    elements = evaluated([p.value for p in parts])
    known = tuple(p.ty or Ty("_") for p in parts)
    return Code(lambda frame: Tup(elements(frame)), Ty("(", known))


def array_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`[a, b]`, `[x; n]`."""
    seen = peeled(hint)
    element = seen.args[0] if seen is not None and seen.head in ("[", "[;", "Vec") and seen.args else None
    length = node.child_by_field_name("length")
    if length is not None:
        return repeated(body, inside(node)[0], length, element, Array)
    parts = [body.lower(c, element) for c in inside(node)]
    if element is None and any(p.ty is LITERAL for p in parts):
        element = next((p.ty for p in parts if p.ty is not None and p.ty.ints), None)
        if element is not None:
            parts = [body.lower(c, element) for c in inside(node)]
    elements = evaluated([p.value for p in parts])
    ty = element or (parts[0].ty if parts else None)
    return Code(lambda frame: Array(elements(frame)), Ty("[;", (ty,)) if ty is not None else None)


def repeated(body: Lowering, item: Node, length: Node, element: Ty | None, made: type[Array] | type[Vec]) -> Code:
    """`[x; n]` and `vec![x; n]`."""
    code = body.lower(item, element)
    value, count = code.value, body.lower(length, USIZE).value
    site = Site(body, item, None)
    anew = item.type == "const_block"  # `[const { … }; n]` makes each by itself, of what is not `Copy` as well

    def run(frame: Frame) -> Any:
        first, n = value(frame), count(frame)
        if type(n) not in INT_KINDS and type(n) is not int:
            raise site.unsupported("length of an array")
        if n > MOST_ELEMENTS:
            raise LimitReached("memory")
        if n == 0:
            drop_value(frame[0], first)
            return made()
        if type(first) in PLAIN:
            return made([first] * n)
        if anew:
            return made([first, *(value(frame) for _ in range(int(n) - 1))])
        from uowgen.behaviour.library import clone

        out = []
        for _ in range(int(n) - 1):
            another = copied(first)
            out.append(clone(frame[0], site, first) if another is None else another)
        return made([*out, first])

    ty = element or code.ty
    return Code(run, Ty("[;" if made is Array else "Vec", (ty,)) if ty is not None else None)


def _struct_elsewhere(body: Lowering, node: Node, names: list[str]) -> Code | None:
    """Of a struct that the program does not have: code that says so by its path, so that its file can be brought in."""
    found = body.scope.module.find(names)
    if found.item is not None or len(found.rest) < 2 or found.rest[0] in ("std", "core", "alloc", "Self"):
        return None
    site = Site(body, node, None)

    def value(frame: Frame) -> Any:
        raise site.unbound(found.path)

    return Code(value, None, value, value)


def _array_made(body: Lowering, node: Node, shape: Shape, index: int, ty: Ty | None) -> Code | None:
    if node.type != "call_expression" or ty is None or ty.head != "[;":
        return None
    from uowgen.behaviour.arrays import made_for_field

    return made_for_field(body, node, shape, index, ty)


def struct_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`Name { field: value, ..base }`. Values are evaluated in the order in which they are written."""
    name, listed = node.child_by_field_name("name"), node.child_by_field_name("body")
    assert name is not None and listed is not None
    parts = take_apart(body, name)
    shape = shape_at(body, parts.names)
    if shape is None:
        return _struct_elsewhere(body, node, parts.names) or body.unknown(node, f"struct {body.text(name)}")
    whole = Ty(shape.type if shape.type.scope else shape.type.name, parts.args)
    order: list[int] = []
    values: list[Callable[[Frame], Any]] = []
    base: Code | None = None
    attributes: list[str] = []
    for child in listed.named_children:
        kind = child.type
        if kind == "base_field_initializer":
            base = body.lower(inside(child)[0], whole)
            continue
        if kind == "attribute_item":
            attributes.append(body.text(child))
            continue
        if kind not in ("field_initializer", "shorthand_field_initializer"):
            continue
        attributes += [body.text(c) for c in child.named_children if c.type == "attribute_item"]
        condition, attributes = in_this_build(attributes), []
        if condition is None:
            return body.unknown(node, "cfg that depends on the build")
        if not condition:
            continue
        field_node = child.child_by_field_name("field") if kind == "field_initializer" else inside(child)[0]
        value_node = child.child_by_field_name("value") if kind == "field_initializer" else field_node
        assert field_node is not None and value_node is not None
        index = shape.index.get(body.text(field_node).removeprefix("r#"))
        if index is None:
            return body.unknown(child, f"no field {body.text(field_node)}")
        ty = shape.field_types[index] if index < len(shape.field_types) else None
        code = _array_made(body, value_node, shape, index, ty) or body.lower(value_node, ty)
        values.append(_typed(code, ty))
        order.append(index)
    if len(order) < len(shape.names) and base is None:
        if shape.type.kind == "union":
            return body.unknown(node, "union")
        return body.unknown(node, "struct with fields left out")
    fields = evaluated(values)
    if base is None and order == list(range(len(order))):
        return Code(lambda frame: make(shape, fields(frame)), whole)
    rest = place_of(body, base) if base is not None else None
    total = len(shape.names)

    def run(frame: Frame) -> Any:
        found = fields(frame)
        out = [MOVED] * total
        for index, value in zip(order, found, strict=True):
            out[index] = value
        if rest is not None:
            box, key = rest(frame)
            source = box[key]
            for index in range(total):
                if index not in order:
                    out[index] = take(source, index)
        return make(shape, out)

    return Code(run, whole)


def _typed(code: Code, ty: Ty | None) -> Callable[[Frame], Any]:
    """The value, its literals of no known type turned into `ty`."""
    if ty is None or not ty.ints or (code.ty is not None and code.ty.head == ty.head and not ty.args):
        return code.value
    value = code.value

    def run(frame: Frame) -> Any:
        held = value(frame)
        return held if type(held) in INT_KINDS else coerce(held, ty)

    return run


def range_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`a..b`, `a..=b`, `..`."""
    sign = next(c.type for c in node.children if c.type in ("..", "..=", "..."))
    children = parts_of(node.children)
    at = next(n for n, c in enumerate(children) if c.type == sign)
    low_node = children[at - 1] if at > 0 else None
    high_node = children[at + 1] if at + 1 < len(children) else None
    element = hint.args[0] if hint is not None and hint.args and str(hint.head).startswith("Range") else None
    if element is None and hint is USIZE:
        element = USIZE
    low = body.lower(low_node, element) if low_node is not None else None
    high = (
        body.lower(high_node, element or (low.ty if low is not None and low.ty is not LITERAL else None))
        if high_node is not None
        else None
    )
    if low is not None and high is not None and low.ty is LITERAL and high.ty is not LITERAL and low_node is not None:
        low = body.lower(low_node, high.ty)
    ends = [c.value for c in (low, high) if c is not None]
    values = evaluated(ends)
    closed = sign != ".."
    if low is not None and high is not None:
        owner = prelude.RANGE_INCLUSIVE if closed else prelude.RANGE
    elif low is not None:
        owner = prelude.RANGE_FROM
    elif high is not None:
        owner = prelude.RANGE_TO_INCLUSIVE if closed else prelude.RANGE_TO
    else:
        owner = prelude.RANGE_FULL
    shape = owner.shapes[owner.name]
    site = Site(body, node, hint)

    def run(frame: Frame) -> Any:
        found = values(frame)
        if len(found) == 2 and type(found[0]) is not type(found[1]):
            try:
                found = _same_kind(found)
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
        return make(shape, found)

    seen = high.ty if high is not None and high.ty is not None else (low.ty if low is not None else None)
    return Code(run, Ty(owner.name, (seen,)) if seen is not None else None)


def _same_kind(ends: list[Any]) -> list[Any]:
    first, last = ends
    if type(first) in LOOSE and type(last) in INT_KINDS:
        return [typed(type(last), first), last]
    if type(last) in LOOSE and type(first) in INT_KINDS:
        return [first, typed(type(first), last)]
    return ends
