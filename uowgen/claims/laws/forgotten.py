"""Reads what a list is said to lose at one of its ends: “forgets the oldest pages”, “drops the `n` newest entries”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.outcomes import Outcome, held_after, held_before, is_variant
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.changes import Changes
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_LOSING = frozenset("forgets drops discards removes releases pops sheds evicts loses trims".split())
_FRONT, _BACK = frozenset("oldest earliest first front".split()), frozenset("newest latest last youngest".split())
_THINGS = frozenset(form(w) for w in "entry element item one".split())


def forgotten(words: Words, lexicon: Lexicon, method: str, changes: Changes) -> Iterator[Outcome]:
    """A list is as it was without some at its front, or at its back."""
    if len(words) < 2 or words[0].code or words[0].text not in _LOSING:
        return
    part = lexicon.journal.parts[method]
    given = {name for name, _ in part.parameters}
    rest = [w for w in words[1:] if not (w.code and bare_name(w.raw) in given)]
    ends = [w.text for w in rest if not w.code and w.text in _FRONT | _BACK]
    noun = {p for w in rest if w.code or w.text not in _FRONT | _BACK for p in forms_of(w)}
    if len(ends) != 1 or not noun:
        return
    for key in lexicon.keys:
        if "list" in key.sorts and noun <= key.name | _THINGS | lexicon.elements_of(key.key):
            yield _shortened(key.key, changes, front=ends[0] in _FRONT)


def _shortened(key: str, changes: Changes, *, front: bool) -> Outcome:
    def left(m: Moment, *, front: bool) -> bool | None:
        before, after = held_before(m, key), held_after(m, key)
        if not isinstance(before, tuple) or not isinstance(after, tuple) or is_variant(before) or m.own.refused:
            return None
        return after == (before[len(before) - len(after) :] if front else before[: len(after)])

    def shorter(m: Moment) -> bool:
        before, after = held_before(m, key), held_after(m, key)
        return isinstance(before, tuple) and isinstance(after, tuple) and 0 < len(after) < len(before)

    return Outcome(
        lambda m: left(m, front=front),
        changes.after_as_own(key),
        telling=lambda m: shorter(m) and left(m, front=not front) is False,
    )


__all__ = ["forgotten"]
