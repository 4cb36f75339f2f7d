"""Decides what is said of how often an event came: the nth of a sort leads somewhere, an event sets a counter back that no method tells.

Which events count as one, two, three is found out by the spec's own code. That a counter was set back is told by what comes afterwards: all
goes as if there had been nothing before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.words import stem
from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown, undecided
from uowgen.claims.trials.event_lives import side_by_side
from uowgen.claims.trials.event_machines import name_of, payload_of
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from uowgen.claims.trials.event_lives import Beat, Lives, Living

    Both = tuple[Beat, Beat]  # ours, theirs
    Events = tuple[tuple[str, tuple[Any, ...]], ...]

_MOST_AFTER = 60  # pairs of values that are compared after a counter was set back
_COUNTERS = frozenset({"counter", "count", "counts", "counters", "tally", "number"})
_IT, _OTHER, _BACK = "i", "o", "b"  # an event of the sort; another one; another one that led back to the beginning


def nth_leads(event: str, target: str, nth: int, lives: Lives) -> Finding:
    """That the `nth` of these events leads to `target`, and none before it; `lives` has both names."""
    place = (shown(lives.declaration),)
    rows = _in_order(event, lives.beats)
    theirs_side = lives.sides[1]
    alone = _in_order(event, side_by_side(theirs_side, theirs_side, lives.every)[1])  # where the tree has not parted from it

    def there(b: Beat) -> bool:
        return not b.refused and name_of(b.after.state) == target

    ways: list[Callable[[str], int]] = []
    for way in (_in_a_row, _since_the_beginning, _in_all):
        told = [(both[1], way(before)) for both, before in alone]
        if all(there(b) == (n == nth) for b, n in told if n <= nth) and {nth, 1} <= {n for _, n in told}:
            ways.append(way)
    if not ways:
        return undecided("not-understood", f"which `{event}` counts as number {nth} is not clear", lives.declaration)
    met = 0
    apart: Beat | None = None
    for (ours, theirs), before in rows:
        counts = {way(before) for way in ways}
        met += counts == {nth}
        # One that comes too early says something only where nothing was counted that may not have been meant.
        early = max(counts) < nth and _in_all(before) < nth and there(ours)
        if (counts == {nth} and not there(ours)) or early:
            return Finding("fails", f"not so: {_told(ours)}", "behaviour", "behaves-differently", place, "proved", ours.story)
        if apart is None and there(ours) != there(theirs):
            apart = ours
    if apart is not None:
        return Finding("undecided", f"{_told(apart)}, which the spec's own code does otherwise", None, "not-observable", place)
    if not met or not lives.whole:
        return Finding("undecided", "there are more states than can be looked at", None, "limit-reached", place)
    return Finding("holds", f"so in {met} of {met} orders of events", "behaviour", None, place, "bounded")


def _in_order(event: str, beats: Sequence[Both]) -> list[tuple[Both, str]]:
    """Each time that the spec's own code takes one of these events, with what it took before."""
    by_story = {both[1].story: both for both in beats}
    rows = [(both, _history(both[1].story, event, by_story)) for both in beats if name_of(both[1].event) == event]
    return [(both, before) for both, before in rows if before is not None and not both[1].refused]


def _history(story: tuple[str, ...], event: str, by_story: Mapping[tuple[str, ...], Both]) -> str | None:
    """What the spec's own code took before the last event of a story, one letter for each event; None if that is not known."""
    found = ""
    first = None
    for end in range(1, len(story)):
        both = by_story.get(story[:end])
        if both is None:
            return None
        b = both[1]
        first = first or name_of(b.before.state)
        if not b.refused:
            found += _IT if name_of(b.event) == event else _BACK if name_of(b.after.state) == first else _OTHER
    return found


def _in_a_row(before: str) -> int:
    return len(before) - len(before.rstrip(_IT)) + 1


def _since_the_beginning(before: str) -> int:
    return before.rpartition(_BACK)[2].count(_IT) + 1


def _in_all(before: str) -> int:
    return before.count(_IT) + 1


def _told(b: Beat) -> str:
    answer = ", and is refused" if b.refused else ""
    return f"after {len(b.story) - 1} events `{b.story[-1]}` in `{name_of(b.before.state)}` leads to `{name_of(b.after.state)}`{answer}"


# ------------------------------------------------------------------------------------------------------------ set back


def clears(event: str, words: tuple[str, ...], lives: Lives) -> Finding:
    """That `event` sets the counter back which `words` name: in the spec's own code by its field, in the tree by what comes afterwards."""
    place = (shown(lives.declaration),)
    at = _field(words, lives)
    if at is None:
        return undecided("not-understood", f"which counter “{' '.join(words)}” is is not clear", lives.declaration)
    start = lives.first[1].whole[at]
    taken = [both for both in lives.beats if name_of(both[1].event) == event and not both[1].refused]
    if any(theirs.after.whole[at] != start for _, theirs in taken):
        return undecided("not-understood", f"in the spec's own code `{event}` does not always set it back", lives.declaration)
    counted = [both for both in taken if both[1].before.whole[at] != start]
    by_story = {both[1].story: both for both in lives.beats}
    ours_side, theirs_side = lives.sides
    met = 0
    open_: Finding | None = None
    for ours, theirs in counted:
        clean = _untouched((ours, theirs), taken, lives, at, start)
        if ours.refused or clean is None:
            open_ = open_ or Finding("undecided", f"{_told(ours)}: nothing to compare it with", None, "not-observable", place)
            continue
        stories = _events(ours.story, by_story), _events(clean, by_story)
        found = _apart(ours_side, stories, lives.every)
        if found is None or (found and _alike(theirs_side, stories, found) is not True):
            open_ = open_ or Finding("undecided", f"what comes after `{event}` was not gone through", None, "limit-reached", place)
            continue
        if found:
            story = (*ours.story, *(name for name, _ in found))
            why = f"after {', '.join(f'`{s}`' for s in story)} it is in another state than if `{event}` had come first"
            return Finding("fails", f"not so: {why}", "behaviour", "behaves-differently", place, "proved", story)
        met += 1
    if open_ is not None:
        return open_
    if not met or not lives.whole:
        return Finding("undecided", f"`{event}` was not seen with anything counted", None, "vacuous", place)
    return Finding("holds", f"after `{event}` all goes as from the beginning, in {met} of {met} orders of events", "behaviour", None, place, "bounded")  # fmt: skip


def _untouched(both: Both, taken: Sequence[Both], lives: Lives, at: int, start: object) -> tuple[str, ...] | None:
    """The shortest story after which all is as after `both`, but nothing was counted before; None if there is none.

    It ends with the same event in the same state; or it is empty, where the spec's own code is as at the beginning.
    """
    ours, theirs = both
    refused = {b.story for _, b in lives.beats if b.refused}
    first = lives.first

    def plain(one: Both) -> bool:
        """Whether the tree's code is in the same state after it, and nothing was refused before, which the tree's code might count."""
        story = one[0].story
        return name_of(one[0].after.state) == name_of(ours.after.state) and not any(
            story[:end] in refused for end in range(1, len(story) + 1)
        )

    same = [one for one in taken if one[1].event == theirs.event and one[1].before.state == theirs.before.state]
    fresh = [one[0].story for one in same if one[1].before.whole[at] == start and plain(one)]
    if not fresh and first[1].whole == theirs.after.whole and name_of(first[0].state) == name_of(ours.after.state):
        return ()
    return min(fresh, key=len) if fresh else None


def _field(words: tuple[str, ...], lives: Lives) -> int | None:
    """The place of the one field of numbers, in the spec's own code, that the words name."""
    own = [d for f in block_files(lives.case) for d in f.declarations() if d.item.kind == "struct" and d.item.name == lives.declaration.item.name]  # fmt: skip
    if len(own) != 1:
        return None
    said = {stem(p) for w in words for p in parts_of_name(w)} - {stem(c) for c in _COUNTERS}
    first = lives.first[1].whole
    numbers = [
        n
        for n, f in enumerate(fields_of(own[0]).all)
        if n < len(first) and isinstance(first[n], int) and not isinstance(first[n], bool)
    ]
    named = [n for n in numbers if said & {stem(p) for p in parts_of_name(fields_of(own[0]).all[n].name)}]
    found = named if said else numbers
    return found[0] if len(found) == 1 else None


def _events(story: tuple[str, ...], by_story: Mapping[tuple[str, ...], Both]) -> Events:
    """The events of a story, as they can be given again."""
    rows = [by_story[story[:end]][0].event for end in range(1, len(story) + 1)]
    return tuple((name_of(e), payload_of(e)) for e in rows)


def _apart(side: Living, stories: tuple[Events, Events], every: Events) -> Events | None:
    """What has to come after two stories to show that they leave something different; nothing if they do not; None if that is not known."""
    waiting: list[Events] = [()]
    seen: set[object] = set()
    while waiting:
        more = waiting.pop(0)
        for one in every:
            first, second = (side.beat((*story, *more), one) for story in stories)
            if (name_of(first.after.state), first.refused, first.effects) != (
                name_of(second.after.state),
                second.refused,
                second.effects,
            ):
                return (*more, one)
            pair = (first.after.whole, second.after.whole)
            if pair[0] == pair[1] or pair in seen:
                continue
            seen.add(pair)
            if len(seen) > _MOST_AFTER:
                return None
            waiting.append((*more, one))
    return ()


def _alike(side: Living, stories: tuple[Events, Events], more: Events) -> bool:
    first, second = (side.beat((*story, *more[:-1]), more[-1]) for story in stories)
    return (name_of(first.after.state), first.refused) == (name_of(second.after.state), second.refused)


__all__ = ["clears", "nth_leads"]
