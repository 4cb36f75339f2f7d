"""Beats with what came before them, and tests of them: true, false, or None where a beat is not what is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from uowgen.claims.stories.journal import Beat, Journal

    Test = Callable[["Scene"], bool | None]


class Scene(NamedTuple):
    """A beat of a story, with the beats before it in that story, the maker's first."""

    journal: Journal
    beat: Beat
    past: tuple[Beat, ...]


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


def scenes(journal: Journal, beats: tuple[Beat, ...]) -> Iterator[Scene]:
    """Every beat of every story as a scene."""
    past: list[Beat] = []
    for beat in beats:
        if past and past[-1].story != beat.story:
            past = []
        yield Scene(journal, beat, tuple(past[-12:]) if beat.at > 12 else tuple(past))
        past.append(beat)


def held(scene: Scene) -> list[object] | None:
    """What was put in and has not come out, the oldest first; None where calls of other methods make that unclear."""
    kinds = elements(scene.journal)
    rows: list[object] = []
    if len(scene.past) < scene.beat.at:
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
        elif not given:
            return None
        if len(given) > 1 or len(part.parameters) > 1:
            return None
        rows += given
    return rows


def elements(journal: Journal) -> frozenset[str]:
    """The types that one method takes and another gives back: what is kept in such a value."""
    given = {kind for p in journal.parts.values() if p.takes == "mut" for _, kind in p.parameters}
    back = {inner(p.returns) for p in journal.parts.values() if p.takes == "mut"}
    return frozenset(given & back)


def inner(kind: str) -> str:
    """`Option<&T>` as `T`."""
    text = "".join(kind.split())
    for head in ("Option<", "Result<"):
        if text.startswith(head):
            text = text[len(head) :].removesuffix(">").partition(",")[0]
    return text.lstrip("&").removeprefix("mut")


def inside(gave: object) -> object | None:
    """What is in a `Some` or an `Ok`; the value itself else; None for nothing and for an error."""
    if not isinstance(gave, tuple) or not gave or gave[0] not in ("Some", "Ok", "None", "Err"):
        return gave
    within: object = gave[1] if len(gave) > 1 and gave[0] in ("Some", "Ok") else None
    return within
