"""Puts phrases one after the other: a part is read by a generator of what it may mean and where it ends."""

# ruff: noqa: SIM905
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from uowgen.claims.valued.tokens import Token

Part = str | Callable[[int], "Iterable[tuple[Any, int]]"]

_IDLE = frozenset(
    "a an the should shall must will would still always also actually simply correctly properly already immediately directly straight".split()
)
_APART = {
    "cannot": "can not", "can't": "can not", "doesn't": "does not", "don't": "do not", "isn't": "is not", "aren't": "are not",
    "won't": "not", "mustn't": "not", "shouldn't": "not", "didn't": "did not",
}  # fmt: skip
SKIP = object()


class Matcher:
    """The words of one sentence, without those that say nothing."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        flat: list[Token] = []
        for t in tokens:
            if t.low in _APART:
                flat += [Token("word", w, w) for w in _APART[t.low].split()]
            elif t.low not in _IDLE:
                flat.append(t)
        self.tokens = tuple(flat)
        self.always = any(t.low == "always" for t in tokens)
        self.end = len(self.tokens)

    def low(self, i: int) -> str:
        """The plain word at a place, in lower case; empty for code."""
        return self.tokens[i].low if i < self.end else ""

    def one(self, i: int, part: Part) -> Iterator[tuple[Any, int]]:
        """What one part may mean at a place. Words give nothing: `a|b c` is either, `?` behind it makes it optional, `*` any number."""
        if not isinstance(part, str):
            yield from part(i)
            return
        low = self.low(i)
        hits = []
        for words in _phrases(part).get(low, ()) if low else ():
            if all(self.low(i + n) == w for n, w in enumerate(words)):
                hits.append(i + len(words))
        for j in sorted(hits, reverse=True):
            if part.endswith("*"):
                yield from self.one(j, part)
            else:
                yield SKIP, j
        if part[-1:] in "?*":
            yield SKIP, i

    def seq(self, i: int, *parts: Part) -> Iterator[tuple[tuple[Any, ...], int]]:
        """All ways to read the parts one after the other."""
        if not parts:
            yield (), i
            return
        for value, j in self.one(i, parts[0]):
            for rest, end in self.seq(j, *parts[1:]):
                yield (rest if value is SKIP else (value, *rest)), end

    def full(self, *parts: Part) -> Iterator[tuple[Any, ...]]:
        """All ways to read the whole sentence so."""
        for values, end in self.seq(0, *parts):
            if end == self.end:
                yield values


@cache
def _phrases(part: str) -> dict[str, list[list[str]]]:
    """The phrases of a part by their first word: to look at each at every place would cost most of the time."""
    found: dict[str, list[list[str]]] = {}
    for phrase in part.rstrip("?*").split("|"):
        words = phrase.split(" ")
        found.setdefault(words[0], []).append(words)
    return found


__all__ = ["SKIP", "Matcher", "Part"]
