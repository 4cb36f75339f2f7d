"""What is said of a quantity that a type tells: “is `MSI_COUNT`”, “never exceeds the capacity”, “goes up by one”."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.changes import Changes, moved_by
from uowgen.claims.stories.scenes import equal, not_, told_after
from uowgen.claims.stories.values import as_number, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.asked import Asked
    from uowgen.claims.stories.scenes import Scene, Test

BEING = frozenset("is are be equals equal".split())


class Quantities(Changes):
    """Readers of what is told of a quantity."""

    def told(self, asked: Asked) -> Test | None:
        """“is `MSI_COUNT`”, “equals `N`”, “never exceeds the capacity”, “goes up by one”."""
        tokens, key = self.tokens, asked.quantity
        if tokens.said(
            "exceed", "exceeds", "goes above", "go above", "is more than", "be more than", "is larger than", "be larger than"
        ):
            other = self._other()
            return None if other is None else _compared(key, other, _over)
        if tokens.said("is at most", "be at most", "stays at or below"):
            other = self._other()
            return None if other is None else not_(_compared(key, other, _over))
        if tokens.said("changes", "change", "is changed", "be changed"):
            if not tokens.done:
                return None
            same = self.same((key,))
            return lambda scene: None if same(scene) is None else not same(scene)
        if tokens.said("stays below", "is below", "be below", "is less than", "be less than", "stays under", "remains below"):
            above = self._other()
            return None if above is None else _below(key, above)
        if tokens.said("goes up", "go up", "goes down", "go down", "increases", "decreases", "grows", "shrinks"):
            sign = 1 if tokens.text(-1) in ("up", "increases", "grows") else -1
            by = self.by()
            if by is None:
                return None
            self.plain = True
            return moved_by(key, sign, by) if self._when_called() else None
        if tokens.said("is incremented", "is bumped", "is increased", "is decremented", "is decreased", "is lowered"):
            sign = 1 if tokens.text(-1) in ("incremented", "bumped", "increased") else -1
            by = self.by()
            if by is None:
                return None
            self.plain = True
            return moved_by(key, sign, by) if self._when_called() else None
        if tokens.text() in ("starts", "begins") or (tokens.text() in BEING and tokens.text(1) == "initially"):
            self.more.append(lambda scene: not scene.beat.name)  # of what was just made
        if tokens.text() == "only" and key in self.journal.parts and self.journal.parts[key].returns == "bool":
            return lambda scene: (scene.beat.after or {}).get(key) is True
        if tokens.over(
            frozenset({"is", "equals", "be", "starts", "begins", "remains", "stays", "returns", "=", "==", "starts out", "reads"})
        ):
            tokens.said("at", "as", "with", "equal to")
            tokens.over(frozenset({"always", "initially"}))
            word = tokens.word()
            test = literal(word.raw, self.journal.number) if word is not None else None
            if (
                test is not None
                and word is not None
                and (word.code or word.raw in ("true", "false") or as_number(word.raw) is not None)
            ):
                tokens.at += 1
                self.plain = True
                return _is(key, test)
            if tokens.said("zero"):
                return lambda scene: equal(told_after(scene, key), 0)
            other = self._other()
            return None if other is None else _compared(key, other, equal)
        return None

    def _when_called(self) -> bool:
        """Reads the call that makes a change: “on every push”, “when an event is popped”, “for each successful `track()`”."""
        tokens = self.tokens
        assert self.situations is not None
        if not tokens.said("when", "whenever", "on", "for", "with", "by", "after", "at", "if"):
            return False
        tokens.over(frozenset({"each", "every", "any", "an"}))
        at = tokens.at
        if tokens.kept_noun() and tokens.said("is", "gets", "was"):
            word = tokens.word()
            method = (tokens.cast.act(word) or tokens.cast.method(word)) if word is not None else ""
            if method:
                tokens.at += 1
                self.more.append(lambda scene: scene.beat.name == method and not scene.beat.refused)
                return True
        tokens.at = at
        called = self.situations.act()
        if called is None:
            return False
        self.more.append(called.test)
        return True

    def _other(self) -> Callable[[Scene], object] | None:
        """Something that is compared with: a quantity, a constant, a number."""
        tokens = self.tokens
        word = tokens.word()
        if word is None:
            return None
        plain = as_number(word.raw)
        if plain is None and word.raw.replace("_", "").isupper():
            plain = self.journal.number(word.raw)
        if plain is not None:
            tokens.at += 1
            return lambda scene: plain
        key = tokens.quantity()
        return (lambda scene: told_after(scene, key)) if key else None


def _compared(key: str, other: Callable[[Scene], object], how: Callable[[object, object], bool | None]) -> Test:
    return lambda scene: how(told_after(scene, key), other(scene))


def _below(key: str, other: Callable[[Scene], object]) -> Test:
    return lambda scene: _over(other(scene), told_after(scene, key))


def _is(key: str, test: Callable[[object], bool | None]) -> Test:
    return lambda scene: test(told_after(scene, key))


def _over(one: object, other: object) -> bool | None:
    return one > other if isinstance(one, int) and isinstance(other, int) else None
