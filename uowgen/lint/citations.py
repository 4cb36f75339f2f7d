"""Quotes and line numbers that no longer match the tree.

A citation is a path with lines, as in `mm.rs:128-142`. What it cites is the quote that follows it, or the item named beside it; where
that stands at other lines now, the numbers are put right. A spec that is applied already is left alone: what it quotes is history.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from uowgen.lint.remark import Remark, row_span, warning
from uowgen.rust.fragment import is_elision
from uowgen.rust.items import items_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.lint.remark import Unit
    from uowgen.model import Block
    from uowgen.text import Source

_CLOSEST = 0.6


class Citation(NamedTuple):
    """Lines `first` to `last` of the tree's file `path`; `numbers` is where the document writes them, `line` its line there."""

    path: str
    first: int
    last: int
    numbers: Span
    line: int


class Quoted(NamedTuple):
    """Where a quote stands in a file: its first and last line (0: nowhere), and the row of the quote that the file does not have."""

    first: int
    last: int
    missing: str = ""
    row: int = 0


def citation_remarks(unit: Unit) -> Iterator[Remark]:
    """A remark for each quote that the tree does not have, and for each citation whose lines hold something else."""
    operations = unit.planned.operations
    if operations and all(operation.status == "applied" for operation in operations):
        return
    citations = tuple(_citations(unit))
    cited_by_quote = set()
    for block in unit.spec.blocks:
        if block.role != "quote" or block.lang not in ("rust", "rs"):
            continue
        own = [c for c in citations if block.line <= c.line <= block.end_line]
        near = own or [c for c in citations if block.line - 3 <= c.line < block.line]
        cited_by_quote.update(near)
        yield from _quote(block, near[0] if near else None, unit)
    for citation in citations:
        if citation not in cited_by_quote:
            yield from _lines(citation, unit)


def _quote(block: Block, citation: Citation | None, unit: Unit) -> Iterator[Remark]:
    paths = [citation.path] if citation is not None else [m.path for m in unit.spec.files]
    files = [file for path in paths if path.endswith(".rs") and (file := _read(path, unit)) is not None]
    if not files:
        return
    found = [_find(block.code, file, citation) for file in files]
    best = next((f for f in found if f.first), None)
    if best is None:
        yield _stale(block, found[0], files[0], unit)
    elif citation is not None and not (citation.first <= best.first <= citation.last and best.last <= citation.last):
        yield _renumbered(citation, best.first, best.last, "the quote", unit)


def _stale(block: Block, quoted: Quoted, file: Source, unit: Unit) -> Remark:
    from difflib import get_close_matches

    message = f"`{file.path}` does not have what is quoted here"
    rows = {text.strip(): n for n, text in enumerate(file.data.decode("utf-8", "replace").split("\n"), 1) if text.strip()}
    near = get_close_matches(quoted.missing, rows, 1, _CLOSEST)
    advice = (
        f"line {rows[near[0]]} of it is `{near[0]}`; quote what is there now" if near else "quote what is there now, or drop it"
    )
    return Remark(warning(unit, "quote-stale", message, row_span(unit.source, block.code_line + quoted.row), advice))


def _lines(citation: Citation, unit: Unit) -> Iterator[Remark]:
    """A citation without a quote: its lines must exist, and hold the item that the sentence names beside it."""
    file = _read(citation.path, unit)
    if file is None:
        return
    row = unit.source.line_text(citation.line)
    named = [
        piece.strip("()") for n, piece in enumerate(row.split("`")) if n % 2 and piece.strip("()").replace("::", "").isidentifier()
    ]
    items = [i for i in items_of(RustFile(file)) if i.name in {name.split("::")[-1] for name in named}]
    places = [(file.line_of(i.whole.start), file.line_of(i.whole.end - 1)) for i in items]
    last = len(file.line_starts())
    cited = "\n".join(file.line_text(n) for n in range(citation.first, min(citation.last, last) + 1))
    if len(places) == 1 and items[0].name not in cited and not (citation.first <= places[0][1] and places[0][0] <= citation.last):
        yield _renumbered(citation, file.line_of(items[0].span.start), places[0][1], f"`{items[0].label}`", unit)
    elif not places and citation.last > last:
        message = f"`{file.path}` has {last} lines"
        yield Remark(warning(unit, "line-stale", message, citation.numbers, "cite lines that exist, or name the item instead"))


def _renumbered(citation: Citation, first: int, last: int, what: str, unit: Unit) -> Remark:
    numbers = str(first) if citation.first == citation.last or first == last else f"{first}-{last}"
    message = f"{what} is not at the cited lines of `{citation.path}`: it stands at {numbers}"
    said = warning(unit, "line-stale", message, citation.numbers, f"write `{numbers}`")
    return Remark(said, Edit(unit.source.path, citation.numbers, numbers.encode()))


def _find(code: str, file: Source, citation: Citation | None) -> Quoted:
    """Where the rows of a quote stand in `file`, in their order; white space, gaps and comments that the file has not count for nothing.

    Of several places the one nearest to what is cited.
    """
    there = [row.strip() for row in file.data.decode("utf-8", "replace").split("\n")]
    known = set(there)
    rows = [(n, row.strip()) for n, row in enumerate(code.split("\n")) if row.strip() and not is_elision(row)]
    telling = [(n, row) for n, row in rows if row in known or not row.startswith("//")]
    if not telling:
        n, row = next(iter(rows), (0, ""))
        return Quoted(0, 0, row, n)
    missing = next(((n, row) for n, row in telling if row not in known), None)
    if missing is not None:
        return Quoted(0, 0, missing[1], missing[0])
    starts = [n for n, row in enumerate(there) if row == telling[0][1]]
    best: tuple[int, int, int] | None = None
    for start in starts:
        at = start
        for _, row in telling[1:]:
            at = next((n for n in range(at + 1, len(there)) if there[n] == row), -1)
            if at < 0:
                break
        if at >= 0:
            away = abs(start + 1 - citation.first) if citation is not None else 0
            best = min(filter(None, (best, (at - start, away, start))))
    if best is None:
        return Quoted(0, 0, telling[0][1], telling[0][0])
    return Quoted(best[2] + 1, best[2] + best[0] + 1)


def _citations(unit: Unit) -> Iterator[Citation]:
    span = unit.spec.span
    for match in _pattern().finditer(unit.source.data, span.start, span.end):
        numbers = Span(match.start(2), match.end(3) if match[3] else match.end(2))
        first, last = int(match[2]), int(match[3] or match[2])
        yield Citation(match[1].decode("utf-8", "replace"), first, last, numbers, unit.source.line_of(match.start()))


@cache
def _pattern() -> re.Pattern[bytes]:
    # A path and its lines: `a.rs:12`, `a.rs:12-20`, also with an en dash and with backticks around the path.
    return re.compile(rb"([\w./-]+\.rs)`?:(\d{1,6})(?:(?:-|\xe2\x80\x93)(\d{1,6}))?\b(?!\.\d)")


def _read(path: str, unit: Unit) -> Source | None:
    """The tree's file at `path`, or the one that ends with it."""
    if not unit.tree.why_not(path):
        return unit.tree.read(path)
    if unit.tree.why_not(path) != "missing":
        return None
    ends = [p for p in unit.tree.paths() if p.endswith("/" + path.removeprefix("./"))]
    return unit.tree.read(ends[0]) if len(ends) == 1 else None
