"""Claim: the code follows a convention or has a quality. Undecided: that is for a person to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, Kind, undecided

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading


def decide(_reading: Reading, _case: Case) -> Finding:
    """Undecided with code `needs-judgement`."""
    return undecided("needs-judgement", "a convention or a quality is for a person to judge")


KIND = Kind(
    "follows_convention",
    "the code follows a convention or has a quality",
    (
        "<text>? @follow <text>? @style <text>?",
        "code is|reads clean|readable|idiomatic|maintainable|simple <text>?",
        "<text> well documented|tested|structured|named|formatted",
    ),
    (
        "Follows the existing naming conventions",
        "Code is readable",
    ),
    decide,
)
