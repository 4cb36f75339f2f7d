"""Claim: a table of slots hands over all that is in it, and is empty then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """After every order of up to five calls, of a table with three slots, it is emptied twice, beside the model."""
    from uowgen.claims.containers.slot_acts import drains_finding

    return drains_finding(case, reading.get("name"), passes=bool(reading.get("passes")), empties=bool(reading.get("empties")))


_PASSES = "passes|hands|gives|feeds|calls every|each|all|of|live|stored|remaining* object|objects|value|values|entry|entries|item|items|element|elements over? to callback|closure|function|`f` once?"
_EMPTIES = "leaves|makes|with table|it|map|all|nothing|slots* empty|free|in|it|behind*"

KIND = Kind(
    "drains_table",
    "a table of slots hands over all that is in it, and is empty then",
    (
        f"<name> {_PASSES} ; passes=yes",
        f"<name> {_PASSES} ,? and {_EMPTIES} ; passes=yes empties=yes",
    ),
    ("`drain()` passes every object to the callback and leaves the table empty",),
    decide,
    ("name",),
)
