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
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.kernel import USUAL
from uowgen.behaviour.library.cells import is_lock, wrap
from uowgen.behaviour.machine import Machine
from uowgen.behaviour.outcomes import LimitReached, RustPanic, Undecidable, Unknown
from uowgen.behaviour.references import Counts
from uowgen.behaviour.values import MOVED, UNIT, Native, Shared, Struct, Text, strip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.program import Program

_OF_OPTION = frozenset("ok_or ok_or_else is_some is_none is_some_and is_none_or unwrap_or_default filter zip xor flatten".split())
_OF_RESULT = frozenset("map_err is_err is_ok ok err or_else unwrap_err expect_err is_ok_and is_err_and".split())
_OF_EITHER = frozenset("map unwrap expect and_then unwrap_or unwrap_or_else map_or map_or_else and or".split())
_OPERATORS = frozenset(
    (
        "add sub mul div rem shl shr bitand bitor bitxor neg add_assign sub_assign cmp partial_cmp lt le gt ge max min "
        "checked_add checked_sub wrapping_add wrapping_sub saturating_add saturating_sub abs pow"
    ).split()
)
_SAME = frozenset("clone as_ref as_mut borrow borrow_mut lock lock_irqsave deref deref_mut by_ref to_owned into".split())
_ASKING = frozenset("is has can get read load len count current enabled contains peek exists num lookup find".split())
_FEW = 16
_MOST_EVENTS = 12_000  # of one run
_MOST_REPEATS = 400  # of one call with the same arguments: a loop that waits for the outside would never end
_PROBED = frozenset("place plain as_shape as_tried as_number type_name items next cloned debug shown peek of run cell text".split())


class Learnt(Undecidable):
    """How an answer is used tells what kind of value the call gives; to be run again."""

    def __init__(self, key: str, kind: str) -> None:
        super().__init__(f"what `{key}` gives is used as {kind}")
        self.key = key
        self.kind = kind


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


class _Any(dict[str, Any]):
    """The methods of what any method can be called on."""

    def get(self, name: str, default: Any = None) -> Any:
        return lambda native, machine, *arguments: native.called(machine, name, list(arguments))


class _AnyField(tuple[str, ...]):
    __slots__ = ()

    def __contains__(self, name: object) -> bool:
        return True


class Thing(Native):
    """Something outside of the program that the program was given: `token` is what it is told apart by."""

    methods = _Any()
    fields = _AnyField()

    def __init__(self, world: Outside, path: str, token: str = "") -> None:
        self.world = world
        self.path = path
        self.token = token or path

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it."""
        if name in _SAME and not arguments:
            return self
        if name in ("eq", "ne") and len(arguments) == 1:
            return self.same(strip(arguments[0])) is (name == "eq")
        return self.world.called(f"{self.path}.{name}", arguments, self.token if self.token != self.path else "")

    def same(self, other: Any) -> bool:
        """Whether the two are equal, as far as that can be known: what is not the same thing may be equal all the same."""
        if isinstance(other, Thing) and other.token == self.token:
            return True
        if isinstance(other, Thing) and type(other) is type(self) is Thing and ("::" in self.token) is ("::" in other.token):
            return False
        raise Unknown(f"whether {self.token} is equal to something else")

    def as_key(self) -> str:
        """What stands for it as the key of a map: things that were handed in are told apart by their names, and stand in their order."""
        if type(self) is not Thing:
            raise Unknown(f"{self.token} as a key")
        return self.token

    def shown(self) -> str:
        """What `Display` prints: that it is this thing."""
        return self.token

    def debug(self, machine: Any, spec: Any) -> str:
        """What `Debug` prints."""
        return self.token

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in _PROBED:  # what the interpreter asks of any native object
            raise AttributeError(name)
        return self.world.attribute(self.path, self.token, name)


class Answer(Thing):
    """What a call to the outside gave, its kind not known yet."""

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it: one of `Option`, of `Result`, of a number, or of something of its own."""
        if name in _OF_OPTION:
            raise Learnt(self.path, "option")
        if name in _OF_RESULT:
            raise Learnt(self.path, "result")
        if name in _OF_EITHER:
            raise Learnt(self.path, "option")
        if name == "not":
            raise Learnt(self.path, "bool")
        if name in _OPERATORS:
            raise Learnt(self.path, "int")
        return super().called(machine, name, arguments)

    def same(self, other: Any) -> bool:
        """Whether the two are equal."""
        if isinstance(other, bool):
            raise Learnt(self.path, "bool")
        if isinstance(other, int):
            raise Learnt(self.path, "int")
        return super().same(other)

    def as_shape(self, shape: Any) -> Any:
        """It is taken apart as `shape`."""
        if shape is not None and shape.type is prelude.OPTION:
            raise Learnt(self.path, "option")
        if shape is not None and shape.type is prelude.RESULT:
            raise Learnt(self.path, "result")
        raise Unknown(f"a pattern on {self.token}")

    def as_tried(self, head: object) -> Any:
        """`?` on it, in a function that returns an `Option` or a `Result`."""
        raise Learnt(self.path, "option" if head == "Option" else "result")

    def as_key(self) -> str:
        """It is the key of a map: a number that things are told apart by."""
        self.as_number()
        raise Unknown(f"{self.token} as a key")

    def as_number(self) -> None:
        """It is ordered or cast as a number."""
        raise Learnt(self.path, "int")

    def __bool__(self) -> bool:
        raise Learnt(self.path, "bool")


class Constant(Thing):
    """A constant of the outside, whose value is not known."""

    def called(self, machine: Any, name: str, arguments: list[Any]) -> Any:
        """A method call on it, or an operator."""
        if name in _OPERATORS or name == "not":
            self.as_number()
        return super().called(machine, name, arguments)

    def as_number(self) -> None:
        """It is reckoned with."""
        raise Learnt(f"const {self.token}", "int")


class Handed(Native):
    """A function that the program is handed: its calls are recorded."""

    copies = False

    def __init__(self, world: Outside, name: str) -> None:
        self.world = world
        self.name = name

    def __call__(self, machine: Any, *arguments: Any) -> Any:
        answer = self.world.called(self.name, list(arguments))
        if self.world.script.panics:
            raise RustPanic(f"`{self.name}` panics")
        return answer


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


def shown(value: Any) -> object:
    """A value as plain Python that can be compared and put into a set; what is outside by its token."""
    held = strip(value)
    if isinstance(held, Thing):
        return held.token
    if isinstance(held, Handed):
        return f"the function {held.name}"
    if held is MOVED:
        raise Unknown("a value that was moved")
    if isinstance(held, bool) or held is None:
        return held
    if isinstance(held, int):
        return int(held)
    if held == UNIT and isinstance(held, tuple):
        return "()"
    if isinstance(held, str):
        return str(held)
    if isinstance(held, Text):
        return held.text
    if type(held) is Struct:
        return (held.of.name, *(shown(part) for part in held))
    if isinstance(held, Shared):
        raise Unknown("a weak reference")
    if isinstance(held, list):
        return tuple(shown(part) for part in held)
    if getattr(held, "is_set", None) is not None and getattr(held, "ordered", False):  # a map or set whose order is known
        return tuple(shown(k) if held.is_set else (shown(k), shown(v)) for k, v in held.entries())
    items = getattr(held, "items", None)
    if type(held).__name__ == "Slice" and items is not None:
        return tuple(shown(part) for part in held.items[held.low : held.high])
    raise Unknown(f"a {type(held).__name__} given to the outside")


__all__ = ["Answer", "Event", "Handed", "Learnt", "Line", "Outside", "OutsideMachine", "Script", "Static", "Thing", "shown"]
