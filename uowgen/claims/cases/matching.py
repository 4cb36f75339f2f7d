"""Values as they are shown, held against values as they are written: `("Mem", ("NotMapped",))` against `Mem(NotMapped)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.valued.tokens import ERRNO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from uowgen.claims.cases.samples import Enum
    from uowgen.claims.valued.wanted import Pattern

_WORD = 1 << 64


def leaves(value: object) -> Iterator[str]:
    """The names of all variants and structs in a value."""
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            if n == 0 and isinstance(part, str):
                yield part
            else:
                yield from leaves(part)


def numbers_in(value: object) -> list[int]:
    """All numbers in a value."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int):
        return [value]
    return [n for part in value for n in numbers_in(part)] if isinstance(value, tuple) else []


def differs_in_sign(a: int, b: int) -> bool:
    """Whether two numbers are the same bits."""
    return a % _WORD == b % _WORD


def matches(value: object, p: Pattern) -> bool:
    """Whether the value is the one that is written; lower-case names stand for anything."""
    if p.head == "_" or (p.parts is None and p.head[:1].islower() and p.head not in ("true", "false")):
        return True
    if p.head.startswith("#"):
        return isinstance(value, int) and not isinstance(value, bool) and differs_in_sign(value, int(p.head[1:]))
    if p.head.startswith('"'):
        return value == p.head[1:]
    if p.head in ("true", "false"):
        return value is (p.head == "true")
    if p.head == "()":
        return value == "()"
    if not isinstance(value, tuple) or not value or value[0] != p.head:
        # `Err(Busy)` where errors wrap it: what wraps may be left out.
        return (
            isinstance(value, tuple)
            and len(value) == 2
            and isinstance(value[1], tuple)
            and value[0] not in ("Ok", "Err", "Some")
            and matches(value[1], p)
        )
    if p.parts is None:
        return True
    if len(p.parts) == 1 and p.parts[0].head == "_":
        return True
    return len(p.parts) == len(value) - 1 and all(matches(v, q) for v, q in zip(value[1:], p.parts, strict=True))


def contains(value: object, p: Pattern) -> bool:
    """Whether the value or a part of it is the one that is written."""
    if matches(value, p):
        return True
    return isinstance(value, tuple) and any(contains(part, p) for part in value[1:])


def output_fits(gave: object, p: Pattern, enums: Mapping[str, Enum]) -> bool:
    """Whether what came out is what is written: itself, in `Ok` or `Some`, or as the number of a variant, with or without its sign."""
    if p.head.startswith("#"):
        n = int(p.head[1:])
        if any(differs_in_sign(g, n) for g in numbers_in(gave)[:1]):
            return True
        named = [e.numbers.get(gave[0]) for e in enums.values()] if isinstance(gave, tuple) and gave else []
        return n in [x for x in named if x is not None]
    if isinstance(gave, int) and not isinstance(gave, bool):
        if p.head in ERRNO and not any(p.head in e.numbers for e in enums.values()):
            return gave in (ERRNO[p.head], -ERRNO[p.head])
        numbers = [e.numbers[p.head] for e in enums.values() if p.head in e.numbers]
        return any(gave in (n, -n) for n in numbers)
    if p.head in ("Ok", "Err", "Some", "None"):
        return matches(gave, p)
    return contains(gave, p)


__all__ = ["contains", "differs_in_sign", "leaves", "matches", "numbers_in", "output_fits"]
