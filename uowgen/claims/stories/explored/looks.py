"""What a look shows: values as plain Python, whatever holds them."""

from __future__ import annotations

import re
from typing import Any

from uowgen.behaviour import prelude
from uowgen.behaviour.foreign import Thing, shown
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.outcomes import Undecidable, Unknown
from uowgen.behaviour.values import MOVED, Boxed, Cell, Heap, Shared, Struct, strip

_DEEPEST = 3
_LONGEST = 1024  # elements that are looked at
_PLAIN = frozenset(INTS.values())

Look = dict[str, object]


def snake(name: str) -> str:
    """`FreeCount` as `free_count`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def unwrapped(value: Any) -> Any:
    """What is behind references, counted pointers, boxes, cells and locks."""
    held = strip(value)
    while type(held) in (Cell, Boxed) or (isinstance(held, Shared) and not held.weak):
        held = strip(held[0] if isinstance(held, list) else held.cell[0])
    return held


def flat(name: str, value: Any, depth: int) -> Look:
    """The fields of a struct behind whatever holds it, by their path."""
    held = unwrapped(value)
    if type(held) is not Struct or held.of.type.kind != "struct" or held.of.style != "{" or depth > _DEEPEST:
        return {}
    found: Look = {}
    for n, part in zip(held.of.names, held, strict=True):
        inner = unwrapped(part)
        deeper = flat(name, inner, depth + 1) if type(part) is Cell else {}
        told = None if deeper else plain(inner)
        found |= deeper or ({f"{name}.{n}": told} if told is not None else {})
    return found


def plain(value: Any) -> object:
    """A value as plain Python, with what stands behind cells and counted pointers; None for what cannot be shown."""
    held = unwrapped(value)
    if held is MOVED:
        return None
    if isinstance(held, list) and type(held) is not Struct:
        if len(held) > _LONGEST:
            return None
        if type(held) is Heap:  # in one order, but in none that means something
            return tuple(sorted(map(plain, held), key=repr))
        return tuple(map(int, held)) if held and all(type(v) in _PLAIN for v in held) else tuple(map(plain, held))
    if type(held) is Struct:
        return (held.of.name, *map(plain, held))
    if not isinstance(held, Thing) and getattr(held, "is_set", None) is not None:  # a map or a set, in one order
        rows = held.entries()
        seen = [plain(k) if held.is_set else (plain(k), plain(v)) for k, v in rows]
        return tuple(seen if held.ordered else sorted(seen, key=repr))
    try:
        return shown(held)
    except (Unknown, Undecidable):
        return None


def given_back(value: Any, name: str) -> object:
    """What came back; the type itself counts for no more than that it is there."""
    held = strip(value)
    if type(held) is Struct and held.of.type.name == name and held.of.type.kind == "struct" and not held.of.type.is_copy:
        return "itself"
    if type(held) is Struct and held.of.type in (prelude.OPTION, prelude.RESULT):
        return (held.of.name, *(given_back(part, name) for part in held))
    return "()" if held is None else plain(value)


def is_refusal(gave: object) -> bool:
    """Whether what came back is an error or nothing."""
    return isinstance(gave, tuple) and gave[:1] in (("Err",), ("None",))


__all__ = ["Look", "flat", "given_back", "is_refusal", "plain", "snake", "unwrapped"]
