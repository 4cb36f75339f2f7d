"""Reads sentences about allocators of numbers: “`alloc()` returns the lowest free ASID, never 0”, “a full pool rolls over: …”.

A sentence becomes rows `key=value`; what is said of one method begins with `of=method`. All words must be taken up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.pool_methods import of_method
from uowgen.claims.sentences.pool_reader import FREE, GIVES, LOWEST, MARKS, POOLS, TAKEN, PoolReader, all_but, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

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


def claims(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """The rows of a whole sentence, between zero bytes."""
    if n:
        return
    for form in (of_method, _rolls, _no_effect, _of_none):
        reader = PoolReader(words, n, known)
        rows = form(reader)
        if rows and reader.done:
            yield "\0".join(rows), len(words)
            return


def _of_none(r: PoolReader) -> list[str]:
    """What is said without a method: “the lowest free ASID is given out first”, “all ASIDs except 0 are free in a new pool”."""
    if r.over(LOWEST):
        r.over(FREE)
        if not r.thing() or not r.over(frozenset({"is", "comes", "goes"})):
            return []
        r.over(frozenset({"always"}))
        r.said("given out", "handed out", "allocated", "returned", "taken", "used", "out", "given")
        r.over(frozenset({"first", "next"}))
        return ["lowest=1"] if r.done else []
    start = r.at
    if kept := all_but(r):
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


def _rolls(r: PoolReader) -> list[str]:
    """“A full pool rolls over: generation + 1, TLB flushed once, ASID 1 returned”, “when all are taken, the generation goes up by one and …”."""
    start = r.at
    condition = False
    if r.over(frozenset({"full", "exhausted", "used-up"}), POOLS):
        condition = True
        if r.said("rolls over", "starts over", "begins anew", "wraps", "starts new generation", "begins new generation"):
            rows = ["rolls=1", "mark=+1"] if r.words[r.at - 1].text in MARKS else ["rolls=1"]
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
            condition = r.said(*TAKEN)
        else:
            r.thing()
            condition = r.said("is full", "is exhausted", "runs out", "is used up")
        rows = ["rolls=1"]
        r.over(frozenset({",", ":"}))
    if not condition:
        r.at = start
        return []
    more = parts(r, _rolled)
    return [*rows, *more] if more else []


def _rolled(r: PoolReader) -> list[str]:
    """“generation + 1”, “the generation goes up by one”, “TLB flushed once”, “ASID 1 returned”, “1 is given out”."""
    start = r.at
    if r.over(frozenset({"raises", "increments", "bumps", "advances", "increases"})):
        if r.over(MARKS):
            r.said("by one", "by 1")
            return ["mark=+1"]
        r.at = start
        return []
    if r.over(MARKS):
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
    if r.over(GIVES):
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


def _no_effect(r: PoolReader) -> list[str]:
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
