"""Reads the smaller runs of words that stories are told with: things, numbers, orders, counts, values."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.acts.words import LONGEST, PHRASES
from uowgen.claims.enacted.lexicon import number_of

if TYPE_CHECKING:
    from uowgen.claims.enacted.lexicon import Lexicon
    from uowgen.claims.sentences.sentence import Word

_EACH = frozenset("every each all remaining other others rest those these any everything".split())
_KEPT = frozenset(
    "tracked recorded registered stored remembered collected held kept installed noted pending outstanding owned still".split()
)
_PLAIN = frozenset("its given same-sized respective corresponding of their own in".split())
_PRONOUNS = frozenset("it them they everything anything all one".split())
_MORE_ORDERS = {
    "in the order they were tracked": "forward", "in order they were {}": "forward", "in order in which they were {}": "forward", "in {} order": "forward",
    "in order of {}": "forward", "in reverse order of {}": "reverse", "in reverse {} order": "reverse", "last {} first": "reverse", "first {} first": "forward",
    "last in first out": "reverse", "first in first out": "forward", "starting with newest": "reverse", "starting with oldest": "forward",
    "starting with last": "reverse", "starting with first": "forward", "from newest to oldest": "reverse", "from oldest to newest": "forward",
    "newest to oldest": "reverse", "oldest to newest": "forward", "most recently {} first": "reverse", "last one first": "reverse",
    "first one first": "forward", "oldest one first": "forward", "newest one first": "reverse", "earliest first": "forward",
}  # fmt: skip


class Thing(NamedTuple):
    """What something is done to: `each` of what is held, `same`, `negative`, `other`, `it`, `number`, `from` a number on, `one`, `no`;
    `refused` says that it was, `last` and `first` which of them.
    """

    kind: str
    numbers: tuple[int, ...] = ()
    code: bool = False


class Unread(Exception):  # noqa: N818  (it ends in no reading)
    """A word that is not understood."""


class Phrases:
    """A place in a sentence, and what can be read from there."""

    def __init__(self, words: tuple[Word, ...], lex: Lexicon) -> None:
        self.words = words
        self.lex = lex
        self.at = 0
        self.which = False  # whether the thing read last was said to be held

    @property
    def done(self) -> bool:
        """Whether all words are read."""
        return self.at >= len(self.words)

    def word(self, ahead: int = 0) -> Word | None:
        """The word that comes; None at the end."""
        return self.words[self.at + ahead] if 0 <= self.at + ahead < len(self.words) else None

    def text(self, ahead: int = 0) -> str:
        """Its text where it is plain, else empty."""
        word = self.word(ahead)
        return word.text if word is not None and not word.code else ""

    def over(self, *runs: str) -> str:
        """Passes over the first of `runs` of plain words that comes; gives it, or an empty text."""
        for run in runs:
            parts = run.split()
            if all(self.text(n) == part for n, part in enumerate(parts)):
                self.at += len(parts)
                return run
        return ""

    def skip(self, words: frozenset[str]) -> None:
        """Passes over plain words that are among `words`."""
        while self.text() in words:
            self.at += 1

    # ----------------------------------------------------------------------------------------------------------- things

    def thing(self) -> Thing | None:
        """A noun phrase for what is held or given; None (and nothing passed over) if there is none."""
        start, kind, code = self.at, "", False
        self.which = False
        while not self.done:
            text = self.text()
            if text in ("no", "zero") and not kind:
                kind = "no"
            elif text in _EACH and not kind:
                kind = "each"
            elif text in ("same", "identical"):
                kind = "same"
            elif text == "negative":
                kind = "negative"
            elif text in ("another", "second", "new", "further", "different", "next") and not kind:
                kind = "other"
            elif text in ("rejected", "refused"):
                kind = "refused"
            elif text in ("last", "newest", "latest", "first", "oldest"):
                kind = {"newest": "last", "latest": "last", "oldest": "first"}.get(text, text)
            elif (text in _KEPT or self._is_participle()) and (kind or self._thing_follows()):
                kind = kind or "each"
            elif (text in _PLAIN and self._thing_follows()) or (text in ("of",) and kind):
                pass
            else:
                break
            self.at += 1
        word = self.word()
        pronoun = self.text() in _PRONOUNS and kind in ("", "each", "other", "same", "last", "first", "negative")
        if word is not None and (self.lex.is_thing(word) or (pronoun and not self.lex.is_thing(word))):
            code = word.code
            self.at += 1
            plural = not word.code and word.text.endswith("s") and self.lex.root(word.text) != word.text
            numbers = self.numbers() if not kind else ()
            if numbers and self.over("and above", "and up", "or above", "and higher", "or higher", "upwards"):
                return Thing("from", numbers)
            if numbers:
                return Thing("number", numbers)
            kind = kind or ("it" if pronoun else "each" if plural else "one")
            self._which()
            return Thing(kind, (), code)
        if (
            kind
            and kind == "each"
            and self.at > start
            and self.words[start].text in ("everything", "all", "others", "rest", "each", "any")
        ):
            return Thing("each")
        if not kind and (numbers := self.numbers()):
            return Thing("number", numbers)
        self.at = start
        return None

    def _is_participle(self) -> bool:
        """“(every) claimed (range)”, of a type whose method `claim` records."""
        word, recorder = self.word(), self.lex.cast.recorder
        return bool(recorder) and word is not None and self.text().endswith(("ed", "en")) and self.lex.deed(word) == recorder

    def _thing_follows(self) -> bool:
        for ahead in range(1, 4):
            word = self.word(ahead)
            if word is None:
                return False
            if self.lex.is_thing(word):
                return True
            if self.text(ahead) not in _KEPT | _EACH | _PLAIN:
                return False
        return False

    def _which(self) -> None:
        """“that is still tracked”, “in `fds`”, “it tracks”, “so far”: that it is what is held."""
        start = self.at
        self.over("that", "which")
        self.over("are", "is", "were", "was", "have been", "it")
        self.over("still", "currently")
        word = self.word()
        recorder = self.lex.cast.recorder
        if word is not None and (
            (self.text() in _KEPT and self.text() != "still") or (recorder and self.lex.deed(word) == recorder)
        ):
            self.at += 1
            if self.at - start > 1 or (self.text() not in ("first", "last") and self.words[start].text.endswith("ed")):
                self.over("so far", "until then", "before")
                if self.text() not in ("first", "last", "twice", "again"):
                    self.which = True
                    return
        self.at = start
        if (
            self.text() in ("in", "of", "from")
            and (word := self.word(1)) is not None
            and word.code
            and word.raw == self.lex.cast.field
        ):
            self.at += 2

    def numbers(self) -> tuple[int, ...]:
        """Numbers in a row: `3, 4 and 5`; nothing is passed over if there is none."""
        found: list[int] = []
        while True:
            start = self.at
            if found:
                self.over(",")
                if self.over("and", "then"):
                    self.over("then")
            word = self.word()
            number = None
            if word is not None and (word.code or word.text[:1].isdigit() or word.text[:1] == "-" or word.text == "zero"):
                number = number_of(word.raw if word.code else word.text)
            if number is None:
                if self.text() == "-" and (n := number_of(self.text(1))) is not None:
                    number = -n
                    self.at += 1
                else:
                    self.at = start
                    return tuple(found)
            self.at += 1
            found.append(number)

    # ------------------------------------------------------------------------------------------------------- manner

    def order(self) -> str:
        """`reverse` or `forward`; empty if no order comes."""
        start = self.at
        recorder = self.lex.cast.recorder
        for run, order in _MORE_ORDERS.items():
            parts = run.split()
            fits = all(
                self.text(n) == part or (part == "{}" and self._is_recording(self.word(n), recorder))
                for n, part in enumerate(parts)
            )
            if fits:
                self.at += len(parts)
                return order
        for size in range(min(LONGEST, len(self.words) - self.at), 0, -1):
            row = self.words[self.at : self.at + size]
            if any(w.code for w in row):
                continue
            kind = PHRASES.get(" ".join(w.text for w in row))
            if kind in ("reverse", "forward"):
                self.at += size
                return kind
        self.at = start
        return ""

    def _is_recording(self, word: Word | None, recorder: str) -> bool:
        if word is None or word.code:
            return False
        bare = word.text.removesuffix("ing")
        return (
            self.lex.deed(word) == recorder
            or word.text in ("added", "recorded", "insertion", "tracking", "recording", "inserted")
            or bare == recorder
        )

    def count(self) -> tuple[int, bool] | None:
        """How often: the number, and whether it is the most; None if nothing is said of it."""
        start = self.at
        if self.over("a second time", "second time", "once more", "another time", "one more time"):
            return (2, False)
        most = bool(self.over("at most", "no more than", "not more than", "never more than"))
        exact = bool(self.over("exactly", "only", "just", "precisely")) if not most else False
        text = self.text()
        if text in ("once", "twice", "thrice"):
            self.at += 1
            if text == "once" and not exact and not most and not self._ends():
                self.at = start
                return None
            self.over("each", "per entry", "and only once", "in total", "overall")
            return {"once": 1, "twice": 2, "thrice": 3}[text], most
        number = number_of(text) if text else None
        if number is not None and self.text(1) in ("times", "time"):
            self.at += 2
            return number, most
        self.at = start
        return None

    def _ends(self) -> bool:
        return self.done or self.text() in (
            ",",
            ".",
            ";",
            ")",
            "and",
            "but",
            "on",
            "at",
            "when",
            "if",
            "each",
            "per",
            "in",
            "overall",
        )
