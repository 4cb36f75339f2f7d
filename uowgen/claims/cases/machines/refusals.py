"""What a refusal is said to tell: from which state, to which."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.cases.machines.claims import Claim, Scope
from uowgen.claims.cases.machines.lexicon import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.cases.machines.held import Builder
    from uowgen.claims.cases.machines.seen import Holder, Step
    from uowgen.claims.cases.machines.words import States, Words

_TELLS = frozenset(
    "report reports name names carry carries tell tells contain contains say says mention mentions give gives hold holds list lists return returns show shows record records state states with include includes has have".split()
)
_BOTH = (
    "from / to", "from and to", "both states", "the current and the requested state", "current and requested state", "the old and the new state", "old and new state", "the old and the requested state",
    "from which state to which", "the source and the target state", "source and target", "the two states", "both ends", "the current and the wanted state", "the state and the requested one", "the from and to states",
    "from where to where", "the current state and the requested one", "the states involved", "the states", "both", "from which phase to which", "the current and the requested phase", "both phases", "the old and new state",
    "the from and the to state", "the pair of states", "the present and the requested state", "what was asked and what was there", "source and destination", "the current and the target state", "the old state and the requested one",
)  # fmt: skip
_FROM = frozenset("from old current before previous source was state".split())
_TO = frozenset("to new next target requested after wanted into attempted".split())


def of_refused(w: Words, i: int, scope: Scope) -> Iterator[tuple[Builder, int, States]]:
    """“report from/to”, “carry the old and the requested state”, “fail with `BadTransition { from, to }`”."""
    for j in _told(w, i):
        yield _tells(w.holder), j, frozenset()
    for parts, j in _parts(w, i) if scope.taken is False else ():  # what a call that is taken gives is another matter
        yield _tells(w.holder, parts=parts), j, frozenset()
    j = w.said(
        i,
        "return",
        "returns",
        "fail with",
        "fails with",
        "give",
        "gives",
        "are",
        "yield",
        "yields",
        "is",
        "are answered with",
        "come back as",
        "produce",
    )
    name = re.fullmatch(r"(?:Err\()?(?:\w+::)?([A-Z]\w*)(?:\s*\{[^{}]*\}|\(\.*_?\))?\)?", w.raw(j)) if j and w.is_code(j) else None
    if name is not None:
        from uowgen.claims.cases.matching import leaves

        def built(scope: Scope) -> list[Claim]:
            errors = scope._replace(taken=False)
            return [
                Claim(errors, lambda s: name[1] in list(leaves(s.gave)) if _is_error(s) else scope.calls is None, telling=_is_error)
            ]

        yield built, j + 1, frozenset()
        fields = re.search(r"\{\s*from\s*,\s*to\s*\}", w.raw(j))
        if fields or (k := next(iter(_told(w, j + 1)), 0)):
            yield (lambda scope: [*built(scope), *_tells(w.holder)(scope)]), j + 1 if fields else k, frozenset()


def _is_error(step: Step) -> bool:
    return isinstance(step.gave, tuple) and step.gave[0] == "Err"


def reports(w: Words) -> Iterator[list[Claim]]:
    """“`NotAllowed` carries the current and the requested phase”."""
    i = w.over(0, ARTICLES)
    name = re.fullmatch(r"(?:\w+::)?([A-Z]\w*)(?:\(.*\)|\s*\{.*\})?", w.raw(i)) if w.is_code(i) else None
    if name is None or name[1] in w.holder.states:
        return
    start = w.over(i + 1, frozenset({"error", "errors", "always"}))
    for j in _told(w, start):
        if j >= w.end:
            yield _tells(w.holder, name[1])(Scope())
    for parts, j in _parts(w, start):
        if j >= w.end:
            yield _tells(w.holder, name[1], parts)(Scope())


def _told(w: Words, i: int) -> Iterator[int]:
    start = w.over(i, frozenset({"that"}))
    if w.low(start) not in _TELLS and w.said(start, "naming", "telling", "carrying", "that names", "reporting") == 0:
        return
    if j := w.said(start + 1, *_BOTH):
        yield w.over(j, frozenset({"states", "state"}))
    elif w.is_code(start + 1) and w.is_code(start + 3) and (w.raw(start + 1), w.raw(start + 3)) in (("from", "to"), ("to", "from")):
        yield start + 4


def _parts(w: Words, i: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """“carries the state the device was in”, “name the state and the event”: parts that are told, `before` or `given`."""
    if w.low(i) not in _TELLS:
        return
    j = w.over(i + 1, ARTICLES | {"current"})
    found: list[str] = []
    while j < w.end:
        if k := w.said(j, "state", "phase", "stage", "old state", "present state"):
            found.append("before")
            thing = w.thing(k)
            j = (
                w.said(thing, "was in", "is in", "was found in") or k
                if thing
                else w.said(k, "that refused", "that was found", "that it was in") or k
            )
        elif k := w.said(j, "event", "input", "request", "offending event"):
            found.append("given")
            j = k
        else:
            break
        yield tuple(found), j
        j = w.over(w.said(j, "and", ",") or w.end, ARTICLES)


def _tells(holder: Holder, name: str = "", parts: tuple[str, ...] = ()) -> Builder:
    """An error that names two states names the one before, and the one that was asked for: what is given, or where the call else leads."""
    wanted_parts = parts
    leads: dict[str, set[str]] = {}
    for s in holder.theirs.steps:
        if s.taken and holder.state(s.before) != holder.state(s.after):
            leads.setdefault(s.action, set()).add(holder.state(s.after))

    def wanted(step: Step) -> str:
        given = [g[0] for g in step.given if isinstance(g, tuple) and len(g) == 1 and g[0] in holder.states]
        if len(given) == 1:
            return str(given[0])
        rows = leads.get(step.action, set())
        return next(iter(rows)) if len(rows) == 1 else ""

    def right(step: Step) -> bool | None:
        if wanted_parts:
            told = [v[0] for v in step.told.values() if isinstance(v, tuple) and len(v) == 1]
            given = [g[0] for g in step.given if isinstance(g, tuple) and len(g) == 1]
            held = {"before": [holder.state(step.before)], "given": given}
            return all(set(held[p]) & set(told) for p in wanted_parts) if told else False
        parts = {n: v[0] for n, v in step.told.items() if isinstance(v, tuple) and len(v) == 1 and v[0] in holder.states}
        frm = [v for n, v in parts.items() if n.split("_")[0] in _FROM]
        to = [v for n, v in parts.items() if n.split("_")[0] in _TO]
        if len(frm) != 1 or len(to) != 1 or not wanted(step):
            return False if not parts else None
        return bool(frm[0] == holder.state(step.before) and to[0] == wanted(step))

    def speaks(step: Step) -> bool:
        from uowgen.claims.cases.matching import leaves

        shown = list(leaves(step.gave))
        return step.taken is False and isinstance(step.gave, tuple) and step.gave[0] == "Err" and (not name or name in shown)

    meant = {s.at[1:] for s in holder.theirs.steps if speaks(s) and right(s) is True}
    calls = frozenset(s.action for s in holder.theirs.steps if s.at[1:] in meant)

    def built(scope: Scope) -> list[Claim]:
        where = scope._replace(taken=False, calls=calls if scope.calls is None else scope.calls)
        # Of a call that may also be refused for another reason, only that an error with states has the right ones is claimed.
        loose = any(speaks(s) and where.has(s, holder) and not s.told for s in holder.theirs.steps)
        return [
            Claim(
                where,
                lambda s: (True if loose and not s.told else right(s)) if speaks(s) else True,
                telling=lambda s: speaks(s) and right(s) is True,
            )
        ]

    return built


__all__ = ["of_refused", "reports"]
