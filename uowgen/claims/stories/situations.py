"""Which scenes a sentence speaks of: the call that it names, and the conditions that it sets."""

# ruff: noqa: SIM905
from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.slots import cut_at_commas
from uowgen.claims.stories.bounds import Bounds, numbers_are, single_is
from uowgen.claims.stories.kinds import inner
from uowgen.claims.stories.moves import Moves, is_short
from uowgen.claims.stories.ranges import field_of, lies, point, takes_range
from uowgen.claims.stories.scenes import all_, inside, not_
from uowgen.claims.stories.things import Things, given_is, roles_of
from uowgen.claims.stories.values import as_number, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.journal import Beat, Journal
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

_SUCCESSFUL = frozenset("successful succeeding accepted".split())
_FAILING = frozenset("failed failing refused rejected unsuccessful denied".split())
_FRESH = frozenset("new fresh freshly newly just-created unused untouched created".split())
_SEVERAL = 2
_OFTEN = 5
_INLINE = frozenset("when if while with on for at once given".split())
# Other words for being full and empty.
_SAID = {
    "nothing is left": "empty", "nothing is queued": "empty", "nothing is stored": "empty", "nothing is held": "empty",
    "there is nothing left": "empty", "there is nothing in it": "empty", "it is empty": "empty", "it is full": "full",
    "there is no room left": "full", "there is no room": "full", "no room is left": "full", "no space is left": "full",
    "exhausted": "full", "used up": "full",
}  # fmt: skip
_PAGE = 4096
_KINDS: dict[str, Callable[[int], bool]] = {
    "zero": lambda n: n == 0,
    "negative": lambda n: n < 0,
    "unaligned": lambda n: n % _PAGE != 0,
    "misaligned": lambda n: n % _PAGE != 0,
    "aligned": lambda n: n % _PAGE == 0,
}
_LENGTH = frozenset({"len", "length", "size", "count"})
_START = frozenset({"start", "base", "addr", "address", "va", "vaddr", "begin"})
_NAMES = {"length": _LENGTH, "len": _LENGTH, "size": _LENGTH, "start": _START, "address": _START, "base": _START}
_TAKEN = frozenset("used taken busy allocated reserved occupied present live known tracked registered".split())
_FREE = frozenset("free unused available untaken absent unknown unregistered untracked".split())
_TO = ("to", "into", "onto", "on", "in", "from", "of", "out of", "at", "against", "with", "for")


class Asked(NamedTuple):
    """The scenes spoken of; the method, if there is one; the quantity that is the subject, if it is one."""

    test: Test
    method: str = ""
    quantity: str = ""
    narrowed: bool = True  # whether more is said than the method
    calls: int = 1  # how many calls are spoken of; the scene is the last of them
    judged: bool | None = None  # whether it is said to be refused already
    telling: Test | None = None


class Situations:
    """Readers of subjects and conditions."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.after = False  # whether conditions are of what is told after the call
        self.telling: Test | None = None  # in which scenes of the call that was read a fault would show
        self.begun = False  # whether a condition stands before the sentence

    # -------------------------------------------------------------------------------------------------------- subjects

    def act(self) -> Asked | None:
        """“`push`”, “`peek(0)`”, “Pushing to a full ring”, “a refused reservation”, “releasing the same vector twice”."""
        tokens = self.tokens
        self.telling = None
        tests: list[Test] = []
        every = tokens.over(frozenset({"each", "every", "any"}))
        del every
        if tokens.over(_SUCCESSFUL):
            tests.append(_went_well)
        elif tokens.over(_FAILING):
            tests.append(_refused)
        elif tokens.said("short", "partial"):
            tests.append(is_short)
        first = tokens.said("first", "very first")
        second = tokens.said("second", "repeated", "double")
        kind = _KINDS.get(tokens.text().removesuffix("-length").removesuffix("-sized"))
        if kind is not None:
            tokens.at += 1
            tests.append(_lengths(kind))
        word = tokens.word()
        if word is None:
            return None
        method = tokens.cast.method(word)
        if method in self.journal.askers:  # it is looked at after every call
            return None
        literal_arguments: list[Test] | None = None
        if method:
            understood, literal_arguments = self._arguments(word.raw, method)
            if not understood:
                return None
        else:
            method = tokens.cast.act(word)
            if not method or method in self.journal.askers:
                return None
        tokens.at += 1
        if tokens.text() in ("back", "out", "up") and tokens.text() in method.split("_"):
            tokens.at += 1
        tokens.over(frozenset({"call", "calls", "method"}))
        tests.insert(0, _of(method))
        if first:
            of_thing = tokens.text() in ("of", "for") and bool(self.journal.parts[method].parameters)
            tests.append(_is_first(of_thing=of_thing))
        if literal_arguments:
            tests += literal_arguments
        if not self._objects(tests, method):
            return None
        if second:
            tests.append(_again(method))
        return Asked(all_(tests), method, "", len(tests) > 1, telling=self.telling)

    def _objects(self, tests: list[Test], method: str) -> bool:
        """What is acted on, and on which value; false if it is something that is not understood."""
        tokens = self.tokens
        at = tokens.at
        if (known := self._known_thing(method)) is not None:
            tests.append(known)
        elif tokens.said("same"):
            if not tokens.kept_noun():
                return False
            tests.append(_same_as_before(method))
            if tokens.said("twice", "second time", "again", "once more"):
                tests.append(_again(method))
        elif (bounded := self._bounded(method)) is not None:
            tests.append(bounded)
        elif (more := Bounds(tokens).more_than_there_are()) is not None:
            tests.append(more)
        elif tokens.over(frozenset({"another", "single", "one", "further", "more"})) or tokens.text():
            if not tokens.kept_noun():
                tokens.at = at
            else:
                while tokens.kept_noun():
                    pass
        if (
            tokens.text() in ("of", "for")
            and self.journal.parts[method].parameters
            and tokens.cast.is_kept_at(tokens.words, tokens.at + 1)
        ):
            tokens.at += 2
        at = tokens.at
        tokens.said(*_TO)
        moved = Moves(tokens).state_of_slice()
        if moved is not None:
            tests.append(moved)
            return True
        tokens.at = at
        related = lies(tokens) if takes_range(self.journal, method) else None
        if related is None and takes_range(self.journal, method) and tokens.said("on", "of", "for", "with"):
            related = lies(tokens)
        if related is None and field_of(self.journal) is not None and len(self.journal.parts[method].parameters) == 1:
            related = point(tokens)
        if related is not None:
            tests.append(related)
            return True
        tokens.at = at
        if tokens.said(*_TO) or not tokens.done:
            test = self.state()
            if test is None:
                tokens.at = at
            else:
                tests.append(test)
        if tokens.text() == "unconditionally":
            tokens.at += 1
        if tokens.said("second time", "twice", "again"):
            tests.append(_again(method))
            if tokens.said("with same", "on same", "for same") and not tokens.kept_noun():
                return False
        tokens.said("right after first", "immediately after first", "directly after first", "in row", "right away")
        return True

    def _bounded(self, method: str) -> Test | None:
        """“an index out of range”, “of a frame past the end”, “zero”: of the one number that is given."""
        tokens = self.tokens
        at = tokens.at
        if len(self.journal.parts[method].parameters) != 1:
            return None
        if not tokens.said("of", "with", "for", "to", "on") or tokens.text(0) == "":
            tokens.at = at
        tokens.over(frozenset({"an", "any"}))
        while tokens.kept_noun():
            pass
        bound = Bounds(tokens).bound()
        if bound is None:
            tokens.at = at
            return None
        return single_is(bound)

    def _known_thing(self, method: str) -> Test | None:
        """“used vector”, “released one”: what the type itself says of the thing that is given, or what was done with it last."""
        tokens = self.tokens
        at = tokens.at
        tokens.said("on", "to", "with", "for", "of", "an")
        word = tokens.word()
        nexts = tokens.words[tokens.at + 1] if tokens.at + 1 < len(tokens.words) else None
        if (
            word is None
            or word.code
            or nexts is None
            or not (tokens.cast.is_kept(nexts) or nexts.text in ("one", "reference", "ref"))
        ):
            return self._thing_of(method, at)
        wanted = True if word.text in _TAKEN else False if word.text in _FREE else None
        if word.text == "last" and nexts.text in ("reference", "ref", "one", "user") and self.journal.parts[method].parameters:
            tokens.at += 2
            return _is_last
        done = tokens.cast.act(word) if word.text.endswith(("ed", "en")) else ""
        askers = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and p.returns == "bool" and len(p.parameters) == 1
        ]
        tokens.at += 2
        if wanted is not None and len(askers) == 1:
            free = any(mark in askers[0] for mark in ("free", "available", "unused"))

            def told(scene: Scene) -> bool | None:
                seen = scene.beat.of_given.get(askers[0])
                return None if not isinstance(seen, bool) else seen is (wanted is not free)

            return told
        if done and done != method and self.journal.parts[method].parameters:
            return _last_done(done)
        return self._thing_of(method, at)

    def _thing_of(self, method: str, at: int) -> Test | None:
        """“an index that was never taken”, “a stale handle”: what was done with the one thing that is given."""
        tokens = self.tokens
        tokens.at = at
        tokens.said("on", "to", "with", "for", "of")
        if self.journal.parts[method].parameters:
            things = Things(tokens)
            history = things.thing(alone=True)
            if history is not None:
                self.telling = things.telling
                return given_is(history)
        tokens.at = at
        return None

    def _arguments(self, raw: str, method: str) -> tuple[bool, list[Test]]:
        """Whether the arguments in a call are understood, and what they are said to be; nothing where the call is only named."""
        inner = raw.partition("(")[2].rpartition(")")[0].strip()
        if not inner:
            return True, []
        parameters = self.journal.parts[method].parameters
        row = cut_at_commas(inner)
        if len(row) != len(parameters):
            return False, []
        tests: list[Test] = []
        for n, (text, (name, _)) in enumerate(zip(row, parameters, strict=True)):
            one = text.strip()
            if one in ("_", "..", name) or (one.isidentifier() and one.islower() and len(one) <= 5):
                continue
            test = literal(one, self.number)
            if test is None:
                return False, []
            tests.append(_given(n, test))
        return True, tests

    def number(self, text: str) -> int | None:
        """The value of a constant of the tree."""
        return self.journal.number(text)

    def thing(self) -> Asked | None:
        """“negative numbers”, “descriptor 0”: what is given to the one method that takes such a thing and may refuse it."""
        tokens = self.tokens
        start = tokens.at
        tokens.over(frozenset({"each", "every", "any", "all", "an"}))
        numbers = Bounds(tokens).numbers()
        bound = Bounds(tokens).bound() if numbers is not None else None
        if numbers is not None and bound is not None:
            refusing = sorted(m for m in numbers.methods if self.journal.parts[m].returns.startswith(("Result", "Option", "bool")))
            return Asked(numbers_are(numbers, bound), refusing[0]) if refusing and len(refusing) == len(numbers.methods) else None
        tokens.at = start
        tokens.over(frozenset({"each", "every", "any", "all"}))
        kind = _KINDS.get(tokens.text())
        if kind is not None:
            tokens.at += 1
        if not tokens.kept_noun():
            return None
        number = as_number(tokens.raw()) if kind is None else None
        if kind is None:
            if number is None:
                return None
            tokens.at += 1
        takers = [
            p.name
            for p in self.journal.parts.values()
            if p.takes == "mut" and len(p.parameters) == 1 and p.returns.startswith(("Result", "Option", "bool"))
        ]
        if len(takers) != 1:
            return None

        def given(scene: Scene) -> bool | None:
            if scene.beat.name != takers[0]:
                return False
            value = scene.beat.given[0]
            if not isinstance(value, int):
                return None
            return kind(value) if kind is not None else value == number

        return Asked(given, takers[0])

    def holder(self) -> Asked | None:
        """A subject that is no method: “Exhaustion”, “each overwrite”, “A full pool allocates again after one release”, “the ring refuses events”."""
        from uowgen.claims.stories.holders import Holders

        tokens = self.tokens
        at = tokens.at
        holders = Holders(self)
        for way in (holders.dropped, holders.exhausted):
            tokens.at = at
            found = way()
            if found is not None:
                return Asked(*found)
        tokens.at = at
        again = holders.again()
        if again is not None:
            return Asked(*again, judged=False)
        tokens.at = at
        said = holders.refuses()
        if said is None:
            return None
        holders.until_taken()
        return Asked(said[0], said[1], judged=said[2])

    def named_state(self, kind: str) -> Test | None:
        """Whether the value is full or empty before the call."""
        return state_of(self.tokens, kind)

    def quantity(self) -> Asked | None:
        """“`available()` of a new pool”, “the lost counter”, “`len()`”: looked at after every call."""
        key = self.tokens.quantity()
        if not key:
            return None
        tests: list[Test] = [lambda scene: (scene.beat.after is not None and key in scene.beat.after) or None]
        at = self.tokens.at
        if self.tokens.said("of", "in", "on", "for"):
            test = self.state(after=True)
            if test is None:
                self.tokens.at = at
                return None
            tests.append(test)
        return Asked(all_(tests), "", key)

    def sequence(self) -> Asked | None:
        """“push then pop”, “insert, remove the same range, find”: the calls of a story from its beginning; the last is asked about."""
        tokens = self.tokens
        names: list[str] = []
        same = []
        while True:
            tokens.said("then", "and then", "and")
            word = tokens.word()
            here = tokens.at
            method = Things(tokens).done()
            tokens.at = here if not method else tokens.at - 1
            if not method or "(" in (word.raw if word is not None else "").replace("()", ""):
                break
            tokens.at += 1
            names.append(method)
            same.append(tokens.said("same", "it"))
            tokens.kept_noun()
            if not (tokens.said(",", "then") or tokens.text() in ("then", "and")):
                break
        if len(names) < _SEVERAL:
            return None

        def test(scene: Scene) -> bool | None:
            row = [*scene.past, scene.beat]
            if len(row) != len(names) + 1 or [b.name for b in row[1:]] != names or any(b.refused for b in row[1:-1]):
                return False
            if not all(not one or row[n].given[: len(row[n + 1].given)] == row[n + 1].given for n, one in enumerate(same) if n):
                return False
            return all(_about_the_same(one, other, scene) for one, other in itertools.pairwise(row[1:]))

        return Asked(test, names[-1], calls=len(names))

    def between(self) -> list[Test] | None:
        """Conditions between the subject and what is said of it; None where one is not understood."""
        tokens = self.tokens
        found: list[Test] = []
        while tokens.text() in _INLINE or tokens.said(","):
            at = tokens.at
            test = self.condition()
            if test is None:
                tokens.at = at
                return found if found or tokens.text() in _INLINE else None
            found.append(test)
        tokens.said(",")
        return found

    # ------------------------------------------------------------------------------------------------------ conditions

    def condition(self) -> Test | None:
        """A condition with its first word, to the next comma or the end, as far as it goes."""
        tokens = self.tokens
        tokens.over(frozenset({"when", "whenever", "if", "while", "once", "as", "long", "then", "already", "only", "even"}))
        after = tokens.said("after")
        tokens.said("on", "for", "with", "to", "into", "from", "of", "in", "at", "where")
        at = tokens.at
        if after:
            method = self._named_act()
            return None if not method else _after(method)
        for way in (
            self._lies,
            self._slice,
            self._held_said,
            self._bound_said,
            self._state_said,
            self._compared,
            self._outcome_said,
            self._given_said,
        ):
            tokens.at = at
            test = way()
            if test is not None:
                return test
        tokens.at = at
        return None

    def state(self, *, after: bool = False) -> Test | None:
        """“a full ring”, “the ring is empty”, “a fresh pool”, “it is full”, “empty”."""
        tokens = self.tokens
        at = tokens.at
        tokens.over(frozenset({"an", "already", "completely", "entirely", "now"}))
        for said, kind in _SAID.items():
            if tokens.said(said):
                left = said in ("nothing is left", "there is nothing left") and roles_of(self.journal) is not None
                return self._state("full" if left else kind, after=after)
        if (spent := self._all_taken()) is not None:
            return spent if not after else None
        kind = tokens.text()
        if kind in ("full", "empty") or kind in _FRESH:
            tokens.at += 1
            tokens.over(_FRESH)
            if tokens.type_noun() or tokens.done or tokens.text() in (",", "and"):
                return self._state(kind, after=after)
            tokens.at = at
            return None
        if tokens.type_noun() and tokens.over(frozenset({"is", "was", "becomes", "gets", "has", "been"})):
            tokens.over(frozenset({"already", "completely", "currently", "still", "now", "just", "been"}))
            denied = tokens.said("not")
            kind = tokens.text()
            if kind in ("full", "empty", *_SAID) or kind in _FRESH:
                tokens.at += 1
                kind = _SAID.get(kind, kind)
                test = self._state(kind, after=after)
                return None if test is None else not_(test) if denied else test
        tokens.at = at
        return None

    def _all_taken(self) -> Test | None:
        """“all frames are taken”, “every slot is in use”, “no vector is free”: nothing is left to give."""
        tokens = self.tokens
        at = tokens.at
        none = tokens.said("no")
        if (none or tokens.said("all", "every")) and (tokens.kept_noun() or tokens.said("slots", "slot", "of them")):
            tokens.kept_noun()
            free = ("free", "available", "left", "unused")
            used = ("taken", "used", "in use", "allocated", "handed out", "given out", "reserved", "occupied", "used up", "busy")
            if tokens.said(*(f"{be} {w}" for be in ("is", "remains", "remain") for w in (free if none else used))):
                return state_of(tokens, "full")
        tokens.at = at
        return None

    def _state(self, kind: str, *, after: bool) -> Test | None:
        if kind in _FRESH:
            return _fresh_after if after else _fresh
        return state_of(self.tokens, kind, after=after)

    def _compared(self) -> Test | None:
        """`n >= len()`, `len == 0` in backticks: over the arguments of the call and what is told before it."""
        word = self.tokens.word()
        if word is None or not word.code:
            return None
        for sign in (">=", "<=", "==", "!=", ">", "<"):
            left, found, right = word.raw.partition(f" {sign} ")
            if found:
                terms = self._term(left), self._term(right)
                if None in terms:
                    return None
                self.tokens.at += 1
                return _compare(sign, *terms)  # type: ignore[arg-type]
        return None

    def _term(self, text: str) -> Callable[[Scene], object] | None:
        plain = as_number(text)
        if plain is not None:
            return lambda scene: plain
        name = bare_name(text)
        given_names = {p for part in self.journal.parts.values() for p, _ in part.parameters}
        if name in self.journal.askers and not (text in given_names and "(" not in text):
            return lambda scene: (scene.beat.before or {}).get(name)
        if text.startswith("self.") and name in self.journal.fields:
            return lambda scene: (scene.beat.before or {}).get(f".{name}")
        if name in given_names:

            def given(scene: Scene) -> object:
                names = [p for p, _ in scene.journal.parts[scene.beat.name].parameters] if scene.beat.name else []
                return scene.beat.given[names.index(name)] if name in names else None

            return given
        value = self.number(text)
        return None if value is None else (lambda scene: value)

    def _outcome_said(self) -> Test | None:
        """“success”, “failure”, “it fails”, “it is refused”."""
        tokens = self.tokens
        at = tokens.at
        if tokens.kept_noun() and tokens.said(
            *(f"is {w}" for w in ("queued", "accepted", "stored", "inserted", "enqueued", "added"))
        ):
            return _went_well
        tokens.at = at
        tokens.said("it")
        if tokens.said("success", "succeeds", "it succeeds", "is accepted", "call succeeds"):
            return _went_well
        if tokens.said("failure", "error", "fails", "is refused", "is rejected", "an error", "call fails"):
            return _refused
        return None

    def _slice(self) -> Test | None:
        return Moves(self.tokens).state_of_slice()

    def _held_said(self) -> Test | None:
        """“N events are queued”: as many are kept."""
        tokens = self.tokens
        key = tokens.cast.length()
        number = as_number(tokens.raw())
        if number is None and tokens.raw()[:1].isupper():
            number = self.number(tokens.raw())
        if number is None or not key:
            return None
        tokens.at += 1
        if not tokens.kept_noun() or not tokens.said(*(f"is {w}" for w in ("queued", "stored", "held", "in it", "present"))):
            return None
        after = self.after

        def test(scene: Scene) -> bool | None:
            look = scene.beat.after if after else scene.beat.before
            return None if look is None else look.get(key) == number

        return test

    def _bound_said(self) -> Test | None:
        """“`n` is larger than `tokens()`”, “there are more than …”: of what the call is given."""
        tokens = self.tokens
        bounds = Bounds(tokens)
        if (more := bounds.more_than_there_are()) is not None:
            return more
        numbers = bounds.numbers()
        if numbers is None:
            return None
        tokens.said("is")
        bound = bounds.bound()
        return None if bound is None else numbers_are(numbers, bound)

    def _lies(self) -> Test | None:
        return lies(self.tokens) or point(self.tokens)

    def _state_said(self) -> Test | None:
        return self.state(after=self.after)

    def _given_said(self) -> Test | None:
        """“an unaligned start”, “zero length”, “negative number”: of what is given."""
        tokens = self.tokens
        kind = tokens.text()
        test = _KINDS.get(kind)
        if test is None:
            return None
        tokens.at += 1
        word = tokens.text()
        if word not in _NAMES and not tokens.cast.is_kept(tokens.words[tokens.at] if not tokens.done else tokens.words[0]):
            return None
        tokens.at += 1
        names = _NAMES.get(word, frozenset())

        def given(scene: Scene) -> bool | None:
            if not scene.beat.name:
                return None
            rows = [
                value
                for value, (name, _) in zip(scene.beat.given, scene.journal.parts[scene.beat.name].parameters, strict=True)
                if (name in names or (not names and len(scene.beat.given) == 1)) and isinstance(value, int)
            ]
            return test(rows[0]) if len(rows) == 1 else None

        return given

    def _named_act(self) -> str:
        word = self.tokens.word()
        if word is None:
            return ""
        method = self.tokens.cast.method(word) or self.tokens.cast.act(word)
        if method:
            self.tokens.at += 1
            self.tokens.kept_noun()
        return method


def state_of(tokens: Tokens, kind: str, *, after: bool = False) -> Test | None:
    """Whether the value is full or empty, by what it tells of itself."""
    journal = tokens.cast.journal
    words = ("full", "exhausted") if kind == "full" else (kind,)
    asker = next((a for a in journal.askers for w in words if a == f"is_{w}"), "")
    length = next(
        (k for k in ("len", "count", "size", ".len", ".count") if k in journal.askers or k.lstrip(".") in journal.fields), ""
    )
    room = next((k for k in ("capacity", "room") if k in journal.askers), "")
    left = _left(journal)
    if not asker and length and kind == "full" and not room:
        return _at_most_held(journal, length, after=after)
    if not (asker or (length and (kind == "empty" or room)) or left):
        return None
    if not asker and not length and kind == "empty" and (roles_of(journal) is not None or not left):
        return None  # “an empty pool” may be one of which nothing, or everything is taken

    def test(scene: Scene) -> bool | None:
        look = scene.beat.after if after else scene.beat.before
        if look is None:
            return None
        if asker:
            seen = look.get(asker)
            return seen if isinstance(seen, bool) else None
        if not length:
            return look.get(left) == (0 if roles_of(journal) is not None or kind == "empty" else look.get(room))
        return look.get(length) == (0 if kind == "empty" else look.get(room))

    return test


def _left(journal: Journal) -> str:
    """The key of what tells how much is left to be given."""
    from uowgen.claims.acts.vocabulary import parts_of_name

    for keys in (journal.askers, [f".{f}" for f in journal.fields]):
        rows = [
            k for k in keys if {"free", "available", "remaining", "left", "tokens", "credits"} & set(parts_of_name(k.lstrip(".")))
        ]
        rows = [k for k in rows if any(type((b.after or {}).get(k)) is int for b in journal.theirs or ())]
        if len(rows) == 1:
            return rows[0]
    return ""


def _at_most_held(journal: Journal, length: str, *, after: bool) -> Test | None:
    """It holds as much as it ever does: only of types of which the spec's own code refuses, or lets go of, something then."""
    rows = [b for b in journal.theirs or () if b.after is not None and type(b.after.get(length)) is int]
    most = max((b.after[length] for b in rows if b.after is not None), default=0)  # type: ignore[type-var]
    ended = any(
        b.before is not None and b.before.get(length) == most and b.name and (b.refused or b.before != b.after) for b in rows
    )
    if (
        not isinstance(most, int)
        or most < _SEVERAL
        or not ended
        or sum(b.after is not None and b.after[length] == most for b in rows) < _OFTEN
    ):
        return None

    def test(scene: Scene) -> bool | None:
        look = scene.beat.after if after else scene.beat.before
        return None if look is None else look.get(length) == most

    return test


def _about_the_same(one: Beat, other: Beat, scene: Scene) -> bool:
    """Whether the second call is given what the first was given or gave out, if it is given a thing of that sort."""
    kinds = [k for _, k in scene.journal.parts[other.name].parameters]
    if len(kinds) != 1:
        return True
    part = scene.journal.parts[one.name]
    if [k for _, k in part.parameters] == kinds:
        return one.given == other.given
    return inner(part.returns) != kinds[0].lstrip("& ") or inside(one.gave) == other.given[0]


def _of(method: str) -> Test:
    return lambda scene: scene.beat.name == method


def _given(place: int, test: Callable[[object], bool | None]) -> Test:
    return lambda scene: test(scene.beat.given[place])


def _lengths(kind: Callable[[int], bool]) -> Test:
    """A length that is given, or the one number that is, is of that kind."""

    def test(scene: Scene) -> bool | None:
        if not scene.beat.name:
            return None
        names = [name for name, _ in scene.journal.parts[scene.beat.name].parameters]
        rows = [v for v, name in zip(scene.beat.given, names, strict=True) if name in _LENGTH or len(names) == 1]
        return kind(rows[0]) if len(rows) == 1 and isinstance(rows[0], int) else None

    return test


def _is_last(scene: Scene) -> bool | None:
    """The count of the one thing given is one."""
    numbers = [n for n in scene.beat.of_given.values() if type(n) is int]
    return numbers[0] == 1 if len(numbers) == 1 else None


def _is_first(*, of_thing: bool) -> Test:
    """No such call has gone well before in the story (`of_thing`: with what is given)."""

    def test(scene: Scene) -> bool | None:
        beat = scene.beat
        return not any(b.name == beat.name and not b.refused and (not of_thing or b.given == beat.given) for b in scene.past)

    return test


def _last_done(done: str) -> Test:
    """The last call that was about the one thing given, or gave it out, was a successful `done`."""

    def test(scene: Scene) -> bool | None:
        if len(scene.beat.given) != 1:
            return None
        thing = scene.beat.given[0]
        for beat in reversed(scene.past):
            if thing in beat.given or inside(beat.gave) == thing:
                return beat.name == done and not beat.refused
        return False

    return test


def _went_well(scene: Scene) -> bool | None:
    return not scene.beat.refused


def _refused(scene: Scene) -> bool | None:
    return scene.beat.refused


def _fresh(scene: Scene) -> bool | None:
    return scene.beat.at > 0 and len(scene.past) == 1


def _fresh_after(scene: Scene) -> bool | None:
    return not scene.beat.name


def _before_it(scene: Scene) -> Beat | None:
    return scene.past[-1] if scene.past else None


def _again(method: str) -> Test:
    """The beat before was the same call, with the same given."""

    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and last.given == scene.beat.given

    return test


def _same_as_before(method: str) -> Test:
    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and last.given == scene.beat.given and bool(last.given)

    return test


def _after(method: str) -> Test:
    def test(scene: Scene) -> bool | None:
        last = _before_it(scene)
        return last is not None and last.name == method and not last.refused

    return test


def _compare(sign: str, left: Callable[[Scene], object], right: Callable[[Scene], object]) -> Test:
    def test(scene: Scene) -> bool | None:
        one, other = left(scene), right(scene)
        if not isinstance(one, int) or not isinstance(other, int):
            return None
        return {">=": one >= other, "<=": one <= other, "==": one == other, "!=": one != other, ">": one > other, "<": one < other}[
            sign
        ]

    return test


__all__ = ["Asked", "Situations", "state_of"]
