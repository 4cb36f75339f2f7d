"""Making code look native where it is put: indentation, line endings, blank lines.

It moves lines and never changes what a line says; the inside of string literals is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.grammar import parse_rust

if TYPE_CHECKING:
    from uowgen.text import Source

_STRINGS = frozenset({"string_literal", "raw_string_literal", "block_comment"})


def indent_at(data: bytes, offset: int) -> bytes:
    """The white space at the start of the line of `offset`."""
    start = data.rfind(b"\n", 0, offset) + 1
    end = start
    while end < len(data) and data[end : end + 1] in (b" ", b"\t"):
        end += 1
    return data[start:end]


def indent_unit(data: bytes) -> bytes:
    """One step of indentation as the file has it: a tab, or the smallest run of blanks at a line's start (four if there is none)."""
    if data.count(b"\n\t") > data.count(b"\n  "):
        return b"\t"
    return b"  " if data.count(b"\n  ") and not data.count(b"\n    ") else b"    "


def line_start(data: bytes, offset: int) -> int:
    """Where the line of `offset` begins."""
    start = data.rfind(b"\n", 0, offset) + 1
    return 3 if start == 0 and data.startswith(b"\xef\xbb\xbf") else start


def line_end(data: bytes, offset: int) -> int:
    """Just behind the line break of the line of `offset`, or the end of the text."""
    end = data.find(b"\n", offset)
    return len(data) if end < 0 else end + 1


def alone_on_line(data: bytes, start: int) -> bool:
    """Whether only white space stands before `start` on its line."""
    return not data[line_start(data, start) : start].strip()


def reindented(code: bytes, indent: bytes, unit: bytes = b"    ") -> bytes:
    """`code` with its outermost lines at `indent`, without blank lines at either end, line ends `\\n`, one at the end.

    Lines inside string literals and block comments stay as they are. Blank lines become empty. Where `indent` is of tabs, leading
    runs of four blanks become tabs.
    """
    text = code.replace(b"\r\n", b"\n")
    rows = text.split(b"\n")
    kept = _inside_strings(text)
    common = _common(rows, kept)
    out: list[bytes] = []
    for n, row in enumerate(rows):
        if n in kept:
            out.append(row)
        elif not row.strip():
            out.append(b"")
        else:
            body = row[len(common) :] if row.startswith(common) else row.lstrip()
            if unit == b"\t":
                body = _tabbed(body)
            out.append(indent + body.rstrip())
    while out and not out[0]:
        out.pop(0)
    while out and not out[-1]:
        out.pop()
    return b"\n".join(out) + b"\n"


def with_newlines_of(source: Source, text: bytes) -> bytes:
    """`text` with the line endings of `source`."""
    newline = source.newline()
    return text if newline == b"\n" else text.replace(b"\r\n", b"\n").replace(b"\n", newline)


def _common(rows: list[bytes], kept: set[int]) -> bytes:
    common: bytes | None = None
    for n, row in enumerate(rows):
        if n in kept or not row.strip():
            continue
        lead = row[: len(row) - len(row.lstrip())]
        if common is None:
            common = lead
        else:
            size = 0
            while size < min(len(common), len(lead)) and common[size] == lead[size]:
                size += 1
            common = common[:size]
    return common or b""


def _inside_strings(text: bytes) -> set[int]:
    """Indices of the lines of `text` that begin inside a literal or a block comment."""
    if b'"' not in text and b"/*" not in text:
        return set()
    found: set[int] = set()
    stack = [parse_rust(text).root_node]
    while stack:
        node = stack.pop()
        if node.type in _STRINGS:
            found.update(range(node.start_point[0] + 1, node.end_point[0] + 1))
        else:
            stack.extend(node.children)
    return found


def _tabbed(row: bytes) -> bytes:
    tabs = 0
    while row.startswith(b"    "):
        row = row[4:]
        tabs += 1
    return b"\t" * tabs + row
