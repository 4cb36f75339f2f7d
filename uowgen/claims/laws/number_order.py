"""Reads in which order of their numbers a call does something to things: “locks regions in ascending order”, “unpins all pages left in `held`, highest first”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.each import is_given, leaves
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, both
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

_UP = frozenset({"lowest", "smallest", "least"})
_DOWN = frozenset({"highest", "largest", "greatest", "biggest"})
_RISING, _FALLING = frozenset({"ascending", "increasing", "rising"}), frozenset({"descending", "decreasing", "falling"})
_LEFT = frozenset({"left", "remaining", "still", "all", "every", "each", "its", "any"})


def by_number(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """The calls that the verb names are made in that order; where a list is named, one for each thing that stands in it."""
    sign, words = _sign(words)
    if not sign or len(words) < 2 or words[0].code:
        return
    into = ""
    if words[-1].code and len(words) > 3 and not words[-2].code and words[-2].text in ("in", "of", "from"):
        into = next((k.key for k in lexicon.keys if "list" in k.sorts and k.key == f".{bare_name(words[-1].raw)}"), "")
        words = words[:-2] if into else words
    noun = [w for w in words[1:] if w.code or w.text not in _LEFT]
    if not noun or any(w.code for w in noun) or (any(w.text in ("left", "still") for w in words[1:] if not w.code) and not into):
        return
    rows = moments_of(lexicon.journal).by_method.get(method, ())
    paths = {d.path for m in rows for d in m.own.did}
    meant = {p for p in paths if list(parts(_last(p)))[:1] == [form(words[0].text)]}
    known = lexicon.words_about(method) | {x for p in paths for x in parts(p.replace(".", "::"))}
    if len(meant) != 1 or not all(set(forms_of(w)) & known for w in noun):
        return
    (path,) = meant
    ordered = _ordered(path, sign)
    yield both(ordered, _of_all(path, into)) if into else ordered


def _sign(words: Words) -> tuple[int, Words]:
    """Which way the numbers go, and what stands before that is said; 0 for none."""
    said = [w.text if not w.code else "`" for w in words]
    found = 0
    if len(said) > 3 and said[-3] == "in" and said[-1] == "order" and said[-2] in _RISING | _FALLING:
        found, words = (1 if said[-2] in _RISING else -1), words[:-3]
    elif len(said) > 2 and said[-1] == "first" and said[-2] in _UP | _DOWN:
        found, words = (1 if said[-2] in _UP else -1), words[:-2]
    elif len(said) > 3 and said[-1] == "first" and said[-3] in _UP | _DOWN and said[-2] in ("index", "number", "address", "id"):
        found, words = (1 if said[-3] in _UP else -1), words[:-3]
    return found, words[:-1] if words and not words[-1].code and words[-1].text == "," else words


def _numbers(beat: Beat, path: str) -> list[int] | None:
    """The one number that each of the calls is given; None where one of them has none, or more."""
    found = []
    for d in beat.did:
        numbers = [v for g in d.given for v in leaves(g) if type(v) is int] if d.path == path else []
        if d.path == path and len(numbers) != 1:
            return None
        found += numbers
    return found


def _goes(numbers: list[int], sign: int) -> bool:
    return numbers == sorted(numbers, reverse=sign < 0)


def _ordered(path: str, sign: int) -> Outcome:
    def own(m: Moment) -> bool | None:
        numbers = _numbers(m.own, path)
        return None if not numbers or m.own.panicked else _goes(numbers, sign)

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.panicked:
            return None
        numbers, mine = _numbers(m.own, path), _numbers(m.ours, path)
        if numbers is None or mine is None:
            return None
        return False if not _goes(mine, sign) else True if mine == numbers else None

    def telling(m: Moment) -> bool:
        """Several, which came in another order: as they were given, or as they stood in a list."""
        numbers = _numbers(m.own, path) or []
        rows = [*m.own.given, *(m.own.before or {}).values()]
        came = [[v for v in leaves(r) if type(v) is int] for r in rows if isinstance(r, tuple)]
        return len(set(numbers)) > 1 and any(set(numbers) <= set(c) and not _goes(c, sign) for c in came)

    return Outcome(own, tree, telling=telling)


def _of_all(path: str, key: str) -> Outcome:
    def all_done(m: Moment, beat: Beat) -> bool | None:
        rows = (m.own.before or {}).get(key)
        calls = [d for d in beat.did if d.path == path]
        if not isinstance(rows, tuple) or beat.panicked:
            return None
        return len(calls) == len(rows) and all(any(is_given(d, row) for d in calls) for row in rows)

    def tree(m: Moment) -> bool | None:
        if m.ours is None or (m.ours.before or {}).get(key) != (m.own.before or {}).get(key):
            return None
        return all_done(m, m.ours)

    return Outcome(lambda m: all_done(m, m.own), tree, telling=lambda m: bool((m.own.before or {}).get(key)))


def _last(path: str) -> str:
    return path.replace(".", "::").rpartition("::")[2]


__all__ = ["by_number"]
