"""Reads a sentence as a claim about calls: which call, in which situation, with which outcome. Every word must be accounted for."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.sentence import Word
from uowgen.claims.stories import limits, pools
from uowgen.claims.stories.holders import Holders
from uowgen.claims.stories.outcomes import Outcomes
from uowgen.claims.stories.pieces import pieces
from uowgen.claims.stories.relations import lies
from uowgen.claims.stories.scenes import all_, is_refused, not_
from uowgen.claims.stories.situations import Situations
from uowgen.claims.stories.tokens import Tokens
from uowgen.claims.stories.told import Told

if TYPE_CHECKING:
    from uowgen.claims.stories.asked import Asked
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.scenes import Test

_LEADING = frozenset("when whenever if while once after on for with as".split())
_MODAL = frozenset("must should shall will can may would could always still also simply just then already".split())
_TAIL = 3
_NEGATING = ("must not", "should not", "does not", "do not", "cannot", "can not", "never", "may not", "will not", "is never", "not")


def read(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """The claims that a sentence makes, all its words taken up; none if that cannot be done."""
    found: list[Told] = []
    text = tuple(w for w in words if w.code or w.text not in (".", ""))
    for way in (pools.read, limits.read, _conditioned, _plain, _demanded, _turned, _of_pieces):
        found = way(text, cast)
        if found:
            break
    return found


def _of_pieces(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """“the upper piece keeps `prot`”: of whatever method cuts."""
    found = pieces(words, cast)
    return [Told(*found)] if found is not None else []


def _demanded(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """“Return `None` from `alloc()` once …”, “Reject negative numbers”: the demand put as a statement."""
    if not words or words[0].code:
        return []
    verb, rest = words[0].text, words[1:]
    if verb in ("reject", "refuse", "accept", "allow"):
        judged = (Word("is", "is"), Word(f"{verb.removesuffix('e')}ed", f"{verb.removesuffix('e')}ed"))
        for end in range(len(rest), 0, -1):  # what is refused ends where a condition begins
            if end < len(rest) and (rest[end].code or rest[end].text not in (*_LEADING, "that", "with")):
                continue
            found = _plain((*rest[:end], *judged, *rest[end:]), cast)
            if found:
                return found
        return []
    if verb in ("return", "yield", "give"):
        for at, word in enumerate(rest[:-1]):
            if at and not word.code and word.text in ("from", "in", "by") and cast.method(rest[at + 1]):
                return _plain((rest[at + 1], Word("returns", "returns"), *rest[:at], *rest[at + 2 :]), cast)
    return []


def _turned(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """“A stale handle returns `None` from `get`”: what is given stands before the call."""
    for at, word in enumerate(words):
        if at and not word.code and word.text in ("returns", "gives", "yields", "gets") and len(words) > at + _TAIL:
            tail = words[-2:]
            if not tail[0].code and tail[0].text in ("from", "in", "by", "with") and cast.method(tail[1]):
                return _plain((tail[1], Word("of", "of"), *words[:at], word, *words[at + 1 : -2]), cast)
    return []


def _plain(words: tuple[Word, ...], cast: Cast, more: tuple[Test, ...] = ()) -> list[Told]:
    """Subject and outcome, with conditions behind."""
    tokens = Tokens(words, cast)
    situations, outcomes = Situations(tokens), Outcomes(tokens)
    for begin in (situations.sequence, situations.act, situations.quantity, situations.thing, situations.holder):
        tokens.at = 0
        situations.after = begin == situations.quantity
        situations.begun = bool(more)
        asked = begin()
        if asked is None:
            continue
        if asked.judged is not None and tokens.done:
            return [Told(all_([asked.test, *more]), is_refused if asked.judged else not_(is_refused), plain=True)]
        between = situations.between()
        if between is None:
            continue
        rest = tokens.at
        for denied in (False, True):
            tokens.at = rest
            tokens.over(_MODAL)
            if denied and not tokens.said(*_NEGATING):
                continue
            tokens.over(_MODAL)
            outcomes.more, outcomes.plain, outcomes.error, outcomes.judges = [], False, False, False
            outcomes.telling = asked.telling
            right = outcomes.of(asked, situations)
            if right is None:
                continue
            right, under = not_(right) if denied else right, (*more, *between, *outcomes.more)
            told = _ended(situations, asked.test, right, under)
            # “`add()` is rejected” goes without saying when: too little is said.
            if told is not None and not (outcomes.judges and not asked.narrowed and not under and not denied):
                return [told._replace(plain=outcomes.plain and not more, error=outcomes.error, telling=outcomes.telling)]
            tokens.at = rest
            several = _several(situations, outcomes, asked, (*more, *between))
            if several:
                return several
    return []


def _several(situations: Situations, outcomes: Outcomes, asked: Asked, under: tuple[Test, ...]) -> list[Told]:
    """Outcomes joined by “and” or “but”, each a claim of its own; conditions behind the last are of the last."""
    tokens = situations.tokens
    found: list[Told] = []
    while True:
        tokens.over(_MODAL)
        denied = tokens.said(*_NEGATING)
        tokens.over(_MODAL)
        outcomes.more, outcomes.plain, outcomes.error, outcomes.telling = [], False, False, None
        right = outcomes.of(asked, situations)
        if right is None:
            return []
        right = not_(right) if denied else right
        at = tokens.at
        if tokens.said("and", "but", ", and", ", but") or (tokens.text() == "," and tokens.said(",")):
            tokens.said("and", "but")
            found.append(Told(all_([asked.test, *under, *outcomes.more]), right, outcomes.error, outcomes.plain, outcomes.telling))
            continue
        tokens.at = at
        last = _ended(situations, asked.test, right, (*under, *outcomes.more))
        return (
            [*found, last._replace(plain=outcomes.plain, error=outcomes.error, telling=outcomes.telling)]
            if last is not None and found
            else []
        )


def _ended(situations: Situations, asked: Test, right: Test, more: tuple[Test, ...]) -> Told | None:
    """What stands behind the outcome: conditions, to the end of the sentence."""
    tokens = situations.tokens
    tests = [asked, *more]
    while not tokens.done:
        tokens.said(",")
        tokens.over(frozenset({"always", "still", "unconditionally"}))
        if tokens.done:
            break
        if tokens.said("second time", "on second call") and Word("twice", "twice") in tokens.words:
            continue
        if tokens.said("until it saturates", "until saturation") or Holders(situations).until_taken():
            continue
        if tokens.said("unless", "except when", "except if"):
            test = situations.condition()
            if test is None:
                return None
            tests.append(not_(test))
        elif tokens.said("only when", "only if", "only while", "only on", "only for", "only after"):
            test = situations.condition()
            if test is None or not tokens.done:
                return None
            # Only then: wherever the outcome is so, the condition is.
            return Told(all_([*tests, right]), test)
        elif (related := lies(tokens)) is not None:
            tests.append(related)
        elif tokens.text() in (*_LEADING, "in", "to", "into", "from", "of", "at") or tokens.said("even"):
            test = situations.condition()
            if test is None:
                return None
            tests.append(test)
        else:
            return None
    return Told(all_(tests), right)


def _conditioned(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """A condition first, then a comma."""
    if not words or words[0].code or words[0].text not in _LEADING:
        return []
    for at, word in enumerate(words):
        if word.code or word.text != ",":
            continue
        tokens = Tokens(words[:at], cast)
        test = Situations(tokens).condition()
        if test is not None and tokens.done:
            return _plain(words[at + 1 :], cast, (test,))
    return []
