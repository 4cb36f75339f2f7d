"""Reads short criteria on taking page tables apart: the active table refused, all tables freed from below, the root last, a second call harmless.

A sentence is split into clauses; a clause without a subject has that of the one before. What is read so counts only where the spec's own
code is so as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.looks import PAGES, TABLES, Look, Meant
from uowgen.claims.tables.terse import counted
from uowgen.claims.tables.wording import plainer

if TYPE_CHECKING:
    from uowgen.claims.tables.looks import Seen

_TREE = TABLES | {"root"}


def readings_of(text: str, function: str, owner: str) -> list[Meant] | None:
    """What the clauses of a sentence say; None if a word of them is not understood."""
    said, values = _plain(text, function, owner)
    return _clauses(said, values, "") if said.count("xvalue") == len(values) else None


_OF_FRAMES = frozenset({"free", "release", "clear", "flush", "dealloc", "deallocate", "reclaim", "unmap", "drop", "give", "return"})


def _plain(text: str, function: str, owner: str) -> tuple[str, list[str]]:
    values: list[str] = []

    def code(found: re.Match[str]) -> str:
        raw = found[1].strip()
        bare = raw.partition("(")[0].rpartition("::")[2].rpartition(".")[2]
        of = raw.partition("(")[0].rpartition("::")[0].rpartition("::")[2]
        if bare == function and of in ("", owner, "Self"):
            return " xrun "
        if raw == owner:
            return " space "
        if number := re.fullmatch(r"(?:Ok|Some)\((\d+)\)|(\d+)", raw):
            return f" xnumber{number[1] or number[2]} "
        if re.fullmatch(r"(?:Err\()?(?:\w+::)*[A-Z]\w*\)?", raw) and raw not in ("Ok", "Some", "TLB", "ASID"):
            values.append(raw)
            return " xvalue "
        return found[0]

    said = plainer(re.sub(r"`([^`]*)`", code, text))
    verb = function.partition("_")[0]
    verb = "walk" if verb in _OF_FRAMES else verb  # what is said of frames too is no word for the whole
    said = re.sub(rf"\b(?:{verb}|{verb.removesuffix('e')})ing\b(?: down)?", "walking", said)
    said = re.sub(rf"\b(?:{verb}ed|{verb.removesuffix('e')}ed)\b", "walked", said)
    return re.sub(r"[()]", " ", said), values


_ROWS: tuple[tuple[str, str], ...] = (
    (r"\s+", " "),
    (r"\b(?:translation|user|page)(?: page)? (?=tables?\b)", ""),
    (r"\btables? frames?\b|\bframes of tables?\b", "tables"),
    (r"\b(?:tables|frames) of (?:address )?space\b|\btables in (?:address )?space\b", "tables"),
    (r"\b(?:currently )?(?:active|aspace|current|loaded|live|installed|in-use|running)(?: (?:table|space|root|one|page table|address space))(?: in \w+)?|\baspace\b", "ACTIVE"),
    (r"\b(?:tables?|space|root|it|one)(?: that| which)? (?:(?:is|are) )?(?:still )?(?:active|loaded|current|installed|in use|currently loaded|active one|current one|loaded one|one in use|one loaded)(?: (?:in|right now|on)(?: (?:ttbr0?|cr3|satp|cpu|core|this core|ttbr0_el1))?)?", "ACTIVE"),
    (r"\b(?:table|space|root|it|xrun)(?: that| which)? is in (?:ttbr0?|cr3|satp|ttbr0_el1)", "ACTIVE"),
    (r"\b(?:ttbr0|cr3|satp|ttbr0_el1) (?:still )?(?:points (?:to|at)|holds|contains|is) (?:this |our )?(?:table|root|it|space)", "ACTIVE"),
    (r"\bspace is aspace\b", "ACTIVE"),
    (r"\b(?:child|inner|lower|lower-level|sub)(?:-| )?(?:tables?|ones?)\b|\bchild(?:ren)?(?: tables?)?\b|\bsubtables?\b|\bdescendants\b", "CHILDREN"),
    (r"\b(?:their |its )?(?:parents?(?: tables?)?|parent one|table above(?: them| it)?|table that points to them|(?:upper|higher)(?:-level)? (?:tables?|ones?|levels?)|(?:one|level) above(?: it| them)?)\b", "PARENT"),
    (r"\b(?:l0|level 0|level-0|top|top-level|pml4|root)(?: (?:table|one|page))?\b", "ROOT"),
    (r"\b(?:leaf|block|page|huge|superpage)(?: ?(?:,|and|or) (?:leaf|block|page|huge))*(?: (?:entry|mappings?|descriptors?))\b|\bleaves\b(?= (?:is|are) cleared)", "LEAVES"),
    (r"\b(?:valid|present|used|mapped|remaining) entry\b", "entry"),
    (r"\b(?:frames?|pages?|memory|physical memory)(?: that| which)? (?:they|it|leaves|leaf entry|LEAVES|entry|tables?|leaves) (?:maps?|points? to|refers? to)\b|\b(?:mapped|data|user|leaf|user's|target)(?: data| user)? (?:frames?|pages?|memory)\b|\b(?:frames?|pages?|memory) (?:behind|after|of|below|mapped by|under) (?:LEAVES|leaf entry|leaves|entry)\b|\b(?:block|page|leaf|huge)(?: (?:and|or) (?:block|page|leaf|huge))* frames?\b|\bmapped ones?\b", "FRAMES"),
    (r"\b(?:not|never) freed\b|\b(?:stay|stays|remain|remains|left|kept)(?: (?:allocated|alone|untouched|in place|owned by .+))\b|\b(?:is|are) (?:kept|spared)\b|\bnot touched\b|\bsurvives?\b", "KEPT"),
    (r"\b(?:exactly |only |just )?once(?: each)?\b", "ONCE"),
    (r"\b(?:flushed|flushing)(?: of)? (?:for|by|of|with|per|using) (?:space's |given |this |that )?(?:asid|vmid|pcid)\b|\b(?:tlb )?entry (?:of|for|with) (?:asid|vmid|pcid) (?:is |are )?flushed\b|\b(?:asid|vmid|pcid) (?:is )?flushed(?: from tlb)?\b|\bflushing (?:asid|vmid|pcid)\b|\b(?:tlb )?(?:is |are )?(?:flushed|flushing)(?: of)? (?:for|of|by) (?:given |this |that |right )?space\b|\basid's tlb entry (?:is |are )?flushed\b|\basid flushing\b", "FLUSH-BY"),
    (r"\b(?:tlb )?(?:is |are )?(?:flushed|flushing)\b", "FLUSH"),
    (r"\b(?:number|count|total|total number|amount) of (?:freed )?tables?(?: freed| (?:that )?(?:was|were|are|has been|have been|it) freed|, all levels)?\b|\bhow many tables?(?: (?:were|was|it|are|have been))? freed\b|\bhow many tables? there were\b|\btable count\b", "COUNT"),
    (r"\b(?:second|repeated|another|further|subsequent|later|next) (?:xrun|call|walking|time|walk)(?: of xrun| to xrun| on it)?\b|\b(?:calling |call )?xrun (?:again|twice|second time)\b|\bwalking (?:again|twice|walked (?:table|space))\b|\bxrun on walked (?:table|space)\b|\bwalked (?:table|space)\b|\bsecond\b(?= (?:is|returns|frees))|\b(?:calling|walking) (?:it|xrun) (?:twice|again)\b|\bdouble (?:walking|xrun)\b", "AGAIN"),
)  # fmt: skip


def _tokens(said: str) -> str:
    for pattern, token in _ROWS:
        said = re.sub(pattern, token, said)
    return " ".join(said.split())


def _clauses(said: str, values: list[str], subject: str) -> list[Meant] | None:
    """The sentence as one clause, or split where each part is one."""
    text = _tokens(said)
    for one in dict.fromkeys((text, f"{subject} {text}".strip())):
        found = _clause(one, values)
        if found is not None:
            return [found]
    for mark in re.finditer(r" (?:; |: |, (?:and |but |then )?|and |but |with |without )", text):
        first, rest = text[: mark.start()], text[mark.end() :]
        if "without" in mark[0]:
            rest = re.sub(r"^freeing (?:anything|something)$", "frees nothing", rest)
        here = _clause(f"{subject} {first}".strip(), values) or _clause(first, values)
        if here is None:
            continue
        begun = re.match(r"AGAIN|ACTIVE|xrun|tables|entry|LEAVES", first)
        more = _clauses(rest, values[first.count("xvalue") :], begun[0] if begun else subject)
        if more is not None:
            return [here, *more]
    return None


_BE = r"(?:is|are|gets?|was|were|be|must be)"
_FAILS = r"(?:fails?(?: with)?|returns|gives|yields|ends (?:with|in)|is (?:refused|rejected|answered|denied)(?: with)?|:|->|is|results in|errors with|reports)"
_WHEN = r"(?:for|on|if|when|while|as long as|in case of)"
_HOW = r"(?:bottom-up|bottom up|from (?:bottom|leaves|lowest level)(?: up)?(?: to ROOT)?|leaves first|(?:deepest|lowest|last)(?: level| tables| one)? first|CHILDREN first|in post-order|depth-first|upwards)"
_NONE = r"(?:nothing|no tables?|no frames?|nothing more|nothing else|no memory)"


def _clause(said: str, values: list[str]) -> Meant | None:
    active = r"(?:(?:xrun |walking |walking of )?(?:on |of |for )?ACTIVE)"
    if values and re.fullmatch(
        rf"{active} {_FAILS} xvalue|(?:xrun )?{_FAILS} xvalue {_WHEN} ACTIVE|xvalue {_WHEN} ACTIVE|{_WHEN} ACTIVE ,? ?(?:xrun )?{_FAILS} xvalue|xrun refuses ACTIVE with xvalue|xrun ACTIVE {_FAILS} xvalue",
        said,
    ):
        return Meant(_fails_with(values[0]), of_refusals=True)
    if re.fullmatch(
        rf"xrun (?:refuses|rejects|never touches|does not touch|leaves) ACTIVE(?: alone| untouched)?|{active} {_BE} (?:refused|rejected|not walked|never walked|left alone|KEPT|not freed|never freed)|{active} KEPT",
        said,
    ):
        return Meant(_left_alone, of_refusals=True)
    if re.fullmatch(r"ACTIVE (?:and )?changes nothing", said):
        return Meant(_left_alone, of_refusals=True)
    seen = _order(said) or _fate(said) or _number(said) or _again(said)
    return Meant(seen) if seen is not None else None


def _order(said: str) -> Seen | None:
    """Which tables are freed, and in which order; what is flushed before."""
    freed = rf"(?:(?:{_BE} )?freed)"
    if (
        re.fullmatch(
            rf"(?:xrun )?(?:frees )?tables?(?: {freed})?(?: ONCE)?(?: (?:including|with) ROOT| , ROOT included)?|xrun frees tables?(?: including ROOT)?",
            said,
        )
        and "free" in said
    ):
        return looks.of_kind(_TREE, freed=True)
    if re.fullmatch(
        rf"(?:tables? )?(?:{freed} )?CHILDREN (?:{freed} )?(?:before|ahead of) PARENT|no tables? {freed} before CHILDREN|PARENT (?:{freed} )?(?:only )?after CHILDREN",
        said,
    ):
        return looks.children_first
    if re.fullmatch(
        rf"(?:tables? )?(?:{freed} )?(?:frees )?ROOT (?:{freed} )?(?:comes |goes )?(?:last|at end|as last(?: one)?)|ROOT {_BE} last(?: table)?(?: to be| that is)? freed|last table(?: to be)? freed is ROOT",
        said,
    ):
        return looks.root_last
    if re.fullmatch(rf"(?:xrun )?(?:frees )?(?:tables? )?(?:{freed} )?{_HOW}", said):
        return looks.all_below_first
    flush = r"(?:FLUSH-BY|FLUSH)"
    to_free = rf"(?:(?:first |any )?(?:tables?|frames?|ROOT|anything|something)(?: (?:{freed}|goes back|is reused))?|(?:first )?(?:freeing|free)(?: of tables?| tables?)?|no tables?)"
    moves = r"(?: (?:happens|comes|is done|takes place|runs|is issued))?"
    found = re.fullmatch(
        rf"{flush}{moves} (?:before|ahead of) {to_free}|no tables? {freed} before {flush}|tables? {freed} (?:only )?after {flush}",
        said,
    )
    of = (
        frozenset({"root"})
        if "ROOT" in said and not re.search(r"tables?", said)
        else _TREE
        if re.search(r"tables?|ROOT", said)
        else None
    )
    first = _flushed_before(of)
    if found:
        return first if "FLUSH-BY" not in said else looks.both(first, looks.flushed_by_number)
    found = re.fullmatch(
        rf"{flush}{moves} (?:(?:only )?after entry {_BE} cleared|after clearing entry)(?: (?:and|but) before {to_free})?|entry {_BE} cleared before {flush}",
        said,
    )
    if found:
        cleared = looks.before(lambda it: it.clears(), lambda it: it.flushes())
        return looks.both(
            cleared,
            *([first] if " before " in said and "cleared before" not in said else []),
            *([looks.flushed_by_number] if "FLUSH-BY" in said else []),
        )
    return None


def _flushed_before(kinds: frozenset[str] | None) -> Seen:
    """There is a flush, and none is left for when a frame of these kinds has been freed."""

    def look(it: Look) -> bool | None:
        frees, flushes = it.frees(kinds), it.flushes()
        return bool(flushes) and max(flushes) < min(frees) if frees else None

    return look


def _fate(said: str) -> Seen | None:
    """What is cleared, what is freed, what is left as it is."""
    if re.fullmatch(rf"(?:LEAVES) {_BE} cleared", said):
        return looks.of_kind(PAGES, cleared=True)
    if re.fullmatch(rf"entry {_BE} cleared(?: (?:at|in|on|of) (?:levels|tables?))?", said):
        return looks.all_cleared
    of_root = r"(?:(?:used|present|valid|walked|user|occupied|visited|mapped) )*(?:ROOT entry|entry (?:of|in) ROOT)(?: in use| that (?:is|are|was|were) (?:used|present))?"
    if re.fullmatch(rf"{of_root} {_BE} cleared|(?:xrun )?clears {of_root}", said):
        return looks.root_cleared
    if re.fullmatch(
        rf"(?:but |though )?ROOT (?:{_BE} |itself )*KEPT|(?:xrun )?(?:does not|never) frees? ROOT|(?:keeps|spares) ROOT", said
    ):
        return looks.of_kind(frozenset({"root"}), freed=False)
    if re.fullmatch(
        rf"(?:entry |LEAVES )?(?:(?:but|though) )?(?:not )?FRAMES (?:{_BE} )?KEPT|frees no FRAMES|no FRAMES (?:{_BE} )?freed|xrun (?:never|does not) frees? FRAMES",
        said,
    ):
        return looks.of_kind(PAGES, freed=False)
    if re.fullmatch(
        r"(?:xrun )?(?:frees )?only (?:frees )?tables(?: (?:is|are) freed)?(?: ,? ?(?:not|never|no) FRAMES)?|tables not FRAMES|xrun frees only tables",
        said,
    ):
        return looks.both(looks.of_kind(_TREE, freed=True), looks.of_kind(PAGES, freed=False))
    if re.fullmatch(rf"LEAVES {_BE} (?:not|never) (?:visited|taken for tables?|walked|treated as tables?)", said):
        return looks.not_followed
    return None


def _number(said: str) -> Seen | None:
    """What number comes back."""
    root = r"(?: ?,? ?(?:ROOT included|including ROOT|with ROOT|ROOT too|and ROOT))?"
    if re.fullmatch(
        rf"(?:(?:xrun )?(?:returns|gives|yields|reports|tells|->)|(?:return value|result|returned (?:number|value|count)|ok|ok value)(?: of xrun)? (?:is|holds|carries|contains|equals|=)) (?:COUNT|number of tables){root}",
        said,
    ):
        return counted(_TREE)
    if re.fullmatch(
        r"(?:count|number|result|returned (?:count|number)) (?:includes|counts|covers) ROOT|ROOT (?:is counted(?: too| as well)?|counts too)",
        said,
    ):
        return counted(_TREE)
    found = re.fullmatch(
        r"(?:xrun (?:on|of) )?(?:empty (?:space|table|address space)|(?:space|table) without entry|table with nothing mapped) ?(?:returns|gives|->|:|is) xnumber(\d+)",
        said,
    )
    return looks.in_tree("empty", looks.gives(int(found[1]))) if found else None


def _again(said: str) -> Seen | None:
    """What a second call does, and gives."""
    found = re.fullmatch(r"AGAIN (?:just |only )?(?:returns|gives|yields|is|->|:) xnumber(\d+)", said)
    if found:
        return _second_gives(int(found[1]))
    harmless = (
        r"(?:is harmless|is no-op|is safe|does nothing|changes nothing|has no effect|is allowed|is fine|is ok|is without effect)"
    )
    if re.fullmatch(
        rf"AGAIN (?:{harmless}|frees {_NONE}(?: second time| AGAIN)?|does not frees? (?:anything|something))|xrun is idempotent|AGAIN {_NONE} is freed|no tables? {_BE} freed twice",
        said,
    ):
        return _second_does_nothing
    return None


def _fails_with(value: str) -> Seen:
    name = value.removeprefix("Err(").removesuffix(")").rpartition("::")[2]

    def look(it: Look) -> bool | None:
        if not it.walk.tree.active:
            return None
        result = it.walk.result
        if not it.walk.refused or not isinstance(result, tuple):
            return False
        gave = result[1] if len(result) > 1 else None
        so = (gave[0] if isinstance(gave, tuple) else gave) == name
        return None if so and (it.clears() or it.frees()) else so

    return look


def _left_alone(it: Look) -> bool | None:
    return not (it.clears() or it.frees()) and it.walk.refused if it.walk.tree.active else None


def _second_gives(number: int) -> Seen:
    def look(it: Look) -> bool | None:
        again = it.walk.again
        return again.result in (number, ("Ok", number), ("Some", number)) if again is not None else None

    return look


def _second_does_nothing(it: Look) -> bool | None:
    again = it.walk.again
    failed = again is not None and isinstance(again.result, tuple) and again.result[:1] == ("Err",)
    return not any(d.what in ("free", "clear") for d in again.done) if again is not None and not failed else None


__all__ = ["Meant", "readings_of"]
