"""Decides in which order a function does two things that the sentence says in words: “validates the address before it translates it”."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.bodies.acts import Body, meant_by, mentions
from uowgen.claims.bodies.names import last_of, split_call
from uowgen.claims.bodies.not_done_yet import not_done_yet
from uowgen.claims.bodies.phrases import is_verb, phrases_of
from uowgen.claims.bodies.runs import body_of, body_start, followed, loop_around, runs_whole, surely_done
from uowgen.claims.bodies.unseen import by_a_drop, hidden_in, is_log, through_another
from uowgen.claims.bodies.words import CHECKING, REFUSING
from uowgen.claims.kind import Finding, fails, holds, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step

_MOST_FUNCTIONS = 300


class _Pair(NamedTuple):
    """What is to come first and what second, each with the steps that it means."""

    first: Phrase
    second: Phrase
    earlier: tuple[Step, ...]
    later: tuple[Step, ...]


def takes(reading: Reading) -> bool:
    """Whether both parts of the sentence are read as something that a function does.

    A sentence that names no function must begin with the thing that something is done to: “clears it” is said of what is not there.
    """
    first, second = read_both(reading)
    if not first or not second:
        return False
    return bool(reading.get("name")) or (first if reading.frame.startswith("<first") else second)[0].passive


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where each of the later steps is come to only past one of the earlier; fails where both are plain and stand the other way."""
    first, second = read_both(reading)
    if not first or not second:
        said = reading.get("second") if first else reading.get("first")
        return undecided("not-understood", f"“{said}” is not read as something that a function does")
    if not reading.get("name"):
        return _unnamed(first, second, case)
    led = "second" if "<second:text>" in reading.frame.partition("<first:text>")[0] else "first"
    if reading.get(led).partition(" ")[0] in ("is", "are", "was", "has", "gets") and reading.frame.startswith("<name>"):
        again = phrases_of(f"`{reading.get('name')}` {reading.get(led)}")  # the name is what it is done to
        if not again:
            return undecided("not-understood", f"what is done to `{reading.get('name')}` is not read")
        return _unnamed(again if led == "first" else first, second if led == "first" else again, case)
    subject = find_method(case, reading.get("name"))
    name = bare_name(reading.get("name"))
    if (
        not subject.found and name == reading.get("name") and name.isalpha() and name.islower()
    ):  # “the deadline is cleared before …”
        led = "first" if reading.frame.startswith("<name> <noun>? <first") else "second"
        again = (
            phrases_of(f"{name} {reading.get(led)}")
            if reading.frame.startswith("<name> <noun>? <") and not reading.get("both")
            else ()
        )
        if again:
            return _unnamed(again if led == "first" else first, second if led == "first" else again, case)
    if not subject.found and name != "Drop" and "::" not in reading.get("name") and (name[:1].isupper() or name.isalpha()):
        return undecided("not-a-function", f"whether `{name}` is the name of a function is not clear")
    if not subject.found and stands_somewhere(case, name):  # of another crate, or what a macro makes
        return undecided("no-subject", f"no function `{name}` is declared in the files of the spec")
    function = subject.one(name)
    if isinstance(function, Finding):
        return function
    body = followed(function)
    if isinstance(body, Finding):
        return body
    first, second = _as_called(reading, first, second, function, body)
    found = _ordered(first, second, function, body, case)
    if found.outcome == "holds" and reading.get("both"):  # that both are done is claimed as well
        for one in (*first, *(s.about(first[-1]) for s in second)):
            steps = meant_by(one, body).steps
            if not steps or not any(surely_done(step, body, every=one.every) for step in steps):
                return undecided(
                    "depends-on-the-path", f"whether `{name}` comes to “{one.said}” depends on the path", evidence=found.evidence
                )
    return found


def _as_called(
    reading: Reading, first: tuple[Phrase, ...], second: tuple[Phrase, ...], function: Declaration, body: Body
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """The parts, with a call for a name that stands alone, where the function calls what bears it and takes nothing of that name."""
    taken = {p.name for p in parameters_of(function)}
    made = {last_of(split_call(body.file, s.node)[1]) for s in body.steps if s.sort == "call"}

    def call_of(part: str, read: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        name = reading.get(part).strip("`")
        alone = reading.get(part) == f"`{name}`" and name.isidentifier() and "_" in name
        return phrases_of(f"calls `{name}()`") if alone and name in made and name not in taken else read

    return call_of("first", first), call_of("second", second)


def read_both(reading: Reading) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """What comes first and what second; “the flags before the pointer” is said of one verb, that of the part that leads."""
    leads = "second" if "<second:text>" in reading.frame.partition("<first:text>")[0] else "first"
    other = "first" if leads == "second" else "second"
    lead, rest = phrases_of(reading.get(leads)), phrases_of(reading.get(other))
    word = reading.get(leads).split()[0] if reading.get(leads).split() else ""
    called = reading.get(other).strip("`")
    if lead and called.endswith("()") and reading.get(other) == f"`{called}`":
        rest = phrases_of(f"calls `{called}`")
    if (
        lead
        and not rest
        and not lead[0].passive
        and is_verb(word)
        and "-" not in lead[0].verb
        and len(reading.get(other).split()) <= 4
    ):
        rest = phrases_of(f"{word} {reading.get(other)}")
    return (lead, rest) if leads == "first" else (rest, lead)


def _unnamed(first: tuple[Phrase, ...], second: tuple[Phrase, ...], case: Case) -> Finding:
    """Of the one function of the spec's files in which both are plainly done."""
    written = {
        d.item.name for file in block_files(case) for d in file.declarations() if d.item.kind == "fn" and d.condition != "tests"
    }
    fitting: list[tuple[Declaration, Body]] = []
    looked = 0
    for path in files_of(case):
        file = case.code.file(path)
        for function in file.declarations() if file is not None else ():
            if function.item.kind != "fn" or not counts(function) or looked > _MOST_FUNCTIONS:
                continue
            looked += 1
            body = body_of(function)
            if body is not None and all(_pairs(first, second, body)):
                fitting.append((function, body))
    if len(fitting) != 1 or looked > _MOST_FUNCTIONS:
        told = "no function" if not fitting else "more than one function"
        return undecided("no-subject", f"{told} of the spec's files plainly does both", *(f for f, _ in fitting[:3]))
    function, body = fitting[0]
    if written and function.item.name not in written:
        return undecided("no-subject", f"only `{function.item.name}` does both, of which the spec does not speak", function)
    return _ordered(first, second, function, body, case)


def _pairs(first: tuple[Phrase, ...], second: tuple[Phrase, ...], body: Body) -> list[_Pair | None]:
    found: list[_Pair | None] = []
    for one in first:
        for other in second:
            other = other.about(first[-1])
            earlier, later = meant_by(one, body), meant_by(other, body)
            found.append(_Pair(one, other, earlier.steps, later.steps) if earlier.steps and later.steps else None)
    return found


def _ordered(first: tuple[Phrase, ...], second: tuple[Phrase, ...], function: Declaration, body: Body, case: Case) -> Finding:
    evidence: list[Evidence] = []
    outcomes: list[Finding] = []
    for one in first:
        for other in second:
            other = other.about(first[-1])
            if other.pronoun and not other.has_object:
                return undecided("not-understood", f"what “it” stands for in “{other.said}” is not clear", function)
            earlier, later = meant_by(one, body), meant_by(other, body)
            earlier = by_a_drop(one, body, case) or earlier if not earlier.steps and not earlier.doubtful else earlier
            later = by_a_drop(other, body, case) or later if not later.steps and not later.doubtful else later
            if earlier.steps and not later.steps and not later.doubtful:
                later = through_another(other, body, case)
            if not earlier.steps or not later.steps:
                missing = not_done_yet(other if earlier.steps else one, function, case)
                return missing or undecided("not-understood", earlier.problem or later.problem, function)
            found = _in_order(_Pair(one, other, earlier.steps, later.steps), function, body, case, plain=not later.problem)
            outcomes.append(found)
            evidence += found.evidence
    worst = weakest(outcomes)
    if worst.outcome != "holds":
        return worst
    return holds("; ".join(dict.fromkeys(f.message for f in outcomes)), evidence=tuple(dict.fromkeys(evidence)))


def _in_order(pair: _Pair, function: Declaration, body: Body, case: Case, *, plain: bool) -> Finding:
    name = function.item.name
    places = (*_shown(pair.earlier[:1], body, pair.first), *_shown(pair.later[:1], body, pair.second))
    told = f"{_line(pair.earlier[0], body)} (“{pair.first.said}”) and {_line(pair.later[0], body)} (“{pair.second.said}”)"
    if set(pair.earlier) & set(pair.later):
        return undecided("not-understood", f"“{pair.first.said}” and “{pair.second.said}” mean the same step", evidence=places)
    split = pair.first.every and not pair.second.pronoun and not all(_does_all(s, body) for s in pair.earlier)
    ways = (True,) if split else ((False, True) if pair.first.every else (False,))  # “each … before it”: in one loop or in two
    before = not any(_left_while_kept(s, pair, body) for s in pair.later) and any(
        all(any(_surely_before(e, s, body, split=way) for e in pair.earlier) for s in pair.later) for way in ways
    )
    if before:
        hidden = _hidden(pair.second, (s for s in body.steps if s.at < min(e.at for e in pair.earlier)), pair, function, case)
        if hidden is not None:
            return undecided("depends-on-the-path", f"{hidden} before may do “{pair.second.said}” as well", evidence=places)
        return holds(f"in `{name}` line {told} stand in that order on every path", evidence=places)
    turned = max(s.at for s in pair.later) < min(e.at for e in pair.earlier)
    if turned and any(
        e.node.start_byte > s.node.start_byte for e in pair.earlier for s in pair.later if e.sort == "end" and s.sort != "end"
    ):
        turned = False  # the guard is made only behind it, and is not what is dropped
    loops = any(set(e.loops) & set(s.loops) for e in pair.earlier for s in pair.later)
    apart = any(s.later for s in (*pair.earlier, *pair.later))
    if (
        turned
        and plain
        and not loops
        and not apart
        and not split
        and any(e.may_follow(s) for e in pair.earlier for s in pair.later)
    ):
        earlier_steps = (s for s in body.steps if s.at < max(s.at for s in pair.later))
        hidden = _hidden(pair.first, earlier_steps, pair, function, case)
        if hidden is None and pair.first.verb in (*CHECKING, *REFUSING):
            checked = [s for s in body.steps if s.at < pair.later[0].at and _may_check(s, pair, body)]
            hidden = f"line {_line(checked[0], body)}" if checked else None
        if hidden is None and not any(s.sort == "macro" and not is_log(s, body) for s in body.steps):
            return fails("other-order", f"in `{name}` line {told} stand in the other order", evidence=places)
    return undecided("depends-on-the-path", f"the order of line {told} in `{name}` depends on the path", evidence=places)


def _does_all(step: Step, body: Body) -> bool:
    """Whether a call says by its name that it does it to all: `disable_all_timers()`."""
    return step.sort == "call" and "all" in split_call(body.file, step.node)[1].lower().split("_")


def _left_while_kept(end: Step, pair: _Pair, body: Body) -> bool:
    """Whether a guard may be dropped by leaving early before the first thing is done: its end is then no sure sign of that."""
    if end.sort != "end" or any(e.sort == "end" for e in pair.earlier):
        return False
    first = min(e.node.start_byte for e in pair.earlier)
    at = end.node.parent
    stack = list(at.named_children) if at is not None else []
    while stack:
        node = stack.pop()
        if node.type in ("try_expression", "return_expression", "break_expression", "continue_expression") and (
            end.node.end_byte <= node.start_byte < first
        ):
            return True
        stack.extend(node.named_children)
    return False


def _may_check(step: Step, pair: _Pair, body: Body) -> bool:
    """Whether a step before the later one is given the thing that is to be checked, and so may check it."""
    if step in pair.later or any(_within(step, s) for s in pair.later):
        return False
    return mentions(step, pair.first, body)


def _within(step: Step, other: Step) -> bool:
    return other.node.start_byte <= step.node.start_byte and step.node.end_byte <= other.node.end_byte


def _surely_before(earlier: Step, later: Step, body: Body, *, split: bool) -> bool:
    """Whether `later` is come to only past `earlier`; with `split`, past it for each thing that a loop goes through."""
    if not split:
        return earlier.dominates(later)
    own = [loop for loop in earlier.loops if loop not in later.loops]
    if len(own) != 1 or set(earlier.loops) & set(later.loops) or earlier.at > later.at:
        return False
    loop = loop_around(earlier, own[0])
    return loop is not None and runs_whole(loop, body.file) and earlier.passed - {body_start(loop)} <= later.passed


def _hidden(phrase: Phrase, steps: Iterable[Step], pair: _Pair, function: Declaration, case: Case) -> str | None:
    return hidden_in(phrase, (s for s in steps if s not in pair.earlier and s not in pair.later), function, case)


def _line(step: Step, body: Body) -> int:
    return body.file.rust.source.line_of(step.node.start_byte)


def _shown(steps: tuple[Step, ...], body: Body, phrase: Phrase) -> tuple[Evidence, ...]:
    return tuple(Evidence(body.file.path, _line(s, body), _line(s, body), f"“{phrase.said}”") for s in steps)
