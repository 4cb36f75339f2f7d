"""Blocks of statements some of which the function has in another form, under the same name: those give way, and what is new stands with them.

``let a = old();`` in the file, ``let b = made(); let a = new(b);`` in the block. It is asked where no words give the statements a place.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.operations.pieces import signature_of, top_statements
from uowgen.operations.statements_named import functions_named
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, is_comment, span_of, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive, Spec

KIND = "replace_statement"
_ALIKE = 0.5  # how much of the tokens an old and a new form have in common at the least
_LONG = 6  # tokens of a statement that is told by its tokens


def renewed(file: RustFile, spec: Spec, directive: Directive, code: str) -> Done | None:
    """The statements of `code` in place of those of the same names, which stand together in the function that the words name, or which the
    document quotes as they are. None where a name stands several times, where others stand between, or where nothing is like anything.
    """
    if directive.verb not in ("place", "change", "replace") or directive.hedged:
        return None
    if _stands_beside(directive):
        return None  # where it stands is said, and that is no place that another has
    tops = top_statements(code.encode())
    functions = _functions(file, directive)
    if not tops or len(functions) > 1 or _may_be_one_more(directive, tops):
        return None
    root = functions[0] if functions else file.root
    there: dict[str, list[Node]] = {}
    rows = _rows_said(directive) if not functions else None
    for node in walk(root):
        if _is_statement(node) and (rows is None or _is_within(node, rows)):
            there.setdefault(_key(node), []).append(node)
    old: list[Node] = []
    for _, node in tops:
        key = _key(node)
        same = there.get(key, []) if key else []
        if not same and len(tops) == 1:
            same = _of_the_same_arms(root, node) if functions else []
        elif not key:
            return None
        if len(same) > 1 or (not same and node.type != "let_declaration"):
            return None
        if same and not _is_new_form(same[0], node):
            return None
        old += same
    if not old or not _stand_together(old) or all(_tokens(n) in [_tokens(t) for _, t in tops] for n in old):
        return None
    if not functions and rows is None and not all(_is_quoted(spec, directive, node) for node in old):
        return None
    data = file.source.data
    place = Span(old[0].start_byte, old[-1].end_byte)
    if not alone_on_line(data, place.start):
        return None
    shown = reindented(code.encode(), indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    if data[place.end : place.end + 1] == b";" and shown.endswith(b";"):
        place = Span(place.start, place.end + 1)
    names = ", ".join(f"`{_key(node) or 'match'}`" for node in old)
    return applies(KIND, names, f"in place of {names}", place, Edit(file.source.path, place, with_newlines_of(file.source, shown)))


_CHANGES = when_used(
    r"\b(?:replac\w*|chang\w*|swap\w*|becomes?|updat\w*|rewrit\w*|turns? into|instead|renam\w*|new form|new version)\b",
    re.IGNORECASE,
)


def _stands_beside(directive: Directive) -> bool:
    """Whether the last sentence before the block says beside what it stands, and nothing of a change."""
    said = directive.lead or directive.words
    return not _CHANGES.search(said) and any(a.relation in BESIDE and a.name in said for a in directive.anchors)


def _may_be_one_more(directive: Directive, tops: list[tuple[bytes, Node]]) -> bool:
    """Whether the block is nothing but a short call, which the words neither name nor have changed: it may be another call of the same."""
    if directive.verb != "place" or len(tops) != 1 or len(_tokens(tops[0][1])) > _LONG:
        return False
    called = _key(tops[0][1]).removeprefix("call ")
    spoken = [code for text in (directive.words, directive.lead) for code in text.split("`")[1::2]]
    named = any(re.search(rf"\b{re.escape(called)}\b", code) for code in spoken)
    return _key(tops[0][1]).startswith("call ") and not named


def _functions(file: RustFile, directive: Directive) -> list[Node]:
    """The functions that the words put the block into, else those that they name in any way."""
    held = {
        i.span: i.node
        for h in hits_of(file, directive)
        if h.anchor.relation in ("in", "at")
        for i in h.items
        if i.kind == "fn" and i.body
    }
    return list(held.values()) or [i.node for i in functions_named(file, directive)]


def _key(node: Node) -> str:
    """What a statement is known by: what it declares or calls; for an expression that ends a block, what it calls."""
    inner = node.named_children[0] if node.type == "expression_statement" and node.named_children else node
    condition = inner.child_by_field_name("condition") if inner.type == "if_expression" else None
    if condition is not None and len(told := lex(condition.text or b"")) >= _LONG:
        return "if " + " ".join(t.text for t in told)
    return signature_of(node)


_ROWS = when_used(r"\blines? (\d+)(?: ?(?:-|–|to) ?(\d+))?\b", re.IGNORECASE)
_MOVED = 40  # lines: what was written above since the lines were counted


def _rows_said(directive: Directive) -> tuple[int, int] | None:
    """The lines that the last sentence before the block says: `the look-up, lines 317-334:`; None if it says none, or some more than once."""
    found = _ROWS.findall(directive.lead)
    if len(found) != 1:
        return None
    first, last = int(found[0][0]), int(found[0][1] or found[0][0])
    return (first - _MOVED, last + _MOVED) if first <= last else None


def _is_within(node: Node, rows: tuple[int, int]) -> bool:
    return rows[0] <= node.start_point[0] + 1 and node.end_point[0] + 1 <= rows[1]


def _is_statement(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "block" and not is_comment(node)


def _is_new_form(old: Node, new: Node) -> bool:
    """Whether `new` can be what `old` becomes: they are alike, and it does not use the name that it binds, as what shadows it would."""
    before, after = _tokens(old), _tokens(new)
    if before == after:
        return True
    if new.type == "let_declaration":
        bound = _bound(new)
        value, known = new.child_by_field_name("value"), old.child_by_field_name("value")
        used = value is not None and bound in [t.text for t in lex(value.text or b"")]
        if (
            used
            and value is not None
            and not _binds_first(value, bound)
            and (known is None or bound not in [t.text for t in lex(known.text or b"")])
        ):
            return False
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= _ALIKE


def _binds_first(value: Node, name: str) -> bool:
    """Whether a value that is a block, or has some, binds `name` itself before it uses it: then what it uses is its own."""
    uses = sorted((n for n in walk(value) if n.type == "identifier" and n.text == name.encode()), key=lambda n: n.start_byte)
    node = uses[0] if uses else None
    while node is not None and node.id != value.id:
        parent = node.parent
        if parent is not None and parent.type == "let_declaration":
            pattern = parent.child_by_field_name("pattern")
            return pattern is not None and pattern.id == node.id
        node = parent
    return False


def _bound(node: Node) -> str:
    pattern = node.child_by_field_name("pattern")
    return (pattern.text or b"").decode("utf-8", "replace") if pattern is not None else ""


def _of_the_same_arms(root: Node, new: Node) -> list[Node]:
    """The statements that match something else for the very patterns of the match `new`."""
    wanted = _patterns(new)
    return [n for n in walk(root) if _is_statement(n) and wanted and _patterns(n) == wanted]


def _patterns(statement: Node) -> list[list[str]]:
    """The patterns of the match that a statement is, in their order; none for another statement."""
    inner = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
    body = inner.child_by_field_name("body") if inner.type == "match_expression" else None
    arms = [c for c in body.named_children if c.type == "match_arm"] if body is not None else []
    shown = [pattern for arm in arms if (pattern := arm.child_by_field_name("pattern")) is not None]
    return [[t.text for t in lex(pattern.text or b"")] for pattern in shown]


def _stand_together(nodes: list[Node]) -> bool:
    """Whether statements follow one another in one block, in this order, with nothing between, no comment either: it would be lost."""
    following = [first.next_named_sibling for first in nodes[:-1]]
    return all(next_one is not None and next_one.id == node.id for next_one, node in zip(following, nodes[1:], strict=True))


def _is_quoted(spec: Spec, directive: Directive, node: Node) -> bool:
    """Whether a block above, which shows what is there, has the statement word for word."""
    wanted = _tokens(node)
    if len(wanted) < _LONG:
        return False
    last = spec.blocks[directive.block].line if directive.block is not None else directive.line
    for block in spec.blocks:
        if block.role in ("quote", "before") and block.line < last:
            shown = [t.text for t in lex(block.code.encode())]
            if any(shown[n : n + len(wanted)] == wanted for n in range(len(shown) - len(wanted) + 1)):
                return True
    return False


def _tokens(node: Node) -> list[str]:
    span = span_of(node)
    tokens = [t.text for t in lex(node.text or b"")] if span.end > span.start else []
    return tokens[:-1] if tokens[-1:] == [";"] else tokens
