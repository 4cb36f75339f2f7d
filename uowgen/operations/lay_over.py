"""Code that shows new rows together with rows of the file: written where those rows stand, if only one place has them.

It is asked where the words alone do not tell the place, and refuses (None) wherever the rows do not tell it either.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.operations.targets import hits_of
from uowgen.operations.work import Done, applied, applies
from uowgen.regex import when_used
from uowgen.rust.fragment import elision
from uowgen.rust.items import items_of
from uowgen.rust.layout import indent_unit, with_newlines_of
from uowgen.rust.rows import Laid, Row, Run, alike, grown, head_of, lay, likeness, rows_of, words_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.model import Directive
    from uowgen.rust.syntax import RustFile

_CHANGING = ("replace", "change", "rename")
# Words that known rows must have in all: fewer where the words name what holds them, and in a table that a macro call is.
_ENTRY, _NAMED, _ANYWHERE = 2, 4, 8
_NEAR_ENOUGH, _ALIKE = 0.35, 0.5
_SPELT, _LONG = 0.85, 8  # how like two spellings of a name are, and how long
_TOKEN = when_used(r'"(?:\\.|[^"\\])*"|\w+|[^\w\s]')


def lay_over(file: RustFile, directive: Directive, code: str) -> Done | None:
    """The rows of `code` put among those of the file that they show; None unless there is exactly one way to do so."""
    if directive.verb == "remove":
        return None
    shown = rows_of(code)
    text = file.source.data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    everything = rows_of(text)
    scopes = _scopes(file, directive)
    found = [
        (label, laid)
        for span, label in scopes
        if (laid := lay(shown, _within(file, everything, span), _ENTRY if label.startswith("macro call ") else _NAMED)) is not None
    ]
    if len(found) > 1:
        return None
    if not found:
        laid = lay(shown, everything, _ANYWHERE)
        if laid is not None and _touches(file, laid, [span for span, label in scopes if label.startswith("fn ")]):
            found = [(file.source.path, laid)]
    if not found:
        return None
    label, laid = found[0]
    return _done(file, directive, label, laid, everything, whole=elision(code.encode()) is None)


def _scopes(file: RustFile, directive: Directive) -> list[tuple[Span, str]]:
    """What the words name that can hold the rows: functions first, and what else only if no function is named."""
    spans: dict[Span, str] = {}
    for kinds in (("fn",), ("macro", "impl", "trait", "struct", "enum", "static", "const", "mod", "use", "macro call")):
        for hit in hits_of(file, directive):
            if hit.anchor.relation != "with":
                spans.update({i.whole: i.label for i in hit.items if i.kind in kinds})
                called = {i.name for i in hit.items if i.kind == "macro" and "macro call" in kinds}
                spans.update({i.whole: i.label for i in items_of(file) if i.kind == "macro call" and i.name in called})
        if spans:
            break
    return list(spans.items())


def _touches(file: RustFile, laid: tuple[Laid, ...], functions: list[Span]) -> bool:
    """Whether some shown row stands in a function that the words name; or they name none."""
    starts = file.source.line_starts()
    shown = [starts[their.line] for part in laid for _, their in part.pairs if their]
    return not functions or any(span.start <= at < span.end for span in functions for at in shown)


def _within(file: RustFile, rows: list[Row], span: Span) -> list[Row]:
    first, last = file.source.line_of(span.start) - 1, file.source.line_of(max(span.start, span.end - 1)) - 1
    return [row for row in rows if first <= row.line <= last]


def _done(
    file: RustFile, directive: Directive, label: str, laid: tuple[Laid, ...], everything: list[Row], *, whole: bool
) -> Done | None:
    runs = [run for part in laid for run in part.runs]
    if not all(_may(directive, run) for run in runs) and not _only_changes(directive, runs):
        return None
    gone = {row.line for run in runs for row in run.old}
    paired = {their.line for part in laid for _, their in part.pairs if their}
    near = _around(everything, paired)
    hidden = [row for row in near if row.line not in paired and row.line not in gone]
    if any(alike(new, old) for part in laid for new in part.hides for old in hidden):
        return None
    starts = file.source.line_starts()
    if not runs:
        first = next(their for part in laid for _, their in part.pairs if their)
        return applied("change_code", label, "all that is shown is there already", Span(starts[first.line], starts[first.line]))
    edits = [edit for part in laid if part.runs for edit in _edits(file, part)]
    if not edits:
        return None
    kind = "insert_statement" if whole and not gone else "change_code"
    return applies(kind, label, f"among the rows of `{label}` that the block shows", edits[0].span, *edits)


def _around(everything: list[Row], lines: set[int]) -> list[Row]:
    first, last = min(lines), max(lines)
    return [row for row in everything if first - 40 <= row.line <= last + 40]


def _may(directive: Directive, run: Run) -> bool:
    """Whether the old rows of a run may give way: what only grows may, what changes if the words ask for a change."""
    if _broken(run):
        return False
    if not run.old:
        return True
    if not run.new:
        return directive.verb == "replace"
    new, old = words_of(run.new), words_of(run.old)
    if grown(new, old) and len(new) <= 8 * len(old):
        return True
    return (directive.verb in _CHANGING and likeness(new, old) >= _NEAR_ENOUGH) or _respelt(run)


def _respelt(run: Run) -> bool:
    """Whether the new rows are the old ones with one long name throughout spelt a little otherwise."""
    new, old = ([token for row in rows for token in _TOKEN.findall(row.text)] for rows in (run.new, run.old))
    pairs = {(a, b) for a, b in zip(old, new, strict=False) if a != b}
    if len(new) != len(old) or len(pairs) != 1:
        return False
    ((before, after),) = pairs
    bare = [re.sub(r"\d", "", name) for name in (before, after)]
    long = min(len(before), len(after)) >= _LONG and bare[0] != bare[1]
    return long and SequenceMatcher(None, before, after, autojunk=False).ratio() >= _SPELT


def _only_changes(directive: Directive, runs: list[Run]) -> bool:
    """Whether every run is a changed row beside rows that stay, so that a block that is no quote can only mean the change."""
    if directive.verb in ("add", "insert", "append", "create") or "another" in directive.words.lower().split():
        return False
    return all(run.new and run.old and len(run.old) <= 6 and _of_one_name(run) and not _broken(run) for run in runs)


def _of_one_name(run: Run) -> bool:
    """Whether both sides of a run begin by declaring, setting or calling the same thing."""
    heads = head_of(run.new[0]), head_of(run.old[0])
    if any(heads):
        return heads[0] == heads[1]
    new, old = words_of(run.new), words_of(run.old)
    return new[:2] == old[:2] and likeness(new, old) >= _ALIKE


def _broken(run: Run) -> bool:
    """Whether a literal of the run goes on over several rows: its indentation is part of it."""
    return any(row.text.count('"') % 2 for row in run.new)


def _edits(file: RustFile, part: Laid) -> list[Edit]:
    """The new rows of one stretch, each beside what is shown beside it, and nothing written where the file has the rows."""
    starts = file.source.line_starts()
    data = file.source.data
    unit = indent_unit(data).decode()
    theirs = [their for _, their in part.pairs if their]
    first, last = theirs[0].line, theirs[-1].line
    before = [_row(data, starts, n) for n in range(first, last + 1)]
    after = _written(part, before, first, unit)
    edits = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            begin = starts[first + a] if first + a < len(starts) else len(data)
            end = starts[first + b] if first + b < len(starts) else len(data)
            text = "".join(row + "\n" for row in after[c:d]).encode("utf-8", "surrogateescape")
            edits.append(Edit(file.source.path, Span(begin, end), with_newlines_of(file.source, text)))
    return edits


def _row(data: bytes, starts: list[int], line: int) -> str:
    end = starts[line + 1] if line + 1 < len(starts) else len(data)
    return data[starts[line] : end].decode("utf-8", "surrogateescape").rstrip("\r\n")


def _written(part: Laid, before: list[str], first: int, unit: str) -> list[str]:
    """The rows as they are to be: the file's own where it has them, further in where what is new encloses them."""
    out: list[str] = []
    deeper = 0  # brackets that the new rows so far leave open
    beside = next((mine, their.text) for mine, their in part.pairs if mine and their)
    came: tuple[int, int | None] | None = None  # the lines of the row before, in the block and (where it has it) in the file
    for mine, their in part.pairs:
        if mine is None:
            deeper -= their.opens if their else 0
            continue
        blank = came is not None and mine.line > came[0] + 1
        if their is not None and came is not None and came[1] is not None:  # both stand: as the file has it
            blank = their.line > came[1] + 1 and not any(row.strip() for row in before[came[1] + 1 - first : their.line - first])
        if blank and out:
            out.append("")
        text = their.text if their is not None and deeper == 0 else _moved(mine, their or mine, beside, unit)
        out.append(text)
        deeper += mine.opens if their is None else 0
        beside = (mine, text)
        came = (mine.line, their.line if their is not None else None)
    return out


def _moved(shown: Row, row: Row, beside: tuple[Row, str], unit: str) -> str:
    """What `row` says with the indentation that `shown` has in the block beside another of its rows, which is `beside`."""
    other, there = beside
    steps = round((_width(shown.text) - _width(other.text)) / 4)
    lead = there[: len(there) - len(there.lstrip())]
    for _ in range(-steps):
        lead = lead.removesuffix(unit)
    return lead + unit * max(0, steps) + row.text.strip()


def _width(text: str) -> int:
    return sum(4 if c == "\t" else 1 for c in text[: len(text) - len(text.lstrip())])
