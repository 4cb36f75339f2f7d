"""Replaces everything that a file says by what the document shows, when the document says so of the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.fragment import elision
from uowgen.rust.items import same_code
from uowgen.rust.layout import with_newlines_of
from uowgen.text import BOM, Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "replace_file"


def asks_for_file(directive: Directive) -> bool:
    """Whether the words ask for the replacement of a file, not of something in it."""
    at = [a for a in directive.anchors if a.relation == "at"]
    return directive.verb == "replace" and directive.noun == "file" and bool(at) and all(a.noun == "file" for a in at)


def replace_file(file: RustFile, code: bytes) -> Done:
    """The whole of `file` as `code`, with the file's own line endings, byte order mark and final newline or lack of it."""
    source = file.source
    if elision(code) is not None:
        return refused(KIND, source.path, "elided-code", "the new text leaves something out", "write the file in full")
    data = source.data
    start = len(BOM) if data.startswith(BOM) else 0
    place = Span(start, len(data))
    if same_code(code, data[start:]):
        return applied(KIND, source.path, "it is so already", place)
    text = code.replace(b"\r\n", b"\n").strip(b"\n")
    text += b"\n" if data.endswith(b"\n") or not data else b""
    return applies(KIND, source.path, "in place of the whole file", place, Edit(source.path, place, with_newlines_of(source, text)))
