"""Decides sentences on a type that holds a state: in the reading in which the spec's own code is so, the tree's must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import held_against
from uowgen.claims.cases.machines.seen import holder_of
from uowgen.claims.cases.machines.sentences import readings
from uowgen.claims.cases.machines.words import Words
from uowgen.claims.cases.planted import Planted
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.valued.tokens import tokens_of

if TYPE_CHECKING:
    from uowgen.claims.cases.machines.seen import Holder, Step
    from uowgen.claims.kind import Case

NAME = "in_each_state"
_MOST = 40


def decided(text: str, case: Case) -> Finding | None:
    """What all calls in all states say of a sentence; None where it is not read so, or they do not tell."""
    tokens = tokens_of(text)
    if not 2 <= len(tokens) <= _MOST:
        return None
    holder = holder_of(case)
    if holder is None:
        return None
    told = [row for claims in readings(Words(tokens, holder)) if (row := held_against(claims, holder)) is not None]
    if not told:
        return None
    place = (shown(holder.declaration),)
    if all(so is True for so, _ in told):
        count = len(holder.ours.steps)
        return Finding("holds", f"so in {count} of {count} calls, as in the spec's own code", "behaviour", None, place, "bounded")
    if all(so is False for so, _ in told):
        story = _story(holder, next((step for _, step in told if step is not None), None))
        return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (story,))
    return None


def apart_where_planted(case: Case) -> bool:
    """Whether the tree's code does otherwise than the spec's own in a state that no call leads to."""
    holder = holder_of(case)
    if holder is None:
        return False
    rows = [{s.at: s[1:] for s in side.steps if _is_planted(s)} for side in (holder.theirs, holder.ours)]
    return any(rows[1].get(at, step) != step for at, step in rows[0].items())


def _is_planted(step: Step) -> bool:
    path = step.at[0] if step.at else ()
    return isinstance(path, tuple) and any(isinstance(p, Planted) for p in path)


def _story(holder: Holder, step: Step | None) -> str:
    if step is None:
        return "what is named never comes, or a new one is otherwise"
    after = "panics" if step.panicked else f"leads to `{holder.state(step.after)}`, and gives {in_words(step.gave)}"
    calls = "".join(f", calling {path.removeprefix('crate::')}" for path, _ in step.events)
    return f"`{step.action}({', '.join(in_words(g) for g in step.given)})` in `{holder.state(step.before)}` {after}{calls}"


__all__ = ["NAME", "apart_where_planted", "decided"]
