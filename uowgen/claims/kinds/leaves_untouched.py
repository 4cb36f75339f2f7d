"""Claim: for some input a function leaves at once with a value, before it does anything: “a null pointer gives `EFAULT` and creates nothing”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_GIVES = "gives|yields|returns"

KIND = Kind(
    "leaves_untouched",
    "a function leaves at once under a condition, and does nothing before",
    (
        "<case:text> is|are refused|rejected|answered with <value:code> ,|and* <rest:text> in|by <name:name>",
        "<case:text> is|are refused|rejected|answered with <value:code> ,|and* <rest:text>",
        f"<case:text> {_GIVES} <value:value> ,|and* <rest:text> in|by <name:name>",
        f"<case:text> {_GIVES} <value:value> ,|and* <rest:text>",
        f"<case:text> {_GIVES} <value:code> ,|and* <rest:text> in|by <name:name>",
        f"<case:text> {_GIVES} <value:code> ,|and* <rest:text>",
        "<case:text> fails with <value:code> ,|and* <rest:text>",
    ),
    ("A null pointer gives `EFAULT` and creates nothing", "Reading zero bytes returns `Ok(0)` and never touches the queue"),
    decided_in("bodies.exits"),
    ("case", "value", "rest"),
    takes=taken_in("bodies.exits"),
)
