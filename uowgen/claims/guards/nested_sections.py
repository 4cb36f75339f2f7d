"""Decides what guards of interrupts that nest do: two of them are made, one within the other, in a world that has the flags of a processor.

In that world interrupts are on or off at first, questions are answered with yes or no, and interrupts may come on again inside of the
first guard. Each call to the outside is kept with whether interrupts were on, and with what the counter of the file was at that time.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Learnt, shown
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Outside, OutsideMachine, Script
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.container import signature
from uowgen.claims.guards.guard import guards_shown
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, program_of
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import context_type, find_method, find_type
from uowgen.facts.members import methods_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_ON, _OTHERS = 0x200, 0x046  # the flag for interrupts, and others that are set beside it
_CPU = 1
_MOST_RESTARTS = 12
_MAKERS = ("enter", "new", "acquire", "disable", "save", "lock", "begin", "create")
_INTERRUPTS = frozenset({"irq", "irqs", "interrupt", "interrupts", "intr", "flags", "daif", "local"})
_CPUS = frozenset({"cpu_id", "current_cpu", "this_cpu", "processor_id", "hart_id", "smp_processor_id"})
_MARK, _SAID = "uowgen_mark", "uowgen_said"
_STEPS = ("the first is made", "it is called", "the second is made", "that is called", "the second ends", "the first ends")


class Seen(NamedTuple):
    """One call to the outside: its name, what part it plays, its arguments, whether interrupts were on before it, the counter (-1: none)."""

    name: str
    role: str
    given: tuple[object, ...]
    on: bool
    depth: int


class Run(NamedTuple):
    """What was seen in each of six parts (see `_STEPS`); at the seven marks around them, whether interrupts were on and the counter."""

    on: bool
    yes: bool
    parts: tuple[tuple[Seen, ...], ...]
    marks: tuple[tuple[bool, int], ...]
    said: tuple[object, ...]
    panic: str  # and how many parts came before it
    reached: int


def role_of(name: str, count: int) -> str:
    """What a call does to interrupts, by its name and the number of arguments; empty for another call."""
    parts = set(name.split("_"))
    if name in ("cli", "sti"):
        return "disable" if name == "cli" else "enable"
    if not parts & _INTERRUPTS:
        return ""
    if parts & {"restore", "set", "write"} and count == 1:
        return "restore"
    if count:
        return "strange"
    if parts & {"disable", "mask", "off"}:
        return "strange" if parts & {"save", "flags"} else "disable"
    if parts & {"enable", "unmask", "on"}:
        return "enable"
    if parts & {"enabled", "are", "is"}:
        return "ask"
    return "read" if parts & {"flags", "state", "read", "get"} and "save" not in parts else "strange"


def is_flag(name: str) -> bool:
    """Whether a constant is the flag that says that interrupts are on."""
    parts = parts_of_name(name)
    said = parts & {"on", "enable", "enabled", "flag", "if", "bit", "mask"}
    return bool(parts & {"irq", "if", "interrupt", "interrupts"} and said) and not parts & {"off", "disabled", "disable"}


class _World(Outside):
    """A processor with flags."""

    def __init__(self, on: bool, yes: bool, reopens: bool, learnt: dict[str, str]) -> None:
        super().__init__(Script(yes=yes), learnt)
        self.on = on
        self.reopens = reopens
        self.seen: list[Seen | int] = []
        self.marks: list[tuple[bool, int]] = []
        self.said: list[object] = []
        self.machine: OutsideMachine | None = None
        self.counts = False

    def _depth(self) -> int:
        return int(self.machine.call("uowgen_depth", [])) if self.machine is not None and self.counts else -1

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call, which is kept."""
        name = path.replace(".", "::").rpartition("::")[2]
        if name == _MARK:
            self.marks.append((self.on, self._depth()))
            self.seen.append(len(self.marks))
            self.on = self.on or (self.reopens and len(self.marks) == 3)
            return ()
        if name == _SAID:
            self.said.append(shown(arguments[0]))
            return ()
        if name in _CPUS and not arguments:
            return _CPU
        role = "" if owner else role_of(name, len(arguments))
        if role == "strange":
            raise Unknown(f"what `{name}` does to interrupts")
        self.seen.append(Seen(name, role, tuple(shown(a) for a in arguments), self.on, self._depth()))
        flags = _OTHERS | (_ON if self.on else 0)
        if role in ("read", "ask"):
            return flags if role == "read" else self.on
        if role:
            self.on = role == "enable" or (role == "restore" and bool(int(arguments[0]) & _ON))
            return ()
        return super().called(path, arguments, owner)

    def constant(self, name: str, token: str) -> Any:
        """A constant: the flag for interrupts, by its name, or another."""
        return _ON if is_flag(name) else super().constant(name, token)


def decide(reading: Reading, case: Case) -> Finding:
    """Two guards, one within the other, in every world; what is asked of them is looked for in what they call, and when."""
    declaration = _guard(reading, case)
    if isinstance(declaration, Finding):
        return declaration
    name = declaration.item.name
    methods = {d.item.name: signature(d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    makers = [n for n, s in methods.items() if not s.parameters and s.returns in ("Self", name)]
    asked = reading.get("asked")
    said = bare_name(reading.get("maker"))
    maker = said or next((n for n in _MAKERS if n in makers), makers[0] if len(makers) == 1 else "")
    method = bare_name(reading.get("method"))
    if maker not in makers or (
        method and (method not in methods or methods[method].parameters or methods[method].returns != "bool")
    ):
        return undecided("role-unclear", f"which functions of `{name}` are meant is not clear", declaration)
    for role in ("act", "pending", "between"):
        if reading.get(role) and not _is_called(case, reading.get(role)):
            return undecided("not-observable", f"what “{reading.get(role)}” speaks of is not known", declaration)
    if reading.get("flag") and not is_flag(bare_name(reading.get("flag"))):
        return undecided("not-understood", f"`{reading.get('flag')}` is not known to be the flag of interrupts", declaration)
    depth = _counter(declaration, reading.get("word")) if reading.get("word") else ""
    if reading.get("word") and not depth:
        return undecided("not-observable", f"what is meant by “{reading.get('word')}” cannot be seen", declaration)
    mark = iter(f"crate::{_MARK}({n});" for n in range(7))
    acts = {v: f"let r = {v}.{method}(); crate::{_SAID}(r);" if method else "" for v in "ab"}
    code = (
        f"fn {PROBE}() {{ {next(mark)} {{ let mut a = {name}::{maker}(); {next(mark)} {acts['a']} {next(mark)} "
        f"{{ let mut b = {name}::{maker}(); {next(mark)} {acts['b']} {next(mark)} }} {next(mark)} }} {next(mark)} }}"
        + (f" fn uowgen_depth() -> usize {{ {depth} }}" if depth else "")
    )
    place = (Evidence(declaration.file.path, declaration.line, declaration.end_line, f"`{declaration.item.label}`"),)
    met, doubt, panic = 0, False, ""
    learnt: dict[str, str] = {}
    for on, yes, reopens in product((True, False), repeat=3):
        run = _run(case, declaration, code, (on, yes, reopens), learnt, counts=bool(depth))
        if isinstance(run, Undecidable):
            return stuck(run, place)
        panic = panic or run.panic
        for n, why in _JUDGES[asked](run, reading):
            if n >= run.reached:
                continue
            met += not why
            doubt = doubt or why == "?"
            if why and why != "?":
                story = (
                    f"interrupts are {'on' if on else 'off'}, questions are answered with {'yes' if yes else 'no'}",
                    *(("interrupts come on again inside of the first",) if reopens and n > 1 else ()),
                    *_STEPS[: n + 1],
                    why,
                )
                return Finding("fails", f"not so: {'; '.join(story)}", "behaviour", "behaves-differently", place, "proved", story)
    if panic:
        return Finding("undecided", f"it panics: {panic}", None, "panics-elsewhere", place)
    if doubt:
        return undecided("not-observable", "it is done by calls that are not known", declaration)
    if not met:
        return Finding("undecided", "no world shows it", None, "vacuous", place)
    return Finding("holds", f"so in {met} of {met} looks", "behaviour", None, place, "bounded")


def _guard(reading: Reading, case: Case) -> Declaration | Finding:
    named = reading.get("maker") or reading.get("method")
    owners = (
        {d.owner.rpartition(" for ")[2].partition("<")[0] for d in find_method(case, named).found if d.owner} if named else set()
    )
    if named and "::" in named:
        owners = {bare_name(named.rpartition("::")[0])}
    names = owners or guards_shown(case)
    subject = find_type(case, next(iter(names))) if len(names) == 1 else context_type(case)
    if len(subject.found) != 1:
        return undecided("no-subject", "which guard is meant is not clear")
    return subject.found[0]


def _counter(declaration: Declaration, word: str) -> str:
    """The expression for the counter that `word` names: the one static of the file called so, an atomic number or one for each processor."""
    found = []
    order = "core::sync::atomic::Ordering::SeqCst"
    for d in declaration.file.declarations():
        if d.item.kind != "static" or word not in parts_of_name(d.item.name):
            continue
        text = "".join(d.file.rust.text(d.item.node).partition(":")[2].partition("=")[0].split())
        if text.startswith("[Atomic"):
            found.append(f"{d.item.name}[{_CPU}].load({order}) as usize")
        elif text.startswith("Atomic") and "Bool" not in text:
            found.append(f"{d.item.name}.load({order}) as usize")
    return found[0] if len(found) == 1 else ""


def _run(
    case: Case, declaration: Declaration, code: str, way: tuple[bool, bool, bool], learnt: dict[str, str], *, counts: bool
) -> Run | Undecidable:
    for _ in range(_MOST_RESTARTS):
        world = _World(*way, learnt)
        machine = OutsideMachine(program_of(case, (declaration.file.path,), code), world)
        world.machine, world.counts = machine, counts
        ended = ""
        try:
            machine.call(PROBE, [])
        except Learnt as lesson:
            if lesson.key in learnt:
                return lesson
            learnt[lesson.key] = lesson.kind
            continue
        except Unknown as reason:
            return Undecidable(str(reason))
        except Undecidable as reason:
            return reason
        except RustPanic as panic:
            ended = panic.message or "a panic"
        parts: list[list[Seen]] = []
        for one in world.seen:
            if isinstance(one, int):
                parts.append([])
            else:
                parts[-1].append(one)
        reached = len(world.marks) - 1
        parts += [[] for _ in range(6 - len(parts))]
        marks = [*world.marks, *[(False, 0)] * (7 - len(world.marks))]
        return Run(way[0], way[1], tuple(map(tuple, parts[:6])), tuple(marks), tuple(world.said), ended, reached)
    return Undecidable("the outside is used in too many ways")


Looks = list[tuple[int, str]]  # of which part something is said, and what is wrong (`?`: not known)


def _saves(run: Run, _: Reading) -> Looks:
    """The flags are read before interrupts go off, and these come back."""
    found: Looks = []
    for made, ended in ((0, 5), (2, 4)):
        roles = [s.role for s in run.parts[made]]
        if "disable" not in roles or not {"read", "ask"} & set(roles):
            return [(made, "?")]
        first = min(roles.index(r) for r in ("read", "ask") if r in roles)
        wrong = "interrupts are disabled before the flags are read" if roles.index("disable") < first else ""
        if not wrong and run.marks[ended + 1][0] is not (run.marks[made][0] or (made == 2 and run.parts[made][first].on)):
            wrong = "?"  # something else came back: that is no matter of the order
        found.append((made, wrong))
    return found


def _raises(run: Run, reading: Reading) -> Looks:
    """The counter is one more once a guard is made."""
    word = reading.get("word")
    return [
        (
            n,
            ""
            if run.marks[n + 1][1] == run.marks[n][1] + 1
            else f"the {word} goes from {run.marks[n][1]} to {run.marks[n + 1][1]}",
        )
        for n in (0, 2)
    ]


def _tests(run: Run, _: Reading) -> Looks:
    """What is said is whether interrupts were on before the guard was made."""
    first = [s for s in run.parts[0] if s.role in ("read", "ask")]
    second = [s for s in run.parts[2] if s.role in ("read", "ask")]
    if len(first) != 1 or len(second) != 1 or len(run.said) != 2:
        return [(1, "?")]
    return [
        (n, "" if gave is seen.on else f"it gives {str(gave).lower()}")
        for n, gave, seen in ((1, run.said[0], first[0]), (3, run.said[1], second[0]))
    ]


def _closed(run: Run, _: Reading) -> Looks:
    """In the second guard, and in the first if interrupts were off, nothing is called and `false` is given."""
    looks = [3] if run.on else [1, 3]
    if len(run.said) != 2:
        return [(3, "?")]
    found: Looks = []
    for n in looks:
        calls = [s.name for s in run.parts[n] if s.role not in ("read", "ask")]
        gave = run.said[n // 2]
        found.append((n, f"`{calls[0]}` is called" if calls else "" if gave is False else f"it gives {str(gave).lower()}"))
    return found


def _windows(run: Run, reading: Reading) -> Looks:
    """In the first guard, if interrupts were on: they are enabled, something is called, they are disabled."""
    if not run.on:
        return []
    calls = [s for s in run.parts[1] if s.role not in ("read", "ask")]
    told = [s.role or ("between" if _names(s.name, reading.get("between")) else s.name) for s in calls]
    if told == ["enable", "between", "disable"]:
        return [(1, "")]
    if set(told) - {"enable", "between", "disable"}:
        return [(1, "?")]
    return [(1, f"it calls {', '.join(s.name for s in calls) or 'nothing'}")]


def _restores(run: Run, reading: Reading) -> Looks:
    """The counter goes down by one, then the flags come back that were read."""
    found: Looks = []
    for made, ended in ((2, 4), (0, 5)):
        read = [s for s in run.parts[made] if s.role == "read"]
        back = [s for s in run.parts[ended] if s.role in ("restore", "enable", "disable")]
        if len(read) != 1:
            return [(ended, "?")]
        before, after = run.marks[ended][1], run.marks[ended + 1][1]
        if after != before - 1:
            wrong = f"the {reading.get('word')} goes from {before} to {after}"
        elif run.marks[ended + 1][0] is not read[0].on:
            wrong = f"interrupts are {'on' if run.marks[ended + 1][0] else 'off'}"
        elif len(back) != 1 or back[0].role != "restore" or back[0].given != (_OTHERS | (_ON if read[0].on else 0),):
            wrong = "?"
        else:
            wrong = "" if back[0].depth == after else f"the flags are restored while the {reading.get('word')} is {back[0].depth}"
        found.append((ended, wrong))
    return found


def _yields(run: Run, reading: Reading) -> Looks:
    """At the end of the first, if interrupts were on, it is asked whether something is pending, and if so something is done; else neither."""
    found: Looks = []
    for n in (4, 5):
        done = any(_names(s.name, reading.get("act")) for s in run.parts[n])
        asks = any(_names(s.name, reading.get("pending")) for s in run.parts[n])
        may = n == 5 and run.on
        wrong = ""
        if done and not (may and run.yes):
            wrong = "it does so all the same"
        elif asks and not may:
            wrong = "the request is looked at, and so taken"
        elif may and run.yes and not done:
            wrong = "it does not"
        found.append((n, wrong))
    return found


def _names(name: str, word: str) -> bool:
    """Whether a call is named by a word: `yield_now` by “yields”, `take_resched` by “reschedule”, `run_all` by “runs”."""
    bare = word.removesuffix("s")
    bare = bare.removesuffix("e") if len(bare) > 4 else bare
    return any(p == bare or (len(p) > 3 and (word.startswith(p) or p.startswith(bare))) for p in parts_of_name(name))


def _is_called(case: Case, word: str) -> bool:
    """Whether the spec's own code calls something that a word names: else what is said of it is not known."""
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))
    return any(_names(name, word) for name in re.findall(r"::(\w+)\(", text))


_JUDGES = {
    "save": _saves, "raise": _raises, "test": _tests, "closed": _closed, "window": _windows, "restore": _restores, "yield": _yields,
}  # fmt: skip
