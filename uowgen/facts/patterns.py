"""Where a variant or a type is taken apart by a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.calls import living, path_of
from uowgen.facts.uses import names_in

if TYPE_CHECKING:
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_APART = frozenset({"tuple_struct_pattern", "struct_pattern"})


def taken_apart(file: CodeFile, root: Node, name: str) -> tuple[tuple[str, int], ...]:
    """The patterns below `root` with something inside whose path ends in `name`: the path as written, and the line.

    Only those that an ordinary build has. `A::B(..)` counts, a bare `A::B` takes nothing apart.
    """
    found: list[tuple[str, int]] = []
    stack = [root]
    while stack:
        node = stack.pop()
        of = node.child_by_field_name("type") if node.type in _APART else None
        if of is not None and (path := path_of(file.rust.text(of))).rpartition("::")[2] == name:
            found.append((path, file.rust.source.line_of(node.start_byte)))
        stack.extend(living(file, node))
    return tuple(sorted(found, key=lambda one: one[1]))


def in_macro_calls(file: CodeFile, root: Node, name: str) -> tuple[int, ...]:
    """The lines where `name` stands between the brackets of a macro call, which may take it apart."""
    found: list[int] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "token_tree":
            found += [use.line for use in names_in(file, node, (name,)) if use.live]
        else:
            stack.extend(living(file, node))
    return tuple(sorted(set(found)))
