"""Where the code of a plan's operations stands in the tree now, or would go. Reads texts; it decides nothing about the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.rust.items import items_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.model import Block, Operation, Spec

    Rows = tuple[list[str], list[int]]


class Standing(NamedTuple):
    """Lines `line` to `end_line` (1-based, inclusive) of `file`. `how` says whether the code is there, would be put before
    `line`, or would take the place of the lines."""

    file: str
    line: int
    end_line: int
    how: Literal["there", "before", "instead"]


class Texts:
    """The files that operations name, each cut into lines once. `sources` gives the text of a path."""

    def __init__(self, sources: Callable[[str], Source | None]) -> None:
        self._sources = sources
        self._rows: dict[str, Rows] = {}
        self._items: dict[str, dict[str, tuple[int, int]]] = {}

    def source(self, path: str) -> Source | None:
        """The text at `path`."""
        return self._sources(path)

    def rows(self, path: str) -> Rows:
        """The lines of `path` that are not blank, stripped, and the number of each."""
        if path not in self._rows:
            source = self._sources(path)
            lines = source.data.decode("utf-8", "replace").split("\n") if source is not None else []
            kept = [(line.strip(), n) for n, line in enumerate(lines, 1) if line.strip()]
            self._rows[path] = ([line for line, _ in kept], [n for _, n in kept])
        return self._rows[path]

    def items(self, path: str) -> dict[str, tuple[int, int]]:
        """First and last line of each item of the Rust file `path`, by its full label."""
        if path not in self._items:
            source = self._sources(path)
            self._items[path] = _item_lines(source) if source is not None and path.endswith(".rs") else {}
        return self._items[path]


def standing_of(operation: Operation, spec: Spec, texts: Texts) -> tuple[Standing, ...]:
    """The places of `operation`: one, or for code that is there but no longer in one piece, one for each of its items."""
    if operation.status == "refused" or not operation.file or texts.source(operation.file) is None:
        return ()
    line = operation.line
    if operation.status == "applies":
        if line is None:
            return ()
        end = operation.end_line
        return (Standing(operation.file, line, end or line, "instead" if end is not None else "before"),)
    block = spec.blocks[operation.block] if operation.block is not None and operation.block < len(spec.blocks) else None
    found = _of_block(block, operation, texts) if block is not None else ()
    if found:
        return found
    return (Standing(operation.file, line, line, "there"),) if line is not None else ()


def _of_block(block: Block, operation: Operation, texts: Texts) -> tuple[Standing, ...]:
    whole = _in_one_piece(block.code, operation, texts)
    if whole is not None:
        return (Standing(operation.file, *whole, "there"),)
    there = texts.items(operation.file)
    wanted = _item_lines(Source("", block.code.encode("utf-8", "replace")))
    target = {label: lines for label, lines in wanted.items() if operation.target in label}
    places = [there[label] for label in target or wanted if label in there]
    inside = [p for p in places if not any(q != p and q[0] <= p[0] and p[1] <= q[1] for q in places)]
    return tuple(Standing(operation.file, first, last, "there") for first, last in dict.fromkeys(inside))


def _in_one_piece(code: str, operation: Operation, texts: Texts) -> tuple[int, int] | None:
    """First and last line of `code` in the file, white space aside; of several the nearest to the operation's line."""
    wanted = [line.strip() for line in code.split("\n") if line.strip()]
    rows, numbers = texts.rows(operation.file)
    found: list[tuple[int, int]] = []
    at = -1
    while wanted:
        try:
            at = rows.index(wanted[0], at + 1)
        except ValueError:
            break
        if rows[at : at + len(wanted)] == wanted:
            found.append((numbers[at], numbers[at + len(wanted) - 1]))
    near = operation.line or 1
    return min(found, key=lambda lines: abs(lines[0] - near), default=None)


def _item_lines(source: Source) -> dict[str, tuple[int, int]]:
    lines: dict[str, tuple[int, int]] = {}
    for item in items_of(RustFile(source)):
        last = max(item.whole.start, item.whole.end - 1)
        lines.setdefault(item.full_label, (source.line_of(item.whole.start), source.line_of(last)))
    return lines
