"""Phrases that sentences about values are made of: predicates, adjectives that are methods, what is carried, what stands for the type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.valued import wanted
from uowgen.claims.valued.reader import SKIP, Reader
from uowgen.claims.valued.tokens import humps, root
from uowgen.claims.valued.wanted import Want, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.shapes import Shape
    from uowgen.claims.valued.table import Function

_PAYLOAD = (
    "payload|data|argument|address|number|status|value|field|index|offset|length|size|code|inner value|inner number|inner error|errno|device|port|"
    "sector|page|id|bits|raw status|raw value|raw number|word|register|register value|position"
)
_ASIDE = "value|values|number|numbers|errno|errnos|code|codes|integer|integers|text|texts|string|strings|name|names"
_IRREGULAR = {"written": "write", "readable": "read", "writable": "write", "writeable": "write", "sent": "send", "writes": "write", "reads": "read",
              "running": "run", "seekable": "seek"}  # fmt: skip
# What is said of values for which a method of another name says no.
_OPPOSITES = {
    "permanent": ("transient", "temporary", "retryable", "passing"), "transient": ("permanent",), "temporary": ("permanent",),
    "recoverable": ("fatal",), "inactive": ("active",), "disabled": ("enabled",), "enabled": ("disabled",), "invalid": ("valid",),
}  # fmt: skip
_ASKING = ("is", "can", "has", "may", "should", "needs", "allows", "accepts", "supports", "was", "wants", "will", "are")


class Phrases(Reader):
    """The phrases of one sentence."""

    def truth(self, i: int) -> Iterator[tuple[Want, int]]:
        """“true”, `false`."""
        for w, j in self.value(i):
            if w.sort == "bool":
                yield w, j

    def denial(self, i: int) -> Iterator[tuple[bool, int]]:
        """Whether “not” or “never” stands here."""
        if self.low(i) in ("not", "never"):
            yield True, i + 1
        elif self.low(i) == "no" and self.low(i + 1) == "longer":
            yield True, i + 2
        else:
            yield False, i

    def arrow(self, i: int) -> Iterator[tuple[Any, int]]:
        """An arrow."""
        if i < self.end and self.tokens[i].sort == "arrow":
            yield SKIP, i + 1

    def value_or_code(self, i: int) -> Iterator[tuple[Want, int]]:
        """A text in quotes or in backticks, where that is no piece of code."""
        code = (
            i < self.end and self.tokens[i].sort == "code" and bool(re.fullmatch(r"[\w:]+(\(\))?|[\w:]+::.*", self.tokens[i].raw))
        )
        if i < self.end and self.tokens[i].sort in ("text", "code") and i + 1 == self.end and not code:
            yield wanted.text(self.tokens[i].raw.strip('"')), i + 1

    def thing(self, i: int) -> Iterator[tuple[Any, int]]:
        """What stands for any value of the type: its name, “a port”; also nothing at all."""
        yield SKIP, i
        j = i
        while j < self.end and j < i + 3 and self._is_thing(j):
            j += 1
            yield SKIP, j

    def _is_thing(self, i: int) -> bool:
        t = self.tokens[i]
        raw = t.raw.rpartition("::")[2]
        return raw == self.shape.name or (
            t.sort == "word"
            and (
                root(t.low) in self.things or t.low in ("state", "slot", "machine", "one", "value", "instance", "it", "them", "of")
            )
        )

    def thing_is(self, i: int) -> Iterator[tuple[Any, int]]:
        """“the port is in state”, “it is”, or nothing."""
        yield SKIP, i
        for _, j in self.seq(
            i, ",?", self.thing, "it|called on|called in|called for?", "is|are|was|has?", "in|on?", "state|states?"
        ):
            if j > i:
                yield SKIP, j

    # ---------------------------------------------------------------------------------------------------------- predicates

    def predicate(self, i: int) -> Iterator[tuple[Want, int]]:
        """“negative”, “non-zero”, “lower-case”, “a positive errno”, “between 1 and 9”, “above 4”."""
        for words, want in _PREDICATES.items():
            for _, j in self.seq(i, words):
                yield want, j
                for _, k in self.seq(j, _ASIDE):
                    yield want, k
        for sign, phrase in (
            (">", "above|greater than|more than|larger than|over"),
            ("<", "below|less than|smaller than|under"),
            (">=", "at least|not less than"),
            ("<=", "at most|not more than|up to"),
        ):
            for _, j in self.seq(i, phrase):
                found = self.number(j)
                if found is not None:
                    yield _compared(sign, found[0]), found[1]
        for _, j in self.seq(i, "between|in range|within|from"):
            low = self.number(j)
            high = self.number(low[1] + 1) if low is not None and self.low(low[1]) in ("and", "to", "-", "–") else None
            if low is not None and high is not None:
                yield _between(low[0], high[0]), high[1]

    def prefix(self, i: int) -> Iterator[tuple[Want, int]]:
        """“the 0x0D prefix”, “the prefix "net-"”: of a text, or of the number in the base that it is written in."""
        words = "prefix|common prefix|high byte|top byte|upper byte"
        for j, after in (
            ((i, True), (i + 1, False)) if self.low(i) in ("prefix", "common", "high", "top", "upper") else ((i, True),)
        ):
            if j >= self.end:
                return
            t = self.tokens[j]
            if t.sort == "text":
                w = Want(
                    f"starts with “{t.raw}”",
                    "text",
                    lambda v, s=t.raw: isinstance(opened(v), str) and str(opened(v)).startswith(s),  # type: ignore[misc]
                )
            elif t.sort in ("number", "code") and re.fullmatch(r"0x[0-9a-fA-F]+", t.raw.strip()):
                digits = t.raw.strip()[2:].lstrip("0").lower()
                low = len(t.raw.strip()[2:]) - len(digits)
                w = Want(f"starts with {t.raw}", "number", lambda v, d=digits, z=low: isinstance(v, int) and _starts(v, d, z))  # type: ignore[misc]
            else:
                continue
            if after:
                for _, k in self.seq(j + 1, words):
                    yield w, k
                yield w, j + 1
            else:
                yield w, j + 1

    # ---------------------------------------------------------------------------------------------- methods in other words

    def adjective(self, i: int) -> Iterator[tuple[tuple[tuple[Function, ...], bool], int]]:
        """“retryable”, “readable”, “link up”: the methods that say so, and whether the word turns it round (“unreadable”)."""
        asking = [f for f in self.table.functions if f.sort == "query" and f.gives == "bool"]
        for count in (1, 2, 3):
            if any(i + n >= self.end or self.tokens[i + n].sort != "word" for n in range(count)):
                return
            words = [p for n in range(count) for p in re.split(r"[-_]", self.low(i + n))]
            for turned, said in ((False, words), (True, [words[0].removeprefix("un").removeprefix("non"), *words[1:]])):
                if turned and said == words:
                    continue
                opposite = _OPPOSITES.get(" ".join(said), ())
                contrary = tuple(f for f in asking if _rest(f.name) in {(root(o),) for o in opposite})
                if contrary and not turned:
                    yield (contrary, True), i + count
                told = [root(_IRREGULAR.get(w, w)) for w in said]
                able = [root(re.sub(r"[ai]ble$", "", w)) for w in said]
                found = tuple(f for f in asking if _rest(f.name) in (tuple(told), tuple(able)) and _rest(f.name))
                if found:
                    yield (found, turned), i + count

    def doing(self, i: int) -> Iterator[tuple[tuple[Function, ...], int]]:
        """“need mapping”: the method `needs_mapping`."""
        for f in self.table.functions:
            parts = [p for p in f.name.split("_") if p]
            if f.sort != "query" or f.gives != "bool" or parts[0] in ("is", "can", "may"):
                continue
            if all(self.low(i + n) and root(self.low(i + n)) == root(p) for n, p in enumerate(parts)):
                yield (f,), i + len(parts)

    def ability(self, i: int) -> Iterator[tuple[tuple[Function, ...], int]]:
        """“reads”, “writing”: the method that says whether it can be done."""
        if i < self.end and self.tokens[i].sort == "word":
            word = root(_IRREGULAR.get(self.low(i), self.low(i)))
            found = tuple(f for f in self.table.functions if f.sort == "query" and f.gives == "bool" and _rest(f.name) == (word,))
            if found:
                yield found, i + 1

    # --------------------------------------------------------------------------------------------------- what is carried

    def carried(self, i: int) -> Iterator[tuple[Any, int]]:
        """“the payload”, “its address”."""
        yield from self.one(i, _PAYLOAD)
        for _, j in self.seq(i, "its|carried|any|what it", f"{_PAYLOAD}|carries"):
            yield SKIP, j

    def carried_only(self, i: int) -> Iterator[tuple[Any, int]]:
        """The same, as all that is said."""
        yield from self.carried(i)
        names = {e.partition(":")[0].strip() for v in self._carrying() for e in v.strip("{} ").split(",") if ":" in e}
        if i < self.end and self.tokens[i].raw.strip("`") in names:
            for _, j in self.one(i + 1, "value|number|field?"):
                yield SKIP, j

    def _carrying(self) -> list[str]:
        from uowgen.facts.members import carried, variants_of

        shapes = (self.shape, *self.table.others.values())
        return [carried(v) for s in shapes if not s.newtype for v in variants_of(s.declaration).all]

    def carried_of(self, some: Callable[[int], Iterator[tuple[Some, int]]]) -> Callable[[int], Iterator[tuple[Some, int]]]:
        """“the address of a torn page”."""

        def read(i: int) -> Iterator[tuple[Some, int]]:
            for (s,), j in self.seq(i, self.carried_only, "of|in|from", some):
                yield s, j

        return read

    # ------------------------------------------------------------------------------------------------------------- names

    def type_of(self, shape: Shape) -> Callable[[int], Iterator[tuple[Any, int]]]:
        """The name of a type, or its words."""

        def read(i: int) -> Iterator[tuple[Any, int]]:
            if i < self.end and self.tokens[i].raw.strip("`") in (shape.name, f"{shape.name}s"):
                yield SKIP, i + 1
            words = humps(shape.name)
            if all(root(self.low(i + n)) == root(w) for n, w in enumerate(words)):
                yield SKIP, i + len(words)

        return read

    def named_code(self, name: str) -> Callable[[int], Iterator[tuple[Any, int]]]:
        """A name in backticks or as it is written."""

        def read(i: int) -> Iterator[tuple[Any, int]]:
            if i < self.end and self.tokens[i].raw in (name, f"{name} impl", f"impl {name}"):
                yield SKIP, i + 2 if self.low(i + 1) in ("impl", "implementation") else i + 1

        return read

    def named_codes(self, name: str) -> Callable[[int], Iterator[tuple[Any, int]]]:
        """A function's name, with or without its parentheses."""

        def read(i: int) -> Iterator[tuple[Any, int]]:
            if i < self.end and self.is_function(self.tokens[i].raw.removesuffix("()"), name):
                yield SKIP, i + 1

        return read

    def event_word(self, name: str) -> Callable[[int], Iterator[tuple[Any, int]]]:
        """“event”, “signal”: a word of a type's name."""

        def read(i: int) -> Iterator[tuple[Any, int]]:
            if self.low(i) and (self.low(i) in ("event", "events", "one") or root(self.low(i)) in {root(h) for h in humps(name)}):
                yield SKIP, i + 1

        return read

    def is_function(self, said: str, name: str) -> bool:
        """Whether a path may name the function of that name of this type."""
        owner, _, bare = said.strip().replace(".", "::").rpartition("::")
        last = owner.rpartition("::")[2]
        return bare == name and (not last[:1].isupper() or last in (self.shape.name, "Self"))

    def seq_code(self, text: str) -> Callable[[int], Iterator[tuple[Any, int]]]:
        """A piece of code as it is written, but for spaces."""

        def read(i: int) -> Iterator[tuple[Any, int]]:
            if i < self.end and "".join(self.tokens[i].raw.split()) == "".join(text.split()):
                yield SKIP, i + 1

        return read

    def dot(self, i: int) -> Iterator[tuple[Any, int]]:
        """A dot between a value and a call."""
        if self.low(i) == ".":
            yield SKIP, i + 1

    def make_call(self, i: int) -> Iterator[tuple[tuple[Function, ...], int]]:
        """`Port::default()`, `INITIAL`: a call or constant that gives a value of the type."""
        if i >= self.end or self.tokens[i].sort not in ("code", "word"):
            return
        m = re.fullmatch(r"(?:([\w:]+)::)?(\w+)(\(\))?", self.tokens[i].raw)
        if m is None or (m[1] and m[1].rpartition("::")[2] not in (self.shape.name, "Self")):
            return
        found = tuple(f for f in self.table.functions if f.sort == "make" and f.name == m[2] and bool(m[3]) is not f.name.isupper())
        if found:
            yield found, i + 1


def _rest(name: str) -> tuple[str, ...]:
    parts = [p for p in name.split("_") if p]
    return tuple(root(p) for p in (parts[1:] if parts[0] in _ASKING and len(parts) > 1 else parts))


def _starts(value: int, digits: str, zeros: int) -> bool:
    """Whether a number written with as many leading zeros begins with these digits."""
    text = f"{value:x}"
    wide = len(text) + zeros
    return wide % 2 == 0 and text.startswith(digits) if zeros else text.startswith(digits)


def _number(test: Callable[[int], bool], says: str) -> Want:
    def fits(value: object) -> bool | None:
        it = opened(value)
        return test(it) if isinstance(it, int) and not isinstance(it, bool) else None

    return Want(says, "number", fits)


def _text(test: Callable[[str], bool], says: str) -> Want:
    def fits(value: object) -> bool | None:
        it = opened(value)
        return test(it) if isinstance(it, str) else None

    return Want(says, "text", fits)


def _compared(sign: str, n: int) -> Want:
    tests: dict[str, Callable[[int], bool]] = {
        ">": lambda v: v > n,
        "<": lambda v: v < n,
        ">=": lambda v: v >= n,
        "<=": lambda v: v <= n,
    }
    return _number(tests[sign], f"{sign} {n}")


def _between(low: int, high: int) -> Want:
    return _number(lambda v: low <= v <= high, f"{low} to {high}")


_PREDICATES = {
    "negative|below zero|less than zero": _number(lambda v: v < 0, "negative"),
    "positive|greater than zero|above zero": _number(lambda v: v > 0, "positive"),
    "non-negative|nonnegative": _number(lambda v: v >= 0, "non-negative"),
    "non-zero|nonzero": _number(lambda v: v != 0, "non-zero"),
    "zero": _number(lambda v: v == 0, "zero"),
    "even": _number(lambda v: v % 2 == 0, "even"),
    "odd": _number(lambda v: v % 2 == 1, "odd"),
    "power of two|single bit|powers of two": _number(lambda v: v > 0 and v & (v - 1) == 0, "a power of two"),
    "lower-case|lowercase|lower case|in lower case": _text(lambda v: v == v.lower(), "lower-case"),
    "upper-case|uppercase|upper case|in upper case|in capitals": _text(lambda v: v == v.upper(), "upper-case"),
    "non-empty|nonempty": _text(lambda v: bool(v), "non-empty"),
    "empty": _text(lambda v: not v, "empty"),
    "ascii|plain ascii|pure ascii": _text(lambda v: v.isascii(), "ASCII"),
}

__all__ = ["Phrases"]
