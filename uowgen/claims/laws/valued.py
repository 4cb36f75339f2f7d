"""What is said of values, as facts with their words: what is given is held or was given, how many there are; a number changes by what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import parts
from uowgen.claims.laws.bags import NONE, Phrase, about, beside_key, noun_of, owner_of, size_in, stems
from uowgen.claims.laws.moments import moments_of
from uowgen.claims.laws.outcomes import Outcome, as_own, held_after, held_before, inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon, _Named
    from uowgen.claims.laws.moments import Moment

    Value = Callable[[Moment], object]

GIVING = stems(
    "return give yield report answer result come produce hand say tell deliver end out receive caller call value see signal turn "
    "outcome answered told carry get error fail reject refuse meet"
)
_GIVES = stems("return give yield report answer result come produce hand tell deliver get receive told")
_COUNTING = stems("number count length size amount total many")
_BACK = frozenset({frozenset[str](), frozenset({"back"})})
_OLD, _NEW = stems("old previous former prior"), stems("new updated remaining left rest current")
_RAISING = stems("increment increase raise grow advance add charge credit")
_LOWERING = stems("decrement decrease lower reduce shrink subtract deduct take debit")
_WAYS = {1: frozenset({frozenset({"up"})}), -1: frozenset({frozenset({"down"})})}
_SETTING = stems("set move update become make write store change replace")


class Fact(NamedTuple):
    """What a call comes to, and the words for it."""

    phrase: Phrase
    outcome: Outcome


class Values:
    """The facts on values that calls of one method may keep."""

    def __init__(self, lexicon: Lexicon, method: str, rows: tuple[Moment, ...]) -> None:
        self.lexicon, self.method, self.rows = lexicon, method, rows
        self.beside = about(lexicon, method)
        part = lexicon.journal.parts.get(method)
        self.given = [
            (at, frozenset(parts(n)) | {f"`{n}`"}) for at, (n, _) in enumerate(part.parameters if part is not None else ())
        ]
        self.all = [*self._given_back(), *self._by_given()]

    def _given_back(self) -> Iterator[Fact]:
        for at, noun in self.given:
            yield from self._returned((noun,), _argument(at))
        for key in self.lexicon.keys:
            if key.key.startswith("?"):
                continue
            noun, name = noun_of(self.lexicon, key.key), key.key
            size = size_in(self.lexicon, name) if "list" in key.sorts else None
            nouns = (noun, _COUNTING) if size is not None else (noun,)
            yield from self._either(nouns, _told(name, size, held_before), _told(name, size, held_after))

    def _either(self, nouns: tuple[frozenset[str], ...], before: Value, after: Value) -> Iterator[Fact]:
        """What was held or what is held then; where no word says which, the one that it is."""
        yield from self._returned((*nouns, _OLD), before)
        yield from self._returned((*nouns, _NEW), after)
        kept = after if any(_gives(m, before) is False for m in self.rows) else before
        yield from self._returned(nouns, kept)

    def _returned(self, nouns: tuple[frozenset[str], ...], value: Value) -> Iterator[Fact]:
        seen = {str(value(m)) for m in self.rows if not m.own.refused}
        if len(seen) > 1:  # a value that is always the same may be any
            phrase = Phrase((_GIVES, *nouns), self.beside | _COUNTING | GIVING, _BACK)
            yield Fact(phrase, Outcome(lambda m: _gives(m, value), as_own, as_own))

    def _by_given(self) -> Iterator[Fact]:
        """“takes the blocks off the count”, “sets the limit to `max`”."""
        for key in changing(self.lexicon):
            for rank, noun in ((0, noun_of(self.lexicon, key.key)), (-1, owner_of(self.lexicon, key.key))):
                yield from self._by(key.key, key.sorts, noun, rank)

    def _by(self, key: str, sorts: frozenset[str], noun: frozenset[str], rank: int) -> Iterator[Fact]:
        beside = self.beside | beside_key(sorts) | noun
        for at, given in self.given:
            if given & noun:
                continue
            if "number" in sorts:
                for verbs, sign in ((_RAISING, 1), (_LOWERING, -1)):
                    yield Fact(Phrase((verbs, noun, given | stems("amount")), beside, NONE, rank), _moved(key, at, sign))
                    going = Phrase((stems("go count move"), noun, given | stems("amount")), beside, _WAYS[sign], rank)
                    yield Fact(going, _moved(key, at, sign))
            yield Fact(Phrase((_SETTING, noun, given), beside, NONE, rank), _moved(key, at, 0))


def changing(lexicon: Lexicon) -> list[_Named]:
    """What calls change, of all that is held or told."""
    kept = lexicon.journal.notes.get("changing keys")
    if not isinstance(kept, list):
        moments = moments_of(lexicon.journal).all
        kept = [
            k
            for k in lexicon.keys
            if not k.key.startswith("?")
            and any(None is not held_before(m, k.key) != held_after(m, k.key) is not None for m in moments)
        ]
        lexicon.journal.notes["changing keys"] = kept
    return kept


def _moved(key: str, at: int, sign: int) -> Outcome:
    """What stands under a key is what is given (`sign` 0), or so much more or less than before."""

    def right(before: object, after: object, given: tuple[object, ...]) -> bool | None:
        amount = given[at] if at < len(given) else None
        if not sign:
            return None if amount is None or after is None else after == amount
        if type(before) is not int or type(after) is not int or type(amount) is not int:
            return None
        return after - before == sign * amount

    def own(m: Moment) -> bool | None:
        return None if m.own.refused else right(held_before(m, key), held_after(m, key), m.own.given)

    def tree(m: Moment) -> bool | None:
        if m.ours is None or m.ours.after is None:
            return None
        return right((m.ours.before or {}).get(key), m.ours.after.get(key), m.ours.given)

    return Outcome(own, tree, telling=lambda m: held_before(m, key) != held_after(m, key))


def _argument(at: int) -> Value:
    return lambda m: m.own.given[at] if at < len(m.own.given) else None


def _told(key: str, size: Callable[[object], int | None] | None, held: Callable[[Moment, str], object]) -> Value:
    return lambda m: held(m, key) if size is None else size(held(m, key))


def _gives(m: Moment, value: Value) -> bool | None:
    held, gave = value(m), inside(m.own.gave)
    return None if m.own.refused or held is None else inside(held) == gave and type(inside(held)) is type(gave)


__all__ = ["GIVING", "Fact", "Values", "changing"]
