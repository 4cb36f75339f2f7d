"""Functions of types that are made of one number, each as a function of that number: what they come to, and that it is as a sentence says.

A function of a value is one of the number that the value was made of; a constructor or a conversion is one of what it is given, and comes to
the number by which the value is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued.built_words import Said
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_numbers import written
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.wanted import name_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built import Ask, Maker

NONE, PANIC, UNKNOWN = "none", "panic", "unknown"  # what comes of a call that gives no number
Outcome = int | str
Goal = "Callable[[int, bool], int | None]"  # the number that is wanted of a number; None where nothing is said
_MOST = 300


class Fn(NamedTuple):
    """A function of one number: of a value that `maker` makes (`ask`), or the constructor itself. `r` reads words for what it is given.

    `known` tells the number by which a value is known: the one that the first constructor was given.
    """

    r: Said
    maker: Maker
    ask: Ask | None
    known: Ask

    @property
    def name(self) -> str:
        """What it is called."""
        return self.maker.name if self.ask is None else self.ask.name

    @property
    def gives(self) -> str:
        """The type of numbers that it comes to: of a value, that which the value is known by."""
        if self.ask is None or "Self" in self.ask.gives:
            return self.known.gives
        return re.sub(r"^(?:Option|Result)<(\w+).*", r"\1", self.ask.gives)

    @property
    def numbers(self) -> list[int]:
        """The numbers that it is a function of: all of a small type."""
        built, kind = self.r.built, self.maker.takes[0][1]
        pool = [(n,) for n in every(kind)] or built.rows(self.maker)
        if self.ask is None:
            return [row[0] for row in pool][:_MOST]
        known = f"built numbers taken by {built.key}::{self.maker.name}"
        return built.case.once(known, lambda: [n for (n,) in pool if built.is_made(self.maker, (n,), own=True)][:_MOST])

    def of(self, n: int, *, own: bool) -> Outcome:
        """What it comes to: a number, or that there is none."""
        built = self.r.built
        if self.ask is None:
            answer = built.gave((self.maker.name,), (n,), own=own)
            if not answer.known or answer.panic or name_of(answer.value) in ("None", "Err"):
                return UNKNOWN if not answer.known else PANIC if answer.panic else NONE
            return self._number((self.maker.name, self.known.name), n, own=own)
        answer = built.gave((self.maker.name, self.ask.name), (n,), own=own)
        if not answer.known or answer.panic:
            return UNKNOWN if not answer.known or built.is_made(self.maker, (n,), own=own) is not True else PANIC
        if name_of(answer.value) in ("None", "Err"):
            return NONE
        if "Self" in self.ask.gives:
            return self._number((self.maker.name, self.ask.name, self.known.name), n, own=own)
        value = opened(answer.value)
        return value if isinstance(value, int) else UNKNOWN

    def _number(self, key: tuple[str, ...], n: int, *, own: bool) -> Outcome:
        found = self.r.built.number(key, (n,), own=own) if key in self.r.built.probes else None
        return UNKNOWN if found is None else found

    def called(self, n: int) -> str:
        """A call as people write it."""
        made = f"{self.maker.name}({written(n)})"
        return (
            made if self.ask is None else f"{made}.{self.ask.name}()" if "::" not in self.ask.name else f"{self.ask.name}({made})"
        )

    def told(self, n: int) -> str:
        """What the tree's code gives of a number, as people write it."""
        key = (self.maker.name,) if self.ask is None else (self.maker.name, self.ask.name)
        return f"`{self.called(n)}` {told(self.r.built.gave(key, (n,), own=False))}"

    def trial(self, n: int, right: Callable[[Outcome, bool], bool | None]) -> Trial:
        """A question about one number; what is not known stays open."""

        def ask(own: bool) -> bool | None:
            gave = self.of(n, own=own)
            return None if gave == UNKNOWN else right(gave, own)

        return Trial(self.told(n), ask)


def every(kind: str) -> list[int]:
    """All numbers of a small type."""
    return [] if INTS.get(kind) != 8 else list(range(-128, 128) if kind[0] == "i" else range(256))


def reckoned(f: Fn, goal: Callable[[int, bool], int | None]) -> Claim:
    """That it comes to what is reckoned of each number; where the spec's own code gives no number, nothing is said of that one.

    Fewer than three numbers, or all of them the same, would not tell one rule from another.
    """
    bits = INTS.get(f.gives, 0)
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if f.gives[:1] == "i" else (0, (1 << bits) - 1)
    numbers = [n for n in f.numbers if isinstance(f.of(n, own=True), int)]
    wanted = {n: g for n in numbers if (g := goal(n, True)) is not None and low <= g <= high}
    if len(wanted) < 3 or len(set(wanted.values())) < 2:
        return Claim(())

    def right(n: int) -> Callable[[Outcome, bool], bool | None]:
        def test(gave: Outcome, own: bool) -> bool | None:
            g = goal(n, own)
            return None if g is None else gave == g

        return test

    return Claim(tuple(f.trial(n, right(n)) for n in wanted))


def functions_of(r: Said) -> list[Fn]:
    """The functions of one number that a sentence may speak of: those of values, the other constructors, conversions from numbers."""
    readers = r.built.readers(r.maker, 0) if len(r.parts) == 1 else []
    if not readers:
        return []
    found = [Fn(r, r.maker, a, readers[0]) for a in r.built.asks if not a.takes and a.name]
    others = [m for m in (*r.built.makers, *r.built.traits) if len(m.takes) == 1]
    return [*found, *(Fn(r if m is r.maker else Said(r.tokens, r.built, m), m, None, readers[0]) for m in others)]


def named(f: Fn) -> Callable[[int], Iterator[tuple[object, int]]]:
    """The function by its name: `vector()`, `usize::from`, `From<Line> for usize`, `TryFrom<u8>`, “converting to `usize`”."""
    r = f.r
    kind = f.name.partition("::")[0] if f.ask is not None and "::" in f.name else ""

    def read(i: int) -> Iterator[tuple[object, int]]:
        if i >= r.end:
            return
        if f.ask is None:
            yield from r.make(i)
            return
        raw = "".join(r.tokens[i].raw.split())
        if kind:
            if re.fullmatch(
                rf"(?:impl)?From<{r.built.shape.name}>for{kind}|{kind}::from(?:\(\w*\))?|(?:Self|{r.built.shape.name})?Into<{kind}>",
                raw,
            ):
                yield SKIP, i + 1
            to = lambda j: [(SKIP, j + 1)] if j < r.end and r.tokens[j].raw.strip() == kind else []  # noqa: E731
            for _, j in r.seq(
                i, "converting|conversion|conversions|turning|casting", r.thing_or_none, "to|into|as", to, "value|number|form?"
            ):
                yield SKIP, j
            yield from (((SKIP, j)) for _, j in r.seq(i, to, "conversion|form|value"))
            return
        for ask, j in r.ask(i):
            if ask is f.ask:
                yield SKIP, j
                yield from r.one(j, "value|result")

    return read


__all__ = ["NONE", "PANIC", "UNKNOWN", "Fn", "Outcome", "every", "functions_of", "named", "reckoned"]
