"""Claim: a method tells a counter of a container and sets it to zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENTS

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """The container is filled until it counts something; the method must tell the counter, which is zero afterwards."""
    from uowgen.claims.containers.queue_acts import acts_finding

    return acts_finding(case, reading.get("name"), "takes", counter=reading.get("counter"))


_TELLS = "returns|gives|reads|yields|reports|tells|fetches|takes"
_RESETS = "resets|clears|zeroes|zeros|sets"
_IT = "it|counter|count|number|this|to|back|zero|0|its|afterwards|then*"
_COUNTER = "counter|count|total"

KIND = Kind(
    "takes_counter",
    "a method tells a counter and resets it",
    (
        f"<name> {_TELLS} {_COUNTER} and|,|then* {_RESETS} {_IT}",
        f"<name> {_TELLS} <counter:plain> {_COUNTER} and|,|then* {_RESETS} {_IT}",
        f"<name> {_TELLS} number|count of <counter:plain> {ELEMENTS} and|,|then* {_RESETS} {_IT}",
        f"<name> {_TELLS} and {_RESETS} {_COUNTER}",
        f"<name> {_TELLS} and {_RESETS} <counter:plain> {_COUNTER}",
        f"<name> {_TELLS} and {_RESETS} number|count of <counter:plain> {ELEMENTS}",
    ),
    ("`take_lost()` returns the counter and resets it",),
    decide,
    ("name",),
)
