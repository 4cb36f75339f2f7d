"""Items that the words put above or below a comment of the file, which they quote: ``below the comment `// helpers` ``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.insert_items import Spot
from uowgen.operations.targets import BESIDE
from uowgen.regex import when_used
from uowgen.rust.items import Item, items_of
from uowgen.rust.layout import alone_on_line, indent_at, line_end, line_start
from uowgen.rust.syntax import is_outer_doc, span_of, walk

if TYPE_CHECKING:
    from uowgen.model import Anchor, Directive
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Span


def comment_said(directive: Directive) -> Anchor | None:
    """The comment beside which the sentence itself puts the code; None if it quotes none."""
    return next(
        (a for a in directive.anchors if a.relation in BESIDE and a.name.startswith("//") and a.name in directive.words), None
    )


def comment_spot(file: RustFile, directive: Directive, owner: Item | None) -> Spot | None:
    """The place above or below that comment, directly inside of `owner` (at top level, if None). None if the comment is not there, or is there
    twice, or if the place would tear it off what it stands above.
    """
    anchor = comment_said(directive)
    if anchor is None:
        return None
    data = file.source.data
    wanted = _bare(anchor.name)
    comments = [n for n in walk(file.root) if n.type == "line_comment" and not is_outer_doc(n)]
    same = [span_of(n) for n in comments if _bare(file.text(n)) == wanted and alone_on_line(data, n.start_byte)]
    if len(same) != 1 or not _directly_in(file, same[0], owner):
        return None
    start, end = line_start(data, same[0].start), line_end(data, same[0].start)
    indent = indent_at(data, same[0].start)
    if anchor.relation == "before":
        above = data[line_start(data, start - 1) : start].strip() if start else b""
        return None if above.startswith(b"//") else Spot(start, indent)
    return Spot(end, indent) if not data[end : line_end(data, end)].strip() else None


_UNDER_COMMENT = when_used(
    r"\bbetween (?:the|its|that|this) (?:[\w-]+ ){0,2}?(?:comment|link|note|remark|url|heading) and\b", re.IGNORECASE
)


def below_its_comment(file: RustFile, directive: Directive, item: Item) -> Spot | None:
    """Between an item and the comment above it, where the words say so and the comment is no documentation of the item."""
    data = file.source.data
    rows = data[item.whole.start : item.span.start].split(b"\n")[:-1]
    plain = [row.strip().startswith(b"//") and not row.strip().startswith((b"///", b"//!")) for row in rows]
    if not rows or not all(plain) or _UNDER_COMMENT.search(" ".join(directive.words.split())) is None:
        return None
    return Spot(line_start(data, item.span.start), indent_at(data, item.span.start))


def _directly_in(file: RustFile, place: Span, owner: Item | None) -> bool:
    """Whether `place` stands in the body of `owner` (at top level, if None), and in no item further in."""
    if owner is not None and (owner.body is None or not owner.body.contains(place)):
        return False
    depth = 0 if owner is None else len(owner.path) + 1
    return not any(len(i.path) >= depth and i.span.contains(place) for i in items_of(file))


def _bare(text: str) -> str:
    return " ".join(text.lstrip("/").split())
