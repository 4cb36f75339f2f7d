"""Claim: a function leaves a change to another one, which it calls: “`read` leaves the cursor update to `skip`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_CHANGE = "update|updates|change|changes|bookkeeping|accounting|handling"

KIND = Kind(
    "leaves_to",
    "a function leaves a change to another one",
    (
        f"<name> <noun>? leaves <what:oneword> {_CHANGE}? to <callee:name>",
        f"<name> <noun>? leaves {_CHANGE} of <what:oneword> to <callee:name>",
        "<name> <noun>? leaves it to <callee:name> to update|change|move|advance <what:oneword>",
    ),
    ("`read` leaves the cursor update to `skip`",),
    decided_in("bodies.left_to"),
    ("name", "what", "callee"),
)
