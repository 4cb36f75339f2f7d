"""Claim: a function of an enum is true for certain variants, and maybe for no others."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_TAKES = "accepts|covers|matches|admits|recognises|recognizes|lists|names"
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
        f"<name> {_IS} <true:yes> for|on <variants:variants> ,? and|but? for|on? nothing|none|no other|else variant|variants? ; asked=true only=yes",
        "<name> true|yes|holds? only|exactly|just for|on|with|in? <variants:variants> ; asked=true only=yes",
        "<name> true|yes|holds for|on only|exactly|just <variants:variants> ; asked=true only=yes",
        "<name> : true? only|exactly|just for|on|with? <variants:variants> ; asked=true only=yes",
        "<name> true|yes for|on|with <variants:variants> only|alone ; asked=true only=yes",
        "<name> holds|applies for|on|to <variants:variants> only|alone ; asked=true only=yes",
        "<name> holds|applies only for|on|to <variants:variants> ; asked=true only=yes",
        "<name> holds|applies for|on|to <variants:variants> ; asked=true",
        "only|just|exactly <variants:variants> @be true|yes for|in|by|according|to* <name> ; asked=true only=yes",
        "<name> only|just|exactly @be? <true:yes> for|on|with <variants:variants> ; asked=true only=yes",
        f"<name> {_TAKES} exactly|only|just|precisely <count:number> <noun:variantsword> ; asked=counted",
        f"<name> {_IS} <true:yes> for|on exactly|only|just|precisely <count:number> <noun:variantsword> ; asked=counted",
        "exactly|only|just|precisely <count:number> <noun:variantsword> of|in <owner:name>? make|makes|let|lets <name> return|true|give|be* <true:yes>? ; asked=counted",
        f"<name> {_TAKES} exactly|only|just|precisely <variants:variants> ; asked=true only=yes",
        f"<name> {_TAKES} <variants:variants> and|but? nothing|none|no other|else variant|variants* ; asked=true only=yes",
        "<variants:variants> @be <adjective:adjective> ; asked=true",
        "only|just|exactly <variants:variants> @be <adjective:adjective> ; asked=true only=yes",
        "<variants:variants> @be not <adjective:adjective> ; asked=false",
        "none|neither of? <variants:variants> @be <adjective:adjective> ; asked=false",
    ),
    ("`is_retryable()` is true for `NotReady` and `Timeout` only",),
    decided_in("values.variant_acts"),
    ("asked",),
)
