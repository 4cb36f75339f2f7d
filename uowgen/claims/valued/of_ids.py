"""Sentences on what ids stand for: their constants, the one bit of each, texts with a place for the number.

“`ROOT` is line 0”, “`FIRST` has index 1”, “`bit()` is a single bit, at the line's position”, “displays as `lineN`”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, row_of
from uowgen.claims.valued.of_going_round import NUMBER_NOUNS, gives_of_each, number_of_made, text_of_each
from uowgen.claims.valued.of_numbers import accepted, written
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.table import INTS
from uowgen.claims.valued.tokens import number_of, root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_STANDS = "is|equals|denotes|names|stands for|means|refers to|represents|has|holds|carries|wraps|contains|identifies|selects|corresponds to|is made of|=|==|:"
_ONE = "one bit|single bit|1 bit|one bit set|single bit set|bit|bit set|1|one"
_HAS = "is|has|sets|gives|returns|yields|contains|holds|produces|equals"
_AT = "at|in|on|shifted to|shifted left by|shifted by|shifted up by|moved up by|for|of"
_AS = (
    "displays as|display as|prints as|shows as|formats as|renders as|is displayed as|is printed as|is shown as|is formatted as|is rendered as|"
    "are displayed as|are printed as|are shown as|are formatted as|is written as|displayed as|printed as|shown as|formatted as|rendered as|displays itself as|prints itself as|shows|prints|displays|writes|gives|is"
)
_HOLE = re.compile(r"\{\w*\}|<\w[\w ]*>|(?<![A-Za-z])n(?![A-Za-z])|(?<![A-Z])N(?![A-Za-z])")


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on ids."""
    if not r.shape.newtype:
        return
    decoders = [f for f in r.table.functions if f.sort == "decode"]
    makers = [f for f in decoders if f.gives.replace(" ", "").startswith(("Option<", "Result<"))] or decoders
    yield from _constants(r, makers[0] if makers else None)
    if makers:
        yield from _one_bit(r, makers[0])
        yield from _patterns(r, makers[0])


def _constants(r: Phrases, f: Function | None) -> Iterator[Claim]:
    """A constant of the type is what the constructor makes of a number; of one that it refuses, the number itself."""
    constants = {m.name: m for m in r.table.functions if m.sort == "make" and m.name.isupper()}

    def constant(i: int) -> Iterator[tuple[Function, int]]:
        for made, j in r.make_call(i):
            if made[0].name in constants:
                yield made[0], j

    def number(i: int) -> Iterator[tuple[int, int]]:
        n = number_of(r.tokens[i].raw) if i < r.end else None
        if n is None and i < r.end and r.tokens[i].raw.rpartition("::")[2] not in constants:
            n = r.table.constant(r.tokens[i].raw) if re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+", r.tokens[i].raw) else None
        if n is not None:
            yield n, i + 1
        for word, value in (("zero", 0), ("one", 1)):
            for _, j in r.one(i, word):
                yield value, j

    def noun(i: int) -> Iterator[tuple[Any, int]]:
        yield from r.one(i, f"{NUMBER_NOUNS}|raw|inner*")
        for _, j in _of_parameter(r, f, i):
            yield from r.one(j, f"{NUMBER_NOUNS}?")

    for m, n in r.full(constant, _STANDS, r.thing, noun, "of|=?", number):
        yield Claim((_constant(r, m, f, n),))
    ends = (("first|lowest|smallest", min), ("last|highest|largest|greatest", max))
    numbers = (accepted(r, f, own=r.table.has_own) or []) if f is not None else []
    for words, end in ends:
        for (m,) in (
            r.full(constant, _STANDS, words, "valid|possible|usable|legal?", r.thing, "value|number|one?") if numbers else ()
        ):
            yield Claim((_constant(r, m, f, end(numbers)),))


def _constant(r: Phrases, m: Function, f: Function | None, n: int) -> Trial:
    def right(own: bool) -> bool | None:
        mine = number_of_made(r, m, own=own)
        made = row_of(r.table, r.table.gave(f, (n,), own=own).value) if f is not None and _may_take(f, n) else None
        return None if mine is None else mine == (n if made is None else made[1])

    return Trial(f"`{m.name}` holds {written(number_of_made(r, m, own=False) or 0)}", right)


def _may_take(f: Function, n: int) -> bool:
    bits = INTS[f.of] - (f.of[0] == "i")
    return -(1 << bits) * (f.of[0] == "i") <= n < 1 << bits


def _of_parameter(r: Phrases, f: Function | None, i: int) -> Iterator[tuple[Any, int]]:
    """What the constructor's number is called, or a function that tells it."""
    text = f.declaration.text.partition(")")[0] if f is not None and f.declaration is not None else ""
    names = {root(p) for n in re.findall(r"(\w+)\s*:", text) for p in n.split("_")}
    names |= {root(q.name) for q in r.table.functions if q.sort == "query" and q.number}
    if r.low(i) and root(r.low(i)) in names:
        yield SKIP, i + 1


def _one_bit(r: Phrases, f: Function) -> Iterator[Claim]:
    """A number with the one bit set that the id is the place of."""

    def whose(i: int) -> Iterator[tuple[Any, int]]:
        """“the line's”, “its”, “that line's own”."""
        yield SKIP, i
        low = r.low(i)
        if low == "its" or (low.endswith("'s") and (root(low[:-2]) in r.things or low[:-2] in ("value", "it"))):
            yield from r.one(i + 1, "own?")

    def position(i: int) -> Iterator[tuple[Any, int]]:
        nouns = f"position|bit position|place|bit number|bit index|{NUMBER_NOUNS}"
        yield from (((), j) for _, j in r.seq(i, whose, nouns))
        for _, j in r.seq(i, nouns, "of|given by", r.thing):
            yield (), j
        for _, j in r.seq(i, whose, lambda k: _of_parameter(r, f, k)):
            yield (), j

    def own_bit(i: int) -> Iterator[tuple[Any, int]]:
        """“the line's bit”, “the bit of the line”, “bit `id`”."""
        for _, j in r.seq(i, whose, "own?", "bit"):
            if j > i + 1:
                yield SKIP, j
        for _, j in r.seq(i, "bit", "of|for|belonging to", r.thing):
            if j > i + 2:
                yield SKIP, j
        if r.low(i) == "bit" and i + 1 < r.end and r.tokens[i + 1].raw.strip("`") in ("id", "n", "N", "index", "self.0", "number"):
            yield SKIP, i + 2

    def shifted(i: int) -> Iterator[tuple[Any, int]]:
        """`1 << id`."""
        names = "|".join({"n", "N", "id", "index", "self", r"self\.0", r"\w+\.0", r"(?:self|it|id)\.\w+\(\)", r"\w*id"})
        if i < r.end and re.fullmatch(rf"1(?:_?u\d+|_?usize)?\s*<<\s*(?:{names})", r.tokens[i].raw.strip()):
            yield SKIP, i + 1

    rows = [
        *r.full(r.function, _HAS, "exactly|only|just|nothing but*", _ONE, ",?", _AT, position, "set?"),
        *r.full(r.function, _HAS, "exactly|only|just|nothing but*", own_bit, "set|alone|and no other|and nothing else*"),
        *r.full(r.function, _HAS, shifted),
    ]
    for q in (q for row in rows for q in row[0]):
        if q.number:
            width = INTS[q.gives]
            yield Claim(gives_of_each(r, f, q, lambda n, own, w=width: 1 << n if 0 <= n < w else None))  # type: ignore[misc]


def _patterns(r: Phrases, f: Function) -> Iterator[Claim]:
    """The text with the number in the place that a pattern leaves for it, or of one value that is named."""
    shown = next((q for q in r.table.functions if q.name == "Display"), None)
    if shown is None:
        return

    def subject(i: int) -> Iterator[tuple[Any, int]]:
        yield SKIP, i
        yield from r.seq(i, r.named_code("Display"), "output|text|form|string?")
        yield from r.seq(i, "every|each|any|all?", r.thing, "number?")
        yield from r.one(i, "text|string form|display form|printed form")

    def text(i: int) -> Iterator[tuple[str, int]]:
        if i < r.end and r.tokens[i].sort in ("code", "text"):
            yield r.tokens[i].raw.strip('"'), i + 1

    for row in r.full(subject, _AS, "itself|like?", text, "with its number|in decimal?"):
        said = row[-1]
        holes = list(_HOLE.finditer(said))
        if len(holes) == 1 and (holes[0].end() - holes[0].start() < len(said) or r.tokens[0].low.startswith("display")):
            before, after = said[: holes[0].start()], said[holes[0].end() :]
            yield Claim(text_of_each(r, f, shown, lambda n, a=before, z=after: f"{a}{n}{z}"))  # type: ignore[misc]
    numbers = accepted(r, f, own=r.table.has_own) or []
    for row in r.full(r.thing, "number?", lambda i: _written(r, i), _AS, "itself|like?", text):
        n, said = row[-2:]
        if n in numbers:
            yield Claim((_shown_as(r, f, shown, n, said),))


def _written(r: Phrases, i: int) -> Iterator[tuple[int, int]]:
    """A number, alone or in the type: `Line(3)`, 3."""
    raw = r.tokens[i].raw.strip() if i < r.end else ""
    inner = re.fullmatch(rf"{r.shape.name}\((\w+)\)", raw)
    n = number_of(inner[1] if inner is not None else raw)
    if n is not None:
        yield n, i + 1


def _shown_as(r: Phrases, f: Function, shown: Function, n: int, said: str) -> Trial:
    def right(own: bool) -> bool | None:
        made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
        return fits(r.table.gave(shown, made, own=own), wanted.text(said)) if made is not None else None

    return Trial(f"`{f.name}({written(n)})` is not shown as “{said}”", right)


__all__ = ["claims"]
