"""Reads the situations that a sentence sets for a call: “below the base”, “when empty with no writers”, “if the value differs”.

Each way of reading gives a test of moments, by what the spec's own code sees there; which of them is meant is told by trying.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.doings import happens
from uowgen.claims.laws.entries import Entries
from uowgen.claims.laws.lexicon import COMMON, forms_of
from uowgen.claims.laws.lookups import looked_up
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import held_before, is_variant, places_of_nothing
from uowgen.claims.laws.past_the_end import past_the_end
from uowgen.claims.laws.situations import (
    after,
    and_,
    are_equal,
    compare,
    element,
    falls_to_none,
    gives_error,
    has_value,
    held_none,
    is_among,
    is_in,
    is_zero,
    not_,
    or_,
    overflows,
    uneven,
)
from uowgen.claims.laws.terms import Term
from uowgen.claims.stories.ranges import LENGTHS
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_COMPARING = {
    "below": "<", "under": "<", "less than": "<", "smaller than": "<", "lower than": "<", "fewer than": "<", "before": "<", "short of": "<",
    "above": ">", "over": ">", "greater than": ">", "larger than": ">", "more than": ">", "beyond": ">", "past": ">", "exceeds": ">",
    "exceed": ">", "exceeding": ">", "higher than": ">", "bigger than": ">", "at most": "<=", "up to": "<=", "not above": "<=",
    "at least": ">=", "not below": ">=", "reaches": ">=", "reaching": ">=", "at or above": ">=", "at or below": "<=", "at or beyond": ">=",
    "equal to": "==", "equals": "==", "matches": "==", "same as": "==", "at": "==", "differs from": "!=", "different from": "!=", "other than": "!=",
    "not equal to": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "==": "==", "!=": "!=", "outside": "out",
}  # fmt: skip
_IDLE = frozenset("it is are there be being was were already still currently that which has have been given any call".split())
_NONE = ("no", "without", "zero", "not any", "none of", "lacking")
_NOTHING = frozenset("zero none absent missing gone unset empty exhausted clear".split())
_SOMETHING = frozenset(
    "left remaining present pending available set there waiting stored queued held remain remains remains".split()
)
_ABSENT = frozenset("free unused closed empty available unallocated missing absent vacant unset unknown".split())
_THERE = frozenset("open used taken occupied allocated present reserved valid known mapped registered".split())
_ILL = frozenset(
    "invalid bad illegal wrong unsupported malformed unknown nonsensical disallowed forbidden out-of-range unacceptable".split()
)
_UNEVEN = frozenset("unaligned misaligned non-aligned odd-aligned".split())
_LYING = frozenset(
    "range ranges region regions buffer buffers area areas span spans mapping mappings address addresses start base".split()
)
_AMONG = frozenset(
    "queued present registered stored tracked listed contained known added inserted mounted duplicate duplicates existing taken mapped reserved "
    "recorded waiting held".split()
)
_NOT_AMONG = frozenset("unknown unregistered untracked unlisted absent missing foreign unmapped unmounted".split())
_ELSEWHERE = frozenset("different another other foreign two".split())
_LIMITS = (2**64 - 1, 2**32 - 1, 2**63 - 1)
_TURNING = frozenset("that which is are when if while with whose both without has have".split())
_JOINING = frozenset("and with but while".split())
_STEPS = (2, 4, 8, 16, 512, 4096, 65536)
_FALLING = frozenset("drops falls reaches hits becomes goes sinks gets dropped fallen reached drop fall reach hit".split())
_MOST = 12  # words


def _joined_up(words: Words) -> Words:
    """“in use” as the one word that it amounts to."""
    said = [w.text if not w.code else "`" for w in words]
    for at in range(len(said) - 1):
        if said[at : at + 2] == ["in", "use"]:
            used = words[at]._replace(text="used", raw="used")
            return (*words[:at], used, *words[at + 2 :])
    return words


def _meant_together(lefts: list[Term], rights: list[Term]) -> list[tuple[Term, Term]]:
    """Pairs of terms that may be compared: what is given, with what is held as it is, before that with anything added to it."""
    pairs = [(one, other) for one in lefts for other in rights if one.name != other.name]
    given = [(one, other) for one, other in pairs if (not one.key) != (not other.key)]  # what is given beside what is held
    plain = [(one, other) for one, other in given if not {"+", "-"} & {*one.name.split(), *other.name.split()}]
    return plain or pairs


class Conditions:
    """Readers of the situations of one type's calls."""

    def __init__(self, lexicon: Lexicon, method: str, *, refusing: bool = False) -> None:
        self.lexicon, self.method, self.refusing = lexicon, method, refusing

    def read(self, words: Words) -> list[Test]:
        """All that the words may mean; none if they are not understood to the last."""
        words = _joined_up(words)
        while words and not words[0].code and words[0].text in _IDLE:
            words = words[1:]
        if not words or len(words) > _MOST:
            return []
        if len(words) > 2 and not words[-1].code and words[-1].text in ("afterwards", "afterward", "then"):
            return [after(test) for test in self.read(words[:-1])]
        found = [*self._one(words), *self._joined(words), *happens(words, self.lexicon, self.method)]
        return [*found, *past_the_end(words, self.lexicon, self.method)]

    def _joined(self, words: Words) -> Iterator[Test]:
        for at in range(1, len(words) - 1):
            if words[at].code or words[at].text not in (*_JOINING, "or"):
                continue
            # “rejects empty names and odd sizes”: each of the two, and each must have been seen.
            each = self.refusing and words[at].text == "and" and not any(w.code or w.text in _TURNING for w in words)
            either = words[at].text == "or" or each
            behind = words[at + 1 :]
            lefts = self.read(words[:at])
            rights = self.read(behind) if lefts else []
            if lefts and not rights and words[at].text == "with":
                rights = self._something(behind)
            for left in lefts:
                for right in rights:
                    if not each or (self._is_met(left) and self._is_met(right)):
                        yield or_(left, right) if either else and_(left, right)

    def _is_met(self, test: Test) -> bool:
        return any(test(m) is True for m in moments_of(self.lexicon.journal).by_method.get(self.method, ()))

    def _one(self, words: Words) -> Iterator[Test]:
        yield from self._compared(words)
        yield from self._state(words)
        yield from self._nothing(words)
        yield from self._described(words)
        yield from self._there_already(words)
        yield from self._numbered(words)
        yield from self._run_out(words)
        yield from self._foreign(words)
        yield from looked_up(words, self.lexicon, self.method)
        yield from Entries(self.lexicon, self.method).described(words)
        if self.refusing:
            yield from self._refused(words)

    def _foreign(self, words: Words) -> Iterator[Test]:
        """“reservations of different volumes”, “one from another pool”: a value of the type that is given belongs elsewhere."""
        said = [w.text for w in words if not w.code]
        if len(said) != len(words) or not any(w in _ELSEWHERE for w in said[:-1]):
            return
        from uowgen.claims.laws.transfers import is_foreign

        part = self.lexicon.journal.parts.get(self.method)
        known = self.lexicon.words_about(self.method) | set(parts(self.lexicon.type))
        noun = {form(w) for w in said if w not in _ELSEWHERE | _IDLE | {"of", "from", "to", "for", "on", "came", "belongs", "one"}}
        if part is not None and len(part.parameters) == 1 and noun <= known:
            yield is_foreign

    def _compared(self, words: Words) -> Iterator[Test]:
        for at in range(len(words)):
            for length in (3, 2, 1):
                said = " ".join(w.text if not w.code else "`" for w in words[at : at + length])
                sign = _COMPARING.get(said)
                if sign is None or at + length >= len(words):
                    continue
                left = words[:at]
                while left and not left[-1].code and left[-1].text in ("is", "are", "lies", "goes", "would", "be", "that", "falls"):
                    left = left[:-1]
                right, number = words[at + length :], _number(words[at + length])
                if not left and number is not None and len(right) > 1:  # “above one reference”: of references
                    yield from (
                        compare(one, _constant(number), sign) for one in self.lexicon.terms(right[1:], self.method) if sign != "out"
                    )
                    return
                rights = self.lexicon.terms(right, self.method)
                lefts = self.lexicon.terms(left, self.method) if left else self._subjects()
                if sign != "out":
                    yield from (compare(one, other, sign) for one, other in _meant_together(lefts, rights))
                return
        yield from self._differs(words)

    def _run_out(self, words: Words) -> Iterator[Test]:
        """“its count drops to zero”, “(at) zero”: a number that was more is none afterwards."""
        said = tuple(w.text if not w.code else "`" for w in words)
        at = next((n for n, w in enumerate(said) if w in _FALLING), -1)
        behind = tuple(w for w in said[at + 1 :] if w not in ("to", "at"))
        if behind not in (("zero",), ("0",)) or (at < 0 and len(said) > 1):
            return
        noun = tuple(w for w in words[: max(at, 0)] if w.code or w.text not in ("its", "the", "their"))
        numbers = [k.key for k in self.lexicon.keys if "number" in k.sorts]
        for key in [k for k in self.lexicon.keys_of(noun) if k in numbers] if noun else numbers:
            yield falls_to_none(key)

    def _subjects(self) -> list[Term]:
        """What is compared where only “below the base” is said: what the method is given, alone or added to what is held."""
        part = self.lexicon.journal.parts.get(self.method)
        rows = part.parameters if part is not None else ()

        def given(at: int) -> Term:
            return Term(rows[at][0], lambda b: b.given[at] if at < len(b.given) else None)

        return [given(at) for at in range(len(rows))]

    def _differs(self, words: Words) -> Iterator[Test]:
        """“the value differs”, “the values match”: a thing given and one that is held of the same name."""
        if len(words) > 1 and words[-1].text in ("differs", "differ", "mismatches", "mismatch", "changed") and not words[-1].code:
            terms = self.lexicon.terms(words[:-1], self.method)
            yield from (compare(one, other, "!=") for n, one in enumerate(terms) for other in terms[n + 1 :])

    def _state(self, words: Words) -> Iterator[Test]:
        """“empty”, “not full”, “the queue is empty”."""
        said = [w.text if not w.code else "`" for w in words]
        denied = "not" in said[:-1] or (said[:1] == ["non-empty"])
        last = (
            said[-1] if said[-1] in ("empty", "full", "non-empty", "nonempty") else said[0] if said[0] in ("empty", "full") else ""
        )
        if not last:
            return
        rest = [w for w in words if w.code or w.text not in (last, "not", "is", "are", "was", "becomes", "completely")]
        if rest and not all(not w.code and self._is_whole(w.text) for w in rest):
            return
        kind = "full" if last == "full" else "empty"
        denied = denied or last.startswith("non")
        for test in self._states(kind):
            yield not_(test) if denied else test

    def _is_whole(self, word: str) -> bool:
        """Whether a noun stands for the whole value: a word of its type's name, or for what such types are."""
        return form(word) in {form(p) for p in parts(self.lexicon.type)} or word in (
            "buffer", "queue", "list", "table", "ring", "pipe", "stack", "map", "set", "line", "heap", "pool", "it", "everything",
        )  # fmt: skip

    def _states(self, kind: str) -> Iterator[Test]:
        for key in self.lexicon.keys:
            name = key.key
            if name == f"is_{kind}":
                yield has_value(name, True)
            elif key.name & {"length", "count", "size", "use", "number", "fill", "level"} and "capacity" not in key.name:
                if kind == "empty":
                    yield has_value(name, 0)
                else:
                    yield from (self._at_limit(name, limit) for limit in self._limits())
            elif kind == "empty":
                yield has_value(name, ())
            else:
                yield from (self._at_limit(name, limit, counted=True) for limit in self._limits())

    def _limits(self) -> list[int]:
        found = [self.lexicon.number(c.key) for c in self.lexicon.constants]
        own = (self.lexicon.journal.theirs or (None,))[0]
        rows = [v for v in ((own.after or {}).values() if own is not None else ()) if isinstance(v, tuple) and not is_variant(v)]
        return list(dict.fromkeys([n for n in found if n is not None and n > 0] + [len(v) for v in rows if v]))

    def _at_limit(self, key: str, limit: int, *, counted: bool = False) -> Test:
        def test(m: Moment) -> bool | None:
            value = held_before(m, key)
            if counted:
                if not isinstance(value, tuple) or is_variant(value):
                    return None
                return len(value) >= limit and not places_of_nothing(value)
            return value >= limit if type(value) is int else None

        return test

    def _nothing(self, words: Words) -> Iterator[Test]:
        """“no readers”, “the count is zero”, “nothing is stored”, “readers left”."""
        said = [w.text if not w.code else "`" for w in words]
        for phrase in _NONE:
            row = phrase.split()
            if said[: len(row)] == row:
                noun = words[len(row) :]
                yield from (held_none(key) for key in self.lexicon.keys_of(noun))
                while noun and not noun[-1].code and noun[-1].text in (*_SOMETHING, *_THERE, "is", "are"):
                    noun = noun[:-1]
                yield from (held_none(key) for key in self.lexicon.keys_of(noun))
                return
        if said[0] in ("last", "only", "final") and len(said) > 1 and self.lexicon.keys_of(words[1:]):
            terms = self.lexicon.terms(words[1:], self.method)
            yield from (compare(one, _constant(1), "==") for one in terms if one.name.endswith(" before"))
        if said[-1] in _NOTHING and len(said) > 1:
            noun = words[:-1]
            while noun and not noun[-1].code and noun[-1].text in ("is", "are", "was"):
                noun = noun[:-1]
            yield from (held_none(key) for key in self.lexicon.keys_of(noun))
        if said[-1] in _SOMETHING and len(said) > 1:
            noun = words[:-1]
            while noun and not noun[-1].code and noun[-1].text in ("is", "are", "was"):
                noun = noun[:-1]
            yield from (not_(held_none(key)) for key in self.lexicon.keys_of(noun))

    def _something(self, words: Words) -> list[Test]:
        """“(with) writers”: there are some."""
        return [not_(held_none(key)) for key in self.lexicon.keys_of(words)]

    def _described(self, words: Words) -> Iterator[Test]:
        """“not open”, “closed fd”, “unaligned address”, “`Running`”, “already set”: an adjective, with or without its noun."""
        rest = [w for w in words if w.code or w.text not in ("not", "is", "are", "was", "already", "currently", "an")]
        denied = any(w.text == "not" and not w.code for w in words)
        adjectives = [w for w in rest if not w.code and (w.text in _ABSENT or w.text in _THERE or w.text in _UNEVEN)]
        for word in adjectives[:1]:
            noun = tuple(w for w in rest if w is not word)
            places = self._arguments(noun)
            if word.text in _UNEVEN and all(w.text in _LYING for w in noun):
                places = asked if len(asked := self.lexicon.aligned_of(self.method)) == 1 else places or self._only_argument()
            for at in places:
                if word.text in _UNEVEN:
                    yield from (uneven(at, step) for step in self._steps())
                    continue
                absent = (word.text in _ABSENT) != denied
                for key in self.lexicon.keys:
                    if "list" in key.sorts and self._is_index(key.key, at):
                        yield element(key.key, at, absent=absent)
        meant = self.lexicon.states_meant({p for w in rest for p in forms_of(w)})
        for key in self.lexicon.keys:
            if "flag" in key.sorts or key.key in meant:
                yield from self._variant_or_flag(key.key, rest, denied=denied, flag="flag" in key.sorts, doc=key.said)

    def _is_index(self, key: str, at: int) -> bool:
        """Whether what is given is a place of a list: no call that goes well is given one beyond it, as those of a bitmap's words are."""
        rows = moments_of(self.lexicon.journal).by_method.get(self.method, ())
        good = [(m.own.given[at], held_before(m, key)) for m in rows if not m.own.refused and at < len(m.own.given)]
        return bool(good) and all(not isinstance(v, tuple) or type(n) is not int or 0 <= n < len(v) for n, v in good)

    def _there_already(self, words: Words) -> Iterator[Test]:
        """“tasks already queued”, “duplicate names”, “not mounted”, “unknown ids”: whether what is given is among what is held."""
        said = [w.text for w in words if not w.code]
        if len(said) != len(words):
            return
        absent = any(w in _NOT_AMONG for w in said)
        denied = "not" in said
        if not absent and not any(w in _AMONG for w in said):
            return
        noun = tuple(
            w for w in words if w.text not in (*_AMONG, *_NOT_AMONG, *_IDLE, "not", "is", "are", "in", "use", "an", "already")
        )
        for at in self._arguments(noun) if noun else self._all_arguments():
            for key in self.lexicon.keys:
                if "list" in key.sorts and self.lexicon.varies_in_length(key.key):
                    yield is_among(key.key, at, so=absent == denied)

    def _numbered(self, words: Words) -> Iterator[Test]:
        """“null pointers”, “zero-length regions”, “ranges that overflow”, “empty ranges”: what the numbers are that are given."""
        said = [w.text for w in words if not w.code]
        if len(said) != len(words) or said == ["zero"]:
            return
        part = self.lexicon.journal.parts.get(self.method)
        count = len(part.parameters) if part is not None else 0
        if any(w in ("null", "zero", "zero-length", "zero-sized", "empty", "0-length") for w in said):
            noun = tuple(w for w in words if w.text not in ("null", "zero", "zero-length", "zero-sized", "empty", "0-length"))
            sized = any(w in ("empty", "zero-length", "zero-sized", "0-length") for w in said)
            lengths = (
                [n for n, (name, _) in enumerate(part.parameters) if set(name.split("_")) & {*LENGTHS, "count", "pages"}]
                if part
                else []
            )
            places = (
                (lengths or range(count)) if sized else range(count) if len(noun) > 1 else self._arguments(noun) or range(count)
            )
            yield from (is_zero(at) for at in places)
            if sized:
                yield from (are_equal(one, one + 1) for one in range(count - 1))
        if any(w in ("overflow", "overflows", "overflowing") for w in said):
            yield from (overflows(one, one + 1, limit) for one in range(count - 1) for limit in _LIMITS)

    def _variant_or_flag(self, key: str, rest: list[Word], *, denied: bool, flag: bool, doc: frozenset[str]) -> Iterator[Test]:
        """The state that a field is in is named, or a flag, by its name or its comment."""
        said = {p for w in rest for p in forms_of(w)}
        if not said:
            return
        named = {form(p) for p in parts(key.lstrip("."))} - {"is", "has"}
        if flag:
            if said == named or said <= named | doc:
                yield lambda m: (value is True) != denied if isinstance(value := held_before(m, key), bool) else None
            return
        nouns = {form(p) for p in parts(self.lexicon.type)} | named | {form("state"), form("status")}
        for name in self.lexicon.variants_held(key):
            if set(parts(name)) in (said - nouns, said):
                yield is_in(key, name, denied=denied)

    def _arguments(self, noun: Words) -> list[int]:
        part = self.lexicon.journal.parts.get(self.method)
        rows = [name for name, _ in part.parameters] if part is not None else []
        if not noun:
            return list(range(len(rows)))[:1]
        said = {p for w in noun for p in forms_of(w)}
        found = [n for n, name in enumerate(rows) if said <= set(parts(name)) or set(parts(name)) <= said]
        return found or (self._all_arguments() if said <= self.lexicon.words_about(self.method) else [])

    def _only_argument(self) -> list[int]:
        return [0] if len(self._all_arguments()) == 1 else []

    def _all_arguments(self) -> list[int]:
        part = self.lexicon.journal.parts.get(self.method)
        return list(range(len(part.parameters) if part is not None else 0))

    def _steps(self) -> list[int]:
        sizes = [self.lexicon.number(c.key) for c in self.lexicon.constants]
        return list(dict.fromkeys([n for n in sizes if n is not None and n > 1] + list(_STEPS)))

    def _refused(self, words: Words) -> Iterator[Test]:
        """What is refused, in words: the error that is given for it has these words; or it is called invalid."""
        yield from map(gives_error, self.lexicon.variants_said(words))
        if words[0].code or words[0].text not in _ILL:
            return
        said = frozenset(p for w in words[1:] if not w.code for p in forms_of(w))
        if not said <= self.lexicon.words_about(self.method):
            return
        refusals = {str(m.own.gave) for m in moments_of(self.lexicon.journal).by_method.get(self.method, ()) if m.own.refused}
        if len(refusals) == 1:  # there is one reason to refuse
            yield lambda m: m.own.refused
            return
        ill = frozenset(forms_of(words[0])) - COMMON
        for one in self.lexicon.variants:
            if ill <= one.name | one.said or (ill & one.name and ill == frozenset({form("invalid")})):
                yield gives_error(one.key)


_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "zero": 0, "a": 1}


def _number(word: Word) -> int | None:
    return None if word.code else _NUMBERS.get(word.text, as_number(word.raw))


def _constant(value: int) -> Term:
    return Term(str(value), lambda beat: value)
