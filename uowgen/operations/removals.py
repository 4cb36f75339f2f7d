"""Finds what is to be removed: a quoted text, an item, a comment, an attribute; only inside the item that the words name, if any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.remove_code import remove_span
from uowgen.operations.targets import hits_of, named_by
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.find import taken_apart
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import items_of
from uowgen.rust.layout import line_end, line_start
from uowgen.rust.matching import find_piece, lex_piece, tokens_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Anchor, Directive
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

_ITEMS = ("fn", "struct", "enum", "union", "trait", "impl", "mod", "const", "static", "type", "macro", "use", "field", "variant")


def removal(file: RustFile, directive: Directive, quoted: str) -> Done:
    """What the words or the quoted text name, taken out of `file`; refused if it is there more than once."""
    if quoted:
        scopes = _scopes(file, directive, None)
        shown = removal_shown(file, directive, quoted) if not scopes else None
        return shown if shown is not None and shown.status == "applies" else _quoted(file, quoted, scopes)
    named = [a for a in directive.anchors if a.relation == "at"]
    if len(named) != 1:
        return refused(
            "remove_item", "", "directive-not-understood", "the words do not say what exactly is to be removed", "quote it"
        )
    anchor = named[0]
    name = anchor.name.strip()
    if name.startswith(("#[", "#!")) or anchor.noun in ("derive", "attribute"):
        return _attribute(file, directive, anchor)
    scopes = _scopes(file, directive, anchor)
    if name.startswith("//"):
        return _comment(file, name, scopes)
    if anchor.noun in ("statement", "line", "call") and any(ch in name for ch in "(;=."):
        return _quoted(file, name, scopes)
    items = [i for i in named_by(file, anchor) if i.kind in _ITEMS and not i.in_macro]
    if scopes:
        items = [i for i in items if any(s.contains(i.span) and s != i.span for s in scopes)] or _inside(file, anchor, scopes)
    if len(items) == 1:
        return remove_span("remove_item", file, items[0].whole, items[0].label)
    if items:
        rows = [candidate(file, i) for i in items]
        return refused(
            "remove_item", name, "anchor-ambiguous", f"`{name}` can mean {len(items)} items", "say which: `Type::name`", rows
        )
    if any(ch in name for ch in "(;=."):
        return _quoted(file, name, scopes)
    # A name that is nowhere could be misspelt as well as gone: only where the kind is said too it counts as done.
    if anchor.noun and not scopes:
        return applied("remove_item", name, f"the file has no {anchor.noun} `{name}`")
    return refused(
        "remove_item", name, "anchor-not-found", f"there is no item `{name}`", "quote what is to be removed as it stands"
    )


def _scopes(file: RustFile, directive: Directive, but: Anchor | None) -> list[Span]:
    """The items out of which something is to be removed, as far as the words name any; of a type its impls as well."""
    found = [
        i
        for h in hits_of(file, directive)
        if h.anchor is not but and h.anchor.relation != "at"
        for i in h.items
        if i.body is not None or i.kind == "struct"
    ]
    types = {i.name for i in found if i.kind in ("struct", "enum", "union")}
    impls = [i for i in items_of(file) if i.kind == "impl" and (i.name.partition(" for ")[2] or i.name) in types]
    return [i.span for i in (*found, *impls)]


def removal_shown(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The block taken out, where it shows what is to go; None where it shows how things are to be afterwards.

    It shows what is to go if it is the item that the words name, or if they name nothing and it stands in the file word for word. One
    that stands there and holds what is named shows things as they are: the words alone say then what goes.
    """
    piece = lex_piece(code)
    if not piece:
        return None
    there = find_piece(piece, tokens_of(file))
    fragment = read_fragment(code)
    named = [a for a in directive.anchors if a.relation == "at"]
    bare = {known.name if (known := taken_apart(a.name, a.noun)) is not None else a.name for a in named}
    if named and {i.name for i in fragment.items} != bare:
        held = any(t.text in bare for t in piece)
        return removal(file, directive, "") if there and held else None
    if fragment.shape != "items" or not fragment.items:
        return _quoted(file, code, _scopes(file, directive, None)) if there else None
    if not there:
        names = [i for i in items_of(file) if any((i.kind, i.name) == (n.kind, n.name) for n in fragment.items)]
        label = fragment.items[0].label
        if not names:
            return applied("remove_item", label, f"the file has no `{label}`")
        return refused(
            "remove_item", label, "item-exists-differently", f"the file has another `{label}` than the one to be removed",
            "show it as it stands, or name it without code", [candidate(file, i) for i in names],
        )  # fmt: skip
    if len(there) > 1:
        rows = [Candidate(file.source.path, file.source.line_of(m.span.start), "") for m in there[:8]]
        return refused(
            "remove_item",
            fragment.items[0].label,
            "anchor-ambiguous",
            f"it stands {len(there)} times in the file",
            "say in what",
            rows,
        )
    span = there[0].span
    gone = [
        i for i in items_of(file) if span.contains(i.span) and any((i.kind, i.name) == (n.kind, n.name) for n in fragment.items)
    ]
    done: Done | None = None
    for item in gone:
        if any(other is not item and other.whole.contains(item.span) for other in gone):
            continue
        one = remove_span("remove_item", file, item.whole, item.label)
        done = one if done is None else done._replace(edits=(*done.edits, *one.edits))
    return done or _quoted(file, code, [])


def _inside(file: RustFile, anchor: Anchor, scopes: list[Span]) -> list[Item]:
    """Members of that name inside the scopes, which a bare name does not mean elsewhere."""
    named = taken_apart(anchor.name, anchor.noun)
    if named is None:
        return []
    return [
        i
        for i in items_of(file)
        if i.name == named.name and i.kind in _ITEMS and any(s.contains(i.span) and s != i.span for s in scopes)
    ]


def _quoted(file: RustFile, quoted: str, scopes: list[Span]) -> Done:
    piece = lex_piece(quoted)
    if not piece:
        return _comment(file, quoted, scopes)
    found = list(find_piece(piece, tokens_of(file)))
    if scopes:
        found = [m for m in found if any(s.contains(m.span) for s in scopes)]
    if not found:
        return refused(
            "remove_statement", "", "unresolved-in-document", "the text to remove is nowhere in the file", "quote it as it stands"
        )
    if len(found) > 1:
        rows = [Candidate(file.source.path, file.source.line_of(m.span.start), "") for m in found[:8]]
        return refused(
            "remove_statement", "", "anchor-ambiguous", f"the text stands {len(found)} times in the file", "name its function", rows
        )
    span = found[0].span
    data = file.source.data
    rest = data[span.end : line_end(data, span.end)]
    if rest[:1] in (b",", b";"):
        span = Span(span.start, span.end + 1)
    return remove_span("remove_statement", file, span, file.source.line_text(file.source.line_of(span.start)).strip())


def _comment(file: RustFile, quoted: str, scopes: list[Span]) -> Done:
    wanted = [row.strip() for row in quoted.strip().split("\n")]
    starts = file.source.line_starts()
    lines = [file.source.line_text(n).strip() for n in range(1, len(starts) + 1)]
    hits = [n for n in range(len(lines) - len(wanted) + 1) if lines[n : n + len(wanted)] == wanted]
    if scopes:
        hits = [n for n in hits if any(s.start <= starts[n] < s.end for s in scopes)]
    if len(hits) != 1:
        code = "anchor-ambiguous" if hits else "unresolved-in-document"
        rows = [Candidate(file.source.path, n + 1, lines[n]) for n in hits[:8]]
        return refused(
            "remove_comment", wanted[0], code, f"the comment stands {len(hits)} times there", "quote it as it stands", rows
        )
    data = file.source.data
    start = starts[hits[0]]
    return remove_span(
        "remove_comment", file, Span(line_start(data, start), file.source.line_span(hits[0] + len(wanted)).end), wanted[0]
    )


def _attribute(file: RustFile, directive: Directive, anchor: Anchor) -> Done:
    """An attribute of the one item that the words name, or some of the traits of its derive; never the item itself."""
    kind, text = "remove_attribute", anchor.name.strip()
    named = [a for a in directive.anchors if a is not anchor and a.relation in ("in", "near", "before", "at")]
    items = list({i.span: i for a in named for i in named_by(file, a) if i.kind in _ITEMS}.values())
    if len(items) != 1:
        code = "anchor-ambiguous" if items else "anchor-not-found"
        said = "the words do not name the one item that has the attribute"
        return refused(kind, text, code, said, "write: Remove `#[…]` from `name`", [candidate(file, i) for i in items[:8]])
    item = items[0]
    nodes = _attributes(item)
    bare = "".join(text.split())
    exact = [n for n in nodes if "".join(file.text(n).split()) == bare]
    if len(exact) == 1:
        return remove_span(kind, file, Span(*exact[0].byte_range), f"{text} of {item.label}")
    alike = [n for n in nodes if _path_of(file.text(n)) == bare.strip("#[]")]
    if not exact and len(alike) == 1:  # `#[ignore]` for `#[ignore = "why"]`
        return remove_span(kind, file, Span(*alike[0].byte_range), f"{file.text(alike[0])} of {item.label}")
    wanted = _derived(text) if text.startswith("#[") else [text.strip("`, ")]
    holding = [n for n in nodes if wanted and set(wanted) <= set(_derived(file.text(n)))]
    if len(holding) == 1 and not exact:
        kept = [name for name in _derived(file.text(holding[0])) if name not in wanted]
        place = Span(*holding[0].byte_range)
        shown = f"#[derive({', '.join(kept)})]".encode()
        if not kept:
            return remove_span(kind, file, place, f"{text} of {item.label}")
        return applies(kind, item.label, f"out of the derive of `{item.name}`", place, Edit(file.source.path, place, shown))
    if exact or holding:
        return refused(kind, item.label, "anchor-ambiguous", f"`{item.label}` has it more than once", "quote all of the attribute")
    if wanted and any(set(wanted) & set(_derived(file.text(n))) for n in nodes):
        return refused(
            kind, item.label, "unresolved-in-document", f"`{item.label}` derives only some of these", "quote what is there"
        )
    return applied(kind, item.label, f"`{item.label}` has no `{text}`", item.span)


def _attributes(item: Item) -> list[Node]:
    found = []
    node = item.node if item.node.parent is None or item.node.parent.type != "expression_statement" else item.node.parent
    before = node.prev_sibling
    while before is not None and before.start_byte >= item.whole.start:
        if before.type == "attribute_item":
            found.append(before)
        before = before.prev_sibling
    return found


def _path_of(attribute: str) -> str:
    """`ignore` of `#[ignore = "why"]`; what stands in brackets belongs to the name: `inline(never)` is not `inline`."""
    return "".join(attribute.split()).removeprefix("#[").removesuffix("]").partition("=")[0]


def _derived(text: str) -> list[str]:
    bare = "".join(text.split())
    if not (bare.startswith("#[derive(") and bare.endswith(")]")):
        return []
    return [name for name in bare[len("#[derive(") : -2].split(",") if name]
