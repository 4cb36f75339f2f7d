"""Claim: a function calls another one only under a condition, or only where it gives an error back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.branches import always, on_error, under
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import one_function
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Each call stands in the branch that is meant. Fails where one stands in no branch and nothing before it can leave the function."""
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    function = one_function(case, reading.get("caller"))
    if isinstance(function, Finding):
        return function
    body = function.item.node.child_by_field_name("body")
    if body is None:
        return undecided("no-body", f"`{name}` has no body", function)
    made = call_nodes(function.file, body, wanted)
    sure = [c for c in calls_in(function.file, body) if c.matches(wanted)]
    if not sure:
        return fails("call-not-found", f"`{name}` does not call `{wanted}`", function)
    if len(made) != len(sure):
        return undecided("inside-macro", f"`{wanted}` stands inside a macro call of `{name}`", function)
    condition = "".join(reading.get("condition").split())
    evidence = tuple(Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for _, c in made)
    for node, call in made:
        inside = (
            on_error(function.file, node, body) if reading.get("when") == "error" else under(function.file, node, body, condition)
        )
        if inside:
            continue
        if not reading.get("asked") and always(node, body):
            return fails("call-unconditional", f"`{name}` calls `{wanted}` at line {call.line} in any case", evidence=evidence)
        return undecided("depends-on-the-path", f"under what `{name}` calls `{wanted}` is not followed", evidence=evidence)
    told = "only where it has an error" if reading.get("when") == "error" else f"only if `{reading.get('condition')}`"
    return holds(f"`{name}` calls `{wanted}` {told}", evidence=evidence)


_FAILING = "error|errors|failure"

KIND = Kind(
    "calls_only_if",
    "a function calls another one only under a condition",
    (
        f"<caller:name> <noun>? only @call <callee:name> on|upon {_FAILING} ; when=error",
        f"<caller:name> <noun>? @call <callee:name> only on|upon {_FAILING} ; when=error",
        "<caller:name> <noun>? @call <callee:name> only in|on its? error path|paths|arm|branch ; when=error",
        "<caller:name> <noun>? @call <callee:name> in|on its? error path|paths|arm|branch ; when=error asked=some",
        f"<caller:name> <noun>? @call <callee:name> on|upon|after {_FAILING} ; when=error asked=some",
        f"<callee:name> <noun>? @be* only called|invoked on|upon {_FAILING} in|by|inside <caller:name> ; when=error",
        f"<callee:name> <noun>? @be* called|invoked only on|upon {_FAILING} in|by|inside <caller:name> ; when=error",
        "<caller:name> <noun>? only @call <callee:name> if|when|while|where <condition:code> @be? true|set|holds?",
        "<caller:name> <noun>? @call <callee:name> only if|when|while|where <condition:code> @be? true|set|holds?",
        "<callee:name> <noun>? @be* only called|invoked if|when <condition:code> in|by|inside <caller:name>",
        "<callee:name> <noun>? @be* called|invoked only if|when <condition:code> in|by|inside <caller:name>",
    ),
    ("`fork` only calls `destroy` on error", "`end` calls `destroy` only when `ttbr0 != 0`"),
    decide,
    ("caller", "callee"),
)
