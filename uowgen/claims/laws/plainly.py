"""The plainest way to take a condition: a flag, a state, a field's value, what is empty or full, which call came before.

What the spec's own code goes against in the plain sense is not so because it happens to be so in some other sense of the words.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import parts
from uowgen.claims.laws.histories import happened
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.situations import and_, has_value, is_in
from uowgen.claims.laws.states import States, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

PLACING = frozenset("on in at for from with while after once unless until if when whenever where".split())
_BEING = frozenset("is are was were be being already currently still it".split())


def plainly(words: Words, lexicon: Lexicon, method: str) -> list[Test]:
    """The tests that a condition is in the plain sense; its first word may be the one that leads it in."""
    history = list(happened(words, lexicon))
    if history:
        return history
    said = tuple(w for w in words if w.code or w.text not in _BEING)
    while said and not said[0].code and said[0].text in PLACING:
        said = said[1:]
    found: list[list[Test]] = []
    for piece in pieces_of(said) if said else ():
        tests = list(_of_piece(piece, lexicon, method))
        if not tests:
            return []
        found.append(tests)
    if not found or any(len(tests) > 1 for tests in found[1:]):
        return []
    return [and_(first, *(tests[0] for tests in found[1:])) for first in found[0]]


def _of_piece(piece: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    states = States(lexicon, method)
    denied = any(not w.code and w.text == "not" for w in piece)
    bare = tuple(w for w in piece if w.code or w.text != "not")
    while len(bare) > 1 and states.is_thing(bare[-1]):
        bare = bare[:-1]
    while len(bare) > 1 and states.is_thing(bare[0]):
        bare = bare[1:]
    if len(bare) == 1 and not bare[0].code and bare[0].text == "full":
        if "is_full" in lexicon.journal.askers:
            yield has_value("is_full", not denied)
        return
    if len(bare) == 1:
        name = frozenset(forms_of(bare[0]))
        for key in lexicon.states_meant(name):
            yield from (is_in(key, v, denied=denied) for v in lexicon.variants_held(key) if frozenset(parts(v)) == name)
    yield from states.plain((*(w for w in piece if not w.code and w.text == "not"), *bare))


__all__ = ["PLACING", "plainly"]
