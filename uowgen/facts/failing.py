"""Where a function goes on when a call has failed: the arms, branches and closures that take up its error, or out by `?`."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_WITH_CLOSURES = frozenset("map_err or_else unwrap_or_else inspect_err".split())
_CHAINS = frozenset("field_expression await_expression parenthesized_expression reference_expression".split())


class Failing(NamedTuple):
    """What becomes of a call's error: the nodes that are run with it, whether `?` leaves the function with it, the name that keeps it."""

    regions: tuple[Node, ...]
    leaves: bool
    kept: str


def failing(file: CodeFile, call: Node) -> Failing | None:
    """What becomes of the error of `call`; None where that is not plain."""
    regions: list[Node] = []
    at = call
    while at.parent is not None:
        parent = at.parent
        if parent.type == "try_expression":
            return Failing(tuple(regions), True, "")
        if parent.type == "call_expression" and parent.child_by_field_name("function") == at:
            name = file.rust.text(at).rpartition(".")[2]
            given = parent.child_by_field_name("arguments")
            if name in _WITH_CLOSURES and given is not None and given.named_children:
                body = given.named_children[0].child_by_field_name("body")
                regions += [body] if body is not None else []
            elif name == "is_err" and parent.parent is not None and parent.parent.type == "if_expression":
                then = parent.parent.child_by_field_name("consequence")
                return Failing((*regions, then), False, "") if then is not None else None
            elif name not in ("map", "ok_or", "lock", "unwrap", "as_ref"):
                return None
        elif parent.type == "let_condition":
            return _by_condition(file, parent, regions)
        elif parent.type == "let_declaration":
            return _by_let(file, parent, regions)
        elif parent.type == "match_expression" and parent.child_by_field_name("value") == at:
            return _by_match(file, parent, regions)
        elif parent.type not in _CHAINS:
            return None
        at = parent
    return None


def _by_condition(file: CodeFile, condition: Node, regions: list[Node]) -> Failing | None:
    pattern, around = condition.child_by_field_name("pattern"), condition.parent
    if around is None or around.type != "if_expression" or pattern is None:
        return None
    text = file.rust.text(pattern)
    branch = around.child_by_field_name("consequence" if text.startswith("Err(") else "alternative")
    if branch is None or not text.startswith(("Err(", "Ok(")):
        return None
    return Failing((*regions, branch), False, "")


def _by_let(file: CodeFile, let: Node, regions: list[Node]) -> Failing | None:
    pattern, other = let.child_by_field_name("pattern"), let.child_by_field_name("alternative")
    if pattern is None:
        return None
    if other is not None:
        return Failing((*regions, other), False, "") if file.rust.text(pattern).startswith("Ok(") else None
    name = file.rust.text(pattern) if pattern.type == "identifier" else ""
    if not name or let.parent is None:
        return None
    found: list[Node] = list(regions)
    stack = [c for c in let.parent.named_children if c.start_byte >= let.end_byte]
    while stack:
        node = stack.pop()
        if node.type == "identifier" and file.rust.text(node) == name:
            once = failing(file, node)
            found += once.regions if once is not None else ()
        stack.extend(node.named_children)
    return Failing(tuple(found), False, name)


def _by_match(file: CodeFile, match: Node, regions: list[Node]) -> Failing | None:
    body = match.child_by_field_name("body")
    found: list[Node] = []
    for arm in body.named_children if body is not None else ():
        pattern, value = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
        if pattern is not None and value is not None and file.rust.text(pattern).startswith("Err("):
            found.append(value)
    # With several arms each is run with some of the errors only.
    return Failing((*regions, *found), False, "") if len(found) == 1 else None
