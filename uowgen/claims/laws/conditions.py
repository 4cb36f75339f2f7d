"""Reads the situations that a sentence sets for a call: “below the base”, “when empty with no writers”, “if the value differs”.

Each way of reading gives a test of moments, by what the spec's own code sees there; which of them is meant is told by trying.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.outcomes import EMPTY, held_before, is_variant, places_of_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon, Term
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

    Words = tuple[Word, ...]

_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip
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
_JOINING = frozenset("and with but while".split())
_STEPS = (2, 4, 8, 16, 512, 4096, 65536)
_MOST = 12  # words


class Conditions:
    """Readers of the situations of one type's calls."""

    def __init__(self, lexicon: Lexicon, method: str, *, refusing: bool = False) -> None:
        self.lexicon, self.method, self.refusing = lexicon, method, refusing

    def read(self, words: Words) -> list[Test]:
        """All that the words may mean; none if they are not understood to the last."""
        while words and not words[0].code and words[0].text in _IDLE:
            words = words[1:]
        if not words or len(words) > _MOST:
            return []
        return [*self._one(words), *self._joined(words)]

    def _joined(self, words: Words) -> Iterator[Test]:
        for at in range(1, len(words) - 1):
            if words[at].code or words[at].text not in (*_JOINING, "or"):
                continue
            either = words[at].text == "or"
            behind = words[at + 1 :]
            lefts = self.read(words[:at])
            rights = self.read(behind) if lefts else []
            if lefts and not rights and words[at].text == "with":
                rights = self._something(behind)
            for left in lefts:
                for right in rights:
                    yield _or(left, right) if either else _and(left, right)

    def _one(self, words: Words) -> Iterator[Test]:
        yield from self._compared(words)
        yield from self._state(words)
        yield from self._nothing(words)
        yield from self._described(words)
        if self.refusing:
            yield from self._refused(words)

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
                rights = self.lexicon.terms(words[at + length :], self.method)
                lefts = self.lexicon.terms(left, self.method) if left else self._subjects()
                if sign != "out":
                    yield from (_compare(one, other, sign) for one in lefts for other in rights if one.name != other.name)
                return
        yield from self._differs(words)

    def _subjects(self) -> list[Term]:
        """What is compared where only “below the base” is said: what the method is given, alone or added to what is held."""
        from uowgen.claims.laws.lexicon import Term

        part = self.lexicon.journal.parts.get(self.method)
        rows = part.parameters if part is not None else ()

        def given(at: int) -> Term:
            return Term(rows[at][0], lambda b: b.given[at] if at < len(b.given) else None)

        return [given(at) for at in range(len(rows))]

    def _differs(self, words: Words) -> Iterator[Test]:
        """“the value differs”, “the values match”: a thing given and one that is held of the same name."""
        if len(words) > 1 and words[-1].text in ("differs", "differ", "mismatches", "mismatch", "changed") and not words[-1].code:
            terms = self.lexicon.terms(words[:-1], self.method)
            yield from (_compare(one, other, "!=") for n, one in enumerate(terms) for other in terms[n + 1 :])

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
            yield _not(test) if denied else test

    def _is_whole(self, word: str) -> bool:
        """Whether a noun stands for the whole value: a word of its type's name, or for what such types are."""
        return form(word) in {form(p) for p in parts(self.lexicon.type)} or word in (
            "buffer", "queue", "list", "table", "ring", "pipe", "stack", "map", "set", "line", "heap", "pool", "it", "everything",
        )  # fmt: skip

    def _states(self, kind: str) -> Iterator[Test]:
        for key in self.lexicon.keys:
            name = key.key
            if name == f"is_{kind}":
                yield _has_value(name, True)
            elif key.name & {"length", "count", "size", "use", "number", "fill", "level"} and "capacity" not in key.name:
                if kind == "empty":
                    yield _has_value(name, 0)
                else:
                    yield from (self._at_limit(name, limit) for limit in self._limits())
            elif kind == "empty":
                yield _has_value(name, ())
            else:
                yield from (self._at_limit(name, limit, counted=True) for limit in self._limits())

    def _limits(self) -> list[int]:
        found = [self.lexicon.journal.number(c.key) for c in self.lexicon.constants]
        own = (self.lexicon.journal.theirs or (None,))[0]
        rows = [v for v in ((own.after or {}).values() if own is not None else ()) if isinstance(v, tuple) and not is_variant(v)]
        return list(dict.fromkeys([n for n in found if n is not None and n > 0] + [len(v) for v in rows if v]))

    def _at_limit(self, key: str, limit: int, *, counted: bool = False) -> Test:
        def test(m: Moment) -> bool | None:
            value = held_before(m, key)
            if counted:
                if not isinstance(value, tuple) or is_variant(value):
                    return None
                return len(value) >= limit or (len(value) == limit and all(v not in EMPTY for v in value))
            return value >= limit if type(value) is int else None

        return test

    def _nothing(self, words: Words) -> Iterator[Test]:
        """“no readers”, “the count is zero”, “nothing is stored”, “readers left”."""
        said = [w.text if not w.code else "`" for w in words]
        for phrase in _NONE:
            row = phrase.split()
            if said[: len(row)] == row:
                noun = words[len(row) :]
                while noun and not noun[-1].code and noun[-1].text in (*_SOMETHING, *_THERE, "is", "are"):
                    noun = noun[:-1]
                yield from (_held_none(key) for key in self.lexicon.keys_of(noun))
                return
        if said[-1] in _NOTHING and len(said) > 1:
            noun = words[:-1]
            while noun and not noun[-1].code and noun[-1].text in ("is", "are", "was"):
                noun = noun[:-1]
            yield from (_held_none(key) for key in self.lexicon.keys_of(noun))
        if said[-1] in _SOMETHING and len(said) > 1:
            noun = words[:-1]
            while noun and not noun[-1].code and noun[-1].text in ("is", "are", "was"):
                noun = noun[:-1]
            yield from (_not(_held_none(key)) for key in self.lexicon.keys_of(noun))

    def _something(self, words: Words) -> list[Test]:
        """“(with) writers”: there are some."""
        return [_not(_held_none(key)) for key in self.lexicon.keys_of(words)]

    def _described(self, words: Words) -> Iterator[Test]:
        """“not open”, “closed fd”, “unaligned address”, “`Running`”, “already set”: an adjective, with or without its noun."""
        rest = [w for w in words if w.code or w.text not in ("not", "is", "are", "was", "already", "currently", "an")]
        denied = any(w.text == "not" and not w.code for w in words)
        adjectives = [w for w in rest if not w.code and (w.text in _ABSENT or w.text in _THERE or w.text in _UNEVEN)]
        for word in adjectives[:1]:
            noun = tuple(w for w in rest if w is not word)
            places = self._arguments(noun)
            for at in places:
                if word.text in _UNEVEN:
                    yield from (_uneven(at, step) for step in self._steps())
                    continue
                absent = (word.text in _ABSENT) != denied
                for key in self.lexicon.keys:
                    if "list" in key.sorts:
                        yield _element(key.key, at, absent=absent)
        for key in self.lexicon.keys:
            if key.sorts & {"flag", "variant"}:
                yield from self._variant_or_flag(key.key, rest, denied=denied, flag="flag" in key.sorts, doc=key.said)

    def _variant_or_flag(self, key: str, rest: list[Word], *, denied: bool, flag: bool, doc: frozenset[str]) -> Iterator[Test]:
        """The state that a field is in is named, or a flag, by its name or its comment."""
        said = {form(p) for w in rest for p in parts(w.raw.rpartition("::")[2])}
        if not said:
            return
        named = {form(p) for p in parts(key.lstrip("."))} - {"is", "has"}
        if flag:
            if said == named or said <= named | doc:
                yield lambda m: (value is True) != denied if isinstance(value := held_before(m, key), bool) else None
            return
        nouns = {form(p) for p in parts(self.lexicon.type)} | named | {"state"}
        for name in self.lexicon.variants_held(key):
            if set(parts(name)) in (said - nouns, said):
                yield _is_in(key, name, denied=denied)

    def _arguments(self, noun: Words) -> list[int]:
        part = self.lexicon.journal.parts.get(self.method)
        rows = [name for name, _ in part.parameters] if part is not None else []
        if not noun:
            return list(range(len(rows)))[:1]
        said = {form(p) for w in noun for p in parts(w.raw)}
        found = [n for n, name in enumerate(rows) if said <= set(parts(name)) or set(parts(name)) <= said]
        return found or ([0] if len(rows) == 1 and len(noun) == 1 else [])

    def _steps(self) -> list[int]:
        sizes = [self.lexicon.journal.number(c.key) for c in self.lexicon.constants]
        return list(dict.fromkeys([n for n in sizes if n is not None and n > 1] + list(_STEPS)))

    def _refused(self, words: Words) -> Iterator[Test]:
        """What is refused, in words: the error that is given for it has these words; or it is called invalid."""
        for name in self.lexicon.variants_said(words):

            def test(m: Moment, name: str = name) -> bool | None:
                return isinstance(m.own.gave, tuple) and m.own.gave[:1] == ("Err",) and name in _heads(m.own.gave)

            yield test
        if not words[0].code and words[0].text in _ILL:
            said = frozenset(form(p) for w in words[1:] if not w.code for p in parts(w.raw))
            part = self.lexicon.journal.parts.get(self.method)
            named = {form(p) for n, _ in (part.parameters if part is not None else ()) for p in parts(n)}
            about = (
                named
                | self.lexicon.docs.get(self.method, frozenset())
                | {form(w) for w in ("input", "argument", "value", "number")}
            )
            if said <= about:
                yield lambda m: m.own.refused


def _heads(value: object) -> set[str]:
    if isinstance(value, tuple) and value:
        return ({value[0]} if isinstance(value[0], str) else set()) | {h for part in value[1:] for h in _heads(part)}
    return set()


def _has_value(key: str, wanted: object) -> Test:
    """Whether a key has that value; not known where it has one of another sort."""

    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return value == wanted if type(value) is type(wanted) and not is_variant(value) else None

    return test


def _is_in(key: str, variant: str, *, denied: bool) -> Test:
    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return (value[0] == variant) != denied if isinstance(value, tuple) and is_variant(value) else None

    return test


def _held_none(key: str) -> Test:
    def test(m: Moment) -> bool | None:
        value = held_before(m, key)
        return None if value is None else value in EMPTY

    return test


def _element(key: str, at: int, *, absent: bool) -> Test:
    """Whether the element that the argument is the index of is there; beyond the end there is none."""

    def test(m: Moment) -> bool | None:
        rows, index = held_before(m, key), m.own.given[at] if at < len(m.own.given) else None
        nothing = places_of_nothing(rows)
        if nothing is None or type(index) is not int or not isinstance(rows, tuple):
            return None
        return (0 <= index < len(rows) and index not in nothing) != absent

    return test


def _uneven(at: int, step: int) -> Test:
    def test(m: Moment) -> bool | None:
        value = m.own.given[at] if at < len(m.own.given) else None
        return value % step != 0 if type(value) is int else None

    return test


def _compare(one: Term, other: Term, sign: str) -> Test:
    def test(m: Moment) -> bool | None:
        left, right = one.of(m.own), other.of(m.own)
        if left is None or right is None or type(left) is not type(right):
            return None
        if sign in ("==", "!="):
            return _SIGNS[sign](left, right)  # type: ignore[arg-type]
        return _SIGNS[sign](left, right) if type(left) is int else None  # type: ignore[arg-type]

    return test


def _and(one: Test, other: Test) -> Test:
    def test(m: Moment) -> bool | None:
        left, right = one(m), other(m)
        return False if False in (left, right) else None if None in (left, right) else True

    return test


def _or(one: Test, other: Test) -> Test:
    return _not(_and(_not(one), _not(other)))


def _not(one: Test) -> Test:
    def test(m: Moment) -> bool | None:
        seen = one(m)
        return None if seen is None else not seen

    return test
