"""Claim: a method of a container tells how many elements are in it, or whether it is empty or full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind
from uowgen.claims.sentences.element_words import ELEMENT

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """After each call of every order of pushes and pops the method is asked, and its answer compared with the model's."""
    from uowgen.claims.containers.queues import queue_finding

    asked = {"len": "len", "empty": "is empty", "full": "is full", "peek": "peek"}[reading.get("asked")]
    return queue_finding(case, reading.get("name"), asked, end=reading.get("end"))


_RETURNS = "returns|yields|gives|reports|is|tells|tracks|reflects"
_WHAT = "elements|items|values|entries|messages|bytes|events|stored|queued|held|pending|contained|in|it|queue|buffer|ring|stack|container|current|currently|list"
_OF = "queue|ring|buffer|it|stack|container|fifo|there|holds|has|contains|is|are|no|elements|element|items|item|nothing|stored|more|room|space|left|at"

KIND = Kind(
    "tells_size",
    "a method tells how much is in a container",
    (
        f"<name> {_RETURNS} number|count|amount of {_WHAT}* ; asked=len",
        f"<name> {_RETURNS} how many {_WHAT}* are? {_WHAT}* ; asked=len",
        f"<name> {_RETURNS} current? length|size|len|fill-level of? {_WHAT}* ; asked=len",
        f"<name> {_RETURNS} only|exactly? if|when|whether|while {_OF}* empty ; asked=empty",
        f"<name> {_RETURNS} <true:yes> only|exactly|just? if|when|while|only no|nothing elements|element|items|is|are|in|it|stored|held|inside|left|queued|there* ; asked=empty",
        f"<name> {_RETURNS} <true:yes> only|exactly|just? if|when|while|only queue|it|ring|buffer holds|has|contains no|nothing elements|element|items|item? ; asked=empty",
        f"<name> {_RETURNS} only|exactly? if|when|whether|while {_OF}* full|capacity ; asked=full",
        f"<name> {_RETURNS} <true:yes> only|exactly? if|when|whether|while {_OF}* empty ; asked=empty",
        f"<name> {_RETURNS} <true:yes> only|exactly? if|when|whether|while {_OF}* full ; asked=full",
        f"<name> {_RETURNS} <true:yes> only|exactly? at capacity ; asked=full",
        f"<name> {_RETURNS} <true:yes> only|exactly? if|when|whether|while {_OF}* at? capacity reached? ; asked=full",
        "<name> goes|increases|grows|rises|is up|increased? by one|1 with|for|on|after|per each|every|a successful? <other:method> ; asked=len",
        "<name> goes|decreases|shrinks|falls|drops|is down|decreased? by one|1 with|for|on|after|per each|every|a successful? <other:method> ; asked=len",
        *(
            frame
            for which, end in (("top|next|front|first|head", ""), ("oldest", " end=oldest"), ("newest|last|latest", " end=newest"))
            for frame in (
                f"<name> returns|gives|shows|yields {which} {ELEMENT}? without removing|popping|consuming|taking it? out? ; asked=peek{end}",
                f"<name> returns|gives|shows|yields {which} {ELEMENT}? ,? but|and|which|that* leaves|keeps|stays it|in|inside|there|place|queue|ring|buffer|list|stack|log|left* ; asked=peek{end}",
                f"<name> does not remove|consume|pop {which} {ELEMENT}? ; asked=peek{end}",
                f"<name> shows|peeks|looks at? {which} {ELEMENT}? ; asked=peek{end}",
            )
        ),
        f"<name> does not remove|consume|pop {ELEMENT}? ; asked=peek",
    ),
    ("`Ring::len` returns the number of stored elements", "`is_full()` returns true when the buffer is full"),
    decide,
    ("name", "asked"),
)
