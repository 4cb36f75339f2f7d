"""Runs of a driven type, and what they come to: each run is a list of operations, of which a reader makes steps that are right or wrong."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding
from uowgen.claims.runs.programs import PROBE, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.program import Program
    from uowgen.claims.containers.container import Container
    from uowgen.claims.containers.runs import Step
    from uowgen.claims.kind import Case

NOT_SO = "the spec's own code is not so"
_STORY = 6  # so many of the last steps are told
_MOST_KEPT = 32  # drives of the spec's own code
_kept: OrderedDict[tuple[object, ...], list[list[int] | None]] = OrderedDict()


def told(
    case: Case,
    container: Container,
    code: str | Finding,
    method: str,
    runs: list[list[int]],
    width: int,
    read: Callable[[list[int], list[int]], list[Step]],
    what: str,
    *,
    as_spec: bool = False,
    beyond: Callable[[list[int], list[int]], str] | None = None,
) -> Finding:
    """Runs the driver `code` on each of `runs`, whose operations are `width` numbers each; `read` turns a run and what was seen into steps.

    What is seen of a run that panics ends before the operation that does. With `as_spec`, the spec's own code must be right as well:
    else the words were not read as they were meant, and nothing is decided. `beyond` tells of a run what goes further than the words; where
    the spec's own code does not, nothing is decided either.
    """
    if isinstance(code, Finding):
        return code
    place = (place_of(container, method),)
    path = container.declaration.file.path
    key = f"driven {len(runs)} {hash(tuple(map(tuple, runs)))} {code}"
    if as_spec:
        for run, own in zip(runs, case.once(f"shown {key}", lambda: seen_in_spec(case, container, code, runs)), strict=True):
            if own is None or any(s.right is False for s in read(run, own)):
                return Finding("undecided", NOT_SO, None, "not-observable", place)
    met, panicked = 0, ""
    further: tuple[list[int], str] | None = None
    results = case.once(key, lambda: probed(case, path, code, [[run] for run in runs]))
    for run, result in zip(runs, results, strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, place)
        steps = read(run, _until_panic(case, path, code, run, width) if result.panic else _numbers(result.value))
        wrong = next((n for n, s in enumerate(steps) if s.right is False), None)
        if wrong is not None:
            story = tuple(s.said for s in steps[: wrong + 1])[-_STORY:]
            return Finding("fails", f"not so: {story[-1]}", "behaviour", "behaves-differently", place, "proved", story)
        if result.panic:
            panicked = panicked or f"it panics: {result.panic}"
            continue
        met += sum(s.right is True for s in steps)
        if further is None and beyond is not None and (said := beyond(run, _numbers(result.value))):
            further = (run, said)
    if panicked:
        return Finding("undecided", panicked, None, "panics-elsewhere", place)
    if further is not None and beyond is not None:
        (own,) = seen_in_spec(case, container, code, [further[0]])
        if own is not None and not beyond(further[0], own):
            why = f"{further[1]}, which is more than is said, and not as in the spec's own code"
            return Finding("undecided", why, None, "not-observable", place, scenario=(further[1],))
    if not met:
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    return Finding("holds", f"{what} in {met} of {met} cases", "behaviour", None, place, "bounded")


def seen_of(case: Case, container: Container, code: str, runs: list[list[int]]) -> list[list[int] | None]:
    """What the tree's code shows in each run; None where it panics or cannot be run."""
    results = probed(case, container.declaration.file.path, code, [[run] for run in runs])
    return [None if r.panic or r.stuck is not None else _numbers(r.value) for r in results]


def seen_in_spec(case: Case, container: Container, code: str, runs: list[list[int]]) -> list[list[int] | None]:
    """The same of the spec's own code, which is run once however many versions of the tree are held against it."""
    from uowgen.claims.runs.own_code import code_of_spec
    from uowgen.claims.runs.standins import items_for

    program = code_of_spec(case, container.declaration, f"\n{code}{items_for(case, code)}")
    known = case.kept.get("const arguments")
    if program is None:
        return [None] * len(runs)
    if isinstance(known, dict):
        program.only_arguments.update(known)
    files = tuple((m.file.source.path, m.file.source.data) for m in program.modules.values())
    key = (files, repr(program.only_arguments), tuple(map(tuple, runs)))
    if key not in _kept:
        _kept[key] = [_run(program, run) for run in runs]
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return list(_kept[key])


def _run(program: Program, run: list[int]) -> list[int] | None:
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.python_values import plain

    try:
        return _numbers(plain(Machine(program).call(PROBE, [run])))
    except (RustPanic, Undecidable):
        return None


def place_of(container: Container, method: str) -> Evidence:
    """Where a method stands."""
    d = container.methods[method][1]
    return Evidence(d.file.path, d.line, d.end_line, f"`{d.item.label}`")


def _numbers(value: object) -> list[int]:
    return [int(v) for v in value] if isinstance(value, list | tuple) else []


def _until_panic(case: Case, path: str, code: str, run: list[int], width: int) -> list[int]:
    """What is seen of a run up to the operation that panics."""
    seen: list[int] = []
    for result in probed(case, path, code, [[run[:k]] for k in range(width, len(run) + 1, width)]):
        if result.panic or result.stuck is not None:
            break
        seen = _numbers(result.value)
    return seen
