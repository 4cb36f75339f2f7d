"""Claim: a container counts what it refuses when it is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled wherever its beginning has come to lie; each element that it then refuses must be counted once."""
    from uowgen.claims.containers.queue_acts import acts_finding

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
