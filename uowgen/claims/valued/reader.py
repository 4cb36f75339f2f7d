"""Reads phrases of sentences about the values of a type: variants in any form, functions, what is wanted. Everything may be read in several ways.

A part of a sentence is read by a generator of what it may mean and where it ends; `seq` puts parts one after the other.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.valued import wanted
from uowgen.claims.valued.inside import said_inside
from uowgen.claims.valued.matcher import SKIP, Matcher, Part
from uowgen.claims.valued.shapes import given_in
from uowgen.claims.valued.spoken import documented_with, parts_of, texts_for, things_of
from uowgen.claims.valued.tokens import ERRNO, Token, humps, number_of, root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from uowgen.claims.valued.shapes import Shape
    from uowgen.claims.valued.table import Function, Table
    from uowgen.claims.valued.wanted import Want

_NOUNS = frozenset(
    "state states error errors variant variants event events one ones value values condition failure failures input case cases".split()
)
_ADJECTIVES = frozenset("open active current ongoing existing running given".split())
_SAME = {"over": "too", "oversized": "too", "overlong": "too", "missing": "no", "lost": "gone", "disconnected": "disconnect"}
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBERS = {w: n for n, w in enumerate(f"zero one two three four five six seven eight nine ten eleven twelve {_TEENS}".split())} | {
    w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}


class Some(NamedTuple):
    """Some values of a type: their rows, what they were called, whether that is certain. `every`: all that there are."""

    of: str
    rows: tuple[tuple[int, int], ...]
    variants: frozenset[str]
    sure: bool = True
    every: bool = False


class Reader(Matcher):
    """One sentence, read for one table."""

    def __init__(self, tokens: tuple[Token, ...], table: Table) -> None:
        super().__init__(tokens)
        self.table = table
        self.shape = table.shape
        self.things = things_of(table)
        self.variants: dict[tuple[str, int], list[tuple[tuple[str, tuple[int, ...] | None, bool], int]]] = {}
        self.several: dict[tuple[str, int], list[tuple[Some, int]]] = {}

    # ----------------------------------------------------------------------------------------------------------- variants

    def variant(self, shape: Shape, i: int) -> list[tuple[tuple[str, tuple[int, ...] | None, bool], int]]:
        """A variant of a type, as a name or as words, with the numbers that it is said to carry."""
        key = (shape.name, i)
        if key not in self.variants:
            found = list(self._variant(shape, i))
            more = [
                (name, given, end)
                for name, none, j in ((v[0], v[1], j) for v, j in found)
                if none is None
                for given, end in said_inside(self, shape, name, j)
            ]
            self.variants[key] = [*found, *(((name, given, True), end) for name, given, end in dict.fromkeys(more))]
        return self.variants[key]

    def _variant(self, shape: Shape, i: int) -> Iterator[tuple[tuple[str, tuple[int, ...] | None, bool], int]]:
        if i >= self.end:
            return
        t = self.tokens[i]
        if t.sort in ("code", "word"):
            m = re.fullmatch(r"(?:([\w:]+)::)?(\w+)(?:\((.*)\)|\s*\{(.*)\})?", t.raw.strip())
            owner = m[1].rpartition("::")[2] if m and m[1] else ""
            known = m is not None and m[2] in shape.variants and owner in ("", shape.name, "Self") and bool(m[2])
            carried = given_in(shape, m[2], m[3] or m[4] or "") if m is not None and known else None
            if m is not None and carried is not None:
                yield (m[2], carried or None, True), self._noun(i + 1, shape, m[2])
                if self._noun(i + 1, shape, m[2]) != i + 1:
                    yield (m[2], carried or None, True), i + 1
            spelled = self.table.called_by_text() if shape is self.shape else texts_for(self.table, shape)
            if (called := spelled.get(t.raw)) and called not in ("", m and m[2]):
                yield (called, None, True), i + 1
            if t.sort == "code":
                return
        for name in shape.variants:
            yield from self._in_words(shape, name, i)

    def _in_words(self, shape: Shape, name: str, i: int) -> Iterator[tuple[tuple[str, tuple[int, ...] | None, bool], int]]:
        wanted_ = sorted(root(_SAME.get(h, h)) for h in humps(name))
        noun = "error" in {root(h) for h in humps(shape.name)}
        for count in (1, 2, 3, 4):
            words: list[str] = []
            for n in range(i, i + count):
                if n >= self.end or self.tokens[n].sort != "word":
                    return
                words += [w for w in re.split(r"[-/]", self.low(n)) if w]
            if words and words[0] == "re" and len(words) > 1:
                words = words[1:]
            if self.low(i) == "i/o":
                words = ["io", *words[2:]]
            mine = sorted(root(_SAME.get(w, w)) for w in words)
            joined = "".join(words) == "".join(humps(name))
            if mine == wanted_ or joined:
                end = i + count
                yield (name, None, True), self._noun(end, shape, name)
                if self._noun(end, shape, name) != end:
                    yield (name, None, True), end
            elif noun and len(mine) > 1 and mine[-1] in ("error", "err") and mine[:-1] == wanted_:
                yield (name, None, True), i + count

    def _noun(self, i: int, shape: Shape, name: str) -> int:
        """Behind nouns that say what sort of thing it is: “volume”, “state”, or what the variant's own documentation speaks of."""
        known = self.things | documented_with(self.table, shape, name)
        while self.low(i) and (self.low(i) in _NOUNS or root(self.low(i)) in known) and self.tokens[i].sort == "word":
            i += 1
        return i

    def some(self, shape: Shape, i: int) -> list[tuple[Some, int]]:
        """One variant or a list of them, or all that there are."""
        key = (shape.name, i)
        if key not in self.several:
            self.several[key] = list(self._some(shape, i))
        return self.several[key]

    def _some(self, shape: Shape, i: int) -> Iterator[tuple[Some, int]]:
        yield from self._all(shape, i)
        for start in (i + 1, i) if self.low(i) in ("both", "either", "one") else (i,):
            if self.low(start) == "of" and start == i + 1:
                start += 1
            for first, j in self.variant(shape, start):
                yield from self._list(shape, [first], j)
        if self.low(i) in _ADJECTIVES and not self.variant(shape, i):
            for first, j in self.variant(shape, i + 1):
                yield from self._list(shape, [first], j)

    def _list(self, shape: Shape, found: list[tuple[str, tuple[int, ...] | None, bool]], i: int) -> Iterator[tuple[Some, int]]:
        j = i
        while self.low(j) in (",", "and", "or", "/", "nor"):
            j += 1
        if self.low(j) in ("for", "in", "from", "when", "on", "while", "if") and j > i:
            j += 1
        if j > i:
            for one, end in self.variant(shape, j):
                if one[0] not in {f[0] for f in found}:
                    yield from self._list(shape, [*found, one], end)
        each = [self.table.rows(shape.name, name, given) for name, given, _ in found]
        rows = tuple(r for rows_of in each for r in rows_of)
        if all(each):
            yield Some(shape.name, rows, frozenset(f[0] for f in found), all(f[2] for f in found)), i

    def _all(self, shape: Shape, i: int) -> Iterator[tuple[Some, int]]:
        j = i
        if self.low(j) in ("every", "each", "any", "all"):
            j += 1
            if self.low(j) == "of":
                j += 1
        elif self.low(j) not in ("variants", "states", "errors"):
            return
        single = frozenset({"variant", "state", "error", "value", "variants", "states", "errors", "one", "them", "values"}) | {
            root(t) for t in self.things
        }
        ends = {j + 1} if self.low(j) in single or root(self.low(j)) in self.things else set()
        if j < self.end and self.tokens[j].raw.strip("`").rstrip("s") == shape.name:
            ends = {j + 1, *([j + 2] if self.low(j + 1) in single else [])}
        for end in ends:
            k, names = end, frozenset(shape.variants)
            if self.low(k) in ("without", "with", "that") and (found := self._payload(k)) is not None:
                k, carrying = found
                names = frozenset(v for v, kinds in shape.variants.items() if bool(kinds) is carrying)
            but = next(
                (
                    (v, e)
                    for v, e in self.seq(
                        k, ",?", "except|but|other than|except for|besides|apart from", lambda n: self.some(shape, n)
                    )
                ),
                None,
            )
            if but is not None:
                left = names - but[0][0].variants
                yield from ((one, but[1]) for one in self._of(shape, left))
            yield from ((one, k) for one in self._of(shape, names))

    def _of(self, shape: Shape, names: frozenset[str]) -> Iterator[Some]:
        each = [self.table.rows(shape.name, v) for v in shape.variants if v in names]
        if each and all(each):
            rows = tuple(row for rows in each for row in rows)
            yield Some(shape.name, rows, names, every=names == frozenset(shape.variants))

    def _payload(self, i: int) -> tuple[int, bool] | None:
        for phrase, carrying in (
            ("without", False),
            ("with", True),
            ("that carry", True),
            ("that have", True),
            ("that carry no", False),
        ):
            for _, j in self.seq(
                i, phrase, "payload|payloads|data|argument|arguments|field|fields|number|numbers|anything|any payload|no payload"
            ):
                return j, carrying
        return None

    # ---------------------------------------------------------------------------------------------------------- functions

    def function(self, i: int, *, sorts: tuple[str, ...] = ("query",)) -> Iterator[tuple[tuple[Function, ...], int]]:
        """The functions that a name or a noun means: `code()`, “the code”, “names”, “`Display`”, “the raw value”."""
        if i >= self.end:
            return
        t = self.tokens[i]
        have = [f for f in self.table.functions if f.sort in sorts]
        raw = t.raw.strip()
        m = re.fullmatch(r"(?:([\w:]+)::)?(\w+)(?:\(\)|\(self\)|\(_\))?", raw)
        if (
            t.sort in ("code", "word")
            and m
            and (not m[1] or m[1].rpartition("::")[2] in (self.shape.name, "Self", "u8", "u16", "u32", "u64", "usize", "i32"))
        ):
            said = f"{m[1]}::{m[2]}" if m[1] and m[2] == "from" else m[2]
            exact = tuple(f for f in have if said in (f.name, f"{self.shape.name}::{f.name}"))
            if exact:
                yield exact, i + 2 if self.low(i + 1) in ("value", "values", "result", "results") else i + 1
                return
        if t.sort != "word":
            return
        low = t.low
        if low in ("display", "message", "messages") or (low == "fmt"):
            shown = tuple(f for f in have if f.name == "Display")
            if shown:
                yield shown, i + 2 if self.low(i + 1) in ("output", "text", "string", "impl", "implementation") else i + 1
        if low in ("error", "status", "numeric", "raw", "stable") and self.low(i + 1) in _NOUN_OF:
            yield from self._by_noun(self.low(i + 1), have, i + 2)
        yield from self._by_noun(low, have, i + 1)

    def _by_noun(self, noun: str, have: list[Function], end: int) -> Iterator[tuple[tuple[Function, ...], int]]:
        bare = noun if any(noun in parts_of(f.name) for f in have) else noun.rstrip("s") if noun != "class" else noun
        named = [f for f in have if bare and (bare in parts_of(f.name))]
        if not named and noun in _NOUN_OF and not self._is_called(bare):
            named = [f for f in have if (f.number if _NOUN_OF[noun] == "number" else f.text and f.name != "Display")]
            if _NOUN_OF[noun] == "number" and len(named) > 1:
                plain = {"as", "to", "into", "u", "i", "value", "number", "raw", "usize", "isize"}
                named = [f for f in named if f.name == "discriminant" or parts_of(f.name) <= plain]
            if len({f.name for f in named} - {"discriminant"}) > 1 or (
                self.shape.newtype and noun not in ("value", "values", "number", "numbers")
            ):
                named = []
        if named:
            while self.low(end) in ("value", "values"):
                end += 1
            yield tuple(named), end

    def _is_called(self, noun: str) -> bool:
        """Whether a function of another type at hand is called by this noun, so that no other is meant by it."""
        from uowgen.claims.valued.table import tables_of

        return any(noun in parts_of(f.name) for t in tables_of(self.table.case) for f in t.functions if f.sort == "query")

    # ------------------------------------------------------------------------------------------------------------- values

    def value(self, i: int) -> Iterator[tuple[Want, int]]:
        """What an answer is to be: a literal, a variant, a number by its name with or without its sign, “an error”, “nothing”."""
        if i >= self.end:
            return
        t = self.tokens[i]
        if t.sort == "text" or (t.sort == "code" and t.raw.startswith('"') and t.raw.endswith('"') and len(t.raw) > 1):
            yield wanted.text(t.raw.strip('"') if t.sort == "code" else t.raw), i + 1
            return
        if t.sort == "code" and re.fullmatch(r"'[^']'", t.raw):
            yield wanted.text(t.raw[1]), i + 1
            return
        n = self.number(i)
        if n is not None:
            yield _or_its_name(wanted.number(n[0]), t.raw), n[1]
            return
        if t.sort == "word" and t.low in ("true", "false"):
            yield wanted.truth(t.low == "true"), i + 1
        if t.low == "nothing":
            yield wanted.refusal(), i + 1
        for _, j in self.seq(i, "error|errors|err|failure"):
            yield wanted.error(), j
        if t.sort in ("code", "word"):
            pattern = wanted.pattern_of(t.raw)
            found = wanted.by_pattern(pattern, self._is_named) if pattern is not None else None
            if found is not None and (t.sort == "code" or t.raw[:1].isupper()):
                yield found, self._noun(i + 1, self.shape, "")
                if self._noun(i + 1, self.shape, "") != i + 1:
                    yield found, i + 1
            if found is None and t.sort == "code" and re.fullmatch(r"[\w:<>+*/() -]+", t.raw) and re.search(r"[A-Z]{2}", t.raw):
                n2 = self.table.constant(t.raw)
                if n2 is not None:
                    yield wanted.number(n2), i + 1
        if t.sort == "word":
            for (name, given, _), j in self.variant(self.shape, i):
                if name:
                    yield wanted.variant(name, given), j

    def number(self, i: int) -> tuple[int, int] | None:
        """A number and where it ends: `-16`, “-EBUSY (-16)”, “EIO (-5)”, “-11 (EAGAIN)”, `0x20`; a name and a number must say the same."""
        if i >= self.end:
            return None
        t = self.tokens[i]
        if t.low == "minus" and self.low(i + 1) in NUMBERS:
            return -NUMBERS[self.low(i + 1)], i + 2
        n = number_of(t.raw) if t.sort in ("number", "code") else None
        name = t.raw.strip().lstrip("-−") if t.sort in ("errno", "word", "code") else ""
        if n is None and t.sort == "word" and t.low in NUMBERS:
            n = NUMBERS[t.low]
        if n is None and (name not in ERRNO or self._is_of_a_type(name)):
            return None
        signed = t.raw.strip()[:1] in "-−"
        end = i + 1
        more = self.tokens[i + 2] if self.low(i + 1) == "(" and self.low(i + 3) == ")" else None
        if more is not None:
            inner = number_of(more.raw) if more.sort in ("number", "code") else None
            called = more.raw.strip().lstrip("-−")
            if n is None and inner is not None:
                if abs(inner) != ERRNO[name] or (signed and inner > 0):
                    return None
                return inner, i + 4
            if n is not None and called in ERRNO:
                return (n, i + 4) if abs(n) == ERRNO[called] else None
        if n is None:
            n = -ERRNO[name] if signed else ERRNO[name]
        elif self.low(end) in _UNITS:
            n, end = n << _UNITS[self.low(end)], end + 1
        return n, end

    def _is_of_a_type(self, name: str) -> bool:
        """Whether the spec's own code has an error code as one of a type: `Errno::EIO` is no number."""
        case = self.table.case
        return name in case.once(
            "error codes of types",
            lambda: _codes_of_types(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case)),
        )

    def _is_named(self, head: str) -> bool:
        return any(head in s.variants for s in (self.shape, *self.table.others.values())) or bool(
            any(d for d in self.table.case.code.declared(head) if d.item.kind == "struct")
        )


def _codes_of_types(texts: Iterable[str]) -> frozenset[str]:
    written = re.compile(r"\b[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*::(E[A-Z0-9]+)\b")
    return frozenset(name for text in texts for name in written.findall(text))


_UNITS = {"kib": 10, "mib": 20, "gib": 30}
_NOUN_OF = {
    "value": "number", "number": "number", "discriminant": "number", "code": "number", "codes": "number", "numbers": "number", "values": "number",
    "errno": "number", "errnos": "number", "name": "text", "names": "text", "string": "text", "text": "text", "label": "text",
}  # fmt: skip


def _or_its_name(want: Want, name: str) -> Want:
    """A number that is said by its name (`EAGAIN`): of a function that gives texts, the name is meant."""
    if not name.isidentifier():
        return want
    return want._replace(fits=lambda v: it == name if isinstance(it := wanted.opened(v), str) else want.fits(v))


__all__ = ["NUMBERS", "SKIP", "Part", "Reader", "Some"]
