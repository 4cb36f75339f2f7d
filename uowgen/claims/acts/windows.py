"""Which lives of a type, and which steps of them, a sentence speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.behaviour.lives import Record
    from uowgen.behaviour.outside import Event
    from uowgen.claims.acts.vocabulary import Act, Condition

Outcome = Literal["holds", "fails", "undecided"]
Window = tuple[int, ...]  # numbers of steps
Row = tuple[str, tuple[object, ...]]  # a call: what it is known by, and what it is given


class Pair(NamedTuple):
    """One life, as the spec's own code and as the tree's code live it."""

    shown: Record
    actual: Record


class Weighed(NamedTuple):
    """The outcome for one act, why, and the life that shows it."""

    outcome: Outcome
    why: str
    life: Record | None = None
    runs: int = 0


def key_of(event: Event) -> str:
    """What a call is known by: the last two names of its path."""
    names = event.path.split("::")
    return "::".join(names[-2:])


def meets(condition: Condition, record: Record, window: Window) -> bool:
    steps = record.steps
    if condition.kind == "called":
        met = any(s.name in condition.what and not s.refused and not s.panicked for s in steps)
    elif condition.kind == "refused":
        met = any(s.name in condition.what and s.refused for s in steps)
    elif condition.kind == "panics":
        met = record.life.end == "panic" or any(s.panicked for s in steps)
    elif condition.kind == "empty":
        met = not any(s.given for s in steps[1:] if s.name != record.life.end)
    elif condition.kind == "state":
        before = min(window, default=0) - 1
        row = record.states[before] if 0 <= before < len(record.states) else None
        values = [v for field, v in row if field in condition.what] if isinstance(row, tuple) else []
        return bool(values) and all(v is not condition.negated and isinstance(v, bool) for v in values)
    elif condition.kind == "dropped":
        met = any(s.name == "drop" for s in steps)
    elif condition.kind == "yes":
        met = record.life.script.yes
    elif condition.kind == "fails":
        failed = {(_key(f.partition("@")[0]), int(f.partition("@")[2].partition("#")[0])) for f in record.failed}
        met = any(step in window and (not condition.what or key in condition.what) for key, step in failed)
    else:
        met = False
    return met is not condition.negated


def _key(path: str) -> str:
    return "::".join(path.split("::")[-2:])


def window_of(act: Act, record: Record, enders: frozenset[str]) -> Window:
    """The steps of a life that an act speaks of; empty if it speaks of none."""
    names = [s.name for s in record.steps]
    first = 0
    for condition in act.conditions:
        if condition.kind == "called" and not condition.negated:
            at = next((n for n, s in enumerate(record.steps) if s.name in condition.what and not s.refused), None)
            if at is None:
                return ()
            first = max(first, at)
        if condition.kind == "dropped" and "drop" in names:
            first = max(first, names.index("drop"))
    subjects = act.subjects
    if not subjects:
        after = frozenset(m for c in act.conditions if c.kind == "called" and not c.negated for m in c.what)
        ends = (
            after | enders | {"drop"}
        )  # what is done when that is called is done there, or at the end; other calls may do it anyway
        elsewhere = not after or act.kind != "effect" or act.negated
        return tuple(n for n in range(first, len(names)) if elsewhere or names[n] in ends)
    places = [n for n, name in enumerate(names) if name in subjects and n >= first]
    if "drop" in subjects and first and not places and names[first] in enders:
        places = [first]  # a value that the method takes ends within it
    if not places:
        return ()
    if act.negated and not any(c.kind == "fails" for c in act.conditions) and set(subjects) & enders:
        return tuple(range(places[0], len(names)))
    return tuple(places)


def meant_by(act: Act, pairs: Iterable[Pair], enders: frozenset[str]) -> list[tuple[Pair, Window, Window]]:
    """The lives that an act speaks of, with its steps in both."""
    found = []
    for pair in pairs:
        theirs, ours = window_of(act, pair.shown, enders), window_of(act, pair.actual, enders)
        if not theirs:
            continue
        conditions = [c for c in act.conditions if c.kind != "called" or c.negated]
        if all(meets(c, pair.shown, theirs) for c in conditions):
            found.append((pair, theirs, ours))
    return found


def is_fair(pair: Pair) -> bool:
    """Whether a life is one that a person would think of: no two calls with the same made-up values."""
    given = [s.given for s in pair.shown.steps if s.given]
    return pair.shown.life.palette in (0, 2) or len(given) <= 1
