"""All that follows a statement of a function replaced: `everything in f after the computation of max`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.insert_statements import called_so, statement_at
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.items import same_code
from uowgen.rust.layout import indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.matching import find_piece, lex_piece, tokens_of
from uowgen.rust.syntax import is_comment, span_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "replace_statement"


def replace_rest(file: RustFile, directive: Directive, function: Item, code: bytes) -> Done | None:
    """The block in place of all that stands behind the one statement of `function`'s own that the words name; None where they speak of no such
    end. A statement that is not named once, or stands deeper, is refused.
    """
    low = " ".join(directive.words.lower().replace("`", " ").replace(",", " ").split())
    everything = any(
        words in low for words in ("everything", "all that", "all of what", "the rest", "the remainder", "the part from")
    )
    anchor = next((a for a in directive.anchors if a.relation == "after" and a.name in directive.words), None)
    behind = anchor is not None and any(f" {word} " in low for word in ("after", "below", "following", "behind"))
    if (
        not everything
        or function.body is None
        or anchor is None
        or not behind
        or " up to " in low
        or " until " in low
        or " to " in low
    ):
        return None
    return rest_replaced(file, function, anchor.name, anchor.noun, code)


def rest_replaced(file: RustFile, function: Item, name: str, noun: str, code: bytes) -> Done | None:
    """The block in place of all that stands behind the one statement of `function`'s own that has `name` in it, or that `noun` calls so."""
    if function.body is None:
        return None
    body = function.node.child_by_field_name("body")
    own = [c for c in body.named_children if not is_comment(c)] if body is not None else []
    found = _meant(file, function, name, noun)
    told = [node for node in found if any(node.id == o.id for o in own)]
    if len(found) != 1 or len(told) != 1:
        reason = "anchor-ambiguous" if len(found) > 1 else "anchor-not-found"
        return refused(
            KIND, function.label, reason, f"`{function.label}` has no one statement of its own with `{name}`", "quote it"
        )
    data = file.source.data
    start = line_end(data, span_of(told[0]).end)
    end = line_start(data, function.body.end)
    if end < start or data[span_of(told[0]).end : start].strip(b" \t\r\n;") or data[end : function.body.end].strip():
        return None
    place = Span(start, end)
    if same_code(b"{" + data[start:end] + b"}", b"{" + code + b"}"):
        return applied(KIND, function.label, "it is so already", place)
    indent = indent_at(data, span_of(told[0]).start)
    blank = b"\n" if data[start:end].startswith((b"\n", b"\r\n")) else b""
    text = blank + reindented(code, indent, indent_unit(data))
    message = f"in place of all that follows `{name}` in `{function.name}`"
    return applies(KIND, function.label, message, place, Edit(file.source.path, place, with_newlines_of(file.source, text)))


def _meant(file: RustFile, function: Item, name: str, noun: str) -> list[Node]:
    """The statements of the function that the name and what it is called can mean."""
    assert function.body is not None
    found: list[Node] = []
    for hit in find_piece(lex_piece(name.rstrip(";")), tokens_of(file)):
        node = statement_at(file, hit.span) if function.body.contains(hit.span) else None
        if node is not None and all(node.id != other.id for other in found):
            found.append(node)
    return called_so(file, found, name, noun) or found
