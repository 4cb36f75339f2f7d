"""Patterns: a test that changes nothing, then a binding that moves, copies or borrows. It evaluates no expressions.

`test(frame, value) -> bool`; `bind(frame, value, place, by_reference)`: `place` is where the value is, None for a value that
nothing else holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.interpreter.compare import compare
from uowgen.interpreter.definitions import SKIPPED, Constant, TypeDef, text_of
from uowgen.interpreter.drops import moves
from uowgen.interpreter.modules import segments
from uowgen.interpreter.types import UNKNOWN, Ty, field_type
from uowgen.interpreter.values import (
    EQUAL_KIND,
    ERR_KIND,
    GREATER_KIND,
    LESS_KIND,
    MOVED,
    NONE_KIND,
    OK_KIND,
    PLAIN,
    REFS,
    Adt,
    Array,
    Box,
    Kind,
    PartRef,
    Ref,
    SliceRef,
    SOME_KIND,
    SlotRef,
    Text,
    Vec,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.grammar import Node
    from uowgen.interpreter.lower import Lowering

    Test = Callable[[list[Any], Any], bool]
    Bind = Callable[[list[Any], Any, Any, bool], None]

STD_KINDS: dict[str, Kind] = {}
for _kind in (SOME_KIND, NONE_KIND, OK_KIND, ERR_KIND, LESS_KIND, EQUAL_KIND, GREATER_KIND):
    STD_KINDS[f"{_kind.owner}::{_kind.name}"] = _kind
    if _kind.owner != "Ordering":
        STD_KINDS[_kind.name] = _kind


class Pattern:
    """A lowered pattern; `test` is None when it always matches, `bind` when it binds nothing."""

    __slots__ = ("bind", "test")

    def __init__(self, test: Test | None, bind: Bind | None) -> None:
        self.test = test
        self.bind = bind


def binder(scope: Lowering, node: Node, ty: Ty) -> Callable[[list[Any], int], None]:
    """Binds a parameter's pattern to the value in its slot."""
    bind = pattern(scope, node, ty).bind

    def run(frame: list[Any], slot: int) -> None:
        if bind is not None:
            bind(frame, frame[slot], SlotRef(frame, slot), False)

    return run


def pattern(scope: Lowering, node: Node, ty: Ty = UNKNOWN) -> Pattern:
    """Lowers a pattern; its names are declared in the innermost scope."""
    kind = node.type
    if kind == "match_pattern":
        return pattern(scope, first_child(node), ty)
    if kind == "_" or kind == "remaining_field_pattern":
        return Pattern(None, None)
    if kind in ("identifier", "shorthand_field_identifier"):
        return _identifier(scope, node, ty)
    if kind == "mut_pattern":
        return _name(scope, text_of(node.named_children[-1]), False, ty)
    if kind == "ref_pattern":
        inner = node.named_children[-1]
        name = inner.named_children[-1] if inner.type == "mut_pattern" else inner
        return _name(scope, text_of(name), True, UNKNOWN)
    if kind == "captured_pattern":
        whole = pattern(scope, node.named_children[0], ty)
        part = pattern(scope, last_child(node), ty)
        return Pattern(part.test, _both(whole.bind, part.bind))
    if kind == "or_pattern":
        return _either(scope, node, ty)
    if kind == "reference_pattern":
        inner_ty = ty.args[0] if ty.name == "&" else UNKNOWN
        return _behind(pattern(scope, last_child(node), inner_ty))
    if kind in ("tuple_pattern", "slice_pattern"):
        return _sequence(scope, node, ty)
    if kind == "tuple_struct_pattern":
        return _tuple_struct(scope, node, ty)
    if kind == "struct_pattern":
        return _struct(scope, node)
    if kind in ("scoped_identifier", "generic_type_with_turbofish"):
        return _path(scope, node)
    if kind == "range_pattern":
        return _range(scope, node, ty)
    if kind.endswith("_literal") or kind == "const_block":
        return _equals(scope, node, ty)
    if kind == "macro_invocation" or kind == "parenthesized_pattern":
        if kind == "parenthesized_pattern":
            return pattern(scope, last_child(node), ty)
    raising = scope.unknown(node, f"pattern {kind}")
    return Pattern(lambda frame, value: bool(raising(frame)), None)


def first_child(node: Node) -> Node:
    """The first child that is a pattern, the anonymous `_` included."""
    return next(c for c in node.children if (c.is_named and c.type not in SKIPPED) or c.type == "_")


def last_child(node: Node) -> Node:
    """The last child that is a pattern, the anonymous `_` included."""
    return next(
        c for c in reversed(node.children) if (c.is_named and c.type not in SKIPPED and c.type != "mutable_specifier") or c.type == "_"
    )


def parts_of(node: Node, skip: Node | None = None) -> list[Node]:
    """The patterns between brackets, `_` included."""
    return [c for c in node.children if ((c.is_named and c.type not in SKIPPED) or c.type == "_") and (skip is None or c.id != skip.id)]


def _identifier(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    name = text_of(node).removeprefix("r#")
    if name[:1].isupper():
        found = scope.module.find((name,), True)
        if isinstance(found, (Constant, TypeDef)) or found == ("None",) or name in STD_KINDS:
            return _path(scope, node)
        if isinstance(found, tuple) and (len(found) > 1 or not isinstance(found[0], str)):
            return _path(scope, node)
    return _name(scope, name, False, ty)


def _name(scope: Lowering, name: str, by_reference: bool, ty: Ty) -> Pattern:
    name = name.removeprefix("r#")
    existing = scope.alternatives.get(name) if scope.alternatives is not None else None
    slot = existing if existing is not None else scope.declare(name, ty if ty is not UNKNOWN else None)

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        if by_reference or by:
            frame[slot] = place if place is not None else Ref(value)
            return
        frame[slot] = value
        if place is not None and type(value) not in PLAIN and moves(value):
            place.set(MOVED)

    return Pattern(None, bind)


def _both(first: Bind | None, second: Bind | None) -> Bind | None:
    if first is None or second is None:
        return first or second

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        first(frame, value, place, by)
        second(frame, value, place, by)

    return bind


def _either(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    before = scope.alternatives
    options: list[Pattern] = []
    for n, child in enumerate(parts_of(node)):
        options.append(pattern(scope, child, ty))
        if n == 0:
            scope.alternatives = {**(before or {}), **scope.names[-1]}
    scope.alternatives = before
    tests = [p.test for p in options]

    def test(frame: list[Any], value: Any) -> bool:
        return any(t is None or t(frame, value) for t in tests)

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        for option in options:
            if option.test is None or option.test(frame, value):
                if option.bind is not None:
                    option.bind(frame, value, place, by)
                return

    return Pattern(None if None in tests else test, bind if any(p.bind for p in options) else None)


def _behind(inner: Pattern) -> Pattern:
    inner_test, inner_bind = inner.test, inner.bind

    def test(frame: list[Any], value: Any) -> bool:
        assert inner_test is not None
        return inner_test(frame, value.get() if type(value) in REFS else value)

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        assert inner_bind is not None
        if type(value) in REFS:
            inner_bind(frame, value.get(), None, False)
        else:
            inner_bind(frame, value, None, False)

    return Pattern(test if inner_test is not None else None, bind if inner_bind is not None else None)


def _open(inner_test: Test | None, inner_bind: Bind | None) -> Pattern:
    """A pattern that is not a reference looks through references, and then binds by reference."""

    def test(frame: list[Any], value: Any) -> bool:
        while type(value) in REFS and type(value) is not SliceRef:
            value = value.get()
        return inner_test(frame, value)  # type: ignore[misc]

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        while type(value) in REFS and type(value) is not SliceRef:
            place, by, value = value, True, value.get()
        inner_bind(frame, value, place, by)  # type: ignore[misc]

    return Pattern(test if inner_test is not None else None, bind if inner_bind is not None else None)


def _parts(rows: list[tuple[int, Pattern]]) -> tuple[list[tuple[int, Test]], list[tuple[int, Bind]]]:
    return [(at, p.test) for at, p in rows if p.test is not None], [(at, p.bind) for at, p in rows if p.bind is not None]


def _fields(kind_of: Callable[[list[Any]], Kind] | None, rows: list[tuple[int, Pattern]], irrefutable: bool) -> Pattern:
    tests, binds = _parts(rows)

    def test(frame: list[Any], value: Any) -> bool:
        if kind_of is not None:
            if type(value) is Box:
                value = value.get()
            if value.kind is not kind_of(frame):
                return False
            value = value.fields
        return all(t(frame, value[at]) for at, t in tests)

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        if kind_of is not None:
            value = value.fields
        for at, b in binds:
            b(frame, value[at], PartRef(place, at) if place is not None else None, by)

    return _open(None if irrefutable and not tests else test, bind if binds else None)


def _sequence(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    children = parts_of(node)
    rest = next((n for n, c in enumerate(children) if _is_rest(c)), None)
    inner = ty.args if ty.name == "tuple" and rest is None else ()
    if node.type == "tuple_pattern" and rest is None:
        rows = [(n, pattern(scope, c, inner[n] if n < len(inner) else UNKNOWN)) for n, c in enumerate(children)]
        return _fields(None, rows, True)
    before = [pattern(scope, c) for c in children[:rest]]
    after = [pattern(scope, c) for c in children[rest + 1 :]] if rest is not None else []
    held = children[rest] if rest is not None else None
    slot = scope.declare(text_of(held.named_children[0])) if held is not None and held.type == "captured_pattern" else None
    need = len(before) + len(after)

    def items(value: Any) -> Any:
        kind = type(value)
        return value.items() if kind is SliceRef else value.items if kind is Vec else value

    def test(frame: list[Any], value: Any) -> bool:
        values = items(value)
        if len(values) < need or (rest is None and len(values) != need):
            return False
        return all(p.test is None or p.test(frame, v) for p, v in zip(before, values, strict=False)) and all(
            p.test is None or p.test(frame, v) for p, v in zip(reversed(after), reversed(values), strict=False)
        )

    def bind(frame: list[Any], value: Any, place: Any, by: bool) -> None:
        values = items(value)
        total = len(values)

        def element(at: int) -> Any:
            if type(value) is SliceRef:
                return value.element(at)
            if type(value) is Vec:
                return SlotRef(value.items, at)
            return PartRef(place, at) if place is not None else None

        through = by or type(value) is SliceRef
        for at, p in [*enumerate(before), *((total - len(after) + n, p) for n, p in enumerate(after))]:
            if p.bind is not None:
                p.bind(frame, values[at], element(at), through)
        if slot is not None:
            low, high = len(before), total - len(after)
            if type(value) is SliceRef:
                frame[slot] = SliceRef(value.base, value.low + low, value.low + high)
            elif type(value) is Vec:
                frame[slot] = SliceRef(value.items, low, high)
            else:
                frame[slot] = SliceRef(place, low, high) if through else Array(values[low:high])

    irrefutable = node.type == "tuple_pattern" and all(p.test is None for p in (*before, *after))
    return _open(None if irrefutable else test, bind)


def _is_rest(node: Node) -> bool:
    return node.type == "remaining_field_pattern" or (
        node.type == "captured_pattern" and node.named_children[-1].type == "remaining_field_pattern"
    )


def _tuple_struct(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    head = node.child_by_field_name("type")
    kind = kind_named(scope, head)
    if kind is None:
        raising = scope.unknown(node, f"pattern of unknown type {text_of(head)}")
        return Pattern(lambda frame, value: bool(raising(frame)), None)
    children = parts_of(node, head)
    rest = next((n for n, c in enumerate(children) if c.type == "remaining_field_pattern"), None)
    rows: list[tuple[int, Pattern]] = []
    for n, child in enumerate(children):
        if n == rest:
            continue
        at = n if rest is None or n < rest else len(kind.fields) - (len(children) - n)
        inner = UNKNOWN
        if kind.declared is not None and at < len(kind.fields):
            inner = field_type(kind, at)
        elif ty.args and kind.name in ("Some", "Ok", "Err"):
            inner = ty.args[-1 if kind.name == "Err" else 0]
        rows.append((at, pattern(scope, child, inner)))
    single = kind.declared is not None and kind.declared.sort == "struct"
    return _fields(lambda frame: kind, rows, single)


def _struct(scope: Lowering, node: Node) -> Pattern:
    head = node.child_by_field_name("type")
    kind = kind_named(scope, head)
    if kind is None:
        raising = scope.unknown(node, f"pattern of unknown type {text_of(head)}")
        return Pattern(lambda frame, value: bool(raising(frame)), None)
    rows: list[tuple[int, Pattern]] = []
    for child in node.named_children:
        if child.type != "field_pattern":
            continue
        named = child.child_by_field_name("name")
        name = text_of(named).removeprefix("r#")
        inner = child.child_by_field_name("pattern")
        at = kind.index.get(name)
        if at is None:
            continue
        ty = field_type(kind, at) if kind.declared is not None else UNKNOWN
        if inner is not None:
            rows.append((at, pattern(scope, inner, ty)))
        else:
            by_reference = any(c.type == "ref" for c in child.children)
            rows.append((at, _name(scope, name, by_reference, ty)))
    return _fields(lambda frame: kind, rows, kind.declared is not None and kind.declared.sort == "struct")


def kind_named(scope: Lowering, node: Node | None) -> Kind | None:
    """The struct or variant that a path names."""
    path = segments(node)
    if path[0] == "Self" and scope.self_type is not None and scope.self_type.declared is not None:
        kinds = scope.self_type.declared.kinds
        return kinds.get(path[1] if len(path) > 1 else scope.self_type.name)
    found = scope.module.find(path, False)
    if not isinstance(found, TypeDef) and not (isinstance(found, tuple) and not isinstance(found[0], str)):
        found = scope.module.find(path, True)
    for _ in range(4):
        if isinstance(found, TypeDef):
            return found.kinds.get(found.name) if found.sort != "enum" else None
        if isinstance(found, tuple) and len(found) == 2 and isinstance(found[0], TypeDef):
            return found[0].kinds.get(found[1][0])
        if isinstance(found, tuple) and not isinstance(found[0], str) and hasattr(found[0], "generics"):
            target = scope.type(node.child_by_field_name("path")) if node is not None else UNKNOWN
            return target.declared.kinds.get(path[-1]) if target.declared is not None else None
        if not isinstance(found, tuple) and hasattr(found, "generics"):
            target = scope.type(node)
            return target.declared.kinds.get(target.declared.name) if target.declared is not None else None
        break
    if isinstance(found, tuple) and isinstance(found[-1], str):
        return STD_KINDS.get("::".join(found[-2:])) or (STD_KINDS.get(found[-1]) if len(found) == 1 or len(path) == 1 else None)
    return None


def _path(scope: Lowering, node: Node) -> Pattern:
    kind = kind_named(scope, node)
    if kind is None:
        return _equals(scope, node, UNKNOWN)

    def test(frame: list[Any], value: Any) -> bool:
        return type(value) is Adt and value.kind is kind

    single = kind.declared is not None and kind.declared.sort == "struct"
    return _open(None if single else test, None)


def _equals(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    expected = scope.value(node, ty)

    def test(frame: list[Any], value: Any) -> bool:
        wanted = expected(frame)
        if type(value) is Text:
            value = value.value
        while type(wanted) in REFS and type(wanted) is not SliceRef:
            wanted = wanted.get()
        return compare(frame[0], value, wanted) == 0

    return _open(test, None)


def _range(scope: Lowering, node: Node, ty: Ty) -> Pattern:
    ends: list[Any] = [None, None]
    closed = True
    after = False
    for child in node.children:
        if child.type in ("..", "..=", "..."):
            after, closed = True, child.type != ".."
        elif child.is_named and child.type not in SKIPPED:
            ends[1 if after else 0] = scope.value(child, ty)
    low, high = ends

    def test(frame: list[Any], value: Any) -> bool:
        if low is not None and compare(frame[0], value, low(frame)) < 0:
            return False
        if high is None:
            return True
        order = compare(frame[0], value, high(frame))
        return order < 0 or (closed and order == 0)

    return _open(test, None)
