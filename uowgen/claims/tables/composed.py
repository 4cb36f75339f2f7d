"""Reads sentences on taking page tables apart by their parts: what is done, to what, in which case, before or after what else."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.claims.tables import looks
from uowgen.claims.tables.events import BE, event_of
from uowgen.claims.tables.fates import TABLE, WHEN, absent, counts, fates, kernel, sizes, widths
from uowgen.claims.tables.looks import TABLES, Look, Meant
from uowgen.claims.tables.wording import plainer
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.tables.looks import Seen

_STATE = when_used(r"(?:space is )?(aspace|ispace)(?: is)?(?: dropped| torn down| walked)?")


def reading_of(text: str, owner: str = "") -> Seen | None:
    """What the sentence says; None if a word of it is not understood."""
    said = re.sub(r"^drop(?: order)? : ", "", plainer(text, owner))
    said = re.sub(r" (?:in|by|during|through|inside) (?:drop|teardown|destructor|walking)(?= |$)", "", said)
    return _whole(said.strip())


def _whole(said: str) -> Seen | None:
    readers: tuple[Callable[[str], Seen | None], ...] = (
        _conditional, _last, _once, _order, fates, kernel, widths, sizes, counts, absent,
    )  # fmt: skip
    for read in readers:
        found = read(said)
        if found is not None:
            return found
    for mark in (" ; ", " , but ", " , and ", " , ", " but ", " and "):
        parts = [p.strip() for p in said.split(mark)]
        if 1 < len(parts) < 5:
            rows = [_whole(_filled(p, parts[0])) for p in parts]
            if all(r is not None for r in rows):
                return looks.both(*(r for r in rows if r is not None))
    return None


def _filled(part: str, first: str) -> str:
    """A part with the subject, or the verb, that it shares with the first."""
    if re.match(r"(?:their|its|such|these|those) ", part) and (found := re.search(r"\b[os]leaf\b", first)):
        return re.sub(r"^(?:their|its|such|these|those) (?:leaves |leaf )?", f"{found[0]} ", part)
    if re.match(r"(?:before|after|last|then) ?", part) and (noun := re.match(rf"(.+?) {BE} ", first)):
        return f"{noun[1]} is freed {part}"
    if re.match(r"(?:not|never|cleared|freed) ?", part) and (noun := re.match(rf"(.+?) {BE} ", first)):
        return f"{noun[1]} is {part}"
    return part


# ------------------------------------------------------------------------------------------------------------- in which case


def in_state(active: bool, seen: Seen) -> Seen:
    """It is so where the processor uses the tables, or where it does not."""
    return lambda it: seen(it) if it.walk.tree.active is active else None


def _conditional(said: str) -> Seen | None:
    """“if the space is active, …”, “… only if it is”, “no … unless it is”, “dropping an inactive space leaves the TLB alone”."""
    front = re.fullmatch(rf"{WHEN} (.+?)(?: ,)? (?<=[, ])(.+)", said)
    if (
        front
        or said.startswith("dropping ")
        or "ispace" in said
        or "aspace" in said
        or re.search(r" (?:in case|in both cases|always)$", said)
    ):
        for case, rest, only in _split(said):
            state = _STATE.fullmatch(case)
            if state is None:
                continue
            active = state[1] == "aspace"
            found = _in_case(rest, active)
            if found is None:
                return None
            there = in_state(active, found)
            other = _denied(rest) if only else None
            if only and other is None:
                return None
            return looks.both(there, in_state(not active, other)) if other is not None else there
    return None


def _split(said: str) -> list[tuple[str, str, bool]]:
    """The ways to take a sentence as a case and what is so in it, and whether it is so in no other."""
    rows: list[tuple[str, str, bool]] = []
    if front := re.fullmatch(rf"{WHEN} (?:{_STATE.pattern})(?: ,| then)? (.+)", said):
        rows.append((front[1], front[2], False))
    if arrow := re.fullmatch(r"(aspace|ispace) -> (.+)", said):
        rows.append((arrow[1], arrow[2], False))
    if named := re.fullmatch(r"(?:for|of|with|in) (aspace|ispace)(?: ,)? (.+)", said):
        rows.append((named[1], named[2], False))
    if always := re.fullmatch(r"(.+?) (?:in (?:both cases|case)|always|whether or not aspace)", said):
        rows.append(("ispace", always[1], False))
    if back := re.fullmatch(rf"(.+?)(?: ,)? (only |solely |just |even )?{WHEN} (?:{_STATE.pattern})", said):
        rows.append((back[3], back[1], (back[2] or "").strip() in ("only", "solely", "just")))
    if unless := re.fullmatch(rf"(?:no (.+?)|(.+?) not (.+?))(?: is made| is done)? unless (?:{_STATE.pattern})", said):
        what = unless[1] or f"{unless[2]} {unless[3]}"
        rows.append(("ispace" if unless[4] == "aspace" else "aspace", f"no {what}", False))
    if only := re.fullmatch(r"only (aspace|ispace) (?:triggers|causes|leads to|makes|needs|gets|does|brings) (.+)", said):
        rows.append((only[1], only[2], True))
    if dropping := re.fullmatch(r"(?:dropping|drop of|tearing down|walking(?: of)?) (aspace|ispace) (.+)", said):
        rows.append((dropping[1], dropping[2], False))
    if of := re.fullmatch(r"(.+?) for (aspace|ispace)(?: when dropped)?", said):
        rows.append((of[2], of[1], False))
    if within := re.fullmatch(r"no (frame|table|page) of (aspace|ispace) (.+)", said):
        rows.append((within[2], f"no {within[1]} {within[3]}", False))
    if owned := re.fullmatch(r"(.+) (?:before|ahead of) (aspace|ispace) is (walked|dropped|freed)", said):
        rows.append((owned[2], f"{owned[1]} before walking", False))
    return rows


_NOT = r"(?:drop )?(?:skips|omits|leaves out|does without|causes no|makes no|triggers no|does no|does not (?:do|make|bother to|need to)|needs no) (.+)"


def _in_case(rest: str, active: bool) -> Seen | None:
    """What is so in the one case: an order, or that a thing is done, or is not."""
    text = re.sub(r"^(?:there is|there are) ", "", rest)
    if re.fullmatch(r"(?:kroot-switched|(?:hart|satp|processor|cpu) is (?:switched|moved) (?:to )?kroot|switching) first", text):
        return looks.before(_places("switching"), lambda it: it.frees())
    if re.fullmatch(
        r"(?:satp is not (?:touched|switched|written|changed)|it keeps holding it|satp keeps root|satp (?:is )?not (?:rewritten|touched)|(?:leaves|does not touch) satp(?: alone)?|satp is left alone|causes no change of root(?: table)?)",
        text,
    ):
        return _no("switching")
    if re.fullmatch(r"(?:leaves tlb alone|does not touch tlb|tlb is not touched)", text):
        return _no("flushing")
    if re.fullmatch(r"moves hart to kroot first", text):
        return looks.before(_places("switching"), lambda it: it.frees())
    if denied := re.fullmatch(_NOT, text) or re.fullmatch(r"no (.+?)(?: is (?:made|done)| happens| takes place)?", text):
        return _no(re.sub(r"^flush asid$", "flushing", denied[1]))
    if left := re.fullmatch(r"(.+?) (?:is|are) (?:left out|skipped|omitted)", text):
        return _no(left[1])
    if passive := re.fullmatch(r"(.+?) is not (.+)", text):
        return _no(f"{passive[1]} is {passive[2]}")
    found = _order(rest) or _last(rest)
    if found is not None:
        return found
    event = event_of(text)
    return (lambda it: bool(event(it))) if event is not None else None


def _denied(rest: str) -> Seen | None:
    event = event_of(rest)
    return (lambda it: not event(it)) if event is not None else None


def _no(said: str) -> Seen | None:
    event = event_of(re.sub(r"^(?:drop )?(?:switch)$", "switching", said))
    return (lambda it: not event(it)) if event is not None else None


def _places(said: str) -> looks.Places:
    found = event_of(said)
    assert found is not None
    return found


# ---------------------------------------------------------------------------------------------------------------------- order


def _last(said: str) -> Seen | None:
    """“E comes last”, “E is the last thing that is done”, “nothing happens after E”, “the root comes last”."""
    end = (
        r"(?:last|(?:called |done |made )?at (?:end|very end)|as (?:final|last) (?:step|thing|act)|very last|in last place|finally)"
    )
    found = (
        re.fullmatch(
            rf"(.+?) (?:comes |is done |happens |runs |is made |goes |stands )?{end}(?: of (?:drop|all|it))?(?: , (.+))?", said
        )
        or re.fullmatch(
            r"(.+?) is (?:last|final) (?:thing|step|act|call)(?: that)? (?:drop does|is done|done|of drop|happens)?()",
            f"{said} ".strip(),
        )
        or re.fullmatch(r"nothing (?:more|else|further) (?:happens|is done)(?: in drop)? (?:once|after|when) (.+?)()", said)
        or re.fullmatch(r"(.+?) after everything else(?: in drop)?(?: is done| was done)?()", said)
        or re.fullmatch(r"(.+?) not (?:freed )?before everything else(?: in drop)? is done()", said)
        or re.fullmatch(r"last (?:thing|step|act)(?: that)?(?: drop does| done)? is (.+?)()", said)
    )
    if not found:
        return None
    what = re.sub(r" is$", " is freed", found[1])
    if re.fullmatch(rf"root(?: {BE} freed)?", what):
        return looks.root_last
    event = event_of(what)
    more = _order(f"{what} {found[2]}") if found[2] else None
    if event is None or (found[2] and more is None):
        return None

    def seen(it: Look) -> bool | None:
        places = event(it)
        done = [n for n, d in enumerate(it.walk.done) if d.what != "read"]
        return places[-1] == done[-1] if places and done else None

    return seen if more is None else looks.both(seen, more)


def _order(said: str) -> Seen | None:
    """“A before B”, “A only after B”, “no B until A”, “A, then B”, “A -> B”, “by the time B, A”."""
    text = re.sub(
        rf" (?:comes|happens|is done|takes place|is made|must come|must happen|runs|starts|right|immediately|directly|only|has to come)(?= (?:{_BEFORE}|after)\b)",
        "",
        said,
    )
    text = re.sub(r" only when | only if (?=.+ done)", " after ", text)
    rows: list[tuple[str, str]] = []
    if m := re.fullmatch(r"(?:no|nothing) (.+?) (?:until|before) (.+)", text):
        rows.append((m[2], "freed" if m[1] == "freed" else m[1]))
        rows.append((m[2], f"anything {m[1]}"))
    if m := re.fullmatch(r"(.+?) (?:is|are) not (\w+)(?: by \w+)? (?:until|before) (.+)", text):
        rows.append((m[3], f"{m[1]} is {m[2]}"))
    if m := re.fullmatch(r"before (.+?) , (.+)", text):
        rows.append((m[2], m[1]))
    if m := re.fullmatch(r"(?:only )?(?:after|once) (.+?)(?: ,|(?<=freed)|(?<=flushed)|(?<=cleared)|(?<=walked)) (.+)", text):
        rows.append((m[1], m[2]))
    if m := re.fullmatch(r"(?:only )?(?:when|after|once) (.+?) (?:does|do|is) (?:drop )?(.+)", text):
        rows.append((m[1], m[2]))
    if m := re.fullmatch(r"by time (?:that )?(.+?) , (.+)", text):
        rows.append((m[2].replace(" already", ""), m[1]))
    if m := re.fullmatch(r"(?:first )?(.+?)(?: comes| is)? first , (?:then )?(.+?)(?: (?:second|do|then|later|follows))?", text):
        rows.append((m[1], m[2]))
    if m := re.fullmatch(r"first (.+?) , (?:and )?then (.+?)(?: do)?", text):
        rows.append((m[1], m[2]))
    for mark in (rf" (?:{_BEFORE}) ", r"(?: ,)? after ", r"(?: ,| ;)?(?: and)? then ", " -> "):
        parts = re.split(mark, text)
        if len(parts) == 2:
            rows.append((parts[1], parts[0]) if "after" in mark else (parts[0], parts[1]))
        elif len(parts) == 3 and "after" not in mark and "before" not in mark:
            steps = [event_of(_shared(p, parts[0])) for p in parts if p != "..."]
            if all(s is not None for s in steps):
                return looks.both(*(looks.before(a, b) for a, b in pairwise(steps) if a is not None and b is not None))
    if m := re.fullmatch(r"(.+?) after (.+?)(?: ,| and)? before (.+)", text):
        first, mid, last = event_of(m[2]), event_of(m[1]), event_of(m[3])
        if first is not None and mid is not None and last is not None:
            return looks.both(looks.before(first, mid), looks.before(mid, last))
    for one, two in rows:
        nested = _nested(one, two)
        if nested is not None:
            return nested
        a, b = event_of(_shared(one, two)), event_of(_shared(two, one))
        if a is not None and b is not None:
            return looks.before(a, b)
    return None


_BEFORE = r"before|ahead of|prior to"


def _shared(part: str, other: str) -> str:
    """“asid goes back, then frames do”: with the verb of the other."""
    text = re.sub(r"^(?:drop )?(?:has |had )?(?:already )?", "", part.strip())
    if re.fullmatch(r"(?:frames?|tables?|asid|root|pages?)(?: do| does)?", text) and re.search(r"freed|freeing|frees", other):
        return re.sub(r" do(?:es)?$", "", text) + " is freed"
    return text


_BELOW = (
    r"(?:it |all it |everything it )?(?:refers to|that hangs below it|everything that hangs below it|all that hangs below it|everything (?:below|under) it|"
    r"that it refers to|(?:owned )?memory below it(?: is already free)?|subtables?|children|child tables?|its children|lower tables?|what hangs below it|it refers to)"
)


def _nested(one: str, two: str) -> Seen | None:
    """An order within each branch: children before parents, an entry before what it points to."""
    freed = rf"(?: {BE})? ?(?:freed|freeing|free)"
    two_ = re.sub(r"^(?:freeing|release) (?:of )?", "", two)
    one_ = re.sub(r"^(?:freeing|release) (?:of )?", "", one)
    is_table = re.fullmatch(rf"{TABLE}(?:{freed})?", two_) and ("free" in two or "free" in one or one_ != one)
    below = rf"{_BELOW}(?:{freed})?|(?:walk|loop|it) is (?:finished|done|over)|entry have been visited|walk|loop|(?:its )?entry (?:is|are) visited"
    if is_table and re.fullmatch(below, one_):
        return Meant(_own_last)
    clears = rf"(?:entry|valid entry)(?: which refers to it)? {BE} cleared|clearing(?: of)? (?:valid )?entry|entry (?:is|are) cleared|clearing|walking empties entry|cleared(?: first)?"
    uses = (
        r"(?:recursing|descending|walking)(?: into (?:subtable|child table|it))?(?: or freeing(?: (?:leaf|it|of target))?)?|free(?:ing)?(?: what was behind it| of target| leaf| it)?|"
        r"subtable or frame (?:goes|is freed)|(?:its )?(?:frame|target)(?: or subtable)? is freed|(?:thing|what) it points to is freed|release of target|freeing of target|"
        r"(?:child )?table is descended into or leaf freed|what (?:they|it) points? to (?:is|are) freed"
    )
    if re.fullmatch(clears, one) and re.fullmatch(uses, two):
        return _cleared_first
    return None


def _own_last(it: Look) -> bool | None:
    """Each table is freed when all that hangs below it, pages and tables, has been freed."""
    return looks.all_below_first(it) and all(
        max(it.reads(t), default=0) < n for n, d in enumerate(it.walk.done) if d.what == "free" for t in [d.at[0]] if it.reads(t)
    )


def _cleared_first(it: Look) -> bool | None:
    """Each entry is cleared before what it points to is freed or read."""
    found = []
    for place, entry in it.walk.tree.memory.items():
        clears = [n for n, d in enumerate(it.walk.done) if d.what == "clear" and d.at == place]
        uses = [
            n for n, d in enumerate(it.walk.done)
            if (d.what == "free" and d.at == (entry.target,)) or (d.what == "read" and d.at[0] == entry.target)
        ]  # fmt: skip
        if uses and place in it.entries():
            found.append(bool(clears) and clears[0] < uses[0])
    return all(found) if found else None


def _once(said: str) -> Seen | None:
    """“every table is freed exactly once, after all that hangs below it”."""
    once = re.fullmatch(rf"((?:{TABLE}|tables) {BE} freed) (?:exactly |just |only )?once(?: ?,? ?(.+))?", said)
    if once and once[2]:
        more = _order(f"{once[1]} {once[2]}")
        return looks.both(looks.of_kind(TABLES | {"root"}, freed=True), more) if more is not None else None
    if once:
        return looks.of_kind(TABLES | {"root"}, freed=True)
    return None


__all__ = ["reading_of"]
