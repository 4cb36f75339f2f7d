"""What a path of names means in an expression or pattern: a variable, a shape, a function, a constant, something of the standard library,
or something that only a binding can give. Calling is in `calls.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.code import Code, Local, local_code
from uowgen.behaviour.definitions import Const, Function, Shape, TypeDef
from uowgen.behaviour.inference import is_number, is_open
from uowgen.behaviour.integers import INTS, typed
from uowgen.behaviour.modules import Module
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.program import Alias, Trait, is_std
from uowgen.behaviour.types import Ty, parse_type, type_arguments
from uowgen.behaviour.values import FnItem, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node


class Site:
    """A place in the source where something is called: for messages, and for what the context says of the result."""

    __slots__ = ("cached", "cached_for", "expect", "failure", "owner", "turbofish")

    def __init__(
        self, body: Lowering, node: Node, expect: Ty | None, turbofish: tuple[Ty, ...] = (), owner: Ty | None = None
    ) -> None:
        self.expect = expect
        self.turbofish = turbofish
        self.owner = owner
        self.failure = body.failure(node, "")
        self.cached: Any = None
        self.cached_for: Any = None

    def unsupported(self, kind: object) -> Exception:
        """`Unsupported` with this place."""
        from uowgen.behaviour.outcomes import Unsupported

        return Unsupported(str(kind), self.failure.file, self.failure.span)

    def unbound(self, path: str) -> Exception:
        """`UnboundCall` with this place."""
        from uowgen.behaviour.outcomes import UnboundCall

        return UnboundCall(path, self.failure.file, self.failure.span)


class Meaning:
    """What a path means.

    `call(frame, arguments)` if it can be called; `value(frame)` if it is a value; `types` of the parameters and `ty` of the result where
    they are known.
    """

    __slots__ = ("call", "function", "is_place", "name", "shape", "ty", "types", "value")

    def __init__(
        self, name: str, call: Callable[[Frame, list[Any]], Any] | None = None, value: Callable[[Frame], Any] | None = None,
        types: tuple[Ty, ...] = (), ty: Ty | None = None,
    ) -> None:  # fmt: skip
        self.name = name
        self.call = call
        self.value = value
        self.types = types
        self.ty = ty
        self.function: Function | None = None
        self.shape: Shape | None = None
        self.is_place = False  # whether `value` gives a list whose one element is the place


class Parts:
    """A path taken apart: names, the type before them (`<T as Trait>::`, `Vec::<u8>::`), generic arguments after the last."""

    __slots__ = ("args", "names", "owner", "trait", "turbofish")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.owner: Ty | None = None
        self.trait = ""
        self.args: tuple[Ty, ...] = ()
        self.turbofish: tuple[Ty, ...] = ()


def take_apart(body: Lowering, node: Node) -> Parts:
    """The parts of a path expression."""
    parts = Parts()
    at: Node | None = node
    if node.type == "generic_function":
        parts.turbofish = type_arguments(body.scope, node.child_by_field_name("type_arguments"))
        at = node.child_by_field_name("function")
    names: list[str] = []
    while at is not None:
        kind = at.type
        if kind in ("scoped_identifier", "scoped_type_identifier"):
            names.append(body.text(at.child_by_field_name("name")).removeprefix("r#"))
            at = at.child_by_field_name("path")
        elif kind in ("generic_type", "generic_type_with_turbofish"):
            parts.args = type_arguments(body.scope, at.child_by_field_name("type_arguments"))
            at = at.child_by_field_name("type")
        elif kind == "bracketed_type":
            inner = at.named_children[0]
            if inner.type == "qualified_type":
                parts.owner = parse_type(body.scope, inner.child_by_field_name("type"))
                parts.trait = body.text(inner.child_by_field_name("alias")).split("<")[0].rpartition("::")[2].strip()
            else:
                parts.owner = parse_type(body.scope, inner)
            break
        else:
            names.append(body.text(at).removeprefix("r#"))
            break
    parts.names = names[::-1]
    return parts


def shape_at(body: Lowering, segments: list[str]) -> Shape | None:
    """The struct or variant that a path names; None if it names none that is known."""
    scope = body.scope
    if segments[0] == "Self" and scope.self_ty is not None:
        return _shape_of(scope.self_ty.head, segments[1:])
    found = scope.module.find(segments)
    item = found.item
    if isinstance(item, TypeDef):
        return _shape_of(item, found.rest)
    if isinstance(item, Alias):
        return _shape_of(item.apply((), 0).head, found.rest)
    if item is None and is_std(found.rest):
        names = found.rest
        if names[-1] in prelude.FREE_SHAPES:
            return prelude.FREE_SHAPES[names[-1]]
        if len(names) > 1 and names[-2] in prelude.TYPES:
            return prelude.TYPES[names[-2]].shapes.get(names[-1])
    return None


def _shape_of(head: Any, rest: list[str]) -> Shape | None:
    if isinstance(head, str):
        head = prelude.TYPES.get(head)
    if not isinstance(head, TypeDef) or len(rest) > 1:
        return None
    if rest:
        return head.shapes.get(rest[0]) if head.kind == "enum" else None
    return head.shapes.get(head.name) if head.kind != "enum" else None


def lower_path(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """A path as an expression."""
    if node.type in ("identifier", "self"):
        local = body.find(body.text(node).removeprefix("r#"))
        if local is not None:
            if local.outer is not None:
                _mark(body, local, node)
            code = local_code(body, local)
            if code.learn is not None and hint is not None and is_open(local.ty) and is_number(hint):
                code.learn(hint)
            elif code.learn is not None and hint is not None and local.ty is None and _is_collection(hint):
                code.learn(hint)  # `let found = ….collect(); … found`
            return code
    try:
        meaning = meaning_of(body, node, hint)
    except Unknown as unknown:
        return body.unknown(node, str(unknown))
    shape = meaning.shape
    if shape is not None and not shape.names:
        empty = make(shape, ())
        return Code(lambda _: empty, Ty(shape.type if shape.type.scope else shape.type.name))
    if meaning.value is not None:
        value = meaning.value
        if meaning.name == "static" or meaning.is_place:
            return _static_code(value, meaning.ty)
        return Code(value, meaning.ty)
    call = meaning.call
    assert call is not None
    name = meaning.name

    def item(frame: Frame) -> FnItem:
        captured = [frame[0], [], frame[2], frame[3]]
        return FnItem(name, lambda machine, arguments: call(captured, arguments))

    return Code(item)


_COLLECTIONS = frozenset({"Vec", "VecDeque", "BTreeMap", "BTreeSet", "HashMap", "HashSet", "BinaryHeap", "String"})


def _is_collection(ty: Ty) -> bool:
    """Whether `ty` is a collection of values whose types are known."""
    return ty.head in _COLLECTIONS and all(a.head != "_" and not str(a.head).startswith("param") for a in ty.args)


def _mark(body: Lowering, local: Local, node: Node) -> None:
    """Notes how a closure's body uses what it captures, which decides whether it captures by value."""
    around = node.parent
    kind = around.type if around is not None else ""
    at: Local | None = local
    while at is not None:
        if around is None or kind != "field_expression" or _is_method(around):
            at.parts = False
        if (around is not None and (kind in _MOVING or (kind == "array_expression" and body.text(around)[:1] == "["))) or (
            around is not None and kind == "assignment_expression" and around.child_by_field_name("right") == node
        ):
            at.moved = True
        at = at.outer


def _is_method(node: Node) -> bool:
    around = node.parent
    return around is not None and around.type == "call_expression" and around.child_by_field_name("function") == node


# Where a variable's value is used up rather than looked at.
_MOVING = frozenset(
    {
        "arguments", "let_declaration", "return_expression", "block", "tuple_expression", "field_initializer",
        "shorthand_field_initializer", "closure_expression", "break_expression",
    }
)  # fmt: skip


def _static_code(cell_of: Callable[[Frame], Any], ty: Ty | None) -> Code:
    """A static: a place that lives as long as the machine."""
    from uowgen.behaviour.code import from_place

    return from_place(lambda frame: (cell_of(frame), 0), ty)


def meaning_of(body: Lowering, node: Node, hint: Ty | None) -> Meaning:
    """What the path at `node` means; `hint` is the type that the context expects of the value or the call's result."""
    parts = take_apart(body, node)
    scope = body.scope
    site = Site(body, node, hint, parts.turbofish)
    names = parts.names
    if parts.owner is not None:
        return _member(body, site, parts.owner, names, parts.trait)
    if names[0] == "Self" and scope.self_ty is not None:
        shape = _shape_of(scope.self_ty.head, names[1:])
        if shape is not None:
            return _shape_meaning(shape, scope.self_ty)
        return _member(body, site, scope.self_ty, names[1:])
    if names[0] in scope.generics and len(names) == 1:
        return _const_parameter(body, site, node, names[0])
    if names[0] in scope.generics:
        return _member(body, site, scope.generics[names[0]] or Ty(f"param {names[0]}"), names[1:])
    shape = shape_at(body, names)
    if shape is not None:
        head = shape.type if shape.type.scope else shape.type.name
        expected = hint.args if hint is not None and hint.head == head else ()
        return _shape_meaning(shape, Ty(head, parts.args or expected))
    found = scope.module.find(names)
    item, rest = found.item, found.rest
    if isinstance(item, Function):
        if rest:
            raise Unknown("path into a function")
        return _function(body, item, site)
    if isinstance(item, Const):
        return _const(item)
    if isinstance(item, TypeDef):
        return _member(body, site, Ty(item, parts.args), rest)
    if isinstance(item, Alias):
        return _member(body, site, item.apply(parts.args, 0), rest)
    if isinstance(item, Trait):
        return _of_trait(body, site, item, rest)
    if item is None:
        return _outside(body, site, rest, parts.args)
    if isinstance(item, Module) and not rest:  # a function may be called like a module
        around = scope.module.find(names[:-1]).item if len(names) > 1 else scope.module
        other = around.through_globs(names[-1], [], 0) if isinstance(around, Module) else None
        if other is not None and isinstance(other.item, Function) and not other.rest:
            return _function(body, other.item, site)
    raise Unknown("path")


def _shape_meaning(shape: Shape, ty: Ty | None) -> Meaning:
    coerced = shape.field_types if any(t.ints for t in shape.field_types) else ()
    if coerced:
        from uowgen.behaviour.types import coerce

        def call(frame: Frame, arguments: list[Any]) -> Any:
            return make(shape, [coerce(a, t) for a, t in zip(arguments, coerced, strict=False)])
    else:

        def call(frame: Frame, arguments: list[Any]) -> Any:
            return make(shape, arguments)

    types = shape.field_types
    if ty is not None and shape.type.scope is None and ty.args:
        types = ty.args[1:] if shape.name == "Err" else ty.args[:1]
    meaning = Meaning(shape.name, call, None, types, ty)
    meaning.shape = shape
    return meaning


def _function(body: Lowering, function: Function, site: Site) -> Meaning:
    from uowgen.behaviour.calls import type_bindings

    names, turbofish = tuple(function.scope.generics), site.turbofish
    path = function.public_path
    apart = function.scope.file is not body.scope.file  # a file's own functions run as they are
    takes = len(function.parameters) + bool(function.takes)

    def call(frame: Frame, arguments: list[Any]) -> Any:
        if len(arguments) != takes:  # no program that compiles; a criterion may ask for it all the same
            raise Unknown(f"{path} with {len(arguments)} arguments")
        machine = frame[0]
        if apart and machine.bindings.find(path) is not None:  # what is bound takes the place of another file's function
            return machine.call_bound(path, arguments, site)
        return function.run(machine, arguments)

    def generic(frame: Frame, arguments: list[Any]) -> Any:
        if len(arguments) != takes:
            raise Unknown(f"{path} with {len(arguments)} arguments")
        if apart and frame[0].bindings.find(path) is not None:
            return frame[0].call_bound(path, arguments, site)
        return function.run(frame[0], arguments, type_bindings(function, arguments, turbofish, frame[3], site))

    own = [n for n in names if n not in ("Self",)]
    types: tuple[Ty, ...] = function.types
    if function.takes and function.owner is not None:
        types = (Ty("&" if function.takes != "value" else "_", (function.owner.of,) if function.owner.of else ()), *types)
    meaning = Meaning(function.path, generic if own else call, None, types, function.result)
    meaning.function = function
    return meaning


def _const(item: Const) -> Meaning:
    def value(frame: Frame) -> Any:
        return frame[0].constant(item)

    meaning = Meaning("static" if item.is_static else "const", None, value, (), item.ty)
    if item.is_static:
        meaning.value = lambda frame: frame[0].static(item)
    return meaning


def _member(body: Lowering, site: Site, ty: Ty, rest: list[str], trait: str = "") -> Meaning:
    """`Type::name`."""
    head = ty.head
    program = body.scope.program
    if len(rest) == 2 and not (isinstance(head, str) and head.startswith("param")):  # `Self::Item::MAX`
        inner = program.assoc_type(head, rest[0])
        if inner is None:
            raise Unknown(f"{rest[0]} of {ty!r}")
        return _member(body, site, inner, rest[1:])
    if len(rest) != 1:
        raise Unknown("a type where a value is expected")
    name = rest[0]
    site.owner = ty
    if isinstance(head, str) and head.startswith("param "):
        return _of_parameter(body, site, head[6:], name)
    shape = _shape_of(head, rest)
    if shape is not None:
        return _shape_meaning(shape, ty)
    found = [
        f for f in program.methods_of(head, name) if not trait or f.owner is None or f.owner.trait == trait or not f.owner.trait
    ]
    if len(found) == 1 and not found[0].is_default:
        return _function(body, found[0], site)
    if found:
        return _one_of(tuple(found), ty, name, site)
    constant = program.assoc_const(head, name)
    if constant is not None:
        return _const(constant)
    from uowgen.behaviour.library import associated

    return associated(body, site, ty, name)


def _one_of(found: tuple[Function, ...], ty: Ty, name: str, site: Site) -> Meaning:
    """A function of several impls of one trait (`From<A>`, `From<B>`): the arguments say which."""
    from uowgen.behaviour.calls import choose, type_bindings

    def call(frame: Frame, arguments: list[Any]) -> Any:
        function = choose(found, arguments, site)
        types = type_bindings(function, arguments, (), frame[3], site)
        if function.is_default:
            types = {**(types or {}), "Self": ty}
        return function.run(frame[0], arguments, types)

    return Meaning(name, call, None, (), found[0].result if len(found) == 1 else None)


def _declared_constant(node: Node, name: str, text: Callable[[Node | None], str]) -> tuple[str, str]:
    """The type of the constant parameter `name` that is declared around `node`; with it the type whose only one it is."""
    declared = owner = ""
    around: Node | None = node
    while around is not None and not declared:
        listed = around.child_by_field_name("type_parameters")
        constants = [c for c in (listed.named_children if listed is not None else ()) if c.type == "const_parameter"]
        for child in constants:
            if text(child.child_by_field_name("name")) == name:
                declared = text(child.child_by_field_name("type"))
                if around.type == "impl_item" and len(constants) == 1:
                    owner = text(around.child_by_field_name("type")).partition("<")[0].rpartition("::")[2].strip()
        around = around.parent
    return declared, owner


def _const_parameter(body: Lowering, site: Site, node: Node, name: str) -> Meaning:
    """`N` of `const N: usize`: what it stands for is known when it runs."""
    # In a macro's arguments the nodes above end with the macro: there the function that it stands in is looked through.
    declared, owner = _declared_constant(node, name, body.text)
    if not declared and body.whole is not None:
        declared, owner = _declared_constant(body.whole[1], name, body.whole[0].text)
    kind = INTS.get(declared)
    if kind is None:
        raise Unknown("a type where a value is expected")

    def value(frame: Frame) -> Any:
        bound = (frame[3] or {}).get(name)
        if bound is None and owner in frame[0].program.only_arguments:
            return typed(kind, frame[0].program.only_arguments[owner])
        if bound is None or not isinstance(bound.head, str) or not bound.head.startswith("const "):
            raise site.unsupported(f"const parameter {name} is not known")
        return kind(int(bound.head[6:]))

    return Meaning(name, None, value, (), Ty(declared))


def _of_parameter(body: Lowering, site: Site, parameter: str, name: str) -> Meaning:
    """`T::name`: which type T is, is known when it runs."""

    def resolve(frame: Frame) -> Meaning:
        bound = (frame[3] or {}).get(parameter)
        if bound is None:
            raise site.unsupported(f"type parameter {parameter} is not known")
        try:
            return _member(body, site, bound, [name])
        except Unknown as unknown:
            raise site.unsupported(unknown) from None

    def call(frame: Frame, arguments: list[Any]) -> Any:
        meaning = resolve(frame)
        if meaning.call is None:
            raise site.unsupported("call of a constant")
        return meaning.call(frame, arguments)

    def value(frame: Frame) -> Any:
        meaning = resolve(frame)
        if meaning.value is None:
            run = meaning.call
            assert run is not None
            return FnItem(name, lambda machine, arguments: run(frame, arguments))
        return meaning.value(frame)

    return Meaning(name, call, value)


def _of_trait(body: Lowering, site: Site, trait: Trait, rest: list[str]) -> Meaning:
    """`Trait::method(self, …)`, dispatched on self."""
    if len(rest) != 1:
        raise Unknown("path into a trait")
    name = rest[0]
    if site.expect is not None and not isinstance(site.expect.head, str):
        found = [f for f in body.scope.program.methods_of(site.expect.head, name) if not f.takes]
        if len(found) == 1:
            return _function(body, found[0], site)
    from uowgen.behaviour.calls import call_method_on

    return Meaning(name, lambda frame, arguments: call_method_on(frame, site, name, arguments))


def _outside(body: Lowering, site: Site, names: list[str], args: tuple[Ty, ...]) -> Meaning:
    """What the program does not have: bound, or of the standard library."""
    path = "::".join(names)
    if is_std(names):
        from uowgen.behaviour.library import standard

        meaning = standard(body, site, names, args)
        if meaning is not None:
            return meaning

    def call(frame: Frame, arguments: list[Any]) -> Any:
        return frame[0].call_bound(path, arguments, site)

    def place(frame: Frame) -> Any:
        return [frame[0].bound_value(path, site)]

    meaning = Meaning(path, call, place)
    meaning.is_place = True  # a static, so its end of life never comes
    return meaning
