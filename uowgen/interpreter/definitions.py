"""What a program declares: functions, types, constants, impls. It resolves no names and runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.facts.condition import condition_of
from uowgen.interpreter.values import Kind

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.interpreter.modules import Module
    from uowgen.text import Span

SKIPPED = frozenset({"line_comment", "block_comment", "attribute_item", "inner_attribute_item"})


class Signature(NamedTuple):
    """A function as others see it. `takes` is "" (no self), "value", "ref" or "mut"; `parameters` are (pattern, type) texts."""

    name: str
    takes: str
    parameters: tuple[tuple[str, str], ...]
    returns: str
    file: str
    span: Span


class Function:
    """A function with a body or without; `code` is set when it is first called."""

    __slots__ = ("code", "generics", "impl", "module", "name", "node", "takes")

    def __init__(self, name: str, node: Node, module: Module, impl: Impl | None) -> None:
        self.name = name
        self.node = node
        self.module = module
        self.impl = impl
        self.takes = _takes(node)
        self.generics = type_parameters(node)
        self.code: Any = None


class Impl:
    """An `impl` block; `trait` is the trait's last name or None, `trait_args` the nodes of its type arguments."""

    __slots__ = ("consts", "functions", "generics", "module", "node", "self_type", "trait", "trait_args", "types")

    def __init__(self, node: Node, module: Module, trait: str | None, trait_args: list[Node]) -> None:
        self.node = node
        self.module = module
        self.trait = trait
        self.trait_args = trait_args
        self.generics = type_parameters(node)
        self.self_type: Any = None
        self.functions: dict[str, Function] = {}
        self.consts: dict[str, Constant] = {}
        self.types: dict[str, Node] = {}
        for item in kept_items(node.child_by_field_name("body")):
            name = name_of(item)
            if item.type in ("function_item", "function_signature_item"):
                self.functions[name] = Function(name, item, module, self)
            elif item.type == "const_item":
                self.consts[name] = Constant(name, item, module, self)
            elif item.type in ("type_item", "associated_type") and item.child_by_field_name("type") is not None:
                self.types[name] = item.child_by_field_name("type")  # type: ignore[assignment]


class Constant:
    """A `const` or a `static`."""

    __slots__ = ("impl", "module", "name", "node", "static")

    def __init__(self, name: str, node: Node, module: Module, impl: Impl | None) -> None:
        self.name = name
        self.node = node
        self.module = module
        self.impl = impl
        self.static = node.type == "static_item"


class TypeDef:
    """A struct, union or enum. `kinds` are its variants by name (a struct has one, under its own name)."""

    __slots__ = ("copy", "derives", "drop", "generics", "kinds", "module", "name", "node", "sort")

    def __init__(self, name: str, node: Node, module: Module, attributes: tuple[str, ...]) -> None:
        self.name = name
        self.node = node
        self.module = module
        self.sort = node.type.removesuffix("_item")
        self.generics = type_parameters(node)
        self.derives = derived(attributes)
        self.copy = "Copy" in self.derives
        self.drop: Any = None  # a Function, False when there is none, None when not looked for yet
        self.kinds: dict[str, Kind] = {}
        if self.sort == "enum":
            for number, variant in enumerate(kept_items(node.child_by_field_name("body"))):
                self.kinds[name_of(variant)] = self._kind(name_of(variant), variant, number)
        else:
            self.kinds[name] = self._kind(name, node, 0)

    def _kind(self, name: str, node: Node, number: int) -> Kind:
        body = node.child_by_field_name("body")
        tuple_like = body is not None and body.type == "ordered_field_declaration_list"
        fields: list[str] = []
        types: list[Node | None] = []
        if body is not None and tuple_like:
            types = list(body.children_by_field_name("type"))
            fields = [str(n) for n in range(len(types))]
        elif body is not None:
            for field in kept_items(body):
                if field.type == "field_declaration":
                    fields.append(name_of(field))
                    types.append(field.child_by_field_name("type"))
        kind = Kind(self.name, name, tuple(fields), tuple_like, number)
        kind.copy = self.copy
        kind.declared = self
        kind.types = types
        kind.value = node.child_by_field_name("value")
        return kind


class Trait:
    """A trait with its default functions and constants."""

    __slots__ = ("body", "name")

    def __init__(self, name: str, node: Node, module: Module) -> None:
        self.name = name
        self.body = Impl(node, module, name, [])


class Alias:
    """`type Name<T> = …;`."""

    __slots__ = ("generics", "module", "node")

    def __init__(self, node: Node, module: Module) -> None:
        self.node = node
        self.module = module
        self.generics = type_parameters(node)


def text_of(node: Node | None) -> str:
    """The source text of a node; empty for None."""
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def name_of(node: Node) -> str:
    """The `name` of an item, without `r#`."""
    return text_of(node.child_by_field_name("name")).removeprefix("r#")


def derived(attributes: tuple[str, ...]) -> frozenset[str]:
    """The last names of what `#[derive(…)]` lists."""
    found: set[str] = set()
    for text in attributes:
        inner = "".join(text.split())
        if inner.startswith("#[derive("):
            found.update(part.split("::")[-1] for part in inner[9:-2].split(","))
    return frozenset(found)


def type_parameters(node: Node) -> tuple[str, ...]:
    """Names of the type and const parameters of an item."""
    parameters = node.child_by_field_name("type_parameters")
    if parameters is None:
        return ()
    return tuple(name_of(c) for c in parameters.named_children if c.type in ("type_parameter", "const_parameter"))


def kept(holder: Node | None) -> list[tuple[Node, tuple[str, ...], str]]:
    """The named children of `holder` that are code, with their outer attributes and condition; what no build has is left out."""
    found: list[tuple[Node, tuple[str, ...], str]] = []
    attributes: list[str] = []
    for child in holder.named_children if holder is not None else ():
        if child.type == "attribute_item":
            attributes.append(text_of(child))
        elif child.type not in SKIPPED:
            condition = condition_of(tuple(attributes)) if attributes else "always"
            if condition in ("always", "sometimes"):
                found.append((child, tuple(attributes), condition))
            attributes = []
    return found


def kept_items(holder: Node | None) -> list[Node]:
    """The named children of `holder` that are code, without what no build has."""
    return [node for node, _, _ in kept(holder)]


def _takes(node: Node) -> str:
    parameters = node.child_by_field_name("parameters")
    for child in parameters.named_children if parameters is not None else ():
        if child.type == "self_parameter":
            text = text_of(child)
            if "&" not in text:
                return "value"
            return "mut" if any(c.type == "mutable_specifier" for c in child.children) else "ref"
        if child.type == "parameter" and text_of(child.child_by_field_name("pattern")) == "self":
            kind = text_of(child.child_by_field_name("type"))
            return "mut" if kind.startswith("&mut") else "ref" if kind.startswith("&") else "value"
        if child.type not in SKIPPED:
            break
    return ""
