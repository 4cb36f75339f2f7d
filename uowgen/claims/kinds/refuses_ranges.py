"""Claim: a list of ranges refuses those with nothing in them and those that overlap, each with an error of its own, or is then as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Two ranges are put in, then each of many others, beside the model; what is refused must leave what is listed."""
    from uowgen.claims.containers.marked_range_acts import refuses_finding

    empty, overlap = reading.get("empty"), reading.get("overlap")
    return refuses_finding(case, reading.get("name"), empty=empty, overlap=overlap, kept=bool(reading.get("kept")))


_THINGS = "range|ranges|area|areas|region|regions|vma|vmas|interval|intervals|mapping|mappings|one|ones|that|which|is|are|it|new|any|every|other|another*"
_EMPTY = f"{_THINGS} empty|zero-length|zero-sized {_THINGS} with|by|as? <empty:code>"
_OVERLAP = f"{_THINGS} overlapping|overlap|overlaps {_THINGS} with|by|as? <overlap:code>"
_KEPT = (
    ",? and? leaves|keeps|leaving|keeping list|map|set|table|it|them|regions|ranges* then|in|either|each|such|case|cases* "
    "as|unchanged|untouched|intact|alone it? they? was|were|before|is|are*"
)
_THEN = ",? and|with? list|map|set|table|it|contents|ranges|state|everything|then @be|stays|stay|remains|remain|left|kept* unchanged|untouched|intact|alone"
_NOTHING = ",? and? then? nothing is|gets|else* changed|changes|touched|modified"
_REFUSES = "rejects|refuses|denies|declines"

KIND = Kind(
    "refuses_ranges",
    "a list of ranges refuses what is empty and what overlaps, and is then as it was",
    (
        f"<name> {_REFUSES} {_EMPTY} ,? and {_OVERLAP}",
        f"<name> {_REFUSES} {_OVERLAP} ,? and {_EMPTY}",
        f"<name> {_REFUSES} {_EMPTY} ,? and {_OVERLAP} {_KEPT} ; kept=yes",
        f"<name> {_REFUSES} {_OVERLAP} ,? and {_EMPTY} {_KEPT} ; kept=yes",
        f"<name> {_REFUSES} {_OVERLAP} {_KEPT} ; kept=yes",
        f"<name> {_REFUSES} {_OVERLAP} {_THEN} ; kept=yes",
        f"<name> {_REFUSES} {_OVERLAP} {_NOTHING} ; kept=yes",
    ),
    ("`insert()` rejects an empty range with `Empty` and an overlapping one with `Overlap`, and leaves the list as it was",),
    decide,
    ("name",),
)
