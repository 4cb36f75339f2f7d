"""Claim: an enum has a certain number of variants, or a struct of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import KINDS_OF, context_type, find, find_type
from uowgen.facts.members import constants_of, fields_of, variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member


def decide(reading: Reading, case: Case) -> Finding:
    """The count is exact, in every declaration of the type."""
    owner = reading.get("owner")
    subject = find_type(case, owner) if owner else context_type(case)
    if not subject.found and owner and reading.get("noun") == "field" and find(case, owner, KINDS_OF["variant"]).found:
        from uowgen.claims.declarations.carried import of_variant

        listed = "\x1f".join(("field", "", reading.get("number"), "", "", reading.get("type"), *reading.list("members")))
        return of_variant(case, owner, (f"has={listed}",))
    if not subject.found:
        return subject.none("the criterion does not say of which type it speaks")
    wanted = int(reading.get("number"))
    noun = sort_of(reading.get("noun"))
    unchecked = reading.get("noun2").split()[:-1] or (reading.get("noun").split()[:-1] if noun in ("fn", "flag") else [])
    if unchecked:
        return undecided("not-understood", f"“{unchecked[0]}” was not checked")
    if noun in ("fn", "flag"):
        return _others(reading, case, subject.found, noun, wanted)
    if noun not in ("variant", "field", "member") or reading.get("how") in ("required", "provided"):
        return undecided("not-understood", f"what is counted is neither fields nor variants: {noun or 'nothing is said'}")
    if noun == "member":
        noun = "variant" if subject.found[0].item.kind == "enum" else "field"
    of_variants = noun == "variant"
    case.subjects.append(subject.found[0])
    if reading.get("how") == "unit":
        return _unit(subject.found)
    for declaration in subject.found:
        name = declaration.item.name
        if (declaration.item.kind == "enum") != of_variants:
            return fails("other-kind", f"`{name}` is declared as `{declaration.item.label}`", declaration)
        members = variants_of(declaration) if of_variants else fields_of(declaration)
        if not members.complete:
            return undecided("inside-macro", f"a macro may give `{name}` more than can be seen", declaration)
        counted = _meant(members.all, reading)
        if counted is None:
            return undecided("not-understood", f"which of the parts of `{name}` are counted is not clear", declaration)
        always = sum(not m.sometimes for m in counted)
        if always <= wanted <= len(counted) and always != len(counted):
            return undecided("conditional", f"how many `{name}` has depends on the build: {always} to {len(counted)}", declaration)
        if len(counted) != wanted:
            listed = ", ".join(m.name for m in counted) or "none"
            return fails("other-count", f"`{name}` has {len(counted)}, not {wanted}: {listed}", declaration)
    if reading.get("members"):
        return _named(reading, case)
    word = "variants" if of_variants else "fields"
    return holds(f"`{subject.found[0].item.name}` has {wanted} {word}", *subject.found)


def _meant(members: tuple[Member, ...], reading: Reading) -> tuple[Member, ...] | None:
    """Those of the members that are counted: of a visibility, of a type; None if the words say something else of them."""
    if reading.get("type"):
        members = tuple(m for m in members if without_paths(m.type) == without_paths(reading.get("type")))
    for word in reading.get("noun").split()[:-1]:
        if word in ("public", "pub"):
            members = tuple(m for m in members if m.visibility == "pub")
        elif word == "private":
            members = tuple(m for m in members if not m.visibility)
        else:
            return None
    return members


def _unit(found: tuple[Declaration, ...]) -> Finding:
    """`struct Idle;`: without fields and without a list for them."""
    for declaration in found:
        name = declaration.item.name
        if declaration.item.kind != "struct":
            return fails("other-kind", f"`{name}` is declared as `{declaration.item.label}`", declaration)
        if fields_of(declaration).all:
            return fails("other-count", f"`{name}` has fields", declaration)
        if declaration.item.in_macro or declaration.item.node.child_by_field_name("body") is not None:
            return undecided("not-understood", f"`{name}` is written with brackets for fields", declaration)
    return holds(f"`{found[0].item.name}` is a unit struct", *found)


def _others(reading: Reading, case: Case, found: tuple[Declaration, ...], noun: str, wanted: int) -> Finding:
    """The methods of a trait, the flags of a type that a `bitflags!`-like macro defines."""
    for declaration in found:
        name = declaration.item.name
        if noun == "fn" and declaration.item.kind == "trait" and not declaration.item.in_macro:
            inside = [d for d in declaration.file.declarations() if d.item.parent == f"trait {name}"]
            inside = [d for d in inside if declaration.item.span.start < d.item.span.start < declaration.item.span.end]
            if any(d.item.kind == "macro call" or (d.item.kind == "fn" and d.condition != declaration.condition) for d in inside):
                return undecided("conditional", f"how many methods `{name}` has is not certain", declaration)
            functions = [d for d in inside if d.item.kind == "fn"]
            if reading.get("how") in ("required", "provided"):
                bodies = reading.get("how") == "provided"
                functions = [d for d in functions if (d.item.node.child_by_field_name("body") is not None) is bodies]
            have = len(functions)
        elif noun == "flag" and declaration.item.in_macro and (flags := constants_of(case.code, declaration)).all:
            have = len(flags.all)
        else:
            return undecided("not-understood", "what is counted is neither fields nor variants", declaration)
        if have != wanted:
            return fails("other-count", f"`{name}` has {have}, not {wanted}", declaration)
    return holds(f"`{found[0].item.name}` has {wanted}", *found)


def _named(reading: Reading, case: Case) -> Finding:
    """Those that are counted are also listed: as many, and each of them is there."""
    from uowgen.claims.kinds import has_members

    if len(reading.list("members")) != int(reading.get("number")):
        return undecided("not-understood", f"{len(reading.list('members'))} are listed, {reading.get('number')} counted")
    return has_members.decide(reading, case)


KIND = Kind(
    "counts_variants",
    "an enum has a number of variants, a struct a number of fields",
    (
        "<owner:name> <noun2:noun>? @have exactly|all* <number> <noun>",
        "<owner:name> <noun2:noun>? @be* @made? @have|with <number> <noun>",
        "<noun2:noun>? <owner:name>? @have|with exactly|all* <number> <noun>",
        "<owner:name> : <number> <noun>",
        "<owner:name> <noun2:noun>? @be* @made? @have|with exactly? <number> <noun> :|( <members:words> )?",
        "<owner:name> <noun2:noun>? @have only|just|exactly? single|one <noun> :|,? named|called? <members:words> ; number=1",
        "<owner:name> <noun2:noun>? @have exactly? <number:some> <type:type> <noun>",
        "<owner:name> <noun2:noun>? @have exactly? <number:some> <noun> of type <type:type>",
        "<owner:name> <noun2:noun>? requires exactly? <number> <noun> ; how=required",
        "<owner:name> <noun2:noun>? @have exactly? <number> required|mandatory|abstract <noun> ; how=required",
        "<owner:name> <noun2:noun>? @have exactly? <number> default|provided <noun> ; how=provided",
        "<owner:name> @be* unit struct|type ; number=0 noun=field how=unit",
    ),
    (
        "`VmaError` has 5 variants",
        "`Vma` struct with three fields",
        "enum with 4 variants",
    ),
    decide,
    ("number", "noun"),
    checks_adjectives=True,
    asks_all=True,
)
