"""Names of pages: short, plain, and each given once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60


def slugs(texts: Iterable[str], *, keep: Literal["start", "end"] = "start") -> tuple[str, ...]:
    """One for each text, in order: lower-case letters, digits and hyphens; a number tells equal ones apart.

    Of a long text the start is kept, or the end, where what tells paths apart stands.
    """
    taken: set[str] = set()
    out = []
    for text in texts:
        base = _plain(text, keep)
        slug, n = base, 2
        while slug in taken:
            slug, n = f"{base}-{n}", n + 1
        taken.add(slug)
        out.append(slug)
    return tuple(out)


def _plain(text: str, keep: str) -> str:
    kept = "".join(ch if ch.isascii() and ch.isalnum() else "-" for ch in text.lower())
    words = "-".join(part for part in kept.split("-") if part)
    return (words[-_LONGEST:] if keep == "end" else words[:_LONGEST]).strip("-") or "page"
