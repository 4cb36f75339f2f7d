"""Decides that a function gives nothing for a parameter of what it calls: the parameter is found by its name in the callee's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import split_call, squeezed
from uowgen.claims.bodies.runs import followed
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import one_function
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_NONE = frozenset({"0", "None", "0u32", "0usize", "0u64", "&[]", "[]", '""', "Default::default()"})


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where every such parameter is given an empty value; fails where each is given a parameter of the function."""
    name, what = bare_name(reading.get("name")), form(reading.get("what"))
    function = one_function(case, reading.get("name"))
    if isinstance(function, Finding):
        return function
    body = followed(function)
    if isinstance(body, Finding):
        return body
    wanted = called(reading.get("callee")) if reading.get("callee") else ""
    given: list[tuple[str, Evidence]] = []
    for step in body.steps:
        callee = split_call(body.file, step.node)[1] if step.sort == "call" else ""
        if not callee or (wanted and callee != wanted.rpartition("::")[2]):
            continue
        declared = [d for d in case.code.declared(callee, (body.file.path,)) if d.item.kind == "fn" and counts(d)]
        places = {_place(d, what) for d in declared} if len(declared) == 1 else set()
        at = places.pop() if places else -1
        arguments = step.node.child_by_field_name("arguments")
        values = [a for a in arguments.named_children if "comment" not in a.type] if arguments is not None else []
        if at < 0 or at >= len(values):
            continue
        line = body.file.rust.source.line_of(step.node.start_byte)
        given.append((squeezed(body.file, values[at]), Evidence(body.file.path, line, line, f"calls `{callee}`")))
    if not given:
        return undecided("no-subject", f"`{name}` calls nothing of the tree that takes “{reading.get('what')}”", function)
    evidence = tuple(e for _, e in given)
    if all(_is_none(value) for value, _ in given):
        return holds(f"`{name}` passes {', '.join(f'`{v}`' for v in dict.fromkeys(v for v, _ in given))}", evidence=evidence)
    own = {p.name for p in parameters_of(function)}
    some = [value for value, _ in given if value in own]  # a constant may be what always belongs there, such as a mode
    if some and len(some) == len(given):
        return fails("other-value", f"`{name}` passes `{some[0]}`", evidence=evidence)
    return undecided("depends-on-the-path", f"whether `{name}` passes any is not known", evidence=evidence)


def _place(declared: Declaration, what: str) -> int:
    """Where in the list of arguments the parameter stands that is called `what`; -1 without one, or where there are several."""
    found = [n for n, p in enumerate(parameters_of(declared)) if p.name.isidentifier() and parts(p.name)[-1:] == (what,)]
    return found[0] if len(found) == 1 else -1


def _is_none(value: str) -> bool:
    return value in _NONE or value.endswith(("::empty()", "::NONE", "::none()"))
