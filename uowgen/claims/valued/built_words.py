"""Phrases of sentences on types that constructors make of numbers: their parts by name, constructors, functions, numbers and sets of them."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.valued import wanted
from uowgen.claims.valued.built import words_of
from uowgen.claims.valued.built_sets import adjectives_of, called_so, sets_of, special_of
from uowgen.claims.valued.matcher import SKIP, Matcher
from uowgen.claims.valued.of_numbers import SIGNS, TESTS
from uowgen.claims.valued.reader import NUMBERS
from uowgen.claims.valued.tokens import SHORT, humps, number_of, root
from uowgen.claims.valued.wanted import name_of
from uowgen.facts.documentation import comment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built import Ask, Built, Maker
    from uowgen.claims.valued.built_sets import Named
    from uowgen.claims.valued.tokens import Token
    from uowgen.claims.valued.wanted import Want

_ANY = frozenset(root(w) for w in "number value id input argument integer raw".split())
_THINGS = frozenset(root(w) for w in "id identifier value newtype instance handle it one them".split())
_OF_PART = "part|half|field|value|number|bits|component|it was built from|it was made of"


class Numbers(NamedTuple):
    """Some numbers at one place of a constructor. `one`: the single number that it is."""

    part: int
    test: Callable[[int], bool]
    one: int | None = None
    named: bool = False  # called by a name that something else tells the meaning of


class Said(Matcher):
    """One sentence, read for one type and one of its constructors."""

    def __init__(self, tokens: tuple[Token, ...], built: Built, maker: Maker) -> None:
        super().__init__(tokens)
        self.built, self.maker = built, maker
        self.parts = [self._words_of_part(j) for j in range(len(maker.takes))]
        doc = re.match(r"\s*(?:[A-Z]+_\d+:\s*)?([^.,:;]*)", comment_of(built.shape.declaration))
        told = frozenset(root(w) for w in re.findall(r"[a-z]+(?:-[a-z]+)*", (doc[1] if doc else "").lower()) if len(w) > 2)
        every = frozenset().union(*self.parts)
        of_asks = frozenset(w for a in built.asks if "::" not in a.name for w in words_of(a.name))
        self.things = (frozenset(root(h) for h in humps(built.shape.name)) | _THINGS | (told - of_asks - _JOINING)) - every

    def _words_of_part(self, j: int) -> frozenset[str]:
        read = frozenset(w for a in self.built.readers(self.maker, j) if a.name and "::" not in a.name for w in words_of(a.name))
        name = self.maker.takes[j][0]
        return words_of(name) | read | {root(SHORT[w]) for w in humps(name) if w in SHORT}

    # ------------------------------------------------------------------------------------------------------------- things

    def thing(self, i: int) -> Iterator[tuple[Any, int]]:
        """What stands for any value of the type: its name, “an id”."""
        j = i
        while j < self.end and j < i + 4 and self._is_thing(j):
            j += 1
            yield SKIP, j

    def _is_thing(self, i: int) -> bool:
        t = self.tokens[i]
        return t.raw.strip() == self.built.shape.name or (t.sort == "word" and root(t.low) in self.things)

    def arrow(self, i: int) -> Iterator[tuple[Any, int]]:
        """An arrow."""
        if i < self.end and self.tokens[i].sort == "arrow":
            yield SKIP, i + 1

    def part_or_thing(self, i: int) -> Iterator[tuple[Any, int]]:
        """“number”, “slot of an id”, “id”; also nothing at all."""
        yield SKIP, i
        for _, j in self.part(i):
            yield SKIP, j
        yield from self.thing(i)

    def thing_or_none(self, i: int) -> Iterator[tuple[Any, int]]:
        """What stands for any value of the type, or nothing."""
        yield SKIP, i
        yield from self.thing(i)

    def of_thing(self, i: int) -> Iterator[tuple[Any, int]]:
        """“of the id”, “in an id”, or nothing."""
        yield SKIP, i
        for _, j in self.seq(i, "of|in|within|for", "any|every|each?", self.thing):
            yield SKIP, j

    def part(self, i: int) -> Iterator[tuple[int, int]]:
        """A part by its name: “the number”, “its generation”, “the slot's index”; at a constructor of one number any number."""
        for start in {
            i,
            *(j for _, j in self.seq(i, "its|own|their|same|given|original|plain|raw|inner|stored|bare*")),
            *self._owned(i),
        }:
            for j, words in enumerate(self.parts):
                if start < self.end and self._is_word(start, words, j):
                    end = start + 1
                    while end < self.end and self._is_word(end, words, j):
                        end += 1
                    yield j, end
                    for _, more in self.seq(end, _OF_PART):
                        yield j, more
                    for _, more in self.seq(end, self.of_thing):
                        yield j, more

    def _owned(self, i: int) -> Iterator[int]:
        for _, j in self.seq(i, "any|every|each?", self.possessive):
            yield j

    def possessive(self, i: int) -> Iterator[tuple[Any, int]]:
        """“the id's”."""
        low = self.low(i)
        if (
            low.endswith(("'s", "s'"))
            and root(low.rpartition("'")[0].rstrip("s")) in self.things | {root(low.partition("'")[0])} & self.things
        ):
            yield SKIP, i + 1

    def _is_word(self, i: int, words: frozenset[str], j: int) -> bool:
        t = self.tokens[i]
        if t.sort == "code":
            return t.raw.strip() == self.maker.takes[j][0]
        if t.sort != "word":
            return False
        return root(t.low) in words or (root(t.low) in _ANY and not self._is_part(t.low) and len(self.parts) == 1)

    def _is_part(self, low: str) -> bool:
        return any(root(low) in words for words in self.parts)

    def listed_parts(self, i: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """“the number and the generation”, “both parts”."""
        if len(self.parts) == 2:
            for _, j in self.seq(i, "both", "parts|halves|fields|components|values|numbers|of them?"):
                yield (0, 1), j
        if len(self.parts) > 1:
            for _, j in self.seq(i, "all", "parts|fields|components|values|numbers"):
                yield tuple(range(len(self.parts))), j
        for first, j in self.part(i):
            yield (first,), j
            for _, k in self.one(j, ", and|and|,|as well as"):
                for more, end in self.listed_parts(k):
                    if first not in more:
                        yield (first, *more), end

    # ---------------------------------------------------------------------------------------------------------- functions

    def make(self, i: int) -> Iterator[tuple[Any, int]]:
        """The constructor: `new()`, `Id::new`, “the constructor”; of a trait `TryFrom<u8>`, “conversion from `u8`”."""
        if i >= self.end:
            return
        if self.maker.path:
            yield from self._make_of_trait(i)
            return
        raw = self.tokens[i].raw.strip()
        m = re.fullmatch(r"(?:(\w+)::)?(\w+)(?:\(([^()]*)\))?", raw)
        plain = m is not None and all(re.fullmatch(r"\s*(?:[a-z_]\w*|\.\.|…|)\s*", p) for p in (m[3] or "").split(","))
        if (
            m is not None
            and plain
            and m[2] == self.maker.name
            and m[1] in (None, "Self", self.built.shape.name)
            and (self.tokens[i].sort == "code" or "(" in raw)
        ):
            yield SKIP, i + 1
        for _, j in self.seq(i, "checked|fallible?", "constructor|construction"):
            yield SKIP, j

    def _make_of_trait(self, i: int) -> Iterator[tuple[Any, int]]:
        kind, name = self.maker.takes[0][1], self.maker.path.rpartition("::")[2]
        raw = "".join(self.tokens[i].raw.split())
        owner = self.built.shape.name
        into = "try_into" if name == "try_from" else "into"
        if re.fullmatch(
            rf"(?:impl)?{self.maker.name}(?:for{owner})?|(?:(?:{owner}|Self)::)?{name}(?:\(\w*\))?|{kind}::{into}(?:\(\))?", raw
        ):
            yield SKIP, i + 1
            yield from self.one(i + 1, "conversion|impl|implementation")

        def of(j: int) -> Iterator[tuple[Any, int]]:
            if j < self.end and self.tokens[j].raw.strip() == kind:
                yield SKIP, j + 1

        yield from self.seq(i, "conversion|conversions|converting", "from|of?", of)

    def made_of(self, i: int) -> Iterator[tuple[dict[int, int], int]]:
        """A call of the constructor as written: `new(0, 3)`, `Id::new(MAX, _)`; the numbers that are said, by place."""
        if i >= self.end or self.tokens[i].sort not in ("code", "word"):
            return
        m = re.fullmatch(r"(?:(\w+)::)?(\w+)\(([^()]+)\)", self.tokens[i].raw.strip())
        if m is None or m[2] != self.maker.name or m[1] not in (None, "Self", self.built.shape.name):
            return
        given = [p.strip() for p in m[3].split(",")]
        found: dict[int, int] = {}
        for j, p in enumerate(given):
            n = number_of(p)
            if n is None and not re.fullmatch(r"[a-z_]\w*|\.\.|…", p):
                n = self.built.constant(p)
                if n is None:
                    return
            if n is not None:
                found[j] = n
        if found and len(given) == len(self.maker.takes):
            yield found, i + 1

    def ask(self, i: int) -> Iterator[tuple[Ask, int]]:
        """A function of a value by its name: `slot()`, `id.slot()`, `is_stale(g)`."""
        if i >= self.end or self.tokens[i].sort not in ("code", "word"):
            return
        raw = self.tokens[i].raw.strip()
        m = re.fullmatch(r"(?:(?:(?:\w+)::|\w+\.))?(\w+)(?:\(([a-z_]*|\.\.|…)\))?", raw)
        if m is None or not m[1] or (self.tokens[i].sort == "word" and "(" not in raw and "_" not in raw and m[1] != "Display"):
            return
        for a in self.built.asks:
            if a.name == m[1]:
                yield a, i + 1

    def asks(self, i: int) -> Iterator[tuple[tuple[Ask, ...], int]]:
        """Several functions: “`slot()` and `generation()`”."""
        for first, j in self.ask(i):
            yield (first,), j
            for _, k in self.one(j, ", and|and|,|as well as|/"):
                for more, end in self.asks(k):
                    yield (first, *more), end

    # ------------------------------------------------------------------------------------------------------------ numbers

    def number(self, i: int) -> Iterator[tuple[int, int]]:
        """A number: by its digits, in words, by the name of a constant, “`MAX` itself”."""
        if i >= self.end:
            return
        t = self.tokens[i]
        n = number_of(t.raw.strip()) if t.sort in ("number", "code") else NUMBERS.get(t.low) if t.sort == "word" else None
        if n is None and t.sort in ("code", "word") and re.fullmatch(r"(?:\w+::)*[A-Z][A-Z0-9_]+(?: [-+] \w+)?", t.raw.strip()):
            n = self.built.constant(t.raw.strip())
        if n is not None:
            yield n, i + 1
            if self.low(i + 1) in ("itself", "inclusive"):
                yield n, i + 2

    def numbers(self, i: int) -> Iterator[tuple[Numbers, int]]:
        """Numbers of one part: “slots 0 and 9”, “a slot above 7”, “`0..MAX`”, “anything past the limit of 9”, “odd ids”."""
        seen: set[tuple[int, int]] = set()
        for j, start in self._spoken(i):
            for test, one, end in self._tests(start, j):
                if (j, end) not in seen:
                    seen.add((j, end))
                    yield Numbers(j, test, one), end
        rows = self.built.made_rows(self.maker)
        for j in range(len(self.parts)):
            for test, one, k in adjectives_of(self, i, [row[j] for row in rows]):
                yield from ((Numbers(j, test, one), end) for p, end in self.part(k) if p == j)
        for j, k in self.part(i):
            for _, m in self.one(k, "that is|that are|which is|which are"):
                yield from ((Numbers(j, test, one), e) for test, one, e in adjectives_of(self, m, [row[j] for row in rows]))
        yield from self.called(i, sets_of(self.built, self.maker))

    def called(self, i: int, sets: tuple[Named, ...]) -> Iterator[tuple[Numbers, int]]:
        """“exception vectors”, “ports that are not privileged”: numbers by a name, also turned round."""
        beside = lambda k: self._is_thing(k) or self._is_word(k, self.parts[0], 0)  # noqa: E731
        yield from ((Numbers(0, test, None, named=True), end) for test, end in called_so(self, i, sets, beside))

    def _spoken(self, i: int) -> Iterator[tuple[int, int]]:
        for start in [i, *(k for _, k in self.one(i, "any|every|each|all|values|with|that have|of*") if k > i)]:
            for j, k in self.part(start):
                yield j, k
                for _, more in self.one(k, "of|is|being"):
                    yield j, more
            general = [
                start,
                *(
                    k
                    for _, k in self.seq(
                        start, "anything|everything|value|values|number|numbers|input|inputs|argument|arguments|id|ids", "of?"
                    )
                    if k > start
                ),
            ]
            general += [k for _, k in self.seq(start, self.thing, "of|with?") if k > start]
            for k in general:
                for j in self.built.checked(self.maker):
                    if k == start or not self._is_part(self.low(start).rstrip("s")):
                        yield j, k

    def _tests(self, i: int, j: int) -> Iterator[tuple[Callable[[int], bool], int | None, int]]:
        for test, one, end in self._single(i, j):
            yield test, one, end
            for _, k in self.one(end, ", and|, or|and|or|,|as well as|nor|/"):
                starts = [
                    k,
                    *(e for p, e in self.part(k) if p == j),
                    *(e for _, e in self.one(k, "anything|everything|values|numbers|any number|all numbers")),
                ]
                for start in starts:
                    for more, _, last in self._tests(start, j):
                        yield (lambda v, a=test, b=more: a(v) or b(v)), None, last  # type: ignore[misc]

    def _single(self, i: int, j: int) -> Iterator[tuple[Callable[[int], bool], int | None, int]]:
        yield from self._in_code(i, j)
        for sign, words in (
            *SIGNS,
            (">=", "≥|no less than|not under"),
            ("<=", "≤|no more than|within|at or below"),
            (">", "larger|more|in excess of|out of range of|exceeds|exceed|exceeding"),
        ):
            for _, k in self.one(i, words):
                for n, end in self.number(k):
                    yield (lambda v, n=n, s=sign: TESTS[s](v, n)), None, end  # type: ignore[misc]
                    if sign == ">=":
                        for _, more in self.one(end, "up|upwards|on|onwards|and up"):
                            yield (lambda v, n=n: v >= n), None, more  # type: ignore[misc]
                for _, k2 in self.one(k, "or equal to|= |="):
                    for n, end in self.number(k2):
                        yield (lambda v, n=n, s=sign[0] + "=": TESTS[s](v, n)), None, end  # type: ignore[misc]
        for inside, lead in (
            (True, "from|between|in|within|in range?"),
            (False, "outside|not in|outside of|not between|outside range|out of range"),
        ):
            for _, k in self.one(i, lead):
                for low, a in self.number(k):
                    joined = "to|through|and|-|–|until|up to" if k > i else "to|through|-|–|until|up to"
                    for _, b in self.one(a, joined):
                        for high, end in self.number(b):
                            yield (lambda v, a=low, b=high, w=inside: (a <= v <= b) is w), None, end  # type: ignore[misc]
                if k > i:
                    for test, _, end in self._in_code(k, j):
                        yield (lambda v, t=test, w=inside: t(v) is w), None, end  # type: ignore[misc]
        for n, end in self.number(i):
            yield (lambda v, n=n: v == n), n, end  # type: ignore[misc]
            for sign, words in (
                (">=", "and above|and up|or more|or above|and higher|or higher|upwards|and beyond|and more|or greater|and larger"),
                ("<=", "and below|or less|or below|and lower|or lower|downwards|and less"),
            ):
                for _, k in self.one(end, words):
                    yield (lambda v, n=n, s=sign: TESTS[s](v, n)), None, k  # type: ignore[misc]
        yield from special_of(self, i, lambda k: [e for p, e in self.part(k) if p == j])
        for _, k in self.one(i, "odd"):
            yield (lambda v: v % 2 == 1), None, k
        for _, k in self.one(i, "even"):
            yield (lambda v: v % 2 == 0), None, k

    def _in_code(self, i: int, j: int) -> Iterator[tuple[Callable[[int], bool], int | None, int]]:
        """`1..=MAX`, `> MAX`, `n == 0`."""
        t = self.tokens[i] if i < self.end else None
        if t is None or t.sort not in ("code", "number"):
            return
        text = t.raw.strip()
        m = re.fullmatch(r"([\w:]+)\s*(\.\.=?)\s*([\w:]+)", text)
        if m is not None:
            low, high = self._constant(m[1]), self._constant(m[3])
            if low is not None and high is not None:
                top = high if m[2] == "..=" else high - 1
                yield (lambda v: low <= v <= top), None, i + 1
        m = re.fullmatch(r"([a-z_]\w*)?\s*(<=|>=|<|>|==|!=)\s*([\w:]+)", text)
        if m is not None and m[1] in (None, self.maker.takes[j][0]) and (n := self._constant(m[3])) is not None:
            tests = TESTS | {"==": lambda v, n: v == n, "!=": lambda v, n: v != n}
            yield (lambda v, s=m[2]: tests[s](v, n)), n if m[2] == "==" else None, i + 1  # type: ignore[misc]

    def _constant(self, text: str) -> int | None:
        n = number_of(text)
        return n if n is not None else self.built.constant(text) if re.search(r"[A-Z]", text) else None

    # ------------------------------------------------------------------------------------------------------------- values

    def value(self, i: int) -> Iterator[tuple[Want, int]]:
        """What is given: `None`, `Err(Bad)`, “an error”, a number, `true`."""
        if i >= self.end:
            return
        t = self.tokens[i]
        for n, end in self.number(i):
            yield wanted.number(n), end
        for _, j in self.one(i, "error|err|failure|refusal"):
            yield wanted.error() if self.maker.fails == "Result" else wanted.refusal(), j
        for _, j in self.one(i, "nothing|no value|no id|none"):
            yield wanted.refusal(), j
        pattern = wanted.pattern_of(t.raw) if t.sort == "code" or t.raw[:1].isupper() or t.low in ("true", "false") else None
        if pattern is None:
            return
        found = wanted.by_pattern(pattern, self._is_at_hand)
        if found is not None and found.sort == "variant" and pattern.head != self.built.shape.name:
            found = found._replace(fits=lambda v, f=found.fits: f(wanted.inside(v) if name_of(v) == "Err" else v))  # type: ignore[misc]
        if found is not None:
            yield found, i + 1

    def _is_at_hand(self, head: str) -> bool:
        return re.search(rf"\b{re.escape(head)}\b", self.built.trials.text if self.built.trials is not None else "") is not None


_JOINING = frozenset(
    root(w)
    for w in "the and for not with from into that this when its are was has have can may must never only other than which each every number value first last next".split()
)

__all__ = ["Numbers", "Said"]
