"""Claim: a function calls another one only under a condition, or only where it gives an error back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.calls import called
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

# What may keep a statement from being reached, above it or before it.
_BRANCHES = frozenset(
    {
        "if_expression",
        "match_expression",
        "while_expression",
        "for_expression",
        "loop_expression",
        "closure_expression",
        "let_chain",
    }
)
_ON_ERROR = frozenset({"map_err", "or_else", "unwrap_or_else", "inspect_err"})


def decide(reading: Reading, case: Case) -> Finding:
    """Each call stands in the branch that is meant. Fails where one stands in no branch and nothing before it can leave the function."""
    name, wanted = bare_name(reading.get("caller")), called(reading.get("callee"))
    subject = find_method(case, reading.get("caller"))
    if len(subject.found) != 1:
        return subject.problem or undecided("subject-ambiguous", f"which `{name}` is meant is not clear", *subject.found[:3])
    function = subject.found[0]
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
        if not reading.get("asked") and _always(node, body):
            return fails("call-unconditional", f"`{name}` calls `{wanted}` at line {call.line} in any case", evidence=evidence)
        return undecided("depends-on-the-path", f"under what `{name}` calls `{wanted}` is not followed", evidence=evidence)
    told = "only where it has an error" if reading.get("when") == "error" else f"only if `{reading.get('condition')}`"
    return holds(f"`{name}` calls `{wanted}` {told}", evidence=evidence)


def under(file: CodeFile, node: Node, body: Node, condition: str) -> bool:
    """Whether `node` stands in the first branch of an `if` with this condition, or with it as a part joined by `&&`."""
    for parent, child in _above(node, body):
        if parent.type != "if_expression" or child != parent.child_by_field_name("consequence"):
            continue
        asked = parent.child_by_field_name("condition")
        parts = "".join(file.rust.text(asked).split()).split("&&") if asked is not None else []
        if condition in parts or condition == "&&".join(parts):
            return "||" not in "".join(parts) or condition == "&&".join(parts)
    return False


def on_error(file: CodeFile, node: Node, body: Node) -> bool:
    """Whether `node` stands in an arm for `Err`, a closure given to `map_err` and the like, or a block that ends with `Err(…)`."""
    for parent, child in _above(node, body):
        if parent.type == "match_arm" and child == parent.child_by_field_name("value"):
            pattern = parent.child_by_field_name("pattern")
            if pattern is not None and file.rust.text(pattern).startswith("Err("):
                return True
        elif parent.type == "if_expression" and child == parent.child_by_field_name("consequence"):
            asked = parent.child_by_field_name("condition")
            text = " ".join(file.rust.text(asked).split()) if asked is not None else ""
            if text.startswith("let Err(") or (text.endswith(".is_err()") and "&&" not in text and "||" not in text):
                return True
        elif parent.type == "arguments" and child.type == "closure_expression":
            callee = parent.parent.child_by_field_name("function") if parent.parent is not None else None
            if callee is not None and file.rust.text(callee).rpartition(".")[2] in _ON_ERROR:
                return True
        if parent.type == "block" and parent != body and _ends_in_error(file, parent):
            return True
    return False


def _ends_in_error(file: CodeFile, block: Node) -> bool:
    last = [c for c in block.named_children if c.type not in ("line_comment", "block_comment")][-1:]
    text = " ".join(file.rust.text(last[0]).rstrip("; ").split()) if last else ""
    return text.removeprefix("return ").startswith("Err(") and text.endswith(")")


def _above(node: Node, body: Node) -> list[tuple[Node, Node]]:
    """Each node above `node` up to `body`, with its child on the way."""
    found: list[tuple[Node, Node]] = []
    child = node
    while child != body and child.parent is not None:
        found.append((child.parent, child))
        child = child.parent
    return found


def _always(node: Node, body: Node) -> bool:
    """Whether the call is reached whenever the function is: in no branch, and no `?`, `return`, loop or macro before it."""
    if any(parent.type in _BRANCHES or parent.type in ("match_arm", "binary_expression") for parent, _ in _above(node, body)):
        return False
    for statement in body.named_children:
        if statement.start_byte >= node.start_byte:
            return True
        if statement.end_byte > node.start_byte:
            return b"?" not in (statement.text or b"")
        stack = [statement]
        while stack:
            one = stack.pop()
            if one.type in ("return_expression", "try_expression", "macro_invocation", "loop_expression", "while_expression"):
                return False
            stack.extend(one.named_children)
    return True


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
