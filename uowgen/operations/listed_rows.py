"""Rows of a list that no item is (the arguments of a macro call, a table): beside the one row that the words name, or the block shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.operations.targets import BESIDE
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.layout import indent_at, line_start
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

KIND = "insert_statement"
_ROW = when_used(r"(?:\w+::)*\w+,?$")


def among_rows(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The rows of `code`, each a name with a comma, next to the row of the name that the words put them beside.

    None unless that name stands as a row of its own once in the file, between rows that are names as well.
    """
    if directive.verb not in ("add", "insert", "append", "place"):
        return None
    rows = [row.strip() for row in code.split("\n") if row.strip()]
    beside = [a for a in directive.anchors if a.relation in BESIDE and a.name in directive.words and _ROW.match(a.name)]
    if not rows or len(beside) != 1 or not all(_ROW.match(row) and row.endswith(",") for row in rows):
        return None
    name, relation = beside[0].name.rstrip(","), beside[0].relation
    data = file.source.data
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    found = [n for n, line in enumerate(lines) if line.strip() == name + ","]
    new = [row for row in rows if row != name + ","]
    if len(found) != 1 or not new or len(new) < len(rows) - 1:
        return None
    if len(new) < len(rows) and rows[0 if relation == "after" else -1] != name + ",":
        return None  # the row that is shown again stands on the other side
    at = found[0]
    beyond = lines[at + 1 : at + 2] if relation == "after" else lines[at - 1 : at]
    if not any(_ROW.match(line.strip()) for line in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])):
        return None
    if beyond and beyond[0].strip() == new[0 if relation == "after" else -1]:
        return applied(KIND, name, "the rows are there already")
    starts = file.source.line_starts()
    offset = starts[at + 1] if relation == "after" and at + 1 < len(starts) else line_start(data, starts[at])
    lead = indent_at(data, starts[at])
    text = b"".join(lead + row.encode() + file.source.newline() for row in new)
    return applies(
        KIND, name, f"{relation} the row `{name}`", Span(offset, offset), Edit(file.source.path, Span(offset, offset), text)
    )
