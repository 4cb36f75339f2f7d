"""Sentences on which part lies in which bits: “`entry()` keeps the slot in bits 16 to 23, without the age”, “the low 16 bits of `raw()` are the slot”."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.valued.built_trials import both_made, called, got
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_numbers import written
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.tokens import root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built import Ask, Row
    from uowgen.claims.valued.built_words import Said

_BESIDE = (0, 0x1000, 0x4123_4000, 1, 5)  # what else a function is given, where that must leave room for the bits
_HAS = "has|holds|carries|keeps|puts|places|packs|stores|contains|encodes|shows|takes|is|is made of|consists of|is built from|gives|returns|shifts|writes|places"


class Bits(NamedTuple):
    """Bits of a number from `low` up to `high`; None for all above. `part`: which part is there, None if it is nowhere."""

    part: int
    low: int = 0
    high: int | None = None
    absent: bool = False


def claims(r: Said) -> Iterator[Claim]:
    """All readings as a sentence on bits."""
    for ask in r.built.asks:
        if ask.gives not in INTS or any(k not in INTS and k != "bool" for _, k in ask.takes):
            continue
        width = INTS[ask.gives]

        def subject(i: int, ask: Ask = ask) -> Iterator[tuple[Any, int]]:
            for found, j in r.ask(i):
                if found is ask:
                    yield SKIP, j
                    for _, k in r.one(j, "value|result"):
                        yield SKIP, k
            if not ask.takes:  # the id itself is what it is as a number
                yield from r.thing(i)
                for _, j in r.seq(i, "raw|packed|inner|stored|encoded", "value|number|representation|form|id|u64|u32|word"):
                    yield SKIP, j

        def listed(i: int, width: int = width) -> Iterator[tuple[tuple[Bits, ...], int]]:
            for first, j in _item(r, i, width):
                yield (first,), j
                for _, k in r.one(j, ", and|and|,|but|, but|;|with"):
                    for more, end in listed(k):
                        yield (first, *more), end

        for bits, part in r.full(
            _in_type(r, width),
            "of|in",
            subject,
            "is|are|hold|holds|carry|carries|contain|contains|store|stores|have|has|keep|keeps",
            r.part,
        ):
            yield _claim(r, ask, (Bits(part, *bits),))
        yield from _reckoned(r, ask, subject)
        for (found,) in [
            *r.full(subject, _HAS, listed),
            *r.full(subject, ":", listed),
            *r.full(listed, "of|in", subject),
            *r.full(listed),
        ]:
            yield _claim(r, ask, found)
        for part, bits in [
            *r.full(
                r.part,
                "is|goes|lies|sits|lives|is stored|is kept|is placed|is packed|ends up|is found",
                "in|into|at|to",
                _in_type(r, width),
                "of|in",
                subject,
            )
        ]:
            yield _claim(r, ask, (Bits(part, *bits),))


SUMS: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("plus|+|offset by|raised by|increased by", lambda a, b: a + b),
    ("minus|-|less|reduced by|decreased by", lambda a, b: a - b),
    ("times|*|multiplied by|×", lambda a, b: a * b),
    ("divided by|/|over", lambda a, b: a // b if b else 0),
    ("modulo|mod|%|remainder of division by", lambda a, b: a % b if b else 0),
    ("shifted left by|<<|shifted up by", lambda a, b: a << b if b < 200 else 0),
    ("shifted right by|>>|shifted down by", lambda a, b: a >> b),
)


def _reckoned(r: Said, ask: Ask, subject: Any) -> Iterator[Claim]:
    """“`vector()` is the line plus 32”, “`bank()` is the line divided by 32”, “`address()` adds `BASE` to the page”."""
    if ask.takes:
        return
    is_ = "is|equals|returns|gives|yields|=|==|comes to"
    found: list[tuple[int, int, Callable[[int, int], int]]] = []
    for words, sum_ in SUMS:
        found += [(j, n, sum_) for j, n in r.full(subject, is_, r.part, words, r.number)]
        if words.startswith(("plus", "times")):
            found += [(j, n, sum_) for n, j in r.full(subject, is_, r.number, words, r.part)]
    found += [(j, n, lambda a, b: a + b) for n, j in r.full(subject, "adds", r.number, "to", r.part)]
    found += [(j, n, lambda a, b: a - b) for n, j in r.full(subject, "subtracts", r.number, "from", r.part)]
    for j, n, sum_ in found:
        yield Claim(got(r, ask, lambda row, value, j=j, n=n, s=sum_: value == s(row[j], n)))  # type: ignore[misc]
    for _ in r.full(subject, "has|sets|gives|is", "exactly|only|just?", "one bit|single bit|one bit set", "set?"):
        yield Claim(got(r, ask, lambda row, value: value.bit_count() == 1))


def _in_type(r: Said, width: int) -> Any:
    return lambda i: bits_said(r, i, width)


def _item(r: Said, i: int, width: int) -> Iterator[tuple[Bits, int]]:
    """“the slot in bits 16 to 23”, “without the age”, “bits 0 to 15 are the slot”."""
    at = "in|at|into|from|to|on|starting at|shifted to|is in|is at|goes into|lies in|sits in|is|occupies|takes|fills|is stored in|is kept in|uses|are|goes in|:*"
    for (part, bits), j in r.seq(i, r.part, at, lambda k: bits_said(r, k, width)):
        yield Bits(part, *bits), j
    for (bits, part), j in r.seq(
        i,
        lambda k: bits_said(r, k, width),
        "is|are|hold|holds|carry|carries|for|contain|contains|:|=|store|stores|have|has|keep",
        r.part,
    ):
        yield Bits(part, *bits), j
    for (part,), j in [
        *r.seq(i, "no|not|without|never|nothing of|drops|leaves out|omits|none of|excludes", r.part),
        *r.seq(
            i,
            r.part,
            "left out|is left out|is not in it|is dropped|is not included|does not appear|is omitted|dropped|not included",
        ),
    ]:
        yield Bits(part, absent=True), j


def bits_said(r: Said, i: int, width: int) -> Iterator[tuple[tuple[int, int | None], int]]:
    """“bits 9 and above”, “bits 0 to 15”, “the low 16 bits”, “the upper half”, “bit 7”."""
    for _, j in r.one(i, "bits|bit|from bit|from bits|starting at bit|above bit|at bit|bit position|bit offset"):
        for low, k in r.number(j):
            for _, e in r.one(
                k, "and up|and above|upwards|onwards|and higher|on|up|and following|and onwards|to top|upward|and upwards"
            ):
                yield (low, None), e
            if r.low(i) in ("from", "starting", "at") or r.low(i + 1) in ("position", "offset"):
                yield (low, None), k
            if r.low(i) == "bit" and r.low(i + 1) not in ("position", "offset"):
                yield (low, low), k
            for _, m in r.one(k, "to|through|-|–|and|..=|until|. . =|.."):
                for high, e in r.number(m):
                    if high > low:
                        yield (low, high), e
        if j < r.end and r.tokens[j].sort in ("code", "number"):
            text = r.tokens[j].raw.strip()
            low_, dots, high_ = text.partition("..")
            if dots and low_.isdigit() and high_.lstrip("=").isdigit():
                yield (int(low_), int(high_.lstrip("=")) - (not high_.startswith("="))), j + 1
    for _, j in r.one(i, "low|lower|bottom|lowest|least significant"):
        for n, k in r.number(j):
            if r.low(k) in ("bits", "bit"):
                yield (0, n - 1), k + 1
        for word, n in (("half", width // 2), ("byte", 8), ("nibble", 4)):
            if r.low(j) == word:
                yield (0, n - 1), j + 1
    for _, j in r.one(i, "high|upper|top|highest|most significant"):
        for n, k in r.number(j):
            if r.low(k) in ("bits", "bit"):
                yield (width - n, width - 1), k + 1
        for word, n in (("half", width // 2), ("byte", 8), ("nibble", 4)):
            if r.low(j) == word:
                yield (width - n, width - 1), j + 1
    for _, j in r.one(i, "shifted left by|shifted up by|shifted by|shifted left|moved up by"):
        for n, k in r.number(j):
            yield (n, None), k + 1 if root(r.low(k)) == root("bits") else k
    for j, n in ((j, n) for n, j in r.number(i) if r.low(j) in ("bits", "bit")):
        for _, k in r.one(j + 1, "up|further up|to left"):
            yield (n, None), k


def _claim(r: Said, ask: Ask, listed: tuple[Bits, ...]) -> Claim:
    """That the parts are in these bits, and those that are said to be nowhere make no difference."""
    trials: list[Trial] = []
    beside = list(islice(product(*(_beside(k) for _, k in ask.takes)), 6))
    rows = both_made(r)
    for row in rows:
        for x in beside:
            given = (*row, *x)
            trials += [_trial(r, ask, row, given, bits, rows) for bits in listed]
    return Claim(tuple(trials))


def _beside(kind: str) -> tuple[int, ...]:
    """What is given beside the value: that of the type which leaves room for the bits."""
    if kind == "bool":
        return (False, True)
    return tuple(n for n in _BESIDE if n < 1 << (INTS[kind] - (kind[0] == "i")))[:3]


def _trial(r: Said, ask: Ask, row: Row, given: Row, bits: Bits, rows: list[Row]) -> Trial:
    key = (r.maker.name, ask.name)
    others = [o for o in rows if all(o[k] == n for k, n in enumerate(row) if k != bits.part)][:6] if bits.absent else []

    def right(own: bool) -> bool | None:
        n = r.built.number(key, given, own=own)
        if n is None:
            return False if r.built.gave(key, given, own=own).panic else None
        n %= 1 << INTS[ask.gives]
        if bits.absent:
            found = [r.built.number(key, (*o, *given[len(row) :]), own=own) for o in others]
            return None if None in found else all(m % (1 << INTS[ask.gives]) == n for m in found if m is not None)
        n >>= bits.low
        return (n if bits.high is None else n & ((1 << (bits.high - bits.low + 1)) - 1)) == row[bits.part]

    call = f"{called(r, row)}.{ask.name or '0'}({', '.join(written(x) for x in given[len(row) :])})"
    return Trial(f"`{call}` {told(r.built.gave(key, given, own=False))}", right)


__all__ = ["SUMS", "bits_said", "claims"]
