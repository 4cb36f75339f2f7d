"""Statements whose place is told by what the document shows of the function: by the block's own ends, by a quotation right before it.

The function is the one that the sentence is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING
from uowgen.operations.insert_statements import beside_place, statement_at
from uowgen.operations.pieces import Piece, pieces_of, signature_of, top_statements
from uowgen.operations.statements_named import functions_named
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of
from uowgen.rust.syntax import is_comment
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive, Spec
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "replace_statement"
# ``and `poll` is changed in the same manner``, ``Then `poll` in `a.rs`, whose first check becomes``.
_SUBJECT = when_used(r"^(?:\W|and |then |also |finally |likewise |next |so |in |inside |within )*`(?P<name>[\w:]+(?:\(\))?)`")
# ``run` in `src/a.rs` gets an early exit, before the `match` ``: what it gets goes into it.
_GETS = when_used(
    r"^(?:\W|and |then |also |finally |likewise |next |so )*`(?P<name>[\w:]+(?:\(\))?)`(?: in `[^`]+`)?,? (?:also |now |then |itself )?"
    r"(?:gets|gains|needs|receives|obtains|returns early|bails out|has to|must|should)\b"
)
_NEAR = 3  # lines from what is quoted to the statement that the words name


def subject_function(file: RustFile, directive: Directive) -> Item | None:
    """The one function that a sentence which asks for a change begins with; None where the words name another one as the place."""
    said = _SUBJECT.match(directive.words)
    if said is None or directive.verb not in ("change", "replace"):
        return None
    named = functions_named(file, directive._replace(named=(said["name"],)))
    placed = [h for h in hits_of(file, directive) if h.anchor.name in directive.words and any(i.kind == "fn" for i in h.items)]
    return named[0] if len(named) == 1 and not placed else None


def getting_function(file: RustFile, directive: Directive) -> Item | None:
    """The one function of which a sentence says what it gets."""
    said = _GETS.match(directive.words)
    named = functions_named(file, directive._replace(named=(said["name"],))) if said is not None else []
    return named[0] if len(named) == 1 else function_begun_with(file, directive)


def function_begun_with(file: RustFile, directive: Directive) -> Item | None:
    """The one function that all of what is said above the block begins with, where it names no other function."""
    said = _SUBJECT.match(_NUMBER.sub("", directive.said))
    if said is None or _LEFT_ALONE.search(" ".join(directive.said.split())) is not None:
        return None
    names = tuple(code for code in directive.said.split("`")[1::2] if code.removesuffix("()").replace("::", "_").isidentifier())
    named = functions_named(file, directive._replace(named=names))
    return named[0] if len(named) == 1 and named == functions_named(file, directive._replace(named=(said["name"],))) else None


_LEFT_ALONE = when_used(
    r"\b(?:not|never|n't|n’t|stays?|remains?|unchanged|untouched|already|unlike|as it is|as before|other|caller|callers|callee)\b",
    re.IGNORECASE,
)
_NUMBER = when_used(r"^[\s*_\[\]-]*(?:(?:step|task) )?\d[\d.]*[\s*_:.)–—-]+", re.IGNORECASE)


def replaced_between(file: RustFile, function: Item, code: str) -> Done | None:
    """What stands between the first and the last statement of `code`, each of which `function` has once, as the block has it.

    None unless all that gives way is in the block in some form: inside of a new statement, or under the same name.
    """
    pieces = pieces_of(file, function.span, code.encode(), chain=False)
    if len(pieces) < _ENDS or len(pieces[0].found) != 1 or len(pieces[0].tokens) < _TELLING:
        return None
    first = statement_at(file, pieces[0].found[0].span)
    last = _behind(file, first, pieces[-1]) if first is not None else None
    if first is None or last is None:
        return None
    gone: list[Node] = []
    node = first.next_named_sibling
    while node is not None and node.id != last.id:
        gone.append(node)
        node = node.next_named_sibling
    new = pieces[1:-1]
    statements = [n for n in gone if not is_comment(n)]
    if node is None or not statements or any(is_comment(n) for n in gone):
        return None
    if _texts(statements) == [_tokens(p.text) for p in new]:
        return applied(KIND, function.label, "it is so already", Span(first.start_byte, last.end_byte))
    if not all(any(_keeps(p, old) for p in new) for old in statements):
        return None
    data = file.source.data
    place = Span(statements[0].start_byte, statements[-1].end_byte)
    if not alone_on_line(data, place.start) or not alone_on_line(data, last.start_byte):
        return None
    text = b"\n".join(p.text.strip(b"\n") for p in new)
    shown = reindented(text, indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    edit = Edit(file.source.path, place, with_newlines_of(file.source, shown))
    return applies(
        KIND, function.label, f"between the first and the last statement that the block shows of `{function.label}`", place, edit
    )


_ENDS, _TELLING = 3, 6


def _behind(file: RustFile, first: Node, piece: Piece) -> Node | None:
    """The statement behind `first` in its block that the last piece of the block is; the last of that block, where it is a value."""
    wanted = _tokens(piece.text)
    node, found = first.next_named_sibling, []
    while node is not None:
        if _tokens(node.text or b"") == wanted:
            found.append(node)
        node = node.next_named_sibling
    return found[0] if len(found) == 1 else None


def _keeps(new: Piece, old: Node) -> bool:
    own, there = _tokens(old.text or b""), _tokens(new.text)
    held = any(there[n : n + len(own)] == own for n in range(len(there) - len(own) + 1))
    return held or (signature_of(new.node) != "" and signature_of(new.node) == signature_of(old))


def _texts(nodes: list[Node]) -> list[list[str]]:
    return [_tokens(n.text or b"") for n in nodes]


def _tokens(text: bytes) -> list[str]:
    tokens = [t.text for t in lex(text)]
    return tokens[:-1] if tokens[-1:] == [";"] else tokens


def beside_quoted(file: RustFile, spec: Spec, directive: Directive, code: str) -> Done | None:
    """The statements `code` beside the one of several statements of a name that stands next to what the document quotes before it.

    ``Below what is quoted above, before `queue.clear()`:``; None unless a quotation of the same part of the document stands once in the file.
    """
    anchors = [a for a in directive.anchors if a.relation in BESIDE and a.name in directive.words]
    if len(anchors) != 1 or directive.block is None or directive.verb in REPLACING:
        return None
    own = spec.blocks[directive.block]
    quoted = [
        b
        for b in spec.blocks[max(0, directive.block - 2) : directive.block]
        if b.role in ("quote", "before") and _share(b.headings, own.headings)
    ]
    if not quoted:
        return None
    tokens = tokens_of(file)
    whole = find_piece(lex_piece(quoted[-1].code), tokens)
    piece = lex_piece(anchors[0].name.rstrip(";"))
    if len(whole) != 1 or not piece or not top_statements(code.encode()):
        return None
    low, high = (file.source.line_of(at) for at in (whole[0].span.start, whole[0].span.end - 1))
    near: dict[int, Node] = {}
    for match in find_piece(piece, tokens):
        node = statement_at(file, match.span)
        line = file.source.line_of(match.span.start)
        if node is not None and low - _NEAR <= line <= high + _NEAR:
            near[node.id] = node
    if len(near) > 1 and anchors[0].relation == "before":  # below what is quoted, above the first such one
        behind = [node for node in near.values() if node.start_point[0] + 1 > high]
        near = {node.id: node for node in behind[:1]}
    return beside_place(file, next(iter(near.values())), code, anchors[0].relation) if len(near) == 1 else None


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two blocks stand in one part of the document: under the same headings, but for the innermost ones."""
    inner = max(1, min(len(one), len(other)) - 1)
    return one[:inner] == other[:inner]
