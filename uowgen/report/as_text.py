"""Plans and verdicts for a person at a terminal: plain, stable, one thought a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import Diagnostic, Label, render, visible
from uowgen.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from uowgen.diagnostic import Severity
    from uowgen.model import Block, Operation, Plan, Spec, SpecPlan, Verdict
    from uowgen.text import Source

    Sources = Callable[[str], Source | None]


def plan_text(plan: Plan, sources: Sources, severity: Mapping[str, str] | None = None) -> str:
    """The plan: for each spec its operations and refusals, then the blocks that are not written and why. `severity` is by code."""
    parts = [_spec_plan(spec, sources, severity or {}) for spec in plan.specs]
    parts += [render(problem, sources) for problem in plan.problems]
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
    """What an apply of `plan` has written: a line a file, then the counts."""
    rows = []
    for change in plan.changes:
        before = 0 if change.original is None else change.original.count(b"\n")
        after = change.result.count(b"\n")
        rows.append(f"{'created' if change.original is None else 'changed'} {change.path} ({after - before:+} lines)")
    statuses: list[str] = [operation.status for spec in plan.specs for operation in spec.operations]
    if not rows:
        rows.append("nothing to write")
    said = (("applies", "written"), ("applied", "already there"), ("refused", "refused"))
    rows.append(", ".join(f"{statuses.count(status)} {word}" for status, word in said))
    return "\n".join(rows) + "\n"


def verify_text(judged: Sequence[tuple[Spec, tuple[Verdict, ...]]], sources: Sources) -> str:
    """The verdicts: for each spec its criteria with method, reason, evidence and counterexample."""
    parts = []
    for spec, verdicts in judged:
        rows = [_title(spec)]
        for verdict in verdicts:
            rows += _verdict(verdict, sources)
        if not verdicts:
            rows.append("  no criteria")
        parts.append("\n".join(rows))
    outcomes = [verdict.outcome for _, verdicts in judged for verdict in verdicts]
    counts = ", ".join(f"{outcomes.count(outcome)} {outcome}" for outcome in ("holds", "fails", "undecided"))
    return visible("\n\n".join([*parts, counts.replace(" holds", " hold").replace(" fails", " fail")]) + "\n")


def _title(spec: Spec) -> str:
    name = f"{spec.id} " if spec.id else ""
    return f"{spec.path}:{spec.line}: {name}{spec.title}"


def _spec_plan(planned: SpecPlan, sources: Sources, severity: Mapping[str, str]) -> str:
    rows = [_title(planned.spec)]
    for operation in planned.operations:
        rows += _operation(planned.spec, operation, sources, severity)
    rows += [_unwritten(block) for n, block in enumerate(planned.spec.blocks) if all(o.block != n for o in planned.operations)]
    rows += [render(problem, sources) for problem in planned.problems]
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


def _refusal(spec: Spec, operation: Operation, sources: Sources, severity: Mapping[str, str]) -> list[str]:
    related = []
    for candidate in operation.candidates:
        source = sources(candidate.file)
        span = source.line_span(candidate.line) if source is not None and candidate.line else Span(0, 0)
        related.append(Label(candidate.file, span, candidate.text))
    code = operation.code or "refused"
    level: Severity = "error" if severity.get(code, "error") == "error" else "warning"
    shown = Diagnostic(code, operation.message, spec.path, operation.span, operation.help, level, tuple(related))
    rows = render(shown, sources).split("\n")
    return [
        f"  refused  line {operation.source_line}: {operation.kind} in {operation.file or '(no file)'}",
        *(f"  {r}" for r in rows),
    ]


def _unwritten(block: Block) -> str:
    note = f": {block.note}" if block.note else ""
    return f"  {block.role:8} line {block.line}: not written{note}"


def _verdict(verdict: Verdict, sources: Sources) -> list[str]:
    criterion = verdict.criterion
    box = "x" if criterion.claimed else " "
    how: str = verdict.method or ""
    if verdict.strength:
        how += f", {verdict.strength}"
    if verdict.code:
        how = f"{how}, {verdict.code}" if how else verdict.code
    rows = [f"  {verdict.outcome:9} [{box}] {criterion.text}", f"            {verdict.message}" + (f" ({how})" if how else "")]
    for evidence in verdict.evidence:
        source = sources(evidence.file)
        shown = f": {source.line_text(evidence.line).strip()}" if source is not None and evidence.line else ""
        rows.append(f"            {evidence.file}:{evidence.line}{shown}" + (f"  -- {evidence.note}" if evidence.note else ""))
    rows += [f"            {n}. {step}" for n, step in enumerate(verdict.scenario, 1)]
    return rows
