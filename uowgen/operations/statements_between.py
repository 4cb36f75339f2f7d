"""Statements told by their neighbours: ``between `open` and `close`:``, ``Replace the loop under `table`:``."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from uowgen.operations.insert_statements import LOOPS, beside_place
from uowgen.operations.pieces import top_statements
from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import lex, lex_piece
from uowgen.rust.syntax import is_comment, span_of, walk
from uowgen.text import Edit

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile


def between_neighbours(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The statements of `code` between the one pair of neighbours that the words name; None if they name none, or several can be meant."""
    if directive.verb not in ("add", "insert", "append", "place"):
        return None
    sides = {
        a.relation: a.name for a in directive.anchors if a.relation in ("after", "before") and f"`{a.name}`" in directive.words
    }
    if len(sides) != 2 or "between" not in directive.words.lower():
        return None
    functions = {i.span: i.node for h in hits_of(file, directive) if h.anchor.relation == "in" for i in h.items if i.kind == "fn"}
    found = {}
    for root in functions.values() or (file.root,):
        for block in walk(root):
            if block.type != "block":
                continue
            own = [c for c in block.named_children if not is_comment(c) and c.type != "attribute_item"]
            for first, second in itertools.pairwise(own):
                if _has(first, sides["after"]) and _has(second, sides["before"]):
                    found[first.id] = first
    return beside_place(file, next(iter(found.values())), code, "after") if len(found) == 1 else None


_BEHIND = when_used(
    r"\b(?:replace|swap|rewrite|exchange) the (?:whole |entire )?`?(?P<kind>for|while|loop|if|match)`?(?: loop| block| statement| expression)? "
    r"(?:right |directly |just )?(?:under|below|after|behind|following|beneath) (?:the )?`(?P<name>\w+)`",
    re.IGNORECASE,
)
_KINDS = {
    "if": "if_expression",
    "match": "match_expression",
    "loop": "loop_expression",
    "for": "for_expression",
    "while": "while_expression",
}


def behind_named(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The block in place of the loop (or `if`, or `match`) that follows the one binding of the name that the words put before it."""
    said = _BEHIND.search(" ".join(directive.words.split()))
    if said is None:
        return None
    kind = said["kind"].lower()
    wanted = set(LOOPS.values()) if kind == "loop" else {_KINDS[kind]}
    tops = top_statements(code.encode())
    if len(tops) != 1 or _bare(tops[0][1]).type not in wanted:
        return None
    bound = [
        node
        for node in walk(file.root)
        if node.type in ("let_declaration", "const_item", "static_item") and _binds(node, said["name"].encode())
    ]
    following = [_behind(node, wanted) for node in bound]
    if len(bound) != 1 or following[0] is None:
        return None
    data, place = file.source.data, span_of(following[0])
    if not alone_on_line(data, place.start):
        return None
    shown = reindented(code.encode(), indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    if [t.text for t in lex(data[place.start : place.end])] == [t.text for t in lex(code.encode())]:
        return applied("replace_statement", said["name"], "it is so already", place)
    label = f"the `{kind}` behind `{said['name']}`"
    return applies(
        "replace_statement",
        said["name"],
        f"in place of {label}",
        place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown)),
    )


def _binds(node: Node, name: bytes) -> bool:
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name")
    return pattern is not None and (pattern.text or b"").split()[-1:] == [name]


def _behind(node: Node, wanted: set[str]) -> Node | None:
    """The first statement of the kinds `wanted` behind `node` in its block, if it is the only one of them there."""
    after = node.next_named_sibling
    found = []
    while after is not None:
        if _bare(after).type in wanted:
            found.append(after)
        after = after.next_named_sibling
    return found[0] if len(found) == 1 else None


def _bare(node: Node) -> Node:
    return node.named_children[0] if node.type == "expression_statement" and node.named_children else node


def _has(statement: Node, name: str) -> bool:
    """Whether a statement holds code as it is named, or a text that says just this."""
    texts = [t.text for t in lex(statement.text or b"")]
    wanted = [t.text for t in lex_piece(name.rstrip(";"))]
    size = len(wanted)
    return f'"{name}"' in texts or (size > 0 and any(texts[n : n + size] == wanted for n in range(len(texts) - size + 1)))
