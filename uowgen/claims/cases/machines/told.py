"""What is called when a state begins and ends, and whether a call tells that it changed something."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.held import FILL, is_in
from uowgen.claims.cases.machines.lexicon import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Holder, Look, Step
    from uowgen.claims.cases.machines.words import States, Words

_TOLD = frozenset(
    "reported told announced notified signalled signaled published sent raised called emitted posted fired issued made propagated passed logged communicated".split()
)
_WHEN = ("when", "whenever", "on", "upon", "at", "each time", "every time", "as soon as", "once", "if")
_THEN_ONLY = (
    "never otherwise", "not otherwise", "only then", "and only then", "at no other time", "never at other times", "and never otherwise", "and at no other time", "but never otherwise", "and not otherwise",
    "not in between", "and nothing else", "never else", "only", "nowhere else", "and nowhere else", "never in between", "and never in between", "in no other case", "and in no other case", "otherwise never",
    "otherwise not", "but not otherwise", "and never else",
)  # fmt: skip
_CHANGES = (
    "the state changed", "the state has changed", "the state was changed", "the state changes", "anything changed", "anything has changed", "something changed", "something has changed", "it changed state",
    "it has changed state", "it changed anything", "it changed the state", "it changed", "the state moved", "it moved", "it had an effect", "the event had an effect", "the state was left", "that changed the state",
    "that changed anything", "the event changed the state", "the event changed anything", "the call changed anything", "the call changed the state", "state changed", "anything happened", "this changed the state",
    "there was a change", "there was a change of state", "there was a transition", "the state is another one afterwards", "the state is a different one afterwards", "the event was taken", "the event was heeded",
)  # fmt: skip
_UNCHANGED = (
    "nothing changed", "nothing has changed", "the state stayed the same", "the state is unchanged", "the state did not change", "the state stayed as it was", "the state stays the same", "the event was ignored",
    "it was ignored", "nothing happened", "the state has not changed", "the event had no effect", "the state was kept", "the state does not change",
)  # fmt: skip


def of_told(w: Words) -> Iterator[list[Claim]]:
    """“Carrier reported when `Up` is entered and when it is left, never otherwise”."""
    every = sorted({p for s in w.holder.theirs.steps for p, _ in s.events})
    spoken: list[str] = []
    i = 0
    while i < w.end and not (
        spoken and (w.low(i) in ("when", "whenever", "only", "on", "upon", "each", "every", "exactly", "once", "at"))
    ):
        low = w.low(i) or w.raw(i).removesuffix("()").lower()
        if w.is_code(i) and (
            paths := [p for p in every if p.rpartition("::")[2] == w.raw(i).removesuffix("()").rpartition("::")[2]]
        ):
            spoken += [p.rpartition("::")[2].lower() for p in paths[:1]]
        elif (
            low in _TOLD
            or low in FILL
            or low
            in (
                "is",
                "are",
                "gets",
                "be",
                "tells",
                "reports",
                "calls",
                "notifies",
                "announces",
                "change",
                "changes",
                "about",
                "its",
            )
            or (w.thing(i) == i + 1 and not is_in(low, every))
        ):
            pass
        elif is_in(low, every):
            spoken.append(low)
        else:
            return
        i += 1
    meant = frozenset(p for p in every if spoken and all(p.rpartition("::")[2].lower() == x or is_in(x, [p]) for x in spoken))
    if not meant:
        return
    i = w.said(i, "exactly once", "once") or i
    only = w.said(i, "only", "exactly", "just") or 0
    for moments, j, shut in _moments(w, only or i, frozenset()):
        if j >= w.end and moments:
            yield _told(w, meant, moments, shut=bool(only) or shut)


def _moments(w: Words, i: int, named: States) -> Iterator[tuple[frozenset[tuple[str, States]], int, bool]]:
    """“when `Up` is entered and when it is left”, “on entry to and exit from `Up`”, with “never otherwise” behind it."""
    j = w.said(i, *_WHEN) or i
    for first, states, k in _moment(w, j, named):
        now = frozenset((how, states) for how in first)
        yield now, k, False
        if end := w.said(w.over(k, frozenset({",", ";", "(", "—", "–", "-"})), *_THEN_ONLY):
            yield now, w.over(end, frozenset({")"})), True
        if n := w.said(k, "and", ", and", "or", ",", "and again", ", or", "and also"):
            for more, end, shut in _moments(w, n, states):
                yield now | more, end, shut


_ENTER = {"entered": "enter", "reached": "enter", "left": "leave", "exited": "leave", "quit": "leave"}
_VERBS = {
    "enters": "enter", "entering": "enter", "reaches": "enter", "reaching": "enter", "leaves": "leave", "leaving": "leave", "exits": "leave", "exiting": "leave", "enter": "enter", "leave": "leave",
    "entry": "enter", "exit": "leave", "entrance": "enter", "becomes": "enter", "becoming": "enter",
}  # fmt: skip


def _moment(w: Words, i: int, named: States) -> Iterator[tuple[tuple[str, ...], States, int]]:
    subjects: list[tuple[States, int]] = list(w.listed(w.over(i, ARTICLES)))
    if named and (j := w.said(i, "it", "that state", "the state", "this")):
        subjects.append((named, j))
    if named:
        subjects.append((named, i))
    for states, j in subjects:
        k = w.said(j, "is", "was", "gets", "has been", "is being") or (j if states is named and j == i else 0)
        if not k:
            continue
        if how := _ENTER.get(w.low(k)):
            yield (how,), states, k + 1
            if (n := w.said(k + 1, "or", "and", "and when it is", "or when it is")) and (other := _ENTER.get(w.low(n))):
                yield (how, other), states, n + 1
    start = w.thing(i) or w.over(i, ARTICLES | {"every"})
    if how := _VERBS.get(w.low(start)):
        j = start + 1
        hows: tuple[str, ...] = (how,)
        for _ in range(2):
            k = w.over(j, frozenset({"to", "into", "of", "from", "and", "or", "on", "state", "the"}))
            if other := _VERBS.get(w.low(k)):
                hows, j = (*hows, other), k + 1
        for states, k in w.listed(w.over(j, frozenset({"to", "into", "of", "from", "state", "the"}))):
            yield hows, states, k
        if named and (k := w.said(w.over(j, frozenset({"to", "into", "of", "from"})), "it", "that state")):
            yield hows, named, k
    if (j := w.said(start, "change", "transition", "move", "step", "changes", "transitions")) and (
        k := w.said(j, "into or out of", "in or out of", "to or from", "into and out of", "to and from")
    ):
        for states, end in w.listed(k):
            yield ("enter", "leave"), states, end


def _told(w: Words, paths: frozenset[str], moments: frozenset[tuple[str, States]], *, shut: bool) -> list[Claim]:
    state = w.holder.state
    own = {s.at: s for s in w.holder.theirs.steps}

    def met(s: Step) -> bool:
        for how, states in moments:
            before, after = state(s.before) in states, state(s.after) in states
            if (how == "enter" and after and not before) or (how == "leave" and before and not after):
                return True
        return False

    def calls(s: Step) -> list[tuple[str, tuple[object, ...]]]:
        return [e for e in s.events if e[0] in paths]

    def right(s: Step) -> bool | None:
        if not met(s):
            return not calls(s) if shut else True
        if len(calls(s)) != 1:
            return False
        theirs = own.get(s.at)  # it may be told something else than what is so
        return True if theirs is not None and met(theirs) and calls(theirs) == calls(s) else None

    each = [
        Claim(Scope(), lambda s, m=frozenset({one}): _is_met(state, m, s) and bool(calls(s)), some=True)  # type: ignore[misc]
        for one in sorted(moments, key=repr)
    ]
    return [Claim(Scope(), right), *each]


def _is_met(state: Callable[[Look], str], moments: frozenset[tuple[str, States]], s: Step) -> bool:
    return any(
        (state(s.after) in states and state(s.before) not in states)
        if how == "enter"
        else (state(s.before) in states and state(s.after) not in states)
        for how, states in moments
    )


def of_answers(w: Words) -> Iterator[list[Claim]]:
    """“`handle()` returns whether the state changed”, “`step()` is `true` iff anything changed”."""
    name = w.call(0)
    if not name:
        if not (
            w.said(0, "the result", "what it returns", "its result", "the return value", "the answer") and len(w.holder.calls) == 1
        ):
            return
        name, i = w.holder.calls[0].name, w.said(0, "the result", "what it returns", "its result", "the return value", "the answer")
    else:
        i = 1
    i = (
        w.said(
            i,
            "returns",
            "tells",
            "reports",
            "says",
            "gives",
            "answers",
            "gives back",
            "is",
            "yields",
            "return",
            "tells the caller",
            "lets the caller know",
            "tells you",
        )
        or 0
    )
    if not i:
        return
    turned: bool | None = None
    if j := w.said(i, "whether", "if", "whether or not"):
        turned = False
    elif w.raw(i) in ("true", "false"):
        turned = w.raw(i) == "false"
        j = w.said(
            i + 1,
            "if",
            "only if",
            "iff",
            "exactly when",
            "when",
            "exactly if",
            "if and only if",
            "only when",
            "whenever",
            "just when",
        )
    for phrases, kept in ((_CHANGES, False), (_UNCHANGED, True)):
        end = w.said(j, *phrases) if j and turned is not None else 0
        if not end:
            continue
        tail = w.said(w.over(end, frozenset({",", ";", "and"})), "otherwise", "else", "if not") if end < w.end else 0
        tail = tail or w.over(end, frozenset({",", ";", "and"}))
        if (
            end >= w.end
            or (w.raw(tail) == ("true" if turned else "false") and w.said(tail + 1, "otherwise", "if not", "else") >= w.end)
            or (tail + 1 >= w.end and w.raw(tail) == ("true" if turned else "false"))
        ):
            scope = Scope(frozenset({name}))
            flips = turned is not kept
            yield [Claim(scope, _bool_of(w.holder, flips=flips, whole=True))]
            yield [Claim(scope, _bool_of(w.holder, flips=flips, whole=False))]


def _bool_of(holder: Holder, *, flips: bool, whole: bool) -> Callable[[Step], bool | None]:
    def right(s: Step) -> bool | None:
        if not isinstance(s.gave, bool):
            return None
        changed = s.before != s.after if whole else holder.state(s.before) != holder.state(s.after)
        return s.gave is (changed is not flips)

    return right


__all__ = ["of_answers", "of_told"]
