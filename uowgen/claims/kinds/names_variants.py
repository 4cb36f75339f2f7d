"""Claim: a function of an enum gives the name of the variant, or its `Display` shows number and name in a certain form."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "names_variants",
    "an enum tells the names of its variants",
    ("<naming:nameclaims>", "<showing:displayclaims>"),
    ("`name()` matches the variant name", "`Display` starts with code and name, e.g. `[0x0601] NoDevice`"),
    decided_in("trials.variant_codes"),
    (),
    fits=fitting_in("trials.variant_codes"),
)
