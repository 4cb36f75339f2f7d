"""Fields and variants for the type that the document quotes right above: the `enum` as it is, and then “a second variant” of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.regex import when_used
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive, Spec
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.syntax import RustFile

_MEMBERS = when_used(r"\b(?:fields?|members?)\b", re.IGNORECASE)
_VARIANTS = when_used(r"\b(?:variants?|members?|cases?)\b", re.IGNORECASE)


def into_type_shown(file: RustFile, spec: Spec, directive: Directive, fragment: Fragment) -> Directive | None:
    """`directive` with the type that the block before quotes as it is, if the words call the block its field or variant and name no type.

    None where another type of the file is named, or where what is quoted is not one type, or not one of the file.
    """
    if directive.block is None or directive.block == 0 or directive.verb not in ("add", "insert", "append", "place"):
        return None
    own, above = spec.blocks[directive.block], spec.blocks[directive.block - 1]
    if above.role not in ("quote", "before") or above.headings != own.headings or directive.before is not None:
        return None
    shown = read_fragment(above.code)
    kinds = ("enum",) if "variants" in fragment.shapes else ("struct", "union")
    said = _VARIANTS if kinds == ("enum",) else _MEMBERS
    tops = [i for i in shown.items if not i.path and i.kind not in ("use", "mod")]
    types = [i for i in items_of(file) if i.kind in ("struct", "enum", "union") and not i.in_macro]
    if len(tops) != 1 or tops[0].kind not in kinds or said.search(f"{directive.lead} {directive.words}") is None:
        return None
    there = [i for i in types if (i.kind, i.name) == (tops[0].kind, tops[0].name)]
    named = {name.partition("::")[0].removeprefix("struct ").removeprefix("enum ") for name in directive.named}
    if len(there) != 1 or any(i.name in named and i.name != there[0].name for i in types):
        return None
    return directive._replace(anchors=(Anchor("in", there[0].name, there[0].kind), *directive.anchors))
