"""What a call does to the ranges that are held, and which of them it gives back: in words, and by a model of ranges."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ranges import ENDS, NOUNS, contains, field_of, given_to, held_in, range_of

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

_UNIT = 16
_PAGE = 4096
_IT = frozenset("it region regions range ranges area areas list them all of original entry entries mapping mappings".split())


def outcome(tokens: Tokens) -> Test | None:
    """“splits it in two”, “leaves both ends”, “removes what lies in it”, “keeps the list sorted”, “cuts all of them”: by a model of ranges."""
    at = tokens.at
    if tokens.said("keeps", "leaves", "keep") and tokens.type_noun() and tokens.said("sorted", "in order", "ordered"):
        tokens.said("by start", "by address", "by start address")
        return _sorted
    tokens.at = at
    for phrases, test in _OUTCOMES:
        if tokens.said(*phrases):
            tokens.over(_IT)
            tokens.said(
                "in two",
                "into two",
                "in two pieces",
                "into two pieces",
                "on both sides",
                "around hole",
                "by start",
                "by address",
                "by start address",
            )
            return test
    return None


def _cut(scene: Scene) -> bool | None:
    """The numbers that are held are those that were, without the given range, each with what it bore; at most one piece lies between two gaps."""
    given = given_to(scene.journal, scene.beat)
    before, after = held_in(scene.journal, scene.beat.before), held_in(scene.journal, scene.beat.after)
    if given is None or before is None or after is None or given.start % _UNIT or given.end % _UNIT:
        return None  # what is rounded is another matter
    wanted = [
        (lo, hi)
        for r in before
        for lo, hi in ((r.start, min(r.end, given.start)), (max(r.start, given.end), r.end))
        if lo < hi and (given.meets(r) or (lo, hi) == (r.start, r.end))
    ]
    return sorted(dict.fromkeys(wanted)) == sorted((r.start, r.end) for r in after)


def _sorted(scene: Scene) -> bool | None:
    rows = held_in(scene.journal, scene.beat.after)
    return None if rows is None or len(rows) < 2 else [r.start for r in rows] == sorted(r.start for r in rows)


def _apart(scene: Scene) -> bool | None:
    rows = held_in(scene.journal, scene.beat.after)
    return None if rows is None or len(rows) < 2 else not any(a.meets(b) for n, a in enumerate(rows) for b in rows[n + 1 :])


def _split(scene: Scene) -> bool | None:
    before, after = held_in(scene.journal, scene.beat.before), held_in(scene.journal, scene.beat.after)
    if before is None or after is None:
        return None
    cut = _cut(scene)
    return None if cut is None else cut and len(after) == len(before) + 1


_OUTCOMES: tuple[tuple[tuple[str, ...], Test], ...] = (
    (("splits", "split", "leaves both ends", "leaves two pieces", "leaves both sides", "leaves both parts", "keeps both ends", "cuts", "leaves two", "produces two"), _split),
    (("keeps list sorted", "keeps regions sorted", "keeps ranges sorted", "keeps it sorted", "keeps order", "leaves list sorted"), _sorted),
    (("stay sorted", "stays sorted", "are kept sorted", "is kept sorted", "are sorted", "is sorted", "remain sorted", "are kept in ascending order"), _sorted),
    (("never overlap", "do not overlap", "are disjoint", "stay disjoint"), _apart),
    (("removes", "trims", "shrinks", "shortens", "cuts out", "takes out", "works"), _cut),
)  # fmt: skip


def value(tokens: Tokens) -> Test | None:
    """“the region that contains the address”, “the number of bytes removed”, “how many bytes were mapped”."""
    if tokens.over(NOUNS):
        if tokens.said(
            "that contains", "containing", "that holds", "holding", "covering", "that covers", "with", "around", "in which"
        ):
            tokens.over(frozenset({"address", "addr", "it", "point", "number", "lies", "page"}))
            if not tokens.done and tokens.words[tokens.at].code:
                tokens.at += 1
            if tokens.text() == "," and tokens.raw(1) in ENDS and tokens.text(2) == "is" and tokens.text(3) == "exclusive":
                tokens.at += 4  # which is how ranges are held against the number in any case
            return _found
        return None
    if tokens.said("number of bytes", "how many bytes", "bytes", "byte count", "amount of memory", "number of pages", "length"):
        pages = "pages" in (tokens.text(-1),)
        tokens.over(
            frozenset("that were was actually really been have removed taken out unmapped mapped cut there freed covered".split())
        )
        return _removed(_PAGE if pages else 1)
    return None


def _found(scene: Scene) -> bool | None:
    """The range that comes out contains the number given, and nothing comes out where none does."""
    rows = held_in(scene.journal, scene.beat.before)
    key = field_of(scene.journal)
    if rows is None or key is None or len(scene.beat.given) != 1 or type(scene.beat.given[0]) is not int:
        return None
    number = scene.beat.given[0]
    wanted = next((r for r in rows if contains(r, number)), None)
    gave = range_of(scene.beat.gave, key[1]) if scene.beat.gave != ("None",) else None
    return gave == wanted


def _removed(unit: int) -> Test:
    def test(scene: Scene) -> bool | None:
        given, rows = given_to(scene.journal, scene.beat), held_in(scene.journal, scene.beat.before)
        if given is None or rows is None or given.start % _UNIT or given.end % _UNIT or given.start >= given.end:
            return None
        gave = scene.beat.gave
        if isinstance(gave, tuple) and gave[:1] == ("Ok",) and len(gave) > 1:
            gave = gave[1]
        if type(gave) is not int:
            return None
        return gave * unit == sum(max(0, min(r.end, given.end) - max(r.start, given.start)) for r in rows)

    return test
