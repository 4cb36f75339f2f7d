"""What a call is said to come to, as tests of moments: how the spec's own code goes with it, how the tree's does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.terms import looked_up

if TYPE_CHECKING:
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word

EMPTY = (0, False, ("None",), (), "")
_FREE = (*EMPTY, ("Free",), ("Empty",), ("Unused",), ("Vacant",))


class Outcome(NamedTuple):
    """How the spec's own code goes with what is said (`own`), how the tree's does (`tree`).

    `alike` says whether the programs do the same in this at any call; `telling` in which moments another outcome would have shown. What
    is said of a `whole` life is wrong whichever call of it is to blame. What is `rare` must not come in situations other than the one named.
    """

    own: Test
    tree: Test
    alike: Test | None = None
    telling: Test | None = None
    whole: bool = False
    rare: bool = False


def as_own(m: Moment) -> bool | None:
    """Whether the tree gives what the spec's own code gives."""
    return None if m.ours is None else (m.ours.gave, m.ours.panicked) == (m.own.gave, m.own.panicked)


def refused_alike(m: Moment) -> bool | None:
    """Whether the tree refuses as the spec's own code does; not known where it does so by another error."""
    if m.ours is None:
        return None
    if m.own.refused and m.ours.refused:
        return True if m.own.gave == m.ours.gave or m.own.panicked else None
    return m.ours.refused == m.own.refused


_PANICS = (("panics",), ("panic",), ("is", "panic"), ("trips", "assertion"), ("fails", "assertion"), ("is", "assertion", "failure"))


def panics(words: tuple[Word, ...]) -> list[Outcome]:
    """“panics”, “trips an assertion”."""
    said = tuple(w.text if not w.code else "`" for w in words if w.code or w.text not in ("a", "an", "the"))
    if said not in _PANICS:
        return []
    return [Outcome(lambda m: m.own.panicked, lambda m: m.ours.panicked if m.ours is not None else None, alike=as_own)]


def inside(gave: object) -> object:
    """What a result or an option holds; the value itself if it is neither."""
    while isinstance(gave, tuple) and gave[:1] in (("Some",), ("Ok",)) and len(gave) > 1:
        gave = gave[1]
    return gave


def places_of_nothing(rows: object) -> list[int] | None:
    """The places of a list at which there is nothing; None for what is no list."""
    if not isinstance(rows, tuple) or is_variant(rows):
        return None
    return [n for n, v in enumerate(rows) if v in _FREE]


def is_variant(value: object) -> bool:
    """Whether a value is shown as a variant or a struct is: its name first."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], str) and value[0][:1].isupper()


def held_before(m: Moment, key: str) -> object:
    """What the spec's own value held or told under a key before the call."""
    return looked_up(m.own, key)


def held_after(m: Moment, key: str) -> object:
    """The same after the call."""
    return looked_up(m.own, key, after=True)


def holds_thing(rows: object, thing: object) -> bool | None:
    """Whether a list has the thing among its elements, or an element that begins with it or as it does; None for what is no list."""
    if not isinstance(rows, tuple) or is_variant(rows):
        return None
    found = [r[1] if isinstance(r, tuple) and r[:1] == ("Some",) and len(r) > 1 else r for r in rows]
    first = _key_of(thing)
    return any(
        one == thing or _key_of(one) == first or (isinstance(one, tuple) and thing in one) for one in found if one not in EMPTY
    )


def _key_of(thing: object) -> object:
    """What a struct is told apart by: its first field."""
    if isinstance(thing, tuple) and len(thing) > 1 and isinstance(thing[0], str) and thing[0][:1].isupper():
        return thing[1]
    return thing[0] if isinstance(thing, tuple) and thing and not isinstance(thing[0], str) else thing


def there_alone(test: Test, outcome: Outcome) -> Outcome:
    """What comes in one situation, and in no other."""

    def own(m: Moment) -> bool | None:
        there, seen = test(m), outcome.own(m)
        return None if there is None or (there and m.own.refused) else seen if there else seen is not True

    def tree(m: Moment) -> bool | None:
        there = test(m)
        if there is None or m.ours is None:
            return None
        if there:
            return outcome.tree(m)
        seen = outcome.own(m._replace(own=m.ours))
        return None if seen is None else not seen

    telling = outcome.telling
    return Outcome(own, tree, telling=lambda m: test(m) is True and (telling is None or telling(m) is True))


def nowhere_else(test: Test, *, wanted: bool) -> Outcome:
    """Where the answer is given, the situation is there."""

    def own(m: Moment) -> bool | None:
        return test(m) if m.own.gave is wanted else True

    def tree(m: Moment) -> bool | None:
        if m.ours is None:
            return None
        return test(m) if m.ours.gave is wanted else True if m.ours.gave == m.own.gave else None

    return Outcome(own, tree, as_own, telling=lambda m: m.own.gave is wanted)


def both(one: Outcome, other: Outcome) -> Outcome:
    """What is said in two parts."""
    telling = [t for t in (one.telling, other.telling) if t is not None]
    alike = [a for a in (one.alike, other.alike) if a is not None]
    return Outcome(
        _all(one.own, other.own), _all(one.tree, other.tree), _all(*alike) if alike else None, _all(*telling) if telling else None,
        rare=one.rare or other.rare,
    )  # fmt: skip


def _all(*tests: Test) -> Test:
    def test(m: Moment) -> bool | None:
        seen = [one(m) for one in tests]
        return False if False in seen else None if None in seen else True

    return test
