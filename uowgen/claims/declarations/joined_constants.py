"""Decides which constants a constant is joined of by “or”: `const ALL: u32 = READ | WRITE;`, `Flags::READ.union(Flags::WRITE)`.

Any other operator or call may take away what it names, so nothing is said of a value that has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_JOINING = frozenset({"union", "from_bits_truncate", "from_bits_retain", "bits"})


def joined_of(case: Case, name: str, members: tuple[str, ...], *, only: bool = False) -> Finding:
    """Whether the constant `name` is joined of all of `members` (and of nothing else, if `only`)."""
    subject = find(case, name, KINDS_OF["const"])
    if not subject.found:
        return subject.problem or undecided("no-subject", f"no constant `{bare_name(name)}`")
    wanted = {bare_name(m) for m in members}
    for declaration in subject.found:
        node = declaration.item.node.child_by_field_name("value")
        parts = None if declaration.item.in_macro or node is None else _parts(declaration, node)
        if parts is None:
            return undecided("not-understood", f"the value of `{bare_name(name)}` is not only constants joined by “|”", declaration)
        missing, more = wanted - parts, parts - wanted
        if (missing or (only and more)) and not all(_is_plain(case, part) for part in (parts if missing else more) | missing):
            return undecided("not-understood", f"a constant in `{bare_name(name)}` may itself be joined of others", declaration)
        if missing:
            return fails("other-value", f"`{bare_name(name)}` is without `{sorted(missing)[0]}`", declaration)
        if only and more:
            return fails("other-value", f"`{bare_name(name)}` has `{sorted(more)[0]}` as well", declaration)
    listed = ", ".join(f"`{m}`" for m in members)
    return holds(f"`{bare_name(name)}` is joined of {listed}{' alone' if only else ''}", *subject.found)


def _parts(declaration: Declaration, root: Node) -> set[str] | None:
    """The names of the constants that are joined; None where anything else stands in the value."""
    found = list(_leaves(declaration, root))
    return None if None in found else {f for f in found if f is not None}


def _leaves(declaration: Declaration, node: Node) -> Iterator[str | None]:
    """Each constant's name, and None for each thing that is none."""
    text = declaration.file.rust.text
    joined = _joined(declaration, node)
    if node.type in ("identifier", "scoped_identifier"):
        yield bare_name(text(node))
    elif not joined:
        yield None
    for part in joined:
        yield from _leaves(declaration, part)


def _joined(declaration: Declaration, node: Node) -> list[Node]:
    """What an expression joins: both sides of “|”, receiver and arguments of `union()`; empty for any other."""
    text = declaration.file.rust.text
    if node.type == "parenthesized_expression":
        return node.named_children
    if node.type == "binary_expression":
        operator = node.child_by_field_name("operator")
        return node.named_children if operator is not None and text(operator) == "|" else []
    called, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if node.type != "call_expression" or called is None or given is None:
        return []
    name = bare_name(text(called))
    if name not in _JOINING or called.type not in ("field_expression", "scoped_identifier"):
        return []
    receiver = called.child_by_field_name("value") if called.type == "field_expression" else None
    return [*([receiver] if receiver is not None else []), *given.named_children]


def _is_plain(case: Case, name: str) -> bool:
    """Whether the one constant of that name has a value of its own, made of no other constants."""
    found = find(case, name, KINDS_OF["const"]).found
    if len(found) == 1 and not found[0].item.in_macro:
        node = found[0].item.node.child_by_field_name("value")
        return node is not None and all(leaf is None for leaf in _leaves(found[0], node)) and not _names_in(found[0], node)
    return False


def _names_in(declaration: Declaration, root: Node) -> bool:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in ("identifier", "scoped_identifier", "macro_invocation", "call_expression"):
            return True
        stack += node.named_children
    return False
