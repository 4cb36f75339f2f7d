"""Claim: `Display` shows the numbers that certain variants carry."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "shows_numbers",
    "the numbers that variants carry are shown",
    ("<show:display> shows|prints|includes|contains|displays|writes|names <numbers:carriednumbers> ; asked=numbers",),
    ("`Display` prints the address and the limit of `OutOfRange` and the milliseconds of `Late`",),
    decided_in("trials.enums"),
    ("numbers",),
)
