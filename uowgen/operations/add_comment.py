"""A block that is only a comment: documentation of an item or of the file, or a remark above an item or a statement.

Blocks with code and a comment are not its matter; nor are comments inside of macros.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.insert_statements import insert_statements
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.layout import indent_at, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.syntax import is_comment, is_outer_doc
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.targets import Hit
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "add_comment"


def add_comment(file: RustFile, directive: Directive, code: bytes) -> Done:
    """The comment `code` where the words want it; refused if they name no one item or statement."""
    rows = [row.strip() for row in code.strip().split(b"\n")]
    if any(row.startswith(b"//!") for row in rows):
        return _of_file(file, rows, code)
    hits = hits_of(file, directive)
    items = list(
        {i.span: i for h in hits if h.anchor.relation in _NAMING and h.anchor.noun != "statement" for i in h.items}.values()
    )
    items = [i for i in items if not i.in_macro]
    if len(items) > 1:
        return refused(
            KIND, items[0].name, "anchor-ambiguous", f"the words can mean {len(items)} items", "name one: `Type::name`",
            [candidate(file, i) for i in items],
        )  # fmt: skip
    documents = all(row.startswith((b"///", b"/**", b"*")) for row in rows)
    if documents and len(items) == 1:
        return _documentation(file, directive, items[0], rows, code)
    if documents:
        return refused(KIND, "", "directive-not-understood", "the words do not say what it documents", "name one item of the file")
    return _remark(file, directive, hits, items, rows, code)


_NAMING = ("in", "at", "near", "before", "start_of")


def _documentation(file: RustFile, directive: Directive, item: Item, rows: list[bytes], code: bytes) -> Done:
    """The doc comment of an item: written where it has none, replaced where the words ask for a change."""
    data = file.source.data
    docs, first = _documents(file, item)
    there = [row.strip() for doc in docs for row in data[doc.start : doc.end].strip().split(b"\n")]
    if there == rows:
        return applied(KIND, item.label, "it is documented so already", docs[0])
    indent = indent_at(data, item.span.start)
    if not docs:
        return insert(
            KIND,
            file,
            Spot(line_start(data, first), indent),
            code,
            item.label,
            f"as the documentation of `{item.label}`",
            tight=True,
        )
    if directive.verb not in ("replace", "change"):
        return refused(
            KIND, item.label, "item-exists-differently", f"`{item.label}` is documented otherwise", "say that it is to be replaced",
            [candidate(file, item)],
        )  # fmt: skip
    place = Span(line_start(data, docs[0].start), line_end(data, docs[-1].end - 1))
    if data[place.start : place.end].count(b"\n") != len(there):
        return refused(
            KIND,
            item.label,
            "would-lose-code",
            "something stands between the lines of its documentation",
            "quote what is there now",
        )
    text = with_newlines_of(file.source, reindented(code, indent))
    return applies(KIND, item.label, f"in place of the documentation of `{item.label}`", place, Edit(file.source.path, place, text))


def _documents(file: RustFile, item: Item) -> tuple[list[Span], int]:
    """The doc comments of `item` in their order, and where its first attribute or, without any, the item itself begins."""
    docs: list[Span] = []
    first = item.node.start_byte
    before = item.node.prev_sibling
    while before is not None and (before.type == "attribute_item" or is_comment(before)) and before.start_byte >= item.whole.start:
        if before.type == "attribute_item":
            first = before.start_byte
        elif is_outer_doc(before):
            docs.append(Span(before.start_byte, before.end_byte))
        before = before.prev_sibling
    return docs[::-1], first


def _of_file(file: RustFile, rows: list[bytes], code: bytes) -> Done:
    """The inner documentation of the file, at its top; refused where it has another."""
    data, label = file.source.data, file.source.path
    there = [row.strip() for row in data.split(b"\n") if row.lstrip().startswith(b"//!")]
    if there == rows:
        return applied(KIND, label, "the file is documented so already", Span(0, 0))
    if there:
        return refused(KIND, label, "item-exists-differently", "the file is documented otherwise", "show it before and after")
    offset = 3 if data.startswith(b"\xef\xbb\xbf") else line_end(data, 0) if data.startswith(b"#!/") else 0
    return insert(KIND, file, Spot(offset, b""), code, label, "at the top of the file")


def _remark(file: RustFile, directive: Directive, hits: tuple[Hit, ...], items: list[Item], rows: list[bytes], code: bytes) -> Done:
    """A plain comment above the one item or statement that the words name."""
    data = file.source.data
    by_comment = _COMMENT.search(" ".join(f"{directive.lead}".split()))
    if by_comment is not None:
        return _beside_comment(file, by_comment, rows, code)
    functions = [i for h in hits if h.anchor.relation == "in" for i in h.items if i.kind == "fn" and i.body is not None]
    beside = next((a for a in directive.anchors if a.relation in BESIDE), None)
    there = [item for item in items if item not in functions] or (items if beside is None else [])
    if beside is None and _OVER_FUNCTION.search(directive.lead or directive.words) is not None:
        from uowgen.operations.statements_known import function_begun_with

        begun = function_begun_with(file, directive)
        there = [begun] if begun is not None else there
    if len(there) == 1 and (beside is None or beside.relation == "before"):
        item = there[0]
        if _stands(data[item.whole.start : item.span.start], rows):
            return applied(KIND, item.label, "the comment is there already", item.span)
        spot = Spot(line_start(data, item.whole.start), indent_at(data, item.span.start))
        return insert(KIND, file, spot, code, item.label, f"above `{item.label}`", tight=True)
    if beside is None and len(functions) < 2 and (quoted := _OVER.search(" ".join(directive.lead.split()))) is not None:
        beside = Anchor("before", quoted["code"], "loop" if quoted["what"].lower() == "loop" else "")
    if beside is None or len(functions) > 1:
        return refused(
            KIND, "", "directive-not-understood", "the words do not say where the comment goes", "say before or after what"
        )
    function = functions[0] if functions else None
    around = function.span if function is not None else Span(0, len(data))
    if _stands(data[around.start : around.end], rows):
        return applied(KIND, function.label if function else file.source.path, "the comment is there already", around)
    return insert_statements(file, function, code.decode("utf-8", "replace"), beside.name, beside.relation, beside.noun)._replace(
        kind=KIND
    )


# `above the function:`, of which the sentence before speaks.
_OVER_FUNCTION = when_used(
    r"\b(?:over|above|on top of|atop|in front of|before) (?:the|that|this) (?:function|method|fn|test)\b", re.IGNORECASE
)
# `a remark over the main `for x in` loop`: what is quoted is a part of the statement.
_OVER = when_used(
    r"\b(?:over|above|on top of|atop|in front of|before) (?:the|that|this) (?:\w+ )?`(?P<code>[^`]+)` "
    r"(?P<what>loop|line|call|check|block|statement|match|condition|binding|assignment)\b",
    re.IGNORECASE,
)


# `above the existing "fast path" comment`: beside the rows of the comment that says so.
_COMMENT = when_used(
    r"\b(?P<side>above|below|before|after|over|under|behind|in front of) the (?:\w+ )?(?:`(?P<code>[^`]+)`|[\"“](?P<text>[^\"”]+)[\"”]) comment\b",
    re.IGNORECASE,
)


def _beside_comment(file: RustFile, said: re.Match[str], rows: list[bytes], code: bytes) -> Done:
    """The comment next to the one comment of the file that has the words; above or below all of its rows."""
    data = file.source.data
    words = " ".join((said["code"] or said["text"]).strip("/ ").split())
    lines = data.split(b"\n")
    if _stands(data, rows):
        return applied(KIND, file.source.path, "the comment is there already")
    found = [
        n
        for n, row in enumerate(lines)
        if row.strip().startswith(b"//") and words in " ".join(row.decode("utf-8", "replace").split())
    ]
    if len(found) != 1:
        reason = "anchor-ambiguous" if found else "anchor-not-found"
        return refused(KIND, words, reason, f"{len(found)} comments of the file say `{words}`", "quote the comment as it stands")
    first = last = found[0]
    while first and lines[first - 1].strip().startswith(b"//"):
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip().startswith(b"//"):
        last += 1
    before = said["side"].lower() in ("above", "before", "over", "in front of")
    starts = file.source.line_starts()
    at = starts[first] if before else starts[last + 1] if last + 1 < len(starts) else len(data)
    spot = Spot(at, indent_at(data, starts[first]))
    return insert(KIND, file, spot, code, words, f"{said['side'].lower()} the comment `{words}`", tight=True)


def _stands(text: bytes, rows: list[bytes]) -> bool:
    """Whether the lines `rows` stand in `text` one after the other, each on its own."""
    lines = [row.strip() for row in text.split(b"\n")]
    return any(lines[n : n + len(rows)] == rows for n in range(len(lines)))
