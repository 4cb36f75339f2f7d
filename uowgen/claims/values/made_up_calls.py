"""Decides “returns V if C” for methods, and functions that take types of the tree, by calling them on made-up values.

A receiver that nobody could make proves no failure: with private fields a claim fails only if every value that meets the condition
contradicts it.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE, parses, probed
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.sentences.made_up_words import ME, Known, condition_of_words
from uowgen.claims.subject import find_type
from uowgen.claims.values.made_up import Domain, Maker
from uowgen.claims.values.overflows import overflowing
from uowgen.claims.values.unknown_values import unknown_values
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.constants import value_of
from uowgen.facts.members import fields_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_MOST = 1_500
ENDS = ("panics", "survives")  # what can be claimed of a call but its value


class _Taken(NamedTuple):
    """What the function takes: name in the probe, type, how it is passed on, and the values."""

    name: str
    type: str
    domain: Domain


def by_made_up(reading: Reading, case: Case, function: Declaration) -> Finding:
    """Calls `function` with every combination of made-up values that meets the condition."""
    said, asked = reading.get("condition"), reading.get("value")
    value = asked if asked in ENDS else pattern_of(case, function, asked)
    owner = bare_name(function.owner.rpartition(" for ")[2])
    holder = find_type(case, owner).found if owner else ()
    if owner and len(holder) != 1:
        return undecided("subject-ambiguous", f"which `{owner}` is meant is not clear", function)
    if not value:
        return undecided(
            "not-understood", f"`{reading.get('value')}` is not a value that `{function.item.name}` could give", function
        )
    if any(p.startswith("mod ") for p in function.item.path):
        return undecided("unsupported-code", f"`{function.item.name}` stands in a module of its own", function)
    condition = condition_of_words(said, known_of(case, function, holder)) or unknown_values(said, case, function)
    condition = condition or overflowing(said, function, plain=value not in ENDS).replace("self.", f"{ME}.")
    if not condition:
        return undecided("not-understood", f"“{said}” is no condition on what `{function.item.name}` takes", function)
    return tried(case, function, value, condition)


def tried(
    case: Case,
    function: Declaration,
    value: str,
    condition: str,
    *,
    given: Mapping[str, tuple[str, ...]] | None = None,
    receivers: tuple[str, ...] = (),
    agreed: bool = False,
) -> Finding:
    """Calls `function` with every combination of made-up values that meets `condition`, a Rust expression, and looks for the pattern `value`.

    `given` are the arguments that are said, `receivers` the values that it is called on where they are not made up. Where only some
    calls give the value the claim fails; `agreed`: it is then open which of them are meant.
    """
    owner = bare_name(function.owner.rpartition(" for ")[2])
    told = [text for row in (given or {}).values() for text in row]
    maker = Maker(case, _numbers(case, function, " ".join([*told, condition, value])), _spoken(function), function.file.path)
    maker.focus = frozenset(re.findall(r"\w+", f"{_with_callees(case, function, owner)} {condition}"))
    taken: list[_Taken] = []
    wanted = [(ME, owner)] if receiver_of(function) else []
    for name, kind in [*wanted, *((p.name, p.type) for p in parameters_of(function))]:
        said = receivers if name == ME else (given or {}).get(name, ())
        domain = Domain(said, True, True) if said else maker.domain(kind) if name.isidentifier() else None
        if domain is None:
            return undecided("unsupported-code", f"`{function.item.name}` takes a `{kind}`, which cannot be made up here", function)
        taken.append(_Taken(name, kind, domain))
    count = 1
    for one in taken:
        count *= len(one.domain.values)
    if count > _MOST:
        return undecided("unsupported-code", f"`{function.item.name}` takes more than can be tried here", function)
    return _judged(case, function, taken, condition, value, agreed=agreed)


def spoken_condition(reading: Reading, case: Case, function: Declaration) -> str:
    """The condition that the words of a criterion mean, as code of the function without white space; empty if they are not understood."""
    owner = bare_name(function.owner.rpartition(" for ")[2])
    holder = find_type(case, owner).found if owner else ()
    known = known_of(case, function, holder if len(holder) == 1 else ())
    return "".join(condition_of_words(reading.get("condition"), known).replace(ME, "self").split())


def _judged(case: Case, function: Declaration, taken: list[_Taken], condition: str, value: str, *, agreed: bool) -> Finding:
    code = _probe(function, taken, condition, value)
    if not parses(code):
        return undecided("not-understood", f"`{value}` or `{condition}` is no expression", function)
    rows = list(product(*(range(len(one.domain.values)) for one in taken)))
    place = (Evidence(function.file.path, function.line, function.end_line, f"`{function.item.label}`"),)
    right = 0
    wrong: list[str] = []
    made = _probe(function, taken, condition, "made")
    for row, result in zip(rows, probed(case, function.file.path, code, rows), strict=True):
        if result.stuck is not None:
            return stuck(result.stuck, place)
        panicked = bool(result.panic)
        if panicked and probed(case, function.file.path, made, [row])[0].panic:  # there is no such value
            continue
        if result.value == 1 or (panicked and value == "panics"):
            right += 1
        elif panicked or result.value == 2:
            shown = ", ".join(one.domain.values[n] for one, n in zip(taken, row, strict=True))
            ends = "does not panic" if value == "panics" else f"panics: {result.panic}" if panicked else f"is not `{value}`"
            wrong.append(f"{function.item.name}({shown}) {ends}")
    free, whole = all(one.domain.free for one in taken), all(one.domain.whole for one in taken)
    if not right and not wrong:
        return Finding("undecided", f"no value that was tried meets `{_told(condition)}`", None, "vacuous", place)
    if wrong and right and agreed:
        why = f"so in {right} of {right + len(wrong)} calls that could be meant; not in {wrong[0]}"
        return Finding("undecided", why, None, "depends-on-the-path", place, scenario=(wrong[0],))
    if wrong and (free or not right) and (free or value == "panics" or not all(" panics: " in w for w in wrong)):
        return Finding("fails", wrong[0], "behaviour", "behaves-differently", place, "proved", (wrong[0],))
    if wrong:
        why = f"{wrong[0]}; whether there can be such a value is not known"
        return Finding("undecided", why, None, "maybe-not-reachable", place, scenario=(wrong[0],))
    told = f"so in {right} of {right} calls" + (f" that meet `{_told(condition)}`" if condition != "true" else "")
    return Finding("holds", told, "behaviour", None, place, "proved" if whole else "bounded")


def _told(condition: str) -> str:
    return condition.replace("uowgen_self", "self")


def _probe(function: Declaration, taken: list[_Taken], condition: str, value: str) -> str:
    """The items of the probe: a maker for each thing taken, and the function that calls with what they make."""
    items = []
    lines = []
    names = []
    for number, one in enumerate(taken):
        borrowed = one.type.startswith("&") and not one.type.startswith(("&str", "&'static str"))
        arms = " ".join(f"{n} => {v}," for n, v in enumerate(one.domain.values))
        if borrowed:
            strip = len("&mut ") if one.domain.values[0].startswith("&mut ") else 1
            kind = one.type[1:].lstrip().removeprefix("mut ")
            arms = " ".join(f"{n} => {v[strip:]}," for n, v in enumerate(one.domain.values))
            items.append(f"fn uowgen_made_{number}(n: u32) -> {kind} {{ match n {{ {arms} _ => panic!() }} }}")
            lines.append(f"let mut {one.name} = uowgen_made_{number}(uowgen_{number});")
            names.append(f"{'&mut ' if strip > 1 else '&'}{one.name}")
        else:
            items.append(f"fn uowgen_made_{number}(n: u32) -> {one.type} {{ match n {{ {arms} _ => panic!() }} }}")
            lines.append(f"let mut {one.name} = uowgen_made_{number}(uowgen_{number});")
            names.append(one.name)
    if taken and taken[0].name == ME:
        call = f"uowgen_self.{function.item.name}({', '.join(names[1:])})"
    else:
        owner = function.owner.rpartition(" for ")[2]
        call = f"{owner + '::' if owner else ''}{function.item.name}({', '.join(names)})"
    given = ", ".join(f"uowgen_{n}: u32" for n in range(len(taken)))
    ends = {"panics": f"let _ = {call}; 2", "survives": f"let _ = {call}; 1", "made": "1"}
    body = f"if !({condition}) {{ return 0; }} " + ends.get(value, f"if matches!({call}, {value}) {{ 1 }} else {{ 2 }}")
    return "\n".join([*items, f"fn {PROBE}({given}) -> u8 {{ {' '.join(lines)} {body} }}"])


def known_of(case: Case, function: Declaration, holder: tuple[Declaration, ...]) -> Known:
    """What the words of a condition can speak of."""
    owner = holder[0].item.name if holder and receiver_of(function) else ""
    fields = {f.name: f.type for f in fields_of(holder[0]).all} if owner and holder[0].item.kind == "struct" else {}
    tests = frozenset(
        d.item.name
        for d in (methods_of(case.code, owner, holder) if owner else ())
        if result_of(d) == "bool" and receiver_of(d) == "&self" and not parameters_of(d)
    )
    parameters = {p.name: p.type for p in parameters_of(function)}
    variants: dict[str, dict[str, str]] = {}
    for kind in {owner, *fields.values(), *parameters.values()}:
        bare = bare_name(kind.removeprefix("&").removeprefix("mut ").strip())
        found = find_type(case, bare).found if bare[:1].isupper() and "<" not in kind else ()
        if len(found) == 1 and found[0].item.kind == "enum":
            variants[bare] = {v.name: v.type.partition("=")[0].strip() for v in variants_of(found[0]).all}
    return Known(owner, fields, parameters, tests, variants)


def _spoken(function: Declaration) -> frozenset[str]:
    """The names that are read as fields anywhere in the file: behind a dot, in a pattern, among the tokens of a macro call."""
    text = function.file.rust.text
    found: set[str] = set()
    stack = [function.file.rust.root]
    while stack:
        node = stack.pop()
        if node.type == "field_expression":
            found.add(text(node.child_by_field_name("field") or node))
        elif node.type in ("field_pattern", "token_tree"):
            found |= set("".join(c if c.isalnum() or c == "_" else " " for c in text(node)).split())
        stack.extend(node.named_children)
    return frozenset(found)


def _with_callees(case: Case, function: Declaration, owner: str) -> str:
    """The text of a function and of the methods of the same type that it may call."""
    methods = {d.item.name: d for d in methods_of(case.code, owner, find_type(case, owner).found)} if owner else {}
    texts, left = [function.text], [function.text]
    while left:
        for name in re.findall(r"\b(\w+)\s*\(", left.pop()):
            if name in methods and methods[name].text not in texts:
                texts.append(methods[name].text)
                left.append(methods[name].text)
    return " ".join(texts)


def numbers_of(case: Case, function: Declaration) -> tuple[int, ...]:
    """The integers that the function's body names, constants by their values."""
    return _numbers(case, function, "")


def _numbers(case: Case, function: Declaration, condition: str) -> tuple[int, ...]:
    """The integers that the condition and the function's body compare with, constants by their values; those of the condition first."""
    found: list[int] = [2**64 - 1, 2**32 - 1] if ".checked_" in condition else []
    for text in (condition, function.text):
        for word in "".join(c if c.isalnum() or c == "_" else " " for c in text).split():
            value = integer(word)
            if value is None and len(word) > 1 and word.isupper():
                named = [d for d in case.code.declared(word, (function.file.path,)) if d.item.kind == "const"]
                value = value_of(case.code, named[0]) if len(named) == 1 and not named[0].item.in_macro else None
                node = named[0].item.node.child_by_field_name("value") if len(named) == 1 and value is None else None
                if node is not None and node.type == "integer_literal":  # of a type by another name
                    value = integer(named[0].file.rust.text(node))
            if value is not None and value not in found:
                found.append(value)
    return tuple(found[:6])
