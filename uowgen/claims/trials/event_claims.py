"""Decides what is said of a type that is driven by events, from its steps in every state that can be reached.

The steps that a sentence speaks of must be as it says, in the spec's own code as well (else the words mean something else), and must
then be in all just as the spec's own code has them.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.words import stem
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.claims.trials.event_machines import Driven, Events, Step, Told, events_of, name_of, payload_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_IDLE_WORDS = frozenset("another its again once more the a an device port it new".split())


def decide(reading: Reading, case: Case) -> Finding:
    """Where no type is driven by events, a sentence about a method that changes a state is read as such."""
    events = events_of(case)
    asked = reading.get("asked")
    if not isinstance(events, Events):
        if (
            asked == "every"
            and not reading.get("acts")
            and not reading.get("but")
            and find_method(case, reading.get("event")).found
        ):
            from uowgen.claims.trials import state_changes

            slots = {"name": reading.get("event"), "target": reading.get("target"), "asked": "to"}
            return state_changes.decide(reading._replace(slots=slots), case)
        if events is not None and asked == "every" and not reading.get("acts"):
            from uowgen.claims.trials import event_sentences

            but = "|but=1" if reading.get("but") else ""
            row = f"event={bare_name(reading.get('event'))}|source=*|target={bare_name(reading.get('target'))}{but}"
            return event_sentences.decide(reading._replace(slots={"asked": "steps", "claims": row}), case)
        if events is not None:
            from uowgen.claims.runs.verdicts import stuck

            return stuck(events, ())
        return undecided("no-subject", "no type of the document is driven by events")
    spoken = [bare_name(reading.get(s)) for s in ("event", "event2") if reading.get(s)]
    states = [bare_name(reading.get(s)) for s in ("source", "target") if reading.get(s)] + [
        bare_name(v) for v in reading.list("states")
    ]
    strange = [s for s in spoken if s not in events.events] + [s for s in states if s not in events.states]
    if strange:
        return undecided(
            "no-subject", f"`{strange[0]}` is no event or state of `{events.declaration.item.name}`", events.declaration
        )
    forms: dict[str, Callable[[Reading, Events], Finding]] = {
        "move": _move, "every": _every, "switch": _switch, "query": _query, "rest": _rest, "counted": _counted,
    }  # fmt: skip
    return forms[asked](reading, events)


def started(case: Case, target: str) -> Finding | None:
    """“`new()` starts in `Empty`”; None where no type is driven by events."""
    events = events_of(case)
    if not isinstance(events, Events) or target not in events.states:
        return None
    place = (shown(events.declaration),)
    for driven, own in ((events.theirs, True), (events.ours, False)):
        if name_of(driven.first) != target:
            if own:
                return undecided("not-understood", f"the spec's own code starts in {_told(driven.first)}", events.declaration)
            return Finding(
                "fails",
                f"not so: a new one is {_told(driven.first)}",
                "behaviour",
                "behaves-differently",
                place,
                "proved",
                ("new",),
            )
    return Finding("holds", f"a new one is `{target}`", "behaviour", None, place, "bounded")


# -------------------------------------------------------------------------------------------------------- weighing


def _weighed(events: Events, scope: Callable[[Step], bool], right: Callable[[Step, Driven], bool], least: int = 1) -> Finding:
    place = (shown(events.declaration),)
    theirs = [s for s in events.theirs.steps.values() if scope(s)]
    ours = [s for s in events.ours.steps.values() if scope(s)]
    if len(theirs) < least or not ours:
        return Finding("undecided", "no order of events leads to such a step", None, "vacuous", place)
    bad = next((s for s in theirs if not right(s, events.theirs)), None)
    if bad is not None:
        return undecided(
            "not-understood", f"in the spec's own code {_story(bad)}: the words may mean something else", events.declaration
        )
    bad = next((s for s in ours if not right(s, events.ours)), None)
    if bad is not None:
        return Finding(
            "fails",
            f"not so: {_story(bad)}",
            "behaviour",
            "behaves-differently",
            place,
            "proved",
            tuple(_told(e).strip("`") for e in bad.story),
        )
    for step in theirs:
        mine = events.ours.steps.get((step.before, step.event))
        if mine is None or mine[:5] != step[:5]:
            told = _story(mine) if mine is not None else f"{_told(step.before)} is not reached"
            return Finding("undecided", f"{told}, which the spec's own code does otherwise", None, "not-observable", place)
    return Finding(
        "holds", f"so in {len(ours)} of {len(ours)} steps, as in the spec's own code", "behaviour", None, place, "bounded"
    )


def _story(step: Step) -> str:
    calls = ", ".join(f"`{name}({', '.join(map(str, given))})`" for name, given in step.effects)
    answer = ", and is refused" if step.refused else ""
    return f"{_told(step.event)} in {_told(step.before)} leads to {_told(step.after)}{answer}{', with ' + calls if calls else ''}"


def _told(value: Told) -> str:
    inside = ", ".join(map(str, payload_of(value)))
    return f"`{name_of(value)}({inside})`" if inside else f"`{name_of(value)}`"


def _effect(said: str, events: Events, scope: Callable[[Step], bool]) -> str:
    """The call to the outside that words such as “starts a reset” name: its name has just these parts."""
    words = {stem(w) for w in said.lower().split() if w not in _IDLE_WORDS}
    names = {name for s in events.theirs.steps.values() if scope(s) for name, _ in s.effects}
    fitting = [n for n in names if {stem(p) for p in parts_of_name(n)} == words]
    return fitting[0] if len(fitting) == 1 else ""


def _calls(step: Step, name: str) -> list[tuple[object, ...]]:
    return [given for called, given in step.effects if called == name]


# ----------------------------------------------------------------------------------------------------- the sentences


def _move(reading: Reading, events: Events) -> Finding:
    """`Connect` on an empty port starts a reset and goes to `Resetting` with attempt 1."""
    event, source, target = (bare_name(reading.get(s)) for s in ("event", "source", "target"))

    def scope(step: Step) -> bool:
        return name_of(step.event) == event and name_of(step.before) == source

    call = _effect(reading.get("acts"), events, scope) if reading.get("acts") else ""
    number = reading.get("number")
    carried = events.states[target]
    field = reading.get("field").lower()
    if (reading.get("acts") and not call) or (number and (len(carried.split(",")) != 1 or not carried)):
        return undecided("not-understood", f"what “{reading.get('acts')}” calls is not clear", events.declaration)
    if number and carried.startswith("{") and field not in carried.strip("{ ").partition(":")[0]:
        return undecided("not-understood", f"`{target}` has no “{field}”", events.declaration)

    def right(step: Step, _driven: Driven) -> bool:
        done = not call or len(_calls(step, call)) == 1
        return (
            done and not step.refused and name_of(step.after) == target and (not number or payload_of(step.after) == (int(number),))
        )

    return _weighed(events, scope, right)


def _every(reading: Reading, events: Events) -> Finding:
    """`Disconnect` goes to `Empty` from every other state and releases the address if there was one."""
    event, target = bare_name(reading.get("event")), bare_name(reading.get("target"))
    other = bool(reading.get("but"))

    def scope(step: Step) -> bool:
        return name_of(step.event) == event and (not other or name_of(step.before) != target)

    call = _effect(reading.get("acts"), events, scope) if reading.get("acts") else ""
    if reading.get("acts") and not call:
        return undecided("not-understood", f"what “{reading.get('acts')}” calls is not clear", events.declaration)
    thing = reading.get("acts").split()[-1].lower() if reading.get("acts") else ""
    if call and (thing, events.theirs.first) not in events.theirs.asked:
        return undecided("not-understood", f"whether there is a {thing} is told by no method", events.declaration)
    there = {s: v[1] for (q, s), v in events.theirs.asked.items() if q == thing and isinstance(v, tuple) and v[:1] == ("Some",)}

    def right(step: Step, _driven: Driven) -> bool:
        if step.refused or name_of(step.after) != target:
            return False
        calls = _calls(step, call) if call else []
        return not call or ([there[step.before]] == [c[-1] for c in calls] if step.before in there else not calls)

    found = _weighed(events, scope, right)
    missed = {s for s in events.states if s != target or not other} - {name_of(s.before) for s in events.theirs.steps.values()}
    if found.outcome == "holds" and missed:
        return undecided("not-observable", f"no event leads to `{sorted(missed)[0]}`", events.declaration)
    return found


def _switch(reading: Reading, events: Events) -> Finding:
    """`Idle` and `Wake` switch between `A` and `B` and set the link to U3 and U0; the address is kept."""
    first, second, one, other = (bare_name(reading.get(s)) for s in ("event", "event2", "source", "target"))

    def scope(step: Step) -> bool:
        return (name_of(step.event), name_of(step.before)) in ((first, one), (second, other))

    call = _effect(reading.get("acts"), events, scope) if reading.get("acts") else ""
    if reading.get("acts") and not call:
        return undecided("not-understood", f"what “{reading.get('acts')}” calls is not clear", events.declaration)
    values = {first: reading.get("value").lower(), second: reading.get("value2").lower()}

    def right(step: Step, _driven: Driven) -> bool:
        goal = other if name_of(step.event) == first else one
        kept = not reading.get("kept") or payload_of(step.before) == payload_of(step.after)
        given = [{p for a in c for p in parts_of_name(str(a))} for c in _calls(step, call)] if call else []
        told = not call or (len(given) == 1 and values[name_of(step.event)] in given[0])
        return not step.refused and name_of(step.after) == goal and kept and told

    found = _weighed(events, scope, right)
    both = {name_of(s.event) for s in events.ours.steps.values() if scope(s)} == {first, second}
    return found if found.outcome != "holds" or both else undecided("vacuous", "one of the two was never seen", events.declaration)


def _query(reading: Reading, events: Events) -> Finding:
    """`address()` is the device address in `A` and `B`, otherwise `None`."""
    query, states = bare_name(reading.get("name")), [bare_name(v) for v in reading.list("states")]
    place = (shown(events.declaration),)
    if not {stem(w) for w in reading.get("what").lower().split()} & {stem(p) for p in parts_of_name(query)}:
        return undecided("not-understood", f"what “{reading.get('what')}” is is not clear", events.declaration)
    if any(len(events.states[s].split(",")) != 1 or not events.states[s] for s in states):
        return undecided("not-understood", f"`{states[0]}` does not carry one thing", events.declaration)
    seen: set[str] = set()
    for driven in (events.theirs, events.ours):
        for (name, state), gave in driven.asked.items():
            if name != query:
                continue
            seen.add(name_of(state))
            wanted = ("Some", *payload_of(state)) if name_of(state) in states else ("None",)
            if gave != wanted:
                told = f"`{query}()` gives {_told(gave)} in {_told(state)}"
                if driven is events.theirs:
                    return undecided("not-understood", f"in the spec's own code {told}", events.declaration)
                return Finding("fails", f"not so: {told}", "behaviour", "behaves-differently", place, "proved", (told,))
    if not set(states) <= seen:
        return undecided("vacuous", f"`{query}()` was not asked in each of these states", events.declaration)
    return Finding("holds", f"so in each of {len(seen)} states", "behaviour", None, place, "bounded")


def _rest(reading: Reading, events: Events) -> Finding:
    """`handle()` returns `Unexpected` with state and event for everything else, and does not change the state."""
    if bare_name(reading.get("name")) != events.method:
        return undecided("role-unclear", f"`{reading.get('name')}` does not take the events", events.declaration)
    error, extra = bare_name(reading.get("value")), reading.get("extra").replace(" ", "")
    carries = bool(reading.get("carries"))
    tried = {f"{name_of(e)}({','.join(map(str, payload_of(e)))})" for _, e in events.theirs.steps} if extra else set()
    if extra and extra.rpartition("::")[2] not in tried:
        return undecided("vacuous", f"`{extra}` was not tried", events.declaration)

    def scope(step: Step) -> bool:
        own = events.theirs.steps.get((step.before, step.event))
        named = bool(extra) and f"{name_of(step.event)}({','.join(map(str, payload_of(step.event)))})" == extra.rpartition("::")[2]
        return named or (own is not None and own.refused)

    def right(step: Step, _driven: Driven) -> bool:
        inside = step.gave[1] if isinstance(step.gave, tuple) and len(step.gave) == 2 and step.gave[0] == "Err" else None
        wanted = (error, step.before, step.event) if carries else None
        told = inside == wanted if carries else isinstance(inside, tuple) and inside[:1] == (error,)
        return told and step.after == step.before and not step.effects

    return _weighed(events, scope, right)


def _counted(reading: Reading, events: Events) -> Finding:
    """`Failed` starts another reset with the next attempt number; after `LIMIT` failures the port is powered off and `Dead`."""
    event, target, place = bare_name(reading.get("event")), bare_name(reading.get("target")), (shown(events.declaration),)
    limits = events.trials.value(reading.get("limit"))
    more = _effect(reading.get("acts"), events, lambda s: name_of(s.event) == event)
    last = _effect(reading.get("done"), events, lambda s: name_of(s.event) == event)
    if limits is None or len(set(limits)) != 1 or not 1 <= limits[0] <= 12 or not more or not last:
        return undecided("not-understood", "what is done, or how often, is not clear", events.declaration)
    for driven in (events.theirs, events.ours):
        taken = [s for s in driven.steps.values() if name_of(s.event) == event and not s.refused]
        begins = min(taken, key=lambda s: len(s.story), default=None)
        state = begins.before if begins is not None else None
        for count in range(1, limits[0] + 1):
            step = driven.steps.get((state, begins.event)) if begins is not None and state is not None else None
            final = count == limits[0]
            right = step is not None and not step.refused and (
                (len(_calls(step, last)) == 1 and not _calls(step, more) and name_of(step.after) == target)
                if final
                else (len(_calls(step, more)) == 1 and not _calls(step, last) and name_of(step.after) == name_of(step.before) and _next(step))
            )  # fmt: skip
            if not right:
                told = _story(step) if step is not None else f"there is no failure number {count}"
                if driven is events.theirs:
                    return undecided("not-understood", f"in the spec's own code {told}", events.declaration)
                return Finding(
                    "fails", f"not so: {told} as number {count}", "behaviour", "behaves-differently", place, "proved", (told,)
                )
            assert step is not None
            state = step.after
    return _weighed(events, lambda s: name_of(s.event) == event and not s.refused, lambda s, d: True)


def _next(step: Step) -> bool:
    before, after = payload_of(step.before), payload_of(step.after)
    numbers = len(before) == len(after) == 1 and isinstance(before[0], int) and isinstance(after[0], int)
    return numbers and after[0] == before[0] + 1  # type: ignore[operator]


__all__ = ["decide", "started"]
