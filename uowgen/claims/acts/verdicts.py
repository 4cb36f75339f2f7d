"""Whether what a sentence says is so in the lives of a type, next to the same lives of the type as the spec's own code has it.

The sentence must be true of the spec's own code, or it was not read as it was meant. It holds if the code does, in what the sentence speaks
of, the same as the spec's in every life; it fails if a life goes against the words themselves; between the two it is undecided.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from uowgen.claims.acts.answers import answers
from uowgen.claims.acts.sameness import state
from uowgen.claims.acts.windows import Pair, Row, Weighed, Window, is_fair, key_of, meant_by, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from uowgen.behaviour.lives import Record
    from uowgen.behaviour.outside import Event
    from uowgen.claims.acts.vocabulary import Act


def weighed(act: Act, pairs: Sequence[Pair], enders: frozenset[str], changing: frozenset[str]) -> Weighed:
    """What the lives say of `act`; `changing` are the methods that can change the value, `enders` those that take it."""
    if act.kind == "nothing" and set(act.subjects) & changing:
        return Weighed("undecided", "what it does to the value itself is not looked at")
    if act.kind == "keeps":
        act = act._replace(names=_undone(pairs, act, enders), kind="effect", negated=True)
        if not act.names:
            return Weighed("undecided", "what would be undone is not clear")
    elif "*" in act.names:
        names = _undone(pairs, act._replace(conditions=()), enders)
        act = act._replace(names=names, subjects=act.subjects or ("drop", *sorted(enders)))
    if act.kind in ("gives", "refuses"):
        return answers(act, pairs)
    return _effects(act, pairs, enders)


# Calls that make other changes take effect: no change by themselves.
_SETTLING = frozenset("flush invalidate inval shootdown invlpg sfence fence sync barrier".split())


def _undone(pairs: Sequence[Pair], act: Act, enders: frozenset[str]) -> frozenset[str]:
    """What the end of a life does that no method ended."""
    kept = set(act.subjects) - {"drop"} | {m for c in act.conditions if c.kind == "called" and not c.negated for m in c.what}
    found = {
        key_of(e)
        for p in pairs
        if not kept & {s.name for s in p.shown.steps}
        for e in p.shown.events
        if p.shown.steps and e.step < len(p.shown.steps) and p.shown.steps[e.step].name == "drop" and not e.asks
    }
    real = {key for key in found if not _SETTLING & set(key.replace(".", "::").rpartition("::")[2].split("_"))}
    return frozenset(real or found)


def _row(record: Record, window: Window, names: frozenset[str]) -> list[Row]:
    return [
        (key_of(e), e.arguments) for e in record.events if e.step in window and (key_of(e) in names or (not names and not e.asks))
    ]


def _effects(act: Act, pairs: Sequence[Pair], enders: frozenset[str]) -> Weighed:
    meant = meant_by(act, pairs, enders)
    if act.kind == "nothing" or act.negated:
        if act.names and not any(key_of(e) in act.names for p in pairs for e in p.actual.events):
            return Weighed("undecided", f"it never does what “{act.said}” says, under no condition")
        return _none(act, meant)
    active = [(p, _row(p.shown, t, act.names), _row(p.actual, o, act.names), t, o) for p, t, o in meant]
    if not any(theirs for _, theirs, _, _, _ in active):
        return Weighed("undecided", f"the spec's own code never does what “{act.said}” says there")
    if not act.conditions and not any(theirs and not p.shown.failed for p, theirs, _, _, _ in active):
        return Weighed("undecided", f"the spec's own code does what “{act.said}” says only where something fails")
    whole = not act.subjects or "drop" in act.subjects
    counted = [[theirs] if whole else _by_step(p.shown, t, act.names) for p, theirs, _, t, _ in active]
    if act.counted and not _is_once(row for rows in counted for row in rows):
        return Weighed("undecided", f"in the spec's own code “{act.said}” is not once")
    if act.order and not _is_ordered(act, [(p.shown, row) for p, _, _, t, _ in active for row in _by_step(p.shown, t, act.names)]):
        return Weighed("undecided", "in which order is meant is not clear from the spec's own code")
    if act.relation and not all(_relates(act, p.shown, t) for p, _, _, t, _ in active):
        return Weighed("undecided", f"what comes {act.relation} what is not clear from the spec's own code")
    outside = _others(act, pairs, meant, enders)
    if act.exact and any(theirs for _, theirs, _ in outside):
        return Weighed("undecided", f"in the spec's own code “{act.said}” is not only so")
    doubt: Weighed | None = None
    for pair, theirs, ours, t, o in active:
        why = _against(act, pair, theirs, ours, o)
        if why and not act.vague and is_fair(pair) and _came_alike(pair, t, held=act.held) and _is_spoken_of(act, pair):
            return Weighed("fails", why, pair.actual)
        if (
            why
            or Counter(theirs) != Counter(ours)
            or (act.order and theirs != ours)
            or (act.relation and not _relates(act, pair.actual, o))
        ):
            doubt = doubt or Weighed(
                "undecided", "it does something else than the spec's own code, though not against these words", pair.actual
            )
    for pair, theirs, ours in outside:
        if act.exact and ours and not theirs and is_fair(pair) and not pair.shown.failed:
            return Weighed("fails", f"`{ours[0][0]}` is called there as well", pair.actual)
        if Counter(theirs) != Counter(ours):
            doubt = doubt or Weighed("undecided", "elsewhere it does something else than the spec's own code", pair.actual)
    return doubt or Weighed("holds", "", None, len(active))


def _is_spoken_of(act: Act, pair: Pair) -> bool:
    """Whether a sentence means a life in which something outside fails: only if it says so."""
    return not pair.shown.failed or any(c.kind in ("fails", "refused", "panics") for c in act.conditions)


def in_other_order(acts: Sequence[Act], pairs: Sequence[Pair]) -> Record | None:
    """A life in which several things that are said do not come in the order of the spec's own code: a list may mean one.

    None where only one thing is said, or the order is the same.
    """
    effects = [act for act in acts if act.kind == "effect" and not act.negated and "*" not in act.names]
    if len(effects) < 2:
        return None
    names = frozenset().union(*(act.names for act in effects))
    for pair in pairs:
        steps = tuple(range(max(len(pair.shown.steps), len(pair.actual.steps))))
        if _by_step(pair.shown, steps, names) != _by_step(pair.actual, steps, names):
            return pair.actual
    return None


def _others(
    act: Act, pairs: Sequence[Pair], meant: list[tuple[Pair, Window, Window]], enders: frozenset[str]
) -> list[tuple[Pair, list[Row], list[Row]]]:
    """What is done in the lives that an act's conditions leave out."""
    if not any(c.kind in ("called", "state", "refused", "fails", "empty", "yes") for c in act.conditions):
        return []
    inside = {id(pair) for pair, _, _ in meant}
    bare = act._replace(conditions=())
    found = []
    for pair in pairs:
        if id(pair) not in inside:
            t, o = window_of(bare, pair.shown, enders), window_of(bare, pair.actual, enders)
            found.append((pair, _row(pair.shown, t, act.names), _row(pair.actual, o, act.names)))
    return found


def _none(act: Act, meant: list[tuple[Pair, Window, Window]]) -> Weighed:
    if not meant:
        return Weighed("undecided", "no life meets the condition")
    if any(_row(p.shown, t, act.names) for p, t, _ in meant):
        return Weighed("undecided", f"the spec's own code does something where “{act.said}” is said")
    for pair, _, window in meant:
        done = _row(pair.actual, window, act.names)
        if done and not act.vague and act.value != "weak" and is_fair(pair) and _came_alike(pair, window):
            return Weighed("fails", f"`{done[0][0]}` is called all the same", pair.actual)
        if done:
            return Weighed("undecided", f"`{done[0][0]}` is called all the same", pair.actual)
    return Weighed("holds", "", None, len(meant))


def _against(act: Act, pair: Pair, theirs: list[Row], ours: list[Row], window: Window) -> str:
    """What goes against the words of an act in one life; empty if nothing does."""
    places = _telling_places(theirs)
    wanted, seen = Counter(_thing(row, places) for row in theirs), Counter(_thing(row, places) for row in ours)
    missing = wanted - seen
    if missing:
        name, arguments = next(iter(missing))
        strange = {key_of(e) for e in pair.actual.events} - {key_of(e) for e in pair.shown.events}
        came = {e.answer for e in pair.shown.events} - {e.answer for e in pair.actual.events}
        if came & set(arguments):  # what was never given out there is not there to be done something to
            return ""
        return "" if strange else f"`{name}` is called {seen[name, arguments]} times for {_told(arguments)}"
    more = seen - wanted
    if more and act.counted:
        name, arguments = next(iter(more))
        return f"`{name}` is called {seen[name, arguments]} times for {_told(arguments)}"
    if act.order and not more:
        for first, second in zip(_by_step(pair.shown, window, act.names), _by_step(pair.actual, window, act.names), strict=False):
            if Counter(first) == Counter(second) and (wrong := _inverted(first, second)):
                return f"`{wrong[0][0]}` is called for {_told(wrong[0][1])} out of order"
    if act.relation and not more and _breaks(act, pair.actual, window):
        return f"not {act.relation} it"
    if act.said in ("restores", "restored", "restore") and not more:
        other = Counter(ours) - Counter(theirs)
        return (
            f"`{next(iter(other))[0]}` is called with {_told(next(iter(other))[1])}, which is not what was there" if other else ""
        )
    return ""


def _thing(row: Row, places: dict[str, int]) -> Row:
    """A call with what it is done to: the argument of that place that is no flag; for what is taken or put somewhere, only that it is called."""
    name, arguments = row
    if _TAKING & set(name.replace(".", "::").rpartition("::")[2].split("_")):
        return name, ()
    place = places.get(name, 0)
    return name, tuple(a for a in arguments if not isinstance(a, bool))[place : place + 1]


def _telling_places(rows: list[Row]) -> dict[str, int]:
    """By call, which of its arguments is what it is done to, if not the first: where each call has the same first one (`unmap(domain, page)`),
    the first that no two calls share.
    """
    found = {}
    for name in {n for n, _ in rows}:
        columns = list(
            zip(*([a for a in arguments if not isinstance(a, bool)] for n, arguments in rows if n == name), strict=False)
        )
        told = _TELLING & set(name.replace(".", "::").split("::"))
        if columns and len(columns[0]) > 1 and len(set(columns[0])) == 1 and not told:
            found[name] = next((n for n, column in enumerate(columns) if len(set(column)) == len(column)), 0)
    return found


# Calls whose text is nobody's to choose.
_TELLING = frozenset("log klog warn info debug error trace print println".split())
# Calls that take something or put it somewhere: what they are given is more than what they are done to.
_TAKING = frozenset("alloc allocate claim reserve take acquire obtain grab get open install publish map pin lock push park".split())


def _came_alike(pair: Pair, window: Window, *, held: bool = False) -> bool:
    """Whether up to the steps spoken of both did the same (`held`: and hold the same): what went wrong before is not said of them."""
    first = min((n for n in range(len(pair.shown.steps)) if n in window), default=0)
    rows = [
        ([(key_of(e), e.arguments) for e in r.events if e.step < first and not e.asks], [s.gave for s in r.steps[:first]])
        for r in (pair.shown, pair.actual)
    ]
    if held and first:
        theirs, ours = state(pair.shown, first - 1), state(pair.actual, first - 1)
        if any(ours[field] != value for field, value in theirs.items() if field in ours and isinstance(value, tuple)):
            return False
    return rows[0] == rows[1]


def _told(arguments: tuple[object, ...]) -> str:
    return (
        ", ".join(f"{a:#x}" if isinstance(a, int) and not isinstance(a, bool) and a > 9 else str(a) for a in arguments) or "nothing"
    )


def _is_once(rows: Iterable[list[Row]]) -> bool:
    return all(max(Counter(row).values(), default=0) <= 1 for row in rows if row)


def _is_ordered(act: Act, rows: list[tuple[Record, list[Row]]]) -> bool:
    """Whether the spec's own code does it in the order said, in a life in which that can be seen."""
    seen = False
    for record, row in rows:
        for name in {n for n, _ in row}:
            things = [a for n, a in row if n == name and a]
            if len(set(things)) < 2 or len(set(things)) < len(things):
                continue
            ways = [[place(record, thing) for thing in things] for place in (_first_seen, _all_seen)]
            known = [[p for p in way if p is not None] for way in ways if len(set(way)) == len(way) and None not in way]
            if not known:
                continue
            if not any(way == sorted(way, reverse=act.order == "reverse") for way in known):
                return False
            seen = True
    return seen


def _all_seen(record: Record, arguments: tuple[object, ...]) -> int | None:
    """The step in which the last of the things that a call is given first came up: what came up before may be shared by many."""
    places = [place for a in arguments for place in [_first_seen(record, (a,))] if place is not None]
    return max(places, default=None)


def _first_seen(record: Record, arguments: tuple[object, ...]) -> int | None:
    """The step in which what a call is given first came up."""
    for n, step in enumerate(record.steps):
        if any(a in _flat(step.given) or a in _flat(step.gave) for a in arguments if not isinstance(a, bool)):
            return n
        if any(e.answer in arguments for e in record.events if e.step == n):
            return n
    return None


def _flat(value: object) -> list[object]:
    if isinstance(value, tuple):
        return [v for part in value for v in _flat(part)] + [value]
    return [value]


def _by_step(record: Record, window: Window, names: frozenset[str]) -> list[list[Row]]:
    """What is done, step by step."""
    return [_row(record, (n,), names) for n in range(len(record.steps)) if n in window]


def _inverted(theirs: list[Row], ours: list[Row]) -> list[Row]:
    """The calls of one name that come in another order."""
    for name in {n for n, _ in theirs}:
        first, second = [r for r in theirs if r[0] == name], [r for r in ours if r[0] == name]
        if first != second and len(set(first)) == len(first):
            return [next(b for a, b in zip(first, second, strict=False) if a != b)]
    return []


def _relates(act: Act, record: Record, window: Window) -> bool:
    """Whether what is spoken of comes before (or after) what it is said to: all of it in each step, or one by one."""
    for mine, beside in _sides(act, record, window):
        first, second = (mine, beside) if act.relation == "before" else (beside, mine)
        if max(first) > min(second) and not (len(first) == len(second) and all(a < b for a, b in zip(first, second, strict=True))):
            return False
    return True


def _breaks(act: Act, record: Record, window: Window) -> bool:
    """Whether something spoken of comes on the wrong side of all that it is said to come before (or after)."""
    for mine, beside in _sides(act, record, window):
        if act.relation == "before" and min(mine) > min(beside) and max(mine) > max(beside):
            return True
        if act.relation == "after" and (min(mine) < min(beside) or max(mine) < max(beside)):
            return True
    return False


def _sides(act: Act, record: Record, window: Window) -> list[tuple[list[int], list[int]]]:
    """The places of the calls spoken of and of those beside them, for each step that has both; the whole life where none has."""
    rows = [(n, e) for n, e in enumerate(record.events) if e.step in window]

    def both(events: list[tuple[int, Event]]) -> tuple[list[int], list[int]]:
        mine = [n for n, e in events if key_of(e) in act.names]
        return mine, [n for n, e in events if key_of(e) in act.beside - act.names]

    each = [both([(n, e) for n, e in rows if e.step == step]) for step in sorted({e.step for _, e in rows})]
    found = [(a, b) for a, b in each if a and b]
    whole = both(rows)
    return found or ([whole] if whole[0] and whole[1] else [])
