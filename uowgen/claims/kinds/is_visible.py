"""Claim: items have a certain visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.frame import bare_name
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.subject import find
from uowgen.facts.members import visibility_of

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_PLAIN = {"public": "pub", "private": ""}


def decide(reading: Reading, case: Case) -> Finding:
    """The modifier as written on every declaration; what an impl of a trait declares has none of its own."""
    wanted = "".join(reading.get("visibility").split())
    if not wanted:
        wanted = "pub" if "public" in reading.frame else ""
    found: list[Declaration] = []
    for name in reading.list("names"):
        subject = find(case, name)
        if not subject.found:
            return subject.problem or undecided("no-subject", f"no `{bare_name(name)}`")
        for declaration in subject.found:
            if " for " in declaration.owner or declaration.item.kind == "variant":
                return undecided(
                    "inherited-visibility", f"`{bare_name(name)}` has the visibility of what it belongs to", declaration
                )
            written = visibility_of(declaration)
            if written != wanted:
                return fails("other-visibility", f"`{bare_name(name)}` is `{written or 'private'}`", declaration)
            found.append(declaration)
    listed = ", ".join(f"`{bare_name(n)}`" for n in reading.list("names"))
    return holds(f"{listed} {'is' if len(reading.list('names')) == 1 else 'are'} `{wanted or 'private'}`", *found[:8])


KIND = Kind(
    "is_visible",
    "items have a visibility",
    (),
    (),
    decide,
)
