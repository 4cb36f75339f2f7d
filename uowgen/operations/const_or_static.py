"""Constants that the file has as statics, or the other way round: one name, type and value, so that the block can only be the new form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.existing import replace_changed
from uowgen.operations.insert_items import after_item, insert
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.work import Done
    from uowgen.rust.syntax import RustFile

_OTHER = {"const": "static", "static": "const"}


def turned(file: RustFile, owner: Item | None, chunk: Chunk, code: bytes) -> Done | None:
    """The items of `chunk` in place of those of the other kind, and what is new among them below the last of these.

    None unless all are constants or statics, at least one is there as the other kind with the same type and value, and none is there in
    another form.
    """
    scope = (*owner.path, owner.label) if owner is not None else ()
    there = {i.name: i for i in items_of(file) if i.path == scope and i.kind in _OTHER and not i.in_macro}
    if any(i.kind not in _OTHER for i in chunk.items):
        return None
    known = [(new, there[new.name]) for new in chunk.items if new.name in there]
    if not known or any(old.kind != _OTHER[new.kind] or _said(file.source.data, old) != _said(code, new) for new, old in known):
        return None
    done = replace_changed(file, code, tuple(known))
    rest = [i for i in chunk.items if i.name not in there]
    if done.status == "refused" or not rest:
        return done
    text = b"\n\n".join(code[i.whole.start : i.whole.end] for i in rest)
    last = max((old for _, old in known), key=lambda i: i.span.end)
    added = insert("insert_after", file, after_item(file, last), text, last.label, "beside the others of its block")
    return done._replace(edits=(*done.edits, *added.edits))


def _said(data: bytes, item: Item) -> list[str]:
    """Type and value of a constant or static; nothing for a `static mut`, which is no constant with a value."""
    parts = [item.node.child_by_field_name(name) for name in ("type", "value")]
    if any(c.type == "mutable_specifier" for c in item.node.children):
        return [item.kind, item.name]
    return [t.text for part in parts if part is not None for t in lex(data[part.start_byte : part.end_byte])]
