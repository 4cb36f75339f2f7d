"""Claim: a list of ranges takes in none that shares an address with one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import method_meant
from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Every three of seven ranges are put in, one after another, beside the model."""
    from uowgen.claims.containers.range_lists import range_finding
    from uowgen.claims.sentences.range_words import INSERTS

    value = reading.get("value")
    if "::" in value and "(" not in value and not value.startswith("Option"):
        value = f"Err({value})"  # the error alone is how people name what a call fails with
    name = method_meant(case, reading.get("name"), INSERTS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    return range_finding(case, name, reading.get("asked") or "overlap", value, reading.get("bounds"))


_THINGS = (
    "range|ranges|area|areas|region|regions|vma|vmas|interval|intervals|mapping|mappings|entry|entries|segment|segments|insertions|inserts|one|ones|"
    "that|it|new|another|existing|with|any|every|other|to|of*"
)

KIND = Kind(
    "refuses_overlap",
    "a list of ranges refuses one that overlaps",
    (
        f"<name> rejects|refuses|prevents|forbids|disallows|denies {_THINGS} overlapping|overlap|overlaps {_THINGS}",
        f"<name> rejects|refuses|prevents|forbids|disallows|denies {_THINGS} overlapping|overlap|overlaps {_THINGS} with <value:code>",
        f"<name> returns|gives|yields|fails with? <value:code> if|when|for|on {_THINGS} overlapping|overlap|overlaps {_THINGS}",
        f"<name> fails if|when|for|on {_THINGS} overlapping|overlap|overlaps {_THINGS}",
        f"overlapping {_THINGS} @be* rejected|refused|prevented|denied by <name>",
        f"<name> accepts|allows|permits|takes|inserts {_THINGS} adjacent|touching|neighbouring|neighboring|contiguous|back-to-back {_THINGS} ; asked=adjacent",
        f"adjacent|touching|neighbouring|neighboring|contiguous {_THINGS} @be* accepted|allowed|permitted|inserted by|in|with <name> ; asked=adjacent",
        f"<name> accepts|allows|permits|takes|inserts {_THINGS} non-overlapping|disjoint {_THINGS} ; asked=disjoint",
        f"<name> rejects|refuses|denies {_THINGS} empty|zero-length|zero-sized {_THINGS} ; asked=nothing",
        f"<name> rejects|refuses|denies {_THINGS} empty|zero-length|zero-sized {_THINGS} with <value:code> ; asked=nothing",
        f"<name> rejects|refuses|denies {_THINGS} where|whose|if|when|is* <bounds:emptyrange> ; asked=nothing",
        f"<name> rejects|refuses|denies {_THINGS} where|whose|if|when|is* <bounds:emptyrange> with <value:code> ; asked=nothing",
        f"<name> returns|gives|yields|fails with? <value:code> if|when|for|on {_THINGS} where|whose|is* <bounds:emptyrange> ; asked=nothing",
        f"<name> returns|gives|yields|fails with? <value:code> if|when|for|on {_THINGS} empty|zero-length|zero-sized {_THINGS} ; asked=nothing",
        f"<name> does not allow|accept|permit {_THINGS} overlapping|overlap|overlaps {_THINGS}",
        f"overlapping {_THINGS} @be* rejected|refused|prevented|denied|impossible with|an|error*",
        f"overlapping {_THINGS} @be* rejected|refused|prevented|denied with <value:code>",
        f"inserting|adding|mapping|reserving {_THINGS} overlapping|overlap|overlaps {_THINGS} returns|gives|yields|fails with? <value:code>",
        f"inserting|adding|mapping|reserving {_THINGS} overlapping|overlap|overlaps {_THINGS} fails|is rejected|refused|denied?",
        f"{_THINGS} that|which only|just|merely? touch|touches|meet|adjoin do|does not count|overlap as? overlapping|overlap? ; asked=adjacent",
        f"empty|zero-length|zero-sized {_THINGS} @be* rejected|refused|invalid|denied ; asked=nothing",
        f"empty|zero-length|zero-sized {_THINGS} @be* rejected|refused|denied with <value:code> ; asked=nothing",
        f"inserting|adding|mapping|reserving {_THINGS} empty|zero-length|zero-sized {_THINGS} returns|gives|yields|fails with? <value:code> ; asked=nothing",
        f"inserting|adding|mapping|reserving {_THINGS} empty|zero-length|zero-sized {_THINGS} fails|is rejected|refused|denied? ; asked=nothing",
        f"two? adjacent|touching|neighbouring|neighboring|contiguous {_THINGS} can|may coexist|co-exist ; asked=adjacent",
        "no two ranges|areas|regions|vmas|intervals|mappings|entries in? list|set|map? ever? overlap|overlaps",
        "ranges|areas|regions|vmas|intervals|mappings|entries never overlap",
        f"adjacent|touching|neighbouring|neighboring|contiguous {_THINGS} may|can|@be* be? accepted|allowed|permitted|inserted|added ; asked=adjacent",
    ),
    ("`VmaList::insert` rejects overlapping ranges", "`insert` returns `Err(VmaError::Overlap)` when the range overlaps"),
    decide,
    ("name",),
)
