"""How many criteria hold, as the JSON that a shields.io endpoint badge reads.

Undecided criteria count as not held: a badge is green only when every criterion holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.report.run import Run


def badge(run: Run) -> str:
    """The endpoint document (schema version 1) with label, message and colour."""
    from json import dumps

    outcomes = [verdict.outcome for _, verdicts in run.judged or () for verdict in verdicts]
    held, failed = outcomes.count("holds"), outcomes.count("fails")
    if not outcomes:
        message, colour = "no criteria", "lightgrey"
    else:
        message = f"{held} of {len(outcomes)} hold"
        colour = "red" if failed else "brightgreen" if held == len(outcomes) else "yellow"
    return dumps({"schemaVersion": 1, "label": "acceptance criteria", "message": message, "color": colour}, indent=1) + "\n"
