"""Which file parts of items are for, by what they have in common with it: the names that they use, a row that they show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.rust.fragment import read_fragment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.desk import Desk
    from uowgen.model import Block

_LONG, _SHARED = 6, 2
_TELLING = 10  # letters of a row: `return Ok(())` stands anywhere


def is_part(code: str, block: Block) -> bool:
    """Whether the block is a part of an item: statements, fields, arms, a function without its end."""
    return block.lang in ("", "rust", "rs") and read_fragment(code).shape not in ("items", "head")


def shows_row_of(code: str, path: str, desk: Desk) -> bool:
    """Whether the file has the first or the last row of `code`, which shows what is there beside what is new."""
    draft = desk.draft(path)
    rows = ["".join(row.split()) for row in code.split("\n") if row.strip() and not row.strip().startswith(("//", "#["))]
    if draft is None or len(rows) < len(("shown", "new")):
        return False
    there = {b"".join(line.split()) for line in draft.data.split(b"\n")}
    return any(len(row) >= _TELLING and row.encode() in there for row in (rows[0], rows[-1]))


def most_in_common(code: str, paths: Sequence[str], desk: Desk) -> list[str] | None:
    """The file that has most of the names in `code`, if it has far more of them than any other; None if there is no such file."""
    names = {word.encode() for word in _words(code) if len(word) >= _LONG and not word.isdigit()}
    shared: dict[str, int] = {}
    for path in paths:
        draft = desk.draft(path)
        shared[path] = sum(name in draft.data for name in names) if draft is not None else 0
    best = sorted(shared.values(), reverse=True)
    if not best or best[0] < _SHARED or 2 * best[0] < len(names) or (len(best) > 1 and best[0] < 2 * best[1]):
        return None
    return [path for path in paths if shared[path] == best[0]]


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "_" else " " for c in text if c.isascii()).split()
