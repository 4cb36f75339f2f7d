"""Claim: a function does something at a number that stands for a parameter: “`id()` reads offset 0x10”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_AT = "at|from|to|of|for|with|on|in"

KIND = Kind(
    "passes_number",
    "a function passes a number for a parameter",
    (
        "<name> <noun>? <verb:oneword> <given:argument>",
        f"<name> <noun>? <verb:oneword> register|word|byte|value|field? {_AT} <given:argument>",
    ),
    ("`id()` reads offset 0x10", "`reset` writes the register at offset 4"),
    decided_in("bodies.numbers"),
    ("name", "verb", "given"),
    takes=taken_in("bodies.numbers"),
)
