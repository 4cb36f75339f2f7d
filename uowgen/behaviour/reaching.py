"""Expressions for places: fields, elements, references, and what references lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.calls import dereferenced, twin
from uowgen.behaviour.code import Code, Lowering, from_place, inside, is_vague, place_of
from uowgen.behaviour.inference import is_number, is_open
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.paths import Site
from uowgen.behaviour.types import LITERAL, USIZE, Ty, peeled
from uowgen.behaviour.values import (
    MOVED,
    Array,
    Deque,
    Native,
    Pointer,
    Ref,
    Slice,
    Struct,
    Text,
    Tup,
    Vec,
)  # fmt: skip

if TYPE_CHECKING:
    from uowgen.behaviour.code import Frame
    from uowgen.grammar import Node


def field_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`x.name`, `x.0`."""
    base_node, field_node = node.child_by_field_name("value"), node.child_by_field_name("field")
    assert base_node is not None and field_node is not None
    name = body.text(field_node).removeprefix("r#")
    base = body.lower(base_node, None)
    outer = place_of(body, base, base_node)
    site = Site(body, node, hint)
    known = _field_type(base.ty, name)
    number = int(name) if name.isdigit() else -1

    mutably = _is_changed(node)

    def place(frame: Frame) -> tuple[Any, Any]:
        box, key = outer(frame)
        value = box[key]
        while type(value) is Ref:
            value = value.box[value.key]
        if type(value) is Struct:
            index = value.of.index.get(name)
            if index is not None:
                return value, index
        elif number >= 0 and type(value) is Tup:
            return value, number
        return _behind(frame, site, box, key, name, mutably)

    return from_place(place, known)


def _behind(frame: Frame, site: Site, box: Any, key: Any, name: str, mutably: bool | None) -> tuple[Any, Any]:
    """The field of what a box, guard or smart pointer leads to, or of a kernel's object."""
    for _ in range(50):
        value = box[key]
        if type(value) is Struct and name in value.of.index:
            return value, value.of.index[name]
        if type(value) is Tup and name.isdigit():
            return value, int(name)
        if isinstance(value, Native) and name in value.fields:
            return [getattr(value, name)], 0
        there = dereferenced(frame[0], site, box, key, mutably)
        if there is None:
            break
        box, key = there
    if box[key] is MOVED:
        raise site.unsupported("a value that was moved")
    raise site.unsupported(f"field {name}")


def _field_type(ty: Ty | None, name: str) -> Ty | None:
    ty = peeled(ty)
    if ty is None:
        return None
    if isinstance(ty.head, str):
        return ty.args[int(name)] if ty.head == "(" and name.isdigit() and int(name) < len(ty.args) else None
    shape = ty.head.shapes.get(ty.head.name)
    if shape is None or name not in shape.index or shape.index[name] >= len(shape.field_types):
        return None
    found = shape.field_types[shape.index[name]]
    return found if not _has_parameter(found) else None


def _has_parameter(ty: Ty) -> bool:
    return (isinstance(ty.head, str) and ty.head.startswith("param")) or any(_has_parameter(a) for a in ty.args)


def element_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`x[i]`, `x[a..b]`."""
    base_node, index_node = inside(node)
    base = body.lower(base_node, None)
    outer = place_of(body, base, base_node)
    seen = peeled(base.ty)
    listed = seen is not None and seen.head in ("[", "[;", "Vec", "VecDeque", "String", "str", "Slice")
    index = body.lower(index_node, USIZE if listed or index_node.type == "integer_literal" else None).value
    site = Site(body, node, hint)
    ty = (
        seen.args[0]
        if seen is not None and seen.head in ("[", "[;", "Vec") and seen.args and index_node.type != "range_expression"
        else None
    )

    mutably = _is_changed(node)

    def place(frame: Frame) -> tuple[Any, Any]:
        box, key = outer(frame)
        at = index(frame)
        value = box[key]
        while type(value) is Ref:
            box, key = value.box, value.key
            value = box[key]
        kind = type(value)
        if (kind is Vec or kind is Array) and isinstance(at, int):
            if 0 <= at < len(value):
                return value, int(at)
            raise RustPanic(f"index out of bounds: the len is {len(value)} but the index is {at}")
        try:
            return indexed(frame[0], site, box, key, at, mutably)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    code = from_place(place, ty)
    if base.learn is not None and index_node.type != "range_expression" and (ty is None or is_open(ty)):
        learn, head = base.learn, "[;" if seen is not None and seen.head == "[;" else "Vec"
        if seen is not None and is_vague(seen):
            code.ty = LITERAL if seen.args and is_open(seen.args[0]) else ty
            code.learn = lambda found: learn(Ty(head, (found,)))
            if hint is not None and is_number(hint):
                code.learn(hint)
    return code


def indexed(machine: Any, site: Site, box: Any, key: Any, at: Any, mutably: bool | None) -> tuple[Any, Any]:
    """The place `box[key][at]`; `mutably`: whether it is changed, as far as that is known."""
    for _ in range(50):
        value = box[key]
        kind = type(value)
        if kind is Slice and isinstance(at, int):
            if 0 <= at < value.high - value.low:
                return value.items, value.low + int(at)
            raise RustPanic(f"index out of bounds: the len is {value.high - value.low} but the index is {at}")
        if (kind is Vec or kind is Array) and isinstance(at, int):
            if 0 <= at < len(value):
                return value, int(at)
            raise RustPanic(f"index out of bounds: the len is {len(value)} but the index is {at}")
        if kind is Deque and isinstance(at, int):
            if 0 <= at < len(value):
                return value, int(at)
            raise RustPanic("Out of bounds access")
        if kind in (Vec, Array, Slice, str, Text) and type(at) is Struct and at.of.type.scope is None:
            from uowgen.behaviour.library.slices import cut

            return [cut(value, at)], 0
        if isinstance(value, dict):
            from uowgen.behaviour.library.maps import key_of

            found = key_of(at)
            if found not in value:
                raise RustPanic("no entry found for key")
            return value[found], 1
        if kind is Struct and value.of.type.scope is not None:
            reading: Any = machine.program.methods_of(value.of.type, "index")
            if len(reading) == 1:
                function = twin(reading, machine.program.methods_of(value.of.type, "index_mut"), mutably)
                result: Any = function.run(machine, [Ref(box, key), at])
                return (result.box, result.key) if type(result) is Ref else ([result], 0)
            if reading:
                raise Unknown("several impls of Index")
        there = dereferenced(machine, site, box, key)
        if there is None:
            break
        box, key = there
    raise Unknown(f"index into {type(box[key]).__name__}")


def reference_to(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`&x`, `&mut x`, `&raw const x`."""
    operand = node.child_by_field_name("value")
    assert operand is not None
    inner = hint.args[0] if hint is not None and hint.head == "&" and hint.args else None
    if inner is not None and inner.head == "[" and operand.type == "array_expression":
        inner = Ty("[;", inner.args)
    code = body.lower(operand, inner)
    place = place_of(body, code, operand if operand.id in body.extended else None)
    raw = any(c.type == "raw" for c in node.children)

    def run(frame: Frame) -> Any:
        box, key = place(frame)
        value = box[key]
        kind = type(value)
        if kind is str or kind is Slice:
            return value  # unsized: what stands in the place is the reference already
        return Pointer(Ref(box, key), 0, "") if raw else Ref(box, key)

    return Code(run, Ty("&", (code.ty,)) if code.ty is not None else None)


def dereference(body: Lowering, node: Node, operand: Node, hint: Ty | None) -> Code:
    """`*x`."""
    code = body.lower(operand, None)
    outer = place_of(body, code, operand)
    site = Site(body, node, hint)
    mutably = _is_changed(node)

    def place(frame: Frame) -> tuple[Any, Any]:
        box, key = outer(frame)
        value = box[key]
        kind = type(value)
        if kind is Ref:
            return value.box, value.key
        if kind is str or kind is Slice:
            return box, key
        if kind is Pointer:
            behind: tuple[Any, Any] = frame[0].behind_pointer(value, site)
            return behind
        there = dereferenced(frame[0], site, box, key, mutably)
        if there is None:
            if kind is Text:
                return [value.text], 0
            if isinstance(value, Native):
                return box, key
            raise site.unsupported("dereference")
        return there

    ty = code.ty.args[0] if code.ty is not None and code.ty.head in ("&", "Box", "*") and code.ty.args else None
    return from_place(place, ty)


def _is_changed(node: Node) -> bool | None:
    """Whether the place is written to or borrowed mutably, which asks for `DerefMut` or `IndexMut`; None where a method decides."""
    around = node.parent
    while around is not None and around.type in ("field_expression", "index_expression", "parenthesized_expression"):
        node, around = around, around.parent
    if around is None:
        return None
    if around.type == "call_expression" and around.child_by_field_name("function") == node:
        return None
    if around.type in ("match_expression", "let_condition", "for_expression", "array_expression", "generic_function"):
        return None
    if around.type in ("assignment_expression", "compound_assignment_expr"):
        return around.child_by_field_name("left") == node
    return around.type == "reference_expression" and any(c.type == "mutable_specifier" for c in around.children)
