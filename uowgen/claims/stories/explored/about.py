"""What the methods of a type tell of a thing that one of its calls is given: whether it is there, how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.foreign import Learnt, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.values import copied

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.claims.stories.explored.looks import Look
    from uowgen.claims.stories.explored.stage import Stage


def told_of(stage: Stage, value: Any, function: Function, thing: Any) -> Look:
    """What methods that are asked about one thing, with a truth or a number for an answer, say of the one given to `function`."""
    found: Look = {}
    kind = function.parameters[0][1].lstrip("& ")
    acting = stage.acting_of(stage.troupe.name)  # these would change what they are asked about
    for asker in stage.troupe.program.methods(stage.troupe.name) if function.takes != "value" else ():
        kinds = [k.lstrip("& ") for _, k in asker.parameters]
        told = asker.returns.strip() in {"bool", *INTS}
        if asker.takes != "ref" or kinds != [kind] or asker.name in (function.name, *acting) or not told:
            continue
        steps = stage.refreshed()
        try:
            found[asker.name] = shown(stage.machine.call_method(value, asker.name, [copied(thing)]))
        except Learnt:
            raise
        except (Unknown, Undecidable, RustPanic):
            continue
        stage.used += (steps - stage.machine.steps) // 2
    return found
