"""In which order things come out: “tasks of equal priority run in FIFO order”, “`pop()` takes the lowest key first”, “`unpop()` goes ahead of its peers”.

Short lives are told in which things are put in in several orders and all are taken out.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.lives import things_in
from uowgen.claims.laws.symbols import FIRST, Spoken, Stage, in_symbols
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.sentences.sentence import Word

    Right = Callable[[list[Gave]], bool | None]


class Trial(NamedTuple):
    """Lives, and whether what they come to is as said; None where it cannot be told."""

    lives: list[list[str]]
    right: Right
    plain: bool = False  # whether what goes against it was not misread
    more: bool = False  # whether it only counts where the spec's own code is so


_VERB = r"(?:PUT|TAKE|queued|armed|added|inserted|stored|submitted|enqueued|pushed|arrived|came)"
_OWN = r"(?:its|that|THING)"
_OLD = when_used(
    rf"\b(?:in )?fifo(?: order)?\b|\bfirst in ,? ?first out\b|\boldest(?:-{_VERB}|-\w+)? first\b|\bin order (?:THING|in which THING|that THING) (?:were|was|are)? ?{_VERB}\b"
    r"|\bin (?:same )?order (?:in which |that )?THING (?:went|came|go|come|were put|PUT) in\b"
    r"|\border (?:is|are|stays|remains) (?:kept|preserved|maintained|retained)\b"
    rf"|\bin order of (?:arrival|insertion)\b|\bin (?:arrival|insertion|PUT|arming) order\b|\bin order PUT saw THING\b|\blongest-waiting (?:is )?first\b"
    rf"|\bTHING (?:that )?(?:was )?{_VERB} (?:up )?(?:first|earliest) (?:is|comes|runs) (?:TAKE|out)? ?first\b|\blongest-waiting (?:THING )?is first to be TAKE\b"
    rf"|\bTHING that {_VERB} (?:up )?(?:earliest|first)\b|\bPUT (?:appends|adds|queues) (?:at|to) (?:tail|back|end)(?: of {_OWN} BESIDE)? and TAKE "
    r"(?:pops|takes|removes|TAKE) (?:from )?(?:head|front)\b"
)
_NEW = when_used(
    rf"\b(?:in )?lifo(?: order)?\b|\blast in ,? ?first out\b|\bnewest first\b|\bmost recently {_VERB} (?:THING )?first\b|\blatest first\b"
    rf"|\bTHING (?:that )?(?:was )?{_VERB} last (?:at BESIDE )?(?:is|comes|runs) (?:TAKE|out)? ?first\b"
)
_GROUP = when_used(
    r"\b(?:of|with|at|within|on|in) (?:equal|same|one|that|its|THING) BESIDE\b|\bwithin BESIDE\b|\b(?:of|with|at|within|on|in) BESIDE\b|\bequal BESIDE\b|\bsame-\w+\b|\bdue on one \w+\b"
)
_LOW = when_used(
    r"\b(?:lowest|smallest|least) (?:\w+ )?BESIDE(?: number)?(?: first)?\b|\bmost urgent BESIDE , 0 being most urgent\b|\blower (?:number|BESIDE) (?:wins|first)\b"
)
_HIGH = when_used(
    r"\b(?:highest|largest|greatest) (?:\w+ )?BESIDE(?: number)?(?: first)?\b|\bhigher (?:number|BESIDE) (?:wins|first)\b"
)
_AHEAD = when_used(
    r"\bTHING at (?:BESIDE )?(\d+) (?:is |are |comes |runs )?(?:TAKE )?(?:out )?(?:ahead of|before) THING at (?:BESIDE )?(\d+)"
)
_FRONT = when_used(
    r"\bahead of (?:its )?(?:THING|peers)\b(?: waiting| queued)?(?: at (?:that|same|its|THING) BESIDE)?|\b(?:to|at|goes to|goes at) (?:front|head) of (?:its|that|THING) BESIDE\b"
    r"|\bnext THING TAKE (?:at|from) (?:that|its|THING) BESIDE\b|\bbeats (?:all )?(?:others|THING) (?:queued |waiting |PUT )?at same BESIDE\b"
)
# What is said of the places being gone through more than once.
_AROUND = when_used(
    r"(?: ?[,(—])? ?(?:also|even|and)? ?(?:across|after|past|over|when|if|around|on|through|beyond) (?:WHOLE |indices |index |indexes |it |its |of )?"
    r"(?:wrap-arounds?|wraparounds?|(?:wrap|wraps|wrapped|wrapping)(?: around)?|end)\b(?: of (?:ring|buffer|array|queue|storage))?(?: ?\))?"
)
_LONG, _ROUND = 150, 2  # things that go through one after the other, so many at a time
_LEFT = frozenset(
    "THING TAKE PUT is are was were be come comes out back run runs returns returned reported of in to from takes serves picks wins when first by and , : at with puts put goes go "
    "hands gives yields expire expires together woken fired that among queued".split()
)


def trials(words: tuple[Word, ...], stage: Stage) -> Iterator[Trial]:
    """The lives that tell whether a sentence on an order is so; each must be right."""
    spoken, said = in_symbols(words, stage), {w.text for w in words}
    for wanted, phrase in (("old", _OLD), ("new", _NEW), ("low", _LOW), ("high", _HIGH), ("front", _FRONT)):
        found = list(phrase.finditer(spoken.text))
        if len(found) != 1:
            continue
        rest = f"{spoken.text[: found[0].start()]} {spoken.text[found[0].end() :]}"
        around = _AROUND.search(rest) if wanted == "old" else None
        if around is not None:
            rest = f"{rest[: around.start()]} {rest[around.end() :]}"
        grouped = bool(_GROUP.search(rest))
        rest = _GROUP.sub(" ", rest)
        rest = re.sub(r"^ *2 THING", "THING", rest)
        if re.search(r"\d", rest) or not set(rest.split()) <= _LEFT:
            continue
        exact = wanted in ("old", "new", "front") or "numerically" in said or "number" in said
        if wanted in ("old", "new"):
            yield from _in_time(stage, spoken, newest=wanted == "new", grouped=grouped)
            if not grouped:
                yield from _to_the_brim(stage, spoken, newest=wanted == "new")
            if around is not None:
                yield from _around(stage, spoken)
            elif not grouped and wanted == "old":
                yield from (t._replace(more=True) for t in _around(stage, spoken))
        elif wanted in ("low", "high") and not grouped:
            yield from (t._replace(plain=exact) for t in _by_number(stage, spoken, highest=wanted == "high"))
        elif wanted == "front":
            yield from _at_front(stage, spoken)
        return
    found = list(_AHEAD.finditer(spoken.text))
    if len(found) == 1:
        rest = (spoken.text[: found[0].start()] + spoken.text[found[0].end() :]).replace("lower number wins :", "")
        if not rest.split():
            yield from _ahead(stage, spoken, int(found[0][1]), int(found[0][2]))


def plain_puts(stage: Stage, spoken: Spoken) -> list[str]:
    """The methods that put in and are meant: those named, else those that do not say themselves that they go elsewhere."""
    if spoken.puts:
        return list(dict.fromkeys(spoken.puts))
    odd = ("front", "back", "requeue", "preempted", "first", "head", "tail", "unpop", "urgent")
    again = [n for n in stage.puts if any(n != other and n.endswith(other) for other in stage.puts)]
    return [n for n in stage.puts if n not in again and not any(w in n for w in odd)] or list(stage.puts)


def _takers(stage: Stage, spoken: Spoken) -> list[str]:
    return list(dict.fromkeys(spoken.takes)) or list(stage.takes)


def _in_time(stage: Stage, spoken: Spoken, *, newest: bool, grouped: bool) -> Iterator[Trial]:
    """Things put in one after the other come out so, or the other way round, however they are called."""
    for put in plain_puts(stage, spoken):
        roles = stage.puts[put]
        truths = [spoken.truth] if spoken.truth is not None or not roles.truths else [False, True]
        for truth in truths:
            for take in _takers(stage, spoken):
                for beside in (1, 3) if roles.beside else (None,):
                    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
                        yield _order(
                            stage,
                            [stage.put(put, FIRST + n, beside, truth=truth) for n in order],
                            take,
                            [FIRST + n for n in (reversed(order) if newest else order)],
                        )
                if (
                    roles.beside
                    and not grouped
                    and not stage.lexicon.journal.parts[put].parameters[roles.beside[0]][0].startswith(("delay", "tick"))
                ):
                    order = (0, 1, 2)  # whatever is given beside them
                    rows = [stage.put(put, FIRST + n, b, truth=truth) for n, b in zip(order, (5, 1, 3), strict=True)]
                    yield _order(stage, rows, take, [FIRST + n for n in (reversed(order) if newest else order)])


def _around(stage: Stage, spoken: Spoken) -> Iterator[Trial]:
    """Many more things than there is room for go through, a few at a time, with some always there."""
    for put in plain_puts(stage, spoken):
        for take in _takers(stage, spoken):
            calls = [stage.put(put, FIRST)]
            for n in range(1, _LONG, _ROUND):
                calls += [*(stage.put(put, FIRST + n + k) for k in range(_ROUND)), *[stage.take(take)] * _ROUND]
            calls += [stage.take(take)]
            known = frozenset(range(FIRST, FIRST + _LONG + _ROUND))

            def right(found: list[Gave], known: frozenset[int] = known, *, written: bool = "" not in calls) -> bool | None:
                out = things_in(found[0], known) if written else []
                return None if not out else out == sorted(known)[: len(out)] and len(out) >= _LONG - _ROUND

            yield Trial([calls], right, plain=True)


def _to_the_brim(stage: Stage, spoken: Spoken, *, newest: bool) -> Iterator[Trial]:
    """More things than there is room for are put in, then all are taken out: those that come out are neighbours, in their order."""
    for put in plain_puts(stage, spoken):
        if stage.puts[put].beside or stage.puts[put].truths:
            continue
        rows = [stage.put(put, FIRST + n) for n in range(_LONG)]
        known = frozenset(range(FIRST, FIRST + _LONG))
        for take in _takers(stage, spoken) if "" not in rows else ():

            def right(found: list[Gave], known: frozenset[int] = known) -> bool | None:
                out = things_in(found[0][_LONG:], known)
                once = out[: next((n for n, thing in enumerate(out) if thing in out[:n]), len(out))]
                order = once[::-1] if newest else once
                # Which of them are lost, the first or the last, is another question.
                return bool(order) and order == list(range(order[0], order[0] + len(order)))

            yield Trial([[*rows, *[stage.take(take)] * _LONG]], right, more=True)


def _by_number(stage: Stage, spoken: Spoken, *, highest: bool) -> Iterator[Trial]:
    for put in plain_puts(stage, spoken):
        if not stage.puts[put].beside:
            continue
        for take in _takers(stage, spoken):
            for numbers in ((5, 1, 3), (1, 3, 5), (3, 5, 1), (0, 2, 1)):
                rows = [stage.put(put, FIRST + n, b) for n, b in enumerate(numbers)]
                wanted = sorted(range(3), key=lambda n: numbers[n], reverse=highest)
                yield _order(stage, rows, take, [FIRST + n for n in wanted])


def _ahead(stage: Stage, spoken: Spoken, one: int, other: int) -> Iterator[Trial]:
    for put in plain_puts(stage, spoken):
        if stage.puts[put].beside and one != other:
            for take in _takers(stage, spoken):
                yield _order(stage, [stage.put(put, FIRST, other), stage.put(put, FIRST + 1, one)], take, [FIRST + 1, FIRST])
                yield _order(stage, [stage.put(put, FIRST, one), stage.put(put, FIRST + 1, other)], take, [FIRST, FIRST + 1])


def _at_front(stage: Stage, spoken: Spoken) -> Iterator[Trial]:
    """What is put in by a method that is named comes out before what others put in beside it, and only there."""
    if len(set(spoken.puts)) != 1:
        return
    put = spoken.puts[0]
    for other in stage.puts:
        if other == put:
            continue
        for take in _takers(stage, spoken):
            for beside in (1, 3) if stage.puts[put].beside else (None,):
                rows = [stage.put(other, FIRST, beside), stage.put(other, FIRST + 1, beside), stage.put(put, FIRST + 2, beside)]
                yield _order(stage, rows, take, [FIRST + 2, FIRST, FIRST + 1])
            if stage.puts[put].beside:  # things elsewhere keep their places
                rows = [stage.put(other, FIRST, 1), stage.put(other, FIRST + 1, 3), stage.put(put, FIRST + 2, 3)]
                yield _order(stage, rows, take, [FIRST, FIRST + 2, FIRST + 1])


def _order(stage: Stage, puts: list[str], take: str, wanted: list[int]) -> Trial:
    """All that was put in comes out in that order; nothing is known where not all of it does."""
    calls = [*puts, *([stage.take(take)] * (len(puts) + 3))]
    known = frozenset(wanted)

    def right(found: list[Gave]) -> bool | None:
        out = things_in(found[0][len(puts) :], known)
        return None if sorted(out) != sorted(wanted) or "" in puts else out == wanted

    return Trial([calls], right, plain=True)
