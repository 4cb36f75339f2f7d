"""What a call gives that is told as the thing that has just come: “returns the new fd”, “hands out the allocated frame”, “gives the added id”.

It is that by which a list of the spec's own code grew in the call.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import Outcome, as_own, held_after, held_before, inside, is_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word

_NEW = frozenset(
    form(w)
    for w in "new newly fresh freshly just added allocated recorded installed inserted created opened obtained acquired taken pinned".split()
)


def newcomers(words: tuple[Word, ...], lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """That what is given is what has come, for each list that grows; the words are those for it, with one that says that it is new."""
    said = frozenset(form(w.text) for w in words if not w.code and w.text not in ("its", "own", "just"))
    fresh, nouns = said & (_NEW | {form(p) for p in parts(method)}), said - _NEW
    part = lexicon.journal.parts[method]
    given = {p for name, _ in part.parameters for p in parts(name)}  # what is given is not what comes of it
    if any(w.code for w in words) or not fresh or not nouns or nouns & given:
        return
    for key in lexicon.keys:
        if "list" in key.sorts and nouns <= lexicon.words_about(method) | lexicon.elements_of(key.key):
            yield _come_to(key.key)


def _come_to(key: str) -> Outcome:
    def come(m: Moment) -> list[object]:
        before, after = held_before(m, key), held_after(m, key)
        if not isinstance(before, tuple) or not isinstance(after, tuple) or is_variant(after) or len(after) != len(before) + 1:
            return []
        left = list(before)
        return [one for one in after if one not in left or left.remove(one)]  # type: ignore[func-returns-value]

    def own(m: Moment) -> bool | None:
        found, given = come(m), inside(m.own.gave)
        return None if m.own.refused or m.own.panicked or given is None else found == [given]

    def telling(m: Moment) -> bool:
        """Whether what comes is neither the place that it comes to, nor how many there are."""
        after = held_after(m, key)
        return bool(come(m)) and isinstance(after, tuple) and inside(m.own.gave) not in range(len(after) + 1)

    return Outcome(own, as_own, alike=as_own, telling=telling)


__all__ = ["newcomers"]
