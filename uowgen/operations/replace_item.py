"""Replaces an item, or the body or signature of a function, by what the document shows.

Documentation and attributes that the document does not show stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.items import Item, items_of, same_code
from uowgen.rust.layout import indent_at, indent_unit, line_start, reindented, with_newlines_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def replace_item(file: RustFile, old: Item, code: bytes, new: Item) -> Done:
    """`old` as `new` of `code` shows it. Refused if members of `old` would be lost that the document does not show."""
    data = file.source.data
    text = code[new.whole.start : new.whole.end]
    start = old.whole.start if new.whole.start < new.span.start else old.span.start
    if start < old.span.start and not _documents(code[new.whole.start : new.span.start]):
        start = _behind_documentation(data, old)
    place = Span(start, old.span.end)
    if same_code(text, data[place.start : place.end]):
        return applied("replace_item", old.label, "it is so already", place)
    if old.kind == "fn" and old.body is not None and new.body is None:
        return refused(
            "replace_item", old.label, "would-lose-code", f"the document shows `{old.label}` without its body",
            "say that the signature changes, or show the body", [candidate(file, old)],
        )  # fmt: skip
    lost = _lost(file, old, code, new)
    if lost:
        names = ", ".join(f"`{name}`" for name in lost)
        return refused(
            "replace_item", old.label, "would-lose-code", f"the document's `{old.label}` lacks {names}, which the file has",
            "show only what changes, or say that they are to be removed",
        )  # fmt: skip
    indent = indent_at(data, start)
    lead = line_start(code, new.whole.start)
    shown = reindented(code[lead : new.whole.end], indent, indent_unit(data)).rstrip(b"\n").removeprefix(indent)
    edit = Edit(file.source.path, place, with_newlines_of(file.source, shown))
    return applies("replace_item", old.label, f"in place of `{old.label}`", place, edit)


def _documents(lead: bytes) -> bool:
    """Whether something in the rows above an item documents it."""
    return any(row.strip().startswith((b"///", b"/**", b"#[doc")) for row in lead.split(b"\n"))


def _behind_documentation(data: bytes, item: Item) -> int:
    """Where the documentation ends that `item` begins with: the code above it that is not the document's to change."""
    at = item.whole.start
    while at < item.span.start and data[at : item.span.start].lstrip().startswith(b"///"):
        at = data.find(b"\n", at, item.span.start) + 1 or item.span.start
    lead = data[at : item.span.start]
    return at + len(lead) - len(lead.lstrip())


def replace_body(file: RustFile, old: Item, body: bytes) -> Done:
    """The body of the function `old`: the statements `body`, without braces."""
    if old.body is None:
        return refused("replace_body", old.label, "anchor-not-found", f"`{old.label}` has no body")
    data = file.source.data
    if same_code(body, data[old.body.start : old.body.end]):
        return applied("replace_body", old.label, "it is so already", old.body)
    indent = indent_at(data, old.span.start)
    text = b"\n" + reindented(body, indent + indent_unit(data), indent_unit(data)) + indent
    edit = Edit(file.source.path, old.body, with_newlines_of(file.source, text))
    return applies("replace_body", old.label, f"in place of the body of `{old.name}`", _statements(data, old.body), edit)


def _statements(data: bytes, body: Span) -> Span:
    """The part of a body that is not white space: what is replaced stands inside the braces, not on their rows."""
    inner = data[body.start : body.end]
    lead, bare = len(inner) - len(inner.lstrip()), inner.strip()
    return Span(body.start + lead, body.start + lead + len(bare)) if bare else body


def replace_signature(file: RustFile, old: Item, signature: bytes, new: Item | None = None) -> Done:
    """What stands before the body of `old`, as `signature` shows it (with or without an opening brace), attributes included."""
    data = file.source.data
    body = old.node.child_by_field_name("body")
    end = body.start_byte if body is not None else old.span.end - 1
    head = signature.strip().rstrip(b"{;").rstrip()
    with_lead = new is not None and new.whole.start < new.span.start
    place = Span(old.whole.start if with_lead else old.span.start, end)
    if same_code(head, data[place.start : place.end]):
        return applied("replace_signature", old.label, "it is so already", place)
    gap = data[len(data[:end].rstrip()) : end]
    shown = reindented(head, indent_at(data, old.span.start), indent_unit(data)).rstrip(b"\n").lstrip()
    return applies(
        "replace_signature", old.label, f"in place of the signature of `{old.name}`", place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown) + gap),
    )  # fmt: skip


def _lost(file: RustFile, old: Item, code: bytes, new: Item) -> tuple[str, ...]:
    """Names of members of an impl, trait or module that `new` does not have."""
    if old.kind not in ("impl", "trait", "mod"):
        return ()
    have = _members(items_of(RustFile(Source("", code))), new)
    return tuple(name for name in _members(items_of(file), old) if name not in have)


def _members(items: Iterable[Item], owner: Item) -> tuple[str, ...]:
    return tuple(i.name for i in items if i.path == (*owner.path, owner.label) and i.kind != "use" and owner.span.contains(i.span))
