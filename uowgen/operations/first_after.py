"""Statements that come first in a function but for what words tell without its name: ``First thing in `run` after the log was opened:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.insert_statements import beside_statement
from uowgen.operations.told_statements import called_by
from uowgen.operations.work import Done, refused
from uowgen.regex import when_used
from uowgen.rust.syntax import is_comment

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_AFTER = when_used(r"\b(?:after|once|as soon as|right behind) (?P<what>[^`:.,()]+)[:.,(]?\s*$", re.IGNORECASE)
# Behind these is the start of a function all the same.
_NOTHING = when_used(
    r"\b(?:brace|signature|header|entry|entering|attributes?|comments?|documentation|docs?|arguments|this|that|it)\b", re.IGNORECASE
)
_STEM = 5  # letters that tell a word in any of its forms: `clear` of `cleared`
_SHORTEST = 4


def first_after(file: RustFile, directive: Directive, function: Item, code: str) -> Done | None:
    """The statements `code` behind the one of `function` that does what the words say is done before; a refusal if none or several may;
    None where the words speak of nothing before.
    """
    said = directive.lead if function.name in directive.lead else directive.words
    told = _AFTER.search(" ".join(said.split()))
    if told is None or _NOTHING.search(told["what"]):
        return None
    words = {word for word in re.findall(r"[a-z]+", told["what"].lower()) if len(word) >= _SHORTEST}
    body = function.node.child_by_field_name("body")
    statements = [s for s in body.named_children if not is_comment(s)] if body is not None else []
    found = [s for s in statements if _does(s, words)]
    if len(found) == 1:
        return beside_statement(file, function, found[0], code, "after")
    return refused(
        "insert_statement", function.label, "anchor-ambiguous" if found else "anchor-not-found",
        f"`{function.label}` has {len(found) or 'no'} statements that may do what is to come before", "quote the statement",
    )  # fmt: skip


def _does(statement: Node, words: set[str]) -> bool:
    """Whether one of `words` is a form of a word in the name of what a statement calls."""
    parts = [part for part in called_by(statement).lower().split("_") if len(part) >= _SHORTEST]
    return any(word.startswith(part[:_STEM]) for part in parts for word in words)
