"""Reads the call that a sentence speaks of, with what it is given and in which state: “Pushing to a full ring”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.stories.asked import Asked
from uowgen.claims.stories.bounds import Bounds, single_is
from uowgen.claims.stories.calls import (
    KINDS,
    again,
    given_at,
    is_call_of,
    is_first,
    is_last,
    last_done,
    length_is,
    same_as_before,
    went_well,
)
from uowgen.claims.stories.conditions import Conditions
from uowgen.claims.stories.moves import Moves, is_short
from uowgen.claims.stories.ranges import field_of, takes_range
from uowgen.claims.stories.relations import lies, point
from uowgen.claims.stories.scenes import all_, is_refused
from uowgen.claims.stories.things import Things, given_is
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test

_SUCCESSFUL = frozenset("successful succeeding accepted".split())
_FAILING = frozenset("failed failing refused rejected unsuccessful denied".split())
_TAKEN = frozenset("used taken busy allocated reserved occupied present live known tracked registered".split())
_FREE = frozenset("free unused available untaken absent unknown unregistered untracked".split())
_TO = ("to", "into", "onto", "on", "in", "from", "of", "out of", "at", "against", "with", "for")


class Acts(Conditions):
    """Readers of calls."""

    def act(self) -> Asked | None:
        """“`push`”, “`peek(0)`”, “Pushing to a full ring”, “a refused reservation”, “releasing the same vector twice”."""
        tokens = self.tokens
        self.telling = None
        tests: list[Test] = []
        every = tokens.over(frozenset({"each", "every", "any"}))
        del every
        if tokens.over(_SUCCESSFUL):
            tests.append(went_well)
        elif tokens.over(_FAILING):
            tests.append(is_refused)
        elif tokens.said("short", "partial"):
            tests.append(is_short)
        first = tokens.said("first", "very first")
        second = tokens.said("second", "repeated", "double")
        kind = KINDS.get(tokens.text().removesuffix("-length").removesuffix("-sized"))
        if kind is not None:
            tokens.at += 1
            tests.append(length_is(kind))
        word = tokens.word()
        if word is None:
            return None
        method = tokens.cast.method(word)
        if method in self.journal.askers:  # it is looked at after every call
            return None
        literal_arguments: list[Test] | None = None
        if method:
            understood, literal_arguments = self._arguments(word.raw, method)
            if not understood:
                return None
        else:
            method = tokens.cast.act(word)
            if not method or method in self.journal.askers:
                return None
        tokens.at += 1
        if tokens.text() in ("back", "out", "up") and tokens.text() in method.split("_"):
            tokens.at += 1
        tokens.over(frozenset({"call", "calls", "method"}))
        tests.insert(0, is_call_of(method))
        if first:
            of_thing = tokens.text() in ("of", "for") and bool(self.journal.parts[method].parameters)
            tests.append(is_first(of_thing=of_thing))
        if literal_arguments:
            tests += literal_arguments
        if not self._objects(tests, method):
            return None
        if second:
            tests.append(again(method))
        return Asked(all_(tests), method, "", len(tests) > 1, telling=self.telling)

    def _objects(self, tests: list[Test], method: str) -> bool:
        """What is acted on, and on which value; false if it is something that is not understood."""
        tokens = self.tokens
        at = tokens.at
        if (known := self._known_thing(method)) is not None:
            tests.append(known)
        elif tokens.said("same"):
            if not tokens.kept_noun():
                return False
            tests.append(same_as_before(method))
            if tokens.said("twice", "second time", "again", "once more"):
                tests.append(again(method))
        elif (bounded := self._bounded(method)) is not None:
            tests.append(bounded)
        elif (more := Bounds(tokens).more_than_there_are()) is not None:
            tests.append(more)
        elif tokens.over(frozenset({"another", "single", "one", "further", "more"})) or tokens.text():
            if not tokens.kept_noun():
                tokens.at = at
            else:
                while tokens.kept_noun():
                    pass
        if (
            tokens.text() in ("of", "for")
            and self.journal.parts[method].parameters
            and tokens.cast.is_kept_at(tokens.words, tokens.at + 1)
        ):
            tokens.at += 2
        at = tokens.at
        tokens.said(*_TO)
        moved = Moves(tokens).state_of_slice()
        if moved is not None:
            tests.append(moved)
            return True
        tokens.at = at
        related = lies(tokens) if takes_range(self.journal, method) else None
        if related is None and takes_range(self.journal, method) and tokens.said("on", "of", "for", "with"):
            related = lies(tokens)
        if related is None and field_of(self.journal) is not None and len(self.journal.parts[method].parameters) == 1:
            related = point(tokens)
        if related is not None:
            tests.append(related)
            return True
        tokens.at = at
        if tokens.said(*_TO) or not tokens.done:
            test = self.state()
            if test is None:
                tokens.at = at
            else:
                tests.append(test)
        if tokens.text() == "unconditionally":
            tokens.at += 1
        if tokens.said("second time", "twice", "again"):
            tests.append(again(method))
            if tokens.said("with same", "on same", "for same") and not tokens.kept_noun():
                return False
        tokens.said("right after first", "immediately after first", "directly after first", "in row", "right away")
        return True

    def _bounded(self, method: str) -> Test | None:
        """“an index out of range”, “of a frame past the end”, “zero”: of the one number that is given."""
        tokens = self.tokens
        at = tokens.at
        if len(self.journal.parts[method].parameters) != 1:
            return None
        if not tokens.said("of", "with", "for", "to", "on") or tokens.text(0) == "":
            tokens.at = at
        tokens.over(frozenset({"an", "any"}))
        while tokens.kept_noun():
            pass
        bound = Bounds(tokens).bound()
        if bound is None:
            tokens.at = at
            return None
        return single_is(bound)

    def _known_thing(self, method: str) -> Test | None:
        """“used vector”, “released one”: what the type itself says of the thing that is given, or what was done with it last."""
        tokens = self.tokens
        at = tokens.at
        tokens.said("on", "to", "with", "for", "of", "an")
        word = tokens.word()
        nexts = tokens.words[tokens.at + 1] if tokens.at + 1 < len(tokens.words) else None
        if (
            word is None
            or word.code
            or nexts is None
            or not (tokens.cast.is_kept(nexts) or nexts.text in ("one", "reference", "ref"))
        ):
            return self._thing_of(method, at)
        wanted = True if word.text in _TAKEN else False if word.text in _FREE else None
        if word.text == "last" and nexts.text in ("reference", "ref", "one", "user") and self.journal.parts[method].parameters:
            tokens.at += 2
            return is_last
        done = tokens.cast.act(word) if word.text.endswith(("ed", "en")) else ""
        askers = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and p.returns == "bool" and len(p.parameters) == 1
        ]
        tokens.at += 2
        if wanted is not None and len(askers) == 1:
            free = any(mark in askers[0] for mark in ("free", "available", "unused"))

            def told(scene: Scene) -> bool | None:
                seen = scene.beat.of_given.get(askers[0])
                return None if not isinstance(seen, bool) else seen is (wanted is not free)

            return told
        if done and done != method and self.journal.parts[method].parameters:
            return last_done(done)
        return self._thing_of(method, at)

    def _thing_of(self, method: str, at: int) -> Test | None:
        """“an index that was never taken”, “a stale handle”: what was done with the one thing that is given."""
        tokens = self.tokens
        tokens.at = at
        tokens.said("on", "to", "with", "for", "of")
        if self.journal.parts[method].parameters:
            things = Things(tokens)
            history = things.thing(alone=True)
            if history is not None:
                self.telling = things.telling
                return given_is(history)
        tokens.at = at
        return None

    def _arguments(self, raw: str, method: str) -> tuple[bool, list[Test]]:
        """Whether the arguments in a call are understood, and what they are said to be; nothing where the call is only named."""
        inner = raw.partition("(")[2].rpartition(")")[0].strip()
        if not inner:
            return True, []
        parameters = self.journal.parts[method].parameters
        row = cut_at_commas(inner)
        if len(row) != len(parameters):
            return False, []
        tests: list[Test] = []
        for n, (text, (name, _)) in enumerate(zip(row, parameters, strict=True)):
            one = text.strip()
            if one in ("_", "..", name) or (one.isidentifier() and one.islower() and len(one) <= 5):
                continue
            test = literal(one, self.number)
            if test is None:
                return False, []
            tests.append(given_at(n, test))
        return True, tests
