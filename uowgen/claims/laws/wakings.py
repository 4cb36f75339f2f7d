"""Reads when those who wait are woken: “readers are woken when the ring stops being empty”, “wakes waiters only when it becomes non-empty”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.conditions import Conditions
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome
from uowgen.claims.laws.situations import after, and_, not_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_ACTIVE = frozenset("wakes notifies signals unblocks kicks alerts unparks wake notify signal".split())
_PASSIVE = frozenset("woken notified signalled signaled unblocked kicked alerted unparked awakened awoken".split())
_CALLED = frozenset(form(w) for w in "wake notify signal unblock kick unpark broadcast alert awaken".split())
_WAITING = frozenset(
    "reader readers listener listeners waiter waiters sleeper sleepers consumer consumers task tasks thread threads subscriber subscribers "
    "writer writers producer producers poller pollers receiver receivers process processes everybody everyone".split()
)
_ANY = frozenset("all any every each waiting sleeping blocked up its them pending of one".split())
_SETTING = frozenset("when if once whenever as on at".split())
_FOR_ALL = frozenset(form(w) for w in "all every everyone everybody many broadcast".split())
_STOPS = (
    ("stops", "being"),
    ("ceases", "to", "be"),
    ("is", "no", "longer"),
    ("no", "longer"),
    ("is", "not", "any", "more"),
    ("leaves",),
)
_BECOMES = frozenset("becomes gets turns goes".split())
_PASSAGE = (
    ("transition", "from"),
    ("change", "from"),
    ("step", "from"),
    ("edge", "from"),
    ("goes", "from"),
    ("changes", "from"),
    ("turns", "from"),
)


def wakes(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“wakes the readers”, “notifies listeners”: of a call of the method."""
    if len(words) > 1 and not words[0].code and words[0].text in _ACTIVE and _is_audience(words[1:]) and _ever(lexicon, method):
        yield _for_one() if any(w.text in ("one", "single") for w in words[1:]) else _made()


def woken(words: Words, lexicon: Lexicon) -> Iterator[tuple[str, Test, Outcome]]:
    """Who wakes, when, and that it is done: of every method that comes into that situation."""
    said = [w.text if not w.code else "`" for w in words]
    at = next((n for n, w in enumerate(said) if w in ("only", *_SETTING) and n > 1), 0)
    if not at:
        return
    lead, rest = words[:at], words[at:]
    passive = said[at - 1] in _PASSIVE and said[at - 2] in ("are", "is", "get", "gets") and _is_audience(lead[:-2])
    active = said[0] in _ACTIVE and _is_audience(lead[1:])
    only = said[at] == "only"
    rest = rest[1:] if only else rest
    if not (passive or active) or len(rest) < 3 or rest[0].code or rest[0].text not in _SETTING:
        return
    rows = moments_of(lexicon.journal).by_method
    for passage in _passages(rest[1:], lexicon):
        found = []
        for name in lexicon.journal.parts:
            moments = rows.get(name, ())
            there = [m for m in moments if passage(m) is True]
            if any(not _is_made(m.own) for m in there):
                return
            if only and any(_is_made(m.own) for m in moments if passage(m) is not True):
                return
            if there or only:
                found.append((name, _any if only else passage, _made_only(passage) if only else _made()))
        yield from found


def _any(m: Moment) -> bool | None:
    return True


def _passages(words: Words, lexicon: Lexicon) -> Iterator[Test]:
    """“the ring stops being empty”, “it becomes full”, “the transition from empty to non-empty”: what is so on one side of a call only."""
    said = tuple(w.text if not w.code else "`" for w in words)
    for n in range(min(len(said), 5)):
        stop = next((s for s in _STOPS if said[n : n + len(s)] == s), None)
        if stop is not None:
            yield from (_turns(test) for test in _stands(words[:n], words[n + len(stop) :], lexicon))
        if said[n] in _BECOMES and said[n + 1 : n + 2] != ("from",):
            yield from (_turns(not_(test)) for test in _stands(words[:n], words[n + 1 :], lexicon))
        if said[n : n + 2] in _PASSAGE and "to" in said[n + 2 :]:
            to = said.index("to", n + 2)
            befores = _stands(words[:n], words[n + 2 : to], lexicon)
            afters = _stands(words[:n], words[to + 1 :], lexicon)
            yield from (and_(one, after(other)) for one in befores for other in afters)


def _stands(whole: Words, state: Words, lexicon: Lexicon) -> list[Test]:
    """How the whole stands: `whole` must name it, if anything."""
    from uowgen.claims.stories.cast import Cast

    cast = Cast(lexicon.journal)
    if any(not cast.is_type(w) for w in whole) or not state:
        return []
    return Conditions(lexicon, "").read(state)


def _turns(test: Test) -> Test:
    """It is so before the call, and not after it."""
    return and_(test, not_(after(test)))


def _is_audience(words: Words) -> bool:
    named = [w.text for w in words if w.code or w.text not in _ANY]
    return bool(words) and (not named or (len(named) == 1 and named[0] in _WAITING)) and not any(w.code for w in words)


def _is_made(beat: Beat) -> bool:
    return any(_CALLED & set(parts(d.path.replace(".", "::").rpartition("::")[2])) for d in beat.did)


def _ever(lexicon: Lexicon, method: str) -> bool:
    return any(_is_made(m.own) for m in moments_of(lexicon.journal).by_method.get(method, ()))


def _made() -> Outcome:
    """A call that wakes is made."""

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        # A call that the spec's own code never makes there may wake as well.
        others = [d for d in m.ours.did if not d.helper and all(d.path != o.path for o in m.own.did)]
        return True if _is_made(m.ours) else None if others else False

    return Outcome(lambda m: _is_made(m.own), tree, lambda m: None if m.ours is None else _is_made(m.ours) == _is_made(m.own))


def _for_one() -> Outcome:
    """One call that wakes is made, and none that is for all who wait."""
    made = _made()

    def right(beat: Beat) -> bool:
        names = [parts(d.path.replace(".", "::").rpartition("::")[2]) for d in beat.did]
        called = [n for n in names if _CALLED & set(n)]
        return len(called) == 1 and not set(called[0]) & _FOR_ALL

    def tree(m: Moment) -> bool | None:
        seen = made.tree(m)
        return right(m.ours) if seen and m.ours is not None else seen

    return Outcome(lambda m: right(m.own), tree, made.alike)


def _made_only(passage: Test) -> Outcome:
    """Such a call is made in that situation and in no other."""

    def right(m: Moment, beat: Beat) -> bool | None:
        there = passage(m)
        return None if there is None else _is_made(beat) is there

    def tree(m: Moment) -> bool | None:
        return right(m, m.ours) if m.ours is not None else None

    return Outcome(lambda m: right(m, m.own), tree)


__all__ = ["wakes", "woken"]
