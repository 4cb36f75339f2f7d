"""Claim: what comes out of a container comes in the order in which it went in, or in the opposite one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.sentences.element_words import ELEMENTS

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of seven calls is run beside the model."""
    from uowgen.claims.containers.queues import POPS, queue_finding

    name = method_meant(case, reading.get("name"), POPS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    found = queue_finding(case, name, "order", newest_first=reading.get("order") == "newest")
    if found.outcome == "fails" or not reading.get("empty"):
        return found
    ended = queue_finding(case, name, "empty", pattern=reading.get("empty"))
    return ended if found.outcome == "holds" or ended.outcome == "fails" else found


_TAKES = "returns|yields|gives|pops|removes|takes|delivers|dequeues|drains"
_THINGS = f"oldest|out|back|{ELEMENTS}*"
_PLURAL = "elements|items|values|entries|events|messages|bytes|codes|packets|samples|keys|characters|records|jobs|requests|frames"
_ALSO = ",? even|also|including|and* after|across|past|over|when wrapping|wrap-around|wraparound|wraps|wrapped|wrap|it|index|indices|indexes|around|end|of|buffer|ring*"

_EMPTY = ",|and|or|then* <empty:code> if|when|once|on|from|for|after it|queue|ring|buffer|list|stack|container|fifo|log|trace|history|none|nothing|@be|left* empty|exhausted queue|ring|buffer|list|stack|one?"

KIND = Kind(
    "keeps_order",
    "a container gives its elements back in a certain order",
    (
        f"<name> {_TAKES} {_THINGS} in fifo|insertion order ; order=oldest",
        f"<name> {_TAKES} {_THINGS} first-in-first-out|fifo ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in order @be* pushed|inserted|added|enqueued|of|insertion* ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in same order as? they|it? @be* pushed|inserted|added|enqueued ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in order which|that|in? they|it @be* pushed|inserted|added|enqueued|stored|written|received ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in same? order which|that|in? they|it @be* pushed|inserted|added|enqueued|stored|written|received {_ALSO} ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in fifo|insertion order {_ALSO} ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in same? order which|that|in? they|it @be* pushed|inserted|added|enqueued|stored|written|received {_EMPTY} ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in fifo|insertion|push order {_EMPTY} ; order=oldest",
        f"<name> {_TAKES} oldest element|item|value|entry|one|event|message|record|sample|frame first? {_EMPTY} ; order=oldest",
        f"<name> {_TAKES} {_THINGS} oldest first {_EMPTY} ; order=oldest",
        f"<name> {_TAKES} oldest element|item|value|entry|one|event|message|record|sample|frame first? ; order=oldest",
        f"<name> {_TAKES} {_THINGS} in lifo|reverse|stack order ; order=newest",
        f"<name> {_TAKES} most recently pushed|added|inserted element|item|value|entry|one first? ; order=newest",
        f"<name> {_TAKES} last|top|topmost pushed|added? element|item|value|entry|one|of|stack* ; order=newest",
        f"<name> {_TAKES} least recently pushed|added|inserted element|item|value|entry|one first? ; order=oldest",
        f"<name> {_TAKES} most? newest|latest|last|recent* pushed|added? element|item|value|entry|one first? ; order=newest",
        f"{_PLURAL} @be* come|comes|popped|returned|removed|delivered|read|dequeued|out* in order in|which|they|were|it|of|went|in|added|pushed|inserted|insertion|enqueued* ; order=oldest",
        f"{_PLURAL} @be* come|comes|popped|returned|removed|delivered|read|dequeued|out* in fifo|insertion|first-in-first-out order? ; order=oldest",
        f"{_PLURAL} @be* come|comes|popped|returned|removed|delivered|read|out* in lifo|reverse|last-in-first-out order? ; order=newest",
        "oldest|first element|item|value|entry|one @be? comes|popped|returned|removed|delivered|leaves|taken out? first ; order=oldest",
        "newest|last|latest element|item|value|entry|one @be? comes|popped|returned|removed|delivered|leaves|taken out? first ; order=newest",
        "fifo|first-in-first-out order|ordering|semantics|behaviour|behavior|queue? ; order=oldest",
        "lifo|last-in-first-out order|ordering|semantics|behaviour|behavior|stack? ; order=newest",
        "<name> @be|works|behaves|operates? strictly? first-in|first in? ,|/|and? first-out|first out? ; order=oldest",
        "<name> @be|works|behaves|operates? strictly? last-in|last in? ,|/|and? first-out|first out? ; order=newest",
        "first in ,|/? first out ; order=oldest",
        "last in ,|/? first out ; order=newest",
        "queue|ring|buffer @be|behaves|works|operates as? fifo|first-in-first-out|first-in/first-out ; order=oldest",
        "stack @be|behaves|works|operates as? lifo|last-in-first-out|last-in/first-out ; order=newest",
    ),
    ("`Ring::pop` returns elements in FIFO order", "`pop` removes the oldest element", "`Stack::pop` yields items in LIFO order"),
    decide,
    ("name",),
)
