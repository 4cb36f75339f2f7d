"""Decides what stands in one row of a table that a macro call takes: “Config value `Trace` with tag `TRACE` and an empty default”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.facts.code import counts
from uowgen.model import Evidence
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile

_TOKEN = when_used(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|\w+|=>|[^\s\w]', re.DOTALL)


class _Row(NamedTuple):
    """The tokens of one row, and its 1-based line."""

    tokens: tuple[str, ...]
    line: int


def decide(reading: Reading, case: Case) -> Finding:
    """Holds where the one row that begins with the name has all that is said; fails where it has other texts, or where there is no row."""
    name = reading.get("row")
    near = [f for path in files_of(case) if (f := case.code.file(path)) is not None]
    rows = [(f, row) for f in near for row in _rows(f)]
    mine = [(f, row) for f, row in rows if _called(row) == name]
    if (
        not mine
        and any(any(t.startswith('"') for t in row.tokens) and "=" in row.tokens for _, row in rows)
        and not any(re.search(rf"\b{re.escape(name)}\b", f.rust.source.data.decode("utf-8", "replace")) for f in near)
    ):
        return fails("item-not-found", f"there is no `{name}` in {', '.join(f'`{f.path}`' for f in near)}")
    if len(mine) != 1:
        return undecided("no-subject", f"which row `{name}` is meant is not clear")
    file, row = mine[0]
    place = (Evidence(file.path, row.line, row.line, f"`{name}`"),)
    texts = [t[1:-1] for t in row.tokens if t.startswith('"')]
    last = row.tokens[-1] if len(row.tokens) > 1 and row.tokens[-2] in ("=", "=>", ":") else ""
    tag, default = reading.get("tag").strip('"'), reading.get("default")
    if tag and tag not in (texts[:-1] if last.startswith('"') else texts) and tag not in row.tokens[1:]:
        return (
            fails("other-value", f"the row of `{name}` has no `{tag}`", evidence=place)
            if texts
            else undecided("not-a-literal", f"what `{name}` is tagged with is not plain", evidence=place)
        )
    wanted = {"empty": ('""', "&[]", "None", "[]")}.get(default, (default,) if default else ())
    if default and not last:
        return undecided("not-a-literal", f"the row of `{name}` does not end in a value", evidence=place)
    if default and last not in wanted and last.strip('"') not in wanted:
        plain = last.startswith('"') or last.isdigit()
        told = f"the row of `{name}` ends in `{last}`"
        return fails("other-value", told, evidence=place) if plain else undecided("not-a-literal", told, evidence=place)
    return holds(f"the row of `{name}` says so", evidence=place)


def _called(row: _Row) -> str:
    return row.tokens[0] if row.tokens else ""


def _rows(file: CodeFile) -> list[_Row]:
    """The rows, parted by commas or semicolons, of the outermost and next inner brackets of every macro call at the top of a file."""
    found: list[_Row] = []
    for call in file.declarations():
        if call.item.kind == "macro call" and call.item.name != "macro_rules" and counts(call) and not call.item.path:
            found += _rows_of(call.text, call.line)
    return found


def _rows_of(text: str, line: int) -> list[_Row]:
    found: list[_Row] = []
    inside: list[list[str]] = [[]]
    starts = [line]
    for match in _TOKEN.finditer(text):
        token, at = match.group(), line + text.count("\n", 0, match.start())
        if token.startswith(("//", "/*")):
            continue
        if token in ("{", "(", "["):
            inside.append([])
            starts.append(at)
            continue
        ends = token in ("}", ")", "]")
        if token in (",", ";") or ends:
            if inside[-1]:
                found.append(_Row(tuple(inside[-1]), starts[-1]))
            inside[-1] = []
            if ends and len(inside) > 1:
                inside.pop()
                starts.pop()
            continue
        if not inside[-1]:
            starts[-1] = at
        inside[-1].append(token)
    return found
