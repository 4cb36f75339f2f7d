"""Subjects that are no method: the type that does something, things that are dropped or run out, what nobody has room for."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.kinds import elements_of
from uowgen.claims.stories.scenes import all_
from uowgen.claims.stories.things import Things, roles_of

if TYPE_CHECKING:
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.situations import Situations

_DROPPING = frozenset("overwrite overwriting overwrites drop dropping eviction evicting displacement".split())
_DROPPED = frozenset("overwritten dropped displaced evicted discarded lost".split())
_MAY = frozenset("can may must should will then still again always".split())
_ONCE = ("after one", "after single", "after", "once")


class Holders:
    """Readers of such subjects: each gives the scenes and the method, or nothing."""

    def __init__(self, situations: Situations) -> None:
        self.situations = situations
        self.tokens = situations.tokens
        self.journal = situations.journal

    def putter(self) -> str:
        """The one method that is given what another gives back."""
        kept = elements_of(self.journal.parts)
        rows = [p.name for p in self.journal.parts.values() if p.takes == "mut" and [k for _, k in p.parameters if k in kept]]
        if not rows:  # what a slice is filled with
            from uowgen.claims.stories.contents import slice_of

            out = {slice_of(k) for p in self.journal.parts.values() if p.takes == "mut" for _, k in p.parameters} - {""}
            rows = [p.name for p in self.journal.parts.values() if p.takes == "mut" and [k for _, k in p.parameters if k in out]]
        return rows[0] if len(rows) == 1 and len(self.journal.parts[rows[0]].parameters) == 1 else ""

    def dropped(self) -> tuple[Test, str] | None:
        """“each overwrite”, “Each dropped byte”, “Overwriting”: a call that puts in one where there is no room."""
        tokens = self.tokens
        tokens.over(frozenset({"each", "every", "any", "an"}))
        if tokens.over(_DROPPED):
            if not tokens.kept_noun():
                return None
        elif tokens.over(_DROPPING):
            while tokens.kept_noun():
                pass
        else:
            return None
        full, name = self.situations.named_state("full"), self.putter()
        if full is None or not name or roles_of(self.journal) is not None:
            return None
        tests: list[Test] = [lambda scene: scene.beat.name == name, full, lambda scene: not scene.beat.refused]
        return all_(tests), name

    def exhausted(self) -> tuple[Test, str] | None:
        """“Exhaustion”, “running out of frames”: a call that asks for one where none is left."""
        tokens = self.tokens
        roles = roles_of(self.journal)
        if not tokens.said("exhaustion", "running out"):
            return None
        tokens.said("of") and (tokens.type_noun() or tokens.kept_noun())
        full = self.situations.named_state("full")
        if roles is None or full is None:
            return None
        return all_([lambda scene: scene.beat.name == roles.giver, full]), roles.giver

    def again(self) -> tuple[Test, str] | None:
        """“A full pool allocates again after one release”, “a full map can allocate again”: what had to be given back before."""
        tokens = self.tokens
        roles = roles_of(self.journal)
        if roles is None or not tokens.said("full", "exhausted", "an full") or not tokens.type_noun():
            return None
        tokens.over(_MAY)
        full = self.situations.named_state("full")
        if full is None or not self._asks(roles.giver):
            return None
        if not tokens.said("again", "once more"):
            return None
        tokens.said("right", "directly", "immediately")
        after = tokens.said(*_ONCE)
        if after:
            tokens.over(frozenset({"an", "one", "single"}))
            if Things(tokens).done() not in roles.releasing:
                return None
            while tokens.kept_noun() or tokens.said("is released", "was released"):
                pass
        if not tokens.done or not (after or self.situations.begun):
            return None

        def asked(scene: Scene) -> bool | None:
            last = scene.past[-1] if scene.past else None
            if scene.beat.name != roles.giver or last is None or last.name not in roles.releasing or last.refused:
                return False
            return full(scene._replace(beat=last, place=scene.place - 1))

        return asked, roles.giver

    def _asks(self, method: str) -> bool:
        tokens = self.tokens
        if Things(tokens).done() == method:
            return True
        return tokens.said("hands out", "gives out", "hand out", "give out") and (tokens.kept_noun() or True)

    def refuses(self) -> tuple[Test, str, bool] | None:
        """“the ring refuses events”, “a full queue accepts no more”: the call that puts in or gives out, and whether it is refused."""
        tokens = self.tokens
        at = tokens.at
        tokens.said("an")
        kind = tokens.text() if tokens.text() in ("full", "empty") else ""
        tokens.at += bool(kind)
        if not tokens.type_noun():
            tokens.at = at
            return None
        tokens.over(_MAY)
        refused = tokens.said("refuses", "refuse", "rejects", "reject", "turns away", "blocks")
        if not refused and not tokens.said("accepts", "accept", "takes"):
            return None
        tokens.over(frozenset({"new", "further", "more", "any", "other"}))
        if not tokens.kept_noun() and not tokens.said("writes", "pushes"):
            return None
        name = self.putter()
        state = self.situations.named_state(kind) if kind else None
        if not name or (kind and state is None):
            return None
        test: Test = lambda scene: scene.beat.name == name  # noqa: E731
        return (all_([test, state]) if state is not None else test), name, refused

    def until_taken(self) -> bool:
        """Passes “until a reader has popped one”, “until one is taken out”: what goes without saying, as there is room then."""
        tokens = self.tokens
        at = tokens.at
        before = tokens.text() == "before"
        if not tokens.said("until", "before"):
            return False
        tokens.over(frozenset("someone reader consumer caller an at least one it somebody".split()))
        tokens.kept_noun()
        tokens.over(frozenset("has have is been was gets".split()))
        word = tokens.word()
        if before and word is not None and word.code:
            tokens.at = at
            return False  # “before `close`” tells when it comes
        if Things(tokens).done() and (
            tokens.said("one", "an", "it", "something", "at least one") or tokens.kept_noun() or tokens.done
        ):
            return True
        tokens.at = at
        return False
