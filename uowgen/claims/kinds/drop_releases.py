"""Claim: the end of a guard that was not committed gives back what it tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of, guards_shown
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, as_model, calls_each, finding, in_order, recorded_as_given, sound
from uowgen.claims.sentences.guard_words import verb_of

if TYPE_CHECKING:
    from uowgen.claims.guards.guard import Guard
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when every guard that was given something and not committed leaves the kernel as the model does."""
    guard = guard_of(case, asked_owner(case, reading))
    if isinstance(guard, Finding):
        return guard
    if not (reading.get("drop") or reading.get("end") or reading.get("said") == "drop") and len(guards_shown(case)) != 1:
        return undecided("not-understood", "when this is to happen is not said, and the spec shows no guard", guard.declaration)
    if reading.get("state") == "committed":
        return undecided("contradictory", "a committed guard is what gives nothing back", guard.declaration)
    model = as_model(frozenset(reading.list("did")), guard)
    if reading.get("call"):
        called = bare_name(reading.get("call"))
        if guard.program.method(guard.roles.type, called) is None:
            model = calls_each(called)
        elif not verb_of(called):
            return undecided("not-understood", f"what `{called}` is to do is not said", guard.declaration)
    judged = []
    for run in guard.runs:
        if (
            run.scenario.pages
            and not run.scenario.committed
            and sound(run)
            and (run.scenario.panics or reading.get("end") != "panic")
        ):
            seen = model(run)
            if seen.judgement == "otherwise" and recorded_as_given(guard, run) is False:
                seen = Judged(run, "not seen", "what was given had not been recorded as it was given")
            judged.append(seen)
    released = finding(guard, judged, "everything that was tracked is given back, once and in order")
    if released.outcome == "fails" or not reading.get("order"):
        return released
    ordered = order_finding(guard, reading.get("order"))
    return ordered if released.outcome == "holds" or ordered.outcome == "fails" else released


def order_finding(guard: Guard, order: str) -> Finding:
    """Whether guards that were not committed give back in the order `newest` or `oldest` first."""
    runs = [r for r in guard.runs if len({p[1] for p in r.scenario.pages}) > 1 and not r.scenario.committed and sound(r)]
    first = {"newest": "the newest", "oldest": "the oldest"}[order]
    return finding(guard, [in_order(r, order == "newest") for r in runs], f"{first} is given back first")


_MUST = "must|should|will|always|is|are|also|then|automatically*"
_GUARD = "<guard:theguard>"

KIND = Kind(
    "drop_releases",
    "a guard's end gives back what it tracks",
    (
        f"<drop:dropping> {_MUST} <did:released> <order:order>? <state:guardstate>?",
        "<did:released> <state:guardstate>",
        f"<drop:dropping> {_MUST} <did:released> <state:guardstate> ,|and? <order:order>?",
        f"<state:guardstate> ,? <drop:dropping> {_MUST} <did:released> <order:order>?",
        f"on|upon <drop:dropping> ,? {_GUARD}? {_MUST} <did:released> <order:order>? <state:guardstate>?",
        "<did:released> on|at|by|upon|during|when|in <drop:dropping> <state:guardstate>? ; said=drop",
        "<did:released> <end:ending> <order:order>? <state:guardstate>?",
        "<did:released> <order:order> <end:ending>? <state:guardstate>?",
        "<did:released> <order:order>? <state:guardstate> <end:ending>?",
        "<did:releasedonce> <order:order>?",
        f"{_GUARD} {_MUST} <did:released> <end:ending> <order:order>? <state:guardstate>?",
        f"{_GUARD} {_MUST} <did:released> <order:order> <end:ending>? <state:guardstate>?",
        f"{_GUARD} {_MUST} <did:released> <state:guardstate> <end:ending>?",
        f"{_GUARD} {_MUST} <did:releasedonce>",
        "<end:ending> ,? <did:released> <order:order>? <state:guardstate>?",
        f"<end:ending> ,? {_GUARD} {_MUST} <did:released> <order:order>? <state:guardstate>?",
        "<state:guardstate> ,? <did:released> <end:ending> <order:order>?",
        "uncommitted guard|guards <did:released> on|when drop|dropped ; state=uncommitted said=drop",
        f"<end:ending> <state:guardstate> ,? <guard:theguard>? {_MUST} <did:released> <order:order>?",
        f"<drop:dropping> <state:guardstate> {_MUST} <did:released> <order:order>?",
        f"dropping <guard:theguard> <state:guardstate>? {_MUST} <did:released> <order:order>? ; said=drop",
        f"early returns|return|exit|exits {_MUST} <did:released> <order:order>? ; said=drop",
        "no <what:things> is|are|can|be|ever|gets|get* leaked|leak|leaks|lost|left-behind <end:ending>? <state:guardstate>?",
        "panic|panics|error|errors|failure|failures|return between <first:method> and <keeper:method> does|do|will not leak|lose <what:things>",
        "panic|panics|error|errors|failure|failures|return before|without <keeper:method> <did:released>",
        "last|latest|newest|recent|most|recently* tracked|recorded|added|pushed|allocated|acquired|reserved|mapped? <what:things> is|are <did:released> first ; order=newest",
        "<guard:theguard> <state:thatopen> <did:released> <order:order>? <end:ending>?",
        "<state:guardstate> ,? <did:released> automatically|then|on|their|its|own*",
        "<did:released> if|when|on error|errors|panic|panics|failure|failures|something occurs|happens|fails|goes|wrong* before <keeper:method>",
        "<drop:dropping> iterates|walks|goes|processes|visits|handles over|through? <what:things> <order:order>",
        "early <mark:code> returns|return|exits must|will|also* <did:released>",
        "no <what:things> is|are|gets|get leaked|lost if|when <cause:text> fails|errors|panics midway|halfway|partway?",
        "exactly one free|release|unmap|deallocation per|for each? tracked|recorded|mapped|allocated? <what:things>",
        "on|upon failure|failures|error|errors ,? <did:released> <order:order>?",
        "<did:released> for|per each|every|all unmapped|freed|tracked|recorded? <what:things>",
        "<did:released> happens|runs|proceeds|occurs|is|done* <order:order>",
        "<what:things> leaks|leak are|is impossible|prevented|avoided|ruled out? <end:ending>?",
        "closure|callback|hook|action runs|executes|called|is|invoked|executed* exactly|only? once <end:ending>? ; did=all",
        "closure|callback|hook|action runs|executes|called|is|invoked|executed* <end:ending> ; did=all",
        "nothing leaks|leaked|is? leaked? <end:ending>? <state:guardstate>?",
        "<drop:dropping> calls|invokes|runs <call:name> exactly|only? once? for|on|with <what:things> <state:guardstate>?",
        "<drop:dropping> calls|invokes|runs <call:name> exactly|only once",
        "<drop:dropping> calls|invokes|runs <call:name> exactly|only? once? <state:guardstate>",
        "<call:name> @be* called|invoked|run exactly|only? once? for|on|with? <what:things>? <end:ending> <state:guardstate>?",
        f"dropping <guard:theguard> without? commit? {_MUST} <did:released> <order:order>? ; said=drop",
    ),
    (
        "`Drop` unmaps and frees pages if not committed",
        "all tracked frames are released on drop unless committed",
        "`FrameGuard`'s `Drop` frees each frame exactly once",
        "Frames are released in reverse order",
    ),
    decide,
)
