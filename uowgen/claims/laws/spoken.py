"""Takes a sentence apart where no law stands in the usual order: who is called, how things stand, what comes of it, in other words.

“A second `begin()` gives `false`”, “after `close()`, `wait()` fails with `Closed`”, “removing an unknown id yields `None`”, “a thread that is
already queued gets `Twice`”, “rejects overlapping ranges with `Overlap`”.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.aligned import aligned_by_all
from uowgen.claims.laws.answered import Answers
from uowgen.claims.laws.asked import moments_of_call
from uowgen.claims.laws.outcomes import Outcome, as_own, refused_alike
from uowgen.claims.laws.reader import Law, names_result
from uowgen.claims.laws.referred import freed_at_zero
from uowgen.claims.laws.results import Results
from uowgen.claims.laws.situations import and_, not_
from uowgen.claims.laws.standing import LEADING, Standing
from uowgen.claims.laws.stated import stated
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.stories.cast import Cast
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_SETTING = frozenset("when if once with while after where whenever upon having given on in at as".split())
_BEHIND = frozenset("when if for on with while once where whenever at of given in after until unless from as even".split())
_ORDINALS = frozenset(
    "second another repeated further additional next subsequent later every each any more new third single".split()
)
_AGAIN = frozenset("second another repeated".split())
_CALLING = frozenset("calling call calls invoking asking attempt attempting trying".split())
_REFUSING = frozenset("rejects reject refuses refuse denies deny declines forbids disallows".split())
_MODAL = frozenset("must should shall will always also still then can then".split())
_SUBJECTLESS = frozenset("caller call it result answer outcome".split())
_VERBS = frozenset(
    "returns return gives give yields yield reports report answers says gets get fails fail is are refuses refuse rejects reject succeeds works panics "
    "comes hands leaves keeps changes adds stores does has sets flags marks empties clears resets drops makes becomes counts ends results sees removes "
    "evicts queues moves takes picks uses creates starts wakes turns inserts writes merges splits produces errors receives declines denies".split()
)
_MOST = 26


class Spoken(NamedTuple):
    """Who is called (no name: any method that what is said fits), and how things stand, as far as the words before the verb say."""

    method: str
    tests: tuple[Test | None, ...]
    told: bool  # whether more than the call was said


def more_laws(words: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    """All ways to take the sentence; every word is taken up."""
    words = tuple(w for w in words if w.code or w.text not in (".", ""))
    if not 2 <= len(words) <= _MOST:
        return
    yield from stated(words, lexicon, apart=apart)
    yield from (Law(method, _ANY, outcome, False) for method, outcome in freed_at_zero(words, lexicon))
    yield from (Law(method, _ANY, outcome, False) for method, outcome in aligned_by_all(words, lexicon))
    for at, word in enumerate(words):
        if word.code or word.text not in _VERBS:
            continue
        if at == 0 and word.text not in _REFUSING:
            continue
        yield from _cut(words[:at], words[at:], lexicon, apart=apart)


def _cut(before: Words, rest: Words, lexicon: Lexicon, *, apart: bool) -> Iterator[Law]:
    while before and not before[-1].code and before[-1].text in _MODAL:
        before = before[:-1]
    for method in _candidates(lexicon):
        subjects = _subjects(before, lexicon, method)
        if not subjects:
            continue
        answers = Answers(lexicon, method, apart=apart)
        for end in range(len(rest), 0, -1):
            behind = rest[end:]
            if behind and (behind[0].code or behind[0].text not in (*_BEHIND, ",", ":", ";", "(")):
                continue
            found = answers.read(rest[:end]) if not (before == () and rest[0].text in _REFUSING) else []
            if end == len(rest) and rest[0].text in _REFUSING:
                yield from _refusing(rest, lexicon, method, subjects)
            if not found:
                continue
            for tests, told in _behind(behind, lexicon, method):
                for subject in subjects:
                    asked = and_(*subject.tests, tests)
                    yield from (Law(method, asked, one, told or subject.told) for one in found)


def _candidates(lexicon: Lexicon) -> list[str]:
    return [n for n, p in lexicon.journal.parts.items() if p.takes or p.parameters]


def _behind(words: Words, lexicon: Lexicon, method: str) -> Iterator[tuple[Test | None, bool]]:
    if not words:
        yield None, False
        return
    if words[0].code or words[0].text in (",", ":", ";", "(") or names_result(words):
        return
    denied = words[0].text in ("unless", "until")
    for test in Standing(lexicon, method).read(words[1:]):
        yield (not_(test) if denied else test), True


def _refusing(rest: Words, lexicon: Lexicon, method: str, subjects: list[Spoken]) -> Iterator[Law]:
    """“rejects overlapping ranges with `Overlap`”, “refuses an end above the limit”: what is refused stands behind the verb."""
    said, named = rest[1:], [Outcome(lambda m: m.own.refused, refused_alike, alike=as_own)]
    if len(said) > 2 and said[-1].code and not said[-2].code and said[-2].text in ("with", "as", "by"):
        named = list(Results(lexicon, method).read((rest[0]._replace(text="returns"), said[-1])))
        said = said[:-2]
    while said and not said[0].code and said[0].text in ("new", "further", "any", "more", "all"):
        said = said[1:]
    if not said:
        return
    plain = all(not w.code and form(w.text) in _forms_of(lexicon, method) for w in said)
    tests: list[Test | None] = [None] if plain else [*Standing(lexicon, method, refusing=True).read(said)]
    for test in tests:
        for subject in subjects:
            if test is not None or subject.told:
                yield from (Law(method, and_(*subject.tests, test), one, True) for one in named)


def _forms_of(lexicon: Lexicon, method: str) -> set[str]:
    part = lexicon.journal.parts[method]
    return set(parts(method)) | {
        p for name, kind in part.parameters for p in (*parts(name), *parts("".join(c if c.isalnum() else "_" for c in kind)))
    }


# ------------------------------------------------------------------------------------------------------------------ subjects


def _subjects(words: Words, lexicon: Lexicon, method: str) -> list[Spoken]:
    """The ways to take what stands before the verb as calls of this method."""
    found: list[Spoken] = []
    if not words:
        return [Spoken(method, (), False)] if lexicon.journal.parts[method].parameters else []
    if len(words) > 2 and not words[0].code and words[0].text in _SETTING:
        for at in range(2, len(words)):
            if words[at].code or words[at].text not in (",", ":"):
                continue
            rest = words[at + 1 :]
            subjects = [Spoken(method, (), False)] if _is_result(rest) else _subjects(rest, lexicon, method)
            tests = _standing(words[:at], lexicon, method) if subjects else []
            found += [Spoken(method, (*one.tests, test), True) for one in subjects for test in tests]
        return found
    return _called(words, lexicon, method) or _given(words, lexicon, method)


def _is_result(words: Words) -> bool:
    return all(not w.code and w.text in _SUBJECTLESS for w in words)


def _standing(words: Words, lexicon: Lexicon, method: str) -> list[Test]:
    """“after `close()`”, “with the queue full”, “once closed”."""
    standing = Standing(lexicon, method)
    if words[0].text in ("after", "once", "having", "upon") or (len(words) == 2 and words[1].code):
        named = standing.named(words[1]) if len(words) == 2 else ""
        if named:
            return [*standing.after(named)]
    return standing.read(words[1:])


def _called(words: Words, lexicon: Lexicon, method: str) -> list[Spoken]:
    """A call by the method's name or verb: “a second `begin()`”, “removing an unknown id”, “every further `wait` of a thread”."""
    again: list[Test | None] = [None]
    told = False
    standing = Standing(lexicon, method)
    while words and not words[0].code and words[0].text in (*_ORDINALS, *_CALLING, "to", "of"):
        if words[0].text in _AGAIN:
            again, told = [*standing.again()], True
        words = words[1:]
    if not words:
        return []
    named = _names(words[0], lexicon, method)
    if named is None:
        return []
    rest = words[1:]
    while rest and not rest[0].code and rest[0].text in ("(", ")", "call", "itself", "then"):
        rest = rest[1:]
    if not rest:
        return [Spoken(method, (named, one), told or named is not _ANY) for one in again]
    tests = standing.read(rest)
    if tests:
        return [Spoken(method, (named, one, test), True) for test in tests for one in again]
    if (
        all(
            not w.code and (form(w.text) in _forms_of(lexicon, method) | lexicon.words_about(method) or w.text in LEADING)
            for w in rest
        )
        and len(rest) < 4
    ):
        return [Spoken(method, (named, one), told or named is not _ANY) for one in again]
    return []


def _any(m: Moment) -> bool | None:
    return True


_ANY: Test = _any


def _names(word: Word, lexicon: Lexicon, method: str) -> Test | None:
    """Whether a word stands for calls of this method: its name, with arguments perhaps, or its verb in another form."""
    if word.code or word.raw.endswith("()"):
        name, owner = bare_name(word.raw), owner_name(word.raw)
        if name != method or owner not in ("", lexicon.type, "Self", "self"):
            return None
        return _with_arguments(word.raw, lexicon, method)
    return _ANY if Cast(lexicon.journal).act(word) == method else None


def _with_arguments(raw: str, lexicon: Lexicon, method: str) -> Test | None:
    """`arm(0, t)`: the calls with the values that are written; names stand for any."""
    inner = raw.partition("(")[2].rstrip(") ")
    if not inner or raw.endswith("()"):
        return _ANY
    tests: list[Test] = []
    rows = [one.strip() for one in inner.split(",")]
    if len(rows) != len(lexicon.journal.parts[method].parameters) and rows[-1] not in ("..", "..."):
        return None
    for n, text in enumerate(rows):
        value = literal(text, lexicon.journal.number) if text not in ("_", "..", "...") else None
        if value is not None:
            tests.append(_is_written(n, value))
        elif not text.replace("_", "").replace(".", "").isalnum():
            return None
    return and_(*tests) if tests else _ANY


def _is_written(at: int, value: Callable[[object], bool | None]) -> Test:
    def test(m: Moment) -> bool | None:
        return value(m.own.given[at]) if at < len(m.own.given) else None

    return test


def _given(words: Words, lexicon: Lexicon, method: str) -> list[Spoken]:
    """“a thread already in the queue”, “sequence number 0”, “a closed queue”: what is given or how the whole stands, the call unsaid."""
    part = lexicon.journal.parts[method]
    if (
        not (part.parameters or part.takes == "mut")
        or any(w.code and w.raw.endswith(")") for w in words)
        or named_in(words, lexicon)
    ):
        return []
    return [Spoken(method, (test,), True) for test in Standing(lexicon, method).read(words)]


def named_in(words: Words, lexicon: Lexicon) -> set[str]:
    """The methods that a sentence names as code."""
    return {bare_name(w.raw) for w in words if w.code} & set(lexicon.journal.parts)


__all__ = ["moments_of_call", "more_laws", "named_in"]
