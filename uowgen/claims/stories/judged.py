"""Decides a sentence by the stories of the types that the spec declares: the tree's code and the spec's own must both go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.containers.container import is_integer
from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.runs.shown_values import in_words
from uowgen.claims.scaled import has_large_limit
from uowgen.claims.stories.cast import Cast
from uowgen.claims.stories.journal import journals_of
from uowgen.claims.stories.plots import POKED
from uowgen.claims.stories.reading import read
from uowgen.claims.stories.scenes import scenes
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat, Journal
    from uowgen.claims.stories.scenes import Scene
    from uowgen.claims.stories.told import Told

NAME = "in_stories"
_FAR = 1 << 130  # beyond all numbers
_COUNTS = frozenset({"count", "counts", "counter", "number", "total", "size", "length", "value"})


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the stories say of a sentence; None if it is not read so, by the words of exactly one type."""
    rows = [
        (journal, told) for journal in journals_of(case, [w.raw for w in words if w.code]) if (told := read(words, Cast(journal)))
    ]
    if len(rows) != 1:
        return None
    journal, claims = rows[0]
    shown_only = is_of_a_new_one(words) or may_mean_another(words, journal)
    found = [_judged(journal, told, as_shown=shown_only) for told in claims]
    if None in found:
        return next((one for one in found if one is not None and one.outcome == "fails"), None)
    weighed = weakest([one for one in found if one is not None])
    never = any(not w.code and w.text in ("never", "no") for w in words)
    # What comes only after a large limit is met by no story.
    return None if weighed.outcome == "holds" and never and has_large_limit(case) else weighed


def never_does(words: tuple[Word, ...]) -> bool:
    """“`poke()` is a no-op”, under no condition: that nothing came of it in some stories does not show it."""
    said = " ".join("`" if w.code else w.text for w in words if w.code or w.text not in (".", "a", "an", "always"))
    return said in ("` is no-op", "` does nothing", "` has no effect", "` changes nothing", "` is without effect")


def is_of_a_new_one(words: tuple[Word, ...]) -> bool:
    """“A new port is `Empty`” says what a value is like: where the spec's own code goes against it, it was taken for what a call gives."""
    return len(words) > 1 and not words[0].code and words[0].text in ("new", "fresh", "newly")


def may_mean_another(words: tuple[Word, ...], journal: Journal) -> bool:
    """“It resets the count” may speak of any field that counts something: a noun that is not written as code is no field's name for certain."""
    return any(not w.code and w.text in _COUNTS for w in words) and len(_counting(journal)) > 1


def _counting(journal: Journal) -> list[str]:
    """The fields of a type that are whole numbers."""
    return [f.name for f in fields_of(journal.declaration).all if is_integer(f.type)]


def _judged(journal: Journal, told: Told, *, as_shown: bool = False) -> Finding | None:
    """One claim, in every scene of the tree's stories that it is about; None where the spec's own code does not go with it."""
    if journal.theirs is None:
        return None
    place = (shown(journal.declaration),)
    theirs = {(s.beat.story, s.beat.at): s for s in _of(journal, journal.theirs, told) if told.asked(s) is True}
    seen = {at: told.right(s) for at, s in theirs.items()}
    # Where the spec's own code gives another error, another reason comes first: the sentence is not about that call.
    named = told.error and True in seen.values()
    other = {at for at, right in seen.items() if right is False and _is_error(theirs[at].beat.gave) and named}
    against = [theirs[at] for at, right in seen.items() if right is False and at not in other]
    so, wrong, telling, unsure = 0, None, told.telling is None, False
    for scene in _of(journal, journal.ours, told):
        at = (scene.beat.story, scene.beat.at)
        if at in other or told.asked(scene) is not True:
            continue
        right = told.right(scene)
        if right is None:
            unsure = unsure or scene.beat.panicked
            continue
        so += 1
        telling = telling or (told.telling is not None and told.telling(scene) is True)
        wrong = scene if wrong is None and not right else wrong
    if not so or (True not in seen.values() and not against):
        return None
    # What comes in some of these calls may be meant under conditions that go without saying; what never comes is not.
    if against and (wrong is None or not told.plain or True in seen.values()):
        return None
    if against and as_shown:
        return None
    # A change is said of calls that go well: where all that were met were refused, it was not seen whether it comes.
    changes = told.telling is not None
    if against and (changes or True in seen.values()) and all(_is_error(scene.beat.gave) for scene in against):
        return None
    if wrong is not None:
        told_so = f"not so: `{wrong.beat.name or journal.maker}` gives {in_words(wrong.beat.gave)}"
        return Finding("fails", told_so, "behaviour", "behaves-differently", place, "proved", story_of(wrong))
    # Where the tree's code panics on its way, the stories end before what might have told of a fault.
    if not telling or unsure or so * 2 < sum(right is True for right in seen.values()):
        return None
    if not all(_turns_where_said(_of(journal, beats, told), told) for beats in (journal.theirs, journal.ours)):
        return None
    return Finding("holds", f"so in {so} of {so} calls, as in the spec's own code", "behaviour", None, place, "bounded")


def _turns_where_said(rows: list[Scene], told: Told) -> bool:
    """Whether the numbers just on this side of a limit that is named were met, and those just on the other come to something else.

    Else another limit would be as good. Where none is named there is nothing to turn.
    """

    def newly(wider: int) -> list[Scene]:
        return [s for s in rows if (told.asked(s) is True) is not (told.asked(s._replace(wider=wider)) is True)]

    if not newly(_FAR) and not newly(-_FAR):
        return True
    return any(told.right(s) is True for s in newly(-1)) and any(told.right(s) is False for s in newly(1))


def _of(journal: Journal, beats: tuple[Beat, ...], told: Told) -> list[Scene]:
    return [s for s in scenes(journal, beats) if (s.beat.story >= POKED) is told.poked]


def _is_error(gave: object) -> bool:
    return isinstance(gave, tuple) and gave[:1] == ("Err",)


def story_of(scene: Scene) -> tuple[str, ...]:
    """The calls of a scene in words, one after the other."""
    return tuple(
        f"{b.name or scene.journal.maker}({', '.join(map(in_words, b.given))}) gives {in_words(b.gave)}"
        for b in (*scene.past, scene.beat)
    )
