"""Claim: a list of ranges gives the lowest free place that is large enough, or says that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Up to three ranges are put in; then each length is looked for from each page on, beside the model."""
    from uowgen.claims.containers.marked_range_acts import gap_finding

    return gap_finding(
        case,
        reading.get("name"),
        lowest=not reading.get("none"),
        start=reading.get("start"),
        length=reading.get("length"),
        limit=reading.get("limit"),
        overflow=bool(reading.get("overflow")),
    )


_FREE = "free|unused|unoccupied|available"
_PLACE = "address|place|spot|gap|hole|position|start|one*"
# From `start` on, itself included.
_FROMS = (
    "at or above|beyond|after <start:code>",
    "from|>= <start:code> on|upwards|onwards?",
    "starting|beginning|searching at|from <start:code>",
    "not below <start:code>",
)
_LOWEST = "<name> returns|finds|gives|yields|picks lowest|first|smallest"
_WHERE = "where|at|in|with|that|which*"
_GAP = "gap|it|range|result|hole|that|this|place|lowest|free*"
_NONE = "<name> returns|gives|yields <none:nothing> if|when|where|once|for"
_ABOVE = f"{_GAP} would? end|ends|reach|reaches|stick|sticks|extend|extends out? above|beyond|past|over|behind|after <limit:code>"
_OVERFLOW = "overflow|overflows|wrap|wraps around? address|space|usize|addition|arithmetic|number*"

KIND = Kind(
    "finds_gap",
    "a list of ranges gives the lowest gap that is large enough",
    (
        *(f"{_LOWEST} {_FREE} {_PLACE} {start} {_WHERE} <length:code> free|bytes|unused* fit|fits" for start in _FROMS),
        *(
            f"{_LOWEST} {_PLACE} {start} with|where|that|has|have|having|room|for|space* <length:code> {_FREE} bytes?"
            for start in _FROMS
        ),
        *(f"{_LOWEST} {_FREE}? {_PLACE} of|with|for|large|enough|room* <length:code> bytes? {start}" for start in _FROMS),
        f"{_NONE} {_ABOVE}",
        f"{_NONE} {_ABOVE} ,? or would? {_OVERFLOW} ; overflow=yes",
    ),
    ("`find_gap()` returns the lowest free address at or above `from` where `len` bytes fit",),
    decide,
    ("name",),
)
