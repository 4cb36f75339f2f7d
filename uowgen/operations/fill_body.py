"""A function, a match or a literal shown with gaps: what is new in it is written beside what it shows, what the gaps hide stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Candidate
from uowgen.operations.existing import same_named
from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.rust.alignment import GROWING, Change, Element, Unaligned, align, elements
from uowgen.rust.items import Item, items_of
from uowgen.rust.layout import indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.syntax import RustFile, is_comment, leaves, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

KIND = "change_code"
_ADVICE = "show each new line directly beside one that is there, or write the item in full"


def fill_function(file: RustFile, directive: Directive, code: bytes, new: Item) -> Done:
    """The function `new` of `code`, whose body has gaps, laid over the one function of the file that it shows."""
    old = same_named(file, directive, new)
    if isinstance(old, Done):
        return old
    if old is None:
        return refused(KIND, new.label, "elided-code", "the block leaves something out, and the file has no such function", _ADVICE)
    return fill_known(file, directive, code, new, old)


def fill_known(file: RustFile, directive: Directive, code: bytes, new: Item, old: Item) -> Done:
    """As `fill_function`, where the function `old` that is meant is known."""
    ours, theirs = new.node.child_by_field_name("body"), old.node.child_by_field_name("body")
    if ours is None or theirs is None:
        return refused(KIND, old.label, "elided-code", f"`{old.label}` has no body on one of the two sides", _ADVICE)
    if _head(code, new, ours) != _head(file.source.data, old, theirs):
        return refused(
            KIND, old.label, "signature-conflict", f"the document shows another signature of `{old.name}`, and its body with gaps",
            "show the signature as it is, or write the function in full", [candidate(file, old)],
        )  # fmt: skip
    lead = code[new.whole.start : new.span.start]
    known = file.source.data[old.whole.start : old.span.start]
    strange = [r for r in _heads(lead) if r not in _heads(known)]
    if strange:
        return refused(
            KIND, old.label, "elided-code", f"`{strange[0].decode('utf-8', 'replace')}` is not above `{old.name}`, and its body has gaps",
            "add it by a step of its own", [candidate(file, old)],
        )  # fmt: skip
    aligned = align(ours, theirs, directive.verb)
    return _done(file, code, old.label, aligned, old.span)


def fill_statements(file: RustFile, directive: Directive, code: bytes) -> Done:
    """Statements shown with gaps, laid over the one place of the function that the words name (else of the file) that has them."""
    before = b"fn x() {\n"
    shown = RustFile(Source("", before + code + b"\n}"))
    ours = next((n for n in walk(shown.root) if n.type == "block"), None)
    hidden = refused(KIND, "", "elided-code", "the block leaves something out, and nothing says what", _ADVICE)
    if ours is None or shown.root.has_error or not any(e.node is None for e in _all_elements(ours)):
        return hidden
    functions = {
        i.span: i for h in hits_of(file, directive) if h.anchor.relation not in ("with",) for i in h.items if i.kind == "fn"
    }
    if len(functions) > 1:
        return hidden
    roots = list(functions.values()) or [i for i in items_of(file) if i.kind == "fn" and not i.in_macro]
    fitting: list[tuple[Item, tuple[Change, ...]]] = []
    wrong: Unaligned | None = None
    for function in roots:
        for block in (n for n in walk(function.node) if n.type == "block"):
            aligned = align(ours, block, directive.verb, open_ended=True)
            if isinstance(aligned, tuple) and not isinstance(aligned, Unaligned):
                fitting.append((function, aligned))
            elif isinstance(aligned, Unaligned) and aligned.code != "elided-code":
                wrong = wrong or aligned
    if len(fitting) > 1:
        rows = [candidate(file, function) for function, _ in fitting[:8]]
        return refused(KIND, "", "anchor-ambiguous", f"what is shown fits {len(fitting)} places", "name the function", rows)
    if not fitting:
        return hidden if wrong is None else refused(KIND, "", wrong.code, wrong.message, _ADVICE)
    function, changes = fitting[0]
    return _done(file, shown.source.data, function.label, changes, function.span)


def _all_elements(node: Node) -> list[Element]:
    return [e for n in walk(node) if n.type in GROWING for e in elements(n)]


def _head(code: bytes, item: Item, body: Node) -> list[bytes]:
    """The tokens from the item's start to its body, visibility left out."""
    found = []
    for child in item.node.children:
        if child.id == body.id:
            break
        if child.type != "visibility_modifier" and not is_comment(child):
            found += [leaf.text or b"" for leaf in leaves(child)]
    return [t for n, t in enumerate(found) if not (t == b"," and found[n + 1 : n + 2] == [b")"])]


def _heads(lead: bytes) -> list[bytes]:
    return [row.strip() for row in lead.split(b"\n") if row.strip().startswith((b"///", b"#["))]


def _done(file: RustFile, code: bytes, label: str, aligned: tuple[Change, ...] | Unaligned | None, around: Span) -> Done:
    if aligned is None:
        aligned = Unaligned("elided-code", "what is shown with gaps is not what the file has", Span(0, 0))
    if isinstance(aligned, Unaligned):
        shown = code[aligned.span.start : aligned.span.end].strip().split(b"\n")[0].decode("utf-8", "replace")
        message = f"{aligned.message}: `{shown[:60]}`" if shown and not shown.startswith("{") else aligned.message
        rows = [Candidate(file.source.path, file.source.line_of(around.start), label)]
        return refused(KIND, label, aligned.code, f"in `{label}`, {message}", _ADVICE, rows)
    if not aligned:
        return applied(KIND, label, f"all that is shown is in `{label}` already", around)
    edits: list[Edit] = []
    for change in aligned:
        made = _edits(file, code, change)
        if made is None:
            return refused(KIND, label, "elided-code", f"in `{label}`, there is no line of its own for what is new", _ADVICE)
        edits += made
    message = f"beside what the block shows of `{label}`"
    return applies(KIND, label, message, edits[0].span, *edits)


def _edits(file: RustFile, code: bytes, change: Change) -> list[Edit] | None:
    """One run written; None where what it goes beside does not stand on lines of its own."""
    data, path = file.source.data, file.source.path
    holder = change.holder
    if holder.type not in GROWING or b"\n" not in data[holder.start_byte : holder.end_byte]:
        return None
    text = code[line_start(code, change.run.start) : change.run.end]
    if code[line_start(code, change.run.start) : change.run.start].strip():
        text = code[change.run.start : change.run.end]
    beside = change.after or change.before or (change.instead[0] if change.instead else None)
    known = beside or next((e for e in elements(holder) if e.node is not None), None)
    indent = indent_at(data, known.span.start) if known is not None else indent_at(data, holder.start_byte) + indent_unit(data)
    shown = reindented(text, indent, indent_unit(data))
    listed = holder.type != "block"
    if listed and not shown.rstrip().endswith((b",", b"}") if holder.type == "match_block" else b","):
        shown = shown.rstrip() + b",\n"
    if change.instead:
        first = change.instead[0]
        assert first.node is not None
        own = text.lstrip().startswith((b"//", b"/*"))  # comments above what goes stay where the block shows none
        place = Span(first.span.start if own else (first.first or first.node).start_byte, change.instead[-1].span.end)
        return [Edit(path, place, with_newlines_of(file.source, shown.strip()))]
    if change.after is not None:
        return _behind(file, change, shown, spaced=change.spaced)
    if change.before is not None:
        at = line_start(data, change.before.span.start)
        if data[at : change.before.span.start].strip():
            return None
    elif change.edge == "start":
        at = line_end(data, holder.start_byte)
        if data[holder.start_byte + 1 : at].strip():
            return None
    else:
        last = next((e for e in reversed(elements(holder)) if e.node is not None), None)
        return _behind(file, change._replace(after=last), shown, spaced=change.spaced) if last is not None else None
    return [Edit(path, Span(at, at), with_newlines_of(file.source, shown))]


def _behind(file: RustFile, change: Change, shown: bytes, *, spaced: bool) -> list[Edit] | None:
    data, path = file.source.data, file.source.path
    beside = change.after
    assert beside is not None and beside.node is not None
    at = line_end(data, beside.span.end)
    if (
        data[beside.span.end : at].strip()
        or beside.node.type == "base_field_initializer"
        or not _complete(change.holder, beside.node)
    ):
        return None
    text = with_newlines_of(file.source, (b"\n" if spaced else b"") + shown)
    end = beside.node.end_byte
    comma = change.holder.type != "block" and not data[:end].endswith((b",", b"}"))
    if comma and data[end : end + 1] != b",":
        return [Edit(path, Span(end, end), b","), Edit(path, Span(at, at), text)]
    return [Edit(path, Span(at, at), text)]


def _complete(holder: Node, node: Node) -> bool:
    """Whether something may follow `node`: not the expression at the end of a block, which is its value."""
    if holder.type != "block":
        return True
    return node.type.endswith(("_declaration", "_item", "_statement")) or node.type == "macro_definition"
