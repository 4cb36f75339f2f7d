"""Which items of a spec no criterion speaks about: code that arrives without anybody having said when it is right.

An item is spoken of when a criterion, or what was found out about it, names it. It is a question of words, not of proof.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.rust.items import items_of
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.model import Spec, Verdict
    from uowgen.rust.items import Item

_KINDS = frozenset({"fn", "struct", "enum", "union", "trait", "const", "static", "type", "macro"})


class Unspoken(NamedTuple):
    """An item of a block: its label with all that encloses it, and the line of the document where it begins."""

    label: str
    line: int


def unspoken_of(spec: Spec, verdicts: tuple[Verdict, ...]) -> tuple[Unspoken, ...]:
    """The items of the blocks to be written that no criterion of `spec` names, in document order. Tests are left out."""
    said = _said(spec, verdicts)
    found: list[Unspoken] = []
    for block in spec.blocks:
        if block.role not in ("code", "after") or not block.lang.startswith(("rust", "rs")):
            continue
        source = Source("", block.code.encode("utf-8", "replace"))
        found += [
            Unspoken(item.full_label, block.code_line + source.line_of(item.span.start) - 1)
            for item in items_of(RustFile(source))
            if item.kind in _KINDS and not item.in_macro and not _is_test(item) and not _spoken_of(item, said)
        ]
    return tuple(found)


def _said(spec: Spec, verdicts: tuple[Verdict, ...]) -> str:
    parts = [f"{c.text} {c.binding or ''}" for c in spec.criteria]
    parts += [e.note for v in verdicts for e in v.evidence]
    return "\n".join(parts)


def _is_test(item: Item) -> bool:
    around = any("tests" in label.split(" ") for label in item.path)
    return around or any("test" in attribute for attribute in item.attributes)


def _spoken_of(item: Item, said: str) -> bool:
    if _names(item.name, said):
        return True
    # "`Drop` does nothing" speaks of the `drop` of `impl Drop for …`.
    trait = item.parent.removeprefix("impl ").partition(" for ")
    return bool(trait[1]) and _names(trait[0], said)


def _names(name: str, said: str) -> bool:
    """Whether `name` stands in `said`; one that is also an English word only as code (`new`, new(), Vma::new)."""
    word = re.escape(name)
    if name.islower() and "_" not in name:
        return re.search(rf"(?<!\w){word}\(|::{word}(?!\w)|`[^`]*(?<!\w){word}(?!\w)[^`]*`", said) is not None
    return re.search(rf"(?<!\w){word}(?!\w)", said) is not None
