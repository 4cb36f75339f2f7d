"""Beats with what came before them, and tests of them: true, false, or None where a beat is not what is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.stories.contents import CONTENTS
from uowgen.claims.stories.kinds import elements_of

_LONG = 12  # calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from uowgen.claims.stories.records import Beat, Journal

    Test = Callable[["Scene"], bool | None]


class Scene(NamedTuple):
    """A beat of a story, with the beats before it in that story, the maker's first."""

    journal: Journal
    beat: Beat
    beats: tuple[Beat, ...]  # of all stories of the program
    begin: int  # where the story begins in them
    place: int  # where the beat stands in them
    wider: int = 0  # by how much what is said of numbers is taken wider than it is said

    @property
    def past(self) -> tuple[Beat, ...]:
        """What came before in the same story."""
        return self.beats[self.begin : self.place]


def all_(tests: Sequence[Test]) -> Test:
    """True where all are true, false where one is false, None where that is not known."""

    def test(scene: Scene) -> bool | None:
        unknown = False
        for one in tests:
            seen = one(scene)
            if seen is False:
                return False
            unknown = unknown or seen is None
        return None if unknown else True

    return test


def not_(one: Test) -> Test:
    """The contrary; what is not known stays so."""

    def test(scene: Scene) -> bool | None:
        seen = one(scene)
        return None if seen is None else not seen

    return test


def is_refused(scene: Scene) -> bool | None:
    """Whether the call did nothing and says so."""
    return scene.beat.refused


def scenes(journal: Journal, beats: tuple[Beat, ...]) -> Iterator[Scene]:
    """Every beat of every story as a scene."""
    begin = 0
    for place, beat in enumerate(beats):
        if beats[begin].story != beat.story:
            begin = place
        yield Scene(journal, beat, beats, begin, place)


def held(scene: Scene) -> list[object] | None:
    """What was put in and has not come out, the oldest first; None where calls of other methods make that unclear."""
    rows = _by_calls(scene)
    return rows if rows is not None else _by_contents(scene)


def contents(scene: Scene, *, after: bool = False) -> tuple[object, ...] | None:
    """What a copy of the value gives out to its end, before or after the call; None where that does not go with what was put in and out."""
    if not _is_sound(scene):
        return None
    rows = ((scene.beat.after if after else scene.beat.before) or {}).get(CONTENTS)
    return rows if isinstance(rows, tuple) else None


def _is_sound(scene: Scene) -> bool:
    """Whether what comes out of copies is what calls have put in, wherever both can be told: else the method that takes out is at fault."""
    key = ("sound", id(scene.beats))
    if key not in scene.journal.notes:
        sound = True
        for one in scenes(scene.journal, scene.beats):
            rows = (one.beat.before or {}).get(CONTENTS)
            known = _by_calls(one) if isinstance(rows, tuple) else None
            if known is not None and isinstance(rows, tuple) and (len(known) != len(rows) or any(r not in known for r in rows)):
                sound = False
                break
        scene.journal.notes[key] = sound
    return bool(scene.journal.notes[key])


def _by_contents(scene: Scene) -> list[object] | None:
    rows = contents(scene)
    return None if rows is None else in_order(rows, scene.past)


def in_order(rows: tuple[object, ...], past: tuple[Beat, ...]) -> list[object] | None:
    """What is held in the order in which it was last put in; None if two of it are the same, or one was never put in."""
    if len(set(rows)) != len(rows):
        return None
    found: list[object] = []
    for beat in reversed(past):
        if not beat.refused:
            found += [g for g in beat.given if g in rows and g not in found]
    return found[::-1] if len(found) == len(rows) else None


def _by_calls(scene: Scene) -> list[object] | None:
    kinds = elements(scene.journal)
    rows: list[object] = []
    if scene.beat.at > _LONG or not kinds:
        return None
    for beat in scene.past[1:]:
        part = scene.journal.parts[beat.name]
        if part.takes != "mut" or beat.after == beat.before:
            continue
        if beat.panicked or beat.after is None:
            return None
        out = inside(beat.gave)
        given = [g for g, (_, kind) in zip(beat.given, part.parameters, strict=True) if kind in kinds]
        if out is not None and out in rows:
            rows.remove(out)
        elif not given or beat.refused:
            return None
        if len(given) > 1 or len(part.parameters) > 1:
            return None
        rows += given
    return rows


def elements(journal: Journal) -> frozenset[str]:
    """The types that one method takes and another gives back: what is kept in such a value."""
    return elements_of(journal.parts)


def inside(gave: object) -> object | None:
    """What is in a `Some` or an `Ok`; the value itself else; None for nothing and for an error."""
    if not isinstance(gave, tuple) or not gave or gave[0] not in ("Some", "Ok", "None", "Err"):
        return gave
    within: object = gave[1] if len(gave) > 1 and gave[0] in ("Some", "Ok") else None
    return within


def told_after(scene: Scene, key: str) -> object:
    return (scene.beat.after or {}).get(key)


def equal(one: object, other: object) -> bool | None:
    if one is None or other is None or type(one) is not type(other):
        return None
    return one == other
