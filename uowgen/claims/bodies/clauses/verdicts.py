"""What one clause comes to for one function: all its ways are held against what is said to be done, and in which case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import stands_somewhere
from uowgen.claims.bodies.clauses.acts import Act
from uowgen.claims.bodies.clauses.cases import cases_of, has_words, is_early
from uowgen.claims.bodies.clauses.done import done_as, places_of
from uowgen.claims.bodies.clauses.effects import (
    changes_nothing,
    changes_something,
    first_change,
    goes_over,
    is_absent,
    is_asking,
    is_hidden,
    reached,
)
from uowgen.claims.bodies.path_words import all_said, names_in, words_in
from uowgen.claims.bodies.ways_common import done_ways
from uowgen.claims.bodies.ways_words import said_in
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.path_records import Choice, Deed
from uowgen.facts.path_texts import squeezed
from uowgen.facts.signature import result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.clauses.spoken import Masked
    from uowgen.claims.bodies.ways import Function
    from uowgen.claims.bodies.ways_words import Said
    from uowgen.claims.kind import Case
    from uowgen.facts.path_records import Path


def _done(act: Act, function: Function, paths: list[Path], case: Case) -> list[bool] | None:
    """On which of the ways it is done; None where several things may be meant."""
    keys = {k for p in function.paths for n in range(len(p.events)) if (k := done_as(act, p, n, function, case))}
    if len(keys) > 1:
        return None
    shown = [p.events[n] for p in function.paths for n in places_of(act, p, function, case) if n < len(p.events)]
    every = act.phrase is not None and act.phrase.every and all(isinstance(e, Deed) and e.loops for e in shown)
    # What is done to each of several is done where there is none.
    return [bool(places_of(act, p, function, case)) or (every and bool(keys) and not goes_over(act, p)) for p in paths]


def _case(act: Act, told: str, said: Masked) -> Said:
    """The words of a case, with what “it” stands for."""
    it = re.match(r"^(?:it|they|that|this)\b", told.strip())
    raw = said.raw(told)
    return said_in(f"`{act.names[-1]}`{raw[it.end() :]}" if it is not None and len(act.names) == 1 and not act.words else raw)


def _where(act: Act, function: Function, case: Case) -> str:
    at = [(p, n) for p in function.paths for n in places_of(act, p, function, case)]
    lines = sorted({p.events[n].line if n < len(p.events) else p.line for p, n in at})
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"


def on_every_way(f: Function, act: Act, told: str, said: Masked, case: Case, *, strict: bool = False) -> Finding | None:
    """On every way that comes to an end it is done; with `strict` one that is seen to do without fails."""
    ways = [p for p in f.paths if p.end != "panic"]
    done = _done(act, f, ways, case)
    name = f.declared.item.name
    if done is None or not ways:
        return None
    spoken = _case(act, re.sub(r"^(?:or not|that) ", "", told.strip()), said)
    tests = cases_of(spoken.words, spoken, f) if told.strip() else []
    # What is left early, with nothing changed and the case not asked yet, is not spoken of.
    spared = [
        not d and bool(tests) and is_early(p, f) and changes_nothing(p) and all(test(p) is None for test in tests)
        for p, d in zip(ways, done, strict=True)
    ]
    if any(done) and all(d or s for d, s in zip(done, spared, strict=True)):
        return holds(f"every way through `{name}` comes to “{act.said}”, at {_where(act, f, case)}", f.declared)
    if not any(done):
        return (
            fails("act-not-found", f"nothing that `{name}` comes to is what “{act.said}” speaks of", f.declared)
            if is_absent(act, f, case)
            else None
        )
    without = [p for p, d in zip(ways, done, strict=True) if not d]
    if strict and not any(is_hidden(act, p, f, case) for p in without):
        return fails(
            "behaves-differently", f"a way through `{name}`, to line {without[0].line}, does not come to “{act.said}”", f.declared
        )
    if told.strip():
        for test in tests:
            for so in (True, False):
                mine = [d for p, d in zip(ways, done, strict=True) if test(p) is so]
                if mine and not any(mine) and not any(is_hidden(act, p, f, case) for p in without):
                    return fails("behaves-differently", f"`{name}` does not come to “{act.said}” where it is {'' if so else 'not '}so that {told.strip()}", f.declared)  # fmt: skip
        return None
    return None


def _said(text: str, said: Masked) -> Said:
    return said_in(said.raw(text))


def only_there(f: Function, act: Act, told: str, said: Masked, case: Case) -> Finding | None:
    """It is done on some way, and on none where it is not so."""
    done = _done(act, f, list(f.paths), case)
    name = f.declared.item.name
    mine = [p for p, d in zip(f.paths, done or (), strict=True) if d] if done is not None else []
    if not mine:
        return fails("act-not-found", f"nothing that `{name}` comes to is what “{act.said}” speaks of", f.declared) if done is not None and is_absent(act, f, case) else None  # fmt: skip
    spoken = _case(act, told, said)
    tests = cases_of(spoken.words, spoken, f, alone=True)
    outcomes = set()
    for test in tests:
        so = [_before(test, p, places_of(act, p, f, case)) for p in mine]
        outcomes.add("holds" if all(so) else "fails" if any(s is False for s in so) else "open")
    if outcomes == {"holds"}:
        return holds(f"`{name}` comes to “{act.said}” only there, at {_where(act, f, case)}", f.declared)
    if outcomes == {"fails"}:
        return fails("behaves-differently", f"`{name}` comes to “{act.said}” also where it is not so", f.declared)
    if not tests and act.sort != "do" and _asks_nothing_of(spoken.words, spoken, f, mine):
        return fails(
            "behaves-differently",
            f"nothing is asked of the sort before “{act.said}” at {_where(act, f, case)} in `{name}`",
            f.declared,
        )
    return None


_SPECIAL = when_used(
    r"\b(?:success|succe\w+|fail\w*|error|timeout|timed|match\w*|last|first|nothing|none|valid|invalid|possible|needed|necessary|done|finished|complete\w*|allowed|required)\b"
)


def _before(test: Callable[[Path], bool | None], path: Path, at: tuple[int, ...]) -> bool | None:
    """What is told of a case by the branches up to where the act is done, or else by all of the way."""
    told = test(path._replace(events=path.events[: at[0]])) if at else None
    return told if told is not None else test(path)


_NOUN = when_used(
    r"\b(?!(?:it|they|that|this|is|are|was|were|has|have|had|held|been|be|not|no|zero|null|there|a|an|the|empty|full|set|one)\b)[a-z]{3,}\b.*\b(?!(?:it|they|is|are|was|were|has|have|had|been|zero|null|there|empty)\b)[a-z]{3,}\b"
)


def _asks_nothing_of(words: str, spoken: Said, f: Function, ways: list[Path]) -> bool:
    """Whether a way comes there on which nothing that is asked can be the case: plain comparisons of other things, or nothing at all."""
    if _SPECIAL.search(words) or not _NOUN.search(words):
        return False
    if has_words(words, spoken, f):
        return False
    return any(
        all(re.fullmatch(r"!?[\w.]+(?:(?:==|!=|<|>|<=|>=)[\w.]+)?", c.text) and not c.pattern for c in p.choices) for p in ways
    )


def nothing_there(f: Function, told: str, said: Masked) -> Finding | None:
    name = f.declared.item.name
    spoken = _said(told, said)
    outcomes: list[Finding] = []
    for test in cases_of(spoken.words, spoken, f):
        told_of = {id(p): _before(test, p, first_change(p)) for p in f.paths}
        mine = [p for p in f.paths if told_of[id(p)] is True]
        if any(told_of[id(p)] is None and not is_early(p, f) and not changes_nothing(p) for p in f.paths):
            return None
        if mine and all(changes_nothing(p) for p in mine):
            outcomes.append(holds(f"`{name}` does nothing there, at line {mine[0].line}", f.declared))
        elif mine and all(changes_something(p) for p in mine):
            outcomes.append(fails("behaves-differently", f"`{name}` does something there", f.declared))
        else:
            return None
    if not outcomes and f.paths and all(not p.choices and p.end == "value" and changes_something(p) for p in f.paths):
        return fails("behaves-differently", f"`{name}` asks nothing, and does the same in every case", f.declared)
    return outcomes[0] if len({o.outcome for o in outcomes}) == 1 else None


def spared_there(f: Function, code: str, told: str, said: Masked, *, case: Case) -> Finding | None:
    """That what a name stands for is not touched where it is so."""
    name, last = f.declared.item.name, code.removesuffix("()").rpartition("::")[2].rpartition(".")[2]
    spoken = _said(told, said)
    touched = [_touches(p, last) for p in f.paths]
    if not last.isidentifier() or not any(t is True for t in touched):
        return None
    outcomes: list[Finding] = []
    for test in cases_of(spoken.words, spoken, f):
        mine = [t for p, t in zip(f.paths, touched, strict=True) if test(p) is True]
        if any(test(p) is None and t is not False and not is_early(p, f) for p, t in zip(f.paths, touched, strict=True)):
            return None
        if mine and not any(t is not False for t in mine):
            outcomes.append(holds(f"`{name}` does not touch `{last}` there", f.declared))
        elif mine and all(mine):
            outcomes.append(fails("behaves-differently", f"`{name}` changes `{last}` there", f.declared))
        else:
            return None
    return outcomes[0] if len({o.outcome for o in outcomes}) == 1 else None


def _touches(path: Path, name: str) -> bool | None:
    """Whether a way changes what is called so; None where it hands it on, or calls something on it that may."""
    told: bool | None = False
    for n, deed in enumerate(path.events):
        if isinstance(deed, Choice):
            continue
        place = names_in(deed.receiver if deed.sort == "call" else deed.name, path.events[:n])
        if deed.sort == "assign" and name in place:
            return True
        if deed.sort == "call" and name in place and not is_asking(deed.name):
            if deed.name in _CHANGING:
                return True
            told = None
        elif (deed.sort == "call" and any(re.search(rf"&mut\b.*\b{name}\b", g) for g in deed.given)) or (
            deed.sort == "call" and deed.receiver == "self" and not is_asking(deed.name)
        ):
            told = None
    return told


_CHANGING = frozenset(
    [
        "set",
        "store",
        "replace",
        "insert",
        "push",
        "push_back",
        "push_front",
        "pop",
        "pop_front",
        "pop_back",
        "remove",
        "clear",
        "take",
        "swap",
        "write",
        "fetch_add",
        "fetch_sub",
        "extend",
        "truncate",
        "drain",
        "retain",
        "append",
    ]
)


def done_there(f: Function, act: Act, told: str, said: Masked, case: Case) -> Finding | None:
    spoken = _case(act, told, said)
    name = f.declared.item.name
    outcomes: list[Finding] = []
    for test in cases_of(spoken.words, spoken, f):
        mine = [p for p in f.paths if test(p) is True and p.end != "panic"]
        done = _done(act, f, mine, case)
        if not mine or done is None:
            return None
        open_ways = [p for p in f.paths if test(p) is None and not is_early(p, f)]
        if open_ways and not all(_done(act, f, open_ways, case) or ()):
            return None
        if all(done):
            outcomes.append(holds(f"`{name}` comes to “{act.said}” there, at {_where(act, f, case)}", f.declared))
        elif (
            not any(done) and any(places_of(act, p, f, case) for p in f.paths) and not any(is_hidden(act, p, f, case) for p in mine)
        ):
            outcomes.append(fails("behaves-differently", f"`{name}` comes to “{act.said}” elsewhere, but not there", f.declared))
        else:
            return None
    if not outcomes and is_absent(act, f, case):
        return fails("act-not-found", f"nothing that `{name}` comes to is what “{act.said}” speaks of", f.declared)
    return outcomes[0] if len({o.outcome for o in outcomes}) == 1 else None


# What two things are to each other, which is nothing that one of them does.
_RELATIONS = frozenset(
    [
        "undoes",
        "reverses",
        "inverts",
        "mirrors",
        "matches",
        "equals",
        "implies",
        "means",
        "complements",
        "precedes",
        "follows",
        "outlives",
        "agrees",
    ]
)


def _is_more_than_done(act: Act, f: Function, case: Case) -> bool:
    """Whether more is said than that it is done: to all of several, or so that nothing behind it does otherwise."""
    if act.said.split()[0] in _RELATIONS:
        return True
    if act.sort == "do" and re.search(r"\b(?:all|every|each|both)\b", act.said):
        at = [(p, n) for p in f.paths for n in places_of(act, p, f, case)]
        return not all(goes_over(act, p) or (n < len(p.events) and getattr(p.events[n], "loops", 0)) for p, n in at)
    if act.sort != "set":
        return False
    behind = [e for p in f.paths for n in places_of(act, p, f, case)[-1:] for e in p.events[n + 1 :]]
    return any(getattr(e, "sort", "") == "call" and getattr(e, "receiver", "") == "self" for e in behind)


def done_at_all(f: Function, act: Act, case: Case, *, spared: bool = False, strictly: bool = False) -> Finding | None:
    """It is done on every way that ends well; a call that is named on any way."""
    name = f.declared.item.name
    ways = done_ways(f) if result_of(f.declared) not in ("", "()") else [p for p in f.paths if p.end == "value"]
    if act.sort == "return":  # said of no case, it is what comes in all of them
        ways = [p for p in f.paths if p.end != "panic"]
    done = _done(act, f, ways, case)
    if done is None or not ways or _is_more_than_done(act, f, case):
        return None
    # A way that is left early, with nothing changed, is one on which the function is not to do anything; also another that the sentence spares.
    idle = [not d and changes_nothing(p) and (spared or is_early(p, f)) for p, d in zip(ways, done, strict=True)]
    if (any(done) and all(d or (i and not strictly) for d, i in zip(done, idle, strict=True))) or (
        act.sort == "call" and not strictly and any(places_of(act, p, f, case) for p in f.paths)
    ):
        return holds(f"`{name}` comes to “{act.said}” at {_where(act, f, case)}", f.declared)
    if any(done):
        return None
    other = act._replace(value="-" if act.value == "+" else "+") if act.sort == "step" else None
    if other is not None and (turned := _done(other, f, ways, case)) is not None and all(turned):
        return fails("behaves-differently", f"`{name}` counts the other way at {_where(other, f, case)}", f.declared)
    if not any(places_of(act, p, f, case) for p in f.paths) and is_absent(act, f, case):
        return fails("act-not-found", f"nothing that `{name}` comes to is what “{act.said}” speaks of", f.declared)
    return None


def for_each(f: Function, name: str, words: tuple[str, ...], names: tuple[str, ...], case: Case) -> Finding | None:
    """A call in each turn of a loop over such things, whatever the turn is; a loop over others does not count."""
    act, last = Act("call", name, names=(name.removesuffix("()"),)), name.removesuffix("()").rpartition("::")[2].rpartition(".")[2]
    told: list[bool] = []
    for path in f.paths:
        turns = [
            n
            for n, d in enumerate(path.events)
            if isinstance(d, Deed)
            and d.sort == "turn"
            and d.receiver
            and all_said(words, words_in(f"{d.name} {d.receiver}", path.events[:n]))
            and all(x in names_in(d.name, path.events[:n]) for x in names)
            and not re.search(r"\.(?:skip|take|filter|step_by|take_while|skip_while)\(", d.name)
        ]
        for n in turns:
            done = [k for k in places_of(act, path, f, case) if k > n]
            told.append(bool(done) and isinstance(e := path.events[done[0]], Deed) and e.loops > 0) if path.end != "panic" else None
    where = f"each turn of the loop in `{f.declared.item.name}` comes to `{last}`"
    return holds(where, f.declared) if told and all(told) else None


def skipped(f: Function, told: str, said: Masked) -> Finding | None:
    """In a turn in which it is so nothing is done behind where that is asked."""
    spoken = _said(told, said)
    outcomes: list[bool | None] = []
    for test in cases_of(spoken.words, spoken, f):
        quiet: list[bool | None] = []
        for path in f.paths:
            at = next((n for n in range(len(path.events)) if test(path._replace(events=path.events[: n + 1])) is True), None)
            if at is None or test(path) is not True:
                continue
            loop = max((d.loops for d in path.events[:at] if isinstance(d, Deed)), default=0)
            inside = [d for d in path.events[at:] if isinstance(d, Deed) and d.loops >= loop > 0 and d.sort in ("call", "assign")]
            quiet.append(all(is_asking(d.name) for d in inside) if loop else None)
        outcomes.append(all(quiet) if quiet and None not in quiet else None)
    if not outcomes or None in outcomes or len(set(outcomes)) > 1:
        return None
    name = f.declared.item.name
    return (
        holds(f"`{name}` goes on with the next there", f.declared)
        if outcomes[0]
        else fails("behaves-differently", f"`{name}` does something there", f.declared)
    )


def done_last(f: Function, act: Act, case: Case, *, first: bool = False) -> Finding | None:
    """On each way that comes to it nothing else is done behind it, or before it with `first`, and every way that ends well comes to it."""
    told = done_at_all(f, act, case)
    if told is None or told.outcome != "holds":
        return told if not first else None
    name, others = f.declared.item.name, []
    for path in f.paths:
        at = places_of(act, path, f, case)
        rest = (path.events[: at[0]] if first else path.events[at[-1] + 1 :]) if at else ()
        deeds = [e for e in rest if isinstance(e, Deed) and e.sort in ("call", "assign") and not is_asking(e.name)]
        others += [deeds] if at else []
    if not any(others):
        return told
    if first or not all(others):
        return None  # what stands before may be what it needs itself
    return fails("other-order", f"`{name}` goes on behind “{act.said}”, at line {others[0][0].line}", f.declared)


def stands_not(f: Function, code: str, verb: str, case: Case, *, itself: bool = False) -> Finding | None:
    """That a name does not stand in the function's body; comments do not count."""
    name = code.removesuffix("()").rpartition("::")[2].rpartition(".")[2]
    body = f.declared.item.node.child_by_field_name("body")
    if not name.isidentifier() or body is None or f.declared.item.in_macro:
        return None
    text = squeezed(f.declared.file, body)
    there = re.search(rf"\b{re.escape(name)}\b", text)
    calls = verb.startswith(("call", "invoke"))
    function = f.declared.item.name
    others = any(d.sort == "call" and not is_asking(d.name) for p in f.paths for d in p.deeds)
    if (
        there is None
        and not (calls or itself)
        and (others or not stands_somewhere(case, name) or name in (reached(f, case) or (name,)))
    ):
        return None  # it may be come to by way of another
    if there is None:
        return holds(f"`{name}` does not stand in `{function}`", f.declared)
    act = Act("call", code, names=(code.removesuffix("()"),))
    done = any(d.name == name for p in f.paths for d in p.deeds if d.sort == "call")
    if calls and not done:
        return None
    return fails("still-there", f"`{name}` stands in `{function}`", f.declared) if act else None
