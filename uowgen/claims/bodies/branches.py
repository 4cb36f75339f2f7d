"""Whether a call stands under a condition, where there is an error, or in no branch at all: by the syntax above and before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

# What may keep a statement from being reached, above it or before it.
_BRANCHES = frozenset(
    {
        "if_expression",
        "match_expression",
        "while_expression",
        "for_expression",
        "loop_expression",
        "closure_expression",
        "let_chain",
    }
)


_ON_ERROR = frozenset({"map_err", "or_else", "unwrap_or_else", "inspect_err"})


def under(file: CodeFile, node: Node, body: Node, condition: str) -> bool:
    """Whether `node` stands in the first branch of an `if` with this condition, or with it as a part joined by `&&`."""
    for parent, child in _above(node, body):
        if parent.type != "if_expression" or child != parent.child_by_field_name("consequence"):
            continue
        asked = parent.child_by_field_name("condition")
        parts = "".join(file.rust.text(asked).split()).split("&&") if asked is not None else []
        if condition in parts or condition == "&&".join(parts):
            return "||" not in "".join(parts) or condition == "&&".join(parts)
    return False


def on_error(file: CodeFile, node: Node, body: Node) -> bool:
    """Whether `node` stands in an arm for `Err`, a closure given to `map_err` and the like, or a block that ends with `Err(…)`."""
    for parent, child in _above(node, body):
        if parent.type == "match_arm" and child == parent.child_by_field_name("value"):
            pattern = parent.child_by_field_name("pattern")
            if pattern is not None and file.rust.text(pattern).startswith("Err("):
                return True
        elif parent.type == "if_expression" and child == parent.child_by_field_name("consequence"):
            asked = parent.child_by_field_name("condition")
            text = " ".join(file.rust.text(asked).split()) if asked is not None else ""
            if text.startswith("let Err(") or (text.endswith(".is_err()") and "&&" not in text and "||" not in text):
                return True
        elif parent.type == "arguments" and child.type == "closure_expression":
            callee = parent.parent.child_by_field_name("function") if parent.parent is not None else None
            if callee is not None and file.rust.text(callee).rpartition(".")[2] in _ON_ERROR:
                return True
        if parent.type == "block" and parent != body and _ends_in_error(file, parent):
            return True
    return False


def _ends_in_error(file: CodeFile, block: Node) -> bool:
    last = [c for c in block.named_children if c.type not in ("line_comment", "block_comment")][-1:]
    text = " ".join(file.rust.text(last[0]).rstrip("; ").split()) if last else ""
    return text.removeprefix("return ").startswith("Err(") and text.endswith(")")


def _above(node: Node, body: Node) -> list[tuple[Node, Node]]:
    """Each node above `node` up to `body`, with its child on the way."""
    found: list[tuple[Node, Node]] = []
    child = node
    while child != body and child.parent is not None:
        found.append((child.parent, child))
        child = child.parent
    return found


def always(node: Node, body: Node) -> bool:
    """Whether the call is reached whenever the function is: in no branch, and no `?`, `return`, loop or macro before it."""
    if any(parent.type in _BRANCHES or parent.type in ("match_arm", "binary_expression") for parent, _ in _above(node, body)):
        return False
    for statement in body.named_children:
        if statement.start_byte >= node.start_byte:
            return True
        if statement.end_byte > node.start_byte:
            return b"?" not in (statement.text or b"")
        stack = [statement]
        while stack:
            one = stack.pop()
            if one.type in ("return_expression", "try_expression", "macro_invocation", "loop_expression", "while_expression"):
                return False
            stack.extend(one.named_children)
    return True
