"""Claim: a function passes no flags, no timeout … to what it calls: zero, `None` or an empty value."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

KIND = Kind(
    "passes_no",
    "a function passes nothing for a parameter of what it calls",
    (
        "<name> <noun>? passes|gives|hands|sends no <what:oneword> to|on* <callee:name>",
        "<name> <noun>? passes|hands no <what:oneword> on|along|down?",
        "<name> <noun>? does @not pass|hand any? <what:oneword> on|along|down?",
        "<name> <noun>? calls|invokes <callee:name> without any? <what:oneword>",
        "no <what:oneword> @be* passed by|in|from <name>",
    ),
    ("`open` passes no flags", "`wait` passes no timeout to `wait_until`"),
    decided_in("bodies.passed"),
    ("name", "what"),
)
