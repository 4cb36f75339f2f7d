"""What is done while page tables are taken apart, by the words for it: when frames are freed, entries cleared, translations flushed, …"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.behaviour.page_tables import KERNEL, ROOT
from uowgen.claims.tables.looks import PAGES, TABLES, Look

if TYPE_CHECKING:
    from uowgen.claims.tables.looks import Places

BE = r"(?:is|are|was|were|be|been|being|has been|have been|had been|gets|get|got|must be)"
_ORDINARY = frozenset({"page", "huge"})
_NOUNS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"oleaf(?:'s)?(?: frames?| memory)?|(?:leaf )?frames? of oleaf", _ORDINARY),
    (r"sleaf(?:'s)?(?: frames?| memory)?|(?:leaf )?frames? of sleaf", frozenset({"shared"})),
    (r"root|root frame", frozenset({"root"})),
    (r"(?:user's |page |user )?tables?(?: frames?)?|frames? of (?:page )?tables?|subtables?", TABLES | {"root"}),
    (r"lower tables?|tables below root", TABLES),
    (r"leaves|leaf|(?:mapped |data |leaf )?pages?|leaf frames?", PAGES),
    (r"(?:first |last )?(?:frames?|memory|anything|something|any frame|nothing)|", PAGES | TABLES | {"root"}),
)


def kinds_in(text: str) -> frozenset[str] | None:
    """The frames that a noun speaks of; None for other words."""
    return next((kinds for pattern, kinds in _NOUNS if re.fullmatch(pattern, text)), None)


def event_of(said: str) -> Places | None:
    """When something is done; None for other words."""
    text = re.sub(
        r"^(?:drop|hart|it|loop) (?=frees|flushes|clears|credits|switches|freed|freeing)|^(?:call (?:to|of) )", "", said.strip(" ,")
    )
    text = re.sub(
        r" (?:first|already|call|calls|of drop|is done|has been done|was done|is made|starts|begins|for space|is finished|is over|has run|ran|runs)$",
        "",
        text,
    )
    if re.fullmatch(
        rf"(?:stale )?(?:tlb |asid |space's asid |tlb entry of (?:this |space's )?asid )?(?:{BE} )?flushed(?: from tlb)?|flushing(?: of)?(?: for| of)?(?: (?:space's )?(?:asid|tlb))?|flush_asid|tlb|flushes (?:asid|tlb)",
        text,
    ):
        return Look.flushes
    if re.fullmatch(rf"(?:space's )?asid {BE} freed|freeing(?: of)? asid|frees asid|freed asid|asid|freed (?:its )?asid", text):
        return lambda it: _others(it, ("release", "free", "dealloc", "put", "give"))
    if re.fullmatch(rf"quota(?: {BE})? credited(?: with .+)?|crediting|credits quota|quota is crediting", text):
        return lambda it: _others(it, ("credit", "uncharge"))
    if re.fullmatch(
        rf"switching|kroot-switched|(?:satp|hart|processor|cpu) (?:is|gets|was) (?:switched|moved|set)(?: to kroot| kroot)?|satp switched|kroot {BE} (?:switched to|loaded)|satp::switch|switch(?:es)? to kroot|switching kroot",
        text,
    ):
        return switches
    if re.fullmatch(rf"walking|walk|tables {BE} walked|descending|recursing|freeing of tables|walk of tables|tables", text):
        return walks
    if re.fullmatch(rf"(?:valid |user )?entry {BE} cleared|clearing(?: of)?(?: entry)?", text):
        return lambda it: it.clears()
    freed = re.fullmatch(rf"(.*?) ?(?:{BE} )?freed|(?:freeing|free|frees)(?: of)? ?(.*)|(.*)'s freeing|(.*?) ?freeing", text)
    if freed:
        kinds = kinds_in(next((g for g in freed.groups() if g is not None), ""))
        return (lambda it: it.frees(kinds)) if kinds is not None else None
    if " and " in text:
        one, _, two = text.partition(" and ")
        verb = re.search(rf" {BE} (?=\w+$)", one)
        first, second = event_of(one), event_of(two if verb is None or re.search(BE, two) else re.sub(r" (\w+)$", r" is \1", two))
        if first is not None and second is not None:
            return lambda it: sorted([*first(it), *second(it)])
    return None


def walks(it: Look) -> list[int]:
    """What is done in tables, and to what hangs below the root, which is what is walked through: it may be freed behind the walk."""
    return [n for n, d in enumerate(it.walk.done) if d.what in ("read", "clear", "free", "overwrite") and d.at != (ROOT,)]


def switches(it: Look) -> list[int]:
    """When the processor was given the kernel's root."""
    return [
        n for n, d in enumerate(it.walk.done)
        if d.what == "other" and d.given[:1] == (KERNEL,) and set(d.name.split("_")) & {"switch", "load", "activate", "write", "set", "install"}
    ]  # fmt: skip


def _others(it: Look, verbs: tuple[str, ...]) -> list[int]:
    return [n for n, d in enumerate(it.walk.done) if d.what == "other" and set(d.name.split("_")) & set(verbs)]


__all__ = ["BE", "event_of", "kinds_in", "switches", "walks"]
