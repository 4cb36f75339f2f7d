"""Claim: a method commits a guard: its end has no effect afterwards, and the flag is set where it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import asked_owner, guard_of, without_method
from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import Judged, finding, idle

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Holds when no committed guard has an effect although uncommitted ones have; else by the flag alone, if it can be seen."""
    said = bare_name(reading.get("keeper"))
    guard = guard_of(case, asked_owner(case, reading), said)
    if isinstance(guard, Finding):
        return guard
    roles = guard.roles
    if guard.program.method(roles.type, said) is None:
        return without_method(case, guard, reading.get("keeper"))
    if roles.commit != said:
        return undecided("role-unclear", f"`{said}` does not look like what commits the guard", guard.declaration)
    runs = [r for r in guard.runs if r.scenario.committed]
    named, _, value = bare_name(reading.get("flag")).lower().partition("=")
    value = value or reading.get("to")
    if named == roles.shown_flag.lower() and value and (value == "true") is not roles.flag_when_committed:
        return undecided(
            "contradictory",
            f"`{roles.shown_flag}` is {str(not roles.flag_when_committed).lower()} as long as nothing is committed",
            guard.declaration,
        )
    if named and roles.flag and named in (roles.flag.lower(), roles.flag.lower().removeprefix("is_")):
        unset = [r for r in runs if r.flag is False]
        if unset and all(idle(r).judgement == "as asked" for r in runs):
            return undecided(
                "not-observable", f"the guard's end has no effect then, but `{roles.flag}` is not set", guard.declaration
            )
    contrast = any(r.after.effects for r in guard.runs if not r.scenario.committed and r.stuck is None)
    if any(r.stuck is not None for r in runs):
        return finding(guard, [idle(r) for r in runs], "", said)
    if not contrast and not (reading.get("flag") and all(r.flag for r in runs)):
        # That nothing happens says nothing of a guard of which no end was seen to do anything.
        return undecided("vacuous", "no guard has an effect at its end, committed or not", guard.declaration)
    judged = [idle(r) for r in runs]
    flags = [r.flag for r in runs if r.flag is not None]
    if reading.get("flag") and flags and all(flags) and any(j.judgement == "otherwise" for j in judged):
        judged = [Judged(j.run, "as asked") if j.judgement == "otherwise" and j.run.flag else j for j in judged]
        return finding(guard, judged, f"`{roles.flag}` is set", said)
    return finding(guard, judged, "committed, the guard's end has no effect", said)


_KEEPS = "commits|disarms|defuses|dismisses|consumes|defuse|deactivates|finalizes|finalises|completes|releases-ownership|seals|neutralizes|neutralises"

KIND = Kind(
    "method_sets_flag",
    "a method commits the guard",
    (
        "<keeper:name> sets|raises <flag:flagwords> ; to=true",
        "<keeper:name> clears|resets|unsets|lowers <flag:flagwords> ; to=false",
        "<keeper:name> marks|turns|flips|toggles|leaves <flag:flagwords>",
        f"<keeper:name> {_KEEPS} <guard:theguard>? ,|so? that? <end:ending>?",
        f"<keeper:name> {_KEEPS} <guard:theguard>? ,|so? that? <drop:dropping> does|do|has|is|performs* <kept:leftalone>",
        "<keeper:name> prevents|disables|cancels|suppresses|skips|stops|avoids|inhibits|blocks any|further|later? <what:released> <end:ending>?",
        "<keeper:name> prevents|stops|keeps <what:released> from running|happening|executing|being? run|executed|called|performed|invoked?",
        "<keeper:name> prevents|stops|keeps <drop:dropping> from? <what:released>",
        "<keeper:method> prevents|stops|keeps <what:things> from being? <did:released> <end:ending>?",
        "<keeper:method> discards|drops|clears|forgets|empties <what:things> without <did:released> <it:things>?",
        "<call:name> @be* not|never called|invoked|run after|once <keeper:method> was|is|has|been|called*",
        "<keeper:method> does|do? <kept:leftthings> <end:ending>?",
        "<keeper:method> makes|turns|renders|lets? <drop:dropping> into|do|be|as? <kept:leftalone>",
        "<keeper:method> must|has be called to keep|preserve|retain|save <what:things>",
        "<keeper:method> makes|renders changes|mappings|pages|frames|allocation|allocations|operations|reservation|it|them* permanent|persistent|final",
        "<drop:dropping> does|do|has|is|performs* <kept:leftalone> after|once|following successful <keeper:method>",
        "<keeper:method> releases|surrenders|hands|gives <what:things> out|up? without <did:released> <it:things>?",
        "<keeper:method> keeps|leaves <what:things> alive|valid|mapped|open|allocated|intact|in-place|untouched",
        "after|once <keeper:method> ,? caller owns|has|holds|keeps|is|now|responsible|for* <what:things>",
        "<drop:dropping> after|following <keeper:method> does|do|has|is|performs* <kept:leftalone>",
        "<flag:flagwords> @be* set by|in|with <keeper:name>",
        "after|once <keeper:method> call|called|returns|was|is|has|been* ,? <drop:dropping> does|do|has|is|performs|must* <kept:leftalone>",
        "after|once <keeper:method> call|called|returns|was|is|has|been* ,? <guard:theguard> does|do|has|is|performs|must* <kept:leftalone> <end:ending>?",
        "after|once <keeper:method> call|called|returns|was|is|has|been* ,? <kept:leftalone> <end:ending>?",
        "<drop:dropping> does|do|has|is|performs* <kept:leftalone> after|once|if|when <keeper:method> was|is|has|been|called*",
        "<kept:leftalone> <end:ending>? after|once|if|when <keeper:method> was|is|has|been|called*",
    ),
    ("`commit()` sets committed flag", "`disarm()` marks the guard as disarmed", "`commit()` prevents cleanup"),
    decide,
)
