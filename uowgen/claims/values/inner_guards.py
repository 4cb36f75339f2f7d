"""Decides “returns V if `size` is 0” by the one `if` inside a function that asks for it: a variable, a field or a parameter in a plain state.

The name must be asked about in one place only: else it is open which of them is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.values.guard_clauses import alternatives, are_alike
from uowgen.claims.values.values import is_plain, is_value
from uowgen.facts.results import returned
from uowgen.facts.steps import steps_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step

# What is said of a thing, as code behind its name; `==0` stands for any way to write the number.
_STATES = {
    "zero": ("==0",), "0": ("==0",), "null": ("==0", ".is_null()"), "empty": (".is_empty()", ".len()==0"), "none": (".is_none()",),
    "negative": ("<0",), "nonzero": ("!=0",), "non-zero": ("!=0",), "missing": (".is_none()",),
}  # fmt: skip
_BEING = ("is", "are", "was", "equals", "reads")
_NUMBER = when_used(r"(==|!=|<|>|<=|>=)((?:0x|0b|0o)?[0-9a-fA-F_]+)(?:[iu](?:8|16|32|64|128|size))?")


def by_inner_guard(function: Declaration, value: str, condition: str) -> Finding | None:
    """What the one `if … { return …; }` with that condition gives back; None where there is none, or several ask about the name."""
    asked = _asked(condition)
    steps = steps_of(function) if asked and not function.item.in_macro else None
    if steps is None or asked is None:
        return None
    name, states = asked
    about = [s for s in steps if s.sort in ("refusal", "exit") and _names(_condition(s, function), name)]
    mine = [s for s in about if any(_is_state(part, name, states) for part in alternatives(_condition(s, function)))]
    if len(mine) != 1 or len(about) != 1 or mine[0].later or mine[0].loops or mine[0].passed:
        return None
    then = mine[0].node.child_by_field_name("consequence")
    result = returned(then) if then is not None else None
    if result is None:
        return None
    written = " ".join(function.file.rust.text(result).split())
    line = function.file.rust.source.line_of(mine[0].node.start_byte)
    place = (Evidence(function.file.path, line, line, f"returns `{written}`"),)
    if is_value(written, value):
        return holds(f"it returns `{written}` then, if it has not left before", evidence=place)
    if is_plain(written) and are_alike(written, value):
        return fails("other-value", f"it returns `{written}` then", evidence=place)
    return None


def _asked(condition: str) -> tuple[str, tuple[str, ...]] | None:
    """“`size` is 0”, “the size is zero”: the name and the ways to write its state."""
    words = [w for w in condition.replace("`", "").split() if w.lower() not in ("the", "a", "an")]
    if len(words) != 3 or words[1] not in _BEING or words[2].lower() not in _STATES:
        return None
    name = words[0].removeprefix("self.")
    return (name, _STATES[words[2].lower()]) if name.isidentifier() and name.islower() else None


def _condition(step: Step, function: Declaration) -> str:
    node = step.node.child_by_field_name("condition")
    return "".join(function.file.rust.text(node).split()) if node is not None else ""


def _names(condition: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", condition) is not None


def _is_state(part: str, name: str, states: tuple[str, ...]) -> bool:
    """Whether a part of a condition says just that of `name`, as a variable or as a field of `self`."""
    rest = part.removeprefix("self.")
    if not rest.startswith(name):
        return False
    rest = rest[len(name) :]
    number = _NUMBER.fullmatch(rest)
    if number is not None and integer(number[2]) == 0:
        rest = f"{number[1]}0"
    return rest in states
