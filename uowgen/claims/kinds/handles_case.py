"""Claim: a function has a `match` arm, or another pattern, for a variant or constant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.condition import condition_of
from uowgen.facts.members import methods_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_SHOWN = frozenset({"Display", "Debug"})


def decide(reading: Reading, case: Case) -> Finding:
    """Fails only where a `match` has arms for siblings of what is named, and none for it; a function without a `match` is undecided."""
    if reading.get("becomes"):
        from uowgen.claims.bodies.arm_values import told_as

        return told_as(reading.get("cases"), reading.get("becomes"), case)
    functions = _functions(reading, case)
    if isinstance(functions, Finding):
        return functions
    evidence: list[Evidence] = []
    for function in functions:
        for case_name in reading.list("cases"):
            found = _arm(function, case_name)
            if isinstance(found, Finding):
                return found
            evidence.append(found)
    listed = ", ".join(f"`{bare_name(c)}`" for c in reading.list("cases"))
    return holds(f"`{functions[0].item.name}` has an arm for {listed}", evidence=tuple(dict.fromkeys(evidence)))


def _functions(reading: Reading, case: Case) -> tuple[Declaration, ...] | Finding:
    trait, owner = bare_name(reading.get("trait")), reading.get("owner")
    if trait:
        of = find_type(case, owner)
        method = {"From": "from", "Drop": "drop"}.get(trait, "fmt")
        mine = tuple(d for d in methods_of(case.code, bare_name(owner), of.found) if d.item.name == method) if of.found else ()
        mine = tuple(d for d in mine if d.owner.split(" for ")[0].split("<")[0].rpartition("::")[2] == trait)
        return mine or of.none(f"`{trait}` of `{bare_name(owner)}` was not found")
    found: list[Declaration] = []
    for name in reading.list("names"):
        subject = find_method(case, name)
        if not subject.found and case.code.paths_with(f"{bare_name(name).rpartition('::')[2]}("):
            return undecided("no-subject", f"`{bare_name(name)}` is called, but declared elsewhere")
        if not subject.found:
            return subject.none(f"no function `{bare_name(name)}`")
        found += subject.found
    return tuple(found)


def _arm(function: Declaration, wanted: str) -> Evidence | Finding:
    """The pattern for `wanted` in a function; else what its absence means."""
    if wanted[:1].isdigit() or wanted[:1] in "-\"'":
        return _literal_arm(function, wanted)
    last, owner = bare_name(wanted), owner_name(wanted)
    text = function.file.rust.text
    siblings = False
    guarded = False
    stack: list[Node] = [n for n in (function.item.node.child_by_field_name("body"),) if n is not None]
    while stack:
        node = stack.pop()
        attributes: list[str] = []
        for child in node.named_children:
            if child.type == "attribute_item":
                attributes.append(text(child))
                continue
            if child.type == "function_item" or (attributes and condition_of(tuple(attributes)) in ("never", "tests")):
                attributes = []
                continue
            inner = [text(a) for a in child.named_children if a.type == "attribute_item"]
            if child.type == "match_arm" and inner and condition_of(tuple(inner)) in ("never", "tests"):
                attributes = []
                continue
            attributes = []
            stack.append(child)
        if node.type == "match_arm":
            pattern = node.child_by_field_name("pattern")
            paths = _paths(pattern) if pattern is not None else []
            for path in paths:
                parts = path.split("::")
                siblings = siblings or (len(parts) > 1 and parts[-1] != last and (not owner or parts[-2] in (owner, "Self")))
                if parts[-1] == last and (len(parts) < 2 or not owner or parts[-2] in (owner, "Self")):
                    condition = pattern.child_by_field_name("condition") if pattern is not None else None
                    if condition is not None:
                        guarded = True
                        continue
                    line = function.file.rust.source.line_of(node.start_byte)
                    return Evidence(function.file.path, line, line, f"`{path} => …`")
    if guarded:
        return undecided("depends-on-the-path", f"the arm for `{last}` has a condition", function)
    if siblings and last not in _words(function.text):
        return fails("arm-not-found", f"`{function.item.name}` has no arm for `{last}`", function)
    return undecided(
        "depends-on-the-path",
        f"`{function.item.name}` has no `match` with an arm for `{last}`; it may handle it otherwise",
        function,
    )


def _literal_arm(function: Declaration, wanted: str) -> Evidence | Finding:
    """The pattern for a number or text, alone or among alternatives; its absence is certain only where no range or name stands for it."""
    text = function.file.rust.text
    body = function.item.node.child_by_field_name("body")
    stack = [body] if body is not None else []
    plain = others = False
    while stack:
        node = stack.pop()
        if node.type == "match_arm":
            pattern = node.child_by_field_name("pattern")
            condition = pattern.child_by_field_name("condition") if pattern is not None else None
            parts = [p.strip() for p in text(pattern).split("|")] if pattern is not None and condition is None else []
            if wanted in parts and not any(c.type == "attribute_item" for c in node.named_children):
                line = function.file.rust.source.line_of(node.start_byte)
                return Evidence(function.file.path, line, line, f"`{wanted} => …`")
            numbers = [p for p in parts if p[:1].isdigit() or p[:1] in "-\"'"]
            plain = plain or bool(numbers)
            others = others or not parts or any(".." in p or not (p[:1].isdigit() or p[:1] in "-_\"'") for p in parts)
        stack.extend(c for c in node.named_children if c.type != "function_item")
    if plain and not others:
        return fails("arm-not-found", f"`{function.item.name}` has no arm for `{wanted}`", function)
    return undecided(
        "depends-on-the-path", f"`{function.item.name}` has no arm for `{wanted}`; another pattern may take it", function
    )


def _paths(pattern: Node) -> list[str]:
    """The paths of variants and constants in a pattern."""
    found: list[str] = []
    stack = [pattern]
    while stack:
        node = stack.pop()
        if node.type in ("scoped_identifier", "scoped_type_identifier"):
            found.append("".join((node.text or b"").decode("utf-8", "replace").split()))
            continue
        if node.type in ("identifier", "type_identifier"):
            name = (node.text or b"").decode("utf-8", "replace")
            if name[:1].isupper():
                found.append(name)
            continue
        condition = node.child_by_field_name("condition")
        stack.extend(c for c in node.named_children if condition is None or c != condition)
    return found


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())


KIND = Kind(
    "handles_case",
    "a function has a match arm for a variant",
    (
        "<trait:traits> impl|impls|implementation? for|of <owner:name> handles|handle|covers|matches|supports new? <cases:names> <noun>?",
        "<names:names> <noun>? handles|handle|covers|matches|supports|dispatches new? <cases:names> <noun>?",
        "<names:names> <noun>? handles|handle|covers|matches|dispatches <cases:literals>",
        "<cases:names> <noun>? @be* handled|covered|matched|dispatched in|by <names:names> <noun2:noun>?",
        "<cases:names> <noun>? @be* handled|covered|matched|dispatched in|by <trait:traits> for|of <owner:name>",
        "<names:names> <noun>? @have|gains an? arm|branch|case for <cases:names>",
        "<cases:name> <noun>? @be* reported|presented|signalled|signaled|surfaced as <becomes:name> <noun2:noun>?",
        "match|arm arm? for <cases:names> @be* @made @to|in <names:names>",
    ),
    ("`dispatch` handles `nr::GETPPID`", "`Display` for `TaskState` handles `Sleeping`", "`Idle` is handled in `code()`"),
    decide,
    ("cases",),
)
