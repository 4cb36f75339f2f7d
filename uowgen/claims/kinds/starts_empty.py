"""Claim: a guard that was just made tracks nothing: if it is dropped at once, nothing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of
from uowgen.claims.kind import Finding, Kind, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, finding, idle, sound, tracks_places
from uowgen.claims.sentences.element_words import ELEMENTS

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when the end of a new guard has no effect, however it comes, and the tracked field is empty where it can be seen.

    A container is empty when its own methods say so.
    """
    if reading.get("counter"):
        from uowgen.claims.containers.overwriting import starts_at_zero

        empty = decide(reading._replace(slots={k: v for k, v in reading.slots.items() if k != "counter"}), case)
        counted = starts_at_zero(case, reading.get("maker"), reading.get("counter"))
        return weakest((empty, counted))
    how = reading.list("how") or ("empty",)
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding) or guard.program.method(guard.roles.type, "drop") is None:
        if how == ("empty",):
            from uowgen.claims.containers.emptiness import empty_finding

            return empty_finding(case, asked_owner(case, reading), reading.get("maker"))
        return (
            guard if isinstance(guard, Finding) else undecided("vacuous", f"`{guard.roles.type}` has no `Drop`", guard.declaration)
        )
    said = bare_name(reading.get("maker"))
    if said and said != guard.roles.constructor:
        return undecided("role-unclear", f"`{said}` does not look like what makes the guard", guard.declaration)
    findings = []
    if "empty" in how:
        if not guard.roles.record:
            return undecided("role-unclear", f"`{guard.roles.type}` has no method that gives it something", guard.declaration)
        runs = [idle(r) for r in guard.runs if not r.scenario.pages and not r.scenario.committed]
        judged = [
            Judged(j.run, "otherwise", f"`{guard.roles.tracked}` is not empty")
            if j.run.recorded not in (None, []) and not tracks_places(guard)
            else j
            for j in runs
        ]
        findings.append(finding(guard, judged, "a new guard gives nothing back", guard.roles.constructor))
    if "armed" in how or "disarmed" in how:
        runs = [idle(r) for r in guard.runs if r.scenario.pages and not r.scenario.committed and sound(r)]
        if "armed" in how:
            turned = {"as asked": "otherwise", "otherwise": "as asked", "not seen": "not seen"}
            runs = [Judged(j.run, turned[j.judgement], "it does nothing at its end") for j in runs]  # type: ignore[arg-type]
        what = "a new guard's end has an effect" if "armed" in how else "a new guard's end has none"
        findings.append(finding(guard, runs, what, guard.roles.constructor))
    return weakest(findings)


_MAKES = "creates|returns|makes|builds|constructs|yields|produces|gives|starts|begins|is|initializes|initialises|initialised|initialized|starts-out"

KIND = Kind(
    "starts_empty",
    "a new guard tracks nothing",
    (
        f"<maker:name> {_MAKES} out|off|as|with? <how:newguard>",
        f"<maker:name> {_MAKES} out|off|as|with? <how:newguard> ,|and|with* nothing|none|no|zero|without {ELEMENTS}|yet* <counter:plain> {ELEMENTS}|yet*",
        f"<maker:name> {_MAKES} out|off|as|with? <how:newguard> ,|and|with|its* <counter:plain> counter|count @be|at|of* 0|zero",
        "<maker:maker> sets|initializes|initialises|leaves <how:newguard>",
        "dropping new|fresh|empty <guard:theguard> does|is|has|frees|releases* <kept:leftalone>",
        "new|fresh|empty <guard:theguard> drops|drop without <did:released>",
        "empty <guard:theguard> <did:released> nothing",
        "<guard:theguard> with|without no|any|zero* <what:things> drops|drop without touching|changing|modifying|affecting page|table|tables|kernel|state|anything|memory*",
        "new|fresh <guard:theguard> has|have|holds|tracks|contains <how:newguard>",
        f"new|fresh|freshly created|made? <guard:theguard> {_MAKES} out|off|as|with? <how:newguard>",
        "<guard:theguard> starts|begins|is out|off|as|with|initially? <how:newguard>",
        "<guard:theguard> made|created|built|returned by|with|from <maker:name> is|starts <how:newguard>",
        "starts|begins out|off|as|with? <how:newguard>",
        "<maker:name> creates|returns|makes|builds|constructs|yields|produces guard|instance without <what:things>",
        "new|fresh <owner:name>? guard? is|starts|begins empty",
        "new|fresh list|queue|ring|buffer|stack|table|set|map|tree|<owner:name> is|starts|begins out|as? empty",
        "guard|instance|<owner:name> made|created|built|returned by|with|from <maker:name> is|starts empty",
    ),
    ("`new()` creates empty guard", "`PageGuard::new()` starts empty", "`begin()` returns a guard with no tracked pages"),
    decide,
)
