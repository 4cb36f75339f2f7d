"""Plans and verdicts as one list of findings, each with a place, a rule and a level: what every list-like format prints.

It orders nothing anew and leaves nothing out: a finding for each operation, each problem and each criterion, in the run's order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.report.pointing import pointed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.diagnostic import Diagnostic
    from uowgen.model import Operation, Spec, Verdict
    from uowgen.report.run import Run
    from uowgen.text import Source, Span

Level = Literal["error", "warning", "note", "none"]
Kind = Literal["fail", "open", "pass", "informational"]


class Place(NamedTuple):
    """Lines `line` to `end_line` (1-based, inclusive) of `path`; columns in characters, 1-based, the end one exclusive, 0: none."""

    path: str
    line: int
    end_line: int
    column: int = 0
    end_column: int = 0
    note: str = ""


class Finding(NamedTuple):
    """One thing that a run found.

    `rule` is what was looked for (the claim kind, or the code itself), `code` the kebab-case reason. `subject` is the text that the
    finding is about, which tells it from others of its rule wherever it stands. `outcome` is the word of the contract (`refused`,
    `holds` …). `related` are places in document and code, `steps` those of a counterexample.
    """

    place: Place
    rule: str
    code: str
    level: Level
    kind: Kind
    outcome: str
    message: str
    help: str
    subject: str
    spec: Spec | None
    related: tuple[Place, ...] = ()
    steps: tuple[str, ...] = ()
    method: str = ""
    strength: str = ""


def findings_of(run: Run) -> tuple[Finding, ...]:
    """Every finding of `run`: its problems, then spec by spec the operations and problems of the plan, then the criteria."""
    found = [_problem(problem, run, None) for problem in run.problems]
    if run.plan is not None:
        found += [_problem(problem, run, None) for problem in run.plan.problems]
        for planned in run.plan.specs:
            found += [_operation(operation, planned.spec, run) for operation in planned.operations]
            found += [_problem(problem, run, planned.spec) for problem in planned.problems]
    for spec, verdicts in run.judged or ():
        found += [_verdict(verdict, spec, run) for verdict in verdicts]
    return tuple(_weighed(finding, run.severity) for finding in found if not _silenced(finding, run.severity))


def serious(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that somebody has to look at: failures and what stayed open."""
    return tuple(f for f in findings if f.kind in ("fail", "open"))


def _silenced(finding: Finding, severity: Mapping[str, str]) -> bool:
    """A remark can be silenced; the outcome of an operation or a criterion is always told."""
    return finding.outcome in ("error", "warning", "note") and severity.get(finding.code) == "off"


def _weighed(finding: Finding, severity: Mapping[str, str]) -> Finding:
    level = _LEVELS.get(severity.get(finding.code, ""))
    return finding._replace(level=level) if level is not None and finding.kind == "fail" else finding


_LEVELS: dict[str, Level] = {"error": "error", "warning": "warning", "off": "note"}


def place_of(source: Source | None, path: str, span: Span | None, note: str = "") -> Place:
    """`span` of `source` as lines and columns; the first line without columns when either is None."""
    if source is None or span is None or span.start > len(source.data):
        return Place(path, 1, 1, note=note)
    end = max(span.start, min(span.end, len(source.data)))
    while end > span.start and source.data[end - 1 : end] in (b"\n", b"\r"):
        end -= 1
    return Place(path, source.line_of(span.start), source.line_of(end), source.column_of(span.start), source.column_of(end), note)


def _problem(problem: Diagnostic, run: Run, spec: Spec | None) -> Finding:
    place = place_of(run.sources(problem.path), problem.path, problem.span)
    related = tuple(place_of(run.sources(label.path), label.path, label.span, label.text) for label in problem.related)
    return Finding(
        place, problem.code, problem.code, problem.severity, "fail", problem.severity, problem.message, problem.help,
        problem.message, spec, related,
    )  # fmt: skip


def _operation(operation: Operation, spec: Spec, run: Run) -> Finding:
    document = run.sources(spec.path)
    place = place_of(document, spec.path, pointed(operation, document))
    if not operation.span.end or place.column == 0:
        place = Place(spec.path, operation.source_line, operation.source_line)
    subject = f"{operation.kind} {operation.file} {operation.target}"
    if operation.status == "refused":
        related = tuple(Place(c.file, max(1, c.line), max(1, c.line), note=c.text) for c in operation.candidates)
        code = operation.code or "refused"
        return Finding(place, code, code, "error", "fail", "refused", operation.message, operation.help, subject, spec, related)
    there: tuple[Place, ...] = ()
    if operation.line is not None:
        there = (Place(operation.file, operation.line, operation.end_line or operation.line, note=operation.target),)
    message = operation.message or f"{operation.kind} {operation.target}"
    kind: Kind = "pass" if operation.status == "applied" else "informational"
    return Finding(place, operation.kind, operation.status, "none", kind, operation.status, message, "", subject, spec, there)


def _verdict(verdict: Verdict, spec: Spec, run: Run) -> Finding:
    criterion = verdict.criterion
    place = place_of(run.sources(spec.path), spec.path, criterion.span)
    if place.column == 0:
        place = Place(spec.path, criterion.line, criterion.line)
    related = tuple(Place(e.file, max(1, e.line), max(1, e.end_line, e.line), note=e.note) for e in verdict.evidence)
    level, kind = _STANDING[verdict.outcome]
    rule = verdict.claim.split(" + ")[0] or "not-understood"
    explained = run.explain(verdict.code) if verdict.code and verdict.outcome != "holds" else None
    return Finding(
        place, rule, verdict.code or verdict.outcome, level, kind, verdict.outcome, verdict.message,
        explained.instead if explained is not None else "", criterion.text, spec, related, verdict.scenario, verdict.method or "",
        verdict.strength or "",
    )  # fmt: skip


_STANDING: dict[str, tuple[Level, Kind]] = {"holds": ("none", "pass"), "fails": ("error", "fail"), "undecided": ("none", "open")}


def said(finding: Finding) -> Iterator[str]:
    """The finding in sentences for a person: what it is about, what came of it, the steps, the help."""
    if finding.outcome in ("holds", "fails", "undecided"):
        yield f"{finding.subject}: {finding.outcome}"
    yield finding.message
    for n, step in enumerate(finding.steps, 1):
        yield f"{n}. {step}"
    if finding.help:
        yield f"help: {finding.help}"
