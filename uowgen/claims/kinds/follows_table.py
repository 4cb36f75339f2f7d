"""Claim: a function of an enum gives for each variant what a table of the document says."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|gives|yields|is|tells"

_USUAL = "linux|posix|unix|standard|usual|own*"
_TABLE = "from|in|see|per|of? table above|below?"

KIND = Kind(
    "follows_table",
    "a function gives what a table says",
    (
        f"<name> {_GIVES} <column:plain> from|in|of|per table|above|below|given* for|of|on every|each|all variant|variants ; asked=table",
        f"<name> {_GIVES} <column:plain> from|in|of|per table above|below? ; asked=table",
        f"<name> {_GIVES} {_USUAL} <column:plain> of|for|on every|each|all variant|variants ( {_TABLE} ) ; asked=table",
        f"<name> {_GIVES} negative {_USUAL} <column:plain> of|for|on every|each|all variant|variants ( {_TABLE} ) ; asked=table sign=negative",
        f"<name> {_GIVES} negative {_USUAL} <column:plain> from|in|of|per table above|below? ; asked=table sign=negative",
        f"<name> {_GIVES} negative {_USUAL} <column:plain> from|in|of|per table above|below|given* for|of|on every|each|all variant|variants ; asked=table sign=negative",
        "<name> matches|follows <column:plain> column? from|in|of table above|below? for|of|on|every|each|all|variant|variants* ; asked=table",
    ),
    ("`code()` returns the errno from the table for every variant",),
    decided_in("values.variant_acts"),
    ("asked",),
)
