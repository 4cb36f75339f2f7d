"""Claim: a table of slots puts in where its free list begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of up to six calls, of a table with three slots, beside the model."""
    from uowgen.claims.containers.slot_acts import takes_finding

    return takes_finding(case, reading.get("name"), generation=bool(reading.get("generation")))


_TAKES = "takes|uses|pops|reuses|picks|fills first|next|head|slot|entry|one|at|of|from|off* free list|chain"
_GENERATION = ",? and returns|gives|yields|hands out? handle with|of|carrying|that|has|carries|bears* that|this|its|slot|slot's|entry|entry's|current|own* generation|version|epoch of|slot|that|this|its*"

KIND = Kind(
    "takes_slot",
    "a table of slots puts in where its free list begins",
    (
        f"<name> {_TAKES}",
        f"<name> {_TAKES} {_GENERATION} ; generation=yes",
    ),
    ("`insert()` takes the first slot of the free list and returns a handle with that slot's generation",),
    decide,
    ("name",),
)
