"""Decides that a function calls another one with a number for a parameter that the sentence names: “reads offset 0x10”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import split_call
from uowgen.claims.bodies.runs import followed, surely_done
from uowgen.claims.bodies.words import MAKING, VERBS, form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.facts.constants import value_of
from uowgen.facts.signature import parameters_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.acts import Body
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.steps import Step


def takes(reading: Reading) -> bool:
    """Whether a verb that code has, a parameter and a number are said."""
    noun, how, text = reading.get("given").split("|", 2)
    if not bare_name(reading.get("name"))[:1].islower() or form(reading.get("verb")) in MAKING:
        return False
    return form(reading.get("verb")) in VERBS and bool(noun) and how == "code" and integer(text) is not None


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where every run comes to such a call; fails where all calls that the verb can mean pass another number, as written."""
    noun, _, text = reading.get("given").split("|", 2)
    name, wanted, verb = bare_name(reading.get("name")), integer(text), form(reading.get("verb"))
    subject = find_method(case, reading.get("name"))
    if len(subject.found) != 1 or subject.found[0].item.kind != "fn":
        return undecided("subject-ambiguous", f"which `{name}` is meant is not clear", *subject.found[:3])
    function = subject.found[0]
    body = followed(function)
    if isinstance(body, Finding):
        return body
    made = [s for s in body.steps if s.sort == "call" and (VERBS[verb] | {verb}) & set(parts(split_call(body.file, s.node)[1]))]
    given = [(s, _given(s, noun, body, case)) for s in made]
    found = [(s, n) for s, n in given if n is not None]
    lines = tuple(
        Evidence(body.file.path, n, n, "the call")
        for s, _ in found[:3]
        for n in (body.file.rust.source.line_of(s.node.start_byte),)
    )
    if any(n == wanted and surely_done(s, body) for s, n in found):
        return holds(f"`{name}` passes {text} for “{noun}”", evidence=lines)
    if found and len(found) == len(made) and all(n != wanted for _, n in found) and not any(s.sort == "macro" for s in body.steps):
        return fails("other-argument", f"`{name}` passes {found[0][1]:#x} for “{noun}”", evidence=lines)
    return undecided("depends-on-the-path", f"what `{name}` passes for “{noun}” is not plain", function)


def _given(step: Step, noun: str, body: Body, case: Case) -> int | None:
    """The number that a call passes for the parameter of that name; None where that is not written, or the callee is not certain."""
    called = split_call(body.file, step.node)[1]
    declared = [d for d in case.code.declared(called, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
    near = [d for d in declared if d.file.path == body.file.path] or declared
    places = {_place(d, noun) for d in near}
    if len(places) != 1 or None in places:
        return None
    place = next(iter(places))
    arguments = step.node.child_by_field_name("arguments")
    listed = [c for c in arguments.named_children if "comment" not in c.type] if arguments is not None else []
    if place is None or place >= len(listed) or any(len(parameters_of(d)) != len(listed) for d in near):
        return None
    written = body.file.rust.text(listed[place])
    number = integer(written)
    if number is not None:
        return number
    bare = bare_name(written)
    plain = written.replace("_", "").replace("::", "").isalnum() and bare.isupper()
    constants = [d for d in case.code.declared(bare, (body.file.path,)) if d.item.kind == "const" and counts(d)] if plain else []
    return value_of(case.code, constants[0]) if len(constants) == 1 else None


def _place(function: Declaration, noun: str) -> int | None:
    """At which place the one parameter stands whose name is, or ends with, `noun`."""
    found = [n for n, p in enumerate(parameters_of(function)) if parts(p.name)[-1:] == (form(noun),)]
    return found[0] if len(found) == 1 else None
