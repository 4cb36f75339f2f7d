"""An outside that notes with each call what the value holds on which something is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.foreign import shown
from uowgen.behaviour.outside import Outside, OutsideMachine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from uowgen.behaviour.outside import Script


class Watched(Outside):
    """The outside of one case. With `missing`, what may be there or succeed is not there, or fails."""

    def __init__(
        self,
        script: Script,
        learnt: dict[str, str],
        variants: Mapping[str, tuple[str, ...]] | None = None,
        *,
        missing: bool = False,
    ) -> None:
        super().__init__(script, learnt, variants)
        self.missing = missing
        self.watched: Any = None
        self.seen: list[Any] = []

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """The answer to a call, which is noted."""
        from uowgen.claims.cases.worlds import Event, state_of

        state = tuple(state_of(self.watched).items()) if self.watched is not None else ()
        self.seen.append(Event(path, tuple(shown(a) for a in arguments), state))
        answer = super().called(path, arguments, owner)
        kind = self.learnt.get(path)
        if self.missing and kind in ("option", "result", "bool"):
            return prelude.NONE if kind == "option" else False if kind == "bool" else answer
        return answer


class WatchingMachine(OutsideMachine):
    """A machine on such an outside."""

    __slots__ = ()


__all__ = ["Watched", "WatchingMachine"]
