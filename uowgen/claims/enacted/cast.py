"""Who plays in the stories of a type: what makes a value, records into it, takes out of it, ends it; and what may be given to each.

Roles are found by trying the spec's own code: a method that makes a list field longer records, one that makes it shorter takes out. Words
and names play no part in that.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.enacting import Deed, Teller, Told
from uowgen.claims.acts.windows import key_of
from uowgen.claims.enacted.gates import Gates, gates_of, obtained
from uowgen.claims.enacted.held import elements, growing, lists_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.lives import Roster
    from uowgen.behaviour.outside import Script
    from uowgen.facts.code import Declaration

_POOLS: tuple[tuple[int, ...], ...] = ((3, 4, 5, 6, 7), (0x3000, 0x4000, 0x5000, 0x6000, 0x7000))
_ENOUGH = 5
_MOST = 300  # how often a method that records is called to see whether it is ever full


class Cast(NamedTuple):
    """A type with its parts. `good` are arguments that each function takes, a few different ones; `room` how many things are taken at most
    (None: no limit was found); `claims` says that the maker refuses what another living value holds. `gates` are calls to the outside that
    tell whether something may be done; `gets` those whose answer a new value holds, by the field that holds it.
    """

    declaration: Declaration
    roster: Roster
    shown: Teller  # the spec's own code
    actual: Teller  # the tree's
    text: str  # the spec's own code as written
    maker: str
    good: dict[str, tuple[tuple[int | None, ...], ...]]
    recorder: str = ""
    field: str = ""  # what the recorder makes longer
    taker: str = ""  # what makes it shorter without an end
    room: int | None = None
    claims: bool = False
    counts: str = ""  # what tells how many there are
    lists: tuple[str, ...] = ()  # all lists that the recorder makes longer
    theirs: tuple[str, ...] = ()  # those of the tree's code
    gates: Gates = ()
    gets: dict[str, frozenset[str]] = {}  # noqa: RUF012

    def function(self, name: str) -> Function | None:
        """The function of that name."""
        return self.roster.function(name)

    def enders(self) -> tuple[str, ...]:
        """The methods that take the value and keep its end from doing what it does by itself."""
        return tuple(f.name for f in self.roster.enders)

    def given(self, name: str, n: int = 0) -> tuple[int | None, ...]:
        """Arguments for the `n`-th call of a function that records or makes: others for each."""
        rows = self.good.get(name, ())
        return rows[n % len(rows)] if rows else ()

    def elements(self, states: dict[str, object], teller: Teller) -> tuple[object, ...] | None:
        """What is held, in the order in which it was recorded; None where that is not known."""
        fields = self.theirs if teller is self.actual and self.theirs else self.lists
        return elements(states, fields) if fields else None

    def got(self, told: Told) -> object:
        """What a new value got from the outside, in a story in which the spec's own code would have got it; None if nothing."""
        names = frozenset().union(*self.gets.values())
        answers = {e.number if e.number is not None else e.answer for e in told.events if e.step == 0 and key_of(e) in names}
        return answers.pop() if len(answers) == 1 else None


def cast_of(
    declaration: Declaration, listed: Roster, shown: Teller, actual: Teller, text: str, scripts: Sequence[Script]
) -> Cast | None:
    """The cast of a type; None where no value of it can be made."""
    script = scripts[0]
    stories = [(Deed("make", f.name, row),) for f in listed.makers for row in _arguments(f)[:1]]
    gates = gates_of(shown, stories, script)
    script = script._replace(granted=gates)
    good: dict[str, tuple[tuple[int | None, ...], ...]] = {}
    for f in listed.makers:
        found = [row for row in _arguments(f) if _makes(shown, f.name, row, script)]
        good[f.name] = tuple(found[:4])
    makers = [f.name for f in listed.makers if good[f.name] and "unsafe" not in f.scope.text(f.node).partition("{")[0]]
    if not makers:
        return None
    maker = makers[0] if len(makers) == 1 else next((m for m in makers if _takes_number(listed.function(m))), makers[0])
    cast = Cast(declaration, listed, shown, actual, text, maker, good)
    make = Deed("make", maker, cast.given(maker))
    gates = gates_of(shown, [(make, Deed("call", f.name, row)) for f in listed.methods for row in _arguments(f)[:1]], script)
    script = script._replace(granted=gates)
    cast = _with_recorder(cast._replace(gates=gates), script)
    cast = cast._replace(gets=obtained(shown.told((make,), script)))
    for end in (Deed("drop"), *(Deed("call", f.name) for f in listed.enders)):  # what the outside gives is learnt from its use
        for teller in (shown, actual):
            teller.told((make, *(_recorded(cast, 2) if cast.recorder else ()), end), script)
    return cast._replace(claims=_is_claimed(cast, script), counts=_counter(cast, script))


def _takes_number(f: Function | None) -> bool:
    return bool(numbered(f))


def numbered(f: Function | None) -> list[int]:
    """The places of the parameters that are plain numbers."""
    return [n for n, t in enumerate(f.types) if _is_number(t.head)] if f is not None else []


def _is_number(head: object) -> bool:
    from uowgen.behaviour.integers import INTS

    return isinstance(head, str) and head in INTS


def _arguments(f: Function) -> list[tuple[int | None, ...]]:
    """Numbers for each parameter that takes one: the n-th of small ones or of page addresses."""
    numbers = [_is_number(t.head) for t in f.types]
    if not any(numbers):
        return [tuple(None for _ in f.types)]
    rows = []
    for apart in (
        (1, 0) if sum(numbers) > 1 else (0,)
    ):  # numbers that differ tell which is which; some functions take only like ones
        for pools in product(_POOLS, repeat=min(3, sum(numbers))):
            for n in range(len(_POOLS[0])):
                chosen = [pools[min(k, len(pools) - 1)][n] for k in range(len(numbers))]
                places = iter(c + apart * k * (0x10_0000 if c >= 0x1000 else 10) for k, c in enumerate(chosen))
                rows.append(tuple(next(places) if is_number else None for is_number in numbers))
    return rows


def _makes(teller: Teller, name: str, row: tuple[int | None, ...], script: Script) -> bool:
    told = teller.told((Deed("make", name, row),), script)
    return told.stuck is None and len(told.steps) == 1 and not told.steps[0].panicked and not told.steps[0].refused


def _with_recorder(cast: Cast, script: Script) -> Cast:
    make = Deed("make", cast.maker, cast.given(cast.maker))
    good = dict(cast.good)
    found: list[tuple[str, str]] = []
    for f in cast.roster.methods:
        rows = []
        fields: set[str] = set()
        for row in _arguments(f):
            told = cast.shown.told((make, Deed("call", f.name, row)), script)
            if told.stuck is not None or len(told.steps) < 2 or told.steps[1].panicked or told.steps[1].refused:
                continue
            rows.append(row)
            fields |= _longer(told, 1, 1)
            if len(rows) > _ENOUGH:
                break
        good[f.name] = tuple(rows[:5])
        if fields and f.takes == "mut" and f.types:
            found.append((f.name, sorted(fields)[0]))
    for f in cast.roster.enders:
        good[f.name] = (tuple(None for _ in f.types),)
    cast = cast._replace(good=good)
    if len(found) != 1:
        return cast
    recorder, field = found[0]
    cast = cast._replace(recorder=recorder, field=field)
    lists = _appended(cast, cast.shown, make, script)
    if not lists:
        return cast._replace(recorder="", field="")
    theirs = _appended(cast, cast.actual, make, script)
    cast = cast._replace(field=lists[0], lists=lists, theirs=theirs)
    takers = []
    for f in cast.roster.methods:
        if f.types or f.takes != "mut":
            continue
        told = cast.shown.told((make, *_recorded(cast, 2), Deed("call", f.name)), script)
        if told.stuck is None and len(told.steps) == 4 and lists[0] in _longer(told, 3, -1):
            takers.append(f.name)
    return cast._replace(taker=takers[0] if len(takers) == 1 else "", room=_room(cast, make, script))


def _recorded(cast: Cast, count: int) -> tuple[Deed, ...]:
    """`count` calls of the recorder with different arguments."""
    return tuple(Deed("call", cast.recorder, different(cast, n)) for n in range(count))


def different(cast: Cast, n: int) -> tuple[int | None, ...]:
    """The arguments of the `n`-th call of the recorder, different for each."""
    base = cast.given(cast.recorder)
    step = 0x1000 if any(g is not None and g >= 0x1000 for g in base) else 1
    return tuple(g + step * n if g is not None else None for g in base)


def _longer(told: Told, step: int, by: int) -> set[str]:
    """The list fields that a step made longer (`by` 1) or shorter (-1) by one element."""
    before, after = lists_of(told.states[step - 1]), lists_of(told.states[step])
    return {n for n, v in after.items() if n in before and len(v) - len(before[n]) == by}


def _appended(cast: Cast, teller: Teller, make: Deed, script: Script) -> tuple[str, ...]:
    """The lists in which each thing that is recorded goes behind those that are there."""
    told = teller.told((make, *_recorded(cast, 3)), script)
    return growing(told.states) if told.stuck is None and len(told.steps) == 4 else ()


def _room(cast: Cast, make: Deed, script: Script) -> int | None:
    told = cast.shown.told((make, *_recorded(cast, _MOST)), script)
    if told.stuck is not None:
        return None
    return next((n - 1 for n, s in enumerate(told.steps) if n and s.refused), None)


def _is_claimed(cast: Cast, script: Script) -> bool:
    """Whether what one living value holds is refused to another."""
    if not _takes_number(cast.function(cast.maker)):
        return False
    make = Deed("make", cast.maker, cast.given(cast.maker))
    told = cast.shown.told((make, make), script)
    return told.stuck is None and len(told.steps) == 2 and told.steps[1].refused


def _counter(cast: Cast, script: Script) -> str:
    """The method that tells how many things are held."""
    if not cast.recorder:
        return ""
    make = Deed("make", cast.maker, cast.given(cast.maker))
    found = []
    for f in cast.roster.methods:
        if f.takes == "ref" and not f.types:
            tries = [cast.shown.told((make, *_recorded(cast, n), Deed("call", f.name)), script) for n in (0, 2, 3)]
            if all(
                t.stuck is None and len(t.steps) == n + 2 and t.steps[-1].gave == n for n, t in zip((0, 2, 3), tries, strict=True)
            ):
                found.append(f.name)
    return found[0] if len(found) == 1 else ""


__all__ = ["Cast", "cast_of", "different", "numbered"]
