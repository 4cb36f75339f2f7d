"""Arithmetic that methods of integers share: two operands of one type, powers, quotients, logarithms, roots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import INT_KINDS, INTS, agree, quotient
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.integers import Int

_U32 = INTS["u32"]


def pair(a: Any, b: Any) -> tuple[type[Int], int, int]:
    """Both operands as integers, and their common type."""
    kind, a, b = agree(a, strip(b))
    if kind not in INT_KINDS:
        raise Unknown("arithmetic on an integer whose type is not known")
    return kind, int(a), int(b)


def power(a: int, b: int) -> int:
    """`a` to the power of `b`; one of too many digits is not worked out."""
    if abs(a) > 1 and b > 4096:
        raise Unknown("a power of this size")
    return int(a**b)


def modulo(a: int, b: int) -> int:
    """`a % b`, which has the sign of `a`."""
    return a - b * quotient(a, b)


def euclid_quotient(a: int, b: int) -> int:
    """`a.div_euclid(b)`: what is left is never negative."""
    found = a // abs(b)
    return found if b > 0 else -found


def log2(m: Any, s: Any, a: Any) -> Any:
    """`ilog2`."""
    if a <= 0:
        raise RustPanic("argument of integer logarithm must be positive")
    return _U32(int(a).bit_length() - 1)


def log10(m: Any, s: Any, a: Any) -> Any:
    """`ilog10`."""
    if a <= 0:
        raise RustPanic("argument of integer logarithm must be positive")
    return _U32(len(str(int(a))) - 1)


def log(m: Any, s: Any, a: Any, b: Any) -> Any:
    """`ilog`."""
    _, x, base = pair(a, b)
    if base < 2:
        raise RustPanic("base of integer logarithm must be at least 2")
    if x <= 0:
        raise RustPanic("argument of integer logarithm must be positive")
    found = 0
    while x >= base:
        x, found = x // base, found + 1
    return _U32(found)


def checked_log(run: Callable[..., Any]) -> Callable[..., Any]:
    """The logarithm as an option: `None` where `run` panics."""

    def checked(m: Any, s: Any, *given: Any) -> Any:
        try:
            return some(run(m, s, *given))
        except RustPanic:
            return NONE

    return checked


def root(m: Any, s: Any, a: Any) -> Any:
    """`isqrt`."""
    from math import isqrt

    return type(a)(isqrt(int(a)))
