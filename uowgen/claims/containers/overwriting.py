"""Rings that overwrite their oldest element when they are full, and count what is lost: what the runs of `queue_acts` mean for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.runs import Step
from uowgen.claims.kind import Finding, undecided
from uowgen.reference.containers import Queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case

_PUSH, _POP = range(2)


def steps(capacity: int, asked: str, names: tuple[str, str, str], width: int) -> Callable[[list[int], list[int]], list[Step]]:
    """Steps for `overwrites` (a push on a full one takes the place of the oldest), `returned` (and gives it back) and `takes` (a counter is told and reset).

    Each operation tells `width` numbers: what it gave, something else, the counter (0 if none is asked about).
    """
    push, pop, method = names

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        model = Queue(capacity)
        found: list[Step] = []
        number = counted = 0
        overwritten = False
        for n, op in enumerate(ops):
            row = seen[width * n : width * (n + 1)]
            whole = len(row) == width  # else it panics
            gave, counter = (row[0], row[2]) if whole else (-1, -1)
            right: bool | None = None
            if op == _PUSH:
                number += 1
                full = model.is_full()
                if asked == "overwrites" and full:
                    right = whole and gave == 1
                elif asked == "returned" and full:
                    right = whole and gave == 1 and row[1] == model.elements[0]
                elif not full and gave != 1:
                    return found
                if full:
                    model.pop()
                    overwritten = True
                model.push(number)
                back = f" and gives {row[1] or 'nothing'}" if asked == "returned" and whole and gave == 1 else ""
                found.append(Step(f"{push}({number}) is {'taken' if gave == 1 else 'refused'}{back}", right))
                if full and gave != 1:
                    return found
            elif op == _POP:
                expected = model.pop() or 0
                right = whole and gave == expected if overwritten and asked in ("overwrites", "returned") else None
                found.append(
                    Step(f"{pop}() gives {gave or 'nothing'}" + (f", not {expected or 'nothing'}" if right is False else ""), right)
                )
                if gave != expected and right is None and asked != "takes":
                    return found
            else:
                right = whole and gave == counted and counter == 0
                said = f"{method}() gives {gave} and leaves {counter}" if whole else f"{method}() panics"
                found.append(
                    Step(said + (f", not {counted} and 0" if right is False else ""), right if counted or not right else None)
                )
            counted = counter
        return found

    return read


def counting_steps(capacity: int, names: tuple[str, str, str], width: int) -> Callable[[list[int], list[int]], list[Step]]:
    """Steps for a counter that grows by one with each push on a full one, and with nothing else."""
    push, pop, _ = names

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        held = counted = 0
        found: list[Step] = []
        for n, op in enumerate(ops):
            row = seen[width * n : width * (n + 1)]
            if len(row) < width:
                return found
            full, counter = held >= capacity, row[2]
            grown = counter - counted
            if op == _PUSH:
                right = grown == 1 if full else None if grown == 0 else False
                found.append(
                    Step(f"{push}() on {'a full one' if full else f'one with {held}'} leaves the counter at {counter}", right)
                )
                held = min(held + 1, capacity)
            else:
                found.append(Step(f"{pop}()", None))
                held = max(held - 1, 0)
            counted = counter
        return found

    return read


def starts_at_zero(case: Case, name: str, word: str) -> Finding:
    """Whether the counter that `word` speaks of is 0 in what `name` makes."""
    from uowgen.claims.containers.container import container_of
    from uowgen.claims.containers.counters import counter_of
    from uowgen.claims.kind import shown
    from uowgen.claims.names import bare_name
    from uowgen.claims.runs.programs import PROBE, probed
    from uowgen.claims.runs.verdicts import stuck

    container = container_of(case, name)
    if isinstance(container, Finding):
        return container
    counter = counter_of(container, word)
    if not counter or f"::{bare_name(name)}(" not in container.maker:
        return undecided("not-observable", f"what is counted as “{word}” cannot be seen", container.declaration)
    code = f"fn {PROBE}() -> u64 {{ let it: {container.text} = {container.maker}; {counter} as u64 }}"
    (found,) = probed(case, container.declaration.file.path, code, [[]])
    place = (shown(container.declaration),)
    if found.stuck is not None:
        return stuck(found.stuck, place)
    if found.panic:
        return undecided("panics-elsewhere", f"it panics: {found.panic}", container.declaration)
    if found.value == 0:
        return Finding("holds", "the counter is 0 in a new one", "behaviour", None, place, "proved")
    story = f"`{counter.removeprefix('it.')}` is {found.value} in a new one"
    return Finding("fails", f"not so: {story}", "behaviour", "behaves-differently", place, "proved", (container.maker,))


__all__ = ["counting_steps", "starts_at_zero", "steps"]
