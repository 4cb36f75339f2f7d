"""Sentences of what a type gives out: which comes first, in which order, never twice, how many, and what may be had again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.moves import Moves, stays
from uowgen.claims.stories.ordering import IS
from uowgen.claims.stories.repeating import Repeating
from uowgen.claims.stories.scenes import all_
from uowgen.claims.stories.situations import Situations
from uowgen.claims.stories.things import given_is, is_called, number_of, taken
from uowgen.claims.stories.told import Told

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.scenes import Scene, Test

_BOUNDS = {
    "below": "<",
    "less than": "<",
    "smaller than": "<",
    "at most": "<=",
    "at least": ">=",
    "above": ">",
    "greater than": ">",
}


def read(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """The claims of a sentence about what is given out; none for other types and other sentences."""
    pool = _Pool(words, cast)
    for way in (
        pool.first,
        pool.started,
        pool.lowest,
        pool.never,
        pool.counted,
        pool.stay,
        pool.ends,
        pool.in_order,
        pool.again,
        pool.next_one,
        pool.below,
        pool.wraps,
        pool.asked,
        pool.shown,
    ):
        pool.tokens.at = 0
        found = way()
        if found is not None and pool.tokens.done:
            return [found]
    return []


class _Pool(Repeating):
    """Readers of sentences, each from the first word."""

    def stay(self) -> Told | None:
        """“Events that did not fit in `out` stay queued”: what a slice had no room for is still held."""
        tokens = self.tokens
        if not self.kept() or not tokens.said(
            "that did not fit", "that do not fit", "that does not fit", "beyond end", "which do not fit", "not copied"
        ):
            return None
        moves = Moves(tokens)
        if tokens.said("in", "into", "of") and not moves.slice_noun():
            return None
        if not tokens.said("stay", "remain", "stays", "remains", "is kept", "is left", "must stay", "should stay"):
            return None
        if not (tokens.said("in", "on") and tokens.type_noun()) and not tokens.said(
            "queued", "stored", "held", "for next read", "for next call"
        ):
            return None
        return Told(lambda scene: bool(scene.beat.name) and moves.fills(scene.beat.name), stays, plain=True)

    def counted(self) -> Told | None:
        """“Reserved vectors are (not) counted against `available()`”: whether the call that makes them so changes what is told."""
        tokens = self.tokens
        at = tokens.at
        method = self.things.done()
        if not method or tokens.words[at].code or not self.kept() or not tokens.over(IS):
            return None
        denied = tokens.said("not", "never")
        if not tokens.said("counted against", "subtracted from", "deducted from", "counted in", "counted as", "included in"):
            return None
        down = tokens.text(-1) in ("against", "from")
        key = tokens.quantity()
        if not key:
            return None

        def right(scene: Scene) -> bool | None:
            before, after = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
            if type(before) is not int or type(after) is not int:
                return None
            return (after < before if down else after > before) is not denied

        return Told(lambda scene: scene.beat.name == method and not scene.beat.refused, right, plain=True)

    def below(self) -> Told | None:
        """“Every index handed out is below `N`”, “ids are at least 1”."""
        tokens = self.tokens
        tokens.over(frozenset({"every", "each", "all", "any"}))
        if self.roles is None or not self.kept():
            return None
        if self.things.done() != self.roles.giver or not tokens.over(IS):
            return None
        for said, how in _BOUNDS.items():
            if tokens.said(said):
                number = self.number()
                if number is None:
                    return None
                return Told(self.given_out, _bounded(how, number), plain=True)
        return None

    def wraps(self) -> Told | None:
        """“The search wraps around at the end of the window”: what comes after the last is what is free at the beginning."""
        tokens = self.tokens
        if self.roles is None or not tokens.said("search", "allocation", "cursor", "scan", "numbering"):
            return None
        if not tokens.said("wraps around", "wraps", "wrap around", "wrap", "starts over", "starts again"):
            return None
        if tokens.said("at end", "at last", "after last", "past end", "past last", "from end"):
            tokens.said("of", "one")
            if not tokens.type_noun() and not self.kept() and not tokens.done:
                tokens.said("window", "range", "bitmap", "table", "space")
        numbers = [n for b in self.journal.theirs or () if b.name == self.roles.giver and (n := number_of(b.gave)) is not None]
        if not numbers:
            return None
        end = max(numbers)

        def asked(scene: Scene) -> bool | None:
            out = taken(scene)
            if out is None:
                return None
            full = len(out) >= len(set(numbers))
            return scene.beat.name == self.roles.giver and self.last_given(scene) == end and not full  # type: ignore[union-attr]

        return Told(asked, lambda scene: not scene.beat.refused and (number_of(scene.beat.gave) or 0) <= end, plain=True)

    def asked(self) -> Told | None:
        """“`is_used()` is false for every vector of a fresh pool”, “`is_allocated()` is true for every frame handed out”."""
        tokens = self.tokens
        word = tokens.word()
        name = tokens.cast.method(word) if word is not None else ""
        if not name or self.journal.parts[name].takes != "ref" or self.journal.parts[name].returns != "bool":
            return None
        tokens.at += 1
        if not tokens.said("is", "returns", "stays", "gives", "says"):
            return None
        wanted = tokens.raw() == "true"
        if tokens.raw() not in ("true", "false"):
            return None
        tokens.at += 1
        if not tokens.said("for", "on", "of"):
            return None
        at = tokens.at
        tokens.over(frozenset({"every", "each", "all", "any", "an"}))
        if self.kept() and tokens.said("of", "in", "on"):
            test = Situations(tokens).state()
            if test is None:
                return None
            new = not self.journal.ours or tokens.text(-2) in ("new", "fresh", "empty")
            under = _untouched if new else test
        else:
            tokens.at = at
            history = self.things.thing(alone=True)
            if history is None:
                return None
            under = given_is(history)
        return Told(all_([lambda scene: scene.beat.name == name, under]), lambda scene: scene.beat.gave is wanted, plain=True)

    def shown(self) -> Told | None:
        """“A touched key is contained in the list”, “an evicted key is no longer present”: what is told of such a thing."""
        tokens = self.tokens
        history = self.things.thing(alone=True)
        if history is None or not tokens.said("is", "stays", "must be", "becomes"):
            return None
        denied = tokens.said("no longer", "not", "never")
        tokens.over(frozenset({"still", "then", "always"}))
        word = tokens.text()
        names = [
            p.name
            for p in self.journal.parts.values()
            if p.takes == "ref" and p.returns == "bool" and len(p.parameters) == 1 and is_called(p.name, word)
        ]
        if len(names) != 1 or not word:
            return None
        tokens.at += 1
        if tokens.said("in", "by", "to") and not tokens.type_noun():
            return None
        tokens.said("anymore", "any more", "afterwards", "any longer")
        return Told(
            all_([lambda scene: scene.beat.name == names[0], given_is(history)]),
            lambda scene: scene.beat.gave is not denied if isinstance(scene.beat.gave, bool) else None,
        )


def _bounded(how: str, number: int) -> Test:
    def test(scene: Scene) -> bool | None:
        found = number_of(scene.beat.gave)
        if found is None:
            return None
        return {"<": found < number, "<=": found <= number, ">=": found >= number, ">": found > number}[how]

    return test


def _untouched(scene: Scene) -> bool | None:
    """Nothing has changed it since it was made."""
    return bool(scene.past) and scene.beat.before == scene.past[0].after
