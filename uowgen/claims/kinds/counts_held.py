"""Claim: a table of slots tells how many things are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of up to five calls, of a table with three slots, beside the model."""
    from uowgen.claims.slot_acts import counts_finding

    return counts_finding(case, reading.get("name"))


_THINGS = "live|stored|occupied|open|used|current|registered* objects|values|handles|slots|entries|items|elements in|of|that|are|inside|held|by|in|use|stored|table* in|of|inside|table|use*"

KIND = Kind(
    "counts_held",
    "a table of slots tells how many things are in it",
    (
        f"<name> is|returns|gives|tells|reports|equals number|count of {_THINGS}",
        f"<name> counts|returns|gives|tells|reports how? many? {_THINGS}",
    ),
    ("`len()` is the number of objects in the table",),
    decide,
    ("name",),
)
