"""Claim: a trait can only be implemented by types that implement certain other traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_type

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Each stands behind the colon of the trait or in `where Self: …`; what other supertraits bring along is not followed."""
    if not reading.get("trait"):  # `Store: Send + Sync`
        head, _, bounds = reading.get("bounds").removeprefix("pub ").removeprefix("trait ").partition(":")
        reading = reading._replace(slots={"trait": head.strip(), "bounds": bounds.strip()})
    name = bare_name(reading.get("trait"))
    subject = find_type(case, reading.get("trait"))
    if not subject.found:
        return subject.none(f"no trait `{name}`")
    if any(d.item.kind != "trait" or d.item.in_macro for d in subject.found):
        return undecided("not-understood", f"`{name}` is not written as a trait", *subject.found)
    asked = [t.strip() for t in reading.get("bounds").split("+") if t.strip()] or list(reading.list("traits"))
    for declaration in subject.found:
        have = _bounds(declaration)
        missing = [t for t in asked if without_paths(t) not in have]
        if not missing:
            continue
        through = [h for h in have if find_type(case, bare_name(h)).found]
        if through:  # one of the tree's own traits may bring it along
            return undecided("maybe-implemented", f"`{through[0]}` may bring `{missing[0]}` along", declaration)
        return fails("trait-not-found", f"`{name}` does not ask for `{missing[0]}`", declaration)
    return holds(f"`{name}` asks for {', '.join(f'`{t}`' for t in asked)}", *subject.found)


def _bounds(declaration: Declaration) -> set[str]:
    """What stands behind the colon, and behind `where Self:`, without paths."""
    text = declaration.file.rust.text
    head = declaration.item.node.child_by_field_name("bounds")
    found = {without_paths(text(b)) for b in head.named_children} if head is not None else set()
    for clause in declaration.item.node.named_children:
        for predicate in clause.named_children if clause.type == "where_clause" else ():
            left, _, bounds = text(predicate).partition(":")
            if left.strip() == "Self":
                found |= {without_paths(b) for b in bounds.split("+")}
    return found


KIND = Kind(
    "has_supertraits",
    "a trait asks its types for other traits",
    (
        "<trait:name> <noun>? @have supertrait|supertraits|super-traits <traits>",
        "<trait:name> <noun>? requires|needs <traits> as supertrait|supertraits",
        "<trait:name> trait requires|needs|extends <bounds:boundcode>",
        "<trait:name> requires|needs|extends <bounds:boundcode> as? supertrait|supertraits|bounds?",
        "<trait:name> <noun>? extends <traits> <noun2:noun>?",
        "<trait:name> <noun>? @be* subtrait|sub-trait of <traits>",
        "<trait:upperfirst> trait? requires|needs|extends <traits> <noun2:noun>?",
        "<bounds:supercode> trait? @made?",
        "<traits> @be* supertrait|supertraits of <trait:name> <noun>?",
    ),
    ("`Device` has the supertraits `Send` and `Sync`", "`Store` extends `Debug`"),
    decide,
    (),
)
