"""Claim: something that goes wrong ends in a panic, in words: “Circular mounts still panic”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "panics_on",
    "something that goes wrong panics",
    (
        "<what:text> causes|cause|triggers|trigger panic in|inside <name> ; how=panics",
        "<what:text> causes|cause|triggers|trigger panic ; how=panics",
        "<what:text> leads|lead to panic ; how=panics",
        "<what:text> panic|panics in|by|inside <name> ; how=panics",
        "<what:text> panic|panics ; how=panics",
    ),
    ("Circular mounts panic", "A missing root device causes a panic"),
    decided_in("bodies.logged"),
    ("what",),
    takes=taken_in("bodies.logged"),
)
