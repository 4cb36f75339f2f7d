"""Decides that one arm refuses what comes from another than it should: “`Erase` from any task other than the owner fails with `Denied`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import words_below
from uowgen.claims.bodies.places import reached_from
from uowgen.claims.bodies.presence import arm_of
from uowgen.claims.bodies.words import FILLERS, form
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.bodies.presence import Where
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.grammar import Node

_APART = (" other than ", " but ", " except ", " except for ", " apart from ", " that is not ", " which is not ")
_ANY = frozenset("any every each all another other anyone anybody".split())


def takes(reading: Reading) -> bool:
    """Whether the words say who is refused, and who is not."""
    return _parties(reading.get("who")) is not None


def _parties(text: str) -> tuple[set[str], set[str]] | None:
    """“any task other than the owner”: the words of what is asked, and of what it must be."""
    for mark in _APART:
        left, found, right = f" {text.lower()} ".partition(mark)
        if found:
            one, other = (
                {form(w) for w in side.replace("`", " ").split() if w not in _ANY and w not in FILLERS and w.isalnum()}
                for side in (left, right)
            )
            return (one, other) if other else None
    return None


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where the arm does nothing before it refuses so; fails where neither it nor what it calls knows the error."""
    parties, name = _parties(reading.get("who")), bare_name(reading.get("name"))
    if parties is None:
        return undecided("not-understood", f"“{reading.get('who')}” does not say who is refused")
    where = arm_of(name, reading._replace(slots={"name": reading.get("name")}), case)
    if isinstance(where, Finding):
        return where
    error = bare_name(reading.get("error").removeprefix("Err(").rstrip(")"))
    first = min(where.body.steps, key=lambda step: step.node.start_byte, default=None)
    if first is not None and first.sort == "call":  # what the condition itself calls
        first = next((s for s in where.body.steps if s.sort == "refusal" and s.node.start_byte <= first.node.start_byte), first)
    asked = first.node.child_by_field_name("condition") if first is not None and first.sort == "refusal" else None
    then = first.node.child_by_field_name("consequence") if first is not None else None
    if first is not None and asked is not None and then is not None:
        line = where.function.file.rust.source.line_of(first.node.start_byte)
        place = (Evidence(where.function.file.path, line, line, "refused here"),)
        refused = f"{error}" in "".join(c if c.isalnum() or c == "_" else " " for c in where.function.file.rust.text(then)).split()
        if refused and _parts_them(asked, parties, where):
            return holds(f"{where.called} refuses it with `{error}` at line {line}", evidence=place)
        return undecided("depends-on-the-path", f"{where.called} refuses something else first", evidence=place)
    return _unknown(error, where, case)


def _parts_them(condition: Node, parties: tuple[set[str], set[str]], where: Where) -> bool:
    """`task.id() != OWNER`: whether one is compared with the other."""
    operator = condition.child_by_field_name("operator")
    sides = [condition.child_by_field_name(f) for f in ("left", "right")]
    if condition.type != "binary_expression" or operator is None or operator.text != b"!=" or None in sides:
        return False
    words = [set(words_below(where.function.file, side)) for side in sides if side is not None]
    one, other = parties
    return any(one <= words[n] | words[1 - n] and other <= words[1 - n] for n in (0, 1))


def _unknown(error: str, where: Where, case: Case) -> Finding:
    file, root = where.function.file, where.part
    reached = reached_from(case, file, root, where.function.item.name)
    texts = [file.rust.text(root), *(d.text for d in reached or ())]
    if reached is None or any(error in text or "?" in text for text in texts):
        return undecided("depends-on-the-path", f"whether {where.called} refuses it is not followed", where.function)
    return fails("act-not-found", f"neither {where.called} nor what it calls gives `{error}`", where.function)
