"""Claim: the ranges of a list lie in the order of where they start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """Three ranges are put in, in each order, and a part is taken out; after each step the ranges must lie in order."""
    from uowgen.claims.containers.container import method_meant
    from uowgen.claims.containers.range_acts import acts_finding
    from uowgen.claims.containers.range_code import STARTS
    from uowgen.claims.sentences.range_words import INSERTS

    name = method_meant(case, reading.get("name"), INSERTS)
    if not name:
        return undecided("no-subject", "the criterion does not name the method")
    if reading.get("by") and bare_name(reading.get("by")) not in STARTS:
        return undecided("not-understood", f"`{reading.get('by')}` is not where a range starts")
    alone = bare_name(reading.get("name")) in INSERTS  # how it is after other calls is not said
    return acts_finding(case, name, "sorted", alone=alone)


_RANGES = "ranges|areas|regions|vmas|intervals|mappings|segments|extents"
_LIST = "list|table|set|array|map|collection"
_BY = "by|in start|starts|base|begin|address|addresses|their|order|of*"
_AFTER = "after|across|through|on|upon each|every|any|all|an|call|calls|to|of* <name>"

KIND = Kind(
    "stays_sorted",
    "a list of ranges keeps them in order",
    (
        f"{_RANGES} in|of|list? stay|stays|remain|remains|are|be|kept|always* sorted|ordered|ascending by|in|of|order|their|ascending* <by:shown>",
        f"{_RANGES} in|of|list? stay|stays|remain|remains|are|be|kept|always* sorted|ordered {_BY}",
        f"{_LIST} of? {_RANGES}? stay|stays|remain|remains|is|be|kept|always* sorted|ordered|ascending {_BY}",
        f"{_LIST} of? {_RANGES}? stay|stays|remain|remains|is|be|kept|always* in|of ascending|increasing|sorted|address|start order",
        f"<name> keeps|leaves|maintains {_LIST}|{_RANGES}|entries of|{_RANGES}* sorted|ordered {_BY}",
        f"<name> keeps|leaves|maintains {_LIST}|{_RANGES}|entries of|{_RANGES}* in ascending|increasing|sorted|address|start order of|by? start|address|addresses?",
        f"<name> keeps|leaves {_LIST}|{_RANGES}|entries of|{_RANGES}* sorted|ordered by <by:shown>",
        f"<name> keeps|leaves {_LIST}|{_RANGES}|entries of|{_RANGES}* sorted|ordered",
        f"{_LIST}|{_RANGES} of? {_RANGES}? stay|stays|remain|remains|is|are|be|kept|always* sorted|ordered",
        f"{_RANGES}|{_LIST} of? {_RANGES}? stay|stays|remain|remains|are|is|be|kept|still|always* sorted|ordered|ascending {_BY} {_AFTER}",
        f"{_AFTER} ,? {_RANGES}|{_LIST} of? {_RANGES}? stay|stays|remain|remains|are|is|be|kept|still|always* sorted|ordered|ascending {_BY}",
    ),
    ("Regions stay sorted by start address", "`insert()` keeps the list sorted by start"),
    decide,
)
