"""Claim: a function of an enum gives for each variant what a table of the document says."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|gives|yields|is|tells"

KIND = Kind(
    "follows_table",
    "a function gives what a table says",
    (
        f"<name> {_GIVES} <column:plain> from|in|of|per table|above|below|given* for|of|on every|each|all variant|variants ; asked=table",
        f"<name> {_GIVES} <column:plain> from|in|of|per table above|below? ; asked=table",
        "<name> matches|follows <column:plain> column? from|in|of table above|below? for|of|on|every|each|all|variant|variants* ; asked=table",
    ),
    ("`code()` returns the errno from the table for every variant",),
    decided_in("variant_acts"),
    ("asked",),
)
