"""Sentences of how far something goes: numbers that saturate or wrap around, how many fit, what a limit refuses."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.plots import POKED
from uowgen.claims.stories.states import state_of
from uowgen.claims.stories.tokens import Tokens
from uowgen.claims.stories.told import Told
from uowgen.claims.stories.values import as_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.sentences.sentence import Word
    from uowgen.claims.stories.cast import Cast
    from uowgen.claims.stories.records import Beat, Part
    from uowgen.claims.stories.scenes import Scene

_BITS = {"u8": 8, "u16": 16, "u32": 32, "u64": 64, "usize": 64}
_HOLDS = frozenset("holds hold stores store keeps keep accepts accept takes take contains contain queues".split())
_RATHER = (
    "rather than wrapping", "rather than wraps", "rather than wrap around", "instead of wrapping", "instead of wrapping around", "and never wraps",
    "rather than wrapping around", "instead of overflowing", "on overflow", "at its maximum", "at maximum", "and does not wrap", ", never wraps",
    "rather than overflowing", "and does not overflow", "when it would overflow",
)  # fmt: skip


def read(words: tuple[Word, ...], cast: Cast) -> list[Told]:
    """The claims of a sentence about limits; none for other sentences."""
    limits = _Limits(words, cast)
    for way in (limits.made, limits.none_at_first, limits.saturates, limits.wraps_at, limits.fit, limits.holds_at_most):
        limits.tokens.at = 0
        found = way()
        if found is not None and limits.tokens.done:
            return [found]
    return []


class _Limits:
    """Readers of sentences, each from the first word."""

    def __init__(self, words: tuple[Word, ...], cast: Cast) -> None:
        self.tokens = Tokens(words, cast)
        self.cast = cast
        self.journal = cast.journal

    def _quantity(self) -> str:
        tokens = self.tokens
        key = tokens.quantity()
        if key:
            tokens.over(frozenset({"counter", "count", "index", "value", "number"}))
        return key

    def _limit(self) -> int | None:
        tokens = self.tokens
        found = as_number(tokens.raw())
        if found is None:
            name = tokens.raw()
            kind = name.removesuffix("::MAX")
            found = (
                (1 << _BITS[kind]) - 1
                if kind != name and kind in _BITS
                else self.journal.number(name)
                if name[:1].isupper()
                else None
            )
        if found is not None:
            tokens.at += 1
        return found

    def made(self) -> Told | None:
        """“A new bucket is full”, “a fresh table starts out empty”: of what was just made."""
        tokens = self.tokens
        tokens.over(frozenset({"every", "each", "an"}))
        if not tokens.said("new", "fresh", "newly created", "freshly created", "just created") or not tokens.type_noun():
            return None
        if not tokens.said("is", "starts out", "starts", "begins"):
            return None
        tokens.over(frozenset({"out", "initially", "completely"}))
        if tokens.text() not in ("full", "empty"):
            return None
        right = state_of(tokens, tokens.text(), after=True)
        tokens.at += 1
        return None if right is None else Told(lambda scene: not scene.beat.name, right, plain=True)

    def none_at_first(self) -> Told | None:
        """“No credits are available at the start”, “no slot is used initially”."""
        tokens = self.tokens
        if not tokens.said("no"):
            return None
        while tokens.kept_noun():
            pass
        if not tokens.said("is"):
            return None
        key = self._quantity()
        if not key or not tokens.said("at start", "initially", "at first", "to begin with", "in beginning", "at beginning"):
            return None
        return Told(lambda scene: not scene.beat.name, lambda scene: (scene.beat.after or {}).get(key) == 0, plain=True)

    # --------------------------------------------------------------------------------------------- saturates, wraps around

    def saturates(self) -> Told | None:
        """“`lost` saturates”, “the lost counter saturates rather than wrapping”, “`lost` wraps around to 0 on overflow”, “never wraps”."""
        tokens = self.tokens
        key = self._quantity()
        if not key:
            return None
        tokens.over(frozenset({"must", "should", "will"}))
        denied = tokens.said("never", "must never", "does not", "not")
        wraps = tokens.said("wraps around", "wraps", "wrap around", "wrap", "overflows", "overflow", "rolls over")
        if not wraps and not tokens.said("saturates", "saturate", "is saturating", "sticks"):
            return None
        if wraps:
            tokens.said("to 0", "to zero", "back to 0", "back to zero")
            tokens.said("on overflow", "at its maximum", "at maximum", "past its maximum")
        elif tokens.said("at"):
            limit = self._limit()
            top = self._top(key)
            if limit is None and tokens.said("capacity", "its maximum", "maximum"):
                limit = top if tokens.text(-1) == "maximum" else None
                if limit is None:
                    return self._at_quantity(key)
            if limit is None:
                return None
            if limit != top:
                return None if denied else self._at_limit(key, limit)
        tokens.said(*_RATHER)
        top = self._top(key)
        if top is None:
            return None
        return Told(
            lambda scene: _would_rise(scene, key, top, full=True),
            lambda scene: _after_is(scene, key, 0 if wraps and not denied else top),
            plain=True,
            poked=True,
        )

    def _top(self, key: str) -> int | None:
        """The greatest value of the type of a quantity."""
        name = key.lstrip(".")
        kind = self.journal.fields.get(name, "") or (self.journal.parts[name].returns if name in self.journal.parts else "")
        return (1 << _BITS[kind]) - 1 if kind in _BITS else None

    def _at_limit(self, key: str, limit: int) -> Told:
        """It comes as far as the limit, and no further."""

        def right(scene: Scene) -> bool | None:
            now = (scene.beat.after or {}).get(key)
            return now <= limit if type(now) is int else None

        return Told(
            lambda scene: _is_plain(scene) and (scene.beat.panicked or scene.beat.after is not None),
            lambda scene: False if scene.beat.panicked else right(scene),
            plain=True,
            telling=lambda scene: (scene.beat.before or {}).get(key) == limit and _raised_before(scene, key),
        )

    def _at_quantity(self, key: str) -> Told | None:
        if "capacity" not in self.journal.askers:
            return None

        def right(scene: Scene) -> bool | None:
            now, limit = (scene.beat.after or {}).get(key), (scene.beat.after or {}).get("capacity")
            return now <= limit if type(now) is int and type(limit) is int else None

        def telling(scene: Scene) -> bool | None:
            before = scene.beat.before or {}
            return before.get(key) == before.get("capacity") and _raised_before(scene, key)

        return Told(lambda scene: _is_plain(scene) and scene.beat.after is not None, right, plain=True, telling=telling)

    def wraps_at(self) -> Told | None:
        """“Head index wraps at N”, “`now` wraps around after `SLOTS` ticks”."""
        tokens = self.tokens
        key = self._quantity()
        if not key or not tokens.said(
            "wraps around", "wraps", "wrap around", "wrap", "wraps back to 0", "goes back to 0", "starts over"
        ):
            return None
        tokens.said("to 0", "to zero", "back to 0")
        if not tokens.said("at", "after", "when it reaches", "modulo"):
            return None
        after = tokens.text(-1) == "after"
        limit = self._limit()
        if limit is None:
            return None
        if after:
            word = tokens.word()
            if word is None or not self.cast.act(word):
                return None
            tokens.at += 1

        def asked(scene: Scene) -> bool | None:
            before, now = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
            return _is_plain(scene) and type(before) is int and type(now) is int and before != now and _stepped(scene, key)

        def right(scene: Scene) -> bool | None:
            before, now = (scene.beat.before or {})[key], (scene.beat.after or {})[key]
            assert isinstance(before, int)
            assert isinstance(now, int)
            return now == (before + 1) % limit

        return Told(asked, right, plain=True, telling=lambda scene: (scene.beat.after or {}).get(key) == 0)

    # --------------------------------------------------------------------------------------------------------- how many

    def _putter(self, name: str = "") -> Part | None:
        """The method that puts in or gives out: the one that is named, else the one with which the length or what is out grows."""
        from uowgen.claims.stories.things import roles_of

        if name:
            return self.journal.parts[name]
        roles = roles_of(self.journal)
        if roles is not None:
            return self.journal.parts[roles.giver]
        key = self.cast.length()
        rising = {b.name for b in self.journal.theirs or () if b.name and key and _rise(b.before, b.after, key) == 1}
        return self.journal.parts[rising.pop()] if len(rising) == 1 else None

    def fit(self) -> Told | None:
        """“All N slots are usable”, “`N` mails fit into the queue”, “Up to `FRAMES` frames can be allocated”, “All N indices can be taken”."""
        from uowgen.claims.stories.things import Things

        tokens = self.tokens
        most = tokens.said("up to", "at most", "only", "exactly", "no more than")
        upper = tokens.text(-1) in ("most", "only", "exactly", "than") and most
        tokens.said("all", "full")
        limit = self._limit()
        if limit is None:
            return None
        while tokens.kept_noun() or tokens.over(frozenset("slots slot entries places cells".split())):
            pass
        name = ""
        if tokens.said("fit", "are usable", "can be used", "are used"):
            if tokens.said("in", "into"):
                tokens.type_noun()
        elif tokens.said("can be", "may be", "are"):
            name = Things(tokens).done()
            if not name:
                return None
            tokens.said("before", "at once", "in total", "at same time", "in row")
            tokens.said("it is full", "first fails")
        else:
            return None
        part = self._putter(name)
        # “8 frames can be allocated” leaves no ninth; “up to 8” says nothing of it.
        return None if part is None else self._filled(part, limit, upper=bool(upper or not most))

    def _filled(self, part: Part, limit: int, *, upper: bool) -> Told:
        """As many as `limit` go in one after the other, from the beginning (`upper`: and not one more)."""
        key = self.cast.length()
        first = {repr(b.gave) for b in self.journal.theirs or () if b.at == 1 and b.name == part.name and b.refused}
        kept = self.cast.journal.parts[part.name].parameters

        def went_in(beat: Beat) -> bool:
            return not beat.refused and not (key and _rise(beat.before, beat.after, key) == 0)

        def asked(scene: Scene) -> bool | None:
            if scene.beat.name != part.name or any(b.name != part.name for b in scene.past[1:]):
                return False
            if scene.beat.refused and repr(scene.beat.gave) in first:
                return False  # refused for another reason
            if not kept and not scene.beat.refused and any(b.gave == scene.beat.gave for b in scene.past[1:]):
                return True  # what is out already is no new one
            if kept and any(b.given == scene.beat.given for b in scene.past[1:]) and key:
                return None if not scene.beat.refused and not went_in(scene.beat) else self._within(scene, limit, upper, went_in)
            return self._within(scene, limit, upper, went_in)

        def right(scene: Scene) -> bool | None:
            twice = not kept and any(b.gave == scene.beat.gave for b in scene.past[1:])
            return (went_in(scene.beat) and not twice) is (sum(map(went_in, scene.past[1:])) < limit)

        return Told(asked, right, plain=True, telling=lambda scene: sum(map(went_in, scene.past[1:])) == limit - 1 + upper)

    def _within(self, scene: Scene, limit: int, upper: bool, went_in: Callable[[Beat], bool]) -> bool:
        return upper or sum(map(went_in, scene.past[1:])) < limit

    def holds_at_most(self) -> Told | None:
        """“The log holds at most `N` bytes”."""
        tokens = self.tokens
        if not tokens.type_noun():
            return None
        tokens.over(frozenset({"never", "can", "must"}))
        if not tokens.over(_HOLDS) or not tokens.said("at most", "up to", "no more than", "more than", "exactly"):
            return None
        limit = self._limit()
        if limit is None:
            return None
        while tokens.kept_noun():
            pass
        part = self._putter()
        return None if part is None else self._filled(part, limit, upper=True)


def _rise(before: object, after: object, key: str) -> int | None:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return None
    one, other = before.get(key), after.get(key)
    return other - one if type(one) is int and type(other) is int else None


def _is_plain(scene: Scene) -> bool:
    return bool(scene.beat.name) and scene.beat.story < POKED


def _raised_before(scene: Scene, key: str) -> bool:
    """The same method has raised the quantity before in the story."""
    return any(b.name == scene.beat.name and (_rise(b.before, b.after, key) or 0) > 0 for b in scene.past)


def _stepped(scene: Scene, key: str) -> bool:
    """The method raises the quantity by one in other scenes of the story, or in this one, or brings it back to the beginning of a row."""
    return any(b.name == scene.beat.name and _rise(b.before, b.after, key) == 1 for b in (*scene.past, scene.beat))


def _would_rise(scene: Scene, key: str, top: int, *, full: bool) -> bool:
    """A call of a story that begins just below the top, which comes after one that raised the quantity to the top."""
    last = scene.past[-1] if scene.past else None
    return (
        full
        and scene.beat.story >= POKED
        and last is not None
        and last.name == scene.beat.name
        and _rise(last.before, last.after, key) == 1
        and (last.after or {}).get(key) == top
    )


def _after_is(scene: Scene, key: str, number: int) -> bool | None:
    return False if scene.beat.panicked else (scene.beat.after or {}).get(key) == number
