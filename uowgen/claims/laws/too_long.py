"""Reads that as much is asked for as nothing that is held has: “no range is large enough”, “nothing is big enough”, “no free block fits”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.laws.situations import Bounded
from uowgen.claims.stories.ranges import LENGTHS, NOUNS, held_in
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_ROOMY = frozenset(
    "no there is are that has have nothing large big long enough fits fit room left space exists remains free held for it to".split()
)
_NO_ROOM = when_used(
    r"(?:there is )?(?:no (?:\w+ ){1,2}|nothing )(?:(?:that )?(?:is |are )?(?:large|big|long) enough|(?:that )?fits?|(?:that )?(?:has|have) (?:room|space)(?: enough)?)"
    r"(?: for it| to fit| left| exists| is left| remains)?"
)


def too_long(words: Words, lexicon: Lexicon, method: str, is_plain: Callable[[Words], bool]) -> Iterator[Test]:
    """“no range is large enough”, “nothing is big enough”, “no free block fits”: as much is asked for as no range that is held has."""
    if any(w.code for w in words) or not _NO_ROOM.fullmatch(" ".join(w.text for w in words)):
        return
    nouns = [w for w in words if w.text not in _ROOMY]
    known = NOUNS | {"block", "hole", "gap", "area", "chunk", "free", "single", "one"}
    if not all(w.text in known or is_plain((w,)) for w in nouns):
        return
    part, journal = lexicon.journal.parts.get(method), lexicon.journal
    for at, (name, _) in enumerate(part.parameters if part is not None else ()):
        if set(name.split("_")) & {*LENGTHS, "count", "n", "pages", "amount", "frames"}:

            def lacks(m: Moment, at: int = at) -> int | None:
                rows, size = held_in(journal, m.own.before), m.own.given[at] if at < len(m.own.given) else None
                return None if rows is None or type(size) is not int else size - max((r.end - r.start for r in rows), default=0)

            yield Bounded(
                lambda m, lacks=lacks: None if (by := lacks(m)) is None else by > 0,  # type: ignore[misc]
                (lambda m, lacks=lacks: lacks(m) == 1,),  # type: ignore[misc]
                (lambda m, lacks=lacks: lacks(m) == 0,),  # type: ignore[misc]
            )


__all__ = ["too_long"]
