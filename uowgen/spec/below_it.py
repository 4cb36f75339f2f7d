"""Places that are told by the block before: `Directly below it:`, `and right after that:`.

The words name nothing; what they mean is what the block above them has just put there. Its own last (or first) piece is the anchor.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.regex import when_used
from uowgen.spec.change_words import POINTING, shown_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.model import Relation
    from uowgen.spec.phrases import Phrase, Token

_SIDES: dict[str, Relation] = {
    "below": "after", "after": "after", "beneath": "after", "under": "after", "underneath": "after", "before": "before", "above": "before",
}  # fmt: skip
_EMPTY = frozenset(
    {"directly", "right", "immediately", "just", "and", "then", "add", "adds", "insert", "put", "place", "goes", "the", "a", "following",
     "also", "straight", "line", "comes", "to", "go", ":", ",", "."}
)  # fmt: skip
_ITEMS = frozenset({"fn", "struct", "enum", "trait", "mod", "const", "static", "type", "union"})
_LEADING = frozenset({"pub", "async", "unsafe", "extern"})


def beside_block(phrase: Phrase, above: str) -> Anchor | None:
    """The anchor of a `phrase` that puts its block beside what the block `above` shows, and says nothing else; None for any other."""
    low = [token.low for token in phrase.tokens]
    between = low.index("between") if "between" in low else len(low)
    if low[between + 1 : between + 3] in (["it", "and"], ["that", "and"], ["this", "and"]):
        pieces = shown_apart(above)
        name = _name_of(pieces[-1]) if pieces else ""
        return Anchor("after", name, "", phrase.span) if name else None
    if low[between + 1 :] and _BETWEEN_TWO.search(" ".join(low[between:])) is not None:
        pieces = shown_apart(above)
        return Anchor("after", _name_of(pieces[0]), "", phrase.span) if len(pieces) == len(("one", "other")) else None
    sides = [word for word in low if word in _SIDES]
    if len(sides) != 1 or not POINTING.intersection(low) or any(token.kind == "code" for token in phrase.tokens):
        return None
    if not {*low} <= {*sides} | POINTING | _EMPTY:
        return None
    pieces = shown_apart(above)
    if not pieces:
        return None
    relation = _SIDES[sides[0]]
    name = _name_of(pieces[-1] if relation == "after" else pieces[0])
    return Anchor(relation, name, "", phrase.span) if name else None


# `the new one fits between these two:`, of the two things that the block above shows.
_BETWEEN_TWO = when_used(r"^between (?:these|those|the|them)(?: two| both)?(?: (?:lines|arms|rows|entries|of them|of these))?\W*$")


def beside_shown(phrase: Phrase, above: str, said_above: Sequence[Phrase]) -> Anchor | None:
    """The anchor of a `phrase` that begins with such a place and goes on: `Directly below the helper, add its counterpart:`, `And straight
    after it the two that use it:`.

    What is called by its kind (`the helper`) is the one thing of that kind in the block `above`, or the one that the words above that
    block, `said_above`, do not call by its name.
    """
    tokens = [token for token in phrase.tokens if token.low != ","]
    at = next((n for n, token in enumerate(tokens) if token.low in _SIDES), len(tokens))
    if at + 1 >= len(tokens) or any(token.low not in _EMPTY for token in tokens[:at]):
        return None
    tokens = _without_source(tokens, said_above)
    if any(token.kind == "code" or token.low in _PLACES for token in tokens[at + 1 :]):
        return None
    relation = _SIDES[tokens[at].low]
    pieces = shown_apart(above)
    if not pieces:
        return None
    low = [token.low for token in tokens[at + 1 : at + 4]]
    if low[0] in ("it", "them"):
        name = _name_of(pieces[-1] if relation == "after" else pieces[0])
        return Anchor(relation, name, "", phrase.span) if name else None
    if low[0] not in ("the", "this", "that"):
        return None
    kind = _KINDS.get(
        low[2] if low[1:2] in (["new"], ["private"], ["small"], ["same"]) and len(low) > 2 else low[1] if len(low) > 1 else ""
    )
    names = [name for piece in pieces if (name := _name_of(piece)).startswith(f"{kind} ")] if kind else []
    if len(names) > 1:
        told = {token.text.removesuffix("()") for said in said_above for token in said.tokens if token.kind == "code"}
        names = [name for name in names if name.partition(" ")[2] not in told]
    return Anchor(relation, names[0], "", phrase.span) if len(names) == 1 else None


def _without_source(tokens: list[Token], said_above: Sequence[Phrase]) -> list[Token]:
    """`tokens` without `of step 1` or `from task 2` at their end, if the words above the block before call their step so."""
    own = [n for n, token in enumerate(tokens) if token.text == ":"]
    end = own[0] if own else len(tokens)
    low = [token.low for token in tokens[max(0, end - 3) : end]]
    if len(low) < 3 or low[0] not in ("of", "from", "in") or low[1] not in ("step", "task", "item", "part") or not low[2].isdigit():
        return tokens
    for said in said_above:
        words = said.text.lower().replace("*", " ").replace(":", " ").replace(".", " ").split()
        if any(pair == (low[1], low[2]) for pair in pairwise(words[:4])):
            return [*tokens[: end - 3], *tokens[end:]]
    return tokens


_PLACES = frozenset({"in", "into", "inside", "within", "of", *_SIDES})
_KINDS = {
    "helper": "fn", "test": "fn", "function": "fn", "method": "fn", "constructor": "fn", "macro": "macro_rules!", "trait": "trait", "struct": "struct",
    "enum": "enum", "constant": "const", "static": "static", "alias": "type",
}  # fmt: skip


def _name_of(piece: str) -> str:
    """`fn name` of an item, else the whole text without comments and attributes."""
    rows = [row for row in piece.split("\n") if row.strip() and not row.lstrip().startswith(("//", "#["))]
    words = rows[0].replace("(", " ( ").replace("<", " < ").replace(":", " : ").replace("{", " { ").split() if rows else []
    while words and (words[0] in _LEADING or words[0].startswith("pub(")):
        words = words[1:]
    if words[:1] == ["macro_rules!"] and len(words) > 1:
        return f"macro_rules! {words[1]}"
    if len(words) > 1 and words[0] in _ITEMS and words[1].isidentifier():
        return " ".join(words[:2])
    return "\n".join(rows).strip()
