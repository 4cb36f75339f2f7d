"""Guards that reserve numbers in a table outside, hand them on one by one, and give back the rest: driven by both programs over a made-up table.

The call that takes a number is told by its answer, which may be that there is none; it gives the lowest free one, from the number up that
it is given. What sentences ask of the lives is in `reserve_said.py`.
"""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour import prelude
from uowgen.behaviour.foreign import Answer, Learnt, Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.outside import Outside, OutsideMachine, Script
from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.own_code import code_of_both
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.subject import find_type
from uowgen.facts.members import methods_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

FREE = (0, 2, 4, 5)  # of the table at first
_FOREIGN = (1, 9)
_MOST_RESTARTS = 12
_GAVE, _ENDS = "uowgen_gave", "uowgen_ends"


class Step(NamedTuple):
    """One call: the number it was given, what it gave, whether the table had none, what it called outside with which arguments."""

    call: str
    given: int | None
    gave: object
    none: bool
    events: tuple[tuple[str, tuple[object, ...]], ...]

    @property
    def refused(self) -> bool:
        """Whether it says that it was not done."""
        return self.gave is False or (isinstance(self.gave, tuple) and self.gave[:1] in (("Err",), ("None",)))

    @property
    def number(self) -> object:
        """The number that was handed out."""
        inner = (
            self.gave[1] if isinstance(self.gave, tuple) and len(self.gave) == 2 and self.gave[0] in ("Ok", "Some") else self.gave
        )
        return inner if type(inner) is int else None


class Reserving(NamedTuple):
    """A guard: the method that takes and the one that hands on, what it borrows, and the lives of both programs; the last step is its end."""

    declaration: Declaration
    take: str
    give: str
    thing: str  # what else the second is given
    parameters: tuple[str, ...]
    borrowed: str
    theirs: tuple[tuple[Step, ...], ...]
    ours: tuple[tuple[Step, ...], ...] | None


class _World(Outside):
    """The outside with one table of numbers."""

    def __init__(self, learnt: dict[str, str], kind: str) -> None:
        super().__init__(Script(), learnt)
        self.kind = kind
        self.free = set(FREE)
        self.none = False
        self.done: list[tuple[str, tuple[object, ...]]] = []
        self.steps: list[tuple[object, bool, tuple[tuple[str, tuple[object, ...]], ...]]] = []

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call; a step ends where its result is told."""
        name = path.replace(".", "::").rpartition("::")[2]
        if name in (_GAVE, _ENDS):
            self.steps.append((shown(arguments[0]) if arguments else (), self.none, tuple(self.done)))
            self.done, self.none = [], False
            return ()
        if name.startswith("uowgen_thing"):
            return Thing(self, name)
        given = tuple(shown(a) for a in arguments)
        how = self.learnt.get(path)
        if how in ("option", "result") and all(type(g) is int for g in given if g != owner):
            self.done.append((name, given))
            least = max((int(g) for g in given if type(g) is int), default=0)
            found = min((n for n in self.free if n >= least), default=None)
            if found is None:
                self.none = True
                return prelude.NONE if how == "option" else prelude.err(Answer(self, f"{path}!", f"error of {name}"))
            self.free.discard(found)
            number = INTS[self.kind](found)
            return prelude.some(number) if how == "option" else prelude.ok(number)
        self.done.append((name, given))
        return super().called(path, arguments, owner)


def reserving(case: Case) -> Reserving | None:
    """The one guard of the spec's blocks that does so; None if there is none, or it cannot be driven."""
    return case.once("reserving", lambda: _reserving(case))


def _reserving(case: Case) -> Reserving | None:
    rows = [d for f in block_files(case) for d in f.declarations()]
    ending = {re.sub(r"<.*", "", d.owner.partition("Drop for ")[2]) for d in rows if "Drop for " in d.owner}
    found = find_type(case, next(iter(ending))).found if len(ending) == 1 else ()
    if len(found) != 1 or found[0].item.kind != "struct":
        return None
    declaration = found[0]
    name = declaration.item.name
    shown_ = {d.item.name for d in rows if d.item.kind == "fn"}
    methods = [d for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn" and d.item.name in shown_]
    makers = [d for d in methods if not receiver_of(d) and re.match(rf"(?:Self|{name})\b", result_of(d))]
    if len(makers) != 1 or len(parameters_of(makers[0])) > 1:
        return None
    changing = [d for d in methods if receiver_of(d) == "&mut self" and d.item.name != "drop"]
    taking = [d for d in changing if _handed(d) and all(p.type in INTS for p in parameters_of(d)) and len(parameters_of(d)) < 2]
    kind = _handed(taking[0]) if len(taking) == 1 else ""
    giving = [
        d
        for d in changing
        if kind
        and not _handed(d)
        and (ps := parameters_of(d))
        and ps[0].type == kind
        and len(ps) < 3
        and all(p.type not in INTS for p in ps[1:])
    ]
    if len(giving) != 1:
        return None
    borrowed = parameters_of(makers[0])
    take, give = taking[0], giving[0]
    limit = next((p.type for p in parameters_of(take)), "")
    plots = list(_plots(bool(limit)))
    code = "\n" + "\n".join(
        _code(
            n,
            plot,
            (name, makers[0].item.name, take.item.name, give.item.name),
            kind,
            limit,
            bool(borrowed),
            len(parameters_of(give)) > 1,
        )
        for n, plot in enumerate(plots)
    )
    ours, theirs = code_of_both(case, declaration, code)
    learnt: dict[str, str] = {}
    own = _lives(theirs, plots, learnt, kind, (take.item.name, give.item.name))
    if own is None or not any(s.none for life in own for s in life):
        return None
    mine = own if ours is theirs else _lives(ours, plots, learnt, kind, (take.item.name, give.item.name))
    others = tuple(p.name for p in parameters_of(give)[1:])
    return Reserving(
        declaration,
        take.item.name,
        give.item.name,
        others[0] if others else "",
        tuple(p.name for d in (take, give) for p in parameters_of(d)),
        " ".join(f"{p.name} {p.type}" for p in borrowed),
        own,
        mine,
    )


def _handed(d: Declaration) -> str:
    """The type of the number that a method may hand out."""
    m = re.fullmatch(r"(?:Option<(\w+)>|(?:\w+::)*Result<(\w+)(?:,[^<>]*)?>)", "".join(result_of(d).split()))
    kind = (m[1] or m[2]) if m else ""
    return kind if kind in INTS else ""


Plot = tuple[tuple[str, int], ...]  # `take` from a number up, `give` the number-th that was taken, `foreign` a number


def _plots(least: bool) -> Iterator[Plot]:
    """Lives: nothing, one number from each limit up, all until there are no more, and three of which some are handed on, in any order."""
    yield ()
    for n in range(7) if least else (0,):
        yield (("take", n),)
    yield (("take", 0),) * 6
    if least:
        yield (("take", 3), ("take", 1), ("take", 0), ("take", 0))
    three = (("take", 0),) * 3
    for count in range(4):
        for order in permutations(FREE[:3], count):
            yield (*three, *(("give", n) for n in order))
    for n in _FOREIGN:
        yield (("give", n),)
        yield (*three, ("give", n))
        yield (*three, ("give", FREE[1]), ("give", n), ("give", FREE[0]))
    yield (*three, ("give", FREE[0]), ("give", FREE[0]))
    yield (("take", 0), ("give", FREE[1]), ("give", FREE[0]))


def _code(n: int, plot: Plot, names: tuple[str, str, str, str], kind: str, limit: str, borrows: bool, two: bool) -> str:
    type_, maker, take, give = names
    calls = []
    for at, (what, number) in enumerate(plot):
        thing = f", crate::uowgen_thing{at}()" if two else ""
        least = f"{number}{limit}" if limit else ""
        said = f"g.{take}({least})" if what == "take" else f"g.{give}({number}{kind}{thing})"
        calls.append(f"let r = {said}; crate::{_GAVE}(r);")
    table = "&crate::uowgen_thing_table()" if borrows else ""
    body = " ".join(calls)
    return f"fn {PROBE}{n}() {{ {{ let mut g = {type_}::{maker}({table}); {body} }} crate::{_ENDS}(); }}"


def _lives(
    program: Program | None, plots: list[Plot], learnt: dict[str, str], kind: str, names: tuple[str, str]
) -> tuple[tuple[Step, ...], ...] | None:
    found = []
    for n, plot in enumerate(plots):
        steps = _life(program, f"{PROBE}{n}", learnt, kind)
        if steps is None or len(steps) != len(plot) + 1:
            return None
        calls = [*plot, ("end", 0)]
        found.append(
            tuple(
                Step(names[0] if what == "take" else names[1] if what == "give" else "", number if what != "end" else None, *step)
                for (what, number), step in zip(calls, steps, strict=True)
            )
        )
    return tuple(found)


def _life(program: Program | None, probe: str, learnt: dict[str, str], kind: str) -> list[Any] | None:
    if program is None:
        return None
    for _ in range(_MOST_RESTARTS):
        world = _World(learnt, kind)
        try:
            OutsideMachine(program, world).call(probe, [])
        except Learnt as lesson:
            if learnt.get(lesson.key) not in (None, lesson.kind):
                return None
            learnt[lesson.key] = lesson.kind
            continue
        except (Undecidable, Unknown, RustPanic):
            return None
        return world.steps
    return None


__all__ = ["FREE", "Reserving", "Step", "reserving"]
