"""Whether words make a block work of the document, under whatever heading it stands: they say what a whole item goes beside."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from uowgen.spec.paths import split_path
from uowgen.spec.surroundings import says_place

if TYPE_CHECKING:
    from uowgen.model import Block
    from uowgen.spec.surroundings import Surroundings

_BESIDE = frozenset({"after", "below", "beneath", "before", "above", "under"})
_SKIPPED = frozenset("the its that both first last final existing closing".split())
_ITEM_WORDS = frozenset("pub fn struct enum impl trait const static type unsafe async extern macro_rules!".split())


def put_there(block: Block, words: Surroundings) -> bool:
    """Whether the sentence right above a whole item says beside what it goes: ``It belongs after `len`:``.

    Of a statement the same words may tell what comes after what, of an item they tell its place.
    """
    if not words.run or not words.run[0].leads_in or not says_place(words.run[0]):
        return False
    tokens = words.run[0].tokens
    named = any(after.kind == "code" and token.low in _BESIDE for token, after in itertools.pairwise(tokens))
    rows = [row.strip() for row in block.code.split("\n")]
    first = next((row for row in rows if row and not row.startswith(("//", "#["))), "")
    return named and first.split("(")[0].split(" ")[0] in _ITEM_WORDS


def declares(code: str, name: str) -> bool:
    """Whether `code` has an item of that name at the beginning of a row: `pub fn name(`."""
    words = [row.replace("(", " ").replace("<", " ").replace(":", " ").replace(";", " ").split() for row in code.split("\n")]
    return any(
        before in _ITEM_WORDS and after == name and set(row[:n]) <= _ITEM_WORDS | {"crate", ")", "super"}
        for row in words
        for n, (before, after) in enumerate(itertools.pairwise(row))
    )


def says_before(words: Surroundings) -> bool:
    """Whether `before` at the head of the sentence right above a block is a place: ``Before the `seal()` call:``."""
    tokens = words.run[0].tokens if words.run else ()
    if [token.low for token in tokens[:2]] == ["before", "the"] and len(tokens) > len(("before", "the", "numeric")):
        tokens = tokens[:2] + tokens[3:] if tokens[2].kind == "word" and tokens[3].kind == "code" else tokens
    named = next((token for token in tokens[1:] if token.low not in _SKIPPED), None)
    return (
        tokens[:1] != () and tokens[0].low == "before" and named is not None and named.kind == "code" and not split_path(named)[0]
    )
