"""Reads sentences on the order in which page tables are taken apart; every word must be taken up."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.behaviour.page_tables import FOREIGN
from uowgen.claims.tables import looks
from uowgen.claims.tables.looks import PAGES, TABLES, Look, Meant, Places, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

_EMPTY = frozenset(
    {"the", "a", "an", "any", "all", "every", "each", "ever", "still", "actually", "itself", "whole", "finally", "single", "user"}
)
_FOREIGN = "|".join(sorted(FOREIGN))
_BE = r"(?:is|are|was|were|be|been|has been|have been|must be|gets|get)"
_LARGE = r"(?:huge|large|super|big)[ -]?(?:pages?|entry|entries|mappings?|frames?|leaves|leaf)|superpages?"
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    (rf"(?:{_FOREIGN}) (?:frames?|leaf|leaves|pages?|entry|entries|mappings?)", frozenset({"shared"})),
    (_LARGE, frozenset({"huge"})),
    (r"roots?|root tables?|top tables?|root frames?|top-level tables?", frozenset({"root"})),
    (r"empty (?:lower |page |intermediate )?tables?", frozenset({"bare"})),
    (r"(?:lower |page |intermediate |lower page )?tables?(?: frames?)?(?: below root)?", TABLES),
    (r"(?:data |mapped |leaf |normal )*(?:pages?|leaves|leaf|frames? mapped|leaf frames?|data frames?|mapped frames?)", PAGES),
    (r"frames?|memory", PAGES | TABLES | {"root"}),
)
_FREED = r"(?:freed|released|deallocated|given back|returned|reclaimed)"
_CLEARED = r"(?:cleared|unmapped|zeroed|removed|emptied|detached|cut out)"
ENTRY = r"(?:valid |present |mapped |page table |pte )*(?:entry|entries|ptes|pte|mappings?)"
_FLUSH = r"(?:tlb |translation )?(?:flush(?:ed|es|ing)?|shootdown|invalidation|invalidated)"


def plain(text: str) -> str:
    """The sentence in lower case without marks, articles and what is in brackets."""
    bare = re.sub(r"`([^`]*)`", lambda m: m[1].replace("()", "") if re.fullmatch(r"[\w:().]*", m[1]) else "?", text)
    bare = re.sub(r"[.;:]+$", "", bare.strip().lower()).replace("→", " -> ").replace("’", "'")
    words = [w for w in re.sub(r"([,;])", r" \1 ", bare).split() if w not in _EMPTY or w in ("user",)]
    return " ".join(words)


def kinds_of(text: str) -> frozenset[str] | None:
    """The kinds of frames that a noun phrase speaks of; None for other words."""
    bare = " ".join(w for w in text.split() if w not in _EMPTY)
    return next((kinds for pattern, kinds in _KINDS if re.fullmatch(pattern, bare)), None)


def reading_of(text: str, entrance: str, names: frozenset[str]) -> Seen | None:
    """What a sentence says; None if a word of it is not understood. `names` are the words of which other calls are named."""
    said = plain(text)
    for run in (f"{entrance} ", ""):
        if said.startswith(run) and run:
            rest = said.removeprefix(run)
            found = _Reader(names).whole(rest)
            if found is not None:
                return found
    return _Reader(names).whole(said)


class _Reader:
    """The readers of one sentence."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def whole(self, said: str) -> Seen | None:
        """The sentence, or its parts where it is put together of several."""
        found = self.one(said)
        if found is not None:
            return found
        for mark in (" , but ", " , and ", " , ", " but ", " and "):
            parts = said.split(mark)
            if len(parts) < 2:
                continue
            rows = [self.one(self._with_verb(part, parts[0])) for part in parts]
            if all(row is not None for row in rows):
                return looks.both(*(row for row in rows if row is not None))
        return None

    def _with_verb(self, part: str, first: str) -> str:
        """“(children are freed …,) root last”: with the verb of the first part."""
        if re.fullmatch(r"(?:root|top table) last", part):
            return f"{part.removesuffix(' last')} is freed last"
        return part

    def one(self, said: str) -> Seen | None:
        """One clause."""
        readers: tuple[Callable[[str], Seen | None], ...] = (
            self._amounts, self._entries, self._kernel, self._fates, self._results, self._relations, self._sequence, self._orders, self._cases,
        )  # fmt: skip
        for read in readers:
            found = read(said)
            if found is not None:
                return found
        return None

    # ------------------------------------------------------------------------------------------------------------- events

    def event(self, said: str) -> Places | None:
        """When something is done: “TLB flush”, “pages are freed”, “last entry is cleared”, “`free_page`”."""
        text = " ".join(w for w in said.split() if w not in _EMPTY)
        if re.fullmatch(rf"(?:{_FLUSH}|tlb {_BE} flushed|flush(?:ing)? (?:of )?tlb|{_FLUSH} {_BE} done|tlb)", text):
            return Look.flushes
        if re.fullmatch(rf"{ENTRY}(?: {_BE} {_CLEARED})?|clearing {ENTRY}|{_BE} {_CLEARED}", text) and re.search(
            _CLEARED + "|clearing", text
        ):
            return lambda it: it.clears()
        if re.fullmatch(
            r"(?:free_page|free_frame|free|frames?|dealloc\w*|freeing|anything is freed|free_page calls?)", text
        ) and text not in ("frames", "frame"):
            return lambda it: it.frees()
        passive = re.fullmatch(rf"(?:no )?(.+?) (?:{_BE} )?{_FREED}", text) or re.fullmatch(
            r"(?:freeing|free|release|releasing) (.+)", text
        )
        if passive:
            kinds = kinds_of(re.sub(r" (?:they map|it maps|below them)$", "", passive[1]))
            if kinds is not None:
                return lambda it: it.frees(kinds)
        named = (
            re.fullmatch(rf"(\w+) {_BE} released", text)
            or re.fullmatch(r"(?:release|releasing) (\w+)", text)
            or re.fullmatch(r"(\w+) release", text)
        )
        if named and named[1] in self.names and "release" in self.names:
            return lambda it: it.called("release")
        kinds = kinds_of(re.sub(r" (?:they map|it maps|below them)$", "", text))
        if kinds is not None:  # “… before the pages”: of what was just said
            return lambda it: it.frees(kinds)
        return None

    def _end_of(self, said: str, end: str) -> Places | None:
        """An event of which the `end` that bounds it may be named: “before the first frame is freed”; “after the first …” says too little."""
        return self.event(said.removeprefix(f"{end} "))

    def _orders(self, said: str) -> Seen | None:
        """“A before B”, “A once, after B and before C”, “no A until B”."""
        text = re.sub(r"(?:comes|happens|goes|is done|takes place|only|must come|must happen) (?=before|after)", "", said)
        denied = re.fullmatch(r"(no .+?|nothing (?:is|gets) freed) (?:until|before) (.+)", text)
        if denied:
            one = (lambda it: it.frees()) if denied[1].startswith("nothing") else self.event(denied[1])
            two = self.event(denied[2])
            return looks.before(two, one) if one is not None and two is not None and " freed" in denied[1] else None
        parts = re.split(r" ?,? ?(?:and )?\b(before|after)\b ", text)
        if len(parts) < 3:
            return None
        head = parts[0].strip()
        often = re.search(r" (?:exactly )?once ?,?$| ,$", head)
        single = bool(often and "once" in often[0])
        subject_said = head[: often.start()] if often else head
        subject = self._end_of(subject_said, "last") or self._end_of(subject_said, "first")
        if subject is None:
            return None
        found: list[Seen] = [looks.flushed(1, 1)] if single and subject is Look.flushes else []
        if single and not found:
            return None
        for how, what in zip(parts[1::2], parts[2::2], strict=True):
            rest = what.strip(" ,").removesuffix(" and")
            one = self._end_of(subject_said, "last" if how == "before" else "first")
            other = self._end_of(rest, "first" if how == "before" else "last")
            if other is None or one is None:
                return None
            found.append(looks.before(subject, other) if how == "before" else looks.before(other, subject))
        return looks.both(*found) if len(found) > 1 else found[0]

    def _sequence(self, said: str) -> Seen | None:
        """“free pages first, then tables, then root”, “clear, flush, free”."""
        text = re.sub(r"^(?:free|frees|freeing) ", "", said)
        if text == said and not re.search(rf" {_BE} {_FREED}", said):
            return None
        text = re.sub(rf" {_BE} {_FREED}", "", text).replace(" first", "")
        parts = [p.strip() for p in re.split(r",? ?and then | ?, ?then | then | ?, and | ?, ", text)]
        kinds = [kinds_of(p) for p in parts]
        if len(parts) < 2 or None in kinds or "then" not in said:
            return None
        rows = [looks.before(_freeing(a), _freeing(b)) for a, b in pairwise(kinds) if a is not None and b is not None]
        return looks.both(*rows)

    def _relations(self, said: str) -> Seen | None:
        """“a child table is freed before its parent”, “the root is the last frame to be freed”."""
        child, parent = (
            r"(?:child(?:ren)?|child tables?|lower tables?|tables?)",
            r"(?:its |their )?(?:parents?|parent tables?|table above)",
        )
        if re.fullmatch(
            rf"{child} {_BE} {_FREED} before {parent}|{parent} {_BE} {_FREED} (?:only )?after (?:its |their )?(?:children|child tables?)",
            said,
        ):
            return Meant(looks.children_first)
        if re.fullmatch(
            rf"(?:{parent}|root|root table|top table) {_BE} {_FREED} before (?:its |their )?(?:children|child|child tables?|lower tables)|{child} {_BE} {_FREED} after {parent}",
            said,
        ):
            return looks.parents_first
        if re.fullmatch(
            rf"(?:root|top table|root table|root frame)(?: {_BE})?(?: frame)?(?: to be| that is)? {_FREED}(?: last| at end| at very end)?|root last",
            said,
        ) and ("last" in said or "end" in said):
            return looks.root_last
        if re.fullmatch(
            rf"(?:root|top table|root table) is last frame (?:to be|that is) {_FREED}|last frame {_FREED} is root(?: table)?", said
        ):
            return looks.root_last
        return None

    # ------------------------------------------------------------------------------------------------------------ amounts

    def _amounts(self, said: str) -> Seen | None:
        tail = r"(?: for (?:teardown|run|walk|exit|address space)| in total| per (?:teardown|run|walk|exit)| overall)?"
        flush = rf"(?:{_FLUSH})"
        if re.fullmatch(rf"(?:at most|no more than) one {flush}{tail}|(?:tlb is )?{flush} at most once{tail}", said):
            return looks.flushed(0, 1)
        if re.fullmatch(
            rf"(?:exactly|only|just) one {flush}{tail}|tlb is flushed (?:exactly |only |just )?once{tail}|one {flush}{tail}", said
        ):
            return looks.flushed(1, 1)
        number = r"(?:pcid|asid|vmid|id)"
        if re.fullmatch(rf"(?:{flush}|tlb is flushed) (?:is )?(?:only )?(?:by|per|for) {number}(?: only)?", said):
            return looks.flushed_by_number
        if re.fullmatch(
            rf"{flush} (?:entire |complete |full )?tlb(?: ,)? {number}s included|{flush} (?:entire|complete|full) tlb", said
        ):
            return looks.turned(looks.flushed_by_number)
        cleared = (
            rf"(?:at least one |some |one )?{ENTRY} (?:was|were|has been|is|are) (?:cleared|present|mapped)|something was cleared"
        )
        if re.fullmatch(rf"no {flush} unless (?:{cleared})|(?:{flush}|tlb is flushed) only if (?:{cleared})", said) or re.fullmatch(
            rf"no {flush} (?:if|when) (?:nothing|no {ENTRY}) (?:was|is|were) (?:cleared|present|mapped)", said
        ):
            return looks.flushed_if_cleared
        if re.fullmatch(
            rf"(?:tlb is flushed|{flush}) even (?:if|when) (?:nothing|no {ENTRY}|none) (?:was|is|were) (?:cleared|present|mapped)",
            said,
        ):
            return looks.turned(looks.flushed_if_cleared)
        if re.fullmatch(
            rf"{ENTRY} is flushed as (?:soon as )?it is cleared|(?:tlb is flushed|{flush}) (?:after|for|per) {ENTRY}", said
        ):
            return looks.flushed_each
        return None

    def _entries(self, said: str) -> Seen | None:
        absent = r"(?:entries that are not present|non-present entries|absent entries|invalid entries|empty entries|entries which are not present)"
        if re.fullmatch(rf"{absent} are (?:skipped|ignored|left alone|not touched|not written)", said):
            return looks.absent_skipped
        if re.fullmatch(rf"{absent} are (?:overwritten|written|zeroed)(?: with zero| too)?|{absent} are set to zero", said):
            return looks.turned(looks.absent_skipped)
        if re.fullmatch(
            rf"(?:valid |present )*user {ENTRY} (?:is|are) {_CLEARED}|{ENTRY} in user half (?:is|are) {_CLEARED}", said
        ):
            return looks.all_cleared
        if found := re.fullmatch(
            r"only (?:lower|first|user|bottom)? ?(\d+) (?:user )?entries of (?:top|root|top-level|root table|top table)(?: table)? are (?:touched|cleared|scanned|read|looked at|walked|visited)",
            said,
        ):
            return looks.lower_half_only(int(found[1]))
        if re.fullmatch(r"table's entry is cleared before table is (?:scanned|read|walked)", said):
            return looks.cleared_before_scanned
        if found := re.fullmatch(
            r"(?:tables below (?:top|root)|lower tables)(?: table)? are (?:scanned|read|walked|cleared) over (?:their )?(\d+) entries",
            said,
        ):
            return looks.scanned_whole(int(found[1]))
        if re.fullmatch(
            rf"(?:attribute|flag|attribute and flag|low|flags?|permission) bits are (?:masked off|masked|stripped|removed) before frame is {_FREED}",
            said,
        ):
            return looks.clean_addresses
        if re.fullmatch(r"bit 7 of (?:last-level|level 1|lowest-level) entry is ignored", said):
            return looks.in_tree("odd", looks.of_kind(frozenset({"page"}), cleared=True, freed=True))
        if re.fullmatch(rf"(?:last-level|level 1|lowest-level) entry with bit 7 set is not {_FREED}", said):
            return looks.turned(looks.in_tree("odd", looks.of_kind(frozenset({"page"}), cleared=True, freed=True)))
        return None

    def _kernel(self, said: str) -> Seen | None:
        half = r"(?:kernel (?:half|entries|mappings|part)(?: of (?:root|top table|root table|pml4|top))?|upper half(?: of (?:root|top table|root table))?)"
        if re.fullmatch(
            rf"{half} (?:(?:is|are|must|may)(?: be)? (?:not|never)(?: be)? (?:touched|cleared|walked|scanned|freed|modified|changed)|(?:is|are) left alone|(?:stays?|remains?) (?:untouched|as it is|in place|intact|mapped))",
            said,
        ) or re.fullmatch(
            rf"(?:never|do not|does not|no) (?:descend|descent|walk|go|step|look)s? into {half}|does not touch {half}|leaves {half} alone",
            said,
        ):
            return looks.kernel_left
        return None

    def _fates(self, said: str) -> Seen | None:
        """“shared leaves are unmapped but their frames are not freed”, “huge pages are unmapped, never freed”."""
        if re.fullmatch(rf"(?:{_LARGE}) {_BE} {_FREED} with order of (?:their|its) level", said):
            return looks.by_level
        if re.fullmatch(
            rf"(?:do not|never|does not) (?:follow|descend into|walk|treat) (?:{_LARGE})(?: as (?:if it were|if they were)? ?(?:a )?tables?)?",
            said,
        ):
            return looks.not_followed
        if re.fullmatch(
            rf"(?:{_LARGE}) (?:is|are) (?:not|never) (?:followed|descended into|walked|treated as tables?)(?: as tables?)?", said
        ):
            return looks.not_followed
        if re.fullmatch(
            rf"(?:{_LARGE}) counts? as cleared but adds? nothing to (?:number of )?(?:frames freed|freed frames|result|count)", said
        ):
            return looks.both(
                looks.of_kind(frozenset({"huge"}), cleared=True, freed=False), looks.counts_without(frozenset({"huge"}))
            )
        found = re.fullmatch(r"(.+?) (are|is|stay|stays|remain|remains|must) (.+)", said)
        if not found:
            return None
        kinds = kinds_of(found[1])
        if kinds is None or not kinds <= {"shared", "huge", "bare", "page"}:
            return None
        cleared: bool | None = None
        freed: bool | None = None
        for part in re.split(
            r" ?, (?:but |and )?| but | and ", found[3] if found[2] in ("are", "is", "must") else f"stay {found[3]}"
        ):
            text = re.sub(r"^(?:their frames?|frames?|they|it|its frame|itself) (?:are|is) |^(?:are|is|be) ", "", part.strip())
            text = text.replace("must ", "").replace(" too", "").replace(" as well", "").replace("not be ", "not ")
            if re.fullmatch(
                rf"(?:stay|left) (?:mapped|in place|alone|present|where it is)|not {_CLEARED}|never {_CLEARED}|left alone", text
            ):
                cleared = False
            elif re.fullmatch(_CLEARED, text):
                cleared = True
            elif re.fullmatch(rf"(?:not|never) {_FREED}", text):
                freed = False
            elif re.fullmatch(_FREED, text):
                freed = True
            else:
                return None
        if kinds == {"bare"}:
            return looks.in_tree("tables", looks.of_kind(TABLES, cleared=cleared, freed=freed))
        return looks.of_kind(kinds, cleared=cleared, freed=freed)

    # ------------------------------------------------------------------------------------------------------------ results

    def _results(self, said: str) -> Seen | None:
        gives = r"(?:(?:[\w:]+ )?(?:returns|gives|yields|reports)|result is|returned (?:count|number|value) is|->)"
        if re.fullmatch(
            rf"{gives} (?:number|count) of (?:4 kib |4k |physical |page )?(?:frames|pages)(?: that were)? (?:freed|released|given back)|{gives} (?:number|count) of freed frames",
            said,
        ):
            return looks.counts("frames")
        if re.fullmatch(rf"{gives} (?:number|count) of (?:entries cleared|cleared entries|entries that were cleared)", said):
            return looks.counts("cleared")
        if re.fullmatch(
            r"(?:returned )?(?:count|number|result) includes tables and root|(?:count|result) includes (?:page )?tables and root",
            said,
        ):
            return looks.counts("frames")
        if re.fullmatch(
            r"(?:returned )?(?:count|number|result) (?:covers|includes|is of) (?:mapped |data )?pages only(?: , not tables)?", said
        ):
            return looks.counts("pages")
        found = re.fullmatch(
            r"(.+?) do(?:es)? not count (?:towards|in|into|for) (?:result|count|number|returned count|returned number)", said
        )
        if found and (kinds := kinds_of(found[1])) is not None and kinds <= {"shared", "huge"}:
            return looks.counts_without(kinds)
        return None

    def _cases(self, said: str) -> Seen | None:
        """“empty address space -> returns 1”, “one page mapped through three lower tables -> returns 5”, “if only …”."""
        found = re.fullmatch(r"(.+?) -> (?:[\w:]+ )?(?:returns |gives )?(\d+)", said)
        where = {"empty address space": "empty", "empty user half": "empty", "nothing mapped": "empty"}
        if found and found[1] in where:
            return looks.in_tree(where[found[1]], looks.gives(int(found[2])))
        words = {"one": 1, "two": 2, "three": 3, "four": 4}
        if found and (path := re.fullmatch(r"one (?:user )?page(?: is)? mapped(?: through (\w+) (?:lower )?tables)?", found[1])):
            number = words.get(path[1] or "")
            seen = looks.in_tree("one page", looks.gives(int(found[2])))
            if number is None:
                return seen if path[1] is None else None
            return lambda it: seen(it) if len(it.frames(TABLES)) == number else None
        only = re.fullmatch(r"(?:if|when) only (.+?) (?:is|are) mapped ,? ?tables above (?:them|it) are (freed|not freed)", said)
        if only and (above := kinds_of(only[1])) in (frozenset({"shared"}), frozenset({"huge"})):
            name = "shared" if above is not None and "shared" in above else "huge"
            return looks.in_tree(name, looks.of_kind(TABLES, freed=only[2] == "freed"))
        return None


def _freeing(kinds: frozenset[str]) -> Places:
    return lambda it: it.frees(kinds)


__all__ = ["ENTRY", "kinds_of", "plain", "reading_of"]
