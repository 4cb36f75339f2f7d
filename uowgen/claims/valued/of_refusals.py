"""Sentences on events that a state refuses, and on what the functions that take events give: “illegal events return `None`”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, Trial
from uowgen.claims.valued.moves import Moves, Outcome, moves_of
from uowgen.claims.valued.of_events import BAD, MOVES, ON, states, target
from uowgen.claims.valued.reader import SKIP, Some
from uowgen.claims.valued.shapes import plain_of
from uowgen.claims.valued.tokens import humps, root
from uowgen.claims.valued.wanted import Want, inside, is_named, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases

_WRONG = "illegal|invalid|unexpected|bad|other|impossible|inapplicable|wrong|all other|any other|every other|forbidden|undefined|unlisted|rejected|refused"
_PAIRS = "transition|transitions|event|events|pair|pairs|combination|combinations|move|moves"
_MISFIT = (
    "event does not fit|event is illegal|event is invalid|event is unexpected|transition is illegal|transition is invalid|event makes no sense|event means nothing|"
    "transition is not allowed|event is not allowed|event is rejected|event is refused|transition is rejected|transition is refused|event does not apply"
)


# ----------------------------------------------------------------------------------------------------- what is refused


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on what is refused, or on what the functions give."""
    every = moves_of(r.table)
    for of in dict.fromkeys(m.of for m in every):
        mine = [m for m in every if m.of == of]
        yield from _illegal(r, mine)
        yield from _calls(r, mine)


def _illegal(r: Phrases, mine: list[Moves]) -> Iterator[Claim]:
    named = {m.function.name: m for m in mine}

    def which(i: int) -> Iterator[tuple[Moves, int]]:
        if i < r.end and r.tokens[i].sort in ("code", "word"):
            said = r.tokens[i].raw.strip().removesuffix("()")
            yield from ((m, i + 1) for name, m in named.items() if r.is_function(said, name))

    def wrong(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "all|any|every|everything|anything*", _WRONG, _PAIRS):
            yield SKIP, j
        for _, j in r.seq(i, "all|any|every*", _WRONG):
            if r.low(j) and root(r.low(j)) in {root(h) for h in humps(mine[0].of)}:
                yield SKIP, j + 1
        for _, j in r.seq(i, "everything else|anything else|all others|any other"):
            yield SKIP, j

    def misfit(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "when|if|whenever|for|on|after|in case|by*", f"{_MISFIT}"):
            yield SKIP, j
        for _, j in r.seq(i, "on|for|after|in case of|when given|given|with|upon|of", wrong):
            yield SKIP, j

    pairs = mine[0].illegal()

    def all_of(m: Moves, right: Any) -> Claim:
        return Claim(tuple(m.trial(s, e, right) for s, e in pairs))

    def gives(w: Want) -> Any:
        return lambda o: w.fits(o.gave)

    chosen: list[tuple[Moves, Any]] = []
    is_ = "return|returns|give|gives|yield|yields|is|are|produce|produces|answer|answers|become|results in|result in|fail with|fails with"
    chosen += [(mine[0], gives(w)) for (w,) in r.full(wrong, is_, r.value)]
    chosen += [(m, gives(w)) for w, m in r.full(wrong, is_, r.value, "from|by|in|out of", which)]
    chosen += [(m, gives(w)) for m, w in r.full(which, is_, r.value, misfit)]
    chosen += [(m, gives(w)) for m, w in r.full(misfit, ",?", which, is_, r.value)]
    refused = [mine[0] for _ in r.full(wrong, "is|are|be", f"{BAD}|reported|reported as error|not accepted|not allowed")]
    refused += [m for (m,) in r.full(which, "rejects|refuses|fails on|errors on", wrong)]
    chosen += [(m, lambda o: o.refused) for m in refused]
    stays = "unchanged|alone|as it is|as it was|untouched|intact|same|where it was"
    kept: list[Moves] = [m for (m,) in r.full("state|it|thing?", "is|stays|remains|be", "left|kept?", stays, "by", which, misfit)]
    kept += [m for (m,) in r.full(which, "leaves|keeps", "state|it|self|thing", stays, misfit)]
    kept += [m for (m,) in r.full(which, "does not change|not change|does not touch", "state|it|self|anything", misfit)]
    kept += [mine[-1] for _ in r.full("state", "is|stays|remains|be", "left|kept?", stays, misfit)]
    kept += [mine[-1] for _ in r.full(wrong, "leave|leaves|keep|keeps|do not change|does not change", "state", f"{stays}?")]
    for m in kept:
        yield Claim(tuple(_unchanged(m, s, e) for s, e in pairs))
    ignored = "is|are|be"
    quiet = "silently|quietly*"
    for m in [
        m
        for (m,) in r.full(
            wrong,
            ignored,
            quiet,
            "ignored|swallowed|dropped",
            "by",
            which,
            "and old state is returned|and state is returned unchanged|and current state is returned?",
        )
    ]:
        yield all_of(m, lambda o: False if o.refused and o.gave is not False else None)
    for m in [m for (m,) in r.full(which, quiet, "ignores|swallows|drops", wrong)]:
        yield all_of(m, lambda o: False if o.refused and o.gave is not False else None)
    for m, t in r.full(which, MOVES, r.thing, "to|into|in", target(r), misfit):
        yield all_of(m, lambda o, t=t: name_of(o.after) in t.variants)
    for (m,) in r.full(which, "does not panic|never panics|not panic", misfit):
        yield Claim(tuple(_no_panic(m, s, e) for s, e in pairs))
    for (m,) in r.full(which, "panics|does panic", misfit):
        yield Claim(tuple(_no_panic(m, s, e, denied=True) for s, e in pairs))
    for m, right in chosen:
        yield all_of(m, right)
    yield from _carries(r, mine)


def _unchanged(m: Moves, s: Any, e: Any) -> Trial:
    before = m.before(s)
    return m.trial(s, e, lambda o: o.after == before)


def _no_panic(m: Moves, s: Any, e: Any, *, denied: bool = False) -> Trial:
    def right(own: bool) -> bool | None:
        o = m.outcome(s, e, own=own)
        return None if o is None else bool(o.panic) is denied

    return Trial(m.trial(s, e, lambda o: True).says, right)


def _carries(r: Phrases, mine: list[Moves]) -> Iterator[Claim]:
    """“`Refusal` carries both the state and the event”: of each pair that is refused."""
    for m in mine:
        for s, e in m.illegal()[:1]:
            o = m.outcome(s, e, own=False)
            held = inside(o.gave) if o is not None and name_of(o.gave) == "Err" else None
            if not is_named(held):
                continue
            error = held[0]  # type: ignore[index]
            for _ in r.full(
                r.named_code(error),
                "carries|has|holds|contains|names|records|keeps|tells|includes|stores",
                "both?",
                "state|old state|current state",
                "and",
                "event",
            ):
                yield Claim(tuple(_carrying(r, m, s2, e2) for s2, e2 in m.illegal()))


def _carrying(r: Phrases, m: Moves, s: Any, e: Any) -> Trial:
    event = plain_of(r.table.others[m.of], e)

    def right(o: Outcome) -> bool | None:
        held = inside(o.gave)
        values = list(held[1].values()) if is_named(held) else []  # type: ignore[index]
        return m.before(s) in values and event in values

    return m.trial(s, e, right)


def _calls(r: Phrases, mine: list[Moves]) -> Iterator[Claim]:
    """“`step(Reset)` in `Idle` returns `false`”, “`step` returns `true` only when the state changes”."""
    for m in mine:
        shape = r.table.others[m.of]
        is_ = "returns|gives|yields|is|answers"
        changed = "only when|only if|if and only if|exactly when|iff|just when"
        for (w,) in r.full(
            r.named_codes(m.function.name),
            is_,
            r.truth,
            changed,
            "state|it|thing",
            "changes|changed|is changed|has changed|was changed",
        ):
            yield Claim(tuple(_on_change(m, s, e, w) for s in r.table.rows(r.shape.name) for e in r.table.rows(m.of)))
        name_of_it = r.named_codes(m.function.name)
        strict = "in every state|in any state|from every state|from any state|whatever state"
        every = tuple(r.table.rows(r.shape.name))

        def events(i: int, of: str = m.of) -> Iterator[tuple[Some, int]]:
            yield from r.some(r.table.others[of], i)

        for w, e, s in r.full(name_of_it, is_, r.value, "for|on|given", events, ON, r.thing_is, states(r)):
            yield Claim(m.trials(s.rows, e, _gave(w)), s.sure and e.sure)
        for w, e in r.full(name_of_it, is_, r.value, "for|on|given", events, strict):
            yield Claim(m.trials(every, e, _gave(w)), e.sure)
        for w, e in r.full(name_of_it, is_, r.value, "for|on|given", events):
            yield Claim(m.everywhere(e, _gave(w)), e.sure)
        for i in range(r.end):
            name, opened, inner = r.tokens[i].raw.partition("(")
            if r.tokens[i].sort != "code" or not opened or name.rpartition("::")[2].rpartition(".")[2] != m.function.name:
                continue
            variant = inner.removesuffix(")").rpartition("::")[2].partition("(")[0]
            events_ = r.table.rows(m.of, variant) if variant in shape.variants else []
            e = Some(m.of, tuple(events_), frozenset({variant}))
            here = _at(i)
            wants: list[tuple[Some, Want]] = []
            wants += list(r.full(here, ON, r.thing_is, states(r), is_, r.value))
            wants += [(s, w) for w, s in r.full(here, is_, r.value, ON, r.thing_is, states(r))]
            wants += [(s, w) for s, w in r.full(states(r), r.dot, here, is_, r.value)]
            for w in [w for (w,) in r.full(here, is_, r.value)] if events_ else []:
                yield Claim(m.everywhere(e, _gave(w)))
            for w in [w for (w,) in r.full(here, is_, r.value, strict)] if events_ else []:
                yield Claim(m.trials(every, e, _gave(w)))
            for s, w in wants if events_ else ():
                yield Claim(m.trials(s.rows, e, _gave(w)), s.sure)
            for s, t in r.full(here, ON, r.thing_is, states(r), MOVES, r.thing, "to|into|back to*", target(r)) if events_ else ():
                yield Claim(m.leads(s, e, t), s.sure)


def _gave(w: Want) -> Callable[[Outcome], bool | None]:
    return lambda o: w.fits(o.gave)


def _at(n: int) -> Any:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        if i == n:
            yield SKIP, i + 1

    return read


def _on_change(m: Moves, s: Any, e: Any, w: Want) -> Trial:
    before = m.before(s)

    def right(o: Outcome) -> bool | None:
        if m.function.sort != "apply":
            return None
        return True if w.fits(o.gave) == (o.after != before) else False if o.after == before else None

    return m.trial(s, e, right)


__all__ = ["claims"]
