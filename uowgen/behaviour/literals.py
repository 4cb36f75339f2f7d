"""Literals. An integer without suffix takes the type that the context expects, else it has none until it meets one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.behaviour.code import Code, constant
from uowgen.behaviour.integers import INTS, U8
from uowgen.behaviour.types import BOOL, LITERAL, STR, UNIT_TY, Ty
from uowgen.behaviour.values import F32, UNIT, Array, Char, Ref

if TYPE_CHECKING:
    from uowgen.behaviour.code import Lowering
    from uowgen.grammar import Node

_BASES = {"0x": 16, "0o": 8, "0b": 2}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "0": "\0", "'": "'", '"': '"'}


def integer(body: Lowering, node: Node, hint: Ty | None, sign: int = 1) -> Code:
    """`5`, `0xffu8`, `1_000`."""
    text = body.text(node).replace("_", "")
    suffix = next((name for name in INTS if text.endswith(name)), "")
    base = _BASES.get(text[:2], 10)
    if not suffix and base != 16 and text.endswith(("f32", "f64")):
        return floating(body, node, hint)
    digits = text.removesuffix(suffix)
    value = sign * int(digits[2:] if base != 10 else digits, base)
    head = hint.head if hint is not None and isinstance(hint.head, str) else ""
    if suffix:
        head = suffix
    elif head in ("f32", "f64"):
        return constant(F32(value) if head == "f32" else float(value), Ty(head))
    kind = INTS.get(head)
    if kind is None:
        return constant(value, LITERAL)
    if not kind.low <= value <= kind.high:
        return body.unknown(node, "literal out of range")
    return constant(kind(value), Ty(head))


def floating(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`1.5`, `2f32`."""
    text = body.text(node).replace("_", "")
    single = text.endswith("f32") or (not text.endswith("f64") and hint is not None and hint.head == "f32")
    value = float(text.removesuffix("f32").removesuffix("f64"))
    return constant(single_precision(value) if single else value, Ty("f32" if single else "f64"))


def single_precision(value: float) -> F32:
    """`value` rounded to 32 bits."""
    from struct import pack, unpack

    return F32(unpack("f", pack("f", value))[0])


def negative(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`-5` in a pattern."""
    inner = node.named_children[0]
    if inner.type == "float_literal":
        code = floating(body, inner, hint)
        value = -code.value([])
        return constant(F32(value) if code.ty is not None and code.ty.head == "f32" else value, code.ty)
    return integer(body, inner, hint, -1)


def boolean(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`true`, `false`."""
    return constant(body.text(node) == "true", BOOL)


def unit(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`()`."""
    return constant(UNIT, UNIT_TY)


def string(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`"…"`, `b"…"`, `r"…"`."""
    text = body.text(node)
    head = text[: text.index('"')]
    if "c" in head:
        return body.unknown(node, "C string")
    inside = text[len(head) + 1 : text.rindex('"')]
    value = inside if "r" in head else unescaped(inside)
    if "b" in head:
        octets = Array(U8(ord(ch)) for ch in value)
        return Code(lambda _: Ref([octets], 0), Ty("&", (Ty("[;", (Ty("u8"),)),)))
    return constant(value, Ty("&", (STR,)))


def character(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`'x'`, `b'x'`."""
    text = body.text(node)
    value = unescaped(text[text.index("'") + 1 : -1])
    if text.startswith("b"):
        return constant(U8(ord(value)), Ty("u8"))
    return constant(Char(value), Ty("char"))


def unescaped(text: str) -> str:
    """The characters that the inside of a literal stands for."""
    if "\\" not in text:
        return text.replace("\r\n", "\n")
    out, at = [], 0
    while at < len(text):
        ch = text[at]
        at += 1
        if ch != "\\":
            out.append(ch)
            continue
        ch = text[at]
        at += 1
        if ch == "x":
            out.append(chr(int(text[at : at + 2], 16)))
            at += 2
        elif ch == "u":
            end = text.index("}", at)
            out.append(chr(int(text[at + 1 : end].replace("_", ""), 16)))
            at = end + 1
        elif ch in "\r\n":
            while at < len(text) and text[at] in " \t\r\n":
                at += 1
        else:
            out.append(_ESCAPES.get(ch, ch))
    return "".join(out)
