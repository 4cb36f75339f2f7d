"""What a sentence claims of a type that holds a state, and whether it is so in all steps of one program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.cases.machines.seen import Holder, Look, Side, Step


class Scope(NamedTuple):
    """Of which steps something is said: by the call, by the state before, by whether they were taken; `first`: of new values instead."""

    calls: frozenset[str] | None = None
    states: frozenset[str] | None = None
    taken: bool | None = None
    first: bool = False
    given: frozenset[str] | None = None  # variants, of which one is given: “`Ack` leads to `Open`”

    def has(self, step: Step, holder: Holder) -> bool:
        """Whether a step is spoken of."""
        return (
            (self.calls is None or step.action in self.calls)
            and (self.states is None or holder.state(step.before) in self.states)
            and (self.given is None or bool(self.given & {g[0] for g in step.given if isinstance(g, tuple) and g}))
            and (self.taken is None or (step.moved if step.taken is None else step.taken) is self.taken)
        )


class Claim(NamedTuple):
    """Something that is so in all steps of a scope, or with `some` in some of them; `telling`: where a fault would show."""

    scope: Scope
    right: Callable[[Step], bool | None]
    some: bool = False
    telling: Callable[[Step], bool] | None = None
    of_new: Callable[[Look], bool | None] | None = None
    whole: Callable[[Side], bool | None] | None = None  # asked of all steps together


class Outcome(NamedTuple):
    """What comes of a claim on one side: so, not so, not known; a step that tells against it, and what was asked."""

    so: bool | None
    wrong: Step | None = None
    asked: frozenset[object] = frozenset()


def outcome(claim: Claim, side: Side, holder: Holder) -> Outcome:
    """Whether a claim is so."""
    if claim.of_new is not None:
        found = [claim.of_new(look) for look in side.firsts]
        return Outcome(None if not found else False if False in found else None if None in found else True)
    if claim.whole is not None:
        return Outcome(claim.whole(side))
    rows = [s for s in side.steps if claim.scope.has(s, holder)]
    seen = [(s, claim.right(s)) for s in rows]
    if claim.some:
        done = frozenset(_sign(s, holder) for s, right in seen if right)
        return Outcome(None if not rows else bool(done), None, done)
    asked = frozenset(_sign(s, holder) for s, right in seen if right is not None)
    wrong = next((s for s, right in seen if right is False), None)
    if wrong is not None:
        return Outcome(False, wrong, asked)
    if not rows or None in [right for _, right in seen] or _unknown(claim, side):
        return Outcome(None, None, asked)
    if claim.telling is not None and not any(claim.telling(s) for s in rows):
        return Outcome(None, None, asked)
    return Outcome(True, None, asked)


def _is_met(claim: Claim, own: frozenset[object], mine: frozenset[object]) -> bool:
    """Whether the tree's code comes to what is spoken of; of refusals there may be fewer where it allows more."""
    return own <= mine or (claim.scope.taken is False and 2 * len(own & mine) > len(own))


def _elsewhere(claim: Claim, own: frozenset[object], mine: frozenset[object], holder: Holder) -> bool | None:
    """False where the tree does otherwise in a case in which the spec's own code always does what is spoken of; else it is not known."""
    if claim.scope.taken is not True:
        return None
    free = {_sign(s, holder) for s in holder.theirs.steps if not claim.scope.has(s, holder)}
    missed = own - mine - free
    return False if any(_sign(s, holder) in missed and claim.right(s) is False for s in holder.ours.steps) else None


def _unknown(claim: Claim, side: Side) -> bool:
    return bool(side.unknown) if claim.scope.calls is None else bool(side.unknown & claim.scope.calls)


def _sign(step: Step, holder: Holder) -> object:
    return step.action, step.given, holder.state(step.before)


def held_against(claims: Iterable[Claim], holder: Holder) -> tuple[bool | None, Step | None] | None:
    """Whether all claims are so in the tree's code; None where the spec's own code does not go with them: they were not meant so."""
    told: list[tuple[bool | None, Step | None]] = []
    for claim in claims:
        own, mine = outcome(claim, holder.theirs, holder), outcome(claim, holder.ours, holder)
        if own.so is not True:
            return None
        if claim.some and mine.so is True and not own.asked <= mine.asked:
            told.append((None, None))  # one way is shut, another is open
        elif mine.so is True and not claim.some and not _is_met(claim, own.asked, mine.asked):
            # What is spoken of is not met where it was: is it so there?
            told.append((_elsewhere(claim, own.asked, mine.asked, holder), None))
        else:
            told.append((mine.so, mine.wrong))
    if not told:
        return None
    wrong = next((row for row in told if row[0] is False), None)
    return wrong or next((row for row in told if row[0] is None), (True, None))


__all__ = ["Claim", "Outcome", "Scope", "held_against", "outcome"]
