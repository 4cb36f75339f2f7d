"""Finds what is to be removed: a quoted text, an item by name, a comment, an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.remove_code import remove_span
from uowgen.operations.targets import named_by
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.layout import line_end, line_start
from uowgen.rust.matching import find_piece, lex_piece, tokens_of
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

_ITEMS = ("fn", "struct", "enum", "union", "trait", "impl", "mod", "const", "static", "type", "macro", "use", "field", "variant")


def removal(file: RustFile, directive: Directive, quoted: str) -> Done:
    """What the words or the quoted text name, taken out of `file`; refused if it is there more than once."""
    if quoted:
        return _quoted(file, quoted)
    named = [a for a in directive.anchors if a.relation == "at"]
    if len(named) != 1:
        return refused(
            "remove_item", "", "directive-not-understood", "the words do not say what exactly is to be removed", "quote it"
        )
    anchor = named[0]
    if anchor.name.lstrip().startswith("//"):
        return _comment(file, anchor.name)
    items = [i for i in named_by(file, anchor) if i.kind in _ITEMS]
    if len(items) == 1:
        return remove_span("remove_item", file, items[0].whole, items[0].label)
    if items:
        rows = [candidate(file, i) for i in items]
        return refused(
            "remove_item", anchor.name, "anchor-ambiguous", f"`{anchor.name}` can mean {len(items)} items", "say which", rows
        )
    if any(ch in anchor.name for ch in "(;=."):
        return _quoted(file, anchor.name)
    return applied("remove_item", anchor.name, f"the file has no `{anchor.name}`") if anchor.noun else refused(
        "remove_item", anchor.name, "anchor-not-found", f"the file has no item `{anchor.name}`", "quote what is to be removed"
    )  # fmt: skip


def _quoted(file: RustFile, quoted: str) -> Done:
    piece = lex_piece(quoted)
    if not piece:
        return _comment(file, quoted)
    found = find_piece(piece, tokens_of(file))
    if not found:
        return refused(
            "remove_statement", "", "unresolved-in-document", "the text to remove is nowhere in the file", "quote it as it stands"
        )
    if len(found) > 1:
        rows = [Candidate(file.source.path, file.source.line_of(m.span.start), "") for m in found[:8]]
        return refused(
            "remove_statement", "", "anchor-ambiguous", f"the text stands {len(found)} times in the file", "name its function", rows
        )
    span = found[0].span
    data = file.source.data
    rest = data[span.end : line_end(data, span.end)]
    if rest[:1] in (b",", b";"):
        span = Span(span.start, span.end + 1)
    return remove_span("remove_statement", file, span, file.source.line_text(file.source.line_of(span.start)).strip())


def _comment(file: RustFile, quoted: str) -> Done:
    wanted = [row.strip() for row in quoted.strip().split("\n")]
    lines = [file.source.line_text(n).strip() for n in range(1, len(file.source.line_starts()) + 1)]
    hits = [n for n in range(len(lines) - len(wanted) + 1) if lines[n : n + len(wanted)] == wanted]
    if len(hits) != 1:
        code = "anchor-ambiguous" if hits else "unresolved-in-document"
        rows = [Candidate(file.source.path, n + 1, lines[n]) for n in hits[:8]]
        return refused(
            "remove_comment", wanted[0], code, f"the comment stands {len(hits)} times in the file", "quote it as it stands", rows
        )
    starts = file.source.line_starts()
    data = file.source.data
    start = starts[hits[0]]
    return remove_span(
        "remove_comment", file, Span(line_start(data, start), file.source.line_span(hits[0] + len(wanted)).end), wanted[0]
    )
