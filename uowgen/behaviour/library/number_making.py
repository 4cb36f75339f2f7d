"""Integers made of something else: of texts, of bytes, of integers of another type; the errors of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.integers import fits, wrapped
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.prelude import err, ok
from uowgen.behaviour.values import Native, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.integers import Int

_FAULTS = {
    "Empty": "cannot parse integer from empty string", "InvalidDigit": "invalid digit found in string",
    "PosOverflow": "number too large to fit in target type", "NegOverflow": "number too small to fit in target type",
}  # fmt: skip


class _ParseError(Native):
    """`ParseIntError`."""

    type_name = "ParseIntError"

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def shown(self) -> str:
        """What `Display` prints."""
        return _FAULTS[self.kind]

    def debug(self, machine: Any, spec: Any) -> str:
        """What `Debug` prints."""
        from uowgen.behaviour.debugging import struct_like

        return struct_like(self.type_name, [("kind", self.kind)], spec.alternate)

    def same(self, other: Any) -> bool:
        """Whether `other` is the same error."""
        return isinstance(other, _ParseError) and other.kind == self.kind


def parse(kind: type[Int], text: str, radix: int = 10) -> Any:
    """`text.parse::<kind>()`."""
    body = text[1:] if text[:1] == "+" or (text[:1] == "-" and kind.signed) else text
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:radix]
    if not body:
        return err(_ParseError("Empty" if not text else "InvalidDigit"))
    if any(c.lower() not in digits or not c.isascii() for c in body):
        return err(_ParseError("InvalidDigit"))
    found = int(body, radix) * (-1 if text[:1] == "-" else 1)
    if not fits(kind, found):
        return err(_ParseError("PosOverflow" if found > 0 else "NegOverflow"))
    return ok(kind(found))


class _TryFromError(Native):
    """`TryFromIntError`."""

    type_name = "TryFromIntError"

    def shown(self) -> str:
        """What `Display` prints."""
        return "out of range integral type conversion attempted"

    def debug(self, machine: Any, spec: Any) -> str:
        """What `Debug` prints."""
        from uowgen.behaviour.debugging import tuple_like

        return tuple_like(self.type_name, ["()"], spec.alternate)

    def same(self, other: Any) -> bool:
        """Whether `other` is the same error: there is only one."""
        return isinstance(other, _TryFromError)


OUT_OF_RANGE = _TryFromError()


def try_from(kind: type[Int], value: Any) -> Any:
    """`kind::try_from(value)`."""
    value = strip(value)
    if not isinstance(value, int):
        raise Unknown("try_from of this type")
    return ok(kind(int(value))) if fits(kind, int(value)) else err(OUT_OF_RANGE)


def _from_bytes(order: str) -> Callable[..., Any]:
    def run(kind: type[Int], octets: Any) -> Any:
        found = int.from_bytes(bytes(int(b) for b in strip(octets)), "little" if order == "little" else "big")
        return wrapped(kind, found)

    return run


ASSOCIATED: dict[str, Callable[..., Any]] = {
    "try_from": try_from, "from_str_radix": lambda kind, text, radix: parse(kind, str(strip(text)), int(radix)),
    "from_le_bytes": _from_bytes("little"), "from_be_bytes": _from_bytes("big"), "from_ne_bytes": _from_bytes("little"),
    "from_str": lambda kind, text: parse(kind, str(strip(text))), "from_le": lambda kind, value: value,
}  # fmt: skip
