"""Rust text to syntax tree, and the few walks that every reader of the tree needs.

Parsing never fails; `errors` lists what the parser did not understand. tree-sitter reports errors in some valid Rust, so callers
compare errors before and after, or near a place, and never reject a file for having any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.grammar import parse_rust
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.grammar import Node, Tree

COMMENTS = frozenset({"line_comment", "block_comment"})
ATTRIBUTES = frozenset({"attribute_item", "inner_attribute_item"})


class RustFile:
    """One parsed Rust file. `root` is the `source_file` node; offsets are bytes of `source.data`."""

    __slots__ = ("kept", "root", "source", "tree")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.kept: dict[str, Any] = {}  # what readers of the tree work out once, under their own names
        self.tree: Tree = parse_rust(source.data)
        self.root: Node = self.tree.root_node

    def text(self, node: Node) -> str:
        """The source text of `node`."""
        return self.source.data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def span_of(node: Node) -> Span:
    """The bytes of `node`; a `///` comment's newline, which the grammar counts in, is left out."""
    end = node.end_byte
    if node.type == "line_comment" and (node.text or b"").endswith(b"\n"):
        end -= 1
    return Span(node.start_byte, end)


def errors(root: Node) -> tuple[Span, ...]:
    """Spans of every error and missing node below `root`, in order. Missing nodes are empty spans.

    Iterative, since real files nest deeper than the interpreter's stack allows to recurse.
    """
    found: list[Span] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            found.append(span_of(node))
        if node.has_error:
            stack.extend(reversed(node.children))
    return tuple(found)


def walk(root: Node) -> Iterator[Node]:
    """`root` and every node below it in document order, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def is_comment(node: Node) -> bool:
    """Whether `node` is a comment of any kind."""
    return node.type in COMMENTS


def is_outer_doc(node: Node) -> bool:
    """Whether `node` is a `///` or `/** */` comment, which documents what follows it."""
    return node.type in COMMENTS and node.child_by_field_name("outer") is not None


def is_inner(node: Node) -> bool:
    """Whether `node` is `//!`, `/*! */` or `#![…]`, which belongs to what encloses it."""
    if node.type == "inner_attribute_item":
        return True
    return node.type in COMMENTS and node.child_by_field_name("inner") is not None


def tokens(data: bytes) -> tuple[str, ...]:
    """The tokens of Rust source `data` without comments and white space, for comparing code by what it says.

    A trailing comma before a closing bracket is left out: rustfmt puts it there or takes it away.
    """
    found: list[str] = []
    for node in leaves(parse_rust(data).root_node):
        text = (node.text or b"").decode("utf-8", "replace")
        if text in CLOSING and found and found[-1] == ",":
            found.pop()
        found.append(text)
    return tuple(found)


def tokens_of_piece(text: str) -> tuple[str, ...]:
    """The tokens of a piece of an expression, which may begin with an operator: `<< 32` is a shift and not two brackets."""
    if text[:1] and not (text[0].isalnum() or text[0] in "_([{\"'"):
        return tokens(b"x " + text.encode("utf-8"))[1:]
    return tokens(text.encode("utf-8"))


CLOSING = frozenset({")", "]", "}", ">"})


def leaves(root: Node) -> Iterator[Node]:
    """Every token below `root` in order, without comments. A string or character literal is one token."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in COMMENTS:
            continue
        if node.child_count == 0 or node.type in WHOLE:
            if node.end_byte > node.start_byte:
                yield node
            continue
        stack.extend(reversed(node.children))


WHOLE = frozenset({"string_literal", "raw_string_literal", "char_literal"})
