"""Queues of those who wait, for a key or for nothing more than their turn: which methods put to sleep, wake, move and cancel, and what they do.

The type is driven with what lies outside of it: whom a call blocks or wakes is seen by the calls that it makes with them, else by what it
gives back. Who waits is a number or a thing of the outside, a key is a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Learnt, Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outside import Outside
from uowgen.behaviour.values import make
from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.subject import find_type

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_PUTS = re.compile(
    r"(?:wait|sleep|enqueue|park|block|add|push|queue|insert|register|subscribe|suspend|join|attach)(?:_|$)|\w+_wait$"
)
_WAKES = re.compile(r"(?:wake|notify|signal|unpark|unblock|broadcast|kick|rouse|resume|release|post|fire|awaken)(?:_|$)")
_MOVES = re.compile(r"(?:requeue|move|transfer|migrate|redirect|shift)(?:_|$)")
_CANCELS = re.compile(
    r"(?:cancel|remove|forget|withdraw|leave|abort|detach|drop|unsubscribe|unregister|take_out|evict|delete)(?:_|$)"
)
_KEYS = frozenset(
    [
        "addr",
        "address",
        "uaddr",
        "key",
        "channel",
        "chan",
        "event",
        "queue",
        "futex",
        "word",
        "lock",
        "port",
        "line",
        "irq",
        "id",
        "from",
        "to",
        "object",
        "resource",
        "token",
        "topic",
        "src",
        "dst",
        "source",
        "target",
    ]
)
_COUNTS = frozenset(["count", "n", "max", "limit", "num", "nr", "many", "most", "number", "amount", "wakes"])
_WHO = frozenset(
    ["task", "tid", "thread", "waiter", "who", "pid", "process", "fiber", "cpu", "client", "sleeper", "owner", "proc", "job"]
)
_VALUES = frozenset(["expected", "value", "val", "old", "current", "seen"])
VALUE = 7  # what stands in a word that is read
MANY = 9
_STEPS = 60_000
_RESTARTS = 12


class Role(NamedTuple):
    """A method, with what each of its parameters is: `key`, `other` (a second key), `who`, `count`, `value`; `most` is how many it wakes if it takes no count."""

    name: str
    takes: tuple[str, ...]
    most: int = MANY


class Waiters(NamedTuple):
    """A type in which one waits, its methods by role, and the programs of the spec's own code and of the tree's."""

    declaration: Declaration
    put: Role
    wakes: tuple[Role, ...]
    move: Role | None
    cancel: Role | None
    programs: tuple[Program, Program]

    @property
    def keyed(self) -> bool:
        """Whether one waits for a key."""
        return "key" in self.put.takes


class Did(NamedTuple):
    """What one call did: the paths of calls to the outside with the number of who they were given, who came back, and what came back."""

    calls: tuple[tuple[str, int], ...]
    back: tuple[int, ...]
    gave: object
    whole: bool = True


class _World(Outside):
    """An outside in which every word that is read holds the same."""

    def _value(self, key: str, token: str, count: int) -> Any:
        return VALUE if self.learnt.get(key) == "int" else super()._value(key, token, count)


def waiters_of(case: Case, named: frozenset[str]) -> Waiters | None:
    """The one type of the spec's blocks in which one waits; of several methods for a role the one that is `named` counts."""
    return case.once(f"waiters {sorted(named)}", lambda: _found(case, named))


def _found(case: Case, named: frozenset[str]) -> Waiters | None:
    functions = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    if not any(map(_PUTS.match, functions)) or not any(map(_WAKES.match, functions)):
        return None
    names = dict.fromkeys(d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct")
    rows = []
    for name in names:
        found = find_type(case, name).found
        if len(found) == 1 and (row := _as_waiters(case, found[0], named)) is not None:
            rows.append(row)
    return rows[0] if len(rows) == 1 else None


def _as_waiters(case: Case, declaration: Declaration, named: frozenset[str]) -> Waiters | None:
    from uowgen.behaviour.lives import roster

    name = declaration.item.name
    ours, theirs = case.once(f"programs of waiters in {name}", lambda: code_of_both(case, declaration))
    listed = roster(theirs, declaration.item.name) if theirs is not None else None
    if ours is None or theirs is None or listed is None or not any(not m.parameters for m in listed.makers):
        return None
    methods = [f for f in listed.methods if f.takes == "mut"]
    roles = {f.name: r for f in methods if (r := _role(f)) is not None}
    puts = [r for n, r in roles.items() if _PUTS.match(n) and "who" in r.takes and "count" not in r.takes]
    keyed = any("key" in r.takes for r in puts)
    wakes = [r for n, r in roles.items() if _WAKES.match(n) and "who" not in r.takes and ("key" in r.takes) is keyed]
    moves = [r for n, r in roles.items() if _MOVES.match(n) and {"key", "other"} <= set(r.takes) and "who" not in r.takes]
    cancels = [
        r for n, r in roles.items() if _CANCELS.match(n) and "who" in r.takes and not {"count", "value", "other"} & set(r.takes)
    ]
    said = [r for r in puts if r.name in named] or puts
    if len(said) != 1 or not wakes or len(moves) > 1 or len(cancels) > 1:
        return None
    wakes.sort(key=lambda r: (r.name not in named, "count" not in r.takes, -r.most))
    move, cancel = (rows[0] if rows else None for rows in (moves, cancels))
    return Waiters(declaration, said[0], tuple(wakes), move, cancel, (theirs, ours))


def _role(function: Function) -> Role | None:
    """What each parameter of a method is, by its type and its name; None if one is neither."""
    takes: list[str] = []
    for (name, _), ty in zip(function.parameters, function.types, strict=True):
        word = name.lstrip("_")
        last = word.rpartition("_")[2]
        number = isinstance(ty.head, str) and ty.head in INTS
        if word in _VALUES or last in _VALUES:
            sort = "value"
        elif number and (last in _COUNTS or word in _COUNTS or word.startswith(("max_", "n_", "num_"))):
            sort = "count"
        elif last in _WHO or (not number and word not in _KEYS and last not in _KEYS):
            sort = "who"
        else:
            sort = "other" if "key" in takes else "key"
        if sort in takes:
            return None
        takes.append(sort)
    parts = function.name.split("_")
    return Role(function.name, tuple(takes), 1 if "one" in parts or "next" in parts or "first" in parts else MANY)


class Call(NamedTuple):
    """One call: of which method, with which key, other key, one who waits, number and value."""

    role: Role
    key: int = 0
    other: int = 0
    who: int = 0
    number: int = MANY
    value: int = VALUE

    def most(self) -> int:
        """How many it may wake."""
        return self.number if "count" in self.role.takes else self.role.most


def run(held: Waiters, program: Program, calls: tuple[Call, ...], learnt: dict[str, str]) -> list[Did] | None:
    """What each of the calls does; None where that depends on what nobody knows."""
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import OutsideMachine, Script

    owner = held.declaration.item.name
    for _ in range(_RESTARTS):
        world = _World(Script(), learnt)
        machine = OutsideMachine(program, world, Limits(steps=_STEPS))
        found: list[Did] = []
        try:
            maker = next(n for n in ("new", "default", "empty") if program.method(owner, n) is not None)
            value = machine.call(f"{owner}::{maker}", [])
            for call in calls:
                function = program.method(owner, call.role.name)
                if function is None or len(function.types) != len(call.role.takes):
                    return None
                given = [_given(machine, ty, sort, call) for ty, sort in zip(function.types, call.role.takes, strict=True)]
                before = len(world.events)
                try:
                    back = machine.call_method(value, call.role.name, given)
                except RustPanic:
                    found.append(Did((), (), None, whole=False))
                    return found
                gave = shown(back)
                rows = [(e.path, _who(a)) for e in world.events[before:] for a in e.arguments]
                found.append(Did(tuple((p, n) for p, n in rows if n), tuple(n for x in _flat(gave) if (n := _who(x))), gave))
        except Learnt as lesson:
            if learnt.get(lesson.key) not in (None, lesson.kind):
                return None
            learnt[lesson.key] = lesson.kind
        except (Undecidable, Unknown, StopIteration):
            return None
        else:
            return found
    return None


_FIRST = 41  # the number of who comes first, where they are numbers


def _given(machine: Any, ty: Any, sort: str, call: Call) -> Any:
    number = {
        "key": 0x1000 * call.key,
        "other": 0x1000 * call.other,
        "who": _FIRST + call.who,
        "count": call.number,
        "value": call.value,
    }[sort]
    head = ty.head if isinstance(ty.head, str) else ty.head.name
    if head in INTS:
        return INTS[head](number)
    declared = machine.program.type(head) if sort in ("who", "key", "other") else None
    shape = next(iter(declared.shapes.values())) if declared is not None and len(declared.shapes) == 1 else None
    if shape is not None and len(shape.field_types) == 1 and str(shape.field_types[0].head) in INTS:
        return make(shape, [INTS[str(shape.field_types[0].head)](number)])
    return Thing(machine.world, "thing", f"waits {number}" if sort == "who" else f"{sort} {number}")


def _who(value: object) -> int:
    """Who is meant by what a call was given or gave: one more than the number; 0 for nobody."""
    if isinstance(value, str) and value.startswith("waits "):
        return int(value.removeprefix("waits ")) - _FIRST + 1
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and value[0][:1].isupper():
        return _who(value[1])
    if isinstance(value, int) and not isinstance(value, bool) and _FIRST <= value < _FIRST + MANY:
        return value - _FIRST + 1
    return 0


def _flat(value: object) -> list[object]:
    if isinstance(value, tuple):
        return [value] if _who(value) else [x for part in value for x in _flat(part)]
    return [value]


__all__ = ["MANY", "VALUE", "Call", "Did", "Role", "Waiters", "run", "waiters_of"]
