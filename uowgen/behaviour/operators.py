"""Operators and assignments: on integers with overflow as a debug build has it, on anything else by way of the type's own impl."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uowgen.behaviour import integers, prelude
from uowgen.behaviour.code import Code, looked_at, place_of
from uowgen.behaviour.comparing import compare, equal
from uowgen.behaviour.drops import drop_value
from uowgen.behaviour.inference import is_number, is_open
from uowgen.behaviour.integers import INT_KINDS, INTS, LOOSE
from uowgen.behaviour.outcomes import Leaving, RustPanic, Unknown
from uowgen.behaviour.paths import Site
from uowgen.behaviour.types import BOOL, LITERAL, SCALARS, UNIT_TY, Ty, coerce
from uowgen.behaviour.values import F32, MOVED, PLAIN, UNIT, Ref, Text, make, strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.behaviour.code import Frame, Lowering
    from uowgen.grammar import Node

# Sign: what it does to integers, the method of the trait, the method of the assigning trait.
ARITHMETIC: dict[str, tuple[Callable[[Any, Any], Any], str, str]] = {
    "+": (integers.add, "add", "add_assign"),
    "-": (integers.subtract, "sub", "sub_assign"),
    "*": (integers.multiply, "mul", "mul_assign"),
    "/": (integers.divide, "div", "div_assign"),
    "%": (integers.remainder, "rem", "rem_assign"),
    "&": (integers.bit_and, "bitand", "bitand_assign"),
    "|": (integers.bit_or, "bitor", "bitor_assign"),
    "^": (integers.bit_xor, "bitxor", "bitxor_assign"),
    "<<": (integers.shift_left, "shl", "shl_assign"),
    ">>": (integers.shift_right, "shr", "shr_assign"),
}
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_NUMBERS = INT_KINDS | LOOSE


def binary(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`a + b`, `a == b`, `a && b`."""
    left_node, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign_node = node.child_by_field_name("operator")
    assert left_node is not None and right_node is not None and sign_node is not None
    sign = sign_node.type
    if sign in ("&&", "||"):
        return _lazy(body, left_node, right_node, sign)
    left, right = _operands(body, left_node, right_node, sign, hint)
    if sign in COMPARISONS:
        return _comparison(body, node, sign, left, right)
    if sign not in ARITHMETIC:
        return body.unknown(node, f"operator {sign}")
    compute, name, _ = ARITHMETIC[sign]
    first, second = left.value, right.value
    site = Site(body, node, hint)
    ty = left.ty if left.ty is not LITERAL or sign in ("<<", ">>") else right.ty
    known = ty if ty is not None and (ty.ints or ty is LITERAL) and not ty.args else None

    def run(frame: Frame) -> Any:
        a = first(frame)
        b = second(frame)
        kind = type(a)
        if kind in _NUMBERS and type(b) in _NUMBERS:
            try:
                return compute(a, b)
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
        return _other(frame, site, sign, name, a, b)

    return Code(run, known)


def _operands(body: Lowering, left_node: Node, right_node: Node, sign: str, hint: Ty | None) -> tuple[Code, Code]:
    """Both operands lowered; a literal on one side takes the type of the other."""
    shift, asked = sign in ("<<", ">>"), sign in COMPARISONS
    context = None if asked else hint if hint is not None and (hint.ints or hint.head in ("f32", "f64")) and not hint.args else None
    left = body.lower(left_node, context)
    wanted = left.ty if left.ty is not LITERAL else context
    right = body.lower(right_node, None if shift else wanted)
    if left.ty is LITERAL and not shift and right.ty is not None and right.ty is not LITERAL:
        other = right.ty
        while other.head == "&" and other.args:
            other = other.args[0]
        left = body.lower(left_node, other)
    if not shift:
        meet(left, right)
    return left, right


def meet(left: Code, right: Code) -> None:
    """The two are of one type: what one knows of it the other learns."""
    for one, other in ((left, right), (right, left)):
        if one.learn is not None and is_open(one.ty) and other.ty is not None and is_number(other.ty):
            one.learn(other.ty)


def _lazy(body: Lowering, left_node: Node, right_node: Node, sign: str) -> Code:
    from uowgen.behaviour.code import with_temporaries

    if left_node.type == "let_condition" or (
        left_node.type == "binary_expression" and any(c.type in ("&&", "||") for c in left_node.children)
    ):
        left = body.lower(left_node, BOOL).value
    else:
        before, body.temporaries = body.temporaries, False
        left = with_temporaries(body, before, body.lower(left_node, BOOL).value)
    before, body.temporaries = body.temporaries, False
    right = with_temporaries(body, before, body.lower(right_node, BOOL).value)
    if sign == "&&":
        return Code(lambda frame: left(frame) and right(frame), BOOL)
    return Code(lambda frame: left(frame) or right(frame), BOOL)


def _comparison(body: Lowering, node: Node, sign: str, left: Code, right: Code) -> Code:
    """Comparisons take their operands by reference, as Rust does."""
    first, second = looked_at(body, left), looked_at(body, right)
    site = Site(body, node, None)
    if sign in ("==", "!="):
        wanted = sign == "=="

        def same(frame: Frame) -> bool:
            a, b = first(frame), second(frame)
            if type(a) is type(b) and type(a) in INT_KINDS:
                return (a == b) is wanted
            try:
                return equal(frame[0], a, b) is wanted
            except Unknown as unknown:
                raise site.unsupported(unknown) from None

        return Code(same, BOOL)

    branches = body.scope.program.branches
    at_limit = branches.equal(body, node) if branches is not None else None

    def ordered(frame: Frame) -> bool:
        a, b = first(frame), second(frame)
        try:
            found = compare(frame[0], a, b)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None
        if found is None:
            return False
        if found == 0 and at_limit is not None:
            at_limit()
        if sign == "<":
            return found < 0
        if sign == "<=":
            return found <= 0
        return found > 0 if sign == ">" else found >= 0

    return Code(ordered, BOOL)


def _other(frame: Frame, site: Site, sign: str, name: str, a: Any, b: Any) -> Any:
    """An operator on what is not a pair of integers."""
    first, second = strip(a) if type(a) is Ref else a, strip(b) if type(b) is Ref else b
    try:
        found = _plain(sign, first, second)
        if found is not None:
            return found
    except ZeroDivisionError:
        raise site.unsupported("division of floats by zero") from None
    except Unknown as unknown:
        raise site.unsupported(unknown) from None
    asked = getattr(second, "as_number", None) if type(first) in _NUMBERS else None
    if asked is not None:  # something of the outside, which learns from it what it is
        asked()
    from uowgen.behaviour.calls import call_method

    return call_method(frame[0], site, [a], 0, name, [b])


def _plain(sign: str, a: Any, b: Any) -> Any:
    """The operator on numbers, booleans and strings; None for other types."""
    if type(a) in _NUMBERS and type(b) in _NUMBERS:
        return ARITHMETIC[sign][0](a, b)
    if type(a) is bool and type(b) is bool:
        return {"&": a & b, "|": a | b, "^": a ^ b}.get(sign)
    if isinstance(a, float) and isinstance(b, (float, int)) and not isinstance(b, bool):
        from math import fmod

        from uowgen.behaviour.literals import single_precision

        if type(b) in INT_KINDS:
            return None
        value = {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: _over(a, b), "%": lambda: fmod(a, b)}[
            sign
        ]()
        return single_precision(value) if type(a) is F32 else value
    if isinstance(b, float) and type(a) is int:
        return _plain(sign, type(b)(a), b)
    if sign == "+" and type(a) is Text and isinstance(b, (str, Text)):
        a.text += b if isinstance(b, str) else b.text
        return a
    return None


def _over(a: float, b: float) -> float:
    if b != 0:
        return a / b
    if a == 0 or a != a:
        return float("nan")
    from math import copysign

    return copysign(float("inf"), a) * copysign(1.0, b)


def unary(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`-x`, `!x`, `*x`."""
    from uowgen.behaviour.literals import negative
    from uowgen.behaviour.reaching import dereference

    operand = next(c for c in node.named_children if c.type not in ("line_comment", "block_comment"))
    sign = node.children[0].type
    if sign == "*":
        return dereference(body, node, operand, hint)
    if sign == "-" and operand.type in ("integer_literal", "float_literal"):
        return negative(body, node, hint)
    code = body.lower(operand, hint)
    value = code.value
    site = Site(body, node, hint)
    compute = integers.negate if sign == "-" else integers.invert
    name = "neg" if sign == "-" else "not"

    def run(frame: Frame) -> Any:
        held = value(frame)
        if type(held) is Ref and type(strip(held)) in PLAIN:
            held = strip(held)
        if type(held) is bool and sign == "!":
            return not held
        if isinstance(held, float) and sign == "-":
            return type(held)(-held)
        try:
            if type(held) in _NUMBERS:
                return compute(held)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None
        from uowgen.behaviour.calls import call_method

        return call_method(frame[0], site, [held], 0, name, [])

    known = code.ty if code.ty is not None and isinstance(code.ty.head, str) and code.ty.head in SCALARS else None
    return Code(run, known or (code.ty if code.ty is LITERAL else None))


def _up_to(body: Lowering, end: Node, hint: Ty | None) -> Code:
    """`..=end`, which the grammar takes for an assignment to `..`."""
    high = body.lower(end, hint.args[0] if hint is not None and hint.args and str(hint.head).startswith("Range") else None)
    value = high.value
    shape = prelude.RANGE_TO_INCLUSIVE.shapes[prelude.RANGE_TO_INCLUSIVE.name]
    return Code(lambda frame: make(shape, [value(frame)]), Ty(shape.name, (high.ty,)) if high.ty is not None else None)


def assign(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`place = value`: the value first, then the end of what was there."""
    left_node, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
    assert left_node is not None and right_node is not None
    if left_node.type == "range_expression" and body.text(node).startswith("..="):
        return _up_to(body, right_node, hint)
    if left_node.type in ("tuple_expression", "array_expression", "struct_expression") or _is_underscore(left_node):
        return _destructuring(body, node, left_node, right_node)
    left = body.lower(left_node, None)
    right = body.lower(right_node, left.ty)
    if left.place is None:
        return body.unknown(node, "assignment to what is no place")
    place, value = left.place, right.value
    meet(left, right)
    ty = left.ty if left.ty is not None and left.ty.ints else None
    site = Site(body, node, hint)

    def run(frame: Frame) -> Any:
        new = value(frame)
        try:
            box, key = place(frame)
        except Leaving:
            drop_value(frame[0], new)
            raise
        old = box[key]
        kind = type(old)
        if type(new) in LOOSE or ty is not None:
            try:
                new = coerce(new, ty) if ty is not None else _like(new, old)
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
        if kind not in PLAIN and old is not MOVED:
            box[key] = MOVED
            try:
                drop_value(frame[0], old)
            finally:
                box[key] = new
        else:
            box[key] = new
        return UNIT

    return Code(run, UNIT_TY)


def _is_underscore(node: Node) -> bool:
    return node.type == "_" or (node.type == "identifier" and node.text == b"_")


def _like(new: Any, old: Any) -> Any:
    """A literal of no known type takes the type of what it replaces."""
    return integers.typed(type(old), new) if type(old) in INT_KINDS else new


def _destructuring(body: Lowering, node: Node, left_node: Node, right_node: Node) -> Code:
    """`(a, b) = value` and `_ = value`."""
    right = body.lower(right_node, None)
    if _is_underscore(left_node):
        looked = place_of(body, right)
        return Code(lambda frame: looked(frame) and UNIT, UNIT_TY)
    if left_node.type == "struct_expression":
        return body.unknown(node, "assignment to a struct pattern")
    targets: list[Callable[[Frame], tuple[Any, Any]] | None] = []
    for child in left_node.children:
        if child.type in ("(", ")", "[", "]", ",", "line_comment", "block_comment"):
            continue
        if _is_underscore(child):
            targets.append(None)
            continue
        code = body.lower(child, None)
        if code.place is None:
            return body.unknown(node, "assignment to a pattern")
        targets.append(code.place)
    value = right.value

    def run(frame: Frame) -> Any:
        parts = value(frame)
        for target, part in zip(targets, parts, strict=True):
            if target is None:
                drop_value(frame[0], part)
                continue
            box, key = target(frame)
            old, box[key] = box[key], _like(part, box[key])
            if old is not MOVED:
                drop_value(frame[0], old)
        return UNIT

    return Code(run, UNIT_TY)


_TYPELESS = frozenset(
    {
        "binary_expression",
        "unary_expression",
        "parenthesized_expression",
        "identifier",
        "integer_literal",
        "self",
        "field_expression",
    }
)


def _by_kind(body: Lowering, node: Node) -> dict[type, Callable[[Frame], Any]]:
    """`1 << bit` beside a number whose type only the run tells: what it is for each type of numbers; empty for any other expression."""
    waiting, shifts = [node], False
    while waiting:
        at = waiting.pop()
        if at.type not in _TYPELESS and at.type != "field_identifier":
            return {}
        shifts = shifts or (at.type == "binary_expression" and any(c.type == "<<" for c in at.children))
        waiting += at.named_children
    return {kind: body.lower(node, Ty(name)).value for name, kind in INTS.items()} if shifts else {}


def compound_assign(body: Lowering, node: Node, hint: Ty | None) -> Code:
    """`place += value`. For numbers the value comes first; for other types the place would, so there neither may have an effect."""
    left_node, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign_node = node.child_by_field_name("operator")
    assert left_node is not None and right_node is not None and sign_node is not None
    sign = sign_node.type.removesuffix("=")
    left = body.lower(left_node, None)
    right = body.lower(right_node, None if sign in ("<<", ">>") else left.ty)
    if sign not in ARITHMETIC:
        return body.unknown(node, f"operator {sign_node.type}")
    if sign not in ("<<", ">>"):
        meet(left, right)
    compute, name, assigning = ARITHMETIC[sign]
    place, value = place_of(body, left), right.value
    by_kind = _by_kind(body, right_node) if left.ty is None and sign in ("|", "&", "^") else {}
    site = Site(body, node, hint)
    matters = not _is_quiet(left_node) and not _is_quiet(right_node)
    own = left.ty is not None and not isinstance(left.ty.head, str)

    def run(frame: Frame) -> Any:
        if own:
            box, key = place(frame)
            new = value(frame)
        else:
            new = value(frame) if not by_kind else None
            box, key = place(frame)
            if by_kind:
                new = by_kind.get(type(box[key]), value)(frame)
        old = box[key]
        if type(old) in _NUMBERS and type(new) in _NUMBERS:
            try:
                box[key] = compute(old, new)
            except Unknown as unknown:
                raise site.unsupported(unknown) from None
            return UNIT
        if matters and not own and type(old) not in PLAIN:
            raise site.unsupported("order of evaluation of an assignment")
        other = strip(new) if type(new) is Ref else new
        try:
            found = _plain(sign, old, other)
        except Unknown as unknown:
            raise site.unsupported(unknown) from None
        if found is not None:
            box[key] = found
            return UNIT
        return _assigning(frame, site, box, key, (name, assigning), new)

    return Code(run, UNIT_TY)


def _is_quiet(node: Node) -> bool:
    """Whether evaluating it is sure to have no effect: a literal, a variable, a field of one."""
    while node.type in ("field_expression", "parenthesized_expression", "reference_expression") and node.named_children:
        node = node.child_by_field_name("value") or node.named_children[0]
    return node.type in ("identifier", "self") or node.type.endswith("_literal")


def _assigning(frame: Frame, site: Site, box: Any, key: Any, names: tuple[str, str], new: Any) -> Any:
    from uowgen.behaviour.calls import call_method, head_of

    name, assigning = names
    try:
        own = frame[0].program.methods_of(head_of(box[key]), assigning)
    except Unknown as unknown:
        raise site.unsupported(unknown) from None
    if own:
        call_method(frame[0], site, box, key, assigning, [new])
        return UNIT
    raise site.unsupported(f"{name} and assign")


__all__ = ["RustPanic", "assign", "binary", "compound_assign", "unary"]
