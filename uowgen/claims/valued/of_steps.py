"""Sentences on steps from one state to another that is named: “`Idle` goes to `Busy` only”, “a lane must be `Up` before it can go `Down`”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.claims import Claim, Trial, plain_text
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.wanted import inside, is_named, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from uowgen.claims.valued.claims import Row
    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Function

_GOES = (
    "goes|go|moves|move|leads|lead|changes|change|transitions|transition|switches|switch|leaves|turns|steps|step|advances|advance"
)
_TO = "to|into"
_OK = "allowed|legal|valid|permitted|possible|accepted|ok|fine|defined"
_BAD = "refused|rejected|illegal|invalid|forbidden|disallowed|impossible|error|not allowed|not legal|not valid|not permitted|not possible"
_ELSE = "nowhere else|and nowhere else|only|and to nothing else|and nothing else|alone|and no other state|but nowhere else"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on steps."""
    for f in r.table.functions:
        if f.sort == "step":
            yield from _single(r, f)
            yield from _reached(r, f)
            yield from _refused(r, f)


def _taken(r: Phrases, f: Function, state: Row, to: Row, *, own: bool) -> bool | None:
    """Whether a step is taken, or said to be possible; None where that cannot be told."""
    answer = r.table.gave(f, (*state, *to), own=own)
    if not answer.known or answer.panic or not isinstance(answer.value, tuple):
        return None
    gave = answer.value[0]
    if isinstance(gave, bool):
        return gave
    if name_of(gave) in ("Ok", "Some"):
        return True
    if name_of(gave) in ("Err", "None"):
        return False
    return None  # what it gives says nothing of that


def _trial(r: Phrases, f: Function, state: Row, to: Row, *, taken: bool) -> Trial:
    answer = r.table.gave(f, (*state, *to), own=False).value
    gave = answer[0] if isinstance(answer, tuple) else answer

    def right(own: bool) -> bool | None:
        found = _taken(r, f, state, to, own=own)
        return None if found is None else found is taken

    return Trial(f"`{f.name}({r.table.called(to)})` in `{r.table.called(state)}` is {plain_text(gave)}", right)


def _rows(r: Phrases) -> list[Row]:
    return list(r.table.rows(r.shape.name)) if r.table.complete(r.shape.name) else []


def _steps(r: Phrases, f: Function, states: Iterable[Row], goals: Iterable[Row], *, taken: bool = True) -> tuple[Trial, ...]:
    goals = list(goals)
    return tuple(_trial(r, f, s, g, taken=taken) for s in states for g in goals)


def _some(r: Phrases) -> Any:
    return lambda i: r.some(r.shape, i)


def _single(r: Phrases, f: Function) -> Iterator[Claim]:
    st = _some(r)
    name = r.named_codes(f.name)
    for s, t in [
        *r.full(st, r.arrow, st, "is", _OK),
        *r.full("transition|step|move", "from?", st, f"{_TO}", st, "is", _OK),
        *r.full(st, "can|may", f"{_GOES}|become|be followed by", f"{_TO}?", st),
        *r.full(name, "allows|accepts|permits", st, f"{_TO}|->", st),
    ]:
        yield Claim(_steps(r, f, s.rows, t.rows), s.sure and t.sure)
    for s, t in [
        *r.full(st, r.arrow, st, "is", _BAD),
        *r.full("transition|step|move", "from?", st, f"{_TO}", st, "is", _BAD),
        *r.full(st, "can|may|does*", "not|never", f"{_GOES}|become|be followed by", "directly|straight?", f"{_TO}?", st),
        *r.full(name, "rejects|refuses|forbids", st, f"{_TO}|->", st),
        *r.full("no", f"{_GOES}|transition|step", "from", st, _TO, st),
    ]:
        yield Claim(_steps(r, f, s.rows, t.rows, taken=False), s.sure and t.sure)
    for s, t in [
        *r.full(st, f"{_GOES}|can go|can move|leads", f"{_TO}", st, ",?", _ELSE),
        *r.full(st, "can only|may only|only", f"{_GOES}|become", f"{_TO}?", st),
        *r.full(st, f"{_GOES}|can go|can move", "only", _TO, st),
    ]:
        rest = [x for x in _rows(r) if x not in s.rows and x not in t.rows]
        yield Claim((*_steps(r, f, s.rows, t.rows), *_steps(r, f, s.rows, rest, taken=False)), s.sure and t.sure)


def _reached(r: Phrases, f: Function) -> Iterator[Claim]:
    """Where a state can be come to from, and whether it can be left."""
    st = _some(r)
    found: list[tuple[Some, Some]] = []
    found += [
        (s, t)
        for t, s in r.full(
            st,
            "can|may|is*",
            "only",
            "be?",
            "reached|entered|reachable|come|allowed|follow|legal|possible|valid",
            "from|after?",
            st,
        )
    ]
    found += [(s, t) for t, s in r.full(st, "is", "reachable|reached|entered|allowed|legal|valid", "only", "from|after", st)]
    found += [
        (s, t)
        for s, t in r.full(
            r.thing,
            "must be|has to be|needs to be|be",
            st,
            "before",
            "it|thing?",
            "can|may|is?",
            f"{_GOES}|become|be|goes?",
            f"{_TO}?",
            st,
        )
    ]
    found += [(s, t) for s, t in r.full("only", st, "can|may*", f"{_GOES}|become|becomes", f"{_TO}?", st)]
    found += [(s, t) for s, t in r.full("only", "from", st, "can|may*", "one|it|thing?", f"{_GOES}|become", f"{_TO}?", st)]
    for s, t in found:
        others = [x for x in _rows(r) if x not in s.rows and x not in t.rows]
        yield Claim((*_steps(r, f, others, t.rows, taken=False), *_steps(r, f, s.rows, t.rows)), s.sure and t.sure)
    final = "final|terminal|absorbing|dead end|end state"
    out = "no transition|no step|no move|nothing"

    def no_way(i: int) -> Iterator[tuple[Any, int]]:
        yield SKIP, i
        for _, j in r.seq(i, ":|;|,|-|–?", out, "leaves|leads out of|goes out of", "it|that state?"):
            yield SKIP, j

    for (s,) in [
        *r.full(st, "is", final, "state?", no_way),
        *r.full(out, "leaves|leads out of|out of|from|leave", st),
        *r.full(st, "can|may*", "never|not", "be", "left"),
        *r.full(st, "has no way out|has no successor|has no successors"),
    ]:
        yield Claim(_steps(r, f, s.rows, [x for x in _rows(r) if x not in s.rows], taken=False), s.sure)


def _refused(r: Phrases, f: Function) -> Iterator[Claim]:
    """“`advance()` leaves the state unchanged on error and reports `from` and `to`”."""
    name = r.named_codes(f.name)
    on = "on error|when it fails|on failure|on illegal step|on illegal transition|if step is illegal|when transition is illegal|when step is refused|if it is refused|when refused|on refusal|if transition is not allowed|if transition is illegal"
    stays = "unchanged|alone|as it is|as it was|untouched|same"
    rows = _rows(r)
    gone = [(s, t) for s in rows for t in rows if _taken(r, f, s, t, own=r.table.has_own) is False]

    def unchanged(s: Row, t: Row) -> Trial:
        def right(own: bool) -> bool | None:
            answer = r.table.gave(f, (*s, *t), own=own)
            if not answer.known or answer.panic or not isinstance(answer.value, tuple):
                return None
            if _taken(r, f, s, t, own=own):
                return True  # what is taken is not spoken of
            return name_of(answer.value[1]) == list(r.shape.variants)[s[0]]

        return Trial(f"`{f.name}({r.table.called(t)})` in `{r.table.called(s)}` changes it", right)

    def reported(s: Row, t: Row) -> Trial:
        order = list(r.shape.variants)

        def right(own: bool) -> bool | None:
            answer = r.table.gave(f, (*s, *t), own=own)
            if not answer.known or answer.panic or not isinstance(answer.value, tuple):
                return None
            if _taken(r, f, s, t, own=own):
                return True
            held = inside(answer.value[0])
            parts = held[1] if is_named(held) else {}  # type: ignore[index]
            if set(parts) != {"from", "to"}:
                return None
            return (name_of(parts["from"]), name_of(parts["to"])) == (order[s[0]], order[t[0]])

        return Trial(f"`{f.name}({r.table.called(t)})` in `{r.table.called(s)}` reports something else", right)

    def both(i: int) -> Iterator[tuple[bool, int]]:
        yield False, i
        for _, j in r.seq(i, "and", "reports|names|carries|tells|returns|gives", r.named_code("from"), "and", r.named_code("to")):
            yield True, j

    for more in [
        *r.full(name, "leaves|keeps", "state|it|self", stays, on, both),
        *r.full(name, "does not change|not change", "state|it|anything", on, both),
        *r.full("state", "is|stays", "left|kept?", stays, "by|after|in?", name, on, both),
    ]:
        trials = [unchanged(s, t) for s, t in gone]
        yield Claim((*trials, *(reported(s, t) for s, t in gone if more[0])))


__all__ = ["claims"]
