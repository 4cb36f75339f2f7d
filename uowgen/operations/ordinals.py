"""Which of its kind a new member is said to be: ``second field of `X` ``, `in third place`, `last but one variant`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.model import Directive

_NTH = {
    "first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last but one": -2, "second to last": -2, "next to last": -2,
    "penultimate": -2, "last": -1, "final": -1,
}  # fmt: skip
_SAID = when_used(
    r"(?P<beside>\b(?:after|before|behind|below|above|under|beneath|following|preceding|between|and|of) (?:the|its) |\ban? )?"
    r"\b(?P<nth>last but one|second[- ]to[- ]last|next[- ]to[- ]last|penultimate|first|second|third|fourth|fifth|last|final) "
    r"(?:new )?(?:field|variant|member|entry|arm|constant|const|flag|bit|place|position)\b",
    re.IGNORECASE,
)


def ordinal_said(directive: Directive) -> int | None:
    """The index that the new member is to have, from the end if negative; None if the sentence says none, or several.

    `A third field` only counts those that there are.
    """
    found = list(_SAID.finditer(" ".join(directive.words.split())))
    if len(found) != 1 or found[0]["beside"] is not None:
        return None
    return _NTH[found[0]["nth"].lower().replace("-", " ")]


def neighbour(count: int, nth: int) -> tuple[int, str] | None:
    """Beside which of `count` members the new one goes to be the `nth`, and on which side; None if there are too few."""
    at = nth if nth >= 0 else count + 1 + nth
    if not count or not 0 <= at <= count:
        return None
    return (at, "before") if at < count else (count - 1, "after")
