"""The loop that a function ends up in: “enters its message loop”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.facts.steps import Step

_ENTERING = frozenset(form(v) for v in ("enter", "start", "begin", "run"))
_SORTS = frozenset(form(w) for w in ("message", "main", "event", "server", "request", "dispatch", "poll", "receive", "command"))


def enters_loop(phrase: Phrase) -> bool:
    """Whether `phrase` is of entering a loop, called by no more than what such loops do."""
    said = phrase.words[-1:] == (form("loop"),) and set(phrase.words[:-1]) <= _SORTS
    return phrase.verb in _ENTERING and said and not phrase.names


def steps_of_loop(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps inside the one `loop` that stands in no other loop or closure; none where there are several, or none."""
    starts = dict.fromkeys(s.loops[0] for s in steps if s.loops and _is_endless(s, s.loops[0]))
    if len(starts) != 1:
        return ()
    (start,) = starts
    return tuple(s for s in steps if s.loops[:1] == (start,))


def _is_endless(step: Step, start: int) -> bool:
    at = step.node.parent
    while at is not None and at.start_byte >= start:
        if at.start_byte == start and at.type == "loop_expression":
            return not step.later
        at = at.parent
    return False
