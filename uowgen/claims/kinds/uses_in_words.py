"""Claim: a function uses something that is called in words: “`send` uses a blocking scalar”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "uses_in_words",
    "a function uses something that is called in words",
    ("<name> function|method? uses|sends|issues|makes|builds|employs <what:text>",),
    ("`Line::send()` uses a blocking scalar",),
    decided_in("bodies.uses_in_words"),
    ("name", "what"),
    takes=taken_in("bodies.uses_in_words"),
)
