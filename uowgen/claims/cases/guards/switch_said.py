"""Decides short sentences on guards that turn something off: what is saved, counted, turned on again, in which order, and what methods tell.

A sentence is read as a row of signs: `S` for what is turned off, `C` for what is counted, `G` for a guard, `OFF` and `ON`, `M` for a
method that is named. Each sign and each other word must have its place in a form. The spec's own code must be so, and then the tree's.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.cases.guards.switch_laws import (
    Law,
    closed_again,
    counted,
    idle_within,
    in_order,
    opens,
    put_back,
    saved,
    stays_off,
    tells,
    told_apart,
)
from uowgen.claims.cases.guards.switched import counter_words, switched
from uowgen.claims.kind import Finding, shown
from uowgen.claims.valued.tokens import humps, tokens_of
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.guards.switched import Switched
    from uowgen.claims.kind import Case

NAME = "switches_off"
_MOST = 30
_INTERRUPTS = frozenset("interrupt interrupts irq irqs".split())
_ALSO = {"preempt": ("preemption", "preemptions"), "sched": ("scheduling", "scheduler"), "wdt": ("watchdog",), "tick": ("ticks",)}
_SIGNS = {
    "OFF": "masked disabled off blocked stopped suspended paused inhibited held frozen",
    "ON": "on enabled unmasked re-enabled reenabled running allowed resumed unblocked restarted",
    "OFFING": "masking disabling stopping suspending pausing blocking",
    "ONING": "unmasking enabling re-enabling reenabling resuming restoring",
    "OFFV": "masks disables stops suspends pauses blocks mask disable",
    "ONV": "unmasks enables re-enables reenables resumes enable re-enable",
    "G": "guard guards",
    "STATE": "state flag setting status",
    "UPV": "raises increments increases bumps raise increment increase",
    "DOWNV": "lowers decrements decreases drops reduces lower decrement decrease",
    "UPPED": "raised incremented increased bumped",
    "DOWNED": "lowered decremented decreased reduced",
    "SAVED": "saved stored remembered recorded kept noted",
    "SAVEV": "saves records remembers stores notes reads captures keeps samples",
    "OUT": "outermost outer last first",
    "IN": "inner nested",
}
_SIGN = {w: sign for sign, words in _SIGNS.items() for w in words.split()}
_DROPPED = r"(?:(?:on|upon|at|after|when|once|with|by) (?:(?:the|a|its|it|that|this) )?(?:own )?(?:G )?(?:(?:is|are|was|gets|has been) )?(?:again )?(?:drop|dropped|dropping(?: it| G)?|ends?|end|gone|goes away|goes|released|DROP)(?: of (?:the )?G)?)"
_THEY = r"(?:S|they|it|them)"
_BE = r"(?:is|are|was|were|had been|have been|has been)"
_PRIOR = r"(?: (?:before|already|previously|beforehand|at first|earlier|when it was made|by (?:somebody|someone) else|when the G was made|before the G))*"
_ONE = r"(?: (?:by (?:one|1)|one|once))?"
_AGAIN = r"(?: again)?"


def decided(text: str, case: Case) -> Finding | None:
    """What the runs of such a guard say of a sentence; None where it is not read so, or they do not tell."""
    tokens = tokens_of(text)
    if not 3 <= len(tokens) <= _MOST or not _may_be(text):
        return None
    known = switched(case)
    if known is None:
        return None
    row, method = _signs(text, known)
    laws = [law for law in _laws(row, method, known) if _so(law, known, own=True) is True] if row else []
    if not laws:
        return None
    found = {_so(law, known, own=False) for law in laws}
    place = (shown(known.declaration),)
    if found == {True}:
        return Finding(
            "holds", "so in two guards, one within the other, as in the spec's own code", "behaviour", None, place, "bounded"
        )
    if found == {False}:
        story = "two guards are made, one within the other"
        why = laws[0].why
        return Finding("fails", f"not so: {why}", "behaviour", "behaves-differently", place, "proved", (story, why))
    return None


def _may_be(text: str) -> bool:
    """Whether it could be about this at all: a run costs more than a look."""
    return bool(re.search(r"mask|abl|\bon\b|\boff\b|before|by one|\bup\b|rais|incr|lower|decr|again|nest|inner|outer", text, re.I))


def _so(law: Law, known: Switched, *, own: bool) -> bool | None:
    runs = (known.theirs if own else known.ours).get(law.method)
    return law.so(runs) if runs else None


def _signs(text: str, known: Switched) -> tuple[str, str]:
    """The sentence as signs and other words, in small letters; the method that is named."""
    own = {h for part in known.switch.split("::")[-2:] for p in part.split("_") for h in humps(p)} - {"crate", "hal"}
    own |= {f"{w}s" for w in own} | {w for k in own for w in _ALSO.get(k, ())}
    own = own | _INTERRUPTS if own & _INTERRUPTS else own
    counts = counter_words(known) - own
    fields = {f.name for f in fields_of(known.declaration).all}
    row: list[str] = []
    method = ""
    for t in tokens_of(text):
        raw = t.raw.strip()
        bare = re.sub(r"\(.*\)$", "", raw).rpartition("::")[2]
        if t.sort == "code":
            sign = (
                "NEW" if bare == known.maker else "DROP" if bare in ("drop", "Drop") else "G" if bare == known.declaration.item.name
                else "M" if bare in known.methods else "FIELD" if bare in fields else "TRUE" if bare in ("true", "false") else ""
            )  # fmt: skip
            if not sign and bare.lower() in counts:
                sign = "C"
            if not sign or (sign == "M" and method):
                return "", ""
            method = bare if sign == "M" else method
            row.append(bare if sign == "TRUE" else sign)
        elif t.low in own:
            row.append("S")
        elif t.low in counts or (t.low in ("counter", "count", "level") and counts):
            row.append("C")
        elif t.low == "drop" and t.raw[0].isupper() and not row:
            row.append("DROP")
        else:
            row.append(_SIGN.get(t.low, t.low or raw))
    said = re.sub(r"\bON (?=(?:(?:the|an?|its) )?(?:own )?(?:G )?(?:drop|end|creation|release|DROP))", "on ", " ".join(row))
    said = re.sub(r" ([,;])", r"\1", said)
    said = re.sub(r"\b(?:IN|nesting) (?=C\b)", "", said)
    said = re.sub(r"\bC(?: C)+\b", "C", said)
    said = re.sub(r"\bS (?=C\b)", "", said)
    said = re.sub(r"\b(?:the|an?|any|its|current|this|of|for|cpu|processor) (?=(?:C|S|NEW)\b)", "", said)
    said = re.sub(r"\bC (?:of|for|on) (?:the |this |current )*(?:cpu|processor|core)\b", "C", said)
    said = re.sub(r"\b(?:ONING|turning|switching) S (?:back )?ON\b|\bturning S (?:back )?ON\b", "ONING S", said)
    said = re.sub(r"\b(?:turning|switching) S OFF\b", "OFFING S", said)
    said = re.sub(r"\b(?:turns|switches) S OFF\b|\b(?:turns|switches) OFF S\b", "OFFV S", said)
    said = re.sub(r"\b(?:turns|switches|brings) S (?:back )?ON\b|\bturns (?:back )?ON S\b", "ONV S", said)
    return said, method


_COMES_ON = rf"(?:{_BE} (?:turned |switched )?(?:back )?ON|(?:come|comes|go|goes|get|gets|turned|switched) (?:back )?ON|ON|back ON)"
_ORDERED = {
    "down": rf"(?:C (?:is |gets )?DOWNED|DOWNING C|C goes down|C (?:is )?(?:counted )?down){_ONE}",
    "up": rf"(?:C (?:is |gets )?UPPED|C goes up){_ONE}",
    "on": rf"(?:{_THEY} {_COMES_ON}{_AGAIN}|ONING {_THEY}|ONING)",
    "off": rf"(?:{_THEY} {_BE} (?:turned )?OFF|{_THEY} (?:go|goes) OFF|OFFING {_THEY}|OFFING)",
    "ask": rf"(?:(?:the )?(?:S |old |previous )*STATE {_BE} (?:read|SAVED|taken|asked for))",
}


def _laws(row: str, method: str, known: Switched) -> Iterator[Law]:
    def is_(form: str) -> re.Match[str] | None:
        return re.fullmatch(form, row)

    yield from _of_orders(row, known)
    # What is so now is another matter.
    were = rf"(?:(?:was|were|had been|has been|have been)(?: already| previously)? (?P<state>ON|OFF){_PRIOR}|(?:is|are) (?P<now>ON|OFF)(?= \w){_PRIOR})"
    on_before = rf"{_THEY} {were}"
    # What is saved.
    the_one = r"(?:the one|that|the STATE|what it was|how it was|the value|the STATE it was)"
    if is_(
        rf"(?:the )?SAVED (?:S )?(?:STATE|value|FIELD) is {the_one}(?: (?:from|of|in force|that was there|at the time))* before (?:OFFING(?: {_THEY})?|{_THEY} {_BE} OFF|the switch|anything is OFF)"
    ) or is_(
        rf"(?:NEW |(?:the )?G |it )?(?:SAVEV|takes) (?:the )?(?:S |old |previous |current )*(?:STATE|whether {_THEY} {_BE} (?:ON|OFF)) before (?:it )?(?:OFFING|OFFV)(?: {_THEY})?"
    ) or is_(
        rf"(?:the )?(?:S |old |previous )*(?:STATE|FIELD) {_BE} (?:read|SAVED|taken|sampled) before (?:{_THEY} {_BE} (?:turned )?OFF|OFFING(?: {_THEY})?|they go OFF)"
    ) or is_(rf"FIELD (?:holds|tells|says|is|SAVEV) (?:the )?(?:STATE|whether {_THEY} {_BE} ON) (?:from )?before (?:OFFING(?: {_THEY})?|the G was made|the G)"):  # fmt: skip
        yield saved(known.switch)
    # What is counted.
    if known.counter:
        per = r"(?:(?:per|for (?:each|every)|with (?:each|every)|by (?:each|every)|in each) G(?: (?:made|taken|that is made|that is taken))?|by NEW|in NEW|when (?:a |the )?G is (?:made|taken|created)|on creation)"
        up = rf"C (?:goes up|is UPPED|rises|is counted up|is one higher|grows){_ONE}(?: {per})?"
        down = rf"(?:(?:it )?(?:is |goes |comes |falls )?(?:back )?(?:down|DOWNED|falls)|back){_ONE}{_AGAIN}(?: (?:{_DROPPED}|by DROP|in DROP))"
        joint = r"(?:,? and|,|;|,? then)"
        ups = rf"(?:NEW|each G|every G|a G|making a G|taking a G|(?:each )?NEW) (?:UPV C{_ONE}|adds one to C|counts C up{_ONE})"
        drops = rf"(?:DROP|DOWNV|its drop|dropping (?:it|a G|the G)|{_DROPPED}(?: it)?)"
        downs = rf"{drops} (?:DOWNV (?:C|it){_ONE}{_AGAIN}|takes one from (?:C|it)|subtracts one(?: from (?:C|it))?|counts (?:C|it) down{_ONE})"
        if is_(up):
            yield counted(known.counter, up=True, down=False)
        if is_(rf"C (?:goes down|is DOWNED|falls|is back down){_ONE}{_AGAIN} (?:{_DROPPED}|by DROP)") or is_(downs):
            yield counted(known.counter, up=False, down=True)
        if is_(rf"{up}{joint} {down}") or is_(rf"{ups}{joint} {downs}") or is_(rf"{ups}{joint} {down}"):
            yield counted(known.counter, up=True, down=True)
        if is_(ups):
            yield counted(known.counter, up=True, down=False)
        if is_(r"C counts (?:the )?(?:G|live G|IN G|G alive|G that (?:are alive|live))"):
            yield counted(known.counter, up=True, down=True)
        if is_(
            rf"C is (?:back )?(?:at|to)? ?(?:its old value|what it was(?: before)?|as before|where it was|balanced|unchanged|the same(?: as before)?|as it was(?: before)?) (?:{_DROPPED}|after (?:all|the OUT|both) G(?: {_BE} (?:dropped|gone))?|once all G {_BE} (?:dropped|gone))"
        ):
            yield counted(known.counter, up=False, down=True, at_end=True)
    # What comes on again.
    comes = rf"(?:S {_COMES_ON}{_AGAIN} {_DROPPED}|{_DROPPED},? S {_COMES_ON}{_AGAIN}|(?:DROP|dropping (?:the )?G) ONV S{_AGAIN})"
    if m := is_(rf"{comes} (?P<only>only )?(?:if|when) {on_before}"):
        yield put_back(known.switch, when_on=(m["state"] or m["now"]) == "ON", only=bool(m["only"]))
    if m := is_(
        rf"(?:DROP|dropping (?:the )?G|IN G|(?:a )?G) (?:never|does not|do not|doesn't) ONV S (?:if|when|that) (?:{on_before}|{_BE} (?P<off>OFF){_PRIOR})"
    ):
        yield put_back(known.switch, when_on=(m["state"] or m["now"] or m["off"]) == "ON", only=True, denied=True)
    if m := is_(rf"S (?:stay|stays|remain|remains) (?P<kept>OFF|ON) {_DROPPED} (?:if|when) {on_before}"):
        yield stays_off(known.switch, kept=m["kept"] == "ON", before=(m["state"] or m["now"]) == "ON")
    if is_(
        rf"(?:the )?(?:dropping|dropped|DROP)?(?: of)? ?(?:an? |the )?IN G (?:leaves|leave|keeps|keep) S OFF|S (?:stay|stays|remain|remains) OFF (?:{_DROPPED.replace('(?:G )?', '(?:(?:an |the )?IN G )')}|until (?:the )?OUT G {_BE} dropped)|S (?:stay|stays|remain|remains) OFF (?:while|as long as) (?:any|a|one|the OUT) G (?:lives|is alive|exists|is held)|only (?:the )?OUT G ONV S{_AGAIN}"
    ):
        yield stays_off(known.switch, kept=False, before=False, within=True)
    # What methods do.
    if not method:
        return
    gives = known.methods[method] == "bool"
    if gives and (m := is_(rf"M (?:tells|returns|says|reports|gives|answers|is) (?:whether|if) {on_before}")):
        yield tells(known.switch, method, on=(m["state"] or m["now"]) == "ON")
    if gives and (
        m := is_(
            rf"M (?:returns|is|gives|answers) (?P<truth>true|false) (?P<only>only )?(?:if|iff|when|exactly when|if and only if) {on_before}"
        )
    ):
        on = ((m["state"] or m["now"]) == "ON") is (m["truth"] == "true")
        yield tells(known.switch, method, on=on)
    if gives and (
        m := is_(
            r"M (?:tells|returns|says|reports|is|gives) (?:whether|if|(?P<true>true) (?:for|in|only for|only in)) (?:the |an? )?(?:G is |it is )?(?:an? |the )?(?P<which>IN|OUT)(?: G| one)?(?: of several)?"
        )
    ):
        yield told_apart(method, inner=m["which"] == "IN")
    if not gives:
        back = rf"S (?:{_BE} )?(?:turned )?OFF again (?:when|once|after|as soon as|before|by the time) M (?:returns|is done|ends|has returned|is over|came back)|S {_BE} OFF (?:when|after|once) M (?:returns|has returned)|M (?:returns|ends) with S OFF(?: again)?|after M S {_BE} OFF again|M leaves S OFF"
        if is_(back):
            yield closed_again(known.switch, method)
        if is_(
            r"M (?:ONV|opens) S (?:for a moment|briefly|shortly|for a short while|and OFFV (?:them|it|S) again|,? then OFFV (?:them|it) again)|M lets S (?:in|through)(?: for a moment| briefly| shortly)?"
        ):
            yield opens(known.switch, method)
        if is_(
            r"M (?:does nothing|is a no-op|has no effect|does not ONV S) (?:in|for|on|within) (?:an? |the )?IN (?:G|one)|M (?:does nothing|is a no-op|has no effect|does not ONV S) (?:in|when|if) (?:the )?G is (?:IN|not OUT)"
        ):
            yield idle_within(known.switch, method, inner=True)
        if m := is_(rf"M (?:does nothing|is a no-op|has no effect|does not ONV S|leaves S alone) (?:if|when) {on_before}"):
            yield idle_within(known.switch, method, inner=False, on=(m["state"] or m["now"]) == "ON")


def _of_orders(row: str, known: Switched) -> Iterator[Law]:
    """“Depth is lowered before IRQs come back on”, “IRQs come on only after the depth is lowered”."""
    forms = {k: v for k, v in _ORDERED.items() if known.counter or k not in ("up", "down")}
    behind = rf"(?: (?:{_DROPPED}|in DROP|by DROP|in NEW))?"
    for one, first in forms.items():
        for two, second in forms.items():
            if one == two or not (
                m := re.fullmatch(
                    rf"(?:{_DROPPED},? |in NEW,? )?{first}{behind} (?:before|first , then|, then|and only then|and then) {second}{behind}|(?:{_DROPPED},? )?{second}{behind} (?:only after|after|only once|once) {first}{behind}",
                    row,
                )
            ):
                continue
            del m
            yield in_order(known, one, two)


__all__ = ["NAME", "decided"]
