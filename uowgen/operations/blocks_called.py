"""Statements beside a block that words call after what it is about: `following the upload block` is the `if conf.file_upload { … }`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.insert_statements import beside_statement
from uowgen.operations.statements_named import functions_named
from uowgen.operations.targets import hits_of
from uowgen.regex import when_used
from uowgen.rust.matching import lex
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.operations.work import Done
    from uowgen.rust.syntax import RustFile

_SIDES = {
    "following": "after",
    "after": "after",
    "below": "after",
    "behind": "after",
    "before": "before",
    "above": "before",
    "ahead of": "before",
}
_CALLED = when_used(rf"\b({'|'.join(_SIDES)}) the (\w+)(?: |-)(?:block|branch|`if`|if|check|section)\b", re.I)
_ONES = frozenset(
    [
        "last",
        "first",
        "next",
        "same",
        "whole",
        "other",
        "new",
        "old",
        "following",
        "previous",
        "match",
        "loop",
        "code",
        "existing",
        "current",
        "inner",
        "outer",
        "final",
    ]
)


def beside_called_block(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The statements `code` beside the one `if` of the named function whose condition has that word; None if it is not so."""
    said = _CALLED.search(directive.words)
    functions = {
        i.span: i
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "near", "at")
        for i in h.items
        if i.kind == "fn" and i.body
    }
    if not functions:
        functions = {i.span: i for i in functions_named(file, directive)}
    if (
        said is None
        or said[2].lower() in _ONES
        or len(functions) != 1
        or directive.verb not in ("add", "insert", "append", "place")
    ):
        return None
    (function,) = functions.values()
    stands = (n for n in walk(function.node) if n.parent is not None and n.parent.type == "block")
    found = [n for n in stands if said[2].lower() in _condition_words(n)]
    if len(found) != 1:
        return None
    return beside_statement(file, function, found[0], code, _SIDES[said[1].lower()])


def _condition_words(statement: Node) -> set[str]:
    """The words in the condition of the `if` that a statement is; none for another one."""
    node = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
    condition = node.child_by_field_name("condition") if node.type == "if_expression" else None
    names = [t.text for t in lex(condition.text or b"")] if condition is not None else []
    return {word for name in names for word in name.lower().split("_")}
