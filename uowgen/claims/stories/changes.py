"""What a call is said to change and to leave: “increments `len` by one”, “leaves it unchanged”, “empties the ring”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.scenes import equal, held, told_after
from uowgen.claims.stories.states import state_of
from uowgen.claims.stories.things import number_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.asked import Asked
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.situations import Situations
    from uowgen.claims.stories.tokens import Tokens

    Change = Callable[[Scene], int | None]

_UP = frozenset(
    "increments increment bumps bump increases increase raises raise advances advance grows grow inflates inflate".split()
)
_LOOSE = frozenset("inflates inflate raises raise grows grow shrinks shrink lowers lower".split())
_DOWN = frozenset("decrements decrement lowers lower decreases decrease reduces reduce shrinks shrink".split())
_KEEPING = frozenset("unchanged alone untouched intact unaffected".split())


class Changes:
    """Readers of what changes and what stays."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.more: list[Test] = []
        self.plain = self.error = False
        self.judges = False  # whether it is said to be refused or taken, and nothing else
        self.situations: Situations | None = None
        self.calls = 1
        self.telling: Test | None = None  # in which of the scenes a fault would show

    def left(self, asked: Asked) -> Test | None:
        self.calls = asked.calls
        tokens = self.tokens
        if tokens.said(
            "has no effect", "have no effect", "changes nothing", "change nothing", "does nothing", "do nothing", "is no-op"
        ):
            return lambda scene: (
                scene.beat.before == scene.beat.after if scene.beat.before and scene.beat.after is not None else None
            )
        words = tokens.text()
        if tokens.said("leaves", "leave", "keeps", "keep", "preserves", "preserve", "retains"):
            keys = self._things()
            if keys is None:
                return None
            self.plain = bool(keys)  # of a whole value less may be meant than all of its fields
            keeping = tokens.over(_KEEPING) or tokens.said("as it is", "as is", "as it was", "same")
            if not keeping and not (keys and tokens.done and tokens.words[tokens.at - 1].text != "leaves" and self._keeps(words)):
                return None
            return self.same(keys)
        if tokens.said("counts", "count"):
            if not self._gone_ones() or not tokens.said("as", "in", "towards", "among"):
                return None
            key = tokens.quantity()
            if not key:
                return None
            self.plain, self.telling = True, lambda scene: bool(held(scene))
            return _changed(key, 1)
        if tokens.said("consumes", "consume", "removes", "remove", "takes", "take"):
            if not (tokens.kept_noun() or tokens.said("anything", "it")):
                return None
            inner = any(w in kind for kind in self.journal.fields.values() for w in ("Cell", "Atomic", "Mutex", "Lock"))
            self.plain = self.journal.parts[asked.method].takes == "ref" and not inner
            same = self.same(())
            return lambda scene: None if same(scene) is None else not same(scene)
        if tokens.said("changes", "change", "touches", "touch", "affects", "affect", "modifies", "modify", "alters", "alter"):
            keys = self._things()
            if keys is None:
                return None
            same = self.same(keys)
            return lambda scene: None if same(scene) is None else not same(scene)
        return None

    def _keeps(self, verb: str) -> bool:
        """Whether a verb alone says that something stays, and something was there that might have gone."""
        return verb in ("keeps", "keep", "preserves", "preserve", "retains")

    def _gone_ones(self) -> bool:
        """Passes “the discarded events”, “what is removed”."""
        tokens = self.tokens
        tokens.over(frozenset("discarded removed cleared dropped forgotten remaining queued them".split()))
        return tokens.kept_noun() or tokens.text(-1) == "them"

    def _things(self) -> tuple[str, ...] | None:
        """What is left or changed: a quantity, or all of it (no keys)."""
        tokens = self.tokens
        key = tokens.quantity()
        if key:
            return (key,)
        if tokens.type_noun() or tokens.said("anything", "state", "contents", "content"):
            tokens.said("of it", "of")
            tokens.type_noun()
            return ()
        return None

    def same(self, keys: tuple[str, ...]) -> Test:
        if keys and self.telling is None:  # where it is zero anyway, nobody sees that it was reset
            self.telling = lambda scene: any((scene.beat.before or {}).get(k) != 0 for k in keys)

        calls = self.calls

        def test(scene: Scene) -> bool | None:
            before, after = (scene.past[1 - calls] if calls > 1 else scene.beat).before, scene.beat.after
            if not before or after is None:  # of what shows nothing, nothing is known to stay
                return None
            return before == after if not keys else all(equal(before.get(k), after.get(k)) for k in keys)

        return test

    def moved(self, asked: Asked) -> Test | None:
        """“increments `len` by one”, “decrements the free count”, “resets the counter to zero”, “adds 2 to `n`”."""
        del asked
        tokens = self.tokens
        loose = tokens.text() in _LOOSE
        sign = 1 if tokens.over(_UP) else -1 if tokens.over(_DOWN) else 0
        if sign:
            key = tokens.quantity()
            if not key and tokens.type_noun():
                key = tokens.cast.length()
            if not key:
                return None
            self.telling = lambda scene: scene.beat.before is not None and scene.beat.after is not None
            if loose and tokens.text() != "by":
                self.plain = True
                return _changed(key, sign)
            by = self.by()
            self.plain = by is not None
            return None if by is None else moved_by(key, sign, by)
        verb = tokens.text()
        if tokens.said("resets", "reset", "zeroes", "zeros", "clears", "clear", "sets", "set", "brings", "leaves"):
            key = tokens.quantity()
            if not key:
                return None
            if not tokens.said("to zero", "to 0", "back to zero", "at zero", "at 0") and verb in (
                "sets",
                "set",
                "brings",
                "leaves",
            ):
                return None
            self.plain = True
            # Only where there was something to reset is anything told.
            self.telling = lambda scene: bool((scene.beat.before or {}).get(key))
            return lambda scene: None if not (scene.beat.before or {}).get(key) else equal(told_after(scene, key), 0)
        return None

    def by(self) -> Change | None:
        """“by one”, “by `n`”: 1 where nothing is said."""
        tokens = self.tokens
        if not tokens.said("by"):
            return lambda scene: 1
        number = tokens.number()
        if number:
            return lambda scene: int(number)
        raw = tokens.raw()
        if not raw or not any(raw == p for part in self.journal.parts.values() for p, _ in part.parameters):
            return None
        tokens.at += 1

        def given(scene: Scene) -> int | None:
            names = [p for p, _ in scene.journal.parts[scene.beat.name].parameters] if scene.beat.name else []
            return number_of(scene.beat.given[names.index(raw)]) if raw in names else None

        return given

    def emptied(self, asked: Asked) -> Test | None:
        del asked
        tokens = self.tokens
        if tokens.said("empties", "empty", "makes", "leaves"):
            if not tokens.type_noun():
                return None
            tokens.said("empty")
            return state_of(tokens, "empty", after=True)
        return None


def moved_by(key: str, sign: int, change: Change) -> Test:
    def test(scene: Scene) -> bool | None:
        before, after = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
        by = change(scene)
        if not isinstance(before, int) or not isinstance(after, int) or by is None:
            return None
        return after - before == sign * by

    return test


def _changed(key: str, sign: int) -> Test:
    def test(scene: Scene) -> bool | None:
        before, after = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
        return (after - before) * sign > 0 if isinstance(before, int) and isinstance(after, int) else None

    return test
