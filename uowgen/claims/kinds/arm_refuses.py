"""Claim: one arm refuses what comes from another than it should: “`Erase` from any task other than the owner fails with `Denied`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

_FAILS = "fails|fail|rejected|refused|denied|answered|returns|gives|yields"

KIND = Kind(
    "arm_refuses",
    "one arm refuses what comes from another than it should",
    (
        f"<name:upperfirst> <noun>? from|by|for|of <who:text> is|are? {_FAILS} with|by|as? <error:code>",
        f"<name:upperfirst> <noun>? is|are? {_FAILS} with|by|as? <error:code> from|by|for|of <who:text>",
    ),
    ("`Erase` from any task other than the owner fails with `Denied`",),
    decided_in("bodies.arm_refuses"),
    ("name", "who", "error"),
    takes=taken_in("bodies.arm_refuses"),
)
