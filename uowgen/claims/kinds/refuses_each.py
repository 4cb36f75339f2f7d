"""Claim: a function refuses numbers for each of several reasons, with an error for each."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "refuses_each",
    "a function refuses numbers for several reasons, with an error for each",
    (
        "<name> returns|gives|yields|reports <refusals:refusals>",
        "<name> rejects|refuses|fails <refusals:refusals>",
        "<name> fails with <refusals:refusals>",
    ),
    (
        "`from_start()` returns `Unaligned` for an address that is no multiple of `FRAME_SIZE` and `TooHigh` for one at or above `LIMIT`",
        "`from_raw()` rejects unknown bits with `Unknown` and write + exec with `Both`",
    ),
    decided_in("trials.bounds"),
    ("name", "refusals"),
)
