"""What a piece of Rust is when it stands alone: items, members of something, statements, or code with gaps.

It tries the surroundings in which the piece could stand. It knows nothing of the document or of the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.regex import when_used
from uowgen.rust.items import Item, items_of
from uowgen.rust.syntax import RustFile, errors, is_comment, leaves, span_of
from uowgen.text import Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node

Shape = Literal[
    "items", "head", "fields", "variants", "arms", "statements", "chain", "initialisers", "attributes", "comment", "unknown"
]

# Where a piece could stand: what it would be, and what goes before and after it to make a file.
_SURROUNDINGS: tuple[tuple[Shape, bytes, bytes], ...] = (
    ("fields", b"struct X {\n", b"\n}"),
    ("variants", b"enum X {\n", b"\n}"),
    ("arms", b"fn x() { match y {\n", b"\n} }"),
    ("statements", b"fn x() {\n", b"\n}"),
    ("initialisers", b"fn x() { X {\n", b"\n} }"),
    ("statements", b"fn x() { async {\n", b"\n} }"),
    ("chain", b"fn x() { y\n", b"\n}"),
)
_ELLIPSES = ("...", "…")
_STANDS_FOR = (
    "existing", "rest of", "unchanged", "remaining", "other ", "omitted", "same as", "as before", "previous ", "etc", "snip", "elided",
)  # fmt: skip


class Fragment(NamedTuple):
    """A piece of Rust and what it is.

    `items` are those at its top level (for `fields` and `variants` the members), spans being offsets into `code`. `methods` says
    that some function takes `self`. `elided` is the span of the first gap (`...`, `// existing code`), None if it is whole.
    `shapes` lists everything that it could be, the likeliest first.
    """

    code: bytes
    shapes: tuple[Shape, ...]
    items: tuple[Item, ...]
    methods: bool
    elided: Span | None

    @property
    def shape(self) -> Shape:
        """What it most likely is."""
        return self.shapes[0]


def read_fragment(text: str) -> Fragment:
    """What `text` is. Never fails: what fits nowhere is `unknown`."""
    code = text.encode("utf-8", "surrogatepass")
    file = RustFile(Source("", code))
    gap = elision(code)
    top = [n for n in file.root.children if n.type not in ("line_comment", "block_comment", "empty_statement")]
    if not top:
        return Fragment(code, ("comment",), (), False, gap)
    items = tuple(i for i in items_of(file) if not i.path)
    if not file.root.has_error and all(n.type in ("attribute_item", "inner_attribute_item") for n in top):
        return Fragment(code, ("attributes",), (), False, gap)
    if not file.root.has_error and _only_items(file.root, items):
        return Fragment(code, ("items",), items, any(takes_self(i) for i in items), gap)
    missing = _unclosed(code)
    if missing < 0:  # it ends something before it begins anything: what it stood in would take it for something else
        return Fragment(code, ("unknown",), (), False, gap)
    head = _head(code, missing)
    if head is not None:
        return head
    shapes: list[Shape] = []
    members: tuple[Item, ...] = ()
    for shape, before, after in _SURROUNDINGS:
        inside = _inside(code, before, after)
        if inside is None or shape in shapes or (shape == "fields" and any(_is_valued(m) for m in inside)):
            continue
        shapes.append(shape)
        if not members and shape in ("fields", "variants"):
            members = inside
    return Fragment(code, tuple(shapes) or ("unknown",), members, False, gap)


def _is_valued(member: Item) -> bool:
    """Whether what stands where a field has its type can only be a value: `open: false`, `next: None`, `list: List::new()`."""
    kind = member.node.child_by_field_name("type")
    text = (kind.text or b"").decode("utf-8", "replace") if kind is not None else ""
    return text in ("true", "false", "None") or (_CALL.match(text) is not None and not text.startswith(("fn(", "fn (")))


_CALL = when_used(r"(?:[\w:<>, ]*::)?[a-z_]\w*\s*\(")


def _head(code: bytes, missing: int) -> Fragment | None:
    """`code` as the beginning of one item, `missing` braces of which are not closed: its signature, or an impl with some of its members."""
    text = code.rstrip()
    if missing == 0 and not text.endswith((b";", b"}")) and b"fn " in text and b"{" not in text:
        text, missing = text + b" {", 1  # a signature without its brace
    if not 0 < missing <= 3:
        return None
    whole = text + b"\n" + b"}" * missing
    file = RustFile(Source("", whole))
    items = tuple(i for i in items_of(file) if not i.path)
    if file.root.has_error or len(items) != 1 or not _only_items(file.root, items):
        return None
    return Fragment(whole, ("head",), items, takes_self(items[0]), elision(code))


def _unclosed(code: bytes) -> int:
    """How many braces are open at the end of `code`; -1 if brackets do not match otherwise."""
    depth = 0
    for token in leaves(RustFile(Source("", code)).root):
        depth += {"{": 1, "}": -1}.get((token.text or b"").decode("utf-8", "replace"), 0)
        if depth < 0:
            return -1
    return depth


def elision(code: bytes) -> Span | None:
    """The first place where `code` leaves something out; None if it is whole."""
    at = 0
    for line in code.split(b"\n"):
        if is_elision(line.decode("utf-8", "replace")):
            start = at + len(line) - len(line.lstrip())
            return Span(start, at + len(line))
        at += len(line) + 1
    for mark in (b"{ ... }", b"{...}", b"/* ... */", b"{ \xe2\x80\xa6 }", b"(...)"):
        found = code.find(mark)
        if found >= 0:
            return Span(found, found + len(mark))
    return None


def gaps_as_comments(text: str) -> str:
    """`text` with each bare `...` written as a comment, so that what stands around it can be parsed."""
    rows = []
    for row in text.split("\n"):
        bare = row.strip()
        if bare.rstrip(",;") in _ELLIPSES:
            row = row[: len(row) - len(row.lstrip())] + "// ..."
        for mark in ("{ ... }", "{...}", "{ … }", "{…}"):
            row = row.replace(mark, "{ /* ... */ }")
        rows.append(row)
    return "\n".join(rows)


def is_elision(line: str) -> bool:
    """Whether a line of code stands for other lines (`...`, `// ... rest unchanged`, `/* existing fields */`)."""
    row = line.strip()
    if row.rstrip(",;") in _ELLIPSES:
        return True
    comment = ""
    if row.startswith("//") and not row.startswith(("///", "//!")):
        comment = row[2:].strip()
    elif row.startswith("/*") and row.endswith("*/"):
        comment = row[2:-2].strip()
    if not comment:
        return False
    if comment.startswith(_ELLIPSES) or comment.endswith(_ELLIPSES):
        return comment.strip(". …") == "" or comment.startswith(_ELLIPSES) or _stands_for(comment)
    return (
        comment.startswith(("existing ", "rest of ", "remaining ", "(existing", "[existing", "unchanged", "snip"))
        and len(comment) < 60
    )


_HINTS = (" stay", "etc.", "unchanged", "omitted", "as before", "like before", "same as above")


def may_stand_for_more(line: str) -> bool:
    """Whether a row is a plain comment that speaks of code which is left out, or of where other code stands.

    `// the loop stays as it is`, `// in main`: none of these is to be written.
    """
    row = line.strip()
    if not row.startswith(("//", "/*")) or row.startswith(("///", "//!")):
        return False
    comment = row.strip("/* ").lower()
    words = comment.split()
    names_place = len(words) == 2 and words[0] in ("in", "inside", "within")
    return is_elision(line) or names_place or (len(words) < 14 and any(hint in comment for hint in _HINTS))


def _stands_for(comment: str) -> bool:
    low = comment.lower()
    return any(word in low for word in _STANDS_FOR)


def _only_items(root: Node, items: tuple[Item, ...]) -> bool:
    covered = [i.whole for i in items]
    for node in root.children:
        if is_comment(node) or node.type in ("attribute_item", "inner_attribute_item", "empty_statement", ";"):
            continue
        span = span_of(node)
        if not any(w.contains(span) for w in covered):
            return False
    # `foo!();` is as much a statement as an item; only a braced call of an item-defining macro is taken as an item.
    if any(i.kind == "macro call" and _holds_statements(i) for i in items):
        return False
    return bool(items) and any(i.kind != "macro call" or i.body or file_level_macro(i) for i in items)


def file_level_macro(item: Item) -> bool:
    """Whether a macro call looks like one that defines items: it is braced and holds a definition."""
    tree = next((c for c in item.node.named_children if c.type == "token_tree"), None)
    return tree is not None and (tree.text or b"").startswith(b"{")


def _holds_statements(call: Item) -> bool:
    """Whether a macro call can only stand in a body: it binds names or speaks of `self` outside of any function of its own."""
    words = {(leaf.text or b"").decode("utf-8", "replace") for leaf in leaves(call.node)}
    return bool(words & {"let", "self", "return"}) and "fn" not in words


def takes_self(item: Item) -> bool:
    """Whether it is a method that is called on a value."""
    if item.kind != "fn":
        return False
    parameters = item.node.child_by_field_name("parameters")
    return parameters is not None and any(c.type == "self_parameter" for c in parameters.named_children)


def _inside(code: bytes, before: bytes, after: bytes) -> tuple[Item, ...] | None:
    """The members that `code` has between `before` and `after`, with spans into `code`; None if it does not parse there."""
    file = RustFile(Source("", before + code + after))
    if errors(file.root):
        return None
    moved = []
    for item in items_of(file):
        if len(item.path) == 1 and item.span.start >= len(before):
            moved.append(item._replace(span=item.span.shifted(-len(before)), whole=item.whole.shifted(-len(before)), path=()))
    return tuple(moved)


def members_as(shape: Shape, code: bytes) -> tuple[Item, ...]:
    """The members of `code` read as `shape` (`fields` or `variants`); empty if it is not that."""
    for known, before, after in _SURROUNDINGS:
        if known == shape:
            return _inside(code, before, after) or ()
    return ()
