"""Sentences on what is compared: “`is_fresh()` checks the age against the given one”, “an id of another generation is stale”, “ids are equal
only if both parts are”, “ordered by generation, then by number”.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.built import words_of
from uowgen.claims.valued.built_trials import both_made, called, truth
from uowgen.claims.valued.claims import Claim
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_numbers import written
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.tokens import root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built import Ask, Row
    from uowgen.claims.valued.built_words import Said

_FEW = 36  # values held against numbers: those with numbers of all sorts at each place come first
_MOST_OTHERS = 14  # values that each value is held against
_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "ne": operator.ne, "eq": operator.eq, "lt": operator.lt, "gt": operator.gt, "le": operator.le, "ge": operator.ge,
}  # fmt: skip
_VERBS = {
    "ne": "differs from|differ from|is not|is different from|are different from|is other than|does not match|is not equal to|is unlike|does not equal|!=|is not same as|is another than|is no longer",
    "eq": "equals|equal|is|are|matches|match|is same as|is equal to|agrees with|==|coincides with",
    "lt": "is older than|is less than|is smaller than|is lower than|is earlier than|is before|is below|is behind|<|precedes",
    "gt": "is newer than|is greater than|is larger than|is higher than|is later than|is above|is ahead of|is past|is after|>|exceeds",
    "le": "is at most|is not newer than|is not above|is not greater than|<=|does not exceed",
    "ge": "is at least|is not older than|is not below|is not less than|>=",
}
_KINDS = {
    "ne": "another|other|different|any other|every other|foreign|any but same|anything but same",
    "eq": "same|own|its own|matching|equal|their own|very same|that very",
    "lt": "older|earlier|previous|past|lower|smaller",
    "gt": "newer|later|higher|larger|future",
}
_SURE = "exactly|only|just|precisely"
_ONE_WAY = "when|if|for|whenever|in case|as soon as|once|where"
_BOTH_WAYS = "if and only if|iff|exactly when|exactly if|only if|only when|only for|exactly for|precisely when|just when|only in case|just for"
_OF = "of|from|in|with|given out in|made in|belongs to|comes from|that belongs to|that was given out in|it was given out in|issued in|allocated in|handed out in|born in"


def claims(r: Said) -> Iterator[Claim]:
    """All readings as a sentence on what is compared."""
    for ask in r.built.asks:
        if ask.gives != "bool" or len(ask.takes) != 1:
            continue
        if ask.takes[0][1] in INTS:
            yield from _compared(r, ask)
    yield from _equal(r)
    yield from _ordered(r)


def _others(r: Said, row: Row, j: int, kind: str) -> list[int]:
    bits = INTS[kind] - (kind[0] == "i")
    near = (row[j], row[j] - 1, row[j] + 1, 0, 1, 7, row[j] ^ 0x100, row[j] ^ (1 << (bits - 1)), (1 << bits) - 1)
    return list(dict.fromkeys(n for n in near if 0 <= n < 1 << bits))


def _claim(r: Said, ask: Ask, j: int, test: Callable[[int, int], bool | None]) -> Claim:
    """That it is as the part and what is given say; None where nothing is said."""
    kind = ask.takes[0][1]
    trials = []
    rows = both_made(r)
    for row in (*rows[:_FEW], *rows[_FEW :: 1 + len(rows) // _FEW]):
        for x in _others(r, row, j, kind):
            want = test(row[j], x)
            if want is not None:
                trials.append(truth(r, ask, (*row, x), f"{called(r, row)}.{ask.name}({written(x)})", want))
    return Claim(tuple(trials))


def _compared(r: Said, ask: Ask) -> Iterator[Claim]:
    name = _named(r, ask)
    given_words = words_of(ask.takes[0][0])

    def argument(i: int) -> Iterator[tuple[Any, int]]:
        """What is given: `current`, “the current generation”, “the given one”, “what is passed in”."""
        j = i
        while j < r.end and j < i + 4:
            t = r.tokens[j]
            said = t.raw.strip() == ask.takes[0][0] or (t.sort == "word" and root(t.low) in given_words)
            part = any(k > j for _, k in r.part(j)) and t.sort == "word"
            plain = t.low in ("given", "passed", "one", "argument", "parameter", "value", "current", "asked")
            if not (said or part or plain):
                break
            j += 1
            yield SKIP, j
            for _, k in r.one(j, "given|passed|passed in|that is passed|it is given|asked about|one"):
                yield SKIP, k

    def relation(i: int) -> Iterator[tuple[tuple[int, str], int]]:
        """“its generation differs from `current`”, “another generation than the current one”, “an older generation”."""
        for rel, verbs in _VERBS.items():
            for (j,), e in r.seq(i, r.part, verbs, argument):
                yield (j, rel), e
            for (j,), e in r.seq(i, argument, verbs, r.part):
                yield (j, {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}.get(rel, rel)), e
            bare = {
                "ne": "differs|is different|does not match|is another one|is another|has changed",
                "eq": "matches|is same|is equal|agrees|is current|has not changed",
            }.get(rel, "-")
            for (j,), e in r.seq(i, r.part, bare):
                yield (j, rel), e
            for (j,), e in r.seq(
                i,
                r.part,
                "and",
                argument,
                {
                    "ne": "differ|are different|do not match|are not equal|are not same",
                    "eq": "match|agree|are equal|are same|coincide",
                }.get(rel, "-"),
            ):
                yield (j, rel), e
        for rel, kinds in _KINDS.items():
            lead = [e for _, e in [(SKIP, i), *r.seq(i, r.possessive)]]
            for (j,), e in [x for k in lead for x in r.seq(k, "it is|thing is|id is|they are?", f"{_OF}*", kinds, r.part)]:
                yield (j, rel), e
                for _, e2 in r.seq(e, "than|as|to", argument):
                    yield (j, rel), e2

    def told() -> Iterator[tuple[bool, tuple[int, str], bool]]:
        """What it says, when, and whether in no other case."""
        thing = r.thing
        is_ = "is|returns|gives|yields|says|tells|reports|answers|holds|are|counts as|count as|becomes|become"
        for how, both in ((_BOTH_WAYS, True), (_ONE_WAY, False)):
            for want in (True, False):
                word = "true|yes" if want else "false|no"
                yield from ((want, c, both) for (c,) in r.full(name, is_, word, how, relation))
                yield from (
                    (want, c, True)
                    for (c,) in r.full(name, is_, word, "unless|except when|except if|except for|except in", relation)
                    for c in [(c[0], _TURNED[c[1]])]
                )
            for want, no in ((True, "indeed?"), (False, "not|never|no")):
                adjective = _adjective(r, ask)
                yield from ((want, c, both) for (c,) in r.full(thing, is_, no, adjective, how, relation))
                yield from (
                    (want, c, both)
                    for (c,) in r.full(name, "tells|says|reports|checks|asks|answers", f"whether|{how}", relation)
                    if want
                )
                yield from ((want, c, False) for (c,) in r.full(thing, f"{_OF}", relation, is_, no, adjective))
                yield from ((want, c, False) for (c,) in r.full("all|any|every|each*", thing, relation, is_, no, adjective))
                yield from (
                    (want, c, True)
                    for (c,) in r.full(thing, is_, no, adjective, f"{_SURE}*", "in|for|to|with|under|at", relation)
                    if both
                )
                yield from ((want, c, True) for (c,) in r.full("only", thing, f"{_OF}", relation, is_, no, adjective) if both)

    for want, (j, rel), both in dict.fromkeys(told()):
        test = _RELATIONS[rel]

        def wanted(p: int, x: int, test: Any = test, want: bool = want, both: bool = both) -> bool | None:
            return want if test(p, x) else (not want if both else None)

        yield _claim(r, ask, j, wanted)
    against = "against|with|to"
    compares = "compares|checks|tests|matches|is compared"
    sides: list[int | None] = [
        None for _ in [*r.full(name, compares, against, argument), *r.full(name, compares, r.thing, against, argument)]
    ]
    sides += [
        j for (j,) in [*r.full(name, compares, r.part, against, argument), *r.full(name, compares, argument, against, r.part)]
    ]
    spoken = {j for i in range(r.end) for j, _ in r.part(i)}
    for side in sides:
        for j in range(len(r.parts)) if side is None else (side,):
            if spoken and j not in spoken:
                continue
            for compare in _RELATIONS.values():
                claim = _claim(r, ask, j, compare)
                if claim.outcome(own=True)[0] is True:
                    yield claim
                    break


_TURNED = {"ne": "eq", "eq": "ne", "lt": "ge", "gt": "le", "le": "gt", "ge": "lt"}


def _named(r: Said, ask: Ask) -> Callable[[int], Iterator[tuple[Any, int]]]:
    def read(i: int) -> Iterator[tuple[Any, int]]:
        for found, j in r.ask(i):
            if found is ask:
                yield SKIP, j

    return read


def _adjective(r: Said, ask: Ask) -> Callable[[int], Iterator[tuple[Any, int]]]:
    """What the function asks for, as a word: “stale” of `is_stale`."""
    words = [root(w) for w in ask.name.split("_") if w not in ("is", "was", "has", "in", "of", "at", "for", "are")]

    def read(i: int) -> Iterator[tuple[Any, int]]:
        if ask.name.startswith(("is_", "was_", "are_")) and words and all(root(r.low(i + n)) == w for n, w in enumerate(words)):
            yield SKIP, i + len(words)

    return read


# ------------------------------------------------------------------------------------------------- values beside others


def _pairs(r: Said) -> Iterator[tuple[Row, Row]]:
    rows = both_made(r)
    step = max(1, len(rows) // _MOST_OTHERS)
    few = rows[::step][:_MOST_OTHERS]
    for row in few:
        beside = [tuple(n if k != j else other[j] for k, n in enumerate(row)) for j in range(len(row)) for other in few[:4]]
        for other in dict.fromkeys((*few, *beside)):
            if r.built.is_made(r.maker, other, own=True) and r.built.is_made(r.maker, other, own=False) is not False:
                yield row, other


def _of_pairs(r: Said, sign: str, test: Callable[[Row, Row], bool | None]) -> Claim:
    ask = next((a for a in r.built.asks if a.name == sign), None)
    if ask is None:
        return Claim(())
    return Claim(
        tuple(
            truth(r, ask, (*a, *b), f"{called(r, a)} {sign} {called(r, b)}", want)
            for a, b in _pairs(r)
            if (want := test(a, b)) is not None
        )
    )


def _equal(r: Said) -> Iterator[Claim]:
    """“Ids are equal only if number and generation agree”, “the same number in another generation is another id”."""
    two = "two|any two?"
    agree = "agree|agrees|match|matches|are equal|is equal|are same|is same|are|coincide|are identical"
    for (parts,) in [
        *r.full(two, r.thing, "are|compare|is", "equal|same|identical|as equal", _BOTH_WAYS, r.listed_parts, agree),
        *r.full("equality", "compares|covers|looks at|takes in|includes|considers|needs", r.listed_parts),
    ]:
        yield _of_pairs(r, "==", lambda a, b, parts=parts: all(a[j] == b[j] for j in parts))  # type: ignore[misc]
    for (parts,) in r.full(two, r.thing, "are|compare", "equal|same|identical|as equal", "if|when|whenever", r.listed_parts, agree):
        yield _of_pairs(r, "==", lambda a, b, parts=parts: True if all(a[j] == b[j] for j in parts) else None)  # type: ignore[misc]
    other = "different|other|another|unequal"
    for j, k in [
        *r.full(
            two,
            r.thing,
            "with|of|that share",
            "same|one|equal",
            r.part,
            "but|and|in|of|from|but in|but of|but with*",
            other,
            r.part,
            "are|is|compare",
            f"not equal|different|distinct|unequal|never equal|not same|different|another|other|as different|{other}",
            r.thing_or_none,
        ),
        *r.full(
            "same",
            r.part,
            "in|of|with|from",
            other,
            r.part,
            "is|makes|gives|means",
            "different|another|other|not same|not equal|distinct",
            r.thing_or_none,
        ),
    ]:
        if j != k:
            yield _of_pairs(r, "==", lambda a, b, j=j, k=k: False if a[j] == b[j] and a[k] != b[k] else None)  # type: ignore[misc]


def _ordered(r: Said) -> Iterator[Claim]:
    """“Ordered by generation first, then by number”, “ids compare in numeric order”."""
    sorts = "ordered|sorted|are ordered|are sorted|order|sort|compare|compares|is ordered|are compared|orders|sorts|is sorted|ordering is|order is|ordering goes"

    def keys(i: int) -> Iterator[tuple[tuple[int, ...], int]]:
        for (j,), k in r.seq(i, "by|on|in|according to*", r.part, "first|order?"):
            yield (j,), k
            for _, m in r.one(
                k, ", then by|, then|then by|then|and then by|and then|, and then by|before|and within it by|, within it by|and by"
            ):
                for more, end in keys(m):
                    if j not in more:
                        yield (j, *more), end

    for (found,) in r.full(r.thing_or_none, sorts, "first?", keys):
        yield _of_pairs(r, "<", _before(found))


def _before(keys: tuple[int, ...]) -> Callable[[Row, Row], bool | None]:
    """Whether one is before the other by these parts; None where they are alike in them and differ elsewhere."""

    def test(a: Row, b: Row) -> bool | None:
        one, two = tuple(a[k] for k in keys), tuple(b[k] for k in keys)
        return None if one == two and len(keys) < len(a) else one < two

    return test


__all__ = ["claims"]
