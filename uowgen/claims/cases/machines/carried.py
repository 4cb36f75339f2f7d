"""What a state is said to carry once a call has led to it: “at the given speed”, “with no tries”, “with `tries` 0”."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.lexicon import ARTICLES, stem
from uowgen.claims.valued.tokens import humps, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Holder, Step
    from uowgen.claims.cases.machines.words import States, Words

    Right = Callable[[Step], bool | None]

_WITH = frozenset("at with of carrying keeping holding for in remembering storing having".split())
_GIVEN = frozenset("given reported passed same agreed carried received new delivered supplied very told".split())
_BEHIND = (
    "given", "it carries", "of the event", "from the event", "it brings", "passed", "it was given", "that it carries", "that was given", "that was passed", "in the event", "carried by the event", "reported", "it reports",
    "that it reports", "it was passed", "passed in", "it names", "which it carries", "that the event carries", "the event carries",
)  # fmt: skip
_NUMBERS = {"zero": 0, "no": 0, "one": 1, "two": 2, "without": 0}


def with_what(w: Words, i: int, to: States) -> Iterator[tuple[Right, int]]:
    """What may be meant by the words at a place, and where they end."""
    if w.low(i) == "without" or (w.low(i) in _WITH and i + 1 < w.end):
        yield from _number(w, i if w.low(i) == "without" else i + 1, to)
    if w.low(i) not in _WITH:
        return
    own = frozenset(h for e in w.events for h in humps(e))
    start = w.over(i + 1, ARTICLES | _GIVEN | {"event's"})
    marked = bool({w.low(n) for n in range(i + 1, start)} & (_GIVEN | {"its", "that", "event's"}))
    for at in {start, w.over(start, own)}:
        for place, j in _named(w, at, to):
            end = w.said(j, *_BEHIND)
            if end or marked:
                yield _given(w.holder, place), end or j


def _number(w: Words, i: int, to: States) -> Iterator[tuple[Right, int]]:
    start = w.over(i, ARTICLES)
    number = number_of(w.raw(start)) if number_of(w.raw(start)) is not None else _NUMBERS.get(w.low(start))
    if number is not None:
        for place, j in _named(w, w.over(start + 1, frozenset({"used", "further"})), to):
            yield _is(w.holder, place, number), w.said(j, "so far", "yet", "used", "counted") or j
    for place, j in _named(w, start, to):
        k = w.said(j, "at", "of", "set to", "reset to", "starting at", "being", "=", ":") or j
        number = number_of(w.raw(k)) if number_of(w.raw(k)) is not None else {"zero": 0, "one": 1}.get(w.low(k))
        if number is not None and k < w.end:
            yield _is(w.holder, place, number), k + 1


def _named(w: Words, i: int, to: States) -> Iterator[tuple[dict[str, int], int]]:
    """Where each of the states carries what is called so."""
    enum = w.holder.world.samples.enum(w.holder.enum)
    for count in (2, 1):
        said = [w.low(i + n) or (w.raw(i + n) if w.is_code(i + n) else "") for n in range(count)]
        if enum is None or not all(re.fullmatch(r"[A-Za-z]\w*", x) for x in said):
            continue
        stems = [stem(h) for x in said for h in humps(x)]
        place: dict[str, int] = {}
        for state in to:
            names = enum.named.get(state, ())
            rows = [n for n, name in enumerate(names) if [stem(h) for h in humps(name)] == stems]
            rows = rows or [n for n, name in enumerate(names) if set(stems) <= {stem(h) for h in humps(name)}]
            if not names and len(enum.variants.get(state, ())) == 1 and _spoken(w.holder, stems):
                rows = [0]
            if len(rows) == 1:
                place[state] = rows[0]
        if len(place) == len(to):
            yield place, i + count
            return


def _spoken(holder: Holder, stems: list[str]) -> bool:
    """Whether the spec's own code binds something by such a name."""
    names = re.findall(r"::\w+\((\w+)\)|\b\w+\((\w+)\) *(?:=>|if|\))", holder.world.samples.blocks)
    return any([stem(h) for h in humps(name)] == stems for pair in names for name in pair if name)


def _given(holder: Holder, place: dict[str, int]) -> Right:
    def right(s: Step) -> bool | None:
        held = s.after.get(holder.key)
        state = holder.state(s.after)
        if state not in place:
            return None
        brought = [p for g in s.given for p in (g[1:] if isinstance(g, tuple) else (g,))]
        if not isinstance(held, tuple) or len(brought) != 1:
            return None
        return bool(held[1 + place[state]] == brought[0])

    return right


def _is(holder: Holder, place: dict[str, int], number: int) -> Right:
    def right(s: Step) -> bool | None:
        held = s.after.get(holder.key)
        state = holder.state(s.after)
        return None if state not in place or not isinstance(held, tuple) else held[1 + place[state]] == number

    return right


__all__ = ["with_what"]
