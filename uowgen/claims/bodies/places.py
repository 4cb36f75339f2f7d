"""How a piece of a function uses a place that a sentence names: whether it writes it, reads it, or does what is not known."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.facts.calls import living, path_of
from uowgen.facts.code import counts

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

Manner = Literal["write", "read", "unknown"]

_READING = frozenset(
    "is_empty len get iter contains contains_key is_some is_none is_ok is_err as_ref clone load as_slice as_str first last copied cloned "
    "map_or is_some_and is_none_or unwrap_or unwrap unwrap_or_default expect eq ne cmp to_string count".split()
)
_WRITING = frozenset(
    "set clear take replace insert put push push_back push_front pop pop_front pop_back remove store swap fetch_add fetch_sub fetch_or "
    "fetch_and extend truncate drain reset update write".split()
)
_HOLDING = frozenset("lock lock_irq lock_irqsave borrow_mut borrow".split())
_MOST_FUNCTIONS = 60


class Used(NamedTuple):
    """One use of the place: in which `manner`, and its 1-based line."""

    manner: Manner
    line: int


def uses_of(file: CodeFile, root: Node, name: str) -> tuple[Used, ...]:
    """Every use below `root` of a field or variable called `name`, in document order; in macro calls they are not known."""
    found: list[Used] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "token_tree":
            words = "".join(c if c.isalnum() or c == "_" else " " for c in file.rust.text(node)).split()
            if name in words:
                found.append(Used("unknown", file.rust.source.line_of(node.start_byte)))
            continue
        if node.type in ("identifier", "field_identifier", "shorthand_field_identifier") and file.rust.text(node) == name:
            found.append(Used(_manner(file, node), file.rust.source.line_of(node.start_byte)))
        stack.extend(reversed(living(file, node)))
    return tuple(found)


def _manner(file: CodeFile, node: Node) -> Manner:
    """What is done with the place that `node` ends: `self.<name>` or a variable."""
    at = node
    while at.parent is not None:
        parent = at.parent
        if parent.type == "field_expression" and parent.child_by_field_name("field") == at and at == node:
            at = parent
            continue
        if parent.type == "field_expression":  # a method, or a field of the place
            called = parent.parent
            method = file.rust.text(field) if (field := parent.child_by_field_name("field")) is not None else ""
            if called is None or called.type != "call_expression" or called.child_by_field_name("function") != parent:
                at = parent
                continue
            if method in _HOLDING:
                at = called
                continue
            given = called.child_by_field_name("arguments")
            if method in _READING:
                return "unknown" if given is not None and _changes_in(file, given) else "read"
            return "write" if method in _WRITING else "unknown"
        if parent.type in ("index_expression", "parenthesized_expression", "unary_expression"):
            at = parent
            continue
        if parent.type in ("assignment_expression", "compound_assignment_expr"):
            return "write" if parent.child_by_field_name("left") == at else "read"
        if parent.type == "reference_expression":
            return "unknown" if any(c.type == "mutable_specifier" for c in parent.children) else "read"
        if parent.type in (
            "let_declaration",
            "closure_parameters",
            "parameter",
            "field_initializer",
            "field_pattern",
            "tuple_pattern",
        ):
            return "unknown"
        return (
            "read"
            if parent.type in ("binary_expression", "if_expression", "match_expression", "type_cast_expression")
            else "unknown"
        )
    return "unknown"


def _changes_in(file: CodeFile, given: Node) -> bool:
    stack = [given]
    while stack:
        node = stack.pop()
        if node.type in ("assignment_expression", "compound_assignment_expr", "macro_invocation"):
            return True
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None and path_of(file.rust.text(function)).rpartition(".")[2] in _WRITING:
            return True
        stack.extend(node.named_children)
    return False


def reached_from(case: Case, file: CodeFile, root: Node, itself: str) -> tuple[Declaration, ...] | None:
    """The functions of the tree that code below `root` may call, by their names, and those that these call; None where they are too many."""
    found: dict[tuple[str, int], Declaration] = {}
    pending: list[tuple[CodeFile, Node]] = [(file, root)]
    asked: set[str] = {itself}
    while pending:
        inside, node = pending.pop()
        for name in _called_in(inside, node) - asked:
            asked.add(name)
            near = [d for d in inside.named(name) if d.item.kind == "fn"]
            declared = near or [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn"]
            if not near and len(declared) > 6:
                continue  # a name of everyday: what is called so is not of this file
            for one in declared:
                body = one.item.node.child_by_field_name("body")
                if body is not None and counts(one) and (one.file.path, one.line) not in found:
                    found[one.file.path, one.line] = one
                    pending.append((one.file, body))
            if len(found) > _MOST_FUNCTIONS:
                return None
    return tuple(found.values())


def _called_in(file: CodeFile, root: Node) -> set[str]:
    found: set[str] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        function = node.child_by_field_name("function") if node.type == "call_expression" else None
        if function is not None:
            found.add(path_of(file.rust.text(function)).replace("::", ".").rpartition(".")[2])
        stack.extend(living(file, node))
    return found
