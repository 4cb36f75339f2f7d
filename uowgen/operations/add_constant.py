"""Adds named constants (`const NAME = value;`) to what a macro call defines: the flags of a `bitflags!`-like type, whatever the macro is called.

The tokens of a macro call have no grammar. So the lines that are there must all have the form that the new ones have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.insert_items import Spot, insert
from uowgen.operations.ordinals import neighbour, ordinal_said
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, candidate, refused
from uowgen.rust.items import items_of
from uowgen.rust.layout import alone_on_line, indent_at, indent_unit, line_end, line_start
from uowgen.rust.matching import lex
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.operations.work import Route
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

KIND = "add_constant"


class Entry(NamedTuple):
    """One constant: its name, its tokens without comments, its bytes with what stands above it, and its form (`const : =`)."""

    name: str
    tokens: tuple[str, ...]
    span: Span
    form: tuple[str, ...]


def constant_route(file: RustFile, directive: Directive, code: bytes) -> Route | None:
    """The addition of the constants of `code` to what a macro call of the file defines; None if that is not what the words mean."""
    wanted = _entries(code, Span(0, len(code)))
    if not wanted or _owner(file, directive) is None:
        return None
    return lambda f: _add(f, directive, code)


def _add(file: RustFile, directive: Directive, code: bytes) -> Done:
    owner = _owner(file, directive)
    wanted = _entries(code, Span(0, len(code))) or ()
    if owner is None or owner.body is None:
        return refused(KIND, "", "anchor-not-found", "no macro call of the file defines what the words name", "name the type")
    data = file.source.data
    there = _entries(data, owner.body)
    if there is None or len({e.form for e in (*there, *wanted)}) > 1:
        return refused(
            KIND, owner.label, "would-not-parse", f"the lines in `{owner.name}` have another form than those of the block",
            "write them as the others are written", [candidate(file, owner)],
        )  # fmt: skip
    known = {e.name: e for e in there}
    for entry in wanted:
        if entry.name in known and known[entry.name].tokens != entry.tokens:
            return refused(
                KIND, owner.label, "item-exists-differently", f"`{owner.name}` has another `{entry.name}`",
                "say that it changes, and show both sides", [candidate(file, owner)],
            )  # fmt: skip
    missing = [e for e in wanted if e.name not in known]
    if not missing:
        return applied(KIND, owner.label, f"`{owner.name}` has it already", known[wanted[0].name].span)
    text = b"\n".join(_rows(code, e) for e in missing)
    names = {a.name.rpartition("::")[2]: a.relation for a in directive.anchors if a.relation in BESIDE}
    beside = next((e for e in there if e.name in names), None)
    relation: str = names[beside.name] if beside is not None else "after"
    nth = ordinal_said(directive) if beside is None and not names else None
    told = neighbour(len(there), nth) if nth is not None else None
    if told is not None:
        beside, relation = there[told[0]], told[1]
    if beside is None and any(not _meant(file, name) for name in names):
        return refused(
            KIND, owner.label, "anchor-not-found", f"`{owner.name}` has no `{next(iter(names))}`", "name one that it has"
        )
    last = beside or (there[-1] if there else None)
    indent = indent_at(data, last.span.start) if last is not None else indent_at(data, owner.span.start) + indent_unit(data)
    at = owner.body.start if last is None else last.span.start if relation == "before" else last.span.end
    if relation == "before" and last is not None:
        if not alone_on_line(data, at):
            return _on_one_line(owner)
        at = line_start(data, at)
    else:
        if data[at : line_end(data, at)].split(b"//")[0].strip():
            return _on_one_line(owner)
        at = line_end(data, at)
    where = f"{relation} `{last.name}`" if last is not None else f"as the first of `{owner.name}`"
    return insert(KIND, file, Spot(at, indent, opened=last is None), text, owner.label, where, tight=True)


def _on_one_line(owner: Item) -> Done:
    return refused(
        KIND, owner.label, "would-not-parse", f"the lines of `{owner.name}` are not on lines of their own", "write it yourself"
    )


def _owner(file: RustFile, directive: Directive) -> Item | None:
    """The one definition in a macro call that the words name, or that has the constant which they name."""
    defined = [i for i in items_of(file) if i.in_macro and i.body is not None and i.kind in ("struct", "enum", "type")]
    hits = [h for h in hits_of(file, directive) if h.anchor.relation != "with"]
    named = {i.span: i for h in hits for i in h.items if i in defined}
    if not named and not any(h.items for h in hits if h.anchor.relation not in BESIDE):
        names = {a.name.rpartition("::")[2] for a in directive.anchors if a.relation in BESIDE}
        found = [i for i in defined if i.body is not None and names & {e.name for e in _entries(file.source.data, i.body) or ()}]
        named = {i.span: i for i in found}
    return next(iter(named.values())) if len(named) == 1 else None


def _meant(file: RustFile, name: str) -> bool:
    """Whether `name` is that of a definition of the file, not of a constant in one."""
    return any(i.name == name for i in items_of(file))


def _entries(data: bytes, within: Span) -> tuple[Entry, ...] | None:
    """The constants that `within` consists of, in order; None if it consists of something else."""
    text = data[within.start : within.end]
    found: list[Entry] = []
    rows: list[str] = []
    depth, start, end = 0, -1, 0
    for token in lex(text):
        start = token.start if start < 0 else start
        rows.append(token.text)
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0)
        if depth or token.text != ";":
            continue
        plain = _without_attributes(rows)
        visible = plain[1:] if plain[:1] == ["pub"] else plain
        if len(visible) < 4 or visible[0] != "const" or not visible[1].isidentifier() or visible[2] not in ("=", ":"):
            return None
        lead = _lead(text, end, start)
        form = ("pub" if visible is not plain else "", visible[2])
        found.append(Entry(visible[1], tuple(plain), Span(within.start + lead, within.start + token.end), form))
        rows, start, end = [], -1, token.end
    return None if rows else tuple(found)


def _without_attributes(rows: list[str]) -> list[str]:
    at = 0
    while rows[at : at + 2] == ["#", "["]:
        depth = 0
        for n in range(at + 1, len(rows)):
            depth += {"[": 1, "]": -1}.get(rows[n], 0)
            if depth == 0:
                at = n + 1
                break
        else:
            break
    return rows[at:]


def _lead(text: bytes, end: int, start: int) -> int:
    """Where an entry whose first token is at `start` begins with the comment lines above it; `end` is that of the entry before."""
    floor = line_end(text, end) if end else 0
    lead = start
    at = line_start(text, start)
    while at > floor:
        above = line_start(text, at - 1)
        if not text[above:at].strip().startswith(b"//") or above < floor:
            break
        lead = above + len(text[above:at]) - len(text[above:at].lstrip())
        at = above
    return lead


def _rows(code: bytes, entry: Entry) -> bytes:
    start = line_start(code, entry.span.start)
    return code[start if not code[start : entry.span.start].strip() else entry.span.start : entry.span.end]
