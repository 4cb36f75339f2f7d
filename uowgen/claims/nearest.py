"""Finds the frames that come nearest to a sentence that none reads, and the words of it that are strange to them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.marks import FRAMES
from uowgen.claims.sentences.frame import parsed
from uowgen.claims.sentences.name_words import SEPARATORS
from uowgen.claims.sentences.noun_words import noun_of

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word


class Near(NamedTuple):
    """A kind with a frame that shares the most words with a sentence; the sentence's plain words that the frame does not know."""

    kind: str
    strange: tuple[str, ...]


class _Frame(NamedTuple):
    kind: str
    words: frozenset[str]
    nouns: bool


def nearest(words: tuple[Word, ...]) -> tuple[Near, ...]:
    """Those that share the most plain words with the sentence and, of these, know the most of the rest; none if none shares any.

    Thousands of frames are told apart by counting the words of the sentence, so that its cost does not grow with them.
    """
    frames, having = _vocabulary()
    plain = [w for w in words if not w.code]
    counts = Counter(at for word in plain for at in having.get(word.text, ()))
    most = max(counts.values(), default=0)
    rows = [(frames[at].kind, _strange(frames[at], plain)) for at in sorted(at for at, n in counts.items() if n == most)]
    fewest = min((len(strange) for _, strange in rows), default=0)
    found: dict[str, Near] = {}
    for kind, strange in rows:
        if len(strange) == fewest:
            found.setdefault(kind, Near(kind, strange))
    return tuple(found.values())


def _strange(frame: _Frame, plain: list[Word]) -> tuple[str, ...]:
    return tuple(
        w.raw
        for w in plain
        if w.text not in frame.words and w.text not in SEPARATORS and not (frame.nouns and noun_of(w.text)) and w.raw.isalnum()
    )


@cache
def _vocabulary() -> tuple[tuple[_Frame, ...], dict[str, list[int]]]:
    """All frames with the words that they know, and where each word is known."""
    frames: list[_Frame] = []
    having: dict[str, list[int]] = {}
    for kind, _, frame in FRAMES:
        pattern = parsed(frame)
        known: frozenset[str] = frozenset().union(*(p.words for p in pattern.parts))
        for word in known:
            having.setdefault(word, []).append(len(frames))
        frames.append(_Frame(kind, known, any(p.slot and p.kind == "noun" for p in pattern.parts)))
    return tuple(frames), having
