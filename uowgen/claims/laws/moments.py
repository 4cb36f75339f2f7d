"""The beats of the two programs' stories side by side: what the spec's own code does at a place, and what the tree's does there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.stories.plots import POKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.records import Beat, Journal

    Test = Callable[["Moment"], bool | None]


class Moment(NamedTuple):
    """One call in both programs.

    `ours` is None where the tree's story had ended; `start` is the beat with which the spec's own story begins; `clean` says that the two
    could not be told apart before the call, by what they gave or by what they hold under the same names; `earlier` are the spec's own
    beats before it.
    """

    own: Beat
    ours: Beat | None
    start: Beat
    clean: bool
    earlier: tuple[Beat, ...] = ()


class Moments(NamedTuple):
    """All moments of a type; whether the programs can be told apart anywhere, by what they give or tell."""

    all: tuple[Moment, ...]
    apart: bool
    by_method: Mapping[str, tuple[Moment, ...]]  # the makers' under the empty name


def moments_of(journal: Journal) -> Moments:
    """The moments of a journal, worked out once."""
    kept = journal.notes.get("moments")
    if not isinstance(kept, Moments):
        kept = journal.notes["moments"] = _moments(journal)
    return kept


def _moments(journal: Journal) -> Moments:
    ours = {(b.story, b.at): b for b in journal.ours if b.story < POKED}
    found: list[Moment] = []
    apart, story, same, start = False, -1, True, None
    earlier: list[Beat] = []
    for own in journal.theirs or ():
        if own.story >= POKED:
            break
        if own.story != story:
            story, same, start = own.story, True, own
            earlier = []
        assert start is not None
        other = ours.get((own.story, own.at))
        clean = same and other is not None and other.given == own.given and alike(own.before, other.before)
        found.append(Moment(own, other, start, clean, tuple(earlier)))
        earlier.append(own)
        if (
            other is None
            or (other.gave, other.panicked, other.left) != (own.gave, own.panicked, own.left)
            or not tell_alike(own, other)
        ):
            same, apart = False, True
    by_method: dict[str, list[Moment]] = {}
    for moment in found:
        by_method.setdefault(moment.own.name, []).append(moment)
    return Moments(tuple(found), apart, {name: tuple(rows) for name, rows in by_method.items()})


def story_of(journal: Journal, moment: Moment) -> tuple[str, ...]:
    """The tree's calls up to a moment, a line each."""
    told = [b for b in journal.ours if b.story == moment.own.story and b.at <= moment.own.at]
    told = told or [*moment.earlier, *([moment.ours] if moment.ours is not None else [])]
    return tuple(f"{b.name or journal.maker}({', '.join(map(in_words, b.given))}) gives {in_words(b.gave)}" for b in told)


def tell_alike(own: Beat, other: Beat) -> bool:
    """Whether the methods that are asked tell the same after the call."""
    return _shared(own.after, other.after, private=False)


def alike(own: Mapping[str, object] | None, other: Mapping[str, object] | None) -> bool:
    """Whether two looks have the same under the keys that both have."""
    return _shared(own, other, private=True)


def _shared(own: Mapping[str, object] | None, other: Mapping[str, object] | None, *, private: bool) -> bool:
    if own is None or other is None:
        return (own is None) == (other is None)
    return all(own[k] == other[k] for k in own if k in other and (private or not k.startswith(".")))


def alike_in_all(journal: Journal) -> bool:
    """Whether nobody outside could tell the two programs apart in any call, as far as that was looked at."""
    kept = journal.notes.get("alike in all")
    if not isinstance(kept, bool):
        look = journal.notes.get("alike")
        kept = journal.notes["alike in all"] = callable(look) and bool(look())
    return kept


def later_apart(journal: Journal, m: Moment) -> bool:
    """Whether a call after this one gives or does something else in the two programs: what it left is not the same.

    Where none was tried on that way, the ends of values that hold the same tell it.
    """
    kept = journal.notes.get("later")
    if not isinstance(kept, _Later):
        kept = journal.notes["later"] = _Later({}, {}, {})
        for one in moments_of(journal).all:
            if one.earlier and one.ours is not None and _shown(one.own) != _shown(one.ours):
                kept.ways[_way(one.earlier)] = True
            if one.own.name == "drop" and one.ours is not None:
                kept.own.setdefault(_look(one.own.before), set()).add(_shown(one.own))
                kept.ours.setdefault(_look(one.ours.before), set()).add(_shown(one.ours))
    if kept.ways.get(_way((*m.earlier, m.own))) or m.ours is None:
        return m.ours is not None
    own, ours = kept.own.get(_look(m.own.after)), kept.ours.get(_look(m.ours.after))
    return bool(own and ours and not own & ours)


class _Later(NamedTuple):
    ways: dict[str, bool]
    own: dict[str, set[tuple[object, ...]]]  # what ends do, by what is held
    ours: dict[str, set[tuple[object, ...]]]


def _look(look: Mapping[str, object] | None) -> str:
    return repr(sorted(look.items())) if look is not None else ""


def _shown(beat: Beat) -> tuple[object, ...]:
    done = sorted((d.path, repr(d.given)) for d in beat.did if not d.helper)
    return repr(beat.gave), beat.panicked, tuple(done)


def _way(beats: tuple[Beat, ...]) -> str:
    return repr([(b.name, b.given) for b in beats])
