"""The end of a function from its return type on: ``replace from the return type to the end of the body`` over `) -> u8 {` and statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.rust.items import items_of
from uowgen.rust.layout import indent_at, indent_unit, line_start, reindented, with_newlines_of
from uowgen.rust.matching import lex
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "replace_body"


def is_tail(code: bytes) -> bool:
    """Whether `code` goes on where the parameters of a function end: `) -> u8 {`, with or without the brace that closes its body."""
    begun = [t.text for t in lex(code)[:2]]
    return begun == [")", "->"] or begun == [")", "{"]


def tail_replaced(file: RustFile, directive: Directive, code: bytes) -> Done | None:
    """What follows the parameters of the one function that the words name, as the block has it; None if they name none, or several."""
    hits = {i.span: i for h in hits_of(file, directive) if h.anchor.relation in ("in", "at") for i in h.items if i.kind == "fn"}
    functions = list(hits.values()) or _named(file, directive)
    if len(functions) != 1 or functions[0].body is None or directive.verb not in ("replace", "change", "place"):
        return None
    function, data = functions[0], file.source.data
    listed = function.node.child_by_field_name("parameters")
    if listed is None or function.body is None:
        return None
    text = code.strip()
    if (text.count(b"{") - text.count(b"}"), text.count(b"(") - text.count(b")")) not in ((1, -1), (0, -1)):
        return None
    closed = text.count(b"{") == text.count(b"}")
    start, end = listed.end_byte - 1, function.span.end if closed else function.body.end
    if closed:
        place = Span(start, end)
    else:
        place = Span(start, line_start(data, end))
        if data[place.end : end].strip():
            return None
    if [t.text for t in lex(data[place.start : place.end])] == [t.text for t in lex(text)]:
        return applied(KIND, function.label, "it is so already", place)
    indent = indent_at(data, function.span.start)
    shown = reindented(code.rstrip() + b"\n", indent, indent_unit(data)).lstrip()
    shown = shown.rstrip(b"\n") if closed else shown
    return applies(
        KIND, function.label, f"what follows the parameters of `{function.name}`", place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown)),
    )  # fmt: skip


def _named(file: RustFile, directive: Directive) -> list[Item]:
    names = {name.removesuffix("()").rpartition("::")[2] for name in directive.named}
    return [i for i in items_of(file) if i.kind == "fn" and i.name in names and not i.in_macro]
