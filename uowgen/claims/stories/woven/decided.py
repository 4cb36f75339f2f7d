"""Decides sentences that are read as phrases in any order, by the stories of the types that the spec's blocks declare.

A sentence may be read in several ways. The reading in which the spec's own code is so is the one that was meant, if no other is plainly
contrary to it; where the spec's own code goes against every reading, and each is plain, the sentence fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.sentences.sentence import words_of
from uowgen.claims.stories.journal import journals_of
from uowgen.claims.stories.judged import may_mean_another, story_of
from uowgen.claims.stories.plots import POKED
from uowgen.claims.stories.scenes import Scene, scenes
from uowgen.claims.stories.woven.tokens import tokens_of
from uowgen.claims.stories.woven.weaving import readings
from uowgen.claims.stories.woven.worded import Worded
from uowgen.facts.members import variants_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.stories.records import Beat, Journal
    from uowgen.claims.stories.told import Told
    from uowgen.claims.stories.woven.weaving import Reading

NAME = "in_woven_stories"
_MOST_TOKENS = 26
_STAYS = when_used(r"(?i)\b(?:stays?|remains?) `?(?:\w+::)?(\w+)`?$")
# Of ranges that is another order than the one they are sorted in.
_OF_ARRIVAL = when_used(
    r"(?i)\border (?:in which )?(?:they|it|these|those|\w+s) (?:were|was|are|is|have|had|came|come|arrived?)\b|\border of (?:arrival|insertion)"
)
_MOVING = frozenset({"lead"})  # from a state or to it: which of them is said by words that would count for nothing


_KNOWN = when_used(r"(?i)\b(?:already|again|twice|duplicates?|same|existing|known)\b")


class _Seen(NamedTuple):
    """What the stories say of one claim: of the spec's own code, of the tree's, how many calls there were, and one that goes against it."""

    own: bool | None
    ours: bool | None
    runs: int = 0
    wrong: Scene | None = None


def decided(text: str, case: Case) -> Finding | None:
    """What the stories say of a criterion; None if it is not read so, by the words of exactly one type."""
    tokens = tokens_of(text)
    if not 2 <= len(tokens) <= _MOST_TOKENS or any(t.stem in _MOVING and not t.code for t in tokens) or _keeps_a_state(text, case):
        return None
    said = words_of(text)
    several = any((t.stem in ("and", "but") and not t.code) or t.mark == ";" for t in tokens)
    several = several or _KNOWN.search(text) is not None  # which thing was given before, the stories may take for another
    of_arrival = _OF_ARRIVAL.search(text) is not None
    found = [
        (j, one)
        for j in journals_of(case, text.split("`")[1::2])
        if j.theirs is not None
        and not ((words := Worded(j, tokens)).ranged and of_arrival)
        and (one := _of_journal(j, readings(words), plain=not several and not may_mean_another(said, j))) is not None
    ]
    return found[0][1] if len(found) == 1 else None


def _keeps_a_state(text: str, case: Case) -> bool:
    """“A jammed feeder stays jammed”: of states, which are no number that a method tells and no call, however they are called."""
    kept = _STAYS.search(text)
    return kept is not None and any(
        kept[1].lower() == v.name.lower()
        for f in block_files(case)
        for d in f.declarations()
        if d.item.kind == "enum"
        for v in variants_of(d).all
    )


def _of_journal(journal: Journal, rows: list[Reading], *, plain: bool) -> Finding | None:
    """The verdict by one type's stories; None where they tell nothing. `plain`: the sentence says one thing of one case."""
    if not rows:
        return None
    seen = [_weighed(journal, one) for one in rows]
    seen = [one for one in seen if one.own is not None]
    if not seen:
        return None
    place = (shown(journal.declaration),)
    meant = [one for one in seen if one.own]
    if len(meant) == len(seen) and all(one.ours is True for one in meant):
        count = max(one.runs for one in meant)
        return Finding("holds", f"so in {count} of {count} calls, as in the spec's own code", "behaviour", None, place, "bounded")
    against = [one for one in seen if one.ours is False and one.wrong is not None]
    # What the spec's own code goes against was misread, unless it says in so many words which value comes.
    told = all(one.valued or all(told.error for _, claims in one.of for told in claims) for one in rows)
    sure = plain and told and all((one.named or len(one.of) == 1) and not one.loose for one in rows)
    if len(against) == len(seen) and (len(meant) == len(seen) or (not meant and sure)):
        wrong = against[0].wrong
        assert wrong is not None
        said = f"not so: `{wrong.beat.name or journal.maker}` gives {in_words(wrong.beat.gave)}"
        return Finding("fails", said, "behaviour", "behaves-differently", place, "proved", story_of(wrong))
    return None


def _weighed(journal: Journal, reading: Reading) -> _Seen:
    """What the stories say of one reading: where no method is named, of those that the spec's own code is so for."""
    each = []
    for _, claims in reading.of:
        rows = [_judged(journal, told, every=reading.every) for told in claims]
        own = None if any(r.own is None for r in rows) else all(r.own for r in rows)
        ours = False if any(r.ours is False for r in rows) else None if any(r.ours is None for r in rows) else True
        if own is False and any(r.own is False for r in rows) and ours is None:
            ours = False if any(r.own is False and r.ours is False for r in rows) else None
        each.append(_Seen(own, ours, min(r.runs for r in rows), next((r.wrong for r in rows if r.wrong is not None), None)))
    if not reading.named:
        good = [one for one in each if one.own]
        if good and any(one.own is False for one in each):  # which is meant is not said
            return _Seen(None, None)
        each = good or [one for one in each if one.own is not None]
    if not each or any(one.own is None for one in each):
        return _Seen(None, None)
    own = all(one.own for one in each)
    ours = False if any(one.ours is False for one in each) else None if any(one.ours is None for one in each) else True
    return _Seen(own, ours, min(one.runs for one in each), next((one.wrong for one in each if one.wrong is not None), None))


def _judged(journal: Journal, told: Told, *, every: bool) -> _Seen:
    """One claim, in every scene that it is about. The spec's own code goes against it where it is never so (`every`: not always)."""
    theirs = {(s.beat.story, s.beat.at): s for s in _of(journal, journal.theirs or (), told) if told.asked(s) is True}
    if not theirs and told.wider is not None:
        return _judged(journal, told._replace(asked=told.wider, wider=None), every=every)
    seen = {at: told.right(s) for at, s in theirs.items()}
    named = told.error and True in seen.values()
    # Where the spec's own code gives another error, another reason comes first: the sentence is not about that call.
    other = {at for at, right in seen.items() if right is False and _is_error(theirs[at].beat.gave) and named and not every}
    against = [at for at, right in seen.items() if right is False and at not in other]
    good = any(right is True for right in seen.values())
    if good and every and against and all(theirs[at].beat.refused for at in against):
        return _Seen(None, None)  # of calls that are refused it need not be said
    if len(other) > sum(right is True for right in seen.values()):  # the situation is another one's
        return _Seen(None, None)
    if not good and not against:
        return _Seen(None, None)
    own = True if not against else False if (not good or every) else None
    if own is None:
        return _Seen(None, None)
    so, wrong, telling, unsure = 0, None, told.telling is None, False
    refused = {(b.story, b.at) for b in journal.theirs or () if b.refused} - theirs.keys()
    for scene in _of(journal, journal.ours, told):
        if (scene.beat.story, scene.beat.at) in other or told.asked(scene) is not True:
            continue
        if (scene.beat.story, scene.beat.at) in refused and not scene.beat.refused:
            unsure = True  # that it was not refused is wrong; what is said of calls that are taken is not said of that one
            continue
        right = told.right(scene)
        if right is None:
            unsure = unsure or scene.beat.panicked
            continue
        so += right
        telling = telling or (told.telling is not None and told.telling(scene) is True)
        wrong = scene if wrong is None and not right else wrong
    if wrong is not None:
        return _Seen(own, False, so, wrong)
    if not so or not telling or unsure or so * 2 < sum(right is True for right in seen.values()):
        return _Seen(own, None, so)
    return _Seen(own, True, so)


def _of(journal: Journal, beats: tuple[Beat, ...], told: Told) -> list[Scene]:
    return [s for s in scenes(journal, beats) if (s.beat.story >= POKED) is told.poked]


def _is_error(gave: object) -> bool:
    return isinstance(gave, tuple) and gave[:1] == ("Err",)


__all__ = ["NAME", "decided"]
