"""Claim: what a call gives has a part with a value, is of a certain number of things, or is as an adjective says."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_IS = "is|equals|returns|gives|yields"

KIND = Kind(
    "result_has",
    "what a call gives has a part with a value, or a certain number of things",
    (
        "<call:callcode> has|with|gives|yields|returns <part:partword> <value:valuecode> ; asked=part",
        "<part:partword> of <call:callcode> is|equals <value:valuecode> ; asked=part",
        "<call:callcode> yields|gives|visits|covers|spans exactly|just|only? <count:number> <noun:thingword> ; asked=count",
        f"<method:noargs> of|on|for <call:callcode> {_IS} <value:valuecode> ; asked=method",
        "<call:callcode> @be <adjective:adjective> ; asked=is",
        "<call:callcode> @be not <adjective:adjective> ; asked=isnot",
        "<call:constpath> @be <adjective:adjective> ; asked=is",
        "<call:constpath> @be not <adjective:adjective> ; asked=isnot",
    ),
    ("`Order::of(5)` has `exponent` 3", "`Frames::between(0, 4)` yields exactly four frames", "`len()` of `Span::new(1, 3)` is 2"),
    decided_in("values.call_parts"),
    ("call", "asked"),
)
