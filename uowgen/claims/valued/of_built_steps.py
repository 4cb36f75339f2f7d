"""Sentences on what leads from one value to the next: “`step()` adds one to the slot”, “behind slot `TOP` follows slot 0 of the next
age”, “`step()` never yields 0”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued import wanted
from uowgen.claims.valued.built import refused_why
from uowgen.claims.valued.built_trials import both_made, called, tells_part
from uowgen.claims.valued.claims import Claim, Trial, fits, told
from uowgen.claims.valued.shapes import INTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from uowgen.claims.valued.built import Ask, Row
    from uowgen.claims.valued.built_words import Said

_UP = "counts up|counts|goes up|increments|advances|increases|moves up|moves on|steps up|bumps|raises|adds one to|adds 1 to|adds one|adds 1|goes to next|moves to next|gives next|returns next|yields next"
_BY_ONE = "by one|by 1|by exactly one|one by one|by exactly 1|one at time|in steps of one"
_NEXT = "next|following|subsequent|new|successive|succeeding"
_COMES = "comes|follows|there comes|is|comes next|leads to|goes to|wraps to|rolls over to|moves to|turns into|starts|gives|yields|returns|becomes|ends in|goes on with|continues with|wraps around to|rolls over into|moves into|opens|begins|wraps into|restarts at|starts over at|starts again at|resumes at"
_KEEPS = "keeps|leaves|preserves|retains|stays in|remains in|does not change|does not touch|keeping|leaving|preserving|without changing|without touching|staying in|with same|in same"
_ROLLS = "rollover|roll-over|wrap|wrap-around|wraparound|overflow|wrapping|rolling over|it wraps|it rolls over|exhaustion"
_RAISED = "incremented|plus one|plus 1|+ 1|raised by one|one higher|one up|is incremented|goes up|goes up by one|increases|increased|raised|advanced|is bumped|bumped|moves on|advances|increases by one|is one higher|counts up"


class Goal(NamedTuple):
    """What a part is to be afterwards: `fixed` at a number, or so much more than before."""

    part: int
    fixed: int | None = None
    more: int = 0

    def after(self, row: Row) -> int:
        """The number that is wanted."""
        return self.fixed if self.fixed is not None else row[self.part] + self.more


def claims(r: Said) -> Iterator[Claim]:
    """All readings as a sentence on what leads on."""
    for step in r.built.asks:
        if step.takes or not (step.gives in ("Self", "Option<Self>") or step.gives.startswith("Result<Self")):
            continue
        yield from _counting(r, step)
        yield from _leading(r, step)
        yield from _rolling(r, step)
        yield from _never(r, step)


def _named(r: Said, step: Ask) -> Callable[[int], Iterator[tuple[object, int]]]:
    """The step by its name."""
    from uowgen.claims.valued.matcher import SKIP

    def read(i: int) -> Iterator[tuple[object, int]]:
        for ask, j in r.ask(i):
            if ask is step:
                yield SKIP, j

    return read


def _trials(r: Said, step: Ask, rows: Iterable[Row], goals: tuple[Goal, ...]) -> Claim:
    """That the parts of what comes next are such. Rows are left out from which a part would go beyond its type."""
    found: list[Trial] = []
    readers = {g.part: r.built.readers(r.maker, g.part)[:1] for g in goals}
    if not all(readers.values()):
        return Claim(())

    def trial(row: Row, goal: Goal) -> Trial:
        key = (r.maker.name, step.name, readers[goal.part][0].name)

        def right(own: bool) -> bool | None:
            if not own and not tells_part(r, key[2], goal.part):
                return None
            answer = r.built.gave(key, row, own=own)
            if not answer.known or (answer.panic and r.built.is_made(r.maker, row, own=own) is not True):
                return None
            return not answer.panic and answer.value == goal.after(row)

        return Trial(
            f"`{readers[goal.part][0].name}` after `{called(r, row)}.{step.name}()` {told(r.built.gave(key, row, own=False))}",
            right,
        )

    for row in rows:
        if all(_fits(r, g, row) for g in goals):
            found += [trial(row, g) for g in goals]
    return Claim(tuple(found))


def _fits(r: Said, goal: Goal, row: Row) -> bool:
    kind = r.maker.takes[goal.part][1]
    bits = INTS[kind] - (kind[0] == "i")
    return goal.after(row) < 1 << bits


def _last(r: Said, j: int) -> int:
    """The highest number that the spec's own constructor takes at a place."""
    return max(row[j] for row in r.built.made_rows(r.maker))


def _is_last(r: Said, row: Row, j: int) -> bool:
    more = tuple(n + (k == j) for k, n in enumerate(row))
    kind = r.maker.takes[j][1]
    return more[j] >= 1 << (INTS[kind] - (kind[0] == "i")) or r.built.is_made(r.maker, more, own=True) is not True


def _counting(r: Said, step: Ask) -> Iterator[Claim]:
    """“`step()` adds one to the slot”, “`next()` increments the slot and keeps the generation”."""
    name = _named(r, step)
    inside = "within|inside|in|throughout|while in|inside of|for"
    same = "same|one|each|every|any|its|own*"
    found: list[tuple[int | None, int | None]] = [(None, None) for _ in r.full(name, _UP, _BY_ONE, "each time|on each call?")]
    found += [(j, None) for (j,) in r.full(name, _UP, r.part, f"{_BY_ONE}?")]
    found += [
        (None, k)
        for (k,) in [
            *r.full(name, _UP, f"{_BY_ONE}?", inside, same, r.part),
            *r.full(name, _UP, f"{_BY_ONE}?", "and|,*", _KEEPS, same, r.part, "as it is|unchanged|alone|untouched?"),
            *r.full(inside, same, r.part, ",?", name, _UP, f"{_BY_ONE}?"),
        ]
    ]
    found += [
        (j, k)
        for j, k in [
            *r.full(name, _UP, r.part, f"{_BY_ONE}?", inside, same, r.part),
            *r.full(name, _UP, r.part, f"{_BY_ONE}?", "and|,*", _KEEPS, same, r.part, "as it is|unchanged|alone|untouched?"),
        ]
    ]
    found += [(j, k) for k, j in r.full(inside, same, r.part, ",?", name, _UP, r.part, f"{_BY_ONE}?")]
    found += [
        (j, None)
        for (j,) in [
            *r.full(name, "gives|returns|yields|has|is", _NEXT, "higher|consecutive?", r.part),
            *r.full(name, "gives|returns|yields|is", r.thing, "with|that has", _NEXT, r.part),
        ]
    ]
    for up, kept in found:
        for j in range(len(r.parts)) if up is None else (up,):
            if j == kept:
                continue
            goals = (Goal(j, more=1), *((Goal(kept),) if kept is not None else ()))
            yield _trials(r, step, [row for row in both_made(r) if not _is_last(r, row, j)], goals)
    for (k,) in r.full(name, _KEEPS, same, r.part, "as it is|unchanged|alone|untouched?"):
        yield _trials(r, step, both_made(r), (Goal(k),))


def ends_said(r: Said) -> Callable[[int], Iterator[tuple[tuple[int, int], int]]]:
    """“`MAX`”, “number 9”, “the last slot”, “the highest id”: a part and the number that it has."""

    def read(i: int) -> Iterator[tuple[tuple[int, int], int]]:
        for some, j in r.numbers(i):
            if some.one is not None:
                yield (some.part, some.one), j
        for _, j in r.one(i, "max|maximum|its maximum|its max|its largest|its highest|its last|limit|its limit"):
            yield from (((p, _last(r, p)), j) for p in range(len(r.parts)))
        for _, j in r.one(i, "last|highest|largest|max|maximum|greatest|final|biggest"):
            yield from (((p, _last(r, p)), k) for p, k in r.part(j))
            for _, k in [*r.seq(j, r.thing), *r.one(j, "one|value|number|id")]:
                yield from (
                    ((p, _last(r, p)), e) for p in range(len(r.parts)) for e in (k, *(e for q, e in _of_part(r, k) if q != p))
                )

    return read


def _of_part(r: Said, i: int) -> Iterator[tuple[int, int]]:
    for (k,), j in r.seq(i, "of|in|within", "any|each|every|one|this|its|same|given*", r.part):
        yield k, j


def _goals(r: Said) -> Callable[[int], Iterator[tuple[tuple[Goal, ...], int]]]:
    """“slot 0 of the next age”, “1 again”, “the next generation”, “slot 0 and the same zone”."""

    def one(i: int) -> Iterator[tuple[tuple[Goal, ...], int]]:
        for some, j in r.numbers(i):
            if some.one is not None:
                for k in (j, *(k for _, k in r.one(j, "again|once more"))):
                    yield (Goal(some.part, some.one),), k
        for _, j in r.seq(i, _NEXT, "higher?"):
            yield from (((Goal(p, more=1),), k) for p, k in r.part(j))
        for _, j in r.one(i, "same|unchanged|its own|own"):
            yield from (((Goal(p),), k) for p, k in r.part(j))
        for _, j in r.one(i, "first|lowest|smallest"):
            for p in range(len(r.parts)):
                low = min(row[p] for row in r.built.made_rows(r.maker))
                ends = [
                    *(k for q, k in r.part(j) if q == p),
                    *(k for _, k in r.seq(j, r.thing)),
                    *(k for _, k in r.one(j, "one|value|number|id")),
                ]
                yield from (((Goal(p, low),), k) for k in ends)
        for p, j in r.part(i):
            for _, k in r.seq(j, _RAISED):
                yield (Goal(p, more=1),), k
            for _, k in r.one(j, "unchanged|stays|kept|is kept|stays same|as before|is unchanged"):
                yield (Goal(p),), k
        for _, j in r.one(i, "increments|bumps|advances|raises|increases|goes up in|moves on"):
            yield from (((Goal(p, more=1),), e) for p, k in r.part(j) for e in (k, *(e for _, e in r.one(k, _BY_ONE))))

    def read(i: int) -> Iterator[tuple[tuple[Goal, ...], int]]:
        for first, j in one(i):
            yield first, j
            for _, k in r.one(j, "of|in|with|, and|and|,|within|from|at|but"):
                for more, end in read(k):
                    if not {g.part for g in first} & {g.part for g in more}:
                        yield (*first, *more), end

    return read


def _leading(r: Said, step: Ask) -> Iterator[Claim]:
    """“Behind slot `TOP` follows slot 0 of the next age”, “`next()` wraps from 9 to 1”, “`MAX` is followed by 1”."""
    name, end, goals = _named(r, step), ends_said(r), _goals(r)
    after = "after|past|behind|beyond|from|at|on|when it reaches|once it reaches|on reaching|when reaching"
    goes = "wraps|rolls over|goes|turns|jumps|moves|leads|steps|wraps around"
    rows = both_made(r)
    for (j, n), goal in [
        *r.full(after, end, ",?", _COMES, goals),
        *r.full(after, end, ",?", name, _COMES, goals),
        *r.full(after, end, ",?", goals, "follows|comes|comes next|is next"),
        *r.full(end, "is followed by|is succeeded by|leads to|goes to|wraps to|rolls over to", goals),
        *r.full(name, "of|for|on|at|after|past", end, f"{_COMES}|wraps to", goals),
        *r.full(name, goes, "from|after|at", end, "back?", "to|into|on to|over to", goals),
        *r.full(name, goes, "after|at|past", end, ",|and", goals),
        *((e, g) for g, e in r.full(name, _COMES, "back|over|around*", goals, "after|past|at|behind|beyond|on|when at", end)),
        *((e, g) for g, e in r.full(goals, "comes|follows|comes next", "after|behind", end)),
    ]:
        yield _trials(r, step, [row for row in rows if row[j] == n], goal)
    for goal in [
        g
        for (g,) in [
            *r.full(name, "wraps|rolls over|wraps around|rolls around", "back|around|over?", "to|into", goals),
            *r.full(name, "starts over at|restarts at|starts again at", goals),
        ]
    ]:
        last = [row for row in rows if row[goal[0].part] == _last(r, goal[0].part)]
        yield _trials(r, step, last, goal)
    around = "wraps|rolls over|goes|wraps around|turns|jumps", "back|around|over?", "to"
    for p, to, start in [
        *r.full(r.part, *around, r.number, "after|past|at|from|on|beyond", r.number),
        *(
            (p, b, a)
            for p, a, b in r.full(r.part, "wraps|rolls over|goes|wraps around", "from|after|at|past", r.number, "to", r.number)
        ),
        *r.full(name, *around, r.part, r.number, "after|past|at|from|on|beyond", r.number),
    ]:
        yield _trials(r, step, [row for row in rows if row[p] == start], (Goal(p, to),))
    same, joint = "same|one|its|own*", ",|and|, and|, but|but|;"
    unlike = "as it is|unchanged|alone|untouched?"
    to = "to|into|on to|over to"
    turns = [
        *r.full(name, _KEEPS, same, r.part, unlike, joint, goes, "from|after|at", end, "back?", to, goals),
        *((k, e, g) for k, g, e in r.full(name, _KEEPS, same, r.part, unlike, joint, goes, "back|around|over?", to, goals, after, end)),
        *((k, e, g) for e, g, k in r.full(name, goes, "from|after|at", end, "back?", to, goals, joint, _KEEPS, same, r.part, unlike)),
    ]  # fmt: skip
    for k, (j, n), goal in turns:
        if k != j and k not in {g.part for g in goal}:
            kept, turned = _trials(r, step, rows, (Goal(k),)), _trials(r, step, [row for row in rows if row[j] == n], goal)
            yield Claim((*kept.trials, *turned.trials) if kept.trials and turned.trials else ())
    nothing = "none|nothing|no id|refused|error|no more"
    for ((j, n),) in [
        *r.full(name, "of|for|on|at|after|past", end, "is|gives|returns|yields", nothing),
        *r.full(after, end, ",?", "comes|follows|there is", nothing),
        *r.full(after, end, ",?", name, "returns|gives|yields", nothing),
    ]:
        yield _refusing(r, step, [row for row in rows if row[j] == n], wanted.refusal())
    for (j, n), want in [
        *r.full(name, "of|for|on|at|after|past", end, "is|gives|returns|yields|fails with", r.value),
        *r.full(after, end, ",?", name, "is|gives|returns|yields|fails with", r.value),
        *((e, w) for w, e in r.full(name, "is|gives|returns|yields|fails with", r.value, "for|on|at|after|past", end)),
    ]:
        if want.sort in ("none", "error", "variant"):
            yield _refusing(r, step, [row for row in rows if row[j] == n], want)


def _refusing(r: Said, step: Ask, rows: Iterable[Row], want: wanted.Want) -> Claim:
    key = (r.maker.name, step.name)

    def trial(row: Row) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.built.gave(key, row, own=own)
            return None if refused_why(answer) else fits(answer, want)

        return Trial(f"`{called(r, row)}.{step.name}()` {told(r.built.gave(key, row, own=False))}", right)

    return Claim(tuple(trial(row) for row in rows))


def _rolling(r: Said, step: Ask) -> Iterator[Claim]:
    """“The generation is incremented on rollover”, “`next()` bumps the generation when the number wraps”."""
    name = _named(r, step)
    on = "on|at|with|after|when|upon|in case of|once|only on|only at|only when|only after|if"

    def rolls(i: int) -> Iterator[tuple[int, int]]:
        for j in range(len(r.parts)):
            for _, k in r.seq(i, f"{_ROLLS}"):
                yield j, k
            for (p,), k in r.seq(
                i,
                r.part,
                "wraps|rolls over|runs out|is exhausted|overflows|is used up|is at its end|wraps around|starts over|is last one|is last",
            ):
                if p == j:
                    yield j, k

    raised = "is|gets", "incremented|bumped|raised|increased|advanced|counted up", "by one|by 1?"
    for p, j in [
        *r.full(r.part, *raised, on, rolls),
        *r.full(r.part, "goes up|increases|increments|advances|moves on|counts up", "by one|by 1?", on, rolls),
        *r.full(name, "increments|bumps|raises|increases|advances", r.part, "by one|by 1?", on, rolls),
        *((p, j) for j, p in r.full(on, rolls, ",?", r.part, *raised)),
        *((p, j) for j, p in r.full(on, rolls, ",?", r.part, "goes up|increases|increments|advances|moves on", "by one|by 1?")),
    ]:
        if p != j:
            rows = both_made(r)
            only = any(t.low == "only" for t in r.tokens)
            first = _trials(r, step, [row for row in rows if _is_last(r, row, j)], (Goal(p, more=1),))
            rest = _trials(r, step, [row for row in rows if not _is_last(r, row, j)], (Goal(p),)) if only else Claim(())
            yield Claim((*first.trials, *rest.trials))
    for p in [
        p
        for (p,) in [
            *r.full(f"{_ROLLS}", "increments|bumps|raises|increases|advances", r.part, "by one|by 1?"),
            *r.full(f"{_ROLLS}", "moves|goes|leads", "on?", "to|into", _NEXT, r.part),
        ]
    ]:
        for j in range(len(r.parts)):
            if p != j:
                yield _trials(r, step, [row for row in both_made(r) if _is_last(r, row, j)], (Goal(p, more=1),))
    for p, j in r.full(
        r.part,
        "changes only|only changes|only goes up|only increases|is only incremented|is only bumped|goes up only|increases only",
        "on|at|with|after|when",
        rolls,
    ):
        if p != j:
            kept = _trials(r, step, [row for row in both_made(r) if not _is_last(r, row, j)], (Goal(p),))
            gone = _trials(r, step, [row for row in both_made(r) if _is_last(r, row, j)], (Goal(p, more=1),))
            yield Claim((*kept.trials, *gone.trials))
    for p, j in [
        *r.full(r.part, "stays|is kept|stays same|does not change|is unchanged|remains", "until|before|up to|as long as not", rolls)
    ]:
        if p != j:
            yield _trials(r, step, [row for row in both_made(r) if not _is_last(r, row, j)], (Goal(p),))


def _never(r: Said, step: Ask) -> Iterator[Claim]:
    """“`next()` never yields 0”, “wrapping skips 0”."""
    name = _named(r, step)
    gives = "yields|returns|gives|hands out|produces|reaches|makes|exceeds|goes to|leads to|gets to|lands on|hits"
    for some in [
        s
        for (s,) in [
            *r.full(name, "never", gives, r.numbers),
            *r.full(name, "never", gives, r.thing, "with|of", r.numbers),
            *r.full(name, "skips|skips over|leaves out|avoids|passes over|jumps over", r.numbers),
            *r.full(
                name,
                "skips|skips over|leaves out|avoids|passes over|jumps over",
                r.numbers,
                "on|when|at|while|after",
                f"{_ROLLS}|wrapping around",
            ),
            *r.full(f"{_ROLLS}", "skips|skips over|leaves out|avoids|passes over|never reaches", r.numbers),
            *r.full(
                r.numbers,
                "is|are",
                "never",
                "given out by|handed out by|returned by|reached by|result of|given by|yielded by",
                name,
            ),
            *r.full(r.numbers, "is|are", "skipped", "on|by|at|in|during", f"{_ROLLS}"),
            *r.full(r.numbers, "is|are", "skipped|passed over", "by", name),
        ]
    ]:
        reader = r.built.readers(r.maker, some.part)[:1]
        if not reader:
            continue
        key = (r.maker.name, step.name, reader[0].name)

        def trial(row: Row, key: tuple[str, ...] = key, some: object = some) -> Trial:
            def right(own: bool) -> bool | None:
                answer = r.built.gave(key, row, own=own)
                if not answer.known:
                    return None
                if answer.panic:
                    return refused_why(answer)
                return isinstance(answer.value, int) and not some.test(answer.value)  # type: ignore[attr-defined]

            return Trial(f"`{key[2]}` after `{called(r, row)}.{key[1]}()` {told(r.built.gave(key, row, own=False))}", right)

        yield Claim(tuple(trial(row) for row in both_made(r)))


__all__ = ["claims", "ends_said"]
