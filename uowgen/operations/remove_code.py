"""Takes something out: an item, a statement, a comment, an attribute, with what belongs to it and the blank line it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applies
from uowgen.rust.layout import alone_on_line, line_end, line_start
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.syntax import RustFile


def remove_span(kind: str, file: RustFile, span: Span, label: str) -> Done:
    """The bytes `span` out of the file: with its whole lines if it has them to itself, and one of two blank lines around it."""
    data = file.source.data
    start, end = span
    if alone_on_line(data, start) and not data[end : line_end(data, end)].strip(b" \t\r\n,"):
        start, end = line_start(data, start), line_end(data, end)
        above = data[:start].replace(b"\r\n", b"\n")
        below = data[end:].lstrip(b" \t")
        opened = above.rstrip().endswith(b"{")
        if (above.endswith(b"\n\n") or opened or not above.strip()) and below.startswith((b"\n", b"\r\n")):
            end = line_end(data, end)
        elif above.endswith(b"\n\n") and (below.startswith(b"}") or not below.strip()):
            start = line_start(data, start - 1)
    place = Span(start, end)
    return applies(kind, label, f"`{label}` is taken out", place, Edit(file.source.path, place, b""))
