"""Claim: a person has tried something, or all of something else is done. Undecided: that leaves no trace in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(_reading: Reading, _case: Case) -> Finding:
    """Undecided with code `needs-a-person`."""
    return undecided("needs-a-person", "only the person who did it can say so")


KIND = Kind(
    "checked_by_hand",
    "a person has checked or finished something",
    (
        "<text>? manual|manually <text>",
        "all|every|each acceptance|exit|success|completion|validation|tasks|task|steps|step|criteria|commands* <text>",
        "<text> reviewed|approved|signed-off|verified|validated|documented <text>?",
        "changelog|readme|documentation|docs <text>? written|complete|completed|reviewed",
        "<text> when|by booted|booting|running|run|qemu|hand <text>?",
    ),
    (
        "Manual testing completed",
        "All acceptance criteria met",
    ),
    decide,
)
