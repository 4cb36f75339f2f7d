"""Claim: a method of a guard gives back at once what the guard tracks; the drop that follows gives back nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of, without_method
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, as_model, finding, in_order, sound

if TYPE_CHECKING:
    from uowgen.behaviour.guard_runs import Run
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when in every scenario the method leaves the kernel as the model's drop does, and the guard's end adds nothing."""
    said = bare_name(reading.get("ender"))
    guard = guard_of(case, asked_owner(case, reading), said, releases=True)
    if isinstance(guard, Finding):
        return guard
    if guard.program.method(guard.roles.type, said) is None:
        return without_method(case, guard, reading.get("ender"))
    if guard.roles.commit != said or guard.program.method(guard.roles.type, "drop") is None:
        return undecided("role-unclear", f"`{said}` does not look like the end of a guard", guard.declaration)
    runs = [r for r in guard.runs if r.scenario.pages and r.scenario.committed and sound(r)]
    model = as_model(frozenset(reading.list("did")), guard)
    released = finding(guard, [_at_once(r, model(r)) for r in runs], "everything is given back at once", said)
    if released.outcome == "fails" or not reading.get("order"):
        return released
    runs = [r for r in runs if len({p[1] for p in r.scenario.pages}) > 1]
    ordered = finding(guard, [in_order(r, reading.get("order") == "newest") for r in runs], "in the order asked for", said)
    return ordered if released.outcome == "holds" or ordered.outcome == "fails" else released


def _at_once(run: Run, seen: Judged) -> Judged:
    if seen.judgement == "as asked" and len(run.after.effects) > run.middle:
        return Judged(run, "otherwise", f"the drop still does {run.after.effects[run.middle]}")
    return seen


KIND = Kind(
    "method_releases",
    "a method gives back at once what a guard tracks",
    (
        "<ender:method> must|should|will|always|immediately* <did:givenback> <order:order>? immediately|at-once|eagerly?",
        "<did:givenback> <order:order>? by|through|via <ender:method>",
        "<ender:method> must|should|will|always* <did:givenback> immediately|eagerly <order:order>?",
    ),
    ("`rollback()` releases every recorded slot in reverse order", "`abort()` frees all tracked frames"),
    decide,
    ("ender", "did"),
)
