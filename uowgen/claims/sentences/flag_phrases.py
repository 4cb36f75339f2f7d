"""Reads what is said of a conversion of flags as rules: what is refused, what no flag at all becomes, what is set under which condition.

“rejects W together with X”, “is `None` without permissions, else has USER”, “sets WRITABLE only for W, NO_EXEC only without X”. A rule is
`refuses|condition|value|bits`, `none|value` or `has|targets|how|condition`; conditions are `other:A,B`, `all:A,B`, `+A`, `-A`, `some`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_REFUSES = frozenset("rejects refuses denies disallows forbids".split())
_GIVES = frozenset("is returns gives yields becomes".split())
_HAS = frozenset("has sets includes contains adds carries gains".split())
_BITS = frozenset("bit bits flag flags permission permissions right rights access one ones letter letters".split())
_SET = frozenset("set present given there granted included".split())
_UNSET = frozenset("missing absent unset clear cleared".split())
_TOGETHER = ("together", "combined", "at once", "at the same time", "at same time", "in one")
_PLAIN = frozenset(
    "read write exec execute readable writable writeable executable user shared global cached uncached dirty accessed".split()
)
_WHEN = frozenset("only for if when with where on without unless exactly iff".split())
_ANY = frozenset("any all every other".split())


class _Unread(Exception):  # noqa: N818  (it ends in no reading)
    """A word that is not understood."""


def flag_rules(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """All the rules of the rest of a sentence."""
    try:
        rules = _Rules(words[n:]).read()
    except _Unread:
        return
    if rules:
        yield "\0".join(rules), len(words)


class _Rules:
    """The words of one sentence while they are read."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.at = 0
        self.has = False  # whether the verb of the part before was one of having
        self.none = False
        self.last = 0  # where the last flag of the list before stands
        self.rules: list[str] = []

    def read(self) -> list[str]:
        while self.at < len(self.words):
            self._clause()
        return self.rules

    def _clause(self) -> None:
        otherwise = False
        while (text := self._text()) in (",", "and", "but", ";", "or", "else", "otherwise", "it"):
            otherwise = otherwise or text in ("else", "otherwise")
            self.at += 1
        if otherwise and not self.none:
            raise _Unread
        always = self._take("always")
        if self._text() in _REFUSES and not self.rules:
            self.at += 1
            self._refuses()
        elif self._text() in _GIVES and not always:
            self.at += 1
            self._none()
        elif self._text() in _HAS:
            self.at += 1
            self.has = True
            self._has(otherwise=otherwise, always=always or self._take("always"))
        elif self.has and self._flag() and not always:
            self._has(otherwise=otherwise, always=False, bare=True)
        else:
            raise _Unread

    # ------------------------------------------------------------------------------------------------------------- words

    def _text(self, ahead: int = 0) -> str:
        """The plain word that comes next, empty for code and at the end."""
        at = self.at + ahead
        return self.words[at].text if at < len(self.words) and not self.words[at].code else ""

    def _take(self, *texts: str) -> bool:
        if self._text() in texts and self._text():
            self.at += 1
            return True
        return False

    def _phrase(self, phrases: tuple[str, ...]) -> bool:
        for phrase in phrases:
            parts = phrase.split()
            if [self._text(n) for n in range(len(parts))] == parts:
                self.at += len(parts)
                return True
        return False

    def _flag(self) -> str:
        """The flag that comes next, as it is written: `WRITE`, `Perms::WRITE`, W, “writable”; empty if there is none."""
        if self.at >= len(self.words):
            return ""
        word = self.words[self.at]
        last = word.raw.rpartition("::")[2]
        upper = last.replace("_", "").isalnum() and last.isupper() and not last[0].isdigit()
        return word.raw if upper or (not word.code and word.text in _PLAIN) else ""

    def _flags(self) -> list[str]:
        """A list of flags, joined by commas and “and”, as long as flags follow."""
        found: list[str] = []
        while flag := self._flag():
            found.append(flag)
            self.last = self.at
            self.at += 1
            self._nouns()
            joined = self.at
            while self._text() in (",", "and", "or", "/", "&", "+", "|"):
                self.at += 1
            if not self._flag():
                self.at = joined
            if self.at == joined:
                break
        return found

    def _nouns(self) -> None:
        while self._text() in _BITS:
            self.at += 1

    def _code(self) -> str:
        if self.at < len(self.words) and (self.words[self.at].code or self.words[self.at].text in ("none", "0", "zero")):
            word = self.words[self.at]
            self.at += 1
            return word.raw if word.code else {"none": "None", "zero": "0", "0": "0"}[word.text]
        return ""

    # ----------------------------------------------------------------------------------------------------------- clauses

    def _refuses(self) -> None:
        self._take(*_ANY)
        if self._text() in _BITS:
            self._nouns()
            if not self._phrase(
                ("other than", "different from", "outside of", "outside", "beyond", "besides", "except", "apart from")
            ):
                raise _Unread
            flags = self._flags()
            condition = f"other:{','.join(flags)}"
        else:
            flags = self._flags()
            together = self._phrase(_TOGETHER)
            if len(flags) == 1 and (self._take("with", "along") or together):
                together = self._take("with") or True
                flags += self._flags()
                self._phrase(_TOGETHER)
            if not together or len(flags) < 2:
                raise _Unread
            condition = f"all:{','.join(flags)}"
        if not flags:
            raise _Unread
        value = payload = ""
        if self._text() == "," and self._text(1) in ("with", "as", "by", "returning", "giving"):
            self.at += 1
        if self._take("with", "as", "by", "returning", "giving"):
            self._take("returning")
            value = self._code()
            if not value or value in ("None", "0"):
                raise _Unread
            if self._take("and", "carrying", "holding", "containing", "with"):
                self._take("with", "carrying")
                self._take("these", "those", "them", "their", "unknown", "offending", "other", "extra", "strange")
                if self._text() not in _BITS:
                    raise _Unread
                self._nouns()
                payload = "bits"
        self.rules.append(f"refuses|{condition}|{value}|{payload}")

    def _none(self) -> None:
        value = self._code()
        if not value:
            raise _Unread
        if self._take("without"):
            self._take(*_ANY)
        elif self._take("if", "when", "for", "where"):
            if not self._take("no", "empty"):
                raise _Unread
        else:
            raise _Unread
        if self._text() not in _BITS | {"set"}:
            raise _Unread
        self._take("set")
        self._nouns()
        self._take("is", "are")
        self._take(*_SET)
        self.none = True
        self.rules.append(f"none|{value}")

    def _has(self, *, otherwise: bool, always: bool, bare: bool = False) -> None:
        targets = self._flags()
        if not targets or (always and otherwise):
            raise _Unread
        if (always or otherwise) and len(targets) > 1 and self._text() in _WHEN:
            targets.pop()  # “always has VALID, and INNER only with SHARED”
            self.at = self.last
            self.rules.append(f"has|{','.join(targets)}|if|{'some' if otherwise else 'always'}")
            return
        how, sign = "", ""
        if self._phrase(("if and only if", "only and always if", "exactly if", "exactly when", "exactly for", "iff")):
            how, sign = "just", "+"
        elif self._take("only"):
            how = "only"
        if self._take("for", "if", "when", "with", "where", "on"):
            sign = sign or "+"
        elif self._take("without", "unless"):
            sign = "-" if not sign else "?"
        if not sign:
            if how or bare:  # “… only for WRITE and READ” names another condition, not another thing that is set
                raise _Unread
            self.rules.append(f"has|{','.join(targets)}|if|{'some' if otherwise else 'always'}")
            return
        if always or otherwise or sign == "?":
            raise _Unread
        flags = [self._flag()]
        if not flags[0]:
            raise _Unread
        self.at += 1
        self._nouns()
        if self._take("is", "are"):
            sign = self._turned(sign) if self._take("not") else sign
            if not self._take(*_SET):
                if not self._take(*_UNSET):
                    raise _Unread
                sign = self._turned(sign)
        elif self._take(*_UNSET):
            sign = self._turned(sign)
        else:
            self._take(*_SET)
        self.rules.append(f"has|{','.join(targets)}|{how or 'if'}|{sign}{flags[0]}")

    @staticmethod
    def _turned(sign: str) -> str:
        return {"+": "-", "-": "+"}[sign]


READERS = {"flagrules": flag_rules}
