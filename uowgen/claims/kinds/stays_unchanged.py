"""Claim: something is as it was before the change. Undecided: it is about two states of the tree, and one is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(_reading: Reading, _case: Case) -> Finding:
    """Undecided with code `needs-history`."""
    return undecided("needs-history", "what was there before is not at hand, so that nothing can be compared")


KIND = Kind(
    "stays_unchanged",
    "something is as it was before",
    (
        "<text> @same <text>?",
        "<text> as before <text>?",
        "no|zero @visible* @regression <text>?",
        "<text>? backward|backwards compatible|compatibility|compatibly <text>?",
        "<text>? backward-compatible|backwards-compatible <text>?",
        "<text> not change|changed|modified|touched|altered <text>?",
    ),
    (
        "Behaviour of `sys_munmap` is unchanged",
        "No functional changes",
        "No regressions in existing functionality",
    ),
    decide,
)
