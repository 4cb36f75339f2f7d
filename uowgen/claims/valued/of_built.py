"""Sentences on what constructors of numbers let through, and on getting it back: “slots past `TOP` are turned down”,
“slot `TOP` may be used”, “both getters hand back the arguments”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import of_built_bits, of_built_ends, of_built_order, of_built_reckoned, of_built_steps, wanted
from uowgen.claims.valued.built_trials import called, got
from uowgen.claims.valued.built_words import Said
from uowgen.claims.valued.claims import Claim, Trial, fits, told
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_numbers import ACCEPTS, NO, REJECTS, YES, written
from uowgen.claims.valued.wanted import Want, name_of
from uowgen.claims.valued.words import IS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from uowgen.claims.valued.built import Ask, Built, Row
    from uowgen.claims.valued.built_words import Numbers
    from uowgen.claims.valued.tokens import Token

_REFUSED = (
    f"{NO}|impossible|not representable|not constructible|turned away|ruled out|caught|prevented|excluded|forbidden|out of bounds"
)
_TAKEN = f"{YES}|possible|permitted|representable|let through|in bounds|taken"
_REFUSES = f"{REJECTS}|rejects|never accepts|does not allow|does not admit|never gives id for|gives nothing for|guards against|turns away|excludes|forbids"
_MAKE = "made|built|constructed|created|represented|wrapped|held|used|passed|turned into|made into"
_FORM = f"{_MAKE}|become|make|form|be stored in|name|denote|give|yield"
_NO_MORE = ", nothing else|and nothing else|but nothing else|nothing else|and no other|and no others|, no others|and no other number|and no other value|and no other numbers|only|alone|exclusively|and nothing more|and rejects everything else|and refuses everything else|and rejects rest|and refuses rest|and nothing beyond|and only those|and only these|, rejects everything else"
_BY = "by|in|with|at|from|through"


def claims(tokens: tuple[Token, ...], built: Built) -> Iterator[Claim]:
    """All readings of a sentence for one type: none is sure, so that nothing fails that the spec's own code does not keep to."""
    usable = [m for m in built.makers if built.made_rows(m)]
    checked = [m for m in usable if m.fails] or usable
    single = [m for m in checked + usable if len(m.takes) == 1 and built.readers(m, 0)]
    widest = max(single, key=lambda m: len(built.made_rows(m)), default=None)  # a checked one does not make what others do
    for main in dict.fromkeys((*single[:1], *((widest,) if widest is not None else ()))):
        for read in (of_built_reckoned.claims, of_built_ends.claims):
            yield from (claim._replace(sure=False) for claim in read(Said(tokens, built, main)))
    for maker in (*usable, *(m for m in built.traits if m.fails and built.made_rows(m))):
        r = Said(tokens, built, maker)
        if maker.path and not any(True for i in range(r.end) for _ in r.make(i)):
            continue
        if not maker.path and maker not in checked and not any(re.search(rf"\b{maker.name}\b", t.raw) for t in tokens):
            continue
        for claim in (
            *_let_through(r),
            *_bounds(r),
            *_got_back(r),
            *of_built_steps.claims(r),
            *of_built_order.claims(r),
            *of_built_bits.claims(r),
        ):
            yield claim._replace(sure=False)


# ------------------------------------------------------------------------------------------------------- let through


def _trials(r: Said, rows: Iterable[Row], want: Want) -> Claim:
    def trial(row: Row) -> Trial:
        return Trial(
            f"`{called(r, row)}` {told(r.built.gave((r.maker.name,), row, own=False))}",
            lambda own: fits(r.built.gave((r.maker.name,), row, own=own), want),
        )

    return Claim(tuple(trial(row) for row in rows))


def _of(r: Said, some: Numbers, want: Want) -> Claim:
    """What the constructor comes to for these numbers. Where it is to give a value, the others are such as it takes."""
    every = r.built.rows(r.maker)
    rows = [row for row in every if some.test(row[some.part])]
    if some.named and any(fits(r.built.gave((r.maker.name,), row, own=True), want) for row in every if row not in rows):
        return Claim(())  # the name is that of other numbers
    if want.sort == "other":
        made = r.built.made_rows(r.maker)
        good = [{row[k] for row in made} for k in range(len(r.parts))]
        rows = [row for row in rows if all(row[k] in good[k] for k in range(len(row)) if k != some.part)]
    return _trials(r, rows, want)


def _is_taken() -> Want:
    return Want("accepted", "other", lambda gave: name_of(gave) not in ("None", "Err"))


def _let_through(r: Said) -> Iterator[Claim]:
    some, make = r.numbers, r.make
    fails = r.maker.fails
    for phrase, want in ((_REFUSED, wanted.refusal()), (_TAKEN, _is_taken())):
        if want.sort == "none" and not fails:
            continue
        for (one,) in [
            *r.full(some, "is|are|be|get|gets|must be*", phrase),
            *r.full(some, "is|are|be|get|gets|must be*", phrase, _BY, make),
            *r.full(make, ":|-|–|—", some, "is|are*", phrase),
        ]:
            yield _of(r, one, want)
    can = "can|may|could|must|is allowed to|are allowed to|is able to|are able to"
    for denied, lead in (
        (True, "can not be|can never be|may not be|must not be|is never|are never|can not ever be"),
        (False, "can be|may be|could be"),
    ):
        want = wanted.refusal() if denied else _is_taken()
        if denied and not fails:
            continue
        for (one,) in [
            *r.full(some, lead, _MAKE),
            *r.full(some, lead, _MAKE, "as|in|into|to|by|with|for", r.thing),
            *r.full(some, lead, _MAKE, "to|by|with|through", make),
            *r.full(some, lead, r.thing),
        ]:
            yield _of(r, one, want)
        for (one,) in r.full(
            "no" if denied else "there is|some",
            r.thing,
            "with|has|holds|for|carries|can have|can hold|ever has|ever holds",
            some,
            "exists|can exist|can be made|can be built|can be constructed|is ever made?",
        ):
            yield _of(r, one, want)
    for (one,) in [
        *r.full("there is|there are|there exists|there exist|there can be", "no", some),
        *r.full(
            "no",
            some,
            "exists|exist|is possible|can exist|can be made|can be built|is ever made|is accepted|are accepted|is valid|are valid|gets through",
        ),
    ]:
        if fails:
            yield _of(r, one, wanted.refusal())
    for (one,) in r.full(some, f"{can}*", "never|not", _FORM, r.thing):
        if fails:
            yield _of(r, one, wanted.refusal())
    for (one,) in r.full(some, "is|are", "no|not|never", "valid|legal|possible?", r.thing):
        if fails:
            yield _of(r, one, wanted.refusal())
    for (one,) in r.full(some, "is|are", "valid|legal|possible", r.thing):
        yield _of(r, one, _is_taken())
    for phrase, want in ((_REFUSES, wanted.refusal()), (ACCEPTS, _is_taken())):
        if want.sort == "none" and not fails:
            continue
        for (one,) in [*r.full(make, phrase, some), *r.full(phrase, some), *r.full(make, ":", phrase, some)]:
            yield _of(r, one, want)
    when = "for|on|if|when|with|given|at|when given|when passed|if given|in case of"
    is_ = "is|are|was|were|would be*"
    for one, want in [
        *((b, a) for a, b in r.full(make, f"{IS}|fails with|refuses with|errors with|hands back", r.value, when, some, is_)),
        *((b, a) for a, b in r.full(r.value, f"{when}|from", some, f"{_BY}?", make)),
        *((b, a) for a, b in r.full("returns|gives|yields", r.value, when, some)),
        *r.full(
            some,
            f"{IS}|lead to|leads to|result in|results in|produce|make|makes|end in|ends in|fails with|fail with|are refused with|is refused with|are rejected with|is rejected with",
            r.value,
        ),
        *((b, a) for a, b in r.full(r.value, when, some)),
        *r.full(make, "of|for|with", some, f"{IS}|fails with|gives back", r.value),
        *r.full(some, r.arrow, r.value),
    ]:
        if want.sort in ("none", "error", "variant", "other"):
            yield _of(r, one, want)
    for one in [
        one
        for (one,) in [
            *r.full(make, "panics|asserts|aborts", when, some, is_),
            *r.full(some, "panic|panics|hit assert|hits assert|trip assert"),
        ]
    ]:
        yield _panicking(r, one)
    for given, want in [*r.full(r.made_of, f"{IS}|==|=|gives back|fails with", r.value), *r.full(r.made_of, r.arrow, r.value)]:
        if want.sort in ("none", "error", "variant", "other"):
            yield _trials(r, _with(r, given), want)
    for denied, given in [
        *((True, g) for (g,) in r.full(r.made_of, "is|be*", f"{_REFUSED}|fails|errors|gives no id")),
        *((False, g) for (g,) in r.full(r.made_of, "is|be*", f"{_TAKEN}|succeeds|works|goes through")),
    ]:
        yield _trials(r, _with(r, given), wanted.refusal() if denied else _is_taken())


def _with(r: Said, given: dict[int, int]) -> list[Row]:
    """The rows with these numbers; the others are such as the constructor takes."""
    made = r.built.made_rows(r.maker)
    rest = made[:40]
    return list(dict.fromkeys(tuple(given.get(j, n) for j, n in enumerate(row)) for row in rest))


def _panicking(r: Said, some: Numbers) -> Claim:
    def trial(row: Row) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.built.gave((r.maker.name,), row, own=own)
            return bool(answer.panic) if answer.known else None

        return Trial(f"`{called(r, row)}` {told(r.built.gave((r.maker.name,), row, own=False))}", right)

    return Claim(tuple(trial(row) for row in r.built.rows(r.maker) if some.test(row[some.part])))


def _bounds(r: Said) -> Iterator[Claim]:
    """“Only 1 to `MAX` are accepted”, “`MAX` is the highest valid number”, “the lowest slot is 1”."""
    only = "only|exactly|just|nothing but|none but|no others than"

    def exact(some: Numbers) -> Claim:
        made = r.built.made_rows(r.maker)
        good = [{row[k] for row in made} for k in range(len(r.parts))]

        def trial(row: Row) -> Trial:
            def right(own: bool) -> bool | None:
                found = r.built.is_made(r.maker, row, own=own)
                return None if found is None else found is some.test(row[some.part])

            return Trial(f"`{called(r, row)}` {told(r.built.gave((r.maker.name,), row, own=False))}", right)

        return Claim(
            tuple(trial(row) for row in r.built.rows(r.maker) if all(row[k] in good[k] for k in range(len(row)) if k != some.part))
        )

    for (one,) in [
        *r.full(only, r.numbers, "is|are|be|can be|get*", f"{_TAKEN}|valid|legal|made|constructed|built"),
        *r.full(only, r.numbers, "is|are|be|can be|get*", _TAKEN, _BY, r.make),
        *r.full(r.make, ACCEPTS, only, r.numbers),
        *r.full(r.make, only, ACCEPTS, r.numbers),
        *r.full(r.make, ACCEPTS, f"{only}|values|numbers|all of*", r.numbers, _NO_MORE),
        *r.full(r.numbers, "is|are|be|can be|get*", f"{_TAKEN}|valid|legal", _NO_MORE),
        *r.full(only, r.numbers, "make|makes|form|forms|give|gives|become|becomes|name|names|are|is", r.thing),
        *r.full(r.thing, "is|are|holds|hold", f"{only}|always", r.numbers),
        *r.full(r.make, "succeeds|works|gives id|returns value", "only|exactly", "for|on", r.numbers),
        *r.full(r.numbers, "is|are", "only", "valid|accepted|legal", "ones|numbers|values?"),
        *r.full("valid|legal|accepted|allowed", r.part_or_thing, "is|are|run from|runs from|lie in|lies in|go from", r.numbers),
    ]:
        yield exact(one)
    for top, most in ((True, "highest|largest|greatest|last|maximum|biggest|top"), (False, "lowest|smallest|first|minimum|least")):
        for n in [
            n
            for (n,) in [
                *r.full(
                    r.number,
                    "is",
                    most,
                    "valid|legal|allowed|accepted|usable|possible?",
                    r.part_or_thing,
                    "accepted|allowed|that is accepted?",
                ),
                *r.full(
                    most,
                    "valid|legal|allowed|accepted|usable|possible?",
                    r.part_or_thing,
                    "accepted|allowed|that is accepted?",
                    "is",
                    r.number,
                ),
            ]
        ]:
            for j in range(len(r.parts)):
                yield Claim((_end(r, j, n, top=top),))


def _end(r: Said, j: int, n: int, *, top: bool) -> Trial:
    def right(own: bool) -> bool | None:
        found = {row: r.built.is_made(r.maker, row, own=own) for row in r.built.rows(r.maker)}
        taken = [row[j] for row, so in found.items() if so]
        return None if None in found.values() or not taken else (max(taken) if top else min(taken)) == n

    return Trial(f"{'the highest' if top else 'the lowest'} that `{r.maker.name}` takes is another than {written(n)}", right)


# ---------------------------------------------------------------------------------------------------------- got back


def _got_back(r: Said) -> Iterator[Claim]:
    gives = "return|returns|give|gives|yield|yields|hand back|hands back|give back|gives back|report|reports|recover|recovers|tell|tells|read back|reads back|is|are|equal|equals"
    what = "what|number|value|values|numbers|part|parts|argument|arguments|one|ones|input|inputs|exactly what|same|same values|both values|both numbers|that|those*"
    was = "was|were|is|are|has been|have been|that was|that were|which was|which were|id was|it was|thing was|they were*"
    passed = "passed|given|handed|put|fed|supplied|used|packed|stored|built|constructed|made|created|went|goes|passed in|put in|handed in|given in|encoded"
    to = "to|into|in|with|from|by|for|through|of"

    def origin(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, was, f"{passed}|came in", f"{to}?"):
            yield SKIP, j
            for _, k in r.seq(j, r.make):
                yield SKIP, k
            for _, k in r.seq(j, "construction|construct it|build it|creation|constructing|building|building it|it"):
                yield SKIP, k
        for _, k in [
            *r.seq(i, "constructor", "arguments|argument|values|value|parameters"),
            *r.seq(i, "arguments|argument|values|value|parameters|numbers", "of|to|given to|passed to", r.make),
        ]:
            yield SKIP, k
        for _, k in r.seq(i, "from|of|given to|passed to", r.make):
            yield SKIP, k
        for _, k in r.seq(
            i, "it|id|thing|they|value", "was|were|is|are", "made|built|constructed|created|packed|given out", "with|from|of|in|by?"
        ):
            yield SKIP, k

    def back(asks: tuple[Ask, ...], parts: tuple[int, ...] | None) -> Iterator[Claim]:
        """Each function gives a part: the one that is said, or the one that it gives in the spec's own code."""
        trials: list[Trial] = []
        used: set[int] = set()
        for n, ask in enumerate(asks):
            mine = [j for j in range(len(r.parts)) if ask in r.built.readers(r.maker, j)]
            if parts is not None and len(parts) == len(asks):
                mine = [j for j in mine if j == parts[n]]
            mine = [j for j in mine if j not in used][:1]
            if not mine:
                return
            used.update(mine)
            trials += got(r, ask, lambda row, value, j=mine[0]: value == row[j])  # type: ignore[misc]
        if parts is None or used == set(parts):
            yield Claim(tuple(trials))

    given = "was|is|gets|got|were", "given|passed|handed|called with|fed|supplied with"
    for (asks,) in [
        *r.full(r.asks, gives, f"{what}?", origin),
        *r.full(r.asks, gives, what, "back", origin),
        *r.full(r.asks, gives, what, r.make, *given),
    ]:
        yield from back(asks, None)
    for one, first, other, second in r.full(r.ask, gives, r.part, "and|,|, and|;|while", r.ask, f"{gives}?", r.part):
        yield from back((one, other), (first, second))
    for asks, parts in [
        *r.full(r.asks, gives, r.listed_parts, "again|back|unchanged|as it is?"),
        *r.full(r.asks, gives, "back|exactly?", r.listed_parts, origin),
    ]:
        yield from back(asks, parts)
    kept = "survive|survives|is kept|are kept|can be read back|is preserved|are preserved|come back|comes back|come back unchanged|comes back unchanged|can be got back|round-trip|round-trips|is recoverable|are recoverable|is not lost|are not lost|can be recovered"
    for (parts,) in [
        *r.full(r.make, "keeps|stores|preserves|retains|holds on to", r.listed_parts, "unchanged|intact?"),
        *r.full(r.listed_parts, kept, "unchanged|as it was|as they were?"),
        *r.full(r.listed_parts, kept, "packing|construction|round trip|in full|unchanged|from id|from value|exactly|intact?"),
        *r.full(
            r.thing,
            "keeps|holds|preserves|carries|stores|remembers",
            r.listed_parts,
            "unchanged|intact|in full|it was built from|it was given|passed to constructor?",
        ),
    ]:
        readers = [r.built.readers(r.maker, j)[:1] for j in parts]
        if all(readers):
            yield from back(tuple(a[0] for a in readers), parts)
    for call, asks, n in _of_calls(r):
        for ask in asks:
            rows = _with(r, call)
            yield Claim(got(r, ask, lambda _row, value, n=n: value == n, rows))  # type: ignore[misc]


def _of_calls(r: Said) -> Iterator[tuple[dict[int, int], tuple[Ask, ...], int]]:
    """“`slot()` of `new(3, 1)` is 3”."""
    for asks, given, n in r.full(r.asks, "of|on|for", r.made_of, f"{IS}|==|=", r.number):
        yield given, asks, n


__all__ = ["claims"]
