"""How forms of speech look at words and put plain ones together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import is_path
from uowgen.claims.sentences.noun_words import noun_of
from uowgen.claims.sentences.sentence import Word

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[Word, ...]

JOINED = frozenset({",", "and", "&"})


def plain(*texts: str) -> Words:
    return tuple(Word(text, text) for text in texts)


def code(text: str) -> Word:
    return Word(text, text, True)


def text_at(words: Words, at: int) -> str:
    return words[at].text if -len(words) <= at < len(words) and not words[at].code else ""


def texts_of(words: Words) -> tuple[str, ...]:
    return tuple("`" if w.code else w.text for w in words)


def subject_at(words: Words, is_name: Callable[[Word], bool]) -> int:
    """How many words the one name that the sentence begins with takes up, a noun before or behind it included; 0 without one."""
    at = int(len(words) > 1 and not words[0].code and bool(noun_of(words[0].text)))
    if at >= len(words) or not words[at].code or not is_name(words[at]) or is_path(words[at].raw):
        return 0
    return at + 1 + int(at == 0 and bool(noun_of(text_at(words, 1))))
