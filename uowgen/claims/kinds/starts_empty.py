"""Claim: a guard that was just made tracks nothing: if it is dropped at once, nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guard_verdicts import Judged, finding, idle
from uowgen.claims.guards import asked_owner, guard_of
from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when the end of a new guard has no effect, however it comes, and the tracked field is empty where it can be seen."""
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    if not guard.roles.record:
        return undecided("role-unclear", f"`{guard.roles.type}` has no method that gives it something", guard.declaration)
    runs = [idle(r) for r in guard.runs if not r.scenario.pages and not r.scenario.committed]
    judged = [
        Judged(j.run, "otherwise", f"`{guard.roles.tracked}` is not empty") if j.run.recorded not in (None, []) else j for j in runs
    ]
    return finding(guard, judged, "a new guard gives nothing back", guard.roles.constructor)


KIND = Kind(
    "starts_empty",
    "a new guard tracks nothing",
    (
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces|gives empty|fresh new? <owner:name>? guard|instance|list|set|tracker?",
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces|gives empty|fresh <owner:name>",
        "<maker:name> starts|begins|is|starts-out empty",
        "<maker:name> starts|begins with no|zero <what:things>",
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces guard|instance with no|zero <what:things>",
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces guard|instance without <what:things>",
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces <owner:name> guard? with no|zero <what:things>",
        "new|fresh <owner:name>? guard? is|starts|begins empty",
        "guard|instance|<owner:name> made|created|built|returned by|with|from <maker:name> is|starts empty",
    ),
    ("`new()` creates empty guard", "`PageGuard::new()` starts empty", "`begin()` returns a guard with no tracked pages"),
    decide,
)
