"""What is reckoned of a number, as words say it: “the line plus `BASE`”, “one less than the number”, “the low 8 bits”, “`addr >> 12`”.

Each phrase gives a function of the number; in how many ways the words may be read does not matter, as the spec's own code tells which is meant.
"""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued.matcher import SKIP
from uowgen.claims.valued.of_built_bits import SUMS, bits_said
from uowgen.claims.valued.shapes import INTS
from uowgen.claims.valued.tokens import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.built_functions import Fn

    Sum = Callable[[int, bool], int | None]
    Read = Iterator[tuple[Sum, int]]

_MORE = {
    1: "one more than|one above|one past|one higher than|one after|one beyond|one greater than|successor of|one up from",
    -1: "one less than|one below|one lower than|one before|one fewer than|predecessor of|one down from|one smaller than",
}
_BARE = {
    1: "one more|one higher|one up|one greater|next number|next value|following number|next higher number|next one|successor",
    -1: "one less|one lower|one smaller|one down|one fewer|previous number|previous value|next lower number|previous one|predecessor",
}
_BY = {
    "more than|above|higher than|beyond|past|on top of|greater than|added to": operator.add,
    "less than|below|lower than|before|fewer than|short of|smaller than": lambda n, e: e - n,
}
_FLOOR = "down|downwards|downward|down always"
_STEP = "whole multiples of|full multiple of|full multiples of|multiple of|multiples of|boundary of|whole number of|step of|next multiple of|nearest multiple of|whole multiple of"
_DOES: dict[str, Callable[[int, int], int | None]] = {
    "adds|add|is offset by|is raised by|is shifted by|offsets by|puts on": operator.add,
    "subtracts|subtract|takes off|takes away|removes|deducts": operator.sub,
    "multiplies by|is multiplied by|scales by": operator.mul,
    "divides by|is divided by": lambda a, b: a // b if b else None,
    "shifts left by|shifts up by|shifts it left by": lambda a, b: a << b if 0 <= b < 200 else None,
    "shifts right by|shifts down by|shifts it right by": lambda a, b: a >> b if 0 <= b < 200 else None,
    "masks with|is masked with|ands with": operator.and_,
    "takes remainder of division by|takes modulo|reduces modulo": lambda a, b: a % b if b else None,
    "counts from|is counted from|counts up from|is relative to|is numbered from": operator.sub,
}


class Sums:
    """The phrases for one function; `r` reads the words of what it is given."""

    def __init__(self, f: Fn) -> None:
        self.f, self.r = f, f.r
        self.width = INTS.get(self.r.maker.takes[0][1], 64)

    # ------------------------------------------------------------------------------------------------------------ phrases

    def whole(self, i: int, depth: int = 2) -> Read:
        """What is reckoned, with what is done to it afterwards."""
        for first, j in self._first(i, depth):
            yield first, j
            yield from self._more(first, j, depth)

    def _more(self, first: Sum, i: int, depth: int) -> Read:
        if depth <= 0:
            return
        for sum_, j in self._behind(first, i):
            yield sum_, j
            yield from self._more(sum_, j, depth - 1)

    def _first(self, i: int, depth: int) -> Read:
        r = self.r
        yield from self._atom(i)
        for more, words in _BARE.items():
            for _, j in self.r.one(i, words):
                yield _on(_given, lambda v, m=more: v + m), j  # type: ignore[misc]
        if depth <= 0:
            return
        for more, words in _MORE.items():
            for (_, e), j in self._seq(i, words, lambda k: self.whole(k, depth - 1)):
                yield _on(e, lambda v, m=more: v + m), j  # type: ignore[misc]
        for words, by in _BY.items():
            for n, k in ((n, m) for n, e in r.number(i) for _, m in r.thing_or_none(e)):
                for (_, e), j in self._seq(k, words, lambda k: self.whole(k, depth - 1)):
                    yield _on(e, lambda v, n=n, by=by: by(n, v)), j  # type: ignore[misc]
                for _, j in r.one(
                    k,
                    "more|higher|up|further|greater|later" if by is operator.add else "less|lower|fewer|down|back|smaller|earlier",
                ):
                    yield _on(_given, lambda v, n=n, by=by: by(n, v)), j  # type: ignore[misc]
        for words, times in (("twice|double|two times", 2),):
            for (_, e), j in self._seq(i, words, self._atom):
                yield _on(e, lambda v, t=times: v * t), j  # type: ignore[misc]
        for (_, e), j in self._seq(i, "half|half of", self._atom):
            yield _on(e, lambda v: v // 2), j
        for (_, e), j in self._seq(i, "byte-swapped|byte swapped|big-endian form of|swapped bytes of|bytes swapped of", self._atom):
            yield _on(e, self._swapped), j
        for words, two in (
            ("sum of", operator.add),
            ("product of", operator.mul),
            ("difference between|difference of", operator.sub),
        ):
            for _, k in r.one(i, words):
                for a, m in self._atom(k):
                    for _, m2 in r.one(m, "and"):
                        for b, j in self._atom(m2):
                            yield _both(a, b, two), j
        for _, k in r.one(i, "remainder of"):
            for a, m in self._atom(k):
                for _, m2 in r.one(m, "divided by|by|modulo|after division by"):
                    for b, j in self._atom(m2):
                        yield _both(a, b, lambda x, y: x % y if y else None), j
        yield from self._bits(i)
        apart = "distance|offset|difference|position|index|count|number|place"
        for _, k in r.seq(i, apart, "of|in", self.given, "from|relative to|counted from|above|since|beyond|within|behind"):
            for n, j in r.number(k):
                yield self._less(n), j
        for _, k in r.seq(i, apart, "from|relative to|counted from|above|since|beyond|within|behind"):
            for n, j in r.number(k):
                yield self._less(n), j
        for _, k in r.one(i, "largest multiple of|highest multiple of|last multiple of|multiple of"):
            for n, m in self._steps(k):
                for _, j in r.seq(m, "not above|at or below|below or at|not greater than|up to", self.given):
                    yield _on(_given, lambda v, n=n: v - v % n if n else None), j  # type: ignore[misc]
        for _, k in r.one(i, "smallest multiple of|lowest multiple of|first multiple of|next multiple of"):
            for n, m in self._steps(k):
                for _, j in r.seq(m, "not below|at or above|not less than|at or after|from", self.given):
                    yield _on(_given, lambda v, n=n: -(-v // n) * n if n else None), j  # type: ignore[misc]

    def _seq(self, i: int, words: str, then: Callable[[int], Read]) -> Iterator[tuple[tuple[Any, Sum], int]]:
        for _, k in self.r.one(i, words):
            for e, j in then(k):
                yield (SKIP, e), j

    def _less(self, n: int) -> Sum:
        return lambda v, own: v - n if v >= n else None

    def given(self, i: int) -> Iterator[tuple[Any, int]]:
        """What the function is given: the number by its name, “it”, of a value also the type's own words."""
        for _, j in self.r.part(i):
            yield SKIP, j
        if self.f.ask is not None:
            yield from self.r.thing(i)
            for _, j in self.r.seq(i, "plain|raw|bare|inner|same|own|its|given", self.r.thing, "number|value|id?"):
                yield SKIP, j
            for _, j in self.r.seq(i, self.r.thing, "number|value|id|index"):
                yield SKIP, j

    def _atom(self, i: int) -> Read:
        r, f = self.r, self.f
        for _, j in self.given(i):
            yield _given, j
        for n, j in r.number(i):
            yield (lambda v, own, n=n: n), j  # type: ignore[misc]
        if f.ask is not None:
            for ask, j in r.ask(i):
                if ask is not f.ask and not ask.takes and ask.gives in INTS:
                    yield self._asked(ask.name), j
        if i < r.end and r.tokens[i].sort == "code":
            written = self._in_code(r.tokens[i].raw)
            if written is not None:
                yield written, i + 1

    def _asked(self, name: str) -> Sum:
        built, maker = self.r.built, self.f.maker
        return lambda v, own: built.number((maker.name, name), (v,), own=own)

    def _bits(self, i: int) -> Read:
        """“the low 8 bits of the number”, “bits 3 to 7”, “the high byte”."""
        for (low, high), k in bits_said(self.r, i, self.width):
            sum_ = _on(_given, lambda v, a=low, b=high: v >> a if b is None else (v >> a) & ((1 << (b - a + 1)) - 1))  # type: ignore[misc]
            yield sum_, k
            for _, j in self.r.seq(k, "of|in|from", self.given):
                yield sum_, j

    def _steps(self, i: int) -> Iterator[tuple[int, int]]:
        for _, j in self.r.one(i, f"{_STEP}?"):
            for n, k in self.r.number(j):
                if n > 0:
                    yield n, k
                    yield from ((n, e) for _, e in self.r.one(k, "boundary|bytes|byte boundary"))

    def _behind(self, e: Sum, i: int) -> Read:
        """What is done to it: “plus `BASE`”, “rounded down to a multiple of 8”, “with the low 12 bits cleared”, “but at least 1”."""
        r = self.r
        for words, sum_ in SUMS:
            # “`BASE` plus the page times 4096”: what is added may be reckoned itself, which the spec's own code tells.
            added = self._product if words.startswith(("plus", "minus")) else self._atom
            for (_, b), j in self._seq(i, words, added):
                yield _both(e, b, sum_), j
        for words, more in (("plus one|+ 1", 1), ("minus one|- 1", -1)):
            for _, j in r.one(i, words):
                yield _on(e, lambda v, m=more: v + m), j  # type: ignore[misc]
        yield from self._rounded(e, i, "rounded", "")
        for lead, rest in (("with|having", "cleared|masked off|zeroed|set to zero|zero"), ("without", "")):
            for (low, high), k in (x for _, m in r.one(i, lead) for x in bits_said(r, m, self.width)):
                cleared = _cleared(e, low, high)
                if not rest:
                    yield cleared, k
                yield from ((cleared, j) for _, j in r.one(k, rest) if rest)
        for words, end in (
            ("but never below|but not below|but at least|never below|but never less than|down to|and at least", max),
            ("but never above|but not above|but at most|never above|but never more than|up to|and at most|capped at", min),
        ):
            for _, k in r.seq(i, ",?", words):
                for n, j in r.number(k):
                    yield _on(e, lambda v, n=n, end=end: end(v, n)), j  # type: ignore[misc]
        for _, k in r.seq(
            i,
            ",?",
            "saturating at|clamped to|limited to|stopping at|and stays at|but stays at|and stops at|but stops at|and saturates at",
        ):
            for n, j in r.number(k):
                yield _on(e, lambda v, n=n: max(v, n)), j  # type: ignore[misc]
                yield _on(e, lambda v, n=n: min(v, n)), j  # type: ignore[misc]

    def _product(self, i: int) -> Read:
        for first, j in self._first(i, 1):
            yield first, j
            for words, sum_ in SUMS:
                for (_, b), k in self._seq(j, words, self._atom) if not words.startswith(("plus", "minus")) else ():
                    yield _both(first, b, sum_), k

    def _rounded(self, e: Sum, i: int, verb: str, given: str) -> Read:
        r = self.r
        for ways, up in ((_FLOOR, False), ("up|upwards|upward", True)):
            for _, k in r.seq(i, verb, *((self.given,) if given else ()), ways, "to"):
                for n, j in self._steps(k):
                    yield _on(e, lambda v, n=n, u=up: -(-v // n) * n if u else v - v % n), j  # type: ignore[misc]

    # -------------------------------------------------------------------------------------------------------------- verbs

    def does(self, i: int) -> Read:
        """What the function does with its number: “adds `BASE`”, “rounds down to a multiple of 8”, “swaps the bytes”."""
        r = self.r
        to = "to|from|of|in", self.given
        for words, by in _DOES.items():
            for _, k in r.one(i, words):
                for n, j in r.number(k):
                    sum_ = _on(_given, lambda v, n=n, by=by: by(v, n))  # type: ignore[misc]
                    yield sum_, j
                    yield from ((sum_, e) for _, e in r.seq(j, *to))
            verb = "|".join(w.removesuffix(" by").removesuffix(" with") for w in words.split("|") if w.endswith((" by", " with")))
            for _, k in r.seq(i, verb, self.given, "by|with") if verb else ():
                for n, j in r.number(k):
                    yield _on(_given, lambda v, n=n, by=by: by(v, n)), j  # type: ignore[misc]
        yield from self._rounded(_given, i, "rounds|round|aligns|align", "")
        yield from self._rounded(_given, i, "rounds|round|aligns|align", "it")
        for words, clear, shift in (
            ("clears|zeroes|masks off|masks out|masks away|strips", True, False),
            ("drops|removes|cuts off|leaves out|discards", True, True),
        ):
            for (low, high), k in (x for _, m in r.one(i, words) for x in bits_said(r, m, self.width)):
                for j in (k, *(e for _, e in r.seq(k, *to))):
                    yield from ((_cleared(_given, low, high), j) for _ in range(clear))
                    if shift and low == 0 and high is not None:
                        yield _on(_given, lambda v, h=high: v >> (h + 1)), j  # type: ignore[misc]
        for (low, high), k in (
            x
            for _, m in r.one(i, "keeps|takes|extracts|picks|selects|tells|gives")
            for _, m2 in r.one(m, "only|just*")
            for x in bits_said(r, m2, self.width)
        ):
            for j in (k, *(e for _, e in r.seq(k, *to))):
                yield _on(_given, lambda v, a=low, b=high: (v >> a) if b is None else (v >> a) & ((1 << (b - a + 1)) - 1)), j  # type: ignore[misc]
        for _, j in r.seq(i, "swaps|reverses", "its?", "bytes|byte order", lambda k: [(SKIP, k), *r.seq(k, "of|in", self.given)]):
            yield _on(_given, self._swapped), j
        for words, sum_2 in (("doubles", lambda v: 2 * v), ("halves", lambda v: v // 2)):
            for _, j in r.seq(i, words, self.given):
                yield _on(_given, sum_2), j
        for _, j in r.one(i, "adds one|adds 1"):
            yield _on(_given, lambda v: v + 1), j

    def _swapped(self, v: int) -> int:
        size = self.width // 8
        return int.from_bytes((v % (1 << self.width)).to_bytes(size, "big"), "little")

    # --------------------------------------------------------------------------------------------------------------- code

    def _in_code(self, text: str) -> Sum | None:
        """`line + BASE`, `self.0 >> 12`, `(n - 1) * 4`: what is reckoned of one name, in constants and numbers."""
        plain = re.sub(r"\bself\.\w+(?:\(\))?|\bself\b", "uowgen_it", re.sub(r"\s+as\s+[iu]\w+", "", text.strip()))
        plain = re.sub(r"\b(\d[\d_]*|0x[0-9a-fA-F_]+)(?:[iu](?:8|16|32|64|128|size))\b", r"\1", plain)
        if not re.fullmatch(r"[\w\s:+\-*/%&|^<>()~]+", plain) or not re.search(r"[-+*/%&|^]|<<|>>", plain):
            return None
        names = {n for n in re.findall(r"\b[a-z_]\w*\b", plain) if not n.startswith(("0", "1"))}
        if len(names) != 1 or not names <= {"uowgen_it", self.f.maker.takes[0][0], "n", "it"}:
            return None
        values: dict[str, int] = {}

        def named_(m: re.Match[str]) -> str:
            value = self.r.built.constant(m[0])
            values[f"c{len(values)}"] = value if value is not None else 0
            if value is None:
                names.add("?")
            return f"c{len(values) - 1}"

        (name,) = names
        plain = re.sub(r"\b(?:\w+::)*[A-Z][A-Z0-9_]+\b", named_, plain)
        try:
            tree = ast.parse(plain, mode="eval").body
        except SyntaxError:
            return None
        return None if "?" in names else lambda v, own: _evaluated(tree, {**values, name: v})


_OPERATIONS: dict[type, Callable[[int, int], int | None]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
    ast.BitXor: operator.xor, ast.Div: lambda a, b: a // b if b else None, ast.Mod: lambda a, b: a % b if b else None,
    ast.LShift: lambda a, b: a << b if 0 <= b < 200 else None, ast.RShift: lambda a, b: a >> b if 0 <= b < 200 else None,
}  # fmt: skip


def _evaluated(node: ast.expr, values: dict[str, int]) -> int | None:
    if isinstance(node, ast.BinOp) and (by := _OPERATIONS.get(type(node.op))) is not None:
        a, b = _evaluated(node.left, values), _evaluated(node.right, values)
        return by(a, b) if a is not None and b is not None else None
    if isinstance(node, ast.Name):
        return values.get(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return number_of(str(node.value))
    return None


def _given(v: int, own: bool) -> int | None:
    return v


def _on(e: Sum, by: Callable[[int], int | None]) -> Sum:
    def sum_(v: int, own: bool) -> int | None:
        n = e(v, own)
        return None if n is None else by(n)

    return sum_


def _both(a: Sum, b: Sum, by: Callable[[int, int], int | None]) -> Sum:
    def sum_(v: int, own: bool) -> int | None:
        x, y = a(v, own), b(v, own)
        return None if x is None or y is None else by(x, y)

    return sum_


def _cleared(e: Sum, low: int, high: int | None) -> Sum:
    return _on(e, lambda v: v & ((1 << low) - 1) if high is None else v & ~(((1 << (high - low + 1)) - 1) << low))


def is_given(sum_: object) -> bool:
    """Whether it is just the number itself."""
    return sum_ is _given


__all__ = ["Sums", "is_given"]
