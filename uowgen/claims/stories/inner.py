"""Methods that change what they are called on through a shared reference: by an atomic, a cell or a lock that it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program

_INNER = when_used(r"\b(Atomic\w+|\w*Cell|\w*Mutex\w*|\w*Lock\w*|\w*Spin\w*)\b")
_CHANGING = when_used(
    r"\.\s*(store|set|swap|fetch_\w+|compare_exchange\w*|compare_and_swap|borrow_mut|replace|take|push\w*|pop\w*|insert|remove|clear|extend|retain|drain|"
    r"truncate|update)\s*\("
    r"|(?:\.\w+|\]|\*\s*\w+)\s*(?:[+\-*/|&^%]|<<|>>)?=(?![=>])"
)


def holds_inner(program: Program, name: str) -> bool:
    """Whether a type has a field that can change behind a shared reference."""
    declared = program.type(name)
    return declared is not None and any(_INNER.search(str(kind)) for kind in declared.field_types())


def changes_something(text: str) -> bool:
    """Whether code may change what stands in cells, atomics, locks or places."""
    return _CHANGING.search(text) is not None


def acting_behind_shared(program: Program, name: str) -> frozenset[str]:
    """The `&self` methods of a type that change what it holds, by themselves or by way of another of them."""
    if not holds_inner(program, name):
        return frozenset()
    bodies = {}
    for function in program.methods(name):
        body = function.node.child_by_field_name("body")
        if function.takes == "ref" and body is not None:
            bodies[function.name] = function.scope.text(body)
    acting = {n for n, text in bodies.items() if _CHANGING.search(text)}
    while more := {
        n for n, text in bodies.items() if n not in acting and any(re.search(rf"\bself\s*\.\s*{a}\s*\(", text) for a in acting)
    }:
        acting |= more
    return frozenset(acting)
