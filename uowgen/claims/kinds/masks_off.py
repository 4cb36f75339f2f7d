"""Claim: a function or an arm masks something off a number, in words: “`WritePage` strips the address prefix”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "masks_off",
    "something is masked off a number",
    (
        "<name> <noun>? strips|masks|clears|drops|removes|cuts off|out|away? <what:text>",
        "<name> <noun>? keeps only <what:text> ; how=keeps",
    ),
    ("`WritePage` strips the virtual address prefix", "`address()` keeps only the address bits"),
    decided_in("bodies.masking"),
    ("name", "what"),
    takes=taken_in("bodies.masking"),
)
