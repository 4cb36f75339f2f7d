"""Reads short criteria on taking page tables apart by noun and fate: which entries are passed over, what is left alone, what is counted.

A sentence may be meant in several ways (whether “tables” has the root among them): the first counts in which the spec's own code is so.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour.page_tables import FOREIGN, ROOT
from uowgen.claims.tables import looks
from uowgen.claims.tables.events import BE, kinds_in
from uowgen.claims.tables.looks import PAGES, TABLES, Look, Meant
from uowgen.claims.tables.reading import kinds_of
from uowgen.claims.tables.wording import plainer
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.tables.looks import Seen

_ALL = PAGES | TABLES | {"root"}
_MOST_PARTS = 3  # numbers that come back together


class Way(NamedTuple):
    """One way to take a sentence: what is looked at, and whether in trees that have entries which are invalid and not empty."""

    seen: Seen
    stale: bool = False


def ways_of(text: str, function: str, owner: str, numbers: frozenset[str]) -> list[Way]:
    """The ways to take a sentence; none if a word of it is not understood. `numbers` are the names of what is counted."""
    marked = re.sub(r"`(?:self\.)?(\w+)`", lambda m: f"`xn_{m[1]}`" if m[1] in numbers else m[0], text)
    said = plainer(re.sub(r"`(?:\w+::)*([A-Z][A-Z0-9_]+)`", _flag, marked), owner)
    said = re.sub(r"\bentry with shared set\b|\bleaf entry with shared set\b", "sleaf", said)
    said = re.sub(rf"^(?:{function}|walking|drop) (?=\w+s\b)(?!of |is |are )", "", said)
    found = _invalid(said) or _kernel(said) or _empty(said) or _orders(said)
    return found or list(_counts(said)) or list(_fates(said))


def _flag(found: re.Match[str]) -> str:
    """A flag by the word that says what it means."""
    words = {w.lower() for w in found[1].split("_")}
    return (
        "shared"
        if words & FOREIGN
        else "valid"
        if words & {"valid", "present"}
        else "huge"
        if words & {"huge", "block"}
        else found[0]
    )


# ------------------------------------------------------------------------------------------------------------ invalid entries

_BIT = r"(?:valid|present|v|p)(?: (?:bit|flag))?"
_INVALID = rf"(?:(?:invalid|not[ -]present|non[ -]?present|not[ -]valid|non[ -]?valid|stale|swapped[ -]out) (?:entry|mappings?|leaf|leaves)|entry (?:that|which) (?:is|are) (?:not (?:valid|present)|invalid)|entry (?:without|lacking) {_BIT}(?: set)?|entry whose {_BIT} is (?:clear|not set|unset))"
_PASSED = rf"(?:{BE} )?(?:skipped|ignored|passed over|left alone|not touched|untouched|stepped over|not visited|left as alone|neither (?:freed|touched|cleared|visited) nor (?:freed|touched|cleared|visited|counted)|not (?:freed|followed|walked)(?: or (?:freed|followed|walked))?|never (?:freed|followed|walked|touched))"
_WALK = r"(?:(?:the )?(?:walk|walking|loop|scan|traversal|it|rest of (?:the )?(?:table|tables))(?: of (?:table|tables|tree))?)"
_GOES_ON = rf"{_WALK} (?:then )?(?:continues?|goes on|moves on|carries on|keeps going|proceeds|resumes|{BE} (?:continued|not (?:stopped|ended|cut short))|does not (?:stop|end)(?: there)?|{BE} still (?:walked|visited))(?: (?:with|at|to|behind|after|past|beyond) (?:them|it|next(?: (?:one|entry))?|following(?: (?:ones?|entry))?|rest|remaining (?:ones?|entry)|others))?"
_NO_END = rf"(?:without (?:stopping|ending|cutting short|aborting|breaking off) {_WALK}|rather than (?:stopping|ending) {_WALK})"
_INVALID_SAID = when_used(
    rf"{_INVALID} {_PASSED}(?: over)?(?: ,)? (?:(?:and|but|while|so) (?:that )?{_GOES_ON}|{_NO_END})|{_INVALID} (?:do not|does not|never) (?:stop|end|cut short|abort|terminate)s? {_WALK}|{_WALK} (?:continues|goes on|carries on|does not (?:stop|end)|never (?:stops|ends)|moves on|proceeds) (?:at|past|after|behind|beyond|over|despite) {_INVALID}|"
    rf"(?:no )?{_INVALID} {_PASSED}(?: over)?|(?:skips|ignores|passes over|steps over|leaves alone|never frees|does not free) {_INVALID}|leaves {_INVALID} alone|only (?:valid|present) entry {BE} (?:walked|visited|freed|followed|touched|cleared)|{_INVALID} stays? (?:untouched|as alone|alone)"
)


def _invalid(said: str) -> list[Way]:
    """“invalid entries are skipped”, “only valid entries are followed”."""
    return [Way(looks.passed_over, stale=True)] if _INVALID_SAID.fullmatch(said) else []


# --------------------------------------------------------------------------------------------------------------- kernel's half

_KERNEL = r"(?:(?:root|root's )?(?:khalf|kernel (?:side|space|tables?|mappings?|pages?|entry|portion|slots?|range)|(?:upper|higher|top) half)(?: (?:of|in) (?:root|table|space|tables))?|khalf entry(?: of root)?|kernel)"
_USER = r"(?:user (?:half|entry|part|side|space|slots?|mappings?|portion)|(?:lower|bottom) half|(?:first|lower) 256 entry|user_\w+ entry|entry of user(?: half)?)(?: (?:of|in) (?:root|table|space))?"
_LEFT = rf"(?:(?:{BE}|stays?|remains?|{BE} left) )?(?:untouched|intact|unchanged|alone|left alone|unaffected|in place|spared|as alone|not touched|not freed|never touched|never freed|not walked|never walked|not visited|never visited|not changed|skipped|ignored|kept|not entered|never entered|not followed|mapped)"
_KERNEL_SAID = when_used(
    rf"(?:also )?{_KERNEL} {_LEFT}|(?:leaves|keeps) {_KERNEL}(?: (?:alone|intact|untouched|in place))?|(?:skips|spares|preserves|never touches|does not touch|never walks|does not walk|does not free|never frees|stays out of|ignores) {_KERNEL}|(?:only )?{_USER} (?:only )?{BE} (?:only )?(?:walked|visited|freed|touched|cleared|followed|taken apart)(?: only)?|(?:walks|frees|visits|touches|clears) (?:only )?{_USER}(?: only| alone)?|survives {_KERNEL}|{_KERNEL} survives?"
)


def _kernel(said: str) -> list[Way]:
    """“the kernel half is untouched”, “only user entries are walked”."""
    if not _KERNEL_SAID.fullmatch(said) or (not re.search(_KERNEL, said) and "only" not in said.split() and "alone" not in said):
        return []
    return [Way(looks.kernel_left)]


# ------------------------------------------------------------------------------------------------------- empty trees, orders

_NOTHING = r"(?:empty (?:space|tables?|root|user half|uhalf)|(?:space|root|tables?) (?:without entry|with nothing mapped|with no (?:entry|mappings)|that is empty)|(?:if|when) nothing is mapped ?,?|(?:if|when) (?:space|root|table) is empty ?,?)"
_EMPTY = when_used(
    rf"(?:(?:for|with|of|on) )?{_NOTHING} (?:\w+ )?(?:returns|gives|yields|reports|->|is) (?P<number>\d+|zero|one)|{_NOTHING} (?:only )?frees (?P<what>only root|nothing|nothing but root|root(?: only| alone)?)"
)


def _empty(said: str) -> list[Way]:
    """“an empty address space returns 1”, “an empty table frees only the root”."""
    found = _EMPTY.fullmatch(said)
    if not found:
        return []
    if found["number"]:
        number = {"zero": 0, "one": 1}.get(found["number"])
        return [Way(looks.in_tree("empty", looks.gives(int(found["number"]) if number is None else number)))]
    wanted = [] if found["what"] == "nothing" else [ROOT]
    return [Way(looks.in_tree("empty", lambda it: it.freed() == wanted))]


_TARGET = r"(?:(?:its|their|that|corresponding) )?(?:target|frames?|pages?|child(?:ren)?|tables?|leaf|memory|what (?:it|they) points? to|everything below)(?: (?:it|they) points? to| below)?"
_CLEARED_WHEN = when_used(
    rf"(?:entry {BE} {{0}}|clears entry) (?P<when>(?:only )?after|before|as soon as|once|when) {_TARGET} {BE} (?:been )?(?:freed|walked)|frees {_TARGET} (?P<then>before|after) (?:clearing|it clears|its) entry".replace(
        "{0}", "(?:cleared|zeroed)"
    )
)
_UPWARDS = when_used(
    rf"(?:page |lower |child )?tables? (?:{BE} )?freed (?:only )?after (?:(?:its|their|all|everything|all of|whatever|what) ?)?(?:entry|contents?|pages?|leaves|(?:is |lies |hangs )?(?:below|under|beneath)(?: (?:it|them))?|in (?:it|them)|(?:it|they) (?:leads?|points?) to|children)(?: {BE}(?: been)? freed)?|{BE}? ?frees? (?:from )?(?:leaves|bottom) (?:to|up to) root"
)
_TWICE = when_used(
    rf"(?:no (?:frames?|pages?|tables?|page or table|memory)|nothing) {BE} freed (?:twice|more than once|again)|(?:never |does not )?frees? (?:no (?:frames?|pages?|tables?)|nothing|(?:frames?|pages?|tables?)) (?:twice|more than once)"
)
_EVERY = when_used(rf"(?:freed|used|visited|walked) entry {BE} (?:cleared|zeroed)(?: too| as well)?")


def _orders(said: str) -> list[Way]:
    """“entries are cleared after their frame is freed”, “tables are freed after their entries”."""
    if found := _CLEARED_WHEN.fullmatch(said):
        early = found["when"] == "before" or found["then"] == "after"
        return [Way(looks.cleared_before_freed if early else looks.cleared_after_freed)]
    if _EVERY.fullmatch(said):
        return [Way(looks.cleared_where_freed)]
    if _TWICE.fullmatch(said):
        return [Way(lambda it: len(set(it.freed())) == len(it.freed()) if it.freed() else None)]
    return [Way(looks.all_below_first)] if _UPWARDS.fullmatch(said) else []


# ------------------------------------------------------------------------------------------------------------------- numbers

_GIVES = r"(?:(?:\w+ )?(?:returns|gives(?: back)?|reports|yields|tells)(?: with)?|(?:return value|result|returned (?:number|value|count|total))(?: of \w+)? (?:is|equals|counts|covers|contains)|->)"
_HOW = r"(?:number of|count of|total of|total number of|sum of|total|amount of|how many|both|all|only|number|counts? of)"
_ROOTED = r"(?: ?,? ?(?:\(?(?P<with>(?:with )?root (?:is )?(?:included|counted|too|as well)|(?:including|and|with|counting) root(?: too)?)\)?|\(?(?P<without>(?:without|excluding|but not|not counting|not) root|root (?:excluded|not included|not counted))\)?))?"
_RETURNS = when_used(rf"{_GIVES} (?:{_HOW} )*(?P<what>.+?)(?: together| in total| combined| added up| altogether)?{_ROOTED}")
_NAMED = when_used(
    rf"xn_(?P<name>\w+) (?:counts|is|holds|tells|has|contains|is incremented for|grows with|is) (?:{_HOW} )*(?P<what>.+?){_ROOTED}"
)
_ADDED = when_used(
    rf"(?P<what>.+?) (?P<not>{BE} not|{BE} never|do not|does not|never|{BE} neither|{BE}|) ?(?:counted|included|count|counts|adds?|go(?:es)?) (?:in|into|to|towards|by|as|for) xn_(?P<name>\w+)(?: too| as well)?"
)
_TALLY = r"(?:freed |walking |resulting |reported )?(?P<{0}>tables?|frames?|pages?|leaf|leaf frames?) (?:count|number|total|tally)(?: freed)?|(?:number|count|total) of (?:freed )?(?P<{1}>tables?|frames?|pages?|leaf frames?)(?: freed)?"
_IN_TALLY = when_used(
    rf"(?:{_TALLY.format('of1', 'of2')}) (?P<not>does not |never )?(?:includes?|counts?|covers?|contains?|excludes?(?P<ex>)|leaves? out(?P<out>)) (?P<what>.+?)(?P<too> too| as well| also)?|"
    rf"(?P<what2>.+?) {BE} (?P<not2>not |never )?(?:included|counted|part|contained) (?:in|of|by) (?:{_TALLY.format('of3', 'of4')})"
)
_IN_RESULT = when_used(
    rf"(?P<what>.+?) {BE} (?P<not>not |never )?(?:counted|included(?: in (?:result|count|total|number))?)(?P<too> too| as well| also)?|(?P<also>(?:(?:result|count|total|number|returned \w+) )?(?:counts|includes|does not count|does not include)) (?P<what2>root(?: table)?)(?: too| as well)?"
)
_INCLUDES = when_used(
    r"xn_(?P<name>\w+) (?P<not>does not |never |not )?(?:counts?|includes?|covers?) (?P<what>.+?)(?P<too> too| as well| also)?"
)
_FREED = r"(?:(?:that |which )?(?:(?:run|walking|drop|it) )?(?:is |are |was |were |have been |has been )?(?:freed|given back|released|reclaimed|back))"


def _counts(said: str) -> Iterator[Way]:
    """“returns pages plus tables freed”, “`pages` counts freed pages only”, “`tables` does not include the root”."""
    found = _INCLUDES.fullmatch(said) or _ADDED.fullmatch(said)
    if found and (found["not"] or "too" in said.split() or "include" in said or "root" in found["what"].split()):
        beside = _nouns(found["what"])
        for kinds in beside:
            yield Way(
                _with(found["name"], kinds, counted="not" not in (found["not"] or "") and "never" not in (found["not"] or ""))
            )
        return
    if inside := _IN_RESULT.fullmatch(said):
        without = bool(inside["not"]) or "not" in (inside["also"] or "")
        for kinds in _nouns(inside["what"] or inside["what2"]):
            yield from (Way(_with("", kinds, counted=not without, of=of)) for of in (_ALL, TABLES | {"root"}, PAGES))
        return
    if tally := _IN_TALLY.fullmatch(said):
        yield from _in_tally(tally)
        return
    found = _NAMED.fullmatch(said) or _RETURNS.fullmatch(said)
    if not found:
        return
    name = found.groupdict().get("name") or ""
    what = re.sub(r" only$|^only ", "", found["what"])
    if (
        re.fullmatch(r"(?:cleared )?entry(?: (?:that (?:are|were) )?cleared)?(?: (?:at|of|on) levels)?", what)
        and "cleared" in f"{what} {name}"
    ):
        yield Way(_equals(name, lambda it: len(it.clears())))
    for kinds in _nouns(what):
        whole = kinds - {"root"} if found["without"] else kinds | {"root"} if found["with"] else kinds
        if found["with"] and not kinds & (TABLES | {"root"}):
            return
        yield Way(_equals(name, lambda it, k=whole: len(it.frees(None if k == _ALL else k))))


def _nouns(text: str) -> list[frozenset[str]]:
    """The frames that nouns speak of, joined by “plus” or “and”; each way in which the last word of “tables” may be meant."""
    bare = re.sub(rf"^(?:freed|released|reclaimed) | {_FREED}$", "", text.strip())
    rows: list[list[frozenset[str]]] = []
    for part in re.split(r" (?:plus|and|\+) (?:number of |count of |of )?|\+| ,", bare):
        one = re.sub(rf"^(?:freed|released|reclaimed) | {_FREED}$", "", part.strip())
        kinds = kinds_in(one) if one else None
        kinds = kinds if kinds is not None else kinds_of(one)
        if kinds is None or not one:
            return []
        rows.append([kinds | {"root"}, kinds - {"root"}] if kinds >= TABLES and not kinds & PAGES else [kinds])
    return [frozenset().union(*row) for row in product(*rows)]


def _in_tally(found: re.Match[str]) -> Iterator[Way]:
    """“the table count includes the root”: of the number that comes back, alone or as one of several; which one, the spec's own code tells."""
    of = kinds_in(next(found[n] for n in ("of1", "of2", "of3", "of4") if found[n])) or _ALL
    denied = bool(found["not"] or found["not2"]) is not (found["ex"] is not None or found["out"] is not None)
    for kinds in _nouns(found["what"] or found["what2"]):
        for place in ("", *map(str, range(_MOST_PARTS))):
            own = partial(_is_all, place, of - kinds if denied else of)
            yield Way(Meant(_with(place, kinds, counted=not denied, of=of), own=own))


def _is_all(name: str, kinds: frozenset[str], it: Look) -> bool | None:
    """Whether a number is that of all frames of these kinds that are freed."""
    number = _number(it, name)
    return number == len(it.frees(kinds)) if isinstance(number, int) else None


def _number(it: Look, name: str) -> object:
    """The number that comes back, one of several by its place, or one in a field of that name."""
    if name.isdigit():
        inside = it.walk.result
        inside = inside[1] if isinstance(inside, tuple) and len(inside) == 2 and inside[0] in ("Ok", "Some") else inside
        return inside[int(name)] if isinstance(inside, tuple) and int(name) < len(inside) else None
    return it.walk.numbers.get(name) if name else it.walk.gave


def _equals(name: str, amount: object) -> Seen:
    """What is given, or a number of that name in it, is so many."""

    def look(it: Look) -> bool | None:
        number = _number(it, name)
        return number == amount(it) if isinstance(number, int) and callable(amount) else None

    return look


def _with(name: str, kinds: frozenset[str], *, counted: bool, of: frozenset[str] | None = None) -> Seen:
    """Frames of these kinds are, or are not, among those that the number of that name counts; by its name it is of pages or of tables."""
    named = PAGES if "page" in name or "lea" in name else TABLES | {"root"} if "table" in name else _ALL
    of = named if of is None else of

    def look(it: Look) -> bool | None:
        number = _number(it, name)
        there = {f for f in it.frames(kinds) if it.walk.tree.kinds[f] != "kernel"}
        if not isinstance(number, int) or not there or not kinds <= of or it.frees(frozenset({"kernel"})):
            return None
        others = len(it.frees(of - kinds))
        if number == others + (len(there) if counted else 0):
            return True
        # what is missed by one may be the root or another table, unless there is no other
        return None if kinds == {"root"} and others else False

    return look


# --------------------------------------------------------------------------------------------------------------------- fates

_IDLE = r"(?: (?:too|as well|also|either|along with (?:the )?others?|like (?:any |the )?others?|anyway|all the same))?"
_CLEAR = r"(?:cleared|zeroed|removed(?: from (?:its |their )?tables?)?|emptied|unmapped)"
_FATE = when_used(rf"(?P<entry>(?:entry|mappings?) of )?(?P<noun>.+?)(?P<of>'s? entry| entry| mappings?)? {BE} (?P<how>.+?){_IDLE}")


def _fates(said: str) -> Iterator[Way]:
    """“block entries are cleared but their frames are not freed”, “the entry of a shared page is cleared”, “shared pages are skipped”."""
    active = re.fullmatch(r"(frees|clears|skips|keeps|leaves) (no )?(.+?)(?: alone)?", said)
    if active:
        deed = {"frees": "freed", "clears": "cleared", "skips": "skipped", "keeps": "left alone", "leaves": "left alone"}[active[1]]
        said = f"{active[3]} is {'not ' if active[2] else ''}{deed}"
    found = _FATE.fullmatch(said)
    kinds = _kinds(found["noun"]) if found else None
    if found is None or kinds is None:
        return
    entries = bool(found["entry"] or found["of"])  # of them “kept” says that they stay in their tables
    freed: bool | None = None
    cleared: bool | None = None
    skipped = False
    for part in re.split(r" ?,? (?:but|and|while|though) (?:then )?| , ", found["how"]):
        how = re.sub(rf"^(?:(?:its|their|that) )?(?:target |page )?(?:frames?|memory|it|they|page) {BE} ", "frame ", part)
        of_frame = how.startswith("frame ")
        how = re.sub(rf"^(?:frame )?(?:{BE} )?(?:always |only )?", "", how)
        if re.fullmatch(r"(?:not|never) freed|not given back|kept|left allocated|spared", how):
            freed, cleared = False, False if entries and "freed" not in how and not of_frame else cleared
        elif re.fullmatch(r"freed(?: (?:exactly )?once)?", how):
            freed = True
        elif re.fullmatch(rf"(?:not|never) {_CLEAR}|left in place|stays? in tables?|stay in tables?", how) and not of_frame:
            cleared = False
        elif re.fullmatch(_CLEAR, how) and not of_frame:
            cleared = True
        elif re.fullmatch(r"left alone|untouched|not touched|skipped|ignored|stays?|intact", how):
            freed, skipped = False, not of_frame
        else:
            return
    if entries and freed and cleared is None and not kinds <= PAGES:
        return
    if skipped and cleared is None:
        yield Way(looks.of_kind(kinds, freed=False, cleared=False))
        if entries:
            return
    yield Way(looks.of_kind(kinds, freed=freed, cleared=cleared))
    if freed and kinds == PAGES:  # what is someone else's may be left out of account
        yield Way(looks.of_kind(PAGES - {"shared"}, freed=freed, cleared=cleared))


def _kinds(noun: str) -> frozenset[str] | None:
    """The frames that a noun speaks of, of entries those that they lead to."""
    bare = re.sub(r"^(?:entry|frames?|mappings?) (?:of|behind|for) ", "", noun)
    if re.fullmatch(
        r"(?:huge|large|big|block|superpage|super|1 gib|2 mib|1g|2m)(?:[ -]?(?:pages?|frames?|leaf|leaves|blocks?|mappings?|entry))?|blocks?",
        bare,
    ):
        return frozenset({"huge"})
    return kinds_in(bare) or kinds_of(bare)


__all__ = ["Way", "ways_of"]
