"""Things that have a value at a call: what is held before and after it, what is given, elements and sums of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.records import Beat


class Term(NamedTuple):
    """Something that has a value at a call: its name as it is told, its value, and the key of a look, where it is one.

    `inner` says that it is a part of what is given.
    """

    name: str
    of: Callable[[Beat], object]
    key: str = ""
    inner: bool = False


def looked_up(beat: Beat, key: str, *, after: bool = False) -> object:
    """What stands under a key before or after a call; under `?name` what the method `name` tells of the thing given."""
    if key.startswith("?"):
        return (beat.of_left if after else beat.of_given).get(key[1:])
    return ((beat.after if after else beat.before) or {}).get(key)


def argument(at: int) -> Callable[[Beat], object]:
    """What is given at a place."""
    return lambda beat: beat.given[at] if at < len(beat.given) else None


def field_of(at: int, place: int) -> Callable[[Beat], object]:
    """A field of a struct that is given; what is shown of a struct begins with its name."""

    def value(beat: Beat) -> object:
        given = beat.given[at] if at < len(beat.given) else None
        return given[place] if isinstance(given, tuple) and place < len(given) and isinstance(given[0], str) else None

    return value


def element_at(key: str, at: int) -> Callable[[Beat], object]:
    """What a list holds before the call at the place that is given."""

    def value(beat: Beat) -> object:
        rows, index = (beat.before or {}).get(key), beat.given[at] if at < len(beat.given) else None
        if not isinstance(rows, tuple) or type(index) is not int or not 0 <= index < len(rows):
            return None
        held = rows[index]
        return held[1] if isinstance(held, tuple) and held[:1] == ("Some",) and len(held) > 1 else held

    return value


def sum_with(key: str, at: int, sign: int) -> Callable[[Beat], object]:
    """What is held before the call with what is given added, or taken away (`sign`)."""

    def value(beat: Beat) -> object:
        held = looked_up(beat, key)
        given = beat.given[at] if at < len(beat.given) else None
        plain = isinstance(held, int) and isinstance(given, int) and not isinstance(held, bool) and not isinstance(given, bool)
        return held + sign * given if plain else None  # type: ignore[operator]

    return value


__all__ = ["Term", "argument", "element_at", "field_of", "looked_up", "sum_with"]
