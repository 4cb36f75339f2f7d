"""Rust's integers as Python ints that carry their width. Overflow panics as in debug builds.

A plain `int` is a literal whose type is not known yet; it adopts the type of the other operand or of where it goes.
"""

from __future__ import annotations

from typing import Any, ClassVar

from uowgen.interpreter.outcomes import RustPanic, Unsupported


class Int(int):
    """An integer with a width; the subclasses say which."""

    __slots__ = ()
    name: ClassVar[str]
    bits: ClassVar[int]
    signed: ClassVar[bool]
    low: ClassVar[int]
    high: ClassVar[int]


class Mask(int):
    """`!literal`, whose value depends on the type that it adopts."""

    __slots__ = ()


def _widths() -> dict[str, type[Int]]:
    found: dict[str, type[Int]] = {}
    for bits in (8, 16, 32, 64, 128, 0):
        for signed in (True, False):
            name = ("i" if signed else "u") + (str(bits) if bits else "size")
            width = bits or 64
            low, high = (-(1 << width - 1), (1 << width - 1) - 1) if signed else (0, (1 << width) - 1)
            slots = {"__slots__": (), "name": name, "bits": width, "signed": signed, "low": low, "high": high}
            found[name] = type(name, (Int,), slots)
    return found


INTS = _widths()
U8, U32, U64, USIZE, I32, I64 = INTS["u8"], INTS["u32"], INTS["u64"], INTS["usize"], INTS["i32"], INTS["i64"]
TYPED = frozenset(INTS.values())
ANY_INT = TYPED | {int, Mask}


def typed(value: int, kind: type[Int]) -> Int:
    """`value` as a `kind`; a literal must fit."""
    if type(value) is Mask:
        return wrap(value, kind)
    if kind.low <= value <= kind.high:
        return kind(value)
    raise Unsupported(f"an integer whose type is known too late ({value} as {kind.name})")


def wrap(value: int, kind: type[Int]) -> Int:
    """`value` reduced to the bits of `kind`, as casts and wrapping operations do."""
    if kind.low <= value <= kind.high:
        return kind(value)
    value &= (1 << kind.bits) - 1
    if kind.signed and value >> (kind.bits - 1):
        value -= 1 << kind.bits
    return kind(value)


def common(a: int, b: int) -> type[Any]:
    """The type of both operands of an operation; `int` when neither is known."""
    kind = type(a)
    return kind if kind in TYPED else type(b)


def _fit(result: int, kind: type[Any], what: str) -> int:
    if kind in TYPED:
        if kind.low <= result <= kind.high:
            return kind(result)  # type: ignore[no-any-return]
        raise RustPanic(f"attempt to {what} with overflow")
    if -(1 << 31) <= result < 1 << 31:
        return result
    raise Unsupported("arithmetic on integers of unknown type")


def add(a: int, b: int) -> int:
    """`a + b`."""
    return _fit(int(a) + b, common(a, b), "add")


def sub(a: int, b: int) -> int:
    """`a - b`."""
    return _fit(int(a) - b, common(a, b), "subtract")


def mul(a: int, b: int) -> int:
    """`a * b`."""
    return _fit(int(a) * b, common(a, b), "multiply")


def quotient(a: int, b: int) -> int:
    """Division towards zero."""
    q = abs(a) // abs(b)
    return q if (a >= 0) == (b >= 0) else -q


def div(a: int, b: int) -> int:
    """`a / b`."""
    if b == 0:
        raise RustPanic("attempt to divide by zero")
    return _fit(quotient(a, b), common(a, b), "divide")


def rem(a: int, b: int) -> int:
    """`a % b`, with the sign of `a`."""
    if b == 0:
        raise RustPanic("attempt to calculate the remainder with a divisor of zero")
    kind = common(a, b)
    if b == -1 and kind in TYPED and kind.signed and a == kind.low:
        raise RustPanic("attempt to calculate the remainder with overflow")
    return _fit(int(a) - quotient(a, b) * b, kind, "calculate the remainder")


def _bitwise(result: int, a: int, b: int) -> int:
    kind = common(a, b)
    if kind in TYPED:
        return wrap(result, kind)
    return Mask(result) if Mask in (type(a), type(b)) else result


def bit_and(a: int, b: int) -> int:
    """`a & b`."""
    return _bitwise(int(a) & int(b), a, b)


def bit_or(a: int, b: int) -> int:
    """`a | b`."""
    return _bitwise(int(a) | int(b), a, b)


def bit_xor(a: int, b: int) -> int:
    """`a ^ b`."""
    return _bitwise(int(a) ^ int(b), a, b)


def shl(a: int, b: int) -> int:
    """`a << b`."""
    kind = type(a)
    if kind in TYPED:
        if not 0 <= b < kind.bits:  # type: ignore[attr-defined]
            raise RustPanic("attempt to shift left with overflow")
        return wrap(int(a) << b, kind)  # type: ignore[arg-type]
    if not 0 <= b < 64:
        raise Unsupported("a shift of an integer of unknown type")
    return int(a) << b  # `1 << 40`: the type comes later, and must hold it


def shr(a: int, b: int) -> int:
    """`a >> b`."""
    kind = type(a)
    if kind in TYPED:
        if not 0 <= b < kind.bits:  # type: ignore[attr-defined]
            raise RustPanic("attempt to shift right with overflow")
        return kind(int(a) >> b)
    if type(a) is Mask or not 0 <= b < 32:
        raise Unsupported("a shift of an integer of unknown type")
    return int(a) >> b


def neg(a: int) -> int:
    """`-a`."""
    return _fit(-a, type(a), "negate")


def invert(a: int) -> int:
    """`!a`."""
    kind = type(a)
    return wrap(~a, kind) if kind in TYPED else Mask(~a)  # type: ignore[arg-type]


OPERATIONS = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": div,
    "%": rem,
    "&": bit_and,
    "|": bit_or,
    "^": bit_xor,
    "<<": shl,
    ">>": shr,
}
