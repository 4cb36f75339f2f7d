"""Runs of a table of slots beside a few lines of Python: which handles are out, and for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.slot_tables import ABSENT, FORGED, INSERT, REMOVE, WIDTH, Observed, Table, driver, observed, table_of
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.runs import Step
    from uowgen.claims.kind import Case


class Out(NamedTuple):
    """A handle that was given out: its slot, its generation, what it is for."""

    slot: int
    generation: int
    value: int


class Model:
    """What is in the table, as far as the operations tell it. `gone` is true once they tell what cannot be."""

    def __init__(self) -> None:
        self.handles: list[Out] = []
        self.live: set[int] = set()
        self.number = 0
        self.gone = False

    def inserted(self, row: Observed) -> None:
        self.number += 1
        if row.gave[0] == 1:
            self.live.add(len(self.handles))
            self.handles.append(Out(row.gave[1], row.gave[2], self.number))

    def removed(self, row: Observed) -> bool:
        """Takes a handle out; whether the answer was what it leads to, or that it leads nowhere."""
        if row.gave[0] == ABSENT or row.x >= len(self.handles):
            self.gone = True
            return True
        right = row.gave[:2] == ((1, self.handles[row.x].value) if row.x in self.live else (0, 0))
        self.live.discard(row.x)
        return right

    def is_sound(self, row: Observed) -> bool:
        """Whether just the handles that are out lead to what they are for, each in a slot of its own."""
        slots = [self.handles[n].slot for n in self.live]
        return row.seen == len(self.live) and len(set(slots)) == len(slots) and not self.gone


def said_of(row: Observed, table: Table, model: Model) -> str:
    if row.kind == INSERT:
        gave = f"slot {row.gave[1]}, generation {row.gave[2]}" if row.gave[0] == 1 else "nothing"
        return f"{table.insert}({model.number + 1}) gives {gave}" if row.whole else f"{table.insert}({model.number + 1}) panics"
    name = table.remove if row.kind == REMOVE else table.get
    if row.kind == FORGED:
        handle = f"slot {row.x}, generation {row.y}"
    else:
        of = model.handles[row.x] if row.x < len(model.handles) else None
        handle = f"slot {of.slot}, generation {of.generation}" if of is not None else "?"
    return f"{name}({handle}) " + (f"gives {row.gave[1] if row.gave[0] == 1 else 'nothing'}" if row.whole else "panics")


def found(
    case: Case,
    name: str,
    runs: Callable[[Table], list[list[int]] | Finding],
    read: Callable[[Table, list[Observed]], list[Step]],
    what: str,
    *,
    drain: str = "",
    role: str = "",
    as_spec: bool = True,
) -> Finding:
    """Runs the table that has the method `name`, which must play the part `role`, if one is given; `read` makes steps of what is seen."""
    table = table_of(case, name)
    if isinstance(table, Finding):
        return table
    method = bare_name(name)
    if role and getattr(table, role) != method:
        return undecided(
            "role-unclear", f"`{method}` is not the method that is driven for that", table.container.methods[method][1]
        )
    made = runs(table)
    if isinstance(made, Finding):
        return made
    code = driver(table, drain)
    return told(
        case,
        table.container,
        code,
        method,
        made,
        WIDTH,
        lambda run, seen: read(table, observed(run, seen)),
        what,
        as_spec=as_spec,
    )
