"""Patterns of phrases: words by their stems, families of words in capitals, slots in braces; `?` makes an element optional, `*` any number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.sentences.senses import FAMILIES, IDLE, JOINING, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from uowgen.claims.stories.woven.tokens import Token

    Slot = Callable[[int], Iterator[tuple[Any, int]]]


_WIDEST = 11
_JOINS = {stem(w) for w in JOINING}
TELLING = frozenset(
    {"key", "n", "value", "effect", "method", "prim", "some"}
)  # the slots whose values count; of others only that they fit


class Element(NamedTuple):
    """One element of a pattern: stems and marks that fit, or a slot; whether it may be missing, or come several times."""

    stems: frozenset[str]
    slot: str
    optional: bool
    many: bool


@cache
def compiled(pattern: str) -> tuple[Element, ...]:
    """The elements of a pattern, written with blanks between them."""
    found = []
    for text in pattern.split():
        optional, many = text[-1] in "?*" and len(text) > 1, text[-1] == "*" and len(text) > 1
        bare = text[:-1] if optional else text
        if bare.startswith("{"):
            found.append(Element(frozenset(), bare.strip("{}"), optional, many))
            continue
        stems: set[str] = set()
        for one in bare.split("|"):
            stems |= FAMILIES[one] if one.isupper() and one in FAMILIES else {stem(one)} if one not in IDLE else set()
        if not stems:  # such words are left out of sentences as well
            continue
        found.append(Element(frozenset(stems), "", optional, many))
    return tuple(found)


class Matcher:
    """Matches patterns on the tokens of one sentence."""

    def __init__(self, tokens: tuple[Token, ...], slots: Mapping[str, Slot]) -> None:
        self.tokens, self.slots = tokens, slots
        self._of_slots: dict[tuple[str, int], list[tuple[Any, int]]] = {}

    def at(self, pattern: str, start: int) -> Iterator[tuple[tuple[Any, ...], int]]:
        """All ways in which a pattern fits from a place on: what its telling slots are, and where it ends.

        Of a pattern that begins with `&` the elements may come in any order, with words between them that only join.
        """
        if pattern.startswith("& "):
            elements = compiled(pattern[2:])
            yield from self._bag(elements, start, start, {})
        else:
            yield from self._rest(compiled(pattern), 0, start)

    def _bag(
        self, elements: tuple[Element, ...], start: int, at: int, found: dict[int, Any]
    ) -> Iterator[tuple[tuple[Any, ...], int]]:
        if at > start and all(e.optional or n in found for n, e in enumerate(elements)):
            yield tuple(found.get(n) for n, e in enumerate(elements) if e.slot in TELLING), at
        if at - start >= _WIDEST or at >= len(self.tokens):
            return
        for n, one in enumerate(elements):
            if n not in found:
                for value, end in self._one(one, at):
                    yield from self._bag(elements, start, end, {**found, n: value})
        if at > start and self.joins(at):
            for values, end in self._bag(elements, start, at + 1, found):
                if not self.joins(end - 1) or end - 1 > at:
                    yield values, end

    def joins(self, at: int) -> bool:
        """Whether the word at a place only joins others."""
        return not self.tokens[at].code and self.tokens[at].stem in _JOINS

    def _rest(self, elements: tuple[Element, ...], n: int, at: int) -> Iterator[tuple[tuple[Any, ...], int]]:
        if n == len(elements):
            yield (), at
            return
        one = elements[n]
        for value, end in self._one(one, at):
            for rest, last in self._rest(elements, n if one.many else n + 1, end):
                yield ((value, *rest) if one.slot in TELLING else rest), last
        if one.optional:
            for rest, last in self._rest(elements, n + 1, at):
                yield ((None, *rest) if one.slot in TELLING and not one.many else rest), last

    def _one(self, one: Element, at: int) -> list[tuple[Any, int]]:
        if at >= len(self.tokens):
            return []
        if not one.slot:
            token = self.tokens[at]
            fits = token.stem in one.stems if token.stem else token.mark in one.stems and bool(token.mark)
            return [(None, at + 1)] if fits else []
        key = (one.slot, at)
        if key not in self._of_slots:
            self._of_slots[key] = list(self.slots[one.slot](at))
        return self._of_slots[key]


__all__ = ["Matcher", "compiled"]
