"""Names of pages: short, plain, and each given once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60


def slugs(texts: Iterable[str]) -> tuple[str, ...]:
    """One for each text, in order: lower-case letters, digits and hyphens; a number tells equal ones apart."""
    taken: set[str] = set()
    out = []
    for text in texts:
        base = _plain(text)
        slug, n = base, 2
        while slug in taken:
            slug, n = f"{base}-{n}", n + 1
        taken.add(slug)
        out.append(slug)
    return tuple(out)


def _plain(text: str) -> str:
    kept = "".join(ch if ch.isascii() and ch.isalnum() else "-" for ch in text.lower())
    return "-".join(part for part in kept.split("-") if part)[-_LONGEST:].strip("-") or "page"
