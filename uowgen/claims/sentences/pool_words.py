"""Reads sentences about allocators of numbers: “`alloc()` returns the lowest free ASID, never 0”, “a full pool rolls over: …”.

A sentence becomes rows `key=value`; what is said of one method begins with `of=method`. All words must be taken up.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.word_reader import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

_JOINS = frozenset({",", ";", "and", "but", ":"})
_GIVES = frozenset("returns gives yields hands allocates takes picks".split())
_LOWEST = frozenset("lowest smallest first least".split())
_FREE = frozenset("free unused available unallocated".split())
_MARKS = frozenset("generation epoch version era round cycle".split())
_POOLS = frozenset("pool allocator bitmap table set map one".split())
_AGAIN = frozenset("once exactly only".split())
_DONE = {
    "flushed": "flush", "invalidated": "invalidate", "cleared": "clear", "purged": "purge", "reset": "reset", "signalled": "signal", "notified": "notify",
    "synced": "sync", "synchronised": "sync", "drained": "drain", "flushes": "flush", "invalidates": "invalidate",
}  # fmt: skip
_NOUNS = {
    "flush": "flush",
    "flushes": "flush",
    "invalidation": "invalidate",
    "invalidations": "invalidate",
    "shootdown": "shootdown",
    "purge": "purge",
    "sync": "sync",
}


class _Reader(WordReader):
    """The words of a sentence about an allocator."""

    def thing(self) -> str:
        """What is given out: “ASID”, “number”, “ids”; which type that is is for the kind to find out."""
        raw = self.raw()
        if (
            self.at < len(self.words)
            and raw.replace("_", "").isalpha()
            and self.text() not in _JOINS | _FREE | _MARKS
            and raw != "None"
        ):
            self.at += 1
            return raw
        return ""

    def figure(self) -> str:
        raw = self.raw()
        if raw.isdigit() or (raw[:2] == "0x" and raw[2:].isalnum()):
            self.at += 1
            return raw
        return self.number() if self.text() in ("zero", "one") else ""

    def numbered(self) -> str:
        """“ASID 0”, “0”, “number 0”."""
        start = self.at
        figure = self.figure()
        if figure:
            return figure
        if self.thing() and (figure := self.figure()):
            return figure
        self.at = start
        return ""


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The rows of a whole sentence, between zero bytes."""
    if n:
        return
    for form in (_of_method, _rolls, _no_effect, _of_none):
        reader = _Reader(words, n, known)
        rows = form(reader)
        if rows and reader.done:
            yield "\0".join(rows), len(words)
            return


def _parts(r: _Reader, one: Callable[[_Reader], list[str]]) -> list[str]:
    """Parts with commas and “and” between them, to the end."""
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return []
        found = one(r)
        if not found:
            return []
        rows += found
    return rows


def _of_method(r: _Reader) -> list[str]:
    """What is said of a method: what it begins with, what it gives out, takes back, ignores, counts."""
    raw = r.raw()
    name = bare_name(raw.removesuffix("()"))
    if not (r.words and r.words[0].code and name.isidentifier() and name.islower()):
        return []
    r.at += 1
    start = r.at
    for form in (_refuses, _given_back, _begins, _gives_out, _takes_back, _ignores, _counts):
        r.at = start
        rows = _parts(r, form)
        if rows and r.done:
            return [f"of={name}", *rows]
    return []


def _refuses(r: _Reader) -> list[str]:
    """“is `None` once all 31 tags are taken”, “returns `None` when the pool is full”."""
    if not r.over(frozenset({"is", "returns", "gives", "yields", "answers"})) or r.raw() != "None":
        return []
    r.at += 1
    if not r.over(frozenset({"once", "when", "if", "after"})):
        return []
    count = ""
    if r.over(frozenset({"all", "every"})):
        count = r.figure()
        r.thing() if r.text() not in ("are", "is") else None
        if not r.said(*_TAKEN):
            return []
    elif not (r.over(_POOLS) and r.said("is full", "is exhausted", "is used up")) and not (
        r.said("nothing is free", "none is free", "nothing is left", "none is left")
        or (r.said("no") and r.thing() and r.said("is free", "is left", "are free", "are left"))
    ):
        return []
    return [f"refuses={count or '*'}"]


_TAKEN = (
    "are taken",
    "are in use",
    "are out",
    "is taken",
    "is in use",
    "are used",
    "is out",
    "are used up",
    "are allocated",
    "is allocated",
    "are busy",
    "are given out",
)


def _given_back(r: _Reader) -> list[str]:
    """“of a tag that is not in use returns false and changes nothing”, “of a stale id is ignored”, “of ASID 0 does nothing”."""
    if not r.over(frozenset({"of", "with", "for", "on"})):
        return []
    which = ""
    if r.over(frozenset({"stale", "old", "outdated", "expired"})):
        which = "stale" if r.thing() else ""
    elif r.over(frozenset({"free", "unused", "unallocated"})):
        which = "free" if r.thing() else ""
    elif r.text() not in _JOINS and (figure := r.numbered()):
        which = figure
    elif r.thing():
        which = (
            "free" if r.said(*_NOT_OUT)
            else "stale" if _of_old(r) else ""
        )  # fmt: skip
    if not which:
        return []
    rows: list[str] = []
    while not r.done:
        if rows and not (r.over(_JOINS, _JOINS) or r.over(_JOINS)):
            return []
        if r.over(frozenset({"returns", "gives", "is", "answers"})):
            if r.said("false"):
                rows.append(f"rejects={which}")
            elif r.words[r.at - 1].text == "is" and r.said("ignored", "no-op", "without effect"):
                rows.append(f"ignores={which}")
            else:
                return []
        elif r.said(
            "changes nothing", "does nothing", "has no effect", "leaves everything as it was", "nothing changes", "changes no state"
        ):
            rows.append(f"ignores={which}")
        else:
            return []
    return rows


_NOT_OUT = (
    "that is not in use",
    "that is free",
    "that are free",
    "that are not in use",
    "not in use",
    "that is already free",
    "that was already freed",
    "that is not out",
    "that is not taken",
    "that was not given out",
    "that is not allocated",
)


def _of_old(r: _Reader) -> bool:
    """“of an earlier generation”, “from another epoch”."""
    start = r.at
    if (
        r.over(frozenset({"of", "from"}))
        and r.over(frozenset({"earlier", "older", "old", "previous", "other", "another", "past", "different"}))
        and r.over(_MARKS | {f"{m}s" for m in _MARKS})
    ):
        return True
    r.at = start
    return False


def _begins(r: _Reader) -> list[str]:
    """“has only ASID 0 in use, generation 1”, “reserves 0 and starts with generation 1”, “starts empty”."""
    start = r.at
    r.over(frozenset({"has", "starts", "begins", "creates", "marks"}))
    r.said("with", "in", "at")
    if r.over(_MARKS) and (figure := r.figure()):
        return [f"mark={figure}"]
    r.at = start
    if r.over(frozenset({"reserves", "excludes"})):
        figure = r.numbered()
        r.said(
            "and nothing else", "only", "and no other", ", everything else is free", "and everything else is free", ", all others are free", "and leaves all others free",
            "and leaves everything else free", ", rest is free", "and rest is free",
        )  # fmt: skip
        return [f"only={figure}"] if figure else []
    marks = r.text() == "marks"
    r.over(frozenset({"has", "starts", "begins", "creates", "marks"}))
    r.over(frozenset({"with"}))
    if not marks and (kept := _all_but(r)):
        return [f"only={kept}"]
    only = r.said("only", "just", "nothing but")
    figure = r.numbered()
    if (
        figure
        and (only or marks)
        and r.said(
            "in use", "taken", "used", "reserved", "set", "marked", "marked as used", "as used", "as taken", "allocated", "out"
        )
    ):
        return [f"only={figure}"]
    return []


def _all_but(r: _Reader) -> str:
    """“all ASIDs free except 0”, “everything free but ASID 0”: the number that is not free at the beginning."""
    start = r.at
    every = r.over(frozenset({"all", "every"}))
    if r.over(frozenset({"everything"})) or (every and r.thing()):
        free = r.over(_FREE)
        if (r.said("except for", "except", "but", "apart from", "other than")) and (figure := r.numbered()):
            r.over(frozenset({"are", "is"}))
            if free or r.over(_FREE):
                return figure
    r.at = start
    return ""


def _of_none(r: _Reader) -> list[str]:
    """What is said without a method: “the lowest free ASID is given out first”, “all ASIDs except 0 are free in a new pool”."""
    if r.over(_LOWEST):
        r.over(_FREE)
        if not r.thing() or not r.over(frozenset({"is", "comes", "goes"})):
            return []
        r.over(frozenset({"always"}))
        r.said("given out", "handed out", "allocated", "returned", "taken", "used", "out", "given")
        r.over(frozenset({"first", "next"}))
        return ["lowest=1"] if r.done else []
    start = r.at
    if kept := _all_but(r):
        r.said(
            "in new pool",
            "in new allocator",
            "at first",
            "initially",
            "at beginning",
            "to begin with",
            "in new one",
            "at start",
            "after boot",
        )
        return [f"only={kept}"] if r.done else []
    r.at = start
    if r.thing() and r.said("are given out", "are handed out", "are allocated", "are taken", "are returned"):
        return ["lowest=1"] if r.said("lowest first", "smallest first", "from lowest", "lowest one first") else []
    return []


def _gives_out(r: _Reader) -> list[str]:
    """“returns the lowest free ASID, never 0”."""
    if r.said("never"):
        r.over(_GIVES)
        r.over(frozenset({"out"}))
        figure = r.numbered()
        r.said("out")
        return [f"never={figure}"] if figure else []
    r.over(frozenset({"always"}))
    if not r.over(_GIVES):
        return []
    r.over(frozenset({"out"}))
    if r.over(_LOWEST):
        r.over(_LOWEST)
        if r.over(_FREE) or (r.said("one that is", "number that is") and r.over(_FREE)):
            r.thing()
            return ["lowest=1"]
        if r.thing() and r.said("that is free", "that is not in use", "not in use", "that is available"):
            return ["lowest=1"]
    return []


def _takes_back(r: _Reader) -> list[str]:
    """“makes an ASID of this generation available again”, “returns a current number to the pool”."""
    if r.over(frozenset({"makes", "marks", "renders"})):
        of = _which(r)
        if of is None:
            return []
        return (
            ["again=1"]
            if r.said("available again", "free again", "available", "free", "usable again", "allocatable again", "as free")
            else []
        )
    if r.over(frozenset({"returns", "gives", "puts", "hands"})):
        r.over(frozenset({"back"}))
        of = _which(r)
        if of is None:
            return []
        return ["again=1"] if r.said("to pool", "back to pool", "into pool", "back into pool", "back") else []
    return []


def _which(r: _Reader) -> str | None:
    """“an ASID of this generation”, “a current id”, “the number”."""
    r.over(frozenset({"current", "live", "valid", "given", "allocated"}))
    if not r.thing():
        return None
    if r.over(frozenset({"of", "from"})):
        r.over(frozenset({"this", "current", "same", "running"}))
        if not r.over(_MARKS):
            return None
    return "current"


def _ignores(r: _Reader) -> list[str]:
    """“ignores stale ASIDs and ASID 0”, “does nothing for stale ids”, “leaves the pool alone for 0”."""
    first = r.said(
        "ignores",
        "skips",
        "does nothing for",
        "does nothing on",
        "does nothing with",
        "changes nothing for",
        "is no-op for",
        "has no effect on",
    )
    if not first and r.at <= 1:
        return []
    found: list[str] = []
    while True:
        if r.over(frozenset({"stale", "old", "outdated", "expired"})):
            if not r.thing():
                return []
            found.append("ignores=stale")
        elif r.text() not in _JOINS and (figure := r.numbered()):
            found.append(f"ignores={figure}")
        elif r.over(frozenset({"those", "ones", "one"})) or (r.text() not in _JOINS and r.thing()):
            if _of_old(r):
                found.append("ignores=stale")
            elif r.said(*_NOT_OUT):
                found.append("ignores=free")
            else:
                return []
        else:
            return []
        if r.done:
            return found
        if not (r.over(_JOINS | {"or"}, _JOINS) or r.over(_JOINS | {"or"})):
            return []


def _counts(r: _Reader) -> list[str]:
    """“does not count ASID 0”, “counts what is out, without 0”, “leaves out 0”."""
    if r.said("does not count", "does not include", "leaves out", "excludes", "never counts", "skips"):
        figure = r.numbered()
        return [f"uncounted={figure}"] if figure else []
    if r.said("counts", "is number of", "returns number of", "gives number of", "tells number of"):
        r.over(frozenset({"all"}))
        if not r.thing():
            return []
        if not r.said("in use", "given out", "handed out", "that are out", "out", "taken", "allocated", "that are in use"):
            return []
        r.said("in this generation", "of this generation")
        r.over(frozenset({","}))
        if r.said("without", "not counting", "except", "excluding"):
            figure = r.numbered()
            return [f"uncounted={figure}"] if figure else []
        return ["counts=1"]
    return []


def _rolls(r: _Reader) -> list[str]:
    """“A full pool rolls over: generation + 1, TLB flushed once, ASID 1 returned”, “when all are taken, the generation goes up by one and …”."""
    start = r.at
    condition = False
    if r.over(frozenset({"full", "exhausted", "used-up"}), _POOLS):
        condition = True
        if r.said("rolls over", "starts over", "begins anew", "wraps", "starts new generation", "begins new generation"):
            rows = ["rolls=1", "mark=+1"] if r.words[r.at - 1].text in _MARKS else ["rolls=1"]
            r.over(frozenset({":", ",", "with"}))
        else:
            rows = ["rolls=1"]
    elif r.said("rollover", "on rollover", "rolling over", "at rollover"):
        condition, rows = True, ["rolls=1"]
        r.over(frozenset({":", ","}))
    elif r.over(frozenset({"when", "if", "once"})):
        all_ = r.said("all", "every")
        if all_:
            r.thing() if r.text() not in ("are", "is") else None
            condition = r.said(*_TAKEN)
        else:
            r.thing()
            condition = r.said("is full", "is exhausted", "runs out", "is used up")
        rows = ["rolls=1"]
        r.over(frozenset({",", ":"}))
    if not condition:
        r.at = start
        return []
    more = _parts(r, _rolled)
    return [*rows, *more] if more else []


def _rolled(r: _Reader) -> list[str]:
    """“generation + 1”, “the generation goes up by one”, “TLB flushed once”, “ASID 1 returned”, “1 is given out”."""
    start = r.at
    if r.over(frozenset({"raises", "increments", "bumps", "advances", "increases"})):
        if r.over(_MARKS):
            r.said("by one", "by 1")
            return ["mark=+1"]
        r.at = start
        return []
    if r.over(_MARKS):
        if r.raw() == "+" and r.raw(1) == "1":
            r.at += 2
            return ["mark=+1"]
        if r.raw() in ("+1", "+=1"):
            r.at += 1
            return ["mark=+1"]
        r.over(frozenset({"is", "goes"}))
        if r.said(
            "goes up", "increments", "increases", "incremented", "increased", "raised", "bumped", "one higher", "advances", "up"
        ):
            r.said("by one", "by 1")
            return ["mark=+1"]
        r.at = start
        return []
    if r.text() in ("flushes", "invalidates") or (r.text(1) in _DONE or r.text(2) in _DONE):
        if r.text() in ("flushes", "invalidates"):
            verb = _DONE[r.text()]
            r.at += 1
            thing = r.thing()
        else:
            thing = r.thing()
            r.over(frozenset({"is", "gets"}))
            verb = _DONE.get(r.text(), "")
            r.at += 1
        called = ""
        if thing and verb and r.over(frozenset({"with", "by", "through", "via"})):
            called = bare_name(r.raw().removesuffix("()")) if r.at < len(r.words) and r.words[r.at].code else ""
            r.at += 1
            if not called:
                return []
        if thing in ("everything", "all", "it") and not called:
            return []
        if thing and verb:
            r.over(frozenset({"exactly"}))
            once = r.said("once", "one time")
            return [f"effect={called or f'{verb} {thing.lower()}'}{' once' if once else ''}"]
        r.at = start
        return []
    if r.over(_GIVES):
        r.over(frozenset({"out"}))
        figure = r.numbered()
        return [f"gives={figure}"] if figure else []
    figure = r.numbered()
    if figure:
        r.over(frozenset({"is"}))
        if r.said("returned", "given out", "handed out", "allocated", "given", "next"):
            return [f"gives={figure}"]
    r.at = start
    return []


def _no_effect(r: _Reader) -> list[str]:
    """“No TLB flush without rollover”, “the TLB is flushed only on rollover”."""
    if r.said("no"):
        thing = r.thing()
        verb = _NOUNS.get(r.text(), "")
        r.at += 1
        if (
            thing
            and verb
            and r.said(
                "without rollover",
                "unless it rolls over",
                "unless pool rolls over",
                "outside rollover",
                "otherwise",
                "except on rollover",
                "but on rollover",
                "before rollover",
            )
        ):
            return [f"unless={verb} {thing.lower()}"]
        return []
    thing = r.thing()
    r.over(frozenset({"is", "gets"}))
    verb = _DONE.get(r.text(), "")
    r.at += 1
    if (
        thing
        and verb
        and r.said(
            "only on rollover",
            "only at rollover",
            "only when pool rolls over",
            "on rollover only",
            "only by rollover",
            "at rollover only",
        )
    ):
        return [f"unless={verb} {thing.lower()}"]
    return []


READERS = {"poolclaims": claims}
