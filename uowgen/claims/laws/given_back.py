"""Reads that a call hands an amount which is held to the outside: “uncharges the held bytes”, “credits the total”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form
from uowgen.claims.laws.outcomes import Outcome, held_before
from uowgen.claims.stories.explored.stage import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

# What is said of an amount without telling which it is.
_AMOUNT = frozenset(
    form(w) for w in ("all", "held", "its", "whole", "total", "full", "amount", "bytes", "recorded", "remaining", "outstanding")
)


def amounts_given(words: Words, meant: frozenset[str], lexicon: Lexicon) -> Iterator[Outcome]:
    """One call of `meant` is given what a number of the value's own says, if that is more than none."""
    noun = {form(w.text) for w in words}
    if not meant or not noun or any(w.code for w in words):
        return
    for key in lexicon.keys:
        own = key.key.count(".") <= 1 and not key.key.startswith("?") and key.key != LIVE
        if own and "number" in key.sorts and "changing" in key.sorts and noun <= key.name | key.said | _AMOUNT:
            yield _given(key.key, meant)


def _given(key: str, meant: frozenset[str]) -> Outcome:
    def right(beat: Beat) -> bool | None:
        held = (beat.before or {}).get(key)
        if type(held) is not int:
            return None
        calls = [d for d in beat.did if d.path in meant]
        return held in calls[0].given if len(calls) == 1 else not calls and held == 0

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        mine, own = ([(d.path, d.given) for d in beat.did if d.path in meant] for beat in (m.ours, m.own))
        return mine == own if mine == own or m.clean else None

    return Outcome(lambda m: right(m.own), tree, telling=lambda m: (held_before(m, key) or 0) not in (0, 1))


__all__ = ["amounts_given"]
