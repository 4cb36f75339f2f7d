"""Claim: a function does something only under a condition that is said in words: “merges only if state and owner are equal”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_IF = "if|when|whenever|where|while"

KIND = Kind(
    "acts_only_where",
    "a function does something only under a condition",
    (
        f"<name> function|method? only <act:text> {_IF} <condition:text>",
        f"<name> function|method? <act:text> only {_IF} <condition:text>",
        f"<trait:name> for|of <name> only <act:text> {_IF} <condition:text>",
        f"<trait:name> for|of <name> <act:text> only {_IF} <condition:text>",
        f"in|inside <name> ,? <act:text> only {_IF} <condition:text>",
        f"only {_IF} <condition:text> ,? does <name> <act:text>",
    ),
    ("`cancel` locks the line only if a ticket was drawn", "`pack()` merges only if state and owner are equal"),
    decided_in("bodies.only_where"),
    ("name", "act", "condition"),
    takes=taken_in("bodies.only_where"),
)
