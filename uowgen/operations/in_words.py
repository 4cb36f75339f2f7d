"""Directives without a block, whose whole text is in inline code: a module line, an import, a derive, an attribute, `pub`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.add_import import add_imports, declare_module
from uowgen.operations.targets import named_by
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import items_of
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
    named = [(a, named_by(file, a)) for a in directive.anchors if a.relation in ("in", "at", "near", "before", "start_of")]
    found = list({i.span: i for _, items in named for i in items}.values())
    bearing = [{i.span for i in items} for a, items in named if a.name.startswith("#[")]
    if len(found) > 1 and bearing:  # `#[x]` on `y`: what the words name and what bears the attribute
        borne = [i for i in found if all(i.span in spans for spans in bearing)]
        named_so = {i.span for a, items in named if not a.name.startswith("#[") for i in items}
        found = [i for i in borne if i.span in named_so] or found
    if (
        not found and (subject := _SUBJECT.match(directive.words.strip(" *_"))) is not None
    ):  # ``Area`: take `Debug` out of the derives`
        found = [i for i in items_of(file) if i.name == subject[1] and i.kind in ("struct", "enum", "union") and not i.in_macro]
    if not found:
        found = _called_by_kind(file, directive)
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
                gone = [p for p in have if p not in wanted]
                if gone and not new and all(f"`{p}`" in directive.words for p in gone) and _TAKES_OUT.search(directive.words):
                    return _attribute_replaced(file, item, [attribute], text)
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
    kin = [a for a in item.attributes if _path_of(a) == _path_of(text)]
    if directive.verb in ("replace", "change", "rename"):
        return _attribute_replaced(file, item, kin, text)
    if directive.verb == "place" and kin and _path_of(text) in _ONCE:
        return refused(
            kind, item.label, "item-exists-differently", f"`{item.label}` has `{kin[0]}`", "say that it is to be replaced, or added",
            [candidate(file, item)],
        )  # fmt: skip
    place = Span(item.span.start, item.span.start)
    return applies(
        kind, item.label, f"above `{item.label}`", place,
        Edit(file.source.path, place, text.encode() + file.source.newline() + indent_at(data, item.span.start)),
    )  # fmt: skip


def _called_by_kind(file: RustFile, directive: Directive) -> list[Item]:
    """The one type near the block that is named, where the sentence itself says no more than `on the struct`."""
    said = _BY_KIND.search(directive.words)
    kinds = ("struct", "enum", "union") if said is None or said[1].lower() == "type" else (said[1].lower(),)
    if said is None:
        return []
    types = [i for i in items_of(file) if i.kind in kinds and not i.in_macro and not i.path]
    named = [i for i in types if i.name in directive.named]
    return named if len(named) == 1 else []


_BY_KIND = when_used(r"\b(?:on|of|above|to|for) (?:the|this|that) (struct|enum|union|type)\b", re.IGNORECASE)
_SUBJECT = when_used(r"`(\w+)`\s*[:—–]")
_TAKES_OUT = when_used(r"\b(?:take|takes|taken|remov\w+|drop\w*|delet\w+|without|no longer|los(?:es?|ing))\b", re.IGNORECASE)

# Attributes that an item has once, or of which a second one narrows what the first says.
_ONCE = frozenset({"cfg", "cfg_attr", "repr", "inline", "path", "must_use", "deprecated", "default"})


def _path_of(attribute: str) -> str:
    """`cfg` of `#[cfg(test)]`."""
    return "".join(attribute.split()).removeprefix("#").lstrip("![").partition("(")[0].partition("=")[0].rstrip("]")


def _attribute_replaced(file: RustFile, item: Item, there: list[str], text: str) -> Done:
    """The attribute in place of the one of its path that `item` has; refused if it has none or several."""
    if len(there) != 1:
        code = "anchor-ambiguous" if there else "anchor-not-found"
        return refused(
            "add_attribute", item.label, code, f"`{item.label}` has {len(there)} such attributes", "say which one it replaces",
            [candidate(file, item)],
        )  # fmt: skip
    data = file.source.data
    at = data.find(there[0].encode(), item.whole.start)
    if not item.whole.start <= at < item.whole.end:
        return refused("add_attribute", item.label, "anchor-not-found", f"`{there[0]}` is not written above it")
    place = Span(at, at + len(there[0].encode()))
    return applies("add_attribute", item.label, f"in place of `{there[0]}`", place, Edit(file.source.path, place, text.encode()))
