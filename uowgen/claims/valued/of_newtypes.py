"""Sentences on types around one number, and on the way back from a number: “`raw()` returns the raw number”, “`from_raw(s.raw())` is `Some(s)`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, row_of, told
from uowgen.claims.valued.of_numbers import accepted, at, in_type, number_trial, written
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.table import INTS
from uowgen.claims.valued.wanted import Want, inside, name_of
from uowgen.claims.valued.words import IS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on types around a number, and on the way back."""
    decoders = [f for f in r.table.functions if f.sort == "decode"]
    makers = [f for f in decoders if f.gives.replace(" ", "").startswith(("Option<", "Result<"))] or decoders
    for f in makers[:1]:
        yield from _reckoned(r, f)
    for f in decoders:
        yield from _back(r, f)
        yield from _failing(r, f)
    yield from _ordered(r)


def _reckoned(r: Phrases, f: Function) -> Iterator[Claim]:
    """What a newtype's methods give of the number in it: “`get()` returns the raw number”, “`class()` is the upper four bits”."""
    if not r.shape.newtype:
        return

    def claim(q: Function, reckon: Callable[[int], int | None]) -> Claim:
        numbers = accepted(r, f, own=False) or []
        trials = []
        for n in numbers[:300]:
            wanted_ = reckon(n)
            if wanted_ is None:
                continue

            def right(own: bool, n: int = n, goal: int = wanted_) -> bool | None:
                made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
                return fits(r.table.gave(q, made, own=own), wanted.number(goal)) if made is not None else None

            made = row_of(r.table, r.table.gave(f, (n,), own=False).value)
            trials.append(
                Trial(
                    f"`{q.name}` of `{f.name}({written(n)})` {told(r.table.gave(q, made, own=False)) if made is not None else 'is not known'}",
                    right,
                )
            )
        return Claim(tuple(trials))

    bits = INTS[(r.shape.variants[""] or ("u8",))[0]]
    inner = "raw|inner|underlying|wrapped|original|stored|plain|bare*"
    noun = "value|number|integer|byte|word|id|one|unchanged|as it is"
    is_ = "is|returns|gives|yields|equals|unwraps to"

    def number_noun(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, inner, f"{noun}?"):
            if j > i:
                yield SKIP, j
        for _, j in r.seq(i, inner, r.thing, f"{noun}?"):
            if j > i:
                yield SKIP, j

    into = "converting|conversion|conversion of it|turning it|casting"
    queries: list[tuple[Function, ...]] = [
        fs
        for (fs,) in r.full(
            r.function, is_, number_noun, ",?", "nothing else set|nothing else|and nothing else|with no other bit set|unchanged?"
        )
    ]
    for kind in [k for k in INTS if any(t.raw in (k, f"`{k}`") for t in r.tokens)]:
        fs = tuple(q for q in r.table.functions if q.name == f"{kind}::from")
        queries += [fs for _ in r.full(into, "to|into", r.named_code(kind), is_, number_noun) if fs]
        queries += [fs for _ in r.full(r.named_code(f"{kind}::from"), is_, number_noun) if fs]
    for fs in queries:
        yield from (claim(q, lambda n: n) for q in fs)
    for fs, base in r.full(
        r.function,
        is_,
        "offset|distance|difference|position|index|number|count",
        "from|relative to|counted from|above|since",
        lambda i: _constant(r, i),
    ):
        yield from (claim(q, lambda n, b=base: n - b if n >= b else None) for q in fs)  # type: ignore[misc]
    for words, reckon in _BITS.items():
        for (fs,) in r.full(r.function, is_, words, "of", number_noun):
            yield from (claim(q, lambda n, k=reckon: k(n, bits)) for q in fs)  # type: ignore[misc]
        for (fs,) in r.full(r.function, is_, words):
            yield from (claim(q, lambda n, k=reckon: k(n, bits)) for q in fs)  # type: ignore[misc]
    found = accepted(r, f, own=False) or []
    for one, n in (
        ("first|lowest|smallest|minimum", min(found, default=None)),
        ("last|highest|largest|maximum", max(found, default=None)),
    ):
        for fs, w in r.full(
            r.function, "of|for", one, "valid|possible?", r.thing, "value|number|one?", "is|equals|returns|gives", r.value
        ):
            if n is not None:
                yield from (Claim((_of_one(r, f, q, n, w),)) for q in fs)


def _of_one(r: Phrases, f: Function, q: Function, n: int, w: Want) -> Trial:
    def right(own: bool) -> bool | None:
        made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
        return fits(r.table.gave(q, made, own=own), w) if made is not None else None

    made = row_of(r.table, r.table.gave(f, (n,), own=False).value)
    return Trial(
        f"`{q.name}` of `{f.name}({written(n)})` {told(r.table.gave(q, made, own=False)) if made is not None else 'is not known'}",
        right,
    )


def _constant(r: Phrases, i: int) -> Iterator[tuple[int, int]]:
    if (
        i < r.end
        and (n := r.table.constant(r.tokens[i].raw) if re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+", r.tokens[i].raw) else None)
        is not None
    ):
        yield n, i + 1


_BITS: dict[str, Callable[[int, int], int]] = {
    "upper four bits|top four bits|high four bits|upper 4 bits|top 4 bits|high nibble|upper nibble|top nibble": lambda n, b: (
        n >> (b - 4)
    ),
    "lower four bits|low four bits|bottom four bits|lower 4 bits|low 4 bits|low nibble|lower nibble|bottom nibble": lambda n, b: (
        n & 15
    ),
    "low byte|lower byte|bottom byte|lower eight bits|low eight bits|low 8 bits|lower 8 bits": lambda n, b: n & 255,
    "high byte|upper byte|top byte|upper eight bits|top eight bits|upper 8 bits|top 8 bits": lambda n, b: n >> (b - 8),
    "lowest bit|low bit|bottom bit|least significant bit": lambda n, b: n & 1,
    "upper half|high half|top half": lambda n, b: n >> (b // 2),
    "lower half|low half|bottom half": lambda n, b: n & ((1 << (b // 2)) - 1),
}


# ------------------------------------------------------------------------------------------------- there and back


def _back(r: Phrases, f: Function) -> Iterator[Claim]:
    """“`from_raw(s.raw())` gives back `Some(s)` for every state”."""
    for i in range(r.end):
        m = re.fullmatch(r"(?:\w+::)*(\w+)\((\w+)\.(\w+)\(\)\)", r.tokens[i].raw.strip()) if r.tokens[i].sort == "code" else None
        q = next((q for q in r.table.functions if q.sort == "query" and m is not None and q.name == m[3]), None)
        if m is None or m[1] != f.name or q is None:
            continue
        result = _result(r, m[2])
        for _ in r.full(
            at(i),
            f"{IS}|==|gives back|hands back|leads back to",
            result,
            "for|of|with?",
            "every|each|any|all?",
            r.thing,
            "variant|variants|state|states|value|values?",
        ):
            yield Claim(tuple(_round(r, f, q, row) for row in r.table.rows(r.shape.name)), r.table.complete(r.shape.name))


def _result(r: Phrases, name: str) -> Any:
    """`Some(s)`, `s`, “the same state” behind a call on the number of `s`."""

    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i < r.end and re.fullmatch(rf"(?:Some|Ok)?\(?{name}\)?", r.tokens[i].raw.strip()):
            yield SKIP, i + 1
        for _, j in r.seq(i, "same|original|it", r.thing, "again?"):
            if j > i:
                yield SKIP, j

    return read


def _round(r: Phrases, f: Function, q: Function, row: tuple[int, int]) -> Trial:
    def right(own: bool) -> bool | None:
        n = r.table.gave(q, row, own=own)
        if not n.known or not isinstance(n.value, int) or not in_type(f, n.value):
            return None if not n.panic else False
        made = r.table.gave(f, (n.value,), own=own)
        return None if not made.known else not made.panic and row_of(r.table, made.value) == row

    return Trial(f"`{f.name}` of `{q.name}` of `{r.table.called(row)}`", right)


def _failing(r: Phrases, f: Function) -> Iterator[Claim]:
    """“A failed conversion hands back the rejected number”, “conversion errors are reported as `()`”."""
    if not f.gives.replace(" ", "").startswith("Result<"):
        return
    tried = r.table.numbers(f)
    gone = [n for n in tried if name_of(r.table.gave(f, (n,), own=r.table.has_own).value) == "Err"]
    what = "rejected|refused|offending|original|given|bad|invalid|raw|input*"
    for _ in [
        *r.full(
            "failed conversion|failed conversions|refused conversion|failing conversion|error",
            "hands back|gives back|returns|carries|holds|contains|keeps",
            what,
            "number|value|input|raw value",
        ),
        *r.full(
            r.named_codes(f.name),
            "hands back|gives back|returns|keeps",
            what,
            "number|value|input",
            "on failure|as error|in error|as `Err`|when it fails",
        ),
    ]:
        yield Claim(
            tuple(number_trial(r, f, n, Want("it", "error", lambda v, n=n: name_of(v) == "Err" and inside(v) == n)) for n in gone)  # type: ignore[misc]
        )
    for (w,) in r.full(
        "conversion|failed",
        "errors|error|failures|failure|conversions",
        "is|are",
        "reported as|returned as|given as|signalled as",
        r.value,
    ):
        yield Claim(tuple(number_trial(r, f, n, Want(w.says, "error", lambda v, w=w: w.fits(inside(v)))) for n in gone))  # type: ignore[misc]


def _ordered(r: Phrases) -> Iterator[Claim]:
    """“Lines compare in numeric order”."""
    f = next((f for f in r.table.functions if f.sort == "compare"), None)
    rows = r.table.rows(r.shape.name)
    said = list(
        r.full(
            r.thing,
            "values?",
            "compare|compares|order|orders|sort|sorts|is ordered|are ordered|are sorted",
            "in|by|as",
            "numeric|numerical|raw|inner|their|its*",
            "order|value|number|numbers",
        )
    )
    if f is None or not said:
        return

    def trial(a: tuple[int, int], b: tuple[int, int]) -> Trial:
        return Trial(
            f"`{r.table.called(a)} < {r.table.called(b)}`",
            lambda own: fits(r.table.gave(f, (*a, *b), own=own), wanted.truth(a[1] < b[1])),
        )

    yield Claim(tuple(trial(a, b) for a in rows for b in rows))


__all__ = ["claims"]
