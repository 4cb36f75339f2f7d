"""Reads what is said of one entry of those that a type holds by a key: “an uncached page”, “a dirty page”, “stores the page as clean”, “returns the
old frame”, “writes only dirty pages and marks them clean”, “a page whose write fails remains dirty”.

Entries are the pairs of a map, the structs of a list, places of an array. The one that a call is about is found by what the call is given.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form, parts
from uowgen.claims.laws.moments import alike_in_all, later_apart, moments_of
from uowgen.claims.laws.outcomes import Outcome, as_own, both, inside, is_variant
from uowgen.claims.laws.terms import looked_up
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from uowgen.claims.laws.lexicon import Lexicon
    from uowgen.claims.laws.moments import Moment, Test
    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.records import Beat

    Words = tuple[Word, ...]
    Fits = Callable[["Entry | None"], "bool | None"]

_BEING = frozenset("is are was be been being that which it already currently still yet there has have".split())
_NOUNS = frozenset(form(w) for w in "entry item element key one thing value".split())
_THERE = frozenset("present existing known registered tracked listed stored held recorded inserted there contained".split())
_ABSENT = frozenset("unknown missing absent nonexistent non-existent".split())
_CONTRARY = {
    form(a): form(b)
    for a, b in (
        ("clean", "dirty"), ("free", "used"), ("idle", "busy"), ("closed", "open"), ("unlocked", "locked"), ("disabled", "enabled"),
        ("inactive", "active"), ("stale", "valid"), ("invalid", "valid"), ("writable", "readonly"), ("off", "on"),
    )
}  # fmt: skip
_STORING = frozenset("stores inserts adds caches records registers saves keeps puts creates starts".split())
_MARKING = frozenset("marks makes sets flags turns leaves".split())
_GIVING = frozenset("returns gives yields hands reports".split())
_OLD = frozenset("old previous former prior earlier replaced displaced its that".split())
_GONE = frozenset("removed evicted deleted dropped forgotten erased unregistered discarded".split())
_STAYING = frozenset("stays remains is keeps".split())
_THEM = frozenset("it them each".split())


class Entry(NamedTuple):
    """One entry: what it is told apart by, and its parts by their names."""

    id: object
    parts: Mapping[str, object]


class Entries:
    """What one type holds by keys, as calls of one method find it. There must be but one list of such things."""

    def __init__(self, lexicon: Lexicon, method: str) -> None:
        self.lexicon, self.method = lexicon, method
        self.journal = lexicon.journal
        part = self.journal.parts.get(method)
        self.given = part.parameters if part is not None else ()
        self._places: dict[str, int] = {}
        self.lists = [
            k.key
            for k in lexicon.keys
            if "list" in k.sorts and "changing" in k.sorts and k.key.startswith(".") and lexicon.varies_in_length(k.key)
        ]

    def of(self, rows: object) -> list[Entry] | None:
        """The entries of a list; None for what is none."""
        if not isinstance(rows, tuple) or is_variant(rows):
            return None
        found = []
        for row in rows:
            held = row[1] if isinstance(row, tuple) and row[:1] == ("Some",) and len(row) > 1 else row
            if held == ("None",):
                continue
            if isinstance(held, tuple) and len(held) == 2 and not is_variant(held):
                found.append(Entry(held[0], self._named(held[1])))
            elif is_variant(held):
                named = self._named(held)
                by = next((n for n, _ in self.given if n in named), next(iter(named), ""))
                found.append(Entry(named.get(by), named))
            else:
                found.append(Entry(held, {}))
        return found

    def _named(self, value: object) -> dict[str, object]:
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            names = self.journal.shapes.get(value[0], ())
            return dict(zip(names, value[1:], strict=False)) if len(names) == len(value) - 1 else {}
        return {"": value}

    def held(self, beat: Beat, *, after: bool = False) -> list[Entry] | None:
        """All entries before a call, or after it."""
        return self.of(looked_up(beat, self.lists[0], after=after)) if len(self.lists) == 1 else None

    def one(self, beat: Beat, *, after: bool = False) -> tuple[bool, Entry | None]:
        """Whether it can be told which entry the call is about, and that entry, if there is one."""
        rows = self.held(beat, after=after)
        if rows is None or not beat.given or isinstance(beat.given[0], (bool, str)):
            return False, None
        return True, next((e for e in rows if e.id == beat.given[0]), None)

    # ------------------------------------------------------------------------------------------------------------ adjectives

    def fitting(self, words: Sequence[Word]) -> list[Fits]:
        """What a description says of an entry: “dirty page”, “page that is not cached”, “already present”."""
        if len(self.lists) != 1 or not words or any(w.code for w in words):
            return []
        said = [w.text for w in words if w.text not in _BEING]
        denied = "not" in said
        rest = [w for w in said if w != "not"]
        nouns = [w for w in rest if self._is_noun(w)]
        left = [w for w in rest if w not in nouns] or [w for w in nouns if self._is_there(w)]
        if len(left) != 1 or len(said) - len(rest) > 1:
            return []
        return [_denied(f) if denied else f for f in self.adjective(left[0])]

    def adjective(self, word: str) -> list[Fits]:
        """What an adjective says of an entry: whether it is there, or how a flag or a state of it is set."""
        bare = word.removeprefix("un").removeprefix("non-") if word.startswith(("un", "non-")) else ""
        found: list[Fits] = []
        if word in _ABSENT or (bare and self._is_there(bare)):
            found.append(lambda e: e is None)
        elif self._is_there(word):
            found.append(lambda e: e is not None)
        for name, values in self._values().items():
            named = set(parts(name)) - {form("is"), form("has")}
            if values and all(isinstance(v, bool) for v in values):
                if named == {form(word)}:
                    found.append(_part_is(name, True))
                elif (bare and named == {form(bare)}) or named == {_CONTRARY.get(form(word), "")}:
                    found.append(_part_is(name, False))
            states = {v[0] for v in values if isinstance(v, tuple) and len(v) == 1 and isinstance(v[0], str)}
            found += [_part_is(name, (s,)) for s in states if s not in ("None", "Some") and set(parts(s)) == {form(word)}]
        return found

    def _values(self) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for beat in self.journal.theirs or ():
            for entry in self.held(beat, after=True) or ():
                for name, value in entry.parts.items():
                    found.setdefault(name, []).append(value)
        return found

    def _is_there(self, word: str) -> bool:
        """“cached” of a cache, “registered” of what `register` puts in: the participle of a word of the type or of what is held."""
        if word in _THERE:
            return True
        putting = {
            p for n, part in self.journal.parts.items() if part.takes == "mut" and len(part.parameters) > 1 for p in parts(n)[:1]
        }
        return word.endswith("ed") and form(word) in {*parts(self.lexicon.type), *self._held_words(), *putting}

    def _held_words(self) -> frozenset[str]:
        return self.lexicon.elements_of(self.lists[0]) if len(self.lists) == 1 else frozenset()

    def _is_noun(self, word: str) -> bool:
        """Whether a word names what is given, or what is held."""
        known = {p for name, _ in self.given[:1] for p in parts(name)} | set(parts(self.lexicon.type)) | _NOUNS
        shapes = {p for name in self.journal.shapes for p in parts(name)}
        return form(word) in known | shapes or any(
            form(word) in parts(n) for p in self.journal.parts.values() for n, _ in p.parameters
        )

    # --------------------------------------------------------------------------------------------------------------- readers

    def described(self, words: Words) -> Iterator[Test]:
        """Whether the entry of what is given is as the words say, before the call."""
        for fits in self.fitting(words) if self.given else ():
            yield self._test(fits)

    def _test(self, fits: Fits) -> Test:
        def test(m: Moment) -> bool | None:
            known, entry = self.one(m.own)
            return fits(entry) if known else None

        return test

    def outcomes(self, words: Words) -> Iterator[Outcome]:
        """All that the words may say of what a call does to an entry, or gives of it."""
        if len(self.lists) != 1 or len(words) < 2 or any(w.code for w in words):
            return
        verb, rest = words[0].text, words[1:]
        if verb in _GIVING and self.given:
            yield from self._gives(rest[1:] if rest[0].text in ("back", "out") else rest)
        if verb in _STORING | _MARKING and self.given:
            yield from self._put(rest)
        if len(rest) > 2 and not any(w.code for w in rest) and rest[0].text in ("only", "all", "every", "each", "just"):
            yield from self._of_each(words)

    def _gives(self, noun: Words) -> Iterator[Outcome]:
        said = [w.text for w in noun]
        name = [form(w) for w in said if w not in _OLD]
        given = {form(p) for n, _ in self.given for p in parts(n)}
        if not name or (len(name) == len(said) and set(name) & given):  # “the frame” may be the one that is given
            return
        for part in self._values():
            if part and set(name) == set(parts(part)):
                yield self._gave(part)

    def _gave(self, part: str) -> Outcome:
        def own(m: Moment) -> bool | None:
            known, entry = self.one(m.own)
            if not known or m.own.panicked or m.own.refused:
                return None
            return entry is not None and inside(m.own.gave) == entry.parts.get(part)

        def telling(m: Moment) -> bool:
            _, entry = self.one(m.own)
            return entry is not None and entry.parts.get(part) not in m.own.given

        return Outcome(own, as_own, alike=as_own, telling=telling)

    def _put(self, rest: Words) -> Iterator[Outcome]:
        """“(stores) the page as clean”, “(marks) it dirty”: how the entry is set afterwards."""
        said = [w.text for w in rest if w.text != "as"]
        if len(said) < 2 or not all(self._is_noun(w) or w in _THEM for w in said[:-1]):
            return
        for fits in self.adjective(said[-1]):
            yield self._becomes(fits)

    def _becomes(self, fits: Fits) -> Outcome:
        def own(m: Moment) -> bool | None:
            known, entry = self.one(m.own, after=True)
            if not known or m.own.panicked or m.own.refused or m.own.after is None:
                return None if entry is None or m.own.refused else False
            return fits(entry) if entry is not None else None

        def telling(m: Moment) -> bool:
            known, entry = self.one(m.own)
            return known and entry is not None and fits(entry) is False

        return Outcome(own, self.left_alike, telling=telling)

    def left_alike(self, m: Moment) -> bool | None:
        """Whether the tree's code leaves the same entries; what is kept in another way is as good where nobody can tell."""
        if m.ours is None or m.ours.panicked != m.own.panicked:
            return None if m.ours is None else False
        mine, theirs = self.held(m.ours, after=True), self.held(m.own, after=True)
        if mine is not None and theirs is not None and sorted(map(repr, mine)) == sorted(map(repr, theirs)):
            return True
        if not moments_of(self.journal).apart and alike_in_all(self.journal):
            return True
        return False if mine is not None and later_apart(self.journal, m) else None

    def removed(self, words: Words) -> Iterator[tuple[Test, Outcome]]:
        """“a clean page is removed”: in which calls, and that the entry is gone afterwards."""
        at = len(words) - 2
        if at < 1 or words[at].code or words[at].text not in ("is", "gets") or words[-1].text not in _GONE or not self.given:
            return

        def own(m: Moment) -> bool | None:
            known, entry = self.one(m.own, after=True)
            return entry is None if known and not m.own.panicked and m.own.after is not None else None

        for fits in self.fitting(words[:at]):
            yield self._test(fits), Outcome(own, self.left_alike, telling=lambda m: self.one(m.own)[1] is not None)

    # ----------------------------------------------------------------------------------------------------------- all entries

    def _done_to(self, verb: str, beat: Beat, *, failed: bool | None = None) -> set[str] | None:
        """The keys that calls to the outside of that verb are given; None where it cannot be told which of what they are given is the key."""
        place = self._place_of_key(verb)
        rows = [d for d in beat.did if form(verb) in parts(d.name) and failed in (None, d.failed)]
        if rows and (not place or any(len(d.given) < -place for d in rows)):
            return None
        return {repr(d.given[place]) for d in rows}

    def _place_of_key(self, verb: str) -> int:
        """At which place from the end such calls of the spec's own code are given a key, in every call; 0 where none or several may be."""
        if verb in self._places:
            return self._places[verb]
        calls = [
            (d, {repr(e.id) for e in self.held(b) or ()})
            for b in self.journal.theirs or ()
            for d in b.did
            if form(verb) in parts(d.name)
        ]
        least = min((len(d.given) for d, _ in calls), default=0)
        found = [n for n in range(-least, 0) if all(repr(d.given[n]) in keys for d, keys in calls)]
        self._places[verb] = found[0] if len(found) == 1 else 0
        return self._places[verb]

    def _of_each(self, words: Words) -> Iterator[Outcome]:
        """“writes only dirty pages and marks them clean”: done to those, to no others, and how they are set then."""
        joined = next((n for n, w in enumerate(words) if n > 2 and w.text == "and"), len(words))
        verb, noun = re.sub(r"(?<=ss|sh|ch)es$|s$", "", words[0].text), tuple(w for w in words[2:joined] if w.text != "back")
        mark = [w.text for w in words[joined + 1 :] if w.text not in ("as", "then")]
        ends: list[Fits | None] = [None]
        if mark:
            if len(mark) != 3 or mark[0] not in _MARKING or mark[1] not in _THEM:
                return
            ends = [*self.adjective(mark[2])]
        if not any(form(verb) in parts(d.name) for b in self.journal.theirs or () for d in b.did):
            return
        for fits in self.fitting(noun):
            for end in ends:
                yield self._each(verb, fits, end)

    def _each(self, verb: str, fits: Fits, end: Fits | None) -> Outcome:
        def right(before: Beat, beat: Beat) -> bool | None:
            rows = self.held(before)
            done = self._done_to(verb, beat)
            if rows is None or done is None or before.panicked or beat.panicked:
                return None
            mine = {repr(e.id) for e in rows if fits(e)}
            seen = {repr(e.id) for e in rows} & done
            return seen <= mine if before.refused else seen == mine

        def own(m: Moment) -> bool | None:
            so = right(m.own, m.own)
            if so and end is not None and not m.own.refused:
                mine = {repr(e.id) for e in self.held(m.own) or () if fits(e)}
                left = {repr(e.id): e for e in self.held(m.own, after=True) or ()}
                return all(key in left and end(left[key]) for key in mine)
            return so

        def tree(m: Moment) -> bool | None:
            if m.ours is None or m.ours.refused != m.own.refused:
                return None
            so = right(m.own, m.ours)
            return so if not so or end is None else self.left_alike(m)

        def telling(m: Moment) -> bool:
            return {fits(e) for e in self.held(m.own) or ()} >= {True, False}

        return Outcome(own, tree, telling=telling)

    def left_by_failure(self, words: Words) -> Iterator[tuple[Test, Outcome]]:
        """“a page whose write fails remains dirty”, “a page stays dirty if its write fails”: in which calls, and what is so then."""
        if any(w.code for w in words):
            return
        said = [w.text for w in words if w.text not in ("still",)]
        found = re.fullmatch(
            r"(?P<noun>\w+) (?:whose|with) (?:(?P<verb>\w+) fails|failed (?P<verb2>\w+)) (?P<stays>\w+) (?P<adj>[\w-]+)",
            " ".join(said),
        )
        found = found or re.fullmatch(
            r"(?P<noun>\w+) (?P<stays>\w+) (?P<adj>[\w-]+) (?:if|when) (?:its |writing it )?(?P<verb>\w+)(?P<verb2>) fails",
            " ".join(said),
        )
        if found is None or found["stays"] not in _STAYING or not self._is_noun(found["noun"]):
            return
        verb = found["verb"] or found["verb2"]

        def test(m: Moment) -> bool | None:
            return any(d.failed and form(verb) in parts(d.name) for d in m.own.did)

        for fits in self.adjective(found["adj"]):

            def own(m: Moment, fits: Fits = fits) -> bool | None:
                failed, left = self._done_to(verb, m.own, failed=True), self.held(m.own, after=True)
                if m.own.panicked or left is None or not failed:
                    return None
                keys = {repr(e.id) for e in self.held(m.own) or ()} & failed
                rows = [e for e in left if repr(e.id) in keys]
                return len(rows) == len(keys) and all(fits(e) for e in rows) if keys else None

            yield test, Outcome(own, self.left_alike)


def said_of_entries(
    words: Words, lexicon: Lexicon, outcomes: Callable[[Words, str], list[Outcome]]
) -> Iterator[tuple[str, Test, Outcome]]:
    """“A clean page is removed by `evict()`, which returns its frame”, “a page whose write fails remains dirty”: of which method, when, and what.

    `outcomes` reads what else is said of the method.
    """
    for method, part in lexicon.journal.parts.items():
        if part.takes == "mut":
            yield from ((method, test, outcome) for test, outcome in Entries(lexicon, method).left_by_failure(words))
    at = next((n for n, w in enumerate(words[:-1]) if not w.code and w.text == "by" and words[n + 1].code), None)
    method = bare_name(words[at + 1].raw) if at is not None else ""
    if at is None or method not in lexicon.journal.parts:
        return
    behind = words[at + 2 :]
    if behind and ([w.text for w in behind[:2]] != [",", "which"] or len(behind) < 4):
        return
    for test, outcome in Entries(lexicon, method).removed(words[:at]):
        yield from ((method, test, both(outcome, one)) for one in (outcomes(behind[2:], method) if behind else []))
        if not behind:
            yield method, test, outcome


def _part_is(name: str, wanted: object) -> Fits:
    return lambda e: e is not None and e.parts.get(name) == wanted


def _denied(fits: Fits) -> Fits:
    def other(entry: Entry | None) -> bool | None:
        so = fits(entry)
        return None if so is None else not so

    return other


__all__ = ["Entries", "said_of_entries"]
