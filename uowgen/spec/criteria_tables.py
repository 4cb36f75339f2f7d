"""Criteria that stand in a table: one a row, in the column whose heading says so.

It looks at the rows of one table and knows nothing of the section around it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.spec.outline import Element


class Told(NamedTuple):
    """What one row says: `text`, where it stands in the text of the row (characters), and whether another column ticks it."""

    row: Element
    text: str
    start: int
    ticked: bool


_SAYS = (
    "criterion", "criteria", "acceptance", "requirement", "condition", "check", "expectation", "expected", "description", "statement",
    "must hold", "what", "behaviour", "behavior", "claim", "deliverable", "outcome", "done when", "rule", "invariant", "guarantee",
)  # fmt: skip
_SUBJECT = frozenset(("item", "function", "fn", "method", "component", "symbol", "api", "type", "struct", "enum", "field", "name"))
_ASIDE = (
    "#", "id", "no", "nr", "how", "status", "done", "state", "test", "tests", "verified", "verification", "verify", "method of", "owner", "result",
    "notes", "note", "evidence", "priority", "ac", "ok", "check?", "tool", "command", "where", "file",
)  # fmt: skip
_TICKS = frozenset(("x", "[x]", "✅", "☑", "✔", "✓", "done", "yes"))


def told_by(rows: Sequence[Element]) -> list[Told]:
    """What each row below the heading row says; nothing of a table without a column for it."""
    if len(rows) < 2:
        return []
    cells = [_cells(row.text) for row in rows]
    heads = [text.strip("*` ").lower() for text, _ in cells[0]]
    column = _column(heads, cells[1:])
    if column is None:
        return []
    subject = next((n for n, head in enumerate(heads) if n < column and head.partition(" ")[0] in _SUBJECT), None)
    found = []
    for row, parts in zip(rows[1:], cells[1:], strict=True):
        if column >= len(parts) or not parts[column][0]:
            continue
        text, start = parts[column]
        if subject is not None and parts[subject][0]:
            text, start = f"{parts[subject][0]} {text}", parts[subject][1]
        ticked = any(other.lower() in _TICKS for n, (other, _) in enumerate(parts) if n != column)
        found.append(Told(row, text, start, ticked))
    return found


def _column(heads: list[str], rows: list[list[tuple[str, int]]]) -> int | None:
    for n, head in enumerate(heads):
        if head.startswith(_SAYS) and not head.endswith("?"):
            return n
    rest = [n for n, head in enumerate(heads) if head.rstrip(".").partition(" ")[0] not in _ASIDE]
    if not rest:
        return None
    return max(rest, key=lambda n: sum(len(parts[n][0]) for parts in rows if n < len(parts)))


def _cells(row: str) -> list[tuple[str, int]]:
    """The text of each cell, and where it begins; a `\\|` is a bar in it, as is one in inline code."""
    bounds, at, code = [], 0, False
    while at < len(row):
        if row[at] == "\\":
            at += 2
            continue
        code ^= row[at] == "`"
        if row[at] == "|" and not code:
            bounds.append(at)
        at += 1
    first = -1 if not bounds or row[: bounds[0]].strip() else bounds[0]
    inner = [b for b in bounds if b > first]
    edges = [first, *inner] if inner and not row[inner[-1] + 1 :].strip() else [first, *inner, len(row)]
    found = []
    for begin, end in pairwise(edges):
        cell = row[begin + 1 : end]
        found.append((cell.strip().replace("\\|", "|"), begin + 1 + len(cell) - len(cell.lstrip())))
    return found
