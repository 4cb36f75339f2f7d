"""The structure of a Markdown document as one flat list in document order: headings, texts, table rows, fences, list items.

It does not know what any of them means; it says where each one stands and what encloses it. One pass over the block grammar's tree,
which never looks into paragraphs or code, keeps the cost to the number of blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.grammar import parse_markdown
from uowgen.model import Block
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node

Kind = Literal["heading", "text", "row", "fence", "comment", "rule"]


class Item(NamedTuple):
    """One list item. `parent` is the index of the item around it; `box` the span of its `[ ]`; `numbered` items count in order."""

    parent: int | None
    span: Span
    line: int
    box: Span | None
    ticked: bool
    numbered: bool


class Element(NamedTuple):
    """One thing of the document, in order.

    `text` is as written, without the marks of a block quote (they are blanked, so that offsets stay true) and with bold words in
    stars where they have underscores; then `written` has what was there. `level` is that of a heading.
    `item` is the index of the innermost list item around it. `block` is the index of a fence. A row is one table row; `level`
    is 1 for the header.
    """

    kind: Kind
    span: Span
    line: int
    text: str
    level: int = 0
    item: int | None = None
    block: int | None = None
    written: str = ""


class Outline(NamedTuple):
    """The whole document. Blocks have no role yet (`code`); `front` is the text of the front matter between its rules."""

    source: Source
    elements: tuple[Element, ...]
    items: tuple[Item, ...]
    blocks: tuple[Block, ...]
    unclosed: tuple[int, ...]
    front: Element | None


def outline(source: Source) -> Outline:
    """Reads the structure of `source`, which must be UTF-8. Never fails."""
    data = source.data
    root = parse_markdown(data).root_node
    first = root.children[0] if data[:3] in (b"---", b"+++") and root.children else None
    if first is not None and first.type.endswith("_metadata") and not _has_keys(data[first.start_byte : first.end_byte]):
        # A document that begins with a rule: nothing up to the next rule may get lost.
        data = b"   " + data[3:]
        root = parse_markdown(data).root_node
    opened = _opened(data, root)
    return _read(source, root if opened is None else parse_markdown(opened).root_node)


def _has_keys(front: bytes) -> bool:
    """Whether every row between the rules of front matter is a key with a value, an item, a comment, or indented."""
    rows = [row.rstrip() for row in front.split(b"\n")[1:] if row.strip() and row.rstrip() not in (b"---", b"+++")]
    if not rows or rows[0][:1] in b" -\t":
        return False
    for row in rows:
        key = row.split(b":")[0].split(b"=")[0]
        is_key = (b":" in row or b"=" in row) and key.strip().replace(b"-", b"").replace(b"_", b"").replace(b" ", b"").isalnum()
        if not is_key and row[:1] not in b" \t#" and not row.startswith(b"- "):
            return False
    return not any(row.lstrip().startswith((b"- [", b"```", b"~~~")) for row in rows)


def _read(source: Source, root: Node) -> Outline:
    elements: list[Element] = []
    items: list[Item] = []
    blocks: list[Block] = []
    unclosed: list[int] = []
    front: Element | None = None
    # An explicit stack: lists in lists may nest as deep as the author of a hostile document likes.
    stack: list[tuple[Node, int | None, bool]] = [(root, None, False)]
    while stack:
        node, item, quoted = stack.pop()
        kind = node.type
        if kind in _CONTAINERS:
            if kind == "list_item":
                items.append(_item(node, item))
                item = len(items) - 1
            quoted = quoted or kind == "block_quote"
            stack += [(child, item, quoted) for child in reversed(node.children)]
        elif kind == "fenced_code_block":
            block, closed = _block(source, node)
            if not closed:
                unclosed.append(len(blocks))
            elements.append(Element("fence", block.span, block.line, "", 0, item, len(blocks)))
            blocks.append(block)
        elif kind == "paragraph":
            elements.append(_words(source, node, "text", 0, item, quoted))
        elif kind in ("atx_heading", "setext_heading"):
            elements.append(_heading(source, node, item, quoted))
        elif kind in ("pipe_table_header", "pipe_table_row"):
            span = Span(node.start_byte, node.end_byte)
            level = 1 if kind == "pipe_table_header" else 0
            elements.append(Element("row", span, node.start_point[0] + 1, source.slice(span), level, item))
        elif kind == "html_block":
            elements.append(_html(source, node, item, quoted))
        elif kind == "thematic_break":
            elements.append(Element("rule", Span(node.start_byte, node.end_byte), node.start_point[0] + 1, "", 0, item))
        elif kind in ("minus_metadata", "plus_metadata") and node.start_byte == 0:
            span = Span(0, node.end_byte)
            front = Element("text", span, 1, source.slice(span))
    return Outline(source, tuple(elements), tuple(items), tuple(blocks), tuple(unclosed), front)


def _opened(data: bytes, root: Node) -> bytes | None:
    """`data` with the tags blanked that hide fences; None when there are none.

    Markdown takes everything from `<action>` to the next empty line as HTML. Documents that wrap their steps in such tags mean
    the fences between them as fences. Offsets stay as they are.
    """
    found: list[tuple[int, int]] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _CONTAINERS:
            stack += node.children
        elif node.type == "html_block":
            text = data[node.start_byte : node.end_byte]
            if (b"```" in text or b"~~~" in text) and not text.lstrip().lower().startswith(
                (b"<!--", b"<pre", b"<script", b"<style")
            ):
                found.append((node.start_byte, node.end_byte))
    if not found:
        return None
    out = bytearray(data)
    for start, end in found:
        at = start
        for row in data[start:end].split(b"\n"):
            bare = row.strip()
            if bare.startswith(b"<") and bare.endswith(b">") and b" " not in bare:
                out[at : at + len(row)] = b" " * len(row)
            at += len(row) + 1
    return bytes(out)


_CONTAINERS = frozenset({"document", "section", "list", "list_item", "block_quote", "pipe_table"})


def _item(node: Node, parent: int | None) -> Item:
    box, ticked, numbered = None, False, False
    for child in node.children[:3]:
        if child.type.startswith("task_list_marker"):
            box, ticked = Span(child.start_byte, child.end_byte), child.type.endswith("_checked")
        elif child.type in ("list_marker_dot", "list_marker_parenthesis"):
            numbered = True
    return Item(parent, Span(node.start_byte, node.end_byte), node.start_point[0] + 1, box, ticked, numbered)


def _words(source: Source, node: Node, kind: Kind, level: int, item: int | None, quoted: bool) -> Element:
    """The element of a node's inline text; without any (an empty heading) its span is empty, at the end of the node."""
    inner = next((child for child in node.children if child.type == "inline"), None)
    if inner is None:
        end = node.end_byte
        return Element(kind, Span(end, end), node.start_point[0] + 1, "", level, item)
    span = Span(inner.start_byte, inner.end_byte)
    text = source.slice(span)
    text = _unquoted(text) if quoted else text
    starred = _starred(text) if "__" in text else text
    return Element(kind, span, inner.start_point[0] + 1, starred, level, item, None, "" if starred == text else text)


def _starred(text: str) -> str:
    """`__bold__` as `**bold**`, outside of code; names such as `__init` stay what they are."""
    pieces = text.split("`")
    for n in range(0, len(pieces), 2):
        piece = pieces[n]
        at = piece.find("__")
        while at >= 0:
            end = piece.find("__", at + 3)
            if end < 0:
                break
            outside = piece[at - 1 : at], piece[end + 2 : end + 3]
            inside = piece[at + 2], piece[end - 1]
            if not any(c.isalnum() or c == "_" for c in outside) and not any(c.isspace() or c == "_" for c in inside):
                piece = piece[:at] + "**" + piece[at + 2 : end] + "**" + piece[end + 2 :]
                at = piece.find("__", end + 2)
            else:
                at = end
        pieces[n] = piece
    return "`".join(pieces)


def _heading(source: Source, node: Node, item: int | None, quoted: bool) -> Element:
    if node.type == "atx_heading":
        marker = node.children[0].type  # atx_h1_marker … atx_h6_marker
        level = int(marker[5]) if marker.startswith("atx_h") else 1
        return _words(source, node, "heading", level, item, quoted)
    level = 1 if any(child.type == "setext_h1_underline" for child in node.children) else 2
    paragraph = next((child for child in node.children if child.type == "paragraph"), node)
    found = _words(source, paragraph, "heading", level, item, quoted)
    # Metadata lines with a rule of dashes right under them are no heading to the person who wrote them.
    if level == 2 and ("\n" in found.text or found.text.startswith("**") or found.text.endswith(":")):
        return found._replace(kind="text", level=0)
    return found


def _html(source: Source, node: Node, item: int | None, quoted: bool) -> Element:
    """A comment, or a text in tags: the tags are blanked, since documents wrap their sections in such."""
    span = Span(node.start_byte, node.end_byte)
    text = source.slice(span)
    line = node.start_point[0] + 1
    if text.lstrip().startswith("<!--"):
        return Element("comment", span, line, text, 0, item)
    return Element("text", span, line, _untagged(_unquoted(text) if quoted else text), 0, item)


def _unquoted(text: str) -> str:
    rows = text.split("\n")
    for at, row in enumerate(rows[1:], 1):
        bare = row.lstrip(" \t>")
        rows[at] = row[: len(row) - len(bare)].replace(">", " ") + bare
    return "\n".join(rows)


def _untagged(text: str) -> str:
    out, at = [], 0
    while (start := text.find("<", at)) >= 0:
        end = text.find(">", start)
        if end < 0 or not (text[start + 1 : start + 2].isalpha() or text[start + 1 : start + 2] == "/"):
            out.append(text[at : start + 1])
            at = start + 1
        else:
            out += [text[at:start], "".join(c if c == "\n" or ord(c) > 127 else " " for c in text[start : end + 1])]
            at = end + 1
    return "".join([*out, text[at:]])


def _block(source: Source, node: Node) -> tuple[Block, bool]:
    """The fence as a block without a role, and whether it is closed."""
    children = node.children
    marks = [child for child in children if child.type == "fenced_code_block_delimiter"]
    info = next((source.slice(Span(c.start_byte, c.end_byte)).strip() for c in children if c.type == "info_string"), "")
    line = source.line_of(node.start_byte)
    closed = len(marks) > 1
    if closed:
        end, end_line = marks[-1].end_byte, source.line_of(marks[-1].start_byte)
        rows = range(line + 1, end_line)
    else:
        end = max(node.start_byte, node.end_byte)
        end_line = max(line, source.line_of(max(node.start_byte, end - 1)))
        rows = range(line + 1, end_line + 1)
    prefix = source.data[source.line_starts()[line - 1] : node.start_byte].decode("utf-8", "replace")
    code = "".join(_dedented(source.line_text(row), prefix) + "\n" for row in rows)
    return Block(Span(node.start_byte, end), line, end_line, language(info), info, code, "code"), closed


def language(info: str) -> str:
    """The language of an info string, in lower case: `Rust`, `rust,ignore`, `rust title="x"`, `{.rust}` are all `rust`."""
    word = info.lstrip("{. ")
    for at, ch in enumerate(word):
        if ch in " \t,{}:;=":
            return word[:at].lower()
    return word.lower()


def _dedented(row: str, prefix: str) -> str:
    """`row` of a fence whose opening mark stands after `prefix` on its line: at most as much indentation is taken away."""
    if not prefix:
        return row
    width, blanks = _width(prefix), " \t>" if ">" in prefix else " \t"
    column = at = 0
    while at < len(row) and column < width and row[at] in blanks:
        column = column + 4 - column % 4 if row[at] == "\t" else column + 1
        at += 1
    return row[at:]


def _width(text: str) -> int:
    column = 0
    for ch in text:
        column = column + 4 - column % 4 if ch == "\t" else column + 1
    return column
