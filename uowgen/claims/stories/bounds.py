"""What is said of the numbers that calls are given: “of `LIMIT` or more”, “below 0x40”, “past the end”, “more tokens than there are”."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form
from uowgen.claims.stories.scenes import inside
from uowgen.claims.stories.things import number_of, roles_of
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.records import Journal
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

    Bound = Callable[[Scene, int], bool | None]

_OVER = (
    "above",
    "over",
    "beyond",
    "greater than",
    "larger than",
    "more than",
    "higher than",
    "bigger than",
    "exceeding",
    "that exceeds",
)
_UNDER = ("below", "under", "less than", "smaller than", "lower than", "fewer than")
_LEAST = ("at least", "not less than", "from")
_MOST = ("at most", "up to", "no more than")
_OUTSIDE = (
    "out of range", "outside range", "past end", "beyond end", "outside window", "out of bounds", "beyond last one", "outside of range", "that does not exist",
    "that is out of range", "out-of-range",
)  # fmt: skip


class Numbers(NamedTuple):
    """Where the number is that is spoken of: the methods that are given it, and how it is read from a scene."""

    methods: frozenset[str]
    number: Callable[[Scene], int | None]


class Bounds:
    """Readers of bounds."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal

    def bound(self) -> Bound | None:
        """A bound in words, passed; None if there is none."""
        tokens = self.tokens
        at = tokens.at
        if tokens.said(*_OUTSIDE) or (tokens.said("outside", "outside of", "not in") and tokens.type_noun()):
            return _is_outside
        tokens.said("of", "that is", "with value", "equal to")
        sign = next((how for said, how in ((_OVER, ">"), (_UNDER, "<"), (_LEAST, ">="), (_MOST, "<=")) if tokens.said(*said)), "")
        limit = self.limit() if tokens.at > at else None
        if limit is not None:
            kept = limit
            if sign:
                return lambda scene, number: _holds(number, sign, kept(scene), scene.wider)
            if tokens.said("or more", "or above", "or higher", "and above", "and more", "or greater", "or larger"):
                return lambda scene, number: _holds(number, ">=", kept(scene), scene.wider)
            if tokens.said("or less", "or below", "or lower", "and below", "or fewer"):
                return lambda scene, number: _holds(number, "<=", kept(scene), scene.wider)
            return lambda scene, number: _holds(number, "==", kept(scene), 0)
        tokens.at = at
        return None

    def limit(self) -> Callable[[Scene], int | None] | None:
        """A number, a constant, the capacity, what the type tells."""
        tokens = self.tokens
        raw = tokens.raw()
        found = as_number(raw)
        if found is None and raw[:1].isupper():
            found = self.journal.number(raw)
        if found is None and tokens.text() == "zero":
            found = 0
        if found is not None:
            tokens.at += 1
            return lambda scene: found
        key = tokens.quantity()
        return (lambda scene: _number((scene.beat.before or {}).get(key))) if key else None

    def more_than_there_are(self) -> Test | None:
        """“more tokens than there are”, “more than is available”, “more than `len()`”: of the one number that a call is given."""
        tokens = self.tokens
        at = tokens.at
        if not tokens.said("more"):
            return None
        while tokens.kept_noun() or tokens.quantity():
            pass
        if not tokens.said("than"):
            tokens.at = at
            return None
        key = ""
        if tokens.said("there are", "there is", "it has", "it holds", "remain", "remains", "are left", "is left"):
            key = self.main()
        else:
            tokens.said("is", "are", "what is")
            key = tokens.quantity() or (self.main() if tokens.said("available", "left", "there", "in it") else "")
        if not key:
            tokens.at = at
            return None

        def test(scene: Scene) -> bool | None:
            given, has = _single(scene), _number((scene.beat.before or {}).get(key))
            return None if given is None or has is None else _holds(given, ">", has, scene.wider)

        return test

    def main(self) -> str:
        """The key of the one number that a type tells and that calls change; empty if there are several."""
        rows = [
            a
            for a in self.journal.askers
            if any(
                _number((b.before or {}).get(a)) is not None and (b.before or {}).get(a) != (b.after or {}).get(a)
                for b in self.journal.theirs or ()
                if b.after is not None
            )
        ]
        named = [a for a in rows if a in ("available", "remaining", "len", "free")]
        return named[0] if len(named) == 1 else rows[0] if len(rows) == 1 else ""

    def numbers(self) -> Numbers | None:
        """What a noun stands for that names a parameter, or a field of what is given: “a delay”, “priorities”; passed."""
        tokens = self.tokens
        if tokens.done or (tokens.words[tokens.at].code and not tokens.raw().isidentifier()):
            return None
        said = form(tokens.raw())
        found: dict[str, Callable[[Scene], int | None]] = {}
        for part in self.journal.parts.values():
            if part.takes != "mut":
                continue
            for n, (name, kind) in enumerate(part.parameters):
                if form(name) == said:
                    found[part.name] = _given_at(n, None)
                fields = self.journal.shapes.get(kind.lstrip("& ").rpartition("::")[2], ())
                for i, field in enumerate(fields):
                    if form(field) == said:
                        found[part.name] = _given_at(n, i)
        if not found:
            return None
        tokens.at += 1
        return Numbers(frozenset(found), lambda scene: found[scene.beat.name](scene) if scene.beat.name in found else None)


def _given_at(place: int, field: int | None) -> Callable[[Scene], int | None]:
    def number(scene: Scene) -> int | None:
        value = scene.beat.given[place]
        if field is not None:
            value = value[1 + field] if isinstance(value, tuple) and len(value) > 1 + field else None
        return number_of(value)

    return number


def single_is(bound: Bound) -> Test:
    """The one number that the call is given is so."""

    def test(scene: Scene) -> bool | None:
        number = _single(scene)
        return None if number is None else bound(scene, number)

    return test


def numbers_are(numbers: Numbers, bound: Bound) -> Test:
    """The number is given, and is so."""

    def test(scene: Scene) -> bool | None:
        if scene.beat.name not in numbers.methods:
            return False
        number = numbers.number(scene)
        return None if number is None else bound(scene, number)

    return test


def _single(scene: Scene) -> int | None:
    return number_of(scene.beat.given[0]) if scene.beat.name and len(scene.beat.given) == 1 else None


def _number(value: object) -> int | None:
    return value if type(value) is int else None


def _holds(number: int, how: str, limit: int | None, wider: int) -> bool | None:
    """Whether a number is on that side of a limit, the limit being so much further off."""
    if limit is None:
        return None
    limit += wider if how in ("<", "<=") else -wider
    return {">": number > limit, "<": number < limit, ">=": number >= limit, "<=": number <= limit, "==": number == limit}[how]


def _is_outside(scene: Scene, number: int) -> bool | None:
    """Beyond all numbers that the spec's own code ever took or gave out."""
    journal = scene.journal
    if journal.parts[scene.beat.name].takes == "ref":  # a place among those that are held
        look = scene.beat.before or {}
        held = next((n for n in (_number(look.get("len")), _number(look.get(".len"))) if n is not None), None)
        return None if held is None else number >= held
    key = ("range", scene.beat.name)
    if key not in journal.notes:
        journal.notes[key] = _range_of(journal)
    known = journal.notes[key]
    return None if not isinstance(known, tuple) else not known[0] <= number <= known[1]


def _range_of(journal: Journal) -> tuple[int, int] | None:
    roles = roles_of(journal)
    rows: list[int] = []
    for beat in journal.theirs or ():
        if not beat.name or beat.refused or beat.declines or journal.parts[beat.name].takes != "mut":
            continue
        if len(beat.given) == 1 and (given := number_of(beat.given[0])) is not None:
            rows.append(given)
        if roles is not None and beat.name == roles.giver and (gave := number_of(inside(beat.gave))) is not None:
            rows.append(gave)
    return (min(rows), max(rows)) if rows else None
