"""The words of a sentence with a place, for readers that try one way after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast


_BE = {"are": "is", "was": "is", "were": "is"}


class Tokens(WordReader):
    """Words that the stories of one type are spoken of with."""

    def __init__(self, words: tuple[Word, ...], cast: Cast) -> None:
        super().__init__(words, 0, lambda name: name in cast.journal.parts or name in cast.journal.fields)
        self.cast = cast

    def over(self, *sets: frozenset[str]) -> bool:
        """Passes all words of a set that come; with several sets one of each, all or none."""
        if len(sets) > 1:
            return super().over(*sets)
        passed = False
        while not self.done and self.text() and self.text() in sets[0]:
            self.at += 1
            passed = True
        return passed

    def said(self, *phrases: str) -> bool:
        """Passes one of some fixed phrases, the longest that fits."""
        for phrase in sorted(phrases, key=lambda p: -len(p.split())):
            row = phrase.split()
            if all(_BE.get(self.text(n), self.text(n)) == _BE.get(w, w) for n, w in enumerate(row)):
                self.at += len(row)
                return True
        return False

    def word(self) -> Word | None:
        """The word that comes."""
        return None if self.done else self.words[self.at]

    def quantity(self) -> str:
        """What is told or held, as a key of a look; passes its words."""
        key, end = self.cast.quantity(self.words, self.at)
        if key:
            self.at = end
        return key

    def type_noun(self) -> bool:
        """Passes a word for the type."""
        word = self.word()
        if word is not None and self.cast.is_type(word):
            self.at += 1
            return True
        return False

    def kept_noun(self) -> bool:
        """Passes words for what is kept."""
        word = self.word()
        if word is not None and self.cast.is_kept(word):
            self.at += 1
            return True
        return False
