"""Claim: a list of ranges takes out just what is asked for, and may tell how much that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Three ranges are put in, in each order, and a part is taken out that lies in one of them or over several, beside the model."""
    from uowgen.claims.containers.marked_range_acts import cuts_finding

    return cuts_finding(case, reading.get("name"), counts=bool(reading.get("counts")))


_THINGS = "range|region|area|vma|interval|mapping|segment|extent|one|ranges|regions|areas|vmas|intervals|mappings|whatever|what|is|there|it|given|[start,|end)*"
_CUTS = f"cuts|takes|carves|punches|clears <bounds:halfopen>? {_THINGS} out of|from|in|{_THINGS}*"
_SPLITS = f",? and? splitting|splits|split {_THINGS} that|which|it? extends|reaches|sticks|stands|goes|reach|extend out|over|beyond|past|on|at|of|either|two|sides|side|ends|end|it|its|both*"
_COUNTS = (
    ",? and? returns|gives|reports|yields|returning|giving|reporting|telling|tells number|how|count|amount|total|many|of* bytes "
    "that|were|was|went|away|removed|freed|taken|cut|out|gone|really|actually|covered*"
)

KIND = Kind(
    "cuts_range",
    "a list of ranges takes out what is asked for, no more and no less",
    (
        f"<name> {_CUTS}",
        f"<name> {_CUTS} {_SPLITS}",
        f"<name> {_CUTS} {_COUNTS} ; counts=yes",
        f"<name> {_CUTS} {_SPLITS} {_COUNTS} ; counts=yes",
    ),
    ("`remove()` cuts the range out, splitting a region that extends on both sides",),
    decide,
    ("name",),
)
