"""Applies a `diff` block as a patch: each hunk where its context stands, and nowhere else.

The numbers of a hunk's head only break ties; a hunk whose lines are not in the file is refused, never moved to what is similar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.model import Candidate
from uowgen.operations.work import Done, applied, applies, refused
from uowgen.rust.fragment import is_elision
from uowgen.rust.layout import with_newlines_of
from uowgen.text import Edit, Span

if TYPE_CHECKING:
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

KIND = "apply_diff"


class Hunk(NamedTuple):
    """Neighbouring rows of a diff, each with its mark (` `, `-`, `+`); `line` is the one that the head cites, 0 without one."""

    line: int
    rows: tuple[tuple[str, str], ...]

    def side(self, marks: str) -> list[str]:
        """The rows of one side: ` -` what is there now, ` +` what is to be there."""
        return [text for mark, text in self.rows if mark in marks]


class FilePart(NamedTuple):
    """What a diff does to one file. Empty paths: the diff names none; `/dev/null` as `old`: a new file, as `new`: one removed."""

    old: str
    new: str
    hunks: tuple[Hunk, ...]


def parts_of(diff: str) -> tuple[FilePart, ...]:
    """The files that a diff speaks of, in order, each with its hunks. Lines that belong to no hunk are passed over."""
    parts: list[FilePart] = []
    old = new = ""
    hunks: list[Hunk] = []
    rows: list[tuple[str, str]] = []
    line = 0

    def end_hunk() -> None:
        if any(mark != " " for mark, _ in rows):
            hunks.append(Hunk(line, tuple(_without_blank_edges(rows))))
        rows.clear()

    lines = diff.replace("\r\n", "\n").split("\n")
    for n, text in enumerate(lines):
        if text.startswith("--- ") and n + 1 < len(lines) and lines[n + 1].startswith("+++ "):
            end_hunk()
            if hunks:
                parts.append(FilePart(old, new, tuple(hunks)))
            old, new, hunks, line = _path(text), _path(lines[n + 1]), [], 0
        elif text.startswith("+++ ") and n and lines[n - 1].startswith("--- "):
            continue
        elif text.startswith("@@"):
            end_hunk()
            line = _cited(text)
        elif text.startswith(("diff --git ", "index ", "new file mode", "deleted file mode", "similarity ", "rename ", "\\ ")):
            continue
        elif is_elision(text.removeprefix(" ")):
            end_hunk()  # what is left out splits the hunk; its second half has no cited line of its own
            line = 0
        else:
            rows.append((text[:1] if text[:1] in "+-" and text else " ", text[1:] if text[:1] in "+- " else text))
    end_hunk()
    if hunks or old:
        parts.append(FilePart(old, new, tuple(hunks)))
    return tuple(parts)


def apply_hunk(file: RustFile, hunk: Hunk) -> Done:
    """One hunk on the text of `file`, which may be of any kind."""
    source = file.source
    label = next((text.strip() for mark, text in hunk.rows if mark != " " and text.strip()), "")[:60]
    before, after = hunk.side(" -"), hunk.side(" +")
    if not before:
        return refused(KIND, label, "directive-not-understood", "the hunk shows nothing of the file", "show the lines around it")
    here, there = _places(source, before), _places(source, after) if after else []
    here = [n for n in here if not any(t <= n and n + len(before) <= t + len(after) for t in there)]
    if not here:
        if there:
            return applied(KIND, label, "it is so already", _lines(source, there[0], len(after)))
        return refused(
            KIND, label, "unresolved-in-document", f"the file has no such lines: {_first_absent(source, before)}",
            "take the context from the file as it stands",
        )  # fmt: skip
    if len(here) > 1:
        near = [n for n in here if n + 1 == hunk.line]
        if len(near) != 1:
            rows = [Candidate(source.path, n + 1, source.line_text(n + 1).strip()) for n in here[:8]]
            return refused(
                KIND,
                label,
                "anchor-ambiguous",
                f"the lines of the hunk stand {len(here)} times in the file",
                "show more context",
                rows,
            )
        here = near
    return _written(source, hunk, here[0], label)


def _written(source: Source, hunk: Hunk, first: int, label: str) -> Done:
    """The edits of a hunk whose old side begins at 0-based line `first`: removed and added rows, context left as it is."""
    shift = _shift(source, hunk.side(" -"), first)
    edits: list[Edit] = []
    at = first
    pending: list[bytes] = []
    start = at
    starts = source.line_starts()

    def offset(line: int) -> int:
        return starts[line] if line < len(starts) else len(source.data)

    def flush() -> None:
        if at > start or pending:
            text = b"".join(pending)
            begin = offset(start)
            if begin == len(source.data) and source.data and not source.data.endswith(b"\n"):
                text = b"\n" + text.removesuffix(b"\n")
            elif offset(at) == len(source.data) and not source.data.endswith(b"\n"):
                text = text.removesuffix(b"\n")
            edits.append(Edit(source.path, Span(begin, offset(at)), with_newlines_of(source, text)))
            pending.clear()

    for mark, text in hunk.rows:
        if mark == "+":
            row = text.rstrip("\r")
            pending.append(((shift + row) if row.strip() else "").encode() + b"\n")
        elif mark == "-":
            at += 1
        else:
            flush()
            at += 1
            start = at
    flush()
    edits = [e for e in edits if source.data[e.span.start : e.span.end] != e.text]
    if not edits:
        return applied(KIND, label, "it is so already")
    place = Span(edits[0].span.start, max(e.span.end for e in edits))
    return applies(KIND, label, "where the lines of the hunk stand", place, *edits)


def _places(source: Source, rows: list[str]) -> list[int]:
    """0-based lines at which `rows` stand: as they are but for blanks at the end; else, all of them, at another indentation."""
    wanted = [row.rstrip() for row in rows]
    lines = [source.line_text(n).removeprefix("\ufeff").rstrip() for n in range(1, len(source.line_starts()) + 1)]
    found = [n for n in range(len(lines) - len(wanted) + 1) if lines[n : n + len(wanted)] == wanted]
    if found or not any(wanted):
        return found
    bare, squeezed = [row.strip() for row in wanted], [line.strip() for line in lines]
    return [
        n
        for n in range(len(lines) - len(bare) + 1)
        if squeezed[n : n + len(bare)] == bare and _indented_alike(lines[n : n + len(bare)], wanted)
    ]


def _indented_alike(lines: list[str], rows: list[str]) -> bool:
    """Whether all lines are indented by the same more than the rows."""
    more = {_lead(line).removesuffix(_lead(row)) for line, row in zip(lines, rows, strict=True) if row}
    return len(more) == 1 and all(_lead(line).endswith(_lead(row)) for line, row in zip(lines, rows, strict=True) if row)


def _shift(source: Source, rows: list[str], first: int) -> str:
    for n, row in enumerate(rows):
        if row.strip():
            return _lead(source.line_text(first + n + 1).removeprefix("\ufeff")).removesuffix(_lead(row))
    return ""


def _lead(row: str) -> str:
    return row[: len(row) - len(row.lstrip())]


def _lines(source: Source, first: int, count: int) -> Span:
    return Span(source.line_span(first + 1).start, source.line_span(first + count).end)


def _first_absent(source: Source, rows: list[str]) -> str:
    lines = {source.line_text(n).strip() for n in range(1, len(source.line_starts()) + 1)}
    absent = next((row.strip() for row in rows if row.strip() not in lines), "")
    return f"`{absent[:80]}`" if absent else "they do not stand together"


def _without_blank_edges(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`rows` without empty context at either end, which documents add for looks."""
    kept = list(rows)
    while kept and kept[0][0] == " " and not kept[0][1].strip():
        kept.pop(0)
    while kept and kept[-1][0] == " " and not kept[-1][1].strip():
        kept.pop()
    return kept


def _path(row: str) -> str:
    path = row[4:].split("\t")[0].strip()
    return path[2:] if path.startswith(("a/", "b/")) else path


def _cited(head: str) -> int:
    """The line of the old side that `@@ -12,7 +12,8 @@` cites; 0 if it cites none."""
    numbers = head[2:].strip().split(" ")[0].removeprefix("-").split(",")[0]
    return int(numbers) if numbers.isdigit() else 0
