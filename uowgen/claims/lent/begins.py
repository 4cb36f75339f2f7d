"""Sentences on how what is borrowed begins: “a fresh table has `count` 0”, “`flag` starts as false”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, shown
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.lent.cast import Cast

_BEGINS = when_used(
    r"\b(?:fresh|newly (?:made|created|built)|new T|T::? ?: ?new|starting value|initial value|initially|at first|to begin with|starts?|begins?|initialises|initializes|initialised|initialized)\b"
)
_VALUE = r"(true|false|\$\d+)"
_WORDS = frozenset(
    [
        "fresh",
        "newly",
        "made",
        "created",
        "built",
        "new",
        "T",
        "T:",
        "T::",
        ":new",
        "::new",
        ":",
        "has",
        "have",
        "with",
        "and",
        "is",
        "are",
        "value",
        "starting",
        "initial",
        "initially",
        "at",
        "first",
        "to",
        "begin",
        "starts",
        "start",
        "begins",
        "begin",
        "as",
        "out",
        "right",
        "after",
        "of",
        "GIVES",
        "==",
        "=",
        "initialises",
        "initializes",
        "initialised",
        "initialized",
        "set",
        "sets",
        "by",
        "in",
        "it",
        "its",
        "flag",
        "field",
        "both",
        "atomicbool:",
        "atomicusize:",
        "atomicbool",
        "atomicusize",
        "(",
        ")",
        ",",
        "that",
        "being",
        "comes",
        "made",
    ]
)


def decided(said: str, cast: Cast) -> Finding | None:
    """What is said of fields of something fresh, in plain words; None for other sentences."""
    if not _BEGINS.search(said) or "@" in said:
        return None
    pairs = re.findall(rf"#(\w+) (?:(?!#)[^$])*?{_VALUE}(?! (?:of )?#)", said)
    if not pairs:
        pairs = [(n, v) for v, n in re.findall(rf"{_VALUE} (?:(?!#)[^$])*?#(\w+)", said)]
    rest = re.sub(rf"#\w+|{_VALUE}", " ", said)
    if not pairs or len(pairs) != said.count("#") or set(rest.split()) - _WORDS or any(n not in cast.fields for n, _ in pairs):
        return None
    first = [next((b.before for b in side if b.act.do == "make"), {}) for side in (cast.shown, cast.actual)]
    wanted = {n: v == "true" if v in ("true", "false") else int(v[1:]) for n, v in pairs}
    so = [all(begun.get(n) == v and type(begun.get(n)) is type(v) for n, v in wanted.items()) for begun in first]
    place = (shown(cast.declaration),)
    if so[1]:
        return Finding("holds", "so it begins", "behaviour", None, place, "bounded") if so[0] else None
    told = ", ".join(f"`{n}` begins as {first[1].get(n)}" for n in wanted)
    return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved")


__all__ = ["decided"]
