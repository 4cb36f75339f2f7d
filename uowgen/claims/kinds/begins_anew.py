"""Claim: an allocator of numbers gives out the lowest free one, begins anew when all are out, ignores what is stale, counts what is out."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "begins_anew",
    "an allocator of numbers gives out, takes back and begins anew as said",
    ("<claims:poolclaims>",),
    (
        "`new()` has only ASID 0 in use, generation 1",
        "`alloc()` returns the lowest free ASID, never 0",
        "A full pool rolls over: generation + 1, TLB flushed once, ASID 1 returned",
        "`free()` ignores stale ASIDs and ASID 0",
    ),
    decided_in("trials.pool_sentences"),
    ("claims",),
    fits=fitting_in("trials.pool_sentences"),
)
