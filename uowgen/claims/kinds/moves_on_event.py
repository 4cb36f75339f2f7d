"""Claim: an event leads from one state to another, and a number beside the state is counted or cleared; what is not said is refused."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

KIND = Kind(
    "moves_on_event",
    "an event leads from one state to another, and counts",
    (
        "<claims:eventclaims> ; asked=steps",
        "<name:method> is|starts|begins|gives|returns|yields|makes|creates in|as|with|out* <target:variant> state? ; asked=start",
        "<name:method> is|starts|begins|gives|returns|yields in|as|with* <target:variant> state? ,? with|and|, <number:number> <field:plain> ; asked=start",
    ),
    (
        "`Boot` takes `Offline` to `Starting` and counts an attempt",
        "`Timeout` in `Starting` goes back to `Offline`, to `Dead` on the third attempt",
        "Any other pair returns `Refused` with state and event, slot unchanged",
        "`new()` is `Offline` with 0 attempts",
        "The third `Timeout` leads to `Dead`",
        "`Boot` resets the attempt counter",
    ),
    decided_in("trials.event_sentences"),
    ("asked",),
    fits=fitting_in("trials.event_sentences"),
)
