"""Reads how things stand at a call: what was called before, flags, whether what is given is among what is held, how ranges lie."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.amounts import NUMBERS, Amounts
from uowgen.claims.laws.conditions import Conditions
from uowgen.claims.laws.outcomes import EMPTY, held_before, is_variant
from uowgen.claims.laws.situations import and_, compare, not_, or_
from uowgen.claims.laws.terms import Term
from uowgen.claims.laws.too_long import too_long
from uowgen.claims.names import bare_name
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.ranges import Range

    Words = tuple[Word, ...]

LEADING = frozenset("on of for with in to at from into by onto against over".split())
_RELATING = frozenset("that which whose who".split())
_BEING = frozenset(
    "is are was were be been being has have had gets got get does do it they them its still already just now currently".split()
)
_DENYING = frozenset("not never no".split())
_OFF = frozenset("off clear cleared unset false down disabled inactive".split())
_ON = frozenset("on set true raised up enabled active under way".split())
_IDLE = frozenset("state status flag bit mode itself call call's value already once".split())
_AMONG = frozenset(
    "queued present registered stored tracked listed contained known added inserted duplicate duplicates existing mapped logged seen repeated "
    "recorded waiting held cached pending armed".split()
)
_NOT_AMONG = frozenset("unknown unregistered untracked unlisted absent missing foreign unmapped new stale".split())
_UNLIKE = (
    ("does", "not", "match"),
    ("do", "not", "match"),
    ("mismatches",),
    ("differs",),
    ("is", "wrong"),
    ("is", "stale"),
    ("is", "unknown"),
)
_IN_IT = frozenset("in on among inside within".split())
_WHOLES = frozenset("queue table cache ring list map wheel log set pool buffer stack window bitmap tree level levels it".split())
_NEW = frozenset("fresh new brand-new newly-made unused".split())
_TWICE = frozenset("twice again".split())
_LYING = (
    (
        "overlaps",
        "overlap overlaps overlapping overlapped intersects intersecting intersect cuts conflicting conflicts shares sharing",
    ),
    ("touches", "adjacent touching touches abutting neighbouring contiguous adjoining"),
    ("is_reversed", "reversed backwards inverted"),
    ("is_empty", "empty zero-length zero-sized"),
    ("strictly_inside", "middle inner hole"),
    ("is_unaligned", "unaligned misaligned"),
)
_LYING_IDLE = frozenset(
    "range ranges region regions area areas new mapped existing one any byte page even with into old another other already held of an existing existing's interval "
    "intervals mapping mappings given that which same it's extent extents segment vma".split()
)
_MOST = 14


class Standing:
    """Readers of situations of one method's calls, in more words than one clause has."""

    def __init__(self, lexicon: Lexicon, method: str, *, refusing: bool = False) -> None:
        self.lexicon, self.method = lexicon, method
        self.plain = Conditions(lexicon, method, refusing=refusing)
        self.amounts = Amounts(lexicon, method)

    def read(self, words: Words) -> list[Test]:
        """All that the words may mean; none if they are not understood to the last."""
        while (
            words and not words[0].code and words[0].text in (*LEADING, "there", "it", "is", "are", "when", "while", "if", "once")
        ):
            words = words[1:]
        if not words or len(words) > _MOST:
            return []
        found = [*self.plain.read(words), *self._one(words)]
        return found or [*self._joined(words)]

    def _joined(self, words: Words) -> Iterator[Test]:
        for at in range(1, len(words) - 1):
            if words[at].code or words[at].text not in ("and", "or", "but", "while", "with", ","):
                continue
            lefts = self.read(words[:at])
            behind = words[at + 1 :]
            if behind and not behind[0].code and behind[0].text in ("and", "or"):
                behind = behind[1:]
            rights = self.read(behind) if lefts else []
            either = any(not w.code and w.text == "or" for w in words)
            yield from (or_(one, other) if either else and_(one, other) for one in lefts for other in rights)

    def _one(self, words: Words) -> Iterator[Test]:
        yield from self.amounts.read(words)
        yield from self._relative(words)
        yield from self._called(words)
        yield from self._flag(words)
        yield from self._among(words)
        yield from self._lying(words)
        yield from too_long(words, self.lexicon, self.method, self._is_plain)
        yield from self._number(words)
        yield from self._fresh(words)
        yield from self._described(words)

    def _relative(self, words: Words) -> Iterator[Test]:
        """“a thread that is not queued”, “a frame whose flag is set”."""
        at = next((n for n in range(1, len(words) - 1) if not words[n].code and words[n].text in _RELATING), None)
        if at is not None and self._is_plain(words[:at]):
            yield from self.read(words[at + 1 :])

    def _fresh(self, words: Words) -> Iterator[Test]:
        """“a fresh log”, “new window”: nothing has been called yet."""
        said = [w.text for w in words if not w.code]
        if said[:1] and said[0] in _NEW and len(said) == len(words) and self._is_plain(words[1:]) and len(words) > 1:
            yield lambda m: len(m.earlier) == 1

    def _described(self, words: Words) -> Iterator[Test]:
        """“closed queue”, “pinned frame”: the situation before the noun for the whole, or for what is given."""
        if len(words) > 1 and self._is_plain(words[-1:]) and not words[0].code:
            yield from self.read(words[:-1])

    def _is_plain(self, words: Words) -> bool:
        """Whether words only name the whole, or a thing that the method is given."""
        if any(w.code for w in words):
            return False
        known = {form(p) for p in parts(self.lexicon.type)} | {form(w) for w in _WHOLES} | self._given()
        return all(form(w.text) in known for w in words)

    def _given(self) -> set[str]:
        part = self.lexicon.journal.parts.get(self.method)
        rows = part.parameters if part is not None else ()
        return {p for name, kind in rows for p in (*parts(name), *parts("".join(c if c.isalnum() else "_" for c in kind)))} | {
            form(w) for w in ("thread", "caller", "value", "thing", "item", "entry", "number", "name")
        }

    # ------------------------------------------------------------------------------------------------------ what was called

    def _called(self, words: Words) -> Iterator[Test]:
        """“after `close()`”, “once closed”, “twice in row”, “`m` was called before”."""
        said = [w.text if not w.code else "`" for w in words]
        rest = [
            w
            for w in words
            if w.code or w.text not in (*_BEING, "after", "called", "before", "queue", "call", "returned", "earlier", "has")
        ]
        if said[0] in _TWICE or said[-1] in _TWICE or said[-2:] == ["in", "row"]:
            noun = tuple(w for w in words if w.code or w.text not in (*_TWICE, "in", "row", "with", "same", "one", "within", "for"))
            if self._is_plain(noun) or not noun:
                yield from self.again()
            return
        if len(rest) == 1 and not any(w in _DENYING for w in said):
            name = self.named(rest[0])
            if name:
                yield from self.after(name)

    def again(self) -> Iterator[Test]:
        """The same was called before, with the same; right before, or at any time."""

        def same(m: Moment, beat: object) -> bool:
            return getattr(beat, "name", "") == self.method and getattr(beat, "given", None) == m.own.given

        def right_before(m: Moment) -> bool:
            rows = m.earlier
            return bool(rows) and same(m, rows[-1]) and not rows[-1].refused

        def ever(m: Moment) -> bool:
            return any(same(m, b) and not b.refused for b in m.earlier)

        yield ever
        yield right_before

    def after(self, name: str) -> Iterator[Test]:
        """Another was called before: at any time, or last of all that change something."""
        journal = self.lexicon.journal
        if not journal.parts[name].takes:  # right after it was made
            yield lambda m: len(m.earlier) == 1
            return
        yield lambda m: any(b.name == name and not b.refused for b in m.earlier)
        yield lambda m: bool(rows := m.earlier) and rows[-1].name == name and not rows[-1].refused

    def named(self, word: Word) -> str:
        """The method that is named, or whose verb is: one that changes something, or makes the value."""
        journal = self.lexicon.journal
        if word.code:
            name = bare_name(word.raw)
            return name if name in journal.parts and journal.parts[name].takes in ("mut", "") else ""
        found = [n for n, p in journal.parts.items() if p.takes == "mut" and parts(n)[:1] == (form(word.text),)]
        return found[0] if len(found) == 1 and len(word.text) > 3 else ""

    # ---------------------------------------------------------------------------------------------------------------- flags

    def _flag(self, words: Words) -> Iterator[Test]:
        """“is being evicted”, “the `evicting` flag is set”, “in overflow”, “logging is off”, “disabled”."""
        said = [w.text if not w.code else w.raw for w in words]
        denied = bool(_DENYING & set(said)) != bool(_OFF & set(said))
        rest = [w for w in words if w.code or w.text not in _BEING | _DENYING | _OFF | _ON | _IDLE]
        rest = [w for w in rest if w.code or not self._is_plain((w,)) or len(rest) == 1]
        if not rest and (_OFF | _ON) & set(said):
            rest = [w for w in words if not w.code and w.text in ("enabled", "disabled", "active", "inactive")]
            denied = bool(_DENYING & set(said))
        for key in self.lexicon.keys:
            if "flag" not in key.sorts or key.key.startswith("?") or not rest:
                continue
            name = {form(p) for p in parts(key.key.rpartition(".")[2])} - {"is", "has"}
            for more in (False, True):
                words_of = {
                    _without_un(form(p)) if more else form(p) for w in rest for p in (parts(w.raw) if w.code else (w.text,))
                }
                changed = more and words_of != {form(p) for w in rest for p in (parts(w.raw) if w.code else (w.text,))}
                if words_of <= name if not more else changed and words_of <= {_without_un(n) for n in name}:
                    yield self._is(key.key, denied == changed)

    def _is(self, key: str, wanted: bool) -> Test:
        return lambda m: value is wanted if isinstance(value := held_before(m, key), bool) else None

    # ----------------------------------------------------------------------------------------------------------- membership

    def _among(self, words: Words) -> Iterator[Test]:
        """“already in the queue”, “unknown tid”, “not on any level”: whether what is given is among what is held."""
        if any(w.code for w in words):
            return
        said = [w.text for w in words]
        wholes = _WHOLES | {w for w in said if form(w) in parts(self.lexicon.type)}
        for phrase in _UNLIKE:
            if tuple(said[-len(phrase) :]) == phrase and len(words) > len(phrase) and len(words) <= len(phrase) + 2:
                yield from (
                    _is_held(k.key, n, so=False)
                    for n in self._places(words[: -len(phrase)])
                    for k in self.lexicon.keys
                    if "list" in k.sorts
                )
        inside = any(
            a in _IN_IT and set(said[n + 1 :]) and set(said[n + 1 :]) <= wholes | {"any", "none", "of"} for n, a in enumerate(said)
        )
        if not inside and not set(said) & (_AMONG | _NOT_AMONG):
            return
        absent = bool(set(said) & (_NOT_AMONG | {"none"}))
        denied = bool(set(said) & _DENYING)
        noun = tuple(
            w
            for w in words
            if w.text not in _AMONG | _NOT_AMONG | _BEING | _DENYING | _IN_IT | wholes | {"any", "none", "of", "again"}
        )
        if not self._is_plain(noun):
            return
        so = absent == denied
        for key in self.lexicon.keys:
            if key.key.startswith("?") and key.name & {
                form(w) for w in ("contains", "has", "find", "is_queued", "contain", "queued", "includes")
            }:
                yield self._asked(key.key, so=so)
            elif "list" in key.sorts:
                part = self.lexicon.journal.parts.get(self.method)
                for at in range(min(len(part.parameters), 2) if part is not None else 0):
                    yield _is_held(key.key, at, so=so)

    def _places(self, noun: Words) -> list[int]:
        """Which of the things given a noun names."""
        part = self.lexicon.journal.parts.get(self.method)
        said = {form(w.text) for w in noun}
        return [n for n, (name, _) in enumerate(part.parameters if part is not None else ()) if said <= set(parts(name))]

    def _asked(self, key: str, *, so: bool) -> Test:
        def test(m: Moment) -> bool | None:
            value = held_before(m, key)
            if isinstance(value, bool):
                return value is so
            return (value not in EMPTY) is so if value is not None else None

        return test

    # --------------------------------------------------------------------------------------------------------------- ranges

    def _lying(self, words: Words) -> Iterator[Test]:
        """“overlapping ranges”, “the middle of an area”: how the range that is given lies to those that are held."""
        said = {w.text for w in words if not w.code}
        if any(w.code for w in words):
            return
        for name, row in _LYING:
            meant = set(row.split())
            if said & meant and said - meant <= _LYING_IDLE | LEADING | _BEING:
                yield self._lies(name)

    def _lies(self, name: str) -> Test:
        from uowgen.claims.stories.ranges import given_to, held_in
        from uowgen.claims.stories.woven import lying

        relation: Callable[[Range, list[Range]], bool] = getattr(lying, name)
        journal = self.lexicon.journal

        def test(m: Moment) -> bool | None:
            one, rows = given_to(journal, m.own), held_in(journal, m.own.before)
            return None if one is None or rows is None else relation(one, rows)

        return test

    # -------------------------------------------------------------------------------------------------------------- numbers

    def _number(self, words: Words) -> Iterator[Test]:
        """“sequence number 0”, “a delay of zero”, “zero ticks”, “non-zero numbers”: what number is given."""
        at = [
            n
            for n, w in enumerate(words)
            if not w.code and (w.text in NUMBERS or as_number(w.raw) is not None or w.text in ("non-zero", "nonzero"))
        ]
        if len(at) != 1:
            return
        word = words[at[0]]
        value = NUMBERS.get(word.text, as_number(word.raw))
        noun = [
            w
            for n, w in enumerate(words)
            if n != at[0] and (w.code or w.text not in ("of", "is", "equal", "to", "equals", "exactly"))
        ]
        said = {form(w.text) for w in noun if not w.code}
        part = self.lexicon.journal.parts.get(self.method)
        rows = part.parameters if part is not None else ()
        if any(w.code for w in noun) or len(noun) > 3:
            return
        for n, (name, kind) in enumerate(rows):
            if kind.strip("&") not in ("u8", "u16", "u32", "u64", "usize", "i32", "i64"):
                continue
            named = set(parts(name))
            if (
                (not said and len(rows) == 1)
                or (said and said & (named | _near(named)) and said <= named | _near(named) | {form("number")})
                or (said and said <= self.lexicon.words_about(self.method) and len(rows) == 1)
            ):
                given = Term(name, _argument(n))
                yield compare(given, Term("0", lambda b: value if value is not None else 0), "==" if value is not None else "!=")


def _near(names: set[str]) -> set[str]:
    """Other words for numbers that are given: `delay` of `ticks`."""
    found = set()
    for row in (
        "delay ticks tick timeout duration wait",
        "seq sequence",
        "prio priority level",
        "len length size",
        "addr address",
        "n count number",
    ):
        words = {form(w) for w in row.split()}
        if words & names:
            found |= words
    return found


def _argument(at: int) -> Callable[[object], object]:
    return lambda beat: beat.given[at] if at < len(beat.given) else None  # type: ignore[attr-defined]


def _without_un(word: str) -> str:
    for start in ("dis", "un", "en", "in"):
        if word.startswith(start) and len(word) > len(start) + 3:
            return word[len(start) :]
    return word


def _is_held(key: str, at: int, *, so: bool) -> Test:
    """Whether what is given is among what a list holds, however deep."""

    def test(m: Moment) -> bool | None:
        rows = held_before(m, key)
        if not isinstance(rows, tuple) or is_variant(rows) or at >= len(m.own.given):
            return None
        return _has(rows, m.own.given[at]) is so

    return test


def _has(rows: tuple[object, ...], thing: object) -> bool:
    for row in rows:
        if row == thing:
            return True
        if isinstance(row, tuple):
            if row[:1] == ("Some",) and _has(row[1:], thing):
                return True
            if is_variant(row):
                if len(row) > 1 and (row[1] == thing or row == thing):
                    return True
            elif _has(row, thing):
                return True
    return False


__all__ = ["LEADING", "Standing", "not_"]
