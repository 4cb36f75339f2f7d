"""Macros that the program declares itself. They are not expanded yet: a call of one is an unknown construct."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uowgen.behaviour.code import Code, Lowering
    from uowgen.behaviour.modules import Declared
    from uowgen.behaviour.types import Ty
    from uowgen.grammar import Node


def lower_own(body: Lowering, node: Node, macro: Declared, tokens: Node, hint: Ty | None) -> Code:
    """The call at `node` of the program's `macro`."""
    return body.unknown(node, f"macro {body.text(node).partition('!')[0]}!")
