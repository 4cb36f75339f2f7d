"""Claim: a type has certain fields, variants, constants or methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name
from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.members import constants_of, fields_of, methods_of, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every listed name is a member of every declaration of the type; without a noun any sort of member will do."""
    owner = reading.get("owner")
    subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found:
        return subject.problem or undecided("no-subject", "the criterion does not say of which type it speaks")
    case.subjects.append(subject.found[0])
    evidence: list[Evidence] = []
    for declaration in subject.found:
        for name in reading.list("members"):
            found, complete = _member(case, declaration, bare_name(name), reading.get("noun"))
            if found is None and complete:
                return fails("member-not-found", f"`{declaration.item.name}` has no `{bare_name(name)}`", declaration)
            if found is None:
                return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{bare_name(name)}`", declaration)
            evidence.append(found)
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("members"))
    return holds(f"`{subject.found[0].item.name}` has {listed}", evidence=tuple(dict.fromkeys(evidence)))


def _member(case: Case, declaration: Declaration, name: str, noun: str) -> tuple[Evidence | None, bool]:
    """Where the member stands (None if nowhere), and whether all that could be members was seen."""
    complete = True
    if noun in ("", "field"):
        fields = fields_of(declaration) if declaration.item.kind in ("struct", "union") else None
        member = fields.named(name) if fields else None
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"field `{name}`"), True
        complete = complete and (fields is None or fields.complete)
    if noun in ("", "variant") and declaration.item.kind == "enum":
        variants = variants_of(declaration)
        member = variants.named(name)
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"variant `{name}`"), True
        complete = complete and variants.complete
    if noun in ("", "const", "static"):
        constants = constants_of(case.code, declaration)
        member = constants.named(name)
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"constant `{name}`"), True
        complete = complete and constants.complete
    if noun in ("", "fn"):
        for method in methods_of(case.code, declaration.item.name):
            if method.item.name == name:
                return shown(method), True
        complete = complete and not declaration.item.in_macro
    return None, complete


KIND = Kind(
    "has_members",
    "a type has certain fields, variants, constants or methods",
    (),
    (),
    decide,
)
