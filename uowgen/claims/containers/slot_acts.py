"""Criteria on tables of slots: which slot is taken, what is told of a full table, what taking out does, how many things there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import CAPACITY
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.slot_runs import Model, found, said_of
from uowgen.claims.containers.slot_tables import ABSENT, DRAIN, INSERT, REMOVE, Observed, Table, histories
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_FILL = [INSERT, 0, 0] * CAPACITY


# ------------------------------------------------------------------------------------------------------------- putting in


def takes_finding(case: Case, name: str, *, generation: bool) -> Finding:
    """Decides that `name` takes the slot at the head of the free list; `generation`: the handle has the generation that the slot has."""

    def runs(table: Table) -> list[list[int]] | Finding:
        if generation and not table.generations:
            return undecided("not-observable", "which generation a slot has cannot be seen", table.container.declaration)
        return histories()

    return found(case, name, runs, lambda table, rows: _taking(table, rows, generation), "so", role="insert")


def _taking(table: Table, rows: list[Observed], generation: bool) -> list[Step]:
    model = Model()
    returned: list[int] = []  # slots that were put back, the last one first: what was never used lies behind them
    steps: list[Step] = []
    before: tuple[int, ...] = ()
    for row in rows:
        said = said_of(row, table, model)
        if row.kind == REMOVE:
            handle = model.handles[row.x] if row.x < len(model.handles) else None
            was = row.x in model.live
            if not row.whole or handle is None or not model.removed(row) or not model.is_sound(row):
                return steps
            if was:
                returned.insert(0, handle.slot)
            steps.append(Step(said, None))
        elif row.gave[0] != 1 or not row.whole:
            model.inserted(row)
            full = len(model.live) >= CAPACITY
            steps.append(Step(said, None if row.whole or full else False))
            if not full:
                return steps
        else:
            in_use = {model.handles[n].slot for n in model.live}
            taken, number = row.gave[1], row.gave[2]
            right = taken not in in_use and (not returned or taken == returned[0])
            if generation and taken < len(row.generations):
                had = before[taken] if before else 0
                right = right and number == (had if before else number) == row.generations[taken]
            if len(in_use) >= CAPACITY:
                return steps  # what becomes of too many is not said here
            steps.append(Step(said, right))
            model.inserted(row)
            if returned and right:
                returned.pop(0)
        before = row.generations
    return steps


def full_finding(case: Case, name: str, *, back: bool, limit: str) -> Finding:
    """Decides that `name` refuses when all slots are in use, and not before; `back`: it gives back what it was given."""

    def runs(table: Table) -> list[list[int]] | Finding:
        from uowgen.claims.containers.container import declared_parameters

        known = [n for kind, n in declared_parameters(table.container.declaration) if kind == "const"]
        if limit and limit not in (*known, str(CAPACITY)):
            return undecided("not-understood", f"`{limit}` is not how many slots there are", table.container.declaration)
        result = "".join(table.container.methods[table.insert][0].returns.split())
        if back and result.rpartition(",")[2].removesuffix(">") != table.container.methods[table.insert][0].parameters[0][1]:
            return undecided(
                "unsupported-code", f"`{table.insert}` does not give back what it was given", table.container.declaration
            )
        return histories()

    return found(case, name, runs, lambda table, rows: _filling(table, rows, back), "refused", role="insert")


def _filling(table: Table, rows: list[Observed], back: bool) -> list[Step]:
    model = Model()
    steps: list[Step] = []
    removed = False
    for row in rows:
        said = said_of(row, table, model)
        if row.kind == REMOVE:
            removed = True
            if not row.whole or not model.removed(row) or not model.is_sound(row):
                return steps
            steps.append(Step(said, None))
            continue
        full, taken = len(model.live) >= CAPACITY, row.gave[0] == 1
        model.inserted(row)
        if full:
            steps.append(Step(said, row.whole and not taken and (not back or row.gave[1] == model.number)))
            if taken:
                return steps
        elif (
            not taken or not row.whole
        ):  # refused too early; after something was taken out that may be the fault of what took it out
            return [*steps, Step(said, None if removed else False)]
        else:
            steps.append(Step(said, None))
    return steps


# ------------------------------------------------------------------------------------------------------------- taking out


def frees_finding(case: Case, name: str, *, gives: bool, bumps: bool, head: bool) -> Finding:
    """Decides that `name` gives what the handle is for (`gives`), counts the slot's generation up (`bumps`), and puts it at the `head` of the
    free list, in front of all that are on it.
    """

    def runs(table: Table) -> list[list[int]] | Finding:
        if bumps and not table.generations:
            return undecided("not-observable", "which generation a slot has cannot be seen", table.container.declaration)
        # A table must fill up in the first place: else it is not seen what taking out does to the rest.
        return [_FILL, *([*run, *_FILL] for run in histories(5))]

    room: list[int] = []  # how many a new table takes, told by the first run

    def read(table: Table, rows: list[Observed]) -> list[Step]:
        if all(row.kind == INSERT for row in rows) and len(rows) == CAPACITY:
            room[:] = [sum(row.gave[0] == 1 for row in rows)]
        return _freeing(table, rows, gives, bumps, head, room == [CAPACITY])

    return found(case, name, runs, read, "so", role="remove")


def _freeing(table: Table, rows: list[Observed], gives: bool, bumps: bool, head: bool, fills: bool) -> list[Step]:
    model = Model()
    freed = False
    steps: list[Step] = []
    returned: list[int] = []
    before: tuple[int, ...] = ()
    for row in rows:
        said = said_of(row, table, model)
        if row.kind == INSERT:
            in_use = {model.handles[n].slot for n in model.live}
            full, taken = len(in_use) >= CAPACITY, row.gave[0] == 1
            if not row.whole or (taken and row.gave[1] in in_use):
                return steps  # what is put in wrongly is no matter of taking out
            right: bool | None = None
            if returned and head:
                right = taken and row.gave[1] == returned[0]
            elif not taken and not full:
                return [*steps, Step(said, False if head and freed and fills else None)]
            steps.append(Step(said, right))
            model.inserted(row)
            if returned:
                returned.pop(0)
        else:
            handle = model.handles[row.x] if row.x < len(model.handles) else None
            was = row.x in model.live
            if handle is None or row.gave[0] == ABSENT:
                return steps
            right = (row.whole and row.gave[:2] == (1, handle.value)) if gives and was else None
            if bumps and was and row.whole and handle.slot < len(row.generations):
                bits = int(table.generations.rpartition(".")[2].lstrip("ui").replace("size", "64"))
                bumped = row.generations[handle.slot] == (before[handle.slot] + 1) % (1 << bits)
                right = bumped and right is not False
                said += f" and leaves generation {row.generations[handle.slot]}"
            steps.append(Step(said, right))
            if right is False or not row.whole or not model.removed(row):
                return steps
            if was:
                returned.insert(0, handle.slot)
                freed = True
        before = row.generations
    return steps


def counts_finding(case: Case, name: str) -> Finding:
    """Decides that `name` tells how many things are in the table."""
    return found(case, name, lambda _: [[*run, *_FILL] for run in histories(5)], _counting, "told", role="length", as_spec=False)


def _followed(model: Model, row: Observed) -> bool:
    """Takes the model along; whether the table is still as the model has it, so that more can be asked of it."""
    if not row.whole:
        return False
    if row.kind == INSERT:
        model.inserted(row)
    else:
        model.removed(row)
    return model.is_sound(row)


def _counting(table: Table, rows: list[Observed]) -> list[Step]:
    model = Model()
    steps: list[Step] = []
    for row in rows:
        said = said_of(row, table, model)
        if not _followed(model, row):
            return steps
        steps.append(
            Step(f"{said}; {table.length}() gives {row.length}, with {len(model.live)} in it", row.length == len(model.live))
        )
    return steps


def drains_finding(case: Case, name: str, *, passes: bool, empties: bool) -> Finding:
    """Decides that `name` hands each thing in the table to a function once (`passes`), and leaves nothing in it (`empties`)."""
    method = bare_name(name)

    def runs(table: Table) -> list[list[int]]:
        return [[*run, DRAIN, 0, 0, DRAIN, 0, 0] for run in histories(5)]

    return found(
        case, name, runs, lambda table, rows: _draining(table, rows, method, passes, empties), "so", drain=method, as_spec=False
    )


def _draining(table: Table, rows: list[Observed], drain: str, passes: bool, empties: bool) -> list[Step]:
    model = Model()
    steps: list[Step] = []
    for row in rows:
        if row.kind == DRAIN:
            values = [model.handles[n].value for n in model.live]
            right: bool | None = row.whole
            if passes:
                right = right and row.gave[:2] == (len(values), sum(1 << v for v in values))
            if empties:
                right = right and row.seen == 0 and (not table.length or row.length == 0)
            some = "panics" if not row.whole else f"hands over {row.gave[0]} of {len(values)} and leaves {row.seen}"
            if table.length and row.whole:
                some += f", with a length of {row.length}"
            steps.append(Step(f"{drain}() {some}", right if values or not right else None))
            if not right:
                return steps
            model.live.clear()
            continue
        said = said_of(row, table, model)
        if not _followed(model, row):
            return steps
        steps.append(Step(said, None))
    return steps
