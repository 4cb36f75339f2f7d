"""A function's signature: its modifiers, its receiver, its parameters, its result, as written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration


class Parameter(NamedTuple):
    """One parameter without self: the name (a pattern as written) and the type."""

    name: str
    type: str


def parameters_of(declaration: Declaration) -> tuple[Parameter, ...]:
    """The parameters in order, without self."""
    listed = declaration.item.node.child_by_field_name("parameters")
    found = []
    for child in listed.named_children if listed is not None else ():
        if child.type == "parameter":
            pattern, typed = child.child_by_field_name("pattern"), child.child_by_field_name("type")
            name = declaration.file.rust.text(pattern) if pattern is not None else ""
            written = declaration.file.rust.text(typed) if typed is not None else ""
            found.append(Parameter(name.removeprefix("mut ").strip(), " ".join(written.split())))
    return tuple(found)


def receiver_of(declaration: Declaration) -> str:
    """`&self`, `&mut self`, `self`, `mut self`; empty when the function has none."""
    listed = declaration.item.node.child_by_field_name("parameters")
    for child in listed.named_children if listed is not None else ():
        if child.type == "self_parameter":
            return " ".join(declaration.file.rust.text(child).split())
    return ""


def result_of(declaration: Declaration) -> str:
    """The result type; `()` when nothing is written."""
    node = declaration.item.node.child_by_field_name("return_type")
    return " ".join(declaration.file.rust.text(node).split()) if node is not None else "()"


def modifiers_of(declaration: Declaration) -> tuple[str, ...]:
    """What stands before `fn`: `pub`, `pub(crate)`, `async`, `unsafe`, `const`."""
    head = declaration.text.split("fn ")[0].replace("pub (", "pub(")
    return tuple(head.split())
