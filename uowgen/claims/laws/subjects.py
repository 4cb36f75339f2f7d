"""Reads what a sentence speaks of: a method by its name or its verb, calls that failed, things given that are passed over."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.conditions import Conditions
from uowgen.claims.laws.doings import happens
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, as_own, held_after, held_before, refused_alike
from uowgen.claims.laws.situations import and_
from uowgen.claims.names import bare_name
from uowgen.claims.stories.cast import Cast
from uowgen.claims.stories.contents import CONTENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Part

    Words = tuple[Word, ...]

_FAILED = frozenset("failed failing rejected refused unsuccessful denied".split())
_WENT_WELL = frozenset("successful succeeding accepted".split())
_FRESH = frozenset("fresh new newly brand-new".split())
_EACH = frozenset("each every any".split())
_TAKING = frozenset("taking acquiring creating making getting obtaining".split())
_BEING = frozenset("is are gets get".split())
_PASSED_OVER = frozenset("ignored dropped discarded lost skipped".split())
_REFUSED = frozenset("rejected refused denied".split())
_MORE = frozenset("extra further more new additional excess surplus any other".split())


class Subject(NamedTuple):
    """A method, which of its calls are meant (None: all), whether by how they end, and the words that are left."""

    method: str
    calls: Test | None
    by_end: bool
    rest: Words


def subjects(words: Words, lexicon: Lexicon) -> Iterator[Subject]:
    """What the sentence may begin with."""
    if not words:
        return
    if len(words) > 1 and not words[0].code and words[0].text in _FAILED | _WENT_WELL:
        failed = words[0].text in _FAILED
        for method in _methods(words[1], lexicon):
            yield Subject(method, lambda m: m.own.refused is failed, True, words[2:])
        for method in lexicon.journal.parts:  # a call within one of them
            for test in happens(words[:2], lexicon, method):
                yield Subject(method, test, True, words[2:])
        return
    if len(words) > 2 and not words[0].code and words[0].text in _FRESH:
        at = 2 if words[1].text in ("created", "made", "built") else 1
        if at < len(words) and Cast(lexicon.journal).is_type(words[at]):
            yield from (Subject(p.name, None, False, words[at + 1 :]) for p in lexicon.journal.parts.values() if _makes(p, lexicon))
        return
    words = words[1:] if len(words) > 1 and not words[0].code and words[0].text in ("calling", "invoking") else words
    each = len(words) > 3 and not words[0].code and words[0].text in _EACH  # “each call to `disable`”
    if each:
        words = words[3:] if [w.text for w in words[1:3]] in (["call", "to"], ["call", "of"]) else words[1:]
    if len(words) > 2 and not words[0].code and words[0].text in _TAKING and not words[1].code:
        makers = [p.name for p in lexicon.journal.parts.values() if _gives(p, words[1])]
        yield from (Subject(name, None, False, words[2:]) for name in makers if len(makers) == 1)
    # What is said of each call is also said of those that are refused, which outcomes pass over.
    rows = moments_of(lexicon.journal).by_method
    named = [m for m in _methods(words[0], lexicon) if not (each and any(one.own.refused for one in rows.get(m, ())))]
    yield from (Subject(method, None, False, words[1:]) for method in named)


def _gives(part: Part, noun: Word) -> bool:
    """Whether a function gives what the noun stands for: a guard, a pin."""
    of = [w for w in re.findall(r"\w+", part.returns) if w[:1].isupper() and w != "Self"]
    return any(form(noun.text) == parts(w)[-1] for w in of)


def _makes(part: Part, lexicon: Lexicon) -> bool:
    """Whether a function makes a value of the type from nothing."""
    return (
        not part.takes and {"Self", lexicon.type} & set("".join(c if c.isalnum() else " " for c in part.returns).split()) != set()
    )


def _methods(word: Word, lexicon: Lexicon) -> list[str]:
    """The method that a word names, or that is called by the verb or its noun."""
    if word.code or word.raw.endswith("()"):
        name, owner = bare_name(word.raw), word.raw.rpartition("::")[0].rpartition("::")[2]
        return [name] if name in lexicon.journal.parts and owner in ("", lexicon.type, "Self") else []
    act = Cast(lexicon.journal).act(word)
    return [act] if act else []


def things_passed_over(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[tuple[Subject, Outcome]]:
    """“Backspace on an empty line is ignored”, “extra bytes are dropped when full”: said of what is given, with what comes of it."""
    at = next((n for n in range(1, len(words) - 1) if not words[n].code and words[n].text in _BEING), None)
    if at is None or words[at + 1].code or words[at + 1].text not in _PASSED_OVER | _REFUSED:
        return
    refused = words[at + 1].text in _REFUSED
    for part in lexicon.journal.parts.values():
        if part.takes != "mut" or not part.parameters:
            continue
        whole = tuple(k.key for k in lexicon.keys)
        outcome = (
            Outcome(lambda m: m.own.refused, refused_alike, as_own)
            if refused
            else Changes(lexicon, part.name, apart=apart).unchanged(whole)
        )
        for calls in _given(words[:at], lexicon, part.name):
            yield Subject(part.name, calls, False, words[at + 2 :]), outcome


_LOST = {
    "overwritten": "overwrites", "dropped": "drops", "lost": "loses", "discarded": "discards", "evicted": "evicts", "replaced": "replaces",
    "ignored": "ignores", "skipped": "skips",
}  # fmt: skip
_WHEN = frozenset("when if once while whenever".split())


def _is_lost(lexicon: Lexicon) -> Test:
    """Whether a call that is given something leaves no more than there was."""
    lists = [k.key for k in lexicon.keys if k.key == CONTENTS] or [k.key for k in lexicon.keys if "list" in k.sorts]

    def test(m: Moment) -> bool | None:
        rows = [(held_before(m, key), held_after(m, key)) for key in lists]
        if not rows or not all(isinstance(one, tuple) and isinstance(other, tuple) for one, other in rows):
            return None
        return all(len(one) == len(other) for one, other in rows)  # type: ignore[arg-type]

    return test


_KEPT = frozenset("queued stored held recorded waiting buffered pending kept old unread".split())


def unnamed(words: Words, lexicon: Lexicon) -> Iterator[Subject]:
    """“When full, the oldest entry is overwritten”, “a full queue drops the new event”: said of the one method that takes things in."""
    takers = [p.name for p in lexicon.journal.parts.values() if p.takes == "mut" and p.parameters]
    if len(takers) != 1 or len(words) < 4 or any(w.code for w in words[:1]):
        return
    cast = Cast(lexicon.journal)
    situation: Words = ()
    rest = words
    if [w.text for w in words[-3:]] == [",", "not", "oldest"] and any(w.text == "new" for w in words[:-3]):
        rest = words = words[:-3]  # where what is held stays, that is not gone either
    if words[0].text == "nothing" and words[1].text in _KEPT and words[2].text in ("is", "gets") and words[3].text in _LOST:
        it = words[0]._replace(text="it", raw="it")
        yield Subject(takers[0], None, False, (it._replace(text="ignores", raw="ignores"), it, *words[4:]))
        return
    if words[0].text in _WHEN:
        at = next((n for n, w in enumerate(words) if not w.code and w.text == ","), 0)
        situation, rest = words[:at], words[at + 1 :]
    else:
        at = next((n for n, w in enumerate(words) if n and not w.code and w.text in _WHEN), 0)
        if at:
            situation, rest = words[at:], words[:at]
        elif cast.is_type(words[1]) and not cast.is_type(words[0]):
            when = words[0]._replace(text="when", raw="when")
            situation, rest = (when, words[0]), words[2:]
    if not situation and len(words) == 4 and words[0].text in _LOST and [w.text for w in words[2:]] == ["are", "counted"]:
        it = words[0]._replace(text="it", raw="it")
        if cast.is_kept(words[1]):
            yield Subject(takers[0], _is_lost(lexicon), False, (it._replace(text="counts", raw="counts"), it))
    if not situation or len(rest) < 2:
        return
    being = next((n for n, w in enumerate(rest) if n and not w.code and w.text in ("is", "are", "gets", "get")), None)
    if being is not None and being == len(rest) - 2 and rest[-1].text in _LOST:
        verb = rest[-1]._replace(text=_LOST[rest[-1].text], raw=_LOST[rest[-1].text])
        yield Subject(takers[0], None, False, (verb, *rest[:being], *situation))
    elif being is None and not rest[0].code and rest[0].text in _LOST.values():
        yield Subject(takers[0], None, False, (*rest, *situation))


def _given(noun: Words, lexicon: Lexicon, method: str) -> Iterator[Test]:
    """The calls that are given what the noun says, in the situation that stands behind it."""
    conditions = Conditions(lexicon, method)
    yield from conditions.read(noun)
    for at in range(1, len(noun) + 1):
        behind = noun[at:]
        if behind and (behind[0].code or behind[0].text not in ("on", "in", "at", "with", "for", "to") or len(behind) < 2):
            continue
        for test in _named(noun[:at], lexicon):
            if not behind:
                yield test
            yield from (and_(test, more) for more in (conditions.read(behind[1:]) if behind else ()))


def _named(noun: Words, lexicon: Lexicon) -> Iterator[Test]:
    """A thing given by the name of a constant, or as it is written; “extra bytes” are any."""
    if not noun[0].code and noun[0].text in _MORE:
        yield lambda m: bool(m.own.given)
        return
    for term in lexicon.constants_said(noun):
        yield _is_given(term)


def _is_given(value: int) -> Test:
    return lambda m: bool(m.own.given) and m.own.given[0] == value
