"""Sentences on functions of a number: “`from_raw(9)` → `None`”, “ports below 1024 are rejected”, “0xEF is the highest valid line”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.tokens import number_of, root
from uowgen.claims.valued.wanted import Want, inside, name_of
from uowgen.claims.valued.words import IS
from uowgen.claims.valued.worked_out import worked_out
from uowgen.facts.signature import parameters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

NO = "rejected|refused|declined|invalid|not accepted|not allowed|turned down|error|illegal|not valid|out of range"
YES = "accepted|allowed|valid|legal|fine|ok|admitted|in range"
REJECTS = "rejects|refuses|declines|turns down|fails for|fails on|does not accept|returns nothing for|errors for|errors on"
ACCEPTS = "accepts|allows|admits|takes|succeeds for|works for"
_INTO = "decode to|decodes to|become|becomes|map to|maps to|convert to|converts to|turn into|turns into|are decoded as|is decoded as|decode as|decodes as|give|gives|yield|yields|are read as|is read as|are mapped to|is|are|return|returns"
WHOLE = "value|values|number|numbers|input|inputs|raw value|raw values|raw number|raw numbers|code|codes|integer|integers|byte|bytes|anything|everything|argument|arguments|discriminant|discriminants"

_OTHERS = "unknown|invalid|undefined|unassigned|unlisted|out-of-range|other|illegal|unrecognised|unrecognized|bad"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on functions of a number."""
    decoders = [f for f in r.table.functions if f.sort == "decode"]
    for f in decoders:
        yield from _called(r, f)
        yield from _of_sets(r, f, named=True)
    makers = [f for f in decoders if f.gives.replace(" ", "").startswith(("Option<", "Result<"))] or decoders
    for f in makers:
        yield from _of_sets(r, f, named=False)
    for f in makers[:1]:
        yield from _window(r, f)


def number_trial(r: Phrases, f: Function, n: int, want: Want, *, denied: bool = False) -> Trial:
    want = _as_error(r, f, want)

    def right(own: bool) -> bool | None:
        got = fits(r.table.gave(f, (n,), own=own), want)
        return got if got is None or not denied else not got

    return Trial(f"`{f.name}({written(n)})` {told(r.table.gave(f, (n,), own=False))}", right)


def _as_error(r: Phrases, f: Function, want: Want) -> Want:
    """A variant that a function gives as its error, in `Err` as well."""
    if want.sort != "variant" or not re.fullmatch(rf"Result<.*,{r.shape.name}>", f.gives.replace(" ", "")):
        return want
    return want._replace(fits=lambda gave: want.fits(inside(gave) if name_of(gave) == "Err" else gave))


def written(n: int) -> str:
    return str(n) if -100 < n < 100 else f"{n:#x}"


def _all(r: Phrases, f: Function, numbers: Iterable[int], want: Want, *, denied: bool = False) -> Claim:
    return Claim(tuple(number_trial(r, f, n, want, denied=denied) for n in numbers))


def _taken() -> Want:
    return Want("accepted", "other", lambda gave: name_of(gave) not in ("None", "Err"))


# -------------------------------------------------------------------------------------------------------------- calls


def _called(r: Phrases, f: Function) -> Iterator[Claim]:
    """“`from_raw(9)` is `None`”, `Port::try_from(0x140u32)` fails."""
    for i in range(r.end):
        said = r.tokens[i].raw.strip() if r.tokens[i].sort in ("code", "word") else ""
        m = re.fullmatch(r"((?:\w+::)*\w+)\(([^()]+)\)", said)
        if m is None or not r.is_function(m[1], f.name):
            continue
        n = number_of(m[2].strip())
        if n is None and re.fullmatch(r"[A-Z0-9_ +*()<|-]+", m[2]):
            n = r.table.constant(m[2])
        if n is None or not in_type(f, n):
            continue
        here = at(i)
        for (w,) in r.full(here, f"{IS}|==|=|gives back|decodes to|evaluates to", r.value):
            yield _all(r, f, [n], w)
        for (w,) in r.full(here, r.arrow, r.value):
            yield _all(r, f, [n], w)
        for _ in r.full(here, "fails|errors|is rejected|is refused|is error|is invalid|does not succeed|returns nothing"):
            yield _all(r, f, [n], wanted.refusal())
        for _ in r.full(here, "succeeds|is accepted|is valid|is allowed|works"):
            yield _all(r, f, [n], _taken())
        for denied, _ in ((d, 0) for (d,) in r.full(here, "does?", r.denial, "panics|panic")):
            yield Claim((_panics(r, f, n, denied=denied),))


def _panics(r: Phrases, f: Function, n: int, *, denied: bool) -> Trial:
    def right(own: bool) -> bool | None:
        answer = r.table.gave(f, (n,), own=own)
        return bool(answer.panic) is not denied if answer.known else None

    return Trial(f"`{f.name}({written(n)})` {told(r.table.gave(f, (n,), own=False))}", right)


def in_type(f: Function, n: int) -> bool:
    from uowgen.claims.valued.table import INTS

    bits = INTS[f.of]
    return -(1 << (bits - 1)) <= n < 1 << (bits - 1) if f.of.startswith("i") else 0 <= n < 1 << bits


def at(n: int) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i == n:
            yield SKIP, i + 1

    return read


# --------------------------------------------------------------------------------------------------- sets of numbers


def numbers_in(r: Phrases, f: Function) -> Any:
    """Sets of numbers as `_set_in` reads them, one or several joined by “and” and “or”: those to give to the function."""
    single = _set_in(r, f)

    def said(i: int) -> Iterator[tuple[list[int], int]]:
        for first, j in single(i):
            yield first, j
            for _, k in r.one(j, ", and|, or|and|or|,|as well as"):
                for more, end in said(k):
                    yield sorted({*first, *more}), end

    def read(i: int) -> Iterator[tuple[list[int], int]]:
        for numbers, end in said(i):
            words = [r.low(n) for n in range(i, end)]
            found = numbers if {"else", *_OTHERS.split("|")} & {*words} else worked_out(r.table, f).meant(numbers, words)
            if found or not numbers:
                yield found, end

    return read


def unknown_to(r: Phrases, f: Function) -> list[int]:
    """The numbers that a function does not know: those that it refuses, all in the same way; else those that its code does not name."""
    own = r.table.has_own
    answers = {n: r.table.gave(f, (n,), own=own) for n in r.table.numbers(f)}
    refused = [n for n, a in answers.items() if a.known and name_of(a.value) in ("None", "Err")]
    if refused and len({name_of(inside(answers[n].value)) for n in refused}) == 1:
        return refused
    if not refused and f.gives.replace(" ", "").startswith(("Option<", "Result<")):
        return []
    text = f.declaration.text if f.declaration is not None else ""
    if re.search(r"\.\.|[<>]=? ?\w+ ?[{&|]|\bif\b", text.partition("{")[2]):
        return refused
    named = {number_of(w) for w in re.findall(r"(?<![\w.])(?:0[xX][\da-fA-F_]+|0b[01_]+|\d[\d_]*)", text)}
    named |= {r.table.constant(w) for w in re.findall(r"\b(?:Self::)?[A-Z][A-Z0-9_]{2,}\b", text)}
    at = worked_out(r.table, f)
    return [n for n in answers if at.looked_at_in(n) not in (None, *named)]


def _set_in(r: Phrases, f: Function) -> Any:
    """“values above 5”, “0x30”, “3 and 4”, “anything outside 1..=9”, “unknown raw values”: the numbers of these that are tried."""
    tried = r.table.numbers(f)

    def chosen(test: Callable[[int], bool]) -> list[int]:
        return [n for n in tried if test(n)]

    given = [p for p in (parameters_of(f.declaration) if f.declaration is not None else ()) if p.name not in ("bits", "flags")]
    parameter = {p.name for p in given} | ({"length"} if any(p.name in ("len", "length") for p in given) else set())

    inner = worked_out(r.table, f).nouns

    def nouns(i: int) -> Iterator[int]:
        yield i
        for _, j in r.one(i, "any|every|all|other*"):
            k = j
            while r.low(k) and (
                any(k < e for _, e in r.one(k, WHOLE))
                or root(r.low(k)) in r.things | inner
                or {r.low(k), r.low(k).rstrip("s")} & parameter
            ):
                k = max([k + 1, *(e for _, e in r.one(k, WHOLE))])
                yield k

    def unknown() -> list[int]:
        return unknown_to(r, f)

    def number(i: int) -> tuple[int, int] | None:
        found = r.number(i)
        if found is None and i < r.end and re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+( [-+] \d+)?", r.tokens[i].raw):
            value = r.table.constant(r.tokens[i].raw)
            return (value, i + 1) if value is not None else None
        return found

    def read(i: int) -> Iterator[tuple[list[int], int]]:
        for _, j in r.one(i, f"{_OTHERS}|all other|any other"):
            for k in nouns(j):
                if k > j:
                    yield unknown(), k
        for _, j in r.seq(i, "anything else|everything else|all else"):
            yield unknown(), j
        for j in (*nouns(i), *(e for k in nouns(i) if k > i for _, e in r.one(k, "of"))):
            for sign, words in SIGNS:
                for _, k in r.one(j, words):
                    found = number(k)
                    if found is not None and (j > i or sign in ("<", ">")):
                        n = found[0]
                        yield chosen(lambda v, n=n, s=sign: TESTS[s](v, n)), found[1]  # type: ignore[misc]
            for _, k in r.one(j, "from|between|in|in range"):
                low = number(k)
                high = number(low[1] + 1) if low is not None and r.low(low[1]) in ("to", "and", "through", "-", "–") else None
                if low is not None and high is not None:
                    yield chosen(lambda v, a=low[0], b=high[0]: a <= v <= b), high[1]  # type: ignore[misc]
            for _, k in r.one(j, "outside|not in|outside of"):
                low = number(k)
                high = number(low[1] + 1) if low is not None and r.low(low[1]) in ("to", "and", "through", "-", "–") else None
                if low is not None and high is not None:
                    yield chosen(lambda v, a=low[0], b=high[0]: not a <= v <= b), high[1]  # type: ignore[misc]
            one = number(j)
            if one is None or not in_type(f, one[0]):
                continue
            to = number(one[1] + 1) if r.low(one[1]) in ("to", "through", "-", "–") else None
            if to is not None:
                yield chosen(lambda v, a=one[0], b=to[0]: a <= v <= b), to[1]  # type: ignore[misc]
            yield [one[0]], one[1]
            for _, k in r.one(one[1], "and above|and up|or more|or above|and higher|or higher|upwards|and beyond"):
                yield chosen(lambda v, n=one[0]: v >= n), k  # type: ignore[misc]
            for _, k in r.one(one[1], "and below|or less|or below|and lower|or lower|downwards"):
                yield chosen(lambda v, n=one[0]: v <= n), k  # type: ignore[misc]

    return read


SIGNS = ((">", "above|over|greater than|larger than|higher than|beyond|past|more than|exceeding|after|>"), ("<", "below|under|less than|smaller than|lower than|before|<"), (">=", "from|at least|>=|starting at|not below"), ("<=", "up to|at most|<=|not above|up to and including"))  # fmt: skip
TESTS: dict[str, Callable[[int, int], bool]] = {
    ">": lambda v, n: v > n,
    "<": lambda v, n: v < n,
    ">=": lambda v, n: v >= n,
    "<=": lambda v, n: v <= n,
}


def _of_sets(r: Phrases, f: Function, *, named: bool) -> Iterator[Claim]:
    some = numbers_in(r, f)
    name = r.named_codes(f.name)
    if not named:
        for (ns,) in r.full(some, "is|are|be", NO):
            yield _all(r, f, ns, wanted.refusal())
        for (ns,) in r.full(some, "is|are|be", YES):
            yield _all(r, f, ns, _taken())
        for ns, w in r.full(some, "is|are|be*", f"{_INTO}|rejected with|refused with", r.value):
            if w.sort != "number":
                yield _all(r, f, ns, w)
        for ns, w in r.full(some, r.arrow, r.value):
            yield _all(r, f, ns, w)
        for denied, ns in [
            *((False, ns) for (ns,) in r.full(some, "panics|panic|cause panic|causes panic")),
            *((True, ns) for (ns,) in r.full(some, "does|do|must?", "not|never", "panics|panic|cause panic")),
        ]:
            yield Claim(tuple(_panics(r, f, n, denied=denied) for n in ns))
        for _ in r.full("never|not", "panics|panic", "for|on", "any", r.thing):
            yield Claim(tuple(_panics(r, f, n, denied=True) for n in r.table.numbers(f)))
        return
    for ns, w in [
        *r.full(name, "of|for|on|with", some, IS, r.value),
        *((b, a) for a, b in r.full(name, IS, r.value, "for|on|given|when given|if it is given|when passed", some)),
    ]:
        yield _all(r, f, ns, w)
    for w, ns in [
        *r.full("return|returns", r.value, "from|in", name, "for|on|when given", some),
        *r.full("return|returns", r.value, "for|on", some, "in|from", name),
    ]:
        yield _all(r, f, ns, w)
    for (ns,) in [*r.full(name, REJECTS, some), *r.full(some, "is|are|be", NO, "by|in", name)]:
        yield _all(r, f, ns, wanted.refusal())
    for (ns,) in [*r.full(name, ACCEPTS, some), *r.full(some, "is|are|be", YES, "by|in", name)]:
        yield _all(r, f, ns, _taken())
    for ns, w in r.full(name, "maps|turns|decodes|converts", some, "to|into|as", r.value):
        yield _all(r, f, ns, w)
    for ns in [
        ns
        for (ns,) in r.full(
            name,
            "clamps|saturates|rounds|wraps",
            some,
            "into|to",
            "window|range|bounds|limit|limits|nearest value|nearest valid value?",
        )
    ]:
        yield _all(r, f, ns, _taken())
    for denied, ns in r.full(name, "does|do|must?", r.denial, "panics|panic", "for|on|when given", some):
        yield Claim(tuple(_panics(r, f, n, denied=denied) for n in ns))
    for (denied,) in r.full(
        name,
        "does|do|can?",
        r.denial,
        "panics|panic",
        "for any input|on any input|for any value|for any number|whatever it is given?",
    ):
        if denied:
            yield Claim(tuple(_panics(r, f, n, denied=True) for n in r.table.numbers(f)))


# -------------------------------------------------------------------------------------------------- what is valid


def accepted(r: Phrases, f: Function, *, own: bool) -> list[int] | None:
    answers = {n: r.table.gave(f, (n,), own=own) for n in r.table.numbers(f)}
    if any(not a.known or a.panic for a in answers.values()):
        return None
    return [n for n, a in answers.items() if name_of(a.value) not in ("None", "Err")]


def _window(r: Phrases, f: Function) -> Iterator[Claim]:
    """“0xEF is the highest valid line”, “the window starts at 0x40”, “both ends are inclusive”."""

    def end(n: int, *, top: bool) -> Claim:
        def right(own: bool) -> bool | None:
            found = accepted(r, f, own=own)
            return None if not found else (max(found) if top else min(found)) == n

        found = accepted(r, f, own=False) or [0]
        return Claim((Trial(f"`{f.name}` accepts {written(min(found))} to {written(max(found))}", right),))

    def number(i: int) -> Iterator[tuple[int, int]]:
        found = r.number(i)
        if found is not None:
            yield found
        elif (
            i < r.end
            and re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+", r.tokens[i].raw)
            and (n := r.table.constant(r.tokens[i].raw)) is not None
        ):
            yield n, i + 1

    def noun(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.one(i, "value|number|raw value|one|input|id|index|it"):
            yield SKIP, j
        yield from (x for x in r.thing(i) if x[1] > i)

    ranged = "window|range|valid range|interval|domain"
    valid = "valid|legal|allowed|accepted|usable|permitted?"
    for top, most in (
        (True, "highest|largest|greatest|last|maximum|biggest|top"),
        (False, "lowest|smallest|first|minimum|least|bottom"),
    ):
        for (n,) in [
            *r.full(number, "is", most, valid, noun, "accepted|that is accepted|allowed?"),
            *r.full(most, valid, noun, "is", number),
        ]:
            yield end(n, top=top)
        goes = (
            "ends at|ends with|stops at|goes up to|runs to|reaches to"
            if top
            else "starts at|begins at|starts with|begins with|starts from"
        )
        for (n,) in r.full(ranged, goes, number):
            yield end(n, top=top)
    for low, high in r.full(ranged, "is|runs from|goes from|spans|covers|reaches from", number, "to|through|and|-|–|..=", number):
        yield Claim((*end(low, top=False).trials, *end(high, top=True).trials))
    bounds = sorted(set(re.findall(r"\b[A-Z][A-Z0-9_]{2,}\b", f.declaration.text))) if f.declaration is not None else []
    inclusive = [
        *r.full(
            "both",
            "ends|bounds|limits|ends of window|bounds of window|ends of range|bounds of range",
            "is|are",
            "inclusive|included|valid|accepted|allowed|part of it",
        ),
        *r.full("window|range", "is|includes", "inclusive at both ends|inclusive|both ends|both bounds|inclusive on both ends"),
    ]
    if inclusive and len(bounds) == 2:
        numbers = [r.table.constant(b) for b in bounds]
        if all(n is not None for n in numbers):
            yield _all(r, f, [n for n in numbers if n is not None], _taken())


__all__ = [
    "ACCEPTS",
    "NO",
    "REJECTS",
    "SIGNS",
    "TESTS",
    "WHOLE",
    "YES",
    "accepted",
    "at",
    "claims",
    "in_type",
    "number_trial",
    "written",
]
