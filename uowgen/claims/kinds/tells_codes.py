"""Claim: the variants of an enum have the numbers that are said, a number leads back to its variant, a conversion maps them, a text shows them."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "tells_codes",
    "the variants of an enum have certain numbers and texts",
    (
        "<name> <inverse:inverseof> ; asked=inverse",
        "<name> <codes:codes> ; asked=codes",
        "<inner:fromcode> <maps:arrowmap> ; asked=maps",
        "<display:display> <shown:shownas> ; asked=shown",
    ),
    (
        "`code()` is 0x0101 to 0x0104 in declaration order, 0x0200 + status for `Device`",
        "`from_code()` is the inverse of `code()`, `None` for any other number",
        "`errno()` is -110 / -6 / -30 in declaration order",
        "`From<Status>`: Unsupported -> ReadOnly, Failed(b) -> Device(b)",
        "`Display` prints the status of `Device` as two hex digits (`device error 0x0a`)",
    ),
    decided_in("trials.code_sentences"),
    ("asked",),
    fits=fitting_in("trials.code_sentences"),
)
