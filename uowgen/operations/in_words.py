"""Directives without a block, whose whole text is in inline code: a module line, an import, a derive, an attribute, `pub`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports, declare_module
from uowgen.operations.targets import named_by
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.fragment import read_fragment
from uowgen.rust.layout import indent_at
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def in_words(file: RustFile, directive: Directive) -> Done:
    """What the sentence alone asks for, if it says all of it."""
    texts = [a.name.strip() for a in directive.anchors if a.relation == "with"]
    if directive.verb in ("add", "insert", "append", "create", "place") and len(texts) == 1:
        text = texts[0]
        if text.startswith(("use ", "pub use ", "mod ", "pub mod ", "pub(crate) mod ")):
            fragment = read_fragment(text if text.endswith(";") else text + ";")
            if fragment.shape == "items" and fragment.items[0].kind in ("use", "mod"):
                write = declare_module if fragment.items[0].kind == "mod" else _imports
                return write(file, fragment.code, fragment.items)
        if text.startswith("#["):
            return add_attribute(file, directive, text)
    return refused(
        "insert_item", "", "directive-not-understood", "the words alone do not say all of the change", "show the code in a block"
    )


def _imports(file: RustFile, code: bytes, uses: tuple[Item, ...]) -> Done:
    return add_imports(file, code, uses, None)


def add_attribute(file: RustFile, directive: Directive, text: str) -> Done:
    """An attribute on the one item that is named; a derive is merged into the derive that is there."""
    kind = "add_derive" if text.startswith("#[derive(") else "add_attribute"
    named = [(a, named_by(file, a)) for a in directive.anchors if a.relation in ("in", "at", "near", "before")]
    found = list({i.span: i for _, items in named for i in items}.values())
    if len(found) != 1:
        code = "anchor-ambiguous" if found else "anchor-not-found"
        said = named[0][0].name if named else ""
        return refused(
            kind,
            said,
            code,
            f"`{said}` means {len(found)} items of this file" if said else "the words name no item that it is for",
            "name one item",
            [candidate(file, i) for i in found],
        )
    item = found[0]
    data = file.source.data
    if any("".join(a.split()) == "".join(text.split()) for a in item.attributes):
        return applied(kind, item.label, "it is there already", item.span)
    if kind == "add_derive":
        wanted = [p.strip() for p in text[len("#[derive(") :].rstrip(")]").split(",") if p.strip()]
        for attribute in item.attributes:
            if attribute.startswith("#[derive(") and attribute.endswith(")]"):
                have = [p.strip() for p in attribute[len("#[derive(") : -2].split(",") if p.strip()]
                new = [p for p in wanted if p not in have]
                if not new:
                    return applied(kind, item.label, "derived already", item.span)
                at = data.find(attribute.encode(), item.whole.start)
                end = at + len(attribute) - 2
                lead = b", " if have and not data[:end].rstrip().endswith(b",") else b" " if have else b""
                place = Span(end, end)
                return applies(
                    kind,
                    item.label,
                    f"into the derive of `{item.name}`",
                    place,
                    Edit(file.source.path, place, lead + ", ".join(new).encode()),
                )
    place = Span(item.span.start, item.span.start)
    return applies(
        kind, item.label, f"above `{item.label}`", place,
        Edit(file.source.path, place, text.encode() + file.source.newline() + indent_at(data, item.span.start)),
    )  # fmt: skip
