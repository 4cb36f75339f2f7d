"""What goes into slices and out of a value, what is dropped and what stays: outcomes of calls on types that hold things."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.contents import slice_of
from uowgen.claims.stories.scenes import contents, held, not_

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

_MOVES = frozenset(
    "copies copy moves move reads read fills fill writes write transfers transfer returns return delivers gives takes".split()
)
_MOVED = frozenset("copied moved read written transferred delivered returned taken drained stored".split())
_DROPS = frozenset(
    "drops drop overwrites overwrite discards discard evicts evict displaces displace removes remove replaces replace throws loses lose".split()
)
_SLICE = frozenset("slice buffer output out destination array target".split())
_OLDEST = ("oldest", "first", "least recently used", "earliest", "oldest queued")
_NEWEST = ("newest", "last", "latest", "most recent", "youngest")


class Moves:
    """Readers of such outcomes and conditions."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.telling: Test | None = None

    def slice_noun(self) -> bool:
        """Passes “the output buffer”, “`out`”, “the slice”."""
        tokens = self.tokens
        at = tokens.at
        tokens.over(frozenset({"provided", "given", "whole", "entire", "caller's"}))
        while tokens.text() in _SLICE or (not tokens.done and self._is_slice(tokens.raw())):
            tokens.at += 1
        return tokens.at > at

    def _is_slice(self, name: str) -> bool:
        return any(n == name and slice_of(k) for p in self.journal.parts.values() for n, k in p.parameters)

    def fills(self, method: str) -> bool:
        """Whether a method is given one slice that it may fill, and returns a number."""
        part = self.journal.parts[method]
        return (
            bool(part.parameters)
            and sum(bool(slice_of(k)) and "mut" in k for _, k in part.parameters) == 1
            and part.returns == "usize"
        )

    # ------------------------------------------------------------------------------------------------------ conditions

    def state_of_slice(self) -> Test | None:
        """“an empty slice”, “the output slice is full”."""
        tokens = self.tokens
        at = tokens.at
        if tokens.said("empty", "zero-length", "zero-sized") and self.slice_noun():
            return lambda scene: None if _slice(scene) is None else not _slice(scene)
        tokens.at = at
        if tokens.said("short", "partial", "larger", "longer", "big"):
            if self.slice_noun():
                return is_short
            tokens.at = at
        if self.slice_noun() and tokens.said("is full", "is used up", "is filled", "runs out", "has no room"):
            return _is_filled
        tokens.at = at
        return None

    # -------------------------------------------------------------------------------------------------------- outcomes

    def outcome(self, method: str) -> Test | None:
        """What a call does with its slice or with what is held."""
        tokens = self.tokens
        at = tokens.at
        for way in (self._copies, self._rest, self._stops, self._removes, self._keeps) if self.fills(method) else ():
            tokens.at = at
            test = way()
            if test is not None:
                return test
        tokens.at = at
        test = self._drops()
        if test is None:
            tokens.at = at
        return test

    def count(self, method: str) -> Test | None:
        """“the number of bytes copied”, “how many events were read”: what is given back."""
        tokens = self.tokens
        at = tokens.at
        if not self.fills(method) or not tokens.said("how many", "number of", "count of", "number"):
            return None
        tokens.said("of")
        while tokens.kept_noun():
            pass
        tokens.over(frozenset("it that were was actually have been has".split()))
        if not tokens.over(_MOVED):
            tokens.at = at
            return None
        self.telling = lambda scene: bool(_moved(scene)) and _moved(scene) != len(_slice(scene) or ())
        return lambda scene: None if _moved(scene) is None else scene.beat.gave == _moved(scene)

    def _copies(self) -> Test | None:
        """“copies the oldest events first”, “copies at most `out.len()` bytes”, “fills the whole buffer”."""
        tokens = self.tokens
        if not tokens.over(_MOVES):
            return None
        at = tokens.at
        if tokens.over(frozenset({"whole", "entire", "all"})) and (tokens.said("of") or True) and self.slice_noun():
            return lambda scene: None if _slice(scene) is None or not _slice(scene) else scene.beat.gave == len(_slice(scene) or ())
        tokens.at = at
        if tokens.said("at most", "up to", "no more than"):
            if tokens.raw().endswith(".len()") and self._is_slice(tokens.raw().removesuffix(".len()")):
                tokens.at += 1
                tokens.kept_noun()
            elif not (self._kept() and tokens.said("than fit", "as fit", "that fit")):
                return None
            self.telling = lambda scene: len(held(scene) or ()) > len(_slice(scene) or ()) > 0
            return lambda scene: _at_most(scene)
        which = tokens.said("oldest", "earliest")
        if not self._kept():
            return None
        if which:
            if not tokens.done and not tokens.said("first", "into", "to"):
                return None
        elif not tokens.said(
            "oldest first", "in order", ", oldest first", "in fifo order", "in order of arrival", "in order they were pushed"
        ):
            return None
        if tokens.text(-1) in ("into", "to") and not self.slice_noun():
            return None
        tokens.said("first")
        self.telling = lambda scene: _moved(scene) is not None and (_moved(scene) or 0) > 1

        def right(scene: Scene) -> bool | None:
            rows, left = held(scene), scene.beat.left
            if rows is None or len(left) != 1 or type(scene.beat.gave) is not int or not isinstance(left[0], tuple):
                return None
            return list(left[0][: scene.beat.gave]) == rows[: scene.beat.gave]

        return right

    def _rest(self) -> Test | None:
        """“leaves the rest of `out` untouched”, “touches slots of `out` beyond the returned count”, “zero-fills the rest”."""
        tokens = self.tokens
        if tokens.said("zero-fills", "zeroes", "zeros", "clears", "fills", "zero-fill"):
            filled = tokens.text(-1)
            if not self._rest_noun() or (filled == "fills" and not tokens.said("with zeros", "with zeroes")):
                return None
            return lambda scene: _rest_is(scene, zero=True)
        if tokens.said("leaves", "leave", "keeps", "keep"):
            if self._rest_noun() and tokens.said(
                "untouched", "unchanged", "alone", "as it was", "as it is", "intact", "as is", "unmodified"
            ):
                self.telling = lambda scene: bool(_moved(scene)) and (_moved(scene) or 0) < len(_slice(scene) or ())
                return lambda scene: _rest_is(scene, zero=False)
            return None
        if tokens.said("touch", "touches", "change", "changes", "write", "writes", "modify", "modifies", "overwrite", "overwrites"):
            if not self._rest_noun():
                return None
            self.telling = lambda scene: bool(_moved(scene)) and (_moved(scene) or 0) < len(_slice(scene) or ())
            return not_(lambda scene: _rest_is(scene, zero=False))
        return None

    def _rest_noun(self) -> bool:
        """“the rest of `out`”, “slots of `out` beyond the returned count”, “anything past the returned length”."""
        tokens = self.tokens
        if tokens.said("rest of", "remainder of", "tail of", "unused part of", "remaining part of"):
            return self.slice_noun()
        tokens.over(frozenset("slots slot elements entries bytes anything part positions".split()))
        if tokens.said("of", "in") and not self.slice_noun():
            return False
        if not tokens.said("beyond", "past", "after", "behind", "above"):
            return False
        return bool(
            tokens.said(
                "returned count",
                "returned number",
                "returned length",
                "count",
                "copied ones",
                "copied part",
                "what was copied",
                "return value",
            )
        )

    def _stops(self) -> Test | None:
        """“stops when the output slice is full”."""
        tokens = self.tokens
        if not tokens.said("stops", "stop", "ends", "returns early"):
            return None
        if not tokens.said("when", "once", "as soon as", "if"):
            return None
        at = tokens.at
        if self.slice_noun() and tokens.said("is full", "is used up", "is filled", "runs out"):
            self.telling = lambda scene: len(held(scene) or ()) > len(_slice(scene) or ()) > 0
            return _at_most
        tokens.at = at
        if tokens.type_noun() and tokens.said("is empty", "runs empty", "runs out", "is drained"):
            self.telling = lambda scene: 0 < len(held(scene) or ()) < len(_slice(scene) or ())
            return lambda scene: None if _moved(scene) is None or held(scene) is None else scene.beat.gave == _moved(scene)
        return None

    def _removes(self) -> Test | None:
        """“removes the copied bytes”, “takes them out”; “takes nothing”."""
        tokens = self.tokens
        if not tokens.said("removes", "remove", "takes", "take", "consumes", "consume", "drains", "drain"):
            return None
        if tokens.said("nothing"):
            self.telling = lambda scene: bool(held(scene))
            return lambda scene: scene.beat.before == scene.beat.after
        if not tokens.over(_MOVED) or not self._kept():
            return None
        tokens.said("from") and tokens.type_noun()
        self.telling = lambda scene: bool(_moved(scene))
        return _went

    def _keeps(self) -> Test | None:
        """“leaves the copied events in the queue”."""
        tokens = self.tokens
        if not tokens.said("leaves", "keeps", "leave", "keep"):
            return None
        if not tokens.over(_MOVED) or not self._kept():
            return None
        if not (tokens.said("in", "on") and tokens.type_noun()) and not tokens.said("in place", "queued", "stored"):
            return None
        return lambda scene: None if not _moved(scene) or _went(scene) is None else not _went(scene)

    def _kept(self) -> bool:
        found = False
        while self.tokens.kept_noun():
            found = True
        return found

    def _drops(self) -> Test | None:
        """“drops the oldest byte”, “overwrites the oldest”, “discards the new event”: what is no longer held after a call that is given one."""
        tokens = self.tokens
        if not tokens.over(_DROPS):
            return None
        tokens.said("away", "out")
        oldest = tokens.said(*_OLDEST)
        newest = not oldest and tokens.said(*_NEWEST)
        new = not oldest and not newest and tokens.said("new", "incoming", "given", "pushed", "written")
        if not (oldest or newest or new):
            return None
        if not self._kept() and not tokens.done and tokens.text() not in ("one", ","):
            return None
        tokens.said("one")

        def right(scene: Scene) -> bool | None:
            rows, after = held(scene), contents(scene, after=True)
            if not rows or after is None or len(scene.beat.given) != 1:
                return None
            given = scene.beat.given[0]
            if given in rows:
                return None
            if new:
                return sorted(map(repr, after)) == sorted(map(repr, rows))
            stays = rows[1:] if oldest else rows[:-1]
            return sorted(map(repr, after)) == sorted(map(repr, [*stays, given]))

        return right


def _slice(scene: Scene) -> tuple[object, ...] | None:
    """What stood in the slice that a call is given."""
    if not scene.beat.name:
        return None
    kinds = [k for _, k in scene.journal.parts[scene.beat.name].parameters]
    rows = [g for g, kind in zip(scene.beat.given, kinds, strict=True) if slice_of(kind)]
    return rows[0] if len(rows) == 1 and isinstance(rows[0], tuple) else None


def _moved(scene: Scene) -> int | None:
    """How many there are to be moved: what is held, as far as the slice has room."""
    rows, room = held(scene), _slice(scene)
    return None if rows is None or room is None else min(len(rows), len(room))


def _at_most(scene: Scene) -> bool | None:
    room = _slice(scene)
    if room is None or type(scene.beat.gave) is not int:
        return None
    rows = held(scene)
    return scene.beat.gave <= len(room) and (rows is None or len(rows) < len(room) or scene.beat.gave == len(room))


def is_short(scene: Scene) -> bool | None:
    rows, room = held(scene), _slice(scene)
    return None if rows is None or room is None else len(rows) < len(room)


def _is_filled(scene: Scene) -> bool | None:
    rows, room = held(scene), _slice(scene)
    return None if rows is None or room is None else len(rows) >= len(room)


def _rest_is(scene: Scene, *, zero: bool) -> bool | None:
    room, left, gave = _slice(scene), scene.beat.left, scene.beat.gave
    if room is None or len(left) != 1 or type(gave) is not int or not isinstance(left[0], tuple) or gave >= len(room):
        return None
    rest = left[0][gave:]
    return all(_is_zero(one) for one in rest) if zero else rest == room[gave:]


def _is_zero(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_zero(one) for one in value if not isinstance(one, str))
    return value in (0, False)


def _went(scene: Scene) -> bool | None:
    """What was moved is no longer held."""
    rows, after = held(scene), scene.beat.after
    gone = contents(scene, after=True)
    number = len(gone) if gone is not None else after.get("len") if after is not None else None
    if rows is None or type(number) is not int or _moved(scene) is None:
        return None
    return number == len(rows) - (_moved(scene) or 0)


def stays(scene: Scene) -> bool | None:
    """What a slice had no room for is still held."""
    rows, after = held(scene), contents(scene, after=True)
    moved = _moved(scene)
    if rows is None or after is None or moved is None or moved >= len(rows):
        return None
    return sorted(map(repr, after)) == sorted(map(repr, rows[moved:]))
