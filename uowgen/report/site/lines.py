"""Pieces of texts as numbered lines, with what is left out said. Lines are 1-based."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from uowgen.text import Source

_WIDEST = 400


class Row(NamedTuple):
    """One line: its text, its class (empty for none), whether links point at it, and the id that it links to itself, if any."""

    number: int
    text: str
    kind: str = ""
    target: bool = False
    to: str = ""


class Piece(NamedTuple):
    """Consecutive lines, or (with no rows) a gap of `left_out` lines that are not shown."""

    start: int
    rows: tuple[Row, ...]
    left_out: int = 0


def text_of(source: Source, line: int) -> str:
    """Line `line` of `source`, cut when it is very long."""
    text = source.line_text(line)
    return text if len(text) <= _WIDEST else text[:_WIDEST] + "…"


def last_line(source: Source) -> int:
    """The number of the last line that has text."""
    starts = source.line_starts()
    return len(starts) - (1 if len(starts) > 1 and starts[-1] == len(source.data) else 0)


def pieces_of(
    source: Source, first: int, last: int, *, most: int, targets: Collection[int] = (), kind: str = "", keep: bool = False
) -> tuple[Piece, ...]:
    """Lines `first` to `last` of `source`: all of them if they are at most `most`, else the first `most` and every target.

    `keep` marks the targets with an id that links point at.
    """
    last = min(last, last_line(source))
    shown = [n for n in range(first, last + 1) if n - first < most or n in targets]
    out: list[Piece] = []
    rows: list[Row] = []
    at = first
    for n in shown:
        if n != at:
            if rows:
                out.append(Piece(rows[0].number, tuple(rows)))
            out.append(Piece(at, (), n - at))
            rows = []
        rows.append(Row(n, text_of(source, n), kind, keep and n in targets))
        at = n + 1
    if rows:
        out.append(Piece(rows[0].number, tuple(rows)))
    if at <= last:
        out.append(Piece(at, (), last - at + 1))
    return tuple(out)
