"""Sentences on what the functions of a type give: “`Late` has code 4”, “`is_up()` is false unless the port is `Up`”, “codes are unique”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, claim_each, differ, gives, may_give, told
from uowgen.claims.valued.reader import Some
from uowgen.claims.valued.words import CALLED, FOR, IS, PRINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function, Table
    from uowgen.claims.valued.wanted import Want


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on values."""
    yield from _said_of(r)
    yield from _implied(r)
    yield from _listed(r)
    yield from _predicates(r)
    yield from _unique(r)


def _mine(r: Phrases) -> Any:
    return lambda i: r.some(r.shape, i)


def _said_of(r: Phrases) -> Iterator[Claim]:
    some = _mine(r)
    of, when = f"{FOR}|for state|in state", f"{FOR}|in case of|for state|in state"

    def output(i: int) -> Iterator[tuple[Want, int]]:
        """What is shown, written as code: “`Gone (-3)`”."""
        if i < r.end and r.tokens[i].sort == "code":
            yield wanted.text(r.tokens[i].raw.strip('"')), i + 1

    display = r.named_code("Display")
    shown = tuple(f for f in r.table.functions if f.name == "Display")
    for w, s in r.full(display, f"{IS}|{PRINTS}", output, when, some):
        yield from claim_each(r.table, shown, s, w)
    for s, w in r.full(display, of, some, f"{IS}|{PRINTS}", output):
        yield from claim_each(r.table, shown, s, w)
    for fs, s, w in r.full(r.function, of, some, IS, r.value):
        yield from claim_each(r.table, fs, s, w)
    for fs, w, s in r.full(r.function, IS, r.value, when, r.thing_is, some):
        yield from claim_each(r.table, fs, s, w)
    for fs, s, w in r.full(r.function, "maps|turns|translates|converts", some, "to|into|onto", r.value):
        yield from claim_each(r.table, fs, s, w)
    for s, fs, w in r.full(
        some, "has|have|gets|uses|carries|with|maps to|map to|is given|are given", r.function, "of|is|are|equal to|:*", r.value
    ):
        yield from claim_each(r.table, fs, s, w)
    for s, w, fs in r.full(some, "has|have|gets|uses|is given", r.value, "as|as its|for its", r.function):
        yield from claim_each(r.table, fs, s, w)
    for s, w, fs in r.full(some, "is|are|has|have|takes|spans|covers", r.value, r.function):  # “is 4096 bytes”
        if w.sort == "number":
            yield from claim_each(r.table, fs, s, w)
    if any(t.low in ("kib", "mib", "gib") for t in r.tokens):
        sized = tuple(
            f
            for f in r.table.functions
            if f.sort == "query" and f.number and f.name in ("bytes", "size", "len", "size_bytes", "byte_size")
        )
        for s, w in r.full(some, "is|are|has|have|takes|spans|covers", r.value, "large|big|long|in size?"):
            yield from claim_each(r.table, sized, s, w)
    for s, w in r.full(some, PRINTS, r.value_or_code):
        shown = tuple(f for f in r.table.functions if f.name == "Display")
        yield from claim_each(r.table, shown, s, w)
    for fs, w in r.full(r.function, "never", "is|be|returns|gives|yields", r.value):
        yield from claim_each(r.table, fs, _every(r), w, denied=True)
    for w, s, fs in r.full("return|returns|give|yield", r.value, "for|on", some, "from|in|as", r.function):
        yield from claim_each(r.table, fs, s, w)
    for w, fs, s in r.full("return|returns|give|yield", r.value, "from|in", r.function, "for|on", some):
        yield from claim_each(r.table, fs, s, w)


def _listed(r: Phrases) -> Iterator[Claim]:
    """“`level()` is 2 for `High`, 1 for `Low` and 0 otherwise”, “`High` → 2, `Low` → 1”."""
    some = _mine(r)
    when = f"{FOR}|for state|in state"

    def one(i: int) -> Iterator[tuple[tuple[Some, Want], int]]:
        for (w, s), j in r.seq(i, r.value, when, r.thing_is, some):
            yield (s, w), j

    def arrow(i: int) -> Iterator[tuple[tuple[Some, Want], int]]:
        yield from r.seq(i, some, r.arrow, r.value)

    def pairs(i: int, each: Any) -> Iterator[tuple[list[tuple[Some, Want]], int]]:
        for first, j in each(i):
            yield [first], j
            for _, k in r.one(j, ", and|and|,|;|; and"):
                for rest, end in pairs(k, each):
                    yield [first, *rest], end

    def rest_of(found: list[tuple[Some, Want]]) -> Some:
        named = frozenset(v for s, _ in found for v in s.variants)
        rows = tuple(x for x in r.table.rows(r.shape.name) if list(r.shape.variants)[x[0]] not in named)
        return Some(r.shape.name, rows, frozenset(r.shape.variants) - named, r.table.complete(r.shape.name))

    def said(f: Function, found: list[tuple[Some, Want]]) -> Claim:
        return Claim(tuple(t for s, w in found for t in gives(r.table, f, s.rows, w)), all(s.sure for s, _ in found))

    other = "otherwise|for everything else|for all others|for all other variants|for rest|for others|in all other states|for any other|in every other state|elsewhere"
    for fs, found in r.full(r.function, IS, lambda i: pairs(i, one)):
        if len(found) > 1:
            yield from (said(f, found) for f in fs)
    for fs, found, w in r.full(r.function, IS, lambda i: pairs(i, one), "and|,|, and|;", r.value, other):
        yield from (said(f, [*found, (rest_of(found), w)]) for f in fs)
    for fs, found, w in r.full(r.function, IS, lambda i: pairs(i, one), "and|,|, and|;", other, r.value):
        yield from (said(f, [*found, (rest_of(found), w)]) for f in fs)
    for (found,) in r.full(lambda i: pairs(i, arrow)):
        if len(found) > 1:
            queries = [
                f for f in r.table.functions if f.sort == "query" and all(may_give(f, w) for _, w in found) and f.name != "Display"
            ]
            yield from (said(f, found) for f in queries if all(w.sort in ("number", "text") for _, w in found))


def _every(r: Phrases) -> Some:

    table = r.table
    return Some(
        r.shape.name, tuple(table.rows(r.shape.name)), frozenset(r.shape.variants), table.complete(r.shape.name), every=True
    )


def _implied(r: Phrases) -> Iterator[Claim]:
    """“`Late` → -62”, “`Late` is called "late"”: of all functions that give such a thing, one of them does."""
    some = _mine(r)
    for s, w in r.full(some, r.arrow, r.value):
        yield from _by_sort(r, s, w)
    for s, w in r.full(some, ":|=|==", r.value):
        yield from _by_sort(r, s, w)
    for s, w in r.full(some, "both|each|all*", f"{CALLED}|{IS}", r.value):
        yield from _by_sort(r, s, w)
    for s, w in r.full(some, "has|have", r.value):
        yield from _by_sort(r, s, w)


def _by_sort(r: Phrases, s: Some, w: Want) -> Iterator[Claim]:
    if w.sort not in ("number", "text") or s.every:
        return
    having = [
        f for f in r.table.functions if f.sort == "query" and may_give(f, w) and not (f.name == "Display" and w.sort != "text")
    ]
    for f in having:
        yield Claim(gives(r.table, f, s.rows, w), s.sure)


# -------------------------------------------------------------------------------------------------------- predicates


def _predicates(r: Phrases) -> Iterator[Claim]:
    some, no = _mine(r), r.denial
    for fs, denied, w in r.full(r.function, "is|are|returns|return|gives|yields|has|have", no, r.predicate):
        yield from claim_each(r.table, fs, _every(r), w, denied=denied)
    for fs, denied, w, s in r.full(
        r.function, "is|are|returns|return|gives|yields", no, r.predicate, "for|on|in|across|whatever", some
    ):
        yield from claim_each(r.table, fs, s, w, denied=denied)
    for fs, s, denied, w in r.full(r.function, "for|of|on", some, "is|are", no, r.predicate):
        yield from claim_each(r.table, fs, s, w, denied=denied)
    for s, denied, w, fs in r.full(some, "has|have|gets|maps to|map to", no, r.predicate, r.function):
        yield from claim_each(r.table, fs, s, w, denied=denied)
    for fs, denied, w in r.full("all|every|each|no", r.function, "is|are|has|have", no, r.predicate):
        yield from claim_each(r.table, fs, _every(r), w, denied=denied != (r.low(0) == "no"))
    for fs, w in r.full(
        "all|every|each", r.function, "share|shares|have|has|start with|starts with|begin with|begins with|carry|carries", r.prefix
    ):
        yield from claim_each(r.table, fs, _every(r), w)
    for fs, w in r.full(r.function, "share|all share|all start with|start with|begin with|all have|have", r.prefix):
        yield from claim_each(r.table, fs, _every(r), w)
    for fs, s in r.full(
        r.function, "of|for", some, "does not depend on|is independent of|is same for any|is same whatever|not depend on", r.carried
    ):
        yield from (Claim(_independent(r.table, f, s), s.sure) for f in fs)
    for s, fs in r.full(
        some, "has same|have same", r.function, "whatever|for any|regardless of|no matter", r.carried, "is|it carries*"
    ):
        yield from (Claim(_independent(r.table, f, s), s.sure) for f in fs)


def _independent(table: Table, f: Function, s: Some) -> tuple[Trial, ...]:
    by: dict[int, tuple[int, int]] = {}
    trials = []
    for row in s.rows:
        first = by.setdefault(row[0], row)

        def right(own: bool, row: tuple[int, int] = row, first: tuple[int, int] = first) -> bool | None:
            a, b = table.gave(f, first, own=own), table.gave(f, row, own=own)
            return a == b if a.known and b.known else None

        if first != row:
            trials.append(Trial(f"`{f.name}` of `{table.called(row)}` {told(table.gave(f, row, own=False))}", right))
    return tuple(trials)


def _unique(r: Phrases) -> Iterator[Claim]:
    every, own = _mine(r), "unique|distinct|different|its own|their own|own|separate|individual"
    across = "across variants|across all variants|across states|among variants|per variant|for each variant|for every variant|from each other|from one another|for each state|for every state|within enum|across enum?"
    found = [
        fs
        for (fs,) in r.full("all|no*", r.function, "are|is", "all|pairwise*", "unique|distinct|different|pairwise distinct", across)
    ]
    found += [fs for s, fs in r.full(every, "has|have|maps to|gets|is given|returns|gives|yields", own, r.function) if s.every]
    found += [
        fs
        for (fs,) in r.full(
            "no two|no 2",
            "variants|states|errors|of them|kinds?",
            r.thing,
            "share|have|give|return|map to",
            "same|common|one?",
            r.function,
        )
    ]
    found += [fs for (fs,) in r.full("no two", r.function, "are", "same|equal|alike")]
    found += [
        fs
        for (fs,) in r.full(
            "no",
            r.function,
            "is|are",
            "used twice|shared|given twice|repeated|reused",
            "by two variants|between variants|across variants?",
        )
    ]
    found += [
        fs
        for (fs,) in r.full(
            r.function, "is|are", "never", "shared|reused|repeated|used twice", "between variants|across variants|by two variants?"
        )
    ]
    found += [
        fs
        for (fs,) in r.full(
            r.function,
            "differs|differ|distinguishes",
            "for every variant|between variants|across variants|from variant to variant|all variants",
        )
    ]
    for fs in found:
        yield from (Claim(differ(r.table, f)) for f in fs)
    for s, fs in r.full(every, "share|have|give|return", "same|one|common|single", r.function):
        for f in fs:
            yield Claim(_alike(r.table, f, s), s.sure)


def _alike(table: Table, f: Function, s: Some) -> tuple[Trial, ...]:
    first = s.rows[0]

    def trial(row: tuple[int, int]) -> Trial:
        def right(own: bool) -> bool | None:
            a, b = table.gave(f, first, own=own), table.gave(f, row, own=own)
            return a == b if a.known and b.known else None

        return Trial(f"`{f.name}` of `{table.called(row)}` {told(table.gave(f, row, own=False))}", right)

    return tuple(trial(row) for row in s.rows[1:])


__all__ = ["claims"]
