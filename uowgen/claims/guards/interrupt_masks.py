"""Decides what guards of interrupts do to them when they are made and when they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.guards.guard import guards_shown
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.runs.effects import observed
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import context_type, find_type
from uowgen.facts.members import methods_of
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_MAKERS = ("new", "acquire", "enter", "disable", "save", "lock", "begin", "create")


def decide(reading: Reading, case: Case) -> Finding:
    """One guard and two nested ones are made and dropped, with interrupts on before and off; after each step it is looked whether they are on."""
    from uowgen.claims.containers.container import signature

    owner = owner_name(reading.get("maker")) or reading.get("guard") or reading.get("drop")
    shown = guards_shown(case)
    subject = find_type(case, owner) if owner else find_type(case, shown.pop()) if len(shown) == 1 else context_type(case)
    if len(subject.found) != 1:
        return subject.none("which guard is meant is not clear")
    declaration = subject.found[0]
    name = declaration.item.name
    methods = {d.item.name: signature(d) for d in methods_of(case.code, name, (declaration,)) if d.item.kind == "fn"}
    makers = [n for n, s in methods.items() if not s.parameters and s.returns in ("Self", name)]
    said = bare_name(reading.get("maker"))
    maker = said if said in makers else next((n for n in _MAKERS if n in makers), makers[0] if len(makers) == 1 else "")
    if not maker or (said and said != maker):
        return undecided("role-unclear", f"which function makes a `{name}` is not clear", declaration)
    look = "crate::uowgen_on();"
    make = f"{name}::{maker}()"
    code = f"fn {PROBE}() {{ {{ let _a = {make}; {look} {{ let _b = {make}; {look} }} {look} }} {look} }}"
    place = (Evidence(declaration.file.path, declaration.line, declaration.end_line, f"`{declaration.item.label}`"),)
    steps = ("a guard is made", "a second one is made", "the second one is dropped", "the first one is dropped")
    judged = 0
    for before in (True, False):
        seen = observed(case, declaration.file.path, code, [], interrupts=before)
        if seen.stuck is not None:
            return stuck(seen.stuck, place)
        if seen.panic:
            return Finding("undecided", f"it panics: {seen.panic}", None, "panics-elsewhere", place)
        told = [bool(e.of[0]) for e in seen.effects if e.name == "uowgen_on"]
        other = next((e for e in seen.effects if e.name != "uowgen_on"), None)
        if other is not None:
            return undecided("unbound-call", f"what `{other.name}` does is not known", declaration)
        wanted = (False, False, False, before)
        for n in _asked(reading.get("asked"), before):
            judged += 1
            if told[n] is not wanted[n]:
                story = (
                    f"interrupts are {'on' if before else 'off'}",
                    *steps[: n + 1],
                    f"interrupts are {'on' if told[n] else 'off'}",
                )
                return Finding("fails", f"not so: {'; '.join(story)}", "behaviour", "behaves-differently", place, "proved", story)
    return Finding("holds", f"so in {judged} of {judged} looks", "behaviour", None, place, "proved")


def _asked(asked: str, before: bool) -> tuple[int, ...]:
    """The looks that a criterion speaks of: inside of guards, between the ends of nested ones, after the last."""
    if asked == "off":
        return (0, 1)
    if asked == "stay":
        return () if before else (0, 1, 2, 3)
    return {"restore": (3,), "nested": (2, 3), "save": (3,)}[asked]
