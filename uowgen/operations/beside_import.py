"""Imports beside another one that the words call by a part of its path: ``with the other `use` lines, after `regex`:``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports
from uowgen.operations.insert_items import after_item, before_item, insert
from uowgen.operations.targets import BESIDE
from uowgen.operations.work import candidate, refused
from uowgen.regex import when_used
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
        tops = [i for i in items_of(file) if i.kind == "use" and not i.path]
        there = [i for i in tops if _is_called(i, anchor.name)]
        if not there or (
            len(there) > 1 and (anchor.noun != "import" or tops.index(there[-1]) - tops.index(there[0]) >= len(there))
        ):
            continue
        told = _COUNTED.search(" ".join(directive.words.split()).replace("`", ""))
        if told is not None and _NUMBERS[told[1].lower()] != len(there):
            return refused(
                "add_import", "imports", "anchor-not-found", f"the file has {len(there)} imports of `{anchor.name}`, and the words {told[1]}",
                "name the import that it goes beside", [candidate(file, i) for i in there[:8]],
            )  # fmt: skip
        item = there[0] if anchor.relation == "before" else there[-1]
        spot = before_item(file, item) if anchor.relation == "before" else after_item(file, item)
        side = "above" if anchor.relation == "before" else "below"
        return insert("add_import", file, spot, chunk.code, "imports", f"{side} `use {item.name}`", tight=True)
    return None


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTED = when_used(
    r"\b(two|three|four|five|six) (?:[\w:]+ )?(?:imports|`?use`? lines)\b", re.IGNORECASE
)  # ``the three `alloc` imports``


def _is_called(use: Item, name: str) -> bool:
    """Whether a name without `use` is the first part of an import's path, or the whole of it."""
    wanted = "".join(name.removeprefix("use ").rstrip(";").removesuffix("*").removesuffix("::").split())
    path = "".join(use.name.split())
    return bool(wanted) and (path == wanted or path.partition("::")[0].partition("{")[0] == wanted)
