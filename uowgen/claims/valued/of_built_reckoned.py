"""Sentences on what functions of one number come to: “`vector()` is the line plus `BASE`”, “converts to `usize` without offset”,
“`round()` clears the low 12 bits”, “`gap()` gives `None` for privileged ports”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.built import words_of
from uowgen.claims.valued.built_functions import NONE, UNKNOWN, Fn, functions_of, named, reckoned
from uowgen.claims.valued.built_sets import refused_in_words
from uowgen.claims.valued.built_sums import Sums
from uowgen.claims.valued.claims import Claim, Trial, fits
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.tokens import root
from uowgen.claims.valued.words import IS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built_words import Numbers, Said
    from uowgen.claims.valued.wanted import Want

_IS = "is|equals|returns|gives|yields|=|==|comes to|computes|reports|tells|answers|amounts to|works out as|evaluates to"
_SAME = (
    "unchanged|as is|as it is|as it stands|without offset|without any offset|without change|without changes|without any change|without changing it|"
    "without conversion|unmodified|one to one|one-to-one|1 : 1|1:1|exactly|verbatim|with no offset|untouched|unaltered|without adjustment|and nothing else"
)
_KEEPS = "keeps|takes|uses|stores|preserves|retains|does not change|not change|leaves|does not alter|hands on|passes on|gives back|carries over|does not touch"
_NOTHING = "changes nothing|adds nothing|adds no offset|has no offset|applies no offset|does not add offset|does not shift anything|is identity|does nothing to it|does no arithmetic|loses and adds nothing"
_FLOORED = "rounding down|rounded down|and rounds down|rounded towards zero|rounding towards zero|and drops remainder|without remainder|discarding remainder|truncated|truncating|and drops rest"
_TURNS = "converts|convert|converting|conversion|conversions|is converted|are converted|turns|goes|casts|can be converted"
_ONLY = "only|exactly|just|precisely|if and only if|iff|exactly when|only when|only if|just for"
_AND_NO_MORE = "only|and nowhere else|nowhere else|and false elsewhere|and false for all others|and for no others|and for nothing else|and false otherwise|and no other|and no others|and nothing else|, nothing else|and no more|exclusively|and only then|and only those|alone|and no other number|and never else|and not otherwise"
_WHEN = "for|when|if|on|of|where|whenever|in case of|with|given|from|at|in|within|inside"


def claims(r: Said) -> Iterator[Claim]:
    """All readings as a sentence on what such a function comes to."""
    found = functions_of(r)
    for f in found:
        yield from _is(f)
        yield from _where(f)
    yield from _turning(found)


def _is(f: Fn) -> Iterator[Claim]:
    r, sums, name = f.r, Sums(f), named(f)
    for (sum_,) in [*r.full(name, _IS, "always?", sums.whole), *r.full(name, sums.does), *r.full(name, ":", sums.whole)]:
        yield reckoned(f, sum_)
    for (sum_,) in [
        *r.full(name, _IS, sums.whole, f"{_SAME}|, nothing else"),
        *r.full(name, _IS, sums.whole, ",?", _FLOORED),
        *r.full(name, sums.does, ",?", _FLOORED),
    ]:
        yield reckoned(f, sum_)
    same = [
        *r.full(name, "is|stays|returns it|gives it|returns number|gives number?", _SAME),
        *r.full(name, _KEEPS, _given(f, sums), f"{_SAME}|alone?"),
        *r.full(name, _NOTHING),
    ]
    for _ in same:
        yield reckoned(f, lambda v, own: v)
    cut = "truncates|truncate|cuts off high bits|drops high bits|wraps|cuts number|cuts it|narrows silently|loses bits|drop bits|truncates silently|truncates number"
    for _ in r.full(name, "does not|never|not", cut):
        yield _uncut(f)
    for sum_, *_ in r.full(
        name, _IS, sums.whole, ",?", "not|and not|rather than|instead of|and never", lambda i: _another(f, sums, i)
    ):
        yield reckoned(f, sum_)
    for (n,) in [
        *r.full(name, "starts at|begins at|starts with|begins with|counts from|is counted from|starts from", r.number),
        *(
            (n,)
            for n, words in ((0, "zero-based|0-based|zero based"), (1, "one-based|1-based|one based"))
            for _ in r.full(name, "is", words)
        ),
    ]:
        yield _first(f, n)
    first = "starts at|begins at|starts with|begins with|starts from"
    for n, some in [*r.full(name, first, r.number, _WHEN, r.numbers), *r.full(name, _WHEN, r.numbers, _IS, r.number)]:
        if isinstance(n, int) and some.one is not None:
            yield _fixed(f, some.one, n)
    for some, n in r.full(name, _WHEN, r.numbers, f"{_IS}|starts at", r.number):
        if some.one is not None:
            yield _fixed(f, some.one, n)


def _another(f: Fn, sums: Sums, i: int) -> Iterator[tuple[Any, int]]:
    """What it is not: another number that can be reckoned, or what another function gives, by its noun."""
    yield from sums.whole(i)
    asks = {w for a in f.r.built.asks if a is not f.ask and a.name and "::" not in a.name for w in words_of(a.name)}
    if root(f.r.low(i)) in asks:
        yield SKIP, i + 1


def _first(f: Fn, n: int) -> Claim:
    """That it begins with a number: the least that it gives; of what is yes or no, that it is so from there on and not before."""
    if f.ask is not None and f.ask.gives == "bool":
        if not any(v == n for v in f.numbers):
            return Claim(())
        return Claim(tuple(f.trial(v, lambda gave, _, v=v: gave is (v >= n)) for v in f.numbers))  # type: ignore[misc]

    def right(own: bool) -> bool | None:
        gave = [f.of(v, own=own) for v in f.numbers]
        numbers = [to for to in gave if isinstance(to, int)]
        return None if UNKNOWN in gave or not numbers else min(numbers) == n

    return Claim((Trial(f"`{f.name}` begins with another number than {n}", right),))


def _uncut(f: Fn) -> Claim:
    """That each number is refused or kept whole."""
    own = {n: f.of(n, own=True) for n in f.numbers}
    if NONE not in own.values() or not any(isinstance(to, int) for to in own.values()):
        return Claim(())
    return Claim(tuple(f.trial(n, lambda gave, _, n=n: gave in (NONE, n)) for n in own))  # type: ignore[misc]


def _given(f: Fn, sums: Sums) -> Any:
    """“the number”, “it”, the name of what is given."""

    def read(i: int) -> Iterator[tuple[Any, int]]:
        yield from sums.given(i)
        yield from f.r.thing(i)  # what is made keeps the number, and is called by its own name
        for _, j in f.r.one(i, "number|value|raw value|raw number|plain number|it|number as it is"):
            yield SKIP, j

    return read


def _fixed(f: Fn, at: int, n: int) -> Claim:
    return Claim((f.trial(at, lambda gave, own: gave == n),) if at in f.numbers else ())


def _turning(found: list[Fn]) -> Iterator[Claim]:
    """“Converts to `usize` without offset”, “converting from and to `u64` keeps the number”."""
    for f in found:
        kind = f.name.partition("::")[0] if f.ask is not None and "::" in f.name else ""
        if not kind:
            continue
        r, sums = f.r, Sums(f)
        back = next((g for g in found if g.ask is None and g.maker.path and g.maker.takes[0][1] == kind), None)

        def to(i: int, kind: str = kind, r: Said = r) -> Iterator[tuple[Any, int]]:
            if i < r.end and r.tokens[i].raw.strip() == kind:
                yield SKIP, i + 1
                yield from r.one(i + 1, "value|number")

        thing = r.thing_or_none
        for (sum_,) in [
            *r.full(thing, _TURNS, "to|into", to, "as|by giving|:|,", sums.whole),
            *r.full(thing, _TURNS, "to|into", to, "which|and?", sums.does),
        ]:
            yield reckoned(f, sum_)
        keeps = lambda i, r=r, f=f, sums=sums: [  # noqa: E731
            *r.one(i, _SAME), *r.one(i, _NOTHING), *((SKIP, j) for _, j in r.seq(i, _KEEPS, _given(f, sums), f"{_SAME}?")),
        ]  # fmt: skip
        for _ in r.full(thing, _TURNS, "it?", "to|into", to, keeps):
            yield reckoned(f, lambda v, own: v)
        for _ in (
            r.full(thing, _TURNS, "from and to|to and from|between it and|from and back to|to and back from", to, keeps)
            if back
            else ()
        ):
            yield Claim((*reckoned(f, lambda v, own: v).trials, *reckoned(back, lambda v, own: v).trials))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------- where it is so


def _where(f: Fn) -> Iterator[Claim]:
    """“`is_user()` is true below `TOP` only”, “`gap()` is `None` for privileged ports”."""
    r, name = f.r, named(f)
    if f.ask is None:
        return
    some = _numbers(f)
    only, when = f"{_ONLY}*", f"{_WHEN}*"
    for want, ns in [
        *r.full(name, f"{IS}|fails with|holds|says|tells", _value(f), only, when, some),
        *((w, n) for n, w in r.full(when, some, ",?", name, f"{IS}|fails with|holds|says|tells", _value(f))),
    ]:
        yield _so(f, want, ns, only=any(t.low in ("only", "exactly", "iff", "precisely", "just") for t in r.tokens))
    for want, ns in r.full(name, f"{IS}|fails with|holds|says|tells", _value(f), only, when, some, _AND_NO_MORE):
        yield _so(f, want, ns, only=True)
    if f.ask.gives == "bool":
        for (ns,) in r.full(name, "holds|is set|says yes|applies", only, when, some):
            yield _so(f, wanted.truth(True), ns, only=any(t.low in ("only", "exactly") for t in r.tokens))
        for (ns,) in r.full(name, "holds|is set|says yes|applies", only, when, some, _AND_NO_MORE):
            yield _so(f, wanted.truth(True), ns, only=True)


def _value(f: Fn) -> Callable[[int], Iterator[tuple[Want, int]]]:
    def read(i: int) -> Iterator[tuple[Want, int]]:
        for want, j in f.r.value(i):
            if want.sort in ("none", "error", "bool", "variant", "other") or f.ask is None or "Self" not in f.ask.gives:
                yield want, j

    return read


def _numbers(f: Fn) -> Callable[[int], Iterator[tuple[Numbers, int]]]:
    """Numbers of what is given, also those that the function's own comment says to be refused."""
    r = f.r
    declared = next((d for d in r.built.functions if d.item.name == f.name), None)
    own = tuple(refused_in_words(declared, lambda v: f.of(v, own=True) == NONE))

    def read(i: int) -> Iterator[tuple[Numbers, int]]:
        yield from r.numbers(i)
        yield from r.called(i, own)

    return read


def _so(f: Fn, want: Want, some: Numbers, *, only: bool) -> Claim:
    """That it gives this of these numbers, and with `only` of no others. A name for numbers means all that it gives this of.

    Where the spec's own code gives it of just these, code that gives it of others too is not what was asked for, if nothing is said of them.
    """
    key = (f.maker.name, f.ask.name) if f.ask is not None else (f.maker.name,)
    gave = f.r.built.gave
    numbers = f.numbers
    inside = [n for n in numbers if some.test(n)]
    outside = [n for n in numbers if not some.test(n)]
    strict = not any(fits(gave(key, (n,), own=True), want) for n in outside)
    if not inside or (some.named and not strict) or not outside:
        return Claim(())

    def trial(n: int, *, within: bool) -> Trial:
        def right(own: bool) -> bool | None:
            if f.of(n, own=own) == UNKNOWN and not gave(key, (n,), own=own).known:
                return None
            found = fits(gave(key, (n,), own=own), want)
            return found if within else None if found is None else not found if only else (None if found else True)

        return Trial(f.told(n), right)

    beyond = outside if only or strict else []
    return Claim((*(trial(n, within=True) for n in inside), *(trial(n, within=False) for n in beyond)))


__all__ = ["claims"]
