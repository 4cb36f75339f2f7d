"""Runs a guard of the program and its reference model through the same scenarios: made, given pages, committed or not, dropped.

The scenarios are exhaustive within small bounds, from the smallest up, then random with a fixed seed. What the results mean for a criterion is
not decided here.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour import prelude
from uowgen.behaviour.kernel import Allocator, KernelMachine, Opaque, Table, World, shown
from uowgen.behaviour.outcomes import RustPanic, Undecidable
from uowgen.behaviour.python_values import plain
from uowgen.behaviour.values import Native, Struct, strip
from uowgen.reference.kernel import Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.definitions import Function, Shape
    from uowgen.behaviour.machine import Limits, Machine
    from uowgen.behaviour.program import Program
    from uowgen.grammar import Node

ROOT = 0x8_0000
NARROW = 7  # what a parameter is given that is too narrow for an address: a domain, a line, an identifier of the type's own
_FIRST_PAGE, _FIRST_FRAME, _SIZE = 0x4000_0000, 0x1000_0000, 0x1000


class Roles(NamedTuple):
    """Which parts of a Rust type play which part of a guard.

    `record` is empty for a guard that gets what it guards from its constructor, `commit` for one that cannot be told to keep it.
    `element` says for each parameter of `record` (or of the constructor) what it is: `va`, `frame` or empty for the type's own affair.
    `tracked` and `flag` are the fields of the spec's type, empty if the spec shows none. `releases` says that `commit` is the method that
    gives back at once (a rollback), not the one that keeps, `small` that what is tracked are numbers of things (slots, descriptors), from 0 on. `shown_flag` is the flag as the spec has it, also where the type has
    another one. `narrow` says that what is tracked is a number of eight or sixteen bits, in which no frame's address has room.
    """

    type: str
    constructor: str
    record: str
    commit: str
    element: tuple[str, ...]
    tracked: str = ""
    flag: str = ""
    flag_when_committed: bool = True
    releases: bool = False
    small: bool = False
    shown_flag: str = ""
    narrow: bool = False


class Scenario(NamedTuple):
    """One life of a guard: the (address, frame) pairs that it is given, which addresses are mapped, how it ends."""

    pages: tuple[tuple[int, int], ...]
    mapped: frozenset[int]
    committed: bool
    panics: bool

    def kernel(self, kind: type[Kernel]) -> Any:
        """A kernel in which the scenario begins."""
        leads: dict[int, int] = {}
        for va, frame in self.pages:
            if va in self.mapped:
                leads.setdefault(va, frame)
        return kind(ROOT, leads)


class Run(NamedTuple):
    """What became of one scenario: the guard's kernel afterwards and that of the model; `panic` is the message of one that nobody asked for.

    `stuck` is set when the interpreter could not go on. `recorded` is what the tracked field held before the end, `flag` what the flag held
    when the guard's end began (both None where they are not known), `early` the effects of what came before the end, `middle` those of what came
    before the drop, `returned` what the method gave back that commits.
    """

    scenario: Scenario
    after: World
    model: Kernel
    panic: str = ""
    stuck: Undecidable | None = None
    recorded: object = None
    flag: bool | None = None
    early: int = 0
    returned: object = None
    middle: int = 0


def scenarios(roles: Roles, most: int = 3) -> "Iterator[Scenario]":
    """Every scenario of up to `most` pages, the smallest first: equal addresses, walks that fail, committed or not, dropped by a panic."""
    sizes = range(most + 1) if roles.record else (1,)
    endings = [(c, p) for c in ((False, True) if roles.commit else (False,)) for p in (False, True) if not (c and p)]
    for size in sizes:
        for number in range(4) if roles.small and size == 1 else ():
            for committed, panics in endings:
                yield Scenario(((_FIRST_PAGE, number),), frozenset(), committed, panics)
        for same in _partitions(size):
            pages = tuple(
                (_FIRST_PAGE + n * _SIZE, 9 + 7 * k if roles.narrow else _FIRST_FRAME + 7 * k * _SIZE) for k, n in enumerate(same)
            )
            distinct = sorted({va for va, _ in pages}) if "va" in roles.element else []
            for bits in range(1 << len(distinct)):
                mapped = frozenset(va for k, va in enumerate(distinct) if bits >> k & 1)
                for committed, panics in endings:
                    yield Scenario(pages, mapped, committed, panics)


def random_scenarios(roles: Roles, count: int, seed: int) -> "Iterator[Scenario]":
    """`count` larger scenarios, the same for the same seed."""
    number = seed

    def below(limit: int) -> int:
        # Knuth's generator: `random` takes longer to import than all of these scenarios to run.
        nonlocal number
        number = (number * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (number >> 33) % limit

    for _ in range(count if roles.record else 0):
        size = 4 + below(9)
        first, step = 1 + below(1 << 16), 1 + below(1 << 12)  # frames in steps, so that no two are the same
        if roles.narrow:
            first, step = 1 + first % 16, 1 + step % 8
        unit = 1 if roles.narrow else _SIZE
        pages = tuple((_SIZE * below(1 << 24), unit * (first + n * step)) for n in range(size))
        mapped = frozenset(va for va, _ in pages if below(10) < 6) if "va" in roles.element else frozenset()
        yield Scenario(pages, mapped, bool(roles.commit) and below(10) < 4, below(10) < 2)


def _partitions(size: int) -> "Iterator[tuple[int, ...]]":
    """The ways in which `size` things can be equal or not: (0,), (0, 0), (0, 1), (0, 0, 0), …"""
    rows: list[tuple[int, ...]] = [()]
    for _ in range(size):
        rows = [(*row, n) for row in rows for n in range(max(row, default=-1) + 2)]
    return iter(sorted(rows, key=lambda row: -len(set(row))))


def run(program: "Program", roles: Roles, scenario: Scenario, limits: "Limits") -> Run:
    """The guard of `program` and the reference model through `scenario`."""
    world: World = scenario.kernel(World)
    model = model_after(roles, scenario)
    machine = KernelMachine(program, world, limits)
    asked = _asked(program, roles)
    seen: list[bool] = []
    recorded: object = None
    early = middle = 0
    returned: object = None
    held: list[Any] = []  # the guard as long as the scenario owns it
    try:
        try:
            guard = machine.call(f"{roles.type}::{roles.constructor}", _constructed(asked, roles, world, scenario))
            held.append(guard)
            if roles.record:
                taken = []
                for page in scenario.pages:
                    given = [_element(roles, n, page, s) for n, s in enumerate(asked.recorded)]
                    if not _refuses(machine.call_method(guard, roles.record, given)):
                        taken.append(page)
                if len(taken) < len(scenario.pages):  # what it did not take is no part of what it has to give back
                    scenario = scenario._replace(pages=tuple(taken))
                    model = model_after(roles, scenario)
            recorded = _field(machine, guard, roles.tracked)
            early = len(world.effects)
            if roles.flag:
                machine.watch = lambda value: _look(machine, value, roles, seen)
            if scenario.committed:
                if asked.commit_takes_value:
                    held.clear()
                returned = _plain(machine.call_method(guard, roles.commit, []))
            middle = len(world.effects)
            if scenario.panics and held:
                machine.unwind_with(held.pop())
            elif held:
                machine.drop(held.pop())
        except RustPanic:
            if held:  # the scope that owns it is left by the panic
                machine.unwind_with(held.pop())
            raise
    except RustPanic as panic:
        return Run(scenario, world, model, panic.message or "a panic", None, recorded, None, early)
    except Undecidable as reason:
        return Run(scenario, world, model, "", reason, recorded, None, early)
    return Run(scenario, world, model, "", None, recorded, seen[0] if seen else None, early, returned, middle)


def _refuses(value: Any) -> bool:
    """Whether a recording method says that it did not take what it was given."""
    held = strip(value)
    return held is False or (
        type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT) and held.of.name in ("Err", "None")
    )


def model_after(roles: Roles, scenario: Scenario) -> Kernel:
    """The kernel after the reference model went through `scenario`."""
    from uowgen.reference.frame_guard import FrameGuard
    from uowgen.reference.page_guard import PageGuard

    kernel: Kernel = scenario.kernel(Kernel)
    if "va" in roles.element:
        pages = PageGuard(kernel, ROOT)
        for va, frame in scenario.pages:
            pages.track(va, frame)
        guard: PageGuard | FrameGuard = pages
    else:
        guard = FrameGuard(kernel)
        for _, frame in scenario.pages:
            guard.track(frame)
    if scenario.committed and not roles.releases:
        guard.commit()
    guard.drop()
    return kernel


class _Asked(NamedTuple):
    """What the guard's functions take, worked out once for all scenarios.

    `made` tells of each parameter of the constructor what is given for it: the name, and `element`, `hook`, `allocator`, `table`,
    `root`, `narrow` or `opaque`. `recorded` are the shapes of what the recording method takes (None: a plain number).
    """

    made: tuple[tuple[str, str], ...]
    elements: "tuple[Shape | None, ...]"
    recorded: "tuple[Shape | None, ...]"
    commit_takes_value: bool


@lru_cache(maxsize=4)
def _asked(program: "Program", roles: Roles) -> _Asked:
    constructor, record = program.method(roles.type, roles.constructor), program.method(roles.type, roles.record)
    commit = program.method(roles.type, roles.commit)
    assert constructor is not None
    made: list[tuple[str, str]] = []
    for n, (name, text) in enumerate(constructor.parameters):
        if not roles.record and n < len(roles.element) and roles.element[n]:
            made.append((name, "element"))
        elif is_hook(constructor, text):
            made.append((name, "hook"))
        elif "Alloc" in text:
            made.append((name, "allocator"))
        elif "Table" in text and not text.strip().endswith("usize"):
            made.append((name, "table"))
        else:
            made.append((name, "narrow" if is_narrow(text) else "root" if _is_number(text) else "opaque"))
    shapes = tuple(_shape(program, text) for _, text in constructor.parameters)
    texts = [text for _, text in record.parameters] if record is not None else [""] * len(roles.element)
    recorded = tuple(_shape(program, text) for text in texts) if roles.record else ()
    return _Asked(tuple(made), shapes, recorded, commit is not None and commit.takes == "value")


def _constructed(asked: _Asked, roles: Roles, world: World, scenario: Scenario) -> list[Any]:
    found: list[Any] = []
    for n, (name, kind) in enumerate(asked.made):
        if kind == "element":
            found.append(_element(roles, n, scenario.pages[0], asked.elements[n]))
        elif kind == "hook":
            found.append(Hook(world))
        elif kind == "allocator":
            found.append(Allocator(world, name))
        elif kind == "table":
            found.append(Table(world, ROOT))
        else:
            found.append({"root": ROOT, "narrow": NARROW}.get(kind) or Opaque(world, name))
    return found


def is_hook(function: "Function", text: str) -> bool:
    """Whether a parameter of type `text` is a function or closure, by its own type or by the bounds of a type parameter."""
    bare = text.strip()
    if "Fn(" in bare or "FnMut(" in bare or "FnOnce(" in bare or bare.startswith(("fn(", "unsafe fn(", 'extern "C" fn(')):
        return True
    node: Node | None = function.node
    if not bare.isidentifier():
        return False
    while node is not None:
        if node.type in ("function_item", "impl_item"):
            head = "".join(function.scope.text(node).partition("{")[0].split())
            if any(f"{mark}{bare}:{kind}" in head for mark in ("<", ",", "where") for kind in ("Fn(", "FnMut(", "FnOnce(")):
                return True
        node = node.parent
    return False


class Hook(Native):
    """A function that a guard is given, to be called at its end."""

    copies = False

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, machine: Any, *arguments: Any) -> Any:
        self.world.other("cleanup", tuple(shown(a) for a in arguments))
        return ()


def _is_number(text: str) -> bool:
    return text.strip().removeprefix("&") in ("usize", "u64", "u32", "u16", "i64", "isize", "i32") or "Addr" in text


def is_narrow(text: str) -> bool:
    """Whether a number of the type `text` has eight or sixteen bits."""
    return text.strip().removeprefix("&") in ("u8", "u16", "i8", "i16")


def _shape(program: "Program", text: str) -> "Shape | None":
    """The shape of a struct with one field that a parameter of the type `text` takes; None for what is a number by itself."""
    owner = program.type(text.strip().rpartition("::")[2])
    shape = owner.shapes.get(owner.name) if owner is not None and owner.kind == "struct" else None
    return shape if shape is not None and len(shape.names) == 1 else None


def _element(roles: Roles, n: int, page: tuple[int, int], shape: "Shape | None") -> Any:
    what = roles.element[n]
    if what == "pair":
        return page
    number = page[0] if what == "va" else page[1] if what == "frame" else ROOT
    if shape is None:
        return number
    made = Struct([number])
    made.of = shape
    return made


def _plain(value: Any) -> object:
    try:
        return plain(value)
    except (AttributeError, Undecidable, ValueError, LookupError, TypeError):
        return None


def _field(machine: "Machine", guard: Any, name: str) -> object:
    if not name:
        return None
    try:
        return plain(machine.field(guard, name))
    except (KeyError, AttributeError, Undecidable, ValueError, LookupError):
        return None


def _look(machine: "Machine", value: Any, roles: Roles, seen: list[bool]) -> None:
    held = _field(machine, value, roles.flag)
    if isinstance(held, bool) and value.of.type.name == roles.type:
        seen.append(held == roles.flag_when_committed)


def steps(roles: Roles, run_: Run) -> tuple[str, ...]:
    """The scenario as a person would write it down, with what came of it and what should have."""
    scenario = run_.scenario
    made = [f"{roles.type}::{roles.constructor}(…)"]
    for va, frame in scenario.pages:
        state = ("mapped" if va in scenario.mapped else "not mapped") if "va" in roles.element else ""
        arguments = f"{va:#x}, {frame:#x}" if "va" in roles.element else f"{frame:#x}"
        made.append(f"{roles.record or 'holds'}({arguments})" + (f"  ({state})" if state else ""))
    if scenario.committed:
        made.append(f"{roles.commit}()")
    made.append("dropped while a panic unwinds" if scenario.panics else "dropped")
    did = ", ".join(map(str, run_.after.effects)) or "nothing"
    should = ", ".join(map(str, run_.model.effects)) or "nothing"
    made.append(f"did: {did}" + (f"; then panicked: {run_.panic}" if run_.panic else ""))
    made.append(f"should have done: {should}")
    made += [f"misuse: {m}" for m in run_.after.misuse if m not in run_.model.misuse]
    return tuple(made)
