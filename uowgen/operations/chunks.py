"""The parts of a block of items: neighbours that go to one place, with the comments around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.insert_items import is_test_module
from uowgen.rust.fragment import takes_self
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item


class Chunk(NamedTuple):
    """Neighbouring items of the block that go to one place: their text with the comments around them."""

    sort: str
    code: bytes
    items: tuple[Item, ...]


def chunks(fragment: Fragment) -> tuple[Chunk, ...]:
    """The items of a block, those that go to one place together, each with the comments before it."""
    found: list[Chunk] = []
    at = 0
    for n, item in enumerate(fragment.items):
        last = n == len(fragment.items) - 1
        end = len(fragment.code) if last else _line_end(fragment.code, item.whole.end, fragment.items[n + 1].whole.start)
        text = fragment.code[at:end]
        sort = _sort(item)
        if found and found[-1].sort == sort and sort not in ("impl", "tests module"):
            previous = found.pop()
            found.append(Chunk(sort, previous.code + text, (*previous.items, item)))
        else:
            found.append(Chunk(sort, text, (item,)))
        at = end
    return tuple(found)


def _sort(item: Item) -> str:
    if item.kind == "use":
        return "use" if not any(c.type == "visibility_modifier" for c in item.node.named_children) else "re-export"
    if item.kind == "mod":
        return "mod" if item.body is None else "tests module" if is_test_module(item) or item.name == "tests" else "item"
    if item.kind == "impl":
        return "impl"
    if item.kind == "fn":
        if takes_self(item):
            return "method"
        if any(a.startswith(("#[test", "#[tokio::test", "#[rstest")) or "::test" in a.split("(")[0] for a in item.attributes):
            return "test"
        return "fn"
    return "item"


def stands_alone(chunk: Chunk, headers: set[str]) -> bool:
    """Whether the chunk is written as it is beside its neighbours: it extends nothing that the file has."""
    if chunk.sort == "impl":
        return chunk.items[0].name not in headers
    return chunk.sort == "item" or (chunk.sort == "fn" and not belongs_inside(chunk))


def joined(parts: tuple[Chunk, ...], sort: str) -> tuple[Chunk, ...]:
    """`parts` with neighbours of the one `sort` made one: they go to one place, so they are one operation."""
    out: list[Chunk] = []
    for part in parts:
        if out and out[-1].sort == part.sort == sort:
            out[-1] = Chunk(sort, out[-1].code + part.code, (*out[-1].items, *part.items))
        else:
            out.append(part)
    return tuple(c._replace(sort="fn") if c.sort == "item" and all(i.kind == "fn" for i in c.items) else c for c in out)


def belongs_inside(chunk: Chunk) -> bool:
    """Whether functions can only stand in an impl or trait: they speak of `Self`, or are written with an impl's indentation."""
    rows = [row for row in chunk.code.split(b"\n") if row.strip()]
    return any(t.text == "Self" for t in lex(chunk.code)) or all(row.startswith((b"    ", b"\t")) for row in rows)


def _line_end(code: bytes, offset: int, limit: int) -> int:
    end = code.find(b"\n", offset)
    return min(end + 1, limit) if 0 <= end < limit else min(offset, limit)
