"""Rings of descriptors that are shared with hardware, run beside each other as the spec and as the tree have them: what each call gives, writes,
and calls, with how the ring stands at each call. The hardware is played: it is done with a descriptor where its status is what it was at first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.container import is_integer, signature
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of, methods_of

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_PUSHES = re.compile(r"(?:try_)?(?:push|queue|enqueue|submit|post|add|send|put|transmit|fill|produce|give)(?:_|$)")
_COLLECTS = re.compile(
    r"(?:try_)?(?:reclaim|complete|clean|collect|reap|harvest|release|free|retire|recycle|drain|consume|gather)(?:_|$)"
)
_STEPS, _MOST_RESTARTS, _MOST_PLACES = 60_000, 8, 64
_FIRST = 0x1000  # the first of the numbers that are given

Standing = dict[str, Any]


class Call(NamedTuple):
    """A call to the outside: its name, what it was given, how the ring stood."""

    name: str
    given: tuple[object, ...]
    standing: Standing


class Act(NamedTuple):
    """One deed (`push`, `collect`, `sent`): what was given, what came back, how the ring stood before and after, what was called."""

    do: str
    given: tuple[int, ...]
    gave: object
    before: Standing
    after: Standing
    calls: tuple[Call, ...]
    refused: bool


class Ring(NamedTuple):
    """A ring: its type, its methods by role, the field with the descriptors and how many there are, and the fields by role.

    `payload` is by field of a descriptor the place of what it is given among the arguments of a push.
    """

    declaration: Declaration
    methods: dict[str, Declaration]
    push: str
    collect: str
    rows: str
    places: int
    status: str
    payload: dict[str, int]
    head: str
    tail: str


def ring_at_hand(case: Case) -> Ring | None:
    """The one ring of descriptors that the spec's blocks bring, with the roles that its own code shows; None if there is none."""
    return case.once("ring of descriptors", lambda: _ring_at_hand(case))


def _ring_at_hand(case: Case) -> Ring | None:
    names = dict.fromkeys(d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "struct")
    rows = [row for name in names for row in [_as_ring(case, name)] if row is not None]
    return rows[0] if len(rows) == 1 else None


def _as_ring(case: Case, name: str) -> Ring | None:
    found = find_type(case, name).found
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    lists = [m for m in fields_of(found[0]).all if re.fullmatch(r"\[\s*[A-Z]\w*\s*;.*\]", m.type)]
    methods = {d.item.name: d for d in methods_of(case.code, name, (found[0],)) if d.item.kind == "fn"}
    taking = {
        n: signature(d).parameters for n, d in methods.items() if re.search(r"\(\s*&\s*mut\s+self\b", d.text.partition("{")[0])
    }
    pushes = [n for n, p in taking.items() if _PUSHES.match(n) and p and all(is_integer(kind) for _, kind in p)]
    collects = [n for n, p in taking.items() if _COLLECTS.match(n) and not p]
    if len(lists) != 1 or len(pushes) != 1 or len(collects) > 1 or "new" not in methods:
        return None
    bare = Ring(found[0], methods, pushes[0], "".join(collects), lists[0].name, 0, "", {}, "", "")
    return _with_roles(case, bare)


def _with_roles(case: Case, bare: Ring) -> Ring | None:
    """The roles of the fields, as they show in a push, and in a collecting once the hardware is done, of the spec's own code."""
    from uowgen.claims.runs.own_code import code_of_spec

    program = code_of_spec(case, bare.declaration)
    acts = lived(program, bare, ("push",)) if program is not None else None
    if not acts or acts[0].refused:
        return None
    one = acts[0]
    changed = [k for k, v in one.after.items() if k != bare.rows and v != one.before[k] and isinstance(v, int)]
    slot = one.before.get(changed[0]) if len(changed) == 1 else None
    rows = one.after[bare.rows]
    if (
        not isinstance(slot, int)
        or not isinstance(rows, list)
        or not 0 <= slot < len(rows) <= _MOST_PLACES
        or type(rows[slot]) is not tuple
    ):
        return None
    old, new = one.before[bare.rows][slot][1], rows[slot][1]
    payload = {k: one.given.index(v) for k, v in new.items() if v in one.given}
    status = [k for k, v in new.items() if v != old[k] and k not in payload]
    ring = bare._replace(places=len(rows), tail=changed[0], payload=payload)
    if len(status) != 1:
        return None
    ring = ring._replace(status=status[0])
    later = lived(program, ring, ("push", "sent", "collect")) if ring.collect else None
    moved = (
        [k for k, v in later[-1].after.items() if k != ring.rows and v != later[-1].before[k] and isinstance(v, int)]
        if later
        else []
    )
    return ring._replace(head=moved[0]) if len(moved) == 1 else ring


def lived(program: Program | None, ring: Ring, deeds: tuple[str, ...], *, queued: int = 0) -> list[Act] | None:
    """What a life of a ring comes to; None where it cannot be run. `sent` is of the oldest descriptor not yet sent, `sent 2` of one further."""
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import Outside, OutsideMachine, Script

    if program is None:
        return None
    learnt: dict[str, str] = {}
    for _ in range(_MOST_RESTARTS):
        world = Outside(Script(), learnt)
        try:
            return _Life(OutsideMachine(program, world, Limits(steps=_STEPS)), world, ring).of(deeds)
        except Learnt as lesson:
            learnt[lesson.key] = lesson.kind
        except (RustPanic, Undecidable, Unknown, KeyError, IndexError):
            return None
    return None


class _Life:
    """One run."""

    def __init__(self, machine: Any, world: Any, ring: Ring) -> None:
        self._machine, self._world, self._ring = machine, world, ring
        parameters = signature(ring.methods["new"]).parameters
        self._value = machine.call(f"{ring.declaration.item.name}::new", [0x4000 + 0x100 * n for n in range(len(parameters))])
        self._first = self._standing()
        self._slots: list[int] = []  # of what is queued and not yet sent, oldest first
        self._given = _FIRST
        self._seen: list[Standing] = []
        world.watch = lambda: self._seen.append(self._standing())

    def of(self, deeds: tuple[str, ...]) -> list[Act]:
        return [self._done(*deed.split()) for deed in deeds]

    def _standing(self) -> Standing:
        from uowgen.behaviour.python_values import plain

        found: Standing = plain(self._value)[1]
        return found

    def _done(self, do: str, which: str = "0") -> Act:
        before, begun = self._standing(), len(self._world.events)
        self._seen.clear()
        given: tuple[int, ...] = ()
        gave: Any = None
        if do == "sent":
            self._sent(int(which))
        elif do == "push":
            count = len(signature(self._ring.methods[self._ring.push]).parameters)
            given = tuple(self._given + n for n in range(count))
            self._given += 0x40
            gave = self._machine.call_method(self._value, self._ring.push, list(given))
        else:
            gave = self._machine.call_method(self._value, self._ring.collect, [])
        after = self._standing()
        calls = tuple(Call(e.name, e.arguments, s) for e, s in zip(self._world.events[begun:], self._seen, strict=True))
        told, refused = _told(gave)
        if do == "push" and not refused and self._ring.tail:
            self._slots.append(before[self._ring.tail])
        return Act(do, given, told, before, after, calls, refused)

    def _sent(self, which: int) -> None:
        """The hardware is done with a descriptor: its status is what it was at first."""
        from uowgen.behaviour.values import strip

        slot = self._slots.pop(which)
        whole = strip(self._value)
        row = strip(strip(whole[whole.of.names.index(self._ring.rows)])[slot])
        at = row.of.names.index(self._ring.status)
        row[at] = type(row[at])(self._first[self._ring.rows][slot][1][self._ring.status])


def _told(gave: Any) -> tuple[object, bool]:
    """What came back as plain Python, and whether it says that the call was refused."""
    from uowgen.behaviour.python_values import plain

    told = plain(gave)
    return told, told is False or (isinstance(told, tuple) and len(told) == 2 and told[0] in ("Err",))


__all__ = ["Act", "Call", "Ring", "Standing", "lived", "ring_at_hand"]
