"""Claim: an array that a constant or static holds has a number of entries, or lists every variant of an enum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find, find_type
from uowgen.facts.constants import value_of_text
from uowgen.facts.members import variants_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """The entries that are written out are counted; `[value; n]` by its length when that is a number."""
    name = bare_name(reading.get("name"))
    subject = find(case, reading.get("name"), KINDS_OF["const"])
    if not subject.found:
        return subject.none(f"no constant `{name}`")
    for declaration in subject.found:
        entries = _entries(declaration)
        if isinstance(entries, Finding):
            return entries
        if reading.get("owner"):
            wrong = _lacks(reading, case, declaration, entries)
        else:
            count = len(entries) if not isinstance(entries, int) else entries
            wanted = int(reading.get("number"))
            wrong = None if count == wanted else fails("other-count", f"`{name}` has {count} entries, not {wanted}", declaration)
        if wrong is not None:
            return wrong
    said = f"every variant of `{bare_name(reading.get('owner'))}`" if reading.get("owner") else f"{reading.get('number')} entries"
    return holds(f"`{name}` has {said}", *subject.found)


def _entries(declaration: Declaration) -> list[str] | int | Finding:
    """The entries as written, or their number."""
    node = declaration.item.node.child_by_field_name("value")
    hidden = undecided("not-a-literal", f"the entries of `{declaration.item.name}` are not written out", declaration)
    if declaration.item.in_macro or node is None:
        return hidden
    while node.type == "reference_expression" and node.named_children:
        node = node.named_children[-1]
    if node.type != "array_expression":
        return hidden
    length = node.child_by_field_name("length")
    if length is not None:
        number = value_of_text(declaration.file.rust.text(length))
        return hidden if number is None else number
    parts = [c for c in node.named_children if c.type not in ("line_comment", "block_comment")]
    if any(c.type in ("attribute_item", "macro_invocation") for c in parts):
        return hidden
    return ["".join(declaration.file.rust.text(c).split()) for c in parts]


def _lacks(reading: Reading, case: Case, declaration: Declaration, entries: list[str] | int) -> Finding | None:
    owner = find_type(case, reading.get("owner"))
    enums = [d for d in owner.found if d.item.kind == "enum"]
    if len(enums) != 1 or isinstance(entries, int):
        return owner.none(f"no enum `{bare_name(reading.get('owner'))}`", declaration)
    members = variants_of(enums[0])
    if not members.complete or any(m.sometimes for m in members.all):
        return undecided("conditional", f"which variants `{enums[0].item.name}` has is not certain", enums[0])
    listed = {e.split("(")[0].split("{")[0].rpartition("::")[2] for e in entries}
    missing = [m.name for m in members.all if m.name not in listed]
    if missing:
        return fails("member-not-found", f"`{declaration.item.name}` lacks {', '.join(f'`{m}`' for m in missing)}", declaration)
    return None


KIND = Kind(
    "counts_entries",
    "an array has a number of entries, or lists every variant",
    (
        "<name> <noun>? array|table|list? @have|lists exactly|now? <number> entries|elements|items|values|rows|slots",
        "<name> <noun>? array|table|list? has|lists|contains|covers|includes @every variants|variant|values|value of <owner:name> <noun2:noun>?",
        "<name> <noun>? array|table|list? has|lists|contains|covers|includes @every <owner:name> variants|variant|values|value",
    ),
    ("`KernelError::ALL` has 10 entries", "`KernelError::ALL` lists all variants of `KernelError`"),
    decide,
    ("name",),
)
