"""Sentences on calls that are given what is held already, or something else: “`wake()` ignores another channel”, “only the owner can unlock”,
and on what is stored, or given back, only once.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.held import Held
from uowgen.claims.cases.machines.lexicon import ARTICLES, stem
from uowgen.claims.cases.machines.outcomes import Outcomes
from uowgen.claims.valued.tokens import humps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Holder, Side, Step
    from uowgen.claims.cases.machines.words import Words

_OTHER = frozenset(
    "another other different wrong mismatched mismatching unknown foreign unrelated incorrect stale non-matching".split()
)
_STRANGERS = (
    "somebody else", "someone else", "anybody else", "anyone else", "a stranger", "strangers", "others", "another one", "something else", "anything else",
)  # fmt: skip
_BY = (
    "that are waiting on",
    "waiting on",
    "waiting for",
    "given by",
    "called by",
    "called with",
    "with",
    "by",
    "on",
    "of",
    "for",
    "from",
    "given",
    "under",
    "if given",
    "when given",
    "in",
)
_IGNORES = frozenset("ignores ignore skips disregards rejects refuses declines".split())
_ACCEPTS = (
    "accepts",
    "takes",
    "heeds",
    "honours",
    "honors",
    "reacts to",
    "listens to",
    "works with",
    "works for",
    "works on",
    "acts on",
    "succeeds for",
    "succeeds with",
)
_SAME = frozenset("same right matching own its that correct current expected held recorded stored".split())
_ONCE = ("exactly once", "only once", "just once", "once", "at most once", "only the first time", "the first time only")
_GIVES = ("returns", "gives", "yields", "hands out", "gives out", "gives back", "reports", "tells", "delivers")


class Key(NamedTuple):
    """Which argument of a call must be what which field holds, for the call to be taken."""

    place: int
    field: str
    words: frozenset[str]


def of_matched(w: Words) -> Iterator[list[Claim]]:
    """What is so of calls that are given something else than what is held."""
    name = w.call(w.over(0, ARTICLES))
    at = w.over(0, ARTICLES) + 1
    if not name and w.low(0) == "only":
        yield from _only(w)
        return
    if not name:
        yield from _of_any(w)
        return
    yield from _once(w, name, at)
    for key in keys_of(w.holder, name):
        yield from _ignored(w, name, at, key)
        for j in _behind(w, at, key):
            yield from _come_to(w, name, w.said(j, ",") or j, w.end, key)
        for builder, j, _ in Outcomes(w).of(at, Scope(frozenset({name}))):
            if any(end == w.end for end in _behind(w, w.said(j, ",") or j, key)):
                yield [_otherwise(name, key, [c.right for c in builder(Scope(frozenset({name})))], w.holder)]
        only = w.said(at, "only")
        accepts = w.said(only, *_ACCEPTS) if only else 0
        if accepts and _same(w, accepts, key) == w.end:
            yield [_otherwise(name, key, [_not_taken], w.holder)]


def keys_of(holder: Holder, name: str) -> list[Key]:
    """The fields of which a call must be given what they hold: so in each of the spec's own calls that was taken."""
    action = next((a for a in holder.calls if a.name == name), None)
    found = []
    for place, (parameter, _) in enumerate(action.takes if action is not None else ()):
        steps = [s for s in holder.theirs.steps if s.action == name and len(s.given) > place]
        for field in sorted({f for s in steps for f in s.before if f.startswith(".") and f != holder.key}):
            taken = [s for s in steps if _taken(s)]
            if taken and all(_held(s, field) == s.given[place] for s in taken) and any(_differs(s, place, field) for s in steps):
                words = {stem(p) for p in (*humps(field.strip(".")), *humps(parameter))}
                found.append(Key(place, field, frozenset(words)))
    return found


def _taken(s: Step) -> bool:
    return not s.panicked and (s.moved if s.taken is None else s.taken)


def _not_taken(s: Step) -> bool:
    return not s.panicked and not s.moved and s.taken is not True


def _held(s: Step, field: str) -> object:
    value = s.before.get(field)
    return value[1] if isinstance(value, tuple) and value[:1] == ("Some",) and len(value) == 2 else value


def _differs(s: Step, place: int, field: str) -> bool:
    value = _held(s, field)
    return value is not None and value != ("None",) and value != s.given[place]


def _otherwise(name: str, key: Key, rights: list[Callable[[Step], bool | None]], holder: Holder) -> Claim:
    """All of `rights` are so of each call that is given something else, where it would be taken if it were given what is held."""

    def whole(side: Side) -> bool | None:
        mine = [s for s in side.steps if s.action == name]
        ready = {_before(s) for s in mine if _taken(s) and _held(s, key.field) == s.given[key.place]}
        rows = [right(s) for s in mine if _differs(s, key.place, key.field) and _before(s) in ready for right in rights]
        return None if not rows or name in side.unknown else False if False in rows else None if None in rows else True

    del holder
    return Claim(Scope(frozenset({name})), lambda _s: None, whole=whole)


def _before(s: Step) -> str:
    return repr(sorted(s.before.items(), key=str))


# ------------------------------------------------------------------------------------------------------------------ words


def _noun(w: Words, i: int, key: Key) -> int:
    """Behind the noun of what is held, `channel`, “tag”; 0 if it is not here."""
    j = i
    while j < w.end and j < i + 3 and stem((w.low(j) or w.raw(j)).rstrip("s")) in {k.rstrip("s") for k in key.words}:
        j += 1
    return j if j > i else 0


def _other(w: Words, i: int, key: Key) -> int:
    """Behind “another channel”, “a wrong tag”, “somebody else”; 0 if it is not here."""
    if j := w.said(i, *_STRANGERS):
        return j
    j = w.over(i, ARTICLES)
    return _noun(w, j + 1, key) if w.low(j) in _OTHER else 0


def _same(w: Words, i: int, key: Key) -> int:
    """Behind “the owner”, “its own tag”; 0 if it is not here."""
    return _noun(w, w.over(i, ARTICLES | _SAME), key)


def _behind(w: Words, i: int, key: Key) -> Iterator[int]:
    """Where “on another channel”, “by somebody else” ends."""
    if (j := w.said(i, *_BY)) and (end := _other(w, j, key)):
        yield end


def _ignored(w: Words, name: str, i: int, key: Key) -> Iterator[list[Claim]]:
    """“`wake()` ignores threads blocked on another channel”, “`complete()` ignores other tags”."""
    if w.low(i) not in _IGNORES:
        return
    claim = [_otherwise(name, key, [_not_taken], w.holder)]
    if _other(w, i + 1, key) == w.end:
        yield claim
        return
    starts = [i + 1]
    if thing := w.thing(i + 1):
        starts.append(thing)
    starts += [j for j in (w.over(i + 1, ARTICLES | w.nouns),) if j > i + 1]
    rows = list(starts)
    for start in starts:
        k = w.said(start, "that are", "that is", "which are", "which is") or start
        rows += [end for _, end in w.listed(k)]
        rows += [k + 1 for a in w.holder.calls if w.low(k) and stem(humps(a.name)[0]) == stem(w.low(k))]
    if any(end == w.end for start in rows for end in _behind(w, start, key)):
        yield claim


def _come_to(w: Words, name: str, i: int, end: int, key: Key) -> Iterator[list[Claim]]:
    """“`unlock()` by another owner gives `NotOwner`”: outcomes joined by “and”."""
    scope = Scope(frozenset({name}))
    if w.low(i) in ("leaves", "keeps") and (thing := w.thing(i + 1)):
        for states, j in w.listed(thing):
            if j == end:
                yield [_otherwise(name, key, [lambda s, to=states: w.holder.state(s.after) in to], w.holder)]  # type: ignore[misc]
    for builder, j, _ in Outcomes(w).of(w.over(i, frozenset({"it", "is", "then"})) if w.low(i) == "it" else i, scope):
        rights = [c.right for c in builder(scope)]
        if j == end:
            yield [_otherwise(name, key, rights, w.holder)]
        elif k := w.said(j, "and", ", and", "but"):
            for more, last, _ in Outcomes(w).of(k, scope):
                if last == end:
                    yield [_otherwise(name, key, [*rights, *(c.right for c in more(scope))], w.holder)]


def _of_any(w: Words) -> Iterator[list[Claim]]:
    """“a wrong tag changes nothing”, “other channels are ignored”: of each call that takes such a thing."""
    rows: list[list[Claim]] = []
    for action in w.holder.calls:
        scope = Scope(frozenset({action.name}))
        for key in keys_of(w.holder, action.name):
            j = _other(w, 0, key)
            for builder, end, _ in Outcomes(w).of(j, scope) if j else ():
                if end == w.end:
                    rows.append([_otherwise(action.name, key, [c.right for c in builder(scope)], w.holder)])
    if rows:
        yield [claim for row in rows for claim in row]


def _only(w: Words) -> Iterator[list[Claim]]:
    """“only the owner can unlock”, “only the matching channel wakes it”."""
    for action in w.holder.calls:
        for key in keys_of(w.holder, action.name):
            j = _same(w, 1, key)
            k = w.said(j, "can", "may", "is able to") or j if j else 0
            for deed, end in w.deeds(k) if k else ():
                if deed.call == action.name and (end == w.end or w.thing(end) == w.end):
                    yield [_otherwise(action.name, key, [_not_taken], w.holder)]


# ------------------------------------------------------------------------------------------------------------------- once


def _once(w: Words, name: str, i: int) -> Iterator[list[Claim]]:
    """“`exit()` stores the exit code once”, “`reap()` returns the status once”."""
    held = Held(w)
    stores, gives = w.low(i) in _STORES, w.said(i, *_GIVES)
    for field, j in held.key(gives or i + 1) if stores or gives else ():
        if w.said(j, *_ONCE) != w.end:
            continue
        if stores:
            yield [_stored_once(name, field)]
        else:
            yield [_given_once(name, field)]


_STORES = frozenset("stores records remembers saves sets notes keeps writes".split())


def _stored_once(name: str, field: str) -> Claim:
    """What is given is stored where nothing is held, and what is held stays, whatever is given then."""

    def whole(side: Side) -> bool | None:
        mine = [s for s in side.steps if s.action == name and field in s.before]
        free = [s for s in mine if s.before[field] == ("None",) and _taken(s)]
        full = [s for s in mine if s.before[field] != ("None",)]
        if not free or not full or name in side.unknown or any(s.panicked for s in (*free, *full)):
            return None
        stored = all(_after(s, field) in s.given for s in free)
        return stored and all(s.after[field] == s.before[field] for s in full)

    return Claim(Scope(frozenset({name})), lambda _s: None, whole=whole)


def _after(s: Step, field: str) -> object:
    value = s.after[field]
    return value[1] if isinstance(value, tuple) and value[:1] == ("Some",) and len(value) == 2 else value


def _given_once(name: str, field: str) -> Claim:
    """What is held is given, and a call right behind gives nothing."""

    def whole(side: Side) -> bool | None:
        mine = [s for s in side.steps if s.action == name and field in s.before]
        given = [s for s in mine if _taken(s)]
        ends = {repr(sorted(s.after.items(), key=str)) for s in given}
        again = [s for s in mine if _before(s) in ends]
        if not given or not again or name in side.unknown:
            return None
        return all(s.gave in _dressed(s, field) for s in given) and not any(_taken(s) for s in again)

    return Claim(Scope(frozenset({name})), lambda _s: None, whole=whole)


def _dressed(s: Step, field: str) -> tuple[object, ...]:
    """What is held, as a call may give it."""
    value = _held(s, field)
    return s.before[field], value, ("Some", value), ("Ok", value)


__all__ = ["keys_of", "of_matched"]
