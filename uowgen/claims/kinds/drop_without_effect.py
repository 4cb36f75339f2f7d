"""Claim: the end of a committed guard has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, ended_as_said, guard_of
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.runs.verdicts import finding, idle

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when no scenario with a commit has an effect."""
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    guard = ended_as_said(case, guard)
    if isinstance(guard, Finding):
        return guard
    if reading.get("state") == "uncommitted":
        return undecided("contradictory", "a guard that was not committed is what gives things back", guard.declaration)
    if not guard.roles.commit:
        return undecided("role-unclear", f"which method commits a `{guard.roles.type}` is not clear", guard.declaration)
    if guard.program.method(guard.roles.type, "drop") is None:
        return undecided("vacuous", f"`{guard.roles.type}` has no `Drop`", guard.declaration)
    runs = [r for r in guard.runs if r.scenario.committed]
    if not any(r.after.effects or r.stuck is not None for r in guard.runs if not r.scenario.committed) and all(
        idle(r).judgement == "as asked" for r in runs
    ):
        return undecided("vacuous", "no guard has an effect at its end, committed or not", guard.declaration)
    return finding(guard, [idle(r) for r in runs], "no effect")


KIND = Kind(
    "drop_without_effect",
    "a committed guard's end has no effect",
    (
        "<keeper:method> leaves nothing for|to <drop:dropping> to? <did:released> ; state=committed",
        "<drop:dropping> does|do|is|has|performs|must|should* <kept:leftalone> <state:guardstate>",
        "<state:guardstate> , <drop:dropping> does|do|is|has|performs|must|should* <kept:leftalone>",
        "<state:guardstate> <drop:dropping> does|do|is|has|performs|must|should* <kept:leftalone>",
        "<kept:leftalone> on|at|during|upon|in|by <drop:dropping> <state:guardstate>",
        "<kept:leftalone> on|at|upon drop <state:guardstate>",
        "<kept:leftalone> <end:ending> <state:guardstate>",
        "<kept:leftalone> <state:guardstate> <end:ending>?",
        "<state:guardstate> ,? <kept:leftalone> <end:ending>?",
        "<state:guardstate> ,? <guard:theguard> does|do|is|has|performs|must|should* <kept:leftalone> <end:ending>?",
        "<guard:theguard> does|do|is|has|performs|must|should* <kept:leftalone> <end:ending>? <state:guardstate>",
        "<guard:keptguard> does|do|is|are|has|have* <kept:leftalone> <end:ending>? ; state=committed",
        "dropping <guard:keptguard> does|do|is|are|has|have* <kept:leftalone> ; state=committed",
        "committed guard|guards does|do|is|are|has|have* <kept:leftalone> on|when? drop|dropped ; state=committed",
        "dropping committed guard does|is|has* <kept:leftalone> ; state=committed",
    ),
    (
        "`Drop` does nothing if committed",
        "after `commit()`, `Drop` is a no-op",
        "pages are not freed on drop if the guard was committed",
    ),
    decide,
)
