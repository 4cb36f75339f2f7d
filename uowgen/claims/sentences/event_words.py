"""Reads sentences about types that are driven by events: “`Boot` takes Offline to Starting and counts an attempt”.

A sentence is made of claims, each a row of `key=value` pairs between `|`: which event in which state leads where, and what is counted. All
words must be taken up. Whether a name is a state or an event is for the kind to find out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences import event_counts
from uowgen.claims.sentences.event_reader import ARROWS, CARRIES, GOES, IN, JOINS, NTH, THINGS, TO, StateReader
from uowgen.claims.sentences.event_refusals import refused_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The claims of a whole sentence, between zero bytes."""
    if n:
        return
    for whole in (refused_rest, _ends, _told, event_counts.every, event_counts.nth, event_counts.clears):
        reader = StateReader(words, n, known)
        found = whole(reader)
        if found and reader.at == len(words):
            yield found, len(words)
            return
    reader = StateReader(words, n, known)
    rows: list[str] = []
    while reader.at < len(words):
        if rows and not reader.over(JOINS, JOINS) and not reader.over(JOINS):
            return
        start = reader.at
        row = _move(reader)
        if not row and rows:
            reader.at = start
            row = _elided(reader, rows[-1])
        if not row:
            return
        rows += row.split("\0")
    if rows:
        yield "\0".join(rows), len(words)


def _move(r: StateReader) -> str:
    """One clause: an event, the state it comes in, where it leads, what it counts."""
    start = r.at
    for form in (_carried, _going, _arrow, _from_state, _from_several):
        r.at = start
        found = form(r)
        if found:
            event, sources, target = found
            acts, _, source = sources.rpartition("|")
            more = (f"|act={acts}" if acts else "") + _more(r)
            return "\0".join(f"event={event}|source={one}|target={target}{more}" for one in source.split("+"))
    return ""


def _elided(r: StateReader, before: str) -> str:
    """A clause that goes on with the event or the state of the one before: “… and Up to Down”, “… and Down on Lost”."""
    first = r.variant()
    if not first:
        return ""
    known = dict(pair.split("=", 1) for pair in before.split("|") if "=" in pair)
    if r.over(TO) or r.over(ARROWS):
        target = r.variant()
        return f"event={known['event']}|source={first}|target={target}{_more(r)}" if target else ""
    if r.over(frozenset({"on", "by", "after", "with"})):
        event = r.variant()
        return f"event={event}|source={known['source']}|target={first}{_more(r)}" if event else ""
    return ""


def _carried(r: StateReader) -> tuple[str, str, str] | None:
    """“Boot takes Offline to Starting”, “Boot moves the slot from Offline to Starting”, “Boot turns Offline into Starting”."""
    event = r.variant()
    if not event or not r.over(CARRIES):
        return None
    if r.over(THINGS):
        if not r.said("from", "out of"):
            return None
    else:
        r.said("from", "out of")
    source = r.variant()
    if not source:
        return None
    r.over(THINGS)
    r.said("back", "over", "on")
    if not r.over(TO):
        return None
    target = r.variant()
    return (event, source, target) if target else None


def _going(r: StateReader) -> tuple[str, str, str] | None:
    """“Timeout in Starting goes back to Offline”, “Timeout while Starting makes it Dead”."""
    event = r.variant()
    if not event or not r.over(IN):
        return None
    source = r.variant()
    if not source:
        return None
    r.over(THINGS)
    act = r.act()
    if act:
        if not (r.over(JOINS, JOINS) or r.over(JOINS)):
            return None
        source = f"{act}|{source}"
    if r.over(CARRIES):
        r.over(THINGS)
        r.said("back", "straight", "directly")
        r.over(TO)
    elif r.over(GOES):
        r.said("back", "straight", "directly", "on")
        r.over(TO)
    elif not r.over(ARROWS) and not r.over(frozenset({":"})):
        return None
    target = r.variant()
    return (event, source, target) if target else None


def _arrow(r: StateReader) -> tuple[str, str, str] | None:
    """“Boot: Offline -> Starting”, “Offline -> Starting on Boot”."""
    first = r.variant()
    if not first:
        return None
    if r.over(frozenset({":"})):
        source = r.variant()
        if not source or not (r.over(ARROWS) or r.over(TO)):
            return None
        target = r.variant()
        return (first, source, target) if target else None
    if not r.over(ARROWS):
        return None
    target = r.variant()
    if not target:
        return None
    if r.over(frozenset({"("})):
        r.said("on", "by")
        event = r.variant()
        return (event, first, target) if event and r.over(frozenset({")"})) else None
    if not r.over(frozenset({"on", "by", "with", "at"})):
        return None
    event = r.variant()
    return (event, first, target) if event else None


def _from_state(r: StateReader) -> tuple[str, str, str] | None:
    """“Offline goes to Starting on Boot”, “an Offline slot becomes Starting on Boot”."""
    source = r.variant()
    if not source:
        return None
    r.over(THINGS)
    if not r.over(GOES):
        return None
    r.said("back")
    r.over(TO)
    target = r.variant()
    if not target or not r.over(frozenset({"on", "by", "at", "after", "with"})):
        return None
    event = r.variant()
    return (event, source, target) if event else None


def _from_several(r: StateReader) -> tuple[str, str, str] | None:
    """“Stop leads to Idle from Ready and Spinning”."""
    event = r.variant()
    if not event or not (r.over(GOES) or r.over(CARRIES)):
        return None
    r.over(THINGS)
    r.said("back")
    if not r.over(TO):
        return None
    target = r.variant()
    if not target or not r.over(frozenset({"from", "in", "out"})):
        return None
    r.over(frozenset({"of"}))
    sources: list[str] = []
    while True:
        r.over(THINGS)
        one = r.variant()
        if not one:
            return None
        sources.append(one)
        start = r.at
        if not (r.over(JOINS | {"or"}, JOINS | {"or"}) or r.over(JOINS | {"or"})):
            break
        before = r.at
        again = r.variant()
        ends = again and (r.done or r.text() in JOINS | {"or"})
        r.at = before if ends else start
        if not ends:
            break
    return (event, "+".join(sources), target)


def _more(r: StateReader) -> str:
    """What stands behind the target: what is counted, and where it leads the nth time instead."""
    row = ""
    while r.at < len(r.words):
        start = r.at
        r.over(JOINS, JOINS) or r.over(JOINS)
        r.over(frozenset({"which", "but", "then"}))
        found = r.act()
        if found:
            row += f"|act={found}"
            continue
        found = _nth(r)
        if found:
            row += found
            continue
        r.at = start
        break
    return row


def _nth(r: StateReader) -> str:
    """“to Dead on the third attempt”, “to `Dead` after `LIMIT` attempts”."""
    start = r.at
    if r.over(frozenset({"after", "on", "at", "with"})):
        nth = str(NTH.get(r.text(), "")) if r.words[r.at - 1].text != "after" else ""
        if nth:
            r.at += 1
        number = nth or r.number()
        word = r.words[r.at].raw if r.at < len(r.words) else ""
        if not number and bare_name(word).replace("_", "").isupper() and len(word) > 1:
            r.at += 1
            number = word
        name = r.counter() if number else ""
        r.over(frozenset({","}))
        r.over(THINGS)
        if name and (r.over(GOES) or r.over(CARRIES)):
            r.over(THINGS)
            r.over(TO)
            target = r.variant()
            if target:
                return f"|nth={number}|count={name}|last={target}"
    r.at = start
    r.over(GOES)
    r.over(TO)
    target = r.variant()
    if target and r.over(frozenset({"on", "at", "with", "for", "in"})):
        place = NTH.get(r.text(), 0)
        if place:
            r.at += 1
            name = r.counter()
            if name:
                return f"|nth={place}|count={name}|last={target}"
    elif target and r.over(frozenset({"after", "once"})):
        number = r.number()
        word = r.words[r.at].raw if r.at < len(r.words) else ""
        if not number and bare_name(word).replace("_", "").isupper() and len(word) > 1:
            r.at += 1
            number = word
        name = r.counter() if number else ""
        if name:
            return f"|nth={number}|count={name}|last={target}"
    r.at = start
    return ""


def _told(r: StateReader) -> str:
    """“`is_usable()` is true in Ready only”, “`is_up()` holds only in Up and Asleep”."""
    if not (r.words and r.words[0].code and bare_name(r.raw().removesuffix("()")).islower()):
        return ""
    name = bare_name(r.raw().removesuffix("()"))
    r.at += 1
    if not r.said("is true", "returns true", "holds", "gives true", "tells true"):
        return ""
    only = r.said("only", "exactly", "just")
    if not r.over(frozenset({"in", "while"})):
        return ""
    states: list[str] = []
    while True:
        one = r.variant()
        if not one:
            return ""
        states.append(one)
        if not (r.over(JOINS | {"or"}, JOINS | {"or"}) or r.over(JOINS | {"or"})):
            break
    only = r.said("only", "and nowhere else", "alone") or only
    return f"true={name}|states={'+'.join(states)}" if only else ""


def _ends(r: StateReader) -> str:
    """“Dead is final”, “no event leaves Dead”."""
    if r.said("no event leaves", "nothing leaves", "no event leads out of", "nothing leads out of", "there is no way out of"):
        state = r.variant()
        return f"final={state}" if state else ""
    state = r.variant()
    if state and r.said(
        "is final", "is terminal", "is never left", "cannot be left", "is for good", "is end state", "is final state"
    ):
        return f"final={state}"
    return ""


READERS = {"eventclaims": claims}
