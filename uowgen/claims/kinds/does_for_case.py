"""Claim: a function does something, or gives something back, for one variant: “`write` on a `ReadOnly` handle is rejected with `Denied`”."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, taken_in

KIND = Kind(
    "does_for_case",
    "a function does something for one variant",
    (
        "<trait:traits> for|of <name> <act:text> <where:armcase>",
        "<trait:traits> for|of <name> <where:armcase> <act:text>",
        "<name> <noun>? <where:armcase> <act:text>",
        "<where:armcase> ,? <name> <act:text>",
        "<name> <act:text> <where:armcase>",
    ),
    (
        "`write` on a `ReadOnly` handle is rejected with `Denied`",
        "`submit` calls `start_dma` for `Op::Read`",
        "For `Op::Flush`, `submit` no longer hits the `todo!`",
    ),
    decided_in("bodies.arms"),
    ("name", "where", "act"),
    takes=taken_in("bodies.arms"),
)
