"""Sentences that put a text together of parts: “`Display` starts with `E` and the code in hex”, “prints `irq` and the number”, “`label()` ends with a
colon”, “shows the code in brackets, followed by the name”.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.of_texts import ENDS, HOLDS, STARTS, display_of, form_of, number_held, places_called, quoted
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.shapes import INTS, plain_of
from uowgen.claims.valued.text_templates import templates
from uowgen.claims.valued.tokens import SHORT, number_of, root
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.claims import Row
    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function
    from uowgen.claims.valued.text_templates import Place

    Made = Callable[[Row, bool], str | None]  # a pattern for the text of a value, in the tree's code or the spec's own

_IS = "is|prints|shows|displays|writes|gives|reads|formats as|renders as|displays as|prints as|shows as|is shown as|is printed as|is displayed as|is written as|consists of|is made of|outputs|looks like|is just|is exactly|reads as|comes out as|is formatted as|produces|renders"
_JOIN = ", followed by|, and then|, then|, and|followed by|and then|then|and|plus|directly followed by|immediately followed by|before|in front of|,|with|+"
_MARKS = {
    "colon": ":", "dot|full stop|period": ".", "dash|hyphen|minus|minus sign": "-", "slash": "/", "hash|hash sign": "#", "space|blank": " ",
    "comma": ",", "underscore": "_", "equals sign": "=", "at sign": "@", "percent sign": "%", "exclamation mark": "!", "plus sign": "+",
}  # fmt: skip
_AROUND = {
    "brackets|square brackets": ("[", "]"), "parentheses|round brackets|parens": ("(", ")"), "angle brackets": ("<", ">"),
    "braces|curly brackets|curly braces": ("{", "}"), "quotes|double quotes|quotation marks": ('"', '"'), "single quotes": ("'", "'"),
    "backticks": ("`", "`"),
}  # fmt: skip
_NUMBER = "number|value|index|id|raw value|raw number|inner number|inner value|plain number|plain value|wrapped value|wrapped number|integer"
_WIDE = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "sixteen": 16}


class Piece(NamedTuple):
    """A part of a text: the pattern that it makes, and whether it is a number in a base, which small numbers do not show."""

    made: Made
    number: Callable[[Row, bool], int | None] | None = None


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a text that is put together."""
    for f in r.table.functions:
        if f.sort == "query" and f.text:
            yield from _put_together(r, f)


def _put_together(r: Phrases, f: Function) -> Iterator[Claim]:
    every = tuple(r.table.rows(r.shape.name)) if r.shape.newtype or r.table.complete(r.shape.name) else ()

    def subject(i: int) -> Iterator[tuple[Any, int]]:
        if f.name == "Display":
            yield from display_of(r)(i)
        for fs, j in r.function(i):
            if f in fs and (r.tokens[i].sort == "code" or len(fs) == 1):
                yield SKIP, j

    def of(i: int) -> Iterator[tuple[tuple[Row, ...], int]]:
        yield every, i
        if not r.shape.newtype:
            yield from ((s.rows, j) for (s,), j in r.seq(i, "of|for|on|in", lambda k: r.some(r.shape, k)))

    parts = lambda i: _parts(r, f, i)  # noqa: E731
    for words, way in ((_IS, "all"), (f"{STARTS}|opens with|leads with", "start"), (f"{ENDS}|closes with", "end"), (HOLDS, "in")):
        alone = "just|exactly|only|nothing but*" if way == "all" else "prefix?"
        for rows, pieces in r.full(subject, of, words, alone, parts):
            if rows and (way != "all" or len(pieces) > 1 or pieces[0].number is not None):
                yield from _claims(r, f, rows, pieces, way)
    if f.name == "Display":
        for (pieces,) in r.full(
            r.thing,
            "displays as|prints as|shows as|formats as|renders as|is shown as|is printed as|is displayed as|are shown as|are displayed as|displays|prints",
            parts,
        ):
            if len(pieces) > 1 and every:
                yield from _claims(r, f, every, pieces, "all")


def _claims(r: Phrases, f: Function, rows: tuple[Row, ...], pieces: tuple[Piece, ...], way: str) -> Iterator[Claim]:
    """The parts side by side, if the spec's own code is so; else with blanks and marks between them, or, where they are only in it, with more."""
    ways = {"start": ("", r"\W{0,2}"), "end": ("", r"\W{0,2}"), "all": ("", r"[ :,=]{1,2}"), "in": ("", ".*")}[way]
    for between in ways:
        claim = _claim(r, f, rows, pieces, way, between)
        if claim.outcome(own=True)[0] is True:
            yield claim
            return


def _claim(r: Phrases, f: Function, rows: tuple[Row, ...], pieces: tuple[Piece, ...], way: str, between: str) -> Claim:
    def trial(row: Row) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.table.gave(f, row, own=own)
            if not answer.known or not isinstance(answer.value, str):
                return None if not answer.panic else False
            made = [p.made(row, own) for p in pieces]
            if None in made:
                return None
            # What ends in digits must not go on with others.
            pattern = between.join(m or "" for m in made)
            before, after = r"(?<![0-9])" if pieces[0].number else "", r"(?![0-9a-zA-Z])" if pieces[-1].number else ""
            whole = {
                "all": pattern,
                "start": f"{pattern}{after}.*",
                "end": f".*{before}{pattern}",
                "in": f".*{before}{pattern}{after}.*",
            }[way]
            return re.fullmatch(whole, answer.value, re.S) is not None

        return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)

    numbers = [p.number for p in pieces if p.number is not None]
    telling = all(any(abs(n(row, True) or 0) > 9 for row in rows) for n in numbers)
    # Numbers that are the same in every case stand in any order.
    telling = telling and all(any(a(row, True) != b(row, True) for row in rows) for a, b in combinations(numbers, 2))
    return Claim(tuple(trial(row) for row in rows)) if telling else Claim(())


# --------------------------------------------------------------------------------------------------------------- parts


def _parts(r: Phrases, f: Function, i: int) -> Iterator[tuple[tuple[Piece, ...], int]]:
    for first, j in _piece(r, f, i):
        yield (first,), j
        for _, k in r.one(j, _JOIN):
            for more, end in _parts(r, f, k):
                yield (first, *more), end


def _piece(r: Phrases, f: Function, i: int) -> Iterator[tuple[Piece, int]]:
    for one, j in _bare(r, f, i):
        yield one, j
        for words, (opens, closes) in _AROUND.items():
            for _, k in r.seq(j, "in|within|between|inside|put in|enclosed in|surrounded by", words):
                yield _around(one, opens, closes), k


def _around(one: Piece, opens: str, closes: str) -> Piece:
    def made(row: Row, own: bool) -> str | None:
        inner = one.made(row, own)
        return None if inner is None else f"{re.escape(opens)}{inner}{re.escape(closes)}"

    return Piece(made, None)


def _bare(r: Phrases, f: Function, i: int) -> Iterator[tuple[Piece, int]]:
    yield from ((_put(r, places), i + 1) for places in (templates(r, f, r.tokens[i].raw.strip('"')) if _is_text(r, i) else ()))
    nouns = "word|text|prefix|suffix|string|unit|letter|letters|character|sign|mark|name|tag"
    for said, j in (x for _, k in r.one(i, f"{nouns}?") for x in _literal(r, k)):
        yield Piece(lambda row, own, s=said: re.escape(s)), j  # type: ignore[misc]
    for words, mark in _MARKS.items():
        for _, j in r.one(i, words):
            yield Piece(lambda row, own, m=mark: re.escape(m)), j  # type: ignore[misc]
    for told_, j in (x for _, k in r.one(i, "its|their|own*") for x in _numbers(r, f, k)):
        for way, k in _forms(r, j, marks=True):
            yield Piece(lambda row, own, t=told_, w=way: _written(t(row, own), w), told_), k  # type: ignore[misc]
    for fs, j in r.function(i):
        for q in fs:
            if q.text and q is not f:
                yield Piece(lambda row, own, q=q: _text_of(r, q, row, own=own)), j  # type: ignore[misc]


def _is_text(r: Phrases, i: int) -> bool:
    return i < r.end and r.tokens[i].sort in ("text", "code")


def _put(r: Phrases, places: tuple[Place, ...]) -> Piece:
    """A template as a part: each place is what its function gives, in hexadecimal behind `0x`."""

    def made(row: Row, own: bool) -> str | None:
        found, before = "", ""
        for place in places:
            if place.function is None:
                piece: str | None = re.escape(place.text)
            elif place.function.text:
                piece = _text_of(r, place.function, row, own=own)
            else:
                base = 16 if before.endswith("0x") else 10
                piece = _written(_given(r, place.function, row, own=own), (base, 0, base == 16, ""))
                piece = piece.removeprefix("0x") if piece is not None else None
            if piece is None:
                return None
            found, before = found + piece, place.text
        return found

    numbers = [p.function for p in places if p.function is not None and p.function.number]
    return Piece(made, (lambda row, own: _given(r, numbers[0], row, own=own)) if numbers else None)


def _literal(r: Phrases, i: int) -> Iterator[tuple[str, int]]:
    """A text in quotes, or in backticks where that is the name of nothing at hand."""
    yield from quoted(r)(i)
    raw = r.tokens[i].raw if i < r.end and r.tokens[i].sort == "code" else ""
    names = {
        r.shape.name,
        *r.shape.variants,
        *(f.name for f in r.table.functions),
        *(v for s in r.table.others.values() for v in s.variants),
        "Display",
        "Debug",
    }
    if raw and not re.search(r"\w\(.*\)$|\w::\w", raw) and raw not in names:
        yield raw.strip('"'), i + 1


def _text_of(r: Phrases, q: Function, row: Row, *, own: bool) -> str | None:
    answer = r.table.gave(q, row, own=own)
    return re.escape(answer.value) if answer.known and isinstance(answer.value, str) else None


def _numbers(r: Phrases, f: Function, i: int) -> Iterator[tuple[Callable[[Row, bool], int | None], int]]:
    """What number is meant: that of the newtype, what a function gives, what a variant carries."""
    for fs, j in r.function(i):
        yield from ((lambda row, own, q=q: _given(r, q, row, own=own), j) for q in fs if q.number and q.name != "discriminant")
    if r.shape.newtype:
        given = {
            p.name
            for g in r.table.functions
            if g.sort == "decode" and g.declaration is not None
            for p in parameters_of(g.declaration)
        }
        names = {root(w) for n in given for p in n.split("_") for w in (p, SHORT.get(p, p))}
        for _, j in [
            *r.one(i, _NUMBER),
            *((SKIP, k) for _, k in r.thing(i) if k > i),
            *([(SKIP, i + 1)] if root(r.low(i)) in names else []),
        ]:
            for k in (j, *(e for _, e in r.seq(j, _NUMBER)), *(e for _, e in r.seq(j, "of", r.thing) if e > j + 1)):
                yield lambda row, own: row[1], k
        return
    for _, j in r.carried_only(i):
        yield lambda row, own: _carried(r, row), j
    for places, j in places_called(r)(i):
        yield lambda row, own, at=places: number_held(r, row, at) if row[0] in at else None, j  # type: ignore[misc]
    names = {n for names in r.shape.fields.values() for n in names}
    said = r.tokens[i].raw.strip() if i < r.end and r.tokens[i].sort == "code" else ""
    if said in names:
        yield lambda row, own: _carried(r, row, said), i + 1


def _given(r: Phrases, q: Function, row: Row, *, own: bool) -> int | None:
    answer = r.table.gave(q, row, own=own)
    return answer.value if answer.known and isinstance(answer.value, int) and not isinstance(answer.value, bool) else None


def _carried(r: Phrases, row: Row, name: str = "") -> int | None:
    held = plain_of(r.shape, row)[1]
    kinds = list(r.shape.variants.values())[row[0]] or ()
    value = held.get(name) if name in held else next(iter(held.values()), None) if len(held) == 1 and kinds[0] in INTS else None
    return value if type(value) is int else None


def _forms(r: Phrases, i: int, *, marks: bool = False) -> Iterator[tuple[tuple[int, int, bool, str], int]]:
    """In which base with how many digits, whether behind `0x`, in which case. Where no base is said, each is read: the spec's own code tells which is meant."""
    if marks:
        for way, j in _forms(r, i):
            yield way, j
            for _, k in r.one(j, "with|behind|after|, with") if way[0] != 10 else ():
                if k < r.end and r.tokens[k].raw.strip() in ("0x", "0o", "0b"):
                    yield (way[0], way[1], True, way[3]), k + 1
                    yield from (((way[0], way[1], True, way[3]), e) for _, e in r.one(k + 1, "prefix|in front|before it"))
        return
    for base in (10, 16):
        yield (base, 0, False, ""), i
    for way, j in form_of(r)(i):
        yield (16 if way.hexadecimal else 10, way.digits, way.marked, ""), j
    for _, j in r.one(i, "in|as"):
        for case, k in (
            ("", j),
            *(("u", e) for _, e in r.one(j, "upper-case|uppercase|upper case|capital")),
            *(("l", e) for _, e in r.one(j, "lower-case|lowercase|lower case")),
        ):
            for base, words in (
                (16, "hex|hexadecimal|base 16|hex number|hex digits"),
                (10, "decimal|base 10"),
                (8, "octal|base 8"),
                (2, "binary|base 2"),
            ):
                for _, e in r.one(k, words):
                    yield (base, 0, False, case), e
    for _, j in r.one(i, "with|in|as|,|padded to|zero-padded to|at|of|on"):
        for k in (j, *(e for _, e in r.one(j, "padded to|zero-padded to|at least|exactly|always*") if e > j)):
            n = _WIDE.get(r.low(k)) or (number_of(r.tokens[k].raw) if k < r.end else None)
            if n is not None and 0 < n < 33:
                for base, words in ((10, "digits|decimal digits|places"), (16, "hex digits|hexadecimal digits|digits|digit hex")):
                    for _, e in r.one(k + 1, words):
                        yield (base, n, False, ""), e


def _written(n: int | None, way: tuple[int, int, bool, str]) -> str | None:
    """A pattern for a number in a base; with no width said, there may be zeros before a number that is not decimal."""
    if n is None:
        return None
    base, digits, marked, case = way
    sign = "-" if n < 0 else ""
    letter = {10: "", 16: "x", 8: "o", 2: "b"}[base]
    plain = {10: f"{abs(n)}", 16: f"{abs(n):x}", 8: f"{abs(n):o}", 2: f"{abs(n):b}"}[base].rjust(digits, "0")
    both = "|".join(dict.fromkeys([plain.upper() if case == "u" else plain, plain if case == "l" else plain.upper()]))
    lead = "" if base == 10 else f"0{letter}" if marked else f"(?:0{letter})?"
    return f"{sign}{lead}{'' if base == 10 or digits else '0*'}(?:{both})"


__all__ = ["claims"]
