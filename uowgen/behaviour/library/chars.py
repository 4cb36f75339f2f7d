"""Methods of `char`; what depends on Unicode tables is left undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour.comparing import words
from uowgen.behaviour.integers import INTS
from uowgen.behaviour.library.sequences import Owned
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.prelude import NONE, some
from uowgen.behaviour.values import Char

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.library.tables import Method
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.paths import Site

_USIZE, _U32 = INTS["usize"], INTS["u32"]
SPACES = " \t\n\r\x0b\x0c"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def same_but_case(m: Machine, s: Site, v: Any, other: Any) -> bool:
    """`eq_ignore_ascii_case`."""
    a, b = words(v), words(other)
    return len(a) == len(b) and all(
        x == y or (x.isascii() and y.isascii() and x.lower() == y.lower()) for x, y in zip(a, b, strict=True)
    )


def _of_ascii(test: Callable[[str], bool]) -> Method:
    """A test whose answer is known for ASCII only."""

    def run(m: Machine, s: Site, v: Char) -> bool:
        if not v.isascii():
            raise Unknown("a property of a character outside ASCII")
        return test(str(v))

    return "look", run


def _within_ascii(test: Callable[[str], bool]) -> Method:
    """A test that no character outside ASCII passes."""
    return "look", lambda m, s, v: v.isascii() and test(str(v))


def _to_digit(m: Machine, s: Site, v: Char, radix: Any) -> Any:
    found = DIGITS[: int(radix)].find(v.lower()) if v.isascii() else -1
    return some(_U32(found)) if found >= 0 else NONE


def _recased_char(upper: bool) -> Callable[..., Any]:
    return lambda m, s, v: Char(v.upper() if upper else v.lower()) if v.isascii() else Char(v)


def _recased_chars(upper: bool) -> Callable[..., Any]:
    def run(m: Machine, s: Site, v: Char) -> Any:
        if not v.isascii():
            raise Unknown("upper and lower case outside ASCII")
        return _Chars(m, v.upper() if upper else v.lower())

    return run


class _Chars(Owned):
    """What `to_uppercase` of a character gives; it can be printed."""

    def __init__(self, machine: Machine, text: str) -> None:
        super().__init__(machine, [Char(c) for c in text])

    def shown(self) -> str:
        """What `Display` prints."""
        return "".join(self.items[self.low : self.high])


CHAR: dict[str, Method] = {
    "is_alphabetic": _of_ascii(str.isalpha), "is_numeric": _of_ascii(str.isdigit), "is_alphanumeric": _of_ascii(str.isalnum),
    "is_uppercase": _of_ascii(str.isupper), "is_lowercase": _of_ascii(str.islower), "is_whitespace": _of_ascii(lambda c: c in SPACES),
    "is_control": _of_ascii(lambda c: c < " " or c == "\x7f"), "is_ascii": _within_ascii(lambda c: True),
    "is_ascii_alphabetic": _within_ascii(str.isalpha), "is_ascii_digit": _within_ascii(str.isdigit),
    "is_ascii_alphanumeric": _within_ascii(str.isalnum), "is_ascii_uppercase": _within_ascii(str.isupper),
    "is_ascii_lowercase": _within_ascii(str.islower), "is_ascii_whitespace": _within_ascii(lambda c: c in " \t\n\r\x0c"),
    "is_ascii_control": _within_ascii(lambda c: c < " " or c == "\x7f"), "is_ascii_graphic": _within_ascii(lambda c: "!" <= c <= "~"),
    "is_ascii_hexdigit": _within_ascii(lambda c: c in "0123456789abcdefABCDEF"),
    "is_ascii_punctuation": _within_ascii(lambda c: "!" <= c <= "~" and not c.isalnum()),
    "is_digit": ("look", lambda m, s, v, radix: v.isascii() and v.lower() in DIGITS[: int(radix)]), "to_digit": ("look", _to_digit),
    "to_ascii_uppercase": ("look", _recased_char(True)), "to_ascii_lowercase": ("look", _recased_char(False)),
    "to_uppercase": ("look", _recased_chars(True)), "to_lowercase": ("look", _recased_chars(False)),
    "len_utf8": ("look", lambda m, s, v: _USIZE(len(v.encode()))), "eq_ignore_ascii_case": ("look", same_but_case),
}  # fmt: skip
