"""Claim: a trait gives a method a body of its own, which types need not write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.subject import find_method, find_type

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """By the body of the method's declaration in the trait; what is declared elsewhere under that name is not looked at."""
    method = reading.get("method")
    name, owner = bare_name(method), owner_name(method) or bare_name(reading.get("trait"))
    if owner:
        of = find_type(case, owner)
        if not of.found:
            return of.none(f"no trait `{owner}`")
        if any(d.item.kind != "trait" for d in of.found):
            return undecided("not-understood", f"`{owner}` is no trait", *of.found)
    subject = find_method(case, f"{owner}::{name}" if owner else method)
    found = [d for d in subject.found if d.item.parent.startswith("trait ")]
    if not found:
        return subject.none(f"no trait declares `{name}`")
    if len(found) > 1:
        return undecided("subject-ambiguous", f"several traits declare `{name}`", *found)
    has = found[0].item.node.child_by_field_name("body") is not None
    wanted = reading.get("state") != "not"
    told = f"the trait gives `{name}` {'a body' if has else 'no body'}"
    return holds(told, found[0]) if has is wanted else fails("no-default" if wanted else "item-remains", told, found[0])


KIND = Kind(
    "has_default",
    "a trait has a body of its own for a method",
    (
        "<method:name> <noun>? @have a? default implementation|impl|body|behaviour|behavior",
        "<method:name> <noun>? @have no default implementation|impl|body|behaviour|behavior ; state=not",
        "<method:name> <noun>? @have default implementation|impl|body in <trait:name> <noun2:noun>?",
        "<trait:name> <noun2:noun>? provides|has|gives|with default|provided method|function <method:name>",
        "<method:name> <noun>? @be* a? required method|function* ; state=not",
        "<method:name> <noun>? @be* a? provided|default method|function",
        "default implementation|impl|body of|for <method:name> <noun>? @be* @made? @in <trait:name> <noun2:noun>?",
        "default implementation|impl|body of|for <method:name> <noun>? @be* @made",
        "<trait:name> <noun2:noun>? provides|has|gives|with a? default <method:name> <noun>? implementation|impl|body?",
        "<trait:name> <noun2:noun>? provides|has|gives|with a? default implementation|impl|body of|for <method:name> <noun>?",
    ),
    ("`Device::name` has a default implementation", "`Store::flush` is a required method", "`Device` provides a default `name`"),
    decide,
    ("method",),
)
