"""Expressions that make, take apart and refer to values: tuples, arrays, structs, fields, elements, references, ranges, casts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.calls import dereferenced, evaluated, twin
from uowgen.behaviour.code import Code, Lowering, from_place, is_vague, parts_of, place_of
from uowgen.behaviour.comparing import asks_number
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.inference import is_number, is_open
from uowgen.behaviour.integers import INT_KINDS, INTS, LOOSE, typed, wrapped
from uowgen.behaviour.modules import in_this_build
from uowgen.behaviour.outcomes import LimitReached, RustPanic, Unknown
from uowgen.behaviour.paths import Site, shape_at, take_apart
from uowgen.behaviour.types import LITERAL, USIZE, Ty, coerce, parse_type, peeled
from uowgen.behaviour.values import (
    F32,
    MOVED,
    PLAIN,
    UNIT,
    Array,
    Char,
    Deque,
    FnItem,
    Native,
    Pointer,
    Ref,
    Slice,
    Struct,
    Text,
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


def _inside(node: Node) -> list[Node]:
    return parts_of(node.named_children)


def _lower(body: Lowering, node: Node, hint: Ty | None) -> Code:
    from uowgen.behaviour.lower import lower

    return lower(body, node, hint)


def inner_block(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`unsafe { … }`, `const { … }`."""
    return _lower(body, next(c for c in node.named_children if c.type == "block"), hint)


def parenthesized(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`(x)`."""
    return _lower(body, _inside(node)[0], hint)


def tuple_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`(a, b)`."""
    types = hint.args if hint is not None and hint.head == "(" else ()
    parts = [_lower(body, c, types[n] if n < len(types) else None) for n, c in enumerate(_inside(node))]
    elements = evaluated([p.value for p in parts])
    known = tuple(p.ty or Ty("_") for p in parts)
    return Code(lambda frame: Tup(elements(frame)), Ty("(", known))


def array_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`[a, b]`, `[x; n]`."""
    seen = peeled(hint)
    element = seen.args[0] if seen is not None and seen.head in ("[", "[;", "Vec") and seen.args else None
    length = node.child_by_field_name("length")
    if length is not None:
        return repeated(body, _inside(node)[0], length, element, Array)
    parts = [_lower(body, c, element) for c in _inside(node)]
    if element is None and any(p.ty is LITERAL for p in parts):
        element = next((p.ty for p in parts if p.ty is not None and p.ty.ints), None)
        if element is not None:
            parts = [_lower(body, c, element) for c in _inside(node)]
    elements = evaluated([p.value for p in parts])
    ty = element or (parts[0].ty if parts else None)
    return Code(lambda frame: Array(elements(frame)), Ty("[;", (ty,)) if ty is not None else None)


def repeated(body: Lowering, item: Node, length: Node, element: Ty | None, made: type[Array] | type[Vec]) -> Code:
    """`[x; n]` and `vec![x; n]`."""
    code = _lower(body, item, element)
    value, count = code.value, _lower(body, length, USIZE).value
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
            base = _lower(body, _inside(child)[0], whole)
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
        field_node = child.child_by_field_name("field") if kind == "field_initializer" else _inside(child)[0]
        value_node = child.child_by_field_name("value") if kind == "field_initializer" else field_node
        assert field_node is not None and value_node is not None
        index = shape.index.get(body.text(field_node).removeprefix("r#"))
        if index is None:
            return body.unknown(child, f"no field {body.text(field_node)}")
        ty = shape.field_types[index] if index < len(shape.field_types) else None
        code = _array_made(body, value_node, shape, index, ty) or _lower(body, value_node, ty)
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


# --------------------------------------------------------------------------------------------------- fields and elements


def field_of(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`x.name`, `x.0`."""
    base_node, field_node = node.child_by_field_name("value"), node.child_by_field_name("field")
    assert base_node is not None and field_node is not None
    name = body.text(field_node).removeprefix("r#")
    base = _lower(body, base_node, None)
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
    base_node, index_node = _inside(node)
    base = _lower(body, base_node, None)
    outer = place_of(body, base, base_node)
    seen = peeled(base.ty)
    listed = seen is not None and seen.head in ("[", "[;", "Vec", "VecDeque", "String", "str", "Slice")
    index = _lower(body, index_node, USIZE if listed or index_node.type == "integer_literal" else None).value
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
            from uowgen.behaviour.library.lists import cut

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
    code = _lower(body, operand, inner)
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
    code = _lower(body, operand, None)
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
    low = _lower(body, low_node, element) if low_node is not None else None
    high = (
        _lower(body, high_node, element or (low.ty if low is not None and low.ty is not LITERAL else None))
        if high_node is not None
        else None
    )
    if low is not None and high is not None and low.ty is LITERAL and high.ty is not LITERAL and low_node is not None:
        low = _lower(body, low_node, high.ty)
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


# ----------------------------------------------------------------------------------------------------------------- casts


def cast(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`x as T`."""
    value_node, type_node = node.child_by_field_name("value"), node.child_by_field_name("type")
    assert value_node is not None and type_node is not None
    target = parse_type(body.scope, type_node)
    code = _lower(body, value_node, target if value_node.type == "integer_literal" and target.ints else None)
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
                found = _lower(body, written, Ty("i128"))
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
    if head in ("&", "_", "fn", "dyn", "Box") or type(held) is FnItem or (isinstance(head, str) and head.startswith("param")):
        return held
    if isinstance(held, Char) and head == "char":
        return held
    raise Unknown(f"cast of {type(held).__name__} to {words}")


__all__ = ["F32", "UNIT"]
