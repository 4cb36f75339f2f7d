"""Decides that a function comes to something that the sentence says in words, whenever it runs through.

Nothing fails for not being found: it may be done in other words, or by what is called.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.not_done_yet import not_done_yet
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.runs import followed, left_before, surely_done
from uowgen.claims.bodies.words import CALLING, CHECKING, GUARDS, INCREMENTING, REFUSING, SETTING, TAKING, form
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step

# What these say needs more than a step of that name: a value, a condition, what comes of it.
_MORE = (
    CALLING
    | CHECKING
    | REFUSING
    | INCREMENTING
    | TAKING
    | frozenset(form(v) for v in "set assign make exist handle build create".split())
)


def takes(reading: Reading) -> bool:
    """Whether the act is read as one thing that is done to another, in words."""
    name = reading.get("name").rpartition("::")[2]
    if name[:1].isupper() and name != "Drop":
        return False  # what `Display` or a type does is no function's doing
    return _act(reading) is not None


def _act(reading: Reading) -> Phrase | None:
    if {"first", "only"} & set(reading.get("act").split()):  # that nothing is done before, or else, is more than that it is done
        return None
    found = phrases_of(reading.get("act"))
    if len(found) == 1 and _is_of_a_lock(found[0]):
        return found[0]
    if len(found) != 1 or found[0].pronoun or found[0].verb in _MORE or found[0].passive:
        return None
    return found[0] if found[0].words and not found[0].names else None


def _is_of_a_lock(phrase: Phrase) -> bool:
    """“locks `table`”, “takes the table lock”: what that is in code is known."""
    taken = phrase.verb in TAKING and bool(set(phrase.words) & GUARDS) and len((*phrase.words, *phrase.names)) > 1
    return not phrase.passive and not phrase.pronoun and (taken or (phrase.verb == form("lock") and len(phrase.names) == 1))


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where one thing fits and every run that does not fail comes to it; “always” fails where an `if` stands around it."""
    act = _act(reading)
    if act is None:
        return undecided("not-understood", f"“{reading.get('act')}” is not read as something that a function does")
    function = _function(reading, case)
    if isinstance(function, Finding):
        return function
    name = function.item.name
    body = followed(function)
    if isinstance(body, Finding):
        return body
    meant = meant_by(act, body)
    if not meant.steps:
        return not_done_yet(act, function, case) or undecided("not-understood", meant.problem, function)
    if act.verb in SETTING and any(s.sort == "assign" for s in meant.steps):
        return undecided("not-understood", f"whether what is assigned is what “{act.said}” means is not known", function)
    lines = [body.file.rust.source.line_of(s.node.start_byte) for s in meant.steps]
    places = tuple(Evidence(body.file.path, n, n, f"“{act.said}”") for n in lines[:4])
    always = reading.get("how") == "always"
    if any(surely_done(s, body, every=act.every) and not (always and left_before(s, body, failing=True)) for s in meant.steps):
        return holds(f"`{name}` comes to “{act.said}” at line {lines[0]} whenever it runs through", evidence=places)
    if always and len(meant.steps) == 1 and _only_in_a_branch(meant.steps[0], body):
        return fails("other-condition", f"in `{name}` “{act.said}” stands in a branch at line {lines[0]}", evidence=places)
    return undecided("depends-on-the-path", f"whether `{name}` comes to “{act.said}” depends on the path", evidence=places)


def _function(reading: Reading, case: Case) -> Declaration | Finding:
    name = bare_name(reading.get("name"))
    if name == "Drop":
        near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
        drops = [
            d for f in near for d in f.declarations() if d.item.name == "drop" and d.owner.startswith("Drop for ") and counts(d)
        ]
        said = {d.item.name.partition("<")[0] for f in block_files(case) for d in f.declarations() if d.item.kind == "impl"}
        mine = [d for d in drops if d.owner in said or d.owner.partition("<")[0] in said]
        found = mine or drops
        if len(found) != 1:
            return undecided("no-subject", "which `Drop` is meant is not clear", *found[:3])
        return found[0]
    subject = find_method(case, reading.get("name"))
    if len(subject.found) == 1 and subject.found[0].item.kind == "fn":
        return subject.found[0]
    if subject.found or not (
        subject.problem and subject.problem.outcome == "fails" and ("_" in name or "::" in reading.get("name"))
    ):
        return undecided("not-a-function", f"whether `{name}` is the name of a function is not clear", *subject.found[:3])
    return undecided("no-subject", f"no function is called `{name}`")


def _only_in_a_branch(step: Step, body: Body) -> bool:
    """Whether the step stands in an `if` without `else`, outside of loops and closures: there are runs that do not come to it."""
    at = step.node
    branches = 0
    while at.parent is not None and at.parent.type != "function_item":
        parent = at.parent
        if parent.type in ("closure_expression", "loop_expression", "while_expression", "for_expression", "match_expression"):
            return False
        if parent.type == "if_expression" and at == parent.child_by_field_name("consequence"):
            asked = parent.child_by_field_name("condition")
            text = body.file.rust.text(asked) if asked is not None else ""
            if parent.child_by_field_name("alternative") is not None or text in ("true", "false") or "cfg!" in text:
                return False
            branches += 1
        at = parent
    return branches > 0
