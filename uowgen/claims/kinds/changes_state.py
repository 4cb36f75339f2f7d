"""Claim: the methods of a type move it between states as said: from where to where, from where alone, never out of an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.states import Step, Steps, steps_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of a few calls is run; each step from a state that the sentence speaks of must be as it says."""
    method = reading.get("name")
    states = [bare_name(reading.get(slot)) for slot in ("source", "target", "end") if reading.get(slot)]
    seen = steps_of(case, method, states[0] if states else "")
    if isinstance(seen, Finding):
        return seen
    strange = next((s for s in states if s not in seen.states), "")
    if strange:
        return undecided("not-understood", f"`{strange}` is no state of `{seen.declaration.item.name}`", seen.declaration)
    source, target, end = (bare_name(reading.get(slot)) for slot in ("source", "target", "end"))
    if reading.get("asked") == "start":
        right = seen.first == target
        step = Step("new", None, "", seen.first, ("new",))
        return _finding(seen, [(step, right)], f"a new one is `{target}`")
    mine = [s for s in seen.steps if not method or s.call.split("(")[0] == bare_name(method)]
    if not mine and method:
        return undecided("role-unclear", f"`{bare_name(method)}` is no change of state that can be called", seen.declaration)
    asked = reading.get("asked")
    if reading.get("changing"):  # `transition(Running)`: the state is its argument
        mine = [s for s in seen.steps if s.call.endswith(f"({target})")] or mine
    judges: dict[str, tuple[Callable[[Step], bool], Callable[[Step], bool], str]] = {
        "move": (lambda s: s.before == source, lambda s: s.after == target and s.taken is not False, f"`{source}` becomes `{target}`"),
        "to": (lambda s: True, lambda s: s.after == target and s.taken is not False, f"it becomes `{target}`"),
        "into": (lambda s: s.taken is True or (s.taken is None and s.after != s.before), lambda s: s.after == target, f"it becomes `{target}`"),
        "unless": (lambda s: s.before != source, _refused, "refused elsewhere"),
        "refuses": (lambda s: s.before == source, _refused, f"refused in `{source}`"),
        "only": (lambda s: True, lambda s: _refused(s) if s.before != source else s.taken is not False and s.after != source, "from there alone"),
        "final": (lambda s: s.before == end, lambda s: s.after == end, f"`{end}` stays `{end}`"),
        "refused": (lambda s: s.taken is False, lambda s: s.after == s.before, "a refused call changes nothing"),
    }  # fmt: skip
    speaks, right_of, what = judges[asked]
    found = _finding(seen, [(s, right_of(s)) for s in mine if speaks(s)], what)
    unseen = (
        [s for s in seen.states if s not in {m.before for m in mine} and s != source] if asked in ("to", "unless", "only") else []
    )
    if unseen and found.outcome == "holds":
        return undecided("vacuous", f"no order of calls leads to `{unseen[0]}`", seen.declaration)
    return found


def _refused(step: Step) -> bool:
    return step.after == step.before and step.taken is not True


def _finding(seen: Steps, judged: list[tuple[Step, bool]], what: str) -> Finding:
    d = seen.declaration
    place = (Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`"),)
    bad = next((s for s, right in judged if not right), None)
    if bad is not None:
        answer = {True: ", and says so", False: ", and is refused", None: ""}[bad.taken]
        told = f"{bad.call} in `{bad.before}` leads to `{bad.after}`{answer}" if bad.before else f"a new one is `{bad.after}`"
        return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", bad.story)
    if not judged:
        return Finding("undecided", "no order of calls leads to such a step", None, "vacuous", place)
    return Finding("holds", f"{what} in {len(judged)} of {len(judged)} kinds of step", "behaviour", None, place, "bounded")


_MOVES = "moves|takes|transitions|changes|switches|brings|puts|turns|sets|goes|advances|transition|return|returns|wakes"
_IT = "job|jobs|request|worker|node|page|task|process|thread|it|state|states|machine|connection|object|current|tasks|self|from|back|its|processes|threads|session|socket|vcpu|guard|device|value|status*"
_ALLOWED = "allowed|valid|legal|permitted|possible|accepted|callable"
_FAILS = "fails|errors|rejected|refused|fail|errs|invalid|illegal|disallowed"

KIND = Kind(
    "changes_state",
    "a method moves a type between states",
    (
        f"<name:method> {_MOVES} {_IT} <source:variant> {_IT} to|into|-> {_IT} <target:variant> ; asked=move",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> from|if|when {_IT} is? <source:variant> ; asked=move",
        f"<name:method> {_MOVES} <source:variant> {_IT} to|into|-> {_IT} <target:variant> ; asked=move",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> from any|every|all|whatever state|states? ; asked=to",
        f"<name:method> always {_MOVES} {_IT} to|into {_IT} <target:variant> ; asked=to",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> state? ; asked=into",
        f"<name:method> returns <value:code> if|when {_IT} is not in? <source:variant> ; asked=unless",
        f"<name:method> rejects|refuses {_IT} that|which is|are not in? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> returns error|err|false unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> returns <value:code> unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} if|when|from|in {_IT} is? not in? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} from|in any|every|all other state|states? than? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} if|when|from|in {_IT} is? in? <source:variant> ; asked=refuses",
        f"<name:method> @be? not {_ALLOWED} if|when|from|in {_IT} is? in? <source:variant> ; asked=refuses",
        f"<name:method> @be? only {_ALLOWED} if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> @be? {_ALLOWED} only if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> only succeeds|works if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> succeeds|works only if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"new|fresh|newly created? <owner:theguard> starts|begins|is as|in|out? {_IT} <target:variant> ; asked=start",
        f"new|fresh|newly created? task|process|thread|one|state|machine|connection|object|instance|session|socket|device starts|begins|is as|in|out? {_IT} <target:variant> ; asked=start",
        f"new|fresh? task|tasks|processes|threads|connections|objects|sessions starts|begin|start as|in|out? {_IT} <target:variant> state? ; asked=start",
        f"<maker:method> creates|starts|returns|makes|begins {_IT} in|as|with {_IT} <target:variant> state? ; asked=start",
        "initial|starting state is <target:variant> ; asked=start",
        f"no transition|transitions|method|call|operation leaves|leave|out|from|of* {_IT} <end:variant> state? ; asked=final",
        "<end:variant> state? is final|terminal|absorbing|permanent state? ; asked=final",
        f"<end:variant> {_IT} can|may not|never be? left|restarted|revived|leave|change|changes ; asked=final",
        "<end:variant> @be? never left ; asked=final",
        "invalid|illegal|refused|rejected|failed transitions|transition|calls leave|leaves|keep|keeps state @same ; asked=refused",
        f"<source:variant> -> <target:variant> @be? {_ALLOWED} ; asked=move changing=1",
        f"transition from? <source:variant> to|-> <target:variant> @be? {_ALLOWED} ; asked=move changing=1",
    ),
    (
        "`start()` moves a task from `Ready` to `Running`",
        "`block()` is only allowed from `Running`",
        "No transition leaves `Exited`",
        "a new task starts in `Ready`",
    ),
    decide,
    ("asked",),
)
