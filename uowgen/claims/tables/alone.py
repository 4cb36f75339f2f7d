"""Reads sentences on a value that takes page tables apart before it does so: what making it does, and what becomes of it when it is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.tables.reading import ENTRY, kinds_of, plain

if TYPE_CHECKING:
    from uowgen.claims.tables.looks import Look, Seen


def made_reading(text: str, maker: str) -> Seen | None:
    """“`new()` clears nothing”: of what makes the value that takes tables apart."""
    found = re.fullmatch(
        rf"{maker} (clears|frees|flushes|touches|reads|does) (?:nothing|no (?:entry|entries|frames?|tables?)|not (?:touch|read|clear) tables?)",
        plain(text),
    )
    if not maker or not found:
        return None
    what = {"clears": ("clear", "overwrite"), "frees": ("free",), "flushes": ("flush",), "reads": ("read",)}.get(
        found[1], ("clear", "overwrite", "free", "flush", "read", "other")
    )
    return lambda it: not any(d.what in what for d in it.walk.done[: it.walk.made])


def dropped_reading(text: str, owner: str, function: str) -> Seen | None:
    """“dropping a `Teardown` without `run()` frees the tables”: of a value on which nothing was called."""
    said = plain(text)
    found = re.fullmatch(
        rf"(?:dropping|drop of) {owner.lower()}(?: without (?:calling )?{function}(?: it)?)? (?:(frees|releases|clears) (.+)|does nothing)",
        said,
    )
    if not found:
        return None
    if not found[1]:
        return lambda it: not it.walk.done[it.walk.made :]
    what = "clear" if found[1] == "clears" else "free"
    nothing = found[2] in ("nothing", "no frames", "no tables", "no entries")
    kinds = None if nothing or what == "clear" else kinds_of(found[2])
    if not nothing and kinds is None and not (what == "clear" and re.fullmatch(ENTRY, found[2])):
        return None

    def look(it: Look) -> bool | None:
        if not it.entries():
            return None
        done = it.frees(kinds) if what == "free" else it.clears()
        return bool(done) is not nothing

    return look


__all__ = ["dropped_reading", "made_reading"]
