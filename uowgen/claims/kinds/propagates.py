"""Claim: a function passes the error of another one on, with `?`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import find_method
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.grammar import Node

# Methods after which an error is still the error, in another type.
_KEEPING = frozenset(
    {"map_err", "map", "ok_or", "ok_or_else", "and_then", "inspect_err", "with_context", "context", "await", "into", "unlock"}
)
_LOSING = frozenset(
    {"unwrap", "expect", "ok", "unwrap_or", "unwrap_or_default", "unwrap_or_else", "is_ok", "is_err", "unwrap_unchecked"}
)


def decide(reading: Reading, case: Case) -> Finding:
    """Every call of it is followed by `?` or is the result itself. What is done with the error in a `match` is not followed."""
    if reading.get("how") not in ("", "?"):
        return undecided("not-understood", f"`{reading.get('how')}` is no way of passing an error on")
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    subject = find_method(case, reading.get("caller"))
    if not subject.found:
        return subject.none(f"no function `{name}`")
    evidence: list[Evidence] = []
    for declaration in subject.found:
        body = declaration.item.node.child_by_field_name("body")
        if body is None:
            return undecided("no-body", f"`{name}` has no body", declaration)
        made = call_nodes(declaration.file, body, wanted)
        if not made:
            hidden = [c for c in calls_in(declaration.file, body) if c.matches(wanted)]
            if hidden:
                return undecided("inside-macro", f"`{wanted}` stands inside a macro call at line {hidden[0].line}", declaration)
            return fails("call-not-found", f"`{name}` does not call `{wanted}`", declaration)
        for node, call in made:
            place = Evidence(call.file, call.line, call.line, f"calls `{call.path}`")
            fate = _fate(node, body)
            if fate == "lost":
                return fails("error-not-passed-on", f"`{name}` drops what `{wanted}` says at line {call.line}", evidence=(place,))
            if fate != "passed":
                return undecided(
                    "depends-on-the-path", f"what `{name}` does with the result of `{wanted}` is not followed", evidence=(place,)
                )
            evidence.append(place)
    return holds(f"`{name}` passes the error of `{wanted}` on", evidence=tuple(evidence))


def _fate(node: Node, body: Node) -> str:
    """`passed` by `?` or as the function's result, `lost` by `unwrap` and the like or as a statement, else empty."""
    at = node
    while at.parent is not None:
        parent = at.parent
        if parent.type == "try_expression":
            return "passed"
        if parent.type == "return_expression" or (parent.type == "block" and parent == body):
            return "passed"
        if parent.type == "expression_statement":
            ends = (parent.text or b"").rstrip().endswith(b";")
            return "lost" if ends else ("passed" if parent.parent == body else "")
        if parent.type == "let_declaration":
            pattern = parent.child_by_field_name("pattern")
            return "lost" if pattern is not None and pattern.text == b"_" else ""
        if parent.type == "field_expression":
            method = parent.child_by_field_name("field")
            word = (method.text or b"").decode() if method is not None else ""
            if word in _LOSING:
                return "lost"
            if word not in _KEEPING:
                return ""
        elif parent.type not in ("call_expression", "await_expression", "parenthesized_expression", "generic_function") or (
            parent.type == "call_expression" and parent.child_by_field_name("function") != at
        ):
            return ""
        at = parent
    return ""


KIND = Kind(
    "propagates",
    "a function passes on the error of what it calls",
    (
        "<caller:name> <noun>? propagates|forwards|bubbles up? error|errors|failure|failures of|from <callee:name> <noun2:noun>? with|using|via|by|through|to|its|caller|upwards* <how:code>?",
        "<caller:name> <noun>? propagates|forwards <callee:name> error|errors|failure|failures with|using|via* <how:code>?",
        "error|errors|failure|failures of|from <callee:name> <noun2:noun>? @be* propagated|forwarded|passed on? by|in|from <caller:name> with|using|via* <how:code>?",
        "<callee:name> error|errors|failure|failures @be* propagated|forwarded|passed on? by|in|from <caller:name> with|using|via* <how:code>?",
    ),
    ("`sys_close` propagates errors from `close` with `?`", "Errors of `read_block` are propagated by `load`"),
    decide,
    ("caller", "callee"),
    asks_all=True,
)
