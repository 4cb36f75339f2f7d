"""Claim: a container counts what it refuses when it is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.element_words import ELEMENTS, QUEUE
from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled wherever its beginning has come to lie; each element that it then refuses must be counted once."""
    from uowgen.claims.queue_acts import acts_finding

    return acts_finding(case, reading.get("name"), "counts", counter=reading.get("counter"))


_COUNTER = "counter|count|total*"


KIND = Kind(
    "counts_refusals",
    "a container counts what it refuses",
    (
        f"<name> on|to|into|onto full {QUEUE} counts {ELEMENTS} as <counter:plain>",
        f"<name> on|to|into|onto full {QUEUE} increments|bumps|increases|raises <counter:plain> {_COUNTER} by? one|1?",
        f"<name> counts {ELEMENTS} as <counter:plain> if|when|once|while {QUEUE}|it is? full",
        f"<name> increments|bumps|increases|raises <counter:plain> {_COUNTER} by? one|1? if|when|once|while {QUEUE}|it is? full",
    ),
    (
        "`push()` on a full ring counts the element as dropped",
        "`push()` increments the `dropped` counter when the ring is full",
    ),
    decide,
    ("name", "counter"),
)
