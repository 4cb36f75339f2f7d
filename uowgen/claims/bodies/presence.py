"""Decides that a function, or one arm of it, does or does not do something to a place that the sentence names: “no longer writes `owner`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of
from uowgen.claims.bodies.acts import Body, meant_by
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.places import reached_from, uses_of
from uowgen.claims.bodies.runs import body_of, surely_done
from uowgen.claims.bodies.words import CLEARING, SETTING, form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.steps import leaves, steps_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


class Where(NamedTuple):
    """The function that is spoken of, the part of it (its body, or what one arm does), the steps of that part, and how it is called."""

    function: Declaration
    part: Node
    body: Body
    called: str


def takes(reading: Reading) -> bool:
    """Whether what is done is read as done to places of the code, each named in backticks."""
    phrases = phrases_of(f"{reading.get('verb')} {reading.get('object')}")
    return bool(phrases) and all(len(p.names) == 1 for p in phrases)


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where the one act that fits is come to whenever the function runs through, or where nothing reached writes the place."""
    phrases = phrases_of(f"{reading.get('verb')} {reading.get('object')}")
    if not phrases or any(len(p.names) != 1 for p in phrases):
        return undecided("not-understood", f"“{reading.get('object')}” is not read as places of the code")
    where = _where(reading, case)
    if isinstance(where, Finding):
        return where
    found = [_never(p, where, case) if reading.get("state") == "never" else _done(p, where, case) for p in phrases]
    worst = weakest(found)
    if worst.outcome != "holds":
        return worst
    return holds(
        "; ".join(dict.fromkeys(f.message for f in found)), evidence=tuple(dict.fromkeys(e for f in found for e in f.evidence))
    )


def _where(reading: Reading, case: Case) -> Where | Finding:
    name = bare_name(reading.get("name"))
    arm = reading.get("arm")
    if reading.get("trait"):
        if reading.get("trait") != "Drop":
            return undecided("no-subject", f"which function of `{reading.get('trait')}` is meant is not said")
        subject = find_method(case, f"{name}::drop")
    elif arm:
        return arm_of(arm, reading, case)
    else:
        subject = find_method(case, reading.get("name"))
        if not subject.found and reading.get("name").isupper():
            return arm_of(reading.get("name"), reading, case)
        if not subject.found and name != "Drop" and "::" not in reading.get("name") and (name[:1].isupper() or name.isalpha()):
            return undecided("not-a-function", f"whether `{name}` is the name of a function is not clear")
    function = subject.one(name)
    if isinstance(function, Finding):
        return function
    body = body_of(function)
    inner = function.item.node.child_by_field_name("body")
    if body is None or inner is None:
        return undecided("no-body", f"`{name}` has no body that can be followed", function)
    return Where(function, inner, body, f"`{function.item.name}`")


def arm_of(word: str, reading: Reading, case: Case) -> Where | Finding:
    """The one arm of the spec's files, or of the function named, whose pattern says `word`; else the one in which what is called so."""
    by_pattern: list[tuple[Declaration, Node]] = []
    by_call: list[tuple[Declaration, Node]] = []
    for function in _functions(reading, case):
        for arm in _arms_of(function):
            pattern, value = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
            if pattern is None or value is None:
                continue
            if form(word) in _pattern_words(function.file, pattern):
                if not leaves(function.file, value):
                    by_pattern.append((function, arm))
            elif form(word) in _called_words(function.file, value):
                by_call.append((function, arm))
    found = by_pattern or ([] if reading.get("name").isupper() else by_call)
    if len(found) != 1:
        told = "no arm" if not found else "more than one arm"
        return undecided("no-subject", f"{told} of the spec's files is plainly that of “{word}”", *(f for f, _ in found[:2]))
    function, arm = found[0]
    value = arm.child_by_field_name("value")
    whole = body_of(function)
    steps = steps_in(function.file, value) if value is not None else None
    if value is None or whole is None or steps is None:
        return undecided("no-body", f"the arm of “{word}” cannot be followed", function)
    return Where(function, value, whole._replace(steps=steps), f"the arm of “{word}” in `{function.item.name}`")


def _functions(reading: Reading, case: Case) -> list[Declaration]:
    if reading.get("function"):
        return [d for d in find_method(case, reading.get("function")).found if counts(d)]
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    return [d for f in near for d in f.declarations() if d.item.kind == "fn" and counts(d) and not d.item.in_macro]


def _arms_of(function: Declaration) -> list[Node]:
    found: list[Node] = []
    body = function.item.node.child_by_field_name("body")
    stack = [body] if body is not None else []
    while stack:
        node = stack.pop()
        if node.type == "match_arm":
            found.append(node)
        if node.type != "function_item":
            stack.extend(reversed(node.named_children))
    return found


def _pattern_words(file: CodeFile, pattern: Node) -> set[str]:
    """The names that a pattern ends with, in one form each: `Op::Stop | Op::Halt` says `stop` and `halt`."""
    found: set[str] = set()
    for alternative in file.rust.text(pattern).partition(" if ")[0].split("|"):
        name = alternative.strip().partition("(")[0].partition("{")[0].strip().rpartition("::")[2]
        if name[:1].isupper():
            found |= {"".join(parts(name)), form(name)}
    return found


def _called_words(file: CodeFile, value: Node) -> set[str]:
    steps = steps_in(file, value) or ()
    found: set[str] = set()
    for step in steps:
        function = step.node.child_by_field_name("function") if step.sort == "call" else None
        if function is not None:
            found.add("".join(parts(file.rust.text(function).replace("::", ".").rpartition(".")[2])))
    return found


def _done(phrase: Phrase, where: Where, case: Case) -> Finding:
    meant = meant_by(phrase, where.body)
    file = where.function.file
    if meant.steps:
        lines = [file.rust.source.line_of(s.node.start_byte) for s in meant.steps]
        places = tuple(Evidence(file.path, line, line, f"“{phrase.said}”") for line in lines)
        if any(surely_done(s, where.body, every=phrase.every) for s in meant.steps):
            return holds(f"{where.called} comes to “{phrase.said}” at line {lines[0]} whenever it runs through", evidence=places)
        return undecided(
            "depends-on-the-path", f"whether {where.called} comes to “{phrase.said}” depends on the path", evidence=places
        )
    name = phrase.names[0].rpartition("::")[2].rpartition(".")[2]
    if not _is_spoken_of(name, where, case):
        return fails("act-not-found", f"neither {where.called} nor what it calls has `{name}` in it", where.function)
    return undecided("not-understood", meant.problem, where.function)


def _is_spoken_of(name: str, where: Where, case: Case) -> bool:
    """Whether the function, or what it may call, has `name` in it, or has macro calls of which that is not known."""
    body = where.function.item.node.child_by_field_name("body")
    if body is None or any(s.sort == "macro" and not is_plain_macro(s.node, where) for s in where.body.steps):
        return True
    reached = reached_from(case, where.function.file, body, where.function.item.name)
    if reached is None or uses_of(where.function.file, body, name) or name in _words(where.function.text):
        return True
    return any(name in _words(d.text) for d in reached)


def _words(text: str) -> set[str]:
    return set("".join(ch if ch.isalnum() or ch == "_" else " " for ch in text).split())


_PLAIN = frozenset(
    "println print log trace debug info warn error assert debug_assert assert_eq format panic matches vec unreachable".split()
)


def is_plain_macro(macro: Node, where: Where) -> bool:
    name = macro.child_by_field_name("macro")
    return name is not None and where.function.file.rust.text(name).split("::")[-1] in _PLAIN


_ANY_WRITE = frozenset(form(v) for v in ("write", "modify", "change", "mutate", "alter", "set", "update"))


def _never(phrase: Phrase, where: Where, case: Case) -> Finding:
    name = phrase.names[0].rpartition(".")[2]
    if phrase.words or not name.isidentifier() or name[:1].isupper():
        return undecided("not-understood", f"“{phrase.said}” is not read as one place of the code", where.function)
    file = where.function.file
    uses = uses_of(file, where.part, name)
    written = [u for u in uses if u.manner == "write"]
    places = tuple(Evidence(file.path, u.line, u.line, f"`{name}`") for u in (written or uses)[:5])
    if written:
        one = meant_by(phrase, where.body)
        if phrase.verb == form("write") or (one.steps and phrase.verb in SETTING | CLEARING):
            return fails("act-found", f"{where.called} writes `{name}` at line {written[0].line}", evidence=places)
        return undecided("depends-on-the-path", f"{where.called} writes `{name}`; whether it is that is not known", evidence=places)
    if any(u.manner == "unknown" for u in uses) or any(
        s.sort == "macro" and not is_plain_macro(s.node, where) for s in where.body.steps
    ):
        return undecided(
            "depends-on-the-path", f"whether {where.called} writes `{name}` is not known", where.function, evidence=places
        )
    reached = reached_from(case, file, where.part, where.function.item.name)
    if reached is None:
        return undecided("depends-on-the-path", f"{where.called} calls too many functions", where.function)
    for other in reached:
        inner = other.item.node.child_by_field_name("body")
        if inner is not None and any(u.manner != "read" for u in uses_of(other.file, inner, name)):
            return undecided("depends-on-the-path", f"`{other.item.name}`, which it may call, may write `{name}`", other)
    return holds(f"neither {where.called} nor what it calls writes `{name}`", where.function, evidence=places)
