"""Sentences that relate functions of a type, and lists: “`to_ret()` is the negated code”, “`A` is numbered 3, `B` 4”, “messages begin with the code”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, Trial, claim_each, gives, may_give, only, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.wanted import Want
from uowgen.claims.valued.words import CALLED, IS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Function

_MESSAGES = "message|messages|every message|all messages|each message|text|output|display|display output|every text"
_STARTS = "starts with|start with|begins with|begin with|opens with|leads with|is prefixed with|are prefixed with|is preceded by|are preceded by"
_FRONT = "in front of|before|ahead of|at start of|at beginning of"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a relation or a list."""
    yield from _negated(r)
    yield from _shared(r)
    yield from _listed(r)
    yield from _in_front(r)
    yield from _of_all(r)
    yield from _just_for(r)


def _of_all(r: Phrases) -> Iterator[Claim]:
    """“`source()` is always `None`”."""
    rows = tuple(r.table.rows(r.shape.name))
    for fs, w in r.full(r.function, IS, r.value) if r.always else ():
        yield from (Claim(gives(r.table, f, rows, w)) for f in fs)


def _just_for(r: Phrases) -> Iterator[Claim]:
    """“`is_final()` holds for `Lost` and for `Torn`, nothing else”."""
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731
    yes = Want("true", "bool", lambda gave: gave is True)
    holds = "holds|is so|is true|answers yes|says yes|applies"
    alone = "nothing else|and nothing else|no other|and no other|and no others|only|alone|but nothing else"
    for fs, s in r.full(r.function, holds, "for|on|of", some, ",?", alone):
        yield from (Claim((*gives(r.table, f, s.rows, yes), *only(r.table, f, s, yes)), s.sure) for f in fs if f.gives == "bool")
    for fs, s in r.full(r.function, holds, "for|on|of", some):
        yield from (Claim(gives(r.table, f, s.rows, yes), s.sure) for f in fs if f.gives == "bool")


def _negated(r: Phrases) -> Iterator[Claim]:
    """“`to_ret()` is the negated code”, “equals minus `code()`”."""

    def minus(i: int) -> Iterator[tuple[tuple[Function, ...], int]]:
        for (fs,), j in r.seq(i, "negated|negative|negation of|negative of|minus|-|inverse sign of|sign-flipped", r.function):
            yield fs, j
        for (fs,), j in r.seq(i, r.function, "negated|with its sign turned|with sign flipped|with opposite sign|with a minus sign"):
            yield fs, j
        raw = r.tokens[i].raw.replace("self.", "") if i < r.end and r.tokens[i].sort == "code" else ""
        mine = tuple(f for f in r.table.functions if f.sort == "query" and raw in (f"-{f.name}()", f"-({f.name}())"))
        if mine:
            yield mine, i + 1

    for fs, gs in [*r.full(r.function, IS, minus), *r.full(r.function, "negates|flips sign of|turns sign of", r.function)]:
        for f, g in ((f, g) for f in fs for g in gs if f is not g and f.number and g.number):
            yield Claim(tuple(_turned(r, f, g, row) for row in r.table.rows(r.shape.name)))


def _turned(r: Phrases, f: Function, g: Function, row: tuple[int, int]) -> Trial:
    def right(own: bool) -> bool | None:
        a, b = r.table.gave(f, row, own=own), r.table.gave(g, row, own=own)
        if not a.known or not b.known or a.panic or b.panic or not isinstance(a.value, int) or not isinstance(b.value, int):
            return None
        return a.value == -b.value

    return Trial(f"`{f.name}` of `{r.table.called(row)}` {told(r.table.gave(f, row, own=False))}", right)


def _shared(r: Phrases) -> Iterator[Claim]:
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731
    for s, fs, w in r.full(some, "share|both have|both get|both give|all have|all share|have both", r.function, r.value):
        yield from claim_each(r.table, fs, s, w)
    for s, w, fs in r.full(some, "share|both have|all share", r.value, "as", "their?", r.function):
        yield from claim_each(r.table, fs, s, w)


def _listed(r: Phrases) -> Iterator[Claim]:
    """“`Late` is numbered 3, `Lost` 4 and `Torn` 5”."""
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731

    def more(i: int) -> Iterator[tuple[list[tuple[Some, Want]], int]]:
        for (s, w), j in r.seq(i, ", and|and|,|;", some, r.value):
            yield [(s, w)], j
            for rest, end in more(j):
                yield [(s, w), *rest], end

    verbs = f"{CALLED}|{IS}|:|="
    for s, w, rest in r.full(some, verbs, r.value, more):
        pairs = [(s, w), *rest]
        if all(w.sort == pairs[0][1].sort and w.sort in ("number", "text") for _, w in pairs):
            for f in r.table.functions:
                if f.sort == "query" and f.name != "Display" and all(may_give(f, w) for _, w in pairs):
                    yield Claim(tuple(t for s, w in pairs for t in gives(r.table, f, s.rows, w)), all(s.sure for s, _ in pairs))
    for s, fs, w, rest in r.full(some, "has|have|gets|uses", r.function, "of|is|:*", r.value, more):
        for f in fs:
            yield Claim(tuple(t for a, b in [(s, w), *rest] for t in gives(r.table, f, a.rows, b)), s.sure)


def _in_front(r: Phrases) -> Iterator[Claim]:
    """“`Display` puts the code in front of every message”, “`Late` formats with the code in front”."""
    shown = next((f for f in r.table.functions if f.name == "Display"), None)
    if shown is None:
        return
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731
    named = r.named_code("Display")

    def head(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in [*r.seq(i, named, "output|text|impl|form?"), *r.one(i, _MESSAGES)]:
            yield SKIP, j

    every = tuple(r.table.rows(r.shape.name))
    found: list[tuple[tuple[Function, ...], tuple[tuple[int, int], ...]]] = [
        (fs, every)
        for (fs,) in [
            *r.full(head, _STARTS, "its|their*", r.function),
            *r.full(head, "puts|writes|places|has|shows|prints", "its|their|numeric*", r.function, _FRONT, "of?", _MESSAGES),
            *r.full(head, "has|have|shows|show|carries", "its|their|numeric*", r.function, "in front|first|at start"),
        ]
    ]
    found += [
        (fs, s.rows)
        for s, fs in [
            *r.full(
                some,
                "formats|prints|displays|renders|is printed|is shown|is displayed",
                "with",
                "its|their|numeric*",
                r.function,
                "in front|first|at start|up front",
            ),
            *r.full(head, "of|for", some, _STARTS, "its|their*", r.function),
        ]
    ]
    for fs, rows in found:
        yield from (Claim(tuple(_prefixed(r, shown, f, row) for row in rows)) for f in fs if f is not shown)


def _prefixed(r: Phrases, shown: Function, f: Function, row: tuple[int, int]) -> Trial:
    def right(own: bool) -> bool | None:
        text, first = r.table.gave(shown, row, own=own), r.table.gave(f, row, own=own)
        if not isinstance(text.value, str) or not isinstance(first.value, (int, str)) or isinstance(first.value, bool):
            return None
        forms = (first.value,) if isinstance(first.value, str) else (str(first.value), f"{first.value:#x}")
        return any(re.match(rf"\W?{re.escape(one)}(?![0-9a-zA-Z])", text.value) for one in forms)

    return Trial(f"`{shown.name}` of `{r.table.called(row)}` {told(r.table.gave(shown, row, own=False))}", right)


__all__ = ["claims"]
