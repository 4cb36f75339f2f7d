"""Criteria on lists of ranges of plain numbers: which methods play which role, and whether what is named is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.containers.closed_ends import LASTS
from uowgen.claims.containers.closed_ranges import GAP, HAS, INSERT, REMOVE, finding, parts_of
from uowgen.claims.containers.container import container_with, usual
from uowgen.claims.containers.range_code import ENDS, STARTS
from uowgen.claims.containers.range_sets import gap_finding
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.range_words import INSERTS, REMOVES

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(reading: Reading, case: Case) -> Finding:
    """`releases`, `ends` and `gap` of the method that is named."""
    name, asked = bare_name(reading.get("name")), reading.get("asked")
    container = container_with(case, reading.get("name"))
    if isinstance(container, Finding):
        return container
    insert = usual(container.methods, INSERTS)
    if not insert or insert == name:
        return undecided("role-unclear", "which method puts ranges in is not known", container.declaration)
    if asked == "fit" or (asked == "gap" and len(container.methods[name][0].parameters) > 1 and not reading.get("limit")):
        return _fits(case, container, reading, name)
    named = [(reading.get("end"), ENDS | LASTS), (reading.get("start2"), STARTS)]
    if any(word and bare_name(word) not in names for word, names in named):
        return undecided("not-understood", "which end of a range is meant is not clear", container.methods[name][1])
    role = {"releases": REMOVE, "ends": HAS, "bounds": HAS, "gap": GAP}[asked]
    given = [n for n, _ in container.methods[name][0].parameters]
    behind = case.criterion is None or re.search(r"\b(?:behind|after|past|beyond|bound|open)\b", case.criterion.text)
    parts = parts_of(case, container) if asked == "bounds" and not behind else None
    if parts is not None and parts.closed:  # what is called its end may be the last number
        return undecided("not-understood", "which end of a range is meant is not clear", container.methods[name][1])
    if (said := reading.get("start") or reading.get("length")) and said not in given:
        return undecided("not-understood", f"`{name}` takes no `{said}`", container.methods[name][1])
    if reading.get("returned") and "()" in container.methods[name][0].returns:
        return undecided("unsupported-code", f"`{name}` gives no range back", container.methods[name][1])
    if reading.get("unit") and not reading.get("unit").endswith("s"):
        return undecided("not-understood", f"“{reading.get('unit')}” is nothing that is counted", container.methods[name][1])
    limit = _number(reading.get("limit"))
    if limit is None:
        return undecided("not-understood", f"“{reading.get('limit')}” is no number", container.methods[name][1])
    return finding(case, container, {INSERT: insert, role: name}, asked, value=reading.get("value"), limit=limit)


def _fits(case: Case, container: Container, reading: Reading, name: str) -> Finding:
    """“returns the lowest aligned gap that fits”: parameters that are named are those of the method."""
    given = [n for n, _ in container.methods[name][0].parameters]
    for said, names in (
        (reading.get("length"), None),
        (reading.get("window"), None),
        (reading.get("align"), {"align", "alignment"}),
    ):
        if said and (said not in given or (names is not None and said not in names)):
            return undecided("not-understood", f"`{name}` takes no `{said}`", container.methods[name][1])
    window = bool(reading.get("within"))
    return gap_finding(case, reading.get("name"), aligned=bool(reading.get("aligned")), window=window)


def closed_finding(
    case: Case, container: Container, method: str, asked: str, *, value: str = "", kept: bool = False, any_list: bool = False
) -> Finding | None:
    """`overlap` or `sorted` of a list whose ranges have their last number in them; None for other lists, if not `any_list` of numbers is meant."""
    parts = parts_of(case, container)
    removes = [n for n in REMOVES if n in container.methods]
    remove = next((n for n in removes if len(container.methods[n][0].parameters) == 1), "")
    if parts is None or not (parts.closed or any_list or (asked == "sorted" and remove)):
        return None
    if asked == "sorted" and removes and not remove:
        return None  # what is left of a range that a part is taken out of must be in order as well
    roles = {INSERT: method}
    if asked == "sorted" and remove:
        roles = {REMOVE: remove, INSERT: method}
    return finding(case, container, roles, asked, value=value, kept=kept)


def _number(text: str) -> int | None:
    try:
        return int(text.replace("_", ""), 0) if text else 0
    except ValueError:
        return None
