"""What a method assigns to a field of `self`: each assignment with its value, and whether every run to the end passes it.

It does not follow calls: whether one of them may change the field as well is said beside the assignments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.condition import condition_of

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node


class Assignment(NamedTuple):
    """`self.field = value` (also through `store` of an atomic): its operator, the value's text, the 1-based line.

    `always`: no condition, loop or closure stands around it.
    """

    operator: str
    value: str
    line: int
    always: bool


class Assignments(NamedTuple):
    """Those of one method in document order, and the methods of `self` that it calls.

    `elsewhere`: the method hands `self` or the field on in another way that could change it.
    """

    found: tuple[Assignment, ...]
    elsewhere: bool
    calls: tuple[str, ...] = ()


_PLAIN = frozenset({"block", "expression_statement", "unsafe_block"})
_READS = frozenset(
    [
        "is_empty",
        "len",
        "get",
        "iter",
        "contains",
        "is_some",
        "is_none",
        "as_ref",
        "clone",
        "load",
        "as_slice",
        "as_str",
        "first",
        "last",
        "unwrap",
        "expect",
        "copied",
        "cloned",
    ]
)


def assignments_to(file: CodeFile, function: Node, field: str) -> Assignments:
    """What the function at `function` assigns to `self.<field>`."""
    body = function.child_by_field_name("body")
    found: list[Assignment] = []
    calls: list[str] = []
    elsewhere = False
    stack: list[tuple[Node, bool]] = [(body, True)] if body is not None else []
    wanted = f"self.{field}"
    while stack:
        node, always = stack.pop()
        line = file.rust.source.line_of(node.start_byte)
        if node.type in ("line_comment", "block_comment", "function_item"):
            continue
        if node.type in ("assignment_expression", "compound_assignment_expr"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and _plain(file, left) == wanted:
                operator = node.child_by_field_name("operator")
                sign = file.rust.text(operator) if operator is not None else "="
                found.append(Assignment(sign, " ".join(file.rust.text(right).split()), line, always))
                stack.append((right, always))
                continue
            if left is not None and _plain(file, left).startswith((f"{wanted}.", f"{wanted}[", "*self")):
                elsewhere = True
        elif node.type == "call_expression":
            kept, changed = _call(file, node, wanted, always)
            called = node.child_by_field_name("function")
            receiver, _, method = _plain(file, called).rpartition(".") if called is not None else ("", "", "")
            if receiver == "self" and method.isidentifier() and changed:
                calls.append(method)
                changed = any(_plain(file, a) in ("self", f"&mut{wanted}") for a in _arguments(node))
            found += kept
            elsewhere = elsewhere or changed
        elif node.type == "reference_expression" and any(c.type == "mutable_specifier" for c in node.children):
            held = node.child_by_field_name("value")
            elsewhere = elsewhere or (held is not None and _plain(file, held) in (wanted, "self", "*self"))
        elif node.type == "token_tree":
            text = "".join(file.rust.text(node).split())
            elsewhere = elsewhere or f"{wanted}=" in text.replace("==", "") or f"&mut{wanted}" in text
            continue
        inner = always and node.type in _PLAIN
        stack += [(child, inner) for child in reversed(_living(file, node))]
    return Assignments(tuple(sorted(found, key=lambda one: one.line)), elsewhere, tuple(dict.fromkeys(calls)))


def _arguments(call: Node) -> list[Node]:
    given = call.child_by_field_name("arguments")
    return list(given.named_children) if given is not None else []


def _call(file: CodeFile, node: Node, wanted: str, always: bool) -> tuple[list[Assignment], bool]:
    """The assignment that a call makes to the field, and whether it may change it otherwise."""
    function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or given is None:
        return [], False
    path = _plain(file, function)
    line = file.rust.source.line_of(node.start_byte)
    arguments = [file.rust.text(c) for c in given.named_children if c.type not in ("line_comment", "block_comment")]
    if path == f"{wanted}.store" and arguments:
        return [Assignment("=", " ".join(arguments[0].split()), line, always)], False
    if path == f"{wanted}.clear" and not arguments:
        return [Assignment("clear", "", line, always)], False
    receiver, _, method = path.rpartition(".")
    if receiver == wanted:
        return [], method not in _READS
    # Another method of `self`, or a function that is given all of it.
    return [], receiver == "self" or any("".join(a.split()) in ("self", "&mutself", f"&mut{wanted}") for a in arguments)


def _plain(file: CodeFile, node: Node) -> str:
    return "".join(file.rust.text(node).split())


def _living(file: CodeFile, node: Node) -> list[Node]:
    """The children of `node` but those that a `cfg` keeps out of ordinary builds; those under any `cfg` are not sure to be there."""
    kept: list[Node] = []
    attributes: list[str] = []
    for child in node.named_children:
        if child.type == "attribute_item":
            attributes.append(file.rust.text(child))
            continue
        if not attributes or condition_of(tuple(attributes)) in ("always", "sometimes"):
            kept.append(child)
        attributes = []
    return kept
