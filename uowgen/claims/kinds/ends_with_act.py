"""Claim: the end of a value does something: “dropping the last `Line` hangs up”, “`Line` hangs up when it is dropped”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "ends_with_act",
    "the end of a value does something",
    (
        "dropping last|final|only <owner:upperfirst> <noun>? <act:text> ; last=yes",
        "dropping <owner:upperfirst> <noun>? <act:text>",
        "drop of <owner:upperfirst> <noun>? <act:text>",
        "<owner:upperfirst> <noun>? <act:text> on drop",
        "<owner:upperfirst> <noun>? <act:text> when|once it? is? dropped",
        "when|once last|final <owner:upperfirst> <noun>? is dropped ,? it? <act:text> ; last=yes",
        "when|once|after <owner:upperfirst> <noun>? is dropped ,? it? <act:text>",
    ),
    ("Dropping the last `Line` disconnects from the exchange", "`Line` hangs up on drop"),
    decided_in("bodies.dropping"),
    ("owner", "act"),
    takes=taken_in("bodies.dropping"),
)
