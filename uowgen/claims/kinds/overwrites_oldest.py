"""Claim: a full ring overwrites its oldest element, and may count that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.element_words import ELEMENT, ELEMENTS, QUEUE

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """It is filled wherever its beginning has come to lie, pushed on, and emptied, beside the model; each loss must be counted once."""
    from uowgen.claims.containers.queue_acts import acts_finding
    from uowgen.claims.containers.queues import PUSHES

    if reading.get("asked") == "counted":
        name, counter = method_meant(case, reading.get("name"), PUSHES), bare_name(reading.get("counter")).removesuffix("()")
        if not name:
            return undecided("no-subject", "which method puts something in is not clear")
        counted = acts_finding(case, name, "counts lost", counter=counter)
        said = case.criterion.text.lower() if case.criterion is not None else ""
        if counted.outcome == "holds" and any(stem in said for stem in ("overwr", "replac", "displac")):
            replaced = acts_finding(case, name, "overwrites")  # what is refused may be lost, but is not overwritten
            if replaced.outcome == "fails":
                return undecided("not-observable", f"what is counted is not overwritten: {replaced.message}")
        return counted
    name = method_meant(case, reading.get("name"), PUSHES)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    found = acts_finding(case, name, "returned" if reading.get("asked") == "returned" else "overwrites")
    if found.outcome == "fails" or not reading.get("counter"):
        return found
    counted = acts_finding(case, name, "counts lost", counter=reading.get("counter"))
    return counted if found.outcome == "holds" or counted.outcome == "fails" else found


_LOSES = "overwrites|replaces|drops|discards|evicts|loses|removes|forgets|ejects"
_OLDEST = f"its|then* oldest {ELEMENT}? first?"
_FULL = f"on|to|into|onto|with|of|in full|filled {QUEUE}"
_WHEN = f"if|when|once|while|as {QUEUE}|it|there|already|is|are* full"
_COUNTS = (
    "",
    ",|and|then* counts it|this|that|them|loss|overwritten|one* as <counter:plain>",
    ",|and|then* increments|bumps|increases|raises|counts-up <counter:plain> counter|count|total? by? one|1?",
    f",|and|then* counts each|every|one|single|another? <counter:plain> {ELEMENT}?",
    f",|and|then* counts each|every|one|lost|overwritten|dropped|it {ELEMENT}|one? as <counter:plain> {ELEMENT}?",
    ",|and|then* adds one|1 to <counter:plain> counter|count|total?",
    ",|and|then* <counter:plain> counter|count|total? goes|is|up|raised|incremented|increased|grows|by|one|1*",
)

_FRAMES = (
    f"<name> {_FULL} {_LOSES} {_OLDEST}",
    f"<name> {_LOSES} {_OLDEST} {_WHEN}",
    f"<name> {_LOSES} {_OLDEST} {_FULL}",
    f"{_WHEN} ,? <name> {_LOSES} {_OLDEST}",
    f"full {QUEUE} {_LOSES} {_OLDEST}",
    f"full {QUEUE} {_LOSES} {_OLDEST} on|by|with|at|when|during <name>",
)
_BACK = f",|and|then* returns|hands|gives|yields back? it|that|this|one|replaced|overwritten|evicted|displaced|removed|old|former|back* {ELEMENT}? back?"
_BACK_FIRST = "returns|hands|gives|yields back? and replaces|overwrites|evicts|removes"

_GONE = "replaced|displaced|forgotten|overwritten|lost|dropped|missed|evicted|discarded|ejected|overrun|overruns|losses|overwrites"
_TOLD = "counts|tells|returns|gives|reports|is|tracks|holds how|many|number|count|of|all|every|each*"
_UNREAD = "so|far|until|now|before|unread|anyone|reader|read|reads|being|it|them|they|was|were|could|be|ever|consumed|popped*"
_LOST = f"{_GONE} {ELEMENTS}?"

KIND = Kind(
    "overwrites_oldest",
    "a full ring overwrites its oldest element",
    (
        *(f"{frame} {counts}".strip() for frame in _FRAMES for counts in _COUNTS),
        *(f"{frame} {_BACK} ; asked=returned" for frame in _FRAMES),
        f"<name> {_FULL} {_BACK_FIRST} {_OLDEST} ; asked=returned",
        f"<name> {_BACK_FIRST} {_OLDEST} {_WHEN} ; asked=returned",
        f"<counter:countername> {_TOLD} {_LOST} {_UNREAD} ; asked=counted",
        f"<counter:countername> {_TOLD} {ELEMENTS} were|was|that|which|have|has|been|got|are* {_GONE} {_UNREAD} ; asked=counted",
        f"<counter:countername> grows|increases|goes|rises|is|incremented|increased|up|by|one|1* for|with|on|per|at each|every? {_LOST} ; asked=counted",
        f"{_LOST} is|are counted in|by|as|with|through <counter:countername> ; asked=counted",
        f"<name> counts {_LOST} in|as|with|through <counter:countername> ; asked=counted",
    ),
    (
        "`push()` on a full ring overwrites the oldest record",
        "`push()` overwrites the oldest entry when the buffer is full and counts it as lost",
    ),
    decide,
)
