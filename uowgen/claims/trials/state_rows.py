"""Decides which states lead where, which none leaves, and what a refused move leaves and tells: from every step of a machine.

For an enum that is the machine, what is said is asked of the spec's own code as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import nothing_at_hand
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.runs.learning import weakest_of
from uowgen.claims.trials.enum_states import Moves, moves_of, only_asks
from uowgen.claims.trials.states import Step, Steps, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_FROM = frozenset({"from", "old", "current", "state", "before", "previous", "source", "at", "was", "0"})
_TO = frozenset({"to", "new", "next", "target", "requested", "after", "wanted", "into", "attempted", "1"})


class _Side(NamedTuple):
    """One of the two programs: its steps, the state that it begins in, what calls gave."""

    steps: tuple[Step, ...]
    first: str
    values: dict[tuple[str, str], Any]


class _Seen(NamedTuple):
    declaration: Declaration
    ours: _Side
    theirs: _Side | None


def fits(reading: Reading, case: Case) -> bool:
    """Whether something at hand goes through the states that are named; for a sentence that names none, whether an enum does by itself."""
    if reading.get("asked") != "claims" or nothing_at_hand(case):
        return True
    rows = [row.partition("=")[::2] for row in reading.list("claims")]
    names = tuple(dict.fromkeys(n for key, value in rows for n in _states_of(key, value)))
    return moves_of(case, names) is not None or bool(names and isinstance(steps_of(case, "", names[0]), Steps))


def decide(reading: Reading, case: Case) -> Finding:
    """Each row in turn; the weakest decides."""
    rows = [row.partition("=")[::2] for row in reading.list("claims")]
    names = tuple(dict.fromkeys(n for key, value in rows for n in _states_of(key, value)))
    method = next((m for _, v in rows for m in [v.partition(" ")[2]] if m), "")
    if rows[0][0] == "agrees":
        moves = moves_of(case, (), rows[0][1].partition(",")[0])
        return (
            _agree(moves, rows[0][1])
            if isinstance(moves, Moves)
            else moves or undecided("no-subject", "which type has these moves is not clear")
        )
    seen = _seen(case, names, method)
    if isinstance(seen, Finding):
        return seen
    return weakest_of([_row(seen, key, value.partition(" ")[0], value.partition(" ")[2]) for key, value in rows])


def _states_of(key: str, value: str) -> list[str]:
    said = value.partition(" ")[0].partition("|")[0]
    return (
        [n for n in said.replace(">", ",").replace("<", ",").split(",") if n]
        if key in ("start", "exits", "entries", "denied", "final")
        else []
    )


def _seen(case: Case, names: tuple[str, ...], method: str) -> _Seen | Finding:
    moves = moves_of(case, names, method)
    if isinstance(moves, Finding):
        return moves
    steps = steps_of(case, method, names[0] if names else "") if moves is None or only_asks(moves) else None
    if moves is not None and not isinstance(steps, Steps):
        return _chosen(moves, method)
    assert steps is not None
    if isinstance(steps, Finding):
        return steps
    if set(names) - set(steps.states):
        return undecided(
            "not-understood",
            f"`{next(n for n in names if n not in steps.states)}` is no state of `{steps.declaration.item.name}`",
            steps.declaration,
        )
    mine = tuple(s for s in steps.steps if not method or s.call.split("(")[0] == method)
    return _Seen(steps.declaration, _Side(mine, steps.first, {}), None)


def _chosen(moves: Moves, method: str) -> _Seen:
    """The steps of the method that is named, else of those that change the state, else give the next one, else say whether they may."""
    hows = [m.how for m in moves.moves]
    how = next((h for h in ("changes", "gives", "asks") if h in hows), "")
    calls = {m.name for m in moves.moves if (m.name == method if method else m.how == how)}

    def side(steps: Any, values: dict[tuple[str, str], Any]) -> _Side:
        return _Side(tuple(s for s in steps.steps if s.call.partition("(")[0] in calls), steps.first, values)

    theirs = side(moves.theirs, moves.own_values) if moves.theirs is not None else None
    return _Seen(moves.declaration, side(moves.ours, moves.values), theirs)


def _agree(moves: Moves, value: str) -> Finding:
    """Whether two methods allow the same moves, whichever of them makes them."""
    names = value.split(",")
    place = (shown(moves.declaration),)

    def parted(steps: tuple[Step, ...]) -> str | None:
        allowed: dict[str, dict[tuple[str, str], bool]] = {n: {} for n in names}
        for s in steps:
            name, _, target = s.call.partition("(")
            if name in allowed and s.taken is not None:
                allowed[name][s.before, target.removesuffix(")")] = s.taken
        first, second = allowed.values() if len(allowed) == 2 else ({}, {})
        both = first.keys() & second.keys()
        wrong = next((pair for pair in sorted(both) if first[pair] is not second[pair]), None)
        return f"`{wrong[0]}` to `{wrong[1]}` is allowed by one of them only" if wrong else None if both else ""

    own = parted(moves.theirs.steps) if moves.theirs is not None else None
    wrong = parted(moves.ours.steps)
    if own is not None or wrong == "":
        return undecided("not-understood", "the two cannot be compared, or part in the spec's own code", moves.declaration)
    if wrong:
        return Finding("fails", f"not so: {wrong}", "behaviour", "behaves-differently", place, "proved", (wrong,))
    return Finding("holds", "both allow the same moves", "behaviour", None, place, "proved")


def _itself(side: _Side, _value: str) -> str | None:
    wrong = next((s for s in side.steps if s.taken is True and s.call.partition("(")[2].removesuffix(")") == s.before), None)
    return _told(wrong) if wrong is not None else None if any("()" not in s.call for s in side.steps) else ""


def _row(seen: _Seen, key: str, value: str, method: str) -> Finding:
    place = (shown(seen.declaration),)
    judge = _JUDGES[key]
    if seen.theirs is not None:
        wrong = judge(seen.theirs, value)
        if wrong is not None:
            why = f"in the spec's own code {wrong or 'nothing of the kind happens'}: the words may mean something else"
            return undecided("not-understood" if wrong else "vacuous", why, seen.declaration)
    wrong = judge(seen.ours, value)
    if wrong:
        return Finding("fails", f"not so: {wrong}", "behaviour", "behaves-differently", place, "proved", (wrong,))
    if wrong is not None:
        if seen.theirs is not None and key in ("same", "reports", "gives"):
            return Finding("undecided", "nothing is refused", None, "vacuous", place)
        return Finding("undecided", "no order of calls leads to such a step", None, "vacuous", place)
    if seen.theirs is not None and key == "exits" and not value.endswith("|only"):
        source = value.partition(">")[0]
        if _reached(seen.ours, source) != _reached(seen.theirs, source):
            return undecided("not-observable", f"`{source}` leads to other states than in the spec's own code", seen.declaration)
    count = len(seen.ours.steps)
    return Finding(
        "holds", f"so in {count} of {count} steps", "behaviour", None, place, "bounded" if seen.theirs is None else "proved"
    )


def _reached(side: _Side, source: str) -> set[str]:
    return {s.after for s in side.steps if s.before == source and s.after != source}


def _told(step: Step) -> str:
    answer = {True: ", and says so", False: ", and is refused", None: ""}[step.taken]
    return f"{step.call} in `{step.before}` leads to `{step.after}`{answer}"


# Each judge gives None where it is so, what goes against it, or an empty text where nothing of the kind happens.


def _start(side: _Side, value: str) -> str | None:
    return None if side.first == value else f"a new one is `{side.first}`" if side.first else ""


def _exits(side: _Side, value: str) -> str | None:
    source, _, rest = value.removesuffix("|only").partition(">")
    wanted = set(rest.split(","))
    if value.endswith("|only"):
        more = next((s for s in side.steps if s.before == source and s.after not in wanted | {source}), None)
        if more is not None:
            return _told(more)
    missed = sorted(wanted - _reached(side, source))
    return f"nothing leads from `{source}` to `{missed[0]}`" if missed else None


def _entries(side: _Side, value: str) -> str | None:
    target, _, rest = value.partition("<")
    coming = [s for s in side.steps if s.after == target and s.before != target]
    wrong = next((s for s in coming if s.before not in rest.split(",")), None)
    return _told(wrong) if wrong is not None else None if coming else ""


def _denied(side: _Side, value: str) -> str | None:
    source, _, target = value.partition(">")
    if source == target:
        return _itself(side._replace(steps=tuple(s for s in side.steps if s.before == source)), "")
    wrong = next((s for s in side.steps if s.before == source and s.after == target), None)
    return _told(wrong) if wrong is not None else None if any(s.before == source for s in side.steps) else ""


def _final(side: _Side, value: str) -> str | None:
    wrong = next((s for s in side.steps if s.before == value and s.after != value), None)
    return _told(wrong) if wrong is not None else None if any(s.before == value for s in side.steps) else ""


def _same(side: _Side, _value: str) -> str | None:
    refused = [s for s in side.steps if s.taken is False]
    wrong = next((s for s in refused if s.after != s.before), None)
    return _told(wrong) if wrong is not None else None if refused else ""


def _inside(value: Any, head: str) -> Any:
    """What is in `Ok(…)`, `Err(…)`, `Some(…)` as plain Python; None where it is something else."""
    return (
        value[1].get("0")
        if isinstance(value, tuple) and len(value) == 2 and value[0] == head and isinstance(value[1], dict)
        else None
    )


def _reports(side: _Side, value: str) -> str | None:
    names = [n for n in value.split(",") if n]
    refused = 0
    for step in side.steps:
        error = _inside(side.values.get((step.call, step.before)), "Err")
        fields = error[1] if isinstance(error, tuple) and len(error) == 2 and isinstance(error[1], dict) else None
        if step.taken is not False or fields is None:
            continue
        target = step.call.partition("(")[2].removesuffix(")")
        told = names or [n for n, v in fields.items() if isinstance(v, tuple) and n.split("_")[0] in _FROM | _TO]
        if len(told) < 2 and not names:
            continue
        for name in told:
            part = name.split("_")[0]
            wanted = step.before if part in _FROM else target if part in _TO else ""
            gave = fields.get(name)
            if not wanted or not isinstance(gave, tuple):
                return ""
            if gave[0] != wanted:
                return f"{step.call} in `{step.before}` reports `{gave[0]}` as `{name}`"
        refused += 1
    return None if refused else ""


def _gives(side: _Side, value: str) -> str | None:
    taken = 0
    for step in side.steps:
        gave = side.values.get((step.call, step.before))
        inner = _inside(gave, "Ok") or _inside(gave, "Some")
        if step.taken is not True or not isinstance(inner, tuple):
            continue
        target = step.call.partition("(")[2].removesuffix(")") or step.after
        taken += 1
        if inner[0] != (step.before if value == "before" else target):
            return f"{step.call} in `{step.before}` gives `{inner[0]}`"
    return None if taken else ""


_JUDGES: dict[str, Callable[[_Side, str], str | None]] = {
    "start": _start, "exits": _exits, "entries": _entries, "denied": _denied, "final": _final, "same": _same, "itself": _itself, "reports": _reports, "gives": _gives,
}  # fmt: skip


__all__ = ["decide", "fits"]
