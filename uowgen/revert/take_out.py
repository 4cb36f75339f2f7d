"""Takes records out of a tree: each passage that was written becomes again what it was, wherever it stands by now.

If anything of it is not certain, nothing is taken out, and all reasons are said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label
from uowgen.patch import digest_of, make_change
from uowgen.revert.find import NotFound, find
from uowgen.text import Draft, Edit, Span, conflicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import FileChange
    from uowgen.revert.record import FileRecord, Passage, Record
    from uowgen.tree import Tree


def revert_changes(records: Sequence[Record], tree: Tree) -> tuple[tuple[FileChange, ...], tuple[Diagnostic, ...]]:
    """The changes that take `records` (oldest first) out of `tree`, and why they cannot be; never both.

    A file that is as it was after writing becomes, in every byte, what it was before. What is out already is passed over.
    Problems: `changed-since-apply` (the written text, or the file, is another one by now), `ambiguous-place`, or what
    `Tree.why_not` says (`outside-root` for `outside`).
    """
    files = _Files(tree)
    problems: list[Diagnostic] = []
    for record in reversed(records):
        for file in record.files:
            problems += _take_out(files, file)
    return ((), tuple(problems)) if problems else (files.changes(), ())


class _Files:
    """Files of a tree as far as they have been worked on: the draft of each, and whether there is to be such a file."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._drafts: dict[str, Draft] = {}
        self._there: dict[str, bool] = {}

    def text(self, path: str) -> tuple[bytes | None, str]:
        """The text by now, None for no file; and why it cannot be read, if so."""
        if path not in self._drafts:
            source = self._tree.read(path)
            why = "" if source is not None else self._tree.why_not(path)
            if why not in ("", "missing"):
                return None, why
            self._drafts[path] = Draft(path, None if source is None else source.data)
            self._there[path] = source is not None
        return (self._drafts[path].data if self._there[path] else None), ""

    def change(self, path: str, edits: tuple[Edit, ...]) -> None:
        self._drafts[path] = self._drafts[path].apply(edits)
        self._there[path] = True

    def remove(self, path: str) -> None:
        self._drafts[path] = self._drafts[path].apply((Edit(path, Span(0, len(self._drafts[path].data)), b""),))
        self._there[path] = False

    def changes(self) -> tuple[FileChange, ...]:
        found = []
        for path, draft in sorted(self._drafts.items()):
            if self._there[path] and draft.original != draft.data:
                found.append(make_change(path, draft))
            elif not self._there[path] and draft.original is not None:
                found.append(make_change(path, draft)._replace(removed=True))
        return tuple(found)


def _take_out(files: _Files, file: FileRecord) -> list[Diagnostic]:
    text, why = files.text(file.path)
    if why:
        code = "outside-root" if why == "outside" else why
        return [Diagnostic(code, f"`{file.path}` cannot be read: {why}", file.path)]
    now = digest_of(text)
    if now == file.before:
        return []
    if now == file.after:
        if not file.before:
            files.remove(file.path)
        else:
            files.change(file.path, _backwards(file))
        return []
    if text is None or not file.before or not file.after:
        how = "is gone" if text is None else "there is a file again" if not file.after else "its text is another one"
        message = f"`{file.path}` has been changed since the spec was applied: {how}"
        return [Diagnostic("changed-since-apply", message, file.path, None, "take out by hand what the spec put in")]
    return _take_out_passages(files, file, text)


def _backwards(file: FileRecord) -> tuple[Edit, ...]:
    return tuple(Edit(file.path, Span(p.start, p.start + len(p.new)), p.old) for p in file.passages)


def _take_out_passages(files: _Files, file: FileRecord, text: bytes) -> list[Diagnostic]:
    found = [(passage, find(text, passage)) for passage in file.passages]
    problems = [_problem(file.path, passage, place) for passage, place in found if isinstance(place, NotFound)]
    edits = tuple(Edit(file.path, place, passage.old) for passage, place in found if not isinstance(place, NotFound))
    clashes = conflicts(edits)
    if problems or clashes or len(set(edits)) != len(file.passages):
        return problems or [_problem(file.path, file.passages[0], NotFound("ambiguous", tuple(e.span for e in edits)))]
    files.change(file.path, edits)
    return []


def _problem(path: str, passage: Passage, why: NotFound) -> Diagnostic:
    rows = len([row for row in (passage.new or passage.old).split(b"\n") if row.strip()])
    lines = "1 line" if rows == 1 else f"{rows} lines"
    first = why.spans[0] if why.spans else None
    if why.why == "ambiguous":
        message = f"what the spec wrote ({lines}) stands in more than one place"
        related = tuple(Label(path, span, "or here") for span in why.spans[1:])
        return Diagnostic("ambiguous-place", message, path, first, "take out by hand the one that is meant", related=related)
    what = "wrote" if passage.new else "removed"
    message = f"what the spec {what} ({lines}) is not there unchanged"
    return Diagnostic("changed-since-apply", message, path, first, "undo the later change first, or take it out by hand")
