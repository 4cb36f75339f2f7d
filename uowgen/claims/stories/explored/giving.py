"""The arguments of a deed as values of one run: what was given out, what is lent, another living value, or what is made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.behaviour import prelude
from uowgen.behaviour.foreign import Learnt, Thing
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.lives import as_checked, inside, integer_of, made_up, roster
from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
from uowgen.behaviour.types import Ty
from uowgen.behaviour.values import Ref, Shared, Slice, Struct, copied, strip
from uowgen.claims.stories.contents import slice_of
from uowgen.claims.stories.explored.deeds import Choice

if TYPE_CHECKING:
    from uowgen.behaviour.definitions import Function
    from uowgen.claims.stories.explored.deeds import Deed
    from uowgen.claims.stories.explored.stage import Stage


def given_to(stage: Stage, function: Function, deed: Deed) -> list[Any] | None:
    """What a deed gives to a function; None if it cannot be given here."""
    found: list[Any] = []
    for n, (ty, choice) in enumerate(zip(function.types, deed.given, strict=True)):
        value = _argument(stage, function, n, ty, choice)
        if value is None:
            return None
        found.append(value)
    return found


def _argument(stage: Stage, function: Function, n: int, ty: Ty, choice: Choice) -> Any:
    what = choice.what
    if choice.how == "is":
        return INTS[ty.head](int(str(what))) if isinstance(ty.head, str) and ty.head in INTS else what
    if choice.how == "out":
        rows = stage.out.get(str(what), ())
        return copied(rows[choice.step]) if rows else None
    if choice.how == "lent":
        box = stage.boxes[str(what)]
        return Shared([box[0], 1, 0]) if ty.head in ("Arc", "Rc") else Ref(box, 0)
    if choice.how == "other":
        return _other(stage, ty)
    if choice.how == "in":
        return _in_its_type(stage, ty, int(what))  # type: ignore[call-overload]
    if choice.how == "of":
        value = stage.machine.call(str(what))
        return Slice(value, 0, len(value)) if slice_of(function.parameters[n][1]) else value
    assert isinstance(what, int)
    inner = ty.args[0] if ty.head in ("&", "Arc", "Rc") and ty.args else ty
    if isinstance(inner.head, str) and inner.head.split()[0] in ("param", "dyn", "impl") and not _is_function(function, inner, n):
        name = function.parameters[n][0]  # something of the outside that can do what its trait says
        return Thing(stage.world, name, name if not choice.step else f"{name}{choice.step}")
    return made_up(stage.machine, ty, what, choice.step, n, function.parameters[n][0])


def _other(stage: Stage, ty: Ty) -> Any:
    """Another living value than the one that is called; one that is given away lives no longer."""
    at = next((n for n in reversed(range(len(stage.living))) if stage.living[n] is not stage.called), None)
    if at is None:
        return None
    stage.of_other = {k.lstrip("."): v for k, v in stage.look_at(stage.living[at]).items()}
    if ty.head == "&":
        return Ref(stage.living, at)
    stage.numbers.pop(at)
    return stage.living.pop(at)


def _in_its_type(stage: Stage, ty: Ty, number: int) -> Any:
    """A number in a type of its own; None where its constructor refuses it."""
    inner = ty.args[0] if ty.head in ("&", "Arc", "Rc") and ty.args else ty
    assert not isinstance(inner.head, str)
    shape = next(iter(inner.head.shapes.values()))
    kind = integer_of(shape.field_types[0]) if len(shape.field_types) == 1 else ""
    if not kind or not INTS[kind].low <= number <= INTS[kind].high or (number == 0 and kind != shape.field_types[0].head):
        raise Unknown(f"a {inner.head.name} of {number}")  # it is kept in another form than the spec's own code keeps it
    made = as_checked(stage.machine, shape, [INTS[kind](number)])
    return Ref([made], 0) if ty.head == "&" and made is not None else made


def keep(stage: Stage, back: Any) -> None:
    """Notes what was given out, as it may be given back."""
    held = strip(back)
    wrapped = False
    while type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT):
        if not held or held.of.name == "Err":
            return
        held, wrapped = strip(held[0]), True
    if type(held) is Struct and held.of.type.is_copy and held.of.type.scope is not None:
        stage.out.setdefault(held.of.type.name, []).append(copied(held))
    elif type(held) in INTS.values() and wrapped:
        stage.out.setdefault(type(held).__name__, []).append(held)


def built(stage: Stage, name: str) -> Any:
    """A value of a type that is lent: by a function that was written for it, else of its fields."""
    for written in stage.troupe.lenders.get(name, ()):
        try:
            return stage.machine.call(written)
        except Learnt:
            raise
        except (RustPanic, Undecidable, Unknown):
            continue
    declared = stage.troupe.program.type(name)
    if declared is None:
        raise Unknown(f"a made-up {name}")
    listed = roster(stage.troupe.program, name)
    for maker in listed.makers if listed is not None else ():
        try:
            given = [_argument(stage, maker, n, ty, Choice("made", 2, 2)) for n, ty in enumerate(maker.types)]
            value = inside(stage.machine.call(f"{name}::{maker.name}", given), name)
        except Learnt:
            raise
        except (RustPanic, Undecidable, Unknown):
            continue
        if value is not None:
            return value
    return made_up(stage.machine, Ty(declared), 0, 0, 0, name.lower())


def _is_function(function: Function, ty: Ty, place: int) -> bool:
    """Whether a type parameter, or a type that is known by a trait alone, is a function."""
    written = function.parameters[place][1]
    name = str(ty.head).rpartition(" ")[2]
    heads = [function.scope.text(function.node).partition("{")[0]]
    if function.owner is not None:
        heads.append(function.owner.scope.text(function.owner.node).partition("{")[0])
    bounds = [b for head in heads for b in re.findall(rf"\b{re.escape(name)}\s*:\s*([^,>{{]*)", head)]
    return "Fn" in written or any("Fn" in b for b in bounds)


__all__ = ["built", "given_to", "keep"]
