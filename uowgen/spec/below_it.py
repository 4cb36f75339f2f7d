"""Places that are told by the block before: `Directly below it:`, `and right after that:`.

The words name nothing; what they mean is what the block above them has just put there. Its own last (or first) piece is the anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.model import Anchor
from uowgen.spec.change_words import POINTING, shown_apart

if TYPE_CHECKING:
    from uowgen.model import Relation
    from uowgen.spec.phrases import Phrase

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


def _name_of(piece: str) -> str:
    """`fn name` of an item, else the whole text without comments and attributes."""
    rows = [row for row in piece.split("\n") if row.strip() and not row.lstrip().startswith(("//", "#["))]
    words = rows[0].replace("(", " ( ").replace("<", " < ").replace(":", " : ").replace("{", " { ").split() if rows else []
    while words and (words[0] in _LEADING or words[0].startswith("pub(")):
        words = words[1:]
    if len(words) > 1 and words[0] in _ITEMS and words[1].isidentifier():
        return " ".join(words[:2])
    return "\n".join(rows).strip()
