"""Decides “returns V if `g` fails” by what stands behind each call of `g`: `else { return V; }`, `.ok_or(V)?`, an arm for `Err`.

It compares as written and runs nothing; where the result goes another way, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.values.values import is_plain, is_value
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.facts.results import results_of, returned
from uowgen.facts.signature import result_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_FAILED = ("Err", "None")


def by_failure(function: Declaration, value: str, callee: str) -> Finding | None:
    """What every call of `callee` says of it; None when one of them does not say."""
    body = function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return None
    made = call_nodes(function.file, body, callee)
    if not made or len(made) != sum(c.matches(callee) for c in calls_in(function.file, body)):
        return None
    evidence: list[Evidence] = []
    other: Finding | None = None
    for node, call in made:
        result = _failing(function, node, body)
        if not result:
            return undecided(
                "depends-on-the-path", f"what follows when `{callee}` fails at line {call.line} is not plain", function
            )
        place = Evidence(call.file, call.line, call.line, f"`{call.path}` failing gives `{' '.join(result.split())}`")
        evidence.append(place)
        if not is_value(result, value):
            if not is_plain(result):
                return None
            other = fails("other-value", f"it gives `{' '.join(result.split())}` then", evidence=(place,))
    return other or holds(f"each call of `{callee}` that fails gives `{value}`", evidence=tuple(evidence))


def _failing(function: Declaration, node: Node, body: Node) -> str:
    """What the function returns when this call fails, as written; empty if that is not plain to see."""
    text = function.file.rust.text
    at = node
    wrapped = ""
    while at.parent is not None and at != body:
        parent = at.parent
        if parent.type in ("parenthesized_expression", "unsafe_block", "await_expression") or (
            parent.type == "expression_statement" and parent.parent is not None and parent.parent.parent is not None
            and parent.parent.parent.type == "unsafe_block"
        ) or (parent.type == "block" and parent.parent is not None and parent.parent.type == "unsafe_block" and len(parent.named_children) == 1):  # fmt: skip
            at = parent
            continue
        if parent.type == "field_expression":
            call = parent.parent
            method = text(parent.child_by_field_name("field") or parent)
            if call is None or call.type != "call_expression" or wrapped:
                return ""
            wrapped = _given(function, call, method)
            if not wrapped:
                return ""
            at = call
            continue
        if parent.type == "try_expression":
            return f"Err({wrapped})" if wrapped else ""
        if wrapped:
            return ""
        if parent.type == "let_declaration":
            otherwise = parent.child_by_field_name("alternative")
            if otherwise is not None:
                return _text(function, returned(otherwise))
            pattern = parent.child_by_field_name("pattern")
            return _kept(function, parent, text(pattern)) if pattern is not None else ""
        return _branched(function, parent, at)
    return ""


def _given(function: Declaration, call: Node, method: str) -> str:
    """The error that `.ok_or(E)`, `.ok_or_else(|| E)` or `.map_err(|_| E)` puts in the place of the failure."""
    listed = call.child_by_field_name("arguments")
    given = listed.named_children if listed is not None else []
    if len(given) != 1:
        return ""
    if method == "ok_or":
        return function.file.rust.text(given[0])
    if method in ("ok_or_else", "map_err") and given[0].type == "closure_expression":
        body = given[0].child_by_field_name("body")
        return function.file.rust.text(body) if body is not None and body.type != "block" else ""
    return ""


def _branched(function: Declaration, parent: Node, at: Node) -> str:
    """The result of `match g() { Err(_) => return V, … }`, `if let Err(_) = g() { return V; }`."""
    text = function.file.rust.text
    if parent.type == "match_expression" and parent.child_by_field_name("value") == at:
        body = parent.child_by_field_name("body")
        arms = [a for a in body.named_children if a.type == "match_arm"] if body is not None else []
        failing = [a for a in arms if text(a.child_by_field_name("pattern") or a).startswith(_FAILED)]
        if len(failing) != 1:
            return ""
        value = failing[0].child_by_field_name("value")
        if value is None:
            return ""
        if value.type == "return_expression":
            return _text(function, value.named_children[0] if value.named_children else None)
        return _text(function, returned(value)) if value.type == "block" else ""
    if parent.type == "let_condition" and parent.parent is not None and parent.parent.type == "if_expression":
        pattern = parent.child_by_field_name("pattern")
        then = parent.parent.child_by_field_name("consequence")
        if pattern is not None and then is not None and text(pattern).startswith(_FAILED):
            return _text(function, returned(then))
    return ""


def _kept(function: Declaration, let: Node, name: str) -> str:
    """The result where the call's is kept first: `let got = g(); if let Err(_) = got { return V; }`, the statement behind it."""
    text = function.file.rust.text
    following = let.next_named_sibling
    while following is not None and following.type in ("line_comment", "block_comment"):
        following = following.next_named_sibling
    inner = (
        following.named_children[0]
        if following is not None and following.type == "expression_statement" and following.named_children
        else following
    )
    if inner is None or not name.isidentifier():
        return ""
    if inner.type == "match_expression":
        value = inner.child_by_field_name("value")
        return _branched(function, inner, value) if value is not None and text(value) == name else ""
    condition = inner.child_by_field_name("condition") if inner.type == "if_expression" else None
    if condition is None:
        return ""
    if condition.type == "let_condition":
        value = condition.child_by_field_name("value")
        return _branched(function, condition, value) if value is not None and text(value) == name else ""
    then = inner.child_by_field_name("consequence")
    asked = "".join(text(condition).split())
    return _text(function, returned(then)) if then is not None and asked in (f"{name}.is_err()", f"{name}.is_none()") else ""


def _text(function: Declaration, node: Node | None) -> str:
    return function.file.rust.text(node) if node is not None else ""


def on_success(function: Declaration, value: str) -> Finding:
    """“returns V on success”: every `Ok(…)` or `Some(…)` that the function ends in is `value`; so is the only value of `Result<(), E>`."""
    kind = "".join(result_of(function).split())
    head = kind.split("<")[0].rpartition("::")[2]
    wrap = {"Result": "Ok(", "Option": "Some("}.get(head, "")
    if not wrap or not value.startswith(wrap):
        return undecided(
            "depends-on-the-path", f"which results of `{function.item.name}` are successes is not said by its type", function
        )
    if value.replace(" ", "") == "Ok(())" and kind.partition("<")[2].startswith("(),"):
        return holds(f"`{function.item.name}` gives nothing else than `Ok(())` without an error", function)
    results = results_of(function)
    written = [" ".join(function.file.rust.text(n).split()) for n in results.nodes]
    good = [w for w in written if w.startswith(wrap)]
    if not good or any(not w.startswith((wrap, "Err(", "None")) for w in written):
        return undecided("depends-on-the-path", f"not every result of `{function.item.name}` is plain to see", function)
    if all(is_value(w, value) for w in good):
        return holds(f"every success of `{function.item.name}` is `{value}`", function)
    if not any(is_value(w, value) for w in good) and all(is_plain(w) for w in good):
        return fails("other-value", f"it gives `{good[0]}` then", function)
    return undecided("depends-on-the-path", f"not every success of `{function.item.name}` is `{value}`", function)
