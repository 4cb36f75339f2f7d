"""Findings as workflow commands of GitHub Actions, which it shows as annotations at the lines of a change.

The step summary is `as_markdown`'s; the command line puts it where GitHub asks for it. Nothing is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.diagnostic import visible
from uowgen.report.findings import findings_of, said, serious

if TYPE_CHECKING:
    from uowgen.report.findings import Finding
    from uowgen.report.run import Run

# GitHub shows this many annotations of each sort from one step, and drops the others without a word.
_MOST = 10


def github(run: Run) -> str:
    """A command a line, errors first. Of more than ten of a sort the tenth says how many more there are."""
    sorts: dict[str, list[Finding]] = {"error": [], "warning": [], "notice": []}
    for finding in serious(findings_of(run)):
        sorts[_sort(finding)].append(finding)
    rows = []
    for sort, found in sorts.items():
        shown = found if len(found) <= _MOST else found[: _MOST - 1]
        rows += [_command(sort, finding) for finding in shown]
        if len(found) > len(shown):
            more = len(found) - len(shown)
            rows.append(f"::{sort} title=uowgen::and {more} more; the step's summary and its log have them all")
            # Not commands, so they stay in the log.
            rows += [f"{sort}: {f.place.path}:{f.place.line}: {f.code}: {_one_line(f)}" for f in found[len(shown) :]]
    return "".join(row + "\n" for row in rows)


def _sort(finding: Finding) -> str:
    if finding.kind == "open" or finding.level == "note":
        return "notice"
    return "warning" if finding.level == "warning" else "error"


def _command(sort: str, finding: Finding) -> str:
    place = finding.place
    fields = {"file": place.path, "line": str(place.line)}
    # GitHub takes columns only where all is on one line.
    if place.end_line > place.line:
        fields["endLine"] = str(place.end_line)
    elif place.column:
        fields |= {"col": str(place.column), "endColumn": str(max(place.column, place.end_column - 1))}
    fields["title"] = f"uowgen {finding.code}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    places = [f"{p.path}:{p.line}: {p.note}" for p in finding.related]
    text = visible("\n".join([*said(finding), *places]))
    return f"::{sort} {listed}::{_message(text)}"


def _one_line(finding: Finding) -> str:
    """On one line and without the mark that would make it a command."""
    return visible(" ".join(" ".join(said(finding)).split())).replace("::", ": :")


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
