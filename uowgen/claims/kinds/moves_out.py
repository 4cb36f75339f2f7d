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


_MOVES = "moves|drains|transfers|takes|pops|reads|copies|fills|empties|writes"
_DONE = "moved|drained|transferred|taken|read|popped|written|copied|delivered|handed|out|it|that|were|actually|into|in|to|buffer|slice|put"


def _fits(reading: Reading, case: Case) -> bool:
    """Whether what is only said to tell how many were moved takes a buffer to move them into."""
    if not reading.get("only"):
        return True
    from uowgen.claims.at_hand import nothing_at_hand
    from uowgen.claims.subject import find_method
    from uowgen.facts.signature import parameters_of

    found = find_method(case, reading.get("name")).found
    return nothing_at_hand(case) or any("".join(p.type.split()).startswith("&mut[") for d in found for p in parameters_of(d))


_OR_HOW_MANY = (
    "returns|gives|tells|reports|yields how many|much of? were|was|it|they|that|moved|copied|taken|read|written|transferred*"
)
_TELLS = f"returns|gives|tells|reports|yields how|many|number|count|of|were|it|{ELEMENTS}* moved|drained|transferred|taken|read|popped|written|wrote|copied|moves|copies|reads|takes|drains {_DONE}*"


KIND = Kind(
    "moves_out",
    "a method moves elements out into a buffer",
    (
        f"<name> {_TELLS} ; told=yes asked=drains only=yes",
        f"<name> returns|gives|yields number|count of {ELEMENTS} ; told=yes asked=drains only=yes",
        f"<name> {_MOVES} buffer|slice|it? with? oldest {ELEMENTS}? first ,? and? {_TELLS} ; told=yes asked=drains ordered=yes",
        f"<name> {_MOVES} buffer|slice|it? with? oldest {ELEMENTS}? first ,? and? {_OR_HOW_MANY} ; told=yes asked=drains ordered=yes",
        f"<name> {_OR_HOW_MANY} ; told=yes asked=drains only=yes",
        f"<name> {_MOVES} buffer|slice|it? with? oldest {ELEMENTS}? first ; asked=drains ordered=yes",
        f"<name> {_MOVES} {ELEMENTS}? in fifo|insertion|arrival|original order ; asked=drains ordered=yes",
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
    fits=_fits,
)
