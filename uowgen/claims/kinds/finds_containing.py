"""Claim: a search in a list of ranges gives the one that has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case


def decide(reading: Reading, case: Case) -> Finding:
    """Every two of seven ranges are put in; then every address at, in and beside them is looked for, beside the model."""
    from uowgen.claims.range_lists import range_finding

    return range_finding(case, reading.get("name"), "find")


_THING = "range|area|region|vma|interval|mapping|entry|segment|one|reference|to|correct|right*"
_ADDRESS = "address|addr|point|page|value|it|given|virtual|that*"

KIND = Kind(
    "finds_containing",
    "a search gives the range that has an address",
    (
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers|includes|including {_ADDRESS}",
        f"<name> returns|finds|gives|yields|locates {_THING} for|by {_ADDRESS}",
        f"<name> returns|finds|gives|yields|locates <thing:name> that|which? contains|containing|holding|holds|covering|covers|includes|including {_ADDRESS}",
        "<name> returns|finds|gives|yields|locates <thing:name> that|which? contains|containing|holding|holds|covering|covers <address:name>",
        f"<name> returns|finds|gives|yields|locates {_THING} that|which? contains|containing|holding|holds|covering|covers <address:name>",
    ),
    ("`VmaList::find` returns the area that contains the address", "`find` returns the VMA containing `addr`"),
    decide,
    ("name",),
)
