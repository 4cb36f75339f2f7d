"""Sentences on what values are made from: other enums, nothing at all. “`Torn` converts to `Corrupt`”, “a port starts out `Down`”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, gives, may_give, row_of, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.shapes import plain_of
from uowgen.claims.valued.wanted import Want
from uowgen.claims.valued.words import CALLED, IS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Function, Table


# -------------------------------------------------------------------------------------------------------- conversions


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what values are made from."""
    yield from _converted(r)
    yield from _constant(r)


def _converted(r: Phrases) -> Iterator[Claim]:
    for f in r.table.functions:
        if f.sort != "convert":
            continue
        source = r.table.others[f.of]

        def some(i: int, source: Any = source) -> Any:
            return r.some(source, i)

        yield from _propagated(r, f)
        made = f"{CALLED}|{IS}|to|into"
        every = r.table.rows(source.name) if r.table.complete(source.name) else []
        for s, w in r.full(some, made, r.value):
            if w.sort == "variant":
                yield Claim(gives(r.table, f, s.rows, w), s.sure)
            else:
                yield from _through(r, f, s, w, tuple(q for q in r.table.functions if q.sort == "query"))
        for s, w in r.full(some, r.arrow, r.value):
            yield Claim(gives(r.table, f, s.rows, w), s.sure) if w.sort == "variant" else Claim((), sure=False)
        for s, fs, w in r.full(
            some, "maps to|map to|has|have|gets|gives|becomes|is reported with|ends up with", r.function, "of|is*", r.value
        ):
            yield from _through(r, f, s, w, fs)
        for s, w in r.full(
            "converting|conversion of|from|turning", some, "gives|yields|returns|is|makes|to|into|produces|results in", r.value
        ):
            yield Claim(gives(r.table, f, s.rows, w), s.sure)
        for (w,) in r.full(
            "no conversion from|no conversion of",
            r.type_of(source),
            "ever?",
            "yields|gives|returns|produces|results in|is|becomes",
            r.value,
        ):
            yield Claim(gives(r.table, f, every, w, denied=True))
        for (w,) in r.full(
            r.value,
            "is never|never",
            "result of converting|result of conversion from|made from|converted from|comes from",
            r.type_of(source),
        ):
            yield Claim(gives(r.table, f, every, w, denied=True))
        for (w,) in r.full(
            r.type_of(source),
            "is never|are never|never",
            "converted to|converts to|becomes|become|mapped to|maps to|turned into|turns into",
            r.value,
        ):
            yield Claim(gives(r.table, f, every, w, denied=True))
        for (w,) in r.full(r.named_code("?"), "turns|converts|maps|wraps|makes", r.type_of(source), "to|into|in", r.value):
            yield Claim(gives(r.table, f, every, w))
        kept = "preserves|keeps|retains|carries over|hands on|passes on|copies"
        for (s,) in r.full("converting|conversion of|turning", some, kept, "its?", r.carried_only):
            yield Claim(_keeps(r.table, f, s), s.sure)
        for (s,) in r.full(
            r.carried_of(some),
            "is|are",
            "kept|preserved|retained|carried over|passed on",
            "by conversion|when converted|when converting|on conversion?",
        ):
            yield Claim(_keeps(r.table, f, s), s.sure)
        lost = "is lost|is dropped|gets lost|is not kept|is not preserved|is discarded|is thrown away"
        for (s,) in r.full(
            r.carried_only, lost, "when|if|on converting|in converting", some, "is converted|are converted|is turned into error?"
        ):
            yield Claim(_keeps(r.table, f, s, lost=True), s.sure)
        for (s,) in r.full(
            r.carried_only,
            "is kept|is preserved|survives|is not lost|is retained",
            "when|if|on converting",
            some,
            "is converted|are converted?",
        ):
            yield Claim(_keeps(r.table, f, s), s.sure)


def _propagated(r: Phrases, f: Function) -> Iterator[Claim]:
    """“A `RawFault` can be propagated with `?` from a function returning `Result<(), Fault>`”: there is such a conversion."""
    can = "can be propagated|can be passed on|can be returned|may be propagated|can be converted|is propagated|propagates|is converted|work|works"
    into = [r.seq_code(f"Result<(), {r.shape.name}>"), r.seq_code(r.shape.name)]

    def to(i: int) -> Iterator[tuple[Any, int]]:
        for one in into:
            for _, j in r.seq(
                i,
                "from|in|inside|by|to|into|as*",
                "function|functions|method|code?",
                "returning|that returns|that return|to|into?",
                one,
            ):
                yield SKIP, j

    said = [
        *r.full(r.type_of(r.table.others[f.of]), can, "with|by|using|through|via", r.named_code("?"), to),
        *r.full(r.named_code("?"), "converts|turns|propagates", r.type_of(r.table.others[f.of]), to),
    ]
    rows = r.table.rows(f.of)[:1]
    for _ in said:
        yield Claim(gives(r.table, f, rows, Want("made", "other", lambda value: True)))


def _through(r: Phrases, f: Function, s: Some, w: Want, queries: tuple[Function, ...]) -> Iterator[Claim]:
    """What a function gives of the result of a conversion."""
    for q in queries:
        if not may_give(q, w):
            continue

        def trial(row: tuple[int, int], q: Function = q) -> Trial:
            def answer(own: bool) -> Any:
                made = r.table.gave(f, row, own=own)
                inner = row_of(r.table, made.value) if made.known and not made.panic else None
                return r.table.gave(q, inner, own=own) if inner is not None else None

            def right(own: bool) -> bool | None:
                got = answer(own)
                return None if got is None else fits(got, w)

            got = answer(False)
            return Trial(
                f"`{q.name}` of what `{r.table.called(row, f.of)}` becomes {told(got) if got is not None else 'is not known'}",
                right,
            )

        yield Claim(tuple(trial(row) for row in s.rows), s.sure)


def _keeps(table: Table, f: Function, s: Some, *, lost: bool = False) -> tuple[Trial, ...]:
    """That what is carried before is carried after. Of what carries nothing, nothing is said."""

    def trial(row: tuple[int, int]) -> Trial:
        def right(own: bool) -> bool | None:
            answer = table.gave(f, row, own=own)
            it = wanted.opened(answer.value)
            if not answer.known or answer.panic or not wanted.is_named(it):
                return None
            kept = [v in it[1].values() for v in plain_of(table.others[f.of], row)[1].values()]  # type: ignore[index]
            return any(kept) is not lost

        return Trial(f"`{table.called(row, f.of)}` becomes {told(table.gave(f, row, own=False)).removeprefix('is ')}", right)

    carrying = list(table.others[f.of].variants.values())
    return tuple(trial(row) for row in s.rows if carrying[row[0]])


# ---------------------------------------------------------------------------------------------------------- constants


def _constant(r: Phrases) -> Iterator[Claim]:
    """“A port starts out `Down`”, “`Default` yields `Down`”, “the initial state is `Down`”."""
    makes = tuple(f for f in r.table.functions if f.sort == "make")

    def trials(fs: tuple[Function, ...], w: Want) -> Iterator[Claim]:
        for f in fs:
            yield Claim(
                (
                    Trial(
                        f"`{f.name}` {told(r.table.gave(f, (), own=False))}",
                        lambda own, f=f: fits(r.table.gave(f, (), own=own), w),  # type: ignore[misc]
                    ),
                )
            )

    default = tuple(f for f in makes if f.name == "default")
    for (w,) in r.full("default|default value|default state|default variant|default of|default for", r.thing, IS, r.value):
        yield from trials(default, w)
    for w, _ in ((w, 0) for (w,) in r.full(r.value, "is|are", "default|default value|default state|default variant")):
        yield from trials(default, w)
    for (w,) in r.full(r.named_code("Default"), f"{IS}|starts as|starts in|starts at", r.value):
        yield from trials(default, w)
    first = tuple(f for f in makes if f.name in ("default", "new", "INITIAL", "START", "FIRST"))
    for (w,) in r.full(
        "new|fresh|every|each?", r.thing, "starts|begins|start|begin", "out|off|life|its life*", "as|in|at|with|from*", r.value
    ):
        yield from trials(first, w)
    for (w,) in r.full("initial|starting|first|start", "state|value|variant", "of?", r.thing, "is", r.value):
        yield from trials(first, w)
    for (w,) in r.full(r.value, "is", "initial|starting|first", "state|value", "of?", r.thing):
        yield from trials(first, w)
    for name, w in r.full(r.make_call, f"{IS}|==|=", r.value):
        yield from trials(name, w)
    for name, w in r.full(r.make_call, r.arrow, r.value):
        yield from trials(name, w)
    for fs, name, w in r.full(r.function, "of|for", r.make_call, IS, r.value):
        for f in name:
            for q in fs:
                yield Claim((_of_made(r, q, f, w),))


def _of_made(r: Phrases, q: Function, f: Function, w: Want) -> Trial:
    def right(own: bool) -> bool | None:
        row = row_of(r.table, r.table.gave(f, (), own=own).value)
        return fits(r.table.gave(q, row, own=own), w) if row is not None else None

    row = row_of(r.table, r.table.gave(f, (), own=False).value)
    return Trial(f"`{q.name}` of `{f.name}` {told(r.table.gave(q, row, own=False)) if row is not None else 'is not known'}", right)


__all__ = ["claims"]
