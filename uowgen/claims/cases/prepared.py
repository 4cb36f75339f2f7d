"""Atoms whose part in a sentence depends on what stands beside them, made plain before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.cases.atoms import Atom

_SUBJECTS = ("the", "a", "an", "it", "its", "their", "there", "no", "state")


def prepared(atoms: list[Atom], low: Callable[[int], str]) -> list[Atom]:
    """The atoms with look-ups that find nothing as such, and with words of time told from words of order."""
    rows = _missing(list(atoms))
    events = [k for k, a in enumerate(rows) if a.sort == "event"]
    if len({str(rows[k].data) for k in events}) > 1:  # “a -> b” of two calls
        for k in range(events[0], events[-1]):
            if rows[k].low in ("->", "=>", "→"):
                rows[k] = rows[k]._replace(sort="before")
    things = {str(a.data) for a in rows if a.sort in ("event", "field")}
    for k, a in enumerate(rows):
        if a.low in ("once", "only once") and low(a.end) in _SUBJECTS:
            rows[k] = a._replace(sort="after" if len(things) > 1 else "cond")
    if events and len(things) + any(a.sort == "val" for a in rows) > 1:
        return rows
    found = []
    for a in rows:
        if a.low in ("then", "afterwards") and a.sort == "before":
            continue
        found.append(a._replace(sort="cond") if a.sort == "after" and a.low in ("after", "as soon as") else a)
    return found


def _missing(rows: list[Atom]) -> list[Atom]:
    """“`lookup()` gives `None`”, “the look-up finds nothing” as one atom."""
    for k, a in enumerate(rows[:-1]):
        rest = [n for n in range(k + 1, min(k + 3, len(rows))) if rows[n].sort != "gives"]
        last = rows[rest[0]] if a.sort == "event" and rest else None
        if last is not None and (last.sort == "missing" or (last.sort == "val" and getattr(last.data, "head", "") == "None")):
            return [*rows[:k], a._replace(sort="missing", data=True), *rows[rest[0] + 1 :]]
    return rows


__all__ = ["prepared"]
