"""Versions of the small types with one change each, and all that their calls do as the interpreter runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.claims.sentence_models import PANIC, rows_of
from uowgen.behaviour.foreign import shown
from uowgen.behaviour.machine import Limits, Machine
from uowgen.behaviour.outcomes import RustPanic, Undecidable
from uowgen.behaviour.program import Program
from uowgen.rust.mutations import changed, mutations
from uowgen.rust.syntax import RustFile
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from tests.claims.sentence_models import Model, Row, State

_ERROR = re.compile(r"pub enum (\w+Error)")


def versions_of(model: Model) -> dict[str, str]:
    """The source of each version that parses, by what the change is and the line it is in."""
    file = RustFile(Source("it.rs", model.source().encode()))
    rows = {f"line {m.line}: {m.says}": changed(file, m) for m in mutations(file, Span(0, len(file.source.data)))}
    return {says: data.decode() for says, data in rows.items() if not RustFile(Source("it.rs", data)).root.has_error}


def rows_in(model: Model, source: str) -> tuple[Row, ...] | None:
    """All calls in all states that calls lead to; None where the version does not run, or goes on without end."""
    program = Program([RustFile(Source("it.rs", source.encode()))])
    error = _ERROR.search(source)
    paths: dict[State, tuple[tuple[str, Any], ...]] = {}

    def step(before: State, method: str, given: Any) -> tuple[State, object]:
        path = (*paths[before], (method, given))
        after, gave = _after(program, model, path)
        if gave != PANIC:
            paths.setdefault(after, path)
        return after, _told(gave, error[1] if error is not None else "")

    try:
        start, _ = _after(program, model, ())
        paths[start] = ()
        return rows_of(start, model.calls, step)
    except (Undecidable, RustPanic):
        return None


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
    return tuple(_plain(shown(held[name])) for name in model.state), gave


def _plain(part: object) -> object:
    """A variant without fields by its name."""
    return part[0] if isinstance(part, tuple) and len(part) == 1 and isinstance(part[0], str) else part


def _told(gave: object, error: str) -> object:
    """What is given as the models write it, an error by its type's name: `Err(LatchError::Muted)`, `Some(3)`, `Ok(true)`."""
    if not isinstance(gave, tuple) or not gave:
        return gave
    name, *parts = gave
    inner = [str(_plain(p)).lower() if isinstance(p, bool) else str(_plain(p)) for p in parts]
    of = f"{error}::" if name == "Err" and error else ""
    return f"{name}({of}{inner[0]})" if inner else name
