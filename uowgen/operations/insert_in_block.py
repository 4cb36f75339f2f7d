"""Writes statements into a loop, a match arm or another block of a named function: at its start, its end, or beside one of its statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.insert_statements import LEAVING, beside_place, is_loop, statement_at
from uowgen.operations.targets import BESIDE, hits_of, named_by
from uowgen.operations.work import Done, applied, refused
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of
from uowgen.rust.syntax import is_comment, span_of, walk
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Anchor, Directive
    from uowgen.rust.syntax import RustFile

KIND = "insert_statement"
_EDGES = ("start_of", "end_of")
_BOTH = when_used(r"`if [^`]*`\s*/\s*`else`")  # `the end of the `if x` / `else` block`: which branch is not said


_OVER = when_used(r"\bloop over (?:the |all )?`(?P<what>[^`]+)`", re.IGNORECASE)


def _runs_over(loop: Node, what: str) -> bool:
    """Whether a loop goes over `what`, or over something made of it."""
    value = loop.child_by_field_name("value")
    wanted = tuple(t.text for t in lex_piece(what))
    texts = tuple(t.text for t in lex(value.text or b"")) if value is not None else ()
    return any(texts[n : n + len(wanted)] == wanted for n in range(len(texts)))


def block_anchor(directive: Directive) -> Anchor | None:
    """The anchor that names a loop, a match arm or a block which the statements are to go into; None if there is none."""
    if directive.noun == "match arm":
        return None
    for anchor in directive.anchors:
        if anchor.relation in ("in", *_EDGES):
            if anchor.noun in ("loop", "match arm"):
                return anchor
            if anchor.noun in ("", "block") and _heads_block(anchor.name):
                return anchor._replace(noun="block")
            if anchor.name == "loop" and anchor.noun == "body":  # `the end of the loop body`
                return anchor._replace(noun="loop")
    return None


def _heads_block(name: str) -> bool:
    return name in ("unsafe", "else", "if") or name.startswith(("if ", "unsafe {")) or _condition_of(name) != ()


def _condition_of(name: str) -> tuple[str, ...]:
    """The condition of a block that is called by it: `#[cfg(unix)]`, `feature = "net"`; nothing for other names."""
    tokens = tuple(t.text for t in lex_piece(name.removeprefix("#[cfg(").removesuffix(")]")))
    if name.startswith("#[cfg("):
        return tokens
    return tokens if len(tokens) == len(("a", "=", "b")) and tokens[0] in ("feature", "target_arch", "target_os") else ()


def insert_in_block(file: RustFile, directive: Directive, anchor: Anchor, code: bytes) -> Done:
    """The statements `code` in the one loop or arm that `anchor` means; which end of it the words must say, or beside what."""
    if _BOTH.search(directive.words):
        return refused(
            KIND,
            anchor.name,
            "anchor-ambiguous",
            "two branches are named, and the end of both is behind them",
            "say `after` the whole `if`",
        )
    functions = {
        i.span: i.node
        for h in hits_of(file, directive)
        if h.anchor.name != anchor.name and h.anchor.relation in ("in", "at", "near", *_EDGES)
        for i in h.items
        if i.kind == "fn"
    }
    of = [i for i in named_by(file, anchor._replace(noun="")) if i.kind == "fn"] if anchor.noun == "loop" else []
    if len(of) == 1:  # `the loop of start`
        functions[of[0].span], anchor = of[0].node, anchor._replace(name="loop")
    roots = list(functions.values()) or [file.root]
    outer = [n for root in roots for n in walk(root) if _means(n, anchor)]
    over = _OVER.search(directive.words)
    if over is not None and anchor.noun == "loop":  # `the loop over `list` `
        outer = [n for n in outer if _runs_over(n, over["what"])]
    if len(outer) != 1:
        reason = "anchor-ambiguous" if outer else "anchor-not-found"
        rows = [Candidate(file.source.path, n.start_point[0] + 1, file.text(n).split("\n")[0]) for n in outer[:8]]
        said = f"`{anchor.name}` means {len(outer)} places" + (" of the function" if functions else " of the file")
        return refused(KIND, anchor.name, reason, said, "name its function, and quote its first line", rows)
    body = _body(outer[0])
    label = f"{anchor.noun} {anchor.name}" if anchor.noun != anchor.name else anchor.name
    if body is None or b"\n" not in (body.text or b""):
        return refused(
            KIND, label, "would-not-parse", f"`{label}` has no block of several lines to write into", "replace it instead"
        )
    piece = lex_piece(code.decode("utf-8", "replace"))
    around = span_of(body)
    begins = {child.start_byte for child in body.children}
    if piece and any(around.contains(m.span) and m.span.start in begins for m in find_piece(piece, tokens_of(file))):
        return applied(KIND, label, "the statements are there already", around)
    return _beside(file, directive, body, code, label) or _at_edge(file, directive, anchor, body, code, label)


def _means(node: Node, anchor: Anchor) -> bool:
    if anchor.noun == "match arm":
        pattern = node.child_by_field_name("pattern") if node.type == "match_arm" else None
        wanted = tuple(t.text for t in lex_piece(anchor.name.split("=>")[0]))
        texts = tuple(t.text for t in lex(pattern.text or b"")) if pattern is not None else ()
        path = next((texts[:n] for n, text in enumerate(texts) if text in ("(", "{")), texts)
        named = path == wanted or (len(wanted) == 1 and path[-2:] == ("::", *wanted))
        return bool(wanted) and (texts == wanted or (named and "|" not in texts))
    if anchor.noun == "block":
        kind = anchor.name.split()[0]
        if kind == "if" and node.type == "if_expression":
            wanted = tuple(t.text for t in lex_piece(anchor.name.rstrip("{ ")))
            return tuple(t.text for t in lex(node.text or b""))[: len(wanted)] == wanted
        if wanted := _condition_of(anchor.name):
            return _is_under(node, wanted)
        return node.type == {"unsafe": "unsafe_block", "else": "else_clause"}.get(kind, "")
    return is_loop(node, anchor.name)


def _is_under(node: Node, wanted: tuple[str, ...]) -> bool:
    """Whether `node` is a block in braces directly below a `#[cfg(…)]` with that condition, which is not denied there."""
    above = node.prev_named_sibling
    while above is not None and is_comment(above):
        above = above.prev_named_sibling
    if node.type not in ("block", "expression_statement") or above is None or above.type != "attribute_item":
        return False
    texts = tuple(t.text for t in lex(above.text or b""))
    held = any(texts[n : n + len(wanted)] == wanted for n in range(len(texts)))
    return held and "cfg" in texts and not {"not", "any"} & set(texts) and _body(node) is not None


def _body(node: Node) -> Node | None:
    if node.type == "block":
        return node
    if node.type == "expression_statement":
        return node.named_children[0] if node.named_children and node.named_children[0].type == "block" else None
    if node.type in ("unsafe_block", "else_clause"):
        return next((c for c in node.named_children if c.type == "block"), None)
    body = node.child_by_field_name({"match_arm": "value", "if_expression": "consequence"}.get(node.type, "body"))
    return body if body is not None and body.type == "block" else None


def _beside(file: RustFile, directive: Directive, body: Node, code: bytes, label: str) -> Done | None:
    """Before or after the one statement of the block that the words quote; None if they quote none."""
    quoted = next((a for a in directive.anchors if a.relation in BESIDE), None)
    if quoted is None:
        from uowgen.operations.told_statements import told_in_block

        told = told_in_block(body, directive.words)
        return beside_place(file, told[1], code.decode("utf-8", "replace"), told[0]) if told is not None else None
    around = span_of(body)
    piece = lex_piece(quoted.name.rstrip(";"))
    found = [m for m in find_piece(piece, tokens_of(file)) if around.contains(m.span)] if piece else []
    nodes = {n.id: n for m in found for n in [_directly_in(body, statement_at(file, m.span))] if n is not None}
    if len(nodes) != 1:
        reason = "anchor-ambiguous" if nodes else "anchor-not-found"
        return refused(
            KIND, label, reason, f"{len(nodes)} statements of `{label}` contain `{quoted.name}`", "quote one as it stands"
        )
    data, span = file.source.data, span_of(next(iter(nodes.values())))
    offset = line_start(data, span.start) if quoted.relation == "before" else line_end(data, span.end)
    if not alone_on_line(data, span.start):
        return refused(
            KIND, label, "would-not-parse", "the statement shares its line with others", "put it on a line of its own first"
        )
    spot = Spot(offset, indent_at(data, span.start))
    return insert(KIND, file, spot, code, label, f"{quoted.relation} `{quoted.name}` in `{label}`", tight=True)


def _directly_in(body: Node, node: Node | None) -> Node | None:
    while node is not None and node.parent is not None and node.parent.id != body.id:
        node = node.parent
    return node


def _at_edge(file: RustFile, directive: Directive, anchor: Anchor, body: Node, code: bytes, label: str) -> Done:
    edges = {a.relation for a in directive.anchors if a.relation in _EDGES}
    edge = anchor.relation if anchor.relation in _EDGES else next(iter(edges)) if len(edges) == 1 else ""
    if not edge and directive.verb == "append":
        edge = "end_of"
    data = file.source.data
    indent = indent_at(data, body.end_byte - 1) + indent_unit(data)
    if edge == "start_of":
        spot = Spot(line_end(data, body.start_byte), indent, opened=True)
        return insert(KIND, file, spot, code, label, f"at the start of `{label}`", tight=True)
    only = [c for c in body.named_children if not is_comment(c)]
    if not edge and len(only) == 1 and only[0].named_children and only[0].named_children[0].type in LEAVING:
        # All that the block does is to leave: what is to run in it stands before that.
        spot = Spot(line_end(data, body.start_byte), indent, opened=True)
        return insert(KIND, file, spot, code, label, f"before what `{label}` is left by", tight=True)
    if edge != "end_of":
        return refused(
            KIND, label, "directive-not-understood", f"the words do not say where in `{label}`", "say at its start or at its end"
        )
    last = next((c for c in reversed(body.named_children) if not is_comment(c)), None)
    if last is not None and last.type not in ("expression_statement", "let_declaration", "empty_statement"):
        return refused(
            KIND, label, "directive-not-understood", f"`{label}` ends in a value, and what is written behind it would change it",
            "say before which statement",
        )  # fmt: skip
    if last is not None and last.named_children and last.named_children[0].type in LEAVING:
        return refused(
            KIND, label, "directive-not-understood", f"`{label}` is left by its last statement, and nothing behind it would be reached",
            "say before which statement",
        )  # fmt: skip
    spot = Spot(line_start(data, body.end_byte - 1), indent, close=True)
    if data[spot.offset : body.end_byte - 1].strip() or not Span(*body.byte_range).contains(Span(spot.offset, spot.offset)):
        return refused(KIND, label, "would-not-parse", "the closing brace shares its line", "put it on a line of its own first")
    return insert(KIND, file, spot, code, label, f"at the end of `{label}`", tight=True)
