"""What becomes of ranges: “rejects overlapping ranges with `Overlap`”, “adjacent ones are merged”, “the end is exclusive”, “a hole splits it in two”.

Short lives are told of a type that holds ranges, in pages, and looked at through what it tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.laws.lives import NUMBERS, has
from uowgen.claims.laws.lives import told as told_by_lives
from uowgen.claims.laws.outcomes import inside
from uowgen.claims.laws.sequences import Trial
from uowgen.claims.names import bare_name
from uowgen.claims.stories.ranges import LENGTHS, places_of
from uowgen.claims.stories.values import literal
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.lives import Gave
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.ranges import Places
    from uowgen.claims.stories.records import Part

_PAGE, _MARK = 4096, 7
_END = 1 << 24  # of all that there is


class Spans(NamedTuple):
    """A type that holds ranges: what puts one in, takes one out, finds the one at a place, and tells how many there are."""

    lexicon: Lexicon
    case: Case
    maker: str
    insert: Part
    remove: Part | None
    find: Part | None
    told: str

    def put(self, start: int, end: int, mark: int = 1) -> str:
        """A range put in, from page to page; marks tell apart what it bears."""
        return self._ranged(self.insert, start, end, mark)

    def cut(self, start: int, end: int) -> str:
        """A range taken out."""
        return self._ranged(self.remove, start, end, 1) if self.remove is not None else ""

    def at(self, place: int) -> str:
        """A look at a place, in bytes."""
        return f"v.{self.find.name}({place})" if self.find is not None else ""

    def _ranged(self, part: Part, start: int, end: int, mark: int) -> str:
        places = places_of(tuple(n for n, _ in part.parameters))
        given = []
        for n, (_, kind) in enumerate(part.parameters):
            if places is not None and n == places.start:
                given.append(str(start * _PAGE))
            elif places is not None and n == places.end:
                given.append(str((end - start if places.by_length else end) * _PAGE))
            else:
                given.append(_mark(self.lexicon, kind, mark))
        return f"v.{part.name}({', '.join(given)})" if "" not in given else ""

    def come_to(self, lives: list[list[str]]) -> list[tuple[Gave | None, Gave | None]]:
        """What lives give, in the spec's own code and in the tree's."""
        return [(one.own, one.ours) for one in told_by_lives(self.case, self.lexicon, lives, self.maker)]


def _mark(lexicon: Lexicon, kind: str, number: int) -> str:
    bare = kind.strip("& ")
    if bare in NUMBERS:
        return str(number)
    if bare == "bool":
        return str(number == 1).lower()
    for beat in lexicon.journal.theirs or ():
        for value in beat.given:
            if isinstance(value, tuple) and len(value) == 2 and value[0] == bare and type(value[1]) is int:
                return f"{bare}({number})"
    return ""


def spans_of(case: Case, lexicon: Lexicon) -> Spans | None:
    """What a type does with ranges, by the names of what its methods are given; None for one that holds none."""
    journal = lexicon.journal

    def is_ranged(part: Part) -> Places | None:
        names = tuple(n for n, _ in part.parameters)
        return (
            places_of(names)
            if all(n in LENGTHS or k.strip("& ") in NUMBERS or k[:1].isupper() or k == "bool" for n, k in part.parameters)
            else None
        )

    rows = [p for p in journal.parts.values() if p.takes == "mut" and is_ranged(p) is not None]
    putting = [p for p in rows if re.match(r"insert|add|map|register|reserve|mark|push", p.name)]
    cutting = [p for p in rows if re.match(r"remove|unmap|delete|cut|clear|unregister|punch", p.name)]
    finding = [
        p
        for p in journal.parts.values()
        if p.takes == "ref"
        and len(p.parameters) == 1
        and p.parameters[0][1] in NUMBERS
        and re.match(r"find|get|lookup|contains|at|query", p.name)
    ]
    counts = [n for n in journal.askers if n in ("len", "count") or n.endswith(("_count", "_len"))]
    if len(putting) != 1:
        return None
    maker = re.sub(r"\((\d+)\)$", f"({_END})", journal.maker)
    return Spans(
        lexicon,
        case,
        maker,
        putting[0],
        cutting[0] if len(cutting) == 1 else None,
        finding[0] if len(finding) == 1 else None,
        counts[0] if len(counts) == 1 else "",
    )


# ------------------------------------------------------------------------------------------------------------------- reading

_R = r"(?:range|ranges|region|regions|area|areas|mapping|mappings|interval|intervals|extent|extents|segment|segments|vma|vmas|neighbour|neighbours|one|ones|entry)"
_OLD = r"(?:existing|mapped|another|other|held|old|present|an existing|one that is mapped)"
_MEETS = rf"(?:overlapping(?: {_R})?|{_R} that (?:overlaps?|intersects?|meets?)(?: {_OLD}(?: {_R})?)?|{_R} that (?:shares|share) (?:any|even one|a single|one) (?:byte|page) with {_OLD}(?: {_R})?|overlap with {_OLD} {_R}|(?:new )?{_R} (?:intersects|overlaps|cuts into) {_OLD} {_R}|overlaps(?: {_OLD}(?: {_R})?)?)"
_REJECTS = (
    when_used(rf"^(?:(?:INSERT|THIS) )?(?:rejects|refuses) (?:new )?{_MEETS}(?: with VALUE)?$"),
    when_used(
        rf"^(?:(?:INSERT|inserting|adding|mapping) )?(?:of )?(?:new )?{_MEETS} (?:fails|is refused|is rejected|are refused|are rejected|is not inserted)(?: (?:with|as) VALUE)?$"
    ),
    when_used(rf"^INSERT (?:returns|fails with|gives|yields) VALUE (?:if|when|for|on) (?:new )?{_MEETS}$"),
    when_used(rf"^(?:if|when) (?:new )?{_MEETS} , INSERT (?:returns|fails with|gives|yields) VALUE$"),
)
_NEXT = r"(?:adjacent|touching|neighbouring|adjoining|abutting)"
_SAME = r"(?:with|of) (?:same|equal|matching|identical) (?:\w+|MARK)"
_MERGED = (
    when_used(
        rf"^(?:2 )?{_NEXT} {_R} (?P<same>{_SAME}) (?:are|is|get|become|end up as) (?:merged|coalesced|joined|glued|one (?:{_R}|entry)|combined)(?: (?:on|by|at) (?:INSERT|insert|insertion))?(?: , (?:so (?:COUNT|`len\(\)`) is 1|on either side))?$"
    ),
    when_used(
        rf"^INSERT (?:merges|glues|coalesces|joins)(?: with)? (?:new {_R} to )?(?:{_R} )?(?:on either side|before and {_R} after|on both sides|{_NEXT} {_R})(?: of it)? (?P<same>{_SAME}|(?:if|when) (?:\w+|MARK) (?:match|matches|are equal|is same))$"
    ),
)
_EXCLUSIVE = (
    when_used(rf"^FIND treats (?:end(?: address)?|end of {_R}) as exclusive$"),
    when_used(
        rf"^(?:looking up|finding|FIND of|FIND) address one past last byte of {_R} does not (?:hit|find|return) (?:that {_R}|it)$"
    ),
    when_used(rf"^looking up last byte of {_R} finds it ; one byte more does not$"),
    when_used(rf"^FIND\(\w+\.end\) does not return that {_R}$"),
)
_SPLIT = (
    when_used(
        rf"^(?:REMOVE|removing|unmapping|cutting)(?: in| of| out)? (?:middle|inner part|hole inside|hole in)(?: of)?(?: one)? {_R} (?:splits it(?: in (?:two|2))?|leaves (?:two|2) (?:pieces|{_R})|leaves piece on each side)$"
    ),
    when_used(
        rf"^punching hole(?: into one {_R})? (?:splits it(?: , and both remainders keep \w+)?|leaves (?:two|2) (?:{_R}|pieces)(?: with (?:old|same) \w+)?)$"
    ),
    when_used(rf"^(?:unmapping|removing) inner part keeps what lies before and what lies after as separate {_R}$"),
)
_WHOLE = r"(?:return value|result)"
_BYTES = (
    when_used(
        r"^REMOVE returns number of (?:mapped )?bytes (?:that (?:had been|were) mapped|THIS removed|it removed|really mapped)$"
    ),
    when_used(
        rf"^{_WHOLE} of REMOVE (?:counts only mapped bytes(?: , not holes in between)?|is byte total , zero if nothing was mapped there)$"
    ),
    when_used(
        rf"^(?:REMOVE over part-mapped {_R} yields mapped byte count|unmapping {_R} with holes counts only bytes that had been mapped)$"
    ),
)


def trials(words: tuple[Word, ...], spans: Spans) -> list[Trial]:
    """The lives that tell whether a sentence on ranges is so; each must be right."""
    text, value = _said(words, spans)
    if any(p.match(text) for p in _REJECTS):
        return _rejecting(spans, value)
    for pattern in _MERGED:
        if pattern.match(text):
            return _merging(spans)
    if any(p.match(text) for p in _EXCLUSIVE):
        return _at_end(spans)
    if any(p.match(text) for p in _SPLIT):
        return _splitting(spans)
    return _counting(spans) if any(p.match(text) for p in _BYTES) else []


def _said(words: tuple[Word, ...], spans: Spans) -> tuple[str, str]:
    """The words with the methods as symbols, and the one value that is named."""
    names = {spans.insert.name: "INSERT"}
    if spans.remove is not None:
        names[spans.remove.name] = "REMOVE"
    if spans.find is not None:
        names[spans.find.name] = "FIND"
    found, value = [], ""
    variants = {d.item.name for d in spans.lexicon.journal.declaration.file.declarations() if d.item.kind == "variant"}
    for word in words:
        if not word.code:
            found.append({"two": "2"}.get(word.text, word.text))
        elif (name := names.get(bare_name(word.raw.partition("(")[0]))) is not None:
            inner = word.raw.partition("(")[2].rstrip(")")
            found.append(f"{name}({inner})" if inner else name)
        elif bare_name(word.raw) == spans.told and spans.told:
            found.append("COUNT")
        elif word.raw.startswith("Err(") or bare_name(word.raw) in variants:
            found.append("VALUE")
            value = word.raw
        else:
            found.append("MARK")
    return " ".join(found), value


# -------------------------------------------------------------------------------------------------------------------- lives


def _refused(gave: object) -> bool:
    return gave is False or gave == ("None",) or (isinstance(gave, tuple) and gave[:1] == ("Err",))


def _rejecting(spans: Spans, value: str) -> list[Trial]:
    """Whatever meets one that is held is refused, with that value; what only touches one is not."""
    test = literal(value, spans.lexicon.journal.number) if value else None
    found = []
    for start, end in ((6, 10), (2, 5), (5, 6), (2, 12), (4, 8), (7, 8), (4, 5)):
        life = [spans.put(4, 8), spans.put(start, end)]

        def right(rows: list[Gave]) -> bool | None:
            if len(rows[0]) < 2 or _refused(rows[0][0]):
                return None
            gave = rows[0][1]
            so = test is None or test(gave) is True or (isinstance(gave, tuple) and len(gave) > 1 and test(gave[1]) is True)
            return _refused(gave) and so

        found.append(Trial([life], right))
    for start, end in ((8, 10), (2, 4), (20, 21)):
        life = [spans.put(4, 8), spans.put(start, end)]
        found.append(Trial([life], lambda rows: None if len(rows[0]) < 2 else not _refused(rows[0][1])))
    return found if all("" not in life for t in found for life in t.lives) else []


def _merging(spans: Spans) -> list[Trial]:
    """What touches one that bears the same becomes one with it, on either side; what bears something else does not, nor what lies apart."""
    if not spans.told:
        return []
    count = f"v.{spans.told}()"
    rows = [
        ([spans.put(4, 8), spans.put(8, 12), count], 1), ([spans.put(8, 12), spans.put(4, 8), count], 1),
        ([spans.put(4, 8), spans.put(12, 14), spans.put(8, 12), count], 1), ([spans.put(4, 8), spans.put(9, 12), count], 2),
        ([spans.put(4, 8), spans.put(8, 12, 2), count], 2), ([spans.put(8, 12, 2), spans.put(4, 8), count], 2),
    ]  # fmt: skip
    return [_ending(life, wanted) for life, wanted in rows] if all("" not in life for life, _ in rows) else []


def _ending(life: list[str], wanted: int) -> Trial:
    """A life whose last call gives that number."""

    def right(found: list[Gave]) -> bool | None:
        return inside(found[0][-1]) == wanted

    return Trial([life], right)


def _at_end(spans: Spans) -> list[Trial]:
    if spans.find is None:
        return []
    found = []
    for start, end in ((4, 8), (1, 2)):
        life = [spans.put(start, end), *(spans.at(place) for place in (end * _PAGE, end * _PAGE - 1, start * _PAGE))]
        found.append(
            Trial(
                [life],
                lambda rows: (
                    None if len(rows[0]) < 4 else _misses(rows[0][1]) and not _misses(rows[0][2]) and not _misses(rows[0][3])
                ),
            )
        )
    return found if all("" not in t.lives[0] for t in found) else []


def _misses(gave: object) -> bool:
    return gave is False or gave == ("None",)


def _splitting(spans: Spans) -> list[Trial]:
    """What lies before and behind the hole stays, with what it bore."""
    if spans.remove is None or spans.find is None or not spans.told:
        return []
    places = (4 * _PAGE, 6 * _PAGE - 1, 6 * _PAGE, 8 * _PAGE - 1, 8 * _PAGE, 12 * _PAGE - 1)
    life = [spans.put(4, 12, _MARK), spans.at(4 * _PAGE), spans.cut(6, 8), f"v.{spans.told}()", *(spans.at(p) for p in places)]

    def right(rows: list[Gave]) -> bool | None:
        if len(rows[0]) != len(life):
            return None
        looks = [_misses(gave) for gave in rows[0][4:]]
        if rows[0][3] != 2 or looks != [False, False, True, True, False, False]:
            return False
        return not has(rows[0][1], _MARK) or all(has(gave, _MARK) for gave in rows[0][4:] if not _misses(gave))

    return [Trial([life], right)] if "" not in life else []


def _counting(spans: Spans) -> list[Trial]:
    if spans.remove is None:
        return []
    rows = [
        ([spans.put(4, 8), spans.put(10, 13, 2)], (start, end), bytes_)
        for start, end, bytes_ in ((4, 8, 4), (5, 7, 2), (0, 20, 7), (7, 11, 2), (8, 10, 0), (6, 10, 2))
    ]
    lives = [([*puts, spans.cut(*hole)], wanted * _PAGE) for puts, hole, wanted in rows]
    if any("" in life for life, _ in lives):
        return []
    return [_ending(life, wanted) for life, wanted in lives]
