"""Claim: a type has a member, with what is said of it: “a private, documented field `bus: Bus`”, “a third variant `Link(Arc<T>)`”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.member import is_signature
from uowgen.claims.declarations.types import may_be, other_paths, without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import has_members
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, context_type, find, find_type
from uowgen.facts.documentation import comment_of
from uowgen.facts.members import fields_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member


def decide(reading: Reading, case: Case) -> Finding:
    """The member is there, of that type, and is all that the words before it say."""
    if reading.get("path"):
        owner, _, field = reading.get("path").rpartition("::")
        described = f"vis={reading.get('visibility')}\0name={field}\0type={reading.get('type')}"
        reading = reading._replace(slots={"owner": owner, "member": described})
    marks = reading.list("member")
    name = next(m.removeprefix("name=") for m in marks if m.startswith("name="))
    typed = next((m.removeprefix("type=") for m in marks if m.startswith("type=")), "")
    sort = next((m.removeprefix("sort=") for m in marks if m.startswith("sort=")), "")
    if is_signature(name) and sort in ("", "fn") and not typed and "doc" not in marks:
        visible = next((m.removeprefix("vis=") or "private" for m in marks if m.startswith("vis=")), "")
        slots = {"owner": reading.get("owner"), "members": name, "noun": f"{visible} fn".strip()}
        return has_members.decide(reading._replace(slots=slots), case)
    if sort == "variant" or "(" in name or "{" in name:
        if typed or any(m.startswith(("vis=", "doc")) for m in marks):
            return undecided("not-understood", "what is said of a variant is not decided")
        slots = {"owner": reading.get("owner"), "members": name, "noun": sort or "variant"}
        return has_members.decide(reading._replace(slots=slots), case)
    subject = find_type(case, reading.get("owner")) if reading.get("owner") else context_type(case)
    if not subject.found:
        return subject.none("the criterion does not say of which type it speaks")
    if any(d.item.kind not in ("struct", "union") for d in subject.found):
        return undecided("not-understood", f"`{subject.found[0].item.name}` has no fields", *subject.found[:2])
    case.subjects.append(subject.found[0])
    places: list[Evidence] = []
    for declaration in subject.found:
        member = fields_of(declaration).named(bare_name(name))
        if member is None:
            return _missing(declaration, name)
        place = Evidence(member.file, member.line, member.line, f"`{member.name}: {member.type}`")
        wrong = _wrong(case, declaration, member, typed, marks, place)
        if wrong is not None:
            return wrong
        places.append(place)
    return holds(f"`{subject.found[0].item.name}` has such a `{name}`", evidence=tuple(places))


def _is_alias(case: Case, written: str) -> bool:
    return any(d.item.kind == "type" for d in find(case, bare_name(written), KINDS_OF["type"]).found)


def _missing(declaration: Declaration, name: str) -> Finding:
    if not fields_of(declaration).complete:
        return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{name}`", declaration)
    return fails("member-not-found", f"`{declaration.item.name}` has no field `{name}`", declaration)


def _wrong(
    case: Case, declaration: Declaration, member: Member, typed: str, marks: tuple[str, ...], place: Evidence
) -> Finding | None:
    """What speaks against the member being as it is described."""
    if typed and without_paths(member.type) != without_paths(typed):
        if may_be(member.type, typed, declaration.file.rust.source.data) or _is_alias(case, member.type):
            return undecided("type-alias", f"`{member.name}` is of type `{member.type}`, which may be the same", evidence=(place,))
        return fails("other-type", f"`{member.name}` is of type `{member.type}`", evidence=(place,))
    if typed and other_paths(member.type, typed):
        return undecided("type-alias", f"`{member.name}` is of type `{member.type}`, which may be the same", evidence=(place,))
    for mark in marks:
        if mark.startswith("vis="):
            wanted = mark.removeprefix("vis=").replace("private", "")
            if member.visibility != wanted:
                return fails("other-visibility", f"`{member.name}` is `{member.visibility or 'private'}`", evidence=(place,))
        elif mark == "doc":
            if declaration.item.in_macro:
                return undecided("inside-macro", f"`{declaration.item.name}` is defined by a macro", declaration)
            own = [d for d in declaration.file.named(member.name) if d.item.kind == "field" and d.line == member.line]
            if not own or not comment_of(own[0]).strip():
                return fails("not-documented", f"`{member.name}` has no doc comment", evidence=(place,))
    return None


KIND = Kind(
    "has_field",
    "a type has a member, as it is described",
    (
        "<owner:name>? <noun2:noun>? @have|stores|tracks|keeps|adds <member:memberdesc>",
        "<path:memberpath> <noun2:noun>? @be* <visibility:vis> <type:type>",
        "<owner:name>? <noun2:noun>? @have <member:memberdesc> @made",
        "<member:memberdesc> @be* @made @to <owner:name> <noun2:noun>?",
        "@make <member:memberdesc> @to <owner:name> <noun2:noun>?",
    ),
    (
        "`Vma` has a private, documented `flags: VmaFlags`",
        "`Vma` gains a documented field `len` of type `usize`",
    ),
    decide,
    (),
    asks_all=True,
)
