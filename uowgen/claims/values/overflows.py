"""“when the sum overflows”, “on overflow”: the one sum or product of what a function takes that its body works out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration

_WORDS = {
    "sum": "add", "addition": "add", "product": "mul", "multiplication": "mul", "difference": "sub", "subtraction": "sub",
}  # fmt: skip
_PLAIN = frozenset(
    {"overflow", "overflows", "would", "arithmetic", "the", "on", "an", "it", "result", "integer", "of", "calculation", "wrap", "wraps",
     "could", "computation"}
)  # fmt: skip
_PLACE = r"(?:self\.)?[a-z_]\w*"
_CHECKED = when_used(rf"(?<![\w.)\]])({_PLACE})\s*\.\s*checked_(add|mul|sub)\(\s*((?:self\.)?\w+)\s*\)")
_BARE = when_used(rf"(?<![\w.)\]*+\-/])({_PLACE}) ([+*]) ({_PLACE})(?![\w.(*\[])")


def overflowing(said: str, function: Declaration, *, plain: bool) -> str:
    """The condition as Rust on the parameters and `self`; empty if the words say something else, or more than one thing may overflow.

    `plain`: what is reckoned without a check counts, too. Whether that panics depends on the build.
    """
    spelt = re.search(r"`([\w.]+) ([+*-]) ([\w.]+)`", said)
    said = said.replace(spelt[0], {"+": "sum", "*": "product", "-": "difference"}[spelt[2]]) if spelt is not None else said
    words = [w.strip("`,.").lower() for w in said.split()]
    if not {"overflow", "overflows", "wrap", "wraps"} & set(words) or set(words) - _PLAIN - set(_WORDS):
        return ""
    asked = {_WORDS[w] for w in words if w in _WORDS}
    body = function.text.partition("{")[2]
    pieces = {(m[1], m[2], m[3]) for m in _CHECKED.finditer(body)}
    if body.count("checked_") + body.count("overflowing_") != len(pieces) or len(pieces) > 1:
        return ""
    if not pieces and plain:
        pieces = {(m[1], {"+": "add", "*": "mul"}[m[2]], m[3]) for m in _BARE.finditer(body)}
        if len(re.findall(r"\s[+*\-]=?\s|<<", body)) != 1:
            return ""
    if len(pieces) != 1:
        return ""
    left, how, right = pieces.pop()
    if spelt is not None and {spelt[1].removeprefix("self."), spelt[3].removeprefix("self.")} != {
        left.removeprefix("self."),
        right.removeprefix("self."),
    }:
        return ""
    given = {p.name for p in parameters_of(function)}
    if (asked and asked != {how}) or any(
        not side.startswith("self.") and side not in given and not side.isdigit() for side in (left, right)
    ):
        return ""
    if re.search(rf"\blet (?:mut )?(?:{re.escape(left)}|{re.escape(right)})\b", body):
        return ""
    return f"{left}.checked_{how}({right}).is_none()"
