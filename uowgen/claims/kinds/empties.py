"""Claim: a method empties a container, and may leave a counter of it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled to each level, wherever its beginning has come to lie, emptied, and used again, beside the model."""
    from uowgen.claims.containers.queue_acts import acts_finding

    asked = reading.get("asked")
    emptied = acts_finding(case, reading.get("name"), "empties") if asked != "counter" else None
    if not asked or (emptied is not None and emptied.outcome != "holds"):
        assert emptied is not None
        return emptied
    return acts_finding(case, reading.get("name"), "keeps", counter=reading.get("counter"))


_EMPTIES = "empties|clears|resets|drains"
_IT = f"{QUEUE}|it|itself|its|contents|stored|all|whole|entirely|completely|{ELEMENTS}*"
_COUNTER = "counter|count|counts|total|statistics*"
_SAME = "unchanged|untouched|intact|as|is|alone|value|at|its*"
_STAYING = "kept|unchanged|untouched|preserved|retained|intact|stays|stay|remains|remain|survives|left|alone|as|it"
_KEPT = f",|;|but|and|while|with* <counter:plain> counter|count|counts|total|statistics @be? {_STAYING} {_STAYING}*"

KIND = Kind(
    "empties",
    "a method takes everything out of a container",
    (
        f"<name> empties|clears|drains {_IT}",
        f"<name> removes|forgets|drops|discards|throws|deletes away? all|every stored|queued|its|remaining* {ELEMENTS}",
        f"<name> {_EMPTIES} {_IT} ,? but|and keeps|leaves|preserves|retains <counter:plain> {_COUNTER} {_SAME} ; asked=keeps",
        f"<name> {_EMPTIES} {_IT} ,? but|and does not reset|clear|touch|change <counter:plain> {_COUNTER} ; asked=keeps",
        f"<name> removes|forgets|drops|discards|throws|deletes away? all|every stored|queued|its|remaining* {ELEMENTS} {_KEPT} ; asked=keeps",
        f"<name> removes|forgets|drops|discards|throws|deletes away? all|every stored|queued|its|remaining* {ELEMENTS} ,? but|and keeps|leaves|preserves|retains <counter:plain> {_COUNTER} {_SAME} ; asked=keeps",
        f"<name> {_EMPTIES} {_IT} {_KEPT} ; asked=keeps",
        f"<name> {_EMPTIES} {_IT} ,|but|and* not <counter:plain> {_COUNTER} ; asked=keeps",
        f"<name> keeps|leaves|preserves|retains <counter:plain> counter|count|total {_SAME} ; asked=counter",
    ),
    (
        "`Ring::clear` empties the ring",
        "`clear()` empties the queue but keeps the drop counter",
    ),
    decide,
    ("name",),
)
