"""Stories of values of a type: told deed by deed, with the arguments that are given, and all that is seen recorded.

Lives (`lives.py`) are made up; a story is what somebody asks for: make one, call this with 3, call that, drop it. Several values may be
alive at once, so that one can be in the way of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Learnt, shown
from uowgen.behaviour.lives import Step, gave, inside, made_up, state
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Event, Line, Outside, OutsideMachine, Script
from uowgen.behaviour.values import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.lives import Roster
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.program import Program

_MOST_RESTARTS = 24


class Again(NamedTuple):
    """What a parameter was given in an earlier step."""

    step: int


class Deed(NamedTuple):
    """One thing that is done: `make` (by the function `name`), `call` a method on value `on`, `drop` it, or `unwind` it by a panic.

    `given` are numbers for the parameters that are plain integers, in their order; None where any will do.
    """

    do: str
    name: str = ""
    given: tuple[int | Again | None, ...] = ()
    on: int = 0


class Told(NamedTuple):
    """What was seen: a step for each deed that came about, the calls to the outside, the lines that were logged, which calls failed.

    `states` are the fields of the value that a step was about, after it; `statics` the file's own statics then, each as plain Python;
    `between` the same statics before each call to the outside.
    """

    deeds: tuple[Deed, ...]
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    lines: tuple[Line, ...]
    failed: tuple[str, ...]
    fallible: tuple[tuple[str, int], ...]
    states: tuple[dict[str, object], ...]
    statics: tuple[dict[str, object], ...]
    between: tuple[dict[str, object], ...]
    stuck: Undecidable | None = None


class Teller:
    """A program whose type can be told stories of; what they teach of the outside is kept in `learnt`."""

    def __init__(
        self,
        program: Program,
        listed: Roster,
        learnt: dict[str, str],
        limits: Limits,
        variants: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.program = program
        self.listed = listed
        self.learnt = learnt
        self.limits = limits
        self.variants = variants

    def told(self, deeds: Sequence[Deed], script: Script) -> Told:
        """What is seen when `deeds` are done in a world that behaves as `script` says."""
        for _ in range(_MOST_RESTARTS):
            run = _Run(self, script)
            stuck: Undecidable | None = None
            try:
                for deed in deeds:
                    if not run.did(deed):
                        break
            except Learnt as lesson:
                if self.learnt.get(lesson.key) in (None, lesson.kind):
                    self.learnt[lesson.key] = lesson.kind
                    continue
                stuck = lesson
            except Undecidable as reason:
                stuck = reason
            except Unknown as reason:
                stuck = Undecidable(str(reason))
            return run.all(tuple(deeds), stuck)
        return _Run(self, script).all(tuple(deeds), Undecidable("the outside is used in too many ways"))


class _World(Outside):
    """An outside that looks at the file's statics before each call."""

    def __init__(self, script: Script, learnt: dict[str, str], variants: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(script, learnt, variants)
        self.machine: OutsideMachine | None = None
        self.between: list[dict[str, object]] = []

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        if self.machine is not None:
            self.between.append(_statics(self.machine))
        return super().called(path, arguments, owner)


class _Run:
    """One story while it happens."""

    def __init__(self, teller: Teller, script: Script) -> None:
        self.teller = teller
        self.world = _World(script, teller.learnt, teller.variants)
        self.machine = OutsideMachine(teller.program, self.world, teller.limits)
        self.world.machine = self.machine
        self.values: list[Any] = []
        self.steps: list[Step] = []
        self.states: list[dict[str, object]] = []
        self.statics: list[dict[str, object]] = []

    def all(self, deeds: tuple[Deed, ...], stuck: Undecidable | None) -> Told:
        world = self.world
        return Told(
            deeds, tuple(self.steps), tuple(world.events), tuple(world.lines), tuple(world.failed), tuple(world.fallible.items()),
            tuple(self.states), tuple(self.statics), tuple(world.between), stuck,
        )  # fmt: skip

    def did(self, deed: Deed) -> bool:
        """Does one deed; whether the next one can be done."""
        self.world.step = len(self.steps)
        name = self.teller.listed.type
        if deed.do == "make":
            function = self._function(deed)
            made = self._step(function, deed, lambda given: self.machine.call(f"{name}::{function.name}", given))
            value = inside(made, name)
            self.values.append(value)
            self._look(value)
            return True
        value = self.values[deed.on] if deed.on < len(self.values) else None
        if value is None:
            return False
        if deed.do == "call":
            function = self._function(deed)
            result = self._step(function, deed, lambda given: self.machine.call_method(value, function.name, given))
            if self.steps[-1].panicked:
                self.values[deed.on] = None
            elif function.takes == "value":
                self.values[deed.on] = inside(result, name)
            self._look(self.values[deed.on])
            return not self.steps[-1].panicked
        try:
            (self.machine.drop if deed.do == "drop" else self.machine.unwind_with)(value)
            self.steps.append(Step("drop", (), "()"))
        except RustPanic as panic:
            self.steps.append(Step("drop", (), panic.message, True))
        self.values[deed.on] = None
        self._look(None)
        return True

    def _function(self, deed: Deed) -> Function:
        function = self.teller.listed.function(deed.name)
        if function is None:
            raise Unknown(f"no function `{deed.name}`")
        return function

    def _look(self, value: Any) -> None:
        rows = state(value) if value is not None else None
        self.states.append(dict(rows) if isinstance(rows, tuple) else {})
        self.statics.append(_statics(self.machine))

    def _step(self, function: Function, deed: Deed, call: Any) -> Any:
        """One call, noted as a step; gives the value, None when it panicked."""
        number = len(self.steps)
        given = []
        for n, (ty, (name, _)) in enumerate(zip(function.types, function.parameters, strict=True)):
            told = deed.given[n] if n < len(deed.given) else None
            which = told.step if isinstance(told, Again) else number
            plain = told is not None and not isinstance(told, Again)
            given.append(told if plain else made_up(self.machine, ty, 0, which, n, name))
        seen = tuple(shown(g) for g in given)
        try:
            value = call(given)
        except RustPanic as panic:
            self.steps.append(Step(function.name, seen, panic.message, True))
            return None
        owner = function.owner.of.head if function.owner is not None and function.owner.of is not None else None
        self.steps.append(Step(function.name, seen, gave(self.machine, value, function.returned, owner)))
        return value


def _statics(machine: OutsideMachine) -> dict[str, object]:
    """The file's own statics by name, as plain Python; what cannot be shown is left out."""
    found: dict[str, object] = {}
    program = machine.program
    for module in list(program.modules.values()):  # to look at one may open others
        for name, rows in list(module.names.items()):
            if len(rows) != 1 or rows[0].kind != "static_item":
                continue
            try:
                held = machine.static(program.define(rows))[0]
                found[name] = shown(held[0] if type(held) is Cell else held)
            except (Unknown, Undecidable):
                continue
    return found


__all__ = ["Again", "Deed", "Teller", "Told"]
