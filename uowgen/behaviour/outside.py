"""What lies outside of a program whose kernel nobody knows: every call is recorded, and answered with a made-up value.

What kind of value a call gives is learnt from how the code uses it: a pattern `Some(_)` makes it an `Option`, an `if` a `bool`. A use that
is not foreseen raises `Learnt`, and the run begins again with what is known now. Answers depend on what was called alone, so that two
programs that make the same calls get the same answers.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from uowgen.behaviour import prelude
from uowgen.behaviour.aligning import aligned
from uowgen.behaviour.bindings import Bindings, BindingTable, Static
from uowgen.behaviour.foreign import Answer, Constant, Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.kernel import USUAL
from uowgen.behaviour.library.cells import is_lock, wrap
from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outcomes import LimitReached
from uowgen.behaviour.references import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.program import Program

_ASKING = frozenset("is has can get read load len count current enabled contains peek exists num lookup find".split())
_FEW = 16
_MOST_EVENTS = 12_000  # of one run
_MOST_REPEATS = 400  # of one call with the same arguments: a loop that waits for the outside would never end


class Event(NamedTuple):
    """One call to the outside: the path as called, the last name of it, what it was given, in which step of a life, by what its answer
    is told apart, and the answer itself where it is a number (`number`), or yes or no (`yes`).
    """

    path: str
    name: str
    arguments: tuple[object, ...]
    step: int
    answer: str
    number: int | None = None
    yes: bool | None = None

    @property
    def asks(self) -> bool:
        """Whether it only asks for something, by its name."""
        parts = [part.rstrip("0123456789") for part in self.name.split("_")]  # `read16` reads
        return parts[0] in _ASKING or parts[-1] in ("enabled", "empty", "len", "count", "id", "asid") or self.name in ("id", "asid")


class Line(NamedTuple):
    """A line that was logged: by which macro, what it says, in which step, behind how many calls to the outside."""

    level: str
    text: str
    step: int
    place: int


class Script(NamedTuple):
    """How the outside behaves: which call of which path fails (-1: every one), what questions answer, what numbers cells begin with."""

    fails: tuple[str, int] = ("", 0)
    yes: bool = False
    first: int = 0x7000
    panics: bool = False  # whether functions that are handed in panic
    counting: bool = False  # whether what counts users tells how many are left
    granted: tuple[
        tuple[str, bool], ...
    ] = ()  # calls that say by yes or no whether something was done, with the answer that says so


class Outside:
    """The world of one run."""

    def __init__(self, script: Script, learnt: dict[str, str], variants: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.script = script
        self.variants = variants or {}  # of enums outside, as far as the code names them
        self.learnt = learnt
        self.events: list[Event] = []
        self.lines: list[Line] = []
        self.failed: list[str] = []  # the paths whose calls failed, with the step: `path@2`
        self.step = 0
        self.handed: list[Any] = []  # copies of the plain values that the program gave out
        self.fallible: dict[str, int] = {}
        self.watch: Callable[[], None] | None = None  # called at each event
        self._counts: dict[str, int] = {}
        self._users = Counts()
        self._repeats: dict[tuple[str, tuple[object, ...]], int] = {}
        self._cells: dict[tuple[str, tuple[object, ...]], Any] = {}

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call, which is recorded. `owner` tells what a method is called on."""
        if len(self.events) >= _MOST_EVENTS:
            raise LimitReached("calls to the outside")
        name = path.replace(".", "::").rpartition("::")[2]
        given = tuple(shown(a) for a in arguments)
        if owner:
            given = (owner, *given)
        self._repeats[path, given] = self._repeats.get((path, given), 0) + 1
        if self._repeats[path, given] > _MOST_REPEATS:
            raise LimitReached("the same call to the outside")
        count = self._counts.get(path, 0)
        self._counts[path] = count + 1
        held = self._held(path, name, given, arguments)
        if self.script.counting:
            left = self._users.counted(path, given)
            held = left if held is None and self.learnt.get(path) == "int" else held
        asks = Event(path, name, given, 0, "").asks
        token = f"{name}({', '.join(map(str, given))})" if asks else f"{name}#{count}"
        answer = self._answer(path, token, count, held)
        number = int(answer) if isinstance(answer, int) and not isinstance(answer, bool) else None
        yes = answer if isinstance(answer, bool) else None
        self.events.append(Event(path, name, given, self.step, token, number, yes))
        if self.watch is not None:
            self.watch()
        return answer

    def known(self, path: str, arguments: list[Any]) -> Any:
        """What a call gives that is no event of this world; None where it is like any other."""
        return None

    def constant(self, name: str, token: str) -> Any:
        """A constant of the outside: one that is reckoned with is a number, each with a bit of its own."""
        numbers = [key for key in self.learnt if key.startswith("const ")]
        if f"const {token}" in numbers[:_FEW]:
            return 1 << (1 + numbers.index(f"const {token}"))
        return Constant(self, name, token)

    def attribute(self, path: str, token: str, name: str) -> Any:
        """A field of something outside."""
        return Answer(self, f"{path}.{name}", f"{token}.{name}")

    def _held(self, path: str, name: str, given: tuple[object, ...], arguments: list[Any]) -> Any:
        """What a cell of the outside holds, for pairs such as `read` and `write`, `enable` and `enabled`."""
        base, parts = path[: len(path) - len(name)], [part.rstrip("0123456789") for part in name.split("_")]
        if "write" in parts:
            rest = "_".join(p for p in parts if p != "write")
            if arguments:
                self._cells[base + rest, given[:-1]] = arguments[-1]
        elif "read" in parts:
            rest = "_".join(p for p in parts if p != "read")
            return self._cells.get((base + rest, given))
        elif parts[0] in ("enable", "disable") and not arguments:
            self._cells[base + "_".join(parts[1:]), ()] = parts[0] == "enable"
        elif parts[-1] == "enabled" and not arguments:
            rest = "_".join(p for p in parts[:-1] if p not in ("are", "is"))
            self.learnt.setdefault(path, "bool")  # so that it is known that there is a world in which it is otherwise
            return self._cells.setdefault((base + rest, ()), self.script.yes)
        return None

    def _keep(self, path: str, given: str, value: Any) -> Any:
        return self._cells.setdefault((path, ("first", given)), value)

    def _answer(self, path: str, token: str, count: int, held: Any) -> Any:
        kind = self.learnt.get(path)
        granted = dict(self.script.granted).get(path, True)
        named = path.replace(".", "::").rpartition("::")[2].startswith("try_")
        tries = kind == "bool" and (named or any(path == p for p, _ in self.script.granted))
        if kind in ("option", "result") or tries:
            self.fallible[path] = count + 1
            where, which = self.script.fails
            fails = where == path and which in (count, -1)
            if fails:
                self.failed.append(f"{path}@{self.step}#{count}")
            if tries:  # mostly `true` says that it was done
                return granted is not fails
            if fails:
                return prelude.NONE if kind == "option" else prelude.err(Answer(self, f"{path}!", f"error of {token}"))
            inside = held if held is not None else self._value(f"{path}?", token, count)
            return prelude.some(inside) if kind == "option" else prelude.ok(inside)
        return held if held is not None else self._value(path, token, count)

    def _value(self, key: str, token: str, count: int) -> Any:
        kind = self.learnt.get(key)
        if kind is None:
            return Answer(self, key, token)
        if kind == "bool":
            return self._keep(key, token, self.script.yes)
        if kind == "int":
            read = "#" not in token
            step = 1 if self.script.first < _FEW else _FEW
            # What is asked of other things is another number, the same for all who ask; small numbers are few, and stay.
            apart = 0 if step == 1 or not read else _FEW * (crc32(token.encode()) % 61)
            return self._keep(key, token, self.script.first + apart) if read else self.script.first + step * count
        inside = self._value(f"{key}?", token, count)
        return prelude.some(inside) if kind == "option" else prelude.ok(inside)


_TABLE = BindingTable({})


class OutsideMachine(Machine):
    """A machine on an `Outside`."""

    __slots__ = ("world",)

    def __init__(self, program: Program, world: Outside, limits: Limits | None = None) -> None:
        super().__init__(program, Bindings(_TABLE, world), limits)
        self.world = world

    def told(self, text: str, level: str) -> None:
        """A line that is logged: noted with its place among the calls."""
        super().told(text, level)
        self.world.lines.append(Line(level, text, self.world.step, len(self.world.events)))

    def call_bound(self, path: str, arguments: list[Any], site: Site) -> Any:
        """Records the call; a lock of another crate locks, and what looks like a constructor of an outside type makes a thing."""
        name = path.rpartition("::")[2]
        kind = path.rpartition("::")[0].rpartition("::")[2]
        if name in ("new", "const_new") and is_lock(kind) and len(arguments) == 1:
            return wrap(kind, arguments[0], foreign=True)
        if (known := aligned(name, arguments)) is not None:
            return known
        known = self.world.known(path, arguments)
        if known is not None:
            return known
        if name in ("phys_to_virt", "virt_to_phys") and len(arguments) == 1:
            return Thing(self.world, path, f"{name}({shown(arguments[0])})")
        if name[:1].isupper():
            inside = ", ".join(str(shown(a)) for a in arguments)
            return Thing(self.world, path, f"{_end(path)}({inside})")
        return self.world.called(path, arguments)

    def bound_value(self, path: str, site: Site) -> Any:
        """A constant, static or variant of the outside: a thing known by its path; a few constants are the same everywhere."""
        name = path.rpartition("::")[2]
        if name in USUAL:
            return INTS["usize"](USUAL[name])
        if name[:1].islower():
            return lambda machine, *arguments: machine.call_bound(path, list(arguments), site)
        if not name.isupper() or "::" in _end(path):
            return Thing(self.world, _end(path), _end(path))
        return self.world.constant(name, _end(path))

    def behind_pointer(self, pointer: Any, site: Site) -> tuple[Any, Any]:
        """What lies in memory is not known."""
        if pointer.ref is None:
            raise site.unsupported("memory that is reached by its address")
        return super().behind_pointer(pointer, site)


def _end(path: str) -> str:
    """The last two names of a path where they are those of a type and its variant, else the last."""
    names = path.split("::")
    return "::".join(names[-2:]) if len(names) > 1 and names[-2][:1].isupper() else names[-1]


__all__ = ["Event", "Line", "Outside", "OutsideMachine", "Script", "Static"]
