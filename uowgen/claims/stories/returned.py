"""What a call is said to give back: a value as it is written, the oldest thing, the number that remains."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.bounds import Bounds
from uowgen.claims.stories.cuts import value
from uowgen.claims.stories.moves import Moves
from uowgen.claims.stories.quantities import BEING, Quantities
from uowgen.claims.stories.ranges import field_of
from uowgen.claims.stories.scenes import equal, held, inside
from uowgen.claims.stories.things import Things, number_of
from uowgen.claims.stories.values import as_number, literal

if TYPE_CHECKING:
    from uowgen.claims.stories.asked import Asked
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.things import History

_RETURNS = frozenset(
    "delivers deliver hands hand returns return yields yield gives give answers answer reports report produces produce".split()
)
_NUMBERS = frozenset("u8 u16 u32 u64 usize".split())


class Returned(Quantities):
    """Readers of what is given back."""

    def returned(self, asked: Asked) -> Test | None:
        tokens = self.tokens
        if not (
            tokens.over(_RETURNS)
            or tokens.said("is reported as", "is signalled by", "is signaled by", "is shown as", "shows up as", "results in")
            or tokens.over(BEING)
            or tokens.said("->", "→", "=", "==", ":")
        ):
            return None
        tokens.said("back", "out")
        if not self.journal.parts[asked.method].returns:
            return None
        return self.value(asked)

    def value(self, asked: Asked) -> Test | None:
        """What is given back."""
        tokens = self.tokens
        word = tokens.word()
        if word is None:
            return None
        if field_of(self.journal) is not None and (of_ranges := value(tokens)) is not None:
            return of_ranges
        if word.code or word.raw in ("None", "true", "false") or as_number(word.raw) is not None:
            test = literal(word.raw, self.journal.number)
            if test is not None and self._never_fits(asked.method, word.raw):
                tokens.at += 1
                self.plain = True
                return lambda scene: False
            if test is not None and self._fits(asked.method, word.raw):
                tokens.at += 1
                self.plain = True
                self.error = "Result<" in self.journal.parts[asked.method].returns and not word.raw.startswith("Ok")
                tokens.over(frozenset({"error"}))
                return lambda scene: False if scene.beat.panicked else test(_shorn(scene, asked.method, word.raw))
            key = tokens.quantity()
            if key:
                return lambda scene: equal(scene.beat.gave, (scene.beat.before or {}).get(key))
            return None
        if (count := self._count(asked)) is not None:
            return count
        tokens.said("just", "exactly")
        if tokens.said("nothing"):
            return lambda scene: scene.beat.gave == ("None",) if isinstance(scene.beat.gave, tuple) else None
        if tokens.said("an error", "error"):
            return lambda scene: isinstance(scene.beat.gave, tuple) and scene.beat.gave[:1] == ("Err",)
        if tokens.said("same"):
            if not tokens.kept_noun():
                return None

            def same_as(scene: Scene) -> bool | None:
                rows = [g for b in scene.past for g in b.given]
                return None if len(rows) != 1 else inside(scene.beat.gave) == rows[0]

            return same_as
        which = tokens.text()
        if which in ("oldest", "newest", "latest", "first", "last"):
            tokens.at += 1
            if tokens.kept_noun():
                end = 0 if which in ("oldest", "first") else -1

                def test_of(scene: Scene) -> bool | None:
                    rows = held(scene)
                    if rows is None or not rows:
                        return None
                    got = inside(scene.beat.gave)
                    return None if rows.count(rows[end]) > 1 else got == rows[end]

                return test_of
            return None
        if which in ("displaced", "overwritten", "evicted", "dropped", "old", "replaced"):
            tokens.at += 1
            if not tokens.kept_noun():
                return None
            if tokens.text() == "in" and tokens.raw(1).startswith("Some"):
                tokens.at += 2

            def displaced(scene: Scene) -> bool | None:
                rows = held(scene)
                return None if not rows else inside(scene.beat.gave) == rows[0]

            return displaced
        key = tokens.quantity()
        if key:
            return lambda scene: equal(scene.beat.gave, (scene.beat.before or {}).get(key))
        history = Things(tokens).thing(alone=True)
        if history is not None:
            kept = history

            def so(scene: Scene) -> bool | None:
                thing = inside(scene.beat.gave)
                return None if thing is None or scene.beat.refused else kept(scene, thing)

            self.telling, self.plain = _any_so(kept), False
            return so
        return None

    def _count(self, asked: Asked) -> Test | None:
        """“the number of bytes copied”, “the new count”, “the credits that remain”: a number that the call leaves behind."""
        tokens = self.tokens
        at = tokens.at
        moves = Moves(tokens)
        test = moves.count(asked.method)
        if test is not None:
            self.telling, self.plain = moves.telling, True
            return test
        key = ""
        if tokens.said("new", "updated", "resulting", "remaining"):
            key = tokens.quantity() or (
                self._asked_about() if tokens.over(frozenset({"count", "value", "total", "number"})) else ""
            )
            if (not key and tokens.text(-1) in ("balance", "total")) or tokens.said("balance"):
                key = Bounds(tokens).main()
            if not key and tokens.text(-1) == "remaining" and tokens.kept_noun():
                key = Bounds(tokens).main()
        elif (
            (tokens.said("number of", "how many") or True)
            and tokens.kept_noun()
            and tokens.said("that remain", "that are left", "left", "remaining")
        ):
            key = Bounds(tokens).main()
        if not key:
            tokens.at = at
            return None
        self.telling = lambda scene: scene.beat.before != scene.beat.after

        def right(scene: Scene) -> bool | None:
            if scene.beat.refused:
                return None
            look = scene.beat.of_left if key in scene.beat.of_left else scene.beat.after or {}
            return equal(number_of(scene.beat.gave), look.get(key))

        return right

    def _asked_about(self) -> str:
        """The one method that is asked about a thing and tells a number."""
        rows = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and len(p.parameters) == 1 and p.returns in _NUMBERS
        ]
        return rows[0] if len(rows) == 1 else ""

    def _never_fits(self, method: str, text: str) -> bool:
        """Whether a value is of another sort than all that the method gives, as its signature says."""
        returns = "".join(self.journal.parts[method].returns.split())
        if text in ("true", "false"):
            return returns.startswith(("Option<", "Result<")) and "bool" not in returns
        if text.startswith(("Err(", "Ok(")) or text in ("Err", "Ok"):
            return returns == "bool" or (returns.startswith("Option<") and "Result" not in returns)
        if text == "None" or text.startswith("Some("):
            return returns == "bool" or (returns.startswith("Result<") and "Option" not in returns)
        return False

    def _fits(self, method: str, text: str) -> bool:
        """Whether a value is of the sort that the method gives."""
        returns = "".join(self.journal.parts[method].returns.split())
        if text == "None" or text.startswith("Some"):
            return returns.startswith("Option<")
        if text.startswith(("Ok", "Err")):
            return "Result<" in returns
        if text in ("true", "false"):
            return returns == "bool" or returns.startswith(("Option<bool", "Result<bool"))
        return bool(returns)


def _any_so(history: History) -> Test:
    """Something that was given or came out before is so."""

    def telling(scene: Scene) -> bool | None:
        seen = {g for b in scene.past for g in b.given} | {inside(b.gave) for b in scene.past}
        return any(history(scene, one) for one in seen if one is not None and one != "()")

    return telling


def _shorn(scene: Scene, method: str, text: str) -> object:
    """The value as it is named: an error by its name alone, what is in a `Some` by itself."""
    gave = scene.beat.gave
    returns = "".join(scene.journal.parts[method].returns.split())
    if (
        not text.startswith(("Ok", "Err", "Some", "None"))
        and isinstance(gave, tuple)
        and gave[:1] in (("Some",), ("Ok",), ("Err",))
        and len(gave) > 1
    ):
        return gave[1] if returns.startswith(("Option<", "Result<")) else gave
    return gave
