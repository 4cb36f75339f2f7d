"""Whether a sentence says of one call that it does two things, to two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word

# Words behind a verb that are no thing of their own.
_NO_THING = frozenset(
    [
        "all",
        "every",
        "each",
        "any",
        "its",
        "their",
        "them",
        "it",
        "both",
        "the",
        "remaining",
        "held",
        "tracked",
        "recorded",
        "if",
        "when",
        "unless",
        "once",
        "after",
        "not",
        "frame",
        "frames",
        "page",
        "pages",
        "entry",
        "entries",
        "mapping",
        "mappings",
        "pte",
        "ptes",
        "address",
        "addresses",
        "memory",
        "tlb",
    ]
)


def of_two_things(words: tuple[Word, ...]) -> bool:
    """“frees the blocks and releases the inode”: a verb with a thing, and another verb with another thing."""
    texts = [w.text if not w.code else "`" for w in words]
    at = texts.index("and") if "and" in texts[2:] else 0
    if at < 3 or at + 2 >= len(texts) or not texts[at + 1].endswith("s"):
        return False
    first = [t for t in texts[2:at] if t not in _NO_THING]
    second = next((t for t in texts[at + 2 :] if t not in ("all", "every", "each", "its", "the", "their")), "")
    return bool(first) and second not in _NO_THING and second.isalpha() and second not in first


__all__ = ["of_two_things"]
