"""Findings as JUnit XML in the dialect of the Jenkins xunit schema: a suite a spec, a case a criterion or an operation.

Undecided is `skipped` with its reason, a refusal or a failing criterion is `failure`. No times are given: none were measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.report.findings import findings_of, said

if TYPE_CHECKING:
    from uowgen.report.findings import Finding
    from uowgen.report.run import Run


def junit(run: Run) -> str:
    """The document as text, with its declaration (UTF-8)."""
    suites: dict[tuple[str, str], list[Finding]] = {}
    for planned in run.plan.specs if run.plan is not None else ():
        suites[planned.spec.path, _title(planned.spec.id, planned.spec.title)] = []
    for spec, _ in run.judged or ():
        suites[spec.path, _title(spec.id, spec.title)] = []
    for finding in findings_of(run):
        of = finding.spec
        key = (of.path, _title(of.id, of.title)) if of is not None else (finding.place.path, "the run itself")
        if of is not None or finding.level == "error":
            suites.setdefault(key, []).append(finding)
    rows = [_suite(path, title, found) for (path, title), found in suites.items()]
    cases = [f for found in suites.values() for f in found]
    total = f'tests="{len(cases)}" failures="{_count(cases, "fail")}" errors="0"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="uowgen" {total}>\n' + "".join(rows) + "</testsuites>\n"


def _title(name: str, title: str) -> str:
    return f"{name} {title}".strip() or "untitled"


def _count(found: list[Finding], kind: str) -> int:
    return sum(_kind(f) == kind for f in found)


def _kind(finding: Finding) -> str:
    """A warning or a note beside a plan is no failed test."""
    return "pass" if finding.outcome in ("warning", "note") else finding.kind


def _suite(path: str, title: str, found: list[Finding]) -> str:
    counts = f'tests="{len(found)}" failures="{_count(found, "fail")}" errors="0" skipped="{_count(found, "open")}"'
    rows = [f'  <testsuite name="{_escaped(title)}" file="{_escaped(path)}" {counts}>\n']
    names: dict[str, int] = {}
    for finding in found:
        name = " ".join(finding.subject.split()) or finding.rule
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name += f" ({names[name]})"
        rows.append(_case(finding, name, path))
    return "".join([*rows, "  </testsuite>\n"])


def _case(finding: Finding, name: str, path: str) -> str:
    kind = _kind(finding)
    place = finding.place
    text = "\n".join([f"{place.path}:{place.line}", *said(finding), *(f"{p.path}:{p.line}: {p.note}" for p in finding.related)])
    group = _escaped(path.replace(".", "_").replace("/", "."))
    head = f'    <testcase name="{_escaped(name)}" classname="{group}">\n'
    tail = "    </testcase>\n"
    first = _escaped(finding.message.split("\n")[0])
    if kind == "fail":
        return f'{head}      <failure type="{_escaped(finding.code)}" message="{first}">{_escaped(text)}</failure>\n{tail}'
    if kind == "open":
        return f'{head}      <skipped type="{_escaped(finding.code)}" message="{first}"/>\n{tail}'
    return f"{head}      <system-out>{_escaped(text)}</system-out>\n{tail}"


def _escaped(text: str) -> str:
    """`text` for an element or an attribute; characters that XML 1.0 cannot hold become U+FFFD."""
    out = []
    for ch in text:
        legal = ch in "\t\n\r" or " " <= ch <= "\ud7ff" or "\ue000" <= ch <= "\ufffd" or ch >= "\U00010000"
        out.append(_ENTITIES.get(ch, ch) if legal else "\ufffd")
    return "".join(out)


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
