"""Where a call asks for what lies behind the end of something: “past the end of the window”, “beyond the ring”, “outside the table”.

Where the end is, the spec's own code tells: of the numbers that it is given in one and the same state, it takes all up to one and none behind.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.moments import moments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

BEHIND = frozenset("past beyond behind outside".split())
_IDLE = frozenset("the a an its of that which is are lies lie".split())
_ENDS = frozenset("end top limit".split())
_ASKED = frozenset(form(w) for w in "offset index address position place register entry access one anything".split())


def past_the_end(words: tuple[Word, ...], lexicon: Lexicon, method: str) -> Iterator[Test]:
    """The calls of `method` that ask for what lies behind its end; none where the words say something else, or there is no such end."""
    said = [w.text for w in words if not w.code and w.text not in _IDLE]
    behind = next((n for n, w in enumerate(said) if w in BEHIND), None)
    part = lexicon.journal.parts.get(method)
    if behind is None or any(w.code for w in words) or part is None or len(part.parameters) != 1:
        return
    asked = frozenset(form(w) for w in said[:behind])
    rest = said[behind + 1 :]
    nouns = frozenset(form(w) for w in (rest[1:] if rest[:1] and rest[0] in _ENDS else rest))
    known = lexicon.docs.get(method, frozenset()) | {form(p) for p in parts(lexicon.type)} | lexicon.words_about(method)
    if not rest or not nouns <= known or not asked <= _ASKED | {form(p) for p in parts(part.parameters[0][0])}:
        return
    last = _last_taken(lexicon, method)
    if last is None:
        return

    def test(m: Moment) -> bool | None:
        given = m.own.given[0] if m.own.given else None
        end = last.get(repr(m.own.before))
        return None if type(given) is not int or end is None else given > end

    yield test


def _last_taken(lexicon: Lexicon, method: str) -> dict[str, int] | None:
    """By state, the last number that the spec's own code takes in it; None where it does not take all up to one, or another end would do as well."""
    taken: dict[str, set[int]] = {}
    refused: dict[str, set[int]] = {}
    for m in moments_of(lexicon.journal).by_method.get(method, ()):
        if m.own.panicked or len(m.own.given) != 1 or type(m.own.given[0]) is not int:
            return None
        nothing = isinstance(m.own.gave, tuple) and m.own.gave[:1] in (("None",), ("Err",))
        (refused if nothing else taken).setdefault(repr(m.own.before), set()).add(m.own.given[0])
    both = {look: max(taken[look]) for look in taken if look in refused}
    if any(min(refused[look]) <= end for look, end in both.items()):
        return None
    tight = {look: end for look, end in both.items() if min(refused[look]) == end + 1}
    return tight or None


__all__ = ["BEHIND", "past_the_end"]
