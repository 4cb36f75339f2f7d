"""Decides that a function does something before anything else: “`wake` increments the key first”.

Only that it is so is told: what stands before may be no act of its own, so that nothing fails here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.acts import meant_by
from uowgen.claims.bodies.not_done_yet import not_done_yet
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.runs import followed, surely_done
from uowgen.claims.bodies.spoken_function import spoken_function
from uowgen.claims.bodies.unseen import is_log
from uowgen.claims.kind import Finding, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def takes(reading: Reading) -> bool:
    """Whether the act is read as one thing that a function does."""
    return bool(reading.get("name")) and _act(reading) is not None


def _act(reading: Reading) -> Phrase | None:
    found = phrases_of(reading.get("act"))
    return found[0] if len(found) == 1 and not found[0].passive and not found[0].pronoun and found[0].has_object else None


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where every run comes to the act, and nothing but what it needs itself, and log lines, is done before."""
    act, name = _act(reading), bare_name(reading.get("name"))
    if act is None:
        return undecided("not-understood", f"“{reading.get('act')}” is not read as something that a function does")
    function = spoken_function(case, reading.get("name"), act)
    if isinstance(function, Finding):
        return function
    body = followed(function)
    if isinstance(body, Finding):
        return body
    meant = meant_by(act, body)
    if not meant.steps:
        return not_done_yet(act, function, case) or undecided("not-understood", meant.problem, function)
    first = min(meant.steps, key=lambda step: step.at)
    line = body.file.rust.source.line_of(first.node.start_byte)
    place = (Evidence(body.file.path, line, line, f"“{act.said}”"),)
    before = [
        s
        for s in body.steps
        if s.at < first.at
        and not (first.node.start_byte <= s.node.start_byte and s.node.end_byte <= first.node.end_byte)
        and not (s.sort == "macro" and is_log(s, body))
    ]
    if before:
        other = body.file.rust.source.line_of(before[0].node.start_byte)
        return undecided("depends-on-the-path", f"whether what `{name}` does at line {other} counts is not known", evidence=place)
    if not surely_done(first, body):
        return undecided("depends-on-the-path", f"whether `{name}` comes to “{act.said}” depends on the path", evidence=place)
    return holds(f"`{name}` comes to “{act.said}” at line {line} before anything else", evidence=place)
