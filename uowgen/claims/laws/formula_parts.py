"""What calls are said to come to, and when, in formulas: “sets `a` to `b`”, “clears `due`”, “`left` is below 2”, “it fails”.

Each is a test of moments that asks of the spec's own beat; of the tree's, when that beat is put in its place.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.formulas import Formula, Formulas, compared
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import inside, is_variant
from uowgen.claims.laws.situations import Bounded, and_, not_, or_
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]

GIVING = frozenset("returns gives yields is equals reports tells answers".split())
_RELATIONS = {
    "is equal to": "==", "equals": "==", "is": "==", "are": "==", "was": "==", "differs from": "!=", "is not": "!=", "is below": "<",
    "is less than": "<", "is smaller than": "<", "is lower than": "<", "is above": ">", "is greater than": ">", "is larger than": ">",
    "is more than": ">", "is higher than": ">", "exceeds": ">", "is at least": ">=", "is at most": "<=", "is not equal to": "!=",
    "is not below": ">=", "is not above": "<=", "reaches": ">=", "has reached": ">=", "matches": "==", "<": "<", ">": ">", "==": "==",
    "is under": "<", "is over": ">", "is beyond": ">",
}  # fmt: skip
_SET, _CLEAR = frozenset("set true raised on".split()), frozenset("clear false unset cleared off".split())
_WELL, _ILL = frozenset("succeeds succeeded".split()), frozenset("fails failed errors".split())
_REFUSED = (("fails",), ("is", "refused"), ("is", "rejected"), ("errors",))
_GOING_WELL = (("succeeds",), ("works",), ("is", "accepted"), ("is", "allowed"))
_ONE_MORE, _ONE_LESS = frozenset("adds takes".split()), frozenset("drops releases removes subtracts".split())
_FAILING = frozenset("fails errors refuses".split())
_CONTAINED = (("is", "in"), ("is", "not", "in"), ("is", "one", "of"), ("stands", "in"), ("is", "contained", "in"), ("contains",))
REFUSING = frozenset("rejects refuses denies declines".split())
_UNCHANGED = frozenset("unchanged alone untouched unmodified".split())
_OF_CALLEES = (("fails",), ("fail",), ("returns", "`None`"), ("yields", "`None`"), ("gives", "`None`"), ("returns", "none"))


class Said(NamedTuple):
    """What a call is said to come to: whether it does at a moment, and whether the moment would have shown another outcome."""

    so: Test
    telling: Test


class Reader:
    """Reads the parts of a sentence on one method."""

    def __init__(self, lexicon: Lexicon, method: str, *, plain: bool = False) -> None:
        """`plain`: conditions in other words are taken in their plain sense as well, which is enough to say that something is not so."""
        self.lexicon, self.method, self.plain = lexicon, method, plain
        self.formulas = Formulas(lexicon, method)

    def outcomes(self, words: Words) -> list[Said]:
        """What calls are said to come to, in all ways."""
        for at in range(2, len(words) - 1):
            if words[at].code or words[at].text not in ("and", ","):
                continue
            behind = words[at + 1 :]
            behind = behind[1:] if behind[0].text == "and" and not behind[0].code else behind
            lefts = self.outcomes(words[:at])
            rights = self.outcomes(behind) if lefts and len(behind) > 1 else []
            if rights:
                return [_both(one, other) for one, other in product(lefts, rights)]
        if self.plain and tuple(w.text for w in words) in _REFUSED and not any(w.code for w in words):
            return [refused()]
        if self.plain and tuple(w.text for w in words) in _GOING_WELL and not any(w.code for w in words):
            return [Said(not_(_is_refused), _always)]
        if self.plain and len(words) == 3 and not any(w.code for w in words) and words[0].text in _ONE_MORE | _ONE_LESS:
            return self._by_one(words)
        if len(words) < 2 or words[0].code:
            return []
        verb, rest = words[0].text, words[1:]
        if verb in GIVING:
            return self._given(rest)
        if verb in _FAILING and len(rest) == 2 and not rest[0].code and rest[0].text in ("with", "by", "as") and rest[1].code:
            return self._given(rest[1:])
        return [Said(change, telling) for change, telling in self._changes(verb, rest)]

    def _given(self, rest: Words) -> list[Said]:
        part = self.lexicon.journal.parts[self.method]
        if not part.takes and any(name in part.returns for name in ("Self", self.lexicon.type)):
            return []  # what is made is said to be like something, not to be it
        if len(rest) == 1 and rest[0].raw.lower() in ("true", "false"):
            return [results(rest[0].raw.lower() == "true")]
        if len(rest) == 1 and rest[0].code and rest[0].raw[:1].isupper():
            test = literal(rest[0].raw, self.lexicon.journal.number)
            if test is not None:
                fails = part.returns.startswith("Result") and not rest[0].raw.startswith("Ok")
                return [Said(lambda m: _matches(test, m.own, fails=fails), _always)]
        found = self.formulas.read(rest)
        return [_gives(found, after) for after in _times(found)] if found is not None else []

    def _by_one(self, words: Words) -> list[Said]:
        """“adds one reference”: a number goes up by one, unless the call is refused."""
        number, sign = {"one": 1, "two": 2, "three": 3}.get(words[1].text), 1 if words[0].text in _ONE_MORE else -1
        noun, called = words[2].text, self.lexicon.keys_of(words[2:])
        keys = [
            k.key
            for k in self.lexicon.keys
            if "number" in k.sorts and (k.key in called or any(len(p) > 2 and noun.startswith(p) for p in k.name))  # “refs”
        ]
        if number is None:
            return []
        by = Formula(words[1].text, lambda b, after: number, False)
        rows = [(key, _moves(key, by, sign, False)[0]) for key in keys]
        return [
            Said(lambda m, so=so: None if _is_refused(m) else so(m), lambda m, k=key: _changed(m.own, k) is True)  # type: ignore[misc]
            for key, so in rows
        ]

    def _changes(self, verb: str, rest: Words) -> Iterator[tuple[Test, Test]]:
        """“sets `a` to `b`”, “increments `a`”, “clears `a`”, “leaves `a` unchanged”."""
        said = [w.text if not w.code else "`" for w in rest]
        to = "to" if verb == "adds" else "from" if verb == "subtracts" else ""
        if to and said[-2:-1] == [to] and rest[-1].code:  # “adds `n` to `used`”
            verb = "increments" if to == "to" else "decrements"
            rest = (rest[-1], rest[-2]._replace(text="by", raw="by"), *rest[:-2])
            said = [w.text if not w.code else "`" for w in rest]
        key = self.formulas.key(rest[0].raw) if rest[0].code else ""
        if not key:
            return
        tail = rest[1:]
        if verb in ("sets", "resets", "changes", "moves") and said[1:2] == ["to"] and len(rest) > 2:
            value = self.formulas.read(rest[2:])
            if value is not None:
                yield from (_becomes(key, value, after) for after in _times(value, before=True))
        elif verb in ("clears", "zeroes", "resets", "unsets") and not tail:
            yield _falls(key)
        elif verb == "sets" and not tail:
            yield _becomes(key, Formula("true", lambda b, after: True, False), False)
        elif verb in ("increments", "decrements", "bumps", "raises", "lowers", "advances") and (not tail or said[1] == "by"):
            by = self.formulas.read(rest[2:]) if tail else _one()
            if by is not None:
                sign = -1 if verb in ("decrements", "lowers") else 1
                yield from (_moves(key, by, sign, after) for after in _times(by, before=True))
        elif (verb == "leaves" and len(tail) == 1 and tail[0].text in _UNCHANGED) or (verb == "keeps" and not tail):
            yield lambda m: _changed(m.own, key) is False, lambda m: _changed(m.own, key) is False

    def held(self, words: Words) -> list[Said]:
        """“`written` 0 and `done` false”: what fields hold after the call."""
        at = next((n for n, w in enumerate(words) if n > 1 and not w.code and w.text in ("and", ",")), len(words))
        behind = words[at + 1 :]
        behind = behind[1:] if len(behind) > 1 and not behind[0].code and behind[0].text == "and" else behind
        first, rest = words[:at], self.held(behind) if behind else []
        key = self.formulas.key(first[0].raw) if len(first) == 2 and first[0].code else ""
        if not key or bool(behind) is not bool(rest):
            return []
        test = literal(first[1].raw, self.lexicon.journal.number)
        if test is None:
            return []
        said = Said(lambda m: test(_held(m.own, key, after=True)), _always)
        return [_both(said, one) for one in rest] if rest else [said]

    def compares(self, sign: str, left: Words, right: Words) -> Said | None:
        """That two values compare so after every call: they come to where it turns, or change together."""
        whole = compared(sign, self.formulas.read(left), self.formulas.read(right))
        if whole is None or whole.compared is None or not whole.timed:
            return None
        one, other = whole.compared[1:]
        seen = {one(m.own, True) for m in moments_of(self.lexicon.journal).all if m.own.after is not None}

        def telling(m: Moment) -> bool:
            a, b = one(m.own, True), other(m.own, True)
            near = type(a) is int and type(b) is int and abs(a - b) <= 1
            return len(seen) > 2 if sign == "==" else len(seen) > 1 and near

        return Said(_is_true(whole, True), telling)

    def condition(self, words: Words) -> list[Test]:
        """The tests that a condition may stand for."""
        for at in range(1, len(words) - 1):
            if words[at].code or words[at].text not in ("and", "or"):
                continue
            lefts, rights = self.condition(words[:at]), self.condition(words[at + 1 :])
            if lefts and rights:
                join = and_ if words[at].text == "and" else or_
                return [join(a, b) for a, b in product(lefts, rights)]
        said = tuple(w.text if not w.code else f"`{bare_name(w.raw)}`" for w in words)
        if len(said) == 2 and said[0] in ("it", "call", f"`{self.method}`") and said[1] in _WELL | _ILL:
            return [succeeds if said[1] in _WELL else fails]
        if len(words) in (2, 3) and words[0].code and said[1:] in _OF_CALLEES and self._calls(words[0].raw):
            name = bare_name(words[0].raw.split("(")[0])
            return [lambda m: any(d.name == name and d.failed for d in m.own.did)]
        found = list(self._compared(words))
        if found or not self.plain:
            return found
        from uowgen.claims.laws.plainly import plainly

        return plainly(words, self.lexicon, self.method)

    def _calls(self, raw: str) -> bool:
        name = bare_name(raw.split("(")[0])
        return any(d.name == name for m in moments_of(self.lexicon.journal).all for d in m.own.did)

    def _compared(self, words: Words) -> Iterator[Test]:
        said = [w.text if not w.code else "`" for w in words]
        if len(words) == 1 and words[0].code:
            found = self.formulas.written(words[0].raw)
            if found is not None:
                yield from (_is_true(found, after) for after in (False,))
            return
        if len(words) in (3, 4) and words[0].code and said[1] == "is" and said[-1] in _SET | _CLEAR:
            denied = len(words) == 4
            found = self.formulas.written(words[0].raw) if not denied or said[2] == "not" else None
            if found is not None:
                test = _is_true(found, False)
                yield not_(test) if (said[-1] in _CLEAR) is not denied else test
            return
        yield from self._contained(words, said)
        for at in range(1, len(words) - 1):
            for length in (4, 3, 2, 1):
                sign = _RELATIONS.get(" ".join(said[at : at + length]))
                if sign is None or at + length >= len(words):
                    continue
                left, right = self.formulas.read(words[:at]), words[at + length :]
                later = right[-1].text in ("afterwards", "then", "now") and not right[-1].code
                right = right[:-1] if later else right
                if left is not None and right:
                    yield from self._related(sign, left, right, after=later)
                return

    def _contained(self, words: Words, said: list[str]) -> Iterator[Test]:
        """“`x` is in `rows`”, “`rows` contains `x`”."""
        for phrase in _CONTAINED if len(words) > 2 and words[0].code and words[-1].code else ():
            if tuple(said[1:-1]) == phrase:
                turned = phrase[0].startswith("contain")
                one, rows = (
                    self.formulas.written(w.raw) for w in (words[:: -len(words) + 1] if turned else words[:: len(words) - 1])
                )
                if one is not None and rows is not None:
                    test = _is_within(one, rows)
                    yield not_(test) if "not" in phrase else test

    def _related(self, sign: str, left: Formula, right: Words, *, after: bool) -> Iterator[Test]:
        if len(right) == 1 and right[0].code and bare_name(right[0].raw)[:1].isupper() and sign in ("==", "!="):
            test = literal(right[0].raw, self.lexicon.journal.number)
            number = self.formulas.written(right[0].raw)
            if test is not None and number is None:
                is_so: Test = lambda m: test(left.of(m.own, after))  # noqa: E731
                yield not_(is_so) if sign == "!=" else is_so
                return
        other = self.formulas.read(right)
        whole = compared(sign, left, other)
        if whole is not None and other is not None and left.when in (None, after) and other.when in (None, after):
            yield _is_true(whole, after)


def _is_within(one: Formula, rows: Formula) -> Test:
    def test(m: Moment) -> bool | None:
        value, held = one.of(m.own, False), rows.of(m.own, False)
        return value in held if value is not None and isinstance(held, tuple) and not is_variant(held) else None

    return test


_NEAR: dict[str, tuple[int, int]] = {"<": (-1, 0), "<=": (0, 1), ">": (1, 0), ">=": (0, -1), "==": (0, 1)}


def _is_true(formula: Formula, after: bool) -> Test:
    """Whether a comparison or a flag is so; of a comparison of numbers both sides of the limit must be seen."""

    def test(m: Moment) -> bool | None:
        seen = formula.of(m.own, after)
        return seen if isinstance(seen, bool) else None

    if formula.compared is None or formula.compared[0] not in _NEAR:
        return test
    sign, left, right = formula.compared

    def away(by: int) -> Test:
        return lambda m: type(a := left(m.own, after)) is int and type(b := right(m.own, after)) is int and a - b == by

    inner, outer = _NEAR[sign]
    return Bounded(test, (away(inner),), () if sign == "==" else (away(outer),))


def _times(formula: Formula | None, *, before: bool = False) -> tuple[bool, ...]:
    """The times that an expression may be of: before the call, after it; one where nothing depends on it or the words say it."""
    if formula is None or not formula.timed:
        return (False,)
    return (formula.when,) if formula.when is not None else (False,) if before else (False, True)


def results(wanted: bool) -> Said:
    """That a call gives that truth."""
    return Said(lambda m: None if m.own.panicked else inside(m.own.gave) is wanted, _always)


def _always(m: Moment) -> bool:
    return True


def succeeds(m: Moment) -> bool | None:
    """Whether the call succeeds."""
    return not _failed(m.own)


def fails(m: Moment) -> bool | None:
    """Whether it fails: by a panic, an error, `None`."""
    return _failed(m.own)


def _failed(beat: Beat) -> bool:
    """Whether a call failed, whatever it changed: a panic, an error, `None`."""
    return beat.panicked or (isinstance(beat.gave, tuple) and beat.gave[:1] in (("Err",), ("None",)))


def _is_refused(m: Moment) -> bool | None:
    return _failed(m.own) or m.own.gave is False


def refused() -> Said:
    """That a call is refused: it fails, or gives false."""
    return Said(_is_refused, _always)


def _matches(test: Callable[[object], bool | None], beat: Beat, *, fails: bool) -> bool | None:
    """Whether a result, or what is in it, is the value that is written; not known where another error comes first."""
    gave = beat.gave
    other = fails and isinstance(gave, tuple) and gave[:1] == ("Err",)
    seen = [test(gave)]
    while isinstance(gave, tuple) and gave[:1] in (("Some",), ("Ok",), ("Err",)) and len(gave) > 1:
        gave = gave[1]
        seen.append(test(gave))
    so = True if True in seen else False if False in seen else None
    return False if beat.panicked else None if other and so is not True else so


def _gives(formula: Formula, after: bool) -> Said:
    """What a call gives, where it does not fail, is what the formula is worth."""

    def so(m: Moment) -> bool | None:
        value = formula.of(m.own, after)
        gave = inside(m.own.gave)
        return None if _failed(m.own) or value is None or type(gave) is not type(value) else gave == value

    return Said(so, lambda m: formula.of(m.own, after) is not None)


def _held(beat: Beat, key: str, *, after: bool) -> object:
    return ((beat.after if after else beat.before) or {}).get(key)


def _changed(beat: Beat, key: str) -> bool | None:
    old, new = _held(beat, key, after=False), _held(beat, key, after=True)
    return None if old is None or new is None else old != new


def _becomes(key: str, formula: Formula | None, after: bool) -> tuple[Test, Test]:
    assert formula is not None
    value = formula.of

    def so(m: Moment) -> bool | None:
        wanted, held = value(m.own, after), _held(m.own, key, after=True)
        return None if wanted is None or type(held) is not type(wanted) else held == wanted

    return so, lambda m: _changed(m.own, key) is True


def _falls(key: str) -> tuple[Test, Test]:
    """A flag is false afterwards, a number zero, a list empty, an option `None`."""

    def so(m: Moment) -> bool | None:
        held = _held(m.own, key, after=True)
        if held is None or (is_variant(held) and held != ("None",) and held[:1] != ("Some",)):  # type: ignore[index]
            return None
        return held in (0, False, (), ("None",))

    return so, lambda m: _changed(m.own, key) is True


def _moves(key: str, by: Formula, sign: int, after: bool) -> tuple[Test, Test]:
    def so(m: Moment) -> bool | None:
        old, new, step = _held(m.own, key, after=False), _held(m.own, key, after=True), by.of(m.own, after)
        return new == old + sign * step if type(old) is int and type(new) is int and type(step) is int else None

    return so, lambda m: _changed(m.own, key) is True


def _one() -> Formula:
    return Formula("1", lambda b, after: 1, False)


def _both(one: Said, other: Said) -> Said:
    def so(m: Moment) -> bool | None:
        seen = (one.so(m), other.so(m))
        return False if False in seen else None if None in seen else True

    return Said(so, lambda m: one.telling(m) is True and other.telling(m) is True)
