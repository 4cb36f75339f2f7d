"""Allocators of frames, driven: types that hand out frames of a range one by one or in runs, take them back, and may count them.

Frames are addresses in a type of the outside, in one of the tree's own, or plain numbers. Each step is told with what came of it and with
what was out before, as far as the steps themselves show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.integers import INTS
from uowgen.behaviour.page_tables import Address, is_address_type
from uowgen.behaviour.values import Struct, make, plain_number, strip

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.types import Ty

_BASE, _PAGE = 0x10_0000, 4096
_BASES = frozenset({"base", "start", "first", "begin", "origin", "low"})
_COUNTS = frozenset({"frames", "count", "len", "pages", "size", "total", "capacity", "num", "number", "n", "max", "nframes"})
_STEPS = 60_000
_USED = frozenset({"used", "allocated", "taken", "live", "busy", "occupied"})
_FREE = frozenset({"free", "available", "left", "unused", "remaining"})


class Roles(NamedTuple):
    """The methods of an allocator by what they do; `counters` with whether they count what is free."""

    owner: str
    maker: str
    take: str
    run: str  # hands out so many that stand side by side
    give: str
    counters: dict[str, bool]


class Event(NamedTuple):
    """One step. `at` is the frame that was given or asked back, counted from the first; None where a call was refused."""

    role: str
    size: int  # how many were asked for
    at: int | None
    refused: bool
    error: str
    odd: str  # what is wrong with what is given back: `misaligned`, `outside`
    used: frozenset[int]
    runs: tuple[tuple[int, int], ...]  # of those, what was handed out as runs
    counts: dict[str, int]  # what the counters tell after it
    once: bool = False  # whether what is given back was out before
    panic: str = ""
    story: tuple[str, ...] = ()


class Trace(NamedTuple):
    """The steps with one allocator of so many frames; `first` is what the counters tell of a new one."""

    frames: int
    events: tuple[Event, ...]
    first: dict[str, int]
    stuck: Undecidable | None = None
    ever: frozenset[int] = frozenset()  # the frames that one of so many is ever seen to hand out


def roles_of(program: Program, owner: str) -> Roles | None:
    """The roles of a type's methods; None for a type that hands out no frames, or where a role is not clear."""
    own = [f for f in program.methods(owner) if f.owner is not None and not f.owner.trait]
    public = [f for f in own if f.scope.text(f.node).startswith("pub")]
    makers = [f for f in public if not f.takes and f.returns.replace(" ", "").split("<")[0] in ("Self", owner) and _made(f, 1)]
    takes = [f for f in public if f.takes in ("mut", "ref") and not f.types and _opened(f) and not _is_about(f, _FREE | _USED)]
    runs = [
        f
        for f in public
        if f.takes in ("mut", "ref") and len(f.types) == 1 and _is_integer(f.types[0]) and _opened(f) and _names(f) & _COUNTS
    ]
    kinds = {_inside(f.returns) for f in takes}
    gives = [
        f for f in public
        if f.takes in ("mut", "ref") and len(f.types) == 1 and f not in runs and f.scope.text(f.node).partition("{")[0].count(":") >= 1
        and _kind_of(f) in kinds and f.returns.replace(" ", "").split("<")[0] in ("Result", "bool", "") and set(f.name.split("_")) & _GIVES
    ]  # fmt: skip
    counters = {
        f.name: is_of_free(f.name)
        for f in public if f.takes == "ref" and not f.types and f.returns.strip() in INTS and _is_about(f, _FREE | _USED)
    }  # fmt: skip
    if len(makers) != 1 or len(takes) != 1 or len(runs) > 1 or len(gives) > 1:
        return None
    return Roles(owner, makers[0].name, takes[0].name, runs[0].name if runs else "", gives[0].name if gives else "", counters)


_GIVES = frozenset({"free", "dealloc", "deallocate", "release", "give", "put", "return", "recycle", "reclaim"})


def is_of_free(name: str) -> bool:
    """Whether a counter is called by what is free."""
    return bool(set(name.split("_")) & _FREE)


def _is_about(function: Function, words: frozenset[str]) -> bool:
    return bool(set(function.name.split("_")) & words)


def _names(function: Function) -> set[str]:
    return {word for name, _ in function.parameters for word in name.split("_")}


def _opened(function: Function) -> bool:
    return function.returns.replace(" ", "").partition("<")[0].rpartition("::")[2] in ("Option", "Result")


def _inside(returns: str) -> str:
    bare = returns.replace(" ", "").partition("<")[2]
    return bare.removesuffix(">").partition(",")[0].rpartition("::")[2]


def _kind_of(function: Function) -> str:
    listed = function.node.child_by_field_name("parameters")
    text = function.scope.text(listed) if listed is not None else ""
    return text.rpartition(":")[2].strip(" ),\n").replace(" ", "").rpartition("::")[2]


def _is_integer(ty: Ty) -> bool:
    return isinstance(ty.head, str) and ty.head in INTS


def _made(maker: Function, frames: int) -> list[tuple[str, int]] | None:
    """What the constructor is given, as (type, number); None where a parameter is not understood."""
    rows = []
    for (name, _), ty in zip(maker.parameters, maker.types, strict=True):
        words = set(name.split("_"))
        head = str(ty.head).rpartition(" ")[2].rpartition("::")[2] if isinstance(ty.head, str) else ""
        number = _BASE if words & _BASES else frames if words & _COUNTS else _BASE + frames * _PAGE if "end" in words else None
        if number is None or not (head in INTS or (is_address_type(head) and number >= _BASE)):
            return None
        rows.append((head, number))
    return rows


# ------------------------------------------------------------------------------------------------------------------ driving


def deeds(frames: int) -> list[list[tuple[str, int]]]:
    """What is done, run by run: filled to the end; with holes; many small steps; each with numbers that say which frame is meant."""
    full = [("take", 0)] * (frames + 2)
    rows: list[list[tuple[str, int]]] = [
        [*full, ("odd", 1), ("odd", 2), ("give", 0), ("again", 0), ("take", 0), ("take", 0), ("odd", 0)]
    ]
    if frames > 8:
        return [
            [*full, ("give", frames - 2), ("give", 3), ("take", 0), ("run", 1), ("take", 0)],
            [("run", frames - 4), ("take", 0), ("run", 5), ("run", 3), ("take", 0)],
        ]
    rows.append([*full, ("give", 1), ("give", 2), ("run", 2), ("give", 1), ("run", 3), ("take", 0), ("run", 1)])
    rows.append([("run", 2), ("take", 0), ("run", 2), ("give", 0), ("give", 0), ("run", 3), ("run", 2), ("take", 0), ("take", 0)])
    rows.append([("run", frames), ("take", 0), ("run", 1), ("give", 2), ("again", 0), ("take", 0), ("run", frames + 1), ("run", 0)])
    rows.append(
        [("never", 0), ("odd", 1), ("take", 0), ("give", 0), ("again", 0), ("odd", 2), ("take", 0), ("never", 0), ("odd", 0)]
    )
    number = 77
    for _ in range(3):
        row = []
        for _ in range(24):
            number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
            what = ("take", "take", "run", "give", "give", "again", "odd")[(number >> 33) % 7]
            row.append((what, 1 + (number >> 40) % 3))
        rows.append(row)
    return rows


def traces(program: Program, roles: Roles) -> list[Trace]:
    """Everything that is done, with a few frames and with more than a word has bits."""
    maker = program.method(roles.owner, roles.maker)
    counted = maker is not None and any(set(n.split("_")) & _COUNTS or "end" in n.split("_") for n, _ in maker.parameters)
    if maker is None or not counted:
        return []
    found: list[Trace] = []
    for frames in (6, 67):
        rows = [_told(program, roles, maker, frames, row) for row in deeds(frames)]
        ever = {n for row in rows for e in row.events if e.role != "give" and e.at is not None for n in range(e.at, e.at + e.size)}
        found += [row._replace(ever=frozenset(ever) & frozenset(range(frames))) for row in rows]
    return found


def _told(program: Program, roles: Roles, maker: Function, frames: int, row: list[tuple[str, int]]) -> Trace:
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import OutsideMachine, Script

    learnt: dict[str, str] = {}
    for _ in range(6):
        machine = OutsideMachine(program, _world(Script(), learnt), Limits(steps=_STEPS * 10))
        teller = _Teller(machine, roles, frames)
        stuck: Undecidable | None = None
        try:
            teller.begin(maker)
            for what, number in row:
                if not teller.step(what, number):
                    break
        except Learnt as lesson:
            if learnt.get(lesson.key) in (None, lesson.kind):
                learnt[lesson.key] = lesson.kind
                continue
            stuck = lesson
        except RustPanic as panic:
            stuck = Undecidable(f"it panics: {panic.message}")
        except Undecidable as reason:
            stuck = reason
        except Unknown as reason:
            stuck = Undecidable(str(reason))
        return Trace(frames, tuple(teller.events), teller.first, stuck)
    return Trace(frames, (), {}, Undecidable("the outside is used in too many ways"))


def _world(script: Any, learnt: dict[str, str]) -> Any:
    from uowgen.behaviour.page_tables import PageTables
    from uowgen.claims.tables.walks import layout_of

    layout = layout_of("512")
    assert layout is not None
    return PageTables(script, learnt, {}, layout)


class _Teller:
    """One allocator, and what came of each step."""

    def __init__(self, machine: OutsideMachine, roles: Roles, frames: int) -> None:
        self.machine, self.roles, self.frames = machine, roles, frames
        self.held: Any = None
        self.events: list[Event] = []
        self.first: dict[str, int] = {}
        self.base, self.unit = -1, 0
        self.used: frozenset[int] = frozenset()
        self.runs: tuple[tuple[int, int], ...] = ()
        self.gone: list[int] = []
        self.story: list[str] = []

    def begin(self, maker: Function) -> None:
        given = [_value(self.machine, head, number) for head, number in _made(maker, self.frames) or []]
        # How far apart frames are, and where they begin, is what a second allocator of the same sort shows.
        other = self.machine.call(f"{self.roles.owner}::{self.roles.maker}", list(given))
        one, two = (_number(self.machine.call_method(other, self.roles.take, [])) for _ in range(2))
        self.held = self.machine.call(f"{self.roles.owner}::{self.roles.maker}", given)
        takes_base = any(number == _BASE for _, number in _made(maker, self.frames) or [])
        self.unit = _PAGE if takes_base and one is not None and two is not None and abs(two - one) != 1 else 1
        self.base = _BASE if takes_base else 0
        ends = any("end" in name.split("_") for name, _ in maker.parameters)
        if (
            (ends and self.unit == 1)
            or one is None
            or two is None
            or (one - self.base) % self.unit
            or one - self.base > 8 * self.unit
        ):
            from uowgen.behaviour.outcomes import Unknown

            raise Unknown("where frames begin is not known")
        self.first = self._counts()

    def _counts(self) -> dict[str, int]:
        return {name: int(self.machine.call_method(self.held, name, [])) for name in self.roles.counters}

    def step(self, what: str, number: int) -> bool:
        """Does one thing; whether the story goes on."""
        from uowgen.behaviour.outcomes import RustPanic

        role, name, given, at, odd, once = self._what(what, number)
        if not name:
            return True
        told = f"{name}({', '.join(_shown(g) for g in given)})"
        try:
            gave = self.machine.call_method(self.held, name, given)
        except RustPanic as panic:
            self._note(role, number, at, False, "", odd, once, panic.message or "a panic", f"{told} panics")
            return False
        if role == "give":
            refused, error = _refusal(gave)
            self._note(role, 1, at, refused, error, odd, once, "", f"{told} {'is refused' if refused else 'is taken'}")
            strange = bool(odd) or at not in self.used
            if not refused and at is not None:
                self.used -= {at}
                self.runs = tuple(r for r in self.runs if not r[0] <= at < r[0] + r[1])
                self.gone.append(at)
            return refused or not strange  # what it holds behind such a step is not known
        found = _number(gave)
        place = None if found is None else (found - self.base) // self.unit if (found - self.base) % self.unit == 0 else -1
        self._note(
            role,
            number if role == "run" else 1,
            place,
            found is None,
            _refusal(gave)[1],
            "",
            False,
            "",
            f"{told} gives {'nothing' if found is None else hex(found)}",
        )
        if place is not None:
            size = number if role == "run" else 1
            handed = frozenset(range(place, place + size))
            if handed & self.used or not handed <= frozenset(range(self.frames)):
                return False
            self.used |= handed
            self.gone = [g for g in self.gone if not place <= g < place + size]
            if role == "run":
                self.runs = (*self.runs, (place, size))
        return True

    def _what(self, what: str, number: int) -> tuple[str, str, list[Any], int | None, str, bool]:
        if what == "take":
            return "take", self.roles.take, [], None, "", False
        if what == "run":
            function = self.machine.program.method(self.roles.owner, self.roles.run) if self.roles.run else None
            given = [INTS[str(function.types[0].head)](number)] if function is not None else []
            return "run", self.roles.run, given, None, "", False
        live = sorted(self.used)
        never = [n for n in range(self.frames) if n not in self.used and n not in self.gone]
        at = {
            "give": live[number % len(live)] if live else None, "again": self.gone[-1] if self.gone else None,
            "never": never[-1] if never else None,
        }.get(what)  # fmt: skip
        if what == "odd":
            unit, odd = self.unit, ("misaligned", "outside", "outside")[number % 3]
            if odd == "misaligned" and (unit == 1 or not live):
                return "give", "", [], None, "", False
            place = (
                self.base + live[0] * unit + unit // 4
                if odd == "misaligned"
                else self.base + self.frames * unit
                if number % 3 == 1
                else self.base - unit
            )
            if place < 0:
                return "give", "", [], None, "", False
            return "give", self.roles.give, [self._frame(place)] if self.roles.give else [], None, odd, False
        if at is None or not self.roles.give:
            return "give", "", [], None, "", False
        return "give", self.roles.give, [self._frame(self.base + at * self.unit)], at, "", at in self.gone

    def _frame(self, number: int) -> Any:
        function = self.machine.program.method(self.roles.owner, self.roles.give)
        assert function is not None
        return _value(self.machine, _kind_of(function), number)

    def _note(
        self, role: str, size: int, at: int | None, refused: bool, error: str, odd: str, once: bool, panic: str, told: str
    ) -> None:
        self.story.append(told)
        counts = {} if panic else self._counts()
        self.events.append(
            Event(role, size, at, refused, error, odd, self.used, self.runs, counts, once, panic, tuple(self.story[-8:]))
        )


def _value(machine: OutsideMachine, head: str, number: int) -> Any:
    if head in INTS:
        return INTS[head](number)
    declared = machine.program.type(head)
    if declared is not None and len(declared.shapes) == 1:
        shape = next(iter(declared.shapes.values()))
        if len(shape.field_types) == 1 and _is_integer(shape.field_types[0]):
            return make(shape, [INTS[str(shape.field_types[0].head)](number)])
    return Address(machine.world, head, number)


def _refusal(gave: Any) -> tuple[bool, str]:
    """Whether an answer refuses, and the error that it names."""
    held = strip(gave)
    if isinstance(held, bool):
        return not held, ""
    if type(held) is Struct and held.of.name in ("Err", "None"):
        inside = strip(held[0]) if held else None
        return True, inside.of.name if type(inside) is Struct else "()" if held.of.name == "Err" else ""
    return False, ""


def _number(gave: Any) -> int | None:
    held = strip(gave)
    if type(held) is Struct and held.of.name in ("Some", "Ok"):
        held = strip(held[0])
    elif type(held) is Struct and held.of.name in ("None", "Err"):
        return None
    return held.number if isinstance(held, Address) else plain_number(held)


def _shown(given: Any) -> str:
    return hex(given.number) if isinstance(given, Address) else str(int(plain_number(given)))


__all__ = ["Event", "Roles", "Trace", "is_of_free", "roles_of", "traces"]
