"""Elements of a list that parse only where they stand (arguments of a call, a `vec![…]`, an array): beside the one that the words name.

``in the argument list of the `run` subcommand, after `--quiet` ``: the element that has it, in the list that has `"run"` before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import indent_at, indent_unit, reindented, with_newlines_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "insert_statement"
_TOKEN = when_used(r'"(?:\\.|[^"\\])*"|\w+|[^\w\s]')
_OPEN, _SHUT = "([{", ")]}"
_HEAD = 2  # tokens that an element begins with as its neighbours do
_NEAR = 40  # rows between the text that a list is called by and the element
_CHANGING = ("replace", "change", "rename", "remove")


class _Element(NamedTuple):
    """The rows (0-based) of an element that ends in a comma, and its tokens."""

    first: int
    last: int
    tokens: tuple[str, ...]


def among_arguments(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The elements of `code` before or after the one that the words put them beside, which begins as they do.

    None unless every element of the block stands on rows of its own and ends in a comma, and one element of the file is meant.
    """
    beside = [a for a in directive.anchors if a.relation in BESIDE and f"`{a.name}`" in directive.words]
    new = _elements(code.split("\n"))
    if len(beside) != 1 or not new or (directive.verb in _CHANGING and not _extends(directive)):
        return None
    text = file.source.data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    rows = text.split("\n")
    heads = {e.tokens[:_HEAD] for e in new}
    wanted = tuple(_TOKEN.findall(beside[0].name))
    spans = _rows_of_functions(file, directive)
    there = [e for lines in spans for e in _listed(rows, lines, heads)]
    fresh = {e.tokens for e in new}
    found = [e for e in there if _has(e.tokens, wanted) and e.tokens not in fresh]
    if len(found) > 1:
        found = _told_apart(directive, beside[0].name, rows, found)
    if len(found) != 1 or not wanted:
        return None
    at, before = found[0], beside[0].relation == "before"
    beyond = [e for e in there if (e.last + 1 == at.first if before else at.last + 1 == e.first)]
    if any(e.tokens == new[-1 if before else 0].tokens for e in beyond):
        return applied(KIND, beside[0].name, "the elements are there already")
    starts, data = file.source.line_starts(), file.source.data
    row = at.first if before else at.last + 1
    offset = starts[row] if row < len(starts) else len(data)
    shown = reindented(code.rstrip().encode() + b"\n", indent_at(data, starts[at.first]), indent_unit(data))
    edit = Edit(file.source.path, Span(offset, offset), with_newlines_of(file.source, shown))
    said = f"{beside[0].relation} the element with `{beside[0].name}`"
    return applies(KIND, beside[0].name, said, Span(offset, offset), edit)


def _extends(directive: Directive) -> bool:
    return re.search(r"\b(?:add|extend|append|insert|grow)\w*\b", directive.words, re.IGNORECASE) is not None


def _elements(rows: Sequence[str]) -> list[_Element]:
    """The elements that the rows are made of; none if they are anything else."""
    found = _cut(rows, (0, len(rows)))
    told = {n for e in found for n in range(e.first, e.last + 1)}
    left = [n for n, row in enumerate(rows) if row.strip() and n not in told]
    return found if found and all(rows[n].strip().startswith("//") for n in left) else []


def _listed(rows: Sequence[str], lines: tuple[int, int], heads: set[tuple[str, ...]]) -> list[_Element]:
    """The elements among the `lines` that begin as one of `heads`."""
    found = []
    for n in range(lines[0], min(lines[1], len(rows))):
        if tuple(_TOKEN.findall(rows[n])[:_HEAD]) in heads:
            found += _cut(rows, (n, len(rows)))[:1]
    return [e for e in found if e.tokens[:_HEAD] in heads]


def _cut(rows: Sequence[str], lines: tuple[int, int]) -> list[_Element]:
    found: list[_Element] = []
    tokens: list[str] = []
    first, depth = -1, 0
    for n in range(*lines):
        row = re.sub(r"\s//.*$", "", rows[n])
        own = [] if row.strip().startswith("//") else _TOKEN.findall(row)
        if not own:
            continue
        if first < 0:
            first, tokens = n, []
        tokens += own
        depth += sum((t in _OPEN) - (t in _SHUT) for t in own if len(t) == 1)
        if depth < 0:
            break
        if depth == 0 and own[-1] == ";":
            break
        if depth == 0 and own[-1] == ",":
            found.append(_Element(first, n, tuple(tokens[:-1])))
            first = -1
    return found


def _has(tokens: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(tokens[n : n + size] == wanted for n in range(len(tokens) - size + 1)) or f'"{"".join(wanted)}"' in tokens


def _rows_of_functions(file: RustFile, directive: Directive) -> list[tuple[int, int]]:
    """The rows of the items that the words put the elements into; all rows where they name none."""
    spans = {i.whole for h in hits_of(file, directive) if h.anchor.relation in ("in", "at") for i in h.items if not i.in_macro}
    lines = [(file.source.line_of(s.start) - 1, file.source.line_of(max(s.start, s.end - 1))) for s in sorted(spans)]
    return lines or [(0, len(file.source.line_starts()))]


def _told_apart(directive: Directive, anchor: str, rows: Sequence[str], found: list[_Element]) -> list[_Element]:
    """Of several elements the first one behind the one row that has a text which the words name: the list that belongs to it."""
    names = [name for name in directive.words.split("`")[1::2] if name != anchor]
    for name in names:
        begun = [n for n, row in enumerate(rows) if f'"{name}"' in row and not row.strip().startswith("//")]
        behind = {e for n in begun for e in found if n < e.first <= n + _NEAR and not any(n < o.first < e.first for o in found)}
        if len(behind) == 1:
            return list(behind)
    return found
