"""Writes statements into a function: before or after one of its statements, at its start or its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.work import Done, applied, refused
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of
from uowgen.rust.syntax import is_comment, span_of, walk
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

LOOPS = {"for": "for_expression", "while": "while_expression", "loop": "loop_expression"}
LEAVING = frozenset({"return_expression", "break_expression", "continue_expression"})
_HOLDERS = frozenset({"block", "match_block", "declaration_list", "source_file"})


def insert_statements(
    file: RustFile, function: Item | None, code: str, anchor: str, relation: str, noun: str = "", *, several: bool = False
) -> Done:
    """The statements `code` beside the one statement of `function` (of the file, if None) that contains the code `anchor`.

    `noun` is what the words call it: a `statement` is a call of that name, a `binding` the `let` of it, where there is one. With
    `several` the words speak of more than one, which must follow one another: it goes beside all of them.
    """
    kind = "insert_statement"
    label = function.label if function is not None else file.source.path
    around = Span(0, len(file.source.data))
    if function is not None:
        around = function.body or function.span
    piece = lex_piece(anchor.rstrip(";"))
    if not anchor.isidentifier() and anchor.replace("-", "_").isidentifier():  # `export-csv`: no code, but a text that stands in it
        piece = lex_piece(f'"{anchor}"')
    hits = [m for m in find_piece(piece, tokens_of(file)) if around.contains(m.span)] if piece else []
    statements: list[Node] = []
    for hit in hits:
        if _in_macro(file, hit.span):
            continue
        node = statement_at(file, hit.span)
        if node is not None and all(node.id != s.id for s in statements):
            statements.append(node)
    if not statements and anchor.isidentifier():
        statements = _told_by_argument(file, function, anchor, code)
    if not statements and _GAP in (shown := anchor.replace("...", _GAP)):
        statements = _shown_with_gap(file, function, shown)
    if not statements and noun == "loop":
        roots = [function.node] if function is not None else [file.root]
        found = [loop for root in roots for loop in walk(root) if is_loop(loop, anchor)]
        statements = [node for loop in found if (node := statement_at(file, span_of(loop))) is not None]
        statements = [s for s in statements if not any(o is not s and span_of(o).contains(span_of(s)) for o in statements)]
    statements = called_so(file, statements, anchor, noun, bound_before=relation == "after" and function is not None) or statements
    if several and len(statements) > 1 and _in_a_row(statements):
        statements = statements[-1:] if relation == "after" else statements[:1]
    if _stands_already(file, code, statements, relation, around):
        return applied(kind, label, "the statements are there already", around)
    if not statements:
        return refused(
            kind, label, "anchor-not-found", f"`{label}` has no statement with `{anchor}`", "quote a statement as it stands"
        )
    if len(statements) > 1:
        rows = [Candidate(file.source.path, s.start_point[0] + 1, file.text(s).split("\n")[0]) for s in statements[:8]]
        return refused(
            kind, label, "anchor-ambiguous", f"{len(statements)} statements of `{label}` contain `{anchor}`",
            "quote more of the one that is meant, or name its function", rows,
        )  # fmt: skip
    return _write_beside(file, label, statements[0], code, relation, f"{relation} `{anchor}` in `{label}`")


def beside_statement(file: RustFile, function: Item, node: Node, code: str, relation: str) -> Done:
    """The statements `code` on the side `relation` of `node`, a statement of `function` that is known already."""
    if _stands_already(file, code, [node], relation, function.span):
        return applied("insert_statement", function.label, "the statements are there already", function.span)
    said = f"{relation} `{file.text(node).split(chr(10))[0]}` in `{function.label}`"
    return _write_beside(file, function.label, node, code, relation, said)


def beside_place(file: RustFile, node: Node, code: str, relation: str) -> Done:
    """The statements `code` on the side `relation` of `node`, wherever that stands."""
    label = file.source.path
    if _stands_already(file, code, [node], relation, Span(0, len(file.source.data))):
        return applied("insert_statement", label, "the statements are there already", span_of(node))
    return _write_beside(file, label, node, code, relation, f"{relation} `{file.text(node).split(chr(10))[0]}`")


def _write_beside(file: RustFile, label: str, node: Node, code: str, relation: str, said: str) -> Done:
    kind, data = "insert_statement", file.source.data
    span = span_of(node)
    if relation == "after" and node.named_children and node.named_children[0].type in LEAVING:
        return refused(
            kind,
            label,
            "directive-not-understood",
            "nothing behind a statement that leaves would be reached",
            "name what it stands in",
        )
    indent = indent_at(data, span.start)
    if relation == "before":
        start = _owned_start(node)
        spot = Spot(line_start(data, start), indent)
    else:
        spot = Spot(line_end(data, span.end), indent)
    if not alone_on_line(data, span.start) or data[span.end : line_end(data, span.end)].split(b"//")[0].strip(b" \t\r\n;,"):
        return refused(
            kind, label, "would-not-parse", "the statement shares its line with others", "put it on a line of its own first"
        )
    return insert(kind, file, spot, code.encode(), label, said, tight=True)


def _stands_already(file: RustFile, code: str, statements: list[Node], relation: str, around: Span) -> bool:
    """Whether `code` stands beside the one statement that is meant, right beside one of several, or anywhere if none can be told any more.

    The last is told of code that is long enough to be no other of its kind.
    """
    if len(statements) == 1:
        return _there(file, code, _side(statements[0], relation), statements[0].parent)
    if statements:
        return any(_there(file, code, _next_to(s, relation, len(code.strip().split("\n"))), s.parent) for s in statements)
    return len(lex_piece(code)) >= _TELLING and _there(file, code, around)


_TELLING = 8  # tokens: fewer stand anywhere


def _next_to(node: Node, relation: str, rows: int) -> Span:
    """What stands within so many rows before or after a statement in its own block."""
    side = _side(node, relation)
    text = (
        (node.parent.text or b"")[side.start - node.parent.start_byte : side.end - node.parent.start_byte] if node.parent else b""
    )
    if relation == "before":
        near = b"\n".join(text.split(b"\n")[-rows - 1 :])
        return Span(side.end - len(near), side.end)
    near = b"\n".join(text.split(b"\n")[: rows + 1])
    return Span(side.start, side.start + len(near))


def _in_a_row(statements: list[Node]) -> bool:
    """Whether the statements follow one another in one block, with nothing but comments between."""
    between = []
    for first, second in pairwise(statements):
        node = first.next_named_sibling
        while node is not None and is_comment(node):
            node = node.next_named_sibling
        between.append(node is not None and node.id == second.id)
    return all(between)


_GAP = "…"


def _shown_with_gap(file: RustFile, function: Item | None, anchor: str) -> list[Node]:
    """The statements that begin and end as `anchor` does, which leaves their middle out: `let socket = …`, `map.insert(key, …);`."""
    head, _, tail = anchor.partition(_GAP)
    begin, end = _texts(head), _texts(tail.rstrip().removesuffix(";"))
    if len(begin) < _CALLED - 1 or _GAP in tail:
        return []
    found = []
    for block in walk(function.node if function is not None else file.root):
        for node in block.named_children if block.type == "block" else ():
            own = _texts((node.text or b"").decode("utf-8", "replace").removesuffix(";"))
            if own[: len(begin)] == begin and (not end or own[-len(end) :] == end) and len(own) > len(begin) + len(end):
                found.append(node)
    return found


def _texts(code: str) -> list[str]:
    return [token.text for token in lex(code.encode())]


def _told_by_argument(file: RustFile, function: Item | None, name: str, code: str) -> list[Node]:
    """The calls that have `name` as an argument, as a text or as it is in a macro call, where `code` is such a call of the same: ``after
    `open``` means `table.set("open", …)` for another `table.set`, `key!(open)` for another `key!`.
    """
    made = lex(code.encode())
    if len(made) < _CALLED or made[1].text not in (".", "!", "::"):
        return []
    begun = made[0].text, made[1].text
    wanted = {name} if made[1].text == "!" else {f'"{name}"', f'b"{name}"'}
    found = []
    for node in walk(function.node if function is not None else file.root):
        if node.type != "expression_statement":
            continue
        own = [t.text for t in lex(node.text or b"")]
        if tuple(own[:2]) == begun and not wanted.isdisjoint(own[: own.index(",") + 1] if begun[1] != "!" and "," in own else own):
            found.append(node)
    return found


_CALLED = 4  # tokens


def called_so(file: RustFile, statements: list[Node], name: str, noun: str, *, bound_before: bool = False) -> list[Node]:
    """Those of several `statements` that bind the variable `name`, or call it, as the `noun` says."""
    if len(statements) < 2 or not name.isidentifier():
        return statements
    if not noun and bound_before:
        made = [s for s in statements if s.type == "let_declaration" and _binds(s, name.encode())]
        if len(made) == 1 and made[0].start_byte == min(s.start_byte for s in statements):
            return made  # `after x`, where x begins with its binding: behind that
        first = [s for s in made if not _uses(s, name.encode())]  # a clone of `x` that goes by its name is no beginning
        if len(first) == 1 and first[0].start_byte == min(s.start_byte for s in statements):
            return first
    wanted = name.encode()
    if noun in ("binding", "declaration", "definition", "closure"):
        patterns = [(s, s.child_by_field_name("pattern")) for s in statements if s.type == "let_declaration"]
        bound = [s for s, pattern in patterns if pattern is not None and (pattern.text or b"").split()[-1:] == [wanted]]
        built = [s for s in statements if name[:1].isupper() and _builds(s, wanted)]
        return bound or [s for s in statements if _assigned(s).endswith(wanted)] or built
    if noun == "statement":
        statements = [s for s in statements if s.type != "function_item"]
        called = (name + "(").encode()
        return [s for s in statements if called in b"".join((s.text or b"").split())]
    return statements


def _binds(statement: Node, name: bytes) -> bool:
    pattern = statement.child_by_field_name("pattern")
    return pattern is not None and (pattern.text or b"").split()[-1:] == [name]


def _uses(statement: Node, name: bytes) -> bool:
    """Whether the value that a `let` binds is made with what goes by the name."""
    value = statement.child_by_field_name("value")
    return value is not None and any(t.text.encode() == name for t in lex(value.text or b""))


def _builds(statement: Node, name: bytes) -> bool:
    """Whether a value of the type `name` is made in `statement`: by a literal of it, or by one of its functions."""
    text = b"".join((statement.text or b"").split())
    return name + b"{" in text or name + b"::" in text or name + b"(" in text


def is_loop(node: Node, name: str) -> bool:
    """Whether `node` is a loop that `name` means: `for`, `while`, `loop` (any), or the beginning of its text."""
    if node.type not in LOOPS.values():
        return False
    if name in ("loop", ""):
        return True
    if name in LOOPS:
        return node.type == LOOPS[name]
    wanted = tuple(t.text for t in lex_piece(name.rstrip("{ ")))
    return bool(wanted) and tuple(t.text for t in lex(node.text or b""))[: len(wanted)] == wanted


def _assigned(statement: Node) -> bytes:
    """What a statement assigns to; empty for one that assigns nothing."""
    inner = statement.named_children[0] if statement.type == "expression_statement" and statement.named_children else statement
    left = inner.child_by_field_name("left") if inner.type == "assignment_expression" else None
    return (left.text or b"") if left is not None else b""


def _in_macro(file: RustFile, span: Span) -> bool:
    """Whether it stands inside the arguments of a macro call: what a statement is there, only the macro knows."""
    node = file.root.descendant_for_byte_range(span.start, span.start)
    while node is not None:
        if node.type == "token_tree" and node.start_byte < span.start:
            return True
        node = node.parent
    return False


def _side(node: Node, relation: str) -> Span:
    """What stands before or after a statement in its own block."""
    assert node.parent is not None
    if relation == "before":
        return Span(node.parent.start_byte, node.start_byte)
    return Span(node.end_byte, node.parent.end_byte)


def at_edge(file: RustFile, function: Item, code: str, relation: str) -> Done:
    """The statements `code` as the first (`start_of`) or last ones (`end_of`) of `function`."""
    kind, label = "insert_statement", function.label
    data = file.source.data
    if function.body is None:
        return refused(kind, label, "anchor-not-found", f"`{label}` has no body")
    if _there(file, code, function.span):
        return applied(kind, label, "the statements are there already", function.span)
    indent = indent_at(data, function.span.start) + indent_unit(data)
    block = function.node.child_by_field_name("body")
    assert block is not None
    if b"\n" not in data[function.body.start : function.body.end]:
        return refused(kind, label, "would-not-parse", "the body stands on one line", "replace the body instead")
    if relation == "start_of":
        return insert(
            kind,
            file,
            Spot(line_end(data, function.body.start), indent, opened=True),
            code.encode(),
            label,
            f"at the start of `{label}`",
            tight=True,
        )
    last = [c for c in block.named_children if not is_comment(c)]
    if (
        last
        and last[-1].type not in ("expression_statement", "let_declaration", "empty_statement", "macro_definition")
        and not _unit(file, function)
    ):
        spot = Spot(line_start(data, last[-1].start_byte), indent)
        return insert(kind, file, spot, code.encode(), label, f"before the value of `{label}`", tight=True)
    spot = Spot(line_start(data, function.body.end), indent, close=True)
    return insert(kind, file, spot, code.encode(), label, f"at the end of `{label}`", tight=True)


def statement_at(file: RustFile, span: Span) -> Node | None:
    """The innermost statement (or field, arm, item) that holds `span` and stands directly in a block."""
    node = file.root.descendant_for_byte_range(span.start, span.end - 1)
    while node is not None and node.parent is not None and node.parent.type not in _HOLDERS:
        node = node.parent
    if node is None or node.parent is None or node.type in ("{", "}"):
        return None
    return node


def _owned_start(node: Node) -> int:
    """Where a statement begins with the attributes and comments directly above it."""
    start, row, before = node.start_byte, node.start_point[0], node.prev_sibling
    while before is not None and (is_comment(before) or before.type == "attribute_item"):
        end_row = before.end_point[0] - (1 if (before.text or b"").endswith(b"\n") else 0)
        earlier = before.prev_sibling
        trailing = earlier is not None and earlier.end_point[0] == before.start_point[0] and not is_comment(earlier)
        if end_row + 1 != row or trailing:
            break
        start, row, before = before.start_byte, before.start_point[0], earlier
    return start


def _there(file: RustFile, code: str, around: Span, block: Node | None = None) -> bool:
    """Whether `code` stands in `around`; as statements of `block` itself, not of what these hold, if it is given."""
    piece = lex_piece(code)
    found = [m.span for m in find_piece(piece, tokens_of(file)) if around.contains(m.span)] if piece else []
    if block is None or code.lstrip().startswith("."):
        return bool(found)
    begins = {child.start_byte for child in block.children}
    return any(span.start in begins for span in found)


def _unit(file: RustFile, function: Item) -> bool:
    """Whether the function gives back nothing, so that its last expression is a statement as well."""
    return function.node.child_by_field_name("return_type") is None
