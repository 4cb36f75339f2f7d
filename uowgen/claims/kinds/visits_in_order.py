"""Claim: going over a container visits its elements in a certain order, and may leave them all in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENT, ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled wherever its beginning has come to lie, gone over, and emptied, beside the model."""
    from uowgen.claims.containers.queue_acts import acts_finding

    oldest, kept = reading.get("order") == "oldest", reading.get("kept") == "yes"
    return acts_finding(case, reading.get("name"), "visits", ordered=oldest, told=kept)


_GOES = "visits|iterates|goes|walks|traverses|runs|passes|yields|gives|returns|lists|enumerates over|through|along?"
_WALKS = "visits|iterates|goes|walks|traverses|runs|lists|enumerates over|through|along?"
_THINGS = f"all|every|each|its|queued|held|stored|{QUEUE}|{ELEMENTS}*"
_OLD = "oldest|first|earliest"
_NEW = "newest|latest|youngest|last"
_LEFT = (
    ("", ""),
    (",|and|but|while* removes|takes|consumes|changes|drops|pops|removing|taking|consuming|changing nothing|none out?", " kept=yes"),
    (f",|and|but* does|do not remove|take|consume|change|drop|pop any|anything|them|it|of|{QUEUE}|{ELEMENTS}* out?", " kept=yes"),
    (f"without removing|taking|consuming|changing|popping|dropping any|anything|them|it|of|{QUEUE}|{ELEMENTS}* out?", " kept=yes"),
    (f",|and|but* leaves|keeps|leaving|keeping all|them|it|{QUEUE}|{ELEMENTS}* in|unchanged|untouched|intact|as-is|place|there|it|alone*", " kept=yes"),
)  # fmt: skip

KIND = Kind(
    "visits_in_order",
    "going over a container visits its elements in a certain order",
    tuple(
        f"{frame} {left} ; order={order}{kept}"
        for old, new, order in ((_OLD, _NEW, "oldest"), (_NEW, _OLD, "newest"))
        for frame in (
            f"<name:method> {_GOES} {_THINGS} from {old} {ELEMENT}? to|through {new} {ELEMENT}?",
            f"<name:method> {_GOES} {_THINGS} {old} {ELEMENT}? to|through {new} {ELEMENT}?",
            f"<name:method> {_WALKS} {_THINGS} {old} {ELEMENT}? first",
            *((f"<name:method> {_WALKS} {_THINGS} in fifo|insertion|queue|push order",) if order == "oldest" else ()),
        )
        for left, kept in _LEFT
    ),
    ("`iter()` visits oldest to newest and removes nothing", "`iter` goes over the elements from the oldest to the newest"),
    decide,
    ("name",),
)
