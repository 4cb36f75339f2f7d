"""Claim: a field has a certain value at the beginning: in every literal of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.facts.constants import value_of_text
from uowgen.facts.literals import inner_value, literals_of
from uowgen.facts.members import derives_of, fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every literal of the type sets each field to the value; one of a default is enough where the words speak of a default."""
    if any(name.endswith(")") or find_method(case, name).found for name in reading.list("names")):
        from uowgen.claims.kinds.returns_value import decide as returned

        return returned(reading._replace(slots={"name": reading.list("names")[0], "value": reading.get("value")}), case)
    only = reading.list("names")[0] if len(reading.list("names")) == 1 else ""
    if only and (find(case, only, KINDS_OF["const"]).found or (bare_name(only).isupper() and not find(case, only).found)):
        from uowgen.claims.kinds.constant_equals import decide as equals

        slots = {"name": reading.list("names")[0], "value": reading.get("value"), "how": "start"}
        return equals(reading._replace(slots=slots), case)
    evidence: list[Evidence] = []
    for name in reading.list("names"):
        found = _starts(reading, case, name)
        if found.outcome != "holds":
            return found
        evidence += found.evidence
    return holds(f"`{reading.get('value')}` at the beginning", evidence=tuple(evidence))


def _starts(reading: Reading, case: Case, name: str) -> Finding:
    owner, field, wanted = _owner(reading, case, name), bare_name(name), reading.get("value")
    if isinstance(owner, Finding):
        return owner
    literals, hidden = literals_of(case.code, owner.item.name)
    mine = [x for x in literals if field in x.fields]
    if any(d.owner == f"Default for {owner.item.name}" for d in case.code.declared_anywhere("default")) and "default" in _said(
        case
    ):
        spans = [d for d in case.code.declared_anywhere("default") if d.owner == f"Default for {owner.item.name}"]
        mine = [x for x in mine if any(d.file.path == x.file and d.line <= x.line <= d.end_line for d in spans)]
    if "Default" in derives_of(owner) or owner.item.in_macro:
        return undecided("through-base", f"`{owner.item.name}` may come by its derived default", owner)
    if not mine or hidden or any(x.based or field not in x.fields for x in literals):
        return undecided("through-base", f"not every `{owner.item.name}` shows its `{field}`", owner)
    places = tuple(Evidence(x.file, x.line, x.line, f"`{field}: {x.fields[field]}`") for x in mine)
    alike = [_same(x.fields[field], wanted) for x in mine]
    if all(alike):
        return holds(f"`{field}` starts as `{wanted}`", evidence=places)
    if all(one is False for one in alike):
        return fails("other-value", f"`{field}` starts as `{mine[0].fields[field]}`", evidence=places)
    return undecided("depends-on-the-path", f"`{field}` starts as `{mine[0].fields[field]}`", evidence=places)


def _said(case: Case) -> str:
    return case.criterion.text.lower() if case.criterion is not None else ""


def _owner(reading: Reading, case: Case, name: str) -> Declaration | Finding:
    """The one struct with the field: that which is named with it, else the one of the spec's files."""
    owner = bare_name(reading.get("owner")) or owner_name(name)
    if owner:
        types = find_type(case, owner)
        found = [d for d in types.found if d.item.kind == "struct"]
        if not found:
            return types.none(f"no struct `{owner}`")
        if not fields_of(found[0]).named(bare_name(name)):
            return undecided("no-subject", f"`{owner}` has no field `{bare_name(name)}`", *found)
        return found[0] if len(found) == 1 else undecided("subject-ambiguous", f"several `{owner}`", *found)
    near = files_of(case)
    fields = [d for d in find(case, name, KINDS_OF["field"]).found if d.file.path in near]
    owners = {d.owner for d in fields}
    if len(owners) != 1:
        return undecided("no-subject", f"which type the field `{bare_name(name)}` is of is not clear", *fields[:4])
    holders = [d for d in find_type(case, owners.pop()).found if d.item.kind == "struct" and d.file.path in near]
    return holders[0] if len(holders) == 1 else undecided("no-subject", f"the type of `{bare_name(name)}` was not found")


def _same(text: str, wanted: str) -> bool | None:
    """Whether two values are the same; None where only running the code could tell."""
    left, right = inner_value("".join(text.split())), "".join(wanted.split())
    if left == right:
        return True
    numbers = value_of_text(left), value_of_text(right)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return False if _literal(left) and _literal(right) else None


def _literal(text: str) -> bool:
    return text in ("true", "false", "None") or text.lstrip("-")[:1].isdigit() or text[:1] in "\"'"


KIND = Kind(
    "starts_as",
    "a field has a value at the beginning",
    (
        "<names> field|fields|flag|flags? @be* initialised|initialized to|with|as|at <value:value> in|by? <owner:upperfirst>?",
        "<names> field|fields|flag|flags? start|starts|begins|begin out|off? as|at|with|out? <value:value>",
        "<names> field|fields? default|defaults @be* to? <value:value>",
        "<names> field|fields|@be* <value:value> by|at default|first",
        "<names> field|fields? initially|initial value? <value:value>",
        "default of|for <names> field? @be* <value:value>",
        "<owner:upperfirst> starts|begins with <names> <noun>? = <value:value>",
    ),
    ("`count` is initialised to 0", "`Config::mouse` defaults to `true`"),
    decide,
    ("names", "value"),
)
