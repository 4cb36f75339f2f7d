"""Claim: a type of the tree does what a reference model of the repository does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Type and model go through the same calls; what they give back must be the same."""
    from uowgen.claims.runs.own_models import model_finding

    methods = tuple(m for m in reading.get("methods").split("\0") if m)
    return model_finding(case, reading.get("name"), methods)


KIND = Kind(
    "agrees_with_model",
    "a type gives the same back as the model that uowgen.toml names for it",
    (
        "<name> <noun>? agrees|behaves|works with|as|like its? reference? model",
        "<name> <noun>? matches|follows|implements its? reference? model",
        "<methods:names> of <name> agree|agrees|behave|behaves with|as|like its? reference? model",
    ),
    ("`Ring` agrees with its model", "`FdTable` behaves like the reference model"),
    decide,
    ("name",),
)
