"""What is left of a range that is cut: “the upper piece keeps `prot` and its `offset` is advanced”, of whatever method cuts."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.ranges import field_of, given_to, held_in
from uowgen.claims.stories.scenes import all_

if TYPE_CHECKING:
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.ranges import Range
    from uowgen.claims.stories.records import Journal
    from uowgen.claims.stories.scenes import Scene, Test

_UPPER, _LOWER = (
    frozenset("upper right second higher tail rear back trailing top".split()),
    frozenset("lower left first front leading bottom".split()),
)
_PIECES = frozenset("piece part half end rest fragment portion side".split())
_KEEPS = frozenset("keeps retains inherits preserves has keep carries".split())
_MOVED = frozenset("advanced adjusted moved shifted increased bumped raised incremented".split())
_PLAIN = frozenset("the its of a an old original same unchanged".split())
_PAGE = 4096


def pieces(words: tuple[Word, ...], cast: Cast) -> tuple[Test, Test] | None:
    """Which calls such a sentence is about, and what must be so of the piece; None if it is another sentence."""
    journal = cast.journal
    rows = [w for w in words if w.code or w.text not in _PLAIN]
    if len(rows) < 4 or field_of(journal) is None or rows[0].code or rows[1].code:
        return None
    upper = rows[0].text in _UPPER
    if (not upper and rows[0].text not in _LOWER) or rows[1].text not in _PIECES:
        return None
    names = _names(journal)
    found: list[Test] = []
    at = 2
    while at < len(rows):
        word = rows[at]
        if not word.code and word.text in ("and", ",", "but", "with"):
            at += 1
        elif not word.code and word.text in _KEEPS:
            fields, at = _fields(rows, at + 1, names)
            if not fields:
                return None
            found += [_piece(upper, names.index(f), moved=False) for f in fields]
        elif word.raw in names:
            verb = [w.text for w in rows[at + 1 : at + 3] if not w.code]
            if verb[:1] not in (["is"], ["gets"], ["was"]) or len(verb) < 2 or verb[1] not in _MOVED or not upper:
                return None
            found.append(_piece(upper, names.index(word.raw), moved=True))
            at += 3
            while at < len(rows) and rows[at].text in (
                "accordingly",
                "by",
                "what",
                "was",
                "cut",
                "off",
                "amount",
                "distance",
                "removed",
                "skipped",
                "bytes",
            ):
                at += 1
        else:
            return None
    return (_is_cut(upper), all_(found)) if found else None


def _fields(rows: list[Word], at: int, names: list[str]) -> tuple[list[str], int]:
    """Fields by name in a row: `prot` and `flags`; a field that something more is said of is not one of them."""
    found: list[str] = []
    while at < len(rows) and (rows[at].raw in names or (rows[at].text in ("and", ",") and not rows[at].code)):
        if rows[at].raw in names:
            if at + 1 < len(rows) and rows[at + 1].text in ("is", "gets", "was") and not rows[at + 1].code:
                break
            found.append(rows[at].raw)
        at += 1
    return found, at


def _names(journal: Journal) -> list[str]:
    """The fields of a range that is held, but for its ends, in the order in which `Range.rest` has them."""
    key = field_of(journal)
    if key is None:
        return []
    kind = "".join(journal.fields[key[0][1:]].split())
    inner = kind.partition("<")[2].rstrip(">").rpartition("::")[2] or kind.strip("[ ").partition(";")[0]
    shape = journal.shapes.get(inner.rpartition(",")[2], ())
    return [name for n, name in enumerate(shape) if n not in (key[1].start, key[1].end)]


def _cut(scene: Scene, upper: bool) -> tuple[Range, Range, Range] | None:
    """The range that a call cuts at one end, what it was given, and what was left at that end; None where it does no such thing."""
    given = given_to(scene.journal, scene.beat)
    before, after = held_in(scene.journal, scene.beat.before), held_in(scene.journal, scene.beat.after)
    if given is None or not before or after is None or after == before or given.start >= given.end:
        return None
    if any((r.start, r.end) == (given.start, given.end) for r in after):
        return None  # it was put in
    whole = [r for r in before if given.meets(r) and (given.end < r.end if upper else r.start < given.start)]
    if len(whole) != 1:
        return None
    wanted = (given.end, whole[0].end) if upper else (whole[0].start, given.start)
    left = [r for r in after if (r.start, r.end) == wanted]
    return (whole[0], given, left[0]) if len(left) == 1 else None


def _is_cut(upper: bool) -> Test:
    return lambda scene: _cut(scene, upper) is not None


def _piece(upper: bool, place: int, *, moved: bool) -> Test:
    """Whether a field of the piece is as it was, or has moved by as much as was cut off before it."""

    def test(scene: Scene) -> bool | None:
        found = _cut(scene, upper)
        if found is None or place >= len(found[0].rest) or place >= len(found[2].rest):
            return None
        whole, given, left = found
        old, new = whole.rest[place], left.rest[place]
        if not moved:
            return old == new
        if type(old) is not int or type(new) is not int:
            return None
        return new - old in (given.end - whole.start, (given.end - whole.start) // _PAGE)

    return test


__all__ = ["pieces"]
