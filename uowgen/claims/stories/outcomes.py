"""What a call is said to come to: what it returns, what it changes and what it leaves, whether it panics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.bounds import Bounds
from uowgen.claims.stories.cuts import outcome
from uowgen.claims.stories.moves import Moves
from uowgen.claims.stories.ranges import field_of, takes_range
from uowgen.claims.stories.relations import lies
from uowgen.claims.stories.returned import Returned
from uowgen.claims.stories.things import is_called
from uowgen.claims.stories.values import literal

if TYPE_CHECKING:
    from uowgen.claims.stories.asked import Asked
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.situations import Situations


class Outcomes(Returned):
    """Readers of outcomes."""

    def of(self, asked: Asked, situations: Situations) -> Test | None:
        """The outcome that comes next; None if it is not understood. What it says of the call besides is put into `more`."""
        at = self.tokens.at
        self.situations = situations
        ways = (
            (self.told,)
            if asked.quantity
            else (
                self._of_ranges,
                self._of_moves,
                self._marked,
                self._capped,
                self._rejected,
                self.returned,
                self._judged,
                self.left,
                self.moved,
                self.emptied,
            )
        )
        for way in ways:
            self.tokens.at = at
            right = way(asked)
            if right is not None:
                return right
        self.tokens.at = at
        return None

    def _of_ranges(self, asked: Asked) -> Test | None:
        return outcome(self.tokens) if asked.method and field_of(self.journal) is not None else None

    def _of_moves(self, asked: Asked) -> Test | None:
        moves = Moves(self.tokens)
        test = moves.outcome(asked.method) if asked.method else None
        if test is not None:
            self.telling, self.plain = moves.telling, True
        return test

    def _capped(self, asked: Asked) -> Test | None:
        """“saturates at the capacity”, “goes above `LIMIT`”: how far the one number that the type tells goes in the call."""
        tokens = self.tokens
        bounds = Bounds(tokens)
        over = tokens.said(
            "goes above", "go above", "exceeds", "exceed", "goes over", "go over", "raises it above", "goes past", "go past"
        )
        if not over and not tokens.said(
            "saturates at", "saturate at", "stops at", "caps at", "is capped at", "clamps at", "is limited to"
        ):
            return None
        key, said = bounds.main(), bounds.limit()
        if not key or said is None:
            return None
        limit = said
        self.plain = not over
        self.telling = lambda scene: (scene.beat.after or {}).get(key) == limit(scene)

        def right(scene: Scene) -> bool | None:
            now, most = (scene.beat.after or {}).get(key), limit(scene)
            if scene.beat.panicked:
                return over
            return None if not isinstance(now, int) or most is None else (now > most) is over

        del asked
        return right

    def _marked(self, asked: Asked) -> Test | None:
        """“marks it used”, “marks the frame as allocated”: what a method that is asked about the thing tells afterwards."""
        tokens = self.tokens
        if not tokens.said("marks", "mark", "makes", "make", "flags"):
            return None
        if not (tokens.said("it") or tokens.kept_noun()):
            return None
        tokens.said("as")
        word = tokens.text()
        askers = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and p.returns == "bool" and len(p.parameters) == 1
        ]
        named = [a for a in askers if is_called(a, word)]
        free = word in ("free", "available", "unused")
        if len(named or askers) != 1 or not (named or free) or not word:
            return None
        name = (named or askers)[0]
        tokens.at += 1
        tokens.said("again")

        def right(scene: Scene) -> bool | None:
            seen = scene.beat.of_left.get(name)
            return None if scene.beat.refused or not isinstance(seen, bool) else seen is (bool(named) or not free)

        self.telling = lambda scene: scene.beat.before != scene.beat.after
        return right

    def _rejected(self, asked: Asked) -> Test | None:
        """“rejects overlapping ranges”: what is said of the given one is a condition, and the outcome a refusal."""
        tokens = self.tokens
        refuses = tokens.said("rejects", "refuses", "reject", "refuse", "fails for", "denies", "fails on")
        if not refuses and not tokens.said("accepts", "allows", "takes", "accept", "allow"):
            return None
        test = lies(tokens) if asked.method and takes_range(self.journal, asked.method) else None
        if test is None:
            return None
        self.more.append(test)
        self.plain = True
        return (lambda scene: scene.beat.refused) if refuses else (lambda scene: not scene.beat.refused)

    def _judged(self, asked: Asked) -> Test | None:
        del asked
        tokens = self.tokens
        self.plain = True
        if tokens.said("panics", "panic"):
            return lambda scene: scene.beat.panicked
        self.judges = True
        if tokens.said("fails", "fail", "is refused", "is rejected", "be refused", "be rejected", "be an error", "is an error"):
            with_error = self._with_error()
            return (lambda scene: scene.beat.refused) if with_error is None else with_error
        if tokens.said("succeeds", "succeed", "is accepted", "be accepted", "works", "work", "is allowed", "be allowed"):
            return lambda scene: not scene.beat.refused
        if tokens.said("returns ok"):
            return lambda scene: not scene.beat.refused
        self.plain = self.judges = False
        return None

    def _with_error(self) -> Test | None:
        """“… with `BadPriority`”: the error that comes with a refusal."""
        tokens = self.tokens
        at = tokens.at
        word = tokens.words[at + 1] if at + 1 < len(tokens.words) else None
        if tokens.text() in ("with", "as") and word is not None and word.code:
            test = literal(
                word.raw.removeprefix("Err(").removesuffix(")") if word.raw.startswith("Err(") else word.raw, self.journal.number
            )
            if test is not None:
                tokens.at += 2
                self.error = True

                def right(scene: Scene) -> bool | None:
                    gave = scene.beat.gave
                    if scene.beat.panicked or not isinstance(gave, tuple) or gave[:1] not in (("Err",), ("Ok",)):
                        return False if scene.beat.panicked else None
                    return gave[0] == "Err" and len(gave) > 1 and test(gave[1])

                return right
        return None
