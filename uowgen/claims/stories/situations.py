"""Which scenes a sentence speaks of: the call that it names, and the conditions that it sets."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from uowgen.claims.stories.acts import Acts
from uowgen.claims.stories.asked import Asked
from uowgen.claims.stories.bounds import Bounds, numbers_are
from uowgen.claims.stories.calls import KINDS, about_the_same
from uowgen.claims.stories.holders import Holders
from uowgen.claims.stories.scenes import all_
from uowgen.claims.stories.things import Things
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test

_SEVERAL = 2


class Situations(Acts):
    """Readers of subjects and conditions."""

    def thing(self) -> Asked | None:
        """“negative numbers”, “descriptor 0”: what is given to the one method that takes such a thing and may refuse it."""
        tokens = self.tokens
        start = tokens.at
        tokens.over(frozenset({"each", "every", "any", "all", "an"}))
        numbers = Bounds(tokens).numbers()
        bound = Bounds(tokens).bound() if numbers is not None else None
        if numbers is not None and bound is not None:
            refusing = sorted(m for m in numbers.methods if self.journal.parts[m].returns.startswith(("Result", "Option", "bool")))
            return Asked(numbers_are(numbers, bound), refusing[0]) if refusing and len(refusing) == len(numbers.methods) else None
        tokens.at = start
        tokens.over(frozenset({"each", "every", "any", "all"}))
        kind = KINDS.get(tokens.text())
        if kind is not None:
            tokens.at += 1
        if not tokens.kept_noun():
            return None
        number = as_number(tokens.raw()) if kind is None else None
        if kind is None:
            if number is None:
                return None
            tokens.at += 1
        takers = [
            p.name
            for p in self.journal.parts.values()
            if p.takes == "mut" and len(p.parameters) == 1 and p.returns.startswith(("Result", "Option", "bool"))
        ]
        if len(takers) != 1:
            return None

        def given(scene: Scene) -> bool | None:
            if scene.beat.name != takers[0]:
                return False
            value = scene.beat.given[0]
            if not isinstance(value, int):
                return None
            return kind(value) if kind is not None else value == number

        return Asked(given, takers[0])

    def holder(self) -> Asked | None:
        """A subject that is no method: “Exhaustion”, “each overwrite”, “A full pool allocates again after one release”, “the ring refuses events”."""
        tokens = self.tokens
        at = tokens.at
        holders = Holders(self)
        for way in (holders.dropped, holders.exhausted):
            tokens.at = at
            found = way()
            if found is not None:
                return Asked(*found)
        tokens.at = at
        again = holders.again()
        if again is not None:
            return Asked(*again, judged=False)
        tokens.at = at
        said = holders.refuses()
        if said is None:
            return None
        holders.until_taken()
        return Asked(said[0], said[1], judged=said[2])

    def quantity(self) -> Asked | None:
        """“`available()` of a new pool”, “the lost counter”, “`len()`”: looked at after every call."""
        key = self.tokens.quantity()
        if not key:
            return None
        tests: list[Test] = [lambda scene: (scene.beat.after is not None and key in scene.beat.after) or None]
        at = self.tokens.at
        if self.tokens.said("of", "in", "on", "for"):
            test = self.state(after=True)
            if test is None:
                self.tokens.at = at
                return None
            tests.append(test)
        return Asked(all_(tests), "", key)

    def sequence(self) -> Asked | None:
        """“push then pop”, “insert, remove the same range, find”: the calls of a story from its beginning; the last is asked about."""
        tokens = self.tokens
        names: list[str] = []
        same = []
        while True:
            tokens.said("then", "and then", "and")
            word = tokens.word()
            here = tokens.at
            method = Things(tokens).done()
            tokens.at = here if not method else tokens.at - 1
            if not method or "(" in (word.raw if word is not None else "").replace("()", ""):
                break
            tokens.at += 1
            names.append(method)
            same.append(tokens.said("same", "it"))
            tokens.kept_noun()
            if not (tokens.said(",", "then") or tokens.text() in ("then", "and")):
                break
        if len(names) < _SEVERAL:
            return None

        def test(scene: Scene) -> bool | None:
            row = [*scene.past, scene.beat]
            if len(row) != len(names) + 1 or [b.name for b in row[1:]] != names or any(b.refused for b in row[1:-1]):
                return False
            if not all(not one or row[n].given[: len(row[n + 1].given)] == row[n + 1].given for n, one in enumerate(same) if n):
                return False
            return all(about_the_same(one, other, scene) for one, other in itertools.pairwise(row[1:]))

        return Asked(test, names[-1], calls=len(names))
