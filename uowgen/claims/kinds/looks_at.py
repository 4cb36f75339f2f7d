"""Claim: a function ignores something that it has by name, looks at it, or never comes to a field: “`grow` ignores `flags`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "looks_at",
    "a function ignores something, or never touches it",
    (
        "<name> <noun>? ignores <thing:text> ; how=ignored",
        "<name> <noun>? disregards <thing:text> ; how=ignored",
        "<name> <noun>? does @not look at <thing:text> ; how=never",
        "<name> <noun>? does @not touch|access|consult|inspect <thing:text> ; how=never",
        "<name> <noun>? never looks at <thing:text> ; how=never",
        "<name> <noun>? never touches|accesses|consults|inspects <thing:text> ; how=never",
        "<name> <noun>? no longer touches|accesses|consults|inspects <thing:text> ; how=never",
        "<name> <noun>? takes <thing:text> into account ; how=heeded",
        "<name> <noun>? considers|heeds|honours|honors|respects <thing:text> ; how=heeded",
        "<name> <noun>? looks at <thing:text> ; how=heeded",
    ),
    ("`grow` ignores `flags`", "`open` does not touch `table`", "`pick` takes the priority into account"),
    decided_in("bodies.inputs"),
    ("name", "thing"),
    takes=taken_in("bodies.inputs"),
)
