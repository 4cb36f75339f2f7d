"""Findings as SARIF 2.1.0: rules with help, results of kind pass, fail, open and informational, related places, code flows.

Kept within the limits of GitHub's code scanning. It takes results of every kind for alerts: `sarif_problems` has failures alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.report.findings import findings_of
from uowgen.report.fingerprints import digest_of, fingerprints_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.report.findings import Finding, Place
    from uowgen.report.run import Run

    Json = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# What code scanning accepts or shows: results of a run, places of a result, places of a code flow, characters of a text.
MOST_RESULTS, MOST_PLACES, MOST_STEPS, MOST_TEXT = 25_000, 100, 1_000, 1_024
_FIRST = {"fail": 0, "open": 1, "informational": 2, "pass": 3}


def sarif(run: Run) -> str:
    """The log with all results; if they are too many those that pass are left out first, and the log says how many are missing."""
    return _log(run, findings_of(run))


def sarif_problems(run: Run) -> str:
    """The log with failures alone, for code scanning."""
    return _log(run, tuple(f for f in findings_of(run) if f.kind == "fail"))


def _log(run: Run, findings: tuple[Finding, ...]) -> str:
    from json import dumps

    marks = fingerprints_of(findings)
    pairs = list(zip(findings, marks, strict=True))
    if len(pairs) > MOST_RESULTS:
        kept = sorted(range(len(pairs)), key=lambda n: (_FIRST[pairs[n][0].kind], n))[:MOST_RESULTS]
        pairs = [pairs[n] for n in sorted(kept)]
    rules = list(dict.fromkeys(_rule_id(finding) for finding, _ in pairs))
    at = {rule: n for n, rule in enumerate(rules)}
    missing = len(findings) - len(pairs)
    invocation: Json = {"executionSuccessful": not any(p.severity == "error" for p in run.problems)}
    if missing:
        text = f"and {missing} more results, left out to stay within {MOST_RESULTS}"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    driver: Json = {"name": "uowgen", "rules": [_rule(rule, run) for rule in rules]}
    if run.version:
        driver["semanticVersion"] = run.version
    log: Json = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the checkout."}}},
                "results": [_result(finding, mark, at, run) for finding, mark in pairs],
            }
        ],
    }
    return dumps(log, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n"


def _rule_id(finding: Finding) -> str:
    """The same whether a criterion holds or not, so that an alert closes when it does."""
    return f"criterion/{finding.rule}" if finding.outcome in ("holds", "fails", "undecided") else finding.rule


def _rule(rule: str, run: Run) -> Json:
    name = rule.rpartition("/")[2]
    explained = run.explain(name)
    said = name.replace("_", " ").replace("-", " ")
    means = _cut(explained.means if explained is not None else said)
    first = means.partition(". ")[0]
    out: Json = {
        "id": rule,
        "name": "".join(word.capitalize() for word in said.split()),
        "shortDescription": {"text": first},
        "fullDescription": {"text": means},
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "tags": ["acceptance-criteria" if rule.startswith("criterion/") else "unit-of-work"],
            "precision": "very-high",
        },
    }
    parts = [means]
    marked = [means]
    if explained is not None and explained.example:
        parts.append(f"For example: {explained.example}")
        fence = "`" * (max(3, _longest_run(explained.example) + 1))
        marked.append(f"For example:\n\n{fence}\n{explained.example}\n{fence}")
    if explained is not None and explained.instead:
        parts.append(f"Instead: {explained.instead}")
        marked.append(f"**Instead:** {explained.instead}")
    out["help"] = {"text": "\n\n".join(parts), "markdown": "\n\n".join(marked)}
    return out


def _longest_run(text: str) -> int:
    longest = run = 0
    for ch in text:
        run = run + 1 if ch == "`" else 0
        longest = max(longest, run)
    return longest


def _result(finding: Finding, mark: str, rules: dict[str, int], run: Run) -> Json:
    rule = _rule_id(finding)
    about = f"{finding.subject}: " if finding.outcome in ("holds", "fails", "undecided") else ""
    text = f"{about}{finding.message}" + (f"\nhelp: {finding.help}" if finding.help else "")
    out: Json = {
        "ruleId": rule,
        "ruleIndex": rules[rule],
        "kind": finding.kind,
        "level": finding.level if finding.kind == "fail" else "none",
        "message": {"text": _plain(text or rule)},
        "locations": [_location(finding.place)],
        "partialFingerprints": {"uowgenFinding/v1": mark, "primaryLocationLineHash": _line_hash(finding, run)},
        "properties": {k: v for k, v in _properties(finding).items() if v},
    }
    if finding.related:
        out["relatedLocations"] = [{"id": n, **_location(p)} for n, p in enumerate(finding.related[:MOST_PLACES], 1)]
    if finding.steps:
        out["codeFlows"] = [_flow(finding)]
    return out


def _properties(finding: Finding) -> dict[str, str]:
    spec = finding.spec
    return {
        "outcome": finding.outcome,
        "code": finding.code,
        "method": finding.method,
        "strength": finding.strength,
        "spec": f"{spec.id} {spec.title}".strip() if spec is not None else "",
    }


def _line_hash(finding: Finding, run: Run) -> str:
    """Of the line's text: it survives moving, and GitHub's own way of making one would not see the document's other lines."""
    source = run.sources(finding.place.path)
    line = source.line_text(finding.place.line) if source is not None else ""
    return f"{digest_of(finding.rule, finding.subject, line)}:1"


def _flow(finding: Finding) -> Json:
    """The counterexample as a code flow. Its steps happen in the code that the verdict rests on, if it names any."""
    where = finding.related[0] if finding.related else finding.place
    steps: Sequence[str] = finding.steps
    if len(steps) > MOST_STEPS:
        steps = (*steps[: MOST_STEPS - 1], f"and {len(steps) - MOST_STEPS + 1} more steps")
    locations = [{"executionOrder": n, "location": _location(where._replace(note=step))} for n, step in enumerate(steps, 1)]
    return {"message": {"text": "The shortest scenario that shows it"}, "threadFlows": [{"locations": locations}]}


def _location(place: Place) -> Json:
    region: Json = {"startLine": place.line, "endLine": max(place.line, place.end_line)}
    if place.column:
        region |= {"startColumn": place.column, "endColumn": max(place.end_column, 1)}
        if place.end_line <= place.line:
            region["endColumn"] = max(place.end_column, place.column)
    out: Json = {"physicalLocation": {"artifactLocation": _artifact(place.path), "region": region}}
    if place.note:
        out["message"] = {"text": _plain(_cut(place.note))}
    return out


def _artifact(path: str) -> Json:
    from urllib.parse import quote

    named = quote(path.replace("\\", "/"), safe="/", errors="replace")
    if path.startswith("/"):
        return {"uri": f"file://{named}"}
    return {"uri": named.removeprefix("./"), "uriBaseId": "SRCROOT"}


def _plain(text: str) -> str:
    """`text` with brackets that a viewer would take for a link of the tool's own marked as plain."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
