"""Async functions: what a call gives until it is awaited. Nothing runs side by side: an awaited function runs to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.drops import drop_parts
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.values import MOVED, Native

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Code, Frame, Lowering
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node


class Future(Native):
    """A call of an async function: it holds its arguments, and runs when it is awaited."""

    copies = False
    type_name = "future"

    def __init__(self, run: Callable[..., Any], arguments: list[Any], types: Any) -> None:
        self.run = run
        self.arguments: list[Any] = arguments
        self.types = types
        self.started = False

    def finish(self, machine: Machine) -> Any:
        """Runs the body to its end."""
        self.started = True
        return self.run(machine, self.arguments, self.types)

    def dropped(self, machine: Machine) -> None:
        if not self.started:
            self.started = True
            drop_parts(machine, [value for value in self.arguments if value is not MOVED])


def awaited(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`value.await`."""
    from uowgen.behaviour.code import Code
    from uowgen.behaviour.paths import Site

    value = body.lower(node.named_children[0], None).value
    site = Site(body, node, hint)

    def run(frame: Frame) -> Any:
        future = value(frame)
        if not isinstance(future, Future):
            raise site.unsupported(Unknown("await of what is no call of an async function of the program"))
        return future.finish(frame[0])

    return Code(run)
