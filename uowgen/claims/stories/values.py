"""Values that sentences name, held against those of a beat: literals, `Some(_)`, constants, what a look tells, the oldest element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene

    Value = Callable[[Scene], object]

UNKNOWN = object()


def literal(text: str, number: Callable[[str], int | None]) -> Callable[[object], bool | None] | None:
    """Whether a value is what `text` writes: None for one that cannot be compared; no test at all for what is no value."""
    text = text.strip()
    if text in ("true", "false"):
        return lambda value: value is (text == "true") if isinstance(value, bool) else None
    if text == "()":
        return lambda value: value == "()"
    if text in ("_", ".."):
        return lambda value: True
    plain = as_number(text)
    if plain is None and (text.isupper() or "::" in text) and bare_name(text).replace("_", "").isupper():
        plain = number(text)
    if plain is not None:
        return lambda value: value == plain if isinstance(value, int) and not isinstance(value, bool) else None
    head, _, rest = text.partition("(")
    if not head.replace("::", "").replace("_", "").isalnum() or head[:1].isdigit():
        return None
    name = bare_name(head)
    if rest and text.endswith(")"):
        inner = [literal(one, number) for one in cut_at_commas(rest[:-1])]

        def test(value: object) -> bool | None:
            if not isinstance(value, tuple) or not value or not isinstance(value[0], str):
                return None
            if value[0] != name:
                return False
            if len(value) != len(inner) + 1:
                return None
            seen = [one(part) if one is not None else None for one, part in zip(inner, value[1:], strict=True)]
            return False if False in seen else None if None in seen else True

        return test if all(one is not None for one in inner) else None
    if name[:1].isupper() and not rest:
        return lambda value: _called(value, name)
    return None


def _called(value: object, name: str) -> bool | None:
    """Whether a variant, or something of the outside by its path, has that name."""
    if isinstance(value, str) and "::" in value:
        return bare_name(value) == name
    return value[0] == name if isinstance(value, tuple) and value and isinstance(value[0], str) else None


def as_number(text: str) -> int | None:
    """`0x40`, `-1`, `4_096`, `3u8` as a number."""
    plain = text.replace("_", "").lower()
    for ending in ("usize", "isize", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64"):
        plain = plain.removesuffix(ending)
    try:
        return int(plain, 0)
    except ValueError:
        return None
