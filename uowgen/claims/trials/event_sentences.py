"""Decides sentences about events that lead from state to state and count something, from lives of the tree's code and the spec's own.

A number that is counted is what a method (or a field) of that name tells. A sentence must be so in the spec's own code, else its words
mean something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.words import stem
from uowgen.claims.at_hand import nothing_at_hand
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.learning import weakest_of
from uowgen.claims.trials.event_lives import Beat, Lives, Look, lives_of, machine_of
from uowgen.claims.trials.event_machines import name_of, payload_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

Row = dict[str, str]
_RIGHT, _WRONG, _NOT_ASKED = 1, 2, 0


def fits(reading: Reading, case: Case) -> bool:
    """Whether a type of the document is driven by events; where there is no code at hand, whether it is not said of just any function."""
    if case.once("event shape", lambda: machine_of(case) is not None):
        return True
    makes = reading.get("asked") != "start" or bare_name(reading.get("name")) in ("new", "default")
    return makes and nothing_at_hand(case)


def decide(reading: Reading, case: Case) -> Finding:
    """Each claim of the sentence in turn; the weakest decides."""
    lives = lives_of(case)
    if lives is None:
        return undecided("no-subject", "no type of the document is driven by events")
    if not isinstance(lives, Lives):
        from uowgen.claims.runs.verdicts import stuck

        return stuck(lives, ())
    if reading.get("asked") == "start":
        return _starts(reading, lives)
    findings = [_claim(_row(text), lives, case) for text in reading.list("claims")]
    return weakest_of(findings)


def _row(text: str) -> Row:
    row: Row = {}
    for pair in text.split("|"):
        key, _, value = pair.partition("=")
        row[key] = f"{row[key]} {value}" if key in row else value
    return row


def _claim(row: Row, lives: Lives, case: Case) -> Finding:
    if "rest" in row:
        return _rest(row, lives)
    if "true" in row:
        return _true(row, lives)
    if "final" in row:
        state = row["final"]
        if state not in lives.states:
            return _strange(state, lives)

        def stays(b: Beat, _other: Beat) -> int:
            return _NOT_ASKED if name_of(b.before.state) != state else _RIGHT if name_of(b.after.state) == state else _WRONG

        return _weighed(lives, stays)
    if "clears" in row or row.get("count") == "*":
        return _of_counts(row, lives, case)
    return _from_all(row, lives) if row["source"] == "*" else _move(row, lives, case)


def _of_counts(row: Row, lives: Lives, case: Case) -> Finding:
    """The nth event of a sort, or one that sets a counter back."""
    from uowgen.claims.trials.event_counts import clears, nth_leads

    event = row["event"]
    if event not in lives.events or row.get("last", "") not in ("", *lives.states):
        return _strange(event if event not in lives.events else row["last"], lives)
    if "clears" in row:
        return clears(event, tuple(row["clears"].split("+")), lives)
    nth = _limit(row["nth"], lives, case)
    if not nth:
        return undecided("not-understood", f"which number `{row['nth']}` is is not known", lives.declaration)
    return nth_leads(event, row["last"], nth, lives)


def _from_all(row: Row, lives: Lives) -> Finding:
    """`event` leads to `target` from any state, or from any other one, each of which must come about."""
    event, target = row["event"], row["target"]
    if event not in lives.events or target not in lives.states:
        return _strange(event if event not in lives.events else target, lives)
    met: set[str] = set()

    def right(b: Beat, _other: Beat) -> int:
        if name_of(b.event) != event or ("but" in row and name_of(b.before.state) == target):
            return _NOT_ASKED
        met.add(name_of(b.before.state))
        return _RIGHT if not b.refused and name_of(b.after.state) == target else _WRONG

    found = _weighed(lives, right, lambda b: name_of(b.after.state))
    missed = sorted(set(lives.states) - met - ({target} if "but" in row else set()))
    if found.outcome == "holds" and missed:
        return undecided("not-observable", f"no event leads to `{missed[0]}`", lives.declaration)
    return found


def _strange(name: str, lives: Lives) -> Finding:
    return undecided("no-subject", f"`{name}` is no event or state of `{lives.declaration.item.name}`", lives.declaration)


def _counter(word: str, lives: Lives) -> str:
    """What tells the number that a word names, in both programs."""
    said = {_one(p) for p in parts_of_name(word)}
    names = [
        n for n, v in lives.first[1].tells.items() if isinstance(v, int) and not isinstance(v, bool) and n in lives.first[0].tells
    ]
    exact = [n for n in names if {_one(p) for p in parts_of_name(n)} == said]
    some = [n for n in names if said & {_one(p) for p in parts_of_name(n)}]
    return exact[0] if len(exact) == 1 else some[0] if len(some) == 1 and not exact else ""


def _one(part: str) -> str:
    return stem(part.removesuffix("ies") + "y" if part.endswith("ies") else part)


def _number(look: Look, name: str) -> int:
    value = look.tells.get(name)
    return value if isinstance(value, int) else -1


def _move(row: Row, lives: Lives, case: Case) -> Finding:
    """`event` in `source` leads to `target`, counting as said; to `last` if it is the `nth` that is counted."""
    event, source, target = row["event"], row["source"], row["target"]
    if event not in lives.events:
        return _strange(event, lives)
    for state in (source, target, row.get("last", target)):
        if state not in lives.states:
            return _strange(state, lives)
    acts = [(act[0], _counter(act[1:], lives)) for act in row.get("act", "").split()]
    nth, count = 0, ""
    if "nth" in row:
        count = _counter(row["count"], lives)
        nth = _limit(row["nth"], lives, case)
    if ("nth" in row and not (nth and count)) or not all(name for _, name in acts):
        return undecided(
            "not-understood", f"what is counted is told by no method of `{lives.declaration.item.name}`", lives.declaration
        )
    asked = {"last": 0, "before": 0}

    def right(b: Beat, other: Beat) -> int:
        if name_of(b.event) != event or name_of(b.before.state) != source:
            return _NOT_ASKED
        goals = {target}
        if nth:
            # How often it was is told by the counter; if the two programs have counted otherwise, either may be meant.
            times = {_number(b.before, count), _number(other.before, count)}
            if max(times) > nth:
                return _NOT_ASKED
            goals = {row["last"] if n == nth else target for n in times}
            asked["last" if times == {nth} else "before"] += 1
            if len(goals) > 1:
                return _NOT_ASKED if name_of(b.after.state) in goals else _WRONG
        good = not b.refused and name_of(b.after.state) in goals and all(_counted(b, *act) for act in acts)
        return _RIGHT if good else _WRONG

    found = _weighed(lives, right, lambda b: name_of(b.after.state), [name for _, name in acts])
    if found.code == "not-understood" and nth and ("+", count) in acts:
        # What the event itself counts is the nth once it is counted.
        nth -= 1
        asked |= {"last": 0, "before": 0}
        found = _weighed(lives, right, lambda b: name_of(b.after.state), [name for _, name in acts])
    if found.outcome == "holds" and nth and not all(asked.values()):
        return undecided("vacuous", f"`{event}` was not seen both before and at number {nth}", lives.declaration)
    clears = [name for sign, name in acts if sign == "0"]
    told = [b for b, _ in lives.beats if name_of(b.event) == event and name_of(b.before.state) == source]
    if found.outcome == "holds" and any(all(_number(b.before, name) == 0 for b in told) for name in clears):
        return undecided("vacuous", f"`{clears[0]}` was never above 0 before `{event}`", lives.declaration)
    return found


def _counted(b: Beat, sign: str, name: str) -> bool:
    before, after = _number(b.before, name), _number(b.after, name)
    return after == {"+": before + 1, "0": 0, "=": before}[sign]


def _limit(said: str, lives: Lives, case: Case) -> int:
    if said.isdigit():
        return int(said)
    from uowgen.claims.trials.questions import Trials

    values = Trials(case, lives.declaration, "").value(said) or [0]
    return values[0] if len(set(values)) == 1 and values[0] < 40 else 0


def _true(row: Row, lives: Lives) -> Finding:
    """“`is_usable()` is true in Ready only”: in each state that comes about."""
    query, states = row["true"], row["states"].split("+")
    place = (shown(lives.declaration),)
    strange = [s for s in states if s not in lives.states]
    if strange or not isinstance(lives.first[1].tells.get(query), bool):
        return _strange(strange[0] if strange else query, lives)
    seen: set[str] = set()
    for own in (1, 0):
        looks = [lives.first[own], *(look for both in lives.beats for look in (both[own].before, both[own].after))]
        for look in looks:
            state = name_of(look.state)
            seen.add(state)
            if look.tells.get(query) is not (state in states):
                told = f"`{query}()` is {str(look.tells.get(query)).lower()} in `{state}`"
                if own:
                    return undecided("not-understood", f"in the spec's own code {told}", lives.declaration)
                return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))
    if not set(lives.states) <= seen or not lives.whole:
        return undecided("vacuous", f"`{query}()` was not asked in each state", lives.declaration)
    return Finding("holds", f"so in each of {len(seen)} states", "behaviour", None, place, "bounded")


def _rest(row: Row, lives: Lives) -> Finding:
    """What the spec's own code refuses is refused, with state and event if said, and changes nothing if said."""
    error = "" if row["rest"] in ("*", "false", "None") else bare_name(row["rest"])
    if row.get("name", lives.method) != lives.method:
        return _strange(row["name"], lives)
    hidden: list[Beat] = []

    def right(b: Beat, other: Beat) -> int:
        own = other if other is not b else b
        if not own.refused or name_of(own.before.state) != name_of(b.before.state):
            return _NOT_ASKED
        inside = b.gave[1] if isinstance(b.gave, tuple) and len(b.gave) == 2 and b.gave[0] == "Err" else None
        if not b.refused or (isinstance(b.gave, tuple) and b.gave[:1] == ("panics",)):
            return _WRONG
        if row["rest"] in ("false", "None") and b.gave is not False and b.gave != ("None",):
            return _WRONG
        if error and not (isinstance(inside, tuple) and inside[:1] == (error,)):
            return _WRONG
        if "carries" in row and sorted(map(str, payload_of(inside))) != sorted((str(b.before.state), str(b.event))):
            return _WRONG
        if "kept" in row:
            if (b.before.state, b.before.tells) != (b.after.state, b.after.tells) or b.effects:
                return _WRONG
            if b.before.whole != b.after.whole:
                hidden.append(b)
        return _RIGHT

    found = _weighed(lives, right)
    if found.outcome == "holds" and hidden:
        return undecided("not-observable", f"{_story(hidden[0])}, with something changed that nobody can see", lives.declaration)
    return found


def _starts(reading: Reading, lives: Lives) -> Finding:
    """“`new()` is Offline with 0 attempts”: the state, and each number that is named."""
    from uowgen.claims.sentences.noun_words import NUMBERS

    target, maker = bare_name(reading.get("target")), bare_name(reading.get("name"))
    if target[:1].islower():
        target = target.capitalize()
    if maker != lives.maker or target not in lives.states:
        return _strange(maker if maker != lives.maker else target, lives)
    said = reading.get("number").lower()
    number = (int(said) if said.isdigit() else NUMBERS.get(said, -1)) if said else None
    count = _counter(reading.get("field"), lives) if said else ""
    if said and (not count or number is None or number < 0):
        return undecided("not-understood", f"“{reading.get('field')}” is told by no method", lives.declaration)
    for look, own in ((lives.first[1], True), (lives.first[0], False)):
        if name_of(look.state) == target and (number is None or _number(look, count) == number):
            continue
        told = f"a new one is `{name_of(look.state)}`" + (f" with `{count}` {_number(look, count)}" if count else "")
        if own:
            return undecided("not-understood", f"in the spec's own code {told}", lives.declaration)
        place = (shown(lives.declaration),)
        return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (maker,))
    return Finding("holds", "a new one is so", "behaviour", None, (shown(lives.declaration),), "bounded")


def _weighed(
    lives: Lives,
    right: Callable[[Beat, Beat], int],
    seen: Callable[[Beat], object] | None = None,
    counters: list[str] | None = None,
) -> Finding:
    """What `right` says of every step, ours with theirs beside it. What is said must be so of theirs, and theirs be as ours in what is said."""
    place = (shown(lives.declaration),)
    met = 0
    if name_of(lives.first[0].state) != name_of(lives.first[1].state):
        return Finding("undecided", "it begins in another state than in the spec's own code", None, "not-observable", place)
    theirs_met = 0
    for _, theirs in lives.beats:
        said = right(theirs, theirs)
        theirs_met += said == _RIGHT
        if said == _WRONG:
            return undecided(
                "not-understood", f"in the spec's own code {_story(theirs)}: the words may mean something else", lives.declaration
            )
    if not theirs_met:
        return Finding("undecided", "no order of events leads to such a step", None, "vacuous", place)
    apart: Finding | None = None
    for ours, theirs in lives.beats:
        said = right(ours, theirs)
        if said == _WRONG:
            return Finding("fails", f"not so: {_story(ours)}", "behaviour", "behaves-differently", place, "proved", ours.story)
        met += said == _RIGHT
        looked = seen is not None and right(theirs, theirs) != _NOT_ASKED
        if (
            apart is None
            and looked
            and seen is not None
            and (seen(ours), *_told(ours, counters)) != (seen(theirs), *_told(theirs, counters))
        ):
            apart = Finding("undecided", f"{_story(ours)}, which the spec's own code does otherwise", None, "not-observable", place)
    if apart is not None:
        return apart
    if not met:
        return Finding("undecided", "no order of events leads to such a step", None, "vacuous", place)
    if not lives.whole:
        return Finding("undecided", "there are more states than can be looked at", None, "limit-reached", place)
    return Finding("holds", f"so in {met} of {met} steps", "behaviour", None, place, "bounded")


def _told(b: Beat, counters: list[str] | None) -> list[int]:
    return [_number(b.after, name) for name in counters or ()]


def _story(b: Beat) -> str:
    answer = ", and is refused" if b.refused else ""
    counts = "".join(
        f" ({n} {_number(b.before, n)} to {v})"
        for n, v in b.after.tells.items()
        if isinstance(v, int) and v != b.before.tells.get(n)
    )
    return f"`{b.story[-1]}` in `{name_of(b.before.state)}` leads to `{name_of(b.after.state)}`{counts}{answer}"


__all__ = ["decide"]
