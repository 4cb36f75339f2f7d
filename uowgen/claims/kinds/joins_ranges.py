"""Claim: a list of ranges makes one of two that touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Up to four ranges that touch are put in, in each order and with each of two marks, beside the model."""
    from uowgen.claims.containers.container import method_meant
    from uowgen.claims.containers.marked_range_acts import joins_finding
    from uowgen.claims.kind import undecided
    from uowgen.claims.sentences.range_words import INSERTS

    name = method_meant(case, reading.get("name"), INSERTS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    if reading.get("over") or not reading.get("mark"):
        from uowgen.claims.containers import range_sets

        found = range_sets.joins_finding(case, name, overlapping=bool(reading.get("over")), touching=not reading.get("apart"))
        if reading.get("over") or found.outcome != "undecided":
            return found
    return joins_finding(case, name, mark=reading.get("mark"), only=bool(reading.get("only")))


_JOINS = "joins|merges|coalesces|fuses|unites|combines"
_TOUCH = "touching|adjacent|adjoining|neighbouring|neighboring|contiguous|abutting"
_THINGS = "ranges|areas|regions|vmas|intervals|mappings|extents|segments|neighbours|neighbors|entries|ones"
_OVER = "overlapping|intersecting"
_TOUCHES = "touch|adjoin|abut|touching|neighbour|neighbor|adjacent"
_ONE = "into|to|with|one|single|another|together|each|other|existing|new|in|table|set|list|range|entry|that|it|are|there|already*"
_JOINED = "joined|merged|coalesced|fused|united|combined"
_OR = "and|or|,|as|well|also|with"
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
        f"<name> {_JOINS} {_OVER} {_OR}* {_TOUCH} {_THINGS}? {_ONE} ; over=yes",
        f"<name> {_JOINS} {_TOUCH} {_OR}* {_OVER} {_THINGS}? {_ONE} ; over=yes",
        f"<name> {_JOINS} {_THINGS} that|which @be? overlap|overlapping {_OR}* @be? {_TOUCHES} {_ONE} ; over=yes",
        f"<name> {_JOINS} {_THINGS} that|which @be? {_TOUCHES} {_OR}* @be? overlap|overlapping {_ONE} ; over=yes",
        f"<name> {_JOINS} it|new? with|to? what|those|everything|all|ranges|entries|that|which|it* overlaps|overlap {_OR}* touches|touch ; over=yes",
        f"<name> {_JOINS} {_OVER} {_THINGS} {_ONE} ; over=yes apart=yes",
        f"<name> {_JOINS} {_THINGS} that|which overlap {_ONE} ; over=yes apart=yes",
        f"{_OVER} {_OR}* {_TOUCH} {_THINGS}? @be|get|become* {_JOINED} {_ONE} ; over=yes",
        f"{_TOUCH} {_OR}* {_OVER} {_THINGS}? @be|get|become* {_JOINED} {_ONE} ; over=yes",
        f"{_OVER} {_OR}* {_TOUCH} {_THINGS}? @be|get|become* {_JOINED} by|in|on|upon <name> ; over=yes",
        f"{_TOUCH} {_OR}* {_OVER} {_THINGS}? @be|get|become* {_JOINED} by|in|on|upon <name> ; over=yes",
        f"{_THINGS} that|which overlap {_OR}* touch|adjoin|abut @be|get|become* {_JOINED} {_ONE} ; over=yes",
        f"{_OVER} {_THINGS}? @be|get|become* {_JOINED} {_ONE} ; over=yes apart=yes",
        f"{_OVER} {_THINGS}? @be|get|become* {_JOINED} by|in|on|upon <name> ; over=yes apart=yes",
        f"{_TOUCH} {_THINGS} of|with|that|which|have|share|having* same <mark> @be joined|merged|coalesced|fused|united by|in|on|upon? <name>?",
    ),
    (
        "`insert()` joins touching regions of the same kind",
        "`insert()` merges adjacent areas",
        "`insert()` merges overlapping and touching ranges",
    ),
    decide,
    ("name",),
)
