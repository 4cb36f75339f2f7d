"""Plans and verdicts as the JSON of the published contracts (`uowgen/plan/1`, `uowgen/verify/1`).

Only fields may be added here; their names, types and order are what other programs rely on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from uowgen.diagnostic import Diagnostic
    from uowgen.lint.remark import Remark
    from uowgen.model import Operation, Plan, Spec, SpecPlan, Verdict
    from uowgen.text import Source

    Json = dict[str, object]
    Sources = Callable[[str], Source | None]


def plan_json(plan: Plan, sources: Sources) -> Json:
    """The plan as `uowgen/plan/1`. `sources` gives the text of a path, to turn spans into lines."""
    statuses = [operation.status for spec in plan.specs for operation in spec.operations]
    out: Json = {
        "schema": "uowgen/plan/1",
        "specs": [_spec_plan(spec, sources) for spec in plan.specs],
        "summary": {status: statuses.count(status) for status in ("applies", "applied", "refused")},
    }
    if plan.problems:
        out["problems"] = [problem_json(p, sources) for p in plan.problems]
    return out


def verify_json(judged: Sequence[tuple[Spec, tuple[Verdict, ...]]], known: Mapping[tuple[int, int], str] | None = None) -> Json:
    """The verdicts as `uowgen/verify/1`. `known` gives the reasons of known failures by place (spec, then criterion)."""
    outcomes = [verdict.outcome for _, verdicts in judged for verdict in verdicts]
    reasons = known or {}
    return {
        "schema": "uowgen/verify/1",
        "specs": [
            {
                "path": spec.path,
                "id": spec.id,
                "title": spec.title,
                "criteria": [_verdict(v) | ({"known": reasons[s, c]} if (s, c) in reasons else {}) for c, v in enumerate(verdicts)],
            }
            for s, (spec, verdicts) in enumerate(judged)
        ],
        "summary": {outcome: outcomes.count(outcome) for outcome in ("holds", "fails", "undecided")},
    }


def lint_json(specs: Sequence[tuple[Spec, Source]], remarks: Sequence[Remark], sources: Sources) -> Json:
    """The remarks on specs as `uowgen/lint/1`. `fix` is what --fix would write in place of the bytes `span` of the document."""
    severities = [remark.diagnostic.severity for remark in remarks]
    return {
        "schema": "uowgen/lint/1",
        "specs": [{"path": spec.path, "id": spec.id, "title": spec.title, "line": spec.line} for spec, _ in specs],
        "remarks": [
            {
                **problem_json(remark.diagnostic, sources),
                "span": list(remark.diagnostic.span) if remark.diagnostic.span is not None else None,
                "fix": (
                    {"span": list(remark.fix.span), "text": remark.fix.text.decode("utf-8", "replace")}
                    if remark.fix is not None
                    else None
                ),
            }
            for remark in remarks
        ],
        "summary": {severity: severities.count(severity) for severity in ("error", "warning", "note")},
    }


def problem_json(problem: Diagnostic, sources: Sources) -> Json:
    """One diagnostic: code, severity, message, help and where it points (line and column are null for a whole file)."""
    source = sources(problem.path)
    at = problem.span.start if problem.span is not None and source is not None else None
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
        "path": problem.path,
        "line": source.line_of(at) if source is not None and at is not None else None,
        "column": source.column_of(at) if source is not None and at is not None else None,
    }


def _spec_plan(planned: SpecPlan, sources: Sources) -> Json:
    spec = planned.spec
    return {
        "path": spec.path,
        "id": spec.id,
        "title": spec.title,
        "line": spec.line,
        "blocks": [
            {
                "line": block.line,
                "end_line": block.end_line,
                "lang": block.lang,
                "role": block.role,
                "operations": [at for at, operation in enumerate(planned.operations) if operation.block == n],
                "note": block.note,
            }
            for n, block in enumerate(spec.blocks)
        ],
        "operations": [_operation(operation) for operation in planned.operations],
        "problems": [problem_json(p, sources) for p in planned.problems],
    }


def _operation(operation: Operation) -> Json:
    return {
        "kind": operation.kind,
        "source_line": operation.source_line,
        "file": operation.file,
        "target": operation.target,
        "status": operation.status,
        "code": operation.code,
        "message": operation.message,
        "help": operation.help,
        "line": operation.line,
        "end_line": operation.end_line,
        "lines_added": operation.lines_added,
        "template": operation.template,
        "candidates": [candidate._asdict() for candidate in operation.candidates],
    }


def _verdict(verdict: Verdict) -> Json:
    criterion = verdict.criterion
    return {
        "line": criterion.line,
        "text": criterion.text,
        "claimed": criterion.claimed,
        "claim": verdict.claim,
        "verdict": verdict.outcome,
        "method": verdict.method,
        "code": verdict.code,
        "message": verdict.message,
        "strength": verdict.strength,
        "evidence": [evidence._asdict() for evidence in verdict.evidence],
        "scenario": list(verdict.scenario),
    }
