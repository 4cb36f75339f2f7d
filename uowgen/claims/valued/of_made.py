"""Sentences on what a conversion puts into what it makes: “converting a pump fault gives a `Plant` whose line is zero”, “`From<Pump>` sets the line to 0”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, gives
from uowgen.claims.valued.reader import SKIP, Some
from uowgen.claims.valued.tokens import humps, number_of, root
from uowgen.claims.valued.wanted import Want, is_named, name_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.shapes import Shape
    from uowgen.claims.valued.table import Function

Parts = tuple[tuple[str, int], ...]

_MAKING = "converting|conversion of|conversion from|turning|wrapping"
_GIVES = "gives|yields|produces|makes|results in|returns|to|into|in|leads to"
_BECOMES = "turns into|turn into|becomes|become|converts to|convert to|converts into|convert into|is converted to|is converted into|are converted to|maps to|map to|is wrapped in|are wrapped in|is mapped to|are mapped to|is turned into"
_EVERY = "both|all|every|each|any|bare|plain|either|single"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what is made."""
    for f in r.table.functions:
        source = r.table.others.get(f.of) if f.sort == "convert" else None
        if source is not None:
            yield from _made(r, f, source)


def _made(r: Phrases, f: Function, source: Shape) -> Iterator[Claim]:
    given, value, named = _source(r, source), _value(r), _impl(r, source)
    for s, w in [
        *r.full(_MAKING, given, _GIVES, value),
        *r.full(given, _BECOMES, value, lambda i: _by(r, i)),
        *r.full(named, "maps|turns|converts|sends", given, "to|into|onto", value),
        *r.full(named, "gives|yields|returns|produces|makes", value, "for|on|of", given),
    ]:
        yield Claim(gives(r.table, f, s.rows, w), s.sure)
    every = tuple(r.table.rows(source.name))
    fields = {n for names in r.shape.fields.values() for n in names}
    for part, n in r.full(
        named,
        "sets|fills|leaves|puts|gives|initialises|initializes",
        _field_in(r, fields),
        "to|as|at|with|=",
        _numbers(r),
    ):
        yield Claim(gives(r.table, f, every, _holding("", ((part, n),))))


def _by(r: Phrases, i: int) -> Iterator[tuple[Any, int]]:
    yield SKIP, i
    for _, j in r.one(i, "by|via|through|with|on|when|using"):
        if j < r.end and (
            r.tokens[j].raw.removesuffix("()") in ("into", "from", "From", "?", "Into") or r.low(j) in ("conversion", "converted")
        ):
            yield SKIP, j + 1


def _impl(r: Phrases, source: Shape) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        raw = "".join(r.tokens[i].raw.split()) if i < r.end else ""
        if raw in (
            f"From<{source.name}>",
            f"implFrom<{source.name}>",
            f"From<{source.name}>for{r.shape.name}",
            f"implFrom<{source.name}>for{r.shape.name}",
        ):
            yield SKIP, i + 2 if r.low(i + 1) in ("impl", "conversion", "implementation") else i + 1

    return read


def _source(r: Phrases, source: Shape) -> Any:
    """Values of the type that is converted: some of them, or all by the words of its name."""

    def read(i: int) -> Iterator[tuple[Some, int]]:
        yield from r.some(source, i)
        every = Some(source.name, tuple(r.table.rows(source.name)), frozenset(source.variants), r.table.complete(source.name))
        words = humps(source.name)
        for _, j in r.one(i, f"{_EVERY}?"):
            if j < r.end and r.tokens[j].raw.strip("`") in (source.name, f"{source.name}s"):
                yield every, j + 1
            for said in (words, (*words[:-1], "fault"), (*words[:-1], "error")):
                if all(root(r.low(j + n)) == root(w) for n, w in enumerate(said)):
                    yield every, j + len(said)

    return read


def _value(r: Phrases) -> Any:
    """A variant, with the numbers that parts of it are said to be."""

    def read(i: int) -> Iterator[tuple[Want, int]]:
        t = r.tokens[i] if i < r.end else None
        m = re.fullmatch(r"(?:[\w:]+::)?(\w+)\s*\{(.*)\}", t.raw.strip()) if t is not None and t.sort == "code" else None
        if m is not None and m[1] in r.shape.variants:
            said = [p.partition(":") for p in m[2].split(",") if p.strip() and p.strip() != ".."]
            parts = [(k.strip(), number_of(v.strip())) for k, _, v in said if not re.fullmatch(r"[a-z_]\w*|", v.strip())]
            if all(n is not None for _, n in parts):
                yield _holding(m[1], tuple((k, n or 0) for k, n in parts)), i + 1
            return
        for (name, given, _), j in r.variant(r.shape, i):
            if not name or given is not None:
                continue
            yield _holding(name, ()), j
            field, number = _field_in(r, set(r.shape.fields.get(name, ()))), _numbers(r)
            for (part, n), k in [
                *r.seq(j, "whose", field, "is|=|equals", number),
                *r.seq(j, "with|and", field, "of|=|set to|is*", number),
                *(((b, a), k) for (a, b), k in r.seq(j, "with", number, "as|for", "its?", field)),
            ]:
                yield _holding(name, ((part, n),)), k

    return read


def _field_in(r: Phrases, fields: set[str]) -> Any:
    """One of the fields, by its name or the last word of it."""

    def read(i: int) -> Iterator[tuple[str, int]]:
        raw = r.tokens[i].raw.strip("`") if i < r.end else ""
        for field in sorted(fields):
            if raw == field or (r.low(i) and root(r.low(i)) == root(field.split("_")[-1]) and not field.isdigit()):
                for _, j in r.one(i + 1, "number|value|id|field|index?"):
                    yield field, j

    return read


def _numbers(r: Phrases) -> Any:
    """A number, or a constant such as `u16::MAX`."""

    def read(i: int) -> Iterator[tuple[int, int]]:
        found = r.number(i)
        if found is not None:
            yield found
        elif i < r.end and re.fullmatch(r"[\w:]*\b(?:[A-Z][A-Z0-9_]+)", r.tokens[i].raw):
            n = r.table.constant(r.tokens[i].raw)
            if n is not None:
                yield n, i + 1

    return read


def _holding(name: str, parts: Parts) -> Want:
    """The variant (any, where none is named) with these numbers in it."""

    def fits(value: object) -> bool | None:
        it = opened(value)
        if not is_named(it) or (name and name_of(it) != name):
            return False
        return all(it[1].get(k) == n for k, n in parts)  # type: ignore[index]

    return Want(f"`{name}`", "variant", fits)


__all__ = ["claims"]
