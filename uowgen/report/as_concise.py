"""Findings one a line, `path:line:column: code message`, for editors and for grep.

Only what somebody has to look at: what holds or applies is not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import visible
from uowgen.report.findings import findings_of, serious

if TYPE_CHECKING:
    from uowgen.report.findings import Finding
    from uowgen.report.run import Run


def concise(run: Run) -> str:
    """A line for each failure and each open finding, in the order of the run; empty when there is none."""
    return "".join(_line(finding) + "\n" for finding in serious(findings_of(run)))


def _line(finding: Finding) -> str:
    place = finding.place
    about = f"{finding.subject}: " if finding.outcome in ("fails", "undecided") else ""
    text = " ".join(f"{about}{finding.message}".split())
    return visible(f"{place.path}:{place.line}:{place.column or 1}: {finding.code} {text}")
