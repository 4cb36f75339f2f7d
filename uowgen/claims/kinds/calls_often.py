"""Claim: a function calls another a number of times, in a loop, or once for each element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import one_function
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_LOOPS = ("for_expression", "while_expression", "loop_expression")
_BRANCHES = ("if_expression", "match_arm", "closure_expression", "else_clause", "try_block", "async_block")


def decide(reading: Reading, case: Case) -> Finding:
    """Counts the calls that stand in the body; a loop, a branch or a macro around one leaves a number open."""
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    declaration = one_function(case, reading.get("caller"))
    if isinstance(declaration, Finding):
        return declaration
    body = declaration.item.node.child_by_field_name("body")
    if body is None:
        return undecided("no-body", f"`{name}` has no body", declaration)
    nodes = call_nodes(declaration.file, body, wanted)
    hidden = [c for c in calls_in(declaration.file, body) if c.matches(wanted) and not c.sure]
    if hidden:
        return undecided("inside-macro", f"`{wanted}` stands inside a macro call at line {hidden[0].line}", declaration)
    if not nodes:
        return fails("call-not-found", f"`{name}` does not call `{wanted}`", declaration)
    places = tuple(Evidence(c.file, c.line, c.line, f"calls `{c.path}`") for _, c in nodes)
    if reading.get("how") == "loop":
        return _in_loop(reading, declaration, body, [n for n, _ in nodes], places)
    number = int(reading.get("number"))
    around = {t for n, _ in nodes for t in _around(n, body)}
    if around & {*_LOOPS, "closure_expression"}:
        return undecided("depends-on-the-path", f"`{wanted}` is called in a loop or a closure", evidence=places)
    if len(nodes) < number or (len(nodes) > number and not around):
        return fails("other-count", f"`{name}` calls `{wanted}` {len(nodes)} times, not {number}", evidence=places)
    if around or len(nodes) != number:
        return undecided("depends-on-the-path", f"`{wanted}` is called under a condition", evidence=places)
    return holds(f"`{name}` calls `{wanted}` {number} times", evidence=places)


def _in_loop(reading: Reading, declaration: Declaration, body: Node, nodes: list[Node], places: tuple[Evidence, ...]) -> Finding:
    """Every call stands in a loop, and no branch in it is around one; one “for each element” in a `for` over something of that name."""
    if set(reading.get("gloss").split()) & _NO_ELEMENTS:
        return undecided("not-understood", "of a loop's elements nothing is said", declaration)
    over = [_loop_of(n, body) for n in nodes]
    wanted = called(reading.get("callee"))
    if not all(over):
        around = {t for n in nodes for t in _around(n, body)}
        if any(over) or "closure_expression" in around:
            return undecided("depends-on-the-path", f"not every call of `{wanted}` stands in a loop", evidence=places)
        return fails("call-not-found", f"`{wanted}` is not called in a loop", evidence=places)
    words = [w.strip("`.,()").lower() for w in reading.get("gloss").split()]
    for loop in over if words else ():
        value = loop.child_by_field_name("value") if loop is not None and loop.type == "for_expression" else None
        text = declaration.file.rust.text(value).lower() if value is not None else ""
        stem = words[-1].removesuffix("es").removesuffix("s").removesuffix("y")
        if len(words) > 2 or len(stem) < 3 or stem not in text.replace("self.", ""):
            return undecided("not-understood", f"what the loop goes over is not plainly “{reading.get('gloss')}”", evidence=places)
    if any(_in_branch(n, body) for n in nodes):
        return undecided("depends-on-the-path", f"`{wanted}` is called in a branch of the loop", evidence=places)
    return holds(f"`{wanted}` is called in a loop", evidence=places)


# “on every path” and “on each call” speak of ways, and of calls.
_NO_ELEMENTS = frozenset("path paths way ways return returns exit exits call calls branch case success".split())  # noqa: SIM905


def _in_branch(node: Node, body: Node) -> bool:
    """Whether a branch stands between a call and the loop around it, what it asks itself left out."""
    at: Node | None = node
    while at is not None and at != body and at.type not in _LOOPS:
        above = at.parent
        if above is not None and above.type == "if_expression" and at != above.child_by_field_name("condition"):
            return True
        if above is not None and above.type == "match_arm":
            return True
        at = above
    return False


def _around(node: Node, body: Node) -> list[str]:
    """The loops, branches and closures around `node` inside of `body`, by their type."""
    found: list[str] = []
    at = node.parent
    while at is not None and at.id != body.id:
        if at.type in _LOOPS or at.type in _BRANCHES:
            found.append(at.type)
        at = at.parent
    return found


def _loop_of(node: Node, body: Node) -> Node | None:
    """The innermost loop around `node`, if nothing but blocks stands between."""
    at = node.parent
    while at is not None and at.id != body.id:
        if at.type in _LOOPS:
            return at
        if at.type == "closure_expression":
            return None
        at = at.parent
    return None


KIND = Kind(
    "calls_often",
    "a function calls another a number of times, or in a loop",
    (
        "<caller:name> <noun>? calls|invokes <callee:name> <noun2:noun>? exactly|only? <number:some> times|time",
        "<caller:name> <noun>? calls|invokes <callee:name> <noun2:noun>? exactly|only? once ; number=1",
        "<caller:name> <noun>? calls|invokes <callee:name> <noun2:noun>? exactly|only? twice ; number=2",
        "<caller:name> <noun>? calls|invokes <callee:name> <noun2:noun>? in|inside|within loop ; how=loop",
        "<caller:name> <noun>? calls|invokes <callee:name> <noun2:noun>? for|on each|every|all <gloss:text> ; how=loop",
        "<callee:name> <noun2:noun>? @be* called|invoked exactly|only? <number:some> times|time in|by|inside <caller:name>",
        "<callee:name> <noun2:noun>? @be* called|invoked exactly|only? twice in|by|inside <caller:name> ; number=2",
    ),
    ("`init` calls `add_file` four times", "`broadcast` calls `send` for each listener"),
    decide,
    ("caller", "callee"),
)
