"""Enums that are state machines themselves: from every variant each move is made, in the tree's code and in the spec's own beside it.

A move is a method that changes the value, or gives the next one, or says whether it may become another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.verdicts import stuck
from uowgen.claims.subject import find_type
from uowgen.claims.trials.questions import Trials
from uowgen.claims.trials.states import Step, Steps
from uowgen.facts.members import carried, derives_of, methods_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_ASKS = when_used(r"(^|_)(can|may|is_valid|is_allowed|allows|permits|accepts|valid|allowed|legal|is_legal)(_|$)")
_MOST_STATES = 20
_TAKEN = {0: False, 1: True, 2: None}


class Move(NamedTuple):
    """A method that leads from one state to the next: how it does so, whether it is told to which, the statement that tells what it did.

    `how` is `changes` (the value itself), `gives` (the next one) or `asks` (whether it may).
    """

    name: str
    how: str
    told: bool
    static: bool
    result: str


class Moves(NamedTuple):
    """An enum of states, its moves, and what each does in every state, as the tree's code has it and as the spec's own has it.

    `values` has what a call gave as plain Python, by call and state before.
    """

    declaration: Declaration
    moves: tuple[Move, ...]
    ours: Steps
    theirs: Steps | None
    values: dict[tuple[str, str], Any]
    own_values: dict[tuple[str, str], Any]


def only_asks(moves: Moves) -> bool:
    """Whether the enum only says which moves are allowed, so that whoever makes them may do otherwise."""
    return {m.how for m in moves.moves} == {"asks"}


def moves_of(case: Case, states: tuple[str, ...] = (), method: str = "") -> Moves | Finding | None:
    """The enum that has all the `states` and moves of its own, `method` among them if that is named; None if there is none."""
    found = [d for name in _enums(case) for d in find_type(case, name).found if d.item.kind == "enum" and not d.item.in_macro]
    having = []
    for d in found:
        listed = variants_of(d)
        plain = listed.complete and 1 < len(listed.all) <= _MOST_STATES and not any(carried(v) for v in listed.all)
        if plain and set(states) <= {v.name for v in listed.all}:
            own = _moves(case, d)
            if own and (not method or method in {m.name for m in own}):
                having.append((d, own))
    if len(having) != 1:
        return None
    declaration, own = having[0]
    return case.once(f"moves of {declaration.item.name}", lambda: _tabled(case, declaration, own))


def _enums(case: Case) -> list[str]:
    blocks = [d.item.name for f in block_files(case) for d in f.declarations() if d.item.kind == "enum"]
    files = [f for f in (case.code.file(p) for p in files_of(case)) if f is not None]
    return list(dict.fromkeys([*blocks, *(d.item.name for f in files for d in f.declarations() if d.item.kind == "enum")]))


def _moves(case: Case, enum: Declaration) -> tuple[Move, ...]:
    """Its moves: those that the spec's own code shows, if it shows any."""
    name = enum.item.name
    shown_ = {
        d.item.name
        for f in block_files(case)
        for d in f.declarations()
        if d.item.kind == "fn" and d.owner.partition("<")[0] == name
    }
    rows = [
        row
        for d in methods_of(case.code, name, (enum,))
        if d.item.kind == "fn" and " for " not in d.owner and (not shown_ or d.item.name in shown_) and d.condition == "always"
        for row in [_move(d, name)]
        if row is not None
    ]
    return tuple(rows)


def _move(d: Declaration, name: str) -> Move | None:
    receiver = receiver_of(d).replace(" ", "")
    given = [bare_name(p.type.lstrip("&")) for p in parameters_of(d)]
    result = "".join(result_of(d).split())
    head, _, inside = result.partition("<")
    head = head.rpartition("::")[2]
    first = inside.removesuffix(">").partition(",")[0]
    mine = {"Self", name}
    if any(p.type.startswith("&mut") for p in parameters_of(d)) or len(given) > 2 or not set(given) <= mine:
        return None
    if receiver == "&mutself" and len(given) < 2 and head in ("", "()", "bool", "Result", "Option", name, "Self"):
        return Move(d.item.name, "changes", bool(given), False, head)
    if receiver in ("self", "&self") and len(given) < 2:
        if head == "bool" and given and _ASKS.search(d.item.name):
            return Move(d.item.name, "asks", True, False, head)
        if (head in mine or (head in ("Result", "Option") and first in mine)) and not re.search(
            r"(^|_)(prev|min|max)", d.item.name
        ):
            return Move(d.item.name, "gives", bool(given), False, head if head not in mine else "")
    if not receiver and len(given) == 2 and head == "bool" and _ASKS.search(d.item.name):
        return Move(d.item.name, "asks", True, True, head)
    return None


def _tabled(case: Case, enum: Declaration, moves: tuple[Move, ...]) -> Moves | Finding:
    name = enum.item.name
    states = tuple(v.name for v in variants_of(enum).all)
    listed = list(_calls(name, states, moves))
    made = " ".join(f"{n} => {name}::{s}," for n, s in enumerate(states))
    look = (
        f"fn uowgen_look(it: &{name}) -> u8 {{ match *it {{ {', '.join(f'{name}::{s} => {n}' for n, s in enumerate(states))} }} }}"
    )
    steps = " ".join(f"{n} => {{ {told} }}" for n, (_, told, _) in enumerate(listed))
    values = " ".join(
        f"fn uowgen_gave_{n}(s: u8) -> _ {{ let mut it = uowgen_at(s); {value} }}" for n, (_, _, value) in enumerate(listed)
    )
    items = (
        f"fn uowgen_at(s: u8) -> {name} {{ match s {{ {made} _ => panic!() }} }} {look} "
        f"fn uowgen_move(s: u8, op: u8) -> u8 {{ let mut it = uowgen_at(s); match op {{ {steps} _ => 0 }} }} {values} "
        f"fn uowgen_start() -> u8 {{ uowgen_look(&{name}::default()) }}"
    )
    trials = Trials(case, enum, items)
    trials.settled("uowgen_move", [(s, op) for s in range(len(states)) for op in range(len(listed))][:60])
    sides: list[tuple[Steps, dict[tuple[str, str], Any]] | None] = []
    for side in (trials.ours, trials.theirs):
        if side is None:
            sides.append(None)
            continue
        rows: list[Step] = []
        gave: dict[tuple[str, str], Any] = {}
        for n, before in enumerate(states):
            for op, (call, _, _) in enumerate(listed):
                told, panic, reason = trials.asked(side, 0, "uowgen_move", (n, op))
                if reason is not None:
                    return stuck(reason, (shown(enum),))
                answer, after = divmod(told, 32) if isinstance(told, int) and not panic else (0, n)
                rows.append(Step(call, _TAKEN[answer], before, states[after], (f"{name}::{before}", call)))
                gave[call, before] = trials.asked(side, 0, f"uowgen_gave_{op}", (n,))[0]
        first = trials.asked(side, 0, "uowgen_start", ())[0] if _has_default(case, enum) else None
        begun = states[first] if isinstance(first, int) else ""
        sides.append((Steps(enum, states, begun, tuple(rows)), gave))
    ours, theirs = sides
    if ours is None:
        return undecided("unsupported-code", f"`{name}` cannot be run", enum)
    return Moves(enum, moves, ours[0], theirs[0] if theirs else None, ours[1], theirs[1] if theirs else {})


def _has_default(case: Case, enum: Declaration) -> bool:
    written = any(d.item.name.startswith("Default for") for d in case.code.impls_of(enum.item.name))
    return (
        written or "Default" in derives_of(enum) or any("::Default for" in d.item.name for d in case.code.impls_of(enum.item.name))
    )


def _calls(name: str, states: tuple[str, ...], moves: tuple[Move, ...]) -> Iterator[tuple[str, str, str]]:
    """Each call as people write it; statements that give 32 times the answer (0 refused, 1 taken, 2 not told) and the state; the value it gives."""
    for move in moves:
        for target in states if move.told else ("",):
            given = f"{name}::{target}" if target else ""
            call = f"{name}::{move.name}(it, {given})" if move.static else f"it.{move.name}({given})"
            label = f"{move.name}({target})"
            look = "uowgen_look(&it)"
            if move.how == "asks":
                told = f"if {call} {{ 32 + uowgen_look(&{given}) }} else {{ {look} }}"
            elif move.how == "changes":
                answer = {
                    "bool": "let a = if r { 1 } else { 0 };", "Result": "let a = if r.is_ok() { 1 } else { 0 };",
                    "Option": "let a = if r.is_some() { 1 } else { 0 };",
                }.get(move.result, "let a = 2; let _ = r;")  # fmt: skip
                told = f"let r = {call}; {answer} 32 * a + {look}"
            elif move.result:
                some = "Ok(n)" if move.result == "Result" else "Some(n)"
                told = f"match {call} {{ {some} => 32 + uowgen_look(&n), _ => {look} }}"
            else:
                told = f"64 + uowgen_look(&{call})"
            yield label, told, call


__all__ = ["Move", "Moves", "moves_of"]
