"""What is different since a recorded run: the document, the code that its verdicts rest on, or both.

Specs are recognised by path and id, criteria by their words. It reads records that were parsed already, and no disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.report.fingerprints import code_digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from uowgen.model import Spec, Verdict
    from uowgen.text import Source

    Judged = Sequence[tuple[Spec, tuple[Verdict, ...]]]
    Sources = Callable[[str], Source | None]


class Fingerprints(NamedTuple):
    """Digests of a criterion's words and of the code that its verdict rests on; `code` is empty when it rests on none."""

    criterion: str
    code: str


class Then(NamedTuple):
    """A criterion as the record has it."""

    text: str
    verdict: str
    marks: Fingerprints


class Record(NamedTuple):
    """A spec as the record has it: a digest of its text, and its criteria in order."""

    document: str
    criteria: tuple[Then, ...]


class Change(NamedTuple):
    """What became of one criterion. `what`: `document` (other words), `code`, `both`, `new` or `gone`; `line` is 0 for one that is gone.

    `before` and `after` are verdicts; empty for a criterion that was not there.
    """

    what: str
    text: str
    line: int
    before: str
    after: str


class Since(NamedTuple):
    """What became of one spec: `what` is `document`, `code`, `both`, `nothing`, or `new` for one that no record knows."""

    what: str
    changes: tuple[Change, ...] = ()


def fingerprints_of(verdict: Verdict, sources: Sources) -> Fingerprints:
    """The digests by which a later run knows whether the criterion or its code is still the same."""
    return Fingerprints(digest_of(verdict.criterion.text), code_digest(verdict.evidence, sources))


def with_fingerprints(written: dict[str, object], judged: Judged, sources: Sources) -> dict[str, object]:
    """`written`, the `uowgen/verify/1` document of `judged`, with the digests of each spec and criterion put in."""
    rows = written["specs"]
    assert isinstance(rows, list)
    for row, (spec, verdicts) in zip(rows, judged, strict=True):
        source = sources(spec.path)
        row["document"] = document_digest(spec, source) if source is not None else ""
        for entry, verdict in zip(row["criteria"], verdicts, strict=True):
            entry["fingerprints"] = fingerprints_of(verdict, sources)._asdict()
    return written


def document_digest(spec: Spec, source: Source) -> str:
    """Of the spec's part of its document; ticks do not count, nor does white space."""
    data = bytearray(source.data[spec.span.start : spec.span.end])
    for criterion in spec.criteria:
        box = criterion.box
        if box is not None and spec.span.contains(box):
            data[box.start - spec.span.start : box.end - spec.span.start] = b"[ ]".ljust(box.end - box.start)
    return digest_of(data.decode("utf-8", "replace"))


def record_of(row: object) -> Record | None:
    """One spec of a `uowgen/verify/1` document as a record; None if it is no such or has no fingerprints."""
    if not isinstance(row, dict) or not isinstance(row.get("document"), str) or not isinstance(row.get("criteria"), list):
        return None
    criteria = []
    for entry in row["criteria"]:
        marks = entry.get("fingerprints") if isinstance(entry, dict) else None
        if not isinstance(marks, dict):
            return None
        texts = (entry.get("text"), entry.get("verdict"), marks.get("criterion"), marks.get("code"))
        if not all(isinstance(text, str) for text in texts):
            return None
        criteria.append(Then(entry["text"], entry["verdict"], Fingerprints(marks["criterion"], marks["code"])))
    return Record(row["document"], tuple(criteria))


def changes_since(spec: Spec, source: Source, verdicts: Sequence[Verdict], record: Record | None, sources: Sources) -> Since:
    """What is different between `record` and the spec as it is judged now."""
    if record is None:
        return Since("new")
    document = document_digest(spec, source) != record.document
    left = list(record.criteria)
    now = [(verdict, fingerprints_of(verdict, sources)) for verdict in verdicts]
    pairs: list[tuple[Verdict, Fingerprints, Then | None]] = []
    for verdict, marks in now:
        then = next((t for t in left if t.marks.criterion == marks.criterion), None)
        if then is not None:
            left.remove(then)
        pairs.append((verdict, marks, then))
    places = {id(then): n for n, then in enumerate(record.criteria)}
    # A verdict whose own words and code are as they were goes by the rest: by code that is known to be other, else by the document.
    elsewhere = document and not any(then is not None and marks.code != then.marks.code for _, marks, then in pairs)
    changes: list[Change] = []
    for n, (verdict, marks, then) in enumerate(pairs):
        reworded = None
        if then is None:  # other words in the same place of the list are the same criterion, reworded
            reworded = next((t for t in left if places[id(t)] == n), None)
            if reworded is not None:
                left.remove(reworded)
        was = then or reworded
        what = _what(verdict, marks, was, document=elsewhere, reworded=reworded is not None)
        if what:
            before = was.verdict if was is not None else ""
            changes.append(Change(what, verdict.criterion.text, verdict.criterion.line, before, verdict.outcome))
    changes += [Change("gone", then.text, 0, then.verdict, "") for then in left]
    code = any(change.what in ("code", "both") for change in changes)
    return Since("both" if code and document else "code" if code else "document" if document else "nothing", tuple(changes))


def _what(verdict: Verdict, marks: Fingerprints, was: Then | None, *, document: bool, reworded: bool) -> str:
    if was is None:
        return "new"
    code = marks.code != was.marks.code
    if reworded:
        return "both" if code and marks.code and was.marks.code else "document"
    if code:
        return "code"
    return ("document" if document else "code") if verdict.outcome != was.verdict else ""


def records_of(written: object) -> Mapping[str, Record] | None:
    """The specs of a `uowgen/verify/1` document by `path#id`; None if it is none, or made without fingerprints."""
    if not isinstance(written, dict) or written.get("schema") != "uowgen/verify/1" or not isinstance(written.get("specs"), list):
        return None
    found: dict[str, Record] = {}
    for row in written["specs"]:
        record = record_of(row)
        if record is None:
            return None
        found[f"{row.get('path')}#{row.get('id')}"] = record
    return found
