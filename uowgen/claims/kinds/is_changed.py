"""Claim: something is changed, without what it should be like afterwards. Undecided: there is nothing to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(_reading: Reading, _case: Case) -> Finding:
    """Undecided with code `vague-change`."""
    return undecided("vague-change", "what it should be like afterwards is not said")


KIND = Kind(
    "is_changed",
    "something is changed, without saying into what",
    (
        "update|updated|convert|refactor|modify|adjust|fix|integrate|rework|migrate|clean|improve|extend|repeat|apply <text>",
        "<text> @be* updated|refactored|migrated|fixed|cleaned|improved|modified|reworked|adjusted|integrated <text>?",
    ),
    (
        "Update all callers",
        "`mm.rs` updated",
    ),
    decide,
)
