"""Allocators of numbers that may begin anew: the tree's code and the spec's own are filled, emptied and filled again, and every step is told.

A thing that is given out is a number, or a struct with a number and marks beside it (a generation). What has an old mark is stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.pools import GIVES, TAKES
from uowgen.claims.names import bare_name
from uowgen.claims.runs.learning import one_shown, with_lessons
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Trials
from uowgen.facts.members import fields_of, methods_of, number_in
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_INTEGERS = frozenset({"u8", "u16", "u32", "u64", "usize", "i32"})
_NUMBER_FIELDS = ("value", "number", "id", "index", "raw", "num", "nr", "tag", "slot", "0")
_MARK_FIELDS = frozenset({"generation", "gen", "epoch", "version", "era", "round", "cycle"})
_MOST_TAKES = 300
_STEPS = 3_000_000
_MOST_RESTARTS = 16


class Happening(NamedTuple):
    """One step: `new`, `take` or `give`, with the number and mark of what went over; what was out before it, what is told before and after.

    `stale`: what is given back has another mark than what is given out now. `full`: everything that there is was out. `misused`: something
    is given back, or was before, that is not out; a type need not be right afterwards unless it is said.
    """

    kind: str
    number: int | None
    mark: int | None
    stale: bool
    live: frozenset[int]
    full: bool
    tells: dict[str, object]
    after: dict[str, object]
    effects: tuple[str, ...]
    pending: frozenset[int]  # given back since the marks changed, and not yet given out again
    untouched: bool  # nothing was given back so far
    story: tuple[str, ...]
    gave: object = None
    misused: bool = False


class Epochs(NamedTuple):
    """The type, its methods, all numbers that the spec's own code gives out, and what happened in each, by program and run."""

    declaration: Declaration
    take: str
    give: str
    maker: str
    item: str
    numbers: frozenset[int]
    ours: tuple[tuple[Happening, ...], ...]
    theirs: tuple[tuple[Happening, ...], ...]
    marked: bool


class Shape(NamedTuple):
    declaration: Declaration
    take: str
    give: str
    maker: str
    item: str
    number: str
    mark: str
    queries: tuple[str, ...]


def epochs_of(case: Case) -> Epochs | Undecidable | None:
    """The one allocator of the spec's blocks; None if there is none, or it is not clear how its numbers are read."""
    return case.once("epoch pool", lambda: _epochs(case))


def pool_shape(case: Case) -> Shape | None:
    """The one type of the spec's blocks that gives out numbers in a way that is known."""
    return one_shown(case, _shape)


def _epochs(case: Case) -> Epochs | Undecidable | None:
    shape = pool_shape(case)
    if shape is None:
        return None
    trials = Trials(case, shape.declaration, "")
    if trials.theirs is None:
        return None
    programs = (trials.theirs.program, trials.ours.program)

    def run(learnt: dict[str, str]) -> Epochs | None:
        first = _Driver(programs[0], shape, learnt, 0)
        first.fill(_MOST_TAKES, until_new=True)
        numbers = frozenset(h.number for h in first.happened[:-1] if h.kind == "take" and h.number is not None)
        if len(numbers) < 3 or len(first.happened) > _MOST_TAKES:
            return None
        below = [n for n in range(min(numbers)) if n not in numbers][:2]
        outside = tuple(n for n in below if len(first.held) and first.made(n, next(iter(first.held))) is not None)
        theirs, ours = (tuple(_runs(program, shape, learnt, numbers, outside)) for program in programs)
        return Epochs(shape.declaration, shape.take, shape.give, shape.maker, shape.item, numbers, ours, theirs, bool(shape.mark))

    return with_lessons(run, _MOST_RESTARTS)


def _shape(case: Case, declaration: Declaration) -> Shape | None:
    name = declaration.item.name
    methods = [d for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn" and " for " not in d.owner]
    shown = {d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"}
    methods = [d for d in methods if d.item.name in shown]
    changing = [d for d in methods if receiver_of(d) == "&mut self"]
    makers = [d for d in methods if not receiver_of(d) and not parameters_of(d) and result_of(d) in ("Self", name)]
    takers = [d for d in changing if not parameters_of(d) and (d.item.name in TAKES or d.item.name.split("_")[0] in TAKES)]
    public = [d for d in takers if d.text.lstrip().startswith("pub")] or takers
    if len(makers) != 1 or len(public) != 1:
        return None
    item = _inside(result_of(public[0]))
    number, mark = "", ""
    if item not in _INTEGERS:
        found = find_type(case, bare_name(item)).found if item.replace("::", "").isidentifier() else ()
        fields = fields_of(found[0]).all if len(found) == 1 and found[0].item.kind == "struct" else ()
        if not fields or any(number_in(f.type) not in _INTEGERS for f in fields):
            return None
        marks = [f.name for f in fields if f.name in _MARK_FIELDS]
        rest = [f.name for f in fields if f.name not in marks]
        chosen = rest if len(rest) == 1 else [f for f in rest if f in _NUMBER_FIELDS]
        if len(chosen) != 1 or len(marks) > 1:
            return None
        number, mark = chosen[0], marks[0] if marks else ""
    givers = [d for d in changing if [bare_name(p.type) for p in parameters_of(d)] == [bare_name(item)]]
    named = givers if len(givers) == 1 else [d for d in givers if d.item.name in GIVES or d.item.name.split("_")[0] in GIVES]
    queries = tuple(
        d.item.name
        for d in methods
        if receiver_of(d) in ("&self", "self") and not parameters_of(d) and result_of(d) in _INTEGERS | {"bool"}
    )
    give = named[0].item.name if len(named) == 1 else ""
    return Shape(declaration, public[0].item.name, give, makers[0].item.name, item, number, mark, queries)


def _inside(returns: str) -> str:
    head, opened, rest = returns.partition("<")
    if opened and head.rpartition("::")[2] in ("Option", "Result"):
        return rest.removesuffix(">").partition(",")[0].strip()
    return returns.strip()


class _Driver:
    """One value that is driven, with a model of what is out."""

    def __init__(self, program: Any, shape: Shape, learnt: dict[str, str], capacity: int) -> None:
        from uowgen.behaviour.machine import Limits
        from uowgen.behaviour.outside import Outside, OutsideMachine, Script

        self.shape, self.capacity = shape, capacity
        self.machine = OutsideMachine(program, Outside(Script(), learnt), Limits(steps=_STEPS))
        self.value = self.machine.call(f"{shape.declaration.item.name}::{shape.maker}", [])
        self.held: dict[tuple[int, int | None], Any] = {}
        self.live: frozenset[int] = frozenset()
        self.pending: frozenset[int] = frozenset()
        self.mark: int | None = None
        self.untouched = True
        self.misused = False
        self.story: list[str] = []
        self.told = self.tells()
        self.happened: list[Happening] = []
        self.add(
            Happening("new", None, None, False, self.live, False, self.told, self.told, (), self.pending, True, (shape.maker,))
        )
        self.broken = False

    def add(self, one: Happening) -> None:
        self.happened.append(one)

    def tells(self) -> dict[str, object]:
        from uowgen.behaviour.foreign import shown
        from uowgen.behaviour.outcomes import RustPanic

        found: dict[str, object] = {}
        for query in self.shape.queries:
            try:
                found[query] = shown(self.machine.call_method(self.value, query, []))
            except RustPanic as panic:
                found[query] = f"panics: {panic.message}"
        return found

    def _read(self, item: Any) -> tuple[int, int | None]:
        if not self.shape.number:
            return int(item), None
        names = item.of.names
        return int(item[names.index(self.shape.number)]), int(item[names.index(self.shape.mark)]) if self.shape.mark else None

    def step(self, kind: str, given: Any = None, *, quiet: bool = False) -> Happening:
        from uowgen.behaviour.foreign import shown
        from uowgen.behaviour.outcomes import RustPanic

        before, live, pending = self.told, self.live, self.pending
        count = len(self.machine.world.events)
        number: int | None = None
        mark: int | None = None
        stale = False
        gave: object = None
        full = bool(self.capacity) and len(live) >= self.capacity
        try:
            if kind == "take":
                result = self.machine.call_method(self.value, self.shape.take, [])
                gave = told = shown(result)
                refused = isinstance(told, tuple) and told[:1] in (("None",), ("Err",))
                if not refused:
                    item = result[0] if isinstance(told, tuple) and told[:1] in (("Some",), ("Ok",)) else result
                    number, mark = self._read(item)
                    self.held[(number, mark)] = item
                    if mark != self.mark:
                        self.live, self.pending, self.mark = frozenset(), frozenset(), mark
                    self.live |= {number}
                    self.pending -= {number}
                self.story.append(
                    f"{self.shape.take}() "
                    + ("is refused" if refused else f"gives {number}" + (f" of {mark}" if mark is not None else ""))
                )
            else:
                number, mark = self._read(given)
                stale = self.shape.mark != "" and mark != self.mark
                self.misused = self.misused or (not stale and number not in self.live)
                gave = shown(self.machine.call_method(self.value, self.shape.give, [given]))
                if not stale and number in self.live:
                    self.live -= {number}
                    self.pending |= {number}
                self.story.append(f"{self.shape.give}({number}{f' of {mark}' if mark is not None else ''})")
        except RustPanic as panic:
            self.broken = True
            self.story.append(f"{kind} panics: {panic.message}")
        effects = tuple(e.name for e in self.machine.world.events[count:])
        self.told = before if quiet else self.tells()
        one = Happening(
            kind, number, mark, stale, live, full, before, self.told, effects, pending, self.untouched, tuple(self.story[-6:]), gave,
            self.misused,
        )  # fmt: skip
        self.untouched = self.untouched and kind == "take"
        self.add(one)
        return one

    def fill(self, most: int, *, until_new: bool = False) -> None:
        """Takes until all is out (or, `until_new`, until the first number comes again or none comes)."""
        for _ in range(most):
            if self.broken or (self.capacity and len(self.live) >= self.capacity and not until_new):
                return
            known = self.live
            one = self.step("take", quiet=len(self.live) % 16 != 3)
            if one.number is None or one.number in known or (self.happened[1].mark != one.mark and until_new):
                return

    def made(self, number: int, like: tuple[int, int | None]) -> Any:
        """A thing with another number than the one that was given out; None if its type refuses that number."""
        from uowgen.behaviour.integers import INTS
        from uowgen.behaviour.lives import as_checked, integer_of

        item = self.held[like]
        if not self.shape.number:
            return type(item)(number)
        values = [
            INTS[integer_of(t)](number) if n == self.shape.number else INTS[integer_of(t)](int(v))
            for n, v, t in zip(item.of.names, item, item.of.field_types, strict=True)
        ]
        return as_checked(self.machine, item.of, values)


def _runs(
    program: Any, shape: Shape, learnt: dict[str, str], numbers: frozenset[int], outside: tuple[int, ...]
) -> list[tuple[Happening, ...]]:
    """A fill that goes on to the next beginning; some given back in the middle; numbers given back that are not out."""
    runs: list[tuple[Happening, ...]] = []
    lowest, highest = min(numbers), max(numbers)
    some = [n for n in (lowest, 2, 63, 64, 65, 127, 128, highest - 1, highest) if n in numbers]

    full = _Driver(program, shape, learnt, len(numbers))
    full.fill(_MOST_TAKES)
    if shape.give:
        for number in dict.fromkeys(some):
            item = full.held.get((number, full.mark))
            if item is not None and not full.broken and number in full.live:
                full.step("give", item)
                if not full.broken:
                    full.step("take")
    old = dict(full.held)
    for _ in range(4):
        if not full.broken:
            full.step("take")
    if shape.give and shape.mark and not full.broken:
        for key, item in old.items():
            if key[1] != full.mark and key[0] in (lowest, lowest + 1, highest) and not full.broken:
                full.step("give", item)
        for _ in range(2):
            if not full.broken:
                full.step("take")
    runs.append(tuple(full.happened))

    if shape.give:
        for back in (
            (1, 3),
            (3, 1),
            (0, 2, 4),
            (4, 0),
        ):  # only what is out is given back, in the order of the numbers and against it
            fair = _Driver(program, shape, learnt, len(numbers))
            for _ in range(5):
                if not fair.broken:
                    fair.step("take")
            ordered = [k for k in fair.held if k[1] == fair.mark]
            for at in back:
                if len(ordered) > at and not fair.broken:
                    fair.step("give", fair.held[ordered[at]])
            for _ in range(len(back) + 2):
                if not fair.broken:
                    fair.step("take")
            runs.append(tuple(fair.happened))

        part = _Driver(program, shape, learnt, len(numbers))
        for _ in range(5):
            if not part.broken:
                part.step("take")
        key = next(iter(part.held), None)
        for number in outside:
            item = part.made(number, key) if key is not None and not part.broken else None
            if item is not None:
                part.step("give", item)
        if not part.broken:
            part.step("take")
        ordered = [k for k in part.held if k[1] == part.mark]
        for at in (1, 3):
            if len(ordered) > at and not part.broken:
                part.step("give", part.held[ordered[at]])
        if len(ordered) > 1 and not part.broken:
            part.step("give", part.held[ordered[1]])  # once more
        for _ in range(4):
            if not part.broken:
                part.step("take")
        runs.append(tuple(part.happened))
    return runs


__all__ = ["Epochs", "Happening", "epochs_of", "pool_shape"]
