"""The outside of a type that is explored: what is lent is handed out, and what is switched on and off is seen as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.foreign import Learnt
from uowgen.behaviour.lending import LentWorld
from uowgen.behaviour.outcomes import LimitReached
from uowgen.behaviour.outside import Outside

if TYPE_CHECKING:
    from uowgen.behaviour.outside import Script
    from uowgen.claims.stories.explored.looks import Look

_MOST_EVENTS = 300  # calls to the outside within one deed
_SWITCH = "switch "  # before the name of a switch, among what was learnt


class Outdoors(LentWorld):
    """An outside that hands out what is lent, without noting how that looked."""

    def __init__(self, script: Script, learnt: dict[str, str], variants: Any = None) -> None:
        super().__init__(script, learnt, variants)
        for name in learnt:
            if name.startswith(_SWITCH):
                self._cells[name.removeprefix(_SWITCH), ()] = script.yes

    def called(self, path: str, arguments: list[Any], owner: str = "") -> Any:
        """See `Outside.called`."""
        if len(self.events) > _MOST_EVENTS:
            raise LimitReached("calls to the outside")
        return Outside.called(self, path, arguments, owner)

    def _held(self, path: str, name: str, given: tuple[object, ...], arguments: list[Any]) -> Any:
        """Learns of each switch before it is used, so that it is seen from the start, and in both programs."""
        parts = name.split("_")
        if not given and (parts[0] in ("enable", "disable") or parts[-1] == "enabled"):
            base = path[: len(path) - len(name)]
            rest = "_".join(parts[1:] if parts[0] in ("enable", "disable") else [p for p in parts[:-1] if p not in ("are", "is")])
            if f"{_SWITCH}{base}{rest}" not in self.learnt:
                raise Learnt(f"{_SWITCH}{base}{rest}", "held")
        return super()._held(path, name, given, arguments)

    def switches(self) -> Look:
        """Whether each thing is on that the code switches on or off: `interrupts_enabled` where `interrupts::enable()` is called."""
        found: Look = {}
        for key in self.learnt:
            if key.startswith(_SWITCH):
                name = key.removeprefix(_SWITCH)
                last = name.replace(".", "::").rstrip(":").rpartition("::")[2]
                found[f"{last}_enabled"] = self._cells[name, ()]
        return found


__all__ = ["Outdoors"]
