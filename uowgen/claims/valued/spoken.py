"""Words by which sentences speak of the things of a type: those of its name, and of what documents its variants."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.valued.tokens import humps, root

if TYPE_CHECKING:
    from uowgen.claims.valued.shapes import Shape
    from uowgen.claims.valued.table import Table


def parts_of(name: str) -> set[str]:
    return {p for p in re.split(r"_|\d+|::", name.lower()) if p}


def things_of(table: Table) -> frozenset[str]:
    """The roots of the words that the names of the types at hand are made of."""
    names = [table.shape.name, *table.others]
    variants = {root(h) for s in (table.shape, *table.others.values()) for v in s.variants for h in humps(v) if len(humps(v)) == 1}
    return frozenset(root(h) for n in names for h in humps(n)) - variants


def documented_with(table: Table, shape: Shape, name: str) -> set[str]:
    """The roots of the words in the documentation of a variant, and in the texts that the type's functions give for it."""

    def read() -> set[str]:
        text = shape.declaration.text
        m = re.search(rf"((?:\s*///[^\n]*\n)+)\s*{name}\b", text) if name else None
        words = set(re.findall(r"[a-z]{3,}", (m[1] if m else "").lower()))
        whole = table.shape.declaration.file.rust.source.data.decode("utf-8", "replace")
        for arm in re.findall(rf"\b{name}\b[^\n]*?=>[^\n]*?\"([^\"\n]*)\"", whole) if name else ():
            words |= set(re.findall(r"[a-z]{3,}", arm.lower()))
        other = {root(h) for s in (table.shape, *table.others.values()) for v in s.variants for h in humps(v)}
        return {root(w) for w in words} - other - _FUNCTIONAL

    return table.case.once(f"words of {shape.name}::{name}", read)


def texts_for(table: Table, shape: Shape) -> dict[str, str]:
    """The variants by the texts in capitals from which functions of the file make them: `"HELO" => Event::Hello`."""

    def read() -> dict[str, str]:
        whole = shape.declaration.file.rust.source.data.decode("utf-8", "replace")
        found: dict[str, str] = {}
        for texts, owner, name in re.findall(r'((?:"[A-Z0-9]{2,}"\s*\|?\s*)+)=>\s*(?:Some\(|Ok\()?(?:(\w+)::)?(\w+)\b', whole):
            if name in shape.variants and owner in ("", "Self", shape.name):
                for text in re.findall(r'"(\w+)"', texts):
                    found[text] = name if found.get(text, name) == name else ""
        return found

    return table.case.once(f"texts for {shape.name}", read)


_FUNCTIONAL = {
    root(w)
    for w in "the and for not with from into has have holds are was were but its this that when while did can will only never no".split()
}

__all__ = ["documented_with", "parts_of", "texts_for", "things_of"]
