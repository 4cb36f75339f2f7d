"""What a type never gives out twice, and what may be had again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ordering import GIVES, IS, Ordering
from uowgen.claims.stories.scenes import all_, inside
from uowgen.claims.stories.things import gave_is, given_is, number_of, taken
from uowgen.claims.stories.told import Told

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.things import History


class Repeating(Ordering):
    """Readers of sentences of what comes back, each from the first word."""

    def never(self) -> Told | None:
        """“Ids are never reused”, “the same frame is never handed out twice without a free in between”, “never hands out one that is reserved”."""
        tokens = self.tokens
        if self.roles is None:
            return None
        tokens.over(frozenset({"timer", "vector"} & self.tokens.cast.kept))
        none = tokens.said("no", "no two")
        tokens.said("same")
        if self.kept():
            if not tokens.over(IS):
                return None
            if not none and not tokens.said("never", "not"):
                return None
            ever = tokens.said("reused", "recycled", "repeated")
            if not ever and self.things.done() != self.roles.giver:
                return None
            again = tokens.said("twice", "again", "second time", "more than once")
            if not ever and not again:
                return None
            if tokens.done:
                return Told(self.given_out, gave_is(_not_before(self.roles.giver)), plain=True, telling=self._after_release)
            tail = tokens.said("without", "before", "until", "unless", "while")
            if not tail:
                return None
            if tokens.text(-1) == "while":
                tokens.said("it is", "they are", "still")
                return None if self.things.history() is None else self._not_taken()
            tokens.said("it is", "it was", "it has been", "being", "someone")
            tokens.over(frozenset({"an", "one", "been", "first", "intervening"}))
            if self.things.done() not in self.roles.releasing:
                return None
            tokens.said("in between", "between", "first", "before")
            return self._not_taken()
        tokens.at = 0
        word = tokens.word()
        if word is not None and tokens.cast.method(word) == self.roles.giver:
            tokens.at += 1
        elif tokens.type_noun():
            pass
        if not tokens.said("never", "must never", "must not", "does not", "should not", "should never", "will never"):
            return None
        if not (tokens.over(frozenset(GIVES)) or self.things.done() == self.roles.giver):
            return None
        tokens.said("out", "back")
        history = self.things.thing(alone=True)
        if history is None:
            return None
        wrong = history
        return Told(
            self.given_out, gave_is(lambda scene, thing: _denied(wrong(scene, thing))), plain=True, telling=self._any_so(wrong)
        )

    def ends(self) -> Told | None:
        """“A cancelled timer never fires”, “A timer fires at most once”: of what comes out by itself."""
        tokens = self.tokens
        if self.roles is None or len(self.roles.ending) != 1:
            return None
        history = self.things.thing(alone=True)
        if history is None and not (tokens.over(frozenset({"an", "each", "every"})) or (True and self.kept())):
            return None
        never = tokens.said("never", "does not", "must not", "can not", "must never", "no longer", "will not")
        if not tokens.said("fires", "fire", "expires", "expire", "elapses"):
            return None
        ending = self.roles.ending[0]

        def asked(scene: Scene) -> bool | None:
            return scene.beat.name == ending and inside(scene.beat.gave) is not None

        if never and history is not None:
            wrong = history
            return Told(asked, gave_is(lambda scene, thing: _denied(wrong(scene, thing))), plain=True, telling=self._any_so(wrong))
        if history is None and tokens.said("at most once", "only once", "exactly once" if never else "at most one time"):
            return Told(
                asked,
                gave_is(_not_before(ending)),
                plain=True,
                telling=lambda scene: any(asked(scene._replace(beat=b)) for b in scene.past),
            )
        return None

    def _not_taken(self) -> Told:
        return Told(self.given_out, gave_is(_is_not_out), plain=True, telling=lambda scene: bool(taken(scene)))

    def _after_release(self, scene: Scene) -> bool | None:
        """Something that was given out has been given back."""
        return self.roles is not None and any(
            b.name in (*self.roles.releasing, *self.roles.ending) and not b.refused for b in scene.past
        )

    def _any_so(self, history: History) -> Test:
        """Some thing that was spoken of in the story is so, and was not just given out: there is something that must not come."""

        def telling(scene: Scene) -> bool | None:
            seen = {g for b in scene.past for g in b.given} | {inside(b.gave) for b in scene.past}
            return any(history(scene, one) for one in seen if number_of(one) is not None)

        return telling

    def again(self) -> Told | None:
        """“A released vector can be reserved again”: the call about such a thing succeeds."""
        tokens = self.tokens
        history = self.things.thing(alone=True)
        if history is None or not tokens.said("can be", "may be", "is allowed to be", "must be", "should be"):
            return None
        method = self.things.done()
        if not method or not self.journal.parts[method].parameters:
            return None
        tokens.said("again", "once more", "anew", "later")
        return Told(
            all_([lambda scene: scene.beat.name == method, given_is(history)]), lambda scene: not scene.beat.refused, plain=True
        )

    def next_one(self) -> Told | None:
        """“A freed frame is handed out again by the next `alloc`”, “An index given back is the next one taken”."""
        tokens = self.tokens
        if self.roles is None or self.things.thing(alone=True) is None or not tokens.over(IS):
            return None
        if tokens.said("next"):
            self.kept()
            tokens.said("one", "to be")
            if self.things.done() != self.roles.giver:
                return None
        else:
            tokens.said("first")
            if self.things.done() != self.roles.giver:
                return None
            tokens.said("again", "first")
            if not tokens.said("next", "by next", "by very next", "on next", "at next", "immediately"):
                return None
            word = tokens.word()
            if word is not None:
                if (tokens.cast.method(word) or tokens.cast.act(word)) != self.roles.giver:
                    return None
                tokens.at += 1
        releasing = self.roles.releasing

        def asked(scene: Scene) -> bool | None:
            last = scene.past[-1] if scene.past else None
            return self.given_out(scene) and last is not None and last.name in releasing and not last.refused

        return Told(asked, lambda scene: inside(scene.beat.gave) == scene.past[-1].given[0], plain=True)


def _not_before(giver: str) -> History:
    def history(scene: Scene, thing: object) -> bool | None:
        return not any(b.name == giver and inside(b.gave) == thing for b in scene.past)

    return history


def _is_not_out(scene: Scene, thing: object) -> bool | None:
    out = taken(scene)
    return None if out is None else thing not in out


def _denied(seen: bool | None) -> bool | None:
    return None if seen is None else not seen
