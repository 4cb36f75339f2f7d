"""Imports beside another one that stands only in a module of the file, and those of a module that the words do not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports
from uowgen.operations.insert_items import after_item, before_item, insert
from uowgen.operations.spots import module_named
from uowgen.operations.targets import BESIDE, holder_of
from uowgen.operations.work import candidate, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.targets import Hit
    from uowgen.operations.work import Done
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def import_in_module(file: RustFile, directive: Directive, chunk: Chunk, code: bytes, hits: tuple[Hit, ...]) -> Done | None:
    """The imports of `chunk` in the module that has the import which the words put them beside; None if they go to the file's own."""
    inner = [i for i in items_of(file) if i.kind == "mod" and i.body is not None and not i.in_macro]
    if not inner:
        return None
    named = module_named(file, directive, hits) or _said_first(directive, inner)
    for anchor in directive.anchors:
        if anchor.relation not in (*BESIDE, "near") or anchor.name not in directive.said:
            continue
        wanted = "".join(anchor.name.removeprefix("use ").rstrip("; ").split())
        if not anchor.name.startswith("use ") and (anchor.noun != "import" or "::" not in wanted):
            continue
        there = [i for i in items_of(file) if i.kind == "use" and not i.in_macro and "".join(i.name.split()) == wanted]
        if named is not None:
            there = [i for i in there if i.path == (*named.path, named.label) and named.span.contains(i.span)]
        if not there or any(not i.path for i in there):
            return None
        holders = {h.span: h for i in there if (h := holder_of(file, i)) is not None}
        if len(there) > 1 or len(holders) != 1:
            return refused(
                "add_import", "imports", "anchor-ambiguous", f"{len(there)} modules of the file have `use {there[0].name}`",
                "name the module", [candidate(file, i) for i in there[:8]],
            )  # fmt: skip
        return _beside(file, chunk, code, there[0], next(iter(holders.values())), anchor.relation)
    if named is not None and _SAID_FIRST.match(directive.words) is not None:
        return add_imports(file, code, chunk.items, named)
    if named is None and _THAT_MODULE.search(directive.said) and add_imports(file, code, chunk.items, None).target == "imports":
        return refused(
            "add_import", "imports", "anchor-ambiguous", "the words put the import into a module, and do not say which",
            "name the module", [candidate(file, i) for i in inner[:8]],
        )  # fmt: skip
    return None


def _said_first(directive: Directive, modules: list[Item]) -> Item | None:
    """The module that the sentence begins with: ```codec` needs it, too:``."""
    said = _SAID_FIRST.match(directive.words)
    found = [i for i in modules if said is not None and i.name == said[1]]
    return found[0] if len(found) == 1 else None


def _beside(file: RustFile, chunk: Chunk, code: bytes, there: Item, module: Item, relation: str) -> Done:
    plain = add_imports(file, code, chunk.items, module)
    if plain.status != "applies" or plain.message != "behind the last import":
        return plain
    spot = before_item(file, there) if relation == "before" else after_item(file, there)
    side = "above" if relation == "before" else "below"
    return insert("add_import", file, spot, chunk.code, module.label, f"{side} `use {there.name}` in `{module.label}`", tight=True)


_SAID_FIRST = when_used(
    r"^\W*(?:(?:and|then|also) )*(?:`mod )?`?(\w+)`(?: module)?,? (?:too|needs|wants|also|gets|as well|likewise|itself|does)\b",
    re.IGNORECASE,
)
_THAT_MODULE = when_used(
    r"\b(?:the|that) other (?:test )?module\b|\b(?:in|of|into|inside|to|within) (?:that|the same) (?:test )?module\b|\bsame (?:test )?module\b",
    re.IGNORECASE,
)
