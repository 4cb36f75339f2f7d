"""Claim: a function awaits something, or never does."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "awaits",
    "a function awaits something, or never does",
    (
        "<name> <noun>? does @not await anything|anywhere|inside? ; state=never",
        "<name> <noun>? never awaits|await anything? ; state=never",
        "<name> <noun>? awaits nothing ; state=never",
        "<name> <noun>? no longer awaits anything? ; state=never",
        "no await|awaits in|inside <name> <noun>? ; state=never",
    ),
    ("`flush_now` does not await", "`poll_once` never awaits"),
    decided_in("bodies.awaits"),
    ("name",),
)
