"""What a call of a type that holds a state is said to store, to forget, to count, and to leave as it was."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.cases.lexicon import DEEDS
from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.lexicon import ARTICLES, stem
from uowgen.claims.valued.tokens import humps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Step
    from uowgen.claims.cases.machines.words import States, Words
    from uowgen.claims.cases.worlds import Action

    Right = Callable[[Step], bool | None]
    # From a scope to what is claimed of it.
    Builder = Callable[[Scope], list[Claim]]

_STORES = frozenset("stores store records record remembers remember saves save sets notes keeps takes".split())
_CLEARS = frozenset("clears clear forgets forget resets reset drops drop erases removes zeroes discards".split())
_COUNTS = frozenset("counts count increments increment bumps bump increases".split())
_KEEPS = frozenset("keeps keep preserves preserve retains".split())
_SAME = (
    "unchanged",
    "alone",
    "as it was",
    "as it is",
    "untouched",
    "intact",
    "as they were",
    "where it was",
    "where it is",
    "as is",
    "in place",
)
_EMPTY: tuple[object, ...] = (("None",), 0, False, "")


FILL = frozenset(
    "a an the it its them for of to in on one again exactly once another new with up out this that by back into onto".split()
)


class Held:
    """Readers of what is held, each of which gives what may be meant and where it ends."""

    def __init__(self, words: Words) -> None:
        self.words, self.holder = words, words.holder

    def key(self, i: int) -> Iterator[tuple[str, int]]:
        """“the exit code”, “its `speed`”, “the faults”: what a method tells or a field holds, by its words."""
        w = self.words
        start = w.over(i, ARTICLES | {"given", "new", "old", "no", "number", "of", "passed", "stored", "last", "first", "recorded"})
        keys = sorted({k for look in self.holder.theirs.firsts for k in look}, key=lambda k: not k.endswith("()"))
        if w.low(start) in ("counter", "count"):
            moved = {k for s in self.holder.theirs.steps for k, v in s.before.items() if type(v) is int and s.after[k] != v}
            if len({k.strip(".()") for k in moved}) == 1:
                yield sorted(moved, key=lambda k: not k.endswith("()"))[0], start + 1
                return
        for count in (3, 2, 1):
            said = [
                (w.low(start + n) or w.raw(start + n).removesuffix("()")).replace("-", "")
                for n in range(count)
                if start + n < w.end
            ]
            if len(said) < count or not all(re.fullmatch(r"\w+", x) for x in said):
                continue
            roots = {stem(p) for x in said for p in humps(x)}
            named = [k for k in keys if k != self.holder.key and roots <= {stem(p) for p in humps(k)}]
            exact = [k for k in named if roots == {stem(p) for p in humps(k)}] or named
            if len({k.strip(".()") for k in exact}) == 1:
                yield exact[0], start + count
                return

    def stores(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        w = self.words
        if w.low(i) not in _STORES:
            return
        taking = [a for a in self.holder.calls if (scope.calls is None or a.name in scope.calls) and a.takes]
        none = w.low(i + 1) == "no"
        for key, j in self.key(i + 1):
            if none:
                yield plain(lambda s, k=key: s.before.get(k) == s.after.get(k)), j, frozenset()  # type: ignore[misc]
            elif taking:
                yield plain(_is_given(key)), j, frozenset()
        for a in taking if not none else ():
            yield from self._of_parameter(a, w.over(i + 1, ARTICLES | {"given", "number", "of", "new"}))
        if j := w.said(i + 1, "nothing"):
            yield plain(lambda s: not s.moved), j, frozenset()

    def _of_parameter(self, call: Action, i: int) -> Iterator[tuple[Builder, int, States]]:
        """“stores the number of bytes”: what a parameter is called, wherever the spec's own code keeps it."""
        w = self.words
        for n, (name, _) in enumerate(call.takes):
            if not w.low(i) or stem(w.low(i)) not in {stem(h) for h in humps(name)}:
                continue
            for key in sorted({k for look in self.holder.theirs.firsts for k in look} - {self.holder.key}):
                yield (
                    plain(
                        lambda s, k=key, m=n: (  # type: ignore[misc]
                            None if k not in s.after or len(s.given) <= m else s.after[k] in (s.given[m], ("Some", s.given[m]))
                        )
                    ),
                    i + 1,
                    frozenset(),
                )

    def clears(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        del scope
        w = self.words
        if w.low(i) in _CLEARS:
            for key, j in self.key(i + 1):
                yield (
                    _held_after(key, lambda before, after: after in _EMPTY, lambda before: before not in _EMPTY),
                    w.said(j, "to zero", "to `None`") or j,
                    frozenset(),
                )

    def counts(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        del scope
        w = self.words
        if w.low(i) in _COUNTS:
            for key, j in self.key(w.over(i + 1, frozenset({"one", "another", "as"}))):
                yield (
                    self._but_not_refused(_held_after(key, _one_more, lambda before: isinstance(before, int)), key),
                    w.said(j, "by one", "once", "up") or j,
                    frozenset(),
                )
            if i + 1 >= w.end or w.low(i + 1) == ",":
                counted = {
                    k for s in self.holder.theirs.steps for k, v in s.before.items() if k in s.after and _one_more(v, s.after[k])
                }
                yield (
                    self._but_not_refused(plain(lambda s: any(_one_more(v, s.after[k]) for k, v in s.before.items())), *counted),
                    i + 1,
                    frozenset(),
                )

    def _but_not_refused(self, builder: Builder, *keys: str) -> Builder:
        """What a call counts it does not count where it is refused, if the spec's own code does not."""

        def built(scope: Scope) -> list[Claim]:
            refused = scope._replace(taken=False)
            met = scope.taken is True and any(refused.has(s, self.holder) for s in self.holder.theirs.steps)
            kept = Claim(refused, lambda s: all(s.before.get(k) == s.after.get(k) for k in keys))
            return [*builder(scope), *([kept] if met else [])]

        return built

    def touches(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        """“touch the engine”, “change the state”, “affect the link”: for a denial."""
        del scope
        w = self.words
        if w.low(i) not in ("touch", "change", "affect", "modify", "alter"):
            return
        for same, j in self._of_what(i + 1):
            yield plain(lambda s, f=same: None if (it := f(s)) is None else not it), j, frozenset()  # type: ignore[misc]
        every = sorted({p for s in self.holder.theirs.steps for p, _ in s.events})
        j = w.over(i + 1, ARTICLES)
        if (word := w.low(j)) and is_in(word, every):
            yield plain(lambda s: any(is_in(word, [p]) for p, _ in s.events)), j + 1, frozenset()

    def _of_what(self, i: int) -> Iterator[tuple[Right, int]]:
        """What is to be the same: the state, something that is held, all of it."""
        w = self.words
        state = self.holder.state
        if j := w.said(i, "the state", "state", "its state", "the phase", "the stage", "its phase", "the current state"):
            yield lambda s: state(s.before) == state(s.after), j
        elif (j := w.said(i, "anything", "everything")) or (j := w.thing(i)):
            yield lambda s: not s.moved, j
        for key, j in self.key(i):
            yield lambda s, k=key: None if k not in s.after else s.before[k] == s.after[k], j  # type: ignore[misc]
            if (k := w.said(j, "and")) and j > i:
                for more, end in self._of_what(k):
                    yield lambda s, a=key, b=more: None if a not in s.after else s.before[a] == s.after[a] and bool(b(s)), end  # type: ignore[misc]
        if (j := w.said(i, "phase and", "state and", "the state and")) > 0:
            for more, end in self._of_what(j):
                yield lambda s, b=more: state(s.before) == state(s.after) and bool(b(s)), end  # type: ignore[misc]

    def keeps(self, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
        """“leaves the state as it was”, “keeps the code”, “the state stays”, “the speed is kept”."""
        del scope
        w = self.words
        if w.low(i) in ("leaves", "leave", *_KEEPS):
            for same, j in self._of_what(i + 1):
                if (k := w.said(j, *_SAME)) or w.low(i) in _KEEPS:
                    yield plain(same), k or j, frozenset()
            every = sorted({p for s in self.holder.theirs.steps for p, _ in s.events})
            j = w.over(i + 1, ARTICLES)
            if (word := w.low(j)) and is_in(word, every) and (k := w.said(j + 1, *_SAME)):
                yield plain(lambda s: not any(is_in(word, [p]) for p, _ in s.events)), k, frozenset()
        for same, j in self._of_what(i):
            if k := w.said(
                j,
                "stays",
                "is kept",
                "remains",
                "is unchanged",
                "stays as it was",
                "stays unchanged",
                "stays the same",
                "does not change",
                "is left alone",
                "is left as it was",
                "stays put",
            ):
                yield plain(same), k, frozenset()


_WHENEVER = (
    "once", "once in", "once it is", "while", "while in", "while it is", "whenever", "whenever it is", "when", "when it is", "in", "in state", "as long as it is",
    "whenever the state is", "whenever the phase is", "when the state is", "when the phase is", "while the state is", "while the phase is", "as soon as it is",
)  # fmt: skip
_NOTHING = frozenset("zero 0 empty none".split())


def of_held(w: Words) -> Iterator[list[Claim]]:
    """“The retry count is zero once `Up`”, “in `Up` `retries` is 0”, “`Up` has no retries”: nothing of it is held in some states."""
    held = Held(w)

    def kept(i: int) -> Iterator[tuple[str, int]]:
        for key, j in held.key(i):
            k = w.said(
                w.over(j, frozenset({"count", "counter", "number"})),
                "is",
                "are",
                "is always",
                "are always",
                "stays",
                "is back to",
                "is back at",
            )
            if k and (w.low(k) in _NOTHING or w.raw(k) in ("0", "None")):
                yield key, k + 1

    for key, j in kept(0):
        for states, end in w.states(w.said(j, *_WHENEVER)) if w.said(j, *_WHENEVER) else ():
            if end >= w.end:
                yield [_nothing_in(w, states, key)]
    if j := w.said(0, *_WHENEVER):
        for states, i in w.states(j):
            yield from ([_nothing_in(w, states, key)] for key, end in kept(w.said(i, ",") or i) if end >= w.end)
    for states, i in w.states(0):
        if j := w.said(i, "has no", "have no", "holds no", "hold no", "has zero", "keeps no"):
            yield from ([_nothing_in(w, states, key)] for key, end in held.key(j) if w.over(end, frozenset({"count"})) >= w.end)


def _nothing_in(w: Words, states: States, key: str) -> Claim:
    def there(s: Step) -> bool:
        return w.holder.state(s.after) in states and not s.panicked

    # Where nothing was held before, it shows nothing.
    return Claim(
        Scope(),
        lambda s: not there(s) or s.after.get(key) in _EMPTY,
        telling=lambda s: there(s) and s.before.get(key) not in _EMPTY,
    )


def _is_given(key: str) -> Right:
    """Whether what is held afterwards is what the call was given."""

    def right(s: Step) -> bool | None:
        brought = [*s.given, *(p for g in s.given if isinstance(g, tuple) for p in g[1:])]
        return None if key not in s.after else any(s.after[key] in (g, ("Some", g)) for g in brought)

    return right


def _one_more(before: object, after: object) -> bool | None:
    return after == before + 1 if type(before) is int and type(after) is int else None


def _held_after(key: str, right: Callable[[object, object], bool | None], telling: Callable[[object], bool]) -> Builder:
    def built(scope: Scope) -> list[Claim]:
        return [
            Claim(
                scope,
                lambda s: right(s.before[key], s.after[key]) if key in s.after else None,
                telling=lambda s: telling(s.before.get(key)),
            )
        ]

    return built


def plain(right: Right) -> Builder:
    return lambda scope: [Claim(scope, right)]


def judging(right: Right) -> Builder:
    """What is said of whether a call is taken is said of all calls, not of those alone that were."""
    return lambda scope: [] if scope.taken is True else [Claim(scope, right)]


def denied(builder: Builder) -> Builder:
    """The contrary of what is built."""

    def built(scope: Scope) -> list[Claim]:
        return [c._replace(right=_not(c.right), telling=None) for c in builder(scope) if not c.some]

    return built


def _not(right: Right) -> Right:
    def turned(step: Step) -> bool | None:
        found = right(step)
        return None if found is None else not found

    return turned


def is_in(word: str, paths: list[str]) -> bool:
    """Whether a word, or one that says the same, is part of a path."""
    if word in FILL or len(word) < 3:
        return False
    parts = {stem(h) for p in paths for part in p.split("::") for h in humps(part)} - {"crate"}
    said = {stem(word)} | {stem(x) for row in DEEDS.values() if word in row.split() for x in row.split()}
    return bool(said & parts)


__all__ = ["FILL", "Held", "denied", "is_in", "judging", "of_held", "plain"]
