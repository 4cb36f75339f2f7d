"""Claim: a table of slots tells how many things are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of up to five calls, of a table with three slots, beside the model."""
    from uowgen.claims.containers.slot_acts import counts_finding

    return counts_finding(case, reading.get("name"))


_IN = "in|of|that|are|held|by|stored|table|currently|use*"
_THINGS = f"live|stored|current|registered? objects|values|items|elements {_IN}"
# Slots and entries may be empty: only of those in use is said how many things there are.
_USED = f"live|occupied|used|open|taken slots|entries|handles {_IN}"
_IN_USE = "slots|entries that? are? in use"

KIND = Kind(
    "counts_held",
    "a table of slots tells how many things are in it",
    (
        *(f"<name> is|returns|gives|tells|reports|equals number|count of {things}" for things in (_THINGS, _USED, _IN_USE)),
        *(f"<name> counts|returns|gives|tells|reports how? many? {things}" for things in (_THINGS, _USED, _IN_USE)),
    ),
    ("`len()` is the number of objects in the table",),
    decide,
    ("name",),
)
