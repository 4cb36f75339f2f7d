"""Items that are renamed and shown in their new form: ``Rename `a` to `b`. Unix:`` … ``Windows:``, `Rename the enum. It is now:`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.replace_item import replace_item
from uowgen.operations.targets import BESIDE, inside
from uowgen.operations.work import Done, candidate, refused
from uowgen.rust.items import Item, items_of
from uowgen.rust.matching import lex
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

if TYPE_CHECKING:
    from uowgen.model import Directive, Spec
    from uowgen.rust.fragment import Fragment

_VERBS = ("place", "change", "rename", "replace")


def renamed_item(file: RustFile, spec: Spec, directive: Directive, fragment: Fragment) -> Done | None:
    """The one item of the block in place of the one that the document renames to it; None if it renames none to it, or the file has it.

    A refusal where the words rename an item of that kind without its name, and no one of the file is like the new one.
    """
    if fragment.shape != "items" or fragment.elided is not None or len(fragment.items) != 1 or directive.verb not in _VERBS:
        return None
    new = fragment.items[0]
    if new.kind not in _KINDS or any(
        (i.kind, i.name) == (new.kind, new.name) and _conditions(i) == _conditions(new) for i in items_of(file)
    ):
        return None
    names = {old for old, name in _renames(spec) if name == new.name}
    there = [
        i
        for i in items_of(file)
        if i.kind == new.kind and i.name in names and not i.in_macro and _conditions(i) == _conditions(new)
    ]
    if not there and not names:
        there = _same_but_for_name(file, spec, directive, fragment, new)
    if len(there) == 1:
        return replace_item(file, there[0], fragment.code, new)
    if there or names or not _renames_without_name(directive, new):
        return None
    alike = [i for i in items_of(file) if i.kind == new.kind and not i.in_macro and _has_half(file, i, fragment, new)]
    if len(alike) == 1:
        return replace_item(file, alike[0], fragment.code, new)
    known = alike or [i for i in items_of(file) if i.kind == new.kind and not i.in_macro]
    return refused(
        "replace_item", new.label, "anchor-ambiguous" if alike else "anchor-not-found", f"the words do not say which {new.kind} is renamed",
        "write: Rename `A` to `B`", [candidate(file, i) for i in known[:8]],
    )  # fmt: skip


def _same_but_for_name(file: RustFile, spec: Spec, directive: Directive, fragment: Fragment, new: Item) -> list[Item]:
    """The items that the words around the block name, and of which the block's one is the same under another name, where the words say so
    or other blocks of the document show rows of the file with the one name in place of the other: ``It becomes `LIMIT` ``.
    """
    wanted = [t.text for t in lex(fragment.code[new.span.start : new.span.end])]
    beside = {a.name.removesuffix("()").rpartition(" ")[2] for a in directive.anchors if a.relation in BESIDE}
    found = []
    for item in items_of(file):
        if item.name in beside:  # what a block goes beside stays, however like it is
            continue
        if item.kind != new.kind or item.in_macro or item.name not in directive.named or item.name == new.name:
            continue
        own = [new.name if t.text == item.name else t.text for t in lex(file.source.data[item.span.start : item.span.end])]
        if own == wanted and _is_renamed_elsewhere(file, spec, directive, item.name, new.name):
            found.append(item)
    return found


def _is_renamed_elsewhere(file: RustFile, spec: Spec, directive: Directive, old: str, new: str) -> bool:
    """Whether another block shows a row of the file with the name `new` where the file has `old`."""
    others = [b.code for n, b in enumerate(spec.blocks) if n != directive.block and b.role in ("code", "after")]
    rows = {" ".join(row.split()) for row in file.source.data.decode("utf-8", "replace").split("\n")}
    for row in "\n".join(others).split("\n"):
        shown = " ".join(row.split())
        if new in re.findall(r"\w+", shown) and shown not in rows and re.sub(rf"\b{re.escape(new)}\b", old, shown) in rows:
            return True
    return False


_KINDS = frozenset(("fn", "struct", "enum", "union", "trait", "const", "static", "type"))


def _renames(spec: Spec) -> list[tuple[str, str]]:
    """The old and the new name of each renaming that the document asks for."""
    found = []
    for directive in spec.directives:
        if directive.verb != "rename":
            continue
        old = [a.name.removesuffix("()") for a in directive.anchors if a.relation == "at"]
        new = [a.name.removesuffix("()") for a in directive.anchors if a.relation == "with"]
        if len(old) == 1 and len(new) == 1:
            found.append((old[0], new[0]))
    return found


def _renames_without_name(directive: Directive, new: Item) -> bool:
    """Whether the sentence renames `the enum`, and gives no name in inline code."""
    said = rf"\b[Rr]enam(?:e|es|ing) (?:the|this|that) {re.escape(_SPOKEN.get(new.kind, new.kind))}\b"
    return directive.verb == "rename" and "`" not in directive.words and re.search(said, directive.words) is not None


_SPOKEN = {"fn": "function", "const": "constant"}


def _conditions(item: Item) -> list[str]:
    return ["".join(a.split()) for a in item.attributes if "cfg(" in a.replace(" ", "")]


def _has_half(file: RustFile, old: Item, fragment: Fragment, new: Item) -> bool:
    """Whether an old item has at least two members of the new one, and half of them."""
    shown = {m.name for m in inside(RustFile(Source("", fragment.code)), new)}
    common = shown & {m.name for m in inside(file, old)}
    return len(common) > 1 and 2 * len(common) >= len(shown)
