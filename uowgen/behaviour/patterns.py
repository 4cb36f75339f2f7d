"""Patterns: does a value match, and what do the names stand for. One table from node kind to meaning.

A pattern works on a place, so that a name can be moved out of it, refer into it, or (for a guard) show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.code import parts_of
from uowgen.behaviour.definitions import Const, Shape
from uowgen.behaviour.outcomes import Unknown, Unsupported
from uowgen.behaviour.types import UNKNOWN, Ty, peeled, segments_of
from uowgen.behaviour.values import MOVED, Array, Boxed, Native, Ref, Slice, Struct, Tup, Vec, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node

MOVE, REFER, SHOW = 0, 1, 2  # what a name becomes: the value itself, a reference to it, the value left where it is

Test = "Callable[[Frame, Any, Any], bool] | None"


class Pattern:
    """`test(frame, box, key)` says whether the place matches (None: always); `bind(frame, box, key, mode)` then sets the names."""

    __slots__ = ("bind", "slots", "test")

    def __init__(
        self, test: Callable[[Frame, Any, Any], bool] | None, bind: Callable[[Frame, Any, Any, int], None] | None, slots: tuple[int, ...] = ()
    ) -> None:  # fmt: skip
        self.test = test
        self.bind = bind
        self.slots = slots


class Names:
    """The variables that one pattern declares; alternatives share them."""

    __slots__ = ("slots",)

    def __init__(self) -> None:
        self.slots: dict[str, int] = {}


ANYTHING = Pattern(None, None)


def lower_pattern(body: Lowering, node: Node, ty: Ty | None = None, names: Names | None = None) -> Pattern:
    """The pattern at `node`; its names are declared in the innermost block. `ty` is the type of what it is matched with, if known."""
    names = names or Names()
    lower = PATTERNS.get(node.type if node.is_named else "_" if node.type == "_" else "")
    if lower is None:
        return _unknown(body, node)
    return lower(body, node, ty, names)


def settled(box: Any, key: Any, mode: int) -> tuple[Any, Any, int]:
    """The place behind references, as a pattern that is no reference itself looks through them."""
    value = box[key]
    while type(value) is Ref:
        box, key, mode = value.box, value.key, REFER
        value = box[key]
    return box, key, mode


def _unknown(body: Lowering, node: Node, kind: str = "") -> Pattern:
    raised = body.unknown(node, kind or f"pattern {node.type}").value

    def test(frame: Frame, box: Any, key: Any) -> bool:
        raised(frame)
        return False

    return Pattern(test, None)


def _name(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    text = body.text(node)
    if text[0].isupper() or text in body.scope.module.names:
        found = _constant(body, node, [text], ty)
        if found is not None:
            return found
    if text[0].isupper() and len(text) > 1:  # meant as a variant or constant: as a variable it would take everything
        return _unknown(body, node, f"`{text}`, which the program does not have")
    return _variable(body, node, ty, names)


def _variable(body: Lowering, node: Node, ty: Ty | None, names: Names, refers: bool = False) -> Pattern:
    text = body.text(node).removeprefix("r#")
    slot = names.slots.get(text)
    if slot is None:
        slot = names.slots[text] = body.declare(text, None if refers else ty, node)

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        if mode == MOVE:
            frame[slot] = take(box, key)
        else:
            frame[slot] = Ref(box, key) if mode == REFER else box[key]

    def refer(frame: Frame, box: Any, key: Any, mode: int) -> None:
        frame[slot] = Ref(box, key)

    return Pattern(None, refer if refers else bind, (slot,))


def _constant(body: Lowering, node: Node, segments: list[str], ty: Ty | None) -> Pattern | None:
    """A unit variant, unit struct or constant called so; None if there is none, so that a lone name is a variable."""
    from uowgen.behaviour.paths import shape_at

    try:
        shape = shape_at(body, segments)
        if shape is not None:
            return _shape_test(shape)
        found = body.scope.module.find(segments)
    except Unknown:
        return _unknown(body, node, "ambiguous name")
    lone = len(segments) == 1
    if lone and found.item is None and len(found.rest) == 1 and not (len(segments[0]) > 1 and segments[0].isupper()):
        return None
    if lone and not isinstance(found.item, Const) and found.item is not None:
        return None
    return _equal_to(body.lower(node, peeled(ty)).value)


def _shape_test(shape: Shape) -> Pattern:
    if shape.type.kind != "enum":
        return ANYTHING

    def test(frame: Frame, box: Any, key: Any) -> bool:
        value = box[key]
        while type(value) is Ref:
            value = value.box[value.key]
        if type(value) is not Struct:
            _opened(value, Struct, shape)
        return value.of is shape

    return Pattern(test, None)


def _equal_to(value: Callable[[Frame], Any]) -> Pattern:
    from uowgen.behaviour.comparing import equal

    def test(frame: Frame, box: Any, key: Any) -> bool:
        return equal(frame[0], box[key], value(frame))

    return Pattern(test, None)


def _literal(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    return _equal_to(body.lower(node, peeled(ty)).value)


def _path(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    return _constant(body, node, segments_of(body.text(node)), ty) or _unknown(body, node)


def _wildcard(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    return ANYTHING


def _wrapped(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    """`mut x`, and the node around the pattern of a match arm."""
    for child in node.children:
        if child.type not in ("mutable_specifier", "line_comment", "block_comment", "(", ")"):
            return lower_pattern(body, child, ty, names)
    return _unknown(body, node)


def _ref(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    inner = node.named_children[-1]
    if inner.type == "mut_pattern":
        inner = inner.named_children[-1]
    if inner.type != "identifier":
        return _unknown(body, node)
    return _variable(body, inner, ty, names, refers=True)


def _reference(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    """`&pattern`."""
    inside = next(c for c in node.children if c.type not in ("&", "mutable_specifier"))
    inner_ty = ty.args[0] if ty is not None and ty.head == "&" and ty.args else None
    inner = lower_pattern(body, inside, inner_ty, names)

    def behind(box: Any, key: Any) -> tuple[Any, Any]:
        value = box[key]
        if type(value) is Ref:
            return value.box, value.key
        if isinstance(value, (str, Slice)):
            return box, key
        raise Unknown("a reference pattern on a value that is no reference")

    inner_test, inner_bind = inner.test, inner.bind

    def test(frame: Frame, box: Any, key: Any) -> bool:
        assert inner_test is not None
        return inner_test(frame, *behind(box, key))

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        value = box[key]
        if type(value) is not Ref:
            box, key = behind(box, key)
        else:
            box, key = value.box, value.key
        assert inner_bind is not None
        inner_bind(frame, box, key, MOVE if mode == REFER else mode)

    return Pattern(None if inner_test is None else test, None if inner_bind is None else bind, inner.slots)


def _alternatives(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    parts = [lower_pattern(body, c, ty, names) for c in node.children if c.type not in ("|", "line_comment", "block_comment")]
    if any(p.test is None for p in parts) and all(p.bind is None for p in parts):
        return ANYTHING

    def test(frame: Frame, box: Any, key: Any) -> bool:
        return any(p.test is None or p.test(frame, box, key) for p in parts)

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        for part in parts:
            if part.test is None or part.test(frame, box, key):
                if part.bind is not None:
                    part.bind(frame, box, key, mode)
                return

    slots = tuple(dict.fromkeys(slot for p in parts for slot in p.slots))
    return Pattern(test, bind if slots else None, slots)


def _captured(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    """`name @ pattern`."""
    whole, inside = (c for c in node.children if c.type not in ("@", "mutable_specifier", "line_comment", "block_comment"))
    refers = whole.type == "ref_pattern"
    if whole.type in ("mut_pattern", "ref_pattern"):
        whole = whole.named_children[-1]
    name = _variable(body, whole, ty, names, refers)
    inner = lower_pattern(body, inside, ty, names)

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        if inner.bind is not None:
            inner.bind(frame, box, key, mode)
        assert name.bind is not None
        if not refers:
            box, key, mode = settled(box, key, mode) if mode == REFER else (box, key, mode)
        name.bind(frame, box, key, mode)

    return Pattern(inner.test, bind, name.slots + inner.slots)


def _range(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    from uowgen.behaviour.values import strip

    low, high = node.child_by_field_name("left"), node.child_by_field_name("right")
    closed = any(c.type in ("..=", "...") for c in node.children)
    first = body.lower(low, peeled(ty)).value if low is not None else None
    last = body.lower(high, peeled(ty)).value if high is not None else None

    def test(frame: Frame, box: Any, key: Any) -> bool:
        value = strip(box[key])
        if first is not None and value < first(frame):
            return False
        if last is None:
            return True
        end = last(frame)
        return bool(value <= end if closed else value < end)

    return Pattern(test, None)


def _shown(node: Node) -> list[Node]:
    return [c for c in parts_of(node.children) if c.type not in (",", "(", ")", "[", "]", "{", "}")]


def _tuple(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    inside = _shown(node)
    if len(inside) == 1 and inside[0].type != "remaining_field_pattern" and not any(c.type == "," for c in node.children):
        return lower_pattern(body, inside[0], ty, names)
    seen = peeled(ty)
    types = seen.args if seen is not None and seen.head == "(" else ()
    if not inside:
        return ANYTHING
    return _elements(body, inside, types, names, node, None)


def _tuple_struct(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    from uowgen.behaviour.paths import shape_at

    named = node.child_by_field_name("type")
    inside = [c for c in _shown(node) if c != named]
    assert named is not None
    try:
        shape = shape_at(body, segments_of(body.text(named)))
    except Unknown:
        shape = None
    if shape is None:
        return _unknown(body, node, f"pattern of {body.text(named)}")
    seen = peeled(ty)
    types = shape.field_types
    if shape.type.scope is None and seen is not None and seen.head == shape.type.name:
        types = seen.args[1:] if shape.name == "Err" else seen.args
    return _elements(body, inside, types, names, node, shape)


def _elements(
    body: Lowering, inside: list[Node], types: tuple[Ty, ...], names: Names, node: Node, shape: Shape | None
) -> Pattern:  # fmt: skip
    """The elements of a tuple, tuple struct or variant, with at most one `..` among them."""
    gap = next((n for n, c in enumerate(inside) if c.type == "remaining_field_pattern"), None)
    parts: list[tuple[int, Pattern]] = []
    for n, child in enumerate(inside):
        if n == gap:
            continue
        index = n if gap is None or n < gap else n - len(inside)
        parts.append((index, lower_pattern(body, child, types[index] if -len(types) <= index < len(types) else None, names)))
    return _fields(parts, shape)


def _struct(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    from uowgen.behaviour.paths import shape_at

    named = node.child_by_field_name("type")
    assert named is not None
    try:
        shape = shape_at(body, segments_of(body.text(named)))
    except Unknown:
        return _unknown(body, node, "ambiguous name")
    parts: list[tuple[Any, Pattern]] = []
    for child in _shown(node):
        if child.type != "field_pattern":
            continue
        name_node, inner = child.child_by_field_name("name"), child.child_by_field_name("pattern")
        assert name_node is not None
        name = body.text(name_node).removeprefix("r#")
        index: Any = shape.index.get(name) if shape is not None else name
        if index is None:
            return _unknown(body, node)
        field_ty = shape.field_types[index] if shape is not None and index < len(shape.field_types) else UNKNOWN
        if inner is not None:
            parts.append((index, lower_pattern(body, inner, field_ty, names)))
        else:
            refers = any(c.type == "ref" for c in child.children)
            parts.append((index, _variable(body, name_node, field_ty, names, refers)))
    if shape is None:
        return _native(body, parts, node)
    return _fields(parts, shape)


def _native(body: Lowering, parts: list[tuple[Any, Pattern]], node: Node) -> Pattern:
    """A struct that the program does not have: a kernel's object, whose fields are attributes."""
    failure = body.failure(node, "pattern of a type that the program does not have")

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        box, key, mode = settled(box, key, mode)
        native = box[key]
        if not isinstance(native, Native) or any(name not in native.fields for name, _ in parts):
            raise Unsupported(failure.kind, failure.file, failure.span)
        for name, part in parts:
            if part.bind is not None:
                part.bind(frame, [getattr(native, name)], 0, SHOW)

    slots = tuple(slot for _, p in parts for slot in p.slots)
    if any(p.test is not None for _, p in parts):
        return _unknown(body, node)
    return Pattern(None, bind, slots)


def _fields(parts: list[tuple[int, Pattern]], shape: Shape | None) -> Pattern:
    """Parts of a tuple (`shape` None), struct or variant, by their index."""
    tests = [(n, p.test) for n, p in parts if p.test is not None]
    binds = [(n, p.bind) for n, p in parts if p.bind is not None]
    is_enum = shape is not None and shape.type.kind == "enum"
    wanted = Tup if shape is None else Struct

    def test(frame: Frame, box: Any, key: Any) -> bool:
        value = box[key]
        while type(value) is Ref:
            value = value.box[value.key]
        if type(value) is not wanted:
            value = _opened(value, wanted, shape)
        if is_enum and value.of is not shape:
            if value.of.type is not shape.type:  # type: ignore[union-attr]
                raise Unknown("a pattern of another type")
            return False
        return all(check(frame, value, n) for n, check in tests)

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        value = box[key]
        while type(value) is Ref:
            mode = REFER
            value = value.box[value.key]
        if type(value) is not wanted:
            value, mode = _opened(value, wanted, shape), REFER
        for n, part in binds:
            part(frame, value, n if n >= 0 else len(value) + n, mode)

    slots = tuple(slot for _, p in parts for slot in p.slots)
    return Pattern(test if is_enum or tests else None, bind if binds else None, slots)


def _opened(value: Any, wanted: type, shape: Shape | None) -> Any:
    if value is MOVED:
        raise Unknown("a value that was moved")
    asked = getattr(value, "as_shape", None)  # a value of the outside, which learns from it what it is
    if asked is not None:
        return asked(shape)
    raise Unknown(f"a pattern for {wanted.__name__} on {type(value).__name__}")


def _slice(body: Lowering, node: Node, ty: Ty | None, names: Names) -> Pattern:
    """`[a, .., b]`, with `rest @ ..` for the middle."""
    inside = _shown(node)
    seen = peeled(ty)
    element = seen.args[0] if seen is not None and seen.head in ("[", "[;", "Vec") and seen.args else None
    gap = next((n for n, c in enumerate(inside) if _is_rest(c)), None)
    parts = [(n, lower_pattern(body, c, element, names)) for n, c in enumerate(inside) if n != gap]
    rest = None
    if gap is not None and inside[gap].type == "captured_pattern":
        rest = _variable(body, inside[gap].named_children[0], None, names)
    fixed = len(parts)

    def opened(box: Any, key: Any, mode: int) -> tuple[list[Any], int, int, int]:
        box, key, mode = settled(box, key, mode)
        value = box[key]
        if type(value) is Slice:
            return value.items, value.low, value.high, REFER
        if isinstance(value, list) and not isinstance(value, (Struct, Tup, Boxed)):
            return value, 0, len(value), mode
        raise Unknown("a slice pattern on a value that is no slice")

    def places(low: int, high: int) -> list[tuple[int, Pattern]]:
        return [(low + n if gap is None or n < gap else high - len(inside) + n, p) for n, p in parts]

    def test(frame: Frame, box: Any, key: Any) -> bool:
        items, low, high, _ = opened(box, key, MOVE)
        if high - low < fixed or (gap is None and high - low != fixed):
            return False
        return all(p.test is None or p.test(frame, items, n) for n, p in places(low, high))

    def bind(frame: Frame, box: Any, key: Any, mode: int) -> None:
        items, low, high, mode = opened(box, key, mode)
        for n, part in places(low, high):
            if part.bind is not None:
                part.bind(frame, items, n, mode)
        if rest is not None and rest.bind is not None and gap is not None:
            if mode == MOVE:
                middle = range(low + gap, high - (len(inside) - gap - 1))
                rest.bind(frame, [Array([take(items, n) for n in middle])], 0, MOVE)
                return
            rest.bind(frame, [Slice(items, low + gap, high - (len(inside) - gap - 1))], 0, SHOW)

    slots = tuple(slot for _, p in parts for slot in p.slots) + (rest.slots if rest else ())
    return Pattern(test, bind, slots)


def _is_rest(node: Node) -> bool:
    return node.type == "remaining_field_pattern" or (
        node.type == "captured_pattern" and node.named_children[-1].type == "remaining_field_pattern"
    )


PATTERNS: dict[str, Callable[[Lowering, Node, Ty | None, Names], Pattern]] = {
    "identifier": _name,
    "_": _wildcard,
    "mut_pattern": _wrapped,
    "match_pattern": _wrapped,
    "ref_pattern": _ref,
    "reference_pattern": _reference,
    "or_pattern": _alternatives,
    "captured_pattern": _captured,
    "range_pattern": _range,
    "tuple_pattern": _tuple,
    "tuple_struct_pattern": _tuple_struct,
    "struct_pattern": _struct,
    "slice_pattern": _slice,
    "scoped_identifier": _path,
    "remaining_field_pattern": _wildcard,
    **dict.fromkeys(
        ("integer_literal", "negative_literal", "char_literal", "string_literal", "raw_string_literal", "boolean_literal",
         "float_literal", "const_block"), _literal,
    ),
}  # fmt: skip

__all__ = ["MOVE", "MOVED", "REFER", "SHOW", "Names", "Pattern", "Vec", "lower_pattern"]
