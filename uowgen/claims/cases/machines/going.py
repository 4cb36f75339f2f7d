"""Who may go where: “a running task may block, yield or exit”, “only queued transfers can be started”, “a removed link stays removed”."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.lexicon import MAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Step
    from uowgen.claims.cases.machines.words import Deed, States, Words

_CANNOT = (
    "cannot",
    "can not",
    "can't",
    "may not",
    "must not",
    "can never",
    "may never",
    "can no longer",
    "never",
    "can neither",
    "may neither",
    "is never",
    "are never",
    "must never",
    "could not",
    "cannot ever",
    "neither",
)
_STAYS = ("stays", "stay", "remains", "remain", "is always", "always stays")
_LISTS = frozenset({",", "or", "and", "/", "nor"})
_ELSE = (
    ", nothing else", "and nothing else", "nothing else", ", nowhere else", "nowhere else", "but nothing else", ", but nothing else", ", no more", ", nothing more", "only", "( nothing else )", "; nothing else",
    "and nowhere else", ", that is all", "- nothing else", "— nothing else", "– nothing else",
)  # fmt: skip
_LEFT = (
    "cannot be left", "can not be left", "can never be left", "is never left", "are never left", "is final", "are final", "is terminal", "are terminal", "never changes state again", "never changes state", "never change state again",
    "never changes again", "never change again", "never leaves it", "never leaves that state", "goes nowhere", "go nowhere", "is a dead end", "are dead ends", "has no way out", "have no way out", "cannot change state", "cannot change state again",
    "never changes its state again", "stays that way", "stays so", "stays that way forever", "is forever", "are forever", "is a final state", "is the end",
)  # fmt: skip


def of_states(w: Words) -> Iterator[list[Claim]]:
    """All that may be claimed of values in some states."""
    start = w.said(0, "only", "just", "nothing but", "no one but", "none but") or 0
    for states, i in w.states(start):
        if start:
            yield from _only(w, states, i)
            continue
        if (j := w.said(i, *_LEFT)) and j >= w.end:
            yield [_stays(w, frozenset({s})) for s in sorted(states)]
        if j := w.said(i, *_STAYS):
            for kept, k in w.listed(j):
                if kept == states and w.over(k, frozenset({"forever", "always"})) >= w.end:
                    yield [_stays(w, frozenset({s})) for s in sorted(states)]
        yield from _may(w, states, i)
        yield from _cannot(w, states, i)
    if (j := w.said(0, "from")) or (j := w.said(0, "in")):
        only = w.said(j, "only") or j
        for states, i in w.states(only):
            yield from _from(w, states, w.said(i, ",") or i)
    j = w.said(0, "nothing", "no transition", "no call", "no way", "no method", "no path", "no edge", "no move")
    back = (
        w.said(
            j,
            "brings",
            "revives",
            "restarts",
            "wakes",
            "gets",
            "takes",
            "leaves",
            "moves",
            "leads out of",
            "leads from",
            "out of",
            "leads away from",
            "out",
            "changes",
            "moves out of",
            "starts from",
        )
        if j
        else 0
    )
    for states, i in w.states(back) if back else ():
        if w.over(i, frozenset({"back", "again", "to", "life", "anymore"})) >= w.end:
            yield [_stays(w, frozenset({s})) for s in sorted(states)]
    if j := w.said(0, "once"):
        for states, i in w.states(w.said(j, "it is", "a") or j):
            k = w.said(i, ", always", ", it stays", ", it is always", ", forever", ", it remains", ", it never leaves")
            for kept, end in w.listed(k) if k else ():
                if kept == states and end >= w.end:
                    yield [_stays(w, states)]
    yield from _way_into(w)


def _stays(w: Words, states: States) -> Claim:
    return Claim(Scope(states=states), lambda s: w.holder.state(s.after) in states)


def _may(w: Words, states: States, i: int) -> Iterator[list[Claim]]:
    """“may block, yield or exit”, “can go `Down` or `Faulted`, nothing else”."""
    j = w.over(i, MAY | {"still", "always"})
    if j == i:
        if w.said(i, "only leads to", "only lead to", "only goes to", "only moves to", "only changes to"):
            i += 1
            j = w.said(i, "leads", "lead", "goes", "moves", "changes")
            for targets, k in w.listed(j + 1):
                if k >= w.end:
                    yield _allowed(w, states, [_deed(one) for one in sorted(targets)], nothing_else=True)
            return
        if not (j := w.said(i, "goes", "go", "moves", "becomes", "leads")):
            return
        j -= 1
    only = w.said(j, "only", "still only") or 0
    for deeds, k in _deeds(w, only or j):
        shut = only or (w.said(k, *_ELSE) if k < w.end else 0)
        if k >= w.end or (shut and (shut == only or shut >= w.end) and (not only or k >= w.end)):
            yield _allowed(w, states, deeds, nothing_else=bool(shut))


def _from(w: Words, states: States, i: int) -> Iterator[list[Claim]]:
    """“From `Down` only `Training` and `Removed` are allowed”, “from `Down` a link may go to `Training`”."""
    only = w.said(i, "only", "just", "nothing but") or 0
    for targets, j in w.listed(only or i):
        k = w.said(
            w.over(j, w.nouns),
            "are allowed",
            "is allowed",
            "are possible",
            "can be reached",
            "is possible",
            "are reachable",
            "is reachable",
            "may follow",
            "can follow",
            "are legal",
            "is legal",
        )
        if k and k >= w.end:
            yield _allowed(w, states, [_deed(targets_of) for targets_of in sorted(targets)], nothing_else=bool(only))
    way = w.said(
        i, "the only way is", "the only way is to", "the only way on is", "the only way out is", "the only way out is to", "the only exit is",
        "the only way leads to", "the only way out leads to", "the only next state is", "the only next phase is", "the only move is to",
        "the only transition is to", "the only allowed transition is to", "the only possible transition is to", "the only target is",
    )  # fmt: skip
    for targets, j in w.listed(way) if way else ():
        if j >= w.end:
            yield _allowed(w, states, [_deed(one) for one in sorted(targets)], nothing_else=True)
    if j := w.thing(i):
        yield from _may(w, states, j)
        yield from _cannot(w, states, j)


def _deed(state: str) -> Deed:
    from uowgen.claims.cases.machines.words import Deed

    return Deed("", frozenset({state}))


def _way_into(w: Words) -> Iterator[list[Claim]]:
    """“The only way into `Up` is from `Training`”, “`Active` is entered from `Queued` and `Paused` only”."""
    j = w.said(
        0,
        "the only way into",
        "the only way to",
        "the only way to get to",
        "the only way to become",
        "the only way to reach",
        "the sole way into",
    )
    for targets, i in w.states(j) if j else w.states(0):
        if j:
            k = w.said(i, "is from", "is", "leads through", "leads from", "is through", "is out of", "goes through")
        else:
            k = w.said(
                i,
                "can only be reached from",
                "can only be entered from",
                "is only reachable from",
                "is reachable only from",
                "can only come from",
                "can only follow",
                "is only reached out of",
                "only comes from",
                "comes only from",
                "only comes after",
                "can be reached only from",
                "is entered only from",
                "is only entered from",
                "is entered from",
                "is reached from",
                "is reached only from",
                "is only reached from",
                "can only be entered from",
                "only follows",
                "is only left for",
            )
            if k and "only" not in [w.low(n) for n in range(i, k)] and w.low(w.end - 1) not in ("only", "alone"):
                continue
        for states, end in w.states(k) if k else ():
            if w.over(end, frozenset({"only", "alone"})) >= w.end:
                others = frozenset(w.holder.states) - states - targets
                yield [
                    Claim(Scope(states=others), _not_to(w, targets)),
                    *(_some(w, frozenset({one}), (_deed(t),)) for one in sorted(states) for t in sorted(targets)),
                ]


def _not_to(w: Words, targets: States) -> Callable[[Step], bool | None]:
    return lambda step: w.holder.state(step.after) not in targets


def _only(w: Words, states: States, i: int) -> Iterator[list[Claim]]:
    """“Only queued and paused transfers can be started”: not from elsewhere, and from each of these."""
    j = w.over(i, MAY)
    if j == i:
        return
    for deeds, k in _deeds(w, j):
        if k >= w.end:
            others = Scope(states=frozenset(w.holder.states) - states)
            yield [
                *(Claim(others, _denied(w, d)) for d in deeds),
                *(_some(w, frozenset({one}), (d,)) for one in sorted(states) for d in deeds),
            ]


def _cannot(w: Words, states: States, i: int) -> Iterator[list[Claim]]:
    """“cannot be trained”, “can neither be paused nor finished”, “never goes straight to `Up`”."""
    if j := w.said(i, *_CANNOT):
        for deeds, k in _deeds(
            w,
            w.over(
                j, frozenset({"go", "directly", "straight", "again"}) if w.low(j + 1) in ("directly", "straight") else frozenset()
            ),
        ):
            if k >= w.end:
                yield [Claim(Scope((d.call and frozenset({d.call})) or None, states), _denied(w, d)) for d in deeds]


def _deeds(w: Words, i: int) -> Iterator[tuple[list[Deed], int]]:
    """Deeds joined by commas, “or”, “and”."""
    for deed, j in w.deeds(i):
        yield [deed], j
        k = w.over(j, _LISTS)
        if k == j:
            continue
        for rest, end in _deeds(w, k):
            yield [deed, *rest], end
        if deed.states:  # “go to `Down` or `Faulted`”
            for more, end in w.listed(k):
                yield [deed, *(_deed(s) for s in sorted(more))], end


def _done(w: Words, deed: Deed, step: Step) -> bool:
    state = w.holder.state
    if deed.event:
        return any(isinstance(g, tuple) and g[:1] == (deed.event,) for g in step.given) and step.taken is not False and step.moved
    if deed.call:
        return step.action == deed.call and step.taken is not False and not step.panicked and (step.taken is True or step.moved)
    return state(step.before) != state(step.after) and state(step.after) in deed.states


def _denied(w: Words, deed: Deed) -> Callable[[Step], bool | None]:
    return lambda s: not _done(w, deed, s)


def _some(w: Words, states: States, deeds: tuple[Deed, ...]) -> Claim:
    return Claim(Scope(states=states), lambda s: any(_done(w, d, s) for d in deeds), some=True)


def _allowed(w: Words, states: States, deeds: list[Deed], *, nothing_else: bool) -> list[Claim]:
    """Each from each of the states; with `nothing_else` no other change of state."""
    one_by_one = [_deed(t) if d.states else d for d in deeds for t in (sorted(d.states) or ("",))]
    found = [_some(w, frozenset({s}), (d,)) for s, d in product(sorted(states), one_by_one)]
    if nothing_else:
        state = w.holder.state
        found.append(
            Claim(Scope(states=states), lambda s: state(s.before) == state(s.after) or any(_done(w, d, s) for d in one_by_one))
        )
    return found


__all__ = ["of_states"]
