"""The arm of a function's `match` that is taken for a variant: found by its pattern, else the wildcard behind arms of its siblings.

Only where one arm can be meant, without a guard or a `cfg`, is there an answer. Which value comes there at run time is not decided.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_COMMENTS = frozenset({"line_comment", "block_comment"})
_STRAIGHT = frozenset(
    "block expression_statement let_declaration return_expression try_expression parenthesized_expression unsafe_block".split()
)
_OWN = frozenset("closure_expression async_block function_item impl_item macro_invocation".split())


class Arm(NamedTuple):
    """One arm: what it evaluates to (`value`), the `match` around it.

    `tail`: what the arm gives is what the function gives back. `straight`: no branch, loop or closure stands around the `match`.
    `early`: the function may be left before it by `return`; `tries`: by `?`, with an error of something that it calls.
    """

    value: Node
    match: Node
    tail: bool
    straight: bool
    early: bool
    tries: bool


def arm_for(function: Declaration, variant: str, siblings: frozenset[str]) -> Arm | None:
    """The one arm for `variant`, the last name of a path; `siblings` are the other variants of its enum, by which a wildcard is told to take it."""
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    found: list[tuple[Node, Node]] = []
    for match in _matches(body):
        arms = [c for c in _inner(match) if c.type == "match_arm"]
        named = [a for a in arms if variant in _variants_of(function.file, a)]
        others = siblings & {v for a in arms for v in _variants_of(function.file, a)}
        if not named and not others:
            continue
        if any(c.type == "attribute_item" for a in (_inner(match), *(a.named_children for a in arms)) for c in a):
            return None
        rest = [a for a in arms if _is_wildcard(function.file, a)]
        mine = named or rest[:1]
        if len(mine) != 1 or _has_guard(mine[0]) or (not named and any(map(_has_guard, arms))):
            return None
        if named and not _stands_alone(function.file, named[0], variant):
            return None
        before = arms[: next(n for n, a in enumerate(arms) if a == mine[0])]
        if named and any(not _takes_others_only(function.file, a) for a in before):
            return None
        found.append((mine[0], match))
    if len(found) != 1:
        return None
    arm, match = found[0]
    value = arm.child_by_field_name("value")
    return (
        None
        if value is None
        else Arm(
            value,
            match,
            _is_tail(match, body),
            _is_straight(match, body),
            _may_leave(body, match.start_byte, "return_expression"),
            _may_leave(body, match.start_byte, "try_expression"),
        )
    )


def paths_in_arms(function: Declaration) -> tuple[str, ...]:
    """The paths that the arms of the function's `match`es begin with, what they carry left out."""
    body = function.item.node.child_by_field_name("body")
    arms = [c for match in _matches(body) for c in _inner(match) if c.type == "match_arm"] if body is not None else []
    return tuple(dict.fromkeys(a.split("(")[0].split("{")[0] for arm in arms for a in _alternatives(function.file, arm)))


def _inner(match: Node) -> list[Node]:
    block = match.child_by_field_name("body")
    return block.named_children if block is not None else []


def _matches(body: Node) -> Iterator[Node]:
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type == "match_expression":
            yield node
        if node.type not in _OWN:
            stack.extend(reversed(node.named_children))


def _has_guard(arm: Node) -> bool:
    pattern = arm.child_by_field_name("pattern")
    return pattern is None or pattern.child_by_field_name("condition") is not None


def _alternatives(file: CodeFile, arm: Node) -> list[str]:
    pattern = arm.child_by_field_name("pattern")
    inner = [c for c in pattern.named_children if c.type not in _COMMENTS] if pattern is not None else []
    return ["".join(part.split()) for part in file.rust.text(inner[0]).split("|")] if inner else []


def _variants_of(file: CodeFile, arm: Node) -> set[str]:
    """The variants that an arm takes: the last names of its paths, what they carry left out."""
    heads = {a.split("(")[0].split("{")[0] for a in _alternatives(file, arm)}
    return {last for h in heads if (last := h.rpartition("::")[2])[:1].isupper()}


def _stands_alone(file: CodeFile, arm: Node, variant: str) -> bool:
    """Whether the arm takes every value of the variant: what it carries is bound or left out, not compared."""
    for alternative in _alternatives(file, arm):
        head, _, rest = alternative.replace("{", "(").partition("(")
        if head.rpartition("::")[2] == variant:
            inner = rest.rstrip(")}")
            return not any(ch.isdigit() or ch in "\"'" or ch.isupper() for ch in inner)
    return False


def _takes_others_only(file: CodeFile, arm: Node) -> bool:
    """Whether each pattern of an arm begins with a variant: a name, or `_`, with a guard may take any."""
    heads = [a.split("(")[0].split("{")[0] for a in _alternatives(file, arm)]
    return bool(heads) and all(h.rpartition("::")[2][:1].isupper() for h in heads)


def _is_wildcard(file: CodeFile, arm: Node) -> bool:
    alternatives = _alternatives(file, arm)
    text = alternatives[0] if len(alternatives) == 1 else ""
    pattern = arm.child_by_field_name("pattern")
    whole = "".join(file.rust.text(pattern).split()) if pattern is not None else ""
    return whole == "_" or (text.isidentifier() and text[:1].islower())


def _is_tail(match: Node, body: Node) -> bool:
    at = match
    while at != body:
        parent = at.parent
        if parent is None:
            return False
        if parent.type == "return_expression":
            return True
        if parent.type in ("block", "unsafe_block", "parenthesized_expression", "expression_statement"):
            kept = [c for c in parent.named_children if c.type not in _COMMENTS]
            if (
                not kept
                or kept[-1] != at
                or (parent.type == "expression_statement" and (parent.text or b"").rstrip().endswith(b";"))
            ):
                return False
            at = parent
            continue
        return False
    return True


def _is_straight(match: Node, body: Node) -> bool:
    at = match.parent
    while at is not None and at != body:
        if at.type not in _STRAIGHT or any(c.type == "label" for c in at.children):
            return False
        at = at.parent
    return at is not None


def _may_leave(body: Node, end: int, way: str) -> bool:
    stack = [body]
    while stack:
        node = stack.pop()
        if node.start_byte >= end or node.type in _OWN:
            continue
        if node.type == way and node.end_byte <= end:
            return True
        stack.extend(node.named_children)
    return False
