"""Reads what becomes of frames, entries and tables while page tables are taken apart: freed or not, with which order, over how many entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.events import BE
from uowgen.claims.tables.looks import PAGES, TABLES, Look

if TYPE_CHECKING:
    from uowgen.claims.tables.looks import Seen

WHEN = r"(?:if|when|whenever|where|with|provided|provided that|in case|as long as|while|for|once)"
TABLE = r"(?:(?:page )?tables?(?:'s)?(?: frame)?|frame of tables?|table's frame|parents?|root)"
_ORDINARY = frozenset({"page", "huge"})


def fates(said: str) -> Seen | None:
    """“frames of shared leaves are not freed”, “even a shared leaf's entry is cleared”, “every table is freed once”."""
    text = re.sub(r"^even ", "", said)
    text = re.sub(r"^(?:drop|walking) (frees|does not (?:free|give back)|empties|clears) (.+)$", r"\2 \1", text)
    if m := re.fullmatch(rf"{WHEN} (?:even )?(sleaf|oleaf)(?: holds for leaf)? ?(?:,|->)? ?(.+)", text):
        text = f"{m[1]} {re.sub(r'^(?:its |their |such )?(?:entry|frame|frames|memory|it|frame of it)? ?(?=is|are|stays|becomes|->)', '', m[2])}"
    if m := re.fullmatch(rf"(.+?) (?:even )?{WHEN} (?:leaf )?(sleaf|oleaf)(?: too)?", text):
        text = f"{m[2]} {m[1]}"
    m = re.fullmatch(
        r"(?:(?:entry|frames?|memory|leaf frames?|what|page)(?: of| after| behind| in| that)? )?(?:valid \+ )?(sleaf|oleaf)(?:'s)?(?: (?:entry|frames?|memory|maps))? ?(?:->|,)? ?(.+)",
        text,
    )
    if not m:
        return None
    kinds, what = frozenset({"shared"}) if m[1] == "sleaf" else _ORDINARY, m[2]
    what = re.sub(r"^(?:is|are|gets|get|has been|still|too|also) (?:still |also )?", "", what)
    what = re.sub(r" (?:also|too|as well|for frame|for its frame|for it|for leaf|walking|when space is walked)$", "", what)
    what = re.sub(r"^(?:its |their )?(?:frames? |memory |entry )?(?:is |are )", "", what)
    kept = r"(?:not|never) freed|stays? allocated|spared|left to (?:its |their )?(?:real )?owner|no freeing(?: of mapped memory)?|survives?|not frees|does not (?:free|give back)|nothing is freed|freed nothing|kept|nothing"
    if re.fullmatch(kept, what):
        return looks.of_kind(kinds, freed=False)
    if re.fullmatch(r"keeps? (?:its|their)? ?(?:frames?|memory)", what):
        return looks.of_kind(kinds, freed=False)
    if re.fullmatch(r"frees|freed|freeing", what):
        return looks.of_kind(kinds, freed=True)
    if re.fullmatch(
        r"cleared(?: by walking)?|(?:entry )?(?:becomes|is) (?:empty|cleared)|walking empties entry|empties|clears|clearing entry(?: is done)?|entry is cleared",
        what,
    ):
        return looks.of_kind(kinds, cleared=True)
    if re.fullmatch(r"not cleared|left in place|stays? mapped", what):
        return looks.of_kind(kinds, cleared=False)
    return None


def kernel(said: str) -> Seen | None:
    """That the kernel's half is left alone."""
    half = r"(?:root )?khalf(?: (?:of|in) root)?"
    verb = r"(?:visited|touched|walked|freed|cleared|descended into|(?:visited|touched) (?:or|and|nor) (?:visited|touched))"
    text = re.sub(r"^(?:walking|drop|walk|loop) ", "", said)
    if re.fullmatch(
        rf"{half} (?:in root )?{BE} (?:not|never|neither) {verb}(?: (?:nor|or|and) {verb})?|{half} {BE} neither {verb} nor {verb}(?: walking| by walking)?|leaves {half} alone|{half} (?:is|are) left alone|"
        rf"(?:never|does not|do not) (?:looks? at|touch|touches|visit|visits|enters?|walks?) {half}|hands off {half}|{half} (?:stays?|remains?|survives?) (?:as it is|as they are|untouched|unchanged)|"
        rf"{half} {BE} not visited , not touched|{half} survive , as those entry are skipped",
        text,
    ):  # fmt: skip
        return looks.kernel_left
    return None


def widths(said: str) -> Seen | None:
    """How many entries of a table are looked at: those of the root that are the user's, all of the others."""
    root = r"(?:in root|at root_level|root level|at root level|when level == root_level|of root)"
    upto = r"(?:256 (?:user )?entry|first 256 entry|lower 256 entry|user entry|user_entries|indices below user_entries)"
    text = re.sub(r"\b(?:just|only|walking) ", "", said)
    if re.fullmatch(
        rf"{root} ?[:,]? ?(?:{upto} (?:is|are) visited|(?:walk|loop|scan) (?:is limited to|stops (?:at|after)|covers|runs over) (?:{upto}|entry 255)|loop stops after entry 255)|"
        rf"{upto} (?:of root )?(?:is|are) visited|walk of root (?:is limited to|covers) {upto}",
        text,
    ):  # fmt: skip
        return lambda it: looks.lower_half_only(it.layout.user)(it)
    if re.fullmatch(
        r"(?:512|whole|all) entry of root (?:is|are) (?:visited|walked)|root is (?:visited|walked) (?:whole|in full|over 512 entry)",
        text,
    ):
        return lambda it: looks.lower_half_only(it.layout.entries)(it)
    low = r"(?:in non-root table|(?:in|for|of|at) lower tables?|below root|at levels 0 and 1|tables of level 1 and 0|in table below root(?: level)?|when table below root level is visited)"
    full = r"(?:512|entry|entries)"
    if re.fullmatch(
        rf"{low} ?[:,]? ?(?:(?:looks at|covers|visits) (?:of |all )?(?:{full} )?entry|loop runs over 0\.\.512|512 entry of table are visited|no half is left out|(?:are )?visited in full ,? ?index 0 to 511|whole table is visited , 512 entry)|"
        rf"(?:covers|visits|looks at) (?:all )?(?:{full} )?entry of lower(?:-level)? table|no half is left out {low}|512 entry of lower tables? (?:are|is) (?:visited|walked)|lower tables are (?:visited|walked)(?: over 512 entry| whole| in full)|entry at index 300 of level-1 table is visited(?: as well)?|level != root_level -> limit is entry 512",
        text,
    ):  # fmt: skip
        return lambda it: looks.scanned_whole(it.layout.entries)(it)
    return None


def sizes(said: str) -> Seen | None:
    """With which order frames are freed."""
    leaf = r"(?:oleaf|leaf|leaves|frames? of (?:oleaf|leaves)|oleaf's frames?|leaf's free)"
    by = r"(?:order 9 \* level|order level \* 9|order that fits (?:their|its) level|nine orders per level|order (?:of )?9 times (?:its|their)? ?level|order (?:of |matching )(?:their|its) level|order computed as nine times level|nine times level)"
    if re.fullmatch(
        rf"{leaf} {BE} freed (?:with|at|by) {by}|order of {leaf} ?= 9 times level|for oleaf , walking uses order == level \* 9|order passed to freeing for oleaf is (?:computed as )?nine times level",
        said,
    ):
        return by_level
    none = r"(?:order 0|zero for order|order-0 frame|one 4 kib frame|order zero)"
    if re.fullmatch(
        rf"{leaf} {BE} (?:always )?(?:freed|given back) (?:with|at|as) {none}(?: , whatever (?:its|their)? ?level)?|freeing\(entry\.addr , 0\) for leaves of levels|order == 0 for leaf(?: , big pages too)?|"
        rf"order used in freeing oleaf is 0 even on level 2|when oleaf sits at level 1 or 2 , it's (?:still )?freed as {none}|level of oleaf has no influence on order , which is always zero",
        said,
    ):  # fmt: skip
        return flat
    if m := re.fullmatch(
        r"(?:(?:leaf|leaves|oleaf) (?:at|of) level (\d)|level-(\d) leaf(?:'s memory)?|(\w+) (?:leaf|leaves)) (?:->|is freed|are freed|goes) (?:freeing\(\w+ , (\d+)\)|(?:with|at) order (\d+))",
        said,
    ):
        level = int(m[1] or m[2]) if (m[1] or m[2]) else None
        return at_level(level, int(m[4] or m[5])) if level is not None else None
    if re.fullmatch(r"4 kib leaves are freed at order 0 , 2 mib ones at 9 , 1 gib ones at 18", said):
        return looks.both(at_level(0, 0), at_level(1, 9), at_level(2, 18))
    if re.fullmatch(
        rf"(?:page )?tables?(?: frames?)? {BE} (?:always )?freed (?:with|at) (?:order (?:0|zero)|one frame each)", said
    ):
        return tables_single
    sizes_named = {"4 kib": 0, "2 mib": 1, "1 gib": 2}
    each = re.findall(
        r"(4 kib|2 mib|1 gib) (?:page|leaf|leaves|pages|ones?|block)(?: (?:is|are) freed| goes)? (?:with|at|as) order (\d+)", said
    )
    if each and re.fullmatch(
        r"(?:(?:4 kib|2 mib|1 gib) (?:page|leaf|leaves|pages|ones?|block)(?: (?:is|are) freed| goes)? (?:with|at|as) order \d+(?: ?,? ?(?:and )?)?)+",
        said,
    ):
        return looks.both(*(at_level(sizes_named[a], int(b)) for a, b in each))
    if re.fullmatch(r"leaf (?:of|at) level n (?:is|are) freed (?:with|at) order (?:9 \* n|n \* 9)", said):
        return by_level
    pairs = re.findall(r"level-(\d) leaf's(?: memory| frame)?(?: (?:is|goes) freed)?(?: back)? with order (\d+)", said)
    if pairs and re.fullmatch(r"(?:level-\d leaf's(?: memory| frame)?(?: is freed)? with order \d+(?: , (?:and )?)?)+", said):
        return looks.both(*(at_level(int(a), int(b)) for a, b in pairs))
    return None


def by_level(it: Look) -> bool | None:
    """Every page is freed with the order of the level that maps it."""
    rows = [it.walk.done[n] for n in it.frees(_ORDINARY)]
    return all(row.given[:1] == (9 * it.walk.tree.levels[row.at[0]],) for row in rows) if rows else None


def tables_single(it: Look) -> bool | None:
    """Every table is freed as one frame."""
    rows = [it.walk.done[n] for n in it.frees(TABLES | {"root"})]
    return all(row.given[:1] in ((0,), ()) for row in rows) if rows else None


def flat(it: Look) -> bool | None:
    """Every page is freed as one frame, also large ones."""
    rows = [it.walk.done[n] for n in it.frees(_ORDINARY)]
    large = [row for row in rows if it.walk.tree.levels[row.at[0]]]
    return all(row.given[:1] == (0,) for row in rows) if large else None


def at_level(level: int, order: int) -> Seen:
    """Pages that this level maps are freed with this order."""

    def look(it: Look) -> bool | None:
        rows = [it.walk.done[n] for n in it.frees(_ORDINARY) if it.walk.tree.levels[it.walk.done[n].at[0]] == level]
        return all(row.given[:1] == (order,) for row in rows) if rows else None

    return look


def counts(said: str) -> Seen | None:
    """What the quota is credited with."""
    number = r"(?:number |whole number |full count |count )?(?:of )?"
    frames = rf"{number}(?:4 kib )?(?:frames? freed|freed frames?)"
    also = r"(?: ,? ?(?:tables? (?:included|too|as well|also)|page tables? too|those of (?:page )?tables? as well|including (?:those of )?tables|leaf frames and tables|with tables))?"
    if re.fullmatch(
        rf"quota (?:is credited (?:with|for)|gets back) {frames}{also}|{frames} ?,? ?(?:page tables too , )?goes to quota's crediting|quota is credited for leaf frames and for tables(?: alike)?|"
        rf"freed tables and freed leaf frames are both part of figure passed to crediting|{frames} , page tables too , goes to quota's crediting|quota is credited with full count",
        said,
    ):  # fmt: skip
        return credited(with_tables=True)
    if re.fullmatch(
        r"frames of page tables are freed but not credited to quota|only frames of leaves are included in number given to crediting|quota gets nothing back for freed table frames|"
        r"quota is credited with leaf frames only(?: , tables are not counted)?|(?:page )?tables (?:are|do) not count(?:ed)? (?:towards|in|into|for) crediting|tables themselves are excluded from what crediting receives|"
        r"when drop credits quota , frames of page tables are left out|(?:page )?tables are left out of crediting",
        said,
    ):  # fmt: skip
        return credited(with_tables=False)
    return None


def credited(*, with_tables: bool) -> Seen:
    """The number given to the quota is that of the frames freed, those of tables counted or not."""

    def look(it: Look) -> bool | None:
        rows = [d for d in it.walk.done if d.what == "other" and "credit" in d.name.split("_")]
        if len(rows) != 1 or not rows[0].given:
            return False if not rows else None
        sums = [
            sum(1 << (d.given[0] if d.given and isinstance(d.given[0], int) else 0) for d in it.walk.done if d.what == "free" and (kinds is None or it.walk.tree.kinds.get(d.at[0]) in kinds))
            for kinds in (None, PAGES)
        ]  # fmt: skip
        return rows[0].given[0] == sums[0 if with_tables else 1]

    return look


def absent(said: str) -> Seen | None:
    """Whether a walk goes on behind an entry that is not present."""
    behind = r"(?:remaining ones of that table|entry after first invalid one|entry after it|rest of table|further entry|nothing else in table)"
    if re.fullmatch(
        rf"{WHEN} entry(?: 0)? is (?:not valid|invalid) , {behind} (?:are|is|gets) (?:not visited|ignored|skipped|freed walking|freed by loop|freed)|{behind} (?:are|is) (?:ignored|skipped|not visited)(?: by walking)?|"
        r"!entry\.is_valid -> break|(?:walk of|walking) table stops at its first invalid entry|hole in table (?:terminates|ends) (?:its )?scan|walk of table stops at first invalid entry|loop over entry is left as soon as invalid entry turns up",
        said,
    ):  # fmt: skip
        return looks.turned(looks.beyond_holes)
    if re.fullmatch(
        r"(?:walk|loop|walking) (?:stops|ends|is left|breaks off|gives up) (?:at|with|behind|after) (?:first )?(?:invalid|absent|empty) entry",
        said,
    ):
        return looks.turned(looks.beyond_holes)
    if re.fullmatch(
        r"(?:walk|loop|walking) (?:goes on|continues|does not stop) (?:after|at|behind|with) (?:first )?(?:invalid|absent|empty) entry",
        said,
    ):
        return looks.beyond_holes
    if re.fullmatch(r"(?:invalid|absent|empty) entry (?:are|is) skipped|!entry\.is_valid -> continue", said):
        return looks.beyond_holes
    return None


__all__ = ["TABLE", "WHEN", "absent", "counts", "fates", "kernel", "sizes", "widths"]
