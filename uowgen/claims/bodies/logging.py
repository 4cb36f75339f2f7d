"""Decides that a function does nothing but write a log line, of what the sentence says."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.runs import followed, surely_done
from uowgen.claims.bodies.unseen import is_log
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.signature import parameters_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_FILLERS = frozenset("the a an its and line lines message messages it that something given".split())


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where every step is a log line that names what is said; fails where a field is assigned whatever happens."""
    name = bare_name(reading.get("name"))
    subject = find_method(case, reading.get("name"))
    if len(subject.found) != 1 or subject.found[0].item.kind != "fn":
        return subject.unclear(name)
    function = subject.found[0]
    body = followed(function)
    if isinstance(body, Finding):
        return body
    logs = [s for s in body.steps if s.sort == "macro" and is_log(s, body)]
    if len(logs) == len(body.steps) and logs and result_of(function) == "()":
        text = " ".join(function.file.rust.text(s.node) for s in logs)
        told = {p for w in "".join(c if c.isalnum() or c == "_" else " " for c in text).split() for p in parts(w)}
        told |= {p for one in parameters_of(function) if one.name in text for p in parts(one.name)}
        said = [form(w) for w in reading.get("what").replace("`", " ").replace(",", " ").lower().split() if w not in _FILLERS]
        if set(said) <= told:
            return holds(f"`{name}` only logs", function)
        return undecided("not-understood", f"`{name}` only logs; whether it logs that is not known", function)
    changed = [
        s
        for s in body.steps
        if s.sort == "assign" and "".join(function.file.rust.text(s.node).split()).startswith("self.") and surely_done(s, body)
    ]
    if changed:
        line = function.file.rust.source.line_of(changed[0].node.start_byte)
        return fails("has-effects", f"`{name}` assigns a field at line {line}", function)
    return undecided("depends-on-the-path", f"whether what `{name}` does beside that counts is not known", function)
