"""The words of a sentence on a type that holds a state: states and lists of them, what is in them, and what is done to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.cases.machines.lexicon import AGAIN, ARTICLES, GOES, NOUNS, TO, common, states_called, stem
from uowgen.claims.valued.tokens import humps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.machines.seen import Holder
    from uowgen.claims.valued.tokens import Token

States = frozenset[str]
_LISTS = frozenset({",", "or", "and", "/", "nor"})
_OTHERS = (
    "any other state", "every other state", "all other states", "other states", "each other state", "any other", "anywhere else", "everywhere else",
    "elsewhere", "all others", "every other", "other cases", "any other case", "all other cases", "all the others", "the others", "others",
)  # fmt: skip
_ANY = (
    "any state",
    "every state",
    "all states",
    "each state",
    "whatever the state",
    "whatever state it is in",
    "any phase",
    "whatever the phase",
    "every phase",
)


class Deed(NamedTuple):
    """What is done: a call by its name, a change to one of these states, or whatever is given this event."""

    call: str
    states: States = frozenset()
    event: str = ""


class Words:
    """A sentence, read at one place after the other."""

    def __init__(self, tokens: tuple[Token, ...], holder: Holder) -> None:
        self.tokens, self.holder = tokens, holder
        self.end = len(tokens)
        own = {n for n in holder.nouns() if n not in _LISTS and len(n) > 2}
        self.nouns = NOUNS | own | {f"{n}s" for n in own}
        given = {g[0] for s in holder.theirs.steps for g in s.given if isinstance(g, tuple) and g and isinstance(g[0], str)}
        self.events = tuple(sorted(str(g) for g in given if g not in holder.states and g not in ("None", "Some", "Ok", "Err")))
        left = {holder.state(s.before) for s in holder.theirs.steps if holder.state(s.before) != holder.state(s.after)}
        met = {holder.state(s.before) for s in holder.theirs.steps}
        self.finals = frozenset(met - left) if not holder.theirs.unknown else frozenset()

    # ------------------------------------------------------------------------------------------------------- plain words

    def low(self, i: int) -> str:
        """The word at a place, in small letters; empty for code and numbers."""
        return self.tokens[i].low if 0 <= i < self.end else ""

    def raw(self, i: int) -> str:
        """The word or code at a place as it is written."""
        return self.tokens[i].raw.strip() if 0 <= i < self.end else ""

    def is_code(self, i: int) -> bool:
        """Whether there is code at a place."""
        return 0 <= i < self.end and self.tokens[i].sort == "code"

    def said(self, i: int, *phrases: str) -> int:
        """Where the first of the phrases that stands here ends; 0 if none does."""
        for phrase in sorted(phrases, key=len, reverse=True):
            words = phrase.split()
            if all(self.low(i + n) == w for n, w in enumerate(words)):
                return i + len(words)
        return 0

    def over(self, i: int, words: frozenset[str], most: int = 9) -> int:
        """Behind any number of such words."""
        while most and i < self.end and self.low(i) in words:
            i, most = i + 1, most - 1
        return i

    def thing(self, i: int) -> int:
        """Behind “the link”, “a task of it”, “it”; 0 if no such words are here."""
        if self.low(i) in ("it", "itself", "them", "one"):
            return i + 1
        j = k = self.over(i, ARTICLES)
        while k < self.end and self.low(k) in self.nouns:
            k += 1
        if self.raw(j).removesuffix("()") == self.holder.name:
            return self.over(j + 1, self.nouns)
        return k if k > j else 0

    def call(self, i: int) -> str:
        """The name of a call of the type that stands here as code, `wake()`."""
        m = re.fullmatch(r"(?:(\w+)::)?(\w+)\((?:[^()]*)\)", self.raw(i))
        if m is None or (m[1] and m[1] != self.holder.name):
            return ""
        return m[2] if any(a.name == m[2] for a in self.holder.calls) else ""

    def event(self, i: int) -> str:
        """The name of an event that a call is given: `Ack`, `Event::Ack`."""
        name = self.raw(i).rpartition("::")[2]
        return name if name in self.events and (self.is_code(i) or self.raw(i)[:1].isupper()) else ""

    # ------------------------------------------------------------------------------------------------------------- states

    def _one(self, i: int) -> Iterator[tuple[States, int]]:
        states = self.holder.states
        m = re.fullmatch(r"(?:(\w+)::)?(\w+)", self.raw(i))
        if m is not None and m[2] in states and (not m[1] or m[1] == self.holder.enum) and (self.is_code(i) or m[2][:1].isupper()):
            yield frozenset({m[2]}), i + 1
            return
        if self.is_code(i) or i >= self.end:
            return
        for count in (2, 1):
            word = "".join(self.low(i + n) or "?" for n in range(count))
            if found := states_called(word, states) or self._told_of(word):
                yield frozenset(found), i + count
                return

    def _told_of(self, word: str) -> States:
        """“running”: the states in which `is_running()` is so."""
        asker = f"is_{word}()"
        rows = {(self.holder.state(s.before), s.before[asker]) for s in self.holder.theirs.steps if asker in s.before}
        so, other = ({state for state, told in rows if told is truth} for truth in (True, False))
        return frozenset(so) if so and not so & other else frozenset()

    def listed(self, i: int) -> Iterator[tuple[States, int]]:
        """One state, or a list of them; the longest list first."""
        start = self.over(i, frozenset({"either", "both", "neither", "state", "states"}))
        for first, j in self._one(start):
            k = self.over(j, self.nouns) if not self.is_code(start) else j
            k = self.over(k, _LISTS)
            if k > j:
                k = self.over(k, ARTICLES)
                for more, end in self.listed(k):
                    yield first | more, end
            yield first, j

    def states(self, i: int, named: States = frozenset()) -> Iterator[tuple[States, int]]:
        """“a blocked task”, “`Up` and `Training` links”, “a link that is down”, “any other state” (than those `named`)."""
        every = frozenset(self.holder.states)
        if j := self.said(i, *_ANY):
            yield every, j
        if named and (j := self.said(i, *_OTHERS)):
            yield every - named, j
        start = self.over(i, ARTICLES)
        final = self.said(start, "final", "terminal")
        if final and self.finals and (j := self.thing(final)):
            yield self.finals, j
        j = self.said(
            i,
            "state that is not final",
            "any state that is not final",
            "every state that is not final",
            "every state but a final one",
        )
        if j and self.finals:
            yield every - self.finals, j
        if j := self.said(
            start,
            "not",
            "anything but",
            "state but",
            "states but",
            "other than",
            "state other than",
            "states other than",
            "state except",
        ):
            for found, k in self.listed(self.over(j, frozenset({"in", *ARTICLES}))):
                yield every - found, self.over(k, self.nouns | {"already", "yet"})
        for found, j in self.listed(start):
            k = self.over(j, self.nouns)
            yield found, self.over(k, frozenset({"already", "yet"}))
        j = self.thing(i)
        if j:
            k = self.said(
                j, "that is in", "that are in", "which is in", "that is", "that are", "that was", "which is", "which are", "in the state", "in state", "in",
                "is in", "are in", "was in", "were in", "is in state", "is", "was", "are", "were",
            )  # fmt: skip
            denied = self.said(k, "not") if k else 0
            for found, end in self.listed(self.over(denied or k, ARTICLES | {"already", "currently", "still"})) if k else ():
                after = self.over(end, frozenset({"already", "yet", *self.nouns}))
                yield every - found if denied else found, after

    # -------------------------------------------------------------------------------------------------------------- deeds

    def deeds(self, i: int) -> Iterator[tuple[Deed, int]]:
        """“block”, “be woken”, “come up”, “go to `Down`”, “become `Ready` again”, `pause()`."""
        name = self.call(i)
        if name:
            yield Deed(name), i + 1
            return
        j = self.said(i, "be", "being", "get") or i
        word = self.low(j)
        if word in GOES or word in ("start", "enter", "reach", "leave"):
            for start in {self.over(j + 1, TO), self.over(self.over(j + 1, TO), frozenset({"state", *ARTICLES}))}:
                for found, k in self.listed(start):
                    yield Deed("", found), self.over(k, AGAIN)
        if j > i:
            for found, k in self.listed(j):
                yield Deed("", found), self.over(k, AGAIN)
        if not word or word in ARTICLES:
            return
        end = self.over(j + 1, AGAIN | {"up", "over"})
        for a in self.holder.calls:
            parts = humps(a.name)
            if [stem(p) for p in parts] == [stem(word)] or (
                len(parts) == 2 and [stem(p) for p in parts] == [stem(word), stem(self.low(j + 1) or "?")]
            ):
                yield Deed(a.name), self.over(j + len(parts), AGAIN)
            elif len(parts) == 2 and stem(parts[0]) == stem(word) and parts[1] in ("up", "to", "now", *self.nouns):
                yield Deed(a.name), end
        for event in self.events:
            if len(humps(event)) == 1 and stem(event) == stem(word):
                yield Deed("", event=event), end
        own = {s for s in self.holder.states if len(humps(s)) == 1 and stem(s) == stem(word)}
        if own:
            yield Deed("", frozenset(own)), end
        else:
            for state in sorted(common(word, self.holder.states)):
                yield Deed("", frozenset({state})), end


__all__ = ["Deed", "States", "Words"]
