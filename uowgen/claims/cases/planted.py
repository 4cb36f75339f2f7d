"""States that no call of a type leads to, which other code will bring: set in a new value where nothing but the state is ever another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.values import make, strip
from uowgen.claims.subject import find_type
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.behaviour.program import Program
    from uowgen.claims.cases.worlds import World


class Planted(NamedTuple):
    """A state that a new value is set to."""

    field: str
    enum: str
    state: str

    def set_in(self, value: Any, program: Program) -> None:
        """Sets the state of `value`."""
        held = strip(value)
        declared = program.type(self.enum)
        if declared is not None:
            held[held.of.names.index(self.field)] = make(declared.shapes[self.state], [])


def planted(world: World, of: str, maker: str, looks: list[dict[str, object]]) -> list[tuple[Any, ...]]:
    """States that no call leads to, which other code will bring: where nothing but the state is ever another, it can be set."""
    others = {name for look in looks for name, held in look.items() if held != looks[0].get(name)}
    kinds = {f.name: f.type for d in find_type(world.case, of).found[:1] for f in fields_of(d).all}
    enum = next(((f, e) for f in others if (e := world.samples.enum(kinds.get(f, ""))) is not None and not e.foreign), None)
    if len(others) != 1 or enum is None:
        return []
    field, shape = enum
    plain = all(look.get(field) in [(v,) for v in shape.variants] for look in looks)
    met = {look[field] for look in looks}
    return [(maker, Planted(field, kinds[field], v)) for v in shape.variants if (v,) not in met] if plain else []


__all__ = ["Planted", "planted"]
