"""Claim: every field, variant or method of a type has a doc comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.noun_words import sort_of
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.documentation import comment_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Of the type that is named, else of the one that the spec speaks of; a macro may document what it defines."""
    owner, sort = reading.get("owner"), sort_of(reading.get("noun"))
    subject = find_type(case, owner) if owner else context_type(case)
    if len(subject.found) != 1:
        return subject.problem or undecided("subject-ambiguous", f"several types are called `{bare_name(owner)}`", *subject.found)
    declaration = subject.found[0]
    if subject.elsewhere:
        return undecided("found-elsewhere", f"`{declaration.item.name}` is not in a file of the spec", declaration)
    if declaration.item.in_macro:
        return undecided("inside-macro", f"`{declaration.item.name}` is defined by a macro", declaration)
    members = _members(declaration, sort)
    if not members:
        return undecided("vacuous", f"`{declaration.item.name}` has none of them", declaration)
    bare = [d for d in members if not comment_of(d).strip()]
    if bare and any("cfg_attr" in a and "doc" in a for d in bare for a in d.item.attributes):
        return undecided("conditional", f"`{bare[0].item.name}` is documented under a condition", bare[0])
    if bare:
        return fails("not-documented", f"`{bare[0].item.name}` has no doc comment", *bare[:8])
    return holds(f"all {len(members)} are documented", *members[:8])


def _members(declaration: Declaration, sort: str) -> list[Declaration]:
    span = declaration.item.span
    parent = f"{declaration.item.kind} {declaration.item.name}"
    return [
        d
        for d in declaration.file.declarations()
        if d.item.kind == sort and d.item.parent == parent and span.start <= d.item.span.start < span.end
    ]


KIND = Kind(
    "members_documented",
    "every member of a type has a doc comment",
    (
        "@every <noun:membernoun> of|in|on <owner:name> <noun2:noun>? @be* documented",
        "@every <owner:name> <noun:membernoun> @be* documented",
        "@every <noun:membernoun> @be* documented",
        "@every <noun:membernoun> of|in|on <owner:name> <noun2:noun>? @have @docs|a*",
        "@every <owner:name> <noun:membernoun> @have @docs|a*",
        "@every <noun:membernoun> @have @docs|a*",
        "<owner:name> documents @every <noun:membernoun>",
    ),
    ("Every variant of `Mode` is documented",),
    decide,
)
