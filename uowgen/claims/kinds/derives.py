"""Claim: a type derives or implements certain traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.members import derives_of, traits_of

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.model import Evidence


def decide(reading: Reading, case: Case) -> Finding:
    """Each trait stands in a `derive`; where the words say `implements`, an impl will do as well."""
    owner = reading.get("owner")
    subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found:
        return subject.problem or undecided("no-subject", "the criterion does not say of which type it speaks")
    by_impl = any(word in reading.frame for word in ("implements", "implemented"))
    case.subjects.append(subject.found[0])
    evidence: list[Evidence] = []
    for declaration in subject.found:
        name = declaration.item.name
        derived = derives_of(declaration)
        written = traits_of(case.code, name) if by_impl else {}
        for trait in map(bare_name, reading.list("traits")):
            if trait in written:
                evidence.append(shown(written[trait]))
            elif trait not in derived:
                if declaration.item.in_macro:
                    return undecided("inside-macro", f"the macro may derive `{trait}` for `{name}`", declaration)
                if any("cfg_attr" in a and trait in a for a in declaration.item.attributes):
                    return undecided("conditional", f"`{name}` derives `{trait}` under a condition", declaration)
                return fails("trait-not-found", f"`{name}` does not {'implement' if by_impl else 'derive'} `{trait}`", declaration)
        evidence.append(shown(declaration))
    listed = ", ".join(f"`{bare_name(t)}`" for t in reading.list("traits"))
    verb = "implements" if by_impl else "derives"
    return holds(f"`{subject.found[0].item.name}` {verb} {listed}", evidence=tuple(dict.fromkeys(evidence)))


KIND = Kind(
    "derives",
    "a type derives or implements traits",
    (),
    (),
    decide,
)
