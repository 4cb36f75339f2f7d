"""Decides that a function's body awaits nothing. What the functions that it calls await is theirs: they are awaited or they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.facts.steps import steps_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_PLAIN = frozenset(
    [
        "println",
        "print",
        "log",
        "trace",
        "debug",
        "info",
        "warn",
        "error",
        "assert",
        "assert_eq",
        "assert_ne",
        "debug_assert",
        "format",
        "panic",
        "matches",
        "vec",
        "unreachable",
        "todo",
    ]
)


def decide(reading: Reading, case: Case) -> Finding:
    """Fails where an `await` stands in the body itself; in a closure or a macro call it may be awaited elsewhere."""
    name = bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    steps = steps_of(function) if function.item.kind == "fn" and not function.item.in_macro else None
    if steps is None:
        return undecided("no-body", f"`{name}` has no body that can be followed", function)
    awaits = [s for s in steps if s.sort == "await"]
    line_of = function.file.rust.source.line_of
    places = tuple(Evidence(function.file.path, n, n, "`.await`") for n in (line_of(s.node.end_byte - 1) for s in awaits[:4]))
    if any(not s.later for s in awaits):
        return fails("act-found", f"`{name}` awaits at line {places[0].line}", evidence=places)
    if awaits:
        return undecided(
            "depends-on-the-path", f"what `{name}` awaits in a closure or block of its own is not followed", evidence=places
        )
    for step in steps:
        called = step.node.child_by_field_name("macro") if step.sort == "macro" else None
        if called is not None and function.file.rust.text(called).split("::")[-1] not in _PLAIN:
            return undecided("inside-macro", f"`{function.file.rust.text(called)}!` in `{name}` may await", function)
    return holds(f"nothing in `{name}` is awaited", function)
