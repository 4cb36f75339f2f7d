"""Replaces fields of a struct or variants of an enum that are there under the same name, when the words ask for a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_members import same_member
from uowgen.operations.targets import holder_of
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.items import Item, items_of
from uowgen.rust.layout import indent_at, indent_unit, line_start, reindented, with_newlines_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.syntax import RustFile

KIND = "replace_member"


def members_there(file: RustFile, owners: set[Span], members: tuple[Item, ...]) -> tuple[tuple[Item, Item], ...]:
    """Pairs (new, old) of `members` with what the file has by that name, in the types at `owners` (in any, if none are given)."""
    pairs = []
    for new in members:
        for old in items_of(file):
            if (old.kind, old.name) == (new.kind, new.name) and not old.in_macro:
                holder = holder_of(file, old)
                if not owners or (holder is not None and holder.span in owners):
                    pairs.append((new, old))
    return tuple(pairs)


def replace_members(
    file: RustFile, code: bytes, members: tuple[Item, ...], pairs: tuple[tuple[Item, Item], ...], *, in_its_place: bool = False
) -> Done:
    """Each old member of `pairs` as the new one; refused unless every one of `members` has exactly one counterpart.

    With `in_its_place` the words say of one member that all of the block takes its place.
    """
    names = ", ".join(m.name for m in members)
    if len(pairs) == 1 < len(members) and in_its_place:
        return _with_more(file, code, members, pairs[0][1])
    if len(pairs) != len(members) or len({new.name for new, _ in pairs}) != len(members):
        reason = "anchor-ambiguous" if len(pairs) > len(members) else "anchor-not-found"
        return refused(
            KIND, names, reason, f"{len(pairs)} members of the file fit `{names}`", "name the type that has it",
            [candidate(file, old) for _, old in pairs[:8]],
        )  # fmt: skip
    data = file.source.data
    edits: list[Edit] = []
    for new, old in pairs:
        lead = new.whole.start < new.span.start
        place = Span(old.whole.start if lead else old.span.start, old.span.end)
        text = code[new.whole.start if lead else new.span.start : new.span.end]
        told = _documentation(code[new.whole.start : new.span.start])
        if same_member(text, data[place.start : place.end]) and told in (
            [],
            _documentation(data[old.whole.start : old.span.start]),
        ):
            continue
        indent = indent_at(data, place.start)
        begin = new.whole.start if lead else new.span.start
        rows = code[line_start(code, begin) : new.span.end] if not code[line_start(code, begin) : begin].strip() else indent + text
        shown = reindented(rows, indent, indent_unit(data)).rstrip(b"\n").removeprefix(indent)
        edits.append(Edit(file.source.path, place, with_newlines_of(file.source, shown)))
    owner = pairs[0][1].parent
    if not edits:
        return applied(KIND, owner, "it is so already", pairs[0][1].span)
    place = Span(min(e.span.start for e in edits), max(e.span.end for e in edits))
    return applies(KIND, owner, f"`{names}` of `{owner}`", place, *edits)


def _with_more(file: RustFile, code: bytes, members: tuple[Item, ...], old: Item) -> Done:
    """The whole block in place of the one member of it that is there: it is shown again among those that come beside it."""
    data = file.source.data
    indent = indent_at(data, old.whole.start)
    begin = line_start(code, members[0].whole.start)
    shown = reindented(code[begin:], indent, indent_unit(data)).rstrip().removeprefix(indent)
    end = old.span.end + 1 if data[old.span.end : old.span.end + 1] == b"," else old.span.end
    if not shown.partition(b"//")[0].rstrip().endswith(b",") and b"," not in code[members[-1].span.end :]:
        shown += b","
    place = Span(old.whole.start, end)
    return applies(
        KIND,
        old.parent,
        f"in place of `{old.name}` of `{old.parent}`",
        place,
        Edit(file.source.path, place, with_newlines_of(file.source, shown)),
    )


def _documentation(lead: bytes) -> list[bytes]:
    """The rows of documentation among those above a member: where the code is the same, they are what changes."""
    return [row.strip() for row in lead.split(b"\n") if row.strip().startswith((b"///", b"/**"))]
