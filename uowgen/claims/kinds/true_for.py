"""Claim: a function of an enum is true for certain variants, and maybe for no others."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_IS = "@be|returns|gives|yields"

KIND = Kind(
    "true_for",
    "a function is true for certain variants",
    (
        f"<name> {_IS} <true:yes> for|on <variants:variants> only|alone ; asked=true only=yes",
        f"<name> {_IS} <true:yes> only|exactly|just for|on <variants:variants> ; asked=true only=yes",
        f"<name> {_IS} <true:yes> for|on only|exactly|just <variants:variants> ; asked=true only=yes",
        f"<name> {_IS} <true:yes> for|on <variants:variants> ,? and? <false:untrue> otherwise|else|elsewhere ; asked=true only=yes",
        f"<name> {_IS} <true:yes> for|on <variants:variants> ,? and? <false:untrue> for|on every|all|any other|others|else|rest variants|variant? ; asked=true only=yes",
        f"<name> {_IS} <true:yes> for|on <variants:variants> ; asked=true",
    ),
    ("`is_retryable()` is true for `NotReady` and `Timeout` only",),
    decided_in("variant_acts"),
    ("asked",),
)
