"""Claim: a type has certain fields, variants, constants or methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, shown, undecided
from uowgen.claims.kinds.field_has_type import without_paths
from uowgen.claims.names import bare_name
from uowgen.claims.scope import library_of, regions
from uowgen.claims.slots import sort_of
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.impls import unseen
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
    if reading.get("place"):
        inside = regions(case, reading.get("place"))
        if isinstance(inside, Finding):
            return inside
        crate = library_of(case, reading.get("place")).rpartition("/")[0]
        near = {r.file.path for r in inside}
        if any(d.file.path not in near and not (crate and d.file.path.startswith(f"{crate}/")) for d in subject.found):
            return undecided("found-elsewhere", f"`{bare_name(owner)}` is not in `{reading.get('place')}`", *subject.found)
    case.subjects.append(subject.found[0])
    noun = sort_of(reading.get("noun"))
    if noun in ("test", "type", "struct", "enum", "trait", "mod", "macro", "attribute", "union"):
        return undecided("not-understood", f"“{noun}” is no sort of member")
    if reading.get("state") == "none":
        return _has_none(reading, case, subject.found)
    evidence: list[Evidence] = []
    for declaration in subject.found:
        for written in reading.list("members"):
            name, _, wanted = written.partition(":") if ": " in written else (written, "", "")
            if not bare_name(name).replace("_", "").isalnum() or set(name) & set("<>!#[]&"):
                return undecided("not-understood", f"`{written}` is not the name of a member")
            found, complete = _member(case, declaration, bare_name(name), noun)
            if found is not None and wanted and not _is_of_type(declaration, bare_name(name), wanted):
                return fails("other-type", f"`{bare_name(name)}` is not of type `{wanted.strip()}`", evidence=(found,))
            if found is None and not noun and f"`{written}" not in _criterion_text(case):
                return undecided("maybe-no-member", f"`{written}` may not be meant as a member", declaration)
            if found is None and complete:
                return fails("member-not-found", f"`{declaration.item.name}` has no `{bare_name(name)}`", declaration)
            if found is None:
                return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{bare_name(name)}`", declaration)
            evidence.append(found)
    listed = ", ".join(f"`{bare_name(n.partition(': ')[0])}`" for n in reading.list("members"))
    return holds(f"`{subject.found[0].item.name}` has {listed}", evidence=tuple(dict.fromkeys(evidence)))


def _criterion_text(case: Case) -> str:
    return case.criterion.text if case.criterion is not None else ""


def _is_of_type(declaration: Declaration, name: str, wanted: str) -> bool:
    member = fields_of(declaration).named(name) if declaration.item.kind in ("struct", "union") else None
    return member is not None and without_paths(member.type) == without_paths(wanted)


def _has_none(reading: Reading, case: Case, owners: tuple[Declaration, ...]) -> Finding:
    """No owner has any of the members."""
    for declaration in owners:
        for name in reading.list("members"):
            found, complete = _member(case, declaration, bare_name(name), sort_of(reading.get("noun")))
            if found is not None:
                return fails("item-remains", f"`{declaration.item.name}` has `{bare_name(name)}`", evidence=(found,))
            if not complete:
                return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{bare_name(name)}`", declaration)
    return holds("there is no such member", *owners)


def _member(case: Case, declaration: Declaration, name: str, noun: str) -> tuple[Evidence | None, bool]:
    """Where the member stands (None if nowhere), and whether all that could be members was seen."""
    complete = True
    if noun in ("", "field", "member", "flag"):
        fields = fields_of(declaration) if declaration.item.kind in ("struct", "union") else None
        member = fields.named(name) if fields else None
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"field `{name}`"), True
        complete = complete and (fields is None or fields.complete)
    if noun in ("", "variant", "member", "flag") and declaration.item.kind == "enum":
        variants = variants_of(declaration)
        member = variants.named(name)
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"variant `{name}`"), True
        complete = complete and variants.complete
    if noun in ("", "const", "static", "flag", "member"):
        constants = constants_of(case.code, declaration)
        member = constants.named(name)
        if member is not None:
            return Evidence(member.file, member.line, member.line, f"constant `{name}`"), True
        complete = complete and constants.complete
    if noun in ("", "fn", "member"):
        for method in methods_of(case.code, declaration.item.name, (declaration,)):
            if method.item.name == name:
                return shown(method), True
        complete = complete and declaration.item.kind != "type" and unseen(case.code, declaration) is None
    return None, complete


KIND = Kind(
    "has_members",
    "a type has certain fields, variants, constants or methods",
    (
        "<owner:name> <noun2:noun>? @be* @made? @have|gains|with|: <noun> :|(? <members:words> )?",
        "<owner:name> <noun2:noun>? @be* @made? @have|gains|with|: :|(? <members:words> <noun>? )?",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended with|: <members:words> <noun>?",
        "<owner:name> <noun2:noun>? @be* @made @in <place> with <noun>? :|(? <members:words> <noun>? )?",
        "<owner:name> <noun2:noun>? @have <members:words> <noun> in <place>",
        "<owner:name> <noun2:noun>? @be* updated|extended to include|have|hold|carry <members:words> <noun>?",
        "updated|extended|update|extend <owner:name> <noun2:noun>? with|to include|have|hold|carry? <members:words> <noun>",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended with|: <noun> :|(? <members:words> )?",
        "<owner:name> <noun2:noun> (|: <noun>? :? <members:words> )?",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended (|: <noun>? :? <members:words> )?",
        "<owner:name> <noun2:noun>? @have no <members:words> <noun> ; state=none",
        "<members:words> <noun> @be* @made|there|renamed @to|of <owner:name> <noun2:noun>?",
        "<noun:membernoun> <members:words> @be* @made|there @to|of <owner:name> <noun2:noun>?",
        "<members:words> <noun> of|on|in|to <owner:name> <noun2:noun>? @be* @made|there?",
        "<members:words> @be* @made|there @to <owner:name> <noun2:noun>?",
        "@make <owner:name> <noun2:noun>? with|: <noun>? :? <members:words> <noun>?",
        "@make <owner:name> <noun2:noun>? (|: <noun>? :? <members:words> )",
        "@make <members:words> <noun>? @to <owner:name> <noun2:noun>?",
        "@make <noun:membernoun> <members:words> @to <owner:name> <noun2:noun>?",
        "<noun:membernoun> : <members:words>",
        "<noun:membernoun> <members:words> @be* @made",
        "@have|with <noun:membernoun> :|(? <members:words> )?",
        "@have <members:words> <noun:membernoun>",
    ),
    (
        "`Vma` has start, end, flags",
        "`VmaError` has variants `Overlap` and `NotFound`",
        "`vmas` field added to `Task`",
        "Define `TaskState` enum: `Ready`, `Running`",
        "`VmaFlags` with READ/WRITE/EXEC bits",
    ),
    decide,
    ("members",),
)
