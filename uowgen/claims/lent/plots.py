"""Which stories are told of a guard over something that it borrows, and all that can be called in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.integers import INTS
from uowgen.behaviour.lending import Act
from uowgen.behaviour.outside import Script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.lives import Roster
    from uowgen.behaviour.program import Program

_LARGE = 70  # a limit above this is not reached by calls
_RANDOM, _LONG = 26, 14


class Callable(NamedTuple):
    """One thing that can be done: how, by which name, of which type, with how many numbers."""

    do: str
    name: str
    owner: str
    function: Function

    @property
    def numbers(self) -> int:
        """How many of its parameters are numbers."""
        return sum(1 for t in self.function.types if isinstance(t.head, str) and t.head in INTS)


def constants_of(text: str) -> dict[str, int]:
    """The file's constants that are plain numbers."""
    rows = re.findall(r"\bconst ([A-Z][A-Z0-9_]*)\s*:\s*\w+\s*=\s*(\d[\d_]*)\w*\s*;", text)
    return {name: int(value.replace("_", "")) for name, value in rows}


def callables(program: Program, listed: Roster, text: str) -> tuple[Callable, ...]:
    """All that can be called: what makes, changes and ends guards, functions and methods of what they borrow, free functions."""
    found = [Callable("make", f.name, listed.type, f) for f in listed.makers]
    found += [Callable("call", f.name, listed.type, f) for f in (*listed.methods, *listed.enders)]
    lent = sorted(lent_types(program, listed, text))
    for name in lent:
        found += [
            Callable("lent", f.name, name, f)
            for f in program.methods(name)
            if f.takes and f.owner is not None and not f.owner.trait and f.scope.text(f.node).startswith("pub") and _given(f)
        ]
    for name in re.findall(r"^pub (?:const )?fn (\w+)", text, re.M):
        function = program.function(name)
        if function is not None and _given(function) and _is_about(function, {*lent, listed.type}):
            found.append(Callable("free", name, "", function))
    return tuple(found)


def _given(function: Function) -> bool:
    """Whether something can be made up for each parameter."""
    return all(
        t.head in INTS or t.head in ("bool", "&", "Arc", "Rc", "impl", "fn", "dyn") or "::" in t.head
        if isinstance(t.head, str)
        else True
        for t in function.types
    )


def _is_about(function: Function, names: set[str]) -> bool:
    text = function.scope.text(function.node)
    head = text.partition("{")[0]
    return bool(names & set(re.findall(r"\w+", head))) or bool(names & set(re.findall(r"\w+", text)))


def lent_types(program: Program, listed: Roster, text: str) -> set[str]:
    """The types of the file that guards hold on to by a reference."""
    declared = program.type(listed.type)
    shapes = declared.shapes.values() if declared is not None else ()
    types = [t for shape in shapes for t in shape.field_types]
    return {t.args[0].head.name for t in types if t.head == "&" and t.args and not isinstance(t.args[0].head, str)}


def plots(found: tuple[Callable, ...], limits: list[int]) -> Iterator[tuple[tuple[Act, ...], Script]]:
    """The stories: the short ones, those that fill what is lent, and some at random."""
    makers = [c for c in found if c.do == "make"]
    calls = [c for c in found if c.do == "call"]
    others = [c for c in found if c.do in ("lent", "free")]
    top = max([n for n in limits if n <= _LARGE], default=4)
    sweep = sorted({0, 1, 2, top // 2, top - 1, top, top + 1, top + 8})
    for script in (Script(yes=True), Script(yes=False)):
        for maker in makers:
            rows = [(n,) * maker.numbers for n in sweep] if maker.numbers else [()]
            for row in rows:
                make = Act("make", maker.name, row)
                asks = [Act(c.do, c.name, (row[0],) * c.numbers if row else (0,) * c.numbers, 0, c.owner) for c in others]
                for call in calls:
                    yield (make, *asks, Act("call", call.name), *asks, Act("drop"), *asks), script
                    yield (
                        (
                            make,
                            make,
                            Act("call", call.name, (), 0),
                            Act("call", call.name, (), 1),
                            Act("drop", on=1),
                            Act("call", call.name),
                            Act("drop"),
                            *asks,
                        ),
                        script,
                    )
                yield (make, *asks, Act("drop"), *asks), script
                yield (make, make, make, *asks, Act("drop", on=1), *asks, Act("drop"), Act("drop"), make, *asks), script
                yield (make, make, make, Act("drop", on=2), Act("drop", on=1), *asks, Act("drop"), *asks), script
                yield (make, Act("turn", "", (1,)), Act("drop")), script
                yield (make, make, Act("turn", "", (1,)), Act("drop", on=1)), script
            if maker.numbers:
                fill = tuple(Act("make", maker.name, (0,) * maker.numbers) for _ in range(min(top, _LARGE) + 1))
                yield fill, script
                for gap in sorted({0, top // 2, top - 1}):
                    more = tuple(Act("make", maker.name, (n,) * maker.numbers) for n in sweep)
                    yield (*fill, Act("drop", on=gap), *more), script
                    yield (*fill, Act("drop", on=gap), Act("drop", on=max(0, gap - 2)), Act("drop", on=0), *more), script
        yield from _at_random(found, sweep, script)


def _at_random(found: tuple[Callable, ...], sweep: list[int], script: Script) -> Iterator[tuple[tuple[Act, ...], Script]]:
    number = 2026

    def below(limit: int) -> int:
        nonlocal number
        number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (number >> 33) % limit

    rows = [*found, *(c for c in found if c.do == "make"), *(c for c in found if c.do == "make")]
    for _ in range(_RANDOM if rows else 0):
        acts = []
        for _ in range(_LONG):
            which = below(len(rows) + 2)
            if which >= len(rows):
                acts.append(Act("drop", on=below(4)))
                continue
            c = rows[which]
            acts.append(Act(c.do, c.name, tuple(sweep[below(len(sweep))] for _ in range(c.numbers)), below(4), c.owner))
        yield tuple(acts), script


__all__ = ["Callable", "callables", "constants_of", "lent_types", "plots"]
