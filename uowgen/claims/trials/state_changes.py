"""Decides which states the methods of a type lead to, and from which they are allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.claims.trials.enum_states import Moves, moves_of, only_asks
from uowgen.claims.trials.states import Step, Steps, steps_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every order of a few calls is run; each step from a state that the sentence speaks of must be as it says."""
    if reading.get("asked") == "claims":
        from uowgen.claims.trials import state_rows

        return state_rows.decide(reading, case)
    method = reading.get("name")
    states = [bare_name(reading.get(slot)) for slot in ("source", "target", "end") if reading.get(slot)]
    itself = moves_of(case, tuple(states), bare_name(method))
    if isinstance(itself, Moves) and only_asks(itself):
        itself = None if isinstance(steps_of(case, method, states[0] if states else ""), Steps) else itself
    seen = (
        itself
        if isinstance(itself, Finding)
        else itself.ours
        if itself is not None
        else steps_of(case, method, states[0] if states else "")
    )
    if isinstance(seen, Finding):
        if seen.outcome == "undecided" and reading.get("asked") == "start":
            from uowgen.claims.trials import event_claims

            return event_claims.started(case, bare_name(reading.get("target"))) or seen
        return seen
    strange = next((s for s in states if s not in seen.states), "")
    if strange:
        return undecided("not-understood", f"`{strange}` is no state of `{seen.declaration.item.name}`", seen.declaration)
    source, target, end = (bare_name(reading.get(slot)) for slot in ("source", "target", "end"))
    if reading.get("asked") == "start":
        if not seen.first:
            return undecided("vacuous", f"in which state a new `{seen.declaration.item.name}` is is not known", seen.declaration)
        right = seen.first == target
        step = Step("new", None, "", seen.first, ("new",))
        return _finding(seen, [(step, right)], f"a new one is `{target}`")
    mine = [s for s in seen.steps if not method or s.call.split("(")[0] == bare_name(method)]
    if not mine and method:
        return undecided("role-unclear", f"`{bare_name(method)}` is no change of state that can be called", seen.declaration)
    asked = reading.get("asked")
    if reading.get("value") and not _is_given(case, method, reading.get("value")):
        return undecided("not-understood", f"`{bare_name(method)}` gives no `{reading.get('value')}`", seen.declaration)
    if reading.get("value").startswith(("Ok", "Some", "true", "()")):
        return undecided("not-understood", f"`{reading.get('value')}` is no refusal", seen.declaration)
    if asked == "move" and source == target:
        return undecided("not-understood", "that nothing changes is no move", seen.declaration)
    if reading.get("changing"):  # `transition(Running)`: the state is its argument
        mine = [s for s in seen.steps if s.call.endswith(f"({target})")] or mine
    judges: dict[str, tuple[Callable[[Step], bool], Callable[[Step], bool], str]] = {
        "move": (lambda s: s.before == source, lambda s: s.after == target and s.taken is not False, f"`{source}` becomes `{target}`"),
        "to": (lambda s: True, lambda s: s.after == target and s.taken is not False, f"it becomes `{target}`"),
        "into": (lambda s: s.taken is True or (s.taken is None and s.after != s.before), lambda s: s.after == target, f"it becomes `{target}`"),
        "unless": (lambda s: s.before != source, _refused, "refused elsewhere"),
        "refuses": (lambda s: s.before == source, _refused, f"refused in `{source}`"),
        "accepts": (lambda s: s.before == source, lambda s: not _refused(s), f"taken in `{source}`"),
        "only": (lambda s: True, lambda s: _refused(s) if s.before != source else s.taken is True or (s.taken is None and s.after != source), "from there alone"),
        "final": (lambda s: s.before == end, lambda s: s.after == end, f"`{end}` stays `{end}`"),
        "refused": (lambda s: s.taken is False, lambda s: s.after == s.before, "a refused call changes nothing"),
    }  # fmt: skip
    speaks, right_of, what = judges[asked]
    found = _finding(seen, [(s, right_of(s)) for s in mine if speaks(s)], what)
    unseen = (
        [s for s in seen.states if s not in {m.before for m in mine} and (s != source or asked == "only")]
        if asked in ("to", "unless", "only")
        else []
    )
    if unseen and found.outcome == "holds":
        return undecided("vacuous", f"no order of calls leads to `{unseen[0]}`", seen.declaration)
    return found


def _is_given(case: Case, method: str, value: str) -> bool:
    """Whether a method can give what is named at all: its result type, or its body, has the name."""
    names = [n for n in re.findall(r"[A-Za-z_]\w*", value) if n not in ("Err", "Ok", "Some")] or re.findall(r"\w+", value)
    found = find_method(case, method).found
    head = "" if not found else found[0].text.partition("{")[0]
    wrapped = value.startswith("Err") and "Result" not in head
    return len(found) == 1 and not wrapped and bool(names) and bool(re.search(rf"\b{names[-1]}\b", found[0].text))


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
