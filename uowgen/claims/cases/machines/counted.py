"""How many events of one kind lead where: “`Failed` after three timeouts, not earlier”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.heeded import one_event
from uowgen.claims.cases.machines.lexicon import ARTICLES
from uowgen.claims.cases.machines.seen import key_of
from uowgen.claims.valued.tokens import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.heeded import Heeded
    from uowgen.claims.cases.machines.seen import Holder, Look, Side, Step
    from uowgen.claims.cases.machines.words import States, Words

    Claimed = tuple[Callable[[Side], int | None], Heeded, bool]  # how many, of what, and whether in a row

_NOT_EARLIER = (
    "not earlier", "not before", "never earlier", "never before", "no earlier", "no sooner", "not sooner", "not before that", "and not earlier", "and not before", "and no earlier", "and not sooner",
    "but not earlier", "but not before", "exactly then", "not one earlier", "neither earlier nor later", "not later", "no later", "not earlier and not later", "and never earlier", "never sooner",
    "not earlier , not later", "not after fewer", "and not after fewer", "and no sooner",
)  # fmt: skip
_ROW = ("in a row", "in succession", "in sequence", "one after the other", "running", "on end", "straight")
_CONSECUTIVE = frozenset("consecutive successive straight".split())
_COUNTS = {n: k for k, n in enumerate("zero one two three four five six seven eight nine ten".split())}
_ORDINALS = {n: k for k, n in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())}
_LEADS = (
    "lead to", "leads to", "lead into", "leads into", "end in", "ends in", "bring", "brings", "make", "makes", "put", "puts", "take", "takes", "move", "moves", "turn", "turns", "cause", "causes", "result in", "drive", "drives", "send", "sends",
)  # fmt: skip
_BECOMES = (
    "is", "becomes", "goes to", "goes", "moves to", "ends in", "ends up in", "counts as", "turns", "is considered", "changes to", "enters", "switches to", "is marked", "is declared", "falls to", "gets", "ends up", "is put in", "is in",
)  # fmt: skip


def _number(w: Words, i: int) -> tuple[Callable[[Side], int | None], int] | None:
    """“three”, “3”, “`MAX_TRIES`” (as each program has it)."""
    raw, low = w.raw(i), w.low(i)
    fixed = number_of(raw) if number_of(raw) is not None else _COUNTS.get(low)
    if fixed is not None:
        return (lambda _side: fixed), i + 1
    name = raw.rpartition("::")[2]
    if name.isidentifier() and name.upper() == name and len(name) > 1 and name in w.holder.theirs.numbers:
        return (lambda side: side.numbers.get(name)), i + 1
    return None


def _times(w: Words, i: int) -> Iterator[tuple[Claimed, int]]:
    """“three timeouts in a row”, “the `MAX_TRIES`-th timeout”."""
    start = w.over(i, ARTICLES | {"exactly", "just"})
    number = _number(w, start)
    if number is None and w.low(start) in _ORDINALS:
        count = _ORDINALS[w.low(start)]
        number = (lambda _side: count), start + 1
    if number is None:
        return
    n, j = number
    j = w.said(j, "- th", "th", "-th", "- nd", "- rd") or j
    row = w.low(j) in _CONSECUTIVE
    for event, k in one_event(w, j + 1 if row else j):
        end = w.said(k, *_ROW)
        yield (n, event, row or bool(end)), end or k


def of_counts(w: Words) -> Iterator[list[Claim]]:
    """“`Failed` after `MAX_TRIES` timeouts, not earlier”, “three timeouts in a row lead to `Failed`”."""
    for targets, i in _target(w, 0):
        j = w.said(i, "after", "on", "at", "with", "once there were", "only after", "exactly after", "upon", "only on")
        for times, k in _times(w, j) if j else ():
            if _ends(w, k):
                yield [_at_last(w, targets, times)]
    if j := w.said(0, "after", "on", "only after", "with", "upon"):
        for times, k in _times(w, j):
            for targets, end in _target(w, w.over(k, frozenset({",", "then"}))):
                if _ends(w, end):
                    yield [_at_last(w, targets, times)]
    for times, j in _times(w, 0):
        if k := w.said(j, *_LEADS):
            for start in {k, w.over(w.thing(k) or k, frozenset("to into in the state".split()))}:
                for targets, end in w.listed(start):
                    if _ends(w, end):
                        yield [_at_last(w, targets, times)]


def _target(w: Words, i: int) -> Iterator[tuple[States, int]]:
    """“`Failed`”, “the link is `Failed`”, “it fails”."""
    yield from w.listed(i)
    thing = w.thing(i)
    if (j := w.said(thing or i, *_BECOMES)) and (thing or j > i):
        yield from w.listed(w.over(j, frozenset({"state", "the"})))
    for deed, k in w.deeds(thing or i):
        if deed.states and not deed.call:
            yield deed.states, k


def _ends(w: Words, i: int) -> bool:
    j = w.over(i, frozenset({",", "(", "-", "–", "—", ";"}))
    k = w.said(j, *_NOT_EARLIER)
    return i >= w.end or bool(k and w.over(k, frozenset({")"})) >= w.end)


def _at_last(w: Words, targets: States, times: Claimed) -> Claim:
    return Claim(Scope(), lambda _s: None, whole=lambda side: _after(side, w.holder, targets, times))


def _after(side: Side, holder: Holder, targets: States, times: Claimed) -> bool | None:
    """Whether a run of such events leads there just at the one of that number, from each value in which none is counted yet."""
    number, event, row = times
    wanted = number(side)
    if not wanted or side.unknown or wanted > 12:
        return None
    makers = [s.at[0][0] for s in side.steps[:1]]  # type: ignore[index]
    steps = [s for s in side.steps if not s.at[-1] and not s.panicked and s.at[0][0] == makers[0]]  # type: ignore[index]
    following: dict[tuple[str, str, object], Step] = {(key_of(s.before), s.action, s.given): s for s in steps if event(s)}
    kinds = {(a, g) for _, a, g in following}
    starts: dict[str, Look] = {key_of(look): look for look in side.firsts[:1]}
    for s in steps:
        if not event(s) and s.before != s.after and (row or holder.state(s.before) != holder.state(s.after)):
            starts[key_of(s.after)] = s.after
    met: set[str] = set()
    on_the_way: set[str] = set()
    for start in starts.values():
        for action, given in kinds if holder.state(start) not in targets else ():
            look, states = start, {holder.state(start)}
            for count in range(1, wanted + 2):
                step = following.get((key_of(look), action, given))
                if step is None:
                    return None
                if holder.state(step.after) in targets:
                    if count != wanted:
                        return False
                    met.add(holder.state(start))
                    on_the_way |= states
                    break
                if step.after == step.before:
                    break
                look = step.after
                states.add(holder.state(look))
            else:
                return False
    if not met:
        return False
    own = {s.at: s for s in holder.theirs.steps}
    # What comes in between may count too, or begin anew: in the tree as in the spec's own code.
    apart = any(
        s.at in own and own[s.at].after != s.after
        for s in steps
        if holder.state(s.before) in on_the_way and own[s.at].before == s.before
    )
    return None if apart else True


__all__ = ["of_counts"]
