"""Which right a call asks for on a handle: “`f` requires `READ` on the object”, told by what is asked for it on every way.

“The syscall” and its like mean the one thing that the spec's title or a heading calls so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of, stands_somewhere
from uowgen.claims.bodies.ways import functions_at_hand, in_same_crates
from uowgen.claims.bodies.words import CHECKING, form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_NOUN = r"(?:supercall|system call|syscall|hypercall|handler|function|method|call|command)"
_REQUIRES = re.compile(
    rf"^(?P<who>`[\w:]+(?:\(\))?`|the {_NOUN}) (?:(?:now |also |still )?(?:requires|demands|needs|asks for|insists on|checks for)) (?:the )?`(?P<right>[\w:]+)`(?: rights?| permissions?| access)? (?:on|for|of|to) (?:the|its|an?) (?P<what>[a-z]+(?: [a-z]+){{0,3}})$",
    re.IGNORECASE,
)
_IDLE = frozenset(form(w) for w in ("handle", "object", "argument", "itself"))
# What such a check is called in code, beside the words for checking.
_ASKING = CHECKING | frozenset(form(w) for w in ("authorize", "authorise", "require", "ensure", "permit", "allow", "get", "from", "lookup", "access", "borrow", "expect", "demand"))  # fmt: skip
_GIVING = frozenset(form(w) for w in ("new", "create", "grant", "insert", "add", "give", "set", "with", "make", "or", "union"))


class _Body(NamedTuple):
    """Something that is called by a name: a function's body, or the closure that a field holds."""

    file: CodeFile
    node: Node
    name: str


def spoken_requirement(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    match = _REQUIRES.match(said)
    if match is None:
        return None
    name = (
        match["who"].strip("`").removesuffix("()") if match["who"].startswith("`") else titled(case, match["who"].split(" ", 1)[1])
    )
    if not name:
        return None
    bodies = _bodies(case, name)
    if not bodies:
        brought = name in case.spec.title and not stands_somewhere(case, name.rpartition("::")[2])
        return ("comes_to", fails("item-not-found", f"nothing in the tree is called `{name}`")) if brought else None
    right, words = match["right"].rpartition("::")[2], match["what"].split()
    if len(bodies) != 1:
        return None
    body = bodies[0]
    asked = [n for n in walk(body.node) if n.type == "try_expression" and _asks(body, n, match["right"], words)]
    if asked and all(_is_on_every_way(body, n) for n in asked[:1]):
        line = body.file.rust.source.line_of(asked[0].start_byte)
        return "comes_to", holds(f"`{name}` asks for `{right}`", evidence=(Evidence(body.file.path, line, line, f"`{right}`"),))
    return None


def titled(case: Case, noun: str) -> str:
    """What “the syscall” is called: the one name in backticks that stands before the noun in the title or in the prose."""
    text = f"{case.spec.title}\n{case.document.slice(case.spec.span)}"
    names = set(re.findall(rf"`([\w:]+)(?:\(\))?` {re.escape(noun.lower())}\b", text))
    return names.pop() if len(names) == 1 else ""


def _bodies(case: Case, name: str) -> list[_Body]:
    bare = name.rpartition("::")[2]
    functions = functions_at_hand(case).get(bare) or in_same_crates(case, "", bare)
    if functions:
        found = [(d.file, d.item.node.child_by_field_name("body")) for d in functions if not d.item.in_macro]
        return [_Body(file, node, bare) for file, node in found if node is not None]
    held: list[_Body] = []
    for path in files_of(case):
        file = case.code.file(path)
        for node in walk(file.rust.root) if file is not None and bare.encode() in file.rust.source.data else ():
            field = node.child_by_field_name("field") if node.type == "field_initializer" else None
            value = node.child_by_field_name("value") if node.type == "field_initializer" else None
            if (
                file is not None
                and field is not None
                and value is not None
                and file.rust.text(field) == bare
                and value.type == "closure_expression"
            ):
                held.append(_Body(file, value, bare))
    return held


def _asks(body: _Body, node: Node, right: str, words: list[str]) -> bool:
    """Whether what is tried is a call that is given the right, and has to do with the thing."""
    call = next((c for c in node.named_children if c.type == "call_expression"), None)
    called = call.child_by_field_name("function") if call is not None else None
    given = call.child_by_field_name("arguments") if call is not None else None
    if call is None or called is None or given is None:
        return False
    text = body.file.rust.text
    last = (re.findall(r"\w+", re.sub(r"<[^<>]*>", "", text(called))) or [""])[-1]
    own = right.split("::")
    if not any("".join(text(a).split()).split("::")[-len(own) :] == own for a in given.named_children):
        return False
    said = set(parts(last))
    if not said & _ASKING or said & _GIVING:
        return False
    names = {n.lower() for n in re.findall(r"[A-Za-z_]\w*", text(call)) if n not in own}
    have = {p for n in names for p in parts(n)}
    telling = [w for w in words if form(w) not in _IDLE] or words[:1]
    return "".join(telling).lower() in {n.replace("_", "") for n in names} or all(form(w) in have for w in telling)


def _is_on_every_way(body: _Body, node: Node) -> bool:
    """Whether nothing around it, and no way out before it, leaves it out."""
    one: Node | None = node.parent
    while one is not None and one.id != body.node.id:
        if one.type in (
            "if_expression",
            "match_arm",
            "while_expression",
            "for_expression",
            "loop_expression",
            "closure_expression",
            "else_clause",
        ):
            return False
        one = one.parent
    before = [n for n in walk(body.node) if n.type == "return_expression" and n.start_byte < node.start_byte]
    text = body.file.rust.text
    return all(re.match(r"return\s+Err\b", text(n)) for n in before)
