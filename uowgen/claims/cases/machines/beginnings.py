"""What a new value is said to be like: its state, what it has and what it lacks."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.held import Held
from uowgen.claims.cases.machines.lexicon import ARTICLES
from uowgen.claims.cases.matching import matches
from uowgen.claims.valued.wanted import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.cases.machines.seen import Holder, Look
    from uowgen.claims.cases.machines.words import States, Words

    Test = Callable[[Look], bool | None]

_NEW = frozenset("new fresh freshly newly created made initial brand-new".split())
_STARTS = (
    "start out as", "start out in", "start out", "start as", "start in", "start", "starts out as", "starts out in", "starts out", "starts as", "starts in", "starts", "begin as", "begin in", "begin",
    "begins as", "begins in", "begins", "begins its life", "begins life as", "start life as", "starts life as", "are created as", "are created in", "are created", "is created as", "is created", "starts its life as",
    "comes up as", "are born", "is born", "is initially", "are initially", "begins life in", "starts with", "start with", "starts off as", "starts off",
)  # fmt: skip
_IS = ("is in", "are in", "is", "are", "has", "have")
_MAKES = (
    "gives",
    "creates",
    "returns",
    "makes",
    "builds",
    "starts in",
    "starts with",
    "starts",
    "starts as",
    "yields",
    "puts it in",
    "sets",
)
_NOTHING: tuple[object, ...] = (("None",), 0, False, "", ())
_ZERO = {"zero": 0, "one": 1, "two": 2, "three": 3}


def of_new(w: Words) -> Iterator[list[Claim]]:
    """“Tasks start as `New` and without exit code”, “a fresh link is down, its speed is `None`”, “`new()` gives a `Down` link”."""
    for i in _begun(w):
        for tests in _tests(w, i):
            yield [Claim(Scope(first=True), lambda _s: None, of_new=test) for test in tests]


def _begun(w: Words) -> Iterator[int]:
    makers = {"new()", f"{w.holder.name}::new()", "default()", f"{w.holder.name}::default()", "new", f"{w.holder.name}::new"}
    if w.is_code(0) and w.raw(0) in makers and (j := w.said(1, *_MAKES)):
        yield w.over(j, ARTICLES)
        k = w.thing(j)
        if end := w.said(k, "that is", "which is", "that starts", "in", "in state", "whose state is", "that is in") if k else 0:
            yield end
        elif k and w.low(k) in ("with", "without"):
            yield k
        return
    if (j := w.said(0, "initially", "at first", "to begin with", "in the beginning")) or w.said(0, "initial state"):
        k = w.thing(w.said(j, ",") or j)
        if k and (end := w.said(k, *_IS)):
            yield end
        return
    if end := w.said(0, *(s for s in _STARTS if s.partition(" ")[0] in ("starts", "begins", "comes"))):  # without a subject
        yield end
        return
    start = w.over(0, ARTICLES)
    k = w.over(start, _NEW)
    j = w.thing(k)
    if not j:
        return
    if w.low(j) == "that" and (n := w.said(j, "that was just created", "that has just been created", "that is new")):
        j, k = n, start + 1
    if end := w.said(j, *_STARTS):
        yield w.over(end, frozenset({"always"}))
    elif k > start and (end := w.said(j, *_IS)):
        yield end - 1 if w.low(end - 1) in ("has", "have") else end


def _tests(w: Words, i: int) -> Iterator[list[Test]]:
    for test, j in _one(w, i):
        if j >= w.end:
            yield [test]
        k = w.said(j, ", and", "and", ",", ";", "; it", "with", "without", "but", ", but")
        if k and w.low(k - 1) in ("with", "without"):
            k -= 1
        for rest in _tests(w, k) if k else ():
            yield [test, *rest]


def _one(w: Words, i: int) -> Iterator[tuple[Test, int]]:
    held = Held(w)
    h = w.holder
    i = w.over(i, frozenset({"it", "is", "are", "as"}))
    for states, j in w.listed(w.over(i, frozenset({"a", "an", "in", "the", "state"}))):
        if len(states) == 1:
            yield _is_in_state(h, states), w.over(j, w.nouns)
    lacks = w.said(
        i, "without any", "without", "with no", "has no", "have no", "no", "has seen no", "have seen no", "with zero", "has zero", "have zero", "zero", "with an empty", "with neither", "nor", "lacks", "has an empty", "has had no",
    )  # fmt: skip
    if lacks:
        for key, j in held.key(lacks):
            yield _holds(key, lambda v: v in _NOTHING), w.over(j, frozenset({"yet", "set", "so", "far", "recorded"}))
    for key, j in held.key(w.said(i, "with", "has", "have", "whose") or i):
        k = w.said(j, "is", "are", "of", "at", "=", "set to") or j
        if end := w.said(k, "unset", "empty", "not set", "absent", "cleared"):
            yield _holds(key, lambda v: v in _NOTHING), end
        text = w.raw(k)
        pattern = (
            pattern_of(str(_ZERO.get(text, text)))
            if text and (w.is_code(k) or text in _ZERO or text[:1].isdigit() or text in ("None", "false", "true"))
            else None
        )
        if pattern is not None:
            yield _holds(key, lambda v, p=pattern: matches(v, p)), k + 1  # type: ignore[misc]
    if n := w.said(i, "with", "has", "have"):  # “with one fault”
        number = _ZERO.get(w.low(n), int(w.raw(n)) if w.raw(n).isdigit() else -1)
        for key, j in held.key(n + 1) if number >= 0 else ():
            yield _holds(key, lambda v, m=number: type(v) is int and v == m), j  # type: ignore[misc]


def _is_in_state(holder: Holder, states: States) -> Test:
    return lambda look: holder.state(look) in states


def _holds(key: str, wanted: Callable[[object], bool]) -> Test:
    return lambda look: wanted(look[key]) if key in look else None


__all__ = ["of_new"]
