"""Statements (or calls of a chain) that show their surroundings: some stand in the file, the others go between them.

A statement that the words ask to change is found again by what it declares or calls, if only one in scope does so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.work import Done, applied, applies
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import Match, Token, find_piece, lex, tokens_of
from uowgen.rust.syntax import RustFile, is_comment, span_of, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.items import Item


# So many lines away from what is shown again a statement may be the old form of a new one.
_NEAR = 12
# So near, a row of the file that a new statement has in it is what that encloses.
_BESIDE = 3


class Piece(NamedTuple):
    """One statement or call of the block: its text with the comments above it, its tokens, and where the file has it."""

    text: bytes
    tokens: tuple[Token, ...]
    node: Node
    found: tuple[Match, ...]


def pieces_of(file: RustFile, around: Span, code: bytes, *, chain: bool) -> tuple[Piece, ...]:
    """The statements (calls, for a chain) of `code`, each with the places inside `around` where it stands word for word."""
    nodes = chain_calls(code) if chain else top_statements(code)
    tokens = tuple(t for t in tokens_of(file) if around.start <= t.start and t.end <= around.end)
    found = []
    for text, node in nodes:
        own = lex(text)
        found.append(Piece(text, own, node, find_piece(own, tokens) if own else ()))
    return tuple(found)


def shows(file: RustFile, around: Span, code: bytes, name: str) -> bool:
    """Whether the first or last statement of `code` is the one of the file that `name` speaks of, shown once more."""
    pieces = pieces_of(file, around, code, chain=False)
    words = {t.text for t in lex(name.encode())} - set("();.")
    ends = (pieces[0], pieces[-1]) if len(pieces) > 1 else ()
    return any(len(p.found) == 1 and words <= {t.text for t in p.tokens} for p in ends)


def between_known(file: RustFile, around: Span, code: bytes, label: str, *, chain: bool) -> Done | None:
    """The new pieces of `code` beside those that the file has once each; None if none or not all of these tell one place."""
    pieces = pieces_of(file, around, code, chain=chain)
    known = [n for n, p in enumerate(pieces) if len(p.found) == 1 and len(p.tokens) > 3]
    if any(p.found for n, p in enumerate(pieces) if n not in known and len(p.tokens) > 3) or not known:
        return None
    places = [pieces[n].found[0].span for n in known]
    if places != sorted(places):
        return None
    if len(known) == len(pieces):
        return applied("insert_statement", label, "the statements are there already", places[0])
    runs = _runs(len(pieces), set(known))
    if len(runs) != 1:
        return None
    start, end = runs[0]
    if end == start + 1 and any(_two_versions(pieces[start], pieces[n]) for n in (start - 1, end) if 0 <= n < len(pieces)):
        return None
    if not chain and any(_is_another_form(file, around, piece, places) for piece in pieces[start:end]):
        return None
    text = b"\n".join(p.text.strip(b"\n") for p in pieces[start:end])
    data = file.source.data
    if start > 0:
        beside = pieces[start - 1].found[0].span
        spot = Spot(line_end(data, beside.end - 1), indent_at(data, beside.start))
        if data[beside.end : spot.offset].split(b"//")[0].strip(b" \t\r\n;,"):
            return None
        return insert("insert_statement", file, spot, text, label, "below what the block shows of the file", tight=True)
    beside = pieces[end].found[0].span
    if not alone_on_line(data, beside.start):
        return None
    spot = Spot(line_start(data, beside.start), indent_at(data, beside.start))
    return insert("insert_statement", file, spot, text, label, "above what the block shows of the file", tight=True)


def _is_another_form(file: RustFile, around: Span, piece: Piece, places: list[Span]) -> bool:
    """Whether the file has, near the known `places`, a statement that the new `piece` may be another form of, or that it encloses."""
    from uowgen.rust.rows import head_of, rows_of

    rows = rows_of(piece.text.decode("utf-8", "replace"))
    first = next((row for row in rows if not row.key.startswith(("//", "#["))), None)
    if first is None:
        return False
    begun = first.key.startswith(("if", "match", "while", "for")) and first.key.endswith("{")
    wanted = first.key if begun else head_of(first)
    known = [(file.source.line_of(p.start), file.source.line_of(p.end)) for p in places]
    low, high = min(begin for begin, _ in known), max(end for _, end in known)
    base = file.source.line_of(around.start)
    inner = {row.key for row in rows if row.tells or "(" in row.key}
    for row in rows_of(file.source.data[around.start : around.end].decode("utf-8", "replace")):
        line = base + row.line
        if not low - _NEAR <= line <= high + _NEAR or any(begin <= line <= end for begin, end in known):
            continue
        if (begun or wanted.startswith("let ")) and (row.key if begun else head_of(row)) == wanted:
            return True
        if row.key in inner and low - _BESIDE <= line <= high + _BESIDE:
            return True
    return False


def _two_versions(new: Piece, known: Piece) -> bool:
    """Whether two neighbours, each under a comment of its own, are one statement as it is and as it is to be."""
    if not (new.text.lstrip().startswith(b"//") and known.text.lstrip().startswith(b"//")) or new.node.type != known.node.type:
        return False
    left = [t.text for t in known.tokens]
    common = 0
    for token in new.tokens:
        if token.text in left:
            left.remove(token.text)
            common += 1
    return 10 * common >= 7 * min(len(new.tokens), len(known.tokens))


def replace_alike(file: RustFile, scope: Item | None, code: bytes, *, only_grown: bool = False) -> Done | None:
    """The one statement of `code` in place of the one statement in scope that declares or calls the same; None if not certain."""
    tops = top_statements(code)
    if len(tops) != 1:
        return None
    wanted = signature_of(tops[0][1])
    if not wanted:
        return None
    root = scope.node if scope is not None else file.root
    found = [n for n in walk(root) if n.type == tops[0][1].type and signature_of(n) == wanted and _is_statement(n)]
    if len(found) > 1 and scope is not None and not only_grown:
        found = _of_one_argument(found, tops[0][1])
    if len(found) != 1:
        return None
    data = file.source.data
    place = span_of(found[0])
    label = scope.label if scope is not None else file.source.path
    if [t.text for t in lex(tops[0][0])] == [t.text for t in lex(data[place.start : place.end])]:
        return applied("replace_statement", label, "it is so already", place)
    if not alone_on_line(data, place.start):
        return None
    if only_grown:
        rest = iter([t.text for t in lex(tops[0][0]) if t.text != ","])
        if not all(t.text in rest for t in lex(data[place.start : place.end]) if t.text != ","):
            return None
    shown = reindented(code, indent_at(data, place.start), indent_unit(data)).rstrip(b"\n").lstrip()
    return applies(
        "replace_statement", label, f"in place of `{wanted}` in `{label}`", place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown)),
    )  # fmt: skip


def _of_one_argument(found: list[Node], new: Node) -> list[Node]:
    """Of several calls of one function the one that has all arguments of `new` but one: the others are other calls, not its old form."""
    wanted = _arguments(new)
    alike = []
    for node in found:
        own = _arguments(node)
        if own == wanted:
            return found  # it is there already, and what the words ask for is something else
        if len(own) == len(wanted) > 1 and sum(a != b for a, b in zip(own, wanted, strict=True)) == 1:
            alike.append(node)
    return alike


def _arguments(statement: Node) -> list[list[str]]:
    """The tokens of each argument of the call that a statement is."""
    call = next((n for n in walk(statement) if n.type == "call_expression"), None)
    listed = call.child_by_field_name("arguments") if call is not None else None
    return [[t.text for t in lex(a.text or b"")] for a in listed.named_children if not is_comment(a)] if listed is not None else []


def signature_of(node: Node) -> str:
    """What a statement is known by: the pattern that it declares, or the path that it calls."""
    if node.type == "let_declaration":
        pattern = node.child_by_field_name("pattern")
        text = (pattern.text or b"").decode("utf-8", "replace") if pattern is not None else ""
        return f"let {text}" if text not in ("", "_") else ""
    inner = node.named_children[0] if node.type == "expression_statement" and node.named_children else node
    while inner.type in ("try_expression", "await_expression", "return_expression") and inner.named_children:
        inner = inner.named_children[0]
    if inner.type == "call_expression":
        function = inner.child_by_field_name("function")
        return "call " + "".join((function.text or b"").decode("utf-8", "replace").split()) if function is not None else ""
    if inner.type == "match_expression":
        value = inner.child_by_field_name("value")
        return "match " + "".join((value.text or b"").decode("utf-8", "replace").split()) if value is not None else ""
    if inner.type == "struct_expression":
        name = inner.child_by_field_name("name")
        return "new " + "".join((name.text or b"").decode("utf-8", "replace").split()) if name is not None else ""
    if inner.type == "assignment_expression":
        left = inner.child_by_field_name("left")
        return "set " + "".join((left.text or b"").decode("utf-8", "replace").split()) if left is not None else ""
    return ""


def _is_statement(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "block"


def _runs(count: int, known: set[int]) -> list[tuple[int, int]]:
    """Index ranges of neighbouring pieces that are not known."""
    runs: list[tuple[int, int]] = []
    for n in range(count):
        if n not in known:
            if runs and runs[-1][1] == n:
                runs[-1] = (runs[-1][0], n + 1)
            else:
                runs.append((n, n + 1))
    return runs


def top_statements(code: bytes) -> list[tuple[bytes, Node]]:
    head = b"fn x() {\n"
    file = RustFile(Source("", head + code + b"\n}"))
    body = next((n for n in walk(file.root) if n.type == "block"), None)
    if body is None or file.root.has_error:
        return []
    found: list[tuple[bytes, Node]] = []
    start = len(head)
    for node in body.named_children:
        if is_comment(node):
            continue
        end = line_end(file.source.data, node.end_byte - 1)
        found.append((file.source.data[start : min(end, len(head) + len(code))], node))
        start = end
    return found


def chain_calls(code: bytes) -> list[tuple[bytes, Node]]:
    """The calls of a method chain that begins with a dot, first to last."""
    head = b"fn x() { y\n"
    file = RustFile(Source("", head + code + b"\n}"))
    if file.root.has_error:
        return []
    body = next((n for n in walk(file.root) if n.type == "block"), None)
    node = next((c for c in (body.named_children if body is not None else []) if not is_comment(c)), None)
    calls: list[tuple[bytes, Node]] = []
    while node is not None and node.type in ("call_expression", "field_expression", "try_expression", "await_expression"):
        inner = (
            node.child_by_field_name("function")
            or node.child_by_field_name("value")
            or (node.named_children[0] if node.named_children else None)
        )
        if node.type == "call_expression" and inner is not None and inner.type == "field_expression":
            value = inner.child_by_field_name("value")
            if value is None:
                return []
            calls.append((file.source.data[span_of(value).end : node.end_byte], node))
            node = value
        else:
            node = inner
    calls.reverse()
    return calls
