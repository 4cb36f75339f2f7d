"""Guards that turn something off for as long as they live: made one within the other in a world that has the switch, by both programs.

What is turned off and on is told by the names of calls to the outside (`interrupts::disable()`, `preempt::resume()`), and so is what
is counted (`irq_depth().fetch_add(1)`). What sentences ask of the runs is in `switch_said.py`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Learnt, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Outside, OutsideMachine, Script
from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.container import signature
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import find_type
from uowgen.claims.valued.tokens import humps
from uowgen.facts.members import methods_of

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_OFF = frozenset("disable mask off stop suspend pause inhibit cli hold freeze block quiesce".split())
_ON = frozenset("enable unmask on resume sti thaw unblock allow start reenable unfreeze".split())
_IS_ON = frozenset("enabled active on running allowed unmasked".split())
_IS_OFF = frozenset("disabled masked off paused suspended stopped blocked inhibited".split())
_AUX = frozenset("is are was were all local get and save restore set do".split())
_UP = frozenset("inc increment raise enter push".split())
_DOWN = frozenset("dec decrement lower leave exit pop".split())
_ATOMIC = {"fetch_add": 1, "fetch_sub": -1}
_MOST_RESTARTS, _BEGINS = 12, 3
_MARK, _SAID, _DEPTH = "uowgen_mark", "uowgen_said", "uowgen_depth"
LOCAL = "local"  # the counter that is a static of the file itself


class Done(NamedTuple):
    """One call to the outside: what it is (`on`, `off`, `ask`, `up`, `down`, or nothing of these), of which switch or counter, its name."""

    what: str
    of: str
    name: str
    number: int = 1


class Mark(NamedTuple):
    """How things are between two parts of a life: switches, counters, and what the guard made last holds."""

    on: dict[str, bool]
    counts: dict[str, int]
    held: dict[str, object]


class Run(NamedTuple):
    """A life in six parts: made, called, the second made, called, the second dropped, the first dropped; seven marks around them."""

    on: bool
    parts: tuple[tuple[Done, ...], ...]
    marks: tuple[Mark, ...]
    said: tuple[object, ...]


class Switched(NamedTuple):
    """A guard, its switch and its counter (empty: none), its methods by what they give, and what both programs do, by method."""

    declaration: Declaration
    maker: str
    switch: str
    counter: str
    methods: dict[str, str]
    theirs: dict[str, tuple[Run, ...]]
    ours: dict[str, tuple[Run, ...] | None]


class _World(Outside):
    """A world in which what can be turned off is on at first, or off."""

    def __init__(self, on: bool, learnt: dict[str, str]) -> None:
        super().__init__(Script(yes=on), learnt)
        self.first = on
        self.on: dict[str, bool] = {}
        self.counts: dict[str, int] = {}
        self.parts: list[list[Done]] = []
        self.marks: list[Mark] = []
        self.said: list[object] = []
        self.machine: OutsideMachine | None = None
        self.local = False
        self.depth = 0

    def _note(self, done: Done) -> None:
        if self.parts:
            self._look()
            self.parts[-1].append(done)

    def _look(self) -> None:
        """Notes what the counter of the file has come to since the last call to the outside."""
        if self.local and self.machine is not None:
            now = int(self.machine.call(_DEPTH, []))
            if self.parts and now != self.depth:
                self.parts[-1].append(Done("up" if now > self.depth else "down", LOCAL, LOCAL, abs(now - self.depth)))
            self.depth = now

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call, which is kept."""
        plain = path.replace(".", "::")
        before, _, name = plain.rpartition("::")
        if name == _MARK:
            self._look()
            counts = {**self.counts, **({LOCAL: self.depth} if self.local else {})}
            self.marks.append(Mark(dict(self.on), counts, _held(arguments[0]) if arguments else {}))
            self.parts.append([])
            return ()
        if name == _SAID:
            self.said.append(shown(arguments[0]))
            return ()
        if (name in (*_ATOMIC, "load") and owner) or name in _ATOMIC:
            by = _ATOMIC.get(name, 0) * (int(arguments[0]) if name in _ATOMIC else 0)
            old = self._count(before, by)
            return INTS["usize"](old % (1 << 64))
        words = set(name.split("_"))
        rest = before + "::" + "_".join(p for p in name.split("_") if p not in _OFF | _ON | _IS_ON | _IS_OFF | _AUX | _UP | _DOWN)
        if not arguments and not owner:
            if words & (_IS_ON | _IS_OFF) and (words & {"is", "are"} or not words & (_ON - _IS_ON) | words & (_OFF - _IS_OFF)):
                self._note(Done("ask", rest, name))
                return self.on.setdefault(rest, self.first) is bool(words & _IS_ON)
            if words & {"save"} and words & (_OFF | {"irq", "irqs", "local", "interrupts", "flags"}):
                old_state = self.on.setdefault(rest, self.first)
                self.on[rest] = False
                self._note(Done("ask", rest, name))
                self._note(Done("off", rest, name))
                return old_state
            if len(turned := words & (_OFF | _ON)) == 1:
                way = "on" if turned & _ON else "off"
                self.on.setdefault(rest, self.first)
                self.on[rest] = way == "on"
                self._note(Done(way, rest, name))
                return ()
            if len(steps := words & (_UP | _DOWN)) == 1:
                self._count(rest, 1 if steps & _UP else -1)
                return ()
        if len(arguments) == 1 and not owner and words & {"restore", "set"} and isinstance(arguments[0], bool):
            self.on.setdefault(rest, self.first)
            self.on[rest] = arguments[0]
            self._note(Done("on" if arguments[0] else "off", rest, name))
            return ()
        if words & (_OFF | _ON) and (arguments or owner):
            raise Unknown(f"what `{name}` turns off or on")
        self._note(Done("", plain, name))
        return super().called(path, arguments, owner)

    def _count(self, key: str, by: int) -> int:
        old = self.counts.get(key, _BEGINS)
        self.counts[key] = old + by
        if by:
            self._note(Done("up" if by > 0 else "down", key, key.rpartition("::")[2], abs(by)))
        return old


def _held(value: Any) -> dict[str, object]:
    from uowgen.behaviour.values import Struct, strip

    held = strip(value)
    return (
        {str(n): shown(part) for n, part in zip(held.of.names, held, strict=True)} if type(held) is Struct and held.of.names else {}
    )


def switched(case: Case) -> Switched | None:
    """The one guard of the spec's blocks that turns something off, and what is seen of it; None if there is none, or it cannot be run."""
    return case.once("switched", lambda: _switched(case))


def _switched(case: Case) -> Switched | None:
    rows = [d for f in block_files(case) for d in f.declarations()]
    ending = {d.owner.partition("Drop for ")[2].partition("<")[0] for d in rows if d.owner.startswith("Drop for ")}
    found = find_type(case, next(iter(ending))).found if len(ending) == 1 else ()
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    declaration = found[0]
    name = declaration.item.name
    signatures = {d.item.name: signature(d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    shown_ = {d.item.name for d in rows if d.item.kind == "fn"}
    makers = [n for n, s in signatures.items() if not s.parameters and s.returns in ("Self", name) and n in shown_]
    if len(makers) != 1:
        return None
    kinds = {
        d.item.name: signature(d).returns
        for d in methods_of(case.code, name, (declaration,))
        if d.item.name in shown_
        and not signature(d).parameters
        and re.search(r"\(\s*&(?:mut )?self\s*\)", d.text.partition("{")[0])
    }
    methods = {n: r for n, r in kinds.items() if r in ("bool", "()", "") and n != "drop"}
    local = _local(declaration)
    theirs: dict[str, tuple[Run, ...]] = {}
    ours: dict[str, tuple[Run, ...] | None] = {}
    learnt: dict[str, str] = {}
    for method in ("", *methods):
        ends = _code(name, makers[0], method, gives=methods.get(method) == "bool", local=local)
        mine, own = code_of_both(case, declaration, ends)
        seen = _runs(own, learnt, local=bool(local))
        if seen is None:
            if not method:
                return None
            continue
        theirs[method] = seen
        ours[method] = seen if mine is own else _runs(mine, learnt, local=bool(local))
    every = [d for run in theirs[""] for part in run.parts for d in part]
    switches = {d.of for d in every if d.what in ("on", "off")}
    counted = {d.of for d in every if d.what in ("up", "down") and not d.of.rpartition("::")[0].startswith("Atomic")}
    counters = counted | ({LOCAL} if local else set())
    if len(switches) != 1:
        return None
    return Switched(declaration, makers[0], switches.pop(), counters.pop() if len(counters) == 1 else "", methods, theirs, ours)


def _local(declaration: Declaration) -> str:
    """The one atomic number of the file that is a static, as an expression."""
    found = []
    for d in declaration.file.declarations():
        if d.item.kind == "static":
            kind = "".join(d.file.rust.text(d.item.node).partition(":")[2].partition("=")[0].split())
            if kind.rpartition("::")[2].startswith("Atomic") and "Bool" not in kind:
                found.append(d.item.name)
    return found[0] if len(found) == 1 else ""


def counter_words(known: Switched) -> set[str]:
    """What the counter is called."""
    name = _local(known.declaration) if known.counter == LOCAL else known.counter.rstrip(":").rpartition("::")[2]
    return {h for p in name.split("_") for h in humps(p)} | {name.lower()} if name else set()


def _code(type_: str, maker: str, method: str, *, gives: bool, local: str) -> str:
    acts = {v: (f"let r = {v}.{method}(); crate::{_SAID}(r);" if gives else f"{v}.{method}();") if method else "" for v in "ab"}
    mark = f"crate::{_MARK}"
    code = (
        f"\nfn {PROBE}() {{ {mark}(); {{ let mut a = {type_}::{maker}(); {mark}(&a); {acts['a']} {mark}(&a); "
        f"{{ let mut b = {type_}::{maker}(); {mark}(&b); {acts['b']} {mark}(&b); }} {mark}(&a); }} {mark}(); }}"
    )
    order = "core::sync::atomic::Ordering::SeqCst"
    return code + (f" fn {_DEPTH}() -> usize {{ {local}.load({order}) as usize }}" if local else "")


def _runs(program: Program | None, learnt: dict[str, str], *, local: bool) -> tuple[Run, ...] | None:
    found = [_run(program, on, learnt, local=local) for on in (True, False)] if program is not None else [None]
    runs = tuple(r for r in found if r is not None)
    return runs if len(runs) == len(found) else None


def _run(program: Program, on: bool, learnt: dict[str, str], *, local: bool) -> Run | None:
    for _ in range(_MOST_RESTARTS):
        world = _World(on, learnt)
        machine = OutsideMachine(program, world)
        world.machine, world.local = machine, local
        try:
            machine.call(PROBE, [])
        except Learnt as lesson:
            if learnt.get(lesson.key) not in (None, lesson.kind):
                return None
            learnt[lesson.key] = lesson.kind
            continue
        except (Undecidable, Unknown, RustPanic):
            return None
        if len(world.marks) != 7:
            return None
        # Before anything has been done with a switch or a counter, it is as it was at first.
        marks = tuple(
            Mark(
                {k: m.on.get(k, on) for k in world.on},
                {**dict.fromkeys(world.counts, _BEGINS), **m.counts},
                m.held,
            )
            for m in world.marks
        )
        return Run(on, tuple(map(tuple, world.parts[:6])), marks, tuple(world.said))
    return None


__all__ = ["LOCAL", "Done", "Mark", "Run", "Switched", "counter_words", "switched"]
