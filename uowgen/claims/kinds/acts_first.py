"""Claim: a function does something before anything else: “`wake_one()` increments the key first”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "acts_first",
    "a function does something before anything else",
    (
        "<name> function|method? <act:text> first",
        "<name> function|method? <act:text> at first|once",
        "<name> function|method? first <act:text>",
        "<name> function|method? <act:text> before anything|everything else?",
        "<name> function|method? <act:text> before doing? anything else",
        "<name> function|method? starts|begins by <act:text>",
        "first thing <name> function|method? does is to? <act:text>",
        "before anything|everything else ,? <name> function|method? <act:text>",
    ),
    ("`wake_one()` increments the key first", "`close` starts by draining the queue"),
    decided_in("bodies.first_of_all"),
    ("name", "act"),
    takes=taken_in("bodies.first_of_all"),
)
