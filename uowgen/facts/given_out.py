"""What a function may give out: the pieces of its body that its value, or an error that it hands on, can come from.

A call whose result is dropped gives nothing out. What is bound to a name counts where the name does; what a name is handed to by `&mut`,
or what is called on it, may change it and counts as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

# What these come to is `()`.
_WITHOUT_VALUE = frozenset(
    b"trace debug info warn error println print eprintln eprint assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne".split()
)
_BINDING = {"let_declaration": "value", "let_condition": "value", "for_expression": "value"}


def given_out(function: Declaration) -> str:
    """The text of these pieces; the whole text for anything but a function with a body."""
    body = function.item.node.child_by_field_name("body")
    if function.item.kind != "fn" or body is None or any(n.type == "macro_definition" for n in walk(body)):
        return function.text
    nodes = list(walk(body))
    roots = [n for n in nodes if n.type in ("try_expression", "return_expression", "break_expression", "await_expression")]
    last = [c for c in body.named_children if not is_comment(c)][-1:]
    roots += [
        c for c in last if c.type != "let_declaration" and not (c.type == "expression_statement" and c.children[-1].type == ";")
    ]
    roots += [n for n in nodes if n.type == "macro_invocation" and (_macro(n) not in _WITHOUT_VALUE)]
    pieces = {n.id: n for n in roots}
    while True:
        wanted = {
            (n.text or b"")
            for root in pieces.values()
            for n in walk(root)
            if n.type in ("identifier", "shorthand_field_identifier")
        }
        more = [n for node in nodes for n in _brought(node, wanted) if n.id not in pieces]
        if not more:
            break
        pieces.update((n.id, n) for n in more)
    return "\n".join(function.file.rust.text(n) for n in pieces.values())


def _macro(node: Node) -> bytes:
    named = node.child_by_field_name("macro")
    return (named.text or b"").rpartition(b"::")[2] if named is not None else b""


def _brought(node: Node, wanted: set[bytes]) -> list[Node]:
    """What comes to one of the names at `node`: the value that it is bound to, what it is matched out of, what is done to it."""
    if node.type in _BINDING:
        value = node.child_by_field_name(_BINDING[node.type])
        other = node.child_by_field_name("alternative")
        mine = _names(node.child_by_field_name("pattern")) & wanted
        return [n for n in (value, other) if n is not None] if mine else []
    if node.type == "match_expression":
        value, arms = node.child_by_field_name("value"), node.child_by_field_name("body")
        patterns = [
            p for a in (arms.named_children if arms is not None else ()) if (p := a.child_by_field_name("pattern")) is not None
        ]
        return [value] if value is not None and any(_names(p) & wanted for p in patterns) else []
    if node.type in ("assignment_expression", "compound_assignment_expr"):
        left = node.child_by_field_name("left")
        return [node] if _names(left) & wanted else []
    if node.type == "closure_expression":
        around = node.parent.parent if node.parent is not None else None
        return [around] if around is not None and _names(node.child_by_field_name("parameters")) & wanted else []
    if node.type == "call_expression":
        called, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        owner = called.child_by_field_name("value") if called is not None and called.type == "field_expression" else None
        lent = [a for a in (given.named_children if given is not None else ()) if (a.text or b"").startswith(b"&mut")]
        return [node] if any(_names(n) & wanted for n in (owner, *lent)) else []
    return []


def _names(node: Node | None) -> set[bytes]:
    if node is None:
        return set()
    return {(n.text or b"") for n in walk(node) if n.type in ("identifier", "shorthand_field_identifier")} - {b"self"}
