"""Adds fields, variants and match arms among those that are there: each on a line of its own, commas as rustfmt has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.fragment import is_elision
from uowgen.rust.items import items_of, same_code
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start
from uowgen.rust.matching import lex
from uowgen.rust.syntax import is_comment, span_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def add_members(
    kind: str, file: RustFile, owner: Item, code: bytes, members: tuple[Item, ...], beside: Item | None, relation: str
) -> Done:
    """The fields or variants of `code` in `owner`: before or after the member `beside`, else at the end (`start_of`: at the start)."""
    data = file.source.data
    there = {i.name: i for i in items_of(file) if i.path == (*owner.path, owner.label) and i.kind in ("field", "variant")}
    new: list[Item] = []
    for member in members:
        old = there.get(member.name)
        if old is None:
            new.append(member)
        elif not shown_as_it_is(code, member, data, old):
            return refused(
                kind, owner.label, "item-exists-differently", f"`{owner.name}` has another `{member.name}`",
                "say that it is to be replaced", [candidate(file, old)],
            )  # fmt: skip
    told = _told_in_rows(file, owner, code, new) if not there else None
    if told is not None:
        return told
    if not new:
        return applied(kind, owner.label, f"`{owner.name}` has it already", next(iter(there.values())).span if there else None)
    if owner.body is None:
        return refused(kind, owner.label, "anchor-not-found", f"`{owner.name}` has no braces to add something in")
    text = b"\n".join(_with_comma(_without_gaps(code[_lead(code, m) : m.whole.end])) for m in new)
    spot, before = member_spot(file, owner, list(there.values()), beside, relation)
    return _insert_listed(kind, file, spot, before, text, owner.label)


def _told_in_rows(file: RustFile, owner: Item, code: bytes, new: list[Item]) -> Done | None:
    """What the rows in the braces of a type in a macro call, of which no members are known, say of those that are to be added."""
    if owner.body is None:
        return None
    rows = [_bare(row) for row in file.source.data[owner.body.start : owner.body.end].split(b"\n")]
    shown = [_bare(code[m.span.start : m.span.end]) for m in new]
    if shown and all(member in rows for member in shown):
        return applied("add_variant", owner.label, f"`{owner.name}` has it already", owner.span)
    if any(row[:1] == member[:1] for row in rows for member in shown if row):
        return refused(
            "add_variant", owner.label, "item-exists-differently", f"`{owner.name}` has another of that name", "quote what is there"
        )
    return None


def shown_as_it_is(code: bytes, shown: Item, data: bytes, old: Item) -> bool:
    """Whether a block shows a member as the file has it; its attributes and documentation may be left out, but are no others."""
    if _bare(code[shown.whole.start : shown.whole.end]) == _bare(data[old.whole.start : old.whole.end]):
        return True
    bare = shown.whole.start == shown.span.start
    return bare and _bare(code[shown.span.start : shown.span.end]) == _bare(data[old.span.start : old.span.end])


def member_spot(file: RustFile, owner: Item, there: list[Item], beside: Item | None, relation: str) -> tuple[Spot, Item | None]:
    """Where a member goes, and the member that then stands directly before it."""
    data = file.source.data
    indent = indent_at(data, there[0].whole.start) if there else indent_at(data, owner.span.start) + indent_unit(data)
    if beside is not None and relation == "before":
        earlier = [i for i in there if i.span.start < beside.span.start]
        return Spot(line_start(data, beside.whole.start), indent), earlier[-1] if earlier else None
    last = beside if beside is not None else there[-1] if there and relation != "start_of" else None
    assert owner.body is not None
    if last is None and relation != "start_of" and (row := _last_row(data, owner.body)) is not None:
        return Spot(line_end(data, row), indent_at(data, row)), None
    if last is None:
        return Spot(min(line_end(data, owner.body.start), owner.body.end), indent, opened=True), None
    return Spot(line_end(data, last.whole.end), indent), last


def _last_row(data: bytes, body: Span) -> int | None:
    """Where the last row of code in braces begins whose members are not known (they stand in a macro call), if it ends in a comma."""
    end = line_start(data, body.end)
    while end > body.start:
        start = line_start(data, end - 1)
        row = data[start:end].strip()
        if start <= body.start:
            return None
        if row and not row.startswith(b"//"):
            return start if row.partition(b"//")[0].rstrip().endswith(b",") else None
        end = start
    return None


def _insert_listed(kind: str, file: RustFile, spot: Spot, before: Item | None, text: bytes, label: str) -> Done:
    """`text` at `spot`, a comma given to the member before it where it lacks one."""
    data = file.source.data
    if not alone_on_line(data, spot.offset) or (before is not None and b"\n" not in data[before.whole.end : spot.offset]):
        return refused(kind, label, "would-not-parse", "the members stand on one line", "write them on lines of their own first")
    where = (
        f"after `{before.name}`"
        if before is not None
        else "as the first"
        if spot.opened or data[: spot.offset].rstrip().endswith(b"{")
        else "as the last"
    )
    done = insert(kind, file, spot, text, label, where, tight=True)
    if before is not None:
        end = before.span.end
        rest = data[end : before.whole.end]
        if not rest.strip().startswith(b",") and not data[before.span.start : end].rstrip().endswith(b","):
            return done._replace(edits=(*done.edits, Edit(file.source.path, Span(end, end), b",")))
    return done


def add_arms(file: RustFile, match: Node, code: bytes, label: str, beside: Node | None, relation: str) -> Done:
    """The arms of `code` in the match expression `match`: beside an arm, else before its catch-all, else at its end."""
    data = file.source.data
    body = match.child_by_field_name("body")
    assert body is not None
    arms = [c for c in body.named_children if c.type == "match_arm"]
    have = [_bare(data[a.start_byte : a.end_byte]) for a in arms]
    wanted = [_bare(piece) for piece in arms_of(code)]
    if wanted and all(w in have for w in wanted):
        return applied("add_match_arm", label, "the arm is there already", span_of(arms[0]))
    if any(w in have for w in wanted):
        return refused("add_match_arm", label, "would-duplicate", "some of the arms are there already", "show only the new ones")
    patterns = {_pattern(file, a) for a in arms}
    if any(p in patterns for p in _patterns(code)):
        return refused("add_match_arm", label, "item-exists-differently", "the match has an arm for this pattern already")
    indent = indent_at(data, arms[0].start_byte) if arms else indent_at(data, body.start_byte) + indent_unit(data)
    target = beside
    if target is None and arms and _pattern(file, arms[-1]) in ("_",):
        target, relation = arms[-1], "before"
    if target is not None and relation == "before":
        start = _owned_start(target)
        spot = Spot(line_start(data, start), indent)
    else:
        last = target or (arms[-1] if arms else None)
        spot = Spot(
            line_end(data, last.end_byte) if last is not None else min(line_end(data, body.start_byte), body.end_byte - 1), indent
        )
    if not alone_on_line(data, spot.offset):
        return refused(
            "add_match_arm", label, "would-not-parse", "the arms stand on one line", "write them on lines of their own first"
        )
    apart = data[: spot.offset].replace(b"\r", b"").endswith(b"\n\n") or not data[spot.offset : line_end(data, spot.offset)].strip()
    return insert("add_match_arm", file, spot, code, label, "among the arms", tight=not apart)


def _owned_start(arm: Node) -> int:
    start, node = arm.start_byte, arm.prev_sibling
    while node is not None and (is_comment(node) or node.type == "attribute_item"):
        before = node.prev_sibling
        if before is not None and before.end_point[0] == node.start_point[0]:
            break
        start, node = node.start_byte, before
    return start


def arms_of(code: bytes) -> list[bytes]:
    """The texts of the match arms of `code`."""
    from uowgen.grammar import parse_rust

    head = b"fn x() { match y {\n"
    root = parse_rust(head + code + b"\n} }").root_node
    found: list[bytes] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "match_block":
            return [(a.text or b"") for a in node.named_children if a.type == "match_arm"]
        stack.extend(reversed(node.named_children))
    return found


def _patterns(code: bytes) -> list[str]:
    return [" ".join(t.text for t in lex(arm.split(b"=>")[0])) for arm in arms_of(code)]


def _pattern(file: RustFile, arm: Node) -> str:
    pattern = arm.child_by_field_name("pattern")
    return " ".join(t.text for t in lex(file.source.data[pattern.start_byte : pattern.end_byte])) if pattern is not None else ""


def _lead(code: bytes, member: Item) -> int:
    return line_start(code, member.whole.start) if alone_on_line(code, member.whole.start) else member.whole.start


def _without_gaps(text: bytes) -> bytes:
    """A gap (`// ... existing fields ...`) directly above a member stands for what is there, and is no comment of the member."""
    return b"\n".join(row for row in text.split(b"\n") if not is_elision(row.decode("utf-8", "replace")))


def _with_comma(text: bytes) -> bytes:
    return text if text.rstrip().endswith(b",") else text.rstrip() + b","


def _bare(text: bytes) -> tuple[str, ...]:
    tokens = tuple(t.text for t in lex(text))
    return tokens[:-1] if tokens and tokens[-1] == "," else tokens


def same_member(first: bytes, second: bytes) -> bool:
    """Whether two members say the same but for comments, white space and a final comma."""
    return _bare(first) == _bare(second) or same_code(first, second)
