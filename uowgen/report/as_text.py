"""Plans and verdicts for a person at a terminal: plain, stable, one thought a line.

How much is said is asked for: `quiet` leaves out what is as it should be, `verbose` shows the lines that everything rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label, excerpt, render, visible
from uowgen.report.pointing import pointed
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal

    from uowgen.diagnostic import Severity
    from uowgen.model import Block, Operation, Plan, Spec, SpecPlan, Verdict
    from uowgen.text import Source

    Sources = Callable[[str], Source | None]
    Volume = Literal["quiet", "normal", "verbose"]


def plan_text(plan: Plan, sources: Sources, severity: Mapping[str, str] | None = None, volume: Volume = "normal") -> str:
    """The plan: for each spec its operations and refusals, then the blocks that are not written and why. `severity` is by code.

    The problems of the specs are not among it: they are messages, which go to standard error.
    """
    parts = [_spec_plan(spec, sources, severity or {}, volume) for spec in plan.specs]
    parts += [render(problem, sources) for problem in plan.problems]
    if volume == "quiet":
        return visible("".join(part + "\n" for part in parts if part))
    statuses = [operation.status for spec in plan.specs for operation in spec.operations]
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in ("applies", "applied", "refused"))
    return visible("\n\n".join([*parts, counts]) + "\n")


def refusals_text(plan: Plan, problems: Sequence[Diagnostic], sources: Sources) -> str:
    """What stands against the plan, for standard error: diagnostics and refusals, each with its place; empty if nothing does."""
    rows = [render(problem, sources) for problem in (*problems, *plan.problems)]
    for planned in plan.specs:
        rows += [render(problem, sources) for problem in planned.problems]
        rows += ["\n".join(_refusal(planned.spec, o, sources, {})) for o in planned.operations if o.status == "refused"]
    return "".join(row + "\n" for row in rows)


def applied_text(plan: Plan) -> str:
    """What an apply of `plan` has written: a line a file, then the counts, of several specs as a table before those of all."""
    rows = []
    for change in plan.changes:
        before = 0 if change.original is None else change.original.count(b"\n")
        after = change.result.count(b"\n")
        rows.append(f"{'created' if change.original is None else 'changed'} {change.path} ({after - before:+} lines)")
    statuses: list[str] = [operation.status for spec in plan.specs for operation in spec.operations]
    if not rows:
        rows.append("nothing to write")
    said = (("applies", "written"), ("applied", "already there"), ("refused", "refused"))
    if len(plan.specs) > 1:
        rows += ["", "  ".join(word for _, word in said) + "  spec"]
        for planned in plan.specs:
            mine: list[str] = [operation.status for operation in planned.operations]
            rows.append("  ".join(f"{mine.count(status):{len(word)}}" for status, word in said) + "  " + _title(planned.spec))
        rows.append("")
    rows.append(", ".join(f"{statuses.count(status)} {word}" for status, word in said))
    return visible("\n".join(rows) + "\n")


def verify_text(judged: Sequence[tuple[Spec, tuple[Verdict, ...]]], sources: Sources, volume: Volume = "normal") -> str:
    """The verdicts: for each spec its criteria with method, reason, evidence and counterexample."""
    parts = []
    for spec, verdicts in judged:
        rows = [_title(spec)]
        told = [verdict for verdict in verdicts if volume != "quiet" or verdict.outcome != "holds"]
        for verdict in told:
            rows += _verdict(spec, verdict, sources, volume)
        if not verdicts:
            rows.append("  no criteria")
        if told or volume != "quiet":
            parts.append("\n".join(rows))
    if volume == "quiet":
        return visible("".join(part + "\n" for part in parts))
    outcomes = [verdict.outcome for _, verdicts in judged for verdict in verdicts]
    counts = ", ".join(f"{outcomes.count(outcome)} {outcome}" for outcome in ("holds", "fails", "undecided"))
    return visible("\n\n".join([*parts, counts.replace(" holds", " hold").replace(" fails", " fail")]) + "\n")


def _title(spec: Spec) -> str:
    name = f"{spec.id} " if spec.id else ""
    return f"{spec.path}:{spec.line}: {name}{spec.title}"


def _spec_plan(planned: SpecPlan, sources: Sources, severity: Mapping[str, str], volume: Volume) -> str:
    rows = [_title(planned.spec)]
    for operation in planned.operations:
        if volume != "quiet" or operation.status == "refused":
            rows += _operation(planned.spec, operation, sources, severity)
        if volume == "verbose" and operation.status != "refused":
            rows += _places(planned.spec, operation, sources)
    if volume == "quiet":
        return "\n".join(rows) if len(rows) > 1 else ""
    rows += [_unwritten(block) for n, block in enumerate(planned.spec.blocks) if all(o.block != n for o in planned.operations)]
    return "\n".join(rows)


def _operation(spec: Spec, operation: Operation, sources: Sources, severity: Mapping[str, str]) -> list[str]:
    if operation.status == "refused":
        return _refusal(spec, operation, sources, severity)
    where = operation.file + (f":{operation.line}" if operation.line is not None else "")
    if operation.end_line is not None and operation.end_line != operation.line:
        where += f"-{operation.end_line}"
    size = f", +{operation.lines_added} lines" if operation.lines_added else ""
    made = f", template {operation.template}" if operation.template else ""
    head = f"  {operation.status:8} line {operation.source_line}: {operation.kind} at {where}{size}{made}"
    return [head, f"           {operation.message}"] if operation.message else [head]


def _places(spec: Spec, operation: Operation, sources: Sources) -> list[str]:
    """The words that ask for the operation, and the line of the tree that it is about."""
    document, file = sources(spec.path), sources(operation.file)
    width = max(len(str(operation.source_line)), len(str(operation.line or 0)))
    rows = excerpt(document, operation.span, width=width) if document is not None else []
    if file is not None and operation.line and operation.line <= file.line_of(len(file.data)):
        rows += excerpt(file, _written_part(file, operation.line), "", ":::", width)
    return [f"           {row}" for row in rows]


def _written_part(source: Source, line: int) -> Span:
    """The bytes of a line without the white space around its text."""
    row = source.line_span(line)
    text = source.data[row.start : row.end]
    start = row.start + len(text) - len(text.lstrip())
    return Span(start, max(start, row.start + len(text.rstrip())))


def _refusal(spec: Spec, operation: Operation, sources: Sources, severity: Mapping[str, str]) -> list[str]:
    related = []
    for candidate in operation.candidates:
        source = sources(candidate.file)
        span = _named_part(source, candidate.line, candidate.text) if source is not None and candidate.line else Span(0, 0)
        related.append(Label(candidate.file, span, candidate.text))
    code = operation.code or "refused"
    level: Severity = "error" if severity.get(code, "error") == "error" else "warning"
    shown = Diagnostic(
        code, operation.message, spec.path, pointed(operation, sources(spec.path)), operation.help, level, tuple(related)
    )
    rows = render(shown, sources).split("\n")
    return [
        f"  refused  line {operation.source_line}: {operation.kind} in {operation.file or '(no file)'}",
        *(f"  {r}" for r in rows),
    ]


def _named_part(source: Source, line: int, said: str) -> Span:
    """Where the last word of `said` (an item's name) stands in a line; the line's text if it does not stand there."""
    row = source.line_span(line)
    name = said.rpartition(" ")[2].rpartition("::")[2].encode("utf-8", "surrogateescape")
    at = source.data.find(name, row.start, row.end) if name else -1
    return Span(at, at + len(name)) if at >= 0 else _written_part(source, line)


def _unwritten(block: Block) -> str:
    note = f": {block.note}" if block.note else ""
    return f"  {block.role:8} line {block.line}: not written{note}"


def _verdict(spec: Spec, verdict: Verdict, sources: Sources, volume: Volume) -> list[str]:
    criterion = verdict.criterion
    box = "x" if criterion.claimed else " "
    how: str = verdict.method or ""
    if verdict.strength:
        how += f", {verdict.strength}"
    if verdict.code:
        how = f"{how}, {verdict.code}" if how else verdict.code
    rows = [f"  {verdict.outcome:9} [{box}] {criterion.text}", f"            {verdict.message}" + (f" ({how})" if how else "")]
    if volume == "verbose" and verdict.claim:
        rows.append(f"            read as: {verdict.claim}")
    if volume == "verbose" or verdict.outcome == "fails":
        shown = _lines_shown(spec, verdict, sources)
    else:
        shown = _lines_named(verdict, sources)
    steps = [f"{n}. {step}" for n, step in enumerate(verdict.scenario, 1)]
    return rows + [f"            {row}" for row in (*shown, *steps)]


def _lines_named(verdict: Verdict, sources: Sources) -> list[str]:
    rows = []
    for evidence in verdict.evidence:
        source = sources(evidence.file)
        shown = f": {source.line_text(evidence.line).strip()}" if source is not None and evidence.line else ""
        rows.append(f"{evidence.file}:{evidence.line}{shown}" + (f"  -- {evidence.note}" if evidence.note else ""))
    return rows


def _lines_shown(spec: Spec, verdict: Verdict, sources: Sources) -> list[str]:
    """The line of the document and those of the code, each with a caret below."""
    document = sources(spec.path)
    width = max(len(str(line)) for line in (verdict.criterion.line, *(e.line for e in verdict.evidence)))
    rows = excerpt(document, verdict.criterion.span, width=width) if document is not None else []
    for evidence in verdict.evidence:
        source = sources(evidence.file)
        if source is None or not evidence.line:
            rows += _lines_named(verdict._replace(evidence=(evidence,)), sources)
        else:
            rows += excerpt(source, _written_part(source, evidence.line), evidence.note, ":::", width)
    return rows
