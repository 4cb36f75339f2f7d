"""Items that a function declares for itself: the ones that a block shows anew, and what belongs beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.existing import header_of, when_present
from uowgen.operations.insert_items import after_item, before_item, insert
from uowgen.operations.targets import BESIDE, Hit
from uowgen.operations.work import Done, candidate, refused
from uowgen.rust.items import Item, items_of, nested

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.rust.syntax import RustFile

_TYPES = frozenset({"struct", "enum", "union"})
_INSIDE = ("in", "at", "start_of", "end_of")


def place_local(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...]) -> Done | None:
    """The items of `chunk` as ones of a function: where the words name it and it has them, or they belong to a type that only it has.

    None where nothing says so.
    """
    if not any(i.kind in _TYPES or i.kind == "impl" for i in chunk.items):
        return None
    local = [(f, i) for f in _functions(file) for i in nested(file, f) if i.kind in _TYPES or i.kind == "impl"]
    if not local:
        return None
    tops = {(i.kind, i.name) for i in items_of(file) if not i.path}
    named = {i.span for h in hits if h.anchor.relation in _INSIDE for i in h.items if i.kind == "fn"}
    shown = [(new, f, old) for new in chunk.items for f, old in local if _is_same(file, code, new, old)]
    if shown and not any((i.kind, i.name) in tops for i in chunk.items):
        meant = [(new, f, old) for new, f, old in shown if f.span in named]
        if len({f.span for _, f, _ in meant}) == 1 and len(meant) == len(chunk.items):
            return when_present(file, directive, chunk, code, tuple((new, old) for new, _, old in meant))
    beside = next((h for h in hits if h.anchor.relation in BESIDE and h.items), None)
    if beside is not None:
        inner = [(f, i) for f, i in local if i in beside.items]
        if len(beside.items) == 1 and inner and (inner[0][0].span in named or _belong(chunk, local, tops)):
            return _beside(file, chunk, inner[0][1], beside.anchor.relation)
        return None
    kin = _belong(chunk, local, tops)
    if not kin or directive.verb not in ("add", "insert", "append", "place"):
        return None
    if len({f.span for f, _ in kin}) > 1:
        first = chunk.items[0]
        rows = [candidate(file, i) for _, i in kin[:8]]
        message = f"{len({f.span for f, _ in kin})} functions have a type of their own that this belongs to"
        return refused("insert_item", first.label, "anchor-ambiguous", message, "name the function", rows)
    return _beside(file, chunk, kin[-1][1], "after")


def _functions(file: RustFile) -> list[Item]:
    return [i for i in items_of(file) if i.kind == "fn" and i.body is not None and not i.in_macro]


def _is_same(file: RustFile, code: bytes, new: Item, old: Item) -> bool:
    if (new.kind, new.name) != (old.kind, old.name):
        return False
    return new.kind != "impl" or header_of(file.source.data, old) == header_of(code, new)


def _belong(chunk: Chunk, local: list[tuple[Item, Item]], tops: set[tuple[str, str]]) -> list[tuple[Item, Item]]:
    """The local types, and their impls, that all of `chunk` are impls of; none if the file has such a type at top level."""
    names = {_type(i) for i in chunk.items if i.kind == "impl"}
    declared = {i.name for _, i in local if i.kind in _TYPES}
    if len(names) != 1 or any(i.kind != "impl" for i in chunk.items) or not names <= declared:
        return []
    (name,) = names
    if any(n == name for kind, n in tops if kind != "impl"):
        return []
    return [(f, i) for f, i in local if _type(i) == name]


def _type(item: Item) -> str:
    return item.name.partition(" for ")[2] or item.name


def _beside(file: RustFile, chunk: Chunk, item: Item, relation: str) -> Done:
    spot = before_item(file, item) if relation == "before" else after_item(file, item)
    where = f"{'above' if relation == 'before' else 'below'} `{item.label}` in `{item.parent}`"
    return insert(f"insert_{relation}", file, spot, chunk.code, item.label, where)
