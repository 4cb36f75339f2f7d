"""Methods of integers, as a debug build has them; those of `bool` and floats are asked for here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import INT_KINDS, INTS, fits, quotient, typed, wrapped
from uowgen.behaviour.library.arithmetic import checked_log, euclid_quotient, log, log2, log10, modulo, pair, power, root
from uowgen.behaviour.library.tables import Method, looking
from uowgen.behaviour.library.truths_and_floats import BOOL, FLOAT
from uowgen.behaviour.outcomes import RustPanic, Unknown
from uowgen.behaviour.prelude import EQUAL, GREATER, LESS, NONE, some
from uowgen.behaviour.values import Array, Tup, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.integers import Int

_U32 = INTS["u32"]


def method(value: Any, name: str) -> Method | None:
    """The method `name` of a number."""
    if type(value) is bool:
        return BOOL.get(name)
    if isinstance(value, float):
        return FLOAT.get(name)
    if type(value) not in INT_KINDS:
        return _of_literal(name)
    return INTEGER.get(name)


_PLAINLY: dict[str, Callable[[int, int], Any]] = {
    "min": min, "max": max, "cmp": lambda a, b: LESS if a < b else GREATER if a > b else EQUAL,
    "partial_cmp": lambda a, b: some(LESS if a < b else GREATER if a > b else EQUAL),
}  # fmt: skip


def _of_literal(name: str) -> Method | None:
    """A literal whose type is not known takes the type of the argument, where the method has one of the same type."""
    if name not in _PAIRED:
        return None

    def run(m: Any, s: Any, value: Any, other: Any, *more: Any) -> Any:
        other = strip(other)
        if type(value) is int and type(other) is int and name in _PLAINLY:  # the same whatever their type is
            return _PLAINLY[name](value, other)
        if type(other) not in INT_KINDS:
            raise Unknown(f"{name} of an integer whose type is not known")
        return INTEGER[name][1](m, s, typed(type(other), value), other, *more)

    return "look", run


_PLAIN: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "pow": power,
}  # fmt: skip
_DIVIDING: dict[str, Callable[[int, int], int]] = {
    "div": quotient, "rem": modulo, "div_euclid": euclid_quotient, "rem_euclid": lambda a, b: a % abs(b),
}  # fmt: skip
_VERBS = {"div": "divide", "rem": "calculate the remainder", "div_euclid": "divide", "rem_euclid": "calculate the remainder"}


def _operands(name: str, a: Any, b: Any) -> tuple[type[Int], int, int]:
    if name == "pow":
        return type(a), int(a), int(strip(b))
    return pair(a, b)


def _checked(name: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, x, y = _operands(name, a, b)
        if name in _DIVIDING and (y == 0 or (y == -1 and x == kind.low)):
            return NONE
        found = {**_PLAIN, **_DIVIDING}[name](x, y)
        return some(kind(found)) if fits(kind, found) else NONE

    return run


def _wrapping(name: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, x, y = _operands(name, a, b)
        if name in _DIVIDING and y == 0:
            raise RustPanic(_by_zero(name))
        return wrapped(kind, {**_PLAIN, **_DIVIDING}[name](x, y))

    return run


def _saturating(name: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, x, y = _operands(name, a, b)
        return kind(min(kind.high, max(kind.low, _PLAIN[name](x, y))))

    return run


def _overflowing(name: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, x, y = _operands(name, a, b)
        found = _PLAIN[name](x, y)
        return Tup((wrapped(kind, found), not fits(kind, found)))

    return run


def _by_zero(name: str) -> str:
    return "attempt to divide by zero" if "div" in name else "attempt to calculate the remainder with a divisor of zero"


def _euclid(name: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, x, y = pair(a, b)
        if y == 0:
            raise RustPanic(_by_zero(name))
        if y == -1 and x == kind.low:
            raise RustPanic(f"attempt to {_VERBS[name]} with overflow")
        return kind(_DIVIDING[name](x, y))

    return run


def _pow(m: Any, s: Any, a: Any, b: Any) -> Any:
    found = power(int(a), int(strip(b)))
    if not fits(type(a), found):
        raise RustPanic("attempt to multiply with overflow")
    return type(a)(found)


def _shift(checked: bool, left: bool) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, by = type(a), int(strip(b))
        if checked and not 0 <= by < kind.bits:
            return NONE
        by %= kind.bits
        found = wrapped(kind, int(a) << by if left else int(a) >> by)
        return some(found) if checked else found

    return run


def _unsigned(a: Any) -> int:
    mask: int = type(a).mask
    return int(a) & mask


def _rotate(left: bool) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind = type(a)
        by = int(strip(b)) % kind.bits
        by = by if left else (kind.bits - by) % kind.bits
        bits = _unsigned(a)
        return wrapped(kind, (bits << by) | (bits >> (kind.bits - by)))

    return run


def _trailing_zeros(m: Any, s: Any, a: Any) -> Any:
    bits = _unsigned(a)
    return _U32(type(a).bits if bits == 0 else (bits & -bits).bit_length() - 1)


def _bytes(order: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any) -> Any:
        return Array(INTS["u8"](b) for b in _unsigned(a).to_bytes(type(a).bits // 8, "little" if order == "little" else "big"))

    return run


def _ordered(m: Any, s: Any, a: Any, b: Any) -> Any:
    _, x, y = pair(a, b)
    return LESS if x < y else GREATER if x > y else EQUAL


def _smaller(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    return kind(min(x, y))


def _larger(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    return kind(max(x, y))


def _clamp(m: Any, s: Any, a: Any, low: Any, high: Any) -> Any:
    kind, x, y = pair(a, low)
    _, _, z = pair(a, high)
    if y > z:
        raise RustPanic("assertion failed: min <= max")
    return kind(min(max(x, y), z))


def _abs(m: Any, s: Any, a: Any) -> Any:
    if a == type(a).low and type(a).signed:
        raise RustPanic("attempt to negate with overflow")
    return type(a)(abs(int(a)))


def _unsigned_kind(kind: type[Int]) -> type[Int]:
    return INTS["u" + kind.name[1:]]


def _abs_diff(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    return _unsigned_kind(kind)(abs(x - y))


def _next_power(m: Any, s: Any, a: Any) -> Any:
    found = 1 if a <= 1 else 1 << (int(a) - 1).bit_length()
    if not fits(type(a), found):
        raise RustPanic("attempt to add with overflow")
    return type(a)(found)


def _checked_next_power(m: Any, s: Any, a: Any) -> Any:
    found = 1 if a <= 1 else 1 << (int(a) - 1).bit_length()
    return some(type(a)(found)) if fits(type(a), found) else NONE


def _next_multiple(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    if kind.signed:
        raise Unknown("next_multiple_of of a signed integer")
    if y == 0:
        raise RustPanic("attempt to calculate the remainder with a divisor of zero")
    found = -(-x // y) * y
    if not fits(kind, found):
        raise RustPanic("attempt to add with overflow")
    return kind(found)


def _checked_next_multiple(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    if y == 0:
        return NONE
    found = -(-x // y) * y
    return some(kind(found)) if fits(kind, found) else NONE


def _div_ceil(m: Any, s: Any, a: Any, b: Any) -> Any:
    kind, x, y = pair(a, b)
    if y == 0:
        raise RustPanic("attempt to divide by zero")
    return kind(-(-x // y))


def _multiple(m: Any, s: Any, a: Any, b: Any) -> Any:
    _, x, y = pair(a, b)
    return x == 0 if y == 0 else x % y == 0


def _reversed_bits(m: Any, s: Any, a: Any) -> Any:
    return wrapped(type(a), int(f"{_unsigned(a):0{type(a).bits}b}"[::-1], 2))


def _overflowing_shift(left: bool) -> Callable[..., Any]:
    shift = _shift(False, left)
    return lambda m, s, a, b: Tup((shift(m, s, a, b), not 0 <= int(strip(b)) < type(a).bits))


def _bounded_abs(saturating: bool) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any) -> Any:
        kind = type(a)
        if a == kind.low and kind.low < 0:
            return kind(kind.high) if saturating else NONE
        return kind(abs(int(a))) if saturating else some(kind(abs(int(a))))

    return run


def _mixed(wrap: str, sign: int = 1) -> Callable[..., Any]:
    """`checked_add_signed` and its like: the second operand has the other signedness."""

    def run(m: Any, s: Any, a: Any, b: Any) -> Any:
        kind, found = type(a), int(a) + sign * int(strip(b))
        if wrap == "checked":
            return some(kind(found)) if fits(kind, found) else NONE
        if wrap == "saturating":
            return kind(min(kind.high, max(kind.low, found)))
        return wrapped(kind, found)

    return run


def _negated(wrap: str) -> Callable[..., Any]:
    def run(m: Any, s: Any, a: Any) -> Any:
        kind, found = type(a), -int(a)
        if wrap == "checked":
            return some(kind(found)) if fits(kind, found) else NONE
        turned = wrapped(kind, found)
        return turned if wrap == "wrapping" else Tup((turned, not fits(kind, found)))

    return run


INTEGER: dict[str, Method] = looking(
    {
        **{f"checked_{n}": _checked(n) for n in (*_PLAIN, *_DIVIDING)}, **{f"wrapping_{n}": _wrapping(n) for n in (*_PLAIN, *_DIVIDING)},
        **{f"saturating_{n}": _saturating(n) for n in _PLAIN}, **{f"overflowing_{n}": _overflowing(n) for n in _PLAIN},
        "div_euclid": _euclid("div_euclid"), "rem_euclid": _euclid("rem_euclid"), "pow": _pow, "wrapping_shl": _shift(False, True),
        "wrapping_shr": _shift(False, False), "checked_shl": _shift(True, True), "checked_shr": _shift(True, False),
        "rotate_left": _rotate(True), "rotate_right": _rotate(False), "trailing_zeros": _trailing_zeros,
        "get": lambda m, s, a: a,  # of a `NonZero…`, which is kept as the number
        "count_ones": lambda m, s, a: _U32(_unsigned(a).bit_count()),
        "count_zeros": lambda m, s, a: _U32(type(a).bits - _unsigned(a).bit_count()),
        "leading_zeros": lambda m, s, a: _U32(type(a).bits - _unsigned(a).bit_length()),
        "trailing_ones": lambda m, s, a: _trailing_zeros(m, s, wrapped(type(a), ~int(a))),
        "leading_ones": lambda m, s, a: _U32(type(a).bits - (_unsigned(a) ^ type(a).mask).bit_length()),
        "to_le_bytes": _bytes("little"), "to_be_bytes": _bytes("big"), "to_ne_bytes": _bytes("little"),
        "swap_bytes": lambda m, s, a: wrapped(type(a), int.from_bytes(_unsigned(a).to_bytes(type(a).bits // 8, "little"), "big")),
        "to_be": lambda m, s, a: wrapped(type(a), int.from_bytes(_unsigned(a).to_bytes(type(a).bits // 8, "little"), "big")),
        "to_le": lambda m, s, a: a, "cmp": _ordered, "partial_cmp": lambda m, s, a, b: some(_ordered(m, s, a, b)), "min": _smaller,
        "max": _larger, "clamp": _clamp, "abs": _abs, "unsigned_abs": lambda m, s, a: _unsigned_kind(type(a))(abs(int(a))),
        "wrapping_abs": lambda m, s, a: wrapped(type(a), abs(int(a))), "abs_diff": _abs_diff,
        "signum": lambda m, s, a: type(a)((a > 0) - (a < 0)), "is_negative": lambda m, s, a: a < 0, "is_positive": lambda m, s, a: a > 0,
        "is_power_of_two": lambda m, s, a: a > 0 and int(a) & (int(a) - 1) == 0, "next_power_of_two": _next_power,
        "checked_next_power_of_two": _checked_next_power, "next_multiple_of": _next_multiple,
        "checked_next_multiple_of": _checked_next_multiple, "div_ceil": _div_ceil, "is_multiple_of": _multiple, "ilog2": log2, "ilog10": log10,
        "ilog": log, "checked_ilog2": checked_log(log2), "checked_ilog10": checked_log(log10), "checked_ilog": checked_log(log),
        "reverse_bits": _reversed_bits, "overflowing_shl": _overflowing_shift(True), "overflowing_shr": _overflowing_shift(False),
        "checked_abs": _bounded_abs(False), "saturating_abs": _bounded_abs(True),
        "isqrt": root, "wrapping_neg": _negated("wrapping"), "checked_neg": _negated("checked"), "overflowing_neg": _negated("overflowing"),
        **{f"{w}_add_{k}": _mixed(w) for w in ("checked", "wrapping", "saturating") for k in ("signed", "unsigned")},
        **{f"{w}_sub_unsigned": _mixed(w, -1) for w in ("checked", "wrapping", "saturating")},
        "is_ascii_digit": lambda m, s, a: 48 <= a <= 57, "is_ascii_alphabetic": lambda m, s, a: chr(a).isalpha() and a < 128,
        "is_ascii_alphanumeric": lambda m, s, a: chr(a).isalnum() and a < 128, "is_ascii_uppercase": lambda m, s, a: 65 <= a <= 90,
        "is_ascii_lowercase": lambda m, s, a: 97 <= a <= 122, "is_ascii_whitespace": lambda m, s, a: a in (32, 9, 10, 12, 13),
        "is_ascii_graphic": lambda m, s, a: 33 <= a <= 126, "is_ascii": lambda m, s, a: a < 128,
        "is_ascii_control": lambda m, s, a: a < 32 or a == 127, "is_ascii_hexdigit": lambda m, s, a: chr(a) in "0123456789abcdefABCDEF",
        "to_ascii_uppercase": lambda m, s, a: type(a)(a - 32 if 97 <= a <= 122 else a),
        "to_ascii_lowercase": lambda m, s, a: type(a)(a + 32 if 65 <= a <= 90 else a),

    }
)  # fmt: skip
_PAIRED = frozenset(
    [n for n in INTEGER if n.startswith(("checked_", "wrapping_", "saturating_", "overflowing_")) and n.split("_")[1] in _PLAIN | _DIVIDING]
    + ["min", "max", "cmp", "partial_cmp", "abs_diff", "div_ceil", "next_multiple_of", "is_multiple_of", "rem_euclid", "div_euclid"]
) - {"checked_pow", "wrapping_pow", "saturating_pow", "overflowing_pow"}  # fmt: skip
