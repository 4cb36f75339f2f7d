"""Sentences on types around one number: what comes out is what was put in, the next one after the last, and how the number is shown.

“`raw()` gives back the value passed to `new()`”, “`next()` wraps to 1 after `Tag::MAX`”, “`Display` shows `tag:` followed by the number”.
"""

from __future__ import annotations

import re
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

_MOST = 300
_NUMBER = "value|number|integer|raw value|raw number|raw id|inner value|inner number|wrapped value|wrapped number|id|underlying value|underlying number|index"
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
        *r.full(r.function, _GIVES, "exactly|just|same|very*", _NUMBER, _PUT, "to|into|in", maker),
        *r.full(r.function, _GIVES, "what|exactly what", "was passed|was given|was handed|was put", "to|into|in", maker),
        *r.full(
            r.function,
            _GIVES,
            "exactly|just|same|very*",
            _NUMBER,
            "it|value?",
            "was",
            "made|built|created|constructed",
            "from|with|of",
        ),
    ]:
        for q in fs:
            yield Claim(_trials(r, f, q, lambda n: n))


def _round(r: Phrases, f: Function) -> Iterator[Claim]:
    """After the last number comes the first one, and after each other the next."""

    def number(i: int) -> Iterator[tuple[int, int]]:
        n = number_of(r.tokens[i].raw) if i < r.end else None
        if n is None and i < r.end and r.tokens[i].sort in ("code", "word") and re.search(r"\b[A-Z][A-Z0-9_]+$", r.tokens[i].raw):
            n = r.table.constant(r.tokens[i].raw)
        if n is not None:
            yield n, i + 1
        for word, value in (("zero", 0), ("one", 1)):
            for _, j in r.one(i, word):
                yield value, j

    numbers = accepted(r, f, own=False) or []
    rows = [
        *r.full(r.function, _ROUND, "around|over|again|back?", "to|at|with|from", number, _PAST, number),
        *((fs, low, high) for fs, high, low in r.full(r.function, _ROUND, _PAST, number, "to|and starts at|and begins at|back to", number)),
        *((fs, low, max(numbers)) for fs, low in r.full(
            r.function, _ROUND, "around|over|again|back?", "to|at|with|from", number, _PAST, "largest|last|highest|maximum|greatest|largest one|last one|maximum value|largest value|highest value"
        ) if numbers),
    ]  # fmt: skip
    for fs, low, high in rows:
        if high in numbers:
            for q in fs:
                yield Claim(_trials(r, f, q, lambda n, a=low, z=high: a if n == z else n + 1))  # type: ignore[misc]


def _shown(r: Phrases, f: Function) -> Iterator[Claim]:
    """The text is a prefix and the number, and nothing else."""
    shown = next((q for q in r.table.functions if q.name == "Display"), None)
    if shown is None:
        return

    def prefix(i: int) -> Iterator[tuple[str, int]]:
        if i < r.end and r.tokens[i].sort in ("code", "text") and not re.fullmatch(r"[\w:]+\(\)", r.tokens[i].raw):
            yield r.tokens[i].raw.strip('"'), i + 1

    display, decimal = r.named_code("Display"), "in decimal|as decimal|in base 10?"
    number = f"{_NUMBER}|raw|inner|decimal number|decimal value"
    rows: list[tuple[str, str]] = [
        *((s, "") for (s,) in r.full(display, _SHOWS, prefix, ",?", "followed by|and|and then|then|before|in front of|ahead of|plus|with", number, decimal)),
        *((s, "") for (s,) in r.full(display, _SHOWS, number, decimal, ",?", "after|behind|prefixed with|prefixed by|preceded by|with prefix", prefix)),
        *((s, "") for (s,) in r.full(display, _SHOWS, number, decimal, "with", prefix, "in front|in front of it|before it|ahead of it|as prefix|as its prefix|prefix")),
        *(("", s) for (s,) in r.full(display, _SHOWS, number, decimal, ",?", "followed by|and then|then|before|in front of|with suffix", prefix)),
    ]  # fmt: skip
    for before, after in rows:
        yield Claim(
            _texts(r, f, shown, lambda n, text, a=before, z=after: _is_just(text, f"{a}{n}{z}"))  # type: ignore[misc]
        )


def _is_just(text: str, goal: str) -> bool | None:
    """Whether it is the very text; None where only blanks differ, of which the sentence does not speak."""
    return True if text == goal else None if "".join(text.split()) == "".join(goal.split()) else False


def _trials(r: Phrases, f: Function, q: Function, reckon: Callable[[int], int]) -> tuple[Trial, ...]:
    """What `q` gives of each value that the constructor makes is what is reckoned of its number."""

    def trial(n: int) -> Trial:
        def right(own: bool) -> bool | None:
            made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
            return fits(r.table.gave(q, made, own=own), wanted.number(reckon(n))) if made is not None else None

        return Trial(_said(r, f, q, n), right)

    return tuple(trial(n) for n in (accepted(r, f, own=False) or [])[:_MOST])


def _texts(r: Phrases, f: Function, q: Function, right: Callable[[int, str], bool | None]) -> tuple[Trial, ...]:
    def trial(n: int) -> Trial:
        def ask(own: bool) -> bool | None:
            made = row_of(r.table, r.table.gave(f, (n,), own=own).value)
            answer = r.table.gave(q, made, own=own) if made is not None else None
            if answer is None or not answer.known or not isinstance(answer.value, str):
                return None
            return right(n, answer.value)

        return Trial(_said(r, f, q, n), ask)

    return tuple(trial(n) for n in (accepted(r, f, own=False) or [])[:_MOST])


def _said(r: Phrases, f: Function, q: Function, n: int) -> str:
    made = row_of(r.table, r.table.gave(f, (n,), own=False).value)
    return (
        f"`{q.name}` of `{f.name}({written(n)})` {told(r.table.gave(q, made, own=False)) if made is not None else 'is not known'}"
    )


__all__ = ["claims"]
