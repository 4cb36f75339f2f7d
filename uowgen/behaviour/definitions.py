"""What a program declares, as records that fill themselves in when asked: types with their shapes, functions, impls, constants."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from uowgen.behaviour.types import UNKNOWN, Ty, is_idle, parse_type
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.modules import Scope
    from uowgen.grammar import Node

_IGNORED = frozenset({"line_comment", "block_comment", "visibility_modifier", "attribute_item"})


class Shape:
    """A struct, or one variant of an enum: the fields that a value of it has, in order. `number` is the discriminant if known."""

    __slots__ = ("_glue", "_lengths", "index", "name", "names", "node", "number", "style", "type", "types")

    def __init__(self, owner: TypeDef, name: str, names: tuple[str, ...], style: str, node: Node | None = None) -> None:
        self.type = owner
        self.name = name
        self.names = names
        self.index = {field: n for n, field in enumerate(names)}
        self.style = style  # "{", "(" or ""
        self.node = node
        self.number: int | None = None
        self.types: tuple[Ty, ...] | None = None
        self._glue: tuple[int, ...] | None = None
        self._lengths: dict[str, int] | None = None

    def __repr__(self) -> str:
        return self.name

    @property
    def lengths(self) -> dict[str, int]:
        """For a name that is the length of an array among the fields: which field that is."""
        if self._lengths is None:
            self._lengths = {}
            for n, node in enumerate(field_nodes(self.node, self.style)):
                declared = node.child_by_field_name("type") or node
                length = declared.child_by_field_name("length") if declared.type == "array_type" else None
                if length is not None and length.type == "identifier":
                    self._lengths[(length.text or b"").decode("utf-8", "replace")] = n
        return self._lengths

    @property
    def field_types(self) -> tuple[Ty, ...]:
        """The types of the fields as declared."""
        if self.types is None:
            scope = self.type.scope
            nodes = field_nodes(self.node, self.style)
            self.types = tuple(parse_type(scope, node.child_by_field_name("type") or node) for node in nodes) if scope else ()
        return self.types

    @property
    def glue(self) -> tuple[int, ...]:
        """Which fields may do something at the end of their lives."""
        if self._glue is None:
            types = self.field_types
            self._glue = tuple(n for n in range(len(self.names)) if n >= len(types) or not is_idle(types[n]))
        return self._glue


def field_nodes(node: Node | None, style: str) -> list[Node]:
    """The declarations (named fields) or types (tuple fields) in the body of a struct or variant."""
    body = node.child_by_field_name("body") if node is not None else None
    if body is None:
        return []
    if style == "{":
        return [child for child in body.named_children if child.type == "field_declaration"]
    return [child for child in body.named_children if child.type not in _IGNORED]


class TypeDef:
    """A struct, enum or union. `shapes` are its variants by name; a struct has one, called as the type."""

    def __init__(self, name: str, kind: str, scope: Scope | None = None, node: Node | None = None) -> None:
        self.name = name
        self.kind = kind
        self.scope = scope
        self.node = node
        self.derives: frozenset[str] = frozenset()
        self.shapes: dict[str, Shape] = {}
        self.drop: Function | None = None
        self.is_copy = False
        self.doubtful = False  # whether a macro that is not known may implement more for it
        self.generic_names: tuple[str, ...] = ()
        self._idle: bool | None = None
        if node is not None and scope is not None:
            self._declare(scope, node)

    def __repr__(self) -> str:
        return f"TypeDef({self.path})"

    @property
    def path(self) -> str:
        """The full path, `crate::memory::Vma`."""
        return "::".join((*self.scope.module.path, self.name)) if self.scope else self.name

    @property
    def file(self) -> str:
        """The file that declares it."""
        return self.scope.file.source.path if self.scope else ""

    @property
    def span(self) -> Span:
        """Where it is declared, without documentation and attributes."""
        return Span(self.node.start_byte, self.node.end_byte) if self.node else Span(0, 0)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a struct, in order."""
        shape = self.shapes.get(self.name)
        return shape.names if shape and self.kind != "enum" else ()

    def field_types(self) -> tuple[str, ...]:
        """The fields' types as written."""
        shape = self.shapes.get(self.name)
        if shape is None or self.scope is None or self.kind == "enum":
            return ()
        return tuple(self.scope.text(node.child_by_field_name("type") or node) for node in field_nodes(shape.node, shape.style))

    def is_idle(self, depth: int = 0) -> bool:
        """Whether dropping a value of this type is sure to do nothing."""
        if self._idle is None:
            if self.drop is not None or self.doubtful or depth > 8:
                return False
            self._idle = False  # a type that contains itself
            self._idle = all(not shape.glue for shape in self.shapes.values())
        return self._idle

    def _declare(self, scope: Scope, node: Node) -> None:
        if self.kind == "enum":
            body = node.child_by_field_name("body")
            for child in body.named_children if body is not None else ():
                if child.type == "enum_variant":
                    self._shape(scope, child, scope.text(child.child_by_field_name("name")))
        else:
            self._shape(scope, node, self.name)

    def _shape(self, scope: Scope, node: Node, name: str) -> None:
        body = node.child_by_field_name("body")
        style = ""
        names: tuple[str, ...] = ()
        if body is not None:
            style = "(" if body.type == "ordered_field_declaration_list" else "{"
            nodes = field_nodes(node, style)
            if style == "{":
                names = tuple(scope.text(n.child_by_field_name("name")).removeprefix("r#") for n in nodes)
            else:
                names = tuple(str(n) for n in range(len(nodes)))
        name = name.removeprefix("r#")
        self.shapes[name] = Shape(self, name, names, style, node)


class Impl:
    """One impl block, or a trait's own body (then `trait_name` is the trait's and `of` is None)."""

    __slots__ = ("generics", "node", "of", "scope", "trait", "trait_path")

    def __init__(self, scope: Scope, node: Node, of: Ty | None, trait_path: str) -> None:
        self.scope = scope
        self.node = node
        self.of = of
        self.trait_path = trait_path  # full path of the trait, empty for an inherent impl
        self.trait = trait_path.rpartition("::")[2]


class Function:
    """A function, method or associated function. Its body is lowered when it is first run."""

    def __init__(self, name: str, scope: Scope, node: Node, owner: Impl | None = None) -> None:
        self.name = name
        self.scope = scope
        self.node = node
        self.owner = owner
        self.is_default = False  # the body that a trait gives
        self._signature: tuple[str, list[tuple[Node, Node | None]]] | None = None
        self._types: tuple[Ty, ...] | None = None
        self._returned: Ty | None = None
        self._run: Callable[..., Any] | None = None
        self.unsupported: list[tuple[str, Span]] = []  # what the lowering did not know

    def __repr__(self) -> str:
        return f"Function({self.path})"

    @property
    def path(self) -> str:
        """The full path: `crate::syscall::mm::MmapGuard::new`."""
        owner = self.owner.of if self.owner else None
        middle: tuple[str, ...] = ()
        if owner is not None:
            middle = (owner.head if isinstance(owner.head, str) else owner.head.name,)
        elif self.owner is not None:
            middle = (self.owner.trait,)
        return "::".join((*self.scope.module.path, *middle, self.name))

    @property
    def public_path(self) -> str:
        """The full path as other crates write it: `los_hal::mmu::walk_to_entry`."""
        owner = self.owner.of if self.owner else None
        name = self.name
        if owner is not None:
            name = f"{owner.head if isinstance(owner.head, str) else owner.head.name}::{name}"
        elif self.owner is not None:
            name = f"{self.owner.trait}::{name}"
        return self.scope.program.public_path(self.scope.module, name)

    @property
    def file(self) -> str:
        """The file that declares it."""
        return self.scope.file.source.path

    @property
    def span(self) -> Span:
        """Where it is declared, without documentation and attributes."""
        return Span(self.node.start_byte, self.node.end_byte)

    @property
    def takes(self) -> str:
        """How it takes self: `value`, `ref`, `mut`, or empty when it takes none."""
        return self._read()[0]

    @property
    def patterns(self) -> list[tuple[Node, Node | None]]:
        """Pattern and type nodes of the parameters without self."""
        return self._read()[1]

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Name (or pattern) and type of each parameter without self, as written."""
        return tuple(
            (self.scope.text(pattern).removeprefix("mut ").strip(), self.scope.text(ty) if ty is not None else "")
            for pattern, ty in self.patterns
        )

    @property
    def returns(self) -> str:
        """The return type as written; empty for none."""
        node = self.node.child_by_field_name("return_type")
        return self.scope.text(node) if node is not None else ""

    @property
    def types(self) -> tuple[Ty, ...]:
        """The types of the parameters without self."""
        if self._types is None:
            self._types = tuple(parse_type(self.scope, ty) for _, ty in self.patterns)
        return self._types

    @property
    def returned(self) -> Ty:
        """The return type."""
        if self._returned is None:
            node = self.node.child_by_field_name("return_type")
            self._returned = parse_type(self.scope, node) if node is not None else Ty("()")
        return self._returned

    @cached_property
    def own_generics(self) -> tuple[str, ...]:
        """The type and constant parameters that it declares itself, without those of its impl."""
        from uowgen.behaviour.program import type_parameters

        return type_parameters(self.scope, self.node)

    @property
    def waits(self) -> bool:
        """Whether it is async."""
        words = next((c for c in self.node.children if c.type == "function_modifiers"), None)
        return words is not None and "async" in self.scope.text(words).split()

    @property
    def result(self) -> Ty:
        """The type of a call: of an async function it is no type that has a name."""
        return UNKNOWN if self.waits else self.returned

    @property
    def run(self) -> Callable[..., Any]:
        """`run(machine, arguments, types)`: the body, lowered on first use. Arguments are a list that the call may keep."""
        if self._run is None:
            from uowgen.behaviour.functions import lower_function

            self._run = lower_function(self)
        return self._run

    def _read(self) -> tuple[str, list[tuple[Node, Node | None]]]:
        if self._signature is None:
            takes, found = "", []
            listed = self.node.child_by_field_name("parameters")
            for child in listed.named_children if listed is not None else ():
                if child.type == "self_parameter":
                    text = self.scope.text(child)
                    takes = "value" if "&" not in text else "mut" if "mut " in text else "ref"
                elif child.type == "parameter":
                    pattern = child.child_by_field_name("pattern")
                    ty = child.child_by_field_name("type")
                    if pattern is not None and pattern.type == "self":
                        takes = _taken(self.scope.text(ty) if ty is not None else "")
                    elif pattern is not None:
                        found.append((pattern, ty))
            self._signature = (takes, found)
        return self._signature


def _taken(text: str) -> str:
    """How `self: TYPE` takes self; a smart pointer is taken as it is."""
    return ("mut" if "mut " in text else "ref") if text.startswith("&") else "value"


class Const:
    """A constant or static: its value is worked out when first asked for."""

    __slots__ = ("is_static", "lowered", "name", "node", "owner", "scope")

    def __init__(self, name: str, scope: Scope, node: Node, is_static: bool) -> None:
        self.name = name
        self.scope = scope
        self.node = node
        self.is_static = is_static
        self.lowered: Any = None

    @property
    def path(self) -> str:
        """The full path."""
        return "::".join((*self.scope.module.path, self.name))

    @property
    def ty(self) -> Ty:
        """The declared type."""
        return parse_type(self.scope, self.node.child_by_field_name("type"))
