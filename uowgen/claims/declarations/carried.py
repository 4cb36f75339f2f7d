"""What variants carry, and whether a declaration has parameters of its own: facts that longer descriptions ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import other_paths, without_paths
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.facts.documentation import comment_of
from uowgen.facts.members import carried, variants_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.facts.members import Member

_MANY = "\x1f"


def of_variant(case: Case, name: str, marks: tuple[str, ...]) -> Finding:
    """Whether the variant is there and carries what the marks say; the enum is the one that is named, else the one that has it."""
    enum = owner_name(name) or _enum_of(case, bare_name(name))
    if isinstance(enum, Finding):
        return enum
    subject = find_type(case, enum)
    if not subject.found:
        return subject.none(f"no enum `{enum}`")
    found: list[Evidence] = []
    for declaration in subject.found:
        if declaration.item.kind != "enum":
            return fails("other-kind", f"`{declaration.item.name}` is no enum", declaration)
        variants = variants_of(declaration)
        variant = variants.named(bare_name(name))
        if variant is None and not variants.complete:
            return undecided("inside-macro", f"a macro may give `{declaration.item.name}` a `{bare_name(name)}`", declaration)
        if variant is None:
            return fails("member-not-found", f"`{declaration.item.name}` has no `{bare_name(name)}`", declaration)
        place = Evidence(variant.file, variant.line, variant.line, f"variant `{variant.name}`")
        for mark in marks:
            wrong = _wrong(case, declaration, variant, mark, place)
            if wrong is not None:
                return wrong
        found.append(place)
    return holds(f"`{bare_name(name)}` is such a variant", evidence=tuple(found))


def _enum_of(case: Case, name: str) -> str | Finding:
    subject = find(case, name, KINDS_OF["variant"])
    enums = {d.item.parent.removeprefix("enum ") for d in subject.found}
    if len(enums) == 1:
        return enums.pop()
    if not enums:
        return subject.none(f"no variant `{name}`")
    return undecided("subject-ambiguous", f"`{name}` is a variant of several enums", *subject.found[:4])


def _wrong(case: Case, declaration: Declaration, variant: Member, mark: str, place: Evidence) -> Finding | None:
    key, _, value = mark.partition("=")
    payload = carried(variant)
    if key in ("noun", "owner"):
        return None
    if key == "value":
        from uowgen.claims import kind_called
        from uowgen.claims.sentences.frame import Reading

        finding = kind_called("constant_equals").decide(
            Reading("", {"name": f"{declaration.item.name}::{variant.name}", "value": value}), case
        )
        return None if finding.outcome == "holds" else finding
    if key == "shape":
        shape = {"": "unit", "(": "tuple", "{": "named"}.get(payload[:1], "")
        return None if shape == value else fails("other-kind", f"`{variant.name}` is no {value} variant", evidence=(place,))
    if key != "has":
        return undecided("not-understood", f"“{key}” is not decided for a variant", evidence=(place,))
    if any(sign in payload for sign in ("//", "/*", "#[")):
        return undecided("not-understood", f"what `{variant.name}` carries is not written plainly", evidence=(place,))
    return _carries(variant.name, payload, value, place)


def _carries(name: str, payload: str, value: str, place: Evidence) -> Finding | None:
    sort, only, number, seen, how, typed, *asked = value.split(_MANY)
    if sort != "field" or seen or how not in ("", "named"):
        return undecided("not-understood", f"what is said of `{name}` is not decided", evidence=(place,))
    named = payload[:1] == "{"
    entries = cut_at_commas(payload.strip()[1:-1]) if payload[:1] in ("(", "{") else []
    fields = dict(((n.strip(), t.strip()) for n, _, t in (e.partition(":") for e in entries)) if named else ())
    types = list(fields.values()) if named else entries
    has = fails("other-type", f"`{name}` carries `{payload or 'nothing'}`", evidence=(place,))
    if how == "named" and not named:
        return has
    if number and int(number) != len(types):
        return fails("other-count", f"`{name}` has {len(types)} fields, not {number}", evidence=(place,))
    for entry in asked:
        field, _, written = entry.partition(": ")
        wanted = written or typed
        if field not in fields or (wanted and without_paths(fields[field]) != without_paths(wanted)):
            return has
        if wanted and other_paths(fields[field], wanted):
            return undecided("type-alias", f"`{field}` is of type `{fields[field]}`, which may be the same", evidence=(place,))
    if only and asked and len(asked) != len(types):
        return fails("item-remains", f"`{name}` carries more: `{payload}`", evidence=(place,))
    others = [t for t in types if without_paths(t) != without_paths(typed)] if typed and not asked else []
    if others:
        return fails("other-type", f"`{name}` carries a `{others[0]}`", evidence=(place,))
    return None


def fieldless(case: Case, name: str) -> Finding:
    """Whether no variant of the enum carries anything."""
    subject = find_type(case, name)
    for declaration in subject.found:
        if declaration.item.kind != "enum":
            return undecided("not-understood", f"`{declaration.item.name}` is no enum", declaration)
        variants = variants_of(declaration)
        if not variants.complete:
            return undecided("inside-macro", f"a macro may give `{declaration.item.name}` others", declaration)
        for variant in variants.all:
            if carried(variant)[:1] in ("(", "{"):
                place = Evidence(variant.file, variant.line, variant.line, f"variant `{variant.name}`")
                return fails("other-kind", f"`{variant.name}` carries `{carried(variant)}`", evidence=(place,))
    return holds(f"no variant of `{bare_name(name)}` has fields", *subject.found)


def unit_variants(case: Case, name: str, number: int) -> Finding:
    """Whether so many variants carry nothing; that the others do is neither said nor denied."""
    subject = find_type(case, name)
    for declaration in subject.found:
        variants = variants_of(declaration)
        plain = sum(carried(v)[:1] not in ("(", "{") for v in variants.all)
        if declaration.item.kind != "enum" or not variants.complete:
            return undecided("inside-macro", f"the variants of `{declaration.item.name}` are not to be seen", declaration)
        if plain != number:
            return fails("other-count", f"`{declaration.item.name}` has {plain} unit variants", declaration)
        if len(variants.all) != number:
            return undecided("not-understood", f"whether `{declaration.item.name}` is to have no others is not said", declaration)
    return holds(f"`{bare_name(name)}` has {number} unit variants", *subject.found)


def undocumented(case: Case, name: str) -> Finding:
    """Whether no declaration of the name has a doc comment."""
    subject = find(case, name)
    for declaration in subject.found:
        if comment_of(declaration).strip():
            return fails("item-remains", f"`{declaration.item.name}` has a doc comment", declaration)
    return holds(f"`{bare_name(name)}` has no doc comment", *subject.found)


def without_parameters(case: Case, name: str) -> Finding:
    """Whether the item has no type parameters of its own, written or by `impl Trait`."""
    subject = find_type(case, name) if bare_name(name)[:1].isupper() else find_method(case, name)
    for declaration in subject.found:
        listed = declaration.item.node.child_by_field_name("type_parameters")
        written = declaration.file.rust.text(listed)[1:-1] if listed is not None else ""
        if any(not p.startswith("'") for p in cut_at_commas(written)):
            return fails("other-signature", f"`{declaration.item.name}` has type parameters", declaration)
        taken = declaration.item.node.child_by_field_name("parameters")
        if written or declaration.item.in_macro or (taken is not None and "impl " in declaration.file.rust.text(taken)):
            return undecided("not-understood", f"whether `{declaration.item.name}` counts as generic is not clear", declaration)
    return holds(f"`{bare_name(name)}` has no type parameters", *subject.found)
