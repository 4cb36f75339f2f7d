"""Criteria on tables of slots: which handles lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import CAPACITY
from uowgen.claims.containers.runs import Step
from uowgen.claims.containers.slot_runs import Model, found, said_of
from uowgen.claims.containers.slot_tables import ABSENT, FORGED, GET, INSERT, LAST, REMOVE, WIDTH, Observed, Table, histories
from uowgen.claims.kind import Finding, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_NUMBERED = ("u8", "u16", "u32")  # generations whose last can be reached


def stale_finding(case: Case, name: str, *, beyond: bool, empty: bool, stale: bool) -> Finding:
    """Decides that `name` gives nothing for an index that there is not (`beyond`), for an empty slot, for a generation that has passed."""

    def runs(table: Table) -> list[list[int]] | Finding:
        if (beyond or empty) and not table.handle.made:
            return undecided("unsupported-code", f"no `{table.handle.type}` can be made up", table.container.declaration)
        tried = histories(5)
        if beyond or empty:
            forged = [
                n
                for x in (*range(CAPACITY), *((CAPACITY, CAPACITY + 1, 0x7F, 0xFF) if beyond else ()))
                for y in range(4)
                for n in (FORGED, x, y)
            ]
            tried = [[*run, *forged] for run in tried]
        if stale:
            looks = [[*run, *(n for h in range(run[::WIDTH].count(INSERT)) for n in (GET, h, 0))] for run in histories(5)]
            number = table.generations.rpartition(".")[2]
            # As after so many cycles as there are generations; the next one is the first again, if it may be.
            late = [[LAST, 0, 0, *run] for run in looks] if number in _NUMBERED else []
            tried += looks + late
        return tried

    return found(case, name, runs, lambda table, rows: _looking(table, rows, beyond, empty, stale), "nothing", role="get")


def _looking(table: Table, rows: list[Observed], beyond: bool, empty: bool, stale: bool) -> list[Step]:
    model = Model()
    steps: list[Step] = []
    late = False
    for row in rows:
        said = said_of(row, table, model)
        right: bool | None = None
        if row.kind == LAST:
            late = True
            said = "each slot has the last generation"
        elif row.kind == INSERT:
            if not row.whole:
                return steps
            if row.gave[0] == 1 and row.gave[1] in {model.handles[n].slot for n in model.live}:
                return steps
            model.inserted(row)
        elif row.kind == REMOVE:
            if not row.whole or row.gave[0] == ABSENT or (row.x in model.live and row.gave[0] != 1):
                return steps
            if late and row.x in model.live:
                of = model.handles[row.x]
                if of.slot >= len(row.generations) or row.generations[of.slot] != 0:
                    return steps  # it does not count on from the last to the first: then the last need never have been reached
            model.removed(row)
        elif row.kind == GET and row.x < len(model.handles) and row.x not in model.live:
            of = model.handles[row.x]
            again = any(model.handles[n][:2] == of[:2] for n in model.live)
            right = row.gave[0] == 0 and row.whole if stale and not again else None
        elif row.kind == FORGED:
            out = [model.handles[n] for n in model.live if model.handles[n].slot == row.x]
            if (
                (row.x >= CAPACITY and beyond)
                or (row.x < CAPACITY and not out and empty)
                or (out and stale and row.y < out[0].generation and not late)
            ):
                right = row.whole and row.gave[0] == 0
        steps.append(Step(said, right))
        if not row.whole:
            return steps
    return steps
