"""Sentences of what a type gives out: which comes first, in which order, never twice, how many, and what may be had again."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.moves import Moves, stays
from uowgen.claims.stories.scenes import all_, inside
from uowgen.claims.stories.situations import Situations
from uowgen.claims.stories.things import Things, gave_is, given_is, is_called, number_of, taken
from uowgen.claims.stories.tokens import Tokens
from uowgen.claims.stories.told import Told
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.things import History

_IS = frozenset("is are be get gets can may must will should could".split())
_GIVES = "returns return hands hand gives give picks pick chooses choose uses use yields yield takes take allocates allocate finds find".split()
_LOWEST = "lowest smallest lowest-numbered first".split()


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


class _Pool:
    """Readers of sentences, each from the first word."""

    def __init__(self, words: tuple[Word, ...], cast: Cast) -> None:
        self.tokens = Tokens(words, cast)
        self.journal = cast.journal
        self.things = Things(self.tokens)
        self.roles = self.things.roles

    def _given_out(self, scene: Scene) -> bool:
        return self.roles is not None and scene.beat.name == self.roles.giver and not scene.beat.refused

    def _only_given(self, scene: Scene) -> bool:
        """Nothing but giving out came before."""
        return self._given_out(scene) and all(b.name == scene.beat.name and not b.refused for b in scene.past[1:])

    def _number(self) -> int | None:
        tokens = self.tokens
        found = as_number(tokens.raw())
        if found is None and tokens.raw().rpartition("::")[2].replace("_", "").isupper():
            found = self.journal.number(tokens.raw())
        if found is None and tokens.text() in ("zero", "one"):
            found = ("zero", "one").index(tokens.text())
        if found is not None:
            tokens.at += 1
        return found

    def _kept(self) -> bool:
        found = False
        while self.tokens.kept_noun():
            found = True
        return found

    def _giver(self) -> bool:
        """“`alloc()`”, “A fresh pool hands out”, “allocation”: the method, or what the type does when it is called."""
        tokens = self.tokens
        at = tokens.at
        word = tokens.word()
        if word is None or self.roles is None:
            return False
        if tokens.cast.method(word) == self.roles.giver:
            tokens.at += 1
            tokens.over(frozenset({"always", "must", "should", "shall", "will"}))
            if tokens.over(frozenset(_GIVES)):
                tokens.said("out", "back")
            return True
        tokens.over(frozenset("an new fresh empty".split()))
        if not tokens.type_noun():
            tokens.at = at
            return False
        tokens.over(frozenset({"always", "must", "should", "will"}))
        if self.things.done() == self.roles.giver or tokens.over(frozenset(_GIVES)):
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
            if not self._kept():
                return None
            tokens.said("that is", "to be")
            if self.roles is None or self.things.done() != self.roles.giver:
                return None
            tokens.said("by fresh", "by new", "from fresh", "from new")
            tokens.type_noun()
            if not tokens.said("is", "has number", "="):
                return None
            self._kept()
            number = self._number()
            rows = [] if number is None else [number]
        elif self._giver():
            self._kept()
            while (number := self._number()) is not None:
                rows.append(number)
                tokens.over(frozenset({",", "then", "and"}))
            if not tokens.said("first", "in order", "in that order", "in this order", "at first", "to begin with"):
                return None
        if not rows:
            return None

        def asked(scene: Scene) -> bool | None:
            return self._only_given(scene) and len(scene.past) <= len(rows)

        return Told(asked, lambda scene: _is_number(scene, rows[len(scene.past) - 1]), plain=True)

    def started(self) -> Told | None:
        """“Ids start at 1”, “numbering starts with 0”."""
        tokens = self.tokens
        if self.roles is None or not (self._kept() or tokens.said("numbering")):
            return None
        if not tokens.said(
            "start at", "start with", "start from", "starts at", "starts with", "begin at", "begin with", "begins at"
        ):
            return None
        number = self._number()
        if number is None:
            return None
        return Told(
            lambda scene: self._only_given(scene) and len(scene.past) == 1, lambda scene: _is_number(scene, number), plain=True
        )

    def lowest(self) -> Told | None:
        """“`alloc()` always returns the lowest free frame”, “insert uses the first free slot”."""
        tokens = self.tokens
        if not self._giver():
            return None
        if not (tokens.over(frozenset(_LOWEST)) and tokens.said("free", "available", "unused", "vacant", "one free", "one")):
            return None
        if not (self._kept() or tokens.said("one", "slot", "index")):
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

        return Told(self._given_out, right, plain=True, telling=telling)

    def in_order(self) -> Told | None:
        """“Ids are handed out in ascending order”, “Allocations from a new pool are consecutive”."""
        tokens = self.tokens
        fresh = False
        if self._kept():
            if not tokens.over(_IS) or self.roles is None or self.things.done() != self.roles.giver:
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
            if not tokens.over(_IS):
                return None
        step = tokens.said("consecutive", "consecutively", "sequential", "sequentially", "one after other", "in sequence")
        if not step and not tokens.said(
            "in ascending order", "in increasing order", "in order", "ascending", "increasing", "monotonically increasing"
        ):
            return None

        def asked(scene: Scene) -> bool | None:
            return (self._only_given(scene) if fresh or step else self._given_out(scene)) and self._last_given(scene) is not None

        def right(scene: Scene) -> bool | None:
            last, now = self._last_given(scene), number_of(scene.beat.gave)
            if last is None or now is None:
                return None
            return now == last + 1 if step else now > last

        return Told(asked, right)

    def _last_given(self, scene: Scene) -> int | None:
        beat = next((b for b in reversed(scene.past) if self.roles and b.name == self.roles.giver and not b.refused), None)
        return None if beat is None else number_of(beat.gave)

    # ---------------------------------------------------------------------------------------------- never twice, again

    def never(self) -> Told | None:
        """“Ids are never reused”, “the same frame is never handed out twice without a free in between”, “never hands out one that is reserved”."""
        tokens = self.tokens
        if self.roles is None:
            return None
        tokens.over(frozenset({"timer", "vector"} & self.tokens.cast.kept))
        none = tokens.said("no", "no two")
        tokens.said("same")
        if self._kept():
            if not tokens.over(_IS):
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
                return Told(self._given_out, gave_is(_not_before(self.roles.giver)), plain=True, telling=self._after_release)
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
        if not (tokens.over(frozenset(_GIVES)) or self.things.done() == self.roles.giver):
            return None
        tokens.said("out", "back")
        history = self.things.thing(alone=True)
        if history is None:
            return None
        wrong = history
        return Told(
            self._given_out, gave_is(lambda scene, thing: _denied(wrong(scene, thing))), plain=True, telling=self._any_so(wrong)
        )

    def ends(self) -> Told | None:
        """“A cancelled timer never fires”, “A timer fires at most once”: of what comes out by itself."""
        tokens = self.tokens
        if self.roles is None or len(self.roles.ending) != 1:
            return None
        history = self.things.thing(alone=True)
        if history is None and not (tokens.over(frozenset({"an", "each", "every"})) or (True and self._kept())):
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

    def stay(self) -> Told | None:
        """“Events that did not fit in `out` stay queued”: what a slice had no room for is still held."""
        tokens = self.tokens
        if not self._kept() or not tokens.said(
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
        if not method or tokens.words[at].code or not self._kept() or not tokens.over(_IS):
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

    def _not_taken(self) -> Told:
        return Told(self._given_out, gave_is(_is_not_out), plain=True, telling=lambda scene: bool(taken(scene)))

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
        if self.roles is None or self.things.thing(alone=True) is None or not tokens.over(_IS):
            return None
        if tokens.said("next"):
            self._kept()
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
            return self._given_out(scene) and last is not None and last.name in releasing and not last.refused

        return Told(asked, lambda scene: inside(scene.beat.gave) == scene.past[-1].given[0], plain=True)

    # ------------------------------------------------------------------------------------------------------- the rest

    def below(self) -> Told | None:
        """“Every index handed out is below `N`”, “ids are at least 1”."""
        tokens = self.tokens
        tokens.over(frozenset({"every", "each", "all", "any"}))
        if self.roles is None or not self._kept():
            return None
        if self.things.done() != self.roles.giver or not tokens.over(_IS):
            return None
        for said, how in _BOUNDS.items():
            if tokens.said(said):
                number = self._number()
                if number is None:
                    return None
                return Told(self._given_out, _bounded(how, number), plain=True)
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
            if not tokens.type_noun() and not self._kept() and not tokens.done:
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
            return scene.beat.name == self.roles.giver and self._last_given(scene) == end and not full  # type: ignore[union-attr]

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
        if self._kept() and tokens.said("of", "in", "on"):
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


_BOUNDS = {
    "below": "<",
    "less than": "<",
    "smaller than": "<",
    "at most": "<=",
    "at least": ">=",
    "above": ">",
    "greater than": ">",
}


def _bounded(how: str, number: int) -> Test:
    def test(scene: Scene) -> bool | None:
        found = number_of(scene.beat.gave)
        if found is None:
            return None
        return {"<": found < number, "<=": found <= number, ">=": found >= number, ">": found > number}[how]

    return test


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


def _not_before(giver: str) -> History:
    def history(scene: Scene, thing: object) -> bool | None:
        return not any(b.name == giver and inside(b.gave) == thing for b in scene.past)

    return history


def _is_not_out(scene: Scene, thing: object) -> bool | None:
    out = taken(scene)
    return None if out is None else thing not in out


def _denied(seen: bool | None) -> bool | None:
    return None if seen is None else not seen


def _untouched(scene: Scene) -> bool | None:
    """Nothing has changed it since it was made."""
    return bool(scene.past) and scene.beat.before == scene.past[0].after
