"""Claim: a function passes certain arguments to another one: an ordering, a flag, a constant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name, called
from uowgen.claims.subject import one_function
from uowgen.facts.calls import call_nodes, calls_in
from uowgen.facts.uses import integer
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading

_VERBS = {"stores": "store", "loads": "load", "swaps": "swap", "fetches": "load"}


def decide(reading: Reading, case: Case) -> Finding:
    """By the arguments as they are written. Fails only where each call has another one of the same sort in that place."""
    if reading.get("act"):
        return _by_address(reading, case)
    wanted = called(reading.get("callee")) or _VERBS[reading.get("verb")]
    name = bare_name(reading.get("caller"))
    if not wanted.rpartition("::")[2].rpartition(".")[2][:1].islower():
        return undecided("not-understood", f"`{wanted}` is not written as a function is")
    function = one_function(case, reading.get("caller"))
    if isinstance(function, Finding):
        return function
    body = function.item.node.child_by_field_name("body")
    if body is None:
        return undecided("no-body", f"`{name}` has no body", function)
    made = call_nodes(function.file, body, wanted)
    if not made:
        if any(c.matches(wanted) for c in calls_in(function.file, body)):
            return undecided("inside-macro", f"`{wanted}` stands inside a macro call", function)
        return fails("call-not-found", f"`{name}` does not call `{wanted}`", function)
    asked = [_plain(value) for value in (*reading.list("value"), *reading.list("args"))]
    others: list[Evidence] = []
    for node, call in made:
        given = node.child_by_field_name("arguments")
        passed = [_plain(function.file.rust.text(a)) for a in given.named_children] if given is not None else []
        place = Evidence(call.file, call.line, call.line, f"`{call.path}({', '.join(passed)})`")
        if all(any(_same(a, one) for one in passed) for a in asked):
            return holds(f"`{name}` passes {_listed(asked)} to `{wanted}`", evidence=(place,))
        missing = [a for a in asked if not any(_same(a, one) for one in passed)]
        if len(passed) == len(asked) and all(integer(a) is not None for a in (*asked, *passed)):  # plain numbers, and others
            others.append(place)
            continue
        if all(any(_rivals(a, one) for one in passed) for a in missing):
            others.append(place)
    sure = sum(c.matches(wanted) for c in calls_in(function.file, body)) == len(made)
    if len(others) == len(made) and sure:
        return fails("other-argument", f"`{name}` passes another argument to `{wanted}`", evidence=tuple(others))
    return undecided("depends-on-the-path", f"what `{name}` passes to `{wanted}` is not written as {_listed(asked)}", function)


_WAITS = {"sleeps": "sleep", "waits": "wait", "blocks": "block", "parks": "park", "spins": "spin"}


def _by_address(reading: Reading, case: Case) -> Finding:
    """“`wait()` sleeps on the address of `flag`”: a call of that verb is given the place of what is named."""
    verb, name = _WAITS[reading.get("act")], bare_name(reading.get("caller"))
    what = bare_name(reading.get("args"))
    function = one_function(case, reading.get("caller"))
    if isinstance(function, Finding):
        return function
    body = function.item.node.child_by_field_name("body")
    made = calls_in(function.file, body) if body is not None else ()
    mine = sorted({last for c in made if verb in (last := c.path.replace("::", ".").rpartition(".")[2]).split("_")})
    if not mine:
        return undecided("depends-on-the-path", f"`{name}` calls nothing that is called `{verb}`", function)
    idle: list[Evidence] = []
    assert body is not None
    for node, call in (pair for last in mine for pair in call_nodes(function.file, body, last)):
        given = node.child_by_field_name("arguments")
        passed = [_plain(function.file.rust.text(a)) for a in given.named_children] if given is not None else []
        place = Evidence(call.file, call.line, call.line, f"`{call.path}({', '.join(passed)})`")
        if any(_is_address(one, what) for one in passed):
            return holds(f"`{name}` passes the address of `{what}` to `{call.path}`", evidence=(place,))
        idle += [place] if not passed else []
    if len(idle) == sum(c.path.replace("::", ".").rpartition(".")[2] in mine for c in made):
        return fails("other-argument", f"`{name}` passes nothing to it", evidence=tuple(idle))
    return undecided("depends-on-the-path", f"whether the address of `{what}` is passed is not plain", function)


def _is_address(given: str, what: str) -> bool:
    """Whether an argument is the address of a field or variable: `&self.x`, `self.x.as_ptr()`, `addr_of!(self.x)`, with casts behind it."""
    bare = given.partition("as*")[0]
    while (cast := bare.rpartition("as"))[1] and cast[2] in ("usize", "u64", "u32"):
        bare = cast[0]
    place = rf"(?:self\.)?(?:\w+\.)*{re.escape(what)}"
    return (
        re.fullmatch(
            rf"(?:&(?:rawconst|rawmut|mut)?{place}|{place}\.(?:as_ptr|as_mut_ptr|addr)\(\)|(?:core::ptr::|ptr::)?addr_of(?:_mut)?!\({place}\))",
            bare,
        )
        is not None
    )


def _listed(asked: list[str]) -> str:
    return " and ".join(f"`{a}`" for a in asked)


def _plain(text: str) -> str:
    return "".join(text.split())


def _same(asked: str, given: str) -> bool:
    number = integer(asked)
    return given == asked or given.endswith(f"::{asked}") or (number is not None and number == integer(given))


def _rivals(asked: str, given: str) -> bool:
    """Whether `given` is written where `asked` would be: another variant of the enum, the other of `true` and `false`."""
    if {asked, given} == {"true", "false"}:
        return True
    owner, _, last = asked.rpartition("::")
    other, _, rest = given.rpartition("::")
    return (
        bool(owner)
        and owner.rpartition("::")[2] == other.rpartition("::")[2]
        and last != rest
        and last[:1].isupper() == rest[:1].isupper()
    )


KIND = Kind(
    "calls_with",
    "a function passes an argument to another one",
    (
        "<caller:name> <noun>? @use <callee:name> <noun2:noun>? with|using|passing <args:any> <noun3:noun>? ordering|memory*",
        "<caller:name> <noun>? passes <args:any> @to <callee:name> <noun2:noun>?",
        "<args:any> @be* passed @to <callee:name> <noun2:noun>? by|in <caller:name>",
        "<caller:name> <noun>? <act:waitverb> on|at address|pointer of|to <args:any>",
        "<caller:name> <noun>? stores <value:literals> with|using <args:any> ordering|memory* ; verb=stores",
        "<caller:name> <noun>? stores with|using <args:any> ordering|memory* ; verb=stores",
        "<caller:name> <noun>? loads with|using <args:any> ordering|memory* ; verb=loads",
        "<caller:name> <noun>? stores <value:value> with|using <args:any> ordering|memory* ; verb=stores",
    ),
    (
        "`try_lock` uses `compare_exchange` with `Ordering::Acquire`",
        "`unlock` stores `false` with `Ordering::Release`",
        "`spawn` passes `DEFAULT_PRIORITY` to `Task::new`",
    ),
    decide,
    ("caller",),
    asks_all=True,
)
