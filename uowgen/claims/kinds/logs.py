"""Claim: something is logged: “Overlapping entries get logged by `pack()`”, “A requested driver that is off is logged, not a panic”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_DONE = "logged|printed"

KIND = Kind(
    "logs",
    "something is logged",
    (
        f"<what:text> gets|get|is|are {_DONE} by|in|from|inside <name> <noun>?",
        "<name> function|method? logs error|warning|message|line|note about|for|that|when|if|of* <what:text>",
        "<name> function|method? logs <what:text>",
        "<name> function|method? emits|issues|prints <macro:macroname> if|when|for|on|about <what:text>",
        "<name> function|method? warns about|when|if <what:text>",
        f"<what:text> gets|get|is|are only? {_DONE} ,? not|no panic ; panics=no",
        f"<what:text> gets|get|is|are {_DONE} ,? instead|rather of|than panicking|panic ; panics=no",
        f"<what:text> gets|get|is|are {_DONE}",
    ),
    ("Overlapping entries get logged by `pack()`", "A requested driver that is off is logged, not a panic"),
    decided_in("bodies.logged"),
    ("what",),
    takes=taken_in("bodies.logged"),
)
