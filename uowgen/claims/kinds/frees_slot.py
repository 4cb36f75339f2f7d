"""Claim: taking out of a table of slots gives the thing, counts the generation up, puts the slot back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of up to five calls, of a table with three slots, which is filled again then, beside the model."""
    from uowgen.claims.containers.slot_acts import frees_finding

    said = reading.get("said").split()
    return frees_finding(case, reading.get("name"), gives="gives" in said, bumps="bumps" in said, head="head" in said)


KIND = Kind(
    "frees_slot",
    "taking out of a table of slots gives the thing, counts the generation up, puts the slot back",
    ("<name> <said:takingout>",),
    ("`remove()` returns the object, bumps the generation and puts the slot at the head of the free list",),
    decide,
    ("name",),
)
