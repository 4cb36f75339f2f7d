"""Words that speak of several blocks below them: `Put both functions before `x`:` and two blocks that follow one another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Block
    from uowgen.spec.surroundings import Surroundings

_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
_MOST = max(_COUNTS.values())
_THINGS = (
    r"(?:functions|methods|helpers|structs|types|enums|tests|items|constants|consts|blocks|pieces|impls|accessors|getters|cases)"
)
_SHARED = when_used(
    rf"\b(?P<both>both)(?: of)?(?: the| these| new)? {_THINGS}\b|\b(?P<all>both) (?:go|belong|sit|stand|are|live)\b"
    rf"|(?:^\W*|\b(?:the|these|all|following|new|add|insert|put) )(?:following |new |small )?(?P<count>two|three|four)(?: new| small)? {_THINGS}\b",
    re.IGNORECASE,
)


def shared_words(index: int, blocks: Sequence[Block], around: Sequence[Surroundings]) -> Sequence[Surroundings]:
    """`around` with the words of a block before, if the block `index` has none of its own and they speak of so many blocks.

    Nothing but the blocks may stand between: a phrase of its own says where a block goes.
    """
    words = around[index]
    if words.run or words.previous is None or blocks[index].role != "code":
        return around
    first, back = index, 1
    while not around[first].run and back <= _MOST:
        previous = around[first].previous
        if previous is None or previous != first - 1 or blocks[previous].role != "code" or not around[first].same_step:
            return around
        first, back = previous, back + 1
    if not around[first].run:
        return around
    said = next((m for phrase in around[first].run[:1] if (m := _SHARED.search(" ".join(phrase.text.split())))), None)
    if said is None or back > _COUNTS[(said["both"] or said["all"] or said["count"]).lower()]:
        return around
    return (*around[:index], words._replace(run=around[first].run, opens=around[first].opens), *around[index + 1 :])
