"""Claim: a list of ranges tells how much of them it took out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Three ranges are put in, in each order, and a part is taken out that lies in one of them or over several, beside the model."""
    from uowgen.claims.containers.container import container_of
    from uowgen.claims.containers.range_acts import acts_finding
    from uowgen.claims.subject import find_method

    if isinstance(container_of(case, reading.get("name")), Finding) and not find_method(case, reading.get("name")).found:
        return undecided("no-subject", "the criterion does not name a method that is there")
    return acts_finding(case, reading.get("name"), "counts")


_GONE = "removed|freed|unmapped|released|deleted|covered|reclaimed|taken|that|were|was|actually|out*"

KIND = Kind(
    "counts_removed",
    "a list of ranges tells how much it took out",
    (
        f"<name> returns|gives|reports|yields total? number|count|amount of bytes {_GONE}",
        f"<name> returns|gives|reports|yields how many bytes {_GONE}",
    ),
    ("`remove()` returns the number of bytes removed",),
    decide,
    ("name",),
)
