"""Sentences on a type that holds a state: of whom something is said, what, and under which condition; no word may be left."""

# ruff: noqa: SIM905
from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.beginnings import of_new
from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.counted import of_counts
from uowgen.claims.cases.machines.going import of_states
from uowgen.claims.cases.machines.heeded import event_at, of_heeded
from uowgen.claims.cases.machines.held import judging, of_held
from uowgen.claims.cases.machines.lexicon import ARTICLES
from uowgen.claims.cases.machines.matched import of_matched
from uowgen.claims.cases.machines.outcomes import Outcomes
from uowgen.claims.cases.machines.refusals import of_refused, reports
from uowgen.claims.cases.machines.told import of_answers, of_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.machines.held import Builder
    from uowgen.claims.cases.machines.words import States, Words

_MOST = 60
_FORBIDDEN = frozenset("unexpected refused rejected failed failing illegal invalid forbidden disallowed denied impossible".split())
_SUCCESS = (
    "on success",
    "if it succeeded",
    "if it is allowed",
    "if allowed",
    "if the transition was allowed",
    "if the transition is allowed",
    "if it was accepted",
    "if the move was allowed",
    "when accepted",
    "when it succeeds",
    "once accepted",
    "if it succeeds",
    "if that succeeded",
)
_FAILURE = (
    "if refused",
    "when refused",
    "if it is refused",
    "on failure",
    "on error",
    "on refusal",
    "if it fails",
    "when it fails",
)
_MOVES = frozenset(
    "transition transitions change changes move moves step steps call calls request requests attempt attempts event events".split()
)
_RECEIVED = (
    "on", "upon", "after", "receiving", "on receiving", "upon receiving", "on receipt of", "the receipt of", "when", "if", "once", "to", "with",
    "a received", "an incoming", "in response to", "in reply to",
)  # fmt: skip
_OTHERWISE = ("otherwise", "else", "in any other case", "in all other cases", "in other cases")


def readings(words: Words) -> list[list[Claim]]:
    """All that the sentence may claim."""
    readers = (of_new, of_states, reports, of_counts, of_heeded, of_told, of_answers, of_matched, of_held)
    found = [claims for reader in readers for claims in reader(words)]
    read = _Clauses(words)
    for scope, i, named in islice(read.subjects(), 12):
        found += islice(read.clause(scope, i, named, ()), _MOST)
        found += read.bare(scope, i, named)
    return found[:_MOST]


class _Clauses:
    """Reads what is said of calls."""

    def __init__(self, words: Words) -> None:
        self.w, self.outcomes = words, Outcomes(words)
        self.every = frozenset(words.holder.states)

    def subjects(self) -> Iterator[tuple[Scope, int, States]]:
        """Who the sentence is about: a call, maybe in some states, or what is refused."""
        w = self.w
        start = w.over(0, ARTICLES)
        refused = w.low(start) in _FORBIDDEN or w.low(start) == "successful"
        taken = None if not refused else w.low(start) == "successful"
        i = start + 1 if refused else 0
        if name := w.call(i):
            scope = Scope(frozenset({name}), None, taken)
            yield scope, i + 1, frozenset()
            j = w.said(i + 1, "of", "on", "for", "from", "in", "while", "when", "if", "called on", "called in", "outside", "during")
            for states, k in w.states(w.said(j, "it is", "the state is") or j) if j else ():
                yield (
                    scope._replace(states=self.every - states if w.low(i + 1) == "outside" else states),
                    w.said(k, ",") or k,
                    states,
                )
        elif (found := event_at(w, w.said(0, *_RECEIVED) or 0))[0]:
            event, end = found
            end = w.said(end, "is received", "arrives", "comes in", "comes") or end
            scope = Scope(given=frozenset({event}))
            yield scope, w.said(end, ",") or end, frozenset()
            if thing := w.thing(w.said(end, ",") or end):  # “on reset the link goes down”
                yield scope, thing, frozenset()
            j = w.said(end, "in", "from", "while", "when", "on", "for", "if")
            for states, k in w.states(w.said(j, "it is", "the state is") or j) if j else ():
                yield scope._replace(states=states), w.said(k, ",") or k, states
        elif j := _of_refusals(w, start):
            yield Scope(None, None, taken=False), j, frozenset()

    def bare(self, scope: Scope, i: int, named: States) -> Iterator[list[Claim]]:
        """“`issue()` only from `Idle`”: that it works so, and in no other state."""
        if self.w.low(i) == "only" and scope.calls is not None:
            for under, end, _, how in self.conditions(i, named):
                if end >= self.w.end and under.states is not None:
                    yield from self._under(scope, (judging(lambda s: s.moved if s.taken is None else s.taken),), under, how)

    def clause(self, scope: Scope, i: int, named: States, before: tuple[Builder, ...]) -> Iterator[list[Claim]]:
        """Outcomes joined by “and”, conditions behind them, further clauses behind a mark."""
        w = self.w
        for builder, j, more in self._said(scope, w.over(i, frozenset({"it", "then", "always", "also", "just", "simply"}))):
            mine, spoken = (*before, builder), named | more
            if j >= w.end:
                yield from _built(scope, mine)
                continue
            if k := w.said(j, "and", ", and", "but", ", but", ",", "and then", ", then", ";", "; it"):
                yield from self.clause(scope, k, spoken, mine)
            rows = [(row, j, spoken) for row in _built(scope, mine)]
            for under, k, others, how in self.conditions(j, spoken):
                more_of = w.said(k, "and", ", and") if not how and under.states is not None and not before else 0
                here = (under.states or frozenset()) & (scope.states or self.every)
                if more_of and here:  # “returns `false` for a lost link and changes nothing”
                    yield from self.clause(scope._replace(states=here), more_of, spoken | others, mine)
                apart = [
                    [*a, *b]
                    for a in self._under(scope, (builder,), under, how)
                    for b in (_built(scope, before) if before else [[]])
                ]
                rows += [(row, k, spoken | others) for row in (*apart, *(self._under(scope, mine, under, how) if before else ()))]
            for row, k, all_named in rows:
                if k >= w.end:
                    yield row
                elif n := w.said(k, ";", ",", "; and", ", and", "—", "–", "and", "but", ", but", ":"):
                    yield from ([*row, *tail] for tail in islice(self._further(scope, n, all_named), 12))

    def _said(self, scope: Scope, i: int) -> Iterator[tuple[Builder, int, States]]:
        yield from self.outcomes.of(i, scope)
        yield from of_refused(self.w, i, scope)

    def _further(self, scope: Scope, i: int, named: States) -> Iterator[list[Claim]]:
        """“no-op in any other state”, “otherwise it is ignored”, “other states are left alone”: of the same call, in other states."""
        w = self.w
        free = scope._replace(states=None)
        others = free._replace(states=self.every - named)
        it = frozenset({"it", "is", ","})
        if (j := w.said(i, *_OTHERWISE)) and named:
            for builder, k, _ in self.outcomes.of(w.over(j, it), free):
                if k >= w.end:
                    yield from _built(others, (builder,))
        for states, j in w.states(w.said(i, "in", "from", "for", "on") or i, named):
            for builder, k, _ in self.outcomes.of(w.over(j, frozenset({"it", ","})), free):
                if k >= w.end:
                    yield from _built(free._replace(states=states), (builder,))
        for start in {i, w.over(i, it)}:
            for builder, j, _ in self.outcomes.of(start, free):
                if j < w.end and named and w.said(j, *_OTHERWISE) >= w.end:
                    yield from _built(others, (builder,))
                for under, k, _, how in self.conditions(j, named) if j < w.end else ():
                    if k >= w.end:
                        yield from self._under(free, (builder,), under, how)

    def conditions(self, i: int, named: States) -> Iterator[tuple[Scope, int, States, str]]:
        """Under what: in which states, or whether it was taken; `only`, `unless`, or nothing of the kind."""
        w = self.w
        i = w.said(i, ",", ", but") or i
        only = w.said(i, "only", "but only", "just", "exactly")
        j, how = only or i, "only" if only else ""
        if k := w.said(j, *_SUCCESS):
            yield Scope(taken=True), k, frozenset(), how
        if k := w.said(j, *_FAILURE):
            yield Scope(taken=False), k, frozenset(), how
        unless = w.said(j, "unless", "except when", "except in", "except if", "outside", "except for", "except on")
        k = unless or w.said(j, "if", "when", "while", "in", "from", "for", "on", "of", "as long as", "whenever", "once")
        if k:
            start = w.said(k, "it is", "it was", "it is in", "the state is", "called on", "called in", "in") or k
            for states, end in w.states(start, named):
                yield Scope(states=states), end, states, "unless" if unless else how
                if not unless and not how and (last := w.said(end, "only", "alone")):
                    yield Scope(states=states), last, states, "only"
        elif (k := w.said(j, "otherwise", "elsewhere")) and named:
            yield Scope(states=self.every - named), k, frozenset(), how

    def _under(self, scope: Scope, builders: tuple[Builder, ...], under: Scope, how: str) -> list[list[Claim]]:
        """What is claimed under a condition; with “only” and “unless” the contrary is so where it is not met."""
        if under.states is None:
            here, there = (scope._replace(taken=taken) for taken in (under.taken, not under.taken))
            rows = [[c for b in builders for c in b(here)]]
            return [[*row, *_contrary(there, builders)] for row in rows] if how == "only" else rows
        whole = scope.states if scope.states is not None else self.every
        if not under.states & whole:
            return []
        here, there = (scope._replace(states=whole & s) for s in (under.states, self.every - under.states))
        if how == "unless":
            rows = _built(there, builders)
            return [*([*row, *_contrary(here, builders)] for row in rows), *rows]
        rows = _built(here, builders)
        return [[*row, *_contrary(there, builders)] for row in rows] if how == "only" else rows


def _of_refusals(w: Words, i: int) -> int:
    """Behind “refused transitions”, “an illegal change”, “errors”; 0 if that is not what stands here."""
    if w.low(i) in _FORBIDDEN:
        j = w.over(i + 1, frozenset({"state"}))
        return j + 1 if w.low(j) in _MOVES else 0
    return i + 1 if w.low(i) in ("errors", "refusals", "error") else 0


def _contrary(scope: Scope, builders: tuple[Builder, ...]) -> list[Claim]:
    return [
        c._replace(right=lambda s, f=c.right: None if (it := f(s)) is None else not it, telling=None)  # type: ignore[misc]
        for b in builders
        for c in b(scope)
        if not c.some
    ]


def _built(scope: Scope, builders: tuple[Builder, ...]) -> list[list[Claim]]:
    """The claims of a clause, of all calls and of those that were taken: what is done goes without saying where it is refused."""
    found = []
    for taken in (None, True) if scope.taken is None else (scope.taken,):
        rows = [b(scope._replace(taken=taken)) for b in builders]
        if all(rows):
            # From states that are named it is said to be done, so that it is taken from each of them.
            met = [
                Claim(scope._replace(states=frozenset({one}), taken=True), lambda _s: True, some=True)
                for one in sorted(scope.states or ())
                if taken and scope.taken is None
            ]
            found.append([*(c for row in rows for c in row), *met])
    return found


__all__ = ["readings"]
