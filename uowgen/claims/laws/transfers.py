"""Reads what a call is said to move from one number to another: “subtracts the blocks from the free count”, “adds what is left back to `avail`”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.changes import Changes
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import held_after, held_before
from uowgen.claims.laws.terms import Term, looked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment
    from uowgen.claims.laws.outcomes import Outcome
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_GIVING = frozenset(form(w) for w in "adds returns gives puts credits restores refunds moves hands releases transfers".split())
_MOVING = frozenset(form(w) for w in "moves transfers".split())
_TAKING = frozenset(form(w) for w in "subtracts takes deducts removes withdraws debits".split())
_RAISING = frozenset(form(w) for w in "raises increases grows".split())
_LOWERING = frozenset(form(w) for w in "lowers decreases reduces shrinks".split())
_OVER = frozenset("over to into across from of".split())
_IDLE = frozenset("back out right away only just immediately at once all exactly straight directly now still".split())
_LEFT = frozenset(form(w) for w in "left rest remainder remaining leftover leftovers remains unused outstanding".split())
_REMAINING = frozenset(form(w) for w in "left rest remain remaining remainder unused".split())
_FILLING = frozenset("what is are was its it their of the ever still".split())
_ASKED = frozenset("asked requested given wanted passed".split())
_AMOUNTS = frozenset(form(w) for w in "amount number quantity count".split())
_OTHERS = frozenset("other other's others another another's".split())
_GOING = frozenset("goes go flows flow comes is are gets get".split())


class Transfers:
    """Readers of by how much numbers change in calls of one method."""

    def __init__(self, lexicon: Lexicon, method: str, *, apart: bool) -> None:
        self.lexicon, self.method = lexicon, method
        self.changes = Changes(lexicon, method, apart=apart)

    def read(self, words: Words) -> Iterator[Outcome]:
        """All that the words may mean."""
        if len(words) < 2 or words[0].code:
            return
        verb = form(words[0].text)
        if verb in _RAISING | _LOWERING:
            at = next((n for n, w in enumerate(words) if not w.code and w.text == "by"), None)
            if at is not None:
                yield from self._moved(words[at + 1 :], words[1:at], 1 if verb in _RAISING else -1)
        if verb not in _GIVING | _TAKING:
            return
        sign = 1 if verb in _GIVING else -1
        rest = tuple(w for w in words[1:] if w.code or w.text not in _IDLE)
        if not rest:
            return
        bare = rest[:-1] if not rest[-1].code and rest[-1].text in ("over", "across") else rest
        yield from self._moved(bare, (), sign, own=verb in _MOVING)
        for at in range(1, len(rest)):
            if not rest[at].code and rest[at].text in _OVER:
                yield from self._moved(rest[:at], rest[at + 1 :], sign)

    def _moved(self, amount: Words, target: Words, sign: int, *, own: bool = False) -> Iterator[Outcome]:
        terms = self._amounts(amount)
        for key in self._targets(target, own=own) if terms else ():
            for term in terms:
                if term.key != key:
                    one = self.changes.grown(key, term, sign)
                    yield one._replace(telling=lambda m, term=term: term.of(m.own) not in (0, None))  # type: ignore[misc]

    def _numbers(self, *, lent: bool) -> list[str]:
        """The numbers that change: of what is borrowed, or of the value itself."""
        return [
            k.key
            for k in self.lexicon.keys
            if "number" in k.sorts
            and "changing" in k.sorts
            and not k.key.startswith("?")
            and any(one.count(".") > 1 for one in (k.key, *self.lexicon.alike.get(k.key, ()))) is lent
        ]

    def _targets(self, words: Words, *, own: bool) -> list[str]:
        noun = tuple(w for w in words if w.code or (w.text not in _FILLING and not w.text.endswith("'s")))
        if not noun:
            return self._numbers(lent=not own)
        known = [*self._numbers(lent=True), *self._numbers(lent=False)]
        found = [k for k in self.lexicon.keys_of(noun) if k in known]
        if found or any(w.code for w in noun):
            return found
        about = {w for name, kind in self.lexicon.journal.fields.items() for w in (*parts(name), *parts(_plain(kind)))}
        said = {form(w.text) for w in noun} - _AMOUNTS
        return self._numbers(lent=True) if said <= about | self.lexicon.words_about(self.method) else []

    def _amounts(self, words: Words) -> list[Term]:
        """The numbers that the words may mean, as they are before the call."""
        said = [w.text if not w.code else "`" for w in words]
        others = any(w in _OTHERS for w in said) or any(w.code and w.raw.startswith("other.") for w in words)
        noun = tuple(w for w in words if w.code or (w.text not in _FILLING and w.text not in _OTHERS and not w.text.endswith("'s")))
        if not noun:
            return []
        if others:
            return self._of_other(noun)
        found = [t for t in self.lexicon.terms(noun, self.method) if " + " not in t.name and " - " not in t.name and _is_before(t)]
        if any(w.code for w in noun):
            return found
        stems = [form(w.text) for w in noun]
        if any(s in _LEFT for s in stems) and self._is_plain(noun, _LEFT):
            found += [_before(k) for k in self._numbers(lent=False) if self._names(k) & _REMAINING]
        if set(stems) & _AMOUNTS and noun[-1].text in _ASKED and len(noun) == 2:
            rows = self.lexicon.journal.parts[self.method].parameters
            named = [noun[0]._replace(text=name, raw=name) for name, _ in rows]
            found += [t for one in named for t in self.lexicon.terms((one,), self.method) if not t.key]
        if self._is_plain(noun[1:], frozenset()):
            found += [_before(k) for k in self._of_participle(noun[0])]
        return found

    def _is_plain(self, noun: Words, more: frozenset[str]) -> bool:
        """Whether the words are nouns of the type, or among `more`, and nothing else."""
        known = self.lexicon.words_about(self.method) | more
        return all(not w.code and form(w.text) in known and w.text not in ("and", "or") for w in noun)

    def _names(self, key: str) -> frozenset[str]:
        rows = (key, *self.lexicon.alike.get(key, ()))
        return frozenset(form(p) for one in rows for p in parts(one.rpartition(".")[2]))

    def _of_participle(self, word: Word) -> Iterator[str]:
        """“unconsumed”, “consumed”: what the method of that verb lowers, or raises."""
        bare = word.text.removeprefix("un")
        acts = [n for n, p in self.lexicon.journal.parts.items() if p.takes == "mut" and form(n) == form(bare)]
        act = acts[0] if len(acts) == 1 and word.text.endswith("ed") else ""
        for key in self._numbers(lent=False) if act else ():
            for m in moments_of(self.lexicon.journal).by_method.get(act, ()):
                before, after = held_before(m, key), held_after(m, key)
                if type(before) is int and type(after) is int and before != after:
                    if (after < before) is (bare != word.text):
                        yield key
                    break

    def _of_other(self, noun: Words) -> list[Term]:
        """“the other's remainder”, “`other.left`”: a number of another value of the type, that is given."""
        keys = [k for k in self.lexicon.keys if k.key.startswith("?")]
        if len(noun) == 1 and noun[0].code:
            name = noun[0].raw.removeprefix("other.")
            return [_before(k.key) for k in keys if k.key[1:] == name]
        stems = {form(w.text) for w in noun if not w.code}
        if len(noun) > 2 or not self._is_plain(noun, _LEFT | {w for k in keys for w in parts(k.key[1:])}):
            return []
        left = [k for k in keys if stems & _LEFT and {form(p) for p in parts(k.key[1:])} & _REMAINING]
        return [_before(k.key) for k in left or [k for k in keys if {form(p) for p in parts(k.key[1:])} & stems]]


def as_deed(words: Words) -> Iterator[Words]:
    """“`left` goes back to `avail`”, “the rest is added back”: as what is done, the verb first."""
    for at in range(1, min(len(words) - 1, 8)):
        if words[at].code or words[at].text not in _GOING:
            continue
        verb = words[at + 1]
        if not verb.code and verb.text == "back":
            yield (verb._replace(text="returns", raw="returns"), *words[:at], *words[at + 2 :])
        elif not verb.code and form(verb.text) in _GIVING | _TAKING:
            yield (verb, *words[:at], *words[at + 2 :])


def _is_before(term: Term) -> bool:
    return not term.name.endswith(" after")


def _before(key: str) -> Term:
    return Term(f"{key} before", lambda b: looked_up(b, key), key)


def _plain(kind: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in kind)


def is_foreign(m: Moment) -> bool | None:
    """Whether what is given is a value of the type that was made elsewhere, over something else."""
    given = m.own.given[0] if m.own.given else None
    return False if given == "another" else True if isinstance(given, tuple) else None


__all__ = ["Transfers", "as_deed", "is_foreign"]
