"""What a type gives out first, in which order, and which of the free ones."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.scenes import inside
from uowgen.claims.stories.things import Things, number_of, taken
from uowgen.claims.stories.tokens import Tokens
from uowgen.claims.stories.told import Told
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.scenes import Scene

IS = frozenset("is are be get gets can may must will should could".split())
GIVES = "returns return hands hand gives give picks pick chooses choose uses use yields yield takes take allocates allocate finds find".split()
_LOWEST = "lowest smallest lowest-numbered first".split()


class Ordering:
    """Readers of sentences of what comes first and what comes next, each from the first word."""

    def __init__(self, words: tuple[Word, ...], cast: Cast) -> None:
        self.tokens = Tokens(words, cast)
        self.journal = cast.journal
        self.things = Things(self.tokens)
        self.roles = self.things.roles

    def given_out(self, scene: Scene) -> bool:
        return self.roles is not None and scene.beat.name == self.roles.giver and not scene.beat.refused

    def only_given(self, scene: Scene) -> bool:
        """Nothing but giving out came before."""
        return self.given_out(scene) and all(b.name == scene.beat.name and not b.refused for b in scene.past[1:])

    def number(self) -> int | None:
        tokens = self.tokens
        found = as_number(tokens.raw())
        if found is None and tokens.raw().rpartition("::")[2].replace("_", "").isupper():
            found = self.journal.number(tokens.raw())
        if found is None and tokens.text() in ("zero", "one"):
            found = ("zero", "one").index(tokens.text())
        if found is not None:
            tokens.at += 1
        return found

    def kept(self) -> bool:
        found = False
        while self.tokens.kept_noun():
            found = True
        return found

    def giver(self) -> bool:
        """“`alloc()`”, “A fresh pool hands out”, “allocation”: the method, or what the type does when it is called."""
        tokens = self.tokens
        at = tokens.at
        word = tokens.word()
        if word is None or self.roles is None:
            return False
        if tokens.cast.method(word) == self.roles.giver:
            tokens.at += 1
            tokens.over(frozenset({"always", "must", "should", "shall", "will"}))
            if tokens.over(frozenset(GIVES)):
                tokens.said("out", "back")
            return True
        tokens.over(frozenset("an new fresh empty".split()))
        if not tokens.type_noun():
            tokens.at = at
            return False
        tokens.over(frozenset({"always", "must", "should", "will"}))
        if self.things.done() == self.roles.giver or tokens.over(frozenset(GIVES)):
            tokens.said("out")
            return True
        tokens.at = at
        return False

    # ------------------------------------------------------------------------------------------------- first, in order

    def first(self) -> Told | None:
        """“The first frame handed out is 0”, “A fresh map hands out 0, 1, 2 in order”, “a new list hands out index 0 first”."""
        tokens = self.tokens
        rows: list[int] = []
        if tokens.said("first"):
            if not self.kept():
                return None
            tokens.said("that is", "to be")
            if self.roles is None or self.things.done() != self.roles.giver:
                return None
            tokens.said("by fresh", "by new", "from fresh", "from new")
            tokens.type_noun()
            if not tokens.said("is", "has number", "="):
                return None
            self.kept()
            number = self.number()
            rows = [] if number is None else [number]
        elif self.giver():
            self.kept()
            while (number := self.number()) is not None:
                rows.append(number)
                tokens.over(frozenset({",", "then", "and"}))
            if not tokens.said("first", "in order", "in that order", "in this order", "at first", "to begin with"):
                return None
        if not rows:
            return None

        def asked(scene: Scene) -> bool | None:
            return self.only_given(scene) and len(scene.past) <= len(rows)

        return Told(asked, lambda scene: _is_number(scene, rows[len(scene.past) - 1]), plain=True)

    def started(self) -> Told | None:
        """“Ids start at 1”, “numbering starts with 0”."""
        tokens = self.tokens
        if self.roles is None or not (self.kept() or tokens.said("numbering")):
            return None
        if not tokens.said(
            "start at", "start with", "start from", "starts at", "starts with", "begin at", "begin with", "begins at"
        ):
            return None
        number = self.number()
        if number is None:
            return None
        return Told(
            lambda scene: self.only_given(scene) and len(scene.past) == 1, lambda scene: _is_number(scene, number), plain=True
        )

    def lowest(self) -> Told | None:
        """“`alloc()` always returns the lowest free frame”, “insert uses the first free slot”."""
        tokens = self.tokens
        if not self.giver():
            return None
        if not (tokens.over(frozenset(_LOWEST)) and tokens.said("free", "available", "unused", "vacant", "one free", "one")):
            return None
        if not (self.kept() or tokens.said("one", "slot", "index")):
            return None
        firsts = (
            [b for b in self.journal.theirs or () if b.at == 1 and b.name == self.roles.giver and not b.refused]
            if self.roles
            else []
        )
        start = _slot(firsts[0].gave) if firsts else None
        if start is None:
            return None

        def right(scene: Scene) -> bool | None:
            out = taken(scene)
            slots = {_slot(one) for one in out or ()}
            if out is None or None in slots:
                return None
            number = start
            while number in slots:
                number += 1
            return _slot(scene.beat.gave) == number

        def telling(scene: Scene) -> bool | None:
            last = next((b for b in reversed(scene.past) if self.roles and b.name == self.roles.giver and not b.refused), None)
            before, now = _slot(last.gave) if last is not None else None, _slot(scene.beat.gave)
            return before is not None and now is not None and now < before

        return Told(self.given_out, right, plain=True, telling=telling)

    def in_order(self) -> Told | None:
        """“Ids are handed out in ascending order”, “Allocations from a new pool are consecutive”."""
        tokens = self.tokens
        fresh = False
        if self.kept():
            if not tokens.over(IS) or self.roles is None or self.things.done() != self.roles.giver:
                return None
        else:
            word = tokens.word()
            if word is None or self.roles is None or tokens.cast.act(word) != self.roles.giver:
                return None
            tokens.at += 1
            if tokens.said("from", "of", "on", "in"):
                fresh = tokens.over(frozenset({"new", "fresh", "empty"}))
                if not tokens.type_noun():
                    return None
            if not tokens.over(IS):
                return None
        step = tokens.said("consecutive", "consecutively", "sequential", "sequentially", "one after other", "in sequence")
        if not step and not tokens.said(
            "in ascending order", "in increasing order", "in order", "ascending", "increasing", "monotonically increasing"
        ):
            return None

        def asked(scene: Scene) -> bool | None:
            return (self.only_given(scene) if fresh or step else self.given_out(scene)) and self.last_given(scene) is not None

        def right(scene: Scene) -> bool | None:
            last, now = self.last_given(scene), number_of(scene.beat.gave)
            if last is None or now is None:
                return None
            return now == last + 1 if step else now > last

        return Told(asked, right)

    def last_given(self, scene: Scene) -> int | None:
        beat = next((b for b in reversed(scene.past) if self.roles and b.name == self.roles.giver and not b.refused), None)
        return None if beat is None else number_of(beat.gave)


def _is_number(scene: Scene, number: int) -> bool | None:
    found = number_of(scene.beat.gave)
    return None if found is None else found == number


def _slot(value: object) -> int | None:
    """The number of a thing; of a thing with more parts the first."""
    found = number_of(value)
    if found is not None:
        return found
    thing = inside(value)
    return thing[1] if isinstance(thing, tuple) and len(thing) > 1 and isinstance(thing[0], str) and type(thing[1]) is int else None
