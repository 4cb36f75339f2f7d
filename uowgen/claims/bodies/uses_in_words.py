"""Decides that a function uses something that is called in words as the code calls it: “`send` uses a blocking scalar”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import names_below
from uowgen.claims.bodies.words import FILLERS, form, parts
from uowgen.claims.kind import Finding, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import one_function
from uowgen.facts.calls import living
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_BESIDE = frozenset(form(w) for w in "new make create build send with from get do sys raw".split())
_SORTS = frozenset("message messages call calls macro method function type request".split())
_MORE = frozenset("no not never and or if when for only instead than only of to in on with without same new own".split())
_FEW = 2  # words


def takes(reading: Reading) -> bool:
    """Whether the thing is called by two words or more, and nothing else is said of it."""
    return len(_wanted(reading)) >= _FEW


def _wanted(reading: Reading) -> tuple[str, ...]:
    words = [w for w in reading.get("what").lower().split() if w not in FILLERS]
    while words and words[-1] in _SORTS:
        words.pop()
    if any(w in _MORE or not w.replace("-", "").isalpha() for w in words):
        return ()
    return tuple(form(p) for w in words for p in w.split("-"))


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where a name in the body is made of just these words; that none is proves nothing."""
    wanted, name = _wanted(reading), bare_name(reading.get("name"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    body = function.item.node.child_by_field_name("body")
    for statement in living(function.file, body) if body is not None else ():
        for written in names_below(function.file, statement):
            said = parts(written)
            at = next((n for n in range(len(said)) if said[n : n + len(wanted)] == wanted), None)
            if at is not None and {*said[:at], *said[at + len(wanted) :]} <= _BESIDE:
                line = function.file.rust.source.line_of(statement.start_byte)
                last = function.file.rust.source.line_of(statement.end_byte - 1)
                return holds(f"`{name}` has `{written}`", evidence=(Evidence(function.file.path, line, last, f"`{written}`"),))
    return undecided("not-understood", f"nothing in `{name}` is called “{reading.get('what')}”", function)
