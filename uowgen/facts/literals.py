"""The struct literals of a type, over the whole tree, with the fields that each sets.

`Self { … }` in an impl of the type counts; patterns and macro bodies do not, but a macro body that may hold one is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.code import counts, implemented
from uowgen.facts.uses import nodes_in

if TYPE_CHECKING:
    from uowgen.facts.code import Code, CodeFile
    from uowgen.grammar import Node


class Literal(NamedTuple):
    """One literal: the text of each field's value (the name itself for the short form), whether the rest comes from `..base`."""

    fields: dict[str, str]
    based: bool
    file: str
    line: int


def literals_of(code: Code, type_name: str) -> tuple[tuple[Literal, ...], bool]:
    """The literals that ordinary builds have, in order, and whether macro calls may hide further ones."""
    found: list[Literal] = []
    hidden = False
    for path in code.paths_with(type_name):
        file = code.file(path)
        if file is None:
            hidden = True
            continue
        spans = [
            (d.item.span.start, d.item.span.end)
            for d in file.declarations()
            if d.item.kind == "impl" and counts(d) and implemented(d)[1] == type_name
        ]
        for node, live in nodes_in(file, file.rust.root):
            if node.type == "struct_expression" and live:
                written = _name(file, node)
                own = written == "Self" and any(start <= node.start_byte < end for start, end in spans)
                if written == type_name or own:
                    found.append(_literal(file, node))
            elif node.type == "token_tree" and live:
                hidden = hidden or _may_hold(file, node, type_name)
    return tuple(found), hidden


def _name(file: CodeFile, node: Node) -> str:
    name = node.child_by_field_name("name")
    return file.rust.text(name).split("<")[0].rstrip(":").split("::")[-1].strip() if name is not None else ""


def _literal(file: CodeFile, node: Node) -> Literal:
    fields: dict[str, str] = {}
    based = False
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        if child.type == "base_field_initializer":
            based = True
        elif child.type == "shorthand_field_initializer":
            text = file.rust.text(child.named_children[-1]) if child.named_children else file.rust.text(child)
            fields[text] = text
        elif child.type == "field_initializer":
            name, value = child.child_by_field_name("field") or child.named_children[0], child.child_by_field_name("value")
            fields[file.rust.text(name)] = file.rust.text(value) if value is not None else ""
    return Literal(fields, based, file.path, file.rust.source.line_of(node.start_byte))


def _may_hold(file: CodeFile, tree: Node, type_name: str) -> bool:
    """Whether `Type {` stands among the tokens of a macro call."""
    before = ""
    for child in tree.children:
        text = file.rust.text(child)
        if child.type == "token_tree" and text.startswith("{") and before == type_name:
            return True
        before = text
    return False
