"""Reads how much there is of something: “no pin is outstanding”, “all entries are in use”, “more than 3 waiters queued”, “nothing armed”.

What is counted are the things of a list, a number that is held or told, or what a flag in each thing says.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import EMPTY, is_variant, places_of_nothing
from uowgen.claims.laws.situations import compare
from uowgen.claims.laws.terms import Term, looked_up
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

NUMBERS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "single": 1,
}
_COMPARED = (
    (("no", "more", "than"), "<="), (("not", "more", "than"), "<="), (("no", "fewer", "than"), ">="), (("no", "less", "than"), ">="),
    (("more", "than"), ">"), (("over",), ">"), (("fewer", "than"), "<"), (("less", "than"), "<"), (("at", "least"), ">="), (("at", "most"), "<="),
    (("up", "to"), "<="), (("exactly",), "=="), (("only",), "=="), (("just",), "=="), (("precisely",), "=="),
)  # fmt: skip
_MEASURED = (
    (("other", "than"), "!="), (("is",), "=="), (("of",), "=="), (("equals",), "=="), (("at",), "=="), (("reaches",), ">="), (("above",), ">"), (("below",), "<"),
    (("exceeds",), ">"), (("over",), ">"), (("past",), ">"), (("reached",), ">="), (("has", "reached"), ">="), (("is", "at"), "=="), (("not",), "!="),
)  # fmt: skip
_NONE = frozenset("no none nothing zero nobody".split())
_SOME = frozenset("any some something anything somebody anybody anyone someone".split())
_ALL = frozenset("all every each".split())
_BEING = frozenset(
    "is are was were be been being has have had there exist exists currently still already yet held left over".split()
)
_STANDING = frozenset(
    "outstanding pending waiting queued stored held used taken occupied allocated armed registered mapped reserved open tracked recorded remaining "
    "remain remains left active live inside present buffered cached unread running lent borrowed out set exist exists there available".split()
)
_GENERIC = frozenset(
    form(w) for w in "entry slot item element thing place one it position nothing something anything value of".split()
)
_SIZES = frozenset(form(w) for w in "length len count size number".split())
_LIMITS = frozenset(form(w) for w in "limit capacity cap max maximum budget bound room".split())


class Amounts:
    """Readers of how much there is, at the calls of one method."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method

    def read(self, words: Words) -> Iterator[Test]:
        """All that the words may mean."""
        said = [w.text if not w.code else "`" for w in words]
        if not said:
            return
        from uowgen.claims.laws.rolled_back import too_long

        yield from too_long(words, self.lexicon, self.method)
        if said[0] in _NONE | _SOME:
            for term in self.counted(words[1:]):
                yield compare(term, _fixed(0), "==" if said[0] in _NONE else ">")
            return
        if said[0] in _ALL and len(words) > 1:
            yield from self._all(_after_every(words))
            return
        yield from self._measured(words, said)
        if len(words) == 1 and not words[0].code:
            yield from self._described(words[0].text)
            return
        sign, at = "==", 0
        for phrase, meant in _COMPARED:
            if tuple(said[: len(phrase)]) == phrase:
                sign, at = meant, len(phrase)
                break
        if at >= len(words):
            return
        if (
            words[at].code and said[at + 1 : at + 2] and said[at + 1] in ("is", "are")
        ):  # “`addr` is …” says what it is, not how many
            return
        for number in self._numbers(words[at]):
            for term in self.counted(words[at + 1 :]):
                yield compare(term, number, sign)
                if sign == "==" and at == 0:  # “once 3 slots are in use”: there may be more
                    yield compare(term, number, ">=")

    def at_most(self, words: Words) -> list[Test]:
        """“at most 4 handlers”, said of what is held and not of what is given: whether there are as many already."""
        phrase = next((p for p, sign in _COMPARED if sign == "<=" and tuple(w.text for w in words[: len(p)]) == p), ())
        rest = words[len(phrase) :]
        if not phrase or len(rest) < 2 or any(form(w.text) in self._given() for w in rest[1:]):
            return []
        return [compare(term, number, ">=") for number in self._numbers(rest[0]) for term in self.counted(rest[1:])]

    def _given(self) -> frozenset[str]:
        part = self.lexicon.journal.parts.get(self.method)
        return frozenset(p for name, _ in (part.parameters if part is not None else ()) for p in parts(name))

    def _measured(self, words: Words, said: list[str]) -> Iterator[Test]:
        """“pin count other than zero”, “a length of 3”, “the count is at the limit”: a number that is held beside another."""
        for at in range(1, len(words)):
            for phrase, sign in (*_COMPARED, *_MEASURED):
                end = at + len(phrase)
                if tuple(said[at:end]) != phrase or end >= len(words):
                    continue
                rest = words[end:]
                numbers = self._numbers(rest[0]) if len(rest) == 1 else []
                if not numbers and all(not w.code and form(w.text) in _LIMITS for w in rest):
                    numbers = self.limits()
                for term in self.counted(words[:at]) if numbers else ():
                    yield from (compare(term, number, sign) for number in numbers if number.key != term.key)

    def _described(self, word: str) -> Iterator[Test]:
        """“pinned”, “unpinned”: there are some of what is counted so, or none."""
        bare = word.removeprefix("un") if word.endswith("ed") else word
        if not word.endswith("ed"):
            return
        for key in self.lexicon.keys:
            if "number" in key.sorts and "changing" in key.sorts and form(bare) in key.name and not key.key.startswith("?"):
                yield compare(self._term(key.key), _fixed(0), "==" if bare != word else ">")

    def _numbers(self, word: Word) -> list[Term]:
        if not word.code and word.text in NUMBERS:
            return [_fixed(NUMBERS[word.text])]
        number = as_number(word.raw)
        if number is not None:
            return [_fixed(number)]
        return (
            [
                t
                for t in self.lexicon.terms((word,), self.method)
                if " + " not in t.name and " - " not in t.name and "after" not in t.name
            ]
            if word.code
            else []
        )

    def counted(self, words: Words) -> list[Term]:
        """What may be counted: the noun and what is said of its standing, with nothing left over."""
        if any(w.code for w in words):
            return []
        said = [w.text for w in words]
        if any(of == "of" and what not in _COUNTS and not what.endswith("s") for what, of in itertools.pairwise(said)):
            return []  # “the start of a range” is a part of one of them
        joined = " ".join(said).replace("in use", "used").split()
        noun = frozenset(form(w) for w in joined if w not in _BEING and w not in _STANDING and w not in ("in", "of", "on", "by"))
        noun -= (
            {form(w) for w in ("queue", "table", "cache", "ring", "list", "map", "wheel", "log")} if len(noun) > 1 else frozenset()
        )
        state = frozenset(form(w) for w in joined if w in _STANDING)
        # How a thing is said to be must be told of what is counted: “locked” is told of no idle ways.
        told = noun & frozenset(form(w) for w in joined if w.endswith("ed"))
        return [t for t in self.terms(noun, state) if told <= self._told_of(t.key)]

    def _told_of(self, key: str) -> frozenset[str]:
        rows = [k for k in self.lexicon.keys if k.key == key]
        within = self.lexicon.elements_of(key) if any("list" in k.sorts for k in rows) else frozenset()
        return within | frozenset(w for k in rows for w in (*k.name, *k.said))

    def terms(self, noun: frozenset[str], state: frozenset[str]) -> list[Term]:
        """The numbers that say how many there are of a noun; of a generic one, how many there are at all."""
        exact, near = [], []
        for key in self.lexicon.keys:
            if not key.sorts & {"number", "list"} or "changing" not in key.sorts or key.key.startswith("?"):
                continue
            words = key.name | (self.lexicon.elements_of(key.key) if "list" in key.sorts else frozenset())
            if "list" in key.sorts and not self._holds_things(key.key):
                continue
            rest = noun - _GENERIC
            if (rest and rest <= words | _SIZES and rest & words) or (not rest and state & key.name):
                exact.append(self._term(self._counter_of(key.key)))
            elif (not rest and (key.name & _SIZES or "list" in key.sorts)) or (
                rest
                and rest <= words | key.said | self.lexicon.words_about(self.method)
                and (key.name & _SIZES or "list" in key.sorts or key.name & state)
            ):
                near.append(self._term(key.key))
        return exact or near

    def _counter_of(self, key: str) -> str:
        """What counts the things of a list: where it is an array of plain numbers, of which each may be a thing or left over, the one length."""
        rows = [v for b in self.lexicon.journal.theirs or () for v in ((b.after or {}).get(key),) if isinstance(v, tuple)]
        if not rows or self.lexicon.varies_in_length(key) or not all(type(n) is int for v in rows for n in v):
            return key
        lengths = [k.key for k in self.lexicon.keys if k.sorts >= {"number", "changing"} and k.name & _SIZES]
        return lengths[0] if len(lengths) == 1 else key

    def _holds_things(self, key: str) -> bool:
        start = (self.lexicon.journal.theirs or (None,))[0]
        value = (start.after or {}).get(key) if start is not None else None
        return isinstance(value, tuple) and not is_variant(value) and (all(v in EMPTY for v in value))

    def _term(self, key: str) -> Term:
        return Term(f"{key} before", lambda b: how_many(looked_up(b, key)), key)

    def _all(self, words: Words) -> Iterator[Test]:
        """“all entries are in use”: as many as there can be."""
        if not any(not w.code and w.text in _STANDING | {"use", "full"} for w in words):
            return
        terms = self.counted(words)
        for term in terms:
            for limit in self.limits():
                if limit.key != term.key:
                    yield compare(term, limit, ">=")

    def limits(self) -> list[Term]:
        """What there is room for: constants, fields that are called so, the lengths of lists that never grow."""
        found = []
        for key in self.lexicon.keys:
            if "number" in key.sorts and key.name & _LIMITS and "changing" not in key.sorts:
                found.append(Term(key.key, _looked(key.key), key.key))
        for constant in self.lexicon.constants:
            value = self.lexicon.number(constant.key)
            if value is not None and value > 0:
                found.append(_fixed(value))
        start = (self.lexicon.journal.theirs or (None,))[0]
        lengths = {
            len(v)
            for v in ((start.after or {}).values() if start is not None else ())
            if isinstance(v, tuple) and v and not is_variant(v)
        }
        return found + [_fixed(n) for n in sorted(lengths)]


_COUNTS = frozenset("number count amount total sum most half rest all none one any each".split())


def _after_every(words: Words) -> Words:
    """“every one of the `limit` slots” as “slots”."""
    rest = words[1:]
    while len(rest) > 1 and (rest[0].code or rest[0].text in ("one", "of", "single")):
        rest = rest[1:]
    return rest


def how_many(value: object) -> int | None:
    """A number as it is; of a list how many things it has, places with nothing in them left out."""
    if type(value) is int:
        return value
    if isinstance(value, tuple) and not is_variant(value):
        if value and all(
            isinstance(v, tuple) and not is_variant(v) and all(not isinstance(x, str) for x in v) and _is_list(v) for v in value
        ):
            return sum(len(v) for v in value)  # a list of lists
        return len(value) - len(places_of_nothing(value) or ())
    return None


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and all(is_variant(v) or v == () for v in value)


def _looked(key: str) -> Callable[[Beat], object]:
    return lambda beat: looked_up(beat, key)


def _fixed(value: int) -> Term:
    return Term(str(value), lambda beat: value)
