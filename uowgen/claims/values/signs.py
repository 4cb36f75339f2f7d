"""Decides “reports E on OVRN”: a branch that asks for just that sign leaves the function with the value.

A sign is one word in capitals, or one name in backticks: a bit of a register, a flag, a signal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, holds
from uowgen.claims.values.values import is_value
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_SIGN = when_used(r"`?([A-Za-z][A-Za-z0-9_]{2,})(?:\(\))?`?")


def by_sign(function: Declaration, value: str, condition: str) -> Finding | None:
    """None where no branch plainly asks for the sign and for nothing else, or where it is no sign."""
    found = _SIGN.fullmatch(condition.strip())
    body = function.item.node.child_by_field_name("body")
    if found is None or body is None or function.item.in_macro or not (found.group(1).isupper() or "`" in condition):
        return None
    sign, text = found.group(1).lower(), function.file.rust.text
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type in ("closure_expression", "async_block", "function_item"):
            continue
        if node.type == "if_expression":
            asked, then = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
            given = _left_with(then) if asked is not None and then is not None and _asks(text(asked), sign) else None
            written = " ".join(text(given).split()) if given is not None else ""
            if written and (is_value(written, value) or is_value(written, f"Err({value})")):
                line = function.file.rust.source.line_of(node.start_byte)
                place = Evidence(function.file.path, line, line, f"`{' '.join(text(asked).split())}`" if asked is not None else "")
                return holds(f"a branch of `{function.item.name}` that asks for it leaves with `{written}`", evidence=(place,))
        stack.extend(node.named_children)
    return None


def _asks(asked: str, sign: str) -> bool:
    """Whether the condition is the sign alone: `status.ovrn()`, `flags.contains(Flags::OVRN)`, `irq & OVRN != 0`."""
    bare = "".join(asked.split()).lower()
    words = re.findall(r"[a-z_][a-z0-9_]*", bare)
    denied = any(mark in bare for mark in ("!", "||", "==0", "not(")) and not bare.endswith("!=0")
    several = "&&" in bare or ("|" in bare) or bare.count("!") > 1
    return words.count(sign) == 1 and not denied and not several


def _left_with(then: Node) -> Node | None:
    """What the block gives to a `return` at its end, if nothing in it leaves before."""
    done = [c for c in then.named_children if "comment" not in c.type]
    last = done[-1] if done else None
    if last is not None and last.type == "expression_statement" and last.named_children:
        last = last.named_children[0]
    early = any(b"return" in (c.text or b"") or b"?" in (c.text or b"") for c in done[:-1])
    kept = last.named_children if last is not None and last.type == "return_expression" and not early else []
    return kept[0] if kept else None
