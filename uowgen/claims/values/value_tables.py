"""What the functions of an enum give for each of its values, as the tree's code and as the spec's own code have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.runs.own_code import code_of_spec, code_of_tree
from uowgen.claims.subject import find_type
from uowgen.facts.members import variants_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.program import Program
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

Table = dict[object, object]  # what a function gives, by what it is given
_MOST_VARIANTS = 64
_FROM = when_used(r"\bimpl\s+From<\s*([\w:]+)\s*>\s+for\s+([\w:]+)")
_NUMBER = when_used(r"-?\b(?:0x[0-9a-fA-F_]+|[0-9][0-9_]*)\b")


class Function(NamedTuple):
    """A function of the enum: what sentences call it, the code that calls it (empty: by its name), and what the spec's code of it names."""

    label: str
    probe: str
    takes: str  # `self`, a type of numbers, or an enum outside
    uses: frozenset[str]


class Tables(NamedTuple):
    """All functions of an enum that could be asked for every value, next to the same in the spec's own code."""

    declaration: Declaration
    variants: frozenset[str]
    functions: dict[str, Function]
    shown: dict[str, Table]
    actual: dict[str, Table]


def tables_of(case: Case) -> Tables | None:
    """The tables of the one enum with functions that the spec's blocks declare; None if there is none, or it carries anything."""
    return case.once("value tables", lambda: _tables(case))


def _tables(case: Case) -> Tables | None:
    declaration = _declaration(case)
    if declaration is None:
        return None
    name = declaration.item.name
    functions = _functions(case, name)
    probes = "\n" + "\n".join(f.probe for f in functions if f.probe) + "\n"
    ours, theirs = code_of_tree(case, declaration, probes), code_of_spec(case, declaration, probes)
    if ours is None or theirs is None:
        return None
    variants = frozenset(v.name for v in variants_of(declaration).all)
    numbers = _numbers(ours, theirs)
    shown: dict[str, Table] = {}
    actual: dict[str, Table] = {}
    for function in functions:
        first, second = (_table(p, name, function, numbers, (ours, theirs)) for p in (theirs, ours))
        if first and second:
            shown[function.label], actual[function.label] = first, second
    return Tables(declaration, variants, {f.label: f for f in functions}, shown, actual) if shown else None


def _declaration(case: Case) -> Declaration | None:
    found = {
        d.item.name
        for f in block_files(case)
        for d in f.declarations()
        if d.item.kind == "enum" and not d.owner and not d.item.in_macro
    }
    owners = {
        d.owner.rpartition(" for ")[2].partition("<")[0] for f in block_files(case) for d in f.declarations() if d.item.kind == "fn"
    }
    names = sorted(found & owners)
    subject = find_type(case, names[0]).found if len(names) == 1 else ()
    if len(subject) != 1 or subject[0].item.kind != "enum" or subject[0].item.in_macro:
        return None
    listed = variants_of(subject[0])
    plain = listed.complete and 0 < len(listed.all) <= _MOST_VARIANTS and not any(v.type for v in listed.all)
    return subject[0] if plain else None


def _functions(case: Case, name: str) -> list[Function]:
    """The functions of the spec's own code that can be asked: of one value of the enum, of one number, of one value of another enum."""
    from uowgen.facts.signature import parameters_of, receiver_of

    found: list[Function] = []
    for file in block_files(case):
        for d in file.declarations():
            if d.item.kind != "fn" or d.owner.rpartition(" for ")[2].partition("<")[0] != name:
                continue
            uses = frozenset(re.findall(r"\w+", file.rust.text(d.item.node)))
            given = parameters_of(d)
            if d.owner == f"Display for {name}" or d.owner.endswith(f"::Display for {name}"):
                probe = f'fn uowgen_shown(it: {name}) -> String {{ format!("{{}}", it) }}'
                found.append(Function("Display", probe, "self", uses))
            elif " for " in d.owner:
                continue
            elif receiver_of(d) and not given:
                found.append(Function(d.item.name, "", "self", uses))
            elif not receiver_of(d) and len(given) == 1:
                found.append(Function(d.item.name, "", given[0].type, uses))
        text = file.rust.source.data.decode("utf-8", "replace")
        for n, (source, target) in enumerate(_FROM.findall(text)):
            if name in (source, target):
                probe = f"fn uowgen_made_{n}(it: {source}) -> {target} {{ <{target} as From<{source}>>::from(it) }}"
                body = text.partition(f"From<{source}> for {target}")[2].partition("\nimpl")[0]
                label = f"From<{source}> for {target}"
                found.append(Function(label, probe, "self" if source == name else source, frozenset(re.findall(r"\w+", body))))
    return found


def _numbers(*programs: Program) -> list[int]:
    """The numbers that the code names, and those beside them: what a function of numbers is asked."""
    found = {0}
    for program in programs:
        for module in program.modules.values():
            for text in _NUMBER.findall(module.file.source.data.decode("utf-8", "replace")):
                number = _read(text)
                if abs(number) < 1 << 15:
                    found.update(sign * (number + more) for sign in (1, -1) for more in (-1, 0, 1))
    return sorted(found)[:400]


def _read(text: str) -> int:
    """The number that is written so; 0 for what only looks like one, as the `-03` of a date in a comment."""
    try:
        return int(text.replace("_", ""), 0)
    except ValueError:
        return 0


def _table(program: Program, name: str, function: Function, numbers: list[int], both: tuple[Program, ...]) -> Table | None:
    """What `function` gives for everything that it can be given; None if that cannot be told."""
    from uowgen.behaviour.foreign import Thing
    from uowgen.behaviour.integers import INTS
    from uowgen.behaviour.lives import named_variants
    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outside import Outside, OutsideMachine, Script
    from uowgen.behaviour.values import make

    declared = program.type(name)
    if declared is None:
        return None
    world = Outside(Script(), {}, named_variants(*both))
    machine = OutsideMachine(program, world, Limits(steps=20_000))
    givens: list[tuple[object, object]] = []
    if function.takes == "self":
        givens = [(variant, make(shape, [])) for variant, shape in declared.shapes.items()]
    elif function.takes in INTS:
        kind = INTS[function.takes]
        givens = [(n, kind(n)) for n in numbers if n >= 0 or function.takes.startswith("i")]
    else:
        last = function.takes.rpartition("::")[2]
        givens = [(v, Thing(world, v, v)) for v in world.variants.get(last, ())]
    if not givens:
        return None
    called = _call(machine, name, function)
    found: Table = {}
    for said, given in givens:
        result = _asked(machine, world, called, given)
        if result is None:
            return None
        found[said] = result[0]
    return found


def _call(machine: OutsideMachine, name: str, function: Function) -> Callable[[object], object]:
    if function.probe:
        probe = function.probe.partition("fn ")[2].partition("(")[0]
        return lambda given: machine.call(probe, [given])
    if function.takes == "self":
        return lambda given: machine.call_method(given, function.label, [])
    return lambda given: machine.call(f"{name}::{function.label}", [given])


def _asked(machine: object, world: object, called: Callable[[object], object], given: object) -> tuple[object] | None:
    from uowgen.behaviour.foreign import shown
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown

    try:
        return (shown(called(given)),)
    except RustPanic as panic:
        return (("panics", panic.message),)
    except (Undecidable, Unknown):
        return None
