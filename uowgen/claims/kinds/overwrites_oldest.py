"""Claim: a full ring overwrites its oldest element, and may count that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.driver import method_meant
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.sentences.element_words import ELEMENT, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled wherever its beginning has come to lie, pushed on, and emptied, beside the model; each loss must be counted once."""
    from uowgen.claims.containers.queue_acts import acts_finding
    from uowgen.claims.containers.queues import PUSHES

    name = method_meant(case, reading.get("name"), PUSHES)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    found = acts_finding(case, name, "overwrites")
    if found.outcome == "fails" or not reading.get("counter"):
        return found
    counted = acts_finding(case, name, "counts lost", counter=reading.get("counter"))
    return counted if found.outcome == "holds" or counted.outcome == "fails" else found


_LOSES = "overwrites|replaces|drops|discards|evicts|loses|removes|forgets|ejects"
_OLDEST = f"its|then* oldest {ELEMENT}? first?"
_FULL = f"on|to|into|onto|with|of|in full|filled {QUEUE}"
_WHEN = f"if|when|once|while|as {QUEUE}|it|there @be* full"
_COUNTS = (
    "",
    ",|and|then* counts it|this|that|them|loss|overwritten|one* as <counter:plain>",
    ",|and|then* increments|bumps|increases|raises|counts-up <counter:plain> counter|count|total? by? one|1?",
    ",|and|then* counts <counter:plain>",
)

KIND = Kind(
    "overwrites_oldest",
    "a full ring overwrites its oldest element",
    tuple(
        f"{frame} {counts}".strip()
        for frame in (
            f"<name> {_FULL} {_LOSES} {_OLDEST}",
            f"<name> {_LOSES} {_OLDEST} {_WHEN}",
            f"<name> {_LOSES} {_OLDEST} {_FULL}",
            f"{_WHEN} ,? <name> {_LOSES} {_OLDEST}",
            f"full {QUEUE} {_LOSES} {_OLDEST}",
        )
        for counts in _COUNTS
    ),
    (
        "`push()` on a full ring overwrites the oldest record",
        "`push()` overwrites the oldest entry when the buffer is full and counts it as lost",
    ),
    decide,
)
