"""Functions that take page tables apart, run in made-up worlds: which trees there are, and what a walk through one did."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour import prelude
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.page_tables import FOREIGN, ROOT, STALE, Done, Entry, Layout, PageTables
from uowgen.behaviour.values import Struct, strip
from uowgen.claims.tables.given import Entrance, given_to, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.program import Program

Memory = dict[tuple[int, int], Entry]
_STEPS = 400_000
_MORE = (1 << 1) | (1 << 2) | (1 << 63)


class Tree(NamedTuple):
    """One world: what it is called, its entries, and what hangs where: kinds of frames by address, tables with the one above."""

    name: str
    memory: Memory
    kinds: Mapping[int, str]
    above: Mapping[int, int]
    levels: Mapping[int, int]  # of each table, of each page the level of the entry that maps it; the lowest is 0
    active: bool = False  # whether the processor uses these tables


class Walk(NamedTuple):
    """What was done in one tree: in the order of its doing, and what came back; `made` is how much of it the maker did."""

    tree: Tree
    done: tuple[Done, ...]
    gave: object
    made: int = 0
    stuck: Undecidable | None = None
    panicked: bool = False
    result: object = None  # what came back, in Python: a `Result` is its variant with what is in it
    again: Again | None = None  # what the same call did a second time, where it can be made
    numbers: Mapping[str, int] = MappingProxyType({})  # by field, of what came back, and of the value where the call left it
    beside: Walk | None = None  # the walk through the same tree without its invalid entries
    told: Mapping[str, int] = MappingProxyType({})  # the numbers in a struct that came back, by field, if it has nothing else
    of: str = ""  # what that struct is called

    @property
    def refused(self) -> bool:
        """Whether the call failed."""
        return isinstance(self.result, tuple) and self.result[:1] == ("Err",)


class Again(NamedTuple):
    """A second call: what it did, and what came back."""

    done: tuple[Done, ...]
    result: object


def layout_of(text: str) -> Layout | None:
    """How the code sees tables, as far as its constants tell; None where entries are numbers whose bits are not known. Levels come later."""
    named = {
        n: v
        for n, v in ((n, _value(v)) for n, v in re.findall(r"\bconst ([A-Z][A-Z0-9_]*)\s*:\s*\w+\s*=\s*([^;]+);", text))
        if v is not None
    }
    counts = {n: v for n, v in named.items() if set(n.split("_")) & {"ENTRIES", "PTES", "SLOTS"}}
    user = next((v for n, v in counts.items() if set(n.split("_")) & {"USER", "LOWER", "HALF"}), None)
    whole = next((v for n, v in counts.items() if not set(n.split("_")) & {"USER", "LOWER", "HALF", "KERNEL"}), None)
    if whole is None and re.search(r"\b512\b", text):
        whole = 512
    if user is None and whole and re.search(rf"\b{whole // 2}\b", text):
        user = whole // 2
    words = {n: set(n.lower().split("_")) for n in named}
    present = next((named[n] for n, w in words.items() if w & {"present", "valid"} and "mask" not in w), None)
    outside = set(re.findall(r"&\s*(?:\w+::)*([A-Z][A-Z0-9_]*)\b", text)) - set(named)
    if present is None and any({"PRESENT", "VALID", "P", "V"} & set(n.split("_")) for n in outside):
        shared = 1 << 9 if any({f.upper() for f in FOREIGN} & set(n.split("_")) for n in outside) else 0
        return Layout(whole or 512, user or 256, 0, {"present": 1, "huge": _huge(text, 1 << 7), "shared": shared})
    if present is None:
        return Layout(whole or 8, user or (whole or 8) // 2, 0, {})
    huge = next(
        (
            named[n]
            for n, w in words.items()
            if w & {"huge", "large", "ps", "superpage", "block"} and not w & {"mask", "size", "shift"}
        ),
        None,
    )
    huge = huge if huge is not None else _huge(text, 1 << 7)
    shared = next((named[n] for n, w in words.items() if w & FOREIGN), 0)
    width = next((t for t in re.findall(r"\bconst \w*(?:PRESENT|VALID)\w*\s*:\s*(\w+)", text) if t in INTS), "u64")
    return Layout(whole or 8, user or (whole or 8) // 2, 0, {"present": present, "huge": huge, "shared": shared}, width)


def _huge(text: str, bit: int) -> int:
    """The bit of large pages; 0 for code that knows of none, which takes what is no page of the lowest level for a table."""
    return bit if re.search(r"(?i)huge|large|superpage|big|block|is_leaf|\bps\b|1 ?<< ?7\b|0x80\b", text) else 0


def _value(text: str) -> int | None:
    bare = text.strip().replace("_", "")
    if shifted := re.fullmatch(r"(\d+)[a-z0-9]*\s*<<\s*(\d+)", bare):
        return int(shifted[1]) << int(shifted[2])
    plain = re.fullmatch(r"(0x[0-9a-fA-F]+|\d+)(?:[iu](?:8|16|32|64|128|size))?", bare)
    return int(plain[1], 0) if plain else None


class _Planter:
    """A tree while it grows."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.memory: Memory = {}
        self.kinds: dict[int, str] = {ROOT: "root"}
        self.above: dict[int, int] = {}
        self.levels: dict[int, int] = {ROOT: layout.levels - 1}
        self.more = _MORE & ~reduce(or_, layout.bits.values()) if layout.bits else 0

    def table(self, parent: int, index: int) -> int:
        """A new table below `parent`."""
        address = ROOT + 0x1000 * len(self.kinds)
        self.memory[parent, index] = Entry("table", address, False, self.more & ~(1 << 63))
        self.kinds[address], self.above[address] = "table", parent
        self.levels[address] = self.levels[parent] - 1
        return address

    def path(self, index: int, last: int = 0) -> int:
        """Tables from the root down to the lowest."""
        table = ROOT
        while self.levels[table] > 0:
            table = self.table(table, index if table == ROOT else last)
        return table

    def page(self, table: int, index: int, kind: str = "page", *, shared: bool = False, more: int = 0) -> int:
        """A page that is mapped."""
        address = 0x4000_0000 * (len(self.kinds) + 1) if kind == "huge" else 0x90_0000 + 0x1000 * len(self.kinds)
        self.memory[table, index] = Entry(kind, address, shared, self.more | more)
        self.kinds[address] = "shared" if shared else kind
        self.levels[address] = self.levels[table]
        self.above[address] = table
        return address

    def done(self, name: str) -> Tree:
        return Tree(name, self.memory, self.kinds, self.above, self.levels)


def knows_large(layout: Layout) -> bool:
    """Whether the code knows of large pages, so that there are any."""
    return bool(layout.bits["huge"]) if layout.bits else layout.huge


def trees(layout: Layout) -> list[Tree]:
    """A few worlds: empty, one page, what is shared alone, a large page alone, the kernel's half alone, and some of everything."""
    last, half = layout.entries - 1, layout.user
    found = [_Planter(layout).done("empty")]
    one = _Planter(layout)
    one.page(one.path(min(1, half - 1)), 2 % layout.entries)
    found.append(one.done("one page"))
    if not layout.bits or layout.bits["shared"]:
        borrowed = _Planter(layout)
        borrowed.page(borrowed.path(0), 1, shared=True)
        found.append(borrowed.done("shared"))
    knows_huge = knows_large(layout)
    if layout.levels > 2 and knows_huge:
        large = _Planter(layout)
        table = ROOT
        while large.levels[table] > 1:
            table = large.table(table, 0)
        large.page(table, 3, "huge")
        found.append(large.done("huge"))
    bare = _Planter(layout)
    bare.path(0)
    found.append(bare.done("tables"))
    if half < layout.entries:
        kernel = _Planter(layout)
        kernel.page(kernel.path(half), 0)
        for address in [a for a in kernel.kinds if a != ROOT]:
            kernel.kinds[address] = "kernel"
        found.append(kernel.done("kernel"))
    found.append(_mixed(layout, last, half))
    found.append(_mixed(layout, last, half)._replace(active=True))
    if layout.bits and knows_huge:
        odd = _Planter(layout)
        table = odd.path(0)
        odd.page(table, 0, more=layout.bits["huge"])
        odd.page(table, 1)
        found.append(odd.done("odd"))
    return found


def with_stale(layout: Layout) -> tuple[Tree, Tree]:
    """A tree that has entries which are not valid, and not empty, as of pages that were swapped out: with them, and without."""
    rows = []
    for there in (True, False):
        planter = _Planter(layout)
        low = planter.path(0, 1)
        planter.page(low, 0)
        gone = planter.page(low, 3)
        planter.memory[low, 3] = Entry(STALE, gone, False, planter.more)
        above = planter.above.get(low, low)
        if above != low:
            old = planter.table(above, 2)
            planter.memory[above, 2] = Entry(STALE, old, False, planter.more & ~(1 << 63))
            planter.memory[old, 0] = Entry("page", planter.page(old, 0))
        tree = planter.done("invalid")
        stale = [place for place, e in tree.memory.items() if e.kind == STALE]
        for place in stale if not there else ():
            del planter.memory[place]
        rows.append(tree)
    return rows[0], rows[1]


def _mixed(layout: Layout, last: int, half: int) -> Tree:
    planter = _Planter(layout)
    low = planter.path(0, 1)
    planter.page(low, 0)
    planter.page(low, last)
    if not layout.bits or layout.bits["shared"]:
        planter.page(low, 2, shared=True)
    if layout.levels > 1:
        above = planter.above[low]
        if above != ROOT:
            planter.table(above, last)  # a table without entries
            if knows_large(layout):
                planter.page(above, 3, "huge")
        if layout.levels == 3 and knows_large(layout):
            planter.page(ROOT, 1, "huge")
        other = planter.path(half - 1, last)
        planter.page(other, last)
        before = set(planter.kinds)
        if half < layout.entries:
            planter.page(planter.path(half, 0), 1)
        for address in set(planter.kinds) - before:
            planter.kinds[address] = "kernel"
    return planter.done("mixed")


def walked(program: Program, entrance: Entrance, tree: Tree, layout: Layout, learnt: dict[str, str]) -> Walk:
    """What is done to one tree."""
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import OutsideMachine, Script

    for _ in range(12):
        world = PageTables(Script(), learnt, tree.memory, layout, tree.active)
        machine = OutsideMachine(program, world, Limits(steps=_STEPS))
        made, panicked = 0, False
        result: object = None
        again: Again | None = None
        numbers: dict[str, int] = {}
        told: dict[str, int] = {}
        of = ""
        gave: object = None
        stuck: Undecidable | None = None
        held: Any = None
        try:
            if entrance.owner:
                held = value_of(machine, entrance)
                if entrance.choice and held is not None:
                    given = given_to(machine, program.method(entrance.owner, entrance.choice))
                    held = machine.call_method(held, entrance.choice, given)
                made = len(world.done)
                if held is None:
                    stuck = Undecidable("no value is made")
                elif entrance.function == "drop":
                    machine.drop(held)
                else:
                    gave = machine.call_method(
                        held, entrance.function, given_to(machine, program.method(entrance.owner, entrance.function))
                    )
            else:
                gave = machine.call(entrance.function, given_to(machine, program.function(entrance.function)))
        except Learnt as lesson:
            if learnt.get(lesson.key) in (None, lesson.kind):
                learnt[lesson.key] = lesson.kind
                continue
            stuck = lesson
        except RustPanic:
            panicked = True
        except Undecidable as reason:
            stuck = reason
        except Unknown as reason:
            stuck = Undecidable(str(reason))
        first = len(world.done)
        if stuck is None and not panicked:
            result = _in_python(gave)
            of, told = _numbers_in(gave)
            numbers = {**_numbers_in(held)[1], **told}
            again = _second(machine, world, entrance, held, first)
        inner = result[1] if isinstance(result, tuple) and result[:1] in (("Ok",), ("Some",)) else result
        number = inner if isinstance(inner, int) and not isinstance(inner, bool) else None
        return Walk(
            tree, tuple(world.done[:first]), number, made, stuck, panicked, result, again, numbers, told=told if of else {}, of=of
        )
    return Walk(tree, (), None, 0, Undecidable("the outside is used in too many ways"))


def _numbers_in(value: Any) -> tuple[str, dict[str, int]]:
    """The numbers in a struct by field, also behind `Ok` and `Some`, and what the struct is called; empty if it has more than named numbers."""
    inner = strip(value)
    while type(inner) is Struct and inner.of.type in (prelude.OPTION, prelude.RESULT) and len(inner) == 1:
        inner = strip(inner[0])
    if type(inner) is not Struct:
        return "", {}
    parts = zip(inner.of.names, inner, strict=True)
    found = {n: int(p) for n, v in parts if isinstance(p := strip(v), int) and not isinstance(p, bool)}
    alone = found and len(found) == len(inner) and not any(n.isdigit() for n in found)
    return inner.of.name if alone else "", found


def _in_python(gave: object) -> object:
    """What a call gave; an `Ok`, an `Err`, a `Some` with the one thing in it, a variant as its name."""
    from uowgen.behaviour.outcomes import Undecidable, Unknown
    from uowgen.behaviour.python_values import plain

    try:
        found = plain(gave)
    except (Undecidable, Unknown):
        return None

    def told(one: object) -> object:
        if not (isinstance(one, tuple) and len(one) == 2 and isinstance(one[1], dict)):
            return one
        inside = [told(part) for part in one[1].values()]
        return (one[0], *inside) if inside else one[0]

    return told(found)


def _second(machine: OutsideMachine, world: PageTables, entrance: Entrance, held: Any, first: int) -> Again | None:
    """What the same method does when it is called once more; None where it cannot be called."""
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

    function = machine.program.method(entrance.owner, entrance.function) if entrance.owner else None
    if function is None or function.takes != "mut" or entrance.function == "drop":
        return None
    try:
        gave = machine.call_method(held, entrance.function, given_to(machine, function))
    except (RustPanic, Undecidable, Unknown):
        return None
    return Again(tuple(world.done[first:]), _in_python(gave))


__all__ = ["Entrance", "Layout", "Memory", "Tree", "Walk", "layout_of", "trees", "walked", "with_stale"]
