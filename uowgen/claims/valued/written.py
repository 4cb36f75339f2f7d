"""Values of a type as documents write them, as expressions of Rust: `NotFound("a/b")`, `OutOfRange { at: 9, end: 8 }`, `Io(Timeout)`.

Here each part of what is carried may be another value, where the rows of a table give all parts of a variant the same number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.valued.shapes import INTS, TEXTS
from uowgen.claims.valued.tokens import number_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.valued.shapes import Shape

_VALUE = when_used(r"(?:(?P<owner>[\w:]+)::)?(?P<name>[A-Z]\w*)\s*(?:\((?P<tuple>.*)\)|\{(?P<fields>.*)\})?\s*")
_TEXT = when_used(r"\"[^\"\\]*\"(?:\.to_string\(\)|\.into\(\)|\.to_owned\(\))?|String::from\(\"[^\"\\]*\"\)")


def expression_of(shape: Shape, text: str) -> str | None:
    """The expression of a written value of the type; None where it is none, or leaves open what is carried."""
    m = _VALUE.fullmatch(text.strip())
    if m is None or m["name"] not in shape.variants or (m["owner"] or "").rpartition("::")[2] not in ("", shape.name, "Self"):
        return None
    kinds, names = shape.variants[m["name"]], shape.fields.get(m["name"], ())
    if kinds is None:
        return None
    said = list(split(m["tuple"] or m["fields"] or ""))
    if m["fields"] is not None:
        given = {k.strip(): v.strip() for k, _, v in (one.partition(":") for one in said)}
        said = [given.get(n, "") for n in names]
    parts = [part_of(shape, kind, one) for kind, one in zip(kinds, said, strict=False)]
    if len(said) != len(kinds) or None in parts:
        return None
    return made(shape, m["name"], [p or "" for p in parts])


def made(shape: Shape, name: str, parts: list[str]) -> str:
    """The expression of a variant with these parts."""
    names = shape.fields.get(name, ())
    if not parts:
        return f"{shape.name}::{name}"
    if names[0].isdigit():
        return f"{shape.name}::{name}({', '.join(parts)})"
    return f"{shape.name}::{name} {{ {', '.join(f'{n}: {p}' for n, p in zip(names, parts, strict=True))} }}"


def part_of(shape: Shape, kind: str, text: str) -> str | None:
    """One part of what is carried, as an expression of the type `kind`."""
    plain = text.strip()
    if kind in INTS:
        n = number_of(plain)
        return (
            f"({plain} as {kind})"
            if n is not None
            else f"{kind}::{plain[-3:]}"
            if re.fullmatch(rf"{kind}::(MAX|MIN)", plain)
            else None
        )
    if kind in TEXTS:
        literal = re.search(r"\"[^\"\\]*\"", plain) if _TEXT.fullmatch(plain) else None
        return TEXTS[kind].format(literal[0]) if literal else None
    if kind == "bool":
        return plain if plain in ("true", "false") else None
    return expression_of(shape.inner[kind], plain) if kind in shape.inner else None


def split(text: str) -> Iterator[str]:
    """What stands between commas, as far as these are not inside of brackets or quotes."""
    depth, quoted, one = 0, False, ""
    for ch in text:
        quoted ^= ch == '"'
        depth += 0 if quoted else {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(ch, 0)
        if ch == "," and not depth and not quoted:
            yield one
            one = ""
        else:
            one += ch
    if one.strip():
        yield one


__all__ = ["expression_of", "made", "part_of", "split"]
