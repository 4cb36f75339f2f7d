"""“`check()` rejects a wrong `version`”: a test at the function's start leaves it with a refusal unless the field is one certain value.

It compares as written and runs nothing: any value but the one on the other side of a `!=` is refused, whatever that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_type, one_function
from uowgen.claims.values.guard_clauses import alternatives
from uowgen.claims.values.values import is_value
from uowgen.facts.members import fields_of
from uowgen.facts.results import guards_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_REFUSALS = ("Err(", "None", "false")
_CAST = when_used(r"as(?:[ui](?:8|16|32|64|128|size))$")
_PIECE = when_used(r"\[[\w:.=]*\]$")


def decide(reading: Reading, case: Case) -> Finding:
    """Holds by a guard with `field != value`; fails where the function looks neither at the field nor at anything that has it."""
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    field = reading.get("field")
    holder = _holder(case, function, field)
    if function.item.in_macro or not holder:
        return undecided("no-subject", f"`{function.item.name}` takes nothing that has a `{field}`", function)
    given = {p.name for p in parameters_of(function)} | {"self"}
    head = result_of(function).partition("<")[0].rpartition("::")[2]
    before: list[str] = []
    for guard in guards_of(function):
        result = "".join(function.file.rust.text(guard.result).split()) if guard.result is not None else ""
        names = set(re.findall(r"\w+", guard.condition))
        if guard.pattern or (names & given & guard.after):
            before.append("")
            continue
        if any(_is_other(part, holder) for part in alternatives("".join(guard.condition.split()))):
            place = (Evidence(function.file.path, guard.line, guard.line, f"returns `{result}`"),)
            refused = result.startswith(_REFUSALS) and (head in ("Result", "Option", "bool") or result.startswith("Err("))
            if not refused or not all(one.startswith(_REFUSALS) for one in before):
                return undecided("depends-on-the-path", f"whether `{result}` refuses it is not clear", function)
            wanted = reading.get("value")
            if wanted and not is_value(guard_text(function, guard.result), wanted):
                return fails("other-value", f"it returns `{result}` then", evidence=place) if _is_plain(result) and not before else (
                    undecided("not-understood", f"it returns `{result}` then", function)
                )  # fmt: skip
            return holds(f"any `{field}` but one is refused with `{result}`", evidence=place)
        before.append(result)
    body = function.item.node.child_by_field_name("body")
    text = function.file.rust.text(body) if body is not None else ""
    base = holder.partition(".")[0]
    passed_on = re.search(rf"\b{base}\b(?!\s*\.\s*\w+\b\s*[^(\w])", text) is not None if base else True
    if body is not None and not re.search(rf"\b{re.escape(field)}\b", text) and not passed_on and not _is_hidden(text):
        return fails("other-value", f"`{function.item.name}` never looks at `{field}`", function)
    return undecided("depends-on-the-path", f"how `{function.item.name}` looks at `{field}` cannot be told", function)


def guard_text(function: Declaration, node: object) -> str:
    """The source of a guard's result."""
    return function.file.rust.text(node) if node is not None else ""  # type: ignore[arg-type]


def _is_plain(result: str) -> bool:
    return result.startswith("Err(") and result.endswith(")") and result.count("(") == 1


def _is_hidden(text: str) -> bool:
    """Whether a macro may look at what it is not seen to look at."""
    return re.search(r"\w!\s*[(\[{]", text) is not None


def _holder(case: Case, function: Declaration, field: str) -> str:
    """How the function reads the field: `self.phsize`, `header.kind`, or the parameter itself; empty where that is not plain."""
    parameters = parameters_of(function)
    if any(p.name == field for p in parameters):
        return field
    owner = bare_name(function.owner.rpartition(" for ")[2]) if receiver_of(function) else ""
    takers = [("self", owner)] if owner else []
    takers += [(p.name, bare_name(p.type.lstrip("&").removeprefix("mut ").strip())) for p in parameters if "<" not in p.type]
    having = []
    for name, kind in takers:
        found = find_type(case, kind).found if kind[:1].isupper() else ()
        if len(found) == 1 and found[0].item.kind == "struct" and any(f.name == field for f in fields_of(found[0]).all):
            having.append(f"{name}.{field}")
    return having[0] if len(having) == 1 else ""


def _is_other(part: str, holder: str) -> bool:
    """Whether `part`, without white space, is `holder != value` or the other way round, with casts and the like around."""
    sides = part.split("!=")
    return len(sides) == 2 and "&&" not in part and (_bare(sides[0]) == holder) != (_bare(sides[1]) == holder)


def _bare(side: str) -> str:
    side = _CAST.sub("", side.strip("(&*"))
    return _PIECE.sub("", side.rstrip(")")) if side.count("(") < side.count(")") else _PIECE.sub("", side)
