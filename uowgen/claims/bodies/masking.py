"""Decides that a function, or one arm, masks something off a number: by the name of the mask, or by the comment above a mask in figures."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.names import squeezed
from uowgen.claims.bodies.presence import Where, arm_of
from uowgen.claims.bodies.runs import body_of
from uowgen.claims.bodies.words import FILLERS, form, parts
from uowgen.claims.kind import Finding, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find_method
from uowgen.facts.uses import integer
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile
    from uowgen.grammar import Node

_BRANCHES = frozenset("if_expression match_arm while_expression for_expression loop_expression closure_expression".split())
_BITS = frozenset(form(w) for w in "bit bits mask masks off out away from of value argument number".split())
_STRIPPING = frozenset(form(w) for w in "strip mask clear drop remove cut".split())
_MORE = frozenset("no not never only if when unless all every each before after and or".split())
_FEW = 2  # words that a comment shares with the sentence


def takes(reading: Reading) -> bool:
    """Whether what is masked off is called by words, and nothing else is said."""
    words = reading.get("what").lower().split()
    if set(words) & {"range", "region", "area", "interval", "hole"}:  # “cuts the range out” is said of lists
        return False
    return bool(_content(reading.get("what"))) and not _MORE & set(words) and all(w.isalpha() for w in words)


def _content(what: str) -> set[str]:
    return {form(w) for w in what.lower().split() if w not in FILLERS} - _BITS


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where one `&` that every run comes to is named so; that none is proves nothing."""
    where = _where(reading, case)
    if isinstance(where, Finding):
        return where
    wanted, file = _content(reading.get("what")), where.function.file
    for node in _ands(where.part):
        if not _fits(file, node, wanted, keeps=reading.get("how") == "keeps"):
            continue
        line = file.rust.source.line_of(node.start_byte)
        place = (Evidence(file.path, line, line, f"`{squeezed(file, node)[:60]}`"),)
        if _in_branch(node, where.part):
            return undecided("depends-on-the-path", f"whether {where.called} comes to it depends on the path", evidence=place)
        return holds(f"{where.called} masks it at line {line}", evidence=place)
    return undecided("not-understood", f"no mask in {where.called} is called “{reading.get('what')}”", where.function)


def _where(reading: Reading, case: Case) -> Where | Finding:
    name = reading.get("name")
    if bare_name(name)[:1].isupper() and not name.endswith(")"):
        return arm_of(bare_name(name), reading._replace(slots={"name": name}), case)
    subject = find_method(case, name)
    if not subject.found and not name.endswith("()") and "_" not in name and "::" not in name:
        return undecided("not-a-function", f"whether `{bare_name(name)}` is the name of a function is not clear")
    function = subject.one(name)
    if isinstance(function, Finding):
        return function
    inner, body = function.item.node.child_by_field_name("body"), body_of(function)
    if inner is None or body is None:
        return undecided("no-body", f"`{function.item.name}` has no body that can be followed", function)
    return Where(function, inner, body, f"`{function.item.name}`")


def _ands(root: Node) -> list[Node]:
    found, stack = [], [root]
    while stack:
        node = stack.pop()
        operator = node.child_by_field_name("operator")
        if (
            node.type in ("binary_expression", "compound_assignment_expr")
            and operator is not None
            and operator.text in (b"&", b"&=")
        ):
            found.append(node)
        stack.extend(reversed(node.named_children))
    return found


def _fits(file: CodeFile, node: Node, wanted: set[str], *, keeps: bool) -> bool:
    for side in (node.child_by_field_name("right"), node.child_by_field_name("left")):
        if side is None:
            continue
        text = squeezed(file, side)
        name = bare_name(text.removeprefix("!").removesuffix(".bits()"))
        if text.startswith("!") is not keeps and name.isidentifier() and name.isupper() and wanted <= set(parts(name)):
            return True
        if not keeps and integer(text) is not None and _is_told_above(file, node, wanted):
            return True
    return False


def _is_told_above(file: CodeFile, node: Node, wanted: set[str]) -> bool:
    """Whether the comment right above the statement says that it strips what is spoken of."""
    at = node
    while at.parent is not None and at.parent.type not in ("block", "match_block"):
        at = at.parent
    words: set[str] = set()
    before = at.prev_named_sibling
    while before is not None and before.type in ("line_comment", "block_comment"):
        words |= {form(w) for w in "".join(c if c.isalnum() else " " for c in file.rust.text(before)).split()}
        before = before.prev_named_sibling
    return bool(words & _STRIPPING) and len(words & wanted) >= min(_FEW, len(wanted)) and not words & {"no", "not", "never"}


def _in_branch(node: Node, part: Node) -> bool:
    at = node
    while at.parent is not None and at != part:
        if at.type in _BRANCHES:
            return True
        at = at.parent
    return False
