"""Reads what a call is said to give: a value, what a field held or holds, a count, the lowest free place; or that it refuses."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.newcomers import newcomers
from uowgen.claims.laws.outcomes import (
    Outcome,
    as_own,
    held_after,
    held_before,
    inside,
    is_variant,
    places_of_nothing,
    refused_alike,
)
from uowgen.claims.stories.contents import CONTENTS
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.laws.terms import Term
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

GIVING = frozenset("returns return gives give yields yield reports report answers answer produces produce hands".split())
BEING = frozenset("is -> => : = == →".split())
REFUSING = frozenset("rejects reject refuses refuse denies deny declines decline fails fail errors forbids".split())
_COUNTED = frozenset(
    "bytes byte entries entry elements items item tasks pages frames slots words characters chars number count amount".split()
)
_FRONT, _BACK = frozenset("front oldest first head".split()), frozenset("back newest last latest youngest tail".split())
_ANY = frozenset(form(w) for w in "entry element item value one task byte".split())
_MOST_WORDS = 64
_LOWEST, _HIGHEST = frozenset("lowest first smallest".split()), frozenset("highest last largest".split())
_FREE = frozenset("free unused available empty vacant unallocated".split())


# What is said of things that are handed over, beside what a slice is filled up with.
_REAL = frozenset(
    "real actual actually genuine valid true copied delivered moved transferred taken drained handed over popped written read consumed there were that".split()
)
_IDLE = frozenset("that which is are in of its on not yet one next".split())
_PLACES = frozenset(
    form(w)
    for w in "slot place index bit number entry id frame page descriptor fd port line lane seat cell block unit position".split()
)


class Results:
    """Readers of what calls of one method give."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method

    def read(self, words: Words) -> Iterator[Outcome]:
        """All that the words may mean."""
        verb, rest = words[0].text, words[1:]
        if verb in GIVING:
            yield from self._given(rest)
        elif verb in BEING:
            yield from self._literal(rest)
            yield from self._how_many(rest)
        elif verb in ("true", "false", "none") and not rest:
            yield from self._literal(words)
        elif verb in REFUSING and not rest:
            yield Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)
        elif verb in REFUSING and len(rest) == 2 and not rest[0].code and rest[0].text in ("with", "as") and rest[1].code:
            yield from self._literal(rest[1:])

    def _given(self, rest: Words) -> Iterator[Outcome]:
        yield from self._literal(rest)
        if any(w.code for w in rest):
            return
        yield from self._how_many(rest)
        yield from self._counted(rest)
        yield from self._free_place(rest)
        yield from map(_value_of, self._terms(rest))
        yield from newcomers(rest, self.lexicon, self.method)
        bare = tuple(w for w in rest if form(w.text) not in parts(self.lexicon.type))  # “the ring length” of a ring
        yield from map(_value_of, self._terms(bare) if bare and bare != rest else ())
        yield from self._at_an_end(rest)

    def _terms(self, words: Words) -> Iterator[Term]:
        """What a noun phrase may mean; what is called current is what is there when it is given."""
        now = any(w.text == "current" for w in words)
        yield from (t for t in self.lexicon.terms(words, self.method) if not (now and t.name.endswith(" before")))

    def _literal(self, rest: Words) -> Iterator[Outcome]:
        if len(rest) == 1 and not rest[0].code and rest[0].text == "error":
            yield Outcome(lambda m: isinstance(m.own.gave, tuple) and m.own.gave[:1] == ("Err",), refused_alike, alike=as_own)
        if len(rest) != 1:
            return
        plain = {"false": "false", "true": "true", "none": "None"}.get(rest[0].raw.lower(), rest[0].raw)
        test = literal(plain, self.lexicon.journal.number)
        if test is None:
            return
        error = self.lexicon.journal.parts[self.method].returns.startswith("Result") and not plain.startswith("Ok")

        def given(beat: Beat) -> bool:
            return not beat.panicked and _has(test, beat.gave)

        def own(m: Moment) -> bool | None:
            # Where another error is given, another reason comes first: the sentence is not about that call.
            other = error and isinstance(m.own.gave, tuple) and m.own.gave[:1] == ("Err",) and not given(m.own)
            return None if other else given(m.own)

        yield Outcome(own, lambda m: given(m.ours) if m.ours is not None else None, alike=as_own)

    def _at_an_end(self, rest: Words) -> Iterator[Outcome]:
        """“the front task”, “the oldest entry”: the first or the last of a list."""
        said = [w.text for w in rest]
        if self.lexicon.journal.parts[self.method].parameters:  # what is given may be what tells which one comes
            return
        end = 0 if said and said[0] in _FRONT else -1 if said and said[0] in _BACK else None
        noun = frozenset(form(w) for w in said[1:])
        for key in self.lexicon.keys if end is not None else ():
            # What is found by taking all out stands in the order in which it comes out, whichever that is.
            if (
                "list" in key.sorts
                and key.key != CONTENTS
                and noun <= self.lexicon.words_about(self.method) | self.lexicon.elements_of(key.key) | _ANY
            ):
                yield _end_of(key.key, end or 0)

    def _how_many(self, rest: Words) -> Iterator[Outcome]:
        """“the number of pins”, “how many slots are held”: how many of those there are, of a method that only asks."""
        from uowgen.claims.laws.amounts import Amounts

        said = [w.text if not w.code else "`" for w in rest]
        start = 2 if said[:2] in (["number", "of"], ["count", "of"], ["how", "many"]) else 0
        if not start or len(rest) == start or self.method not in self.lexicon.journal.askers:
            return
        for term in Amounts(self.lexicon, self.method).counted(rest[start:]):
            if term.key != self.method:
                yield _is_many(term)

    def _counted(self, rest: Words) -> Iterator[Outcome]:
        """“the number of bytes written”: by how much a number that is held grew or shrank."""
        said = [w.text for w in rest]
        if said[:2] in (["number", "of"], ["count", "of"], ["how", "many"]):
            said = said[2:]
        elif not said or said[-1] != "count":
            return
        if any("[" in kind for _, kind in self.lexicon.journal.parts[self.method].parameters):
            said = [w for w in said if w not in _REAL] or said  # others than those that only fill up what is given
        done = {form(p) for p in parts(self.method)}
        if all(w in ("slot", "slots", "place", "places", "cell", "cells") for w in said):
            return  # of those there are always as many
        if all(form(w) in done or w in _COUNTED or form(w) in self.lexicon.docs.get(self.method, ()) for w in said):
            yield from (_change_of(key.key) for key in self.lexicon.keys if key.sorts & {"number", "list"})
            if self.lexicon.journal.parts[self.method].takes == "value":  # nothing is left to tell by how much it changed
                yield from (_held_number(key.key) for key in self.lexicon.keys if key.sorts & {"number", "list"})

    def _free_place(self, rest: Words) -> Iterator[Outcome]:
        """“the lowest free fd”: the first place of a list that had nothing in it, or the next behind its end."""
        said = {w.text for w in rest}
        nouns = {form(w) for w in said - _LOWEST - _HIGHEST - _FREE - _IDLE}
        # Whatever else is said of it would be passed over.
        if not (said & _LOWEST or said & _HIGHEST) or not nouns <= _PLACES | self.lexicon.words_about(self.method):
            return
        lowest = bool(said & _LOWEST)
        if said & _FREE:
            yield from (_place_in(key.key, lowest=lowest) for key in self.lexicon.keys if "list" in key.sorts)
        for key in self.lexicon.keys:
            width = self.lexicon.bits_of(key.key)
            if width:
                yield _bit_in(key.key, width, lowest=lowest, free=bool(said & _FREE))
                if said & _FREE:  # a bit that is set may stand for what is free
                    yield _bit_in(key.key, width, lowest=lowest, free=False)


def _has(test: Callable[[object], bool | None], gave: object) -> bool:
    """Whether the value, or what an `Ok`, `Some` or `Err` around it holds, is the one that is named."""
    if test(gave) is True:
        return True
    return isinstance(gave, tuple) and gave[:1] in (("Some",), ("Ok",), ("Err",)) and len(gave) > 1 and _has(test, gave[1])


def _value_of(term: Term) -> Outcome:
    """What is given, in a success, is the value of a term."""

    def own(m: Moment) -> bool | None:
        given, value = inside(m.own.gave), term.of(m.own)
        return None if m.own.refused or given is None or value is None else given == value

    return Outcome(own, as_own, alike=as_own, telling=_changes)


def _is_many(term: Term) -> Outcome:
    """What is told is how many there are, with more than one at some time."""

    def own(m: Moment) -> bool | None:
        value = term.of(m.own)
        return None if m.own.panicked or value is None else m.own.gave == value

    telling: Test = lambda m: type(value := term.of(m.own)) is int and value > 1  # noqa: E731
    return Outcome(own, as_own, alike=as_own, telling=telling)


def _changes(m: Moment) -> bool | None:
    return m.own.before != m.own.after if m.own.before is not None else None


def _bit_in(key: str, width: int, *, lowest: bool, free: bool) -> Outcome:
    """What is given is the first or last bit, of a number or of a list of such, that is clear (`free`) or set."""

    def bits(m: Moment) -> list[int]:
        value = held_before(m, key)
        rows = [value] if type(value) is int else value if isinstance(value, tuple) and all(type(v) is int for v in value) else []
        return [n * width + b for n, v in enumerate(rows[:_MOST_WORDS]) for b in range(width) if (v >> b & 1 == 0) is free]

    def own(m: Moment) -> bool | None:
        found, given = bits(m), inside(m.own.gave)
        return None if m.own.refused or type(given) is not int or not found else given == (found[0] if lowest else found[-1])

    telling: Test = lambda m: len(found := bits(m)) > 1 and found[0] > 0  # noqa: E731
    return Outcome(own, as_own, alike=as_own, telling=telling)


def _end_of(key: str, end: int) -> Outcome:
    def own(m: Moment) -> bool | None:
        rows, given = held_before(m, key), inside(m.own.gave)
        return None if m.own.refused or not isinstance(rows, tuple) or not rows or is_variant(rows) else rows[end] == given

    def choice(m: Moment) -> bool:
        rows = held_before(m, key)
        return isinstance(rows, tuple) and len(rows) > 1 and rows[0] != rows[-1]

    telling: Test = choice
    return Outcome(own, as_own, alike=as_own, telling=telling)


def _change_of(key: str) -> Outcome:
    def size(value: object) -> int | None:
        return len(value) if isinstance(value, tuple) else value if type(value) is int else None

    def own(m: Moment) -> bool | None:
        before, after, given = size(held_before(m, key)), size(held_after(m, key)), inside(m.own.gave)
        if m.own.refused or type(given) is not int or before is None or after is None:
            return None
        return abs(after - before) == given

    return Outcome(own, as_own, alike=as_own, telling=_changes)


def _held_number(key: str) -> Outcome:
    """What is given is what a number was, or how many things a list had."""

    def held(m: Moment) -> int | None:
        value = held_before(m, key)
        return len(value) if isinstance(value, tuple) and not is_variant(value) else value if type(value) is int else None

    def own(m: Moment) -> bool | None:
        given, number = inside(m.own.gave), held(m)
        return None if m.own.refused or type(given) is not int or number is None else given == number

    return Outcome(own, as_own, alike=as_own, telling=lambda m: (held(m) or 0) > 1)


def _place_in(key: str, *, lowest: bool) -> Outcome:
    def free(m: Moment) -> list[int] | None:
        return places_of_nothing(held_before(m, key))

    def own(m: Moment) -> bool | None:
        rows, given = free(m), inside(m.own.gave)
        if m.own.refused or rows is None or type(given) is not int:
            return None
        rows = rows or [len(held_before(m, key))]  # type: ignore[arg-type]
        return given == (rows[0] if lowest else rows[-1])

    def choice(m: Moment) -> bool:
        """Whether there was a choice: several free places, or one that is not the last."""
        rows, held = free(m), held_before(m, key)
        return rows is not None and isinstance(held, tuple) and bool(rows) and (len(rows) > 1 or rows[0] < len(held) - 1)

    telling: Test = choice
    return Outcome(own, as_own, alike=as_own, telling=telling)
