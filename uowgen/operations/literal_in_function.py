"""A field with its value in the one literal that a named function, or the constructor, makes of the type that has the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.operations.initialise_field import fields_of, initialise_field, literals_of
from uowgen.operations.targets import BESIDE, Hit, hits_of
from uowgen.rust.items import Item, bare_type, items_of
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.operations.work import Done
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span


def in_literal(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The fields of `code` in that literal; None unless one function is meant, and one literal of it."""
    names = set(fields_of(code))
    hits = hits_of(file, directive)
    functions = {i.span: i for h in hits if h.anchor.relation in _INSIDE for i in h.items if i.kind in HOLDERS}
    if not functions and len(names) > 1:  # a label that is the function's name: the literal has some of the fields
        near = {i.span: i for h in hits if h.anchor.relation == "near" for i in h.items if i.kind == "fn"}
        functions = {span: i for span, i in near.items() if _has_some(i, names)}
    if not names or directive.verb not in ("add", "insert", "append", "place", "initialise"):
        return None
    having = {i.parent.partition(" ")[2] for i in items_of(file) if i.kind == "field" and i.name in names and i.path}
    if not functions and "constructor" in directive.words.lower():
        made = [i for i in items_of(file) if i.kind == "fn" and i.name == "new" and i.path and _owner(i) in having]
        functions = {i.span: i for i in made}
    if not functions:
        functions = _of_impl(file, hits, names) or _of_neighbour(file, directive, code)
    if len(functions) != 1:
        return None
    (function,) = functions.values()
    literals = [n for n in walk(function.node) if n.type == "struct_expression"]
    told = names | {a.name for a in directive.anchors if a.relation in BESIDE}
    types = {_type_of(file, n, function) for n in [n for n in literals if _given(n) & told] or literals}
    types = types & having or (types if not having else set())
    if len(types) != 1:
        return None
    (type_name,) = types
    declared = {i.name for i in items_of(file) if i.kind == "struct" and i.name == type_name and not i.in_macro}
    if declared and not having and _may_be_types(code):
        return None  # the type has no such field: `name: Type` may be a parameter
    beside = tuple(a for a in directive.anchors if a.relation in BESIDE)
    owner = _owner(function)
    said = f"{owner}::{function.name}" if owner else function.name
    limited = directive._replace(anchors=(Anchor("in", said, function.kind, directive.span), *beside))
    return initialise_field(file, limited, type_name, 0, code) if len(literals_of(file, type_name, limited)) == 1 else None


HOLDERS = ("fn", "const", "static")  # what a literal can stand in
_INSIDE = ("in", "start_of", "end_of", "at")


def _of_impl(file: RustFile, hits: tuple[Hit, ...], names: set[str]) -> dict[Span, Item]:
    """The functions of the one impl that the words put the block into, in which a literal has some of its fields."""
    impls = {i.span: i for h in hits if h.anchor.relation == "in" for i in h.items if i.kind == "impl"}
    if len(impls) != 1:
        return {}
    (impl,) = impls.values()
    return {i.span: i for i in items_of(file) if i.kind == "fn" and impl.span.contains(i.span) and _has_some(i, names)}


def _of_neighbour(file: RustFile, directive: Directive, code: str) -> dict[Span, Item]:
    """The functions with a literal that has the field beside which the words put the block, which can be no declaration."""
    beside = {a.name for a in directive.anchors if a.relation in BESIDE}
    if len(beside) != 1 or _may_be_types(code) or any(a.relation in _INSIDE and a.noun != "file" for a in directive.anchors):
        return {}
    return {i.span: i for i in items_of(file) if i.kind == "fn" and not i.in_macro and _has_some(i, beside)}


def _owner(function: Item) -> str:
    label = function.parent.partition(" ")[2]
    return (label.partition(" for ")[2] or label) if function.parent.startswith("impl ") else ""


def _type_of(file: RustFile, literal: Node, function: Item) -> str:
    named = literal.child_by_field_name("name")
    text = file.text(named) if named is not None else ""
    return _owner(function) if text == "Self" else bare_type(text)


def _has_some(function: Item, names: set[str]) -> bool:
    """Whether a literal in `function` gives some of the fields a value."""
    given = (n for n in walk(function.node) if n.type in ("field_initializer", "shorthand_field_initializer"))
    return any((n.text or b"").decode("utf-8", "replace").partition(":")[0].strip() in names for n in given)


def _given(literal: Node) -> set[str]:
    """The fields that a literal itself gives a value."""
    body = literal.child_by_field_name("body")
    fields = body.named_children if body is not None else []
    return {(n.text or b"").decode("utf-8", "replace").partition(":")[0].strip() for n in fields}


def _may_be_types(code: str) -> bool:
    """Whether all values of `code` may be types as well: `name: Type`, no call and no literal."""
    return not any(
        "(" in text or '"' in text or "|" in text or "{" in text or text.rstrip(",")[-1:].isdigit()
        for text in fields_of(code).values()
    )
