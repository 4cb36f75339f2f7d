"""Comments that statements take the place of: ``Replace the `// TODO: open it` comment with:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applies
from uowgen.regex import when_used
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.syntax import RustFile, is_comment, is_outer_doc, span_of, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

_SAID = r"(?:`([^`]+)`|\"([^\"]+)\"|“([^”]+)”)"
_NAMED = when_used(
    rf"\breplac\w+ (?:the |this |its )?(?:{_SAID} comment|comment {_SAID})\b|\breplac\w+ (?:the )?comment {_SAID}", re.I
)


def comment_gives_way(file: RustFile, directive: Directive, roots: list[Node], code: bytes, label: str) -> Done | None:
    """The block in place of the one comment in `roots` that the sentence quotes as what is replaced; None if it quotes none.

    A comment that is only a part of several rows is left alone: what the others say may be said of it.
    """
    found = _NAMED.search(" ".join(directive.words.split()))
    if found is None:
        return None
    wanted = _bare(next(part for part in found.groups() if part))
    comments = [n for root in roots for n in walk(root) if is_comment(n) and not is_outer_doc(n) and n.type == "line_comment"]
    same = [n for n in comments if wanted and _bare(file.text(n)) == wanted]
    data = file.source.data
    if len(same) != 1 or same[0].parent is None or same[0].parent.type != "block" or not alone_on_line(data, same[0].start_byte):
        return None
    row = same[0].start_point[0]
    if any(n.id != same[0].id and abs(n.start_point[0] - row) == 1 and alone_on_line(data, n.start_byte) for n in comments):
        return None
    span = span_of(same[0])
    span = Span(span.start, span.start + len(data[span.start : span.end].rstrip()))
    shown = reindented(code, indent_at(data, span.start), indent_unit(data)).rstrip(b"\n").lstrip()
    edit = Edit(file.source.path, span, with_newlines_of(file.source, shown))
    return applies("replace_statement", label, f"in place of the comment `{wanted}`", span, edit)


def _bare(text: str) -> str:
    return " ".join(text.strip().lstrip("/!").split()).lower().rstrip(".")
