"""Works out integer constants from their expressions: literals, operators, and other constants of the tree that have one meaning.

It calls no functions but `size_of`. What would overflow its type has no value, as rustc refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.facts.code import counts
from uowgen.facts.uses import integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.facts.code import Code, Declaration
    from uowgen.grammar import Node

_DEEPEST = 40
_TYPES = {f"{sign}{bits}": (sign, bits) for sign in "iu" for bits in (8, 16, 32, 64, 128)} | {
    "usize": ("u", 64), "isize": ("i", 64),
}  # fmt: skip


def value_of(code: Code, declaration: Declaration) -> int | None:
    """The value of the integer constant `declaration`; None when its expression is not plain arithmetic, or does not fit its type."""
    return _constant(code, declaration, 0)


def value_of_text(text: str) -> int | None:
    """The value of an expression of literals and operators."""
    from uowgen.grammar import parse_rust

    tree = parse_rust(f"const X: i128 = {text};".encode())
    item = next((c for c in tree.root_node.named_children if c.type == "const_item"), None)
    node = item.child_by_field_name("value") if item is not None else None
    if node is None or tree.root_node.has_error:
        return None
    return _value(node, lambda name: None, 0)


def _constant(code: Code, declaration: Declaration, depth: int) -> int | None:
    node, typed = declaration.item.node.child_by_field_name("value"), declaration.item.node.child_by_field_name("type")
    if declaration.item.in_macro or node is None or depth > _DEEPEST:
        return None
    value = _value(node, lambda name: _named(code, declaration, name, depth + 1), depth)
    written = declaration.file.rust.text(typed) if typed is not None else ""
    return value if value is not None and _fits(value, written) else None


def _named(code: Code, user: Declaration, name: str, depth: int) -> int | None:
    """The value of the constant that `name` means in the file of `user`: one there, else the only one of the tree."""
    if name.endswith("()"):
        return _size(code, name)
    around, _, bare = name.rpartition("::")
    owner = around.rpartition("::")[2]
    if bare in ("MAX", "MIN", "BITS"):
        sign, bits = _TYPES.get(owner, ("", 0))
        if bits:
            top = (1 << bits) - 1 if sign == "u" else (1 << (bits - 1)) - 1
            return {"MAX": top, "MIN": 0 if sign == "u" else -top - 1, "BITS": bits}[bare]
    found = [d for d in code.declared_anywhere(bare) if d.item.kind == "const" and counts(d)]
    if owner[:1].isupper():
        meant = user.owner.rpartition(" for ")[2] if owner == "Self" else owner
        found = [d for d in found if d.owner.rpartition(" for ")[2] == meant]
    elif not owner:
        near = [d for d in found if d.file is user.file and d.item.path in (user.item.path, ())]
        found = near or [d for d in found if not d.owner]
    if len(found) != 1 or (found[0].condition != "always" and not _built_with(user, found[0])):
        return None
    return _constant(code, found[0], depth)


def _built_with(user: Declaration, other: Declaration) -> bool:
    """Whether each build that has `user` has `other` too: both stand in one module, and nothing is said of `other` alone."""
    together = other.file is user.file and other.item.path == user.item.path and other.condition == user.condition
    return together and not any("cfg" in attribute for attribute in other.item.attributes)


def _size(code: Code, call: str) -> int | None:
    """The bytes of a type of fixed size: `core::mem::size_of::<u32>()`; of no other call is the value known."""
    head, _, typed = call.removesuffix(">()").partition("::<")
    _, bits = _TYPES.get(typed, ("", 0))
    known = head in ("core::mem::size_of", "std::mem::size_of", "mem::size_of", "size_of")
    if not known or not bits or "size" in typed or (head[:1] in "ms" and head[:3] != "std" and code.declared_anywhere("size_of")):
        return None
    return bits // 8


def _value(node: Node, named: Callable[[str], int | None], depth: int) -> int | None:
    if depth > _DEEPEST:
        return None
    text = (node.text or b"").decode("utf-8", "replace")
    kind = node.type
    if kind == "integer_literal":
        return integer(text)
    if kind in ("identifier", "scoped_identifier"):
        return named("".join(text.split()))
    if kind == "call_expression":
        return named("".join(text.split()))
    if kind == "parenthesized_expression" and node.named_children:
        return _value(node.named_children[0], named, depth + 1)
    if kind == "unary_expression" and node.children and node.children[0].type == "-":
        inner = _value(node.named_children[-1], named, depth + 1)
        return -inner if inner is not None else None
    if kind == "type_cast_expression":
        value, target = node.child_by_field_name("value"), node.child_by_field_name("type")
        inner = _value(value, named, depth + 1) if value is not None else None
        return inner if inner is not None and target is not None and _fits(inner, (target.text or b"").decode()) else None
    if kind == "binary_expression":
        sides = [node.child_by_field_name(f) for f in ("left", "right")]
        sign = node.child_by_field_name("operator")
        if sign is None or sides[0] is None or sides[1] is None:
            return None
        left, right = (_value(s, named, depth + 1) for s in sides if s is not None)
        return None if left is None or right is None else _joined((sign.text or b"").decode(), left, right)
    return None


def _joined(sign: str, left: int, right: int) -> int | None:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" | "%" if right > 0 and left >= 0:
            return left // right if sign == "/" else left % right
        case "<<" if 0 <= right < 128:
            return left << right
        case ">>" if 0 <= right < 128:
            return left >> right
        case "|":
            return left | right
        case "&":
            return left & right
        case "^":
            return left ^ right
    return None


def _fits(value: int, written: str) -> bool:
    sign, bits = _TYPES.get("".join(written.split()), ("", 0))
    if not bits:
        return False
    return 0 <= value < 1 << bits if sign == "u" else -(1 << (bits - 1)) <= value < 1 << (bits - 1)
