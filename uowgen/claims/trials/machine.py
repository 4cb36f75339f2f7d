"""The machine that questions are put on: the outside is made up, its constants are numbers that the asker chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.outside import OutsideMachine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from uowgen.behaviour.machine import Limits
    from uowgen.behaviour.outside import Outside
    from uowgen.behaviour.paths import Site
    from uowgen.behaviour.program import Program


class TrialMachine(OutsideMachine):
    """A machine whose constants of the outside are given by `number`, and tells `met` the path of what the program lacks."""

    __slots__ = ("met", "number", "typed")

    def __init__(
        self,
        program: Program,
        world: Outside,
        limits: Limits,
        number: Callable[[str], int],
        met: Callable[[str], None],
        typed: Collection[str] = (),
    ) -> None:
        super().__init__(program, world, limits)
        self.number = number
        self.met = met
        self.typed = typed  # constants of types outside that are masks: `PageFlags::USER`

    def call_bound(self, path: str, arguments: list[Any], site: Site) -> Any:
        """A call of what the program lacks."""
        self.met(path)
        owner, _, name = path.rpartition("::")
        if name == "empty" and not arguments and any(t.startswith(f"{owner.rpartition('::')[2]}::") for t in self.typed):
            return 0
        return super().call_bound(path, arguments, site)

    def bound_value(self, path: str, site: Site) -> Any:
        """A constant is a number of its own."""
        self.met(path)
        name = path.rpartition("::")[2]
        owner = path.rpartition("::")[0].rpartition("::")[2]
        if name.isupper() and len(name) > 1 and not owner[:1].isupper():
            return self.number(name)
        if f"{owner}::{name}" in self.typed:
            return self.number(f"{owner}::{name}")
        return super().bound_value(path, site)
