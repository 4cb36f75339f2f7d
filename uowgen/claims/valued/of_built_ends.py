"""Sentences on where a step comes to its end, and on what a failed conversion tells: “`next()` stops at `MAX`”, “`prev()` never goes below 1”,
“a failed `TryFrom<u8>` returns `Bad` with the offending number”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.built_functions import NONE, PANIC, Fn, Outcome, functions_of, named
from uowgen.claims.valued.claims import Claim
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_built_steps import ends_said
from uowgen.claims.valued.wanted import inside, is_named, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.built_words import Said
    from uowgen.claims.valued.claims import Trial

_STOPS = (
    "stops at|ends at|ends with|stops with|halts at|runs up to|goes up to|goes down to|runs down to|counts up to|counts down to|does not go past|never goes past|"
    "not go past|not go beyond|never goes beyond|not exceed|never exceeds|never passes|not pass|never leaves|never goes above|never goes below|not go below|"
    "never gets past|never gets below|never runs past|never steps past|not run past|is over at|comes to end at|has no successor at|ends after|stops after|never falls below"
)
_STAYS = "stays at|saturates at|clamps at|clamps to|is clamped to|is clamped at|is capped at|caps at|sticks at|remains at|is limited to|stays put at|is bounded by|holds at|keeps returning"
_AND_STAYS = "and stays there|and stays|instead of wrapping|and does not wrap|and never wraps|, does not wrap|rather than wrapping|without wrapping|, without wrapping|and not beyond|and goes no further|and no further"
_FAILS = re.compile(r"fail|refus|reject|err\b|error|offend|invalid|bad$|wrong|unsuccess|illegal|out-of-range|faulty|unconverted")
_NO_WRAP = "does not wrap|not wrap|never wraps|does not wrap around|not wrap around|never wraps around|does not roll over|not roll over|never rolls over|stops at its end|stops at end|ends without wrapping"
_OF = "whole|full|entire|complete|rejected|refused|offending|original|given|bad|invalid|raw|wrong|faulty|failing|failed|passed|unconverted|out-of-range|illegal|same|very|unchanged|unknown|untouched|exact"
_NUMBER = "number|value|input|argument|raw value|raw number|integer"
_THAT = (
    "that were refused|that were rejected|that were asked for|that were given|that was passed|that was given|that was refused|that was rejected|it was given|passed in|which was refused|which was rejected|that did not fit|that failed|passed|"
    "it was passed|it could not convert|that could not be converted|that is not valid|that was tried|it refused|it rejected|given|which was passed|which was given|that was not accepted|to blame|that was asked for|asked for|that was too large|that was out of range|that was too high"
)
_CARRIES = "carries|holds|contains|keeps|names|records|reports|has|tells|stores|includes|wraps|gives|remembers|preserves|shows|carrying|holding|containing|with|naming|wrapping|that holds|that carries"
_RETURNS = "returns|gives|yields|reports|hands back|gives back|produces|is|results in|fails with|errors with|ends in|comes back with|is reported as|tells|names"


def claims(r: Said) -> Iterator[Claim]:
    """All readings as such a sentence."""
    found = functions_of(r)
    for f in found:
        if f.ask is not None and "Self" in f.ask.gives:
            yield from _ending(f)
    yield from _failing([f for f in found if f.ask is None and f.maker.fails == "Result"])


# --------------------------------------------------------------------------------------------------------------- ends


def _ending(f: Fn) -> Iterator[Claim]:
    r, name, end = f.r, named(f), ends_said(f.r)
    for words, stays in ((_STOPS, False), (_STAYS, True)):
        for ((_, n),) in [*r.full(name, words, end), *r.full(name, words, end, _AND_STAYS)]:
            yield _stopping(f, n, stays=stays)
    for ((_, n),) in r.full(
        name,
        "of|for|on|at|after",
        end,
        "is|gives|returns|yields|stays",
        "itself|same|same one|that same one|unchanged|same number|same value|it again",
    ):
        yield Claim((f.trial(n, lambda gave, _, n=n: gave == n),) if n in f.numbers else ())  # type: ignore[misc]
    for words, stays in ((_NO_WRAP, False), ("saturates|clamps|stays there at end|saturates at its end", True)):
        for _ in r.full(name, words):
            yield _stopping(f, None, stays=stays)
    for ((_, n),) in r.full(name, "steps|counts|moves|goes|runs|walks", "on|up|down|forward|back*", "until|up to|down to", end):
        yield _stopping(f, n, stays=False)


def _stopping(f: Fn, n: int | None, *, stays: bool) -> Claim:
    """That it leads on from each number before the last, and from that to none (or, if `stays`, to itself), and never past it.

    Where the last is not said, it is the one that the spec's own code comes to.
    """
    own = {v: f.of(v, own=True) for v in f.numbers}
    moved = {v: to for v, to in own.items() if isinstance(to, int) and to != v}
    up = {to > v for v, to in moved.items()}
    if len(moved) < 2 or len(up) != 1:
        return Claim(())
    upward = up.pop()
    n = (max if upward else min)(moved.values()) if n is None else n
    if n not in own or n in moved:
        return Claim(())

    def last(gave: Outcome, own_: bool) -> bool | None:
        if gave == own[n]:
            return not stays or gave == n
        if isinstance(gave, int) and gave != n:
            return False
        return False if gave == PANIC else None  # of the two ways to stop the sentence names neither

    def before(gave: Outcome, v: int) -> bool:
        return isinstance(gave, int) and gave != v and (gave <= n if upward else gave >= n)

    within = [v for v in moved if (v < n if upward else v > n)]
    if len(within) < 2:
        return Claim(())
    return Claim((f.trial(n, last), *(f.trial(v, lambda gave, _, v=v: before(gave, v)) for v in within)))  # type: ignore[misc]


# ------------------------------------------------------------------------------------------------------------- failing


def _failing(makers: list[Fn]) -> Iterator[Claim]:
    makers = [f for f in makers if _is_of_failure(f)]
    said = [f for f in makers if any(True for i in range(f.r.end) for _ in named(f)(i))]
    for f in said:
        for error, refusing in _errors_told(f, alone=False).items():
            yield Claim(tuple(_told(f, error, refusing=refusing)))
    if makers and not said:
        among = [(f, error, refusing) for f in makers for error, refusing in _errors_told(f, alone=True).items()]
        if among:
            yield Claim(tuple(t for f, error, refusing in among for t in _told(f, error, refusing=refusing)))


def _is_of_failure(f: Fn) -> bool:
    """Whether a word of the sentence says that something is refused: else a conversion that succeeds may be meant."""
    errors = _errors(f)
    return any(_FAILS.match(t.low) or any(re.search(rf"\b{e}\b", t.raw) for e in errors) for t in f.r.tokens)


def _errors_told(f: Fn, *, alone: bool) -> dict[str, bool]:
    """The errors of this constructor of which the sentence says that they have the number in them that was refused; empty for any of them.

    To each whether the sentence says of the constructor itself that it fails so, not merely of the error what is in it.
    """
    r, name = f.r, named(f)
    fails = "on failure|on error|when it fails|if it fails|as error|in its error|for refused ones|otherwise|when out of range|on bad input"

    def number(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.one(i, f"{_OF}*"):
            for _, k in [*r.one(j, _NUMBER), *((SKIP, k) for _, k in r.part(j)), *r.thing(j)]:
                yield SKIP, k
                yield from r.one(k, _THAT)
        yield from r.seq(i, "what", _THAT.replace("that was", "was") + "|was passed|was given|was refused|was rejected|it got")
        yield from r.one(i, "what it was given|what it got|what it refused|whatever it was given")

    def error(i: int) -> Iterator[tuple[Any, int]]:
        raw = r.tokens[i].raw.strip() if i < r.end else ""
        if r.tokens[i].sort in ("code", "word") if i < r.end else False:
            bare = re.sub(r"^Err\((.*)\)$", r"\1", re.sub(r"\((?:_|\w+|\.\.)\)(?=\)?$)", "", raw))
            name_ = bare.rpartition("::")[2]
            if name_ in _errors(f) or raw in ("Err", "Self::Error"):
                yield name_, i + 1
                yield from ((name_, j) for _, j in r.one(i + 1, "error|errors|value"))
        for _, j in r.one(i, "error|error value|returned error|its error|error it returns|its errors|errors"):
            yield "", j

    def call(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.one(i, "failed|failing|refused|rejected|unsuccessful|when|if*"):
            for _, k in [*name(j), *(r.one(j, "conversion|conversions|construction|try_from|TryFrom") if alone else [])]:
                yield SKIP, k
                yield from r.one(k, "fails|call|calls|failure|failures|conversion|is refused")

    refusing = [
        r.full(name, _RETURNS, error, f"{_CARRIES}|and", number),
        r.full(name, "fails|errors|refuses|rejects it", "with", error, _CARRIES, number),
        r.full(name, "fails|errors", "for|on|when given*", lambda i: [(SKIP, j) for _, j in r.numbers(i)], "with", error, _CARRIES, number),
        r.full(name, "rejects|refuses", lambda i: [(SKIP, j) for _, j in r.numbers(i)], "with|as|by", error, _CARRIES, number),
    ]  # fmt: skip
    forms = [
        r.full(call, _RETURNS, error, f"{_CARRIES}|and", number),
        r.full(call, _RETURNS, number, "in|inside|as|within|through|with", error),
        r.full(call, f"{_RETURNS}|hands back|gives back|keeps|preserves|carries|holds|contains", number, "back|unchanged*", f"{fails}?"),
        r.full(error, _CARRIES, number, lambda i: [(SKIP, i), *r.seq(i, "of|from|to|in|given to|passed to|that was given to", call)]),
        r.full(error, "of|from", call, _CARRIES, number),
        r.full(number, "comes back|is returned|is reported|is kept|is carried|is handed back|is given back|can be read|is found|is preserved|stays", "in|inside|by|with|as|from", error),
        r.full(number, "is|comes", "in|inside", error),
        r.full("what is refused|what was refused|refused input", "comes back|is returned|is handed back|is kept", "in|inside|as", error),
    ]  # fmt: skip
    told = {str(row[0]) if row else "": False for form in forms for row in form}
    return told | {str(row[0]) if row else "": True for form in refusing for row in form}


def _error(f: Fn, n: int, *, own: bool) -> object:
    return inside(f.r.built.gave((f.maker.name,), (n,), own=own).value)


def _refused(f: Fn) -> list[int]:
    return [n for n in f.numbers if f.of(n, own=True) == NONE]


def _errors(f: Fn) -> frozenset[str]:
    """What the errors of the spec's own code are called, by themselves and as a type."""
    made = {name_of(_error(f, n, own=True)) for n in _refused(f)}
    declared = f.maker.declaration
    head = declared.text.partition("{")[0] if declared is not None else ""
    return frozenset({*made, *re.findall(r"\b([A-Z]\w+)\s*>\s*(?:where.*)?$", head.strip())} - {"", "Self"})


def _told(f: Fn, error: str, *, refusing: bool) -> Iterator[Trial]:
    """That the number stands in the error where the spec's own code has it; of several errors in the one that is named.

    A number that is let through goes against what is said of the constructor; of what is said of the error alone it is no fault.
    """
    gone = [n for n in _refused(f) if refusing or f.of(n, own=False) == NONE]
    if error in {name_of(_error(f, n, own=True)) for n in gone}:
        gone = [n for n in gone if name_of(_error(f, n, own=True)) == error]
    places = [_places(_error(f, n, own=True), n) for n in gone]
    same = set.intersection(*places) if places else set()
    if not same or len(gone) < 2:
        return
    for n in gone:

        def right(gave: Outcome, own: bool, n: int = n) -> bool | None:
            if gave != NONE:
                return False if isinstance(gave, int) else None
            return bool(_places(_error(f, n, own=own), n) & same)

        yield f.trial(n, right)


def _places(error: object, n: int) -> set[str]:
    """Where a number stands in an error: by itself, or in which of its fields."""
    if isinstance(error, int) and not isinstance(error, bool):
        return {""} if error == n else set()
    held = error[1] if is_named(error) else {}  # type: ignore[index]
    return {name for name, v in held.items() if isinstance(v, int) and not isinstance(v, bool) and v == n}


__all__ = ["claims"]
