"""Sentences on the block of numbers that all of a type's lie in: “codes are in the mount block `0x4x`”, “ids lie between `FIRST` and `LAST`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, Row, Trial, gives
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.tokens import humps, number_of, root
from uowgen.claims.valued.wanted import Want, opened
from uowgen.facts.documentation import comment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

    Span = tuple[int | None, int | None]

_LIE = "is|are|lies|lie|stays|stay|falls|fall|sits|sit|remains|remain|comes|come|is taken|are taken|is drawn|are drawn|ranges|range|runs|run|has|have|is kept|are kept|live|lives|start|starts"
_ALL = "all|both|every|each|always|only*"
_IN = "in|within|inside|from|out of|of|to|into|over|between"
_BLOCK = "block|range|space|family|group|band|window|region|interval|section|series|bank|page"
_SIGNS = {
    "below|under|less than|smaller than|lower than": (None, -1), "at most|up to|not above|no more than|not greater than": (None, 0),
    "start at|starts at|begin at|begins at|start with|starts with": (0, None), "above|over|greater than|larger than|higher than|beyond": (1, None), "at least|not below|no less than|not less than|from": (0, None),
}  # fmt: skip
_PATTERN = re.compile(r"(0x)?([0-9a-fA-F]*)([xX_?*nN.]+)")


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on the block that numbers lie in."""
    rows = tuple(r.table.rows(r.shape.name))
    for fs, (low, high) in r.full(
        "all|every|each*", r.function, lambda i: _of_all(r, i), _ALL, f"{_LIE}?", _ALL, lambda i: _spans(r, i)
    ):
        for f in fs:
            if f.number:
                begun = (_begins(r, f, rows, low),) if low is not None and _tells_of_start(r) else ()
                yield Claim((*gives(r.table, f, rows, _within(low, high)), *begun), r.table.complete(r.shape.name))


def _tells_of_start(r: Phrases) -> bool:
    return any(t.sort == "word" and root(t.low) in ("start", "begin") for t in r.tokens)


def _begins(r: Phrases, f: Function, rows: tuple[Row, ...], low: int) -> Trial:
    """That the number they start at is one of them, not merely below all of them."""
    each = gives(r.table, f, rows, Want(str(low), "number", lambda value: opened(value) == low))

    def right(own: bool) -> bool | None:
        found = [t.right(own) for t in each]
        return True if True in found else None if None in found else False

    return Trial(f"`{f.name}` never gives {low:#x}", right)


def _of_all(r: Phrases, i: int) -> Iterator[tuple[Any, int]]:
    """“of all variants”, “of each error”, or nothing."""
    yield SKIP, i
    yield from r.seq(i, "of|for", "all|every|each|any*", r.thing, "variants|variant|errors|error|values|value|them?")


def _spans(r: Phrases, i: int) -> Iterator[tuple[Span, int]]:
    """One span, or the two ends of one: “start at 10 and stay below 20”."""
    for (low, high), j in _span(r, i):
        yield (low, high), j
        for _, k in r.seq(j, "and|,|but*", _ALL, f"{_LIE}?"):
            for (more, less), e in _span(r, k) if k > j else ():
                if low is None or more is None:
                    yield (more if low is None else low, less if high is None else high if less is None else min(high, less)), e


def _within(low: int | None, high: int | None) -> Want:
    def fits(value: object) -> bool | None:
        n = opened(value)
        if not isinstance(n, int) or isinstance(n, bool):
            return None
        return (low is None or n >= low) and (high is None or n <= high)

    return Want(f"{low} to {high}", "number", fits)


def _span(r: Phrases, i: int) -> Iterator[tuple[Span, int]]:
    """“in the mount block `0x4x`”, “of the form `0x4x`”, “in the range 1 to 9”, “below `LIMIT`”, “between 3 and 9”."""
    for _, j in [(SKIP, i), *r.one(i, _IN)]:
        for k in _named(r, j):
            yield from _numbers(r, k)
            for span, e in _numbers(r, k):
                yield from ((span, m) for _, m in r.one(e, _BLOCK))
        for _, k in r.one(j, "form|shape|pattern"):
            yield from _pattern(r, k)
    for words, (low, high) in _SIGNS.items():
        for _, j in r.one(i, words):
            for n, k in _number(r, j):
                yield (None if low is None else n + low, None if high is None else n + high), k


def _named(r: Phrases, i: int) -> Iterator[int]:
    """Behind what a block is called: “the loader's block”, “the mount error range”, where the file, its title or the type is called so."""
    yield i
    declared = r.shape.declaration
    said = " ".join([comment_of(declared), r.table.case.spec.title, declared.file.path.replace("/", " ").replace("_", " ")])
    known = {root(w) for w in re.findall(r"[a-z]+", said.lower())} | {root(h) for h in humps(r.shape.name)} | r.things
    known |= {root(w) for w in ("code", "error", "reserved", "own")}
    j = i
    while j < r.end and j < i + 4 and (root(r.low(j).removesuffix("'s")) in known and r.tokens[j].sort == "word"):
        j += 1
    for _, k in [x for m in range(i, j + 1) for x in r.one(m, _BLOCK)]:
        yield k
        yield from (e for _, e in r.one(k, "of|from|:"))


def _number(r: Phrases, i: int) -> Iterator[tuple[int, int]]:
    found = r.number(i)
    if found is not None:
        yield found
    elif i < r.end and re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+", r.tokens[i].raw.strip()):
        n = r.table.constant(r.tokens[i].raw.strip())
        if n is not None:
            yield n, i + 1


def _numbers(r: Phrases, i: int) -> Iterator[tuple[Span, int]]:
    yield from _pattern(r, i)
    for low, j in _number(r, i):
        for _, k in r.one(j, "to|through|and|-|–|up to|until"):
            for high, e in _number(r, k):
                if low <= high:
                    yield (low, high), e
    raw = r.tokens[i].raw.strip() if i < r.end and r.tokens[i].sort == "code" else ""
    m = re.fullmatch(r"([\w:]+)\s*(\.\.=?|-|–)\s*([\w:]+)", raw)
    if m is not None:
        ends = [number_of(t) if number_of(t) is not None else r.table.constant(t) for t in (m[1], m[3])]
        if ends[0] is not None and ends[1] is not None:
            yield (ends[0], ends[1] - (m[2] == "..")), i + 1


def _pattern(r: Phrases, i: int) -> Iterator[tuple[Span, int]]:
    """`0x4x`, “3xx”: digits, and places for any."""
    if i >= r.end:
        return
    raw, end = r.tokens[i].raw.strip(), i + 1
    if (raw == "0" and r.low(end).startswith("x")) or (raw.isdigit() and r.low(end) in ("x", "xx", "xxx")):
        raw, end = raw + r.tokens[end].raw.strip(), end + 1
    m = _PATTERN.fullmatch(raw)
    if m is None or len(m[2]) + len(m[3]) < 2 or (not m[1] and not m[2].isdigit()) or not m[2]:
        return
    base = 16 if m[1] else 10
    free = base ** len(m[3])
    low = int(m[2], base) * free
    yield (low, low + free - 1), end


__all__ = ["claims"]
