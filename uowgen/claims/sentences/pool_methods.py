"""What is said of one method of an allocator: what it begins with, gives out, takes back, ignores, refuses, counts."""

from __future__ import annotations

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.pool_reader import (
    FREE,
    GIVES,
    JOINS,
    LOWEST,
    MARKS,
    NOT_OUT,
    POOLS,
    TAKEN,
    PoolReader,
    all_but,
    of_old,
    parts,
)


def of_method(r: PoolReader) -> list[str]:
    """What is said of a method: what it begins with, what it gives out, takes back, ignores, counts."""
    raw = r.raw()
    name = bare_name(raw.removesuffix("()"))
    if not (r.words and r.words[0].code and name.isidentifier() and name.islower()):
        return []
    r.at += 1
    start = r.at
    for form in (_refuses, _given_back, _begins, _gives_out, _takes_back, _ignores, _counts):
        r.at = start
        rows = parts(r, form)
        if rows and r.done:
            return [f"of={name}", *rows]
    return []


def _refuses(r: PoolReader) -> list[str]:
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
        if not r.said(*TAKEN):
            return []
    elif not (r.over(POOLS) and r.said("is full", "is exhausted", "is used up")) and not (
        r.said("nothing is free", "none is free", "nothing is left", "none is left")
        or (r.said("no") and r.thing() and r.said("is free", "is left", "are free", "are left"))
    ):
        return []
    return [f"refuses={count or '*'}"]


def _given_back(r: PoolReader) -> list[str]:
    """“of a tag that is not in use returns false and changes nothing”, “of a stale id is ignored”, “of ASID 0 does nothing”."""
    if not r.over(frozenset({"of", "with", "for", "on"})):
        return []
    which = ""
    if r.over(frozenset({"stale", "old", "outdated", "expired"})):
        which = "stale" if r.thing() else ""
    elif r.over(frozenset({"free", "unused", "unallocated"})):
        which = "free" if r.thing() else ""
    elif r.text() not in JOINS and (figure := r.numbered()):
        which = figure
    elif r.thing():
        which = (
            "free" if r.said(*NOT_OUT)
            else "stale" if of_old(r) else ""
        )  # fmt: skip
    if not which:
        return []
    return parts(r, lambda r: _becomes(r, which))


def _becomes(r: PoolReader, which: str) -> list[str]:
    """“returns false”, “is ignored”, “changes nothing”."""
    if r.over(frozenset({"returns", "gives", "is", "answers"})):
        if r.said("false"):
            return [f"rejects={which}"]
        ignored = r.words[r.at - 1].text == "is" and r.said("ignored", "no-op", "without effect")
    else:
        ignored = r.said(
            "changes nothing", "does nothing", "has no effect", "leaves everything as it was", "nothing changes", "changes no state"
        )
    return [f"ignores={which}"] if ignored else []


def _begins(r: PoolReader) -> list[str]:
    """“has only ASID 0 in use, generation 1”, “reserves 0 and starts with generation 1”, “starts empty”."""
    start = r.at
    r.over(frozenset({"has", "starts", "begins", "creates", "marks"}))
    r.said("with", "in", "at")
    if r.over(MARKS) and (figure := r.figure()):
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
    if not marks and (kept := all_but(r)):
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


def _gives_out(r: PoolReader) -> list[str]:
    """“returns the lowest free ASID, never 0”."""
    if r.said("never"):
        r.over(GIVES)
        r.over(frozenset({"out"}))
        figure = r.numbered()
        r.said("out")
        return [f"never={figure}"] if figure else []
    r.over(frozenset({"always"}))
    if not r.over(GIVES):
        return []
    r.over(frozenset({"out"}))
    if r.over(LOWEST):
        r.over(LOWEST)
        if r.over(FREE) or (r.said("one that is", "number that is") and r.over(FREE)):
            r.thing()
            return ["lowest=1"]
        if r.thing() and r.said("that is free", "that is not in use", "not in use", "that is available"):
            return ["lowest=1"]
    return []


def _takes_back(r: PoolReader) -> list[str]:
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


def _which(r: PoolReader) -> str | None:
    """“an ASID of this generation”, “a current id”, “the number”."""
    r.over(frozenset({"current", "live", "valid", "given", "allocated"}))
    if not r.thing():
        return None
    if r.over(frozenset({"of", "from"})):
        r.over(frozenset({"this", "current", "same", "running"}))
        if not r.over(MARKS):
            return None
    return "current"


def _ignores(r: PoolReader) -> list[str]:
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
        elif r.text() not in JOINS and (figure := r.numbered()):
            found.append(f"ignores={figure}")
        elif r.over(frozenset({"those", "ones", "one"})) or (r.text() not in JOINS and r.thing()):
            if of_old(r):
                found.append("ignores=stale")
            elif r.said(*NOT_OUT):
                found.append("ignores=free")
            else:
                return []
        else:
            return []
        if r.done:
            return found
        if not (r.over(JOINS | {"or"}, JOINS) or r.over(JOINS | {"or"})):
            return []


def _counts(r: PoolReader) -> list[str]:
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
