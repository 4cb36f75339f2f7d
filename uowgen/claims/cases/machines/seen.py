"""A type that holds a state: each of its calls from each value that calls lead to, in the tree's code and in the spec's own."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.cases.planted import Planted
from uowgen.claims.cases.worlds import world_of
from uowgen.claims.subject import find_type
from uowgen.claims.valued.tokens import humps
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.claims.cases.worlds import Action, World
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_MOST_VALUES = 40
_EACH_STATE = 10  # values of one state: counters would go on for ever
_MOST_COMBOS = 16
_MOST_STEPS = 2_500
_EVENTS_TO_FIND = 10_000  # of all runs of one side together: long loops use them up, and what is then not seen is unknown
_EVENTS_OF_STEPS = 30_000
_OF_OTHERS = 3
_DEEP = 12
_STEPS = 40_000
_RESTARTS = 12
Look = dict[str, object]  # by `name()` what a method tells, by `.name` what a field holds


class Step(NamedTuple):
    """One call in one value: `taken` is whether it says that it was (None: it says nothing), `told` what the error names, field by field."""

    at: tuple[object, ...]
    action: str
    given: tuple[object, ...]
    before: Look
    after: Look
    gave: object
    taken: bool | None
    events: tuple[tuple[str, tuple[object, ...]], ...]
    told: dict[str, object]
    panicked: bool = False

    @property
    def moved(self) -> bool:
        """Whether anything came of it."""
        return self.before != self.after or bool(self.events)


def key_of(look: Look) -> str:
    """What a look is told apart by: which of the answers of the outside is held (`ticks#3`) makes no other value of it."""
    return re.sub(r"(?<=[a-z_])#\d+(?=['\"])", "#", repr(sorted(look.items())))


class Side(NamedTuple):
    """What is seen of one program: new values, all steps, and the calls of which a step is not known."""

    firsts: tuple[Look, ...]
    steps: tuple[Step, ...]
    unknown: frozenset[str]
    numbers: Mapping[str, int] = {}  # constants, by their names


class Holder:
    """The type, its states, and what is seen of it on both sides."""

    def __init__(self, world: World, declaration: Declaration, states: tuple[str, ...], key: str, enum: str) -> None:
        self.world, self.declaration, self.states, self.key, self.enum = world, declaration, states, key, enum
        self.name = declaration.item.name
        self.events = 0
        of = [a for a in world.actions if a.of == self.name and not a.trait]
        self.calls = [a for a in of if a.changes and a.public]
        programs = [side.machine(False).program for side in (world.theirs, world.ours) if side is not None]
        # A helper that one program alone has tells nothing that both could be held against.
        self.getters = [a.name for a in of if not a.changes and not a.takes and all(p.method(self.name, a.name) for p in programs)]
        paths = list(dict.fromkeys([*self._found(world.theirs), *self._found(world.ours)]))
        self.theirs, self.ours = self._side(world.theirs, paths), self._side(world.ours, paths)
        if planted := self._planted():
            self.theirs, self.ours = self._side(world.theirs, [*paths, *planted]), self._side(world.ours, [*paths, *planted])

    def state(self, look: Look) -> str:
        """The state in a look."""
        held = look.get(self.key)
        return str(held[0]) if isinstance(held, tuple) and held else ""

    def nouns(self) -> set[str]:
        """What such a value is called: by its type, its states' type, and the first line of its documentation."""
        told = re.findall(r"///\s*([^\n]*)\n(?:\s*(?:///|#\[)[^\n]*\n)*\s*(?:pub(?:\([^)]*\))? )?struct " + self.name, self._text())
        return {*humps(self.name), *(w for t in told[:1] for w in re.findall(r"[a-z]{3,}", t.partition(".")[0].lower()))}

    def _text(self) -> str:
        return self.declaration.file.rust.source.data.decode("utf-8", "replace")

    # ------------------------------------------------------------------------------------------------------------- runs

    def _makers(self) -> list[str]:
        return self.world.values.get(self.name, [])[:4]

    def _found(self, side: Any) -> list[tuple[Any, ...]]:
        """Calls that lead to each value, the shortest first."""
        found: list[tuple[Any, ...]] = []
        self.events = 0
        known: set[object] = set()
        often: dict[str, int] = {}
        # One beginning is followed far, as far as a small counter goes; the others show what the first values do.
        makers = self._makers()
        waiting: list[tuple[Any, ...]] = [(m,) for m in makers[:1]]
        others = [(m,) for m in makers[1:]]
        while (waiting or others) and len(found) < _MOST_VALUES and self.events < _EVENTS_TO_FIND:
            if not waiting:
                waiting, others = others, []
            path = waiting.pop(0)
            look = self._run(side, path, None, (), missing=False)
            if not isinstance(look, dict):
                continue
            key, state = key_of(look), self.state(look)
            if key in known or often.get(state, 0) >= (_EACH_STATE if path[0] == makers[0] else _OF_OTHERS):
                continue
            known.add(key)
            often[state] = often.get(state, 0) + 1
            found.append(path)
            if len(path) <= _DEEP:
                waiting += [(*path, (a, combo)) for a in self.calls for combo in self._combos(a, 4)]
        return found

    def _planted(self) -> list[tuple[Any, ...]]:
        """States that no call leads to, which another part of the program will bring: where nothing but the state ever changes, it can be set."""
        steps = (*self.theirs.steps, *self.ours.steps)
        fields = {k for s in steps for k in s.before if k.startswith(".")}
        held = next((k for k in fields if all(self._is_state(s.before.get(k)) for s in steps)), "")
        if not held or any(s.before.get(k) != s.after.get(k) for s in steps for k in fields - {held}):
            return []
        met = {self.state(s.before) for s in self.theirs.steps}
        return [(self._makers()[0], Planted(held[1:], self.enum, one)) for one in self.states if one not in met]

    def _is_state(self, held: object) -> bool:
        return isinstance(held, tuple) and len(held) == 1 and held[0] in self.states

    def _combos(self, action: Action, most: int = _MOST_COMBOS) -> Iterator[tuple[str, ...]]:
        """What a call is given: all of an enum; of numbers those at the limits too, as one that is cut shows there alone."""
        rows = []
        for _, kind in action.takes:
            values = self.world.values.get(kind, [])
            rows.append(values if self.world.samples.enums.get(kind) is not None else values[:most])
        return islice(product(*rows), _MOST_COMBOS)

    def _side(self, side: Any, paths: list[tuple[Any, ...]]) -> Side:
        firsts = [look for m in self._makers() if isinstance(look := self._run(side, (m,), None, (), missing=False), dict)]
        steps: list[Step] = []
        self.events = 0
        unknown: set[str] = set()
        for path in paths:
            for action in self.calls:
                for combo in self._combos(action):
                    if len(steps) > _MOST_STEPS or self.events > _EVENTS_OF_STEPS:
                        unknown.add(action.name)
                        continue
                    for missing in (False, True):
                        step = self._run(side, path, action, combo, missing=missing)
                        if not isinstance(step, Step):
                            unknown.add(action.name)
                            break
                        steps.append(step)
                        if not any(side.learnt.get(p) in ("option", "result", "bool") for p, _ in step.events):
                            break
        return Side(tuple(firsts), tuple(steps), frozenset(unknown), side.numbers)

    def _run(self, side: Any, path: tuple[Any, ...], action: Action | None, combo: tuple[str, ...], *, missing: bool) -> Any:
        """What is seen after `path`, or the step of a call behind it; None where it depends on what nobody knows."""
        from uowgen.behaviour.foreign import Learnt, shown
        from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

        for _ in range(_RESTARTS):
            machine = side.machine(missing)
            try:
                value = side.started(machine, path)
                before = self._look(machine, value)
                if action is None:
                    return before
                given = [machine.call(name, []) for name in combo]
                seen = tuple(shown(g) for g in given)
                machine.world.seen, machine.steps = [], _STEPS
                at = (path, action.call, combo, missing)
                try:
                    back = machine.call_method(value, action.name, given)
                except RustPanic as panic:
                    return Step(at, action.name, seen, before, before, panic.message, None, (), {}, panicked=True)
                events = tuple((e.path, e.given) for e in machine.world.seen)
                gave = shown(back)
                says = action.gives.startswith(("Result<", "Option<")) or action.gives == "bool"
                taken = not is_refusal(gave) if says else None
                return Step(at, action.name, seen, before, self._look(machine, value), gave, taken, events, _told(back))
            except Learnt as lesson:
                if side.learnt.get(lesson.key) not in (None, lesson.kind):
                    return None
                side.learnt[lesson.key] = lesson.kind
            except (Undecidable, Unknown, RustPanic):
                return None
            finally:
                self.events += len(machine.world.events)
        return None

    def _look(self, machine: Any, value: Any) -> Look:
        from uowgen.behaviour.foreign import shown
        from uowgen.claims.cases.worlds import state_of

        look: Look = {f".{name}": held for name, held in state_of(value).items()}
        for name in self.getters:
            machine.steps = _STEPS
            look[f"{name}()"] = shown(machine.call_method(value, name, []))
        return look


def is_refusal(gave: object) -> bool:
    """Whether an answer tells that nothing was done."""
    return gave is False or (isinstance(gave, tuple) and gave[:1] in (("Err",), ("None",)))


def _told(back: Any) -> dict[str, object]:
    """What an error names, by its fields."""
    from uowgen.behaviour.foreign import shown
    from uowgen.behaviour.values import Struct, strip

    held = strip(back)
    inner = strip(held[0]) if type(held) is Struct and held.of.name == "Err" and len(held) == 1 else None
    if type(inner) is not Struct:
        return {}
    return {str(name): shown(part) for name, part in zip(inner.of.names, inner, strict=True)}


def holder_of(case: Case) -> Holder | None:
    """The one type of the spec that holds a state of an enum of plain variants, and changes it by its own calls."""
    return case.once("holder of a state", lambda: _holder(case))


def _holder(case: Case) -> Holder | None:
    world = world_of(case)
    if world is None:
        return None
    rows = []
    for name in dict.fromkeys(a.of for a in world.actions if a.of and a.changes and not a.trait):
        found = find_type(case, name).found
        if len(found) != 1 or found[0].item.kind != "struct" or not world.values.get(name):
            continue
        kinds = {f.name: f.type for f in fields_of(found[0]).all}
        enums = {k: e for k in kinds.values() if k.isidentifier() and (e := world.samples.enum(k)) is not None and not e.foreign}
        told = [a for a in world.actions if a.of == name and not a.changes and not a.takes and a.gives in enums]
        keys = [(f"{told[0].name}()", told[0].gives)] if len(told) == 1 else [(f".{f}", k) for f, k in kinds.items() if k in enums]
        if len(keys) == 1 and len(enums) == 1:
            rows.append((found[0], tuple(enums[keys[0][1]].variants), *keys[0]))
    return Holder(world, *rows[0]) if len(rows) == 1 else None


__all__ = ["Holder", "Look", "Side", "Step", "holder_of"]
