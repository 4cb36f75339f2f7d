"""Claim: a table of slots refuses when all of them are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of up to six calls, of a table with three slots, beside the model."""
    from uowgen.claims.containers.slot_acts import full_finding
    from uowgen.claims.kind import undecided

    end = reading.get("end")
    if end not in ("Err", "None", "Err(value)", ""):
        return undecided("not-understood", f"`{end}` is not what a full table gives")
    return full_finding(case, reading.get("name"), back=bool(reading.get("back")), limit=reading.get("limit"))


_GIVES = "returns|gives|hands|yields"
_FULL = "if|when|once|while all|every|each <limit:code>? slots|slot|entries|entry @be in|taken|used|occupied|full|busy use?"

KIND = Kind(
    "full_table",
    "a table of slots refuses when all of them are in use",
    (
        f"<name> {_GIVES} value|object|it|item|element|argument back? in|as|inside|within|wrapped|an* <end:code>? {_FULL} ; back=yes",
        f"<name> fails|refuses {_FULL}",
    ),
    ("`insert()` returns the value as `Err` when all `N` slots are in use",),
    decide,
    ("name",),
)
