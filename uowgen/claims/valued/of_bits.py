"""Sentences on functions that read bits: “a late bit alone becomes `Late`”, “`Bus` keeps the raw status”, “unknown bits decode to `Spurious`”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.at_hand import block_files
from uowgen.claims.valued.claims import Claim, Trial, told
from uowgen.claims.valued.reader import SKIP
from uowgen.claims.valued.table import INTS
from uowgen.claims.valued.tokens import number_of, root
from uowgen.claims.valued.wanted import is_named, name_of, opened
from uowgen.facts.members import variants_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.phrases import Phrases
    from uowgen.claims.valued.table import Function

_BIT = "bit|bits|flag|flags|error|errors|status bit|error bit|condition|fault|bit only|status*"
_INTO = "becomes|become|gives|give|yields|decodes to|decode to|is|maps to|map to|turns into|is reported as|is decoded as|are decoded as|are reported as|returns|result in|results in|is read as"
_SET = "when|if|in case|where"
_BOTH = "both|both bits|both flags|both of them|all of them"


def claims(r: Phrases) -> Iterator[Claim]:
    """All readings as a sentence on bits."""
    yield from _counted(r)
    yield from _bit_numbers(r)
    for f in r.table.functions:
        bits = _bits_of(r, f) if f.sort == "decode" else {}
        if len(bits) > 1:
            yield from _combined(r, f, bits)
            yield from _others(r, f, bits)
        if f.sort == "decode":
            yield from _kept(r, f)


def _bits_of(r: Phrases, f: Function) -> dict[str, int]:
    """The constants of one bit that a function tests."""
    text = f.declaration.text if f.declaration is not None else ""
    if not re.search(r"[&]", text):
        return {}
    found = {}
    for name in dict.fromkeys(re.findall(r"\b[A-Z][A-Z0-9_]{2,}\b", text)):
        value = r.table.constant(name)
        if value and not value & (value - 1):
            found[name] = value
    return found


def _bit(r: Phrases, bits: dict[str, int]) -> Any:
    """One of the bits, by its constant or by the words of its name that the others do not share."""
    shared = set.intersection(*({root(p) for p in n.lower().split("_")} for n in bits))

    def read(i: int) -> Iterator[tuple[int, int]]:
        if i < r.end and r.tokens[i].raw.strip("`").rpartition("::")[2] in bits:
            for _, j in r.one(i + 1, _BIT):
                yield bits[r.tokens[i].raw.strip("`").rpartition("::")[2]], j
        for name, value in bits.items():
            own = sorted(root(p) for p in name.lower().split("_") if root(p) not in shared)
            for count in (1, 2, 3):
                words = [w for n in range(i, i + count) for w in r.low(n).split("-")]
                if not all(words) or sorted(root(w) for w in words) not in (own, sorted([*own, "err"]), sorted([*own, "error"])):
                    continue
                for _, j in r.one(i + count, _BIT):
                    yield value, j

    return read


def _asked(r: Phrases, f: Function, n: int, right: Callable[[object], bool | None]) -> Trial:
    def ask(own: bool) -> bool | None:
        answer = r.table.gave(f, (n,), own=own)
        return None if not answer.known else False if answer.panic else right(answer.value)

    return Trial(f"`{f.name}({n:#x})` {told(r.table.gave(f, (n,), own=False))}", ask)


def _combined(r: Phrases, f: Function, bits: dict[str, int]) -> Iterator[Claim]:
    bit = _bit(r, bits)
    over = "take precedence over|takes precedence over|wins over|beats|has priority over|have priority over|comes before|precedes|goes before|wins against|outranks|is preferred to|is preferred over"
    for a, b in r.full(bit, over, bit, ",?", f"{_SET}?", f"{_BOTH}?", "are|is?", "set?"):
        if a != b:
            yield Claim((_same(r, f, a | b, a), _apart(r, f, a, b)))
    for a, b in r.full("if|when", bit, "is", "set", ",?", bit, "is|are", "ignored|not looked at|skipped|irrelevant"):
        if a != b:
            yield Claim((_same(r, f, a | b, a), _apart(r, f, a, b)))
    for a, b in r.full(bit, "is|are", "ignored|not looked at|skipped|irrelevant", "if|when", bit, "is", "set"):
        if a != b:
            yield Claim((_same(r, f, a | b, b), _apart(r, f, b, a)))
    for a, w in [
        *r.full(bit, "alone|by itself|on its own?", _INTO, r.value),
        *r.full("if|when", "only?", bit, "is", "set", ",?", "result|it?", f"{_INTO}?", r.value),
    ]:
        yield Claim((_asked(r, f, a, w.fits),))
    for w, a in r.full(r.value, "for|on|if|when", "only?", bit, "is?", "set|alone?"):
        yield Claim((_asked(r, f, a, w.fits),))
    for a, b, w in r.full("with", "both", bit, "and", bit, "set", ",?", r.named_codes(f.name), _INTO, r.value):
        yield Claim((_asked(r, f, a | b, w.fits),))


def _value(value: object) -> str:
    """A result without the numbers that it carries."""
    return name_of(opened(value)) or str(value)


def _same(r: Phrases, f: Function, n: int, like: int) -> Trial:
    def ask(own: bool) -> bool | None:
        a, b = r.table.gave(f, (n,), own=own), r.table.gave(f, (like,), own=own)
        return _value(a.value) == _value(b.value) if a.known and b.known and not a.panic and not b.panic else None

    return Trial(f"`{f.name}({n:#x})` {told(r.table.gave(f, (n,), own=False))}", ask)


def _apart(r: Phrases, f: Function, a: int, b: int) -> Trial:
    """That the two bits mean different things alone: else neither can go before the other."""

    def ask(own: bool) -> bool | None:
        one, two = r.table.gave(f, (a,), own=own), r.table.gave(f, (b,), own=own)
        return True if one.known and two.known and _value(one.value) != _value(two.value) else None

    return Trial(f"`{f.name}({a:#x})` {told(r.table.gave(f, (a,), own=False))}", ask)


def _others(r: Phrases, f: Function, bits: dict[str, int]) -> Iterator[Claim]:
    known = 0
    for value in bits.values():
        known |= value
    width = INTS[f.of]
    rest = [1 << b for b in range(width - (f.of[0] == "i")) if not known & (1 << b)]
    several = [*rest, 0, sum(rest) & ((1 << (width - 1)) - 1)]
    name = r.named_codes(f.name)

    def unknown(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "unknown|other|undefined|unassigned|unused|all other|any other", "status|error|register*", "bit|bits"):
            yield SKIP, j
        for _, j in r.seq(
            i,
            "status|register*",
            "bits|bit",
            "that are not|that is not|which are not|which is not",
            "error|known*",
            "bits|bit|defined|known",
        ):
            yield SKIP, j

    none_set = "no|none of|without any"
    unset = "error bit is set|known bit is set|bit is set|error bits are set|bits are set|status bit is set|error bits|of bits is set|bits is set|error bit set|error bit"

    def nothing(i: int) -> Iterator[tuple[Any, int]]:
        for _, j in r.seq(i, "when|if|for|on?", none_set, unset):
            yield SKIP, j

    for (w,) in r.full(unknown, _INTO, r.value):
        yield Claim(tuple(_asked(r, f, n, w.fits) for n in rest))
    for (w,) in [
        *r.full(name, "returns|gives|yields|is", r.value, nothing),
        *r.full(nothing, ",?", name, "returns|gives|yields|is", r.value),
    ]:
        yield Claim(tuple(_asked(r, f, n, w.fits) for n in several))
    for _ in r.full(unknown, "is|are", "ignored|not looked at|of no interest|without effect", "if|when?", nothing):
        yield Claim(tuple(_same(r, f, n, 0) for n in rest))
    for _ in r.full(unknown, "is|are", "ignored|not looked at|of no interest|without effect"):
        both = [(k | n, k) for k in bits.values() for n in rest[:8]]
        yield Claim((*(_same(r, f, n, 0) for n in rest), *(_same(r, f, n, k) for n, k in both)))
    for denied, _ in ((d, 0) for (d,) in r.full(name, "does?", r.denial, "panics|panic", nothing)):
        yield Claim(tuple(_panics(r, f, n, denied=denied) for n in several))


def _panics(r: Phrases, f: Function, n: int, *, denied: bool) -> Trial:
    def ask(own: bool) -> bool | None:
        answer = r.table.gave(f, (n,), own=own)
        return bool(answer.panic) is not denied if answer.known else None

    return Trial(f"`{f.name}({n:#x})` {told(r.table.gave(f, (n,), own=False))}", ask)


def _kept(r: Phrases, f: Function) -> Iterator[Claim]:
    """“`Bus` keeps the raw status word unmasked”: what it carries is the number that was given."""
    kinds = {v: k for v, k in r.shape.variants.items() if k}
    raw = "raw|whole|full|original|entire|complete|raw unmasked"
    what = "status|register|word|value|number|bits|status word|status register|raw value|input"
    numbers = [n for n in r.table.numbers(f) if n]

    def claim(names: frozenset[str], *, denied: bool = False) -> Claim:
        mine = [n for n in numbers if name_of(opened(r.table.gave(f, (n,), own=False).value)) in names]

        def right(value: object, n: int) -> bool | None:
            it = opened(value)
            return list(it[1].values()) == [n] if is_named(it) and it[0] in names else None  # type: ignore[index]

        if not denied:
            return Claim(tuple(_asked(r, f, n, lambda v, n=n: right(v, n)) for n in mine))  # type: ignore[misc]

        def masked(own: bool) -> bool | None:
            kept = [right(r.table.gave(f, (n,), own=own).value, n) for n in mine]
            return None if not kept or None in kept else not all(kept)

        return Claim((Trial(f"`{f.name}({mine[-1]:#x})` {told(r.table.gave(f, (mine[-1],), own=False))}", masked),) if mine else ())

    for (s,) in r.full(
        lambda i: r.some(r.shape, i),
        "keeps|carries|holds|stores|has|contains|preserves",
        raw,
        what,
        "word|value*",
        "unmasked|unchanged|as it is|as read|as it was read|untouched|in full?",
    ):
        if s.variants <= set(kinds):
            yield claim(s.variants)
    for _ in r.full(
        r.named_codes(f.name),
        "masks off|masks|masks out|clears|strips|drops|removes",
        "non-error|unknown|other|unused",
        "bits",
        "before|when|from",
        "storing|keeping|status|carrying|it|value|word*",
    ):
        yield claim(frozenset(kinds), denied=True)


# ---------------------------------------------------------------------------------------------------- counts, constants


def _counted(r: Phrases) -> Iterator[Claim]:
    """“There are six states”."""
    if r.shape.newtype:
        return

    def number(i: int) -> Iterator[tuple[int, int]]:
        found = r.number(i)
        if found is not None:
            yield found

    single = {"states", "variants", "errors", "values", "error codes", "kinds", "events", "reasons", "error variants"}
    for (n,) in r.full(
        "there are|exactly|we have|it has|enum has|there are exactly",
        number,
        "|".join(sorted(single)),
    ):
        declared = [
            d for b in block_files(r.table.case) for d in b.declarations() if d.item.kind == "enum" and d.item.name == r.shape.name
        ]
        own_count = len(variants_of(declared[0]).all) if len(declared) == 1 else len(r.shape.variants)
        enums = 1 + sum(1 for s in r.table.others.values() if s.name in r.table.case.spec.title)
        yield Claim(
            (
                Trial(
                    f"`{r.shape.name}` has {len(r.shape.variants)} variants",
                    lambda own, n=n, c=own_count: n == (c if own else len(r.shape.variants)),  # type: ignore[misc]
                ),
            ),
            enums == 1 and any(t.low in ("states", "variants") for t in r.tokens),
        )


def _bit_numbers(r: Phrases) -> Iterator[Claim]:
    """“`LINK_LATE` is bit 3”."""

    def constant(i: int) -> Iterator[tuple[int, int]]:
        raw = r.tokens[i].raw.strip("`") if i < r.end else ""
        if re.fullmatch(r"(\w+::)*[A-Z][A-Z0-9_]+", raw) and (n := r.table.constant(raw)) is not None:
            yield n, i + 1

    def number(i: int) -> Iterator[tuple[int, int]]:
        n = number_of(r.tokens[i].raw) if i < r.end else None
        if n is not None and 0 <= n < 128:
            yield n, i + 1

    for value, n in [
        *r.full(constant, "is|lives in|sits in|is in|uses|occupies", "bit|bit number", number),
        *((v, n) for n, v in r.full("bit", number, "is", constant)),
    ]:
        yield Claim((Trial(f"it is {value:#x}", lambda own, v=value, n=n: v == 1 << n),))  # type: ignore[misc]


__all__ = ["claims"]
