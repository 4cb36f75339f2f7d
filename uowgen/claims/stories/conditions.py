"""Reads the conditions that a sentence sets: “if the ring is full”, “after a push”, “when `n` is larger than `len()`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.stories.bounds import Bounds, numbers_are
from uowgen.claims.stories.calls import KINDS, LENGTH, START, comes_after, compare, is_fresh, was_just_made, went_well
from uowgen.claims.stories.moves import Moves
from uowgen.claims.stories.relations import lies, point
from uowgen.claims.stories.scenes import is_refused, not_
from uowgen.claims.stories.states import state_of
from uowgen.claims.stories.things import roles_of
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

_FRESH = frozenset("new fresh freshly newly just-created unused untouched created".split())
_INLINE = frozenset("when if while with on for at once given".split())
# Other words for being full and empty.
_SAID = {
    "nothing is left": "empty", "nothing is queued": "empty", "nothing is stored": "empty", "nothing is held": "empty",
    "there is nothing left": "empty", "there is nothing in it": "empty", "it is empty": "empty", "it is full": "full",
    "there is no room left": "full", "there is no room": "full", "no room is left": "full", "no space is left": "full",
    "exhausted": "full", "used up": "full",
}  # fmt: skip
_NAMES = {"length": LENGTH, "len": LENGTH, "size": LENGTH, "start": START, "address": START, "base": START}


class Conditions:
    """Readers of conditions."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.after = False  # whether conditions are of what is told after the call
        self.telling: Test | None = None  # in which scenes of the call that was read a fault would show
        self.begun = False  # whether a condition stands before the sentence

    def number(self, text: str) -> int | None:
        """The value of a constant of the tree."""
        return self.journal.number(text)

    def named_state(self, kind: str) -> Test | None:
        """Whether the value is full or empty before the call."""
        return state_of(self.tokens, kind)

    def between(self) -> list[Test] | None:
        """Conditions between the subject and what is said of it; None where one is not understood."""
        tokens = self.tokens
        found: list[Test] = []
        while tokens.text() in _INLINE or tokens.said(","):
            at = tokens.at
            test = self.condition()
            if test is None:
                tokens.at = at
                return found if found or tokens.text() in _INLINE else None
            found.append(test)
        tokens.said(",")
        return found

    def condition(self) -> Test | None:
        """A condition with its first word, to the next comma or the end, as far as it goes."""
        tokens = self.tokens
        tokens.over(frozenset({"when", "whenever", "if", "while", "once", "as", "long", "then", "already", "only", "even"}))
        after = tokens.said("after")
        tokens.said("on", "for", "with", "to", "into", "from", "of", "in", "at", "where")
        at = tokens.at
        if after:
            method = self._named_act()
            return None if not method else comes_after(method)
        for way in (
            self._lies,
            self._slice,
            self._held_said,
            self._bound_said,
            self._state_said,
            self._compared,
            self._outcome_said,
            self._given_said,
        ):
            tokens.at = at
            test = way()
            if test is not None:
                return test
        tokens.at = at
        return None

    def state(self, *, after: bool = False) -> Test | None:
        """“a full ring”, “the ring is empty”, “a fresh pool”, “it is full”, “empty”."""
        tokens = self.tokens
        at = tokens.at
        tokens.over(frozenset({"an", "already", "completely", "entirely", "now"}))
        for said, kind in _SAID.items():
            if tokens.said(said):
                left = said in ("nothing is left", "there is nothing left") and roles_of(self.journal) is not None
                return self._state("full" if left else kind, after=after)
        if (spent := self._all_taken()) is not None:
            return spent if not after else None
        kind = tokens.text()
        if kind in ("full", "empty") or kind in _FRESH:
            tokens.at += 1
            tokens.over(_FRESH)
            if tokens.type_noun() or tokens.done or tokens.text() in (",", "and"):
                return self._state(kind, after=after)
            tokens.at = at
            return None
        if tokens.type_noun() and tokens.over(frozenset({"is", "was", "becomes", "gets", "has", "been"})):
            tokens.over(frozenset({"already", "completely", "currently", "still", "now", "just", "been"}))
            denied = tokens.said("not")
            kind = tokens.text()
            if kind in ("full", "empty", *_SAID) or kind in _FRESH:
                tokens.at += 1
                kind = _SAID.get(kind, kind)
                test = self._state(kind, after=after)
                return None if test is None else not_(test) if denied else test
        tokens.at = at
        return None

    def _all_taken(self) -> Test | None:
        """“all frames are taken”, “every slot is in use”, “no vector is free”: nothing is left to give."""
        tokens = self.tokens
        at = tokens.at
        none = tokens.said("no")
        if (none or tokens.said("all", "every")) and (tokens.kept_noun() or tokens.said("slots", "slot", "of them")):
            tokens.kept_noun()
            free = ("free", "available", "left", "unused")
            used = ("taken", "used", "in use", "allocated", "handed out", "given out", "reserved", "occupied", "used up", "busy")
            if tokens.said(*(f"{be} {w}" for be in ("is", "remains", "remain") for w in (free if none else used))):
                return state_of(tokens, "full")
        tokens.at = at
        return None

    def _state(self, kind: str, *, after: bool) -> Test | None:
        if kind in _FRESH:
            return was_just_made if after else is_fresh
        return state_of(self.tokens, kind, after=after)

    def _compared(self) -> Test | None:
        """`n >= len()`, `len == 0` in backticks: over the arguments of the call and what is told before it."""
        word = self.tokens.word()
        if word is None or not word.code:
            return None
        for sign in (">=", "<=", "==", "!=", ">", "<"):
            left, found, right = word.raw.partition(f" {sign} ")
            if found:
                terms = self._term(left), self._term(right)
                if None in terms:
                    return None
                self.tokens.at += 1
                return compare(sign, *terms)  # type: ignore[arg-type]
        return None

    def _term(self, text: str) -> Callable[[Scene], object] | None:
        plain = as_number(text)
        if plain is not None:
            return lambda scene: plain
        name = bare_name(text)
        given_names = {p for part in self.journal.parts.values() for p, _ in part.parameters}
        if name in self.journal.askers and not (text in given_names and "(" not in text):
            return lambda scene: (scene.beat.before or {}).get(name)
        if text.startswith("self.") and name in self.journal.fields:
            return lambda scene: (scene.beat.before or {}).get(f".{name}")
        if name in given_names:

            def given(scene: Scene) -> object:
                names = [p for p, _ in scene.journal.parts[scene.beat.name].parameters] if scene.beat.name else []
                return scene.beat.given[names.index(name)] if name in names else None

            return given
        value = self.number(text)
        return None if value is None else (lambda scene: value)

    def _outcome_said(self) -> Test | None:
        """“success”, “failure”, “it fails”, “it is refused”."""
        tokens = self.tokens
        at = tokens.at
        if tokens.kept_noun() and tokens.said(
            *(f"is {w}" for w in ("queued", "accepted", "stored", "inserted", "enqueued", "added"))
        ):
            return went_well
        tokens.at = at
        tokens.said("it")
        if tokens.said("success", "succeeds", "it succeeds", "is accepted", "call succeeds"):
            return went_well
        if tokens.said("failure", "error", "fails", "is refused", "is rejected", "an error", "call fails"):
            return is_refused
        return None

    def _slice(self) -> Test | None:
        return Moves(self.tokens).state_of_slice()

    def _held_said(self) -> Test | None:
        """“N events are queued”: as many are kept."""
        tokens = self.tokens
        key = tokens.cast.length()
        number = as_number(tokens.raw())
        if number is None and tokens.raw()[:1].isupper():
            number = self.number(tokens.raw())
        if number is None or not key:
            return None
        tokens.at += 1
        if not tokens.kept_noun() or not tokens.said(*(f"is {w}" for w in ("queued", "stored", "held", "in it", "present"))):
            return None
        after = self.after

        def test(scene: Scene) -> bool | None:
            look = scene.beat.after if after else scene.beat.before
            return None if look is None else look.get(key) == number

        return test

    def _bound_said(self) -> Test | None:
        """“`n` is larger than `tokens()`”, “there are more than …”: of what the call is given."""
        tokens = self.tokens
        bounds = Bounds(tokens)
        if (more := bounds.more_than_there_are()) is not None:
            return more
        numbers = bounds.numbers()
        if numbers is None:
            return None
        tokens.said("is")
        bound = bounds.bound()
        return None if bound is None else numbers_are(numbers, bound)

    def _lies(self) -> Test | None:
        return lies(self.tokens) or point(self.tokens)

    def _state_said(self) -> Test | None:
        return self.state(after=self.after)

    def _given_said(self) -> Test | None:
        """“an unaligned start”, “zero length”, “negative number”: of what is given."""
        tokens = self.tokens
        kind = tokens.text()
        test = KINDS.get(kind)
        if test is None:
            return None
        tokens.at += 1
        word = tokens.text()
        if word not in _NAMES and not tokens.cast.is_kept(tokens.words[tokens.at] if not tokens.done else tokens.words[0]):
            return None
        tokens.at += 1
        names = _NAMES.get(word, frozenset())

        def given(scene: Scene) -> bool | None:
            if not scene.beat.name:
                return None
            rows = [
                value
                for value, (name, _) in zip(scene.beat.given, scene.journal.parts[scene.beat.name].parameters, strict=True)
                if (name in names or (not names and len(scene.beat.given) == 1)) and isinstance(value, int)
            ]
            return test(rows[0]) if len(rows) == 1 else None

        return given

    def _named_act(self) -> str:
        word = self.tokens.word()
        if word is None:
            return ""
        method = self.tokens.cast.method(word) or self.tokens.cast.act(word)
        if method:
            self.tokens.at += 1
            self.tokens.kept_noun()
        return method
