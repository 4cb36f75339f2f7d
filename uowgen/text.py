"""Spans, sources and edits: the one coordinate system of the program.

A position is a byte offset into a file's UTF-8 bytes, a span is half-open. Lines and columns exist only where a person reads them.
This module knows nothing of Rust, Markdown or disks.
"""

from bisect import bisect_right
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"


class Span(NamedTuple):
    """A half-open range of bytes, `start <= end`."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies within this span (an empty span at either border does)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one byte."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """The same range `by` bytes further on."""
        return Span(self.start + by, self.end + by)


class Source:
    """One text file as bytes, with the path by which the user knows it. Immutable by convention."""

    __slots__ = ("_starts", "data", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.data)} bytes)"

    def line_starts(self) -> list[int]:
        r"""Byte offset of the start of each line. Lines end at `\n` alone, as git and rustc count them."""
        if self._starts is None:
            starts, at = [0], self.data.find(b"\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.data.find(b"\n", at + 1)
            self._starts = starts
        return self._starts

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds the byte at `offset` (at the end of the file: its last line)."""
        return bisect_right(self.line_starts(), offset)

    def column_of(self, offset: int) -> int:
        """The 1-based column of `offset` in characters; a byte order mark is none."""
        start = self.line_starts()[self.line_of(offset) - 1]
        if start == 0 and offset >= len(BOM) and self.data.startswith(BOM):
            start = len(BOM)
        return len(self.data[start:offset].decode("utf-8", "replace")) + 1

    def line_span(self, line: int) -> Span:
        """The bytes of 1-based `line` without its line ending; an empty span at the end for a line past it."""
        starts = self.line_starts()
        if line > len(starts):
            return Span(len(self.data), len(self.data))
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self.data)
        if end > start and self.data[end - 1 : end] == b"\r":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The text of 1-based `line` without its line ending."""
        return self.slice(self.line_span(line))

    def slice(self, span: Span) -> str:
        """The text of `span`; bytes that are not UTF-8 become U+FFFD."""
        return self.data[span.start : span.end].decode("utf-8", "replace")

    def newline(self) -> bytes:
        """The file's line ending: the one that most of its lines have."""
        crlf = self.data.count(b"\r\n")
        return b"\r\n" if crlf * 2 > self.data.count(b"\n") else b"\n"


class Edit(NamedTuple):
    """Put `text` in place of the bytes `span` of the original `file`."""

    file: str
    span: Span
    text: bytes


class Conflict(NamedTuple):
    """Two edits of one file that cannot both be made, in document order."""

    first: Edit
    second: Edit


def conflicts(edits: tuple[Edit, ...]) -> tuple[Conflict, ...]:
    """Every edit that overlaps an earlier one, or inserts at the place of an earlier insertion, with that earlier edit.

    `edits` belong to one file. Two equal edits are one and no conflict. Compared with the furthest end so far, not with the
    neighbour: a long edit can reach over several short ones.
    """
    found: list[Conflict] = []
    furthest: Edit | None = None
    for edit in sorted(set(edits), key=lambda e: (e.span, e.text)):
        if furthest is not None and _clash(furthest, edit):
            found.append(Conflict(furthest, edit))
        if furthest is None or edit.span.end >= furthest.span.end:
            furthest = edit
    return tuple(found)


def _clash(first: Edit, second: Edit) -> bool:
    both_insert = first.span.start == first.span.end == second.span.start == second.span.end
    return both_insert or second.span.start < first.span.end or (first.span == second.span)


def apply_edits(data: bytes, edits: tuple[Edit, ...]) -> bytes:
    """`data` with `edits` made. All spans refer to `data`; edits must not conflict (see `conflicts`), else ValueError."""
    if conflicts(edits):
        raise ValueError("conflicting edits")
    out, at = [], 0
    for edit in sorted(set(edits)):
        if edit.span.end > len(data):
            raise ValueError("edit past the end of the file")
        out += [data[at : edit.span.start], edit.text]
        at = edit.span.end
    out.append(data[at:])
    return b"".join(out)


class Piece(NamedTuple):
    """A run of a draft: bytes `span` of the original, or `text` that was added (then `span` is None)."""

    span: Span | None
    text: bytes

    @property
    def size(self) -> int:
        """Length in bytes."""
        return len(self.text) if self.span is None else self.span.end - self.span.start


class Draft:
    """A file as a sequence of operations leaves it, which still knows what of it is original.

    Later operations are placed on `data`, the text as drafted so far; `edits()` says the whole change in terms of the original.
    Immutable: `apply` returns a new draft.
    """

    __slots__ = ("_pieces", "data", "original", "path")

    def __init__(self, path: str, original: bytes | None, pieces: tuple[Piece, ...] | None = None) -> None:
        self.path = path
        self.original = original
        base = original or b""
        if pieces is None:
            pieces = (Piece(Span(0, len(base)), b""),) if base else ()
        self._pieces = pieces
        self.data = b"".join(base[p.span.start : p.span.end] if p.span else p.text for p in pieces)

    def apply(self, edits: tuple[Edit, ...]) -> "Draft":
        """The draft after `edits`, whose spans refer to this draft's `data`. Conflicting edits raise ValueError."""
        if conflicts(edits):
            raise ValueError("conflicting edits")
        if any(edit.span.end > len(self.data) for edit in edits):
            raise ValueError("edit past the end of the draft")
        pieces = self._pieces
        for edit in sorted(set(edits), reverse=True):  # from the end, so that earlier offsets stay true
            pieces = _splice(pieces, edit.span, edit.text)
        return Draft(self.path, self.original, pieces)

    def original_offset(self, offset: int) -> int | None:
        """Where the byte at `offset` of the draft stood in the original; None inside added text.

        An offset between an original byte and added text counts as original.
        """
        at = 0
        for piece in self._pieces:
            end = at + piece.size
            if piece.span is not None and at <= offset <= end:
                return piece.span.start + offset - at
            at = end
        if not self._pieces:
            return 0
        return len(self.original or b"") if offset == at == 0 else None

    def edits(self) -> tuple[Edit, ...]:
        """The change from the original, as disjoint edits in order, none of which puts back just what it takes."""
        found: list[Edit] = []
        original = self.original or b""
        at, added = 0, b""
        for piece in (*self._pieces, Piece(Span(len(original), len(original)), b"")):
            if piece.span is None:
                added += piece.text
            else:
                if added != original[at : piece.span.start]:
                    found.append(Edit(self.path, Span(at, piece.span.start), added))
                at, added = piece.span.end, b""
        return tuple(found)


def _splice(pieces: tuple[Piece, ...], span: Span, text: bytes) -> tuple[Piece, ...]:
    """`pieces` with the drafted bytes `span` replaced by `text`."""
    before: list[Piece] = []
    after: list[Piece] = []
    at = 0
    for piece in pieces:
        size = piece.size
        if at < span.start:
            before.append(_cut(piece, 0, min(size, span.start - at)))
        if at + size > span.end:
            after.append(_cut(piece, max(0, span.end - at), size))
        at += size
    middle = [Piece(None, text)] if text else []
    return tuple(p for p in (*before, *middle, *after) if p.span is None or p.span.end > p.span.start)


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if piece.span is None:
        return Piece(None, piece.text[start:end])
    return Piece(Span(piece.span.start + start, piece.span.start + end), b"")
