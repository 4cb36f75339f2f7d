"""Pieces of code as text that is compared: without white space and comments, conditions of assertions, what closures come to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_COMMENTS = frozenset({"line_comment", "block_comment"})
_MAPPED = when_used(
    r"^(?P<tried>.+)\.(?:ok_or\((?P<plain>[A-Z]\w*(?:::\w+)*)\)|(?:map_err|ok_or_else)\(\|\w*\|(?P<made>[A-Z]\w*(?:::\w+)*)\))$",
    re.S,
)


def squeezed(file: CodeFile, node: Node) -> str:
    """The text of `node` with comments left out and white space only where words would run together; strings stay as they are."""
    parts: list[str] = []
    stack = [node]
    while stack:
        one = stack.pop()
        if one.type in _COMMENTS:
            continue
        if not one.children or one.type in ("string_literal", "raw_string_literal", "char_literal"):
            parts.append(file.rust.text(one))
        else:
            stack.extend(reversed(one.children))
    found = ""
    for part in parts:
        glued = found[-1:].isidentifier() or found[-1:].isdigit()
        found += f" {part}" if glued and (part[:1].isidentifier() or part[:1].isdigit()) else part
    return found


def operator_of(node: Node) -> str:
    """The operator of a binary expression or an assignment: `&&`, `+=`."""
    sign = node.child_by_field_name("operator")
    return (sign.text or b"").decode() if sign is not None else ""


def condition_of_assertion(file: CodeFile, node: Node, name: str) -> str:
    """What `assert!(…)` asks, the message left out; of `assert_eq!(a, b)` it is `a==b`."""
    tree = next((c for c in node.named_children if c.type == "token_tree"), None)
    pieces: list[str] = [""]
    for child in (tree.children if tree is not None else ())[1:-1]:
        if child.type == ",":
            pieces.append("")
        elif child.type not in _COMMENTS:
            text = "".join(file.rust.text(child).split()) if child.type == "token_tree" else file.rust.text(child)
            glue = " " if pieces[-1][-1:].isidentifier() and text[:1].isidentifier() else ""
            pieces[-1] += glue + text
    if name == "assert":
        return pieces[0]
    sign = "==" if name == "assert_eq" else "!="
    return f"{pieces[0]}{sign}{pieces[1] if len(pieces) > 1 else ''}"


def mapped_error(text: str) -> tuple[str, str]:
    """Of `x.ok_or(E)` or `x.map_err(|_| E)` what is tried, and the error that it is made; of anything else it alone."""
    found = _MAPPED.match(text)
    return (found["tried"], found["plain"] or found["made"]) if found is not None else (text, "")


# What says nothing of what is done: `#[allow(…)]`.
REMARKS = when_used(r"^#\[(?:allow|warn|deny|expect|inline|cold|must_use|doc|rustfmt::skip|clippy::\w+)\b")
STRINGS = when_used(r'"(?:[^"\\]|\\.)*"', re.S)
LEAVES = when_used(r"\breturn\b|\?|\bbreak\b|\bcontinue\b|bail|ensure")


def awaited(body: Node) -> Node:
    """The body, or the one async block that it consists of: what the function does is done when what it gives is awaited."""
    inner = [c for c in body.named_children if c.type not in _COMMENTS]
    return inner[0].named_children[-1] if len(inner) == 1 and inner[0].type == "async_block" else body
