"""Types that are driven by events, lived through side by side: the tree's code and the spec's own are given the same events in the same order.

What is seen of each is its state, and what its methods without arguments tell (a counter beside the state). A state counts as new if
either of the two is in one that it was not in before, so that counters are gone through as well.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.learning import one_shown, with_lessons
from uowgen.claims.trials.event_machines import PAYLOADS, Told, name_of, shape_of
from uowgen.claims.trials.questions import Trials
from uowgen.facts.members import carried, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST_PAIRS = 90
_MOST_RESTARTS = 24


class Look(NamedTuple):
    """What is seen of one of the two: its state, what each query tells, all of its fields."""

    state: Told
    tells: dict[str, Told]
    whole: tuple[Told, ...]


class Beat(NamedTuple):
    """One event given to one of the two: how it was before and is after, what was given back, the calls to the outside, the events up to it."""

    before: Look
    event: Told
    after: Look
    gave: Told
    effects: tuple[tuple[str, tuple[object, ...]], ...]
    story: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether it says that the event was not taken."""
        return self.gave is False or (isinstance(self.gave, tuple) and self.gave[:1] in (("Err",), ("None",), ("panics",)))


class Lives(NamedTuple):
    """Both programs: how each begins, and every event in every pair of states, ours before theirs.

    `whole`: no pair was left out. `sides` can be given more events, of those in `every`.
    """

    declaration: Declaration
    states: dict[str, str]
    events: dict[str, str]
    method: str
    maker: str
    first: tuple[Look, Look]
    beats: tuple[tuple[Beat, Beat], ...]
    whole: bool
    case: Case
    sides: tuple[Living, Living]
    every: tuple[tuple[str, tuple[Any, ...]], ...]


def lives_of(case: Case) -> Lives | Undecidable | None:
    """The one type of the spec's blocks that is driven by events; None if there is none, or the blocks do not show its code."""
    return case.once("event lives", lambda: _lives(case))


def machine_of(case: Case) -> tuple[Declaration, Declaration, Declaration, str, str, str] | None:
    """The one type of the spec's blocks that is driven by events, as `shape_of` tells it."""
    return one_shown(case, shape_of)


def _lives(case: Case) -> Lives | Undecidable | None:
    machine = machine_of(case)
    if machine is None:
        return None
    declaration, state_enum, event_enum, method, maker, field = machine
    trials = Trials(case, declaration, "")
    if trials.theirs is None:
        return None
    shown_ = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    queries = tuple(
        d.item.name
        for d in methods_of(case.code, declaration.item.name, (declaration,))
        if d.item.kind == "fn" and d.item.name in shown_ and receiver_of(d) in ("&self", "self") and not parameters_of(d) and result_of(d) != "()"
    )  # fmt: skip
    states = {v.name: carried(v) for v in variants_of(state_enum).all}
    events = {v.name: carried(v) for v in variants_of(event_enum).all}
    programs = (trials.ours.program, trials.theirs.program)

    def run(learnt: dict[str, str]) -> Lives:
        names = (event_enum.item.name, method, maker, field)
        ours, theirs = (Living(program, declaration.item.name, names, queries, learnt) for program in programs)
        every = tuple(_every(theirs, events))
        first, beats, whole = side_by_side(ours, theirs, every)
        return Lives(declaration, states, events, method, maker, first, beats, whole, case, (ours, theirs), every)

    return with_lessons(run, _MOST_RESTARTS)


class Living:
    """One of the two programs, which can be given events from the beginning."""

    def __init__(
        self, program: Program, type_: str, names: tuple[str, str, str, str], queries: tuple[str, ...], learnt: dict[str, str]
    ) -> None:
        from uowgen.behaviour.outcomes import Undecidable

        self.program, self.type, self.queries, self.learnt = program, type_, queries, learnt
        self.event_type, self.method, self.maker, self.field = names
        declared = program.type(self.event_type)
        if declared is None:
            raise Undecidable(f"`{self.event_type}` is not at hand")
        self.declared = declared

    def begun(self) -> tuple[Any, Any]:
        """A machine and a new value on it."""
        from uowgen.behaviour.integers import INTS
        from uowgen.behaviour.machine import Limits
        from uowgen.behaviour.outside import Outside, OutsideMachine, Script

        machine = OutsideMachine(self.program, Outside(Script(), self.learnt), Limits(steps=50_000))
        made = self.program.method(self.type, self.maker)
        types = [str(t.head) for t in made.types] if made is not None else []
        given = [INTS[t](3 + n) if t in INTS else False for n, t in enumerate(types)]
        return machine, machine.call(f"{self.type}::{self.maker}", given)

    def event(self, variant: str, row: tuple[Any, ...]) -> Any:
        """An event as a value of the program."""
        from uowgen.behaviour.integers import INTS
        from uowgen.behaviour.values import make

        shape = self.declared.shapes[variant]
        kinds = [str(t.head) for t in shape.field_types]
        return make(shape, [v if isinstance(v, bool) else INTS[k](v) for v, k in zip(row, kinds, strict=True)])

    def look(self, machine: Any, value: Any) -> Look:
        """What is seen of a value; asking must not change it."""
        from uowgen.behaviour.foreign import shown
        from uowgen.behaviour.outcomes import Undecidable

        whole = tuple(shown(part) for part in value)
        tells = {query: shown(machine.call_method(value, query, [])) for query in self.queries}
        if tuple(shown(part) for part in value) != whole:
            raise Undecidable("a method that only tells something changes the value")
        for name, part in zip(value.of.names, whole, strict=True):
            if isinstance(part, int) and not isinstance(part, bool):
                tells.setdefault(name, part)
        return Look(shown(value[value.of.names.index(self.field)]), tells, whole)

    def beat(self, story: tuple[tuple[str, tuple[Any, ...]], ...], one: tuple[str, tuple[Any, ...]]) -> Beat:
        """What the event `one` does after those of `story`."""
        from uowgen.behaviour.foreign import shown
        from uowgen.behaviour.outcomes import RustPanic

        machine, value = self.begun()
        for earlier in story:
            machine.call_method(value, self.method, [self.event(*earlier)])
        before = self.look(machine, value)
        count = len(machine.world.events)
        told = shown(self.event(*one))
        try:
            gave = shown(machine.call_method(value, self.method, [self.event(*one)]))
        except RustPanic as panic:
            gave = ("panics", panic.message)
        effects = tuple((e.name, e.arguments) for e in machine.world.events[count:])
        after = self.look(machine, value) if not (isinstance(gave, tuple) and gave[:1] == ("panics",)) else before
        return Beat(before, told, after, gave, effects, (*(_written(e) for e in story), _written(one)))


def _every(side: Living, events: dict[str, str]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    from uowgen.behaviour.outcomes import Undecidable

    for variant in events:
        if variant not in side.declared.shapes:
            raise Undecidable(f"`{variant}` is not in the spec's own code")
        kinds = [str(t.head) for t in side.declared.shapes[variant].field_types]
        if any(k not in PAYLOADS for k in kinds):
            raise Undecidable(f"an event that carries a `{kinds[0]}`")
        yield from ((variant, row) for row in product(*(PAYLOADS[k] for k in kinds)))


def side_by_side(
    ours: Living, theirs: Living, every: tuple[tuple[str, tuple[Any, ...]], ...]
) -> tuple[tuple[Look, Look], tuple[tuple[Beat, Beat], ...], bool]:
    """How both begin, every event in every pair of states that comes about, and whether no pair was left out."""
    first = (ours.look(*ours.begun()), theirs.look(*theirs.begun()))
    beats: list[tuple[Beat, Beat]] = []
    if name_of(first[0].state) != name_of(first[1].state):
        return first, (), True
    waiting: list[tuple[tuple[str, tuple[Any, ...]], ...]] = [()]
    seen = {(first[0].whole, first[1].whole)}
    while waiting:
        story = waiting.pop(0)
        for one in every:
            both = (ours.beat(story, one), theirs.beat(story, one))
            beats.append(both)
            at = (both[0].after, both[1].after)
            # Where the two have parted, what follows in one says nothing of the other.
            if (at[0].whole, at[1].whole) in seen or name_of(at[0].state) != name_of(at[1].state) or _panicked(both):
                continue
            if len(seen) >= _MOST_PAIRS:
                return first, tuple(beats), False
            seen.add((at[0].whole, at[1].whole))
            waiting.append((*story, one))
    return first, tuple(beats), True


def _panicked(both: tuple[Beat, Beat]) -> bool:
    return any(isinstance(b.gave, tuple) and b.gave[:1] == ("panics",) for b in both)


def _written(event: tuple[str, tuple[Any, ...]]) -> str:
    return f"{event[0]}({', '.join(map(str, event[1]))})" if event[1] else event[0]


__all__ = ["Beat", "Lives", "Living", "Look", "lives_of", "machine_of", "side_by_side"]
