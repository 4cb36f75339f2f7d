"""Claim: a table of slots gives nothing for a handle that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """After every order of up to five calls each handle is looked up, those that were never given out too, beside the model."""
    from uowgen.claims.containers.slot_lookups import stale_finding

    said = reading.get("said").split()
    return stale_finding(case, reading.get("name"), beyond="beyond" in said, empty="empty" in said, stale="stale" in said)


KIND = Kind(
    "stale_handles",
    "a table of slots gives nothing for a handle that leads nowhere",
    ("<name> returns|gives|yields <none:nothing> for|if|on|when|with <said:handlesorts>",),
    ("`get()` returns `None` for an index beyond the table, an empty slot or a stale generation",),
    decide,
    ("name",),
)
