"""Claim: the end of a guard that was not committed gives back what it tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guard_verdicts import Judged, as_model, finding, recorded_as_given, sound
from uowgen.claims.guards import asked_owner, guard_of
from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when every guard that was given something and not committed leaves the kernel as the model does."""
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    if reading.get("state") == "committed":
        return undecided("contradictory", "a committed guard is what gives nothing back", guard.declaration)
    model = as_model(frozenset(reading.list("did")))
    judged = []
    for run in guard.runs:
        if run.scenario.pages and not run.scenario.committed and sound(run):
            seen = model(run)
            if seen.judgement == "otherwise" and recorded_as_given(guard, run) is False:
                seen = Judged(run, "not seen", "what was given had not been recorded as it was given")
            judged.append(seen)
    return finding(guard, judged, "everything that was tracked is given back, once and in order")


KIND = Kind(
    "drop_releases",
    "a guard's end gives back what it tracks",
    (
        "<drop:dropping> must|should|will|always* <did:released> <state:guardstate>?",
        "<state:guardstate> , <drop:dropping> must|should|will|always* <did:released>",
        "<state:guardstate> <drop:dropping> must|should|will|always* <did:released>",
        "<did:released> on|at|by|upon|during|when|in <drop:dropping> <state:guardstate>?",
        "<did:released> on|at|upon drop <state:guardstate>?",
        "<did:released> when guard|<owner:name> is? dropped <state:guardstate>?",
        "uncommitted guard|guards <did:released> on|when drop|dropped ; state=uncommitted",
        "dropping uncommitted? guard|<owner:name> without? commit? <did:released>",
    ),
    (
        "`Drop` unmaps and frees pages if not committed",
        "all tracked frames are released on drop unless committed",
        "`FrameGuard`'s `Drop` frees each frame exactly once",
    ),
    decide,
)
