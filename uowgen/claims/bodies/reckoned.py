"""Whether a condition of the code is so for numbers that are given for some of its names: plain arithmetic, read strictly."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SIGNS: dict[type[ast.AST], Callable[[int, int], int]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
}  # fmt: skip
_COMPARED: dict[type[ast.AST], Callable[[int, int], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_ALLOWED = when_used(r"^[\w\s()+\-*/%&|^<>=!]+$")
_SUFFIX = when_used(r"\b(0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*?)(?:[iu](?:8|16|32|64|128|size))\b")
_CAST = when_used(r"\bas (?:[iu](?:64|128|size))\b")


def truth_of(condition: str, given: Mapping[str, int]) -> bool | None:
    """Whether the condition is so; None where it asks for anything that is not given, or reckons in a way that wraps."""
    text = _CAST.sub("", _SUFFIX.sub(r"\1", condition))
    if (
        not _ALLOWED.match(text)
        or "&&" in text
        or "||" in text
        or not any(re.search(rf"\b{re.escape(name)}\b", text) for name in given)
    ):
        return None
    text = re.sub(r"(?<![/])/(?![/])", "//", text)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        return _compared(tree, given)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None


def _compared(node: ast.AST, given: Mapping[str, int]) -> bool | None:
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    # In Rust `&`, `|` and `^` bind closer than a comparison, as they do here.
    one, two = _value(node.left, given), _value(node.comparators[0], given)
    return None if one is None or two is None else _COMPARED[type(node.ops[0])](one, two)


def _value(node: ast.AST, given: Mapping[str, int]) -> int | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.Name):
        return given.get(node.id)
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        one, two = _value(node.left, given), _value(node.right, given)
        if one is None or two is None or (isinstance(node.op, (ast.LShift, ast.RShift)) and not 0 <= two < 64):
            return None
        found = _SIGNS[type(node.op)](one, two)
        return found if 0 <= found < 2**32 else None
    return None
