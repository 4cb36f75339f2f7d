"""Reads sentences about types that are driven by events: “`Boot` takes Offline to Starting and counts an attempt”.

A sentence is made of claims, each a row of `key=value` pairs between `|`: which event in which state leads where, and what is counted. All
words must be taken up. Whether a name is a state or an event is for the kind to find out.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_CARRIES = frozenset("takes moves brings leads switches changes puts sends drives advances turns transitions makes".split())
_GOES = frozenset("goes moves leads falls returns changes switches transitions ends drops comes is becomes turns advances".split())
_IN = frozenset("in on from while during at of".split())
_TO = frozenset("to into ->  → in".split()) - {"in"}
_ARROWS = frozenset({"->", "→", "=>"})
THINGS = frozenset(
    "slot port link device job task connection session channel core cpu one machine request state it node lane unit object timer thread "
    "disk drive line pin peer socket stream".split()
)
_COUNTS = frozenset("counts increments increases bumps raises adds".split())
_CLEARS = frozenset("clears resets zeroes zeros forgets".split())
_KEEPS = frozenset("keeps preserves retains".split())
_NTH = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth".split(), 1)}
_OTHER = frozenset("other else".split())
_EVERY = frozenset("any every all each no anything everything".split())
_PAIRS = frozenset("pair pairs combination combinations event events transition transitions input inputs".split())
_REFUSES = frozenset("returns gives yields is are".split())
_JOINS = frozenset({",", ";", "and"})


class StateReader(WordReader):
    """The words of a sentence about events."""

    def variant(self) -> str:
        """A state or an event: a name with a capital letter that the code has, in backticks or not, or such in lower case."""
        if self.at >= len(self.words):
            return ""
        word = self.words[self.at]
        bare = bare_name(word.raw)
        if not bare.isalnum() or (not word.code and bare.lower() in _RESERVED):
            return ""
        name = bare if bare[:1].isupper() else "" if word.code else bare.capitalize()
        if not name or name.isupper() or not (self.known(name) or (word.code and bare[:1].isupper())):
            return ""
        self.at += 1
        self.over(frozenset({"state", "event"}))
        return name

    def counter(self) -> str:
        """A number that is kept beside the state: a word in lower case, or a name in backticks."""
        if self.at >= len(self.words):
            return ""
        word = self.words[self.at]
        bare = bare_name(word.raw).removesuffix("()")
        if (
            not bare.replace("_", "").isalpha()
            or bare != bare.lower()
            or (not word.code and bare in (_RESERVED - {"drops", "falls", "turns", "changes"}) | THINGS)
        ):
            return ""
        self.at += 1
        self.over(frozenset({"counter", "count", "number"}))
        return bare

    def act(self) -> str:
        """“counts an attempt”, “clears the attempts”, “keeps the retries”: gives `+attempt`, `0attempts`, `=retries`."""
        start = self.at
        sign = "+" if self.over(_COUNTS) else "0" if self.over(_CLEARS) else "=" if self.over(_KEEPS) else ""
        if sign:
            self.over(frozenset({"one", "another", "its", "up", "number"}))
            self.over(frozenset({"number"}), frozenset({"of"}))
            self.over(frozenset({"more"}))
            name = self.counter()
            if name:
                if sign == "0":
                    self.said("to zero", "to 0")
                if sign == "+":
                    self.said("by one", "by 1")
                if sign == "=":
                    self.said("unchanged", "as is")
                return sign + name
        self.at = start
        return ""


_RESERVED = (
    _GOES
    | _CARRIES
    | _IN
    | _JOINS
    | _COUNTS
    | _CLEARS
    | _OTHER
    | _EVERY
    | _PAIRS
    | frozenset({"to", "into", "final", "back", "with", "or"})
)


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The claims of a whole sentence, between zero bytes."""
    if n:
        return
    for whole in (_rest, _ends, _told):
        reader = StateReader(words, n, known)
        found = whole(reader)
        if found and reader.at == len(words):
            yield found, len(words)
            return
    reader = StateReader(words, n, known)
    rows: list[str] = []
    while reader.at < len(words):
        if rows and not reader.over(_JOINS, _JOINS) and not reader.over(_JOINS):
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
    if r.over(_TO) or r.over(_ARROWS):
        target = r.variant()
        return f"event={known['event']}|source={first}|target={target}{_more(r)}" if target else ""
    if r.over(frozenset({"on", "by", "after", "with"})):
        event = r.variant()
        return f"event={event}|source={known['source']}|target={first}{_more(r)}" if event else ""
    return ""


def _carried(r: StateReader) -> tuple[str, str, str] | None:
    """“Boot takes Offline to Starting”, “Boot moves the slot from Offline to Starting”, “Boot turns Offline into Starting”."""
    event = r.variant()
    if not event or not r.over(_CARRIES):
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
    if not r.over(_TO):
        return None
    target = r.variant()
    return (event, source, target) if target else None


def _going(r: StateReader) -> tuple[str, str, str] | None:
    """“Timeout in Starting goes back to Offline”, “Timeout while Starting makes it Dead”."""
    event = r.variant()
    if not event or not r.over(_IN):
        return None
    source = r.variant()
    if not source:
        return None
    r.over(THINGS)
    act = r.act()
    if act:
        if not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return None
        source = f"{act}|{source}"
    if r.over(_CARRIES):
        r.over(THINGS)
        r.said("back", "straight", "directly")
        r.over(_TO)
    elif r.over(_GOES):
        r.said("back", "straight", "directly", "on")
        r.over(_TO)
    elif not r.over(_ARROWS) and not r.over(frozenset({":"})):
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
        if not source or not (r.over(_ARROWS) or r.over(_TO)):
            return None
        target = r.variant()
        return (first, source, target) if target else None
    if not r.over(_ARROWS):
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
    if not r.over(_GOES):
        return None
    r.said("back")
    r.over(_TO)
    target = r.variant()
    if not target or not r.over(frozenset({"on", "by", "at", "after", "with"})):
        return None
    event = r.variant()
    return (event, source, target) if event else None


def _from_several(r: StateReader) -> tuple[str, str, str] | None:
    """“Stop leads to Idle from Ready and Spinning”."""
    event = r.variant()
    if not event or not (r.over(_GOES) or r.over(_CARRIES)):
        return None
    r.over(THINGS)
    r.said("back")
    if not r.over(_TO):
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
        if not (r.over(_JOINS | {"or"}, _JOINS | {"or"}) or r.over(_JOINS | {"or"})):
            break
        before = r.at
        again = r.variant()
        ends = again and (r.done or r.text() in _JOINS | {"or"})
        r.at = before if ends else start
        if not ends:
            break
    return (event, "+".join(sources), target)


def _more(r: StateReader) -> str:
    """What stands behind the target: what is counted, and where it leads the nth time instead."""
    row = ""
    while r.at < len(r.words):
        start = r.at
        r.over(_JOINS, _JOINS) or r.over(_JOINS)
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
        nth = str(_NTH.get(r.text(), "")) if r.words[r.at - 1].text != "after" else ""
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
        if name and (r.over(_GOES) or r.over(_CARRIES)):
            r.over(THINGS)
            r.over(_TO)
            target = r.variant()
            if target:
                return f"|nth={number}|count={name}|last={target}"
    r.at = start
    r.over(_GOES)
    r.over(_TO)
    target = r.variant()
    if target and r.over(frozenset({"on", "at", "with", "for", "in"})):
        place = _NTH.get(r.text(), 0)
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


def _rest(r: StateReader) -> str:
    """“Any other pair returns `BadTransition` with state and event, slot unchanged”, “everything else is refused, nothing changes”."""
    if r.words and r.words[0].code and r.raw().endswith("()"):
        return _rest_of(r)
    every = r.over(_EVERY)
    if not (every and r.over(_OTHER)):
        return ""
    r.over(_PAIRS)
    r.said("of state and event", "of event and state", "of two", "in any state", "in every state")
    if not r.over(_REFUSES):
        return ""
    r.said("refused", "rejected", "error", "an error")
    refused = r.words[r.at - 1].text in ("refused", "rejected", "error")
    r.over(frozenset({"with", "as", ":"}))
    error = ""
    if r.at < len(r.words) and bare_name(r.words[r.at].raw)[:1].isupper():
        error = r.words[r.at].raw
        r.at += 1
    if not error and not refused:
        return ""
    carries = ""
    if r.over(frozenset({"with", "carrying", "holding", "naming", "that"})) or r.over(frozenset({"("})):
        r.said("names", "carries", "holds")
        r.over(frozenset({"its", "both"}))
        if (
            r.text() == "state"
            and r.text(1) == "and"
            and r.text(2) in ("input", "signal", "message", "command", "request", "trigger")
        ):
            r.at += 3
        elif not r.said(
            "state and event", "event and state", "state event", "from and event", "old state and event", "current state and event"
        ):
            return ""
        carries = "|carries=1"
        r.over(frozenset({")"}))
        r.said("inside", "in it")
    kept = _kept(r)
    return f"rest={error or '*'}{carries}{kept}" if r.done else ""


def _rest_of(r: StateReader) -> str:
    """“`handle()` returns false for every other pair and changes nothing”."""
    name = bare_name(r.raw()).removesuffix("()")
    r.at += 1
    if not r.over(_REFUSES):
        return ""
    value = r.raw()
    if value not in ("false", "None"):
        return ""
    r.at += 1
    r.over(frozenset({"for", "on", "in"}))
    if not (r.over(_EVERY) and r.over(_OTHER)):
        return ""
    r.over(_PAIRS)
    kept = _kept(r)
    return f"rest={value}|name={name}{kept}" if r.done else ""


def _kept(r: StateReader) -> str:
    """“, slot unchanged”, “and changes nothing”; the words stay where they are if they say something else."""
    kept, start = "", r.at
    if r.at < len(r.words):
        r.over(_JOINS, _JOINS) or r.over(_JOINS)
        r.over(frozenset({"with"}))
        if r.said("leaves", "keeps", "leave", "keep"):
            r.over(THINGS | {"everything"})
            if not r.said("unchanged", "alone", "as it is", "as it was", "as is", "untouched", "same"):
                return ""
        elif r.said(
            "changes nothing",
            "change nothing",
            "do not change anything",
            "nothing changes",
            "nothing is changed",
            "does not change anything",
            "without change",
        ):
            pass
        elif r.said("does not change", "without changing", "without touching"):
            if not r.over(THINGS):
                return ""
        elif r.over(THINGS):
            r.over(frozenset({"is", "stays", "remains"}))
            if not r.said("unchanged", "untouched", "as it was", "as it is", "same"):
                return ""
        else:
            return ""
        kept = "|kept=1"
    elif start == r.at:
        return ""
    return kept


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
        if not (r.over(_JOINS | {"or"}, _JOINS | {"or"}) or r.over(_JOINS | {"or"})):
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
