"""Claim: taking out the middle of a range leaves both of its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Two ranges are put in and a part is taken out; where that was a middle, every address is then looked for, beside the model."""
    from uowgen.claims.containers.range_lists import range_finding
    from uowgen.claims.sentences.range_words import REMOVES

    name = method_meant(case, reading.get("name"), REMOVES)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    split = range_finding(case, name, "split")
    if split.outcome != "holds" or not reading.get("kept"):
        return split
    from uowgen.claims.containers.range_acts import acts_finding

    return acts_finding(case, name, "keeps", kept=reading.get("kept"))


_THING = "range|area|region|vma|interval|mapping|entry|segment|ranges|areas|regions|vmas|intervals|mappings|partially|partial|existing|one|it*"

_KEEPS = ",? and? both|each|parts|halves|sides|ends|of|which|them* with|keeping|keep|keeps|having|have|has|retain|retaining <kept:plain> of|from|as|original|one|region|range|area|vma|mapping*"

KIND = Kind(
    "splits_range",
    "taking out the middle of a range splits it",
    (
        f"<name> splits {_THING} in|into? two? when|if|where? middle|part|hole|removed|range|covers|only|of|is|it|its|unmapped|lies|falls|sits|in|within|inside|entirely|strictly|wholly|given|@be|{_THING}",
        f"<name> splits {_THING} in|into? two?",
        f"<name> of|in middle|hole of|in? {_THING} splits {_THING} in|into? two? {_THING}",
        f"<name> of middle of {_THING} leaves|gives|yields|produces|creates two {_THING}",
        f"removing|unmapping middle|hole|part|from|in|of|out* {_THING} splits|leaves|gives|yields|produces it? in|into? two {_THING}",
        f"<name> of|in|from middle|hole of|in? {_THING} splits {_THING} in|into? two? {_THING} {_KEEPS}",
        f"<name> splits {_THING} in|into? two? {_THING} {_KEEPS}",
    ),
    ("`VmaList::remove` splits an area when its middle is removed", "`remove` splits the range"),
    decide,
    ("name",),
)
