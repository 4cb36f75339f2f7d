"""What the observations of a driven container mean: each is compared with the reference model, in the situations that the criterion speaks of."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.containers.range_code import UNIT
from uowgen.claims.kind import Finding
from uowgen.claims.runs.programs import probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.model import Evidence
from uowgen.reference.containers import Queue, Ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_DEPTH = 7


class Step(NamedTuple):
    """One call: what is said of it in a scenario, and whether it is as asked (None: the criterion does not speak of it)."""

    said: str
    right: bool | None


def judge(
    case: Case, container: Container, code: str, method: Declaration, runs: list[list[int]], told: Callable[[list[int], list[int]], list[Step]],
    what: str,
) -> Finding:  # fmt: skip
    """Runs the driver on each of `runs`; `told` turns the operations and what was seen into steps."""
    place = (Evidence(method.file.path, method.line, method.end_line, f"`{method.item.label}`"),)
    key = f"container runs {len(runs)} {code}"
    results = case.kept.get(key)
    if not isinstance(results, list):
        results = case.kept[key] = probed(case, container.declaration.file.path, code, [[ops] for ops in runs])
    met = 0
    for ops, result in zip(runs, results, strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, place)
        if result.panic:
            steps = _until_panic(case, container, code, ops, told)
            story = tuple(s.said for s in steps)
            if steps and steps[-1].right is False:
                story = (*story[:-1], f"{story[-1].partition(' ')[0]} panics: {result.panic}")
                return Finding("fails", f"not so: {story[-1]}", "behaviour", "behaves-differently", place, "proved", story)
            return Finding("undecided", f"it panics: {result.panic}", None, "panics-elsewhere", place, None, story[-6:])
        seen: Any = result.value
        steps = told(ops, list(seen))
        for n, step in enumerate(steps):
            if step.right is False:
                story = tuple(s.said for s in steps[: n + 1])
                return Finding("fails", f"not so: {step.said}", "behaviour", "behaves-differently", place, "proved", story)
            met += step.right is True
    if not met:
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    return Finding("holds", f"{what} in {met} of {met} cases", "behaviour", None, place, "bounded")


def _until_panic(
    case: Case, container: Container, code: str, ops: list[int], told: Callable[[list[int], list[int]], list[Step]]
) -> list[Step]:
    """The steps up to the one that panics; that one is seen as the opposite of what could be asked of it."""
    unit = 1 if "ops: &[u8]" in code else 3
    runs = [ops[:k] for k in range(unit, len(ops) + 1, unit)]
    seen: list[int] = []
    for run, result in zip(runs, probed(case, container.declaration.file.path, code, [[run] for run in runs]), strict=True):
        if result.panic or result.stuck is not None:
            takes_in = run[-unit] == 0
            return told(run, [*seen, 0, 1, -1] if takes_in else [*seen, 0, 1 << 60, -1]) if result.panic else []
        got: Any = result.value
        seen = list(got)
    return []


# --------------------------------------------------------------------------------------------------------------- queues


def queue_runs(capacity: int | None) -> list[list[int]]:
    """Every order of seven pushes (0) and pops (1); also runs that fill it and empty it wherever its beginning has come to lie."""
    runs = [list(r) for r in product((0, 1), repeat=_DEPTH)]
    if capacity is not None and capacity <= 5:
        runs += [
            [0, 1] * turned + [0] * held + [1, 0] * held + [1] * held
            for turned in range(2 * capacity)
            for held in range(1, capacity + 2)
        ]
    if capacity is not None and capacity > 5:
        runs += [[0] * (capacity + 2) + [1] * (capacity + 1), [0] * capacity + [1, 1, 0, 0, 0] + [1] * (capacity + 1)]
    return runs


def _pops_in_a_row(ops: list[int]) -> int:
    return next((n for n, op in enumerate(ops) if op == 0), len(ops))


def queue_steps(
    capacity: int | None,
    newest_first: bool,
    asked: str,
    push: str,
    pop: str,
    observer: str = "",
    *,
    sure: bool = False,
    end: str = "",
    overwrites: bool = False,
) -> Callable[[list[int], list[int]], list[Step]]:
    """Steps of a queue for the criterion `asked`: `order`, `full`, `empty`, `unchanged` (by a push that is refused), `len`, `is empty`, `is full`, `peek`, `looks empty`.

    `sure` says that the capacity is known from the spec: to refuse earlier is wrong. With an `observer` each step tells a third number: what that method gives afterwards.
    `end` says which element a `peek` shows, if that is not the one that comes out next. What `overwrites` loses its oldest element
    to one that is pushed when it is full.
    """
    width = 3 if observer else 2

    def told(ops: list[int], seen: list[int]) -> list[Step]:
        model = Queue(capacity, newest_first)
        steps: list[Step] = []
        number = 0
        refused = overflown = False
        for n, op in enumerate(ops):
            fits, value = seen[width * n : width * n + 2] if len(seen) >= width * (n + 1) else (1, 0)
            if op == 0:
                number += 1
                full, taken = model.is_full(), value == 1
                refused = refused or full
                right = (
                    (fits == 1 and not taken) if asked == "full" and full else not taken if asked == "unchanged" and full else None
                )
                said = f"{push}({number}) {'is taken' if taken else 'is refused'}" + (
                    " though it is full" if full and taken else ""
                )
                if sure and not full and not taken and asked in ("full", "unchanged"):
                    said, right = f"{said} though it is not full", False
                if full and taken and overwrites:
                    model.pop()
                    overflown = True
                if taken:
                    model.elements.append(number)
                steps.append(Step(said, right))
                if full and taken and not overwrites and asked not in ("full", "unchanged"):
                    return steps  # what a queue does with too many elements, this criterion does not say
            else:
                expected = model.pop()
                right = None
                if expected is None:
                    right = (fits == 1 and value == 0) if asked == "empty" else None
                elif asked == "order" and value != expected and overflown:
                    later = seen[width * (n + 1) + 1 : width * (n + 1 + _pops_in_a_row(ops[n + 1 :])) : width]
                    right = False if any(0 < other < value for other in later) else None  # which one was lost is another matter
                elif asked == "order" or (asked == "unchanged" and refused):
                    right = value == expected
                shown = "nothing" if value == 0 else str(value)
                said = f"{pop}() gives {shown}" + (f", not {expected}" if right is False and expected is not None else "")
                steps.append(Step(said, right))
                if value != (expected or 0) and right is None:
                    return steps
            if observer and len(seen) >= width * (n + 1):
                told_of = seen[width * n + 2]
                newest = end == "newest" or (newest_first and end != "oldest")
                coming = (model.elements[-1] if newest else model.elements[0]) if model.elements else 0
                answers = {
                    "len": len(model.elements),
                    "is empty": int(not model.elements),
                    "is full": int(model.is_full()),
                    "peek": coming,
                    "looks empty": 0,
                }
                wanted = answers[asked]
                answer = told_of if told_of or asked not in ("peek", "looks empty") else "nothing"
                right = told_of == wanted if asked != "looks empty" or not model.elements else None
                steps.append(Step(f"{observer}() gives {answer}" + (f", not {wanted}" if right is False else ""), right))
        return steps

    return told


# --------------------------------------------------------------------------------------------------------------- ranges

_PIECES = ((1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (1, 4), (5, 6))


def range_runs(asked: str) -> list[list[int]]:
    """Two or three ranges put in; then every point is looked for, or a part is taken out and the points are looked for."""
    looks = [n for point in range(7) for n in (1, point, 0)]
    runs = []
    for first, second in product(_PIECES, repeat=2):
        put = [0, *first, 0, *second]
        if asked in ("overlap", "disjoint", "adjacent"):
            runs += [[*put, 0, *third] for third in _PIECES]
        elif asked.startswith("nothing"):
            runs += [[*put, 0, point, point] for point in (0, 1, 3, 7)] if asked != "nothing >" else []
            runs += [[*put, 0, b, a] for a, b in ((0, 1), (1, 3), (5, 7))] if asked in ("nothing >", "nothing >=") else []
        elif asked in ("find", "miss"):
            runs.append(put + looks)
        elif asked == "split" and first != second:
            runs += [[*put, 2, *gone, *looks] for gone in ((2, 3), (1, 2), (3, 4))]
    return runs


def range_steps(asked: str, insert: str, find: str, remove: str, unit: int = UNIT) -> Callable[[list[int], list[int]], list[Step]]:
    """Steps of a list of ranges for the criterion `asked`: `overlap`, `find` or `split`; of `unit` numbers is a page."""

    def page(number: int) -> str:
        return hex(number * unit)

    def told(ops: list[int], seen: list[int]) -> list[Step]:
        model = Ranges()
        steps: list[Step] = []
        at = 0
        split = False
        for n in range(0, len(ops), 3):
            kind, a, b = ops[n : n + 3]
            if kind == 0:
                fits, taken = seen[at : at + 2] if len(seen) >= at + 2 else (1, 1)
                at += 2
                overlaps = any(low < b and a < high for low, high in model.ranges)
                touches = any(low == b or a == high for low, high in model.ranges)
                right = (taken == 0 and fits == 1) if asked == "overlap" and overlaps and a < b else None
                if a < b and not overlaps and (asked == "disjoint" or (asked == "adjacent" and touches)):
                    right = taken == 1
                if asked == "nothing" and a >= b:
                    right = taken == 0 and fits == 1
                said = f"{insert}({page(a)}, {page(b)}) {'is taken' if taken else 'is refused'}"
                if a >= b:
                    steps.append(Step(said, right))
                    continue
                steps.append(Step(said + (" though it overlaps" if overlaps and taken else ""), right))
                if taken and overlaps:
                    return steps
                if taken:
                    model.ranges.append((a, b))
            elif kind == 1:
                low, high = seen[at : at + 2] if len(seen) >= at + 2 else (0, 0)
                at += 2
                expected = model.find(a)
                right = (low, high) == (0, 0) if expected is None else _is_found(model, a, low, high)
                said = f"{find}({page(a)}) gives " + (f"[{page(low // UNIT)}, {page(high // UNIT)})" if high else "nothing")
                speaks = asked == "find" or (asked == "miss" and expected is None) or (asked == "split" and split)
                steps.append(Step(said, right if speaks else None))
            else:
                split = any(low < a and b < high for low, high in model.ranges)
                model.remove(a, b)
                steps.append(Step(f"{remove}({page(a)}, {page(b)})", None))
        return steps

    return told


def _is_found(model: Ranges, number: int, low: int, high: int) -> bool:
    """Whether `[low, high)` is the range that has `number`: as it was put in, or joined with others that it touches."""
    bounds = {n * UNIT for piece in model.ranges for n in piece}
    filled = all(model.find(n) is not None for n in range(low // UNIT, high // UNIT))
    return {low, high} <= bounds and low <= number * UNIT < high and filled
