"""Imports beside another one that the words call by a part of its path: ``with the other `use` lines, after `regex`:``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports
from uowgen.operations.insert_items import after_item, before_item, insert
from uowgen.operations.targets import BESIDE
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.work import Done
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def beside_import(file: RustFile, directive: Directive, code: bytes, chunk: Chunk) -> Done | None:
    """The imports of `chunk` on the side of the one import that the words name; None where they name none, or these only join others."""
    plain = add_imports(file, code, chunk.items, None)
    if plain.status != "applies" or plain.message != "behind the last import":
        return None
    for anchor in directive.anchors:
        if anchor.relation not in BESIDE or anchor.name not in directive.words:
            continue
        there = [i for i in items_of(file) if i.kind == "use" and not i.path and _is_called(i, anchor.name)]
        if len(there) != 1:
            continue
        spot = before_item(file, there[0]) if anchor.relation == "before" else after_item(file, there[0])
        side = "above" if anchor.relation == "before" else "below"
        return insert("add_import", file, spot, chunk.code, "imports", f"{side} `use {there[0].name}`", tight=True)
    return None


def _is_called(use: Item, name: str) -> bool:
    """Whether a name without `use` is the first part of an import's path, or the whole of it."""
    wanted = "".join(name.removeprefix("use ").rstrip(";").split())
    path = "".join(use.name.split())
    return bool(wanted) and (path == wanted or path.partition("::")[0].partition("{")[0] == wanted)
