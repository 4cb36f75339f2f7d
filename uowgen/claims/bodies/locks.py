"""Calls that take or give back a lock by their names: `file_lock_shared` takes the shared lock, `page_unlock` releases the page lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import split_call
from uowgen.claims.bodies.words import ENDING, TAKING, form, parts

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.facts.steps import Step

_LOCK, _UNLOCK = form("lock"), form("unlock")
_RELEASING = frozenset({form("release"), form("free"), form("drop"), form("put")})
_OPEN = frozenset({"is", "try", "can", "has", "assert", "wait", "with", "check"})  # it asks, or may not come to it


def by_name(phrase: Phrase, body: Body) -> tuple[Step, ...]:
    """The calls of the one function whose name says that it does `phrase` to the lock; empty where none does, or several do."""
    if phrase.names or phrase.words[-1:] != (_LOCK,) or phrase.verb not in TAKING | ENDING:
        return ()
    said = set(phrase.words[:-1])
    found: dict[str, list[Step]] = {}
    for step in body.steps:
        name = split_call(body.file, step.node)[1] if step.sort == "call" else ""
        told = set(parts(name))
        ends = _UNLOCK in told or (_LOCK in told and bool(told & _RELEASING))
        fits = ends if phrase.verb in ENDING else _LOCK in told and not ends
        if name and fits and said <= told and not told & _OPEN:
            found.setdefault(name, []).append(step)
    return tuple(next(iter(found.values()))) if len(found) == 1 else ()
