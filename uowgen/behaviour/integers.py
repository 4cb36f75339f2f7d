"""Integers of each width, and arithmetic as a debug build does it: overflow panics.

An integer is a Python int of a subclass that knows its width. A plain `int` is a literal whose type is not known yet; it takes the
type of what it meets. Where that comes too late to know what the arithmetic in between would have done, `Unknown` is raised.
"""

from __future__ import annotations

from uowgen.behaviour.outcomes import RustPanic, Unknown


class Int(int):
    """An integer with a width."""

    __slots__ = ()
    name = ""
    bits = 0
    signed = False
    low = 0
    high = 0
    mask = 0


INTS: dict[str, type[Int]] = {}


def _define(name: str, bits: int, signed: bool) -> type[Int]:
    high = (1 << (bits - 1)) - 1 if signed else (1 << bits) - 1
    facts = {"__slots__": (), "name": name, "bits": bits, "signed": signed, "high": high, "mask": (1 << bits) - 1}
    facts["low"] = -high - 1 if signed else 0
    kind = type(name, (Int,), facts)
    INTS[name] = kind
    return kind


U8, U16, U32, U64, U128 = (_define(f"u{bits}", bits, False) for bits in (8, 16, 32, 64, 128))
I8, I16, I32, I64, I128 = (_define(f"i{bits}", bits, True) for bits in (8, 16, 32, 64, 128))
Usize, Isize = _define("usize", 64, False), _define("isize", 64, True)

INT_KINDS = frozenset(INTS.values())


class Inverted(int):
    """`!n` of a literal whose type is not known yet: negative, and cut to the width of what it meets."""

    __slots__ = ()


LOOSE = frozenset({int, Inverted})


def typed(kind: type[Int], value: int) -> Int:
    """`value`, a literal of no known type so far, as `kind`."""
    if kind.low <= value <= kind.high:
        return kind(value)
    if type(value) is Inverted:
        return kind(value & kind.mask)
    raise Unknown("arithmetic on an integer whose type is found out later")


def wrapped(kind: type[Int], value: int) -> Int:
    """`value` cut to the width of `kind`, as `as` and the wrapping methods do."""
    value &= kind.mask
    return kind(value - kind.mask - 1 if kind.signed and value > kind.high else value)


def fits(kind: type[Int], value: int) -> bool:
    """Whether `kind` can hold `value`."""
    return kind.low <= value <= kind.high


def agree(a: int, b: int) -> tuple[type[int], int, int]:
    """The common type of two operands, and both as that type."""
    first, second = type(a), type(b)
    if first is second:
        return first, a, b
    if first in INT_KINDS and second in LOOSE:
        return first, a, typed(first, b)
    if second in INT_KINDS and first in LOOSE:
        return second, typed(second, a), b
    if first in LOOSE and second in LOOSE:
        return Inverted, a, b
    raise Unknown(f"arithmetic on {first.__name__} and {second.__name__}")


def _result(kind: type[int], value: int, verb: str) -> int:
    if kind in INT_KINDS:
        if kind.low <= value <= kind.high:
            return kind(value)
        raise RustPanic(f"attempt to {verb} with overflow")
    if kind is int and 0 <= value <= I8.high:
        return value
    # What is not seen yet may say any type: only what every type can hold is sure not to have overflowed.
    raise Unknown("arithmetic on an integer whose type is not known")


def add(a: int, b: int) -> int:
    """`a + b`."""
    kind, a, b = agree(a, b)
    return _result(kind, int(a) + int(b), "add")


def subtract(a: int, b: int) -> int:
    """`a - b`."""
    kind, a, b = agree(a, b)
    return _result(kind, int(a) - int(b), "subtract")


def multiply(a: int, b: int) -> int:
    """`a * b`."""
    kind, a, b = agree(a, b)
    return _result(kind, int(a) * int(b), "multiply")


def quotient(a: int, b: int) -> int:
    """The quotient rounded towards zero, unbounded."""
    result = abs(a) // abs(b)
    return -result if (a < 0) != (b < 0) else result


def divide(a: int, b: int) -> int:
    """`a / b`."""
    kind, a, b = agree(a, b)
    if b == 0:
        raise RustPanic("attempt to divide by zero")
    if kind is int and a >= 0 and b > 0:
        return quotient(a, b)  # not more than `a`, which its type can hold
    return _result(kind, quotient(int(a), int(b)), "divide")


def remainder(a: int, b: int) -> int:
    """`a % b`."""
    kind, a, b = agree(a, b)
    if b == 0:
        raise RustPanic("attempt to calculate the remainder with a divisor of zero")
    if b == -1 and kind in INT_KINDS and a == kind.low:
        raise RustPanic("attempt to calculate the remainder with overflow")
    return _result(kind, int(a) - int(b) * quotient(int(a), int(b)), "calculate the remainder")


def bit_and(a: int, b: int) -> int:
    """`a & b`."""
    kind, a, b = agree(a, b)
    return _bits(kind, int(a) & int(b))


def bit_or(a: int, b: int) -> int:
    """`a | b`."""
    kind, a, b = agree(a, b)
    return _bits(kind, int(a) | int(b))


def bit_xor(a: int, b: int) -> int:
    """`a ^ b`."""
    kind, a, b = agree(a, b)
    return _bits(kind, int(a) ^ int(b))


def _bits(kind: type[int], value: int) -> int:
    return (Inverted(value) if value < 0 else value) if kind in LOOSE else kind(value)


def shift_left(a: int, b: int) -> int:
    """`a << b`; the two types need not agree."""
    kind = type(a)
    if kind in INT_KINDS:
        if not 0 <= b < kind.bits:
            raise RustPanic("attempt to shift left with overflow")
        return wrapped(kind, int(a) << int(b))
    if kind is int and 0 <= b < I8.bits and 0 <= int(a) << int(b) <= I8.high:
        return int(a) << int(b)
    raise Unknown("shift of an integer whose type is not known")


def shift_right(a: int, b: int) -> int:
    """`a >> b`; the two types need not agree."""
    kind = type(a)
    if kind in INT_KINDS:
        if not 0 <= b < kind.bits:
            raise RustPanic("attempt to shift right with overflow")
        return kind(int(a) >> int(b))
    if kind is int and a >= 0 and 0 <= b < I8.bits:
        return int(a) >> int(b)
    raise Unknown("shift of an integer whose type is not known")


def negate(a: int) -> int:
    """`-a`."""
    kind = type(a)
    if kind is int and (a >= 0 or -a <= I8.high):
        return -a  # only signed types have a `-`
    if kind not in INT_KINDS:
        raise Unknown("negation of an integer whose type is not known")
    return _result(kind, -int(a), "negate")


def invert(a: int) -> int:
    """`!a`."""
    kind = type(a)
    if kind in INT_KINDS:
        return wrapped(kind, ~int(a))
    return Inverted(~int(a))
