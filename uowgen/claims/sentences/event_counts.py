"""Reads sentences that count events, or that speak of all states: “the third `Timeout` leads to `Dead`”, “`Boot` resets the attempt counter”.

Each reader gives one row of `key=value` pairs between `|` for the whole sentence, or nothing.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.event_reader import ARROWS, NTH, THINGS

if TYPE_CHECKING:
    from uowgen.claims.sentences.event_reader import StateReader

_NTH_SHORT = {"1st": 1, "2nd": 2, "3rd": 3, **{f"{n}th": n for n in range(4, 13)}}
_LEADS = frozenset(
    "leads lead goes go moves move takes take brings bring puts put ends end falls fall drops drop returns return sends send "
    "switches switch changes change transitions transition turns turn results result makes make is are becomes become sets set ->  → => :".split()
)
_TO = frozenset("to in into at as".split())
_WAY = frozenset("always back straight directly over immediately unconditionally".split())
_STATES = frozenset("state states".split())
_ANY = frozenset("any every each all whatever whichever".split())
_ALONE = frozenset("anywhere everywhere".split())
_ROW = ("in row", "in succession", "in a row", "one after other", "running")
_CLEARS = frozenset("clears clear resets reset zeroes zero zeros forgets forget restarts restart".split())
_IS_CLEARED = frozenset("reset cleared zeroed forgotten restarted".split())
_COUNTERS = frozenset("counter count counts counters tally number".split())


def every(r: StateReader) -> str:
    """“`Stop` leads to `Idle` from any state”, “from every state `Stop` leads to `Idle`”, “any -> `Idle` on `Stop`”."""
    but = _from_any(r)
    if but:
        r.over(frozenset({","}))
        event = r.variant()
        if event and (target := _led(r)):
            return _row(event, target, but)
        if not event and r.text() in ARROWS and (target := _led(r)) and r.said("on", "by", "at", "with", "for"):
            event = r.variant()
            return _row(event, target, but) if event else ""
        return ""
    event = r.variant()
    if not event:
        return ""
    r.over(frozenset({":"}))
    start = r.at
    if r.over(_LEADS) and r.over(_ANY):  # “takes any state to `Idle`”
        but = "other" if r.over(frozenset({"other"})) else "any"
        if r.over(_STATES) and r.over(_TO) and (target := r.variant()):
            return _row(event, target, but)
    r.at = start
    but = _from_any(r)
    target = _led(r)
    if not target:
        return ""
    but = but or _from_any(r)
    return _row(event, target, but) if but else ""


def _row(event: str, target: str, but: str) -> str:
    return f"event={event}|source=*|target={target}" + ("|but=1" if but == "other" else "")


def _from_any(r: StateReader) -> str:
    """“from any other state”: `other`; “in every state”: `any`; empty for anything else."""
    start = r.at
    r.over(frozenset({","}))
    if r.said(
        "regardless of state",
        "whatever state is",
        "no matter which state",
        "no matter state",
        "independent of state",
        "whatever state",
    ):
        r.said("it is in", "before", "it was in") or (r.over_thing() and r.said("is in", "was in"))
        return "any"
    within = r.over(frozenset({"from", "in", "on", "out", "while", "wherever"}))
    r.over(frozenset({"of"}))
    if within and r.over(_ALONE):
        r.over(frozenset({"else"}))
        return "other" if r.words[r.at - 1].text == "else" else "any"
    if r.over(_ANY):
        other = r.over(frozenset({"other"}))
        if r.over(_STATES) or r.text() in ARROWS:
            r.said("it is in", "it was in")
            return "other" if other else "any"
    r.at = start
    return ""


def _led(r: StateReader) -> str:
    """“always leads back to `Idle`”, “puts the port into `Idle`”: the state; the words stay where they are if it is something else."""
    start = r.at
    r.any_of(_WAY)
    if r.over(_LEADS):
        verb = r.at
        for passed in (True, False):
            r.at = verb
            if passed:
                r.over(frozenset({"it"})) or r.over_thing()
            r.any_of(_WAY)
            r.over(_TO)
            r.over(THINGS)
            if target := r.variant():
                return target
    r.at = start
    return ""


def nth(r: StateReader) -> str:
    """“the third `Timeout` leads to `Dead`”, “after `LIMIT` `Timeout`s the port is `Dead`”, “`Dead` after three `Timeout`s”."""
    start = r.at
    for form in (_nth_first, _nth_last):
        r.at = start
        found = form(r)
        if found:
            return found
    return ""


def _nth_first(r: StateReader) -> str:
    r.over(frozenset({"after", "on", "with", "at", "once", "only"}))
    said = _nth_event(r)
    if not said:
        return ""
    r.over(frozenset({","}))
    target = _led(r) or (_led(r) if r.over_thing() else "")
    return f"{said}|last={target}" if target else ""


def _nth_last(r: StateReader) -> str:
    """“`Dead` is reached on the third `Timeout`”, “`Timeout` leads to `Dead` the third time”."""
    first = r.variant()
    if not first:
        return ""
    if target := _led(r):
        r.over(frozenset({"on", "at"}))
        if (count := _nth(r)) and r.said("time", "occurrence", "try", "attempt"):
            _in_row(r)
            return f"event={first}|nth={count}|count=*|last={target}"
        if target != first and r.said("after", "once") and (count := _count(r)) and r.said("times", "in row"):
            _in_row(r)
            return f"event={first}|nth={count}|count=*|last={target}"
        return ""
    r.said("is reached", "is entered", "comes", "follows", "state is reached", "state is entered")
    if not r.over(frozenset({"after", "on", "with", "by", "upon", "at"})):
        return ""
    said = _nth_event(r)
    return f"{said}|last={first}" if said else ""


def _nth_event(r: StateReader) -> str:
    """“third consecutive `Timeout`”, “three `Timeout`s”, “`LIMIT` `Timeout` events in a row”."""
    count = _nth(r) or _count(r)
    if not count:
        return ""
    row = r.over(frozenset({"consecutive", "successive", "straight"}))
    event = r.variant()
    if not event:
        return ""
    r.said("events", "event", "s")
    row = _in_row(r) or row
    del row  # which of them are counted is found out by the spec's own code
    return f"event={event}|nth={count}|count=*"


def _in_row(r: StateReader) -> bool:
    return r.said(*_ROW)


def _nth(r: StateReader) -> str:
    """“third”, “3rd”, “`LIMIT`th”."""
    number = NTH.get(r.text()) or _NTH_SHORT.get(r.text())
    if number:
        r.at += 1
        return str(number)
    return ""


def _count(r: StateReader) -> str:
    number = r.number()
    if number:
        return number if number.isdigit() and int(number) else ""
    name = bare_name(r.raw())
    if len(name) > 1 and name.isupper() and name.replace("_", "").isalnum():
        r.at += 1
        return name
    return ""


def clears(r: StateReader) -> str:
    """“`Boot` resets the attempt counter”, “the counter is cleared by `Boot`”, “after `Boot` the attempts are counted from zero again”."""
    start = r.at
    event = r.variant()
    if event:
        r.over(frozenset({"always", "also"}))
        if r.over(_CLEARS) or (r.said("sets", "puts", "brings", "takes")):
            sets = r.words[r.at - 1].text in ("sets", "puts", "brings", "takes")
            name = _counter(r)
            to = r.said("back to zero", "to zero", "to 0", "back to 0")
            return f"event={event}|clears={name}" if name and (to or not sets) else ""
        if (
            r.said("starts", "begins", "restarts")
            and (name := _counter(r))
            and r.said("anew", "again", "over", "from zero", "at zero")
        ):
            return f"event={event}|clears={name}"
        return ""
    r.at = start
    after = r.said("after", "with", "on", "by")
    event = r.variant() if after else ""
    r.over(frozenset({","}))
    if after and not event:
        return ""
    name = _counter(r)
    if not name:
        return ""
    at = r.at
    told = r.said("is", "are", "gets") and (
        r.over(_IS_CLEARED)
        or r.said("zero", "0", "back at zero", "set to zero", "set back to zero", "counted from zero", "counted anew")
    )
    if not told:
        r.at = at
        told = r.said(
            "starts over", "start over", "starts again", "starts from zero", "start from zero", "starts at zero", "start at zero", "begins anew"
        )  # fmt: skip
    if not told:
        return ""
    r.said("again", "to zero", "to 0", "anew")
    if not event:
        if not r.over(frozenset({"on", "by", "with", "after", "at", "when", "upon", "in"})):
            return ""
        r.over(frozenset({"each", "every"}))
        event = r.variant()
    return f"event={event}|clears={name}" if event else ""


def _counter(r: StateReader) -> str:
    """“the timeout counter”, “the number of timeouts”, “its retry count”, “`timeouts`”, “the counter”: the words that tell which one."""
    r.over(frozenset({"its", "their"}))
    if r.over(frozenset({"number", "count"}), frozenset({"of"})):
        r.any_of(frozenset({"all", "failed", "past", "earlier", "previous"}))
    found: list[str] = []
    while r.at < len(r.words) and len(found) < 3:
        word = r.words[r.at]
        bare = bare_name(word.raw).removesuffix("()").removeprefix("self.")
        if word.code and not (bare.replace("_", "").isalnum() and bare[:1].isalpha()):
            return ""
        if not word.code and (not word.text.replace("-", "").isalpha() or word.text in _STOPS):
            break
        found.append(bare.lower().replace("-", "_"))
        r.at += 1
        if word.code or word.text in _COUNTERS:
            r.over(_COUNTERS)
            break
    return "+".join(found)


_STOPS = frozenset(
    "is are to back from again anew over on by with after at and or in starts start begins gets , . ; when then it state".split()
)


__all__ = ["clears", "every", "nth"]
