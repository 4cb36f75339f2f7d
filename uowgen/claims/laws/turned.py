"""Reads sentences the other way round: from the facts that the spec's own code keeps to the words that they may be told in, whatever their order.

Asked only where no reader that knows an order found anything.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.answered import Answers
from uowgen.claims.laws.bags import bag_of, plainly
from uowgen.claims.laws.doings import both
from uowgen.claims.laws.ending import DROP
from uowgen.claims.laws.facts import Facts
from uowgen.claims.laws.grounds import Grounds, went_well
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.reader import Law
from uowgen.claims.laws.situations import gives_error, not_
from uowgen.claims.laws.standing import Standing
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.stories.cast import Cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.laws.outcomes import Outcome
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_BEGINNING = frozenset("when if while where whenever once for on in with of at as given after upon".split())
_DENYING = frozenset("unless until".split())
_CALLING = frozenset("call calls calling called invoking invocation attempt trying tries try asking attempting".split())
_ENDING = frozenset("dropping dropped drop abandoned scope".split())
_JOINING = frozenset("and but , ;".split())
_MOST, _FEW = 18, 3


class Reading(NamedTuple):
    """One way to cut a sentence: the laws that it may state then; all of them must be kept where only bags were read."""

    laws: tuple[Law, ...]
    bags: bool


class Turned:
    """Reads the sentences of one type by its facts."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.apart = moments_of(lexicon.journal).apart
        self.facts: dict[str, Facts] = {}
        self.grounds: dict[str, Grounds] = {}

    def readings(self, words: Words) -> Iterator[Reading]:
        """All ways to cut the sentence in which every word is taken up."""
        words = plainly(tuple(w for w in words if w.code or w.text not in (".", "")))
        if not 2 <= len(words) <= _MOST:
            return
        for method, rest in self._called(words):
            yield from self._cut(rest, method)

    def _called(self, words: Words) -> Iterator[tuple[str, Words]]:
        """The method that is spoken of, and the other words: one named as code, else by its verb; else the one that gives the error."""
        named = [(n, name) for n, w in enumerate(words) if (name := self._name(w))]
        if not named:
            cast, known = Cast(self.lexicon.journal), self.lexicon.journal.parts
            acts = [(n, cast.act(w)) for n, w in enumerate(words)]
            # What only tells is spoken of by a noun, which is that of what it tells.
            named = [
                (n, act) for n, act in acts if act and known[act].takes and (known[act].takes != "ref" or known[act].parameters)
            ]
            named += [(n, DROP) for n, w in enumerate(words) if not w.code and w.text in _ENDING and DROP in known]
        for at, name in dict(reversed(named)).items():
            rest = (*_without_each(words[:at]), *words[at + 1 :])
            yield name, tuple(w for w in rest if w.code or w.text not in _CALLING)
        if not named:
            yield from ((name, words) for name in self._giving(words))

    def _giving(self, words: Words) -> list[str]:
        """The only method that ever gives the error that is named."""
        errors = {bare_name(w.raw.partition("(")[0]) for w in words if w.code} & {v.key for v in self.lexicon.variants}
        if len(errors) != 1:
            return []
        giving = gives_error(next(iter(errors)))
        found = [n for n, rows in moments_of(self.lexicon.journal).by_method.items() if n and any(giving(m) for m in rows)]
        return found if len(found) == 1 and found[0] in self.lexicon.journal.parts else []

    def _name(self, word: Word) -> str:
        name, parts = bare_name(word.raw), self.lexicon.journal.parts
        if word.raw == "Drop" or (word.text in ("drop", "dropped") and DROP in parts):
            return DROP if DROP in parts else ""
        named = word.code or word.raw.endswith("()")
        return name if named and name in parts and owner_name(word.raw) in ("", self.lexicon.type, "Self") else ""

    def _cut(self, words: Words, method: str) -> Iterator[Reading]:
        words = _trimmed(words)
        seen: set[tuple[Words, Words]] = set()
        for outcomes in self._outcomes(words, method):
            yield Reading(tuple(Law(method, _always, one, False) for one in outcomes), True)
        for at in range(1, len(words)):
            for behind, ground, rest in ((True, words[at:], words[:at]), (False, words[:at], words[at:])):
                if behind and (ground[0].code or ground[0].text not in _BEGINNING | _DENYING):
                    continue
                if not behind and any(not w.code and w.text == "," for w in _trimmed(ground)):
                    continue  # how things stand is said before the comma
                cut = _trimmed(ground), _trimmed(rest)
                if cut not in seen:
                    seen.add(cut)
                    yield from self._so(*cut, method)
        for at in range(1, len(words) - 2):
            if words[at].code or words[at].text not in _BEGINNING | _DENYING:
                continue
            for end in range(at + 2, len(words) - 1):
                if not words[end].code and words[end].text == ",":  # “is false when idle, touching nothing”
                    yield from self._so(_trimmed(words[at:end]), (*_trimmed(words[:at]), *words[end:]), method)

    def _so(self, ground: Words, rest: Words, method: str) -> Iterator[Reading]:
        if not ground or not rest:
            return
        denied = not ground[0].code and ground[0].text in _DENYING
        begun = not ground[0].code and ground[0].text in _BEGINNING | _DENYING
        said = ground[1:] if begun else ground
        found = self._outcomes(rest, method)
        near = self._grounds(said, method) if found else []
        far = [] if near or not found else Standing(self.lexicon, method).read(_spread(said))
        if found and method == DROP and self._is_end(ground):
            near, denied = [_always], False
        for outcomes in found:
            for tests in (near, *([t] for t in far)):
                asked = [not_(t) if denied else t for t in tests]
                if asked:
                    yield Reading(
                        tuple(Law(method, t, one, t not in (went_well, _always)) for t in asked for one in outcomes), bool(near)
                    )

    def _is_end(self, ground: Words) -> bool:
        """“without a commit”, “if `install()` was never called”: what takes the value leaves none to be dropped."""
        if not any(not w.code and w.text in ("without", "unless", "never", "not", "before", "until") for w in ground):
            return False
        cast, known = Cast(self.lexicon.journal), self.lexicon.journal.parts
        said = [
            w
            for w in ground
            if w.code
            or w.text
            not in _BEGINNING
            | _CALLING
            | {"without", "unless", "never", "not", "was", "is", "been", "has", "it", "before", "until"}
        ]
        names = [self._name(w) or ("" if w.code else cast.act(w)) for w in said]
        return len(names) == 1 and names[0] in known and known[names[0]].takes == "value"

    def _grounds(self, words: Words, method: str) -> list[Test]:
        bag = bag_of(words, self.lexicon)
        if bag is None:
            return []
        if method not in self.grounds:
            self.grounds[method] = Grounds(self.lexicon, method)
        fits = [g for g in self.grounds[method].all if g.phrase.fits(bag)]
        best = max((g.phrase.closeness(bag) for g in fits), default=0)
        return [g.test for g in fits if g.phrase.closeness(bag) == best]

    def _outcomes(self, words: Words, method: str) -> list[list[Outcome]]:
        """The outcomes that the words may be told of, all of which must be; by the readers that know an order, each alone."""
        found = self._facts(words, method)
        if found:
            return [found]
        for at in range(1, len(words) - 1):
            if not words[at].code and words[at].text in _JOINING:
                left, right = self._facts(_trimmed(words[:at]), method), self._facts(_trimmed(words[at + 1 :]), method)
                if left and right:
                    return [[both(one, other) for one in left for other in right]]
        if not words or words[0].code:
            return []
        return [[one] for one in Answers(self.lexicon, method, apart=self.apart).read(words)]

    def _facts(self, words: Words, method: str) -> list[Outcome]:
        bag = bag_of(words, self.lexicon)
        if bag is None or not (bag.plain or bag.critical):
            return []
        if method not in self.facts:
            self.facts[method] = Facts(self.lexicon, method, apart=self.apart)
        facts = list(self.facts[method].all)
        for code in bag.critical:
            if code.startswith("`") and any(c.isalnum() for c in code):
                facts += self.facts[method].literal(code.strip("`"))
        fits = [f for f in facts if f.phrase.fits(bag)]
        best = max((f.phrase.closeness(bag) for f in fits), default=0)
        return [f.outcome for f in fits if f.phrase.closeness(bag) == best]


def _always(m: Moment) -> bool:
    return True


def _without_each(words: Words) -> Words:
    """The words before a call without “each (call of)”, “any”."""
    while words and not words[-1].code and words[-1].text in _CALLING | {"each", "every", "any", "of", "to", "one"}:
        words = words[:-1]
    return words


def _spread(words: Words) -> Words:
    """`n >= count` as the three words that it is."""
    found: list[Word] = []
    for word in words:
        pieces = word.raw.split() if word.code else []
        found += [word._replace(raw=p, text=p, code=p.isidentifier()) for p in pieces] if len(pieces) == 3 else [word]
    return tuple(found)


def _trimmed(words: Words) -> Words:
    """Without the marks and joining words at either end."""
    while words and not words[0].code and words[0].text in _JOINING | {":", "-", "—", "then", "it", "(", ")"}:
        words = words[1:]
    while words and not words[-1].code and words[-1].text in _JOINING | {":", "-", "—", "then", "it", "(", ")", "is", "by"}:
        words = words[:-1]
    return words


def contradicted(law: Law, rows: tuple[Moment, ...]) -> bool:
    """Whether the spec's own code goes against the law anywhere."""
    return any(law.asked(m) is True and law.outcome.own(m) is False for m in rows)


__all__ = ["Reading", "Turned", "contradicted"]
