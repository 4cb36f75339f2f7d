"""Which call it is, as a fact: what it is given, which calls came before it, whether it went well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.kinds import inner
from uowgen.claims.stories.scenes import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.records import Beat
    from uowgen.claims.stories.scenes import Scene, Test

_PAGE = 4096
KINDS: dict[str, Callable[[int], bool]] = {
    "zero": lambda n: n == 0,
    "negative": lambda n: n < 0,
    "unaligned": lambda n: n % _PAGE != 0,
    "misaligned": lambda n: n % _PAGE != 0,
    "aligned": lambda n: n % _PAGE == 0,
}
LENGTH = frozenset({"len", "length", "size", "count"})
START = frozenset({"start", "base", "addr", "address", "va", "vaddr", "begin"})


def is_call_of(method: str) -> Test:
    return lambda scene: scene.beat.name == method


def given_at(place: int, test: Callable[[object], bool | None]) -> Test:
    return lambda scene: test(scene.beat.given[place])


def length_is(kind: Callable[[int], bool]) -> Test:
    """A length that is given, or the one number that is, is of that kind."""

    def test(scene: Scene) -> bool | None:
        if not scene.beat.name:
            return None
        names = [name for name, _ in scene.journal.parts[scene.beat.name].parameters]
        rows = [v for v, name in zip(scene.beat.given, names, strict=True) if name in LENGTH or len(names) == 1]
        return kind(rows[0]) if len(rows) == 1 and isinstance(rows[0], int) else None

    return test


def is_last(scene: Scene) -> bool | None:
    """The count of the one thing given is one."""
    numbers = [n for n in scene.beat.of_given.values() if type(n) is int]
    return numbers[0] == 1 if len(numbers) == 1 else None


def is_first(*, of_thing: bool) -> Test:
    """No such call has gone well before in the story (`of_thing`: with what is given)."""

    def test(scene: Scene) -> bool | None:
        beat = scene.beat
        return not any(b.name == beat.name and not b.refused and (not of_thing or b.given == beat.given) for b in scene.past)

    return test


def last_done(done: str) -> Test:
    """The last call that was about the one thing given, or gave it out, was a successful `done`."""

    def test(scene: Scene) -> bool | None:
        if len(scene.beat.given) != 1:
            return None
        thing = scene.beat.given[0]
        for beat in reversed(scene.past):
            if thing in beat.given or inside(beat.gave) == thing:
                return beat.name == done and not beat.refused
        return False

    return test


def went_well(scene: Scene) -> bool | None:
    return not scene.beat.refused


def is_fresh(scene: Scene) -> bool | None:
    return scene.beat.at > 0 and len(scene.past) == 1


def was_just_made(scene: Scene) -> bool | None:
    return not scene.beat.name


def _before_it(scene: Scene) -> Beat | None:
    return scene.past[-1] if scene.past else None


def again(method: str) -> Test:
    """The beat before was the same call, with the same given."""

    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and last.given == scene.beat.given

    return test


def same_as_before(method: str) -> Test:
    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and last.given == scene.beat.given and bool(last.given)

    return test


def comes_after(method: str) -> Test:
    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and not last.refused

    return test


def about_the_same(one: Beat, other: Beat, scene: Scene) -> bool:
    """Whether the second call is given what the first was given or gave out, if it is given a thing of that sort."""
    kinds = [k for _, k in scene.journal.parts[other.name].parameters]
    if len(kinds) != 1:
        return True
    part = scene.journal.parts[one.name]
    if [k for _, k in part.parameters] == kinds:
        return one.given == other.given
    return inner(part.returns) != kinds[0].lstrip("& ") or inside(one.gave) == other.given[0]


def compare(sign: str, left: Callable[[Scene], object], right: Callable[[Scene], object]) -> Test:
    def test(scene: Scene) -> bool | None:
        one, other = left(scene), right(scene)
        if not isinstance(one, int) or not isinstance(other, int):
            return None
        other += scene.wider if sign in ("<", "<=") else -scene.wider if sign in (">", ">=") else 0
        return {">=": one >= other, "<=": one <= other, "==": one == other, "!=": one != other, ">": one > other, "<": one < other}[
            sign
        ]

    return test
