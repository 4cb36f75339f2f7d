"""The impl that a sentence names by trait and type (`impl Read for Pipe`, the `Read` impl of `Pipe`), and what it says methods become."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING, type_name
from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.chunks import Chunk
    from uowgen.operations.targets import Hit
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_NAME = r"(?:\w+::)*(\w+)(?:<[^`]*?>)?"
_HEADERS = (
    re.compile(rf"\bimpl(?:<[^`]*?>)? {_NAME} for (?:&(?:mut )?)?{_NAME}"),
    re.compile(rf"`{_NAME}` (?:for|on) `{_NAME}`"),
    re.compile(rf"`{_NAME}` impl(?:ementation)?(?: block)? (?:of|for|on) `{_NAME}`"),
)
_OWNED = when_used(rf"`{_NAME}`(?:'s|’s) `{_NAME}` impl")


def header_said(file: RustFile, directive: Directive) -> tuple[str, list[Item]] | None:
    """The impl header that the sentence names, and the impls of the file that have it; None if it names none, or two."""
    words = " ".join(directive.words.split())
    impls = [i for i in items_of(file) if i.kind == "impl" and not i.in_macro and " for " in i.name]
    traits = {_bare(i.name.partition(" for ")[0]) for i in impls}
    found = {(m[1], m[2]) for pattern in _HEADERS for m in pattern.finditer(words)}
    found |= {(m[2], m[1]) for m in _OWNED.finditer(words)}
    pairs = {(trait, name) for trait, name in found if "impl " in words or trait in traits}
    if len(pairs) != 1:
        return None
    ((trait, name),) = pairs
    return f"impl {trait} for {name}", [
        i for i in impls if (_bare(i.name.partition(" for ")[0]), _bare(i.name.partition(" for ")[2])) == (trait, name)
    ]


def as_said(file: RustFile, directive: Directive, chunk: Chunk, owner: Item | Done) -> Item | Done:
    """`owner`, or the impl whose header the sentence names where no other is known; a refusal if the two are not one."""
    said = header_said(file, directive)
    if said is None:
        return owner
    header, impls = said
    if len(impls) == 1 and (isinstance(owner, Done) or owner.span == impls[0].span or not _is_placed(file, directive, owner)):
        return impls[0]
    if not isinstance(owner, Done) and any(i.span == owner.span for i in impls):
        return owner
    if not isinstance(owner, Done) and owner.kind == "trait":
        return owner
    return refused(
        "add_method", chunk.items[0].label, "anchor-ambiguous" if impls else "anchor-not-found",
        f"the words name `{header}`, of which the file has {len(impls)}", "name the one impl that it belongs to",
        [candidate(file, i) for i in impls],
    )  # fmt: skip


def _is_placed(file: RustFile, directive: Directive, owner: Item) -> bool:
    """Whether a place that the words name is `owner`, or stands in it: else only the code told it."""
    return any(owner.span.contains(i.span) for h in hits_of(file, directive) for i in h.items)


def becomes(file: RustFile, directive: Directive, hits: tuple[Hit, ...], chunk: Chunk) -> Item | Done | None:
    """The method that the one of `chunk` takes the place of, since the words say that it is renamed; None if they do not."""
    if len(chunk.items) != 1 or directive.verb not in (*REPLACING, "rename", "place"):
        return None
    new = chunk.items[0].name
    words = directive.words.replace("`", " ").replace("()", " ")
    found = re.search(
        rf"\b(\w+) (?:becomes|is renamed to|renamed to|is now called|turns into|to|->|→|with|by) (?:\w+::)?{re.escape(new)}\b",
        words,
    )
    old = found[1] if found else next((i.name for h in hits if h.anchor.relation == "at" for i in h.items if i.kind == "fn"), "")
    there = [i for i in items_of(file) if i.kind == "fn" and i.name == old and i.path and not i.in_macro]
    if not there or old == new:
        return None
    said = header_said(file, directive)
    owners = {i.span for i in said[1]} if said else set()
    types = {i.name for h in hits for i in h.items if i.kind in ("struct", "enum", "union", "trait")}
    if owners:
        fitting = [i for i in there if any(span.contains(i.span) for span in owners)]
    else:
        fitting = [i for i in there if _bare(type_name(i.parent)) in types] or there
    if len(fitting) == 1:
        return fitting[0]
    return refused(
        "replace_item", chunk.items[0].label, "anchor-ambiguous", f"the file has {len(there)} `{old}` that it could take the place of",
        "name the impl", [candidate(file, i) for i in there],
    )  # fmt: skip


def _bare(name: str) -> str:
    return name.partition("<")[0].strip().rpartition("::")[2].lstrip("&").strip()
