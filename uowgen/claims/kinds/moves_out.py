"""Claim: a method moves elements of a container into a buffer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENTS

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled to each level, wherever its beginning has come to lie, and moved out into buffers of each size, beside the model."""
    from uowgen.claims.containers.queue_acts import acts_finding

    ordered, told = bool(reading.get("ordered")), bool(reading.get("told"))
    return acts_finding(case, reading.get("name"), "drains", limit=reading.get("limit"), ordered=ordered, told=told)


_MOVES = "moves|drains|transfers|takes|pops|reads"
_TELLS = (
    f"returns|gives|tells|reports how|many|number|count|of|were|{ELEMENTS}* moved|drained|transferred|taken|read|popped|written"
)


KIND = Kind(
    "moves_out",
    "a method moves elements out into a buffer",
    (
        *(
            f"<name> {_MOVES} {limit} {ELEMENTS}* {order} {told}{given}"
            for limit in (
                "at|up most|to <limit:code>",
                f"as many|much {ELEMENTS}* as fit|fits|possible that|into|in|to|out|buffer*",
            )
            for order, sorted_ in (("", ""), (",? in? oldest|fifo|insertion first|order ,?", " ordered=yes"))
            for told, given in (("", " ; asked=drains" + sorted_), (f",? and? {_TELLS}", " ; told=yes asked=drains" + sorted_))
        ),
    ),
    ("`drain_into()` moves at most `out.len()` elements, oldest first, and returns the number moved",),
    decide,
    ("name",),
)
