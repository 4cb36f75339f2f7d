"""Ranges in stories: which ones a value holds, which one a call is given, and how the two lie to each other, in words and as facts.

A value holds ranges if one of its fields is a list of things with a start and an end (or a length). Ends are exclusive: `[start, end)`.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.journal import Beat, Journal
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

    Relation = Callable[["Range", list["Range"]], bool]

STARTS = ("start", "base", "begin", "first", "from", "lo", "low", "addr", "address", "va", "vaddr")
ENDS = ("end", "hi", "high", "limit", "until", "to", "stop")
LENGTHS = ("len", "length", "size", "bytes")
_UNIT = 16
NOUNS = frozenset(
    "range ranges region regions area areas interval intervals mapping mappings extent extents vma vmas segment segments span spans".split()
)
_OVERLAPPING = frozenset("overlapping intersecting overlap overlaps intersects clashing conflicting".split())
_TOUCHING = frozenset("adjacent touching neighbouring neighboring abutting".split())


class Range(NamedTuple):
    """A range from `start` to before `end`, with the rest of what it bears."""

    start: int
    end: int
    rest: tuple[object, ...] = ()

    def meets(self, other: Range) -> bool:
        """Whether they share a number."""
        return self.start < other.end and other.start < self.end


class Places(NamedTuple):
    """Where in a thing that is shown as (name, part, …) start and end are; `by_length`: the end is told as a length."""

    start: int
    end: int
    by_length: bool


def places_of(names: tuple[str, ...]) -> Places | None:
    """Which of some fields or parameters are the ends of a range."""
    start = next((n for n, name in enumerate(names) if name in STARTS), None)
    end = next((n for n, name in enumerate(names) if name in ENDS), None)
    length = next((n for n, name in enumerate(names) if name in LENGTHS), None)
    if start is None or (end is None) is (length is None):
        return None
    return Places(start, end if end is not None else length or 0, end is None)


def field_of(journal: Journal) -> tuple[str, Places] | None:
    """The key of the one field that holds ranges, and where their ends are."""
    found = []
    for name, kind in journal.fields.items():
        inner = "".join(kind.split()).partition("<")[2].rstrip(">").rpartition("::")[2] or kind.strip("[ ").partition(";")[0]
        inner = inner.rpartition(",")[2]  # of a map: its values
        places = places_of(journal.shapes.get(inner.strip(), ()))
        if places is not None:
            found.append((f".{name}", places))
    return found[0] if len(found) == 1 else None


def held_in(journal: Journal, look: Mapping[str, object] | None) -> list[Range] | None:
    """The ranges that a value holds, in its own order; None where that cannot be told."""
    key = field_of(journal)
    rows = look.get(key[0]) if look is not None and key is not None else None
    if key is None or not isinstance(rows, tuple):
        return None
    found = [_range(row, key[1]) for row in rows if row != ("None",)]
    return None if None in found else [r for r in found if r is not None]


def _range(row: object, places: Places) -> Range | None:
    if isinstance(row, tuple) and row[:1] == ("Some",) and len(row) > 1:
        row = row[1]
    if isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], tuple) and row[1] and isinstance(row[1][0], str):
        row = row[1]  # an entry of a map
    parts = row[1:] if isinstance(row, tuple) and row and isinstance(row[0], str) else row
    if not isinstance(parts, tuple) or len(parts) <= max(places.start, places.end):
        return None
    start, end = parts[places.start], parts[places.end]
    if type(start) is not int or type(end) is not int:
        return None
    rest = tuple(p for n, p in enumerate(parts) if n not in (places.start, places.end))
    return Range(start, start + end if places.by_length else end, rest)


def given_to(journal: Journal, beat: Beat) -> Range | None:
    """The range that a call is given: as numbers, or as one thing with such fields."""
    if not beat.name:
        return None
    parameters = journal.parts[beat.name].parameters
    places = places_of(tuple(name for name, _ in parameters))
    if places is not None:
        return _range(("", *beat.given), places)
    for value, (_, kind) in zip(beat.given, parameters, strict=True):
        inner = places_of(journal.shapes.get(kind.lstrip("& ").rpartition("::")[2], ()))
        if inner is not None:
            return _range(value, inner)
    return None


def takes_range(journal: Journal, method: str) -> bool:
    """Whether a method is given a range."""
    parameters = journal.parts[method].parameters
    if places_of(tuple(name for name, _ in parameters)) is not None:
        return True
    return any(places_of(journal.shapes.get(k.lstrip("& ").rpartition("::")[2], ())) is not None for _, k in parameters)


# ------------------------------------------------------------------------------------------------------------ in words


def lies(tokens: Tokens) -> Test | None:
    """“overlapping range”, “an empty one”, “in the middle of a region”, “across several regions”, “over an existing region”, “exactly one region”.

    The words for how the given range lies to those that are held; passed if they are understood.
    """
    at = tokens.at
    tokens.over(frozenset({"an", "one", "new", "another", "any", "every", "all"}))
    relations: list[Relation] = []
    while (one := _adjective(tokens.text())) is not None:
        tokens.at += 1
        relations.append(one)
        if not tokens.said("and", "or", "and also") and tokens.text() != ",":
            break
        tokens.said(",")
    if relations:
        if tokens.over(NOUNS) or tokens.said("one", "ones"):
            return _test(lambda given, rows: any(one(given, rows) for one in relations))
        tokens.at = at
        return None
    for said, relation in _SAID.items():
        if tokens.said(said):
            tokens.over(frozenset({"existing", "mapped", "single", "held", "other"}))
            if tokens.over(NOUNS) or tokens.said("one") or said in _WHOLE:
                return _test(relation)
            tokens.at = at
            return None
    tokens.at = at
    return None


def _adjective(word: str) -> Relation | None:
    """What an adjective says of how a range lies."""
    if word in _OVERLAPPING:
        return _overlaps
    if word in _TOUCHING:
        return _touches
    if word in ("empty", "zero-length", "zero-sized"):
        return _is_empty
    if word in ("inverted", "reversed", "backwards"):
        return _is_inverted
    return _none if word in ("unmapped", "disjoint", "free") else None


def _test(relation: Relation) -> Test:
    def test(scene: Scene) -> bool | None:
        given, rows = given_to(scene.journal, scene.beat), held_in(scene.journal, scene.beat.before)
        return None if given is None or rows is None else relation(given, rows)

    return test


def _overlaps(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and any(given.meets(r) for r in rows)


def _touches(given: Range, rows: list[Range]) -> bool:
    return (
        given.start < given.end and not _overlaps(given, rows) and any(r.end == given.start or r.start == given.end for r in rows)
    )


def _is_empty(given: Range, rows: list[Range]) -> bool:
    del rows
    return given.start == given.end


def _is_inverted(given: Range, rows: list[Range]) -> bool:
    del rows
    return given.start > given.end


def _in_middle(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and any(r.start < given.start and given.end < r.end for r in rows)


def _at_front(given: Range, rows: list[Range]) -> bool:
    return any(given.start <= r.start < given.end < r.end for r in rows) and sum(given.meets(r) for r in rows) == 1


def _at_tail(given: Range, rows: list[Range]) -> bool:
    return any(r.start < given.start < r.end <= given.end for r in rows) and sum(given.meets(r) for r in rows) == 1


def _several(given: Range, rows: list[Range]) -> bool:
    return sum(given.meets(r) for r in rows) > 1


def _none(given: Range, rows: list[Range]) -> bool:
    return given.start < given.end and not any(given.meets(r) for r in rows)


def _exactly(given: Range, rows: list[Range]) -> bool:
    return any((r.start, r.end) == (given.start, given.end) for r in rows)


_SAID: dict[str, Relation] = {
    "in middle of": _in_middle, "from middle of": _in_middle, "middle of": _in_middle, "inside": _in_middle, "strictly inside": _in_middle,
    "from middle": _in_middle, "in middle": _in_middle,
    "at front of": _at_front, "front of": _at_front, "head of": _at_front, "start of": _at_front, "at start of": _at_front, "beginning of": _at_front,
    "at tail of": _at_tail, "tail of": _at_tail, "end of": _at_tail, "at end of": _at_tail,
    "across several": _several, "across multiple": _several, "several": _several, "over several": _several, "spanning several": _several,
    "that spans several": _several, "multiple": _several, "that covers several": _several,
    "over": _overlaps, "on top of": _overlaps, "that overlaps": _overlaps, "that intersects": _overlaps, "overlaps": _overlaps,
    "next to": _touches, "exactly": _exactly, "whole": _exactly, "entire": _exactly,
    "unmapped": _none, "where nothing is mapped": _none, "where nothing is": _none, "that holds nothing": _none, "range that is not mapped": _none,
}  # fmt: skip
_WHOLE = frozenset(
    {"from middle", "in middle", "where nothing is mapped", "where nothing is", "that holds nothing", "range that is not mapped"}
)


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


_IT = frozenset("it region regions range ranges area areas list them all of original entry entries mapping mappings".split())


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


# --------------------------------------------------------------------------------------------------------------- points


def point(tokens: Tokens) -> Test | None:
    """“an address in a gap”, “an unmapped address”, “the start of a region”, “its last byte”: of the one number that a call is given."""
    at = tokens.at
    tokens.over(frozenset({"an", "any", "every"}))
    for phrases, relation in _POINTS:
        if tokens.said(*phrases):
            tokens.said(
                "of region",
                "of range",
                "of area",
                "of mapping",
                "of interval",
                "of segment",
                "of any region",
                "of any range",
                "any region",
                "any range",
            )
            return _at(relation)
    tokens.at = at
    return None


def _at(relation: Callable[[int, list[Range]], bool]) -> Test:
    def test(scene: Scene) -> bool | None:
        rows = held_in(scene.journal, scene.beat.before)
        if rows is None or len(scene.beat.given) != 1 or type(scene.beat.given[0]) is not int:
            return None
        return relation(scene.beat.given[0], rows)

    return test


def _contains(one: Range, number: int) -> bool:
    return one.start <= number < one.end


_POINTS: tuple[tuple[tuple[str, ...], Callable[[int, list[Range]], bool]], ...] = (
    (
        (
            "address in gap",
            "unmapped address",
            "address outside",
            "address that is not mapped",
            "address in hole",
            "address between regions",
            "uncovered address",
            "unknown address",
        ),
        lambda n, rows: not any(_contains(r, n) for r in rows),
    ),
    (("mapped address", "covered address", "address inside", "address in"), lambda n, rows: any(_contains(r, n) for r in rows)),
    (("start address", "first address", "start"), lambda n, rows: any(r.start == n for r in rows)),
    (
        ("end address", "end", "exclusive end"),
        lambda n, rows: any(r.end == n for r in rows) and not any(_contains(r, n) for r in rows),
    ),
    (("last address", "last byte"), lambda n, rows: any(r.end - 1 == n for r in rows)),
)


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


_PAGE = 4096


def _found(scene: Scene) -> bool | None:
    """The range that comes out contains the number given, and nothing comes out where none does."""
    rows = held_in(scene.journal, scene.beat.before)
    key = field_of(scene.journal)
    if rows is None or key is None or len(scene.beat.given) != 1 or type(scene.beat.given[0]) is not int:
        return None
    number = scene.beat.given[0]
    wanted = next((r for r in rows if _contains(r, number)), None)
    gave = _range(scene.beat.gave, key[1]) if scene.beat.gave != ("None",) else None
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
