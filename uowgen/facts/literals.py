"""The struct literals of a type, over the whole tree, with the fields that each sets.

`Self { … }` in an impl of the type counts; patterns and macro bodies do not, but a macro body that may hold one is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.code import counts, implemented
from uowgen.facts.imports import renamed_by
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
    base: str = ""


def literals_of(code: Code, type_name: str) -> tuple[tuple[Literal, ...], bool]:
    """The literals that ordinary builds have, in order, and whether macro calls may hide further ones.

    Literals by another name of the type (an alias, an import under another name) are found too.
    """
    found: list[Literal] = []
    hidden = False
    for name in (type_name, *_other_names(code, type_name)):
        some, unseen = _literals(code, name, type_name)
        found += some
        hidden = hidden or unseen
    return tuple(found), hidden


def _other_names(code: Code, type_name: str) -> tuple[str, ...]:
    """What else the type is called: by `type` aliases and by `use … as`."""
    names: list[str] = []
    for path in code.paths_with_word(type_name):
        file = code.file(path)
        for d in file.declarations() if file is not None else ():
            if d.item.kind == "use":
                names += [new for old, new in renamed_by(d.item.name) if old == type_name and new != "_"]
            elif d.item.kind == "type":
                target = d.item.node.child_by_field_name("type")
                if target is not None and d.file.rust.text(target).split("<")[0].split("::")[-1].strip() == type_name:
                    names.append(d.item.name)
    return tuple(dict.fromkeys(n for n in names if n != type_name))


def _literals(code: Code, type_name: str, own_name: str) -> tuple[list[Literal], bool]:
    found: list[Literal] = []
    hidden = False
    for path in code.paths_with_word(type_name):
        file = code.file(path)
        if file is None:
            hidden = True
            continue
        spans = [
            (d.item.span.start, d.item.span.end)
            for d in file.declarations()
            if d.item.kind == "impl" and counts(d) and implemented(d)[1] == own_name and type_name == own_name
        ]
        for node, live in nodes_in(file, file.rust.root):
            if node.type == "struct_expression" and live:
                written = _name(file, node)
                own = written == "Self" and any(start <= node.start_byte < end for start, end in spans)
                if written == type_name or own:
                    found.append(_literal(file, node))
            elif node.type == "token_tree" and live:
                hidden = hidden or _may_hold(file, node, type_name)
    return found, hidden


def _name(file: CodeFile, node: Node) -> str:
    name = node.child_by_field_name("name")
    return file.rust.text(name).split("<")[0].rstrip(":").split("::")[-1].strip() if name is not None else ""


def _literal(file: CodeFile, node: Node) -> Literal:
    fields: dict[str, str] = {}
    based, base = False, ""
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        if child.type == "base_field_initializer":
            based, base = True, file.rust.text(child).removeprefix("..").strip()
        elif child.type == "shorthand_field_initializer":
            text = file.rust.text(child.named_children[-1]) if child.named_children else file.rust.text(child)
            fields[text] = text
        elif child.type == "field_initializer":
            name, value = child.child_by_field_name("field") or child.named_children[0], child.child_by_field_name("value")
            fields[file.rust.text(name)] = file.rust.text(value) if value is not None else ""
    return Literal(fields, based, file.path, file.rust.source.line_of(node.start_byte), base)


def _may_hold(file: CodeFile, tree: Node, type_name: str) -> bool:
    """Whether `Type {` stands among the tokens of a macro call."""
    before = ""
    for child in tree.children:
        text = file.rust.text(child)
        if child.type == "token_tree" and text.startswith("{") and before == type_name:
            return True
        before = text
    return False


def inner_value(text: str) -> str:
    """`0` of `AtomicUsize::new(0)` and of `Mutex::new(AtomicU8::new(0))`."""
    while (head := text.partition("(")[0]).endswith("::new") and text.endswith(")") and len(text) > len(head) + 2:
        text = text[len(head) + 1 : -1]
    return text
