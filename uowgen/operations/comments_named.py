"""Comments that statements take the place of: ``Replace the `// TODO: open it` comment with:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applies
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, reindented, with_newlines_of
from uowgen.rust.syntax import RustFile, is_comment, is_outer_doc, span_of, walk
from uowgen.text import Edit, Source, Span

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
    return _in_its_place(file, same[0], code, label, wanted)


_GIVES_WAY = when_used(
    r"\breplac\w+|\bgiv(?:e|es|ing) way\b|\bmak(?:e|es|ing) (?:way|room)\b|\bswap\w*|\bturn(?:s|ed)? into\b|\bbecom\w+\b", re.I
)
_CODE_ENDS = (";", "{", "}", ",", ")")


def quoted_comment_gives_way(file: RustFile, directive: Directive, code: bytes) -> Done | None:
    """The block in place of the one comment of the file that the sentence quotes with its slashes, as what is replaced: ``The line
    `// const LIMIT: u8 = 3;` is replaced by``. None if it quotes none, or none that stands there.
    """
    words = " ".join(directive.words.split())
    quoted = [
        text.strip() for text in words.split("`")[1::2] if text.strip().startswith("//") and text.strip()[2:3] not in ("/", "!")
    ]
    called = _CALLED.search(words)
    if _GIVES_WAY.search(words) is None or code.lstrip().startswith(b"//"):
        return None
    if not quoted and called is not None:
        return _declared_in_comment(file, next(name for name in called.groups() if name), code)
    if len(quoted) != 1:
        return None
    wanted = " ".join(quoted[0].lstrip("/").split())
    comments = [n for n in walk(file.root) if n.type == "line_comment" and not is_outer_doc(n)]
    data = file.source.data
    same = [n for n in comments if " ".join(file.text(n).lstrip("/").split()) == wanted and alone_on_line(data, n.start_byte)]
    if len(same) != 1:
        return None
    row = same[0].start_point[0]
    beside = any(n.id != same[0].id and abs(n.start_point[0] - row) == 1 and alone_on_line(data, n.start_byte) for n in comments)
    if beside and not wanted.endswith(_CODE_ENDS):
        return None  # one of several rows of prose
    return _in_its_place(file, same[0], code, file.source.path, wanted)


# ``the commented-out `LIMIT` ``, ``the `LIMIT` that is commented out``
_CALLED = when_used(r"\bcommented(?:[- ]out)? (?:\w+ ){0,2}?`(\w+)`|`(\w+)`,? (?:\w+ )?(?:that|which) is commented out\b", re.I)
_DECLARES = r"(?:pub(?:\([^)]*\))? )?(?:const|static|static mut|type) {}\b[^;]*;\s*$"


def _declared_in_comment(file: RustFile, name: str, code: bytes) -> Done | None:
    """The block, which declares `name` anew, in place of the one comment that is its declaration."""
    if not any(i.name == name for i in items_of(RustFile(Source("", code)))) or any(i.name == name for i in items_of(file)):
        return None
    declares = re.compile(_DECLARES.format(re.escape(name)))
    comments = (n for n in walk(file.root) if n.type == "line_comment" and not is_outer_doc(n))
    found = [n for n in comments if declares.match(file.text(n).lstrip("/ ")) and alone_on_line(file.source.data, n.start_byte)]
    return _in_its_place(file, found[0], code, file.source.path, name) if len(found) == 1 else None


def _in_its_place(file: RustFile, comment: Node, code: bytes, label: str, said: str) -> Done:
    data, span = file.source.data, span_of(comment)
    span = Span(span.start, span.start + len(data[span.start : span.end].rstrip()))
    shown = reindented(code, indent_at(data, span.start), indent_unit(data)).rstrip(b"\n").lstrip()
    edit = Edit(file.source.path, span, with_newlines_of(file.source, shown))
    return applies("replace_statement", label, f"in place of the comment `{said}`", span, edit)


def _bare(text: str) -> str:
    return " ".join(text.strip().lstrip("/!").split()).lower().rstrip(".")
