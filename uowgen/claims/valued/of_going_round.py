"""Sentences on types around one number: what comes out is what was put in, the next one after the last, and how the number is shown.

“`raw()` gives back the value passed to `new()`”, “`next()` wraps to 1 after `Tag::MAX`”, “`Display` shows `tag:` followed by the number”.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.claims import Claim, Trial, fits, row_of, told
from uowgen.claims.valued.of_numbers import accepted, written
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.tokens import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

    Goal = Callable[[bool], int | None]  # a number, in the tree's code or in the spec's own

_MOST = 300
NUMBER_NOUNS = "value|number|integer|raw value|raw number|raw id|inner value|inner number|wrapped value|wrapped number|id|underlying value|underlying number|index"
_GIVES = "gives back|hands back|returns back|reads back|gives|returns|yields|is|equals|reports|tells"
_PUT = "passed|given|handed|supplied|that was passed|that was given|that was handed|which was passed|it was given|put"
_ROUND = (
    "wraps|wraps around|wraps round|wraps back|rolls over|rolls around|starts over|starts again|starts anew|begins again|begins anew|"
    "begins over|cycles|cycles back|goes back|jumps back|returns|comes back|overflows"
)
_PAST = "after|past|behind|beyond|at|from|following|once past|when at|when past|if past|after reaching|on reaching|when it reaches"
_SHOWS = "shows|prints|displays|writes|formats as|renders|renders as|prints as|gives|is|outputs|produces|yields|formats it as|shows it as"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as such a sentence."""
    if not r.shape.newtype:
        return
    decoders = [f for f in r.table.functions if f.sort == "decode"]
    makers = [f for f in decoders if f.gives.replace(" ", "").startswith(("Option<", "Result<"))] or decoders
    for f in makers[:1]:
        yield from _put_in(r, f, [m.name for m in decoders])
        yield from _round(r, f)
        yield from _shown(r, f)


def _put_in(r: Phrases, f: Function, makers: list[str]) -> Iterator[Claim]:
    """What a method gives is the number that the constructor was given."""

    def maker(i: int) -> Iterator[tuple[Any, int]]:
        name = re.fullmatch(r"(?:\w+::)*(\w+)(?:\(.*\))?", r.tokens[i].raw) if i < r.end else None
        if name is not None and name[1] in makers:
            yield SKIP, i + 1
        for _, j in r.one(i, "constructor|its constructor"):
            if len(makers) == 1:
                yield SKIP, j

    for (fs,) in [
        *r.full(r.function, _GIVES, "exactly|just|same|very*", NUMBER_NOUNS, _PUT, "to|into|in", maker),
        *r.full(r.function, _GIVES, "what|exactly what", "was passed|was given|was handed|was put", "to|into|in", maker),
        *r.full(
            r.function,
            _GIVES,
            "exactly|just|same|very*",
            NUMBER_NOUNS,
            "it|value?",
            "was",
            "made|built|created|constructed",
            "from|with|of",
        ),
    ]:
        for q in fs:
            yield Claim(gives_of_each(r, f, q, lambda n, own: n))


def _round(r: Phrases, f: Function) -> Iterator[Claim]:
    """After the last number comes the first one, and after each other the next."""

    def plain(i: int) -> Iterator[tuple[Goal, int]]:
        n = number_of(r.tokens[i].raw) if i < r.end else None
        if n is None and i < r.end and r.tokens[i].sort in ("code", "word") and re.search(r"\b[A-Z][A-Z0-9_]+$", r.tokens[i].raw):
            n = r.table.constant(r.tokens[i].raw)
        if n is not None:
            yield _is(n), i + 1
        for word, value in (("zero", 0), ("one", 1)):
            for _, j in r.one(i, word):
                yield _is(value), j
        for made, j in r.make_call(i):
            yield partial(_of_made, r, made[0]), j

    def number(i: int) -> Iterator[tuple[Goal, int]]:
        yield from ((goal, j) for (goal,), j in r.seq(i, r.thing, plain))  # “line 0”

    numbers = _numbers(r, f)

    def last(i: int) -> Iterator[tuple[Goal, int]]:
        for _, j in r.seq(
            i, "very?", "largest|last|highest|maximum|greatest|final", "valid|possible?", r.thing, "value|number|one?"
        ):
            if numbers:
                yield _is(max(numbers)), j

    def first(i: int) -> Iterator[tuple[Goal, int]]:
        for _, j in r.seq(i, "very?", "smallest|first|lowest|minimum|least", "valid|possible?", r.thing, "value|number|one?"):
            if numbers:
                yield _is(min(numbers)), j

    def low(i: int) -> Iterator[tuple[Goal, int]]:
        yield from number(i)
        yield from first(i)

    def high(i: int) -> Iterator[tuple[Goal, int]]:
        yield from number(i)
        yield from last(i)

    rows = [
        *r.full(r.function, _ROUND, "around|over|again|back?", "to|at|with|from", low, _PAST, high),
        *((fs, a, z) for fs, z, a in r.full(r.function, _ROUND, _PAST, high, "to|and starts at|and begins at|back to", low)),
    ]
    for fs, a, z in rows:
        if z(True) in numbers:
            for q in fs:
                trials = gives_of_each(r, f, q, lambda n, own, a=a, z=z: a(own) if n == z(True) else n + 1, numbers)  # type: ignore[misc]
                # Where no number is followed by the next one, something else than the number goes round: a part of it.
                yield Claim(trials, any(t.right(True) for t in trials))
    steps = tuple(q for q in r.table.functions if q.sort == "query" and q.gives == r.shape.name)
    comes = "is|gives|returns|yields|leads to|comes back to|is again|goes to"
    alone = [
        *((fs, a, z) for fs, z, a in r.full(r.function, "of|after|for|on|from|at", high, comes, low)),
        *((steps[:1], a, z) for z, a in r.full("after", high, "comes|follows", low, "again|next?") if len(steps) == 1),
        *((steps[:1], a, z) for z, a in r.full(high, "is followed by|comes before|precedes", low) if len(steps) == 1),
    ]
    for fs, a, z in alone:
        if z(True) in numbers:
            for q in fs:
                yield Claim(gives_of_each(r, f, q, lambda n, own, a=a: a(own), [z(True)]))  # type: ignore[misc]


def _numbers(r: Phrases, f: Function) -> list[int]:
    """What the constructor takes in the spec's own code: that it takes more in the tree is another fault."""
    return accepted(r, f, own=r.table.has_own) or []


def _is(n: int) -> Goal:
    return lambda own: n


def _of_made(r: Phrases, f: Function, own: bool) -> int | None:
    return number_of_made(r, f, own=own)


def number_of_made(r: Phrases, f: Function, *, own: bool) -> int | None:
    """The number in a value that takes nothing to be made: in a constant of the type."""
    made = row_of(r.table, r.table.gave(f, (), own=own).value)
    return made[1] if made is not None else None


def _shown(r: Phrases, f: Function) -> Iterator[Claim]:
    """The text is a prefix and the number, and nothing else."""
    shown = next((q for q in r.table.functions if q.name == "Display"), None)
    if shown is None:
        return

    def prefix(i: int) -> Iterator[tuple[str, int]]:
        if i < r.end and r.tokens[i].sort in ("code", "text") and not re.fullmatch(r"[\w:]+\(\)", r.tokens[i].raw):
            yield r.tokens[i].raw.strip('"'), i + 1

    display, decimal = r.named_code("Display"), "in decimal|as decimal|in base 10?"
    number = f"{NUMBER_NOUNS}|raw|inner|decimal number|decimal value"
    rows: list[tuple[str, str]] = [
        *((s, "") for (s,) in r.full(display, _SHOWS, prefix, ",?", "followed by|and|and then|then|before|in front of|ahead of|plus|with", number, decimal)),
        *((s, "") for (s,) in r.full(display, _SHOWS, number, decimal, ",?", "after|behind|prefixed with|prefixed by|preceded by|with prefix", prefix)),
        *((s, "") for (s,) in r.full(display, _SHOWS, number, decimal, "with", prefix, "in front|in front of it|before it|ahead of it|as prefix|as its prefix|prefix")),
        *(("", s) for (s,) in r.full(display, _SHOWS, number, decimal, ",?", "followed by|and then|then|before|in front of|with suffix", prefix)),
    ]  # fmt: skip
    for before, after in rows:
        yield Claim(
            text_of_each(r, f, shown, lambda n, a=before, z=after: f"{a}{n}{z}")  # type: ignore[misc]
        )


def _is_just(text: str, goal: str) -> bool | None:
    """Whether it is the very text; None where only blanks differ, of which the sentence does not speak."""
    return True if text == goal else None if "".join(text.split()) == "".join(goal.split()) else False


def gives_of_each(
    r: Phrases, f: Function, q: Function, reckon: Callable[[int, bool], int | None], numbers: list[int] | None = None
) -> tuple[Trial, ...]:
    """What `q` gives of each value that the constructor makes is what is reckoned of its number."""

    def trial(n: int) -> Trial:
        def right(own: bool) -> bool | None:
            made, goal = row_of(r.table, r.table.gave(f, (n,), own=own).value), reckon(n, own)
            return fits(r.table.gave(q, made, own=own), wanted.number(goal)) if made is not None and goal is not None else None

        return Trial(_said(r, f, q, n), right)

    return tuple(trial(n) for n in (_numbers(r, f) if numbers is None else numbers)[:_MOST])


def text_of_each(r: Phrases, f: Function, q: Function, reckon: Callable[[int], str]) -> tuple[Trial, ...]:
    """The text that `q` gives of each value is just what is reckoned of its number."""

    def trial(n: int) -> Trial:
        def ask(own: bool) -> bool | None:
            made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
            answer = r.table.gave(q, made, own=own) if made is not None else None
            if answer is None or not answer.known or not isinstance(answer.value, str):
                return None
            return _is_just(answer.value, reckon(n))

        return Trial(_said(r, f, q, n), ask)

    return tuple(trial(n) for n in _numbers(r, f)[:_MOST])


def _said(r: Phrases, f: Function, q: Function, n: int) -> str:
    made = row_of(r.table, r.table.gave(f, (n,), own=False).value)
    return (
        f"`{q.name}` of `{f.name}({written(n)})` {told(r.table.gave(q, made, own=False)) if made is not None else 'is not known'}"
    )


__all__ = ["NUMBER_NOUNS", "claims", "gives_of_each", "number_of_made", "text_of_each"]
