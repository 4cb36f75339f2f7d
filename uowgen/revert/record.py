"""What a spec put into a tree, in terms of the texts themselves, so that it can be found again after other changes.

It says what was written and what stood there and around it; finding it again is `take_out.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.patch import changes_something, digest_of, make_change
from uowgen.patch.lines import line_changes, split_lines
from uowgen.text import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import FileChange, Plan, SpecPlan
    from uowgen.text import Edit

_SCHEMA = "uowgen/applied/1"
_AROUND = 3


class Passage(NamedTuple):
    """Whole lines that were `old` and became `new`, at byte `start` of the file as written, between `lead` and `trail`.

    `lead` and `trail` reach over the three nearest lines that are not blank; empty at the start and the end of the file.
    """

    start: int
    old: bytes
    new: bytes
    lead: bytes
    trail: bytes


class FileRecord(NamedTuple):
    """What was written to one file. The digests are of its text before and after, empty for no file."""

    path: str
    before: str
    after: str
    passages: tuple[Passage, ...]


class Record(NamedTuple):
    """What one run wrote for one spec; `spec` is the name that the caller knows it by."""

    spec: str
    files: tuple[FileRecord, ...]


def record_of(changes: Sequence[FileChange], spec: str) -> Record:
    """The record of `changes`, made for `spec`."""
    return Record(spec, tuple(_file_record(change) for change in changes if changes_something(change)))


def written_by(plan: Plan) -> tuple[tuple[SpecPlan, tuple[FileChange, ...]], ...]:
    """The changes that each spec of `plan` makes, on the tree as the specs before it leave it.

    AssertionError if the operations' edits do not add up to the changes of the plan.
    """
    texts = {change.path: change.original for change in plan.changes}
    found: list[tuple[SpecPlan, tuple[FileChange, ...]]] = []
    for spec in plan.specs:
        drafts: dict[str, Draft] = {}
        for operation in spec.operations:
            if operation.status != "applies":
                continue
            for path in dict.fromkeys((operation.file, *(edit.file for edit in operation.edits))):
                if path in texts:
                    draft = drafts.get(path) or Draft(path, texts[path])
                    drafts[path] = draft.apply(_edits_of(operation.edits, path))
        found.append((spec, tuple(make_change(path, draft) for path, draft in drafts.items())))
        texts.update({path: draft.data for path, draft in drafts.items()})
    if any(texts[change.path] != change.result for change in plan.changes):
        raise AssertionError("the operations of a plan do not add up to its changes")
    return tuple(found)


def records_text(records: Sequence[Record]) -> bytes:
    """`records` as JSON, oldest first."""
    from json import dumps

    rows = [{"spec": record.spec, "files": [_file_row(file) for file in record.files]} for record in records]
    return dumps({"schema": _SCHEMA, "runs": rows}, indent=1).encode("ascii")


def read_records(text: bytes) -> tuple[Record, ...]:
    """The records of `records_text`. ValueError if `text` is not in that form."""
    from json import loads

    try:
        said = loads(text)
        if said["schema"] != _SCHEMA:
            raise ValueError("records in another form")
        return tuple(Record(str(run["spec"]), tuple(_read_file_row(row) for row in run["files"])) for run in said["runs"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("records in another form") from error


def nearest(text: bytes, *, last: bool, count: int = 1) -> bytes:
    """Of the lines of `text`, the `count` last or first ones that are not blank, with all blank ones between and beyond them."""
    lines = split_lines(text)
    if last:
        lines.reverse()
    taken: list[bytes] = []
    for line in lines:
        taken.append(line)
        count -= bool(line.strip())
        if not count:
            break
    return b"".join(reversed(taken) if last else taken)


def _file_record(change: FileChange) -> FileRecord:
    passages: list[Passage] = []
    grown = 0
    for row in line_changes(change):
        start = row.start + grown
        end = start + len(row.new)
        old = (change.original or b"")[row.start : row.end]
        lead = nearest(_before(change.result, start), last=True, count=_AROUND)
        trail = nearest(_after(change.result, end), last=False, count=_AROUND)
        passages.append(Passage(start, old, row.new, lead, trail))
        grown += len(row.new) - (row.end - row.start)
    after = "" if change.removed else digest_of(change.result)
    return FileRecord(change.path, digest_of(change.original), after, tuple(passages))


_FAR = 4096  # so much text is looked through for the lines around a passage


def _before(text: bytes, at: int) -> bytes:
    start = max(0, at - _FAR)
    return text[start:at] if start == 0 else text[text.find(b"\n", start, at) + 1 : at]


def _after(text: bytes, at: int) -> bytes:
    if at + _FAR >= len(text):
        return text[at:]
    return text[at : text.rfind(b"\n", at, at + _FAR) + 1]


def _edits_of(edits: tuple[Edit, ...], path: str) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits if edit.file == path)


def _file_row(file: FileRecord) -> dict[str, object]:
    passages = [[p.start, *(text.decode("utf-8", "surrogateescape") for text in p[1:])] for p in file.passages]
    return {"path": file.path, "before": file.before, "after": file.after, "passages": passages}


def _read_file_row(row: dict[str, Any]) -> FileRecord:
    passages = tuple(
        Passage(int(start), *(t.encode("utf-8", "surrogateescape") for t in texts)) for start, *texts in row["passages"]
    )
    return FileRecord(str(row["path"]), str(row["before"]), str(row["after"]), passages)
