"""Known failures, each with the reason why it is let be for now: a list that can only shrink.

It reads and writes the list as text and holds it against verdicts; where the list lies, and when it is asked for, is for others to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from uowgen.model import Verdict
    from uowgen.text import Source

SCHEMA = "uowgen/baseline/1"


class Known(NamedTuple):
    """One known failure. `spec` is `path#id`, the path from the root; `verdict` is what it was when it was recorded."""

    spec: str
    criterion: str
    verdict: str
    reason: str

    @property
    def document(self) -> str:
        """The path of the spec's document."""
        return self.spec.rpartition("#")[0]


class Baseline(NamedTuple):
    """The list, and the file that it was read from (None: there is none)."""

    known: tuple[Known, ...] = ()
    source: Source | None = None

    def entry(self, spec: str, verdict: Verdict) -> Known | None:
        """What is known of a verdict of the spec called `spec`: the entry that excuses it, if one does."""
        words = _words(verdict.criterion.text)
        entry = next((k for k in self.known if k.spec == spec and _words(k.criterion) == words), None)
        return entry if entry is not None and _excuses(entry, verdict) else None


def read_baseline(source: Source) -> tuple[Baseline, tuple[Diagnostic, ...]]:
    """The list that `source` holds; what is wrong with it otherwise."""
    from json import loads

    try:
        written = loads(source.data)
    except ValueError as error:
        return Baseline(source=source), (_unreadable(source, f"it is no JSON: {error}"),)
    rows = written.get("known") if isinstance(written, dict) and written.get("schema") == SCHEMA else None
    if not isinstance(rows, list):
        return Baseline(source=source), (_unreadable(source, f"it is no `{SCHEMA}` document"),)
    known: list[Known] = []
    for row in rows:
        texts = [row.get(name) if isinstance(row, dict) else None for name in Known._fields]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            return Baseline(source=source), (_unreadable(source, f"each entry needs {', '.join(Known._fields)}"),)
        known.append(Known(*(str(text) for text in texts)))
    return Baseline(tuple(known), source), ()


def baseline_text(known: Iterable[Known]) -> bytes:
    """The list as a file that is read well in a diff: sorted, one entry after the other."""
    from json import dumps

    rows = [entry._asdict() for entry in sorted(known)]
    return (dumps({"schema": SCHEMA, "known": rows}, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def without_effect(
    baseline: Baseline, judged: Sequence[tuple[str, Sequence[Verdict]]], gone: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """An error for each entry that excuses nothing any more.

    `judged` are the specs of the run by name with their verdicts, `gone` the names of specs that are no more. Of other specs nothing
    can be said.
    """
    verdicts = dict(judged)
    missing = set(gone)
    found = []
    for entry in baseline.known:
        if entry.spec in missing:
            found.append(_idle(entry, baseline, "there is no such spec any more"))
        elif entry.spec in verdicts:
            words = _words(entry.criterion)
            same = [v for v in verdicts[entry.spec] if _words(v.criterion.text) == words]
            if not same:
                found.append(_idle(entry, baseline, "the spec has no such criterion any more"))
            elif not any(_excuses(entry, v) for v in same) and all(v.outcome == "holds" for v in same):
                found.append(_idle(entry, baseline, "the criterion holds"))
    return tuple(found)


def shrunk(baseline: Baseline, judged: Sequence[tuple[str, Sequence[Verdict]]], gone: Iterable[str]) -> tuple[Known, ...]:
    """The entries that still excuse something, or of whose spec nothing is known."""
    verdicts = dict(judged)
    missing = set(gone)
    kept = []
    for entry in baseline.known:
        words = _words(entry.criterion)
        of_spec = verdicts.get(entry.spec)
        if entry.spec not in missing and (
            of_spec is None or any(_words(v.criterion.text) == words and v.outcome != "holds" for v in of_spec)
        ):
            kept.append(entry)
    return tuple(kept)


def _excuses(entry: Known, verdict: Verdict) -> bool:
    """Whether the verdict is what was recorded, or nearer to holding. What was undecided and fails now is new."""
    return verdict.outcome == entry.verdict or (entry.verdict == "fails" and verdict.outcome == "undecided")


def _idle(entry: Known, baseline: Baseline, why: str) -> Diagnostic:
    source = baseline.source
    span = None
    if source is not None:
        from json import dumps

        at = source.data.find(dumps(entry.criterion, ensure_ascii=False).encode("utf-8", "replace"))
        span = Span(at, source.line_span(source.line_of(at)).end) if at >= 0 else None
    message = f"this known failure of `{entry.spec}` excuses nothing: {why}"
    advice = "run `uowgen baseline` on the spec: it takes the entry out"
    return Diagnostic("suppression-without-effect", message, source.path if source is not None else "", span, advice)


def _unreadable(source: Source, why: str) -> Diagnostic:
    return Diagnostic(
        "baseline-unreadable", f"the list of known failures cannot be read: {why}", source.path, None, "mend the file"
    )


def _words(text: str) -> str:
    return " ".join(text.split())
