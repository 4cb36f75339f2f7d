"""Blocks that show both sides of a change in themselves: `// Before: …` and `// After: …`, `// Change: …` and `// To: …`.

It divides the text; whether the old side is in a file, the tree says.
"""

from __future__ import annotations

from uowgen.spec.change_words import alike, side_of_words

_OLD = (
    "before", "old", "change", "change from", "current", "current code", "find", "find this", "from", "replace", "replace this", "existing",
    "existing code", "original", "original code", "old code", "was", "change this",
)  # fmt: skip
_NEW = (
    "after", "new", "to", "to this", "change to", "change it to", "required", "required change", "with", "with this", "replace with",
    "replace it with", "replacement", "becomes", "fixed", "updated", "new code", "updated code", "fixed code", "should be",
)  # fmt: skip
# Words that comments of code consist of now and then: without a colon they are marks only as headings are written, with a capital.
_NEEDS_COLON = frozenset(
    {"change", "current", "existing", "original", "was", "required", "with", "becomes", "fixed", "updated", "replace"}
)


def sides_of(code: str) -> tuple[tuple[str, str], ...]:
    """Every pair of an old and a new text in `code`, in order; none unless the comments come strictly in turns, the old side first.

    What stands before the first such comment, if it is more than blank rows or comments, makes it no pair.
    """
    parts: list[tuple[str, list[str]]] = []
    loose = False
    for row in code.split("\n"):
        side, rest = _marked(row)
        if not side:
            side = _loosely(row)
            loose = loose or bool(side)
        if side:
            parts.append((side, [rest] if rest else []))
        elif parts:
            parts[-1][1].append(row)
        elif row.strip() and not row.strip().startswith("//"):
            return ()
    if not parts or len(parts) % 2 or any(side != ("old", "new")[at % 2] for at, (side, _) in enumerate(parts)):
        return ()
    texts = [_joined(rows) for _, rows in parts]
    pairs = tuple(zip(texts[::2], texts[1::2], strict=True))
    if loose and not all(alike(old, new) for old, new in pairs):
        return ()
    return pairs if all(old.strip() for old, _ in pairs) else ()


def _marked(row: str) -> tuple[str, str]:
    """Which side the comment `row` begins, with the code that follows the mark on the same row."""
    bare = row.strip()
    if not bare.startswith("//") or bare.startswith(("///", "//!")):
        return "", ""
    words = bare[2:].strip(" -=─")
    head, colon, rest = words.partition(":")
    low = " ".join(head.lower().replace("❌", "").replace("✅", "").split())
    if colon or not rest:
        for names, side in ((_OLD, "old"), (_NEW, "new")):
            plain = low.partition(" (")[0]
            if plain in names and (colon or plain not in _NEEDS_COLON or head.strip()[:1].isupper()):
                return side, rest.strip() if _is_code(rest) else ""
    return "", ""


def _loosely(row: str) -> str:
    """The side that the comment `row` announces in words of its own; to be trusted only where the two texts are alike."""
    bare = row.strip()
    if not bare.startswith("//") or bare.startswith(("///", "//!")):
        return ""
    return side_of_words(bare[2:])


def _is_code(text: str) -> bool:
    return any(c in text for c in ";{}#=(") and not text.strip().startswith("(")


def _joined(rows: list[str]) -> str:
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    while rows and not rows[0].strip():
        rows = rows[1:]
    return "\n".join(rows) + "\n" if rows else ""
