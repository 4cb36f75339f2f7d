"""Whether runs have gone every way through a function and all that it comes to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.program import Program
    from uowgen.grammar import Node

_CALLED = when_used(r"(\w+)\s*(?:::<[^>]*>)?\(")
_FURTHEST = 4


def gone_everywhere(program: Program, type_name: str, method: str) -> bool:
    """Whether runs of a program that keeps its branches have gone every way through a method, and through what it calls in the same files."""
    first = _method(program, type_name, method)
    if first is None or program.branches is None:
        return False
    branches = program.branches
    if not branches.functions:
        branches.functions.update(_functions(program))
    rows = branches.functions
    path, node = first.scope.file.source.path, first.node
    if not branches.all_gone(path, node.start_byte, node.end_byte):
        return False
    seen = {(path, node.start_byte)}
    waiting = [(first.scope.text(node), 0)]
    while waiting:
        text, depth = waiting.pop()
        for name in set(_CALLED.findall(text)) if depth < _FURTHEST else ():
            for where, start, end, inner in rows.get(name, ()):
                ways = [g for (p, at, _), g in branches.gone.items() if p == where and start <= at < end]
                if (where, start) in seen or not ways:
                    continue
                if not all(ways):
                    return False
                seen.add((where, start))
                waiting.append((inner, depth + 1))
    return True


def _method(program: Program, type_name: str, method: str) -> Function | None:
    of = program.type(type_name)
    if of is None:
        return program.function(method)
    if method == "drop" and of.drop is not None:
        return of.drop
    found = program.methods_of(of, method)
    return found[0] if len(found) == 1 else None


def _functions(program: Program) -> dict[str, list[tuple[str, int, int, str]]]:
    """The functions of the files by name: the file, where it begins and ends, its text."""
    found: dict[str, list[tuple[str, int, int, str]]] = {}
    for file in {id(m.file): m.file for m in program.modules.values()}.values():
        waiting: list[Node] = [file.root]
        while waiting:
            node = waiting.pop()
            if node.type == "function_item":
                name = node.child_by_field_name("name")
                if name is not None:
                    found.setdefault(file.text(name), []).append(
                        (file.source.path, node.start_byte, node.end_byte, re.sub(r"//.*", "", file.text(node)))
                    )
            waiting += node.named_children
    return found


__all__ = ["gone_everywhere"]
