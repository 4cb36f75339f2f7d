"""Reads short sentences on guards over ranges of addresses: “the guard page is never mapped”, “a failure halfway leaks nothing”, “kept ones stay”.

The same lives are run with the spec's own code, which must be so, and with the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.mapped_guards import PAGE, guard_at_hand, left_over, lives
from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of
from uowgen.claims.subject import find
from uowgen.facts.constants import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.mapped_guards import Guard, Life
    from uowgen.claims.kind import Case

NAME = "keeps_mappings"
_LARGE = 40  # where a sentence names no limit


class Ask(NamedTuple):
    """One question, with the number, the value and the method that it names."""

    what: str
    number: int = 0
    value: str = ""
    by: str = ""


def decided(text: str, case: Case) -> Finding | None:
    """What a guard over addresses does, of what a sentence says of it; None if a word is not understood, or there is no such guard."""
    guard = case.once("guard over addresses", lambda: guard_at_hand(case))
    asks = asked_in(text, guard, case) if guard is not None else None
    return weakest([_finding(case, guard, ask) for ask in asks]) if guard is not None and asks else None


def _finding(case: Case, guard: Guard, ask: Ask) -> Finding:
    from uowgen.claims.runs.own_code import code_of_both

    place = (shown(guard.declaration),)
    sizes = (0, 1, 2, 3, *((ask.number - 1, ask.number, ask.number + 1) if ask.number > 1 else ()))

    def run() -> tuple[list[Life] | None, list[Life] | None]:
        ours, theirs = code_of_both(case, guard.declaration)
        own = lives(theirs, guard, sizes)
        return own, own if ours is theirs else lives(ours, guard, sizes)

    own, ours = case.once(f"lives of a guard {sizes}", run)
    right = _READERS[ask.what]
    shows = [right(life, ask) for life in own or ()]
    if own is None or False in shows or True not in shows:
        return Finding("undecided", "the spec's own code is not so", None, "not-observable", place)
    if ours is None:
        return Finding("undecided", "not every life of it can be run", None, "unsupported-code", place)
    calls, known = _called(ours), _called(own)
    if calls - known:
        said = f"`{min(calls - known)}` is called, of which the spec's own code shows nothing"
        return Finding("undecided", said, None, "unbound-call", place)
    found = [right(life, ask) for life in ours]
    if False in found:
        story = _written(guard, ours[found.index(False)])
        return Finding("fails", f"not so: {story[0]}", "behaviour", "behaves-differently", place, "proved", story)
    if True not in found:
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    return Finding("holds", f"so in {found.count(True)} of {found.count(True)} cases", "behaviour", None, place, "bounded")


def _called(rows: list[Life]) -> set[str]:
    return {d.name for life in rows for d in (*life.making, *life.after)}


def _written(guard: Guard, life: Life) -> tuple[str, ...]:
    failing = f", where `{life.failing.rpartition('::')[2]}` fails" if life.failing else ""
    ends = {"drop": ", then it is dropped", "keep": f", then `{guard.keep}`"}.get(life.ending, ", which makes none")
    calls = [
        f"{d.name}({', '.join(f'{g:#x}' if isinstance(g, int) else str(g) for g in d.given)})" for d in (*life.making, *life.after)
    ]
    told = [f"`{k}` gives {v:#x}" for k, v in life.told.items() if isinstance(v, int)]
    return (f"`{guard.make}({life.pages})`{failing}{ends}: {', '.join(calls[:8]) or 'nothing is called'}", *told)


def _mapped(life: Life) -> list[int]:
    return [d.given[0] for d in life.making if d.role == "map" and d.given and isinstance(d.given[0], int)]


def _base(life: Life) -> int | None:
    rows = [d.number for d in life.making if d.role == "reserve" and not d.failed]
    return rows[0] if len(rows) == 1 else None


def _sizes(life: Life, ask: Ask) -> bool | None:
    if life.failing:
        return None
    refused = life.gave is None or not life.ending
    wrong = life.pages == 0 if ask.what == "none" else life.pages > ask.number
    if wrong:
        return refused and (not ask.value or _is_value(life.gave, ask.value)) and not life.making
    return False if refused and ask.what == "many" and life.pages == ask.number else None


def _is_value(gave: object, value: str) -> bool:
    inner = gave[1].get("0") if isinstance(gave, tuple) and isinstance(gave[1], dict) else None
    if isinstance(gave, tuple) and str(gave[0]).rpartition("::")[2] == "None":
        return value == "None"
    name = re.sub(r"^Err\((.*)\)$", r"\1", value)
    return isinstance(inner, tuple) and str(inner[0]).rpartition("::")[2] == name.rpartition("::")[2]


def _unmapped(life: Life, _: Ask) -> bool | None:
    base, mapped = _base(life), _mapped(life)
    return base not in mapped if base is not None and mapped else None


def _guard_mapped(life: Life, _: Ask) -> bool | None:
    base, mapped = _base(life), _mapped(life)
    return base in mapped if base is not None and mapped else None


def _above(life: Life, _: Ask) -> bool | None:
    base = _base(life)
    if base is None or not life.ending or not life.pages:
        return None
    return sorted(_mapped(life)) == [base + PAGE * (n + 1) for n in range(life.pages)]


def _leaks(life: Life, _: Ask) -> bool | None:
    return not left_over(life.making) if life.failing and not life.ending and len(life.making) > 1 else None


def _top(life: Life, ask: Ask) -> bool | None:
    mapped = _mapped(life)
    return life.told.get(ask.by) == max(mapped) + PAGE if life.ending and mapped else None


def _kept(life: Life, _: Ask) -> bool | None:
    return not any(d.role in ("unmap", "free", "release") for d in life.after) if life.ending == "keep" and _mapped(life) else None


def _dropped(life: Life, ask: Ask) -> bool | None:
    """After a drop nothing is left of what is asked about: pages, frames, the range; with `all`, of anything."""
    if life.ending != "drop" or not _mapped(life):
        return None
    left = " ".join(left_over((*life.making, *life.after)))
    return not re.search({"unmaps": r"mapped|unmap", "frees": "frame|free", "releases": "range|release"}.get(ask.what, "."), left)


_READERS: dict[str, Callable[[Life, Ask], bool | None]] = {
    "none": _sizes, "many": _sizes, "unmapped": _unmapped, "guard mapped": _guard_mapped, "above": _above, "leaks": _leaks, "top": _top, "kept": _kept,
    "unmaps": _dropped, "frees": _dropped, "releases": _dropped, "all": _dropped,
}  # fmt: skip

_FILLING = frozenset("the a an any every each already just also its their that's it's all exactly then ever".split())
_ROWS: tuple[tuple[str, str], ...] = (
    (r"(?:(?:guard|protection|sentinel)(?: page)?|(?:unmapped|lowest reserved) page)(?: (?:at|below|under|in front of|of) (?:BASE|(?:the )?(?:stack|THING|buffer|window)))?|page at BASE", "GUARD"),
    (r"(?:address|virtual|va|kernel|memory)?(?: address| virtual)? ?(?:range|space|reservation|region)s?(?: (?:including|with|and) GUARD| GUARD included)?", "RANGE"),
    (r"(?:physical )?frames?", "FRAME"),
    (r"(?:mapped |stack )?pages?", "PAGE"),
    (r"(?:halfway|midway|half-way|part(?:ly|ial)?(?: way)?|in middle|mid-way|in midst)(?: (?:through|in|of|during))?|(?:during|within|inside|while in)(?= MAKE)", "HALFWAY"),
    (r"failures?|errors?|early returns?|error paths?|(?:failing|failed) (?:map|mapping|allocation|call)|aborted (?:mapping|allocation)", "FAILURE"),
    (r"not kept|unkept|(?:that )?(?:was|is|were|are) not kept|without KEEP|not KEPT", "UNKEPT"),
    (r"KEPT|kept|leaked|committed|persisted|disarmed|detached", "KEPT"),
    (r"dropping|dropped", "drop"),
)  # fmt: skip
_BE = r"(?:is|are|gets?|be|was|were)"
_GETS = r"(?:gives|returns|yields|is|:|->|fails with|is refused with|are refused with|give|for)"
_T = r"(?:THING|PAGE|PAGE of THING|it)"
_NONE, _MANY = (
    r"(?:(?:sizes? of )?ZERO(?: PAGE)?|no PAGE|zero PAGE|THING of ZERO PAGE)",
    r"(?:(?:for )?(?:more than|over|above|beyond) NUM(?: PAGE)?|(?:larger|bigger) than NUM)",
)
_UNMAPS = rf"(?:PAGE (?:{_BE} )?(?:unmapped|taken down)|unmaps (?:PAGE|THING)|THING (?:{_BE} )?unmapped)"
_FREES = rf"(?:FRAME (?:{_BE} )?(?:freed|released|given back|returned)|(?:frees|gives back|returns) FRAME)"
_RELEASES = rf"(?:(?:whole |entire |full )?RANGE (?:{_BE} )?(?:released|given back|freed|returned)|(?:releases|frees|gives back) (?:whole |entire |full )?RANGE)"
_PART = rf"(?:{_UNMAPS}|{_FREES}|{_RELEASES})"
_DROP = rf"(?:drop(?: of)?(?: {_T})?(?: UNKEPT(?: {_T})?)?|(?:on|at|with) drop(?: of)?(?: {_T})?(?: UNKEPT)?|UNKEPT {_T} on drop|drop of UNKEPT {_T}|Drop)"
_SO_FAR = r"(?:everything|what|PAGE|whatever|FRAME)(?: (?:done|mapped|allocated|acquired|reserved|that|was|were|is|been|has|it|had))*(?: so far| until then| before| by then)?"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:MAKE )?{_GETS}? ?VALUE (?:for|on|if|with) {_NONE} (?:or|and)(?: for)? {_MANY}|(?:MAKE )?(?:refuses|rejects) {_NONE} (?:or|and) {_MANY}(?: with VALUE)?|(?:MAKE of )?{_NONE} (?:or|and) {_MANY} ?{_GETS} VALUE|(?:MAKE )?(?:of |with )?{_NONE} (?:or|and) {_MANY} {_BE} (?:refused|rejected)(?: (?:with|as) VALUE)?|MAKE0 (?:or|and)(?: MAKE(?: of)?)? {_MANY} ?{_GETS} VALUE", "none many"),
    (rf"(?:MAKE )?{_GETS}? ?VALUE (?:for|on|if|with) {_NONE}|(?:MAKE )?(?:refuses|rejects) {_NONE}(?: with VALUE)?|{_NONE} ?{_GETS} VALUE|MAKE0 ?{_GETS} VALUE", "none"),
    (rf"(?:MAKE )?{_GETS}? ?VALUE (?:for|on|if|with) {_MANY}|(?:MAKE )?(?:refuses|rejects) {_MANY}(?: with VALUE)?|{_MANY} ?{_GETS} VALUE", "many"),
    (rf"GUARD (?:{_BE} )?(?:never|not) mapped|GUARD (?:stays|remains|{_BE} left|{_BE}) (?:unmapped|not mapped|without mapping)|nothing (?:{_BE} )?(?:ever )?mapped (?:at BASE|in GUARD|at GUARD)|MAKE (?:never|does not) maps? GUARD|MAKE leaves GUARD (?:unmapped|alone)|no (?:FRAME|PAGE) {_BE} mapped (?:at BASE|at GUARD)", "unmapped"),
    (rf"GUARD {_BE} (?:also |always )?mapped|MAKE maps GUARD", "guard mapped"),
    (rf"MAKE maps (?:PAGES |NUMBER )?{_T} (?:directly |right |immediately )?(?:above|behind|after) GUARD|(?:PAGES )?{_T} (?:{_BE} mapped|lies?|begins?|starts?|{_BE}) (?:directly |right |immediately )?(?:above|behind|after) GUARD|(?:first|lowest) {_T} (?:lies|{_BE}|{_BE} mapped|comes) (?:directly |right |immediately )?(?:above|behind|after) GUARD|MAKE maps PAGES (?:PAGE )?(?:directly |right )?above GUARD", "above"),
    (rf"FAILURE (?:HALFWAY )?(?:through |in |of |during )?MAKE (?:leaks nothing|leaves nothing (?:behind|mapped)|gives back {_SO_FAR}|undoes {_SO_FAR}|releases {_SO_FAR}|cleans up)|(?:nothing|no FRAME|no PAGE) (?:leaks|{_BE} leaked|{_BE} lost|{_BE} left behind) (?:if|when|on|by) (?:MAKE fails(?: HALFWAY)?|FAILURE(?: (?:HALFWAY |in |of |through )*MAKE)?|FAILURE HALFWAY|failed MAKE)|(?:failed|failing) MAKE (?:leaks nothing|gives back {_SO_FAR}|undoes {_SO_FAR}|releases {_SO_FAR}|leaves nothing (?:behind|mapped)|cleans up)|(?:if|when|where) MAKE fails(?: HALFWAY)? ,? ?(?:nothing (?:leaks|{_BE} leaked|{_BE} lost)|{_SO_FAR} {_BE} (?:undone|released|given back|freed|rolled back|taken down))|MAKE (?:leaks nothing|undoes {_SO_FAR}|rolls back|cleans up)(?: (?:on|if|when)(?: it fails)? ?(?:FAILURE|HALFWAY)*)|FAILURE HALFWAY leaks nothing|HALFWAY (?:MAKE|allocation|mapping|{_T}) {_BE} (?:rolled back|undone|given back|taken down) (?:on|by|after) FAILURE|no leak (?:if|when) MAKE fails(?: HALFWAY)?", "leaks"),
    (rf"TOP (?:{_BE}|returns|gives|points to|tells|equals) (?:address of )?(?:end of (?:highest|last|topmost|uppermost) {_T}|end of {_T}|address (?:right |directly )?(?:above|behind|past|after) (?:highest|last|topmost) {_T}|one past (?:highest|last) {_T}|first address (?:above|behind|past|after) {_T})", "top"),
    (rf"KEPT {_T} (?:survives?|outlives?) (?:drop|GUARD)|KEPT {_T} (?:stays?|remains?|{_BE}|{_BE} left) (?:mapped|alone|in place)(?: (?:on|after) drop)?|KEEP (?:leaves|keeps) (?:{_T}|mapping|mappings) (?:mapped|alive|in place)(?: for good)?|drop (?:of|with) KEPT {_T} (?:does nothing|has no effect|unmaps nothing|frees nothing|leaves it (?:alone|mapped))|(?:after|once) (?:KEEP|KEPT) ,? ?(?:drop (?:does nothing|unmaps nothing|has no effect)|nothing {_BE} (?:unmapped|freed|released)(?: (?:on|by) drop)?)|nothing {_BE} (?:unmapped|freed|released|undone) (?:after|by) KEEP|drop does nothing (?:after|once) (?:KEEP|KEPT)|drop leaves KEPT {_T} (?:mapped|alone)|KEPT {_T} {_BE} (?:not|never) (?:unmapped|freed|released)(?: (?:on|by) drop)?", "kept"),
    (rf"{_DROP} ?(?::|,|->)? ?{_PART}(?: ?(?:,|and|, and|;) {_PART})*|{_PART}(?: ?(?:,|and|, and) {_PART})* (?:on|by|at) drop(?: of UNKEPT {_T}| UNKEPT)?|UNKEPT {_PART}(?: ?(?:,|and|, and) {_PART})* (?:on|by|at) drop|UNKEPT {_T} {_BE} (?:unmapped|taken down)(?: (?:again|completely))* (?:on|by|at) drop", "drop"),
    (rf"{_DROP} (?:gives back everything|takes down {_T}|undoes everything|leaves nothing (?:behind|mapped)|leaks nothing|releases everything|undoes MAKE)", "all"),
)  # fmt: skip


def asked_in(text: str, guard: Guard, case: Case) -> list[Ask] | None:
    """The questions of a sentence; None if some of it is not understood."""
    values: list[str] = []
    numbers: list[int] = []
    tells: list[str] = []
    found: list[str] = []
    for word in words_of(text.rstrip(". ").replace("→", "->")):
        code = word.code or re.fullmatch(r"[\w:]+\(\w*\)", word.raw)
        mark = _code(word.raw, guard, case, values, numbers, tells) if code else word.text
        if mark is None:
            return None
        if mark.isdigit():
            numbers += [int(mark)] if mark != "0" else []
            mark = "ZERO" if mark == "0" else "NUM"
        if mark not in _FILLING:
            found.append(mark)
    plain = f" {' '.join(found)} "
    own = "|".join(w.lower() + "s?" for w in re.findall(r"[A-Z][a-z0-9]+", guard.declaration.item.name) if w != "Guard")
    verb = guard.keep.partition("_")[0]
    rows = [(rf"{own}|guard(?= (?:is|was|that|not|unkept|kept))", "THING")] if own else []
    rows += [(rf"{verb}(?:ed|t)|{verb[:-1]}pt", "kept")] if verb else []
    rows += [(rf"{guard.make.partition('_')[0].removesuffix('e')}(?:ing|ion)(?: of)?(?: THING)?", "MAKE")]
    for pattern, mark in (*rows, *_ROWS):
        plain = re.sub(rf"(?<= )(?:{pattern})(?= )", mark, plain)
    plain = " ".join(plain.split())
    if len(numbers) > 1 or len(values) > 1 or len(tells) > 1:
        return None
    for pattern, what in _FORMS:
        if re.fullmatch(pattern, plain):
            number, value, by = (numbers or [0])[0], (values or [""])[0], (tells or [""])[0]
            if what == "drop":
                parts = [
                    one for one, part in (("unmaps", _UNMAPS), ("frees", _FREES), ("releases", _RELEASES)) if re.search(part, plain)
                ]
                return [Ask(one) for one in parts] if parts else [Ask("unmaps")]
            return [Ask(one, number if one == "many" else 0, value, by) for one in ([what] if what in _READERS else what.split())]
    return None


def _code(raw: str, guard: Guard, case: Case, values: list[str], numbers: list[int], tells: list[str]) -> str | None:
    """What a piece of code is in plain words."""
    head, _, inner = raw.partition("(")
    bare, inner = bare_name(head), inner.removesuffix(")")
    owner = head.rpartition("::")[0]
    if bare in guard.methods and owner in ("", guard.declaration.item.name, "Self"):
        if bare == guard.make:
            return "MAKE0" if inner == "0" else "MAKE" if re.fullmatch(r"[a-z_]*", inner) else None
        if bare == guard.keep:
            return "KEEP"
        if bare == "drop":
            return "drop"
        tells.append(bare)
        return "TOP"
    if raw == guard.declaration.item.name:
        return "THING"
    if re.fullmatch(r"(?:self\.)?(?:base|start|addr|va)", raw):
        return "BASE"
    if re.fullmatch(r"(?:self\.)?(?:pages|n|count|num_pages|page_count)", raw):
        return "PAGES"
    if raw == "0":
        return "0"
    if re.fullmatch(r"[A-Z][A-Z0-9_]+", raw):
        named = find(case, raw, frozenset({"const"})).found
        number = value_of(case.code, named[0]) if len(named) == 1 else None
        numbers += [number] if number is not None else []
        return "NUM" if number is not None and 1 < number <= _LARGE else None
    if re.fullmatch(r"(?:Err\()?(?:\w+::)*[A-Z]\w*\)?", raw) and raw != "Drop":
        values.append(raw)
        return "VALUE"
    return "drop" if raw == "Drop" else None


__all__ = ["NAME", "asked_in", "decided"]
