"""Types that are driven by events: every event is given in every state that can be reached, by the tree's code and by the spec's own.

The type has one method that takes an event and goes on. A step is the state before and after, what was given back, and the calls to the
outside. What sentences ask of the steps is in `event_claims.py`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.names import bare_name
from uowgen.claims.runs.learning import one_shown, with_lessons
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Trials
from uowgen.facts.members import carried, fields_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

Told = object  # a value as plain Python: `("Resetting", 1)`
_MOST_STATES = 120
_MOST_RESTARTS = 24
PAYLOADS = {
    "u8": (0, 1, 2, 5),
    "u16": (0, 1, 2, 5),
    "u32": (0, 1, 2, 5),
    "u64": (0, 1, 2, 5),
    "usize": (0, 1, 2, 5),
    "bool": (False, True),
}


class Step(NamedTuple):
    """One event: the state before it and after it, what was given back, the calls to the outside, the events before it."""

    before: Told
    event: Told
    after: Told
    gave: Told
    effects: tuple[tuple[str, tuple[object, ...]], ...]
    story: tuple[Told, ...]

    @property
    def refused(self) -> bool:
        """Whether it says that the event was not taken."""
        return self.gave is False or (isinstance(self.gave, tuple) and self.gave[:1] in (("Err",), ("None",)))


class Driven(NamedTuple):
    """What one program does: the first state, the steps by state and event, what methods without arguments give in each state."""

    first: Told
    steps: dict[tuple[Told, Told], Step]
    asked: dict[tuple[str, Told], Told]


class Events(NamedTuple):
    """The type with its enums of states and of events, its method, and what both programs do."""

    declaration: Declaration
    states: dict[str, str]
    events: dict[str, str]
    method: str
    maker: str
    ours: Driven
    theirs: Driven
    trials: Trials


def events_of(case: Case) -> Events | Undecidable | None:
    """The one type of the spec's blocks that is driven by events; None if there is none, or it cannot be made."""
    return case.once("event machine", lambda: _events(case))


def name_of(told: Told) -> str:
    """The variant of a state or event."""
    return str(told[0]) if isinstance(told, tuple) and told else str(told)


def payload_of(told: Told) -> tuple[object, ...]:
    """What a state or event carries."""
    return told[1:] if isinstance(told, tuple) else ()


def _events(case: Case) -> Events | Undecidable | None:
    shape = one_shown(case, shape_of)
    if shape is None:
        return None
    declaration, state_enum, event_enum, method, maker, state = shape
    trials = Trials(case, declaration, "")
    if trials.theirs is None:
        return None
    states = {v.name: carried(v) for v in variants_of(state_enum).all}
    events = {v.name: carried(v) for v in variants_of(event_enum).all}
    shown_ = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    queries = [
        d.item.name
        for d in methods_of(case.code, declaration.item.name, (declaration,))
        if d.item.kind == "fn"
        and d.item.name in shown_
        and receiver_of(d) == "&self"
        and not parameters_of(d)
        and result_of(d) != "()"
    ]
    names = (declaration.item.name, event_enum.item.name, method, maker, state)
    programs = (trials.theirs.program, trials.ours.program)

    def run(learnt: dict[str, str]) -> Events:
        theirs, ours = (_driven(program, names, events, queries, learnt) for program in programs)
        return Events(declaration, states, events, method, maker, ours, theirs, trials)

    return with_lessons(run, _MOST_RESTARTS)


def shape_of(case: Case, declaration: Declaration) -> tuple[Declaration, Declaration, Declaration, str, str, str] | None:
    """The type, the enum of its states, that of its events, the method that takes one, the maker, the field of the state."""
    fields = [
        (f.name, found[0])
        for f in fields_of(declaration).all
        for found in [find_type(case, f.type).found if f.type.isidentifier() else ()]
        if len(found) == 1 and found[0].item.kind == "enum"
    ]
    taking = []
    maker = ""
    shown_ = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    for d in methods_of(case.code, declaration.item.name, (declaration,)):
        if d.item.kind != "fn":
            continue
        given = parameters_of(d)
        if receiver_of(d) == "&mut self" and len(given) == 1 and d.item.name in shown_:
            found = find_type(case, bare_name(given[0].type)).found if given[0].type.replace("::", "").isidentifier() else ()
            if len(found) == 1 and found[0].item.kind == "enum" and not found[0].item.in_macro:
                taking.append((d.item.name, found[0]))
        if not receiver_of(d) and result_of(d) in ("Self", declaration.item.name) and all(p.type in PAYLOADS for p in given):
            maker = maker or d.item.name
    if len(fields) != 1 or len(taking) != 1 or not maker or taking[0][1].item.name == fields[0][1].item.name:
        return None
    for enum in (fields[0][1], taking[0][1]):
        if not variants_of(enum).complete or any(v.sometimes for v in variants_of(enum).all):
            return None
    return declaration, fields[0][1], taking[0][1], taking[0][0], maker, fields[0][0]


def _driven(
    program: Program, names: tuple[str, str, str, str, str], events: dict[str, str], queries: list[str], learnt: dict[str, str]
) -> Driven:
    """Breadth first: every event in every state, each state reached by the shortest story."""
    from uowgen.behaviour.foreign import shown
    from uowgen.behaviour.integers import INTS
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.outside import Outside, OutsideMachine, Script
    from uowgen.behaviour.values import make

    type_, event_type, method, maker, field = names
    declared = program.type(event_type)
    if declared is None:
        raise Undecidable(f"`{event_type}` is not at hand")
    every: list[tuple[str, tuple[Any, ...]]] = []
    for variant in events:
        shape = declared.shapes[variant]
        kinds = [str(t.head) for t in shape.field_types]
        if any(k not in PAYLOADS for k in kinds):
            raise Undecidable(f"an event that carries a `{kinds[0]}`")
        every += [(variant, row) for row in product(*(PAYLOADS[k] for k in kinds))]

    def event(variant: str, row: tuple[Any, ...]) -> Any:
        assert declared is not None
        shape = declared.shapes[variant]
        return make(
            shape, [v if isinstance(v, bool) else INTS[str(t.head)](v) for v, t in zip(row, shape.field_types, strict=True)]
        )

    def started() -> tuple[Any, Any]:
        machine = OutsideMachine(program, Outside(Script(), learnt), Limits(steps=50_000))
        made = program.method(type_, maker)
        given = (
            [INTS[str(t.head)](3 + n) if str(t.head) in INTS else False for n, t in enumerate(made.types)]
            if made is not None
            else []
        )
        return machine, machine.call(f"{type_}::{maker}", given)

    def state(value: Any) -> Any:
        return shown(value[value.of.names.index(field)])

    def whole(value: Any) -> Any:
        return tuple(shown(part) for part in value)

    machine, value = started()
    first = state(value)
    steps: dict[tuple[Told, Told], Step] = {}
    asked: dict[tuple[str, Told], Told] = {}
    waiting: list[tuple[tuple[str, tuple[Any, ...]], ...]] = [()]
    seen = {whole(value)}
    while waiting:
        story = waiting.pop(0)
        for one in every:
            machine, value = started()
            for earlier in story:
                machine.call_method(value, method, [event(*earlier)])
            before = state(value)
            if one is every[0]:
                for query in queries:
                    asked.setdefault((query, before), shown(machine.call_method(value, query, [])))
            count = len(machine.world.events)
            told = shown(event(*one))
            try:
                gave = shown(machine.call_method(value, method, [event(*one)]))
            except RustPanic as panic:
                gave = ("panics", panic.message)
            effects = tuple((e.name, e.arguments) for e in machine.world.events[count:])
            step = Step(before, told, state(value), gave, effects, (*(shown(event(*e)) for e in story), told))
            known = steps.setdefault((before, told), step)
            if known[:5] != step[:5]:
                raise Undecidable("what an event does depends on more than the state")
            if isinstance(gave, tuple) and gave[:1] == ("panics",):
                continue
            if whole(value) not in seen:
                seen.add(whole(value))
                waiting.append((*story, one))
                if len(seen) > _MOST_STATES:
                    raise Undecidable("more states than can be looked at")
    return Driven(first, steps, asked)


__all__ = ["PAYLOADS", "Driven", "Events", "Step", "Told", "events_of", "name_of", "payload_of", "shape_of"]
