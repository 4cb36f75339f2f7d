"""What a call of a type that holds a state is said to come to: where it leads, what it calls, stores, counts, keeps and gives back."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.carried import with_what
from uowgen.claims.cases.machines.claims import Claim
from uowgen.claims.cases.machines.held import FILL, Held, denied, is_in, judging, plain
from uowgen.claims.cases.machines.lexicon import ARTICLES, TO, called_as, common, stem
from uowgen.claims.cases.matching import leaves, matches
from uowgen.claims.valued.tokens import humps
from uowgen.claims.valued.wanted import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.claims import Scope
    from uowgen.claims.cases.machines.held import Builder, Right
    from uowgen.claims.cases.machines.seen import Look, Step
    from uowgen.claims.cases.machines.words import States

_CARRIES = frozenset(
    "makes make takes take brings bring puts put moves move turns turn sets set switches switch transitions leaves sends send drives advances changes returns".split()
)
_LEADS = (
    "ends in",
    "ends up in",
    "ends as",
    "goes to",
    "goes back to",
    "leads to",
    "moves to",
    "switches to",
    "always ends in",
    "results in",
    "enters",
    "ends up",
    "goes",
    "leads",
    "moves",
)
_NOOPS = (
    "no-op", "is a no-op", "a no-op", "does nothing", "do nothing", "is ignored", "ignored", "are ignored", "has no effect", "have no effect", "changes nothing", "change nothing",
    "nothing happens", "without effect", "is without effect", "no effect", "leaves everything as it was", "changes and returns nothing", "are left alone", "is left alone", "left alone", "are left as they are",
)  # fmt: skip
_REFUSED = (
    "is refused", "is rejected", "refused", "rejected", "is an error", "an error", "fails", "returns an error", "is illegal", "is invalid", "is not allowed", "not allowed", "errors", "gives an error",
    "is forbidden", "fails with an error", "is denied", "are refused", "are rejected", "are errors", "fail", "return an error", "are an error",
)  # fmt: skip
_WORKS = (
    "works",
    "succeeds",
    "is accepted",
    "is allowed",
    "acts",
    "is possible",
    "has an effect",
    "is legal",
    "does something",
    "is valid",
    "takes effect",
)
_LIGHT = frozenset("sends send makes make does issues issue raises triggers causes emits requests calls posts fires".split())


_SENDS = (
    "sends", "send", "sends back", "emits", "transmits", "queues", "answers with", "replies with", "responds with", "is answered with", "is answered by", "is replied to with", "sends out", "issues",
    "gets back", "is followed by", "answers", "outputs", "posts", "returns to the peer", "puts out",
)  # fmt: skip
_MESSAGE = frozenset("segment segments message messages packet packets frame frames".split())


class Outcomes(Held):
    """Readers of outcomes, each of which gives what may be meant and where it ends."""

    def of(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        """What may be meant at a place, with the states that are named in it."""
        w = self.words
        away = w.said(i, "does not", "do not", "never", "must not", "will not", "doesn't", "don't", "not", "it does not")
        if away:
            for read in (self._events, self.stores, self.counts, self.clears, self.touches):
                for builder, j, named in read(away, scope):
                    yield denied(builder), j, named
            return
        for read in (
            self._moves,
            self._noop,
            self._refused,
            self._returns,
            self._events,
            self.stores,
            self.clears,
            self.counts,
            self.keeps,
            self._turns,
        ):
            yield from read(i, scope)

    # ---------------------------------------------------------------------------------------------------------- of states

    def _moves(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        del scope
        for ways, j in self._each_way(i):
            yield _all_of([self._to(to, frm) for to, frm in ways]), j, frozenset(s for _, frm in ways for s in frm)
        for to, frm, j in self._ways(i):
            yield self._to(to, frm), j, frm
            for right, end in with_what(self.words, j, to):
                yield self._to(to, frm, right), end, frm

    def _each_way(self, i: int) -> Iterator[tuple[list[tuple[States, States]], int]]:
        """Several ways of one verb: “enters `Up` from `Training`, `Down` from `Lost` and `Off`”."""
        w = self.words
        whole = [row for row in self._ways(i) if row[1]]
        for to, frm, j in self._ways(i):
            start = w.said(j, "from", "out of", "when in", "if in", "in", "when") if not frm else 0
            whole += [(to, back, end) for back, end in w.states(start)] if start else []
        for to, frm, j in whole:
            ways, end = [(to, frm)], j
            while k := w.said(end, ",", "and", ", and", ";", "and to", ", to", "and in", ", and to"):
                more = [
                    (there, back, last)
                    for there, back, last in (*self._ways(k), *self._from(k))
                    if back and not back & {s for _, b in ways for s in b}
                ]
                if not more:
                    break
                ways.append(more[0][:2])
                end = more[0][2]
            if len(ways) > 1:
                yield ways, end

    def _from(self, i: int) -> Iterator[tuple[States, States, int]]:
        """“`Down` from `Lost`” without a verb, and “from `Lost` `Down`”."""
        w = self.words
        for to, j in w.listed(w.over(i, TO)):
            if k := w.said(j, "from", "out of", "when in", "if in", "in", "when"):
                for frm, end in w.states(k):
                    yield to, frm, end
        if k := w.said(i, "from", "in"):
            for frm, j in w.listed(k):
                for to, end in w.listed(w.over(j, TO | {","})):
                    yield to, frm, end

    def _ways(self, i: int) -> Iterator[tuple[States, States, int]]:
        """Where something leads, from where, and where the words end."""
        w = self.words
        if w.low(i) in _CARRIES:
            for frm, j in self._objects(i + 1):
                starts = {j, w.over(j, TO, 1), w.over(w.over(j, TO), frozenset({"state", "the", "an", "a"}))}
                for to, k in (row for start in sorted(starts) for row in w.listed(start)):
                    end = w.over(k, frozenset({"again", "state"}))
                    yield to, frm, end
                    if back := w.said(end, "from"):
                        for sources, last in w.listed(back):
                            yield to, sources, last
        if j := w.said(i, *_LEADS):
            if start := w.said(j, "from"):
                for frm, k in w.listed(start):
                    for to, end in w.listed(w.over(k, TO)):
                        yield to, frm, end
            for to, k in w.listed(w.over(j, TO | {"state"})):
                yield to, frozenset(), w.over(k, w.nouns | {"again"})

    def _objects(self, i: int) -> Iterator[tuple[States, int]]:
        """What is carried: “it”, “the link”, “a blocked task”, “`Blocked`”; nothing at all."""
        w = self.words
        if w.low(i) == "from":
            yield from w.listed(i + 1)
        yield from w.states(i)
        if j := w.thing(i):
            yield frozenset(), j
        else:
            yield frozenset(), i

    def _turns(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        """“cancels a queued transfer”, “faults the link”: the verb names the state."""
        del scope
        _w, word = self.words, self.words.low(i)
        if not word or len(word) < 4:
            return
        to = {s for s in self.holder.states if len(humps(s)) == 1 and stem(s) == stem(word)} or common(word, self.holder.states)
        for frm, j in self._objects(i + 1) if to else ():
            if j > i + 1:
                yield self._to(frozenset(to), frm), j, frm

    def _to(self, to: States, frm: States, carries: Right | None = None) -> Builder:
        state = self.holder.state

        def built(scope: Scope) -> list[Claim]:
            if frm and scope.states is not None and not frm & scope.states:
                return []
            where = scope._replace(states=(frm & scope.states if scope.states is not None else frm) if frm else scope.states)
            each = [Claim(where, lambda s: _is_led(s, state, to))]
            if carries is not None:
                each.append(Claim(where, lambda s: carries(s) if state(s.after) in to else True))
            return [
                *each,
                *(Claim(where._replace(states=frozenset({one})), lambda s: state(s.after) in to, some=True) for one in sorted(frm)),
            ]

        return built

    # ---------------------------------------------------------------------------------------------------- of nothing done

    def _noop(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        del scope
        if j := self.words.said(i, *_NOOPS):
            yield judging(lambda s: not s.moved and not s.panicked), j, frozenset()

    def _refused(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        w = self.words
        if j := w.said(i, *_WORKS):
            yield judging(lambda s: s.moved if s.taken is None else s.taken), j, frozenset()
        j = w.said(i, *_REFUSED)
        if not j:
            return
        right: Right = lambda s: None if s.taken is None else s.taken is False  # noqa: E731
        error = w.raw(j + 1) if w.low(j) in ("with", "as") else ""
        if error:
            name = re.fullmatch(r"(?:Err\()?(?:\w+::)?(\w+)(?:\s*\{[^{}]*\}|\([^()]*\))?\)?", error)
            if name is not None and w.is_code(j + 1):
                some = scope.calls is None  # of any call: those that only say `false` are passed over
                is_error: Callable[[Step], bool] = lambda s: isinstance(s.gave, tuple) and s.gave[0] == "Err"  # noqa: E731
                yield judging(lambda s: name[1] in list(leaves(s.gave)) if is_error(s) else some), j + 2, frozenset()
            return
        yield judging(right), j, frozenset()

    def _returns(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        del scope
        w = self.words
        j = w.said(i, "returns", "gives", "yields", "return", "is", "answers", "then returns")
        state = self.holder.state
        if end := w.said(j, "the new state", "the state afterwards", "the resulting state", "the next state") if j else 0:
            yield (
                (lambda scope: [Claim(scope._replace(taken=True), lambda s: state(s.after) in list(leaves(s.gave)))]),
                end,
                frozenset(),
            )
        if end := w.said(j, "the old state", "the previous state", "the state before") if j else 0:
            yield (
                (lambda scope: [Claim(scope._replace(taken=True), lambda s: state(s.before) in list(leaves(s.gave)))]),
                end,
                frozenset(),
            )
        text = w.raw(j) if j and (w.is_code(j) or w.low(j) in ("true", "false")) else ""
        pattern = pattern_of(text) if text else None
        if pattern is not None:
            yield judging(lambda s: not s.panicked and matches(s.gave, pattern)), j + 1, frozenset()
        error = re.fullmatch(r"(?:\w+::)?([A-Z]\w*)(?:\([^()]*\)|\s*\{[^{}]*\})?", text) if w.is_code(j) else None
        if error is not None and error[1] not in ("Some", "None", "Ok", "Err"):  # an error by its name alone
            yield judging(lambda s: _is_error(s.gave) and error[1] in list(leaves(s.gave))), j + 1, frozenset()

    # -------------------------------------------------------------------------------------------------- of what is called

    def _events(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        """“enqueues it”, “sends a notification”, “halts the engine”, “schedules nothing”: calls whose path has the words."""
        w = self.words
        steps = [s for s in self.holder.theirs.steps if scope.calls is None or s.action in scope.calls]
        paths = sorted({p for s in steps for p, _ in s.events})
        every = sorted({p for s in self.holder.theirs.steps for p, _ in s.events})
        word = w.low(i)
        if not word or not word.isalpha():
            return
        yield from self._messages(i, steps)
        start = i + 1 if word in _LIGHT else i
        j = start
        spoken: list[str] = []
        nothing = False
        while j < w.end and j < i + 9:
            one = w.low(j)
            if one in ("nothing", "nobody", "no", "none"):
                nothing = True
            elif one in FILL or (one in w.nouns and spoken):
                pass
            elif one.isalpha() and is_in(one, every):
                spoken.append(one)
            else:
                break
            j += 1
            if spoken and (j >= w.end or w.low(j) not in FILL):
                meant = [p for p in (every if nothing or not paths else paths) if all(is_in(x, [p]) for x in spoken)]
                if meant:
                    yield self._called(frozenset(meant), nothing=nothing), j, frozenset()

    def _messages(self, i: int, steps: list[Step]) -> Iterator[tuple[Builder, int, States]]:
        """“sends SYN”, “replies with a `SynAck`”, “is acknowledged”: calls that are given a variant of this name."""
        w = self.words
        leaf = {
            (p, str(x)) for s in steps for p, given in s.events for x in leaves(given) if isinstance(x, str) and x[:1].isupper()
        }
        names = {x for _, x in leaf}
        j = w.said(i, *_SENDS)
        if end := w.said(j, "nothing", "no answer", "no reply", "no message", "no segment", "no packet") if j else 0:
            paths = frozenset(
                p for s in self.holder.theirs.steps for p, given in s.events if any(str(x)[:1].isupper() for x in leaves(given))
            )
            if paths:
                yield self._called(paths, nothing=True), end, frozenset()
            return
        verb = w.said(i, "is", "are", "gets", "is then", "is always") or i
        said = w.over(j, ARTICLES) if j else verb
        count = 1 if not j else 3
        for n in range(count, 0, -1):
            words = [(w.raw(said + m).rpartition("::")[2] if w.is_code(said + m) else w.low(said + m)) for m in range(n)]
            if not all(re.fullmatch(r"\w[\w-]*", x) for x in words):
                continue
            stems = tuple(sorted(stem(p) for x in words for part in x.split("-") for p in humps(part)))
            meant = [x for x in names if stems in called_as(x) and (j or tuple(sorted(stem(p) for p in humps(x))) != stems)]
            if len(meant) == 1:
                end = w.over(said + n, _MESSAGE if j else frozenset())
                if j:
                    end = w.said(end, "back", "to the peer", "out") or end
                elif verb == i:  # “acknowledges it”
                    end = w.thing(end) or end
                paths = frozenset(p for p, x in leaf if x == meant[0])
                yield plain(partial(_is_sent, paths, meant[0])), end, frozenset()
                return

    def _called(self, paths: frozenset[str], *, nothing: bool) -> Builder:
        if nothing:
            return plain(lambda s: not any(p in paths for p, _ in s.events))
        return plain(lambda s: sum(p in paths for p, _ in s.events) == 1)


def _is_error(gave: object) -> bool:
    return isinstance(gave, tuple) and gave[:1] == ("Err",)


def _is_sent(paths: frozenset[str], name: str, s: Step) -> bool:
    """Whether just one of these calls was given the variant."""
    return sum(p in paths and name in list(leaves(given)) for p, given in s.events) == 1


def _all_of(builders: list[Builder]) -> Builder:
    """All of it is so; nothing if one of them does not fit."""

    def built(scope: Scope) -> list[Claim]:
        rows = [b(scope) for b in builders]
        return [c for row in rows for c in row] if all(rows) else []

    return built


def _is_led(s: Step, state: Callable[[Look], str], to: States) -> bool:
    """Whether a step ends there; what is there already may say that nothing was done."""
    there = s.gave is False and s.before == s.after
    return state(s.after) in to and not s.panicked and (s.taken is not False or there)


__all__ = ["Outcomes"]
