"""Claim: a list of ranges makes one of two that touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Up to four ranges that touch are put in, in each order and with each of two marks, beside the model."""
    from uowgen.claims.containers.driver import method_meant
    from uowgen.claims.containers.marked_range_acts import joins_finding
    from uowgen.claims.kind import undecided
    from uowgen.claims.sentences.range_words import INSERTS

    name = method_meant(case, reading.get("name"), INSERTS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    return joins_finding(case, name, mark=reading.get("mark"), only=bool(reading.get("only")))


_JOINS = "joins|merges|coalesces|fuses|unites|combines"
_TOUCH = "touching|adjacent|adjoining|neighbouring|neighboring|contiguous|abutting"
_THINGS = "ranges|areas|regions|vmas|intervals|mappings|extents|segments|neighbours|neighbors|entries|ones"
_SIDES = "on|at? either|each? side|sides? into? one?"

KIND = Kind(
    "joins_ranges",
    "a list of ranges joins those that touch",
    (
        f"<name> {_JOINS} {_TOUCH} {_THINGS} {_SIDES}",
        f"<name> {_JOINS} it|new? with|to? its? {_TOUCH} {_THINGS} {_SIDES}",
        f"<name> {_JOINS} {_TOUCH} {_THINGS} of|with|that|which|have|share|having* same <mark> {_SIDES}",
        f"<name> {_JOINS} {_TOUCH} {_THINGS} of|with|that|which|have|share|having* same <mark> {_SIDES} ,? and|but? only of? same <again:mark> ; only=yes",
        f"<name> {_JOINS} {_TOUCH} {_THINGS} of|with|that|which|have|share|having* same <mark> {_SIDES} ,? and|but? no|never|not|none others|other|different|any* {_THINGS}? ; only=yes",
        f"<name> {_JOINS} {_TOUCH} {_THINGS} {_SIDES} only|just if|when|where their? <mark> @be equal|same|identical ; only=yes",
        f"<name> {_JOINS} {_TOUCH} {_THINGS} {_SIDES} only|just if|when|where they|both share|have|@be of? same <mark> ; only=yes",
        f"{_TOUCH} {_THINGS} of|with|that|which|have|share|having* same <mark> @be joined|merged|coalesced|fused|united by|in|on|upon? <name>?",
    ),
    ("`insert()` joins touching regions of the same kind", "`insert()` merges adjacent areas"),
    decide,
    ("name",),
)
