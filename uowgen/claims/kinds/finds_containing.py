"""Claim: a search in a list of ranges gives the one that has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every two of seven ranges are put in; then every address at, in and beside them is looked for, beside the model."""
    from uowgen.claims.containers.range_lists import range_finding
    from uowgen.claims.sentences.range_words import FINDS

    if reading.get("none") in ("Some", "Some(_)", "Some(..)"):
        reading = reading._replace(slots={**reading.slots, "none": ""})
    if reading.get("none") not in ("", "None"):
        return undecided("not-understood", f"`{reading.get('none')}` is not what a search that finds nothing gives")
    name = method_meant(case, reading.get("name"), FINDS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    if reading.get("inside"):  # just the other way round
        found = range_finding(case, name, "find")
        if found.outcome == "holds":
            return Finding("fails", f"not so: {found.message}", "behaviour", "behaves-differently", found.evidence, "proved")
        return undecided("not-observable", "whether addresses in a range are found is not clear", evidence=found.evidence)
    if reading.get("also"):
        found = range_finding(case, name, "find")
        return found if found.outcome != "holds" else range_finding(case, name, "miss")
    return range_finding(case, name, "miss" if reading.get("none") else "find")


_THING = "range|area|region|vma|interval|mapping|entry|segment|one|reference|to|correct|right*"
_ADDRESS = "addresses|address|addr|point|page|value|it|given|virtual|that*"

# “…, end exclusive”: which the search beside the model looks at anyway, just at the end of each range.
_HALF_OPEN = (
    ",|with|and|where|treating|taking* its|whose|their|the|upper|of|range|area* end|ends|upper address|addresses|bound? "
    "is|are|being|as|counts* exclusive|excluded|exclusively|open"
)

_THINGS = "range|area|region|vma|interval|mapping|entry|segment|ranges|areas|regions|vmas|intervals|mappings|entries|segments*"
_NO = "no|none of|any*"
_SOME = "any|some|one|of|every|all|each"
_HAS = "contains|covers|holds|includes|has|matches"
_IN = "in|inside|within|covered by?"
# Where an address lies, of which nothing is found; and where one lies that is in a range.
_OUTSIDE = (
    f"outside|between of|any|every|all|each|two|the* {_THINGS}", f"{_IN} no|none of? {_THINGS}", f"not {_IN} any|of|every|all* {_THINGS}", "unmapped|uncovered",
)  # fmt: skip
_INSIDE = (f"{_IN} {_SOME}* {_THINGS}",)

KIND = Kind(
    "finds_containing",
    "a search gives the range that has an address",
    (
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers|includes|including {_ADDRESS}",
        f"<name> returns|finds|gives|yields|locates {_THING} for|by {_ADDRESS}",
        f"<name> returns|finds|gives|yields|locates <thing:name> that|which? contains|containing|holding|holds|covering|covers|includes|including {_ADDRESS}",
        "<name> returns|finds|gives|yields|locates <thing:name> that|which? contains|containing|holding|holds|covering|covers <address:name>",
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers <address:name>",
        *(f"<name> returns|gives|yields <none:code> for|on|with {_ADDRESS} {where}" for where in _OUTSIDE),
        *(f"<name> returns|gives|yields <none:code> for|on|with {_ADDRESS} {where} ; inside=yes" for where in _INSIDE),
        f"<name> returns|gives|yields <none:code> if|when|where {_NO} {_THINGS} {_HAS} {_ADDRESS}",
        f"<name> returns|gives|yields <none:code> unless {_SOME}* {_THINGS} {_HAS} {_ADDRESS}",
        f"<name> returns|gives|yields <none:code> if|when|where {_SOME}* {_THINGS} {_HAS} {_ADDRESS} ; inside=yes",
        f"<name> returns|gives|yields <none:code> unless {_NO} {_THINGS} {_HAS} {_ADDRESS} ; inside=yes",
        f"<name> returns|gives|yields <none:code> for|on unmapped|uncovered|unknown {_ADDRESS}",
        *(f"<name> returns|gives|yields <none:code> if|when {_ADDRESS} is? {where}" for where in _OUTSIDE),
        *(f"<name> returns|gives|yields <none:code> unless {_ADDRESS} is? {where}" for where in _INSIDE),
        *(f"<name> returns|gives|yields <none:code> if|when {_ADDRESS} is? {where} ; inside=yes" for where in _INSIDE),
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers {_ADDRESS} ,? or <none:code> otherwise|if|when|there|is|no|none|such|range|area|region|@be|nothing|does* ; also=find",
        f"<name> returns|finds|gives|yields|locates {_THING} with|where|whose|for|which|that* <inside:insiderange> ,? or|else|otherwise|and* <none:code> else|otherwise? ; also=find",
        f"<name> returns|finds|gives|yields|locates {_THING} with|where|whose|for|which|that* <inside:insiderange>",
        *(f"looking|searching|lookup up|for|of* {_ADDRESS} {where} returns|gives|yields <none:code>" for where in _OUTSIDE),
        *(
            f"looking|searching|lookup up|for|of* {_ADDRESS} {where} returns|gives|yields <none:code> ; inside=yes"
            for where in _INSIDE
        ),
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers|includes|including {_ADDRESS} {_HALF_OPEN}",
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers <address:name> {_HALF_OPEN}",
        f"<name> returns|finds|gives|yields|locates {_THING} for|by {_ADDRESS} {_HALF_OPEN}",
        "<name> finds|returns|gives|yields nothing|none|`None` in|on|for|from empty list|set|map|tree ; none=None",
        f"end address|bound|of? {_THINGS} @be not part of|in|inside|within|contained {_THINGS}",
        f"end address|bound? @be not included|contained in? {_THINGS}",
        f"<name> returns|gives|yields <none:code> for|on addresses|every|all|any|each|address|points* outside|of|between {_THINGS}",
        f"<name> returns|gives|yields <none:code> between {_THINGS}",
        "ranges|areas|regions|intervals|vmas|mappings @be half-open|end-exclusive",
        "<name> treats end as exclusive|excluded|open",
        "end of ranges|range|areas|area|regions|intervals? @be exclusive|excluded for|in|by <name>",
    ),
    ("`VmaList::find` returns the area that contains the address", "`find` returns the VMA containing `addr`"),
    decide,
    ("name",),
)
