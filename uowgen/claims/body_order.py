"""Decides in which order a function does two things that the sentence says in words: “validates the address before it translates it”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.body_acts import Body, Meant, meant_by, mentions, verb_forms
from uowgen.claims.body_guards import guards_of
from uowgen.claims.body_names import last_of, split_call
from uowgen.claims.body_phrases import is_verb, phrases_of
from uowgen.claims.body_words import CALLING, CHECKING, REFUSING, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import block_files, files_of, find_method
from uowgen.facts.calls import path_of
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of, result_of
from uowgen.facts.steps import steps_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.claims.body_guards import Guard
    from uowgen.claims.body_phrases import Phrase
    from uowgen.claims.frame import Reading
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.facts.steps import Step
    from uowgen.grammar import Node

# A name that more functions of the tree bear than this tells nothing about which of them is called.
_MOST_OF_ONE_NAME = 6
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
    if len(subject.found) != 1:
        return subject.problem or undecided("subject-ambiguous", f"which `{name}` is meant is not clear", *subject.found[:3])
    function = subject.found[0]
    body = body_of(function)
    if body is None:
        return undecided("no-body", f"`{name}` has no body that can be followed", function)
    found = _ordered(first, second, function, body, case)
    if found.outcome == "holds" and reading.get("both"):  # that both are done is claimed as well
        for one in (*first, *(s.about(first[-1]) for s in second)):
            steps = meant_by(one, body).steps
            if not steps or not any(surely_done(step, body, every=one.every) for step in steps):
                return undecided(
                    "depends-on-the-path", f"whether `{name}` comes to “{one.said}” depends on the path", evidence=found.evidence
                )
    return found


def surely_done(step: Step, body: Body, *, every: bool = False) -> bool:
    """Whether the function comes to `step` unless it fails before: no branch around it, a loop only through all of a collection.

    With `every` it must stand in such a loop.
    """
    passed = set(step.passed)
    loops = [_loop_around(step, start) for start in step.loops]
    for loop in loops:
        if loop is None or not runs_whole(loop, body.file):
            return False
        passed.discard(_body_start(loop))
    return not passed and not step.later and (bool(loops) or not every) and not left_before(step, body)


def left_before(step: Step, body: Body, *, failing: bool = False) -> bool:
    """Whether a `return` other than that of an error stands before `step`; with `failing` also one of an error, or a `?`."""
    at = step.node
    while at.parent is not None and at.parent.type != "function_item":
        at = at.parent
    stack = [at]
    while stack:
        node = stack.pop()
        if node.start_byte >= step.node.start_byte:
            continue
        if failing and node.type in ("return_expression", "try_expression"):
            return True
        if node.type == "return_expression" and not "".join(body.file.rust.text(node).split()).startswith("returnErr("):
            return True
        stack.extend(c for c in node.named_children if c.type not in ("closure_expression", "function_item"))
    return False


def body_of(function: Declaration) -> Body | None:
    """The steps of `function` with the types of its parameters; None where it has no body, or one that a macro writes."""
    if function.item.kind != "fn" or function.item.in_macro:
        return None
    steps = steps_of(function)
    if steps is None:
        return None
    owner = function.owner.rpartition(" for ")[2].partition("<")[0]
    types = {
        d.item.name: _field_type(d) for d in function.file.declarations() if d.item.kind == "field" and d.owner == owner and owner
    }
    types |= {p.name: _type_parts(p.type) for p in parameters_of(function) if p.name.isidentifier()}
    types["self"] = _type_parts(owner)
    for guard in guards_of(function.file, steps):  # a guard is called by what its lock holds
        held = last_of(split_call(function.file, guard.made)[0]) if guard.locks else ""
        if held and guard.name not in types:
            types[guard.name] = types.get(held) or parts(held)
    return Body(function.file, steps, types, result_of(function).partition("<")[0].rpartition("::")[2], owner)


def _type_parts(text: str) -> tuple[str, ...]:
    """The parts of a plain type's last name: `&mut mm::VirtAddr` is `virt` and `address`; nothing of what holds other types."""
    if text.replace("&", "").replace("mut ", "").strip().startswith("["):
        return ("slic",)
    if text.count("<") == 1 and text.endswith(">") and parts(text.partition("<")[0].rpartition("::")[2])[-1:] == ("pointer",):
        text = text.partition("<")[0]  # `UserPtr<T>` is a pointer whatever it points to
    bare = text.replace("&", " ").replace("mut ", " ").split("::")[-1].strip()
    bare = bare.split()[-1] if bare.split() else ""
    return parts(bare) if bare.isidentifier() and bare[:1].isupper() else ()


_HOLDING = ("Mutex", "SpinLock", "Spinlock", "RwLock", "IrqMutex", "Arc", "Rc", "Box", "RefCell", "Cell", "OnceCell")


def _field_type(field: Declaration) -> tuple[str, ...]:
    """The parts of a field's type, or of what its lock or pointer holds: `Mutex<TxRing>` is a ring."""
    node = field.item.node.child_by_field_name("type")
    text = " ".join(field.file.rust.text(node).split()) if node is not None else ""
    while "<" in text and text.endswith(">") and text.partition("<")[0].rpartition("::")[2] in _HOLDING:
        text = text.partition("<")[2][:-1]
    return _type_parts(text)


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
            earlier = _by_a_drop(one, body, case) or earlier if not earlier.steps and not earlier.doubtful else earlier
            later = _by_a_drop(other, body, case) or later if not later.steps and not later.doubtful else later
            if earlier.steps and not later.steps and not later.doubtful:
                later = _through_another(other, body, case)
            if not earlier.steps or not later.steps:
                return undecided("not-understood", earlier.problem or later.problem, function)
            found = _in_order(_Pair(one, other, earlier.steps, later.steps), function, body, case, plain=not later.problem)
            outcomes.append(found)
            evidence += found.evidence
    worst = min(outcomes, key=lambda f: ("fails", "undecided", "holds").index(f.outcome))
    if worst.outcome != "holds":
        return worst
    return holds("; ".join(dict.fromkeys(f.message for f in outcomes)), evidence=tuple(dict.fromkeys(evidence)))


def _in_order(pair: _Pair, function: Declaration, body: Body, case: Case, *, plain: bool) -> Finding:
    name = function.item.name
    places = (*_shown(pair.earlier[:1], body, pair.first), *_shown(pair.later[:1], body, pair.second))
    told = f"{_line(pair.earlier[0], body)} (“{pair.first.said}”) and {_line(pair.later[0], body)} (“{pair.second.said}”)"
    if set(pair.earlier) & set(pair.later):
        return undecided("not-understood", f"“{pair.first.said}” and “{pair.second.said}” mean the same step", evidence=places)
    split = pair.first.every and not pair.second.pronoun
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
        if hidden is None and not any(s.sort == "macro" and not _is_log(s, body) for s in body.steps):
            return fails("other-order", f"in `{name}` line {told} stand in the other order", evidence=places)
    return undecided("depends-on-the-path", f"the order of line {told} in `{name}` depends on the path", evidence=places)


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
    loop = _loop_around(earlier, own[0])
    return loop is not None and runs_whole(loop, body.file) and earlier.passed - {_body_start(loop)} <= later.passed


def _loop_around(step: Step, start: int) -> Node | None:
    at = step.node.parent
    while at is not None and not (at.type == "for_expression" and at.start_byte == start):
        at = at.parent
    return at


def _body_start(loop: Node) -> int:
    body = loop.child_by_field_name("body")
    return body.start_byte if body is not None else -1


_WHOLE = (".iter()", ".iter_mut()", ".into_iter()", ".enumerate()", ".copied()", ".cloned()")


def runs_whole(loop: Node, file: CodeFile) -> bool:
    """Whether a `for` goes through all of a collection: no adapter that leaves some out, no `break`, no `continue`."""
    value, body = loop.child_by_field_name("value"), loop.child_by_field_name("body")
    if value is None or body is None:
        return False
    text = "".join(file.rust.text(value).split()).lstrip("&").removeprefix("mut")
    while any(text.endswith(ending) for ending in _WHOLE):
        text = next(text.removesuffix(ending) for ending in _WHOLE if text.endswith(ending))
    if not text.replace(".", "").replace("_", "").isalnum():
        return False
    stack = [body]
    while stack:
        node = stack.pop()
        if node.type in ("break_expression", "continue_expression"):
            return False
        stack.extend(node.named_children)
    return True


def _through_another(phrase: Phrase, body: Body, case: Case) -> Meant:
    """The one call whose function, declared once, plainly does what `phrase` says: the act happens in that call at the earliest."""
    found: list[Step] = []
    for step in body.steps:
        if step.sort != "call":
            continue
        name = called_name(step, body.file)
        declared = [d for d in case.code.declared(name, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
        inner = body_of(declared[0]) if len(declared) == 1 else None
        if inner is not None and meant_by(phrase, inner).steps:
            found.append(step)
    names = {called_name(s, body.file) for s in found}
    if len(names) != 1:
        return Meant((), f"nothing in the function is plainly what “{phrase.said}” speaks of")
    return Meant(tuple(found), "in another function")


def _by_a_drop(phrase: Phrase, body: Body, case: Case) -> Meant | None:
    """The end of the one guard in the body whose `Drop` plainly and surely does what `phrase` says; None without one."""
    found = [g for g in guards_of(body.file, body.steps) if any(_drop_does(phrase, d) for d in drops_of(g, body, case))]
    if len(found) != 1:
        return None
    if found[0].moved:
        return Meant((), f"where the guard that does “{phrase.said}” ends is not known", doubtful=True)
    return Meant(found[0].ends)


def _drop_does(phrase: Phrase, drop: Declaration) -> bool:
    inner = body_of(drop)
    return inner is not None and any(surely_done(s, inner) for s in meant_by(phrase, inner).steps)


def drops_of(guard: Guard, body: Body, case: Case) -> tuple[Declaration, ...]:
    """The `drop` of what a guard's call gives, where the call is of the one function of that name in the tree; else empty."""
    name = last_of(split_call(body.file, guard.made)[1])
    declared = [d for d in case.code.declared(name, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
    if len(declared) != 1 or guard.locks:
        return ()
    typed = result_of(declared[0]).partition("<")[0].rpartition("::")[2]
    if typed == "Self":
        typed = declared[0].owner.rpartition(" for ")[2].partition("<")[0]
    impls = [d for d in case.code.impls_of(typed) if d.item.name.startswith("Drop for") and counts(d)]
    if len(impls) != 1:
        return ()
    return tuple(
        d for d in impls[0].file.declarations() if d.item.kind == "fn" and d.item.name == "drop" and d.owner == impls[0].item.name
    )


def called_name(step: Step, file: CodeFile) -> str:
    """The last name of what a call calls."""
    function = step.node.child_by_field_name("function")
    return path_of(file.rust.text(function)).replace("::", ".").rpartition(".")[2] if function is not None else ""


def _hidden(phrase: Phrase, steps: Iterable[Step], pair: _Pair, function: Declaration, case: Case) -> str | None:
    return hidden_in(phrase, (s for s in steps if s not in pair.earlier and s not in pair.later), function, case)


def hidden_in(phrase: Phrase, steps: Iterable[Step], function: Declaration, case: Case) -> str | None:
    """The first of `steps` that may do what `phrase` says without showing it: a call of a function of the tree with such words in it."""
    forms = verb_forms(phrase)
    for step in steps:
        if step.sort == "macro" and not _is_log(step, Body(function.file, (), {})):
            said = {p for w in _words(function.file.rust.text(step.node)) for p in parts(w)}
            if forms & said:
                return f"the macro call at line {function.file.rust.source.line_of(step.node.start_byte)}"
        if step.sort != "call":
            continue
        name = called_name(step, function.file)
        declared = [d for d in case.code.declared(name, (function.file.path,)) if d.item.kind == "fn" and counts(d)]
        if len(declared) > _MOST_OF_ONE_NAME:
            continue
        for one in declared:
            inner = one.item.node.child_by_field_name("body")
            text = one.file.rust.text(inner) if inner is not None else ""
            words = _words(text)
            named = phrase.verb in CALLING and any(n.rpartition("::")[2] in words for n in phrase.names)
            if named or (phrase.verb not in CALLING and any(forms & set(parts(w)) for w in words)):
                return f"`{name}`"
    return None


def _words(text: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split())


_LOGS = frozenset("println print eprintln eprint log trace debug info warn error format write writeln kprintln".split())


def _is_log(step: Step, body: Body) -> bool:
    name = step.node.child_by_field_name("macro")
    return name is not None and body.file.rust.text(name).split("::")[-1] in _LOGS


def _line(step: Step, body: Body) -> int:
    return body.file.rust.source.line_of(step.node.start_byte)


def _shown(steps: tuple[Step, ...], body: Body, phrase: Phrase) -> tuple[Evidence, ...]:
    return tuple(Evidence(body.file.path, _line(s, body), _line(s, body), f"“{phrase.said}”") for s in steps)
