"""Versions of a piece of Rust with one thing changed: a condition turned round, a statement left out, an operator or a number replaced.

It changes syntax and does not know whether a version compiles, nor whether it behaves otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

_OTHER = {
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "-": "+", "*": "+", "/": "*", "%": "/", "&&": "||",
    "||": "&&", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "+=": "-=", "-=": "+=", "|=": "&=", "&=": "|=",
}  # fmt: skip


class Mutation(NamedTuple):
    """One change: the bytes `span` become `text`. `line` is 1-based, `says` what the change is, in words."""

    span: Span
    text: str
    line: int
    says: str


def mutations(file: RustFile, within: Span) -> Iterator[Mutation]:
    """Every change to the function bodies in the bytes `within` of `file`, in the order of the text."""
    waiting: list[tuple[Node, bool]] = [(file.root, False)]
    found: list[Mutation] = []
    while waiting:
        node, inside = waiting.pop()
        outside = node.end_byte <= within.start or node.start_byte >= within.end
        if outside or node.type == "attribute_item" or (node.type == "macro_invocation" and not inside):
            continue
        whole = node.start_byte >= within.start and node.end_byte <= within.end
        if inside and whole:
            found += _of(file, node)
        body = inside or (node.type == "block" and node.parent is not None and node.parent.type == "function_item")
        waiting += [(child, body) for child in node.children]
    yield from sorted(found, key=lambda m: (m.span.start, m.span.end, m.text))


def changed(file: RustFile, mutation: Mutation) -> bytes:
    """The bytes of `file` with the change made."""
    data = file.source.data
    return data[: mutation.span.start] + mutation.text.encode("utf-8") + data[mutation.span.end :]


def _of(file: RustFile, node: Node) -> Iterator[Mutation]:
    kind = node.type
    if kind == "if_expression":
        condition = node.child_by_field_name("condition")
        if condition is not None and condition.type not in ("let_condition", "let_chain"):
            text = file.text(condition)
            yield _made(file, condition, f"!({text})", f"`{text}` turned round")
            for value in ("true", "false"):
                if text != value:
                    yield _made(file, condition, value, f"`{text}` taken as {value}")
    elif kind == "expression_statement":
        text = " ".join(file.text(node).split())
        if node.named_children and node.named_children[0].type in _LEFT_OUT:
            yield _made(file, node, "", f"without `{text if len(text) <= 60 else text[:57] + '…'}`")
    elif kind in ("binary_expression", "compound_assignment_expr"):
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type in _OTHER:
            text = " ".join(file.text(node).split())
            yield _made(file, operator, _OTHER[operator.type], f"`{_OTHER[operator.type]}` for `{operator.type}` in `{text[:60]}`")
    elif kind == "boolean_literal":
        text = file.text(node)
        yield _made(file, node, "false" if text == "true" else "true", f"`{text}` turned round")
    elif kind == "integer_literal" and file.text(node).isdigit():
        text = file.text(node)
        yield _made(file, node, str(int(text) + 1), f"{int(text) + 1} for {text}")
    elif kind == "unary_expression" and file.text(node).startswith("!"):
        yield _made(file, node, file.text(node)[1:], f"`{file.text(node)}` without the `!`")
    elif kind == "arguments" and len(node.named_children) == 2 and all(c.type == "identifier" for c in node.named_children):
        first, second = node.named_children
        yield _made(
            file, node, f"({file.text(second)}, {file.text(first)})", f"`{file.text(first)}` and `{file.text(second)}` swapped"
        )
    elif kind == "for_expression" or kind == "while_expression":
        body = node.child_by_field_name("body")
        if body is not None:
            end = Span(body.end_byte - 1, body.end_byte - 1)
            yield Mutation(end, " break; ", file.source.line_of(node.start_byte), "the loop left after its first round")


_LEFT_OUT = frozenset(
    {"call_expression", "assignment_expression", "compound_assignment_expr", "return_expression", "break_expression", "continue_expression",
     "if_expression"}
)  # fmt: skip


def _made(file: RustFile, node: Node, text: str, says: str) -> Mutation:
    return Mutation(Span(node.start_byte, node.end_byte), text, file.source.line_of(node.start_byte), says)
