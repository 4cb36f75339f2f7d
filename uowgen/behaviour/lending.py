"""Stories of guards over something that they borrow: a table behind a lock, what a processor keeps, a static.

What a parameter or a field borrows is made once for a story, by the constructor of its type, and looked into after each deed, deep: behind
locks, cells and boxes. Calls to the outside are recorded with what it looked like before each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Answer, Learnt, Thing, shown
from uowgen.behaviour.lives import gave, inside, made_up
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Outside, OutsideMachine, Script
from uowgen.behaviour.values import Boxed, Cell, Ref, Shared, Struct, strip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.lives import Roster
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.types import Ty

_MOST_RESTARTS = 16
View = dict[str, object]


class Act(NamedTuple):
    """One deed: `make` a guard, `call` a method of the `on`-th living one, `drop` it, `free`ly call a function, ask what is `lent`, or `turn`
    on what can be on or off outside.
    """

    do: str
    name: str = ""
    numbers: tuple[int, ...] = ()
    on: int = 0
    owner: str = ""


class Happened(NamedTuple):
    """A call to the outside, with what was lent as it was before."""

    name: str
    path: str
    arguments: tuple[object, ...]
    before: View


class Guarding(NamedTuple):
    """A guard as it is known: which it is, what it was made with, its fields, the place of what is lent that its making changed."""

    number: int
    given: tuple[tuple[str, object], ...]
    fields: View
    place: int | None
    outermost: bool
    world: bool | None  # whether what can be on or off outside was on before it was made
    first_world: bool | None  # the same of the first of the guards that live


class Beat(NamedTuple):
    """What was seen of one deed: `before` and `after` are what is lent, flat; `alive` how many guards there were before and after."""

    act: Act
    given: tuple[tuple[str, object], ...]
    gave: object
    panicked: bool
    events: tuple[Happened, ...]
    before: View
    after: View
    alive: tuple[int, int]
    guard: Guarding | None
    on: tuple[bool | None, bool | None]  # what can be on or off outside, before and after

    @property
    def refused(self) -> bool:
        """Whether it gave an error, `None` or `false`."""
        return self.gave is False or (isinstance(self.gave, tuple) and self.gave[:1] in (("Err",), ("None",)))


class LentWorld(Outside):
    """An outside that hands out what is lent, and remembers how it looked before each call."""

    def __init__(self, script: Script, learnt: dict[str, str], variants: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(script, learnt, variants)
        self.machine: OutsideMachine | None = None
        self.lent: dict[str, Any] = {}
        self.happened: list[Happened] = []

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """A call to the outside."""
        given = tuple(_told(a) for a in arguments)
        before = self.view()
        answer = super().called(path, arguments, owner)
        self.happened.append(Happened(path.replace(".", "::").rpartition("::")[2], path, given, before))
        return answer

    def attribute(self, path: str, token: str, name: str) -> Any:
        """A field of something outside: what is lent, where it is called as its type is."""
        for type_ in self._types_called(name):
            return self.of(type_)
        return super().attribute(path, token, name)

    def _types_called(self, name: str) -> list[str]:
        assert self.machine is not None
        program = self.machine.program
        text = " ".join(m.file.source.data.decode("utf-8", "replace") for m in program.modules.values())
        named = [t for t in re.findall(r"\bstruct (\w+)", text) if re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", t).lower() == name]
        if not named:
            held = [v or name for v in re.findall(rf"let (\w+)(?:: [^=]+)? = &?[^;]*\.{name}\s*;", text)] or [name]
            fields = [t for v in held for t in re.findall(rf"\b{v}: &(?:'\w+ )?(\w+)", text)]
            named = [t for t in dict.fromkeys(fields) if program.type(t) is not None]
        return named[:1] if len(set(named)) == 1 else []

    def of(self, name: str) -> Any:
        """The one value of the type that is lent in this story."""
        if name not in self.lent:
            assert self.machine is not None
            self.lent[name] = built(self.machine, name)
        return self.lent[name]

    def turned(self) -> bool | None:
        """Whether what can be on or off is on; None where there is no such thing, or several."""
        found = [v for (_, given), v in self._cells.items() if given == () and isinstance(v, bool)]
        return found[0] if len(found) == 1 else None if found else self.script.yes

    def turn(self, on: bool) -> None:
        """Turns it on or off from elsewhere."""
        for key, value in self._cells.items():
            if key[1] == () and isinstance(value, bool):
                self._cells[key] = on

    def view(self) -> View:
        """What is lent, and the statics, by the names of their fields."""
        found: View = {}
        for value in self.lent.values():
            flat("", value, found)
        if self.machine is not None:
            for place in self.machine.statics.values():
                flat("", place[0], found)
        return found


def built(machine: OutsideMachine, name: str) -> Any:
    """A value of a type of the file: by the function that makes one of nothing, else of its fields."""
    program = machine.program
    makers = [f for f in program.methods(name) if not f.takes and not f.types and _is_maker(f, name)]
    chosen = next((f for f in makers if f.name in ("new", "default", "empty")), makers[0] if len(makers) == 1 else None)
    if chosen is not None:
        return machine.call(f"{name}::{chosen.name}", [])
    declared = program.type(name)
    if declared is None:
        raise Unknown(f"a made-up {name}")
    from uowgen.behaviour.types import Ty as _Ty

    return made_up(machine, _Ty(declared), 0, 0, 0, name.lower())


def _is_maker(f: Function, name: str) -> bool:
    return (
        f.returned.head == "Self"
        or getattr(f.returned.head, "name", f.returned.head) == name
        or f.returns.strip() in ("Self", name)
    )


def flat(name: str, value: Any, found: View, depth: int = 0) -> None:
    """The fields of a value, by their own names, as plain Python; what cannot be shown is left out."""
    held = strip(value)
    while type(held) in (Cell, Boxed) or (isinstance(held, Shared) and not held.weak):
        held = strip(held[0] if isinstance(held, list) else held.cell[0])
    if depth > 6 or held is None:
        return
    if type(held) is Struct and held.of.type.kind == "struct" and held.of.style == "{":
        for n, part in zip(held.of.names, held, strict=True):
            if not n.startswith("_"):
                flat(n, part, found, depth + 1)
        return
    told = _told(held)
    if name and told is not None:
        found[name if name not in found or found[name] == told else f"{name}'"] = told


def _told(value: Any) -> object:
    held = strip(value)
    while type(held) in (Cell, Boxed) or (isinstance(held, Shared) and not held.weak):
        held = strip(held[0] if isinstance(held, list) else held.cell[0])
    if isinstance(held, list) and type(held) is not Struct:
        return tuple(_told(part) for part in held)
    if type(held) is Struct:
        return (held.of.name, *(_told(part) for part in held))
    try:
        return shown(held)
    except (Unknown, Undecidable):
        return None


class Story(NamedTuple):
    """The beats of one story, and why it could not be told to its end."""

    beats: tuple[Beat, ...]
    stuck: Undecidable | None = None


class Lender:
    """A program whose guards can be told stories of."""

    def __init__(
        self, program: Program, listed: Roster, learnt: dict[str, str], limits: Limits, variants: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.program = program
        self.listed = listed
        self.learnt = learnt
        self.limits = limits
        self.variants = variants
        self.lent: tuple[str, ...] = ()  # what is there before anything is done

    def told(self, acts: Sequence[Act], script: Script) -> Story:
        """What is seen when `acts` are done in a world that behaves as `script` says."""
        for _ in range(_MOST_RESTARTS):
            stuck: Undecidable | None = None
            run = None
            try:
                run = _Run(self, script)
                for act in acts:
                    if not run.did(act):
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
            return Story(tuple(run.beats) if run is not None else (), stuck)
        return Story((), Undecidable("the outside is used in too many ways"))


class _Run:
    """One story while it happens."""

    def __init__(self, lender: Lender, script: Script) -> None:
        self.lender = lender
        self.world = LentWorld(script, lender.learnt, lender.variants)
        self.machine = OutsideMachine(lender.program, self.world, lender.limits)
        self.world.machine = self.machine
        self.living: list[tuple[Any, Guarding]] = []
        self.beats: list[Beat] = []
        self.made = 0
        for name in lender.lent:
            self.world.of(name)
        del self.world.happened[:]

    def did(self, act: Act) -> bool:
        """Does one deed; whether the story can go on."""
        world, machine, listed = self.world, self.machine, self.lender.listed
        if act.do in ("call", "drop") and not self.living:
            return True
        on = act.on % len(self.living) if act.do in ("call", "drop") else 0
        value, guard = self.living[on] if act.do in ("call", "drop") else (None, None)
        function = None
        if act.do in ("make", "call"):
            function = listed.function(act.name)
        elif act.do in ("free", "lent"):
            function = machine.program.function(act.name) if act.do == "free" else machine.program.method(act.owner, act.name)
        if act.do == "lent":
            world.of(act.owner)
        given = self._given(function, act) if function is not None else []
        named = tuple((n, _told(g)) for (n, _), g in zip(function.parameters, given, strict=True)) if function is not None else ()
        guard = guard._replace(fields=_fields(value)) if guard is not None else None
        before, was_on, alive, noted = world.view(), world.turned(), len(self.living), len(world.happened)
        result: Any = None
        panicked = False
        if act.do in ("drop", "call") and (act.do == "drop" or (function is not None and function.takes == "value")):
            del self.living[on]
        try:
            if act.do == "make":
                result = machine.call(f"{listed.type}::{act.name}", given)
            elif act.do == "call":
                result = machine.call_method(value, act.name, given)
            elif act.do == "drop":
                machine.drop(value)
            elif act.do == "free":
                result = machine.call(act.name, given)
            elif act.do == "lent":
                result = machine.call_method(world.of(act.owner), act.name, given)
            else:
                world.turn(bool(act.numbers[0]))
        except RustPanic:
            panicked = True
        after = world.view()
        if not panicked:
            made = inside(result, listed.type) if function is not None and act.do in ("make", "call", "free") else None
            if made is not None:
                self.made += 1
                first = self.living[0][1].first_world if self.living else was_on
                guard = Guarding(
                    self.made, named, _fields(made), _changed(before, after), not self.living, was_on, first
                )  # fmt: skip
                self.living.append((made, guard))
        told: object = "()"
        if function is not None and not panicked:
            owner = function.owner.of.head if function.owner is not None and function.owner.of is not None else None
            told = gave(machine, result, function.returned, owner)
        events = tuple(world.happened[noted:])
        self.beats.append(
            Beat(act, named, told, panicked, events, before, after, (alive, len(self.living)), guard, (was_on, world.turned()))
        )
        return not panicked

    def _given(self, function: Function, act: Act) -> list[Any]:
        numbers = iter(act.numbers)
        return [
            self._argument(ty, name, n, numbers, len(self.beats))
            for n, (ty, (name, _)) in enumerate(zip(function.types, function.parameters, strict=True))
        ]

    def _argument(self, ty: Ty, name: str, place: int, numbers: Any, step: int) -> Any:
        from uowgen.behaviour.integers import INTS

        inner = ty.args[0] if ty.head == "&" and ty.args else ty
        if ty.head == "&" and not isinstance(inner.head, str):
            return Ref([self.world.of(inner.head.name)], 0)
        if isinstance(ty.head, str) and ty.head in INTS:
            return INTS[ty.head](next(numbers, 0))
        if ty.head == "bool":
            return bool(next(numbers, step % 2))
        return made_up(self.machine, ty, 0, step, place, name)


def _fields(value: Any) -> View:
    found: View = {}
    held = strip(value)
    if type(held) is Struct:
        for n, part in zip(held.of.names, held, strict=True):
            if type(part) is not Ref and not n.startswith("_"):
                found[n] = _told(part)
    return found


def _changed(before: View, after: View) -> int | None:
    """The one place of a list of what is lent that was changed."""
    places = {
        k for n, v in after.items() if isinstance(v, tuple) and isinstance(b := before.get(n), tuple) and len(b) == len(v)
        for k, (x, y) in enumerate(zip(b, v, strict=True)) if x != y
    }  # fmt: skip
    return places.pop() if len(places) == 1 else None


__all__ = ["Act", "Answer", "Beat", "Guarding", "Happened", "Lender", "Story", "Thing", "View", "flat"]
