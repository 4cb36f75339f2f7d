"""Reads how many values may live at once: “a 65th guard panics”, “the ninth pin fails with `TooMany`”, “at most 64 guards may be held”."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import Outcome, as_own, refused_alike
from uowgen.claims.laws.situations import compare
from uowgen.claims.laws.terms import Term, looked_up
from uowgen.claims.stories.explored.stage import LIVE
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth".split(),
        1,
    )
}
_NUMBERS = {
    w: n
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(), 1
    )
}
_DEPTHS = frozenset(form(w) for w in "depth nesting level count refcount references pins users holders".split())
_STANDING = frozenset(
    "is are be can may might taken held made created nested alive live living outstanding at once time the same one any single on per "
    "of in together simultaneously concurrently exist exists given out asked for there been have has already when a an".split()
)
_MOST = (("at", "most"), ("up", "to"), ("no", "more", "than"))
_MOST_WORDS = 16
_Cut = tuple[str, "Test", "Words"]


def nth(words: Words, lexicon: Lexicon) -> Iterator[_Cut]:
    """“The ninth guard on one line …”, “… when a 65th guard is taken”: what makes it, that so many live, and what is said of it."""
    for at, word in enumerate(words[:-1]):
        number = _ordinal(word)
        if number is None or len(words) > _MOST_WORDS:
            continue
        for method in _makers(words[at + 1], lexicon):
            end = at + 2
            while end < len(words) and _is_filling(words[end], lexicon, method):
                end += 1
            for test in _so_many(number - 1, lexicon, method, sign="=="):
                if at == 0 and end < len(words):
                    yield method, test, words[end:]
                elif end == len(words) and at > 1 and words[at - 1].text in ("when", "if", "once", "on", "for", "at", "as"):
                    yield method, test, words[: at - 1]


def capped(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Test, Outcome]]:
    """“At most 64 guards may be held at once”, “up to eight guards can be alive on one line”: the next is refused, and none before."""
    said = tuple(w.text if not w.code else "`" for w in words)
    for phrase in _MOST:
        if said[: len(phrase)] != phrase or len(words) < len(phrase) + 3:
            continue
        number = as_number(words[len(phrase)].raw)
        number = number if number is not None else _NUMBERS.get(words[len(phrase)].text)
        for method in _makers(words[len(phrase) + 1], lexicon) if number is not None else ():
            if all(_is_filling(w, lexicon, method) for w in words[len(phrase) + 2 :]):
                for test in _so_many(number or 0, lexicon, method, sign=">="):
                    yield method, test, Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)


def _ordinal(word: Word) -> int | None:
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word.text.replace(",", "")) if not word.code else None
    number = int(found[1]) if found is not None else _ORDINALS.get(word.text) if not word.code else None
    return number if number is not None and number > 1 else None


def _makers(noun: Word, lexicon: Lexicon) -> Iterator[str]:
    """What gives values that are called so."""
    if noun.code:
        return
    said = form(noun.text)
    for name, part in lexicon.journal.parts.items():
        gives = {p for w in re.findall(r"\w+", part.returns) for p in parts(lexicon.type if w == "Self" else w)}
        if said in gives and (part.parameters or part.takes):
            yield name


def _is_filling(word: Word, lexicon: Lexicon, method: str) -> bool:
    if word.code:
        return False
    given = {p for name, _ in lexicon.journal.parts[method].parameters for p in parts(name)}
    return word.text in _STANDING or form(word.text) in given


def _so_many(number: int, lexicon: Lexicon, method: str, *, sign: str) -> Iterator[Test]:
    """That so many live, by all that may count them: the values themselves, a number that is held, one of a list at what is given."""
    limit = Term(str(number), lambda b: number)
    for key in lexicon.keys:
        if key.key == LIVE or ("number" in key.sorts and key.name & _DEPTHS):
            yield compare(Term(key.key, _held(key.key), key.key), limit, sign)
        elif "list" in key.sorts and key.name & _DEPTHS:
            for at in range(len(lexicon.journal.parts[method].parameters)):
                yield compare(Term(f"{key.key}[{at}]", _held_at(key.key, at), key.key), limit, sign)


def _held(key: str) -> Callable[[Beat], object]:
    return lambda beat: looked_up(beat, key)


def _held_at(key: str, at: int) -> Callable[[Beat], object]:
    def value(beat: Beat) -> object:
        rows, index = looked_up(beat, key), beat.given[at] if at < len(beat.given) else None
        return rows[index] if isinstance(rows, tuple) and type(index) is int and 0 <= index < len(rows) else None

    return value


__all__ = ["capped", "nth"]
