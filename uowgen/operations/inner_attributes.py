"""Attributes of a whole file: `#![feature(a, b)]` takes the place of the one that it holds in full, others stand below those that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.layout import line_end
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile, span_of
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

KIND = "add_attribute"


def inner_attributes(code: bytes) -> list[str]:
    """The inner attributes that `code` is nothing but; empty for any other code."""
    top = RustFile(Source("", code)).root.named_children
    return [(n.text or b"").decode("utf-8", "replace") for n in top] if all(n.type == "inner_attribute_item" for n in top) else []


def add_inner_attribute(file: RustFile, directive: Directive, text: str) -> Done:
    """`text` among the inner attributes of the file: in place of one of the same name of which it keeps every part, else below the last."""
    there = [n for n in file.root.named_children if n.type == "inner_attribute_item"]
    path = file.source.path
    wanted = _parts(text.encode())
    if any(_parts(n.text or b"") == wanted for n in there):
        return applied(KIND, path, "the attribute is there already")
    kin = [n for n in there if _parts(n.text or b"")[0] == wanted[0]]
    grown = [n for n in kin if _parts(n.text or b"")[1] <= wanted[1]]
    if len(grown) == 1:
        place = span_of(grown[0])
        place = Span(place.start, place.start + len((grown[0].text or b"").rstrip()))
        return applies(KIND, path, f"in place of `{file.text(grown[0]).strip()}`", place, Edit(path, place, text.strip().encode()))
    if kin and (directive.verb in ("replace", "change") or wanted[0] not in _SEVERAL):
        return refused(
            KIND, path, "item-exists-differently", f"the file has another `{wanted[0]}`", "show the attribute in its place"
        )
    if not there:
        return refused(
            KIND,
            path,
            "directive-not-understood",
            "the file has no inner attributes to stand with",
            "say that it goes to the top of the file",
        )
    at = _after(file, there[-1])
    return applies(
        KIND,
        path,
        "below the last inner attribute",
        Span(at, at),
        Edit(path, Span(at, at), text.strip().encode() + file.source.newline()),
    )


_SEVERAL = ("feature", "allow", "warn", "deny", "forbid", "expect", "cfg_attr")


def _after(file: RustFile, node: Node) -> int:
    return line_end(file.source.data, span_of(node).start + len((node.text or b"").rstrip()) - 1)


def _parts(text: bytes) -> tuple[str, frozenset[str]]:
    """The name of an attribute, and what it lists."""
    tokens = [t.text for t in lex(text) if t.text not in ("#", "!", "[", "]")]
    rest = "".join(tokens[1:]).removeprefix("(").removesuffix(")")
    return (tokens[0] if tokens else ""), frozenset(piece for piece in rest.split(",") if piece)
