"""Formats what a plan inserts, and nothing else of a file: pure, given a function that formats whole texts.

After each operation the whole file is formatted, and of the differences only those are taken that lie within what the operation
inserts; a run of lines that reaches into other code stays. They become part of its edits, and later operations' edits are moved.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic
from uowgen.patch import make_change
from uowgen.text import Draft, Edit, Source, Span, apply_edits, conflicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.model import Operation, Plan

    Format = Callable[[str, bytes], "bytes | str"]
    Edits = tuple[Edit, ...]


def format_plan(plan: Plan, formatted: Format) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """`plan` with the Rust that it inserts formatted. `formatted(path, text)` gives the whole text formatted, or why it cannot.

    What cannot be formatted stays as it is, with a warning.
    """
    files: dict[str, _File | str] = {
        change.path: _File(change.path, change.original or b"")
        for change in plan.changes
        if _is_rust(change.path) and not change.removed
    }
    planned: dict[str, list[Edits]] = {path: [] for path in files}
    for path in files:
        operations = [o for s in plan.specs for o in s.operations if o.status == "applies" and any(e.file == path for e in o.edits)]
        for operation in operations:
            now = files[path]
            found = now if isinstance(now, str) else now.step(tuple(e for e in operation.edits if e.file == path), formatted)
            if isinstance(found, str):
                files[path] = found
                break
            files[path], edits = found
            planned[path].append(edits)
    done = {path: dict(enumerate(edits)) for path, edits in planned.items() if not isinstance(files[path], str)}
    problems = tuple(
        Diagnostic("not-formatted", f"the inserted code stays as it is: {why}", path, severity="warning")
        for path, why in files.items()
        if isinstance(why, str)
    )
    if not done:
        return plan, problems
    return _with(plan, done), problems


class _File:
    """A file in the middle of a plan: its text as planned, and the formatting that was done so far, as edits of that."""

    def __init__(self, path: str, text: bytes, made: Edits = ()) -> None:
        self.path = path
        self.text = text
        self.made = made

    def step(self, edits: Edits, formatted: Format) -> tuple[_File, Edits] | str:
        """The file after one operation, and the operation's edits with the formatting in them, on the formatted text before it."""
        if conflicts((*self.made, *edits)):
            return "an operation changes what an earlier one inserted"
        before = apply_edits(self.text, self.made)
        moved = tuple(e._replace(span=_moved(e.span, self.made)) for e in edits)
        middle = apply_edits(before, moved)
        inserted = _inserted(moved)
        fresh = _within(self.path, middle, inserted, formatted) if inserted else ()
        if isinstance(fresh, str):
            return fresh
        old = tuple(e._replace(span=_moved(e.span, edits)) for e in self.made)
        back = tuple(e._replace(span=_moved_back(e.span, old)) for e in fresh)
        whole = Draft(self.path, before).apply(moved).apply(fresh).edits()
        return _File(self.path, apply_edits(self.text, edits), (*old, *back)), whole


def _within(path: str, text: bytes, inserted: tuple[Span, ...], formatted: Format) -> Edits | str:
    """The differences between `text` and its formatted form that lie within `inserted`."""
    result = formatted(path, text)
    if isinstance(result, str):
        return result
    source = Source(path, text)
    newline = source.newline()
    old = _lines(text)
    new = [line.rstrip(b"\r\n") + newline if line.endswith(b"\n") else line for line in _lines(result)]
    starts = [*source.line_starts()[: len(old)], len(text)]
    edits = []
    for tag, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        span = Span(starts[first], starts[last])
        if tag != "equal" and span.end > span.start and any(within.contains(span) for within in inserted):
            edits.append(Edit(path, span, b"".join(new[low:high])))
    return tuple(edits)


def _with(plan: Plan, done: dict[str, dict[int, Edits]]) -> Plan:
    """`plan` with the edits `done`: by file, for each operation on it in order."""
    counts = dict.fromkeys(done, 0)
    drafts = {change.path: Draft(change.path, change.original) for change in plan.changes if change.path in done}
    specs = []
    for spec in plan.specs:
        operations = []
        for operation in spec.operations:
            edits: list[Edit] = [e for e in operation.edits if e.file not in done]
            touched = dict.fromkeys(e.file for e in operation.edits if e.file in done) if operation.status == "applies" else {}
            for path in touched:
                mine = done[path][counts[path]]
                counts[path] += 1
                drafts[path] = drafts[path].apply(mine)
                edits += mine
            operations.append(_changed(operation, tuple(edits)) if touched else operation)
        specs.append(spec._replace(operations=tuple(operations)))
    changes = tuple(make_change(c.path, drafts[c.path]) if c.path in drafts else c for c in plan.changes)
    return plan._replace(specs=tuple(specs), changes=changes)


def _changed(operation: Operation, edits: Edits) -> Operation:
    added = sum(e.text.count(b"\n") for e in edits) - sum(e.text.count(b"\n") for e in operation.edits)
    return operation._replace(edits=edits, lines_added=max(0, operation.lines_added + added))


def _inserted(edits: Edits) -> tuple[Span, ...]:
    """Where the texts of `edits` stand once they are made."""
    found, shift = [], 0
    for edit in sorted(edits):
        start = edit.span.start + shift
        found.append(Span(start, start + len(edit.text)))
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return tuple(span for span in found if span.end > span.start)


def _moved(span: Span, edits: Edits) -> Span:
    """`span` of a text, in the text after `edits`, none of which it overlaps."""
    return span.shifted(
        sum(len(e.text) - (e.span.end - e.span.start) for e in edits if e.span.end <= span.start and e.span != span)
    )


def _moved_back(span: Span, edits: Edits) -> Span:
    """`span` of the text after `edits`, in the text before them; it lies in none of their texts."""
    shift = 0
    for edit in sorted(edits):
        if edit.span.start + shift + len(edit.text) <= span.start:
            shift += len(edit.text) - (edit.span.end - edit.span.start)
    return span.shifted(-shift)


def _lines(data: bytes) -> list[bytes]:
    rows = data.split(b"\n")
    return [row + b"\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])


def _is_rust(path: str) -> bool:
    return path.endswith(".rs")
