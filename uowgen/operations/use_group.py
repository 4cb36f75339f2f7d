"""Entries of a `use` list: into the braces that the words quote (`the `use crate::{ … }` group`), or in place of the entry that they outgrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.add_import import leaves_of
from uowgen.operations.targets import BESIDE
from uowgen.operations.work import Done, applied, applies, candidate, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start, reindented, with_newlines_of
from uowgen.rust.syntax import RustFile, errors, is_comment, span_of, walk
from uowgen.text import Edit, Source, Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive

KIND = "add_import"
_QUOTED = when_used(r"^(?:pub )?(?:use )?([\w:]+)::\{")
_CHANGES = ("change", "replace", "become", "instead")


def entries_of(code: str) -> tuple[str, ...]:
    """The entries that `code` is, without the commas between them; none if it is something else."""
    rows = [row for row in code.split("\n") if not row.strip().startswith("//")]
    file = RustFile(Source("", b"use x::{" + "\n".join(rows).encode("utf-8", "surrogatepass") + b"};"))
    lists = [n for n in walk(file.root) if n.type == "use_list"]
    if errors(file.root) or not lists or len(file.root.named_children) != 1:
        return ()
    return tuple(file.text(c) for c in lists[0].named_children if not is_comment(c))


def speaks_of_group(directive: Directive) -> bool:
    """Whether the words quote the head of a `use` list."""
    return bool(_quoted(directive))


def add_to_group(file: RustFile, directive: Directive, code: str) -> Done:
    """The entries of `code` in the one `use` list of the file that the words quote the head of."""
    head = _quoted(directive)
    label = f"use {head}::{{…}}"
    groups = [(use, node) for use in items_of(file) if use.kind == "use" for node in _lists(file, use.node, head)]
    groups = [g for g in groups if not g[0].path] or groups
    if len(groups) != 1:
        rows = [candidate(file, use) for use, _ in groups[:8]]
        reason = "anchor-ambiguous" if groups else "anchor-not-found"
        return refused(KIND, label, reason, f"`{file.source.path}` has {len(groups)} such lists of imports", "quote the list", rows)
    use, body = groups[0]
    new = entries_of(code)
    wanted = {leaf for entry in new for leaf in leaves_of(entry)}
    there = [c for c in body.named_children if not is_comment(c)]
    known = {leaf for c in there for leaf in leaves_of(file.text(c))}
    if wanted <= known:
        return applied(KIND, label, "imported already", use.span)
    if not there or len(groups) == 0:
        return refused(KIND, label, "directive-not-understood", "the list of imports is empty", "show the whole import")
    old = _outgrown(file, directive, there, wanted)
    if old is not None and len(new) == 1:
        span = span_of(old)
        indent = indent_at(file.source.data, span.start)
        text = reindented(new[0].encode(), indent, indent_unit(file.source.data)).strip()
        edit = Edit(file.source.path, span, with_newlines_of(file.source, text))
        return applies(KIND, label, f"in place of `{file.text(old)}`", span, edit)
    if wanted & known:
        return refused(
            KIND,
            label,
            "would-duplicate",
            "a part of this is imported already",
            "show only what is new, or the entry before and after",
        )
    return _insert(file, directive, label, there, code, new)


def _quoted(directive: Directive) -> str:
    found = {m[1] for name in directive.named if (m := _QUOTED.match(" ".join(name.split()))) is not None}
    return next(iter(found)) if len(found) == 1 else ""


def _lists(file: RustFile, node: Node, head: str) -> list[Node]:
    """The lists inside of a `use` whose path ends with `head`."""
    found = []
    for inner in walk(node):
        if inner.type == "scoped_use_list":
            path, body = inner.child_by_field_name("path"), inner.child_by_field_name("list")
            if path is not None and body is not None and ("::" + file.text(path)).endswith("::" + head):
                found.append(body)
    return found


def _outgrown(file: RustFile, directive: Directive, there: list[Node], wanted: set[str]) -> Node | None:
    """The entry that the new ones bring in and more, else the one that the words quote as what changes."""
    found = [c for c in there if leaves_of(file.text(c)) < wanted]
    if not found and any(word in directive.words for word in _CHANGES):
        said = {"".join(name.split()).rstrip(",;") for name in directive.named}
        found = [c for c in there if "".join(file.text(c).split()) in said]
    return found[0] if len(found) == 1 else None


def _insert(file: RustFile, directive: Directive, label: str, there: list[Node], code: str, new: tuple[str, ...]) -> Done:
    data, path = file.source.data, file.source.path
    beside, relation = there[-1], "after"
    if any(a.relation == "start_of" and a.noun != "file" for a in directive.anchors):
        beside, relation = there[0], "before"
    for anchor in directive.anchors:
        if anchor.relation in BESIDE:
            named = [c for c in there if file.text(c) == anchor.name or file.text(c).endswith("::" + anchor.name)]
            if len(named) != 1:
                return refused(KIND, label, "anchor-not-found", f"the list has no `{anchor.name}`", "quote an entry as it stands")
            beside, relation = named[0], anchor.relation
    span = span_of(beside)
    message = f"{relation} `{file.text(beside)}` in the list"
    comma = data[span.end : span.end + 1] == b","
    if not alone_on_line(data, span.start) or data[span.end + comma : line_end(data, span.end)].strip():
        at = span.start if relation == "before" else span.end
        row = ", ".join(new)
        text = (row + ", " if relation == "before" else ", " + row).encode()
        return applies(KIND, label, message, Span(at, at), Edit(path, Span(at, at), text))
    rows = code.strip("\n").rstrip()
    text = reindented((rows if rows.endswith(",") else rows + ",").encode() + b"\n", indent_at(data, span.start), indent_unit(data))
    at = line_start(data, span.start) if relation == "before" else line_end(data, span.end)
    edits = [Edit(path, Span(at, at), with_newlines_of(file.source, text))]
    if relation == "after" and not comma:
        edits.insert(0, Edit(path, Span(span.end, span.end), b","))
    return applies(KIND, label, message, Span(at, at), *edits)
