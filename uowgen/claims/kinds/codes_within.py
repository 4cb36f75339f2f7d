"""Claim: the numbers of an enum's variants lie in a range, and may all be different."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "codes_within",
    "the numbers of an enum's variants lie in a range",
    ("<codes:codeclaims>",),
    ("Every variant has a unique code in 0x06xx", "`errno()` of each variant lies between 1 and 133"),
    decided_in("trials.variant_codes"),
    ("codes",),
    fits=fitting_in("trials.variant_codes"),
)
