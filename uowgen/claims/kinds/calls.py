"""Claim: a function calls another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.subject import find_method
from uowgen.facts.calls import calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """A call expression stands in the function's body; tokens of a macro call leave it undecided. Reaching it is not claimed."""
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    subject = find_method(case, reading.get("caller"))
    if not subject.found:
        return subject.problem or undecided("no-subject", f"no function `{name}`")
    evidence: list[Evidence] = []
    for declaration in subject.found:
        body = declaration.item.node.child_by_field_name("body")
        if body is None:
            return undecided("no-body", f"`{name}` has no body", declaration)
        fitting = [c for c in calls_in(declaration.file, body) if c.matches(wanted)]
        sure = [c for c in fitting if c.sure]
        if not sure and fitting:
            return undecided("inside-macro", f"`{wanted}` stands inside a macro call at line {fitting[0].line}", declaration)
        if not sure:
            return fails("call-not-found", f"`{name}` does not call `{wanted}`", declaration)
        evidence += [Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for c in sure]
    return holds(f"`{name}` calls `{wanted}`", evidence=tuple(evidence))


def called(text: str) -> str:
    """The path of a call as documents write it: `GPU.lock()` gives `GPU.lock`."""
    return text.split("(")[0].strip().removeprefix("self.")


KIND = Kind(
    "calls",
    "a function calls another",
    (),
    (),
    decide,
)
