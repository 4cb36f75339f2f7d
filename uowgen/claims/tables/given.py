"""What is handed to functions that take page tables apart: the root, numbers, and what lends them its memory, its frames, its flushes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.behaviour.foreign import Lent
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.page_tables import ROOT, Address, is_address_type
from uowgen.behaviour.types import peeled
from uowgen.behaviour.values import Ref, make

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.behaviour.outside import OutsideMachine
    from uowgen.behaviour.types import Ty

NUMBER = 5  # an address space's own number
_IDS = frozenset({"asid", "pcid", "vmid", "id"})
_ROOTS = frozenset({"root", "table", "top", "pml4", "pgd", "cr3", "satp", "base", "l0", "p4", "directory"})


class Entrance(NamedTuple):
    """What is called: a free function, or a method of what `maker` makes; without a maker the value is put together of its fields.

    `choice` is a method that is called before it, which gives the value back with something chosen otherwise.
    """

    owner: str
    maker: str
    function: str
    choice: str = ""


def value_of(machine: OutsideMachine, entrance: Entrance) -> Any:
    """The value whose tables are taken apart."""
    from uowgen.behaviour.lives import inside

    if entrance.maker:
        given = given_to(machine, machine.program.method(entrance.owner, entrance.maker))
        return inside(machine.call(f"{entrance.owner}::{entrance.maker}", given), entrance.owner)
    declared = machine.program.type(entrance.owner)
    shape = next(iter(declared.shapes.values())) if declared is not None else None
    return make(shape, [_part(machine, n, t) for n, t in zip(shape.names, shape.field_types, strict=True)]) if shape else None


def _part(machine: OutsideMachine, name: str, ty: Ty) -> Any:
    """A field of such a value: its root, its number, or something of the outside."""
    from uowgen.behaviour.lives import made_up

    words = set(name.split("_"))
    number = ROOT if words & _ROOTS else NUMBER if words & _IDS else None
    if number is not None:
        return INTS[ty.head if isinstance(ty.head, str) and ty.head in INTS else "usize"](number)
    return made_up(machine, ty, 0, 0, 0, name)


def given_to(machine: OutsideMachine, function: Function | None) -> list[Any]:
    """The root for the parameter that takes it, a small number for the others, and what is lent for those that take no number."""
    if function is None:
        return []
    rows = [(name, ty, set(name.split("_"))) for (name, _), ty in zip(function.parameters, function.types, strict=True)]
    roots = [n for n, (_, _, words) in enumerate(rows) if words & _ROOTS]
    first = next((n for n, (_, ty, _) in enumerate(rows) if _is_number(ty)), 0)
    root = roots[0] if roots else first if first == 0 or not rows[first][2] & _IDS else -1
    found: list[Any] = []
    for n, (name, ty, _) in enumerate(rows):
        if not _is_number(ty):
            lent = Lent(machine.world, name)
            found.append(Ref([lent], 0) if ty.head == "&" else lent)
            continue
        number = ROOT if n == root else NUMBER
        outside = not (isinstance(ty.head, str) and ty.head in INTS)
        found.append(Address(machine.world, str(ty.head).rpartition("::")[2], number) if outside else number)
    return found


def can_be_given(function: Function) -> bool:
    """Whether all parameters are plain numbers, or lent by what the tree has no type for: a trait's own, a type of elsewhere."""
    return all(_is_number(t) or _is_lent(t) for t in function.types)


def _is_number(ty: Ty) -> bool:
    """Whether a type is one of numbers, or one of the outside for addresses."""
    name = str(ty.head).rpartition(" ")[2].rpartition("::")[2] if isinstance(ty.head, str) else ""
    return name in INTS or is_address_type(name)


def _is_lent(ty: Ty) -> bool:
    inner = peeled(ty)
    head = inner.head if inner is not None else None
    kind = getattr(head, "kind", "")
    return kind == "trait" or (
        isinstance(head, str)
        and (
            head in ("dyn", "impl", "fn")
            or head.startswith("param ")
            or (ty.head == "&" and head.rpartition("::")[2][:1].isupper())
        )
        and head not in ("Vec", "String", "Option", "Box")
    )


__all__ = ["NUMBER", "Entrance", "can_be_given", "given_to", "value_of"]
