"""Claim: a method that ends a guard gives back to its caller what the guard held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of, without_method
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, finding

if TYPE_CHECKING:
    from uowgen.behaviour.guard_runs import Run
    from uowgen.claims.guards.guard import Guard
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


_AMOUNT = frozenset({"number", "count", "amount", "length", "total", "size"})


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when in every scenario the value returned is what the guard was given."""
    said = bare_name(reading.get("keeper"))
    if _AMOUNT & set(reading.get("what").lower().split()):
        return undecided("not-understood", f"“{reading.get('what')}” is an amount, and not what was given")
    guard = guard_of(case, asked_owner(case, reading), said)
    if isinstance(guard, Finding):
        return guard
    if guard.program.method(guard.roles.type, said) is None:
        return without_method(case, guard, reading.get("keeper"))
    if guard.roles.commit != said or guard.program.method(guard.roles.type, "drop") is None:
        return undecided("role-unclear", f"`{said}` does not look like the end of a guard", guard.declaration)
    return finding(guard, [_judged(guard, r) for r in guard.runs if r.scenario.committed], "what was given comes back", said)


def _judged(guard: Guard, run: Run) -> Judged:
    if run.stuck is not None:
        return Judged(run, "not seen")
    if run.panic:
        return Judged(run, "otherwise", f"it panics: {run.panic}")
    rows = [
        [{"va": va, "frame": frame}[e] for e in guard.roles.element if e in ("va", "frame")] for va, frame in run.scenario.pages
    ]
    wanted: object = [r[0] if len(r) == 1 else tuple(r) for r in rows]
    if not guard.roles.record and len(rows) == 1 and rows[0]:
        wanted = rows[0][0] if len(rows[0]) == 1 else tuple(rows[0])
    value = _bare(run.returned)
    if value == wanted:
        return Judged(run, "as asked")
    if type(value) is not type(wanted):
        return Judged(run, "not seen", "what is returned cannot be compared with what was given")
    return Judged(run, "otherwise", f"{value!r} is returned, not {wanted!r}")


def _bare(value: object) -> object:
    """A newtype, `Some` or `Ok` as what it holds."""
    while isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict) and len(value[1]) == 1:
        value = next(iter(value[1].values()))
    return [_bare(v) for v in value] if isinstance(value, list) else value


KIND = Kind(
    "hands_out",
    "a method that ends a guard returns what it held",
    (
        "<keeper:method> returns|yields|gives|hands|unwraps back|out|up? <what:things> without? <did:released>? <it:things>?",
        "<keeper:method> returns|yields|gives|hands <what:things> back|out? to caller",
        "<keeper:method> transfers|passes|moves|gives|hands ownership of <what:things> to caller",
        "<keeper:method> returns|yields|gives inner <what:things>",
    ),
    ("`into_inner()` returns the address", "`into_frames()` returns the tracked frames"),
    decide,
    ("keeper",),
)
