"""Decides into which error a function turns those of what it calls, by `map_err`, `ok_or` or `or` behind the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import called
from uowgen.claims.subject import one_function
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.facts.code import counts
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_BEFORE = frozenset({"await", "map"})


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where all calls give just that error; fails where one plainly gives another. What `?` alone makes of an error is not known."""
    wanted, to = called(reading.get("callee")), reading.get("to")
    if not _plain(to):
        return undecided("not-understood", f"`{to}` is not the name of an error")
    function = _caller(reading, wanted, case)
    if isinstance(function, Finding):
        return function
    name, body = function.item.name, function.item.node.child_by_field_name("body")
    if body is None or function.item.in_macro:
        return undecided("no-body", f"`{name}` has no body that can be followed", function)
    made = call_nodes(function.file, body, wanted)
    if not made or len(made) != sum(c.matches(wanted) for c in calls_in(function.file, body)):
        return undecided("depends-on-the-path", f"`{name}` does not plainly call `{wanted}`", function)
    places = tuple(Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for _, c in made)
    given = [_error_behind(function.file, node) for node, _ in made]
    if all(g is not None and _last(g) == _last(to) and _agree(g, to) for g in given):
        return holds(f"`{name}` gives `{to}` where `{wanted}` fails", evidence=places)
    other = next((g for g in given if g is not None and _last(g) != _last(to)), None)
    if other is not None and _plain(other):
        return fails("other-value", f"`{name}` gives `{other}` where `{wanted}` fails", evidence=places)
    return undecided("depends-on-the-path", f"what `{name}` makes of the error of `{wanted}` is not followed", evidence=places)


def _caller(reading: Reading, wanted: str, case: Case) -> Declaration | Finding:
    """The function that is named, or the only one of the spec's files that makes the call."""
    if reading.get("caller"):
        return one_function(case, reading.get("caller"))
    found: list[Declaration] = []
    for path in files_of(case):
        file = case.code.file(path)
        for one in file.declarations() if file is not None else ():
            body = one.item.node.child_by_field_name("body") if one.item.kind == "fn" and counts(one) else None
            if file is not None and body is not None and any(c.matches(wanted) for c in calls_in(file, body)):
                found.append(one)
    if len(found) != 1:
        return undecided("no-subject", f"in which function `{wanted}` is called is not clear", *found[:3])
    return found[0]


def _error_behind(file: CodeFile, call: Node) -> str | None:
    """The error that the first `map_err(|_| E)`, `ok_or(E)` or `or(Err(E))` behind a call gives, without a macro around it."""
    at = call
    while at.parent is not None and at.parent.type in ("field_expression", "call_expression", "await_expression"):
        parent = at.parent
        if parent.type == "field_expression" and parent.child_by_field_name("value") == at and parent.parent is not None:
            field = parent.child_by_field_name("field")
            method, outer = file.rust.text(field) if field is not None else "", parent.parent
            given = outer.child_by_field_name("arguments") if outer.type == "call_expression" else None
            if given is None or outer.child_by_field_name("function") != parent:
                return None
            if method in ("map_err", "ok_or", "ok_or_else", "or"):
                return _error_in(file, method, given)
            if method not in _BEFORE:
                return None
            at = outer
            continue
        if parent.type != "await_expression":
            return None
        at = parent
    return None


def _error_in(file: CodeFile, method: str, given: Node) -> str | None:
    if len(given.named_children) != 1:
        return None
    value: Node | None = given.named_children[0]
    if value is not None and value.type == "closure_expression":
        heads = value.child_by_field_name("parameters")
        value = value.child_by_field_name("body")
        # An error that is made of the one that there was is not plainly another one.
        if method == "map_err" and (
            heads is None or "".join(file.rust.text(heads).split()) not in ("|_|", "|_e|", "|_err|", "|_error|")
        ):
            text = "".join(file.rust.text(value).split()) if value is not None else ""
            return text if _plain(text) else None
    elif method in ("map_err", "ok_or_else"):
        return None
    text = "".join(file.rust.text(value).split()) if value is not None else ""
    if method == "or":
        text = text.removeprefix("Err(").removesuffix(")") if text.startswith("Err(") else ""
    for macro in ("errno!(", "err!("):
        if text.startswith(macro) and text.endswith(")"):
            text = text[len(macro) : -1]
    return text if _plain(text) else None


def _plain(text: str) -> bool:
    return bool(text) and text.replace("::", "").replace("_", "").isalnum() and text.rpartition("::")[2][:1].isupper()


def _last(text: str) -> str:
    return text.rpartition("::")[2]


def _agree(one: str, other: str) -> bool:
    """Whether two paths do not name different types: `Error::Full` may be `Full`, but is not `Fault::Full`."""
    heads = one.rpartition("::")[0].rpartition("::")[2], other.rpartition("::")[0].rpartition("::")[2]
    return not all(heads) or heads[0] == heads[1]
