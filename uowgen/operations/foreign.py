"""Declarations without a body or value (`fn entry();`, `static END: usize;`): they can stand only in an `extern` block, or in a trait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.insert_items import after_item, before_item, end_of_body, insert
from uowgen.operations.targets import BESIDE
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.targets import Hit
    from uowgen.rust.syntax import RustFile


def declared_only(item: Item) -> bool:
    """Whether `item` is declared and not defined."""
    return item.node.type == "function_signature_item" or (
        item.kind == "static" and item.node.child_by_field_name("value") is None and not item.in_macro
    )


def declare(file: RustFile, hits: tuple[Hit, ...], chunk: Chunk) -> Done:
    """The chunk in the `extern` block of the item that the words name, else in the one block that the file has."""
    blocks = [i for i in items_of(file) if i.kind == "extern" and i.body is not None]
    there = {(i.kind, i.name): i for i in items_of(file) if any(b.body is not None and b.body.contains(i.span) for b in blocks)}
    known = [there[i.kind, i.name] for i in chunk.items if (i.kind, i.name) in there]
    if known:
        texts = b"\n".join(file.source.data[k.span.start : k.span.end] for k in known)
        if len(known) == len(chunk.items) and [t.text for t in lex(texts)] == [t.text for t in lex(chunk.code)]:
            return applied("insert_item", known[0].label, f"`{known[0].name}` is declared already", known[0].span)
        return refused(
            "insert_item", known[0].label, "item-exists-differently", f"the file declares another `{known[0].name}`",
            "say that it is to be replaced", [candidate(file, known[0])],
        )  # fmt: skip
    named = [(h, i) for h in hits if h.anchor.relation in BESIDE for i in h.items]
    for hit, item in named:
        within = [b for b in blocks if b.body is not None and b.body.contains(item.span)]
        if within:
            spot = before_item(file, item) if hit.anchor.relation == "before" else after_item(file, item)
            kind = "insert_before" if hit.anchor.relation == "before" else "insert_after"
            return insert(kind, file, spot, chunk.code, item.label, "in the extern block", tight=True)
    if len(blocks) == 1:
        return insert(
            "insert_item", file, end_of_body(file, blocks[0]), chunk.code, blocks[0].label, "in the extern block", tight=True
        )
    name = chunk.items[0].name
    if not blocks:
        return refused(
            "insert_item", name, "would-not-parse", f"`{name}` is declared without a body, which stands only in a trait or an extern block",
            "show it in its block, or with its body",
        )  # fmt: skip
    return refused(
        "insert_item", name, "anchor-ambiguous", f"the file has {len(blocks)} extern blocks that `{name}` could go into",
        "say beside what it goes", [candidate(file, b) for b in blocks],
    )  # fmt: skip
