"""Guards over ranges of addresses, run with the spec's own code and with the tree's: made in all sizes, with each call that can fail failing,
kept or dropped. What is acquired and what is given back is told apart by what calls are named and by what they are given.
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

PAGE = 4096
_MAKES = re.compile(r"(?:try_)?(?:allocate|alloc|new|create|map|reserve|open|make|build|with_\w+)(?:_|$)")
_KEEPS = re.compile(
    r"(?:keep|leak|into_\w+|commit|persist|disarm|retain|detach|finish|defuse|forget|release_to\w*|take_over)(?:_|$)"
)
_STEPS, _MOST_RESTARTS = 60_000, 10
_ROLES = (
    ("unmap", re.compile(r"(?:\w*_)?unmap(?:_\w+)?")),
    ("map", re.compile(r"(?:\w*_)?map(?:_\w+)?")),
    ("reserve", re.compile(r"(?:\w*_)?reserve(?:_\w+)?|alloc\w*_(?:va|range|space|window|region)")),
    ("alloc", re.compile(r"(?:alloc|allocate)(?:_\w+)?")),
    ("release", re.compile(r"(?:release|unreserve)(?:_\w+)?|(?:free|dealloc)\w*_(?:va|range|space|window|region)")),
    ("free", re.compile(r"(?:free|dealloc|deallocate)(?:_\w+)?")),
)


class Guard(NamedTuple):
    """A guard: its type, its methods, what makes one from a number of pages, what keeps it (empty if nothing does)."""

    declaration: Declaration
    methods: dict[str, Declaration]
    make: str
    keep: str


class Did(NamedTuple):
    """One call to the outside: what it is to the guard, what it was given, the number that it gave and what that is told apart by, whether it failed."""

    role: str
    name: str
    given: tuple[object, ...]
    number: int
    token: str
    failed: bool


class Life(NamedTuple):
    """A guard that was made of so many pages: what came of it, what was called until then and afterwards, what its askers told."""

    pages: int
    ending: str
    failing: str
    gave: object
    making: tuple[Did, ...]
    after: tuple[Did, ...]
    told: dict[str, object]


def guard_at_hand(case: Case) -> Guard | None:
    """The one guard with a `Drop` that the spec's blocks bring and that is made of a number of pages; None if there is none."""
    rows = [d for f in block_files(case) for d in f.declarations()]
    ending = {d.owner.partition("Drop for ")[2].partition("<")[0] for d in rows if d.owner.startswith("Drop for ")}
    found = find_type(case, ending.pop()).found if len(ending) == 1 else ()
    if len(found) != 1 or not fields_of(found[0]).all:
        return None
    methods = {d.item.name: d for d in methods_of(case.code, found[0].item.name, (found[0],)) if d.item.kind == "fn"}
    makes = [n for n, d in methods.items() if _MAKES.match(n) and _is_maker(d)]
    keeps = [n for n, d in methods.items() if _KEEPS.match(n) and re.search(r"\(\s*(?:mut\s+)?self\s*\)", d.text.partition("{")[0])]
    return Guard(found[0], methods, makes[0], "".join(keeps)) if len(makes) == 1 and len(keeps) <= 1 else None


def _is_maker(declaration: Declaration) -> bool:
    head = signature(declaration)
    return (
        len(head.parameters) == 1
        and is_integer(head.parameters[0][1])
        and bool(re.match(r"(?:Result|Option)<", head.returns))
        and "self" not in declaration.text.partition("{")[0].partition("(")[2].partition(")")[0]
    )


def lives(program: Program | None, guard: Guard, sizes: tuple[int, ...]) -> list[Life] | None:
    """The lives of a guard in one program; None where one of them cannot be run."""
    if program is None:
        return None
    learnt: dict[str, str] = {}
    found: list[Life] = []
    for pages in sizes:
        for ending in ("drop", "keep") if guard.keep else ("drop",):
            one = _lived(program, guard, pages, ending, ("", 0), learnt)
            if one is None:
                return None
            found.append(one[0])
    most = 3
    one = _lived(program, guard, most, "drop", ("", 0), learnt)
    for path, count in (one[1] if one is not None else {}).items():
        for which in range(count):
            failed = _lived(program, guard, most, "drop", (path, which), learnt)
            if failed is None:
                return None
            found.append(failed[0])
    return found


def _lived(
    program: Program, guard: Guard, pages: int, ending: str, fails: tuple[str, int], learnt: dict[str, str]
) -> tuple[Life, dict[str, int]] | None:
    from uowgen.behaviour.foreign import Learnt
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.outside import Outside, OutsideMachine, Script

    for _ in range(_MOST_RESTARTS):
        world = Outside(Script(fails=fails), learnt)
        try:
            return _run(OutsideMachine(program, world, Limits(steps=_STEPS)), world, guard, pages, ending), world.fallible
        except Learnt as lesson:
            learnt[lesson.key] = lesson.kind
        except (RustPanic, Undecidable, Unknown, KeyError, IndexError, TypeError):
            return None
    return None


def _run(machine: Any, world: Any, guard: Guard, pages: int, ending: str) -> Life:
    from uowgen.behaviour.python_values import plain
    from uowgen.behaviour.values import strip

    gave = machine.call(f"{guard.declaration.item.name}::{guard.make}", [pages])
    told = plain(gave)
    begun = len(world.events)
    tells: dict[str, object] = {}
    good = isinstance(told, tuple) and told[0] in ("Ok", "Some")
    if good:
        value = strip(gave)[0]
        for name, d in guard.methods.items():
            head = d.text.partition("{")[0]
            if re.search(r"\(\s*&\s*self\s*\)", head) and is_integer(signature(d).returns):
                tells[name] = plain(machine.call_method(value, name, []))
        if ending == "keep":
            machine.call_method(value, guard.keep, [])
        else:
            machine.drop(value)
    did = _did(world)
    return Life(pages, ending if good else "", world.script.fails[0], told, did[:begun], did[begun:], tells)


def _did(world: Any) -> tuple[Did, ...]:
    counts: dict[str, int] = {}
    rows = []
    for event in world.events:
        count = counts.get(event.path, 0)
        counts[event.path] = count + 1
        role = next((role for role, pattern in _ROLES if pattern.fullmatch(event.name)), "")
        given = event.arguments
        if "." in event.path and len(given) > 1 and isinstance(given[0], str) and "#" not in given[0]:
            given = given[1:]  # a method's call tells first what it is called on
        number = event.number if event.number is not None else world.script.first + 16 * count
        rows.append(Did(role, event.name, given, number, event.answer, f"{event.path}@{event.step}#{count}" in world.failed))
    return tuple(rows)


def left_over(did: tuple[Did, ...]) -> list[str]:
    """What was acquired and not given back, or given back without having been acquired."""
    mapped: list[Any] = []
    frames: list[Any] = []
    ranges: list[Any] = []
    wrong: list[str] = []
    for one in did:
        first = one.given[0] if one.given else None
        if one.role == "map" and not one.failed:
            mapped.append(first)
        elif one.role == "alloc" and not one.failed:
            frames.append((one.number, one.token))
        elif one.role == "reserve" and not one.failed:
            ranges.append((one.number, *one.given))
        elif one.role in ("unmap", "free", "release"):
            held: list[Any] = mapped if one.role == "unmap" else frames if one.role == "free" else ranges
            what: Any = one.given if one.role == "release" else first
            mine = next((h for h in held if what in (h if one.role == "free" else (h,))), None)
            if mine is not None:
                held.remove(mine)
            else:
                wrong.append(f"{one.name}({', '.join(map(str, one.given))}) gives back what is not held")
    left = [
        *(f"page {m:#x} stays mapped" if isinstance(m, int) else "a page stays mapped" for m in mapped),
        *("a frame is not freed" for _ in frames),
    ]
    return [*wrong, *left, *("the range is not released as it was reserved" for _ in ranges)]


__all__ = ["PAGE", "Did", "Guard", "Life", "guard_at_hand", "left_over", "lives"]
