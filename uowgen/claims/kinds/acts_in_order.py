"""Claim: a function does one thing before another, both said in words: “validates the address before translating it”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_IN = "in|inside|within"

KIND = Kind(
    "acts_in_order",
    "a function does one thing before another",
    (
        "<name> <noun>? <first:text> before <second:text>",
        "<name> <noun>? <second:text> only? after <first:text>",
        "<name> <noun>? does @not <second:text> until|before after? <first:text>",
        "<name> <noun>? first? <first:text> ,|and* then|afterwards <second:text> ; both=done",
        f"{_IN} <name> <noun>? ,? <first:text> before <second:text>",
        f"{_IN} <name> <noun>? ,? <second:text> only? after <first:text>",
        "before <second:text> , <name> <noun>? <first:text>",
        "after <first:text> , <name> <noun>? <second:text>",
        f"<first:text> before <second:text> {_IN} <name> <noun>?",
        f"<second:text> only? after <first:text> {_IN} <name> <noun>?",
        "<first:text> before <second:text>",
        "<second:text> only? after <first:text>",
    ),
    (
        "`sys_map` validates the address before it maps the frame",
        "In `wake`, the deadline is cleared before the task is notified",
    ),
    decided_in("bodies.order"),
    ("name", "first", "second"),
    takes=taken_in("bodies.order"),
)
