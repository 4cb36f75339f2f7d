"""From the words of a sentence to its atoms: functions, values, conditions on numbers, calls to the outside, and the words that join them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.cases import lexicon
from uowgen.claims.valued.tokens import ERRNO, number_of, root, tokens_of
from uowgen.claims.valued.wanted import Pattern, pattern_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.wordings import Wordings
    from uowgen.claims.valued.tokens import Token


class Atom(NamedTuple):
    """One part of a sentence. `sort`: `fn`, `val`, `num`, `text`, `event`, `flag`, `missing`, `side`, or the name of a table of words."""

    sort: str
    data: object
    start: int
    end: int
    low: str = ""


class Number(NamedTuple):
    """A condition on a number: `==`, `<`, `<=`, `>`, `>=`, `in` (with `high`), `!=`."""

    sign: str
    low: int
    high: int = 0


class Call(NamedTuple):
    """A call as it is written: the function's name, the type before it, what it is given where that says something."""

    name: str
    owner: str = ""
    given: tuple[Pattern, ...] = ()


_TABLES = (
    ("except", lexicon.EXCEPT),
    ("unless", lexicon.UNLESS),
    ("only", lexicon.ONLY),
    ("same", lexicon.UNCHANGED),
    ("refused", lexicon.REFUSED),
    ("accepted", lexicon.ACCEPTED),
    ("passive", lexicon.PASSIVE),
    ("gives", lexicon.GIVES),
    ("cond", lexicon.CONDITIONS),
    ("not", lexicon.NOTS),
    ("every", lexicon.EVERY),
    ("before", lexicon.BEFORE),
    ("after", lexicon.AFTER),
    ("first", lexicon.FIRST),
    ("clears", lexicon.CLEARS),
    ("sets", lexicon.SETS),
    ("quiet", lexicon.QUIET),
    ("has", lexicon.HAS),
    ("stores", lexicon.STORES),
    ("negated", lexicon.NEGATED),
    ("count", list(lexicon.COUNTS)),
)
_SIGNS = (
    ("<", "below|less than|smaller than|under|beneath|lower than|fewer than|short of|shorter than|<"),
    (">", "above|greater than|larger than|over|more than|higher than|beyond|bigger than|longer than|exceeding|past|exceeds|>"),
    (">=", "at least|not less than|not below|from|>=|≥|no less than|not smaller than|not shorter than|or more than"),
    (
        "<=",
        "at most|up to|not more than|not above|no more than|<=|≤|up to and including|not longer than|no longer than|not exceeding|within",
    ),
    ("==", "of exactly|exactly|equal to|of|itself is|precisely|=="),
    ("!=", "not equal to|!="),
)
_OTHER_WORDS = (
    (Number(">=", 0), "zero or positive|positive or zero|non-negative|nonnegative|>= 0|not negative|zero or above|zero or more|0 or more|that are not negative"),
    (Number("<", 0), "negative|below zero|less than zero|< 0|less than 0"),
    (Number(">", 0), "positive|above zero|greater than zero"),
    (Number("==", 0), "zero"),
)  # fmt: skip
_MISSING = (
    "unknown|nonexistent|non-existent|missing|missing from the table|not found|not there|not in the table|absent|that does not exist|does not exist|doesn't exist|unregistered|unlisted|"
    "which does not exist|finds nothing|gives nothing|finds none|has no entry|no entry|not registered|unassigned|no handler|without a handler|no such|not in table|returns nothing"
)


@cache
def _cut(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as sentences are cut into words."""
    return tuple(t.low or t.raw.lower() for t in tokens_of(phrase)) or (phrase,)


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, object]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
    for sort, listed in _TABLES:
        for phrase in dict.fromkeys(listed):
            words = _cut(phrase)
            found.setdefault(words[0], []).append((words, sort, lexicon.COUNTS.get(phrase, phrase)))
    for number, text in _OTHER_WORDS:
        for phrase in text.split("|"):
            words = _cut(phrase)
            found.setdefault(words[0], []).append((words, "num", number))
    for phrase in _MISSING.split("|"):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, "missing", True))
    for rows in found.values():
        rows.sort(key=lambda r: -len(r[0]))
    return found


_CHARACTERS = {"slash": "/", "slashes": "/", "dot": ".", "dots": ".", "space": " ", "colon": ":", "nul": "\0", "blank": " "}


class Scanner:
    """The atoms of one sentence, in the words of one world."""

    def __init__(self, text: str, words: Wordings) -> None:
        self.words = words
        self.tokens: list[Token] = list(tokens_of(_quoted(_marked(text), words)))
        self.end = len(self.tokens)

    def low(self, i: int) -> str:
        """A word in lower case; also of what is no word."""
        if not 0 <= i < self.end:
            return ""
        t = self.tokens[i]
        return t.low or (t.raw.lower() if t.sort in ("arrow", "number") else "")

    def atoms(self) -> list[Atom] | None:
        """All atoms in order; None where a word is none of these."""
        found: list[Atom] = []
        i = 0
        while i < self.end:
            best = max(self._at(i), key=lambda a: a.end, default=None)
            if best is None:
                return None
            if best.sort != "glue":
                found.append(best)
            i = best.end
        return found

    def _at(self, i: int) -> Iterator[Atom]:
        t = self.tokens[i]
        if t.sort == "code":
            yield from self._code(i, t.raw)
            return
        if t.sort == "text":
            if len(t.raw) == 1 and not t.raw.isalnum() and self.words.of_texts:
                yield Atom("holds", t.raw, i, i + 1)
            yield Atom("text", t.raw, i, i + 1)
            return
        yield from self._numbers(i)
        low = self.low(i)
        if t.sort in ("word", "errno") and low not in self.words.names:
            for name, end in self.words.variants(self.tokens, i):
                yield Atom("val", Pattern(name), i, end, "words")
        if t.sort in ("word", "errno"):
            yield from self._names(i, t.raw)
        if low in self.words.names:
            for name, end in self.words.variants(self.tokens, i):
                yield Atom("val", Pattern(name), i, end, "words")
        if low == "as" and re.fullmatch(r"[iu](\d+|size)", self.low(i + 1)):
            yield Atom("glue", None, i, i + 2)
        if low in ("leaves", "leave", "leaving", "left", "still", "yet"):
            yield Atom("still" if low in ("still", "yet") else "leaves", None, i, i + 1)
        if low in ("printed", "printing", "prints", "print", "output", "to_string") and "Display" in self.words.names:
            yield Atom("shows", None, i, i + 1, low)
        for deed, end in self.words.deeds(self.tokens, i):
            yield Atom("event", deed, i, end, low)
        for flag, end in self.words.flags(self.tokens, i):
            yield Atom("flag", flag, i, end)
        side = self.words.side(low)
        if side:
            yield Atom("side", side, i, i + 1)
        for quality, end in self.words.qualities(self.tokens, i):
            yield Atom("quality", quality, i, end)
        if low in ("yes",) and self.words.names:
            yield Atom("val", Pattern("true"), i, i + 1)
        if low in _CHARACTERS and self.words.of_texts:
            yield Atom("holds", _CHARACTERS[low], i, i + 1)
        if low in ("empty", "zero-length") and self.words.of_texts:
            yield Atom("num", Number("==", 0), i, i + 2 if self.low(i + 1) in ("string", "str") else i + 1)
        if low in ("no", "zero", "0") and self.low(i + 1) in ("bytes", "characters") and self.words.of_texts:
            yield Atom("num", Number("==", 0), i, i + 2)
        for phrase, sort, data in _phrases().get(low, ()):
            if all(self.low(i + n) == w for n, w in enumerate(phrase)) and (sort != "missing" or self.words.asks):
                yield Atom(sort, data, i, i + len(phrase), " ".join(phrase))
        for field, end in self.words.spoken_fields(self.tokens, i):
            yield Atom("field", field, i, end, "words")
        if low == "but":
            yield Atom("but", None, i, i + 1)
        if low == "run" and self.low(i + 1) in ("queue", "queues"):
            yield Atom("glue", None, i, i + 2)
        if low in lexicon.GLUE or self.words.is_noun(low):
            yield Atom("glue", None, i, i + 1)

    # ------------------------------------------------------------------------------------------------------------ numbers

    def _numbers(self, i: int) -> Iterator[Atom]:
        for sign, phrases in _SIGNS:
            for phrase in phrases.split("|"):
                words = _cut(phrase)
                if all(self.low(i + n) == w for n, w in enumerate(words)):
                    found = self._number(i + len(words))
                    if found is not None:
                        yield from self._to(Number(sign, found[0]), i, found[1])
        found = self._number(i)
        if found is None:
            return
        yield Atom("val", Pattern(f"#{found[0]}"), i, found[1])
        yield from self._to(Number("==", found[0]), i, found[1], alone=False)

    def _to(self, first: Number, i: int, end: int, *, alone: bool = True) -> Iterator[Atom]:
        if alone:
            yield Atom("num", first, i, end)
        j = end
        marks = ""
        while self.low(j) in (".", "=", "to", "and", "through", "-", "–", "until"):
            marks += self.low(j)
            j += 1
        high = self._number(j) if marks in ("..=", "to", "through", "-", "–", "and", "...", "..") and j > end else None
        if high is not None and high[0] > first.low and (marks != "and" or self.low(i - 1) == "between"):
            yield Atom("num", Number("in", first.low, high[0]), i, high[1])
        for phrase, sign in (
            ("and above", ">="),
            ("or more", ">="),
            ("or above", ">="),
            ("and below", "<="),
            ("or less", "<="),
            ("and up", ">="),
        ):
            words = phrase.split()
            if not alone and all(self.low(end + n) == w for n, w in enumerate(words)):
                yield Atom("num", Number(sign, first.low), i, end + len(words))

    def _number(self, i: int) -> tuple[int, int] | None:
        if self.low(i) == "-" and i + 1 < self.end and self.tokens[i + 1].raw in self.words.numbers:
            return -self.words.numbers[self.tokens[i + 1].raw], i + 2
        if i >= self.end:
            return None
        t = self.tokens[i]
        raw = re.sub(r"\s+as\s+\w+$", "", t.raw.strip().strip("()"))
        n = number_of(raw) if t.sort in ("number", "code") else None
        if n is None and raw.lstrip("-−") in self.words.numbers and t.sort in ("word", "code"):
            n = self.words.numbers[raw.lstrip("-−")] * (-1 if raw[0] in "-−" else 1)
        if n is None and t.sort == "errno" and raw[1:] in ERRNO:
            n = -ERRNO[raw[1:]]
        if n is None:
            return None
        end = i + 1
        while self.low(end) in ("bytes", "byte", "chars", "characters", "long") or (
            self.low(end) == "as" and re.fullmatch(r"[iu](\d+|size)", self.low(end + 1))
        ):
            end += 2 if self.low(end) == "as" else 1
        return n, end

    # --------------------------------------------------------------------------------------------------------------- code

    def _code(self, i: int, raw: str) -> Iterator[Atom]:
        yield from self._numbers(i)
        text = raw.strip()
        sign = re.fullmatch(r"(==|!=|<=|>=|<|>)\s*(.+)", text)
        if sign is not None:
            n = self.words.number(sign[2])
            if n is not None:
                yield Atom("num", Number(sign[1], n), i, i + 1)
        ranged = re.fullmatch(r"(-?\w+)\s*\.\.=\s*(-?\w+)", text)
        if ranged is not None:
            low, high = self.words.number(ranged[1]), self.words.number(ranged[2])
            if low is not None and high is not None:
                yield Atom("num", Number("in", low, high), i, i + 1)
        if text in ("->", "=>", "==", "→"):
            yield Atom("gives", text, i, i + 1, text)
        yield from self._names(i, text)
        if " " in text and re.match(r"[A-Za-z0-9]", text) and not re.search(r"[(){};:=<>]", text):
            yield Atom("text", text, i, i + 1)
        if text.startswith('"'):
            yield Atom("text", text.strip('"'), i, i + 1)

    def _names(self, i: int, raw: str) -> Iterator[Atom]:
        call = self.words.call(raw)
        code = self.tokens[i].sort == "code"
        before, behind = self.low(i - 1), self.low(i + 1)
        if call is not None and (code or "(" in raw or "_" in raw or "::" in raw or self.words.is_only_a_name(raw, before, behind)):
            yield Atom("fn", call, i, i + 1)
            return
        gerund = self.words.gerund(raw.lower()) if not code else ""
        if gerund:
            yield Atom("fn", Call(gerund), i, i + 1)
        near = {self.low(i + n) for n in (1, 2, 3)} | {self.low(i - 1)}
        deed = self.words.outside(raw, called=bool(near & {"call", "calls", "called", "invoked"}))
        if deed is not None:
            given = re.search(r"\(([^()]*)\)", raw)
            yield Atom("event", deed, i, i + 1, given[1] if given and given[1].strip(" .…") else "")
        pattern = pattern_of(_bare(raw))
        if (
            (
                pattern is not None
                and pattern.head[:1] not in ('"', "#", "_", "(")
                and self.words.is_value(pattern)
                and (code or raw[:1].isupper())
            )
            or (
                pattern is not None
                and re.fullmatch(r"E[A-Z0-9]{2,}", raw)
                and raw in ERRNO
                and self.words.errnos
                and not pattern.parts
            )
            or (pattern is not None and pattern.head in ("true", "false"))
            or (pattern is not None and re.fullmatch(r"E[A-Z0-9]{2,}", raw) and raw in ERRNO and self.words.errnos)
        ):
            yield Atom("val", pattern, i, i + 1, "code")
        elif self.words.is_field(raw) and (code or "_" in raw):
            yield Atom("field", raw.rpartition(".")[2], i, i + 1)
        elif self.words.is_type(raw):
            yield Atom("type", raw.lstrip("&").rpartition("::")[2], i, i + 1)
        elif code and raw.isidentifier() and (self.words.is_noun(raw.lower()) or len(raw) == 1):
            yield Atom("glue", None, i, i + 1)


def _bare(raw: str) -> str:
    text = re.sub(r"\s+as\s+\w+", "", raw.replace("&", "").replace("−", "-"))
    return re.sub(r"\.\.(?=\))", "_", text)


def _marked(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("**", "")).strip().rstrip(".")


def _quoted(text: str, words: Wordings) -> str:
    """Calls and values with parentheses in backticks, where they stand without."""
    pieces = re.split(r"(`[^`]*`)", text)
    for n in range(0, len(pieces), 2):
        pieces[n] = re.sub(
            r"(?<![\w`:])&?(?:\w+::)*\w+\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)",
            lambda m: f"`{m[0]}`" if words.call(m[0]) or words.is_written(m[0]) else m[0],
            pieces[n],
        )
    return "".join(pieces)


__all__ = ["Atom", "Call", "Number", "Scanner", "root"]
