"""What a value holds, found by taking everything out of a copy of it; which slices methods fill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.stories.kinds import elements_of, inner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from uowgen.claims.stories.records import Part

CONTENTS = "*"  # the key of a look under which what is held stands, as it would come out
_MOST = 40


class Taker(NamedTuple):
    """The method that takes one out of a value, or (`by_slice`) fills a slice with what it takes out."""

    name: str
    by_slice: bool


def slice_of(kind: str) -> str:
    """The element type of `&mut [T]` or `&[T]`; empty for other types."""
    text = kind.strip()
    if not text.startswith("&"):
        return ""
    text = text[1:].strip().removeprefix("mut ").strip()
    return text[1:-1].strip() if text.startswith("[") and text.endswith("]") and ";" not in text else ""


def taker_of(parts: Mapping[str, Part]) -> Taker | None:
    """The one method that takes out what another puts in."""
    kept = elements_of(parts)
    given = {kind for p in parts.values() if p.takes == "mut" for _, kind in p.parameters}
    ones = [
        p.name
        for p in parts.values()
        if p.takes == "mut" and not p.parameters and inner(p.returns) in kept and "Option<" in p.returns
    ]
    if ones:
        return Taker(ones[0], False) if len(ones) == 1 else None
    filling = [
        p.name
        for p in parts.values()
        if p.takes == "mut" and len(p.parameters) == 1 and p.returns == "usize" and "mut" in p.parameters[0][1]
        and slice_of(p.parameters[0][1]) in given
    ]  # fmt: skip
    return Taker(filling[0], True) if len(filling) == 1 else None


def drained(machine: Any, value: Any, taker: Taker, room: Callable[[str], Any]) -> tuple[object, ...] | None:
    """What comes out of a copy of `value`, in order; None if that does not end soon, or cannot be told."""
    from uowgen.behaviour.foreign import shown
    from uowgen.behaviour.outcomes import RustPanic, Undecidable, Unknown
    from uowgen.behaviour.values import Slice

    rows: list[object] = []
    try:
        copy = _whole(value)
        for _ in range(_MOST):
            if taker.by_slice:
                given = room(taker.name)
                count = machine.call_method(copy, taker.name, [Slice(given, 0, len(given))])
                if not 0 <= count <= len(given):
                    return None
                rows += [shown(one) for one in given[:count]]
                if count < len(given):
                    return tuple(rows)
            else:
                back = shown(machine.call_method(copy, taker.name, []))
                if back == ("None",):
                    return tuple(rows)
                if not isinstance(back, tuple) or back[:1] != ("Some",):
                    return None
                rows.append(back[1])
    except (RustPanic, Undecidable, Unknown):
        return None
    return None


def _whole(value: Any) -> Any:
    """A copy of a value with everything in it; only of what is plain all through."""
    from uowgen.behaviour.foreign import Thing
    from uowgen.behaviour.outcomes import Unknown
    from uowgen.behaviour.values import PLAIN, Array, Deque, Struct, Tup, Vec, make

    kind = type(value)
    if kind in PLAIN or isinstance(value, Thing):  # what is of elsewhere stays what it is
        return value
    if kind is Struct:
        return make(value.of, [_whole(one) for one in value])
    if kind in (Tup, Array, Vec, Deque):
        return kind(_whole(one) for one in value)
    raise Unknown("a copy of it")
