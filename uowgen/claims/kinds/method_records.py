"""Claim: a method of a guard records what it is given: a later drop gives back just that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of, release_verbs, without_method
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, as_model, finding, recorded_as_given, sound
from uowgen.claims.sentences.frame import Reading
from uowgen.claims.subject import find_type

if TYPE_CHECKING:
    from uowgen.behaviour.guard_runs import Run
    from uowgen.claims.guards.guard import Guard
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when the guard's end treats exactly what was given as the model does, or the tracked field holds exactly that."""
    members = _members(reading, case)
    if members is not None:
        return members
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    said = bare_name(reading.get("recorder"))
    if guard.program.method(guard.roles.type, said) is None:
        return without_method(case, guard, reading.get("recorder"))
    if (guard.roles.record or guard.roles.constructor) != said:
        return undecided("role-unclear", f"`{said}` takes nothing that could be recorded", guard.declaration)
    model = as_model(release_verbs(case), guard)
    judged = [_judged(guard, r, model(r)) for r in guard.runs if r.scenario.pages and not r.scenario.committed and sound(r)]
    return finding(guard, judged, "what was given is recorded", said)


def _members(reading: Reading, case: Case) -> Finding | None:
    """“`Pool` holds `rng` and `seed`” of a type and of names alone: the fields that it has."""
    owner, told = bare_name(reading.get("recorder")), reading.get("what")
    text = case.criterion.text if case.criterion is not None else ""
    said = [w for w in told.replace(",", " ").split() if w not in ("and", "its", "the", "a", "&")]
    in_code = all(f"`{w}`" in text and w.isidentifier() and w.islower() for w in said)
    if not owner[:1].isupper() or not said or not in_code or reading.get("where") or reading.get("order"):
        return None
    found = find_type(case, owner).found
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    from uowgen.claims.kinds.has_members import decide as decided

    return decided(Reading(reading.frame, {"owner": owner, "members": "\0".join(said)}), case)


def _judged(guard: Guard, run: Run, seen: Judged) -> Judged:
    if seen.judgement == "as asked":
        return seen
    kept = recorded_as_given(guard, run)
    if kept:
        return Judged(run, "as asked")
    if kept is False and not run.panic:
        return Judged(run, "otherwise", f"`{guard.roles.tracked}` then holds {_text(run.recorded)}")
    if seen.judgement == "not seen" or run.panic:
        return seen
    return Judged(
        run, "not seen", "the drop does not give back what was given; whether that is the fault of the drop cannot be seen"
    )


def _text(recorded: object) -> str:
    rows = recorded if isinstance(recorded, list) else [recorded]
    shown = [
        f"({', '.join(f'{v:#x}' for v in r)})" if isinstance(r, tuple) and all(type(v) is int for v in r) else repr(r) for r in rows
    ]
    return ", ".join(shown) or "nothing"


_VERBS = (
    "records|tracks|stores|adds|remembers|appends|pushes|registers|saves|notes|collects|accumulates|logs|inserts|enqueues|queues|"
    "holds|takes|captures"
)
_DONE = "recorded|tracked|stored|added|remembered|registered|saved|appended|pushed|collected|logged|noted"

KIND = Kind(
    "method_records",
    "a method records what it is given",
    (
        f"<recorder:name> correctly|properly? {_VERBS} <what:things> to|in|into|onto? <where:things>? <order:order>?",
        f"<recorder:name> correctly|properly? {_VERBS} <what:things> to|in|into|onto|with <guard:theguard> <order:order>?",
        "<recorder:method> keeps|stores|records|remembers <what:things> for later? <did:released>",
        "<recorder:method> takes|assumes|acquires ownership of <what:things>",
        "<recorder:method> creates|returns|makes|builds|constructs|yields|gives <guard:theguard> for|over|holding|of|owning|with|tracking|guarding <what:things>",
        f"<what:things> @be* {_DONE} by|with|through|via|in <recorder:name>",
    ),
    ("`track()` records VA/PA pairs", "`add()` remembers each frame", "`PageGuard::push` stores the (va, phys) pair"),
    decide,
)
