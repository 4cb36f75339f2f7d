"""Versions of the small types with one change each, and all that their calls do as the interpreter runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.claims.sentence_models import PANIC, Row
from uowgen.behaviour.foreign import shown
from uowgen.behaviour.machine import Limits, Machine
from uowgen.behaviour.outcomes import RustPanic, Undecidable
from uowgen.behaviour.program import Program
from uowgen.rust.mutations import changed, mutations
from uowgen.rust.syntax import RustFile
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from tests.claims.sentence_models import Model, State

_MOST_STATES = 60


def versions_of(model: Model) -> dict[str, str]:
    """The source of each version that parses, by what the change is and the line it is in."""
    file = RustFile(Source("it.rs", model.source().encode()))
    rows = {f"line {m.line}: {m.says}": changed(file, m) for m in mutations(file, Span(0, len(file.source.data)))}
    return {says: data.decode() for says, data in rows.items() if not RustFile(Source("it.rs", data)).root.has_error}


def rows_in(model: Model, source: str) -> tuple[Row, ...] | None:
    """All calls in all states that calls lead to; None where the version does not run, or goes on without end."""
    program = Program([RustFile(Source("it.rs", source.encode()))])
    seen: dict[State, tuple[tuple[str, Any], ...]] = {}
    found: list[Row] = []
    try:
        start = _after(program, model, ())[0]
        seen[start] = ()
        waiting = [start]
        while waiting:
            before = waiting.pop(0)
            for call in model.calls:
                after, gave = _after(program, model, (*seen[before], call))
                found.append(Row(*call, before, after, gave))
                if after not in seen and gave != PANIC and len(seen) < _MOST_STATES:
                    seen[after] = (*seen[before], call)
                    waiting.append(after)
    except (Undecidable, RustPanic):
        return None
    return tuple(found)


def _after(program: Program, model: Model, calls: tuple[tuple[str, Any], ...]) -> tuple[State, object]:
    """The state that calls on a new value lead to, and what the last gives."""
    machine = Machine(program, None, Limits())
    value = machine.call(f"{model.type}::new")
    gave: object = ()
    for method, given in calls:
        try:
            gave = shown(machine.call_method(value, method, () if given is None else (given,)))
        except RustPanic:
            gave = PANIC
    held = dict(zip(value.of.names, value, strict=True))
    return tuple(_plain(shown(held[name])) for name in model.state), _told(model, gave)


def _plain(part: object) -> object:
    """A variant without fields by its name."""
    return part[0] if isinstance(part, tuple) and len(part) == 1 and isinstance(part[0], str) else part


def _told(model: Model, gave: object) -> object:
    """What is given as the models write it: `Err(LatchError::Muted)`, `Some(3)`, `Ok(true)`."""
    if not isinstance(gave, tuple) or not gave:
        return gave
    name, *parts = gave
    error = re.search(r"pub enum (\w+Error)", model.source())
    of = f"{error[1]}::" if name == "Err" and error is not None else ""
    inner = [str(_plain(p)).lower() if isinstance(p, bool) else str(_plain(p)) for p in parts]
    return f"{name}({of}{inner[0]})" if inner else name
