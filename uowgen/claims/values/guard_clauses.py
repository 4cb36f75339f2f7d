"""Decides “returns V if C” by a guard at the start of a function: `if C { return V; }`, `let Some(x) = f() else { return V; };`.

It compares as written and runs nothing; a condition in other words than the code's is left open.
"""

from __future__ import annotations

import re
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds
from uowgen.claims.names import bare_name
from uowgen.claims.values.values import is_plain, is_value
from uowgen.facts.results import asserts_of, guards_of
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.facts.code import Declaration
    from uowgen.facts.results import Guard

_STATES = {
    "null": ("{}.is_null()",), "empty": ("{}.is_empty()", "{}.len()==0"), "zero": ("{}==0",), "0": ("{}==0",), "negative": ("{}<0",),
    "none": ("{}.is_none()",), "true": ("{}",), "false": ("!{}",),
}  # fmt: skip


def by_guard(function: Declaration, value: str, condition: str, spoken: str = "") -> Finding | None:
    """What a guard says of it; None when no guard has that condition. `spoken` is the condition as code, if its words were understood."""
    if function.item.in_macro:
        return None
    given = {p.name for p in parameters_of(function)} | {"self"}
    asked = (*_asked(condition), *([spoken] if spoken else ()))
    called = _failing(condition)
    other: Finding | None = None
    meant = [g for g in guards_of(function) if _meant(g, asked, called, given) and g.result is not None]
    text = function.file.rust.text
    if len({"".join(text(g.result).split()) for g in meant if g.result is not None and "".join(g.condition.split()) in asked}) > 1:
        return None  # the same is asked twice, of things of one name, and answered in two ways
    for guard in meant:
        if guard.result is None:
            continue
        result = function.file.rust.text(guard.result)
        place = (Evidence(function.file.path, guard.line, guard.line, f"returns `{' '.join(result.split())}`"),)
        if is_value(result, value):
            return holds(f"a guard at the start returns `{value}` then, if no check before it returns first", evidence=place)
        if other is None and is_plain(result) and are_alike(result, value):
            other = fails("other-value", f"it returns `{' '.join(result.split())}` then", evidence=place)
    if other is None and called:
        from uowgen.claims.values.failures import by_failure

        return by_failure(function, value, called)
    return other


_COMPARISON = when_used(r"\(*([a-z_]\w*)(==|!=|<=|>=|<|>)((?:0x|0b|0o)?[0-9a-fA-F_]+?)(?:[iu](?:8|16|32|64|128|size))?\)*")
_SIGNS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def by_argument(function: Declaration, value: str, parameter: str, number: int) -> Finding | None:
    """What the first guard that is met says of a call with that number; None where a guard before it asks for something else.

    `value` is as in sentences; `refused` and `error` stand for any error.
    """
    if function.item.in_macro:
        return None
    for guard in guards_of(function):
        met = _met(guard, parameter, number)
        if met is None or (met and guard.result is None):
            return None
        if not met or guard.result is None:
            continue
        result = " ".join(function.file.rust.text(guard.result).split())
        place = (Evidence(function.file.path, guard.line, guard.line, f"returns `{result}`"),)
        if is_value(result, value) or (value in ("refused", "error") and result.startswith("Err(")):
            return holds(f"a guard at the start returns `{result}` then", evidence=place)
        plain = is_plain(result) and are_alike(result, value)
        return fails("other-value", f"it returns `{result}` then", evidence=place) if plain else None
    return None


def _met(guard: Guard, parameter: str, number: int) -> bool | None:
    """Whether the number meets the guard's condition, a comparison of the parameter or several joined by `||`; None where that is open."""
    if guard.pattern or parameter in guard.after:
        return None
    answers: list[bool | None] = []
    for part in alternatives("".join(guard.condition.split())):
        found = _COMPARISON.fullmatch(part)
        if found is None or found[1] != parameter:
            answers.append(None)
            continue
        try:
            answers.append(_SIGNS[found[2]](number, int(found[3].replace("_", ""), 0)))
        except ValueError:
            answers.append(None)
    return True if True in answers else None if None in answers else False


def are_alike(result: str, value: str) -> bool:
    """Whether both are numbers, or both names: `-22` may be what `EINVAL` stands for."""
    numbers = [re.match(r"(?:Err\(|\(|-)*\d", "".join(text.split())) is not None for text in (result, value)]
    return numbers[0] is numbers[1] or result.startswith(("Ok(", "Some("))


def has_guard(function: Declaration, condition: str, spoken: str) -> Finding | None:
    """That a guard at the start leaves the function under the condition, whatever it returns; None when none has that condition."""
    given = {p.name for p in parameters_of(function)} | {"self"}
    asked = (*_asked(condition), *([spoken] if spoken else ()))
    for guard in guards_of(function):
        if _meant(guard, asked, _failing(condition), given):
            result = " ".join(function.file.rust.text(guard.result).split()) if guard.result is not None else ""
            place = (Evidence(function.file.path, guard.line, guard.line, f"`return {result}`".replace(" `", "`")),)
            return holds("a guard at the start returns then", evidence=place)
    return None


def _meant(guard: Guard, asked: tuple[str, ...], called: str, given: set[str]) -> bool:
    names = set("".join(c if c.isalnum() or c == "_" else " " for c in guard.condition).split())
    if names & given & guard.after:  # what it looks at is no longer what was passed
        return False
    if guard.pattern:
        head = guard.condition.split("(")[0].replace("::", ".").rpartition(".")[2].strip()
        return bool(called) and head == called and guard.condition.count("(") >= 1 and guard.pattern.startswith(("Some(", "Ok("))
    parts = alternatives("".join(guard.condition.split()))
    return any(a in parts for a in asked)


def alternatives(condition: str) -> list[str]:
    """The parts of a condition joined by `||` outside of brackets."""
    parts, depth, start = [], 0, 0
    for at, ch in enumerate(condition):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(ch, 0)
        if depth == 0 and condition.startswith("||", at):
            parts.append(condition[start:at])
            start = at + 2
    return [*parts, condition[start:]]


def _asked(condition: str) -> tuple[str, ...]:
    """The condition as code without white space: as it stands in backticks, or `x` is null, empty, zero."""
    text = condition.strip()
    if text.startswith("`") and text.endswith("`") and text.count("`") == 2:
        return ("".join(text.strip("`").split()),)
    words = text.replace("`", "").split()
    if (
        len(words) == 3
        and words[1] == "is"
        and words[2].lower() in _STATES
        and words[0].replace("_", "").replace(".", "").isalnum()
    ):
        return tuple(form.format(words[0]) for form in _STATES[words[2].lower()])
    if len(words) == 4 and words[1:3] == ["is", "not"] and words[3].lower() in _STATES:
        return tuple("!" + form.format(words[0]) for form in _STATES[words[3].lower()][:1] if "=" not in form and "<" not in form)
    return ()


def _failing(condition: str) -> str:
    """The function of “`round_up` returns `None`”, “`alloc_page()` fails”."""
    words = condition.replace("`", "").split()
    if len(words) == 3 and words[1] in ("returns", "gives", "is") and words[2] in ("None", "Err"):
        return bare_name(words[0])
    if len(words) == 2 and words[1] in ("fails", "errors", "fail"):
        return bare_name(words[0])
    if len(words) == 4 and words[1:] == ["returns", "an", "error"]:
        return bare_name(words[0])
    return ""


def by_assertion(function: Declaration, condition: str, spoken: str) -> Finding | None:
    """“panics if C”: an `assert!` at the start of the body that asks for the contrary; None when none does."""
    wanted = {*_asked(condition), *([spoken] if spoken else ())}
    given = {p.name for p in parameters_of(function)} | {"self"}
    for asserted, line, changed in asserts_of(function):
        if set("".join(c if c.isalnum() or c == "_" else " " for c in asserted).split()) & given & changed:
            continue
        contrary = {asserted.removeprefix("!")} if asserted.startswith("!") else {f"!{asserted}", f"!({asserted})"}
        if wanted & contrary:
            return holds(
                "an assertion at the start panics then",
                evidence=(Evidence(function.file.path, line, line, f"`assert!({asserted})`"),),
            )
    return None


def by_asserting(function: Declaration, condition: str, spoken: str) -> Finding | None:
    """“asserts that C”: an `assert!` at the start of the body asks for just that; None when none does."""
    wanted = {*_asked(condition), *([spoken] if spoken else ())}
    for asserted, line, _ in asserts_of(function):
        if asserted in wanted:
            return holds("asserted at the start", evidence=(Evidence(function.file.path, line, line, f"`assert!({asserted})`"),))
    return None
