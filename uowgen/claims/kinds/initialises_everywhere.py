"""Claim: every literal of a struct sets a certain field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, context_type, find, find_type
from uowgen.facts.literals import literals_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every counterexample is listed. A literal that takes the field from another value (`..base`) is undecided."""
    field = bare_name(reading.get("field"))
    owner = reading.get("owner")
    subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found and not owner:
        fields = find(case, field, KINDS_OF["field"])
        owners = {d.owner for d in fields.found}
        if len(owners) == 1:
            subject = find_type(case, owners.pop())
    if not subject.found:
        return subject.none("the criterion does not say of which type it speaks")
    name = subject.found[0].item.name
    literals, hidden = literals_of(case.code, name)
    copies = [x for x in literals if x.base == "self" and field not in x.fields]  # the value that is there, carried over
    literals = tuple(x for x in literals if x not in copies)
    if not literals:
        return undecided("vacuous", f"the tree has no literal of `{name}`", *subject.found)
    wanted = "".join(reading.get("value").split())
    without = [x for x in literals if field not in x.fields and not x.based]
    other = [x for x in literals if wanted and field in x.fields and "".join(x.fields[field].split()) != wanted]
    based = [x for x in literals if field not in x.fields and x.based]
    evidence = tuple(Evidence(x.file, x.line, x.line, f"`{name} {{ … }}`") for x in without + other)
    if without:
        return fails("not-everywhere", f"{len(without)} of {len(literals)} literals of `{name}` lack `{field}`", evidence=evidence)
    if other:
        return fails("other-value", f"{len(other)} of {len(literals)} set `{field}` to something else", evidence=evidence)
    if based or hidden:
        places = tuple(Evidence(x.file, x.line, x.line, "takes the rest from another value") for x in based)
        return undecided(
            "inside-macro" if hidden else "through-base", f"not every literal of `{name}` is written out", evidence=places
        )
    evidence = tuple(Evidence(x.file, x.line, x.line, f"sets `{field}`") for x in literals)
    return holds(f"all {len(literals)} literals of `{name}` set `{field}`", evidence=evidence)


KIND = Kind(
    "initialises_everywhere",
    "every struct literal of a type sets a field",
    (
        "@every <owner:name>? <noun>? @literal <noun>? of? <owner:name>? @initialise <field:name> <noun>? with|to? <value:code>?",
        "<field:name> <noun>? @be* initialised|initialized|set|provided @to? <value:code>? @in @every <owner:name>? @literal",
        "@every struct? literals|literal|instances of <owner:name> @be* updated|extended with|for <field:name> <noun>?",
        "initialise|initialize|set <field:name> <noun>? @to? <value:code>? @in @every <owner:name>? @literal",
    ),
    (
        "All constructors of `Task` initialise `vmas`",
        "`vmas` initialised in every `Task` constructor",
        "Every struct literal of `Task` sets `vmas` to `VmaList::new()`",
    ),
    decide,
    ("field",),
)
