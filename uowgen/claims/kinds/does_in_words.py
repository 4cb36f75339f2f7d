"""Claim: a function, or a `Drop`, does something to a thing that is said in words: “`Drop` ends the operation”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "does_in_words",
    "a function does something that is said in words",
    (
        "<name> function|method? <act:text> unconditionally ; how=always",
        "<name> function|method? <act:text> in any|every case ; how=always",
        "<name> function|method? <act:text> on any|every|all path|paths ; how=always",
        "<name> function|method? always <act:text> ; how=always",
        "<name> function|method? <act:text>",
        "in|inside <name> ,? <act:text>",
    ),
    ("`Drop` ends the operation", "`commit` installs the frames", "`stop` always masks the interrupt"),
    decided_in("bodies.doing"),
    ("name", "act"),
    takes=taken_in("bodies.doing"),
)
