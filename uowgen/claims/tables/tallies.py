"""Reads what a struct that comes back from taking page tables apart is said to count: frames, pages, tables that were freed, entries that were left.

A noun is one of its fields by its name. What a field counts (with the root or without it, with the frames of tables or without them) is
what the spec's own code makes it count in every tree; the trees have tables on every level.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.looks import PAGES, TABLES, Look, Meant
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.behaviour.page_tables import Layout
    from uowgen.claims.tables.looks import Seen
    from uowgen.claims.tables.walks import Walk

    Count = Callable[[Look], int]

_ROOT = frozenset({"root"})
_GONE = r"(?:freed|released|reclaimed|given back|returned|deallocated)"
_LEFT = r"(?:skipped|kept|left alone|spared|not freed|passed over|left)"
_THAT = r"(?:that |which |it )?(?:were |was |are |is |has been |have been |it |they )?"
_TELLS = r"(?:counts?|tells?|reports?|returns?|gives?|holds?|records?|states?|says|sums up|adds up|distinguishes|contains?|shows?|is|are)"
_NUMBER = r"(?:(?:how many|number of|numbers of|count of|total of|total number of|amount of) )?"
# A noun of a list of things that are counted, with what has become of them on either side.
_NOUN = re.compile(
    rf"{_NUMBER}(?:(?P<before>{_GONE}|{_LEFT}) )?(?P<noun>(?:page |user |leaf |mapped |data |table |page-table )*?(?:frames?|pages?|tables?|entries|mappings))"
    rf"(?: {_THAT}(?P<after>{_GONE}|{_LEFT}))?"
)
_FILLING = when_used(r"\b(?:the|a|an|all|both|each|only|exactly|of it|separately|respectively|correctly|together)\b ?")
_ROOTLESS = when_used(
    r" ?[,(]? ?(?:and |but )?(?:(?:the )?root(?: table| frame)? (?:is |are )?(?:not (?:counted|among them|included)|excluded|left out)|without (?:the )?root|not (?:the |counting )?root|excluding (?:the )?root)(?: table| frame)?\)?$"
)


def reading_of(text: str, names: frozenset[str], walks: Iterable[Walk], layout: Layout) -> Seen | None:
    """What a sentence says of the counts that come back; `names` are what the call, its type and its result are called.

    None if a word is not understood, or no field is meant.
    """
    theirs = [Look(walk, layout) for walk in walks]
    fields = next((walk.walk.told for walk in theirs if walk.walk.told), None)
    if fields is None:
        return None
    named = re.compile(r"`(?:\w+::|\w+\.)*(\w+)(?:\(\))?`")
    subjects = [m[1] for m in named.finditer(text)]
    if any(n not in fields and n not in names for n in subjects):
        return None
    said = named.sub(lambda m: f"field:{m[1]}" if m[1] in fields else "run", text)
    said = " ".join(_FILLING.sub("", said.lower().rstrip(". ")).split())
    said = re.sub(
        r"^(field:\w+) (?:does not|never) (?:count|include)s? root(?: table)?$", r"\1 counts tables freed, without root", said
    )
    rootless = _ROOTLESS.search(said)
    said = said[: rootless.start()].strip() if rootless else said
    one = re.fullmatch(rf"(?:run'?s? )?field:(\w+) {_TELLS} {_NUMBER}(.+)", said)
    all_of = re.fullmatch(rf"(?:run|result|return value|stats|statistics|counters?|what is returned) {_TELLS} {_NUMBER}(.+)", said)
    passive = re.fullmatch(r"(.+) (?:is|are) (?:counted|reported|told)(?: (?:in|by|as) (?:run|result|field:(\w+)))?", said)
    listed = one[2] if one else all_of[1] if all_of else passive[1] if passive else ""
    field = one[1] if one else passive[2] if passive else ""
    rows = _listed(listed, tuple(fields), field or "") if listed else None
    if rows is None or (rootless and not any("table" in noun for _, noun, _ in rows)):
        return None
    seen = [_meant(name, _counts(noun, gone=gone, rootless=bool(rootless)), theirs) for name, noun, gone in rows]
    return Meant(looks.both(*(s for s in seen if s is not None))) if all(s is not None for s in seen) else None


def _listed(said: str, fields: tuple[str, ...], field: str) -> list[tuple[str, str, bool]] | None:
    """Each thing of a list as its field, its noun, and whether it was freed; None if one of them is not understood."""
    parts = [m for part in re.split(r" ?, (?:and )?| and ", said) for m in [_NOUN.fullmatch(part.strip())]]
    rows: list[tuple[str, str, bool]] = []
    fates = [m["before"] or m["after"] for m in parts if m is not None and (m["before"] or m["after"])]
    for m in parts:
        if m is None or not fates:
            return None
        fate = m["before"] or m["after"] or (fates[-1] if parts[-1] is not None and parts[-1]["after"] else fates[0])
        gone = re.fullmatch(_GONE, fate) is not None
        words = {w.rstrip("s") for w in re.split(r"[ -]", m["noun"])} | {fate.split()[0]} - {"left", "not", "freed"}
        found = [field] if field else [f for f in fields if {w.rstrip("s") for w in f.split("_")} & words]
        if not found and "page" in words:  # a page is held by a frame
            found = [f for f in fields if "frame" in {w.rstrip("s") for w in f.split("_")}]
        exact = [f for f in found if re.split(r"[ -]", m["noun"])[-1].rstrip("s") in {w.rstrip("s") for w in f.split("_")}]
        meant = exact or found
        if len(meant) != 1 or (len(parts) > 1 and field):
            return None
        rows.append((meant[0], m["noun"], gone))
    return rows if len({name for name, _, _ in rows}) == len(rows) else None


def _counts(noun: str, *, gone: bool, rootless: bool) -> list[Count]:
    """What a noun may count, the nearest first."""
    if not gone:
        return [lambda it: len(it.entries(PAGES)) - len(it.frees(PAGES))] if "table" not in noun else []
    if "table" in noun:
        kinds = [TABLES] if rootless else [TABLES, TABLES | _ROOT]
    else:
        kinds = [PAGES] if "page" in noun.split() or rootless else [PAGES, PAGES | TABLES, PAGES | TABLES | _ROOT]
    return [lambda it, k=k: len(it.frees(k)) for k in kinds]  # type: ignore[misc]


def _meant(field: str, counts: list[Count], theirs: list[Look]) -> Seen | None:
    """The field holds what it holds in each walk of the spec's own code; None if that is none of these, or always nothing."""
    whole = [it for it in theirs if not it.walk.stuck and not it.walk.panicked and it.walk.told]
    for count in counts:
        if any(count(it) for it in whole) and all(it.walk.told.get(field) == count(it) for it in whole):
            return partial(_is_so, field, count)
    return None


def _is_so(field: str, count: Count, it: Look) -> bool | None:
    """Whether the field holds the number; None where frames of others were freed too, or taken for tables: they may be counted or not."""
    if it.frees(frozenset({"kernel"})) or looks.not_followed(it) is False:
        return None
    return it.walk.told.get(field) == count(it) if it.walk.told else None


__all__ = ["reading_of"]
