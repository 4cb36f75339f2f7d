"""The items of a file: what each is called, what it owns, and where its parts are.

An item owns the doc comments, attributes and attached comments above it (`whole`), so that inserting before it never tears them
off. This module only reads; which item a document means is decided in `place.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.rust.syntax import ATTRIBUTES, RustFile, is_comment, is_inner, is_outer_doc, span_of, tokens
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.grammar import Node

KINDS = {
    "function_item": "fn",
    "function_signature_item": "fn",
    "struct_item": "struct",
    "enum_item": "enum",
    "union_item": "union",
    "trait_item": "trait",
    "impl_item": "impl",
    "mod_item": "mod",
    "use_declaration": "use",
    "extern_crate_declaration": "extern crate",
    "const_item": "const",
    "static_item": "static",
    "type_item": "type",
    "associated_type": "type",
    "macro_definition": "macro",
    "macro_invocation": "macro call",
    "foreign_mod_item": "extern",
    "field_declaration": "field",
    "enum_variant": "variant",
}
# Items whose own items are listed too. Function bodies are not: their nested items come from `nested`.
HOLDERS = frozenset({"mod", "impl", "trait", "extern", "struct", "enum", "union", "variant"})


class Item(NamedTuple):
    """One item, field or variant.

    `name` is as in the source without `r#`; an impl is called by its header (`Vma`, `Drop for Vma`, generics left out), a `use` by
    its tree. `path` holds the labels (`kind name`) of what encloses it, outermost first. `span` is the item alone, `whole` with its
    leading documentation, attributes and attached comments, `body` what lies between its braces (None without braces).
    `attributes` are the texts of the outer ones, in order. `in_macro` marks an item that a macro call defines: its spans are
    those of the definition's tokens inside the call.
    """

    kind: str
    name: str
    path: tuple[str, ...]
    span: Span
    whole: Span
    body: Span | None
    attributes: tuple[str, ...]
    node: Node
    in_macro: bool = False

    @property
    def label(self) -> str:
        """`kind name`, as messages and targets write it."""
        return f"{self.kind} {self.name}"

    @property
    def full_label(self) -> str:
        """The label with everything that encloses it: `mod tests > fn works`."""
        return " > ".join((*self.path, self.label))

    @property
    def parent(self) -> str:
        """The label of what directly encloses it; empty at top level."""
        return self.path[-1] if self.path else ""


def items_of(file: RustFile) -> tuple[Item, ...]:
    """Every item of the file, members of modules, impls, traits, structs and enums included, in document order."""
    known: tuple[Item, ...] | None = file.kept.get("items")
    if known is None:
        found: list[Item] = []
        _collect(file, file.root, (), found)
        known = file.kept["items"] = tuple(found)
    return known


def nested(file: RustFile, item: Item) -> tuple[Item, ...]:
    """The items declared inside the body of the function `item`, at any depth of its blocks, in document order."""
    found: list[Item] = []
    body = item.node.child_by_field_name("body")
    stack = [body] if body is not None else []
    while stack:
        node = stack.pop()
        if node.type == "block":
            _collect(file, node, (*item.path, item.label), found)
        stack.extend(
            child
            for child in reversed(node.named_children)
            if child.type not in KINDS and child.type not in ("line_comment", "block_comment", "token_tree")
        )
    return tuple(sorted(found, key=lambda i: i.span))


def _collect(file: RustFile, holder: Node, path: tuple[str, ...], found: list[Item]) -> None:
    """Appends the items directly inside `holder`, and inside those, to `found`."""
    stack = [(holder, path)]
    while stack:
        node, inside = stack.pop()
        batch: list[Item] = []
        deeper: list[tuple[Node, tuple[str, ...]]] = []
        children = node.children
        for n, child in enumerate(children):
            inner = child
            if child.type == "expression_statement" and child.named_child_count == 1:
                inner = child.named_children[0]  # `bitflags! { … };` at item level
                if inner.type != "macro_invocation":
                    continue
            kind = KINDS.get(inner.type)
            if kind is None or (kind == "macro call" and node.type == "block"):
                continue
            item = _item(file, kind, child, inner, children, n, inside)
            batch.append(item)
            if kind == "macro call":
                batch += _defined_by_macro(file, item)
            elif kind in HOLDERS:
                body = inner.child_by_field_name("body")
                if body is not None:
                    deeper.append((body, (*inside, item.label)))
        found += batch
        stack += reversed(deeper)
    found.sort(key=lambda i: (i.whole.start, -i.whole.end))


def _item(file: RustFile, kind: str, outer: Node, node: Node, siblings: list[Node], n: int, path: tuple[str, ...]) -> Item:
    lead, attributes = _leading(file, siblings, n)
    span = span_of(outer)
    follower = siblings[n + 1] if n + 1 < len(siblings) else None
    end = span.end
    if follower is not None and follower.type in (",", ";") and kind in ("field", "variant", "macro call"):
        end = follower.end_byte
    body = node.child_by_field_name("body")
    inner = None
    if body is not None and body.child_count >= 2 and body.children[0].type == "{":
        inner = Span(body.start_byte + 1, body.end_byte - 1)
    return Item(kind, _name(file, kind, node), path, span, Span(lead, end), inner, attributes, node)


def _leading(file: RustFile, siblings: list[Node], n: int) -> tuple[int, tuple[str, ...]]:
    """Where the item at `siblings[n]` begins with all that it owns, and its outer attributes in order."""
    start = siblings[n].start_byte
    attributes: list[str] = []
    data = file.source.data
    at = n - 1
    pending = start  # the border if the plain comments seen so far turn out to belong to the item
    attached = True  # no blank line so far between those comments and the item
    while at >= 0:
        node = siblings[at]
        if is_inner(node) or not (node.type in ATTRIBUTES or is_comment(node)):
            break
        if _trails(data, siblings, at):
            break
        gap = data[span_of(node).end : pending]
        if node.type == "attribute_item" or is_outer_doc(node):
            start = pending = node.start_byte
            attached = True
            if node.type == "attribute_item":
                attributes.append(file.text(node))
        else:
            attached = attached and gap.count(b"\n") <= 1
            pending = node.start_byte
            if attached:
                start = pending
        at -= 1
    return start, tuple(reversed(attributes))


def _trails(data: bytes, siblings: list[Node], at: int) -> bool:
    """Whether the comment at `siblings[at]` stands behind something on the same line, and so belongs to that."""
    if at == 0 or not is_comment(siblings[at]) or is_outer_doc(siblings[at]):
        return False
    before = span_of(siblings[at - 1]).end
    return b"\n" not in data[before : siblings[at].start_byte] and before > 0 and not is_comment(siblings[at - 1])


def _name(file: RustFile, kind: str, node: Node) -> str:
    if kind == "impl":
        return impl_name(file, node)
    if kind == "use":
        argument = node.child_by_field_name("argument")
        return " ".join(file.text(argument).split()) if argument is not None else ""
    if kind == "extern":
        return "extern"
    named = node.child_by_field_name("macro" if kind == "macro call" else "name")
    return file.text(named).removeprefix("r#") if named is not None else ""


def impl_name(file: RustFile, node: Node) -> str:
    """`Type` or `Trait for Type` of an impl, generic arguments left out (`Vec`, `From for Error`); `!` of a negative impl kept."""
    type_node, trait = node.child_by_field_name("type"), node.child_by_field_name("trait")
    name = bare_type(file.text(type_node)) if type_node is not None else ""
    if trait is None:
        return name
    negative = "!" if any(child.type == "!" for child in node.children) else ""
    return f"{negative}{bare_type(file.text(trait))} for {name}"


def bare_type(text: str) -> str:
    """A type's last path segment without generic arguments: `&mut crate::a::Vec<T>` gives `Vec`. Other shapes stay."""
    bare = re.sub(r"^&\s*('\w+\s+)?(mut\s+)?", "", text.strip())
    depth, out = 0, []
    for n, ch in enumerate(bare):
        if ch == "<" and n > 0:
            depth += 1
        if depth == 0:
            out.append(ch)
        if ch == ">" and depth and bare[n - 1] != "-":
            depth -= 1
    plain = "".join(out).strip()
    if re.fullmatch(r"(?:::)?[\w#]+(?:\s*::\s*[\w#]+)*", plain):
        return plain.split("::")[-1].strip().removeprefix("r#")
    return " ".join(text.split())


_DEFINING = {"struct": "struct", "enum": "enum", "union": "union", "fn": "fn", "trait": "trait", "type": "type", "mod": "mod"}
_VALUES = {"static": "static", "const": "const"}


def _defined_by_macro(file: RustFile, call: Item) -> list[Item]:
    """The items that the tokens of an item-level macro call define by name (`bitflags! { struct Flags … }`), best effort.

    Only what stands directly inside the call's brackets counts, and only a keyword followed by a name.
    """
    if call.name == "macro_rules":
        return []
    tree = next((c for c in call.node.named_children if c.type == "token_tree"), None)
    if tree is None:
        return []
    found: list[Item] = []
    children = tree.children
    lead: int | None = None
    for n, child in enumerate(children[:-1]):
        text = file.text(child) if child.child_count == 0 else ""
        if lead is None and child.type not in ("{", "(", "[", ",", ";") and not is_comment(child):
            lead = child.start_byte
        if text in (";", ",") or child.type == "token_tree":
            if child.type == "token_tree" and n >= 1 and file.text(children[n - 1]) in ("#", "pub"):
                continue
            lead = None
            continue
        kind = _DEFINING.get(text) or _VALUES.get(text)
        named = children[n + 1]
        if named.type == "mutable_specifier" or file.text(named) in ("ref", "mut"):
            named = children[min(n + 2, len(children) - 1)]
        if kind is None or named.type not in ("identifier", "type_identifier"):
            continue
        end = _definition_end(file, children, n)
        start = lead if lead is not None else child.start_byte
        body = next(
            (c for c in children[n:] if c.start_byte < end and c.type == "token_tree" and file.text(c).startswith("{")), None
        )
        inner = Span(body.start_byte + 1, body.end_byte - 1) if body is not None else None
        name = file.text(named).removeprefix("r#")
        span = Span(child.start_byte, end)
        found.append(Item(kind, name, (*call.path, call.label), span, Span(start, end), inner, (), call.node, in_macro=True))
    return found


def _definition_end(file: RustFile, children: list[Node], n: int) -> int:
    """The end of the definition that starts at `children[n]`: its first `{…}` or its `;`, else the last token of the call."""
    for child in children[n:-1]:
        if child.type == "token_tree" and file.text(child).startswith("{"):
            return child.end_byte
        if file.text(child) == ";":
            return child.end_byte
    return children[-1].start_byte


def same_code(first: bytes, second: bytes) -> bool:
    """Whether two pieces of Rust say the same but for comments, white space and trailing commas."""
    return tokens(first) == tokens(second)
