"""Decides that a function does not change a thing itself, but calls the one that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import names_below, split_call
from uowgen.claims.bodies.runs import followed, surely_done
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import one_function
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.steps import Step


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where the callee alone assigns the one thing of that name; fails where the function assigns it and calls nothing so."""
    name, wanted, what = bare_name(reading.get("name")), called(reading.get("callee")), form(reading.get("what"))
    bodies: list[Body] = []
    for said in (reading.get("name"), reading.get("callee")):
        function = one_function(case, said)
        if isinstance(function, Finding):
            return function
        body = followed(function)
        if isinstance(body, Finding):
            return body
        bodies.append(body)
    own, theirs = (_assigned(body, what) for body in bodies)
    last = wanted.rpartition("::")[2].rpartition(".")[2]
    calls = [s for s in bodies[0].steps if s.sort == "call" and split_call(bodies[0].file, s.node)[1] == last]
    places = tuple(_place(bodies[0], s) for s in (calls or own)[:3])
    if own and not calls:
        return fails(
            "act-found", f"`{name}` changes it itself at line {places[0].line}, and does not call `{last}`", evidence=places
        )
    if calls and theirs and not own and all(surely_done(s, bodies[0]) for s in calls) and not _hides(bodies[0]):
        return holds(f"`{name}` calls `{last}`, which changes it, and does not change it itself", evidence=places)
    return undecided("depends-on-the-path", f"whether `{name}` leaves that to `{last}` is not plain", evidence=places)


def _assigned(body: Body, what: str) -> list[Step]:
    """The assignments to a field whose name has `what` in it."""
    found = []
    for step in body.steps:
        left = step.node.child_by_field_name("left") if step.sort == "assign" else None
        if (
            left is not None
            and left.type == "field_expression"
            and any(what in parts(n) for n in names_below(body.file, left)[-1:])
        ):
            found.append(step)
    return found


def _hides(body: Body) -> bool:
    return any(s.sort == "macro" for s in body.steps)


def _place(body: Body, step: Step) -> Evidence:
    line = body.file.rust.source.line_of(step.node.start_byte)
    return Evidence(body.file.path, line, line, "here")
