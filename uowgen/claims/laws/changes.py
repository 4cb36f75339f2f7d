"""Reads what a call is said to change or to leave: “leaves the break unchanged”, “sets the break to the base”, “resets the buffer”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.listed import HELD_ALREADY, THINGS, WHOLE, Lists
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import EMPTY, Outcome, held_after, held_before, is_variant, places_of_nothing
from uowgen.claims.laws.situations import and_
from uowgen.claims.laws.terms import looked_up
from uowgen.claims.stories.contents import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.laws.terms import Term
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

LEAVING = frozenset("leaves leave keeps keep preserves preserve".split())
_AS_IT_WAS = frozenset("unchanged untouched intact unmodified alone unaffected as-is".split())
_SETTING = frozenset("sets set initializes initialises makes moves updates resets starts puts".split())
_EMPTYING = frozenset("clears clear empties empty resets reset wipes drains flushes discards".split())
_THROWING = frozenset("drops discards forgets removes deletes erases".split())
_MAKING = frozenset("creates create makes builds starts begins constructs initializes".split())
_GROWING = frozenset("increments increases bumps raises advances".split())
_SHRINKING = frozenset("decrements decreases lowers reduces".split())
_ADDING = frozenset("adds pushes stores appends inserts queues enqueues records tracks registers saves".split())
_TAKING_OUT = frozenset("removes pops deletes dequeues unregisters frees takes drops".split())
_MARKING = frozenset("sets marks flags raises".split())
_MOVING = frozenset("turns puts brings moves changes transitions switches goes starts begins ends enters".split())
_MOVED = frozenset("state it itself task process thread connection socket machine device request job session node".split())
_HOLDING, _NONE = frozenset("holds has contains tracks keeps carries owns records".split()), frozenset("no nothing zero".split())
PASSING_OVER = frozenset("drops ignores discards skips loses".split())
_LETTING_GO = frozenset("drops discards loses".split())  # it: what is given, or what is held
_REPLACING = frozenset("overwrites evicts replaces removes displaces".split())
_TAKING_A_PLACE = frozenset("uses takes picks fills reuses chooses allocates".split())
_BYTES = frozenset(form(w) for w in "byte bytes entry event data input value".split())
_SLOTS = frozenset(form(w) for w in "slot entry element place it".split())
_IT = frozenset("it this that them loss".split())
_LOSSES = frozenset(
    form(w)
    for w in "lost dropped missed discarded rejected refused skipped overflows overruns losses drops overwritten evicted".split()
)
_COUNTS = frozenset("length count size empty number use".split())


class Changes:
    """Readers of what calls of one method change. `apart`: whether the programs differ in what can be seen."""

    def __init__(self, lexicon: Lexicon, method: str, *, apart: bool) -> None:
        self.lexicon, self.method, self.apart = lexicon, method, apart
        self.lists = Lists(self)

    def read(self, words: Words) -> Iterator[Outcome]:
        """All that the words may mean."""
        verb, rest = words[0].text, words[1:]
        if verb in LEAVING:
            yield from self._left(rest)
        if verb in _SETTING:
            yield from self._set(tuple(w for w in rest if w.code or w.text not in ("back", "again")))
        if verb in _EMPTYING:
            yield from self._emptied(rest)
        if verb in _THROWING and len(rest) > 1 and not rest[0].code and rest[0].text in ("all", "every", "everything"):
            yield from self._emptied(rest[1:])
            if {form(w.text) for w in rest[1:] if not w.code} <= self.lexicon.words_about(self.method) | THINGS:
                yield from (self._is_nothing(k.key) for k in self.lexicon.keys if k.key == CONTENTS)
        if verb in _MAKING:
            yield from self._made_empty(rest)
        if (
            verb in _HOLDING
            and len(rest) > (rest[0].text != "nothing" if rest else 0)
            and not rest[0].code
            and rest[0].text in _NONE
        ):
            yield from (self._has_none(key) for key in self._lists(rest[1:]))
        if verb in ("adds", "takes") and len(rest) > 1 and not rest[0].code and rest[0].text in ("one", "1"):
            yield from self._counted_by(rest[1:], 1 if verb == "adds" else -1)
        if verb in _GROWING | _SHRINKING:
            yield from self._counted_by(rest, 1 if verb in _GROWING else -1)
        if verb in _ADDING | _TAKING_OUT:
            yield from self.lists.grown_or_shrunk(rest, 1 if verb in _ADDING else -1)
        if verb in _ADDING:
            yield from self.lists.put_at(rest)
        if verb in PASSING_OVER and not (
            verb in _LETTING_GO and len(rest) == 1 and rest[0].text in ("it", "them", "these", "those")
        ):
            yield from self._passed_over(rest)
        if verb in PASSING_OVER | _REPLACING:
            yield from self.lists.evicted(rest)
        if verb in _TAKING_A_PLACE:
            yield from self._takes_place(rest)
        if verb in ("counts", "tallies") and rest:
            yield from self._counts(rest)
        if verb in _MARKING:
            yield from self._flagged(rest)
        if verb in _MOVING:
            yield from self._moved(rest)

    def _lists(self, noun: Words) -> list[str]:
        """The lists, and what counts things, that a noun may mean; without a noun all that hold things."""
        if not noun:
            return [k.key for k in self.lexicon.keys if self.holds_things(k.key)]
        return [k for k in self.lexicon.keys_of(noun) if self.holds_things(k)]

    def _has_none(self, key: str) -> Outcome:
        """What is made, or left, has nothing in it."""

        def own(m: Moment) -> bool | None:
            return None if m.own.after is None or m.own.refused else _is_empty(held_after(m, key))

        return Outcome(own, self.after_as_own(key))

    def unchanged(self, keys: tuple[str, ...]) -> Outcome:
        """What stands under the keys is after the call as it was before it."""

        def own(m: Moment) -> bool | None:
            if m.own.after is None or m.own.before is None:
                return None
            return all(held_before(m, k) == held_after(m, k) for k in keys)

        def tree(m: Moment) -> bool | None:
            if m.ours is None or m.ours.before is None or m.ours.after is None:
                return None
            mine = [k for k in keys if k in m.ours.before]
            same = all(m.ours.before[k] == m.ours.after.get(k) for k in mine)
            return (same or self._can_fail(mine) or None) and same if mine else None

        # A counter that was nothing at every call is left so by a method that sets it to nothing as well.
        return Outcome(own, tree, telling=lambda m: any(self._differs(k) for k in keys))

    def _differs(self, key: str) -> bool:
        """Whether calls of the method find different things under the key, in the stories of the spec's own code."""
        rows = moments_of(self.lexicon.journal).by_method.get(self.method, ())
        return len({held_before(m, key) for m in rows if m.own.before is not None}) > 1

    def _can_fail(self, keys: list[str]) -> bool:
        """Whether another value is another behaviour: what is private may be kept in another way by code that does the same."""
        return self.apart or any(not k.startswith(".") for k in keys)

    def _left(self, rest: Words) -> Iterator[Outcome]:
        if len(rest) > 1 and not rest[-1].code and rest[-1].text in _AS_IT_WAS:
            noun = rest[:-1]
        elif len(rest) > 3 and [w.text for w in rest[-3:]] in (["as", "it", "was"], ["as", "they", "were"], ["as", "it", "is"]):
            noun = rest[:-3]
        else:
            return
        yield from map(self.unchanged, self._things(noun))

    def _things(self, noun: Words) -> list[tuple[str, ...]]:
        """The keys that a noun may mean: one each, or all of them for the whole. What never changes is not spoken of."""
        changing = [k.key for k in self.lexicon.keys if "changing" in k.sorts]
        found: list[tuple[str, ...]] = [(k,) for k in self.lexicon.keys_of(noun) if k in changing]
        if len(noun) == 1 and not noun[0].code and self.is_whole(noun[0].text):
            found.append(tuple(k.key for k in self.lexicon.keys))
        return found

    def is_whole(self, word: str) -> bool:
        return word in WHOLE or form(word) in {form(p) for p in parts(self.lexicon.type)}

    def _set(self, rest: Words) -> Iterator[Outcome]:
        """“sets the break to the base”."""
        for at in range(1, len(rest) - 1):
            if rest[at].code or rest[at].text not in ("to", "at", "as"):
                continue
            for key in self.lexicon.keys_of(rest[:at]):
                for term in self.lexicon.terms(rest[at + 1 :], self.method):
                    if term.key != key or "before" in term.name:
                        yield self._after_is(key, term)

    def _after_is(self, key: str, term: Term) -> Outcome:
        def own(m: Moment) -> bool | None:
            value = term.of(m.own)
            if m.own.after is None or value is None or (m.own.at and m.own.refused):
                return None
            return held_after(m, key) == value

        return Outcome(own, self.after_as_own(key))

    def _emptied(self, rest: Words) -> Iterator[Outcome]:
        yield from (self._is_nothing(keys[0]) for keys in self._things(rest) if len(keys) == 1)
        if len(rest) == 1 and not rest[0].code and rest[0].text in ("everything", "all"):
            yield from self._all_as_new()
        if len(rest) == 1 and not rest[0].code and rest[0].text in ("counter", "count", "flag", "number"):
            mine = [k.key for k in self.lexicon.keys if k.sorts & {"number", "flag"} and self._changes(k.key)]
            yield from (self._is_nothing(key) for key in mine if len(mine) == 1)
        if rest and not any(w.code for w in rest):
            said = {form(w.text) for w in rest}
            yield from (self._vacated(k.key) for k in self.lexicon.keys if "list" in k.sorts and said <= _SLOTS | k.name)
        if not rest or (len(rest) == 1 and not rest[0].code and self.is_whole(rest[0].text)):
            yield from (self._as_new(key.key) for key in self.lexicon.keys if key.name & _COUNTS)

    def _changes(self, key: str) -> bool:
        """Whether a call of the method changes what stands under the key, in any story of the spec's own code."""
        rows = moments_of(self.lexicon.journal).by_method.get(self.method, ())
        return any(m.own.after is not None and held_before(m, key) != held_after(m, key) for m in rows)

    def _vacated(self, key: str) -> Outcome:
        """The place that is given has nothing in it afterwards, and had something."""

        def place(m: Moment) -> int | None:
            rows, index = held_before(m, key), m.own.given[0] if m.own.given else None
            return (
                index
                if type(index) is int and isinstance(rows, tuple) and 0 <= index < len(rows) and not is_variant(rows)
                else None
            )

        def own(m: Moment) -> bool | None:
            at, after = place(m), held_after(m, key)
            return (
                None
                if at is None or m.own.refused or not isinstance(after, tuple) or at >= len(after)
                else at in (places_of_nothing(after) or ())
            )

        def full(m: Moment) -> bool:
            at = place(m)
            return at is not None and at not in (places_of_nothing(held_before(m, key)) or ())

        return Outcome(own, self.after_as_own(key), telling=full)

    def _is_nothing(self, key: str) -> Outcome:
        def own(m: Moment) -> bool | None:
            return None if m.own.after is None or m.own.refused else held_after(m, key) in EMPTY

        return Outcome(own, self.after_as_own(key), telling=lambda m: held_before(m, key) not in EMPTY)

    def _as_new(self, key: str) -> Outcome:
        def first(m: Moment) -> object:
            return (m.start.after or {}).get(key)

        def own(m: Moment) -> bool | None:
            if m.own.after is None or m.own.refused:
                return None
            return held_after(m, key) == first(m) and first(m) in (*EMPTY, True)

        return Outcome(own, self.after_as_own(key), telling=lambda m: held_before(m, key) != first(m))

    def _all_as_new(self) -> Iterator[Outcome]:
        """Whatever a call changes is as it was when the value was made, also where all of it had been changed."""
        keys = [k.key for k in self.lexicon.keys if "changing" in k.sorts and not k.key.startswith("?") and k.key.count(".") < 2]

        def first(m: Moment, key: str) -> object:
            return (m.start.after or {}).get(key)

        def own(m: Moment) -> bool | None:
            return None if m.own.after is None or m.own.refused else all(held_after(m, k) == first(m, k) for k in keys)

        if keys:
            telling: Test = lambda m: all(held_before(m, k) != first(m, k) for k in keys)  # noqa: E731
            yield Outcome(own, and_(*map(self.after_as_own, keys)), telling=telling)

    def _made_empty(self, rest: Words) -> Iterator[Outcome]:
        """“creates an empty list”: whatever holds things, or counts them, holds none."""
        said = [w.text for w in rest if not w.code]
        keys = [k.key for k in self.lexicon.keys if self.holds_things(k.key)]
        if len(said) != len(rest) or said[:1] != ["empty"] or not all(self.is_whole(w) for w in said[1:]) or not keys:
            return

        def own(m: Moment) -> bool | None:
            return None if m.own.after is None else all(_is_empty(held_after(m, k)) for k in keys)

        yield Outcome(own, and_(*map(self.after_as_own, keys)))

    def _counted_by(self, rest: Words, sign: int) -> Iterator[Outcome]:
        """“increments the count”, “lowers the balance by the amount”: by one, or by a term."""
        by = next((n for n, w in enumerate(rest) if w.text == "by" and not w.code), len(rest))
        terms = self.lexicon.terms(rest[by + 1 :], self.method) if by < len(rest) else []
        one = by == len(rest) or (len(rest) == by + 2 and rest[-1].text in ("one", "1"))
        for key in self.lexicon.keys_of(rest[:by]):
            for amount in [None] if one else terms:
                yield self.grown(key, amount, sign)

    def grown(self, key: str, amount: Term | None, sign: int) -> Outcome:
        """A number is greater (`sign` 1) or less by the amount, by one where there is none."""

        def own(m: Moment) -> bool | None:
            before, after, by = held_before(m, key), held_after(m, key), 1 if amount is None else amount.of(m.own)
            if m.own.refused or type(before) is not int or type(after) is not int or type(by) is not int:
                return None
            return after - before == sign * by

        return Outcome(own, self.after_as_own(key))

    def _passed_over(self, rest: Words) -> Iterator[Outcome]:
        """“drops the new byte”: nothing of what is held changes, nor how much it is."""
        part = self.lexicon.journal.parts.get(self.method)
        if {w.text for w in rest} & HELD_ALREADY or (part is not None and not part.parameters):
            return  # that is another thing than what is given, or nothing is
        given = self.lexicon.words_about(self.method)
        said = {form(w.text) for w in rest if not w.code and w.text not in ("new", "extra", "further", "incoming", "more")}
        kept = self.unchanged_contents()
        if kept is not None and said <= given | THINGS | _BYTES:
            yield kept

    def unchanged_contents(self) -> Outcome | None:
        """What is held stays as it is, and how much it is; None where nothing is held."""
        counts = (".count", ".len", "len")
        keys = tuple(k.key for k in self.lexicon.keys if "list" in k.sorts or k.name & {"length"} or k.key in counts)
        return self.unchanged(keys) if keys else None

    def _takes_place(self, rest: Words) -> Iterator[Outcome]:
        """“uses the lowest free slot”: the place of a list that comes to hold something."""
        said = {w.text for w in rest if not w.code}
        if not said & {"free", "empty", "unused", "available"} or not said & {"lowest", "first", "highest", "last"}:
            return
        if "without" in said or "not" in said:  # that says more
            return
        lowest = bool(said & {"lowest", "first"})
        for key in self.lexicon.keys:
            if "list" in key.sorts:
                yield self._filled(key.key, lowest=lowest)

    def _filled(self, key: str, *, lowest: bool) -> Outcome:
        def own(m: Moment) -> bool | None:
            free, before, after = places_of_nothing(held_before(m, key)), held_before(m, key), held_after(m, key)
            if free is None or not isinstance(before, tuple) or not isinstance(after, tuple) or before == after:
                return None
            rows = free or [len(before)]
            place = next((n for n, v in enumerate(after) if n >= len(before) or v != before[n]), None)
            return place == (rows[0] if lowest else rows[-1])

        def choice(m: Moment) -> bool:
            free, held = places_of_nothing(held_before(m, key)) or [], held_before(m, key)
            return len(free) > 1 or (bool(free) and isinstance(held, tuple) and free[0] < len(held) - 1)

        return Outcome(own, self.after_as_own(key), telling=choice)

    def _counts(self, rest: Words) -> Iterator[Outcome]:
        """“counts dropped bytes as overruns”: a number goes up by one wherever it changes, and it is called so."""
        if len(rest) == 1 and not rest[0].code and rest[0].text in _IT:  # of what is passed over
            yield from (self._one_more(k.key) for k in self.lexicon.keys if "number" in k.sorts and k.name & _LOSSES)
        as_ = next((n for n, w in enumerate(rest) if w.text == "as" and not w.code), len(rest))
        said = {form(w.text) for w in rest[:as_] if not w.code}
        for key in self.lexicon.keys_of(rest[as_ + 1 :] or rest):
            named = next(k for k in self.lexicon.keys if k.key == key)
            if "number" in named.sorts and said <= named.name | named.said | self.lexicon.docs.get(
                self.method, frozenset()
            ) | _BYTES | {form("dropped")}:
                yield self._one_more(key)

    def _one_more(self, key: str) -> Outcome:
        def own(m: Moment) -> bool | None:
            before, after = held_before(m, key), held_after(m, key)
            return None if type(before) is not int or type(after) is not int or before == after else after == before + 1

        return Outcome(own, self.after_as_own(key))

    def _flagged(self, rest: Words) -> Iterator[Outcome]:
        """“sets the dirty flag”, “marks it ready”: something that was not so is so."""
        noun = tuple(w for w in rest if w.code or w.text not in ("flag", "as", "it", "itself", "bit"))
        for key in self.lexicon.keys_of(noun) if noun else ():
            if any(k.key == key and "flag" in k.sorts for k in self.lexicon.keys):
                yield self._has(key, True)

    def _has(self, key: str, value: object) -> Outcome:
        def own(m: Moment) -> bool | None:
            return None if m.own.after is None or (m.own.at and m.own.refused) else held_after(m, key) == value

        return Outcome(own, self.after_as_own(key), telling=lambda m: held_before(m, key) != value)

    def _moved(self, rest: Words) -> Iterator[Outcome]:
        """“moves to `Running`”, “starts in Idle”: a field that holds a state is in the one that is named."""
        at = next((n for n, w in enumerate(rest) if w.text in ("to", "in", "as", "into") and not w.code), None)
        named = rest[at + 1 :] if at is not None else ()
        if len(named) != 1 or any(w.code or not (w.text in _MOVED or self.is_whole(w.text)) for w in rest[:at]):
            return
        said = {form(p) for p in parts(named[0].raw.rpartition("::")[2])}
        for key in self.lexicon.keys:
            states = {v[0] for v in self._values(key.key) if isinstance(v, tuple) and len(v) == 1 and isinstance(v[0], str)}
            for state in states:
                if {form(p) for p in parts(state)} == said:
                    yield self._has(key.key, (state,))

    def _values(self, key: str) -> list[object]:
        return [(b.after or {}).get(key) for b in self.lexicon.journal.theirs or ()]

    def holds_things(self, key: str) -> bool:
        """Whether a key is a list that grows, or counts what is held; arrays that are all there from the start hold places, not things."""
        start = (self.lexicon.journal.theirs or (None,))[0]
        value = (start.after or {}).get(key) if start is not None else None
        if isinstance(value, tuple) and value and not is_variant(value):
            return all(v == ("None",) for v in value)
        return value == () or (value in (0, True) and bool({form(p) for p in parts(key.lstrip("."))} & _COUNTS))

    def after_as_own(self, key: str) -> Test:
        def tree(m: Moment) -> bool | None:
            if m.ours is None or m.ours.after is None or m.own.after is None:
                return None
            mine = looked_up(m.ours, key, after=True)
            if mine is None:
                return None
            same = mine == held_after(m, key)
            return same if same or self._can_fail([key]) else None

        return tree


def _is_empty(value: object) -> bool:
    """Whether a value says that nothing is held: a number or list of none, a list of places with nothing, or that it is empty."""
    return value in (*EMPTY, True) or (isinstance(value, tuple) and not is_variant(value) and all(v == ("None",) for v in value))
