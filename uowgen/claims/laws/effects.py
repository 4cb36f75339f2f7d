"""Reads what a call is said to do to the outside: “wakes the reader”, “flushes the TLB once”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_ONCE = frozenset("once one exactly exactly-once".split())
_STRESS = frozenset("always also then still".split())
_GENERIC = frozenset(form(w) for w in "entry entries one it them page pages".split())


def effects(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """The calls to the outside that the verb and the noun name, if the spec's own code makes any such call."""
    names = VERBS.get(form(words[0].text), frozenset({form(words[0].text)}))
    rest = [w for w in words[1:] if w.code or w.text not in _STRESS | _ONCE]
    once = any(not w.code and w.text in _ONCE for w in words[1:])
    said = {p for w in rest for p in forms_of(w)} - _GENERIC
    meant = frozenset(path for path in _paths(lexicon) if _is_named(path, names, said, lexicon.docs.get(method, frozenset())))
    if not meant:
        return

    def of(beat: Beat) -> tuple[tuple[str, tuple[object, ...]], ...]:
        return tuple((did.path, did.given) for did in beat.did if did.path in meant)

    def own(m: Moment) -> bool | None:
        return None if m.own.panicked else len(of(m.own)) == 1 if once else bool(of(m.own))

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.own.panicked:
            return None
        mine = of(m.ours)
        return True if mine == of(m.own) else False if not mine or (once and len(mine) != 1) else None

    def alike(m: Moment) -> bool | None:
        return None if m.ours is None else of(m.ours) == of(m.own)

    yield Outcome(own, tree, alike)


def _paths(lexicon: Lexicon) -> set[str]:
    return {did.path for m in moments_of(lexicon.journal).all for did in m.own.did}


def _is_named(path: str, verbs: frozenset[str], said: set[str], doc: frozenset[str]) -> bool:
    """Whether the last name of a path has the verb, and all of the path, or the method's comment, the other words."""
    names = path.replace(".", "::").split("::")
    return bool(verbs & set(parts(names[-1]))) and said <= {p for name in names for p in parts(name)} | doc
