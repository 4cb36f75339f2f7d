"""Writes `use` declarations among those that stand inside of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.layout import indent_at, line_end, line_start
from uowgen.rust.syntax import tokens_of_piece, walk
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_KIND = "add_import"


def add_local_imports(file: RustFile, code: bytes, functions: tuple[Item, ...]) -> Done:
    """The `use` declarations of `code` behind those of the one block of the function that has some, else at its start.

    Refused where several functions are meant, or several blocks of one have imports of their own.
    """
    if len(functions) != 1:
        return refused(
            _KIND, functions[0].label, "anchor-ambiguous", f"{len(functions)} functions may be meant", "name one function",
            [candidate(file, i) for i in functions],
        )  # fmt: skip
    function = functions[0]
    body = function.node.child_by_field_name("body")
    if body is None:
        return refused(_KIND, function.label, "anchor-not-found", f"`{function.label}` has no body")
    there = [n for n in walk(body) if n.type == "use_declaration"]
    wanted = tokens_of_piece(code.decode("utf-8", "replace"))
    for node in there:
        if tokens_of_piece(file.text(node)) == wanted:
            return applied(_KIND, function.label, "imported already", Span(node.start_byte, node.end_byte))
    blocks = {n.parent.start_byte for n in there if n.parent is not None}
    if len(blocks) > 1:
        return refused(
            _KIND, function.label, "anchor-ambiguous", f"{len(blocks)} blocks of `{function.label}` have imports of their own",
            "say beside which statement it goes",
        )  # fmt: skip
    data = file.source.data
    if not there and b"\n" not in data[body.start_byte : body.end_byte]:
        return refused(_KIND, function.label, "directive-not-understood", f"`{function.label}` stands on one line")
    at, indent = (line_end(data, there[-1].end_byte), indent_at(data, there[-1].start_byte)) if there else _start(file, body)
    ending = b"\r\n" if b"\r\n" in data else b"\n"
    text = b"".join(indent + row.strip() + ending for row in code.splitlines() if row.strip())
    where = "behind the last import of the function" if there else "at the start of the function"
    return applies(_KIND, function.label, where, Span(at, at), Edit(file.source.path, Span(at, at), text))


def _start(file: RustFile, body: Node) -> tuple[int, bytes]:
    """Where a body begins, and how far in its statements stand."""
    data = file.source.data
    first = next((c for c in body.named_children if c.start_byte >= line_end(data, body.start_byte)), None)
    indent = (
        indent_at(data, first.start_byte) if first is not None else indent_at(data, line_start(data, body.start_byte)) + b"    "
    )
    return line_end(data, body.start_byte), indent
