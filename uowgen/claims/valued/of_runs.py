"""Sentences on numbers that follow one another: “codes run from -1 (`Gone`) to -4 (`Late`), in order of declaration”, “codes count down from -1”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.valued.claims import Claim, Trial, gives
from uowgen.claims.valued.wanted import Want, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_RUN = (
    "run|runs|go|goes|range|ranges|are|is|lie|extend|span|spans|are assigned|are numbered|returns|return|gives|count|counts|descend|ascend|"
    "numbers variants|numbers variants from|maps variants to|numbers errors|covers|cover|are consecutive|are contiguous|are consecutive , running|"
    "are consecutive ,|are contiguous ,|run consecutively|run without gaps|are consecutive :|are allocated|are given out"
)
_TO = "to|up to|down to|through|until|and end at|and end with|and ends at|..|…|–|-|. . .|→"
_ORDER = (
    "in order of declaration|in declaration order|in order|in order of variants|in order they are declared|in order of their declaration|in source order|as declared|in sequence|"
    "in order in which they are declared|in variant order|following declaration order|in order of appearance|in that order|in order of enum|in order variants are declared|following order of declaration|"
    "in same order as variants|by order of declaration|one after other"
)
_MORE = "without gaps|consecutively|with no gaps|without gap|without holes|one per variant|gapless|one by one|,|and|with nothing between|contiguously|(|)|one for each variant"
_BY = "by one|by 1|by one each|in steps of one|one by one|by one per variant|by one for each variant|by one for every variant|by one with each variant|by one for each following variant|by one from there|per variant|for each variant"


class Run(NamedTuple):
    """Where the numbers begin and end, and what has them: as far as it is said."""

    first: tuple[int, str]
    last: tuple[int, str] | None
    step: int


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on numbers that follow one another."""
    for fs, run, ordered in _runs(r):
        for f in fs:
            if f.number:
                yield from _of(r, f, run, ordered=ordered)
    yield from _whatever(r)
    yield from _unlike_and(r)


def _runs(r: Phrases) -> Iterator[tuple[tuple[Function, ...], Run, bool]]:
    numbers, bound, tail = r.function, _bound(r), _tail(r)
    way = _one_of(r, "up|upwards|upward", "down|downwards|downward")
    grows = _one_of(r, "rise|rises|grow|increase|increases|are incremented", "fall|falls|decrease|decreases|shrink|are decremented")
    less = _one_of(r, "one more", "one less|one lower|one fewer")
    for fs, first, last, ordered in [
        *r.full(numbers, _RUN, "from|:?", bound, _TO, bound, tail),
        *r.full(numbers, "from|:?", bound, _TO, bound, tail),
        *r.full("variants|errors|they|all variants|all errors", "have|get|carry|use", numbers, "from|:?", bound, _TO, bound, tail),
    ]:
        yield fs, Run(first, last, 1 if first[0] <= last[0] else -1), ordered
    for fs, step, first, _ in r.full(numbers, "count|go|run", way, "from", bound, tail):
        yield fs, Run(first, None, step), True
    for fs, step, first, last, _ in r.full(numbers, "count|go|run", way, "from", bound, _TO, bound, tail):
        yield fs, Run(first, last, step), True
    for fs, first, step, _ in [
        *r.full(
            numbers,
            "start|starts|begin|begins",
            "at|with|from",
            bound,
            "and|,",
            "go|goes|count|counts|run|runs|continue",
            way,
            f"{_BY}?",
            tail,
        ),
        *r.full(numbers, "start|starts|begin|begins", "at|with|from", bound, "and|,", grows, f"{_BY}?", tail),
        *r.full(
            numbers,
            "is|are|of?",
            bound,
            "and",
            less,
            "for",
            "each|every",
            "following|next|further|later|subsequent",
            "variant|one|error",
            tail,
        ),
    ]:
        yield fs, Run(first, None, step), True


def _bound(r: Phrases) -> Any:
    """“-1 (`Gone`)”, “-1 for `Gone`”, “`Gone` (-1)”, “-1”."""

    def read(i: int) -> Iterator[tuple[tuple[int, str], int]]:
        found = r.number(i)
        if found is not None:
            n, j = found
            for opening in ("(", "for", "= "):
                if r.low(j) == opening.strip():
                    for (name, _, _), k in r.variant(r.shape, j + 1):
                        if opening != "(" or r.low(k) == ")":
                            yield (n, name), k + (opening == "(")
            yield (n, ""), j
        for (name, _, _), j in r.variant(r.shape, i):
            for start in [j + 1] if r.low(j) in ("(", "=", "at") else []:
                found = r.number(start)
                if found is not None and (r.low(j) != "(" or r.low(found[1]) == ")"):
                    yield (found[0], name), found[1] + (r.low(j) == "(")

    return read


def _tail(r: Phrases) -> Any:
    """Whether the order of declaration is named, in whatever follows."""

    def read(i: int) -> Iterator[tuple[bool, int]]:
        ordered = False
        while i < r.end:
            for part, order in ((_ORDER, True), (_MORE, False)):
                ends = [j for _, j in r.one(i, part)]
                if ends:
                    i, ordered = max(ends), ordered or order
                    break
            else:
                return
        yield ordered, i

    return read


def _one_of(r: Phrases, up: str, down: str) -> Any:
    """1 where one of the words for “up” stands here, -1 where one for “down” does."""

    def read(i: int) -> Iterator[tuple[int, int]]:
        for step, words in ((1, up), (-1, down)):
            for _, j in r.one(i, words):
                yield step, j

    return read


def _of(r: Phrases, f: Function, run: Run, *, ordered: bool) -> Iterator[Claim]:
    names = list(r.shape.variants)
    first, last = run.first, run.last
    if not r.table.complete(r.shape.name) or (first[1] and first[1] != names[0] and ordered):
        if first[1] and first[1] != names[0] and ordered:
            yield Claim((_never(f"`{names[0]}` is declared first"),))
        return
    if last is not None and (abs(last[0] - first[0]) + 1 != len(names) or (last[1] and last[1] != names[-1] and ordered)):
        yield Claim((_never(f"there are {len(names)} variants, of which `{names[-1]}` is the last"),))
        return
    if ordered or (first[1] and last is not None and last[1]):
        wanted = {v: number(first[0] + n * run.step) for n, v in enumerate(names)}
        yield Claim(tuple(t for v in names for t in gives(r.table, f, r.table.rows(r.shape.name, v), wanted[v])), sure=ordered)
    if not ordered and last is not None:
        low, high = sorted((first[0], last[0]))
        within = Want(f"from {low} to {high}", "number", lambda n: isinstance(n, int) and low <= n <= high)
        trials = gives(r.table, f, r.table.rows(r.shape.name), within)
        ends = [gives(r.table, f, r.table.rows(r.shape.name, v), number(n)) for n, v in (first, last) if v]
        yield Claim((*trials, *(t for row in ends for t in row), *_all_of(r, f, low, high)))


def _never(why: str) -> Trial:
    return Trial(why, lambda _own: False)


def _all_of(r: Phrases, f: Function, low: int, high: int) -> tuple[Trial, ...]:
    """That each number of the range is some variant's."""
    rows = r.table.rows(r.shape.name)

    def right(own: bool) -> bool | None:
        answers = [r.table.gave(f, row, own=own) for row in rows]
        if not all(a.known and not a.panic for a in answers):
            return None
        return {a.value for a in answers} == set(range(low, high + 1))

    return (Trial(f"`{f.name}` does not give each number from {low} to {high}", right),)


def _whatever(r: Phrases) -> Iterator[Claim]:
    """“`Io` has code -5 whatever the inner error”: of every value of the variant, which is all that is tried."""
    what = "inner error|error inside|payload|payload is|inner error is|it carries|it holds|is inside|error it carries|value inside|is in it|source|cause|error"
    some: Any = lambda i: r.some(r.shape, i)  # noqa: E731
    some_of = (
        "whatever|regardless of|no matter what|no matter which|for any|for every|independent of|independently of|whichever|with any"
    )
    for s, fs, w in r.full(some, "has|have|gets|keeps", r.function, "of|is?", r.value, ",?", some_of, what):
        yield from (Claim(gives(r.table, f, s.rows, w), s.sure) for f in fs)
    for fs, s, w in r.full(r.function, "of|for", some, "is|are", r.value, ",?", some_of, what):
        yield from (Claim(gives(r.table, f, s.rows, w), s.sure) for f in fs)


def _unlike_and(r: Phrases) -> Iterator[Claim]:
    """“codes are unique and negative”."""
    unique = "unique|distinct|different|all different|pairwise distinct|all distinct"
    for fs, w in [
        *r.full(r.function, "are", "both|all*", unique, "and", "all*", r.predicate),
        *((fs, w) for fs, w in r.full(r.function, "are", "both|all*", r.predicate, "and", "all*", unique)),
    ]:
        for f in fs:
            if f.number and r.table.complete(r.shape.name):
                yield Claim((*gives(r.table, f, r.table.rows(r.shape.name), w), *_apart(r, f)))


def _apart(r: Phrases, f: Function) -> tuple[Trial, ...]:
    names = list(r.shape.variants)

    def right(own: bool) -> bool | None:
        firsts = [r.table.gave(f, r.table.rows(r.shape.name, v)[0], own=own) for v in names]
        return len({a.value for a in firsts}) == len(names) if all(a.known and not a.panic for a in firsts) else None

    return (Trial(f"`{f.name}` gives two variants the same", right),)


__all__ = ["claims"]
