"""The condition in “for unknown numbers”, “for any other code”: what no arm of the function's `match` names.

Which values are known is taken from the spec's own code where it shows the function, else from the function as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.facts.calls import living
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_UNKNOWN = frozenset(
    {
        "unknown",
        "unrecognised",
        "unrecognized",
        "unsupported",
        "undefined",
        "invalid",
        "other",
        "unlisted",
        "unimplemented",
        "everything",
    }
)
_AROUND = frozenset(
    {"any", "all", "every", "an", "a", "the", "else", "number", "numbers", "value", "values", "code", "codes", "id", "ids", "input", "inputs",
     "is", "are", "syscall", "system", "call", "calls", "command", "commands", "opcode", "opcodes", "request", "requests", "argument", "not",
     "signal", "signals", "byte", "bytes", "integer", "integers", "discriminant", "discriminants", "tag", "tags", "name", "names", "kind",
     "kinds", "type", "types", "errno", "error", "string", "strings", "key", "keys", "given", "which", "that", "other"}
)  # fmt: skip


def unknown_values(said: str, case: Case, function: Declaration) -> str:
    """The condition as Rust on the one parameter that is matched on; empty if the words or the code say something else."""
    words = said.replace("`", " ").replace(",", " ").lower().split()
    names = [p.name for p in parameters_of(function)]
    if not words or not any(w in _UNKNOWN for w in words) or any(w not in _UNKNOWN | _AROUND and w not in names for w in words):
        return ""
    shown = [
        d
        for file in block_files(case)
        for d in file.named(function.item.name)
        if d.item.kind == "fn" and _names(d) == _names(function)
    ]
    return _condition(shown[0] if len(shown) == 1 else function)


def _names(function: Declaration) -> list[str]:
    return [p.name for p in parameters_of(function)]


def _condition(function: Declaration) -> str:
    """`!matches!(number, 1 | 2)` where the body has one `match` on a parameter, each arm of which is plain."""
    text = function.file.rust.text
    names = _names(function)
    body = function.item.node.child_by_field_name("body")
    stack, found = [body] if body is not None else [], []
    while stack:
        node = stack.pop()
        value = node.child_by_field_name("value") if node.type == "match_expression" else None
        if value is not None and text(value) in names:
            found.append(node)
        stack.extend(node.named_children)
    if len(found) != 1:
        return ""
    arms = found[0].child_by_field_name("body")
    patterns: list[str] = []
    rest = False
    for arm in living(function.file, arms) if arms is not None else ():
        pattern = arm.child_by_field_name("pattern")
        if (
            pattern is None
            or pattern.child_by_field_name("condition") is not None
            or any(c.type == "attribute_item" for c in arm.named_children)
        ):
            return ""
        written = text(pattern).strip()
        if written == "_" or (written.isidentifier() and written[:1].islower() and written not in ("true", "false")):
            rest = True
        else:
            patterns.append(written)
    value = found[0].child_by_field_name("value")
    return f"!matches!({text(value)}, {' | '.join(patterns)})" if rest and patterns and value is not None else ""
