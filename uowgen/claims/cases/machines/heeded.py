"""Which events are heeded in a state, and which alone lead out of it."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.held import FILL
from uowgen.claims.cases.machines.lexicon import ARTICLES, called_as, stem
from uowgen.claims.valued.tokens import humps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Step
    from uowgen.claims.cases.machines.words import States, Words

    Heeded = Callable[[Step], bool]  # whether a step is of the events that are spoken of

_EVERYTHING = (
    "everything",
    "anything",
    "all events",
    "every event",
    "all",
    "any event",
    "all calls",
    "every call",
    "whatever comes",
    "each event",
)
_BUT = ("but", "except", "except for", "other than", "besides", "apart from", "save", "else than", "that is not", "which is not")
_IGNORES = (
    "ignores",
    "ignore",
    "is deaf to",
    "are deaf to",
    "drops",
    "is unmoved by",
    "does not react to",
    "do not react to",
    "is immune to",
    "pays no heed to",
)
_HEEDS = (
    "only reacts to", "reacts only to", "react only to", "only react to", "reacts to nothing but", "reacts to nothing except", "only heeds", "heeds only", "heeds nothing but", "listens only to",
    "only listens to", "accepts only", "only accepts", "only takes", "takes only", "responds only to", "only responds to", "responds to nothing but", "is only moved by", "obeys only", "ignores all but",
)  # fmt: skip
_MATTERS = (
    "has an effect", "has any effect", "have an effect", "counts", "count", "matters", "matter", "does anything", "do anything", "does something", "is heeded", "are heeded", "is accepted", "are accepted",
    "is taken", "has effect", "changes anything", "is not ignored", "takes effect", "gets through", "is listened to", "makes a difference",
)  # fmt: skip
_OUT = (
    "leaves", "leave", "leads out of", "lead out of", "gets out of", "gets it out of", "takes it out of", "brings it out of", "brings it back from", "frees", "revives", "ends", "gets", "brings", "takes",
    "is the way out of", "leads away from", "can leave", "can revive", "can end", "helps", "helps out of", "clears",
)  # fmt: skip
_LEFT_BY = (
    "can only be left by", "can only be left with", "can only be left through", "can only be left on", "is only left by", "is left only by", "is left by", "is only left on", "is left only on",
    "can be left only by", "can be left by", "is only left through", "are only left by", "is left on", "can only be left via", "only ends with", "ends only with", "is left only with", "is only left with",
)  # fmt: skip


def of_heeded(w: Words) -> Iterator[list[Claim]]:
    """“A failed link ignores everything but `CableOut`”, “only `Reset` leads out of `Broken`”."""
    for states, i in w.states(0):
        j = w.said(i, *_IGNORES)
        k = w.said(w.said(j, *_EVERYTHING), *_BUT) if j else w.said(i, *_HEEDS)
        for event, end in events_at(w, k) if k else ():
            if w.over(end, frozenset({"events", "event"})) >= w.end:
                yield _only_these(w, states, event)
        k = w.said(w.over(i, w.nouns), *_LEFT_BY)
        for event, end in events_at(w, k) if k else ():
            if end >= w.end:
                yield _way_out(w, states, event)
    if j := w.said(0, "in", "while", "when", "once", "for", "while in", "when in", "while it is", "when it is"):
        for states, i in w.states(j):
            yield from _heeded_in(w, states, w.said(i, ",") or i)
    if (j := w.said(w.said(0, *_EVERYTHING), *_BUT)) and w.said(0, *_EVERYTHING):
        for event, k in events_at(w, j):
            end = w.said(k, "is ignored", "are ignored", "has no effect", "have no effect", "does nothing", "is without effect")
            here = (
                w.said(end, "in", "while", "when", "by", "while in", "in state", "for", "once", "on", "when it is", "while it is")
                if end
                else 0
            )
            for states, last in w.states(here) if here else ():
                if last >= w.end:
                    yield _only_these(w, states, event)
    if j := w.said(0, "only", "nothing but", "none but", "just"):
        for event, k in events_at(w, j):
            if end := w.said(k, *_MATTERS):
                here = w.said(
                    end, "in", "while", "when", "on", "for", "while in", "once", "when it is", "in state", "while it is", "to"
                )
                for states, last in w.states(here) if here else ():
                    if last >= w.end:
                        yield _only_these(w, states, event)
            if end := w.said(k, *_OUT):
                out = w.said(w.thing(end), "out of", "back from", "from") if w.thing(end) else 0
                for states, last in w.states(out or end):
                    if w.over(last, frozenset("back again out of it to life".split())) >= w.end:
                        yield _way_out(w, states, event)
    for event, k in events_at(w, 0):
        end = w.said(
            k,
            "is the only way out of",
            "is the only thing that leads out of",
            "is the only event that leaves",
            "is the only event that leads out of",
            "alone leads out of",
            "alone leaves",
            "are the only ways out of",
            "is the only exit from",
        )
        for states, last in w.states(end) if end else ():
            if last >= w.end:
                yield _way_out(w, states, event)
    if j := w.said(0, "the only way out of", "the only exit from", "the sole way out of"):
        for states, i in w.states(j):
            for event, end in events_at(w, w.said(i, "is", "leads through", "is through", "is by")):
                if end >= w.end:
                    yield _way_out(w, states, event)


def _heeded_in(w: Words, states: States, i: int) -> Iterator[list[Claim]]:
    if (j := w.said(i, "only", "nothing but", "just", "none but")) or (
        j := w.said(w.said(i, *_EVERYTHING), *_BUT) if w.said(i, *_EVERYTHING) else 0
    ):
        only = bool(w.said(i, "only", "nothing but", "just", "none but"))
        ends = (
            _MATTERS
            if only
            else (
                "is ignored",
                "are ignored",
                "has no effect",
                "have no effect",
                "does nothing",
                "is without effect",
                "changes nothing",
            )
        )
        for event, k in events_at(w, j):
            if (end := w.said(k, *ends)) and end >= w.end:
                yield _only_these(w, states, event)


def _only_these(w: Words, states: States, events: list[Heeded]) -> list[Claim]:
    scope = Scope(states=states)
    return [
        Claim(scope, lambda s: any(e(s) for e in events) or (not s.moved and not s.panicked)),
        *(
            Claim(Scope(states=frozenset({one})), lambda s, e=event: e(s) and s.moved, some=True)  # type: ignore[misc]
            for one, event in product(sorted(states), events)
        ),
    ]


def _way_out(w: Words, states: States, events: list[Heeded]) -> list[Claim]:
    state = w.holder.state
    return [
        Claim(Scope(states=states), lambda s: state(s.after) in states or any(e(s) for e in events)),
        *(
            Claim(Scope(states=frozenset({one})), lambda s, e=event: e(s) and state(s.after) not in states, some=True)  # type: ignore[misc]
            for one, event in product(sorted(states), events)
        ),
    ]


def one_event(w: Words, i: int) -> Iterator[tuple[Heeded, int]]:
    """An event, by its name or its words, or a call."""
    if name := w.call(i):
        yield _call(name), w.over(i + 1, frozenset({"call", "calls"}))
        return
    if (found := event_at(w, i))[0]:
        yield _given(found[0]), found[1]
        return
    start = w.over(i, ARTICLES | {"further", "other", "more"})
    for count in (3, 2, 1):
        said = [w.low(start + n) for n in range(count)]
        if not all(re.fullmatch(r"[a-z][a-z-]*", x) for x in said):
            continue
        stems = sorted(stem(p) for x in said for p in x.split("-"))
        end = w.over(start + count, frozenset({"event", "events", "call", "calls"}))
        calls = [a.name for a in w.holder.calls if sorted(stem(p) for p in humps(a.name) if p not in ("on", "handle")) == stems]
        # “timeouts” of a type with one call that is a timeout of something, and nothing else of that name.
        calls = calls or [
            a.name for a in w.holder.calls if count == 1 and said[0] not in FILL and stem(humps(a.name)[-1]) == stems[0]
        ]
        named = {stem(p) for e in w.events for p in humps(e)} if count == 1 else set()
        if len(calls) == 1 and not named & set(stems):
            yield _call(calls[0]), end
            return


_MESSAGES = frozenset("event events segment segments message messages packet packets frame frames signal command".split())


def event_at(w: Words, i: int) -> tuple[str, int]:
    """The event that stands here, by its name or its words, and where it ends: `Ack`, “SYN-ACK”, “a cable-out event”; empty if none does."""
    if name := w.event(w.over(i, ARTICLES)):
        return name, w.over(w.over(i, ARTICLES) + 1, _MESSAGES)
    start = w.over(i, ARTICLES | {"further", "other", "more", "incoming", "received"})
    for count in (3, 2, 1):
        said = [w.low(start + n) for n in range(count)]
        if all(re.fullmatch(r"[a-z][a-z-]*", x) for x in said):
            stems = tuple(sorted(stem(p) for x in said for p in x.split("-")))
            found = [e for e in w.events if stems in called_as(e)]
            exact = [e for e in found if stems == tuple(sorted(stem(p) for p in humps(e)))] or found
            if len(exact) == 1:
                return exact[0], w.over(start + count, _MESSAGES)
    return "", 0


def _given(name: str) -> Heeded:
    return lambda s: any(isinstance(g, tuple) and g[:1] == (name,) for g in s.given)


def _call(name: str) -> Heeded:
    return lambda s: s.action == name


def events_at(w: Words, i: int) -> Iterator[tuple[list[Heeded], int]]:
    """A list of events, the longest first."""
    for one, j in one_event(w, i):
        k = w.over(j, frozenset({",", "and", "or"}))
        for more, end in events_at(w, k) if k > j else ():
            yield [one, *more], end
        yield [one], j


__all__ = ["event_at", "events_at", "of_heeded", "one_event"]
