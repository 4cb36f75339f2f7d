"""Gives a new field its value in the struct literals of a type: one operation for each literal, wherever it stands.

Literals that take the rest from another value of the type (`..base`) need none, unless the words mean one literal in particular. What macros hold is not code to edit, and is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.regex import when_used
from uowgen.rust.items import bare_type, items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment, span_of, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "initialise_field"


def initialised_type(directive: Directive) -> str:
    """The type whose literals the words speak of (`in every `Task` literal`); empty if they speak of none."""
    for anchor in directive.anchors:
        if anchor.relation == "in" and (anchor.noun == "literal" or directive.verb == "initialise"):
            name = anchor.name.split("{")[0].strip()
            if name.isidentifier() and name[:1].isupper():
                return name
    return ""


def literals_of(file: RustFile, type_name: str, directive: Directive) -> tuple[Node, ...]:
    """The literals of the type in the file, in order; only those in the functions that the words name, if they name any."""
    scopes = [
        i.span
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "at", "near") and h.anchor.name != type_name
        for i in h.items
        if i.kind in ("fn", "const", "static")
    ]
    found = []
    for node in walk(file.root):
        if node.type == "struct_expression" and _is_of(file, node, type_name):
            span = span_of(node)
            if not scopes or any(s.contains(span) for s in scopes):
                found.append(node)
    return tuple(found)


def names_function(file: RustFile, type_name: str, directive: Directive) -> bool:
    """Whether the words put the literal into a function, which the file has."""
    return any(i.kind == "fn" for h in hits_of(file, directive) if h.anchor.name != type_name for i in h.items)


def stands_in_macro(file: RustFile, type_name: str) -> bool:
    """Whether a macro call of the file holds what may be such a literal."""
    for node in walk(file.root):
        if node.type == "token_tree" and node.parent is not None and node.parent.type in ("macro_invocation", "token_tree"):
            children = node.children
            for n, child in enumerate(children[:-1]):
                if child.type == "identifier" and file.text(child) == type_name and file.text(children[n + 1]).startswith("{"):
                    return True
    return False


def initialise_field(
    file: RustFile, directive: Directive, type_name: str, ordinal: int, code: str, *, everywhere: bool = False
) -> Done:
    """`name: value` of `code` in the literal of `type_name` with index `ordinal`, as its last field.

    `everywhere`: it is one of all literals of the type, where what a base supplies is supplied.
    """
    node = literals_of(file, type_name, directive)[ordinal]
    label = f"literal {type_name}"
    fields = fields_of(code)
    if not fields:
        return refused(
            KIND, label, "directive-not-understood", "the document does not show the field with its value", "show `name: value,`"
        )
    body = node.child_by_field_name("body")
    assert body is not None
    there = {_name(file.text(c)): c for c in body.named_children if c.type in ("field_initializer", "shorthand_field_initializer")}
    span = span_of(node)
    base = base_of(node)
    if base is not None and everywhere and not set(fields) & set(there):
        return applied(KIND, label, f"`{file.text(base)}` supplies the field", span)
    missing = []
    for name, text in fields.items():
        if name not in there:
            missing.append(text)
        elif _bare(text) != _bare(file.text(there[name])):
            return refused(
                KIND, label, "item-exists-differently", f"the literal gives `{name}` another value", "ask for a change of it"
            )
    if not missing:
        return applied(KIND, label, "the field has its value already", span)
    beside = _beside(file, directive, there)
    if isinstance(beside, Done):
        return beside
    if beside is None:
        beside = _shown_beside(list(fields), there)
    if beside is None and there and _FIRST.search(" ".join(directive.words.split())):
        beside = min(there.values(), key=lambda n: n.start_byte), "before"
    if beside is not None:
        return _next_to(file, *beside, missing, label)
    return _insert(file, node, body, missing, label)


_FIRST = when_used(
    r"(?<!after the )(?<!below the )(?<!behind the )\bfirst (?:field|member|entry|value|initiali[sz]er)\b|\bas (?:its|the) first\b",
    re.IGNORECASE,
)


def _beside(file: RustFile, directive: Directive, there: dict[str, Node]) -> tuple[Node, str] | Done | None:
    """The initialiser that the sentence puts the new one beside, with the side; a refusal if the literal lacks it."""
    for anchor in directive.anchors:
        name = anchor.name.partition(":")[0].strip(" ,")
        if anchor.relation not in BESIDE or "::" in anchor.name or not name.isidentifier() or anchor.name not in directive.words:
            continue
        if name in there:
            return there[name], anchor.relation
        if ":" in anchor.name or anchor.noun == "field":
            return refused(
                KIND, anchor.name, "anchor-not-found", f"the literal has no `{name}`", "name a field that it gives a value"
            )
    return None


def _shown_beside(shown: list[str], there: dict[str, Node]) -> tuple[Node, str] | None:
    """The initialiser of the literal that the block shows right above or below the one run of new ones."""
    new = [n for n, name in enumerate(shown) if name not in there]
    if not new or new != list(range(new[0], new[-1] + 1)):
        return None
    if new[0] > 0:
        return there[shown[new[0] - 1]], "after"
    return (there[shown[new[-1] + 1]], "before") if new[-1] + 1 < len(shown) else None


def _next_to(file: RustFile, known: Node, relation: str, fields: list[str], label: str) -> Done:
    """The new initialisers on lines of their own above or below one that is there, or within its line if that holds the others as well."""
    data, path = file.source.data, file.source.path
    end = known.end_byte
    comma = data[end : end + 1] == b","
    row_end = line_end(data, end)
    alone = alone_on_line(data, known.start_byte) and not data[end + comma : row_end].partition(b"//")[0].strip()
    message = f"{relation} `{file.text(known).partition(':')[0].strip()}` in the literal"
    if not alone:
        at = known.start_byte if relation == "before" else end
        row = ", ".join(fields)
        text = (row + ", " if relation == "before" else ", " + row).encode()
        return applies(KIND, label, message, Span(at, at), Edit(path, Span(at, at), text))
    text = reindented("\n".join(f + "," for f in fields).encode(), indent_at(data, known.start_byte), indent_unit(data))
    at = line_start(data, _lead(known)) if relation == "before" else row_end
    edits = [Edit(path, Span(at, at), with_newlines_of(file.source, text))]
    if relation == "after" and not comma:
        edits.insert(0, Edit(path, Span(end, end), b","))
    return applies(KIND, label, message, Span(at, at), *edits)


def _lead(node: Node) -> int:
    """Where an initialiser begins with the attributes and comments on the lines directly above it."""
    start, row, before = node.start_byte, node.start_point[0], node.prev_sibling
    while before is not None and (is_comment(before) or before.type == "attribute_item") and before.end_point[0] + 1 == row:
        start, row, before = before.start_byte, before.start_point[0], before.prev_sibling
    return start


def base_of(node: Node) -> Node | None:
    """The `..base` of a literal."""
    body = node.child_by_field_name("body")
    return next((c for c in body.named_children if c.type == "base_field_initializer"), None) if body is not None else None


def _insert(file: RustFile, node: Node, body: Node, fields: list[str], label: str) -> Done:
    data, path = file.source.data, file.source.path
    members = [c for c in body.named_children if not is_comment(c) and c.type != "base_field_initializer"]
    place = Span(*node.byte_range)
    base = base_of(node)
    if base is not None:
        return _before_base(file, base, place, fields, label)
    if not members or b"\n" not in data[body.start_byte : members[-1].end_byte]:
        if b"\n" in data[body.start_byte : body.end_byte] and members:
            return refused(
                KIND, label, "would-not-parse", "the literal is laid out in a way that is not known", "write it yourself"
            )
        if members:
            at = members[-1].end_byte
            return applies(KIND, label, "in the literal", place, Edit(path, Span(at, at), (", " + ", ".join(fields)).encode()))
        return applies(
            KIND, label, "in the literal", place,
            Edit(path, Span(body.start_byte, body.end_byte), ("{ " + ", ".join(fields) + " }").encode()),
        )  # fmt: skip
    last = members[-1]
    if not alone_on_line(data, last.start_byte) and not alone_on_line(data, body.end_byte - 1):
        return refused(KIND, label, "would-not-parse", "the literal is laid out in a way that is not known", "write it yourself")
    indent = indent_at(data, members[0].start_byte)
    text = reindented("\n".join(f + "," for f in fields).encode(), indent, indent_unit(data))
    begin = line_start(data, body.end_byte - 1)
    edits = [Edit(path, Span(begin, begin), with_newlines_of(file.source, text))]
    if not data[last.end_byte : begin].lstrip().startswith(b","):
        edits.insert(0, Edit(path, Span(last.end_byte, last.end_byte), b","))
    return applies(KIND, label, "in the literal", Span(begin, begin), *edits)


def _before_base(file: RustFile, base: Node, place: Span, fields: list[str], label: str) -> Done:
    data, path, at = file.source.data, file.source.path, base.start_byte
    if alone_on_line(data, at):
        begin = line_start(data, at)
        text = reindented("\n".join(f + "," for f in fields).encode(), indent_at(data, at), indent_unit(data))
        return applies(
            KIND, label, "in the literal", Span(begin, begin), Edit(path, Span(begin, begin), with_newlines_of(file.source, text))
        )
    return applies(KIND, label, "in the literal", place, Edit(path, Span(at, at), "".join(f + ", " for f in fields).encode()))


def _is_of(file: RustFile, node: Node, type_name: str) -> bool:
    named = node.child_by_field_name("name")
    if named is None:
        return False
    text = file.text(named)
    if text == "Self":
        return any(
            i.kind == "impl" and i.span.contains(span_of(node)) and (i.name.partition(" for ")[2] or i.name) == type_name
            for i in items_of(file)
        )
    if bare_type(text) != type_name:
        return False
    owner = text.split("<")[0].replace(" ", "").rpartition("::")[0].rpartition("::")[2]
    return not owner[:1].isupper()  # `Kind::Task { … }` is a variant of that name


def fields_of(code: str) -> dict[str, str]:
    """The initialisers of `code` by name, without their commas; empty if it is something else."""
    from uowgen.rust.syntax import RustFile, errors
    from uowgen.text import Source

    file = RustFile(Source("", b"fn x() { X {\n" + code.encode("utf-8", "surrogatepass") + b"\n}; }"))
    if errors(file.root):
        return {}
    body = next((n for n in walk(file.root) if n.type == "field_initializer_list"), None)
    if body is None:
        return {}
    found = {}
    for child in body.named_children:
        if child.type in ("field_initializer", "shorthand_field_initializer"):
            indent = indent_at(file.source.data, child.start_byte).decode()
            found[_name(file.text(child))] = file.text(child).replace("\n" + indent, "\n")
        elif not is_comment(child):
            return {}
    return found


def _name(text: str) -> str:
    return text.split(":")[0].strip()


def _bare(text: str) -> tuple[str, ...]:
    return tuple(t.text for t in lex(text.encode()))
