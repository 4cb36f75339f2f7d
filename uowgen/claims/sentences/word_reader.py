"""A reader that goes over the words of a sentence, one phrase after the other: what sentences of many parts are read with."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.sentences.sentence import Word

_NUMBERS = {w: n for n, w in enumerate("no one two three four five six seven eight nine ten".split())} | {"zero": 0, "nothing": 0}


class WordReader:
    """The words of a sentence from a place on; each reading of a part gives what it found, or nothing and stays where it is."""

    def __init__(self, words: tuple[Word, ...], at: int, known: Callable[[str], bool]) -> None:
        self.words, self.at, self.known = words, at, known

    @property
    def done(self) -> bool:
        """Whether all words have been read."""
        return self.at >= len(self.words)

    def text(self, ahead: int = 0) -> str:
        """The plain word that comes, in lower case; empty for code."""
        at = self.at + ahead
        return self.words[at].text if at < len(self.words) and not self.words[at].code else ""

    def raw(self, ahead: int = 0) -> str:
        """What comes, as it is written."""
        at = self.at + ahead
        return self.words[at].raw if at < len(self.words) else ""

    def over(self, *sets: frozenset[str]) -> bool:
        """Passes words of these sets one after the other, all or none."""
        if all(self.text(n) in one and self.text(n) for n, one in enumerate(sets)):
            self.at += len(sets)
            return True
        return False

    def any_of(self, words: frozenset[str]) -> None:
        """Passes all words of the set that come."""
        while self.over(words):
            pass

    def said(self, *phrases: str) -> bool:
        """Passes one of some fixed phrases."""
        return any(self.over(*(frozenset({w}) for w in phrase.split())) for phrase in phrases)

    def number(self) -> str:
        """A number, in digits or as a word."""
        text = self.raw()
        if text.isdigit() or text.lower() in _NUMBERS:
            self.at += 1
            return text if text.isdigit() else str(_NUMBERS[text.lower()])
        return ""

    def constant(self) -> str:
        """A number or an expression of constants as Rust: `1 << 39`, `0x200`, `LIMIT`, `Type::MAX`, `2^39`, `LIMIT - 1`."""
        start = self.at
        first = self._term()
        if not first:
            return ""
        while self.raw() in ("<<", "-", "+", "*") and self.at < len(self.words):
            sign, before = self.raw(), self.at
            self.at += 1
            more = self._term()
            if not more:
                self.at = before
                break
            first = f"{first} {sign} {more}"
        if not first:
            self.at = start
        return first

    def _term(self) -> str:
        raw = self.raw()
        if self.at < len(self.words) and self.words[self.at].code and (found := _expression(raw)):
            self.at += 1
            return found
        bare = raw.replace("_", "")
        power, _, of = raw.partition("^")
        if power.isdigit() and of.isdigit():
            self.at += 1
            return f"(1 << {of})" if power == "2" else ""
        digits = bare[:1].isdigit() and (bare.isdigit() or (bare.lower().startswith("0x") and bare[2:].isalnum()))
        name = raw.rpartition("::")[2]
        if digits or (name.replace("_", "").isalnum() and name.isupper() and len(name) > 2 and (self.known(name) or "::" in raw)):
            self.at += 1
            if digits and self.text() in _SIZES:
                self.at += 1
                return f"{bare} * {_SIZES[self.words[self.at - 1].text]}"
            return raw
        return ""


_SIZES = {"kib": 1 << 10, "kb": 1 << 10, "mib": 1 << 20, "mb": 1 << 20, "gib": 1 << 30, "gb": 1 << 30}


def _expression(raw: str) -> str:
    """An expression of numbers and constants in backticks, with a space between its parts; empty if it is none."""
    parts = raw.replace("(", " ( ").replace(")", " ) ").split()
    for part in parts:
        name = bare_name(part)
        good = (
            part in ("<<", ">>", "-", "+", "*", "/", "(", ")")
            or part[:1].isdigit()
            or (name.isupper() and name.replace("_", "").isalnum())
        )
        if not good or part.endswith("()"):
            return ""
    return raw if any(p[:1].isalnum() for p in parts) else ""


__all__ = ["WordReader"]
