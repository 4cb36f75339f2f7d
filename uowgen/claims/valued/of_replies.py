"""Sentences on machines that answer each event with a value of another type: “`Bump` in `Parked` is answered with `Busy`; the state stays”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, row_of
from uowgen.claims.valued.inside import counted
from uowgen.claims.valued.moves import Moves, Outcome, moves_of
from uowgen.claims.valued.of_events import MOVES, ON, states, target, verb_of_state
from uowgen.claims.valued.reader import SKIP, Some
from uowgen.claims.valued.tokens import number_of
from uowgen.claims.valued.wanted import name_of
from uowgen.facts.members import variants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.shapes import Shape

_ANSWERED = (
    "is answered with|are answered with|is answered by|gets|get|returns|return|gives|give|yields|yield|is replied to with|replies|is met with|draws|earns|receives|produces|"
    "is rejected with|is refused with|is acknowledged with|is|answers|results in|is turned down with"
)
_STAYS = "stays|remains|is left|keeps being|is unchanged|is still|does not change|stays as it is|is kept"
_KEEPS = "does not change|leaves|changes nothing|keeps|does not touch|does not alter|without changing|not changing|leaving"
_AS_IT_IS = "unchanged|as it is|alone|as it was|untouched"
_AND = "and|,|;|, and|; and|but|, but"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on answers to events."""
    for m in moves_of(r.table):
        shape = _reply(r, m)
        if m.function.sort == "apply" and shape is not None:
            yield from _answers(r, m, shape)
            yield from _out(r, m)


def _reply(r: Phrases, m: Moves) -> Shape | None:
    """The type of the answers, if it is an enum at hand, and no other than the states."""
    inner = re.fullmatch(r"\((\w+), ?\w+\)", m.function.gives.strip())
    shape = r.table.others.get(inner[1]) if inner is not None else None
    return shape if shape is not None and shape.name != m.of else None


def _answers(r: Phrases, m: Moves, shape: Shape) -> Iterator[Claim]:
    ev: Any = lambda i: r.some(r.table.others[m.of], i)  # noqa: E731
    st, to = _state(r, m), target(r)
    reply = _value(r, shape)
    pairs = [
        *r.full(ev, ON, st, _ANSWERED, reply, _kept(r)),
        *((e, s, w, k) for s, e, w, k in r.full(st, "answers|answer|rejects|refuses|meets", ev, "with|by", reply, _kept(r))),
        *((e, s, w, k) for s, e, w, k in r.full("in|while|while in|when", st, ",?", ev, _ANSWERED, reply, _kept(r))),
    ]
    for e, s, names, kept in pairs:
        yield Claim(m.trials(s.rows, e, _right(names, kept)), s.sure and e.sure)
    held = _holding(r)
    for e, s, names, kept in r.full(ev, held, _ANSWERED, reply, _kept(r)):
        yield Claim(m.trials(s.rows, e, _right(names, kept)), s.sure and e.sure)
    for e, s, names, left in r.full(ev, ON, st, _ANSWERED, reply, f"{_AND}?", r.thing, "stays|remains|is still|is kept", "in?", to):
        yield Claim(m.trials(s.rows, e, _moved(left, names)), s.sure and e.sure)
    into = "to|into|in|back to|back into|back|again"
    moving = f"{MOVES}|resets|reset|falls back|goes back"
    giving = "with|and gives|and answers|and returns|, with|and answers with"
    for e, s, t, names in [
        *r.full(ev, ON, st, moving, r.thing, f"{into}*", to, giving, reply),
        *((e, s, t, n) for e, s, n, t in r.full(ev, ON, st, _ANSWERED, reply, "and", moving, r.thing, f"{into}*", to)),
    ]:
        yield Claim(m.trials(s.rows, e, _moved(t, names)), s.sure and e.sure)
    for e, s, t in [*r.full(ev, ON, st, moving, r.thing, f"{into}*", to), *r.full(ev, ON, st, verb_of_state(r), r.thing)]:
        yield Claim(m.trials(s.rows, e, _moved(t)), s.sure and e.sure)


def _moved(to: Some, names: frozenset[str] | None = None) -> Callable[[Outcome], bool | None]:
    return lambda o: name_of(o.after) in to.variants and (names is None or name_of(o.gave) in names)


def _left(states_: Some) -> Callable[[Outcome], bool | None]:
    return lambda o: name_of(o.after) not in states_.variants


def _right(names: frozenset[str], kept: bool) -> Callable[[Outcome], bool | None]:
    return lambda o: name_of(o.gave) in names and (not kept or not o.changed)


def _state(r: Phrases, m: Moves) -> Any:
    """A state, or the first one as “before `Greet`”."""
    plain = states(r)

    def read(i: int) -> Iterator[tuple[Some, int]]:
        yield from plain(i)
        for (e,), j in r.seq(i, "before", "any?", lambda n: r.some(r.table.others[m.of], n)):
            first = _first(r)
            if first is not None and all((o := m.outcome(first, x, own=r.table.has_own)) is not None and o.changed for x in e.rows):
                yield Some(r.shape.name, (first,), frozenset({list(r.shape.variants)[first[0]]})), j

    return read


def _holding(r: Phrases) -> Any:
    """“with no passenger”: the one state that counts such things."""

    def read(i: int) -> Iterator[tuple[Some, int]]:
        found = [(name, given, j) for name in r.shape.variants for given, j in counted(r, r.shape, name, i)]
        if len({name for name, _, _ in found}) == 1:
            for name, given, j in found:
                rows = tuple(r.table.rows(r.shape.name, name, given))
                yield Some(r.shape.name, rows, frozenset({name})), j

    return read


def _first(r: Phrases) -> tuple[int, int] | None:
    """The state in which a machine begins, where the type says so."""
    makes = [f for f in r.table.functions if f.sort == "make" and f.name in ("default", "new", "INITIAL", "START")]
    rows = {row_of(r.table, r.table.gave(f, (), own=r.table.has_own).value) for f in makes}
    return rows.pop() if len(rows) == 1 else None


def _value(r: Phrases, shape: Shape) -> Any:
    """An answer, by its name or its number."""
    numbers: dict[int, set[str]] = {}
    for v in variants_of(shape.declaration).all:
        m = re.search(r"=\s*(-?\w+)\s*$", v.type.strip().rstrip(","))
        n = number_of(m[1]) if m is not None else None
        if n is not None:
            numbers.setdefault(n, set()).add(v.name)

    def read(i: int) -> Iterator[tuple[frozenset[str], int]]:
        for (name, given, _), j in r.variant(shape, i):
            if name and given is None:
                yield frozenset({name}), j
        for k in (i, *(j for _, j in r.one(i, "code|status|status code|reply|reply code"))):
            found = r.number(k) if k < r.end and r.tokens[k].sort in ("number", "code") else None
            if found is not None and found[0] in numbers:
                yield frozenset(numbers[found[0]]), found[1]

    return read


def _kept(r: Phrases) -> Any:
    """“and does not change the state”, “; the state stays”; or nothing."""

    def read(i: int) -> Iterator[tuple[bool, int]]:
        yield False, i
        for _, j in [
            *r.seq(i, f"{_AND}?", _KEEPS, "state|it|session|machine|anything?", f"{_AS_IT_IS}?"),
            *r.seq(i, f"{_AND}?", "state|it|session|machine", _STAYS, f"{_AS_IT_IS}|same|where it was?"),
        ]:
            yield True, j

    return read


def _out(r: Phrases, m: Moves) -> Iterator[Claim]:
    """“`Greet` reopens a closed line”, “`Closed` is terminal: no event brings the line back”."""
    ev: Any = lambda i: r.some(r.table.others[m.of], i)  # noqa: E731
    st = states(r)
    for e, s in r.full(ev, "reopens|revives|restarts|brings back|wakes up|gets out of|leads out of", st):
        yield Claim(m.trials(s.rows, e, _left(s)), s.sure and e.sure)
    every = Some(m.of, tuple(r.table.rows(m.of)), frozenset())

    def none(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.one(i, "no"):
            for _, k in [*r.event_word(m.of)(j), *r.one(j, "command|commands|input|message|call|request")]:
                yield SKIP, k

    for (s,) in r.full(
        st,
        "is|are",
        "terminal|final|absorbing",
        ":|,|;|-",
        none,
        "brings|leads|gets|takes|moves|leaves",
        r.thing,
        "back|out|out of it|away|anywhere|it?",
    ):
        yield Claim(m.trials(s.rows, every, _moved(s)), s.sure)


__all__ = ["claims"]
