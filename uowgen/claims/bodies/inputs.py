"""Decides whether a function looks at one of the things that it has by name: a parameter, a variable that is bound once, a field, a static.

What stands between the brackets of a macro call may be looked at; then nothing is said.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.places import reached_from
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method, find_type
from uowgen.facts.members import fields_of
from uowgen.facts.signature import parameters_of
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.grammar import Node

_FILLERS = frozenset("the its a an any own given passed".split())
_BINDING = frozenset("let_declaration parameter tuple_pattern ref_pattern mut_pattern for_expression".split())


class _Seen(NamedTuple):
    """Where a name stands in a body: as a field or path, as a variable, where it is bound, and whether a macro call has it."""

    fields: tuple[Node, ...]
    variables: tuple[Node, ...]
    bound: tuple[Node, ...]
    hidden: bool


def thing_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    """“`flags`” as a name, “the UDP table” as the forms of its words; None for anything longer, or with a denial in it."""
    pieces = text.split("`")
    plain = [w for n in range(0, len(pieces), 2) for w in pieces[n].lower().split() if w not in _FILLERS]
    if len(pieces) == 3:
        name = pieces[1].strip().removeprefix("self.").removesuffix("()")
        rest = [w for w in plain if w not in ("argument", "parameter", "field", "table", "lock", "static", "counter", "list")]
        return (name, ()) if name.isidentifier() and not rest else None
    if len(pieces) == 1 and 0 < len(plain) < 4 and all(w.isalpha() for w in plain):
        return "", tuple(form(w) for w in plain if w not in ("argument", "parameter"))
    return None


def takes(reading: Reading) -> bool:
    """Whether one thing is spoken of."""
    thing = thing_in(reading.get("thing"))
    return thing is not None and bool(thing[0] or thing[1])


def decide(reading: Reading, case: Case) -> Finding:
    """`how` is `ignored`, `heeded`, or `never` touched. Fails and holds only by what the body plainly has or lacks."""
    thing, name = thing_in(reading.get("thing")), bare_name(reading.get("name"))
    subject = find_method(case, reading.get("name"))
    if thing is None or len(subject.found) != 1 or subject.found[0].item.kind != "fn" or subject.found[0].item.in_macro:
        return undecided("subject-ambiguous", f"which `{name}` is meant is not clear", *subject.found[:3])
    function = subject.found[0]
    body = function.item.node.child_by_field_name("body")
    if body is None:
        return undecided("no-body", f"`{name}` has no body", function)
    if reading.get("how") == "never":
        return _never(function, body, thing, case)
    own = _own(function, body, thing)
    if not own:
        return undecided("no-subject", f"`{name}` has no parameter or variable of which that is plainly said", function)
    seen = _seen(function, body, own)
    unused = not seen.hidden and not seen.variables
    if unused:
        told = f"`{name}` never looks at `{own}`"
        return fails("act-not-found", told, function) if reading.get("how") == "heeded" else holds(told, function)
    return undecided("depends-on-the-path", f"`{name}` has `{own}` in its body; what comes of it is not known", function)


def _own(function: Declaration, body: Node, thing: tuple[str, tuple[str, ...]]) -> str:
    """The one parameter, or variable that is bound once, that is meant."""
    name, words = thing
    names = {p.name for p in parameters_of(function)} | set(_bindings(function, body))
    found = {n for n in names if (n.lstrip("_") == name.lstrip("_") if name else parts(n.lstrip("_")) == words)}
    return found.pop() if len(found) == 1 else ""


def _bindings(function: Declaration, body: Node) -> list[str]:
    """The names that a `let` binds, each time that it does; those that are bound twice are left out."""
    found: list[str] = []
    for node, live in nodes_in(function.file, body):
        pattern = node.child_by_field_name("pattern") if node.type == "let_declaration" and live else None
        stack = [pattern] if pattern is not None else []
        while stack:
            one = stack.pop()
            if one.type == "identifier":
                found.append(function.file.rust.text(one))
            stack.extend(c for c in one.named_children if c.type in ("identifier", "tuple_pattern", "mut_pattern"))
    return [n for n in found if found.count(n) == 1]


def _seen(function: Declaration, body: Node, name: str) -> _Seen:
    fields: list[Node] = []
    variables: list[Node] = []
    bound: list[Node] = []
    hidden = False
    for node, _ in nodes_in(function.file, body):
        text = function.file.rust.text(node) if node.child_count == 0 or node.type == "token_tree" else ""
        if node.type == "token_tree" and name in "".join(c if c.isalnum() or c == "_" else " " for c in text).split():
            hidden = True
        if text != name or _in_tokens(node):
            continue
        if node.type == "field_identifier":
            fields.append(node)
        elif node.type in ("identifier", "shorthand_field_identifier"):
            (bound if _is_bound(node) else variables).append(node)
    return _Seen(tuple(fields), tuple(variables), tuple(bound), hidden)


def _in_tokens(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "token_tree"


def _is_bound(node: Node) -> bool:
    """Whether a name stands in the pattern of a `let`."""
    at = node
    while at.parent is not None and at.parent.type in ("tuple_pattern", "mut_pattern"):
        at = at.parent
    parent = at.parent
    return parent is not None and parent.type == "let_declaration" and parent.child_by_field_name("pattern") == at


def _never(function: Declaration, body: Node, thing: tuple[str, tuple[str, ...]], case: Case) -> Finding:
    name = thing[0] or _field(function, thing[1], case)
    called = function.item.name
    if not name:
        return undecided("no-subject", f"which thing `{called}` is to leave alone is not clear", function)
    seen = _seen(function, body, name)
    if seen.fields or (name.isupper() and seen.variables):
        line = function.file.rust.source.line_of((*seen.fields, *seen.variables)[0].start_byte)
        place = Evidence(function.file.path, line, line, f"`{name}`")
        return fails("act-found", f"`{called}` has `{name}` at line {line}", evidence=(place,))
    reached = reached_from(case, function.file, body, called)
    if seen.hidden or seen.variables or seen.bound or reached is None or _macros(function, body):
        return undecided("depends-on-the-path", f"whether `{called}` comes to `{name}` is not known", function)
    other = next((d for d in reached if name in "".join(c if c.isalnum() or c == "_" else " " for c in d.text).split()), None)
    if other is not None:
        return undecided("depends-on-the-path", f"`{other.item.name}`, which it may call, has `{name}`", other)
    if not any(d.item.kind in ("field", "static", "const") for d in case.code.declared_anywhere(name)):
        return undecided("no-subject", f"nothing of the tree that could be left alone is called `{name}`", function)
    return holds(f"neither `{called}` nor what it calls has `{name}` in it", function)


_PLAIN = frozenset(
    "println print log trace debug info warn error assert debug_assert assert_eq format panic matches vec unreachable".split()
)


def _macros(function: Declaration, body: Node) -> bool:
    """Whether there is a macro call whose meaning is not known."""
    for node, live in nodes_in(function.file, body):
        macro = node.child_by_field_name("macro") if node.type == "macro_invocation" and live else None
        if macro is not None and function.file.rust.text(macro).rpartition("::")[2] not in _PLAIN:
            return True
    return False


def _field(function: Declaration, words: tuple[str, ...], case: Case) -> str:
    """The one field of the function's type whose name has all the words, the last of them last."""
    found = find_type(case, function.owner.rpartition(" for ")[2].partition("<")[0]).found if function.owner else ()
    if len(found) != 1 or found[0].item.kind != "struct":
        return ""
    mine = [f.name for f in fields_of(found[0]).all if parts(f.name)[-1:] == words[-1:] and set(words) <= set(parts(f.name))]
    return mine[0] if len(mine) == 1 else ""
