"""Claim: a function returns early under a condition, whatever it returns then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.claims.values.guard_clauses import by_asserting, has_guard
from uowgen.claims.values.made_up_calls import spoken_condition

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_LEAVING = frozenset({"return_expression", "try_expression", "macro_invocation", "if_expression", "match_expression"})


def decide(reading: Reading, case: Case) -> Finding:
    """A guard at its start has just that condition. Fails for a function that has no branch and leaves nowhere but at its end."""
    name = bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return undecided("no-body", f"`{name}` has no body of its own", function)
    if reading.get("of"):
        from uowgen.claims.bodies.ignored import ignores

        return ignores(function, reading.get("of"), reading.get("how"), case)
    if reading.get("how") == "asserts":
        asserted = by_asserting(function, reading.get("condition"), spoken_condition(reading, case, function))
        return asserted or undecided("depends-on-the-path", f"no assertion at the start of `{name}` says so", function)
    found = has_guard(function, reading.get("condition"), spoken_condition(reading, case, function))
    if found is not None:
        return found
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type in _LEAVING:
            return undecided("depends-on-the-path", f"no guard of `{name}` is written as “{reading.get('condition')}”", function)
        stack.extend(node.named_children)
    return fails("arm-not-found", f"`{name}` has no branch, and returns at its end only", function)


KIND = Kind(
    "returns_early",
    "a function returns early under a condition",
    (
        "<name> <noun>? returns|exits|return|bails early|immediately|out if|when|whenever|for <condition:text>",
        "<name> <noun>? asserts that? <condition:text> ; how=asserts",
        "early return @be* @made? @in <name> <noun>? if|when|for <condition:text>",
        "<name> <noun>? ignores|skips out-of-range|out-of-bounds|too-large|oversized <of:oneword> ; how=range",
        "<name> <noun>? with|given|for zero|zero-length|zero-sized <of:oneword> does nothing|no-op ; how=zero",
        "<name> <noun>? with|given|for <of:oneword> of? 0|zero does nothing|no-op ; how=zero",
        "<name> <noun>? does nothing if|when|for|with|given zero|zero-length|zero-sized <of:oneword> ; how=zero",
        "<name> <noun>? @have early return|exit if|when|for <condition:text>",
    ),
    ("`flush` returns early if `self.len == 0`", "`terminate` exits early when `done` is set"),
    decide,
    ("name", "condition"),
)
