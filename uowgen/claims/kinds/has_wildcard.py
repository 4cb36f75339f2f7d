"""Claim: the `match` of a function has an arm for whatever is left, or has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.facts.calls import living
from uowgen.facts.condition import condition_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node


def decide(reading: Reading, case: Case) -> Finding:
    """By the arms of each `match` in the body. A name that takes all (`other =>`) is no `_`: it leaves the claim of none undecided."""
    name = bare_name(reading.get("name"))
    if reading.get("keyword") not in ("", "match"):
        return undecided("not-understood", f"`{reading.get('keyword')}` is no `match`")
    if reading.get("mark").rstrip("=> ") not in ("", "_"):
        return undecided("not-understood", f"`{reading.get('mark')}` is no pattern for whatever is left")
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    found = [_open_arm(function, node) for node in _matches(function)]
    if not found:
        return undecided("no-subject", f"`{name}` has no `match`", function)
    wild = [place for mark, place in found if mark == "_"]
    if reading.get("state") == "none":
        if len(wild) == len(found):
            return fails("item-remains", f"the `match` of `{name}` has a `_` arm", function, evidence=tuple(wild))
        if wild or any(mark for mark, _ in found):
            return undecided(
                "depends-on-the-path", f"an arm of `{name}` takes all that is left", evidence=tuple(p for m, p in found if m)
            )
        return holds(f"each arm in `{name}` says what it is for", evidence=tuple(p for _, p in found))
    if len(wild) == len(found):
        return holds(f"`{name}` has a `_` arm", evidence=tuple(wild))
    if wild or any(mark for mark, _ in found):
        return undecided(
            "depends-on-the-path", f"not every `match` of `{name}` has a `_` arm", evidence=tuple(p for m, p in found if m)
        )
    return fails("arm-not-found", f"no `match` of `{name}` has a `_` arm", function)


def _matches(function: Declaration) -> list[Node]:
    """The `match` expressions of the body that ordinary builds have, without those of functions within it."""
    body = function.item.node.child_by_field_name("body")
    stack, found = [body] if body is not None else [], []
    while stack:
        node = stack.pop()
        if node.type == "match_expression":
            found.append(node)
        stack.extend(c for c in living(function.file, node) if c.type not in ("function_item", "token_tree"))
    return found


def _open_arm(function: Declaration, node: Node) -> tuple[str, Evidence]:
    """`_` or `name` if an arm without a condition takes all, else an empty text; and the place of that arm or of the `match`."""
    rust = function.file.rust
    body = node.child_by_field_name("body")
    for arm in living(function.file, body) if body is not None else ():
        pattern = arm.child_by_field_name("pattern")
        attributes = tuple(rust.text(a) for a in arm.named_children if a.type == "attribute_item")
        if (
            pattern is None
            or pattern.child_by_field_name("condition") is not None
            or condition_of(attributes) in ("never", "tests")
        ):
            continue
        for part in rust.text(pattern).split("|"):
            text = part.strip()
            if text == "_" or (text.isidentifier() and text[:1].islower() and text not in ("true", "false")):
                line = rust.source.line_of(arm.start_byte)
                return ("_" if text == "_" else "name"), Evidence(function.file.path, line, line, f"`{text} => …`")
    line = rust.source.line_of(node.start_byte)
    return "", Evidence(function.file.path, line, line, "`match`")


_WILD = "wildcard|catch-all|catchall|fallback|default|underscore (? <mark:code>? )?"
_ARM = "arm|arms|pattern|patterns|case|branch"

KIND = Kind(
    "has_wildcard",
    "a `match` has an arm for all that is left, or none",
    (
        f"match? <keyword:code>? in|of <name> @have no|zero {_WILD} {_ARM} ; state=none",
        f"<name> match? @have no|zero {_WILD} {_ARM} ; state=none",
        f"no {_WILD} {_ARM} in <name> match? ; state=none",
        f"<name> does not use|have|contain {_WILD} {_ARM} ; state=none",
        "<name> @be* exhaustive without wildcard|catch-all ; state=none",
        f"<name> uses|has|with {_WILD} {_ARM}",
        f"match? <keyword:code>? in|of <name> @have {_WILD} {_ARM}",
        "<name> uses|has|with <mark:code> arm|pattern",
        "<name> match? @have no|zero <mark:code> arm|arms|pattern|patterns ; state=none",
        "match? <keyword:code>? in|of <name> @have no|zero <mark:code> arm|arms|pattern|patterns ; state=none",
        "no <mark:code> arm|arms|pattern|patterns in <name> match? ; state=none",
    ),
    ("The `match` in `code()` has no wildcard arm", "`code()` uses a wildcard arm"),
    decide,
    ("name",),
)
