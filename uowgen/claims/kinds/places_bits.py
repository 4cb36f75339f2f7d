"""Claim: a method of a type around a number puts it among certain bits, and another reads it from there."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "places_bits",
    "a number has its place among the bits of another",
    ("<claims:bitclaims>",),
    ("`field()` puts the lane in bits 31:20 and `from_word()` reads it back", "`from_word()` reads the lane from bits 31:20"),
    decided_in("trials.bit_places"),
    ("claims",),
    fits=fitting_in("trials.bit_places"),
)
