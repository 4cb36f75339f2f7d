"""Decides sentences on guards over what they borrow: a call, a situation and an outcome, held against all that was seen.

The spec's own code must do as the sentence says, wherever its situation was met, else it was not read as it was meant, and nothing is said;
it fails where each word was taken up and the spec's own code never does so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.lent import begins, constants, effects, held, outcomes, situations
from uowgen.claims.lent.bag import Rows, taken, then, when
from uowgen.claims.lent.cast import cast_of
from uowgen.claims.lent.wording import Wording
from uowgen.claims.runs.verdicts import stuck
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.behaviour.lending import Beat
    from uowgen.claims.kind import Case
    from uowgen.claims.lent.bag import Meaning, Part, Row
    from uowgen.claims.lent.cast import Cast

NAME = "does_to_what_it_borrows"


def decided(text: str, case: Case) -> Finding | None:
    """What was seen says of a criterion; None if it is not understood, or there is no such guard."""
    told = held.decided(text, case) or constants.decided(text, case)
    if told is not None:
        return told
    found = case.once("guards over what they borrow", lambda: _known(case))
    if found is None:
        return None
    cast, wording, rows = found
    said = wording.plain(text)
    return begins.decided(said, cast) or _whole(said, rows, cast, text)


def _whole(said: str, rows: Rows, cast: Cast, text: str) -> Finding | None:
    """The verdict on the sentence, or on its parts."""
    found = judged(said, rows, cast, text)
    unmet = found is not None and found.outcome == "undecided"
    for mark in (" ; ", " , and ", " , but ", " , ", " and ") if found is None or unmet else ():
        parts = said.split(mark)
        if not 1 < len(parts) < 4:
            continue
        call = re.search(r"@\w+", parts[0])
        each = [
            judged(p if "@" in p or call is None or n == 0 else f"{call[0]} {p}", rows, cast, text) for n, p in enumerate(parts)
        ]
        if all(f is not None for f in each):
            return weakest([f for f in each if f is not None])
    return found


def _known(case: Case) -> tuple[Cast, Wording, Rows] | None:
    cast = cast_of(case)
    if cast is None:
        return None
    rows = Rows(
        _bound([*effects.first_rows(cast), *outcomes.first_rows(cast)], cast),
        _bound(situations.rows_of(cast), cast),
        _bound([*outcomes.rows_of(cast), *effects.rows_of(cast)], cast),
        lambda said: effects.worded(said, cast),
    )
    return cast, Wording(cast), rows


def _bound(rows: list[tuple[str, Meaning]], cast: Cast) -> list[Row]:
    """The patterns with their meanings for one cast."""
    return [(pattern, lambda m, f=meaning: f(m, cast)) for pattern, meaning in rows]  # type: ignore[misc]


def judged(said: str, rows: Rows, cast: Cast, text: str = "") -> Finding | None:
    """The verdict on a sentence in plain words."""
    from uowgen.behaviour.machine import Machine

    parts = Machine.with_room(lambda: taken(said, rows))
    if not parts.thens:  # “the slot is `Held` after …”: that is what comes of it
        rows = rows._replace(whens=[r for r in rows.whens if "%" not in r[0] and "ED)" not in r[0]])
        parts = Machine.with_room(lambda: taken(said, rows))
    exact = set(parts.left.split()) == {"only"} and bool(parts.whens)
    if (parts.left and not exact) or not parts.thens:
        return None
    whens, thens = parts.whens, parts.thens
    calls = _calls(parts.calls, whens, cast)
    if any(w.name == "ended" for w in whens) and calls == ["drop"]:
        calls, thens = [c.name for c in cast.callables if c.function.takes == "value" and c.do == "call"], _survives(thens, cast)
        if not thens:
            return None
    cases = _cases(whens)
    if len(cases) > 1 and exact:
        return None
    readings = [_worst([_best(call, one, thens, cast, text) for one in cases]) for call in calls]
    if exact:
        turned = (when(lambda b: not _meets(whens, b)),)
        denied = (then(lambda b: None if (v := _all(thens, b)) is None else not v),)
        readings = [
            _only(r, _read(call, turned, denied, cast), _ever(call, whens, thens, cast))
            for call, r in zip(calls, readings, strict=True)
        ]
    named = bool(parts.calls) and len(calls) == 1
    place = (shown(cast.declaration),)
    so = [r for r in readings if r[0] == "so"]
    met = [r for r in readings if r[0] != "unmet"]
    if so and (named or len(so) == 1 or (len(so) == len(met) and any(w.name == "refused" for w in whens))):
        if cast.gaps:
            return stuck(cast.gaps[0], place)
        against = [r for r in so if r[2] is not None]
        if against:
            return Finding("fails", f"not so: {_why(against[0][2])}", "behaviour", "behaves-differently", place, "proved", ())
        count = sum(r[3] for r in so)
        return Finding("holds", f"so in {count} of {count} calls, as in the spec's own code", "behaviour", None, place, "bounded")
    readings = [r for r in readings if r[0] != "unmet"]
    never = [r for r in readings if r[0] == "never" or (r[0] == "some" and (_ALWAYS.search(text) or _EACH.search(text)))]
    clear = named or any(w.name not in ("ok", "refused") for w in whens)
    if clear and len(readings) == 1 and never and all(p.sure for p in thens) and not cast.gaps and never[0][2] is not None:
        return Finding("fails", f"not so: {_why(never[0][2])}", "behaviour", "behaves-differently", place, "proved", ())
    if not readings:
        return Finding("undecided", "no call shows it", None, "not-observable", place)
    return None


def _survives(thens: tuple[Part, ...], cast: Cast) -> tuple[Part, ...]:
    """“drop does nothing then”: that what the guard held is still there when a method has taken it, and counted."""
    if any(t.name not in ("nothing", "kept", "== false", "false") for t in thens) or not cast.list_field():
        return ()

    def test(b: Beat) -> bool | None:
        now = situations.stands(b, cast, after=True)
        same = all(b.before.get(n) == b.after.get(n) for n in cast.numbers())
        return now != cast.free() and same if now is not None and situations.stands(b, cast) != cast.free() else None

    return (then(test, "survives"),)


_ALWAYS = when_used(r"\b(?:always|in (?:every|any|each) case|unconditionally|no matter|whatever|regardless)\b", re.I)
_EACH = when_used(r"\b(?:every|each|any|all)\b(?: single)?(?: \S+)? calls?\b|whether or not|also when|even when|even if", re.I)
_DONE = when_used(r".*[+-]\d|%\w+|given|free|lowest|highest|place")


def _best(call: str, whens: tuple[Part, ...], thens: tuple[Part, ...], cast: Cast, text: str) -> tuple[str, str, Beat | None, int]:
    """How a reading stands; what is said to be done is said of calls that are not refused, if nothing else is said."""
    found = _read(call, whens, thens, cast)
    silent = (
        not _EACH.search(text)
        and not any(w.name in ("ok", "refused") for w in whens)
        and all(_DONE.fullmatch(t.name) for t in thens)
    )
    if found[0] in ("some", "never") and silent and not (found[0] == "never" and any(t.name.endswith("+0") for t in thens)):
        return _read(call, (*whens, when(lambda b: not b.refused and not b.panicked)), thens, cast)
    return found


def _cases(whens: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """The situations in each of which it is said to be so: “when A, or when B”."""
    return [tuple(w for w in whens if not w.other), *((w,) for w in whens if w.other)]


def _worst(rows: list[tuple[str, str, Beat | None, int]]) -> tuple[str, str, Beat | None, int]:
    """What is so in each of several cases: the worst of them; that of the tree's code that goes against one counts."""
    if len(rows) == 1:
        return rows[0]
    if all(r[0] == "so" for r in rows):
        return "so", rows[0][1], next((r[2] for r in rows if r[2] is not None), None), sum(r[3] for r in rows)
    return ("unmet" if any(r[0] == "unmet" for r in rows) else "some"), rows[0][1], None, 0


_Read = tuple[str, str, "Beat | None", int]


def _only(one: _Read, other: _Read, ever: bool) -> _Read:
    """“only when …”: that it is not so in any other case. In the case itself it is so, or at times, as the spec's own code has it."""
    if other[0] in ("some", "never"):
        return ("never", *other[1:])
    if one[0] == "some" and other[0] == "so":
        return other if ever or other[2] is not None else ("unmet", *other[1:])
    if one[0] == "so" and other[0] == "so":
        return ("so", one[1], one[2] or other[2], one[3] + other[3])
    return one


def _ever(call: str, whens: tuple[Part, ...], thens: tuple[Part, ...], cast: Cast) -> bool:
    """Whether the tree's code ever does so in that case."""
    return any(_all(thens, b) for b in cast.actual if _is(b, call) and _meets(whens, b))


def _calls(named: tuple[str, ...], whens: tuple[Part, ...], cast: Cast) -> list[str]:
    """The calls that a sentence may be of."""
    known = [c.name for c in cast.callables]
    rows = [n for n in named if n in known or n == "drop"]
    if not rows and any(w.name == "end" for w in whens):
        return ["drop"]
    if rows:
        return rows if len(rows) == 1 else []
    return [*known, "drop"]


def _read(call: str, whens: tuple[Part, ...], thens: tuple[Part, ...], cast: Cast) -> tuple[str, str, Beat | None, int]:
    """How a reading stands: `so` in the spec's own code wherever it is met, `never` so, `some`times, or `unmet`; a beat of the tree's code
    that goes against it; how often it was met.
    """
    calm = not any(t.name == "panics" for t in thens)
    met = [(b, _all(thens, b)) for b in cast.shown if _is(b, call) and not (calm and b.panicked) and _meets(whens, b)]
    told = [(b, v) for b, v in met if v is not None]
    if not told:
        return "unmet", call, None, 0
    if any(v is False for _, v in told):
        first = next(b for b, v in told if v is False)
        return ("never" if not any(v for _, v in told) else "some"), call, first, len(told)
    ours = [(b, _all(thens, b)) for b in cast.actual if _is(b, call) and _meets(whens, b)]
    ours = [
        (b, False if calm and b.panicked and not _panics_alike(b, cast) else v)
        for b, v in ours
        if not (calm and b.panicked and _panics_alike(b, cast))
    ]
    against = next((b for b, v in ours if v is False), None)
    if not any(v is not None for _, v in ours):
        return "unmet", call, None, 0
    return "so", call, against, len(told)


def _panics_alike(b: Beat, cast: Cast) -> bool:
    """Whether the spec's own code panics in such a call as well."""
    return any(o.panicked and o.act == b.act and o.on[0] == b.on[0] for o in cast.shown)


def _is(b: Beat, call: str) -> bool:
    return b.act.do == "drop" if call == "drop" else b.act.name == call


def _meets(whens: tuple[Part, ...], b: Beat) -> bool:
    return all(w.test is None or w.test(b) for w in whens)


def _all(thens: tuple[Part, ...], b: Beat) -> bool | None:
    found = [t.test(b) if t.test is not None else None for t in thens]
    return False if False in found else None if None in found else True


def _why(b: Beat | None) -> str:
    if b is None:
        return ""
    if b.panicked:
        return f"`{b.act.name or 'drop'}` panics"
    done = ", ".join(e.name for e in b.events)
    return f"`{b.act.name or 'drop'}` gives {b.gave}, does {done or 'nothing outside'}, and leaves {b.after}"


__all__ = ["NAME", "decided", "judged"]
