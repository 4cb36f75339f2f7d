"""Claim: all methods of a type are of one kind: public, documented, marked with an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_type
from uowgen.facts.documentation import comment_of
from uowgen.facts.impls import unseen
from uowgen.facts.members import methods_of, visibility_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """Every function of the type's own impls (a trait's: its declarations), but those that the words except."""
    owner = bare_name(reading.get("owner"))
    subject = find_type(case, owner)
    if not subject.found:
        return subject.none(f"no type `{owner}`")
    if reading.get("how") == "default" and any(d.item.kind != "trait" for d in subject.found):
        return undecided("not-understood", f"`{owner}` is no trait", *subject.found)
    if reading.get("visibility") and any(d.item.kind == "trait" for d in subject.found):
        return undecided("inherited-visibility", f"the methods of `{owner}` have the visibility of the trait", *subject.found)
    but = {bare_name(n) for n in reading.list("but")}
    found = [d for d in methods_of(case.code, owner, subject.found) if " for " not in d.owner]
    missing = but - {d.item.name for d in found}
    if missing:
        return undecided("no-subject", f"`{owner}` has no `{min(missing)}`", *subject.found)
    meant = [d for d in found if d.item.name not in but and (not reading.get("of") or visibility_of(d) == "pub")]
    if not meant:
        return undecided("vacuous", f"`{owner}` has no such methods", *subject.found)
    for declaration in meant:
        wrong = _wrong(reading, declaration)
        if wrong:
            return fails(wrong[0], f"`{declaration.item.name}` {wrong[1]}", declaration)
    if any(unseen(case.code, d) is not None for d in subject.found if d.item.kind != "trait"):
        return undecided("inside-macro", f"a macro may give `{owner}` more methods", *subject.found)
    return holds(f"so are all {len(meant)} methods of `{owner}`", *meant[:8])


def _wrong(reading: Reading, declaration: Declaration) -> tuple[str, str] | None:
    """The code and the words for what `declaration` lacks; None if it is as asked."""
    if reading.get("visibility"):
        wanted = "" if reading.get("visibility") == "private" else "".join(reading.get("visibility").split())
        written = visibility_of(declaration)
        return ("other-visibility", f"is `{written or 'private'}`") if written != wanted else None
    if reading.get("attribute"):
        asked = "".join(reading.get("attribute").split()).strip("#[]")
        have = ["".join(a.split()).strip("#[]") for a in declaration.item.attributes]
        fitting = any(a == asked or a.partition("(")[0].partition("=")[0] == asked for a in have)
        return None if fitting else ("attribute-not-found", f"has no `#[{asked}]`")
    if reading.get("how") == "default":
        return None if declaration.item.node.child_by_field_name("body") is not None else ("no-default", "has no body")
    if reading.get("how") == "documented":
        return None if comment_of(declaration).strip() else ("not-documented", "has no documentation")
    head = declaration.text.partition("fn ")[0].split()
    lacks = [word for word in reading.get("how").split() if word != "fn" and word not in head]
    return ("other-kind", f"is not `{lacks[0]}`") if lacks else None


KIND = Kind(
    "every_method",
    "all methods of a type are of one kind",
    (
        "all|every methods|functions|method|function of|on|in <owner:name> <noun>? @be* <visibility:vis>",
        "all|every methods|functions of|on|in <owner:name> <noun>? except|but for? <but:names> @be* <visibility:vis>",
        "all|every <owner:name> methods|functions @be* <visibility:vis>",
        "all|every public|pub? methods|functions|method|function of|on|in <owner:name> <noun>? @be* marked? <attribute:attr>",
        "all|every <owner:name> methods|functions @be* marked? <attribute:attr>",
        "all|every methods|functions|method|function of|on|in <owner:name> <noun>? @be* documented ; how=documented",
        "all|every public|pub methods|functions|method|function of|on|in <owner:name> <noun>? @be* documented ; how=documented of=pub",
        "all|every methods|functions|method|function of|on|in <owner:name> <noun>? @be* <how:modifiers>",
        "all|every methods|functions|method|function of|on|in <owner:name> <noun>? @have default implementation|implementations|body|bodies ; how=default",
        "<owner:name> <noun>? @have|provides default implementation|implementations|body|bodies for|of all|every methods|functions|method ; how=default",
        "all|every methods|functions of|on|in <owner:name> <noun>? have doc|documentation comment|comments? ; how=documented",
        "all|every public|pub methods|functions of|on|in <owner:name> <noun>? have doc|documentation comment|comments? ; how=documented of=pub",
    ),
    ("All methods of `Disk` are public", "All public methods of `Store` are documented"),
    decide,
    ("owner",),
)
