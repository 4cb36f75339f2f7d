"""Claim: a type has certain fields, variants, constants or methods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.declarations.member import (
    Found,
    carries,
    carries_otherwise,
    is_signature,
    member_of,
    payload_in,
    variant_named,
)
from uowgen.claims.declarations.scope import library_of, regions
from uowgen.claims.declarations.types import other_paths, without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds import item_exists
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import KINDS_OF, Subject, context_type, find, find_type
from uowgen.facts.code import counts
from uowgen.facts.members import PLAIN_TYPES, constants_of, fields_of, variants_of, visibility_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member


def decide(reading: Reading, case: Case) -> Finding:
    """Every listed name is a member of every declaration of the type; without a noun any sort of member will do."""
    reading = _written_out(reading)
    owner = reading.get("owner")
    said = case.criterion.text if case.criterion is not None else ""
    if (
        any(f"{word} `{m}`" in said for m in reading.list("members") for word in (", both", ", all", ", each", "(both", "(all"))
        and len(reading.list("members")) > 1
    ):  # “`a` and `b`, both `u8`”: their type
        return undecided("not-understood", "what is said of all of them need not be a member")
    if not reading.get("owner") and _tells_how(reading.list("members"), said):
        return undecided("not-understood", "what something is done with need not be a member")
    if "nothing" in reading.list("members"):
        return undecided("not-understood", "“nothing” is no member")
    variant = variant_named(case, owner)
    if variant is not None:
        return _carries(reading, *variant)
    if reading.get("package") and "-" not in reading.get("package") and not library_of(case, reading.get("package")):
        reading = reading._replace(slots={**reading.slots, "package": "", "place": reading.get("package")})
    if reading.get("package"):
        subject = _in_package(case, owner, reading.get("package"))
    else:
        subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found:
        if find(case, owner, KINDS_OF["mod"]).found:
            text = case.criterion.text if case.criterion is not None else ""
            if owner.isalpha() and owner.islower() and f"`{owner}" not in text and "mod" not in text.lower():
                return undecided("not-understood", f"“{owner}” is not written as code, and need not be the module")
            names = {"names": reading.get("members"), "noun": reading.get("noun"), "place": owner}
            return item_exists.decide(reading._replace(slots=names), case)
        if owner and library_of(case, owner):
            shown = _module_of(case, owner, reading.list("members"))
            return shown or undecided(
                "not-understood", f"`{owner}` is a crate, and what it is to have is not said in a way that is known"
            )
        other = find(case, owner).found if owner else ()
        if other and other[0].item.kind in ("const", "static") and not reading.get("noun") and not reading.get("state"):
            from uowgen.claims.declarations.joined_constants import joined_of

            return joined_of(case, owner, reading.list("members"))
        if other and other[0].item.kind != "type":
            return undecided("not-understood", f"`{bare_name(owner)}` is a {other[0].item.kind}, which has no members", other[0])
        return subject.none("the criterion does not say of which type it speaks")
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
            if " = " in written and declaration.item.kind == "enum":
                wrong = _other_number(reading, case, declaration, written)
                if wrong is not None:
                    return wrong
                written = written.partition(" = ")[0]
            if is_signature(written):
                signed = _has_method(reading, case, declaration, written)
                if signed.outcome != "holds":
                    return signed
                evidence += signed.evidence
                continue
            name, payload = payload_in(written)
            name, _, wanted = (name, "", "") if payload else name.partition(":") if ": " in name else (name, "", "")
            if not bare_name(name).replace("_", "").isalnum() or set(name) & set("<>!#[]&"):
                return undecided("not-understood", f"`{written}` is not the name of a member")
            member = member_of(case, declaration, bare_name(name), noun or _sort_as_written(written))
            wrong = _not_so(case, reading, declaration, name if payload else written, wanted, member)
            wrong = wrong or (_other_payload(declaration, bare_name(name), payload, member) if payload else None)
            if wrong is not None:
                return wrong
            if member.place is not None:
                evidence.append(member.place)
    listed = ", ".join(
        f"`{n}`" if is_signature(n) else f"`{bare_name(payload_in(n)[0].partition(': ')[0])}`" for n in reading.list("members")
    )
    return holds(f"`{subject.found[0].item.name}` has {listed}", evidence=tuple(dict.fromkeys(evidence)))


def _tells_how(members: tuple[str, ...], said: str) -> bool:
    """Whether the names stand behind the “with” of something that is done: “fills every slot with default bits”, “`fill()` sets all with `ON`”."""
    names = "|".join(re.escape(m) for m in members)
    behind = (
        re.search(rf"(?i)^(?P<call>`[\w:]+\(.*?\)`)?.*\w.*\bwith (?:an? |the |its )?(?P<code>`?)(?:{names})\b", said)
        if names
        else None
    )
    return behind is not None and (not behind["code"] or behind["call"] is not None)


def _has_method(reading: Reading, case: Case, declaration: Declaration, written: str) -> Finding:
    """Whether the type has a method of that signature, which may be called public beside it."""
    from uowgen.claims.kinds import has_signature

    name = bare_name(written.partition("fn ")[2] or written)
    member = member_of(case, declaration, name, "fn")
    wrong = _not_so(case, reading, declaration, name, "", member) if reading.get("noun") or member.place is None else None
    if wrong is not None:
        return wrong
    slots = {"owner": declaration.item.name, "signature": written}
    return has_signature.decide(reading._replace(slots=slots), case)


def _in_package(case: Case, owner: str, package: str) -> Subject:
    """The type of that name in a package, of which the tree may have others elsewhere."""
    folder = library_of(case, package).rpartition("/")[0]
    found = tuple(
        d
        for d in case.code.declared_anywhere(bare_name(owner))
        if d.item.kind in PLAIN_TYPES and counts(d) and d.file.path.startswith(f"{folder}/")
    )
    if len(found) == 1:
        return Subject(found)
    return Subject((), undecided("no-subject", f"which `{bare_name(owner)}` of `{package}` is meant is not clear", *found[:2]))


def _sort_as_written(written: str) -> str:
    """“fn” for `len()` and `len(&self)`: a field of that name is none."""
    return "fn" if written.endswith(")") and written[:1].islower() and "(" in written else ""


def _not_so(case: Case, reading: Reading, declaration: Declaration, written: str, wanted: str, member: Found) -> Finding | None:
    """What speaks against the member being there as it was written."""
    name, owner = bare_name(written.partition(": ")[0]), declaration.item.name
    if member.place is None:
        if not reading.get("noun") and f"`{written}" not in _criterion_text(case):
            return undecided("maybe-no-member", f"`{written}` may not be meant as a member", declaration)
        if member.complete:
            return fails("member-not-found", f"`{owner}` has no `{name}`", declaration)
        return undecided("inside-macro", f"a macro or a derive may give `{owner}` a `{name}`", declaration)
    if wanted and member.sort == "const":
        return _constant_of_type(case, declaration, name, wanted, member)
    if wanted and not _is_of_type(declaration, name, wanted):
        return fails("other-type", f"`{name}` is not of type `{wanted.strip()}`", evidence=(member.place,))
    field = fields_of(declaration).named(name) if wanted else None
    if field is not None and other_paths(field.type, wanted):
        return undecided("type-alias", f"`{name}` is of type `{field.type}`, which may be the same", evidence=(member.place,))
    for adjective in reading.get("noun").split()[:-1]:
        if adjective not in ("public", "pub", "private") or member.visibility is None:
            return undecided("not-understood", f"“{adjective}” is not decided for a {member.sort}", evidence=(member.place,))
        if (member.visibility == "pub") != (adjective != "private") or (adjective == "private" and member.visibility):
            return fails("other-visibility", f"`{name}` is `{member.visibility or 'private'}`", evidence=(member.place,))
    return None


def _other_number(reading: Reading, case: Case, declaration: Declaration, written: str) -> Finding | None:
    """What speaks against a variant having the number that `Name = 3` gives it."""
    from uowgen.claims.kinds import constant_equals

    name, _, value = written.partition(" = ")
    slots = {"name": f"{declaration.item.name}::{name.strip()}", "value": value.strip()}
    finding = constant_equals.decide(reading._replace(slots=slots), case)
    return None if finding.outcome == "holds" else finding


def _module_of(case: Case, crate: str, names: tuple[str, ...]) -> Finding | None:
    """The modules `names` at the top of a crate: a public one is there for others; a private one only if nothing is said of that."""
    root = case.code.file(library_of(case, crate))
    found = [d for n in names for d in (root.named(bare_name(n)) if root is not None else ()) if d.item.kind == "mod"]
    live = [d for d in found if counts(d) and not d.item.path]
    if len({d.item.name for d in live}) < len(names):
        return None
    if all(visibility_of(d) == "pub" for d in live):
        return holds(f"`{crate}` has {', '.join(f'`{d.item.name}`' for d in live)}", *live)
    if any(word in _criterion_text(case) for word in ("exposes", "provides", "offers")):
        return fails("other-visibility", f"`{live[0].item.name}` is private to `{crate}`", *live)
    return None


def _other_payload(declaration: Declaration, name: str, payload: str, member: Found) -> Finding | None:
    """What speaks against the variant `name` carrying `payload`, as the criterion writes it behind the name."""
    if member.sort != "variant" or member.place is None:
        return undecided("not-understood", f"`{name}{payload}` is not written as a variant", declaration)
    variant = variants_of(declaration).named(name)
    return carries_otherwise(variant, payload, member.place) if variant is not None else None


def _written_out(reading: Reading) -> Reading:
    """`Vma { start, end: usize }` in backticks as the owner and its members."""
    text = reading.get("literal")
    if not text:
        return reading
    head, _, inner = text.partition("{")
    names = [part.strip() for part in inner.rstrip(" }").split(",") if part.strip() and part.strip(" .")]
    for word in ("pub ", "struct ", "enum "):
        head = head.strip().removeprefix(word)
    slots = {**reading.slots, "owner": head.strip(), "members": "\0".join(n.removeprefix("pub ") for n in names)}
    return reading._replace(slots={**slots, "noun": reading.get("noun") or "member"})


def _carries(reading: Reading, declaration: Declaration, variant: Member) -> Finding:
    """What a variant carries, by types or by the names of its fields."""
    place = (Evidence(variant.file, variant.line, variant.line, f"`{variant.name}{variant.type}`"),)
    if reading.get("state") == "none":
        return undecided("not-understood", "what a variant must not carry is not decided", evidence=place)
    for wanted in reading.list("members"):
        if not carries(variant.type, wanted):
            return fails("other-type", f"`{declaration.item.name}::{variant.name}` carries no `{wanted}`", evidence=place)
    return holds(f"`{variant.name}` carries {', '.join(f'`{m}`' for m in reading.list('members'))}", evidence=place)


def _criterion_text(case: Case) -> str:
    return case.criterion.text if case.criterion is not None else ""


def _constant_of_type(case: Case, declaration: Declaration, name: str, wanted: str, member: Found) -> Finding | None:
    """What speaks against an associated constant being of the type `wanted`."""
    constant = constants_of(case.code, declaration).named(name)
    written = constant.type.partition(":")[2].partition("=")[0].strip(" ;") if constant is not None else ""
    place = (member.place,) if member.place is not None else ()
    if not written:
        return undecided("inside-macro", f"the type of `{name}` is not written plainly", evidence=place)
    if without_paths(written) != without_paths(wanted):
        return fails("other-type", f"`{name}` is of type `{written}`", evidence=place)
    return None


def _is_of_type(declaration: Declaration, name: str, wanted: str) -> bool:
    member = fields_of(declaration).named(name) if declaration.item.kind in ("struct", "union") else None
    return member is not None and without_paths(member.type) == without_paths(wanted)


def _has_none(reading: Reading, case: Case, owners: tuple[Declaration, ...]) -> Finding:
    """No owner has any of the members."""
    for declaration in owners:
        for name in reading.list("members"):
            member = member_of(case, declaration, bare_name(name), sort_of(reading.get("noun")))
            if member.place is not None:
                return fails("item-remains", f"`{declaration.item.name}` has `{bare_name(name)}`", evidence=(member.place,))
            if not member.complete:
                return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{bare_name(name)}`", declaration)
    return holds("there is no such member", *owners)


KIND = Kind(
    "has_members",
    "a type has certain fields, variants, constants or methods",
    (
        "<literal:structcode> <noun>? @be* @made?",
        "<noun2:noun>? <noun2:noun>? :? <literal:structcode> @be* @made?",
        "@make <literal:structcode> <noun>?",
        "<owner:name> <noun2:noun>? @be* @made? @have|gains|with|:|defines|declares|exposes|provides|offers <noun> :|(? <members:words> )?",
        "<owner:name> <noun2:noun>? @be* @made? @have|gains|with|:|defines|declares|exposes|provides|offers :|(? <members:words> <noun>? )?",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended with|: <members:words> <noun>?",
        "<owner:name> <noun2:noun>? @be* @made @in <place> with <noun>? :|(? <members:words> <noun>? )?",
        "<owner:name> <noun2:noun>? @have <members:words> <noun> in <place>",
        "<owner:name> <noun2:noun>? @be* updated|extended to include|have|hold|carry <members:words> <noun>?",
        "updated|extended|update|extend <owner:name> <noun2:noun>? with <members:words> <noun>",
        "updated|extended|update|extend <owner:name> <noun2:noun>? to include|have|hold|carry <members:words> <noun>",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended with|: <noun> :|(? <members:words> )?",
        "<owner:name> <noun2:noun> (|: <noun>? :? <members:words> )?",
        "<owner:name> <noun2:noun>? @be* @made|updated|extended (|: <noun>? :? <members:words> )?",
        "<owner:name> <noun2:noun>? @have no <members:words> <noun> ; state=none",
        "<owner:name> <noun2:noun>? @have no <noun:membernoun> <members:words> ; state=none",
        "<members:words> <noun>? @be* implemented|defined|written|provided as? methods|method of|on|for <owner:name> <noun2:noun>? ; noun=fn",
        "<members:words> <noun> @be* @made|there|renamed @to|of <owner:name> <noun2:noun>?",
        "<noun:membernoun> <members:words> @be* @made|there @to|of <owner:name> <noun2:noun>?",
        "<members:words> <noun> of|on|in|to <owner:name> <noun2:noun>? @be* @made|there?",
        "<members:words> @be* @made|there @to <owner:name> <noun2:noun>?",
        "@make <owner:name> <noun2:noun>? with|: <noun>? :? <members:words> <noun>?",
        "@make <owner:name> <noun2:noun>? (|: <noun>? :? <members:words> )",
        "@make <members:words> <noun>? @to <owner:name> <noun2:noun>?",
        "@make <noun:membernoun> <members:words> @to <owner:name> <noun2:noun>?",
        "@make <members:words> <noun> @to <owner:name> impl|impls|implementation block?",
        "<members:words> <noun> @be* @made|there @to <owner:name> impl|impls|implementation block?",
        "<noun:membernoun> : <members:words>",
        "<noun:membernoun> <members:words> @be* @made",
        "@have|with <noun:membernoun> :|(? <members:words> )?",
        "@have <members:words> <noun:membernoun>",
        "<members:words> <noun>? @be* @made|there? @in|to <owner:name> <noun2:noun>? copy|definition|declaration|duplicate* of|in|from <package:code> crate|package|service? too|as? well?",
        "<owner:name> <noun2:noun>? copy|definition|declaration|duplicate* of|in|from <package:code> crate|package|service? @have|gains <noun>? <members:words> <noun>? too|as? well?",
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
    checks_adjectives=True,
    asks_all=True,
)
