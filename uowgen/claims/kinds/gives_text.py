"""Claim: a function of an enum gives a text in quotes for a variant."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|gives|yields|says|reads|answers"

KIND = Kind(
    "gives_text",
    "a function of an enum gives a text in quotes for a variant",
    (
        f"<name:method> {_GIVES} <value:quotedrun> for|on|of <variant:variant>",
        f"<name:method> of|for|on <variant:variant> {_GIVES} <value:quotedrun>",
    ),
    ('`as_str()` of `NoFrames` gives "out of frames"',),
    decided_in("quoted"),
    ("name", "value", "variant"),
)
