"""Reads where what is known at a call comes to: a field keeps what was given (“stores the exit code”), an error tells it (“fails with the old
and the new state”).
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form
from uowgen.claims.laws.lexicon import forms_of
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, as_own, held_after, held_before, inside
from uowgen.claims.laws.states import States
from uowgen.claims.laws.terms import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.changes import Changes
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_STORING = frozenset("stores records saves keeps remembers notes sets updates".split())
_FAILING = frozenset("fails errors refuses refused rejected returns".split())
_CARRYING = frozenset("with carrying naming reporting containing telling".split())
# What an error tells of a call: how things stood, or what was asked for.
_ASKED = frozenset("requested target new next wanted desired attempted given passed requesting".split())
_HANDED = frozenset("handed returned given obtained allocated issued granted".split())
_NOTING = frozenset("saves stores records remembers keeps captures notes samples".split())
_FORMER = frozenset("previous prior former old current present earlier original".split())
_STANDING = frozenset("state status flag setting".split())
_JOINING = frozenset("and , both".split())


def stored(words: Words, lexicon: Lexicon, method: str, changes: Changes) -> Iterator[Outcome]:
    """“stores the exit code”: the field of that name has what was given, maybe as `Some` of it."""
    part = lexicon.journal.parts.get(method)
    if words[0].code or words[0].text not in _STORING or part is None or not part.parameters:
        return
    noun = tuple(w for w in words[1:] if w.code or w.text not in ("given", "passed", "in", "its", "new"))
    keys = lexicon.keys_of(noun) if noun else []
    if not keys and len(part.parameters) == 1 and noun and not any(w.code for w in noun):  # what is given, wherever it is kept
        given = {form(w.text) for w in noun} <= {form(p) for p in part.parameters[0][0].split("_")}
        keys = [k.key for k in lexicon.keys if not k.key.startswith("?") and k.key.count(".") < 2] if given else []
    for key in keys:
        if any(k.key == key and "changing" in k.sorts for k in lexicon.keys):
            yield from (_has_given(key, at, changes) for at in range(len(part.parameters)))


def _has_given(key: str, at: int, changes: Changes) -> Outcome:
    def own(m: Moment) -> bool | None:
        if m.own.refused or m.own.after is None or at >= len(m.own.given):
            return None
        given = m.own.given[at]
        return held_after(m, key) in (given, ("Some", given))

    return Outcome(own, changes.after_as_own(key), telling=lambda m: held_before(m, key) != held_after(m, key))


def answered_for(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“records the id handed out by the pool”: what the call gives back then stands at the end of a list, which is else as it was."""
    said = [w.text if not w.code else "`" for w in words]
    at = next((n for n, w in enumerate(said) if w in _HANDED), 0)
    if said[0] not in _NOTING | _STORING or at < 2 or "`" in said[:at]:
        return
    noun = {form(w) for w in said[1:at]}
    by = [w for w in words[at + 1 :] if w.code or w.text not in ("out", "by", "from", "over", "to", "it")]
    known = lexicon.words_about(method)
    if not all(p in known for w in by for p in forms_of(w)):
        return
    for key in lexicon.keys:
        if "list" in key.sorts and noun <= key.name | key.said | known:
            yield _appends_answer(key.key)


def _appends_answer(key: str) -> Outcome:
    def own(m: Moment) -> bool | None:
        before, after, gave = held_before(m, key), held_after(m, key), inside(m.own.gave)
        if m.own.refused or not isinstance(before, tuple) or not isinstance(after, tuple) or gave is None:
            return None
        return after == (*before, gave)

    def tree(m: Moment) -> bool | None:  # by what it gave itself: the outside may have been asked more often before
        return None if m.ours is None else own(m._replace(own=m.ours))

    return Outcome(own, tree)


def noted(words: Words, lexicon: Lexicon, method: str, changes: Changes) -> Iterator[Outcome]:
    """“saves whether interrupts were enabled”, “remembers the former clock state”: a flag tells afterwards how something stood before."""
    if words[0].code or words[0].text not in _NOTING or len(words) < 3 or any(w.code for w in words):
        return
    if words[1].text in ("whether", "if"):
        asked = States(lexicon, method).described(words[2:])
    elif words[-1].text in _STANDING:
        asked = _standing(frozenset(form(w.text) for w in words[1:-1] if w.text not in _FORMER), lexicon)
    else:
        return
    moments = moments_of(lexicon.journal).by_method.get(method, ())
    for test in asked:
        if {test(m) for m in moments} < {True, False}:  # what never stood otherwise cannot be seen to be kept
            continue
        flags = [k.key for k in lexicon.keys if "flag" in k.sorts]
        yield from (_tells_former(test, key, changes, so=so) for key in flags for so in (True, False))


def _standing(said: frozenset[str], lexicon: Lexicon) -> list[Test]:
    """Whether the flags are set that are called so."""

    def test(key: str) -> Test:
        return lambda m: value if isinstance(value := held_before(m, key), bool) else None

    return [test(k.key) for k in lexicon.keys if said and "flag" in k.sorts and said <= k.name]


def _tells_former(test: Test, key: str, changes: Changes, *, so: bool) -> Outcome:
    """A flag that is set where it stood so before (`so`), or just where it did not."""

    def own(m: Moment) -> bool | None:
        before, after = test(m), held_after(m, key)
        return None if m.own.refused or before is None or not isinstance(after, bool) else (after is before) is so

    return Outcome(own, changes.after_as_own(key), telling=lambda m: held_before(m, key) is None or own(m))


def reported(words: Words, lexicon: Lexicon, method: str) -> Iterator[Outcome]:
    """“fails with the current and the requested state”: the error has all of them in it, in its parts of those names."""
    said = [w.text if not w.code else "`" for w in words]
    if len(said) < 4 or said[0] not in _FAILING or "`" in said:
        return
    at = 2 if said[0] == "returns" and said[1] == "error" else 1
    if said[at] not in _CARRYING:
        return
    pieces = _pieces(words[at + 1 :])
    if len(pieces) < 2:
        return
    terms = [_terms(piece, pieces[-1], lexicon, method) for piece in pieces]
    if not all(terms):
        return
    for first in terms[0]:
        for second in terms[1]:
            yield _tells((first, second))


def _pieces(words: Words) -> list[Words]:
    found: list[list[Word]] = [[]]
    for w in words:
        if w.text in _JOINING:
            found.append([])
        else:
            found[-1].append(w)
    return [tuple(p) for p in found if p]


def _terms(piece: Words, last: Words, lexicon: Lexicon, method: str) -> list[Term]:
    """What a piece may mean; a bare adjective shares the last piece's noun."""
    noun = piece if len(piece) > 1 else (*piece, *last[-1:]) if len(last) > 1 else piece
    if any(form(w.text) in {form(a) for a in _ASKED} for w in noun):
        count = len(lexicon.journal.parts[method].parameters)
        return [Term(f"given {n}", lambda b, n=n: b.given[n] if n < len(b.given) else None) for n in range(count)]  # type: ignore[misc]
    return [t for t in lexicon.terms(noun, method) if "after" not in t.name]


def _tells(terms: tuple[Term, ...]) -> Outcome:
    def own(m: Moment) -> bool | None:
        gave = m.own.gave
        if not (isinstance(gave, tuple) and gave[:1] == ("Err",)):
            return False
        values = [t.of(m.own) for t in terms]
        parts = gave[1][1:] if len(gave) > 1 and isinstance(gave[1], tuple) else ()
        return None if None in values else all(v in parts for v in values)

    def differ(m: Moment) -> bool:
        return len({repr(t.of(m.own)) for t in terms}) == len(terms)

    return Outcome(own, as_own, alike=as_own, telling=differ)


__all__ = ["reported", "stored"]
