"""Decides sentences about allocators of numbers that may begin anew, from what happened when they were filled and emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.words import stem
from uowgen.claims.at_hand import nothing_at_hand
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.runs.learning import weakest_of
from uowgen.claims.trials.epoch_pools import Epochs, Happening, epochs_of, pool_shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_RIGHT, _WRONG, _NOT_ASKED = 1, 2, 0
# The steps that a row is about: what the two programs do otherwise in these belongs to what is asked.
_OF = {
    "only": "take",
    "lowest": "take",
    "never": "take",
    "gives": "take",
    "effect": "take",
    "mark": "take",
    "refuses": "take",
    "rejects": "give",
    "again": "give",
    "ignores": "give",
}
# Rows that are about what is given back though it is not out; others say nothing of what comes of that.
_OF_MISUSE = frozenset({"ignores", "rejects", "uncounted", "counts", "unless"})


def fits(_reading: Reading, case: Case) -> bool:
    """Whether a type of the document gives out numbers."""
    return case.once("pool shape", lambda: pool_shape(case) is not None or nothing_at_hand(case))


def decide(reading: Reading, case: Case) -> Finding:
    """Each row of the sentence in turn; the weakest decides."""
    pool = epochs_of(case)
    if pool is None:
        return undecided("no-subject", "no type of the document gives out numbers in a way that is known")
    if not isinstance(pool, Epochs):
        from uowgen.claims.runs.verdicts import stuck

        return stuck(pool, ())
    rows = [tuple(row.split("=", 1)) for row in reading.list("claims")]
    of = next((value for key, value in rows if key == "of"), "")
    rolls = any(key == "rolls" for key, _ in rows)
    findings: list[Finding] = []
    for key, value in rows:
        if key in ("of", "rolls"):
            continue
        judge = _judge(pool, key, value, of, rolls=rolls)
        if isinstance(judge, str):
            return undecided("not-understood", judge, pool.declaration)
        findings.append(_weighed(pool, judge, _OF.get(key, ""), key))
    return weakest_of(findings) if findings else undecided("not-understood", "nothing is said", pool.declaration)


def _judge(pool: Epochs, key: str, value: str, of: str, *, rolls: bool) -> Callable[[Happening], int] | str:
    """What a row asks of each happening; why it cannot be asked."""
    number = int(value, 0) if value.removeprefix("0x").isalnum() and value[:1].isdigit() else -1
    wanted = {
        "only": pool.maker,
        "lowest": pool.take,
        "never": pool.take,
        "again": pool.give,
        "ignores": pool.give,
        "refuses": pool.take,
        "rejects": pool.give,
    }
    if key == "mark" and not rolls:
        wanted["mark"] = pool.maker
    if key in wanted and of and of != wanted[key]:
        return f"`{of}` is not what the sentence speaks of"
    if key == "mark":
        return _mark(pool, value, rolls=rolls)
    if key in ("effect", "unless"):
        return _effects(pool, key, value)
    if key == "refuses" and value != "*" and int(value, 0) != len(pool.numbers):
        return f"{len(pool.numbers)} can be given out, and not {value}"
    if key in ("ignores", "rejects") and value == "stale" and not pool.marked:
        return "nothing that is given out can become stale"
    if key in ("uncounted", "counts"):
        asked = pool.theirs[0][0].tells.get(of)
        if not isinstance(asked, int) or isinstance(asked, bool) or (key == "uncounted" and number in pool.numbers):
            return f"`{of}` is no count of what is out"

        def counted(h: Happening) -> int:
            if h.kind == "new":
                return _RIGHT if h.after[of] == 0 else _WRONG
            if h.after is h.tells or h.kind != "take" or h.number is None:
                return _NOT_ASKED
            return _RIGHT if h.after[of] == (1 if h.full else len(h.live | {h.number})) else _WRONG

        return counted
    simple: dict[str, Callable[[Happening], int]] = {
        "only": lambda h: _only(pool, number, h),
        "lowest": lambda h: _lowest(pool, h),
        "never": lambda h: _NOT_ASKED if h.kind != "take" or h.number is None else _WRONG if h.number == number else _RIGHT,
        "gives": lambda h: _NOT_ASKED if h.kind != "take" or not h.full else _RIGHT if h.number == number else _WRONG,
        "refuses": lambda h: _NOT_ASKED if h.kind != "take" or not h.full else _RIGHT if h.gave == ("None",) else _WRONG,
        "rejects": lambda h: _NOT_ASKED if not _meant(pool, value, number, h) else _RIGHT if h.gave is False else _WRONG,
        "again": lambda h: _again(pool, h),
        "ignores": lambda h: _ignored(pool, value, number, h),
    }
    return simple.get(key, f"“{key}” is not known")


def _only(pool: Epochs, number: int, h: Happening) -> int:
    """Only one number is in use at the beginning: all others come before anything begins anew, that one does not."""
    if number in pool.numbers or pool.numbers | {number} != frozenset(
        range(min(*pool.numbers, number), max(*pool.numbers, number) + 1)
    ):
        return _WRONG if h.kind == "new" else _NOT_ASKED
    if h.kind != "take" or h.full or not h.untouched:
        return _NOT_ASKED
    return _RIGHT if h.number in pool.numbers and h.number not in h.live else _WRONG


def _lowest(pool: Epochs, h: Happening) -> int:
    if h.kind != "take" or h.full:
        return _NOT_ASKED
    return _RIGHT if h.number == min(pool.numbers - h.live) else _WRONG


def _again(pool: Epochs, h: Happening) -> int:
    """What was given back comes again before anything begins anew; where it is all that is free, at once."""
    if h.kind != "take" or not h.pending:
        return _NOT_ASKED
    free = pool.numbers - h.live
    if free == h.pending:
        return _RIGHT if h.number in h.pending else _WRONG
    if h.number in h.pending:
        return _RIGHT
    if h.number is None:  # refused, though something is free
        return _WRONG
    # What is lowest comes first in the spec's own code: then a higher number means that the lower one is lost.
    return (
        _WRONG if _gives_lowest(pool) and h.number is not None and h.number != min(free) and min(free) in h.pending else _NOT_ASKED
    )


def _gives_lowest(pool: Epochs) -> bool:
    return all(_lowest(pool, h) != _WRONG for run in pool.theirs for h in run)


def _ignored(pool: Epochs, value: str, number: int, h: Happening) -> int:
    if not _meant(pool, value, number, h):
        return _NOT_ASKED
    return _RIGHT if h.after == h.tells and not h.effects else _WRONG


def _meant(pool: Epochs, value: str, number: int, h: Happening) -> bool:
    """Whether something is given back that a row speaks of: what is stale, what is not out, a number."""
    if h.kind != "give":
        return False
    return (
        h.stale
        if value == "stale"
        else (not h.stale and h.number not in h.live and h.number in pool.numbers)
        if value == "free"
        else h.number == number
    )


def _mark(pool: Epochs, value: str, *, rolls: bool) -> Callable[[Happening], int] | str:
    """The mark at the beginning, or one more when it begins anew; told by what is given out, and by the method of that name."""
    asked = [
        q
        for q, v in pool.theirs[0][0].tells.items()
        if isinstance(v, int) and not isinstance(v, bool) and q in ("generation", "epoch", "version", "era")
    ]
    if not pool.marked and not asked:
        return "no mark of a generation is told"

    def judge(h: Happening) -> int:
        if not rolls:
            first = h.kind == "new" and bool(asked)
            given = h.kind == "take" and not h.live and not h.pending and h.mark is not None and len(h.story) == 1
            told = h.after[asked[0]] if first else h.mark
            return _NOT_ASKED if not (first or given) else _RIGHT if told == int(value, 0) else _WRONG
        if h.kind != "take" or not h.full:
            return _NOT_ASKED
        before, after = (h.tells.get(asked[0]), h.after.get(asked[0])) if asked else (None, None)
        if isinstance(before, int) and isinstance(after, int):
            return _RIGHT if after == before + 1 and h.mark in (None, after) else _WRONG
        return _NOT_ASKED

    return judge


def _effects(pool: Epochs, key: str, value: str) -> Callable[[Happening], int] | str:
    """“TLB flushed once”, “no TLB flush without rollover”: the call to the outside whose name has these words."""
    words = {stem(w) for w in value.split() if w != "once"}
    names = {name for run in pool.theirs for h in run for name in h.effects}
    exact = [n for n in names if n == value.split()[0]]
    fitting = exact or [n for n in names if words <= {stem(p) for p in parts_of_name(n)}]
    if len(fitting) != 1:
        return f"what “{value}” calls is not clear"
    name = fitting[0]
    asked = [q for q in pool.theirs[0][0].tells if q in ("generation", "epoch", "version", "era")]

    def judge(h: Happening) -> int:
        if h.kind == "new":
            return _NOT_ASKED
        count = h.effects.count(name)
        rolled = h.kind == "take" and h.full
        if key == "effect":
            good = count == 1 if value.endswith(" once") else count > 0
            return _NOT_ASKED if not rolled else _RIGHT if good else _WRONG
        begun = any(h.tells.get(q) != h.after.get(q) for q in asked) or (h.kind == "take" and h.number in h.live)
        return _NOT_ASKED if rolled or begun else _WRONG if count else _RIGHT

    return judge


def _weighed(pool: Epochs, judge: Callable[[Happening], int], of: str, key: str) -> Finding:
    place = (shown(pool.declaration),)
    if any(h.misused and (judge(h) == _WRONG or "panics" in h.story[-1]) for run in pool.theirs for h in run):
        # After something was given back that was not out, the spec's own code is not so either: that is not what is spoken of.
        pool = pool._replace(ours=_in_good_use(pool.ours), theirs=_in_good_use(pool.theirs))
    for run in pool.theirs:
        for h in run:
            if judge(h) == _WRONG or "panics" in h.story[-1]:
                return undecided(
                    "not-understood", f"in the spec's own code {h.story[-1]}: the words may mean something else", pool.declaration
                )
    if not any(judge(h) == _RIGHT for run in pool.theirs for h in run):
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    met = 0
    wrong: Finding | None = None
    for run, own in zip(pool.ours, pool.theirs, strict=True):
        parted = False
        for n, h in enumerate(run):
            said = judge(h)
            if said == _WRONG:
                return Finding("fails", f"not so: {h.story[-1]}", "behaviour", "behaves-differently", place, "proved", h.story)
            met += said == _RIGHT
            other = own[n] if n < len(own) else None
            if (
                other is not None
                and "panics" not in h.story[-1]
                and _same(h, other, effects=key in ("effect", "unless", "ignores"))
            ):
                continue
            if h.misused and key not in _OF_MISUSE:
                break
            wrong = wrong or Finding(
                "undecided", f"{h.story[-1]}, which the spec's own code does otherwise", None, "not-observable", place
            )
            acts_alike = other is not None and (h.kind, h.number, h.effects) == (other.kind, other.number, other.effects)
            if parted and acts_alike:
                continue
            parted = True
            if n and h.kind != of:  # what follows is what comes of that, and says nothing of what is asked here
                break
    if wrong is not None:
        return wrong
    if not met:
        return Finding("undecided", "no scenario reaches the condition", None, "vacuous", place)
    return Finding("holds", f"so in {met} of {met} steps", "behaviour", None, place, "bounded")


def _in_good_use(runs: tuple[tuple[Happening, ...], ...]) -> tuple[tuple[Happening, ...], ...]:
    return tuple(tuple(h for h in run if not h.misused) for run in runs)


def _same(h: Happening, other: Happening, *, effects: bool) -> bool:
    same = (h.kind, h.number, h.after) == (other.kind, other.number, other.after)
    return same and (not effects or h.effects == other.effects)


__all__ = ["decide"]
