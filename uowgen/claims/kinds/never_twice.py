"""Claim: nothing that a guard tracks is given back twice, however its life ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import Guard, asked_owner, guard_of, guards_shown
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.runs.verdicts import Judged, finding, gives_back, sound
from uowgen.claims.sentences.guard_words import verb_of
from uowgen.facts.calls import calls_in
from uowgen.facts.members import methods_of, visibility_of

if TYPE_CHECKING:
    from uowgen.behaviour.guard_runs import Run
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when no scenario gives a frame back twice: dropped, committed, or ended by each method that could give back."""
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    if len(guards_shown(case)) != 1:
        return undecided("not-understood", "the spec shows no guard of which this could be said", guard.declaration)
    runs = list(guard.runs)
    helping = _helping(case, guard)
    for method in guard.program.methods(guard.roles.type):
        if method.name in helping:
            continue
        if method.takes and not method.parameters and method.name not in ("drop", guard.roles.commit) and verb_of(method.name):
            ended = guard_of(case, guard.roles.type, method.name, releases=True)
            if isinstance(ended, Guard) and ended.roles.commit == method.name:
                runs += [r for r in ended.runs if r.scenario.committed]
    judged = [_judged(r) for r in runs if sound(r)]
    if not any(j.judgement == "not seen" or j.run.after.effects for j in judged):
        return undecided("vacuous", "no guard gives anything back", guard.declaration)
    return finding(guard, judged, "nothing is given back twice")


def _helping(case: Case, guard: Guard) -> set[str]:
    """The private methods that other methods of the guard call on it: parts of what these do, not ways to end it."""
    own = methods_of(case.code, guard.roles.type, (guard.declaration,))
    called = {c.path.removeprefix("self.") for d in own for c in calls_in(d.file, d.item.node) if c.path.startswith("self.")}
    return {d.item.name for d in own if d.item.name in called and not visibility_of(d)}


def _judged(run: Run) -> Judged:
    if run.stuck is not None:
        return Judged(run, "not seen")
    effects = [e for e in run.after.effects if e.name == "free" or (e.name not in ("clear", "flush") and gives_back(e.name))]
    for _, frame in run.scenario.pages:
        for name in {e.name for e in effects}:
            hits = sum(frame in e.of for e in effects if e.name == name)
            if hits > sum(p[1] == frame for p in run.scenario.pages):
                return Judged(run, "otherwise", f"{frame:#x} is given back {hits} times")
    return Judged(run, "as asked")


KIND = Kind(
    "never_twice",
    "nothing that a guard tracks is given back twice",
    (
        "<did:nevertwice>",
        "<did:released> happens|occurs|is|done|runs* at most once",
        "calling <name:method> and|then|,* dropping|drop <guard:theguard>? does|do not <did:released> twice|again",
        "<guard:theguard> <did:nevertwice>",
        "<drop:dropping> <did:nevertwice>",
    ),
    ("No slot is released twice", "`Drop` never frees a frame twice", "no double free"),
    decide,
)
