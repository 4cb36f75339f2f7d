"""Decides that a function leaves at once, with nothing done, for a number that is out of range or zero: by the guard that it begins with.

Where it only hands what it is given on to another function of its type, the guard may stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, holds, undecided
from uowgen.facts.code import counts
from uowgen.facts.results import guards_of
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_INTEGERS = frozenset({"u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "isize"})
# What a limit is called that a number must stay below.
_LIMITS = frozenset(form(w) for w in "len length size capacity count max limit end bits slots entries num number".split())  # noqa: SIM905
_RANGE = when_used(r"([a-z_]\w*)(>=|>)([\w.:]+(?:\(\))?)")


def ignores(function: Declaration, said: str, how: str, case: Case) -> Finding:
    """`how` is `range` or `zero`, `said` what the sentence calls the number: “index”, “length”."""
    name = function.item.name
    given = _parameter(function, said)
    if given is None:
        return undecided("no-subject", f"which parameter of `{name}` is the {said} is not clear", function)
    line = _guarded(function, given, how)
    if line:
        return holds(f"`{name}` leaves at once then", evidence=(Evidence(function.file.path, line, line, "the guard"),))
    inner = _handed_on(function, given, case)
    if inner is not None:
        other, theirs = inner
        line = _guarded(other, theirs, how)
        if line:
            place = (Evidence(other.file.path, line, line, f"the guard of `{other.item.name}`"),)
            return holds(f"`{name}` only calls `{other.item.name}`, which leaves at once then", evidence=place)
    return undecided("depends-on-the-path", f"no guard at the start of `{name}` says so", function)


def _parameter(function: Declaration, said: str) -> str | None:
    """The one number that the function takes which bears the name, else its only number."""
    numbers = [p.name for p in parameters_of(function) if "".join(p.type.split()) in _INTEGERS]
    named = [n for n in numbers if form(said.strip("`").lower()) in parts(n)]
    if len(named) == 1:
        return named[0]
    return numbers[0] if len(numbers) == 1 and not named and form(said) in _COMMON else None


_COMMON = frozenset(form(w) for w in "index number bit offset position length size slot value argument".split())  # noqa: SIM905


def _guarded(function: Declaration, given: str, how: str) -> int:
    """The line of the guard that returns nothing for such a number, if no call stands before it; else 0."""
    if function.item.in_macro:
        return 0
    for guard in guards_of(function):
        asked = "".join(guard.condition.split()).strip("()")
        result = "" if guard.result is None else "".join(function.file.rust.text(guard.result).split())
        if given in guard.after or guard.pattern or _acts_before(function, guard.line):
            return 0
        if result in ("", "()", "Ok(())") and (_is_zero(asked, given) if how == "zero" else _is_beyond(asked, given)):
            return guard.line
    return 0


def _acts_before(function: Declaration, line: int) -> bool:
    """Whether a statement before the guard calls or assigns anything."""
    body = function.item.node.child_by_field_name("body")
    stack = [c for c in body.named_children if function.file.rust.source.line_of(c.start_byte) < line] if body is not None else []
    while stack:
        node = stack.pop()
        if node.type in ("assignment_expression", "compound_assignment_expr", "call_expression", "macro_invocation"):
            return True
        stack.extend(node.named_children)
    return False


def _is_zero(asked: str, given: str) -> bool:
    return asked in (f"{given}==0", f"0=={given}", f"{given}<1")


def _is_beyond(asked: str, given: str) -> bool:
    found = _RANGE.fullmatch(asked)
    if found is None or found.group(1) != given:
        return False
    limit = found.group(3).removesuffix("()").replace("::", ".").rpartition(".")[2]
    return bool(set(parts(limit)) & _LIMITS) and (found.group(2) == ">=" or "max" in parts(limit))


def _handed_on(function: Declaration, given: str, case: Case) -> tuple[Declaration, str] | None:
    """The function of the same type that is all that the function calls, as its one statement, with the name that the number has there."""
    body = function.item.node.child_by_field_name("body")
    done = [c for c in body.named_children if "comment" not in c.type] if body is not None else []
    call: Node | None = done[0] if len(done) == 1 else None
    if call is not None and call.type == "expression_statement" and call.named_children:
        call = call.named_children[0]
    called = call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    arguments = call.child_by_field_name("arguments") if call is not None and called is not None else None
    if called is None or arguments is None:
        return None
    path = "".join(function.file.rust.text(called).split())
    texts = ["".join(function.file.rust.text(a).split()) for a in arguments.named_children]
    if not path.startswith(("self.", "Self::")) or texts.count(given) != 1 or any("(" in t for t in texts):
        return None
    name = path.replace("::", ".").rpartition(".")[2]
    mine = [
        d
        for d in case.code.declared(name, (function.file.path,))
        if d.owner == function.owner and counts(d) and d.item.kind == "fn"
    ]
    if path.count(".") + path.count("::") != 1 or len(mine) != 1:
        return None
    at = texts.index(given) - (1 if path.startswith("Self::") and texts[:1] == ["self"] else 0)
    taken = [p.name for p in parameters_of(mine[0])]
    return (mine[0], taken[at]) if 0 <= at < len(taken) else None
