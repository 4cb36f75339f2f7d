"""The words in which allocators of numbers are spoken of: what is given out, which figure, when all are taken, which are not out."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable


JOINS = frozenset({",", ";", "and", "but", ":"})
GIVES = frozenset("returns gives yields hands allocates takes picks".split())
LOWEST = frozenset("lowest smallest first least".split())
FREE = frozenset("free unused available unallocated".split())
MARKS = frozenset("generation epoch version era round cycle".split())
POOLS = frozenset("pool allocator bitmap table set map one".split())


class PoolReader(WordReader):
    """The words of a sentence about an allocator."""

    def thing(self) -> str:
        """What is given out: “ASID”, “number”, “ids”; which type that is is for the kind to find out."""
        raw = self.raw()
        if (
            self.at < len(self.words)
            and raw.replace("_", "").isalpha()
            and self.text() not in JOINS | FREE | MARKS
            and raw != "None"
        ):
            self.at += 1
            return raw
        return ""

    def figure(self) -> str:
        raw = self.raw()
        if raw.isdigit() or (raw[:2] == "0x" and raw[2:].isalnum()):
            self.at += 1
            return raw
        return self.number() if self.text() in ("zero", "one") else ""

    def numbered(self) -> str:
        """“ASID 0”, “0”, “number 0”."""
        start = self.at
        figure = self.figure()
        if figure:
            return figure
        if self.thing() and (figure := self.figure()):
            return figure
        self.at = start
        return ""


def parts(r: PoolReader, one: Callable[[PoolReader], list[str]]) -> list[str]:
    """Parts with commas and “and” between them, to the end."""
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(JOINS, JOINS) or r.over(JOINS)):
            return []
        found = one(r)
        if not found:
            return []
        rows += found
    return rows


TAKEN = (
    "are taken",
    "are in use",
    "are out",
    "is taken",
    "is in use",
    "are used",
    "is out",
    "are used up",
    "are allocated",
    "is allocated",
    "are busy",
    "are given out",
)
NOT_OUT = (
    "that is not in use",
    "that is free",
    "that are free",
    "that are not in use",
    "not in use",
    "that is already free",
    "that was already freed",
    "that is not out",
    "that is not taken",
    "that was not given out",
    "that is not allocated",
)


def of_old(r: PoolReader) -> bool:
    """“of an earlier generation”, “from another epoch”."""
    start = r.at
    if (
        r.over(frozenset({"of", "from"}))
        and r.over(frozenset({"earlier", "older", "old", "previous", "other", "another", "past", "different"}))
        and r.over(MARKS | {f"{m}s" for m in MARKS})
    ):
        return True
    r.at = start
    return False


def all_but(r: PoolReader) -> str:
    """“all ASIDs free except 0”, “everything free but ASID 0”: the number that is not free at the beginning."""
    start = r.at
    every = r.over(frozenset({"all", "every"}))
    if r.over(frozenset({"everything"})) or (every and r.thing()):
        free = r.over(FREE)
        if (r.said("except for", "except", "but", "apart from", "other than")) and (figure := r.numbered()):
            r.over(frozenset({"are", "is"}))
            if free or r.over(FREE):
                return figure
    r.at = start
    return ""
