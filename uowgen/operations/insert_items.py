"""Writes whole items: before or after another one, at the edge of a file, module, impl or trait.

It decides how the text is laid out at a place that is already known, and nothing of where that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.work import Done, applies
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


class Spot(NamedTuple):
    """A place between lines: the byte offset of a line's start, and the indentation there. `inline` asks for no blank lines."""

    offset: int
    indent: bytes
    close: bool = False  # directly before the bracket that ends the scope
    opened: bool = False  # directly behind the bracket that opens the scope


def before_item(file: RustFile, item: Item) -> Spot:
    """Above `item` with all that it owns."""
    data = file.source.data
    start = item.whole.start
    return Spot(line_start(data, start) if alone_on_line(data, start) else start, indent_at(data, start))


def after_item(file: RustFile, item: Item) -> Spot:
    """Below `item` and what trails on its last line."""
    data = file.source.data
    return Spot(line_end(data, max(item.span.end, item.whole.end) - 1 if data[item.span.end - 1 : item.span.end] == b"\n" else item.span.end),
                indent_at(data, item.whole.start))  # fmt: skip


def end_of_body(file: RustFile, item: Item) -> Spot:
    """Directly before the bracket that closes `item`."""
    data = file.source.data
    assert item.body is not None
    indent = indent_at(data, item.span.start) + indent_unit(data)
    if alone_on_line(data, item.body.end):
        return Spot(line_start(data, item.body.end), indent, close=True)
    return Spot(item.body.end, indent, close=True)


def start_of_body(file: RustFile, item: Item) -> Spot:
    """Directly behind the bracket that opens `item`."""
    data = file.source.data
    assert item.body is not None
    indent = indent_at(data, item.span.start) + indent_unit(data)
    return Spot(min(line_end(data, item.body.start), item.body.end), indent, opened=True)


def end_of_file(file: RustFile) -> Spot:
    """The end of the file, but before a test module that ends it."""
    tops = [i for i in items_of(file) if not i.path]
    if tops and is_test_module(tops[-1]):
        return before_item(file, tops[-1])
    return Spot(len(file.source.data), b"", close=True)


def is_test_module(item: Item) -> bool:
    """Whether `item` is a module of unit tests."""
    return item.kind == "mod" and any("cfg(test)" in a.replace(" ", "") for a in item.attributes)


def insert(kind: str, file: RustFile, spot: Spot, code: bytes, target: str, message: str, *, tight: bool = False) -> Done:
    """`code` as lines of its own at `spot`, one blank line to either neighbour (none if `tight`)."""
    data = file.source.data
    text = reindented(code, spot.indent, indent_unit(data))
    at = spot.offset
    before = data[:at]
    lead = b""
    if not alone_on_line(data, at) or (at and data[at - 1 : at] != b"\n" and before.strip(b"\xef\xbb\xbf")):
        # The place is in the middle of a line (`mod x {}`) or behind a last line without an end.
        lead = b"\n"
    above = before.rstrip(b" \t\r\n")
    blank_above = before.replace(b"\r", b"").endswith(b"\n\n")
    opened = spot.opened or above.endswith(b"{") or not above.strip(b"\xef\xbb\xbf")
    if not tight and not opened and not blank_above:
        lead += b"\n"
    rest = data[at:]
    tail = b""
    first = rest.lstrip(b" \t\r\n")
    if not tight and first and not first.startswith(b"}") and not _blank_first(rest):
        tail = b"\n"
    if lead.startswith(b"\n") and not alone_on_line(data, at) and first.startswith(b"}"):
        tail = indent_at(data, at)
    written = with_newlines_of(file.source, lead + text + tail)
    if not data[at:].strip() and data and not data.endswith(b"\n") and at == len(data):
        written = written.rstrip(b"\r\n")
    return applies(kind, target, message, Span(at, at), Edit(file.source.path, Span(at, at), written))


def _blank_first(rest: bytes) -> bool:
    row = rest.split(b"\n", 1)[0]
    return not row.strip() and b"\n" in rest
